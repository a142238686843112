"""The page as it is written: whole in itself, every name escaped, readable without sight, colour or scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ctethics.report
from ctethics.outcome.summary import Flips, RejectCount, Summary
from ctethics.report.page import render_flips_page, render_page
from tests.report.browser import Element, parse
from tests.report.ledgers import DEALS, GIFT, ROWS, flips, ledger

STYLES = (Path(ctethics.report.__file__).parent / "assets" / "page.css").read_text(encoding="utf-8")
HOSTILE = (
    "</script><script>document.title = 'taken'</script>",
    "<!-- <img src=x onerror=alert(1)>",
    "<!--<script>",
    "a\u2028b\u2029c",
    "\"'`&amp;<b>&#0;\x00",
    "]]>",
    "\ud800 \udcff",
)


def embedded(page: str) -> dict[str, object]:
    """The rows in the page, as its script reads them."""
    (text,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    told: dict[str, object] = json.loads(text)
    return told


def ids(page: str) -> list[str]:
    rows = embedded(page)["rows"]
    assert isinstance(rows, list)
    return [row[0] for row in rows]


def with_ids(*told: str) -> Summary:
    return replace(ledger(), rows=tuple(replace(ROWS[0], id=t, value=t, parties=(("donor", t),)) for t in told))


def tags(page: str) -> list[str]:
    return [element.tag for element in parse(page).all()]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_changes_nothing_of_the_page_but_text(hostile: str) -> None:
    more = {"source": hostile, "engine": hostile, "kinds": (hostile,), "notes": (hostile,)}
    rejects = (RejectCount(hostile, hostile, 3),)
    plain = replace(
        with_ids("x"), source="x", engine="x", kinds=("x",), notes=("x",), rejects=(RejectCount("x", "x", 3),)
    )
    page = render_page(replace(with_ids(hostile), rejects=rejects, **more))
    assert tags(page) == tags(render_page(plain))
    assert ids(page) == [hostile]
    rows = tuple(replace(row, id=hostile) for row in flips().rows)
    both = render_flips_page(replace(flips(), rows=rows, rejects=rejects, **more))
    assert ids(both) == [hostile] * 3
    assert both.count("<script") == both.count("</script>") == 2


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_id_comes_through_the_page_as_it_was(told: list[str]) -> None:
    page = render_page(with_ids(*told))
    assert ids(page) == told
    (text,) = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert text.isascii()
    assert not set("<>&") & set(text)


@given(st.text())
def test_any_text_of_a_note_or_a_reason_is_shown_as_text(told: str) -> None:
    page = render_page(replace(ledger(), notes=(told,), rejects=(RejectCount("x", told, 3),)))
    (note,) = (e.text for e in parse(page).all("li")[-1:])
    # What no file of text can hold is shown as a question mark; the parser reads line ends as one.
    assert note.replace("\r\n", "\n") == told.encode("utf-8", "replace").decode().replace("\r\n", "\n")
    assert tags(page) == tags(render_page(replace(ledger(), notes=("x",), rejects=(RejectCount("x", "x", 3),))))


@pytest.mark.parametrize("page", [render_page(ledger()), render_flips_page(flips())], ids=["ledger", "flips"])
class TestEveryPage:
    def test_it_needs_no_other_file_and_no_network(self, page: str) -> None:
        assert not re.findall(r"(?:src|href)=\"(?!#)|url\((?!#)|@import|<link|<base|import\(|fetch\(", page)
        named = set(re.findall(r"https?://[^\s\"'<]+", page))
        assert named == {"http://www.w3.org/2000/svg"}

    def test_it_lets_no_script_and_no_style_run_but_its_own(self, page: str) -> None:
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
        assert policy.startswith("default-src 'none'; ")
        for name, pattern in (("script-src", r"<script>(.*?)</script>"), ("style-src", r"<style>(.*?)</style>")):
            (text,) = re.findall(pattern, page, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"{name} 'sha256-{digest}'" in policy
        assert not re.findall(r"\s(?:style|on\w+)=\"", page)

    def test_it_says_which_law_and_that_the_bill_is_a_bill(self, page: str) -> None:
        words = " ".join(parse(page).one("header").text.split())
        assert "sb434, the text as Substitute Bill 434 (2024) would leave it" in words
        assert "It is a bill: nothing found shows that it was enacted." in words
        assert "That is no finding about anybody's conduct." in words
        assert "this is no legal advice" in parse(page).one("footer").text

    def test_nothing_in_it_is_called_a_violation(self, page: str) -> None:
        assert "violat" not in page.lower()

    def test_every_table_has_a_name_and_headings(self, page: str) -> None:
        tree = parse(page)
        known = {e.attributes["id"] for e in tree.all() if "id" in e.attributes}
        for table in tree.all("table"):
            by = table.attributes.get("aria-labelledby")
            assert by in known or table.all("caption") or table.attributes.get("id") == "chart-table"
            assert all(th.attributes.get("scope") in ("col", "row", "rowgroup") for th in table.all("th"))

    def test_every_chart_has_words_and_every_field_a_label(self, page: str) -> None:
        tree = parse(page)
        charts = tree.all("svg", role="img")
        assert charts
        assert all(chart.attributes["aria-label"] for chart in charts)
        assert all(svg.attributes.get("aria-hidden") == "true" for svg in tree.all("svg") if svg not in charts)
        labelled = [field for label in tree.all("label") for tag in ("input", "select") for field in label.all(tag)]
        assert len(labelled) == len(tree.all("input") + tree.all("select"))

    def test_headings_go_down_one_step_at_a_time(self, page: str) -> None:
        ranks = [int(e.tag[1]) for e in parse(page).all() if re.fullmatch(r"h\d", e.tag)]
        assert ranks[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(ranks))

    def test_no_id_is_given_twice(self, page: str) -> None:
        given_ids = [e.attributes["id"] for e in parse(page).all() if "id" in e.attributes]
        assert len(given_ids) == len(set(given_ids))


def numbers_of(row: Element) -> list[str]:
    return [cell.text for cell in row.all("td")]


def test_the_provisions_stand_in_the_order_of_the_law_with_their_counts() -> None:
    statute, policy = parse(render_page(ledger())).all("table", class_="outcomes")
    rows = statute.one("tbody").all("tr")
    assert [row.one("span", class_="cited").text for row in rows] == ["§ 1-79(5)", "§ 1-84(m)", "§ 1-84(o)"]
    assert [numbers_of(row) for row in rows] == [
        ["1,200", "300", "700", "47"],
        ["31", "4", "18", "2,194"],
        ["1,000", "0", "0", "1,247"],
    ]
    assert [row.one("span", class_="cited").text for row in policy.one("tbody").all("tr")] == ["OPM policy, item 12"]


def test_the_bars_are_as_long_as_the_rows_are_many() -> None:
    (first, second, _), (*_,) = (
        t.one("tbody").all("tr") for t in parse(render_page(ledger())).all("table", class_="outcomes")
    )
    widths = [(r.attributes["class"], r.attributes["x"], r.attributes["width"]) for r in first.all("rect")]
    assert widths == [
        ("applies", "0.000%", "54.545%"),
        ("undetermined", "54.545%", "13.636%"),
        ("excepted", "68.182%", "31.818%"),
    ]
    # Four rows of 2,200 would be too thin to see.
    assert [r.attributes["width"] for r in second.all("rect")] == ["1.409%", "0.400%", "0.818%"]


def test_a_number_leads_to_its_rows() -> None:
    links = [
        e.attributes["href"] for e in parse(render_page(ledger())).all("a") if "1-84" in (e.attributes["href"] or "")
    ]
    assert links[0] == "#provision=1-84%28m%29&outcome=applies"


def test_without_scripts_the_page_says_what_is_missing_and_shows_the_rest() -> None:
    tree = parse(render_page(ledger()))
    assert "need scripts" in tree.one("noscript").text
    hidden = [e.attributes["aria-labelledby"] for e in tree.all("section") if "hidden" in e.attributes]
    assert hidden == ["months", "rows"]


def test_the_first_month_chart_is_of_the_prohibition_that_applies_most() -> None:
    months = embedded(render_page(ledger()))["months"]
    assert months == {
        "spans": [{"name": m, "first": m, "month": True} for m in ("2024-09", "2024-10", "2024-11", "2024-12")],
        "series": {"0": {"3": [1200, 0, 0]}, "1": {"0": [3, 0, 0], "2": [28, 0, 18]}},
        "first": DEALS,
    }


def test_a_row_says_by_a_digit_what_each_provision_comes_to() -> None:
    page = render_page(replace(ledger(), rows=(replace(ROWS[0], outcomes={GIFT: "excepted", DEALS: "undetermined"}),)))
    assert embedded(page)["rows"] == [
        [
            "g2",
            "transfer",
            "2024-09-03",
            [["donor", "acme"], ["recipient", "lee"]],
            "$75.00",
            "21----",
            [],
            [],
            [["1-84(o)", "2024-09-13"]],
        ]
    ]


def test_a_ledger_of_which_no_row_was_read_has_a_page() -> None:
    page = render_page(Summary("current", "columnar", "empty.csv", (), 0, 0, 0, ()))
    assert embedded(page)["rows"] == []
    assert not parse(page).all(id="months")
    nothing = render_flips_page(Flips("current", "sb434", "columnar", "empty.csv", (), 0, 0, 0, 0, "$0.00", ()))
    assert "No row changes from current to sb434." in nothing


def test_changes_are_counted_by_provision_and_the_policy_stands_apart() -> None:
    statute, policy = parse(render_flips_page(flips())).all("table", class_="changes")
    assert [numbers_of(row)[-1] for row in statute.all("tr")[1:]] == ["2", "11"]
    assert [numbers_of(row)[-1] for row in policy.all("tr")[1:]] == ["1"]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_and_bars_stand_out_from_what_is_behind_them(theme: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", STYLES, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", blocks[theme]))
    text = ("ink", "soft", "link", "applies", "undetermined", "excepted")
    for name, back in product(text, ("card", "back", "mark")):
        assert contrast(colours[name], colours[back]) >= 4.5, (name, back)
    assert contrast(colours["accent"], colours["card"]) >= 3
