"""The page opened in Chromium: what its scripts draw, filter, sort and turn over, and what they do not let through."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ctethics.outcome.summary import MonthCount
from ctethics.report.page import render_flips_page, render_page
from tests.report.browser import Element, needs_chromium, opened
from tests.report.ledgers import DEALS, ROWS, flips, ledger

pytestmark = needs_chromium


def shown(tree: Element) -> list[str]:
    """The ids in the table."""
    return [row.all("th")[0].text for row in tree.one("table", id="table").one("tbody").all("tr")]


def title(tree: Element) -> str:
    return tree.one("head").one("title").text


def count(tree: Element) -> str:
    return tree.one(id="count").text


def tally(tree: Element) -> list[str]:
    return [item.text for item in tree.one(id="tally").all("li")]


def test_the_scripts_draw_every_row_and_the_columns_of_the_months(tmp_path: Path) -> None:
    tree, console = opened(render_page(ledger()), tmp_path)
    assert console == []
    assert shown(tree) == ["g2", "g10", "g1", "g3", "g4"]
    assert count(tree) == "5 of 5 rows"
    assert tree.one(id="rows-part").text == "The first 5 of 2,247 rows are in this page; the counts above are of all."
    first = tree.one("table", id="table").one("tbody").all("tr")[0]
    assert [cell.text for cell in first.all("td")] == [
        "2024-09-03", "acmelee", "$75.00", "applies § 1-84(m)", "", "", "§ 1-84(o): 2024-09-13",
    ]  # fmt: skip
    chart = tree.one(id="chart")
    columns = {e.attributes["aria-label"]: len(e.all("rect")) - 1 for e in chart.all() if "data-span" in e.attributes}
    assert columns == {
        "2024-09: 3 applies, 0 undetermined, 0 excepted": 1,
        "2024-10: 0 applies, 0 undetermined, 0 excepted": 0,
        "2024-11: 28 applies, 0 undetermined, 18 excepted": 2,
        "2024-12: 0 applies, 0 undetermined, 0 excepted": 0,
    }
    heights = [float(str(r.attributes["height"])) for r in chart.all("rect", class_="applies")]
    assert heights[1] / heights[0] == pytest.approx(28 / 3)
    assert [r.text for r in tree.one("table", id="chart-table").all("tr")][3] == "2024-1128018"
    assert not [e for e in tree.all("section") if "hidden" in e.attributes]


def test_the_address_filters_by_outcome_and_text(tmp_path: Path) -> None:
    tree, console = opened(render_page(ledger()), tmp_path, "#outcome=applies&text=acme")
    assert console == []
    assert shown(tree) == ["g2", "g10"]
    assert count(tree) == "2 of 5 rows"
    assert tally(tree) == [
        "2 with something that applies",
        "0 with something that is undetermined",
        "0 with something that is excepted",
        "$1,325.50 in value",
    ]


def test_the_address_filters_by_provision_and_month_and_sorts(tmp_path: Path) -> None:
    address = "#provision=1-84(m)&month=2024-11&sort=-value"
    tree, _ = opened(render_page(ledger()), tmp_path, address)
    # What is not known comes last, whichever way.
    assert shown(tree) == ["g10", "g3", "g1"]
    assert tally(tree)[:4] == ["1 applies", "1 undetermined", "1 excepted", "0 does not apply"]
    assert tally(tree)[4] == "$1,260.49 in value, and 1 row of unknown value"
    sorted_by = [th.text for th in tree.one("table", id="table").one("thead").all("th", aria_sort="descending")]
    assert sorted_by == ["Value"]


DRIVER = """
  const at = (id) => document.getElementById(id), said = {}, heads = document.querySelectorAll("#table thead button");
  const ids = () => [...document.querySelectorAll("#table tbody th")].map((th) => th.textContent);
  const change = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  heads[0].click(); said["sorted up"] = ids().slice(0, 3);
  heads[0].click(); said["sorted down"] = ids().slice(0, 3); said["the address"] = location.hash;
  heads[0].click(); said["as given"] = ids().slice(0, 3);
  document.querySelector("[data-page=last]").click(); said["on the last page"] = ids().length;
  change(at("size"), "25"); said["on a shorter page"] = ids().length;
  const form = at("filter");
  change(form.elements.outcome, "undetermined"); said["filtered"] = at("count").textContent;
  form.querySelector("button").click(); said["cleared"] = at("count").textContent; said["its address"] = location.hash;
  const column = document.querySelector("#chart [data-span='0']");
  column.focus();
  column.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
  said["the key End leads to"] = document.activeElement.getAttribute("aria-label");
  change(at("chart-provision"), "1-84(o)"); said["the chart says"] = at("chart-said").textContent;
  addEventListener("hashchange", () => {
    said["a number leads to"] = at("count").textContent;
    document.title = JSON.stringify(said);
  });
  document.querySelectorAll("table.outcomes tr")[2].querySelector("a").click();
"""


def test_clicks_and_keys_sort_filter_choose_and_turn_pages(tmp_path: Path) -> None:
    rows = tuple(replace(ROWS[n % 5], id=f"r{n}") for n in range(120))
    months = (*ledger().months, MonthCount("1-84(o)", "2024-10", "applies", 7))
    tree, console = opened(render_page(replace(ledger(), rows=rows, months=months)), tmp_path, driver=DRIVER)
    assert console == []
    assert json.loads(title(tree)) == {
        "sorted up": ["r0", "r1", "r2"],
        "sorted down": ["r119", "r118", "r117"],
        "the address": "#sort=-id",
        "as given": ["r0", "r1", "r2"],
        "on the last page": 20,
        "on a shorter page": 25,
        "filtered": "24 of 120 rows",
        "cleared": "120 of 120 rows",
        "its address": "",
        "the key End leads to": "2024-12: 0 applies, 0 undetermined, 0 excepted",
        "the chart says": "§ 1-84(o) Written report of things given, all months: 7 applies, 0 undetermined, 0 excepted",
        "a number leads to": "48 of 120 rows",
    }


def test_hostile_ids_are_shown_and_not_run(tmp_path: Path) -> None:
    hostile = ("</script><script>document.title='taken'</script>", "<img src=x onerror=\"document.title='taken'\">")
    rows = tuple(replace(ROWS[0], id=h, parties=(("donor", h),), needs=(h,)) for h in hostile)
    tree, console = opened(render_page(replace(ledger(), rows=rows, source=hostile[0])), tmp_path)
    assert console == []
    assert shown(tree) == list(hostile)
    assert title(tree) == f"Ledger under sb434: {hostile[0]}"
    assert not tree.all("img")


def test_a_script_that_got_in_all_the_same_does_not_run(tmp_path: Path) -> None:
    page = render_page(ledger()).replace("</body>", "<script>document.title = 'taken'</script></body>")
    tree, console = opened(page, tmp_path)
    assert title(tree) == "Ledger under sb434: gifts.csv"
    assert len(console) == 1
    assert "Content Security Policy" in console[0]


def test_an_address_that_asks_for_nothing_there_is_shows_no_row_and_breaks_nothing(tmp_path: Path) -> None:
    tree, console = opened(render_page(ledger()), tmp_path, "#provision=9-99&page=nan&sort=nothing&month=2024-11")
    assert console == []
    assert count(tree) == "0 of 5 rows"
    assert tree.one(id="page").text == "Page 1 of 1"


def test_the_changes_between_two_laws_are_filtered_by_change(tmp_path: Path) -> None:
    tree, console = opened(
        render_flips_page(flips()), tmp_path, "#outcome=applies+%E2%86%92+excepted&provision=" + DEALS
    )
    assert console == []
    assert shown(tree) == ["g1"]
    assert count(tree) == "1 of 3 changes"
    assert tally(tree) == ["1 row of the ledger", "1 applies → excepted", "$75.00 in value"]
