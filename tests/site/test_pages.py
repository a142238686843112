"""The generated pages of the shipped rules: what each says, that nothing is left out, and that none is stale."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from click.testing import CliRunner

from ctethics.api import load_rules
from ctethics.cli import cli
from ctethics.site.markdown import page_of
from tests.report.browser import Element, parse
from tests.site.building import ROOT, seen

DOCS = ROOT / "docs"
PROVISIONS = sorted((DOCS / "provisions").rglob("*.md"))
GENERATED = (*PROVISIONS, DOCS / "glossary.md")
COMPILED = load_rules()
PROGRAM = COMPILED.program
FILES = sorted({p.file for p in PROGRAM.provisions.values()})


@cache
def text(citation: str) -> str:
    """A provision's page as it is written."""
    return (DOCS / "provisions" / f"{page_of(citation)}.md").read_text(encoding="utf-8")


def part(citation: str, title: str) -> str:
    """What stands under a heading of a page, up to the next of its level."""
    level = "###" if f"\n### {title}\n" in text(citation) else "##"
    return re.split(r"\n##+ ", text(citation).split(f"\n{level} {title}\n", 1)[1])[0]


def bare(markdown: str) -> str:
    """Markdown without what leads elsewhere and without the marks that keep it literal."""
    unlinked = re.sub(r"\[((?:[^\]\\]|\\.)*)\]\(#[\w-]+\)", r"\1", markdown)
    return " ".join(re.sub(r"\\(.)", r"\1", unlinked).split())


def row(citation: str, example: str) -> Element:
    """An example's rows, which stand on one line of its page."""
    (line,) = [line for line in text(citation).split("\n") if line.startswith("<tr><th") and f">{example}</th>" in line]
    return parse(line)


def test_the_committed_pages_are_those_that_the_rules_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(cli, ["docs", "--check"])
    assert done.exit_code == 0, done.output


def test_every_rule_file_has_a_page_and_no_other_is_left() -> None:
    made = {path.relative_to(DOCS / "provisions").as_posix().removesuffix(".md") for path in PROVISIONS}
    assert made == {*map(page_of, FILES), "index"}


def test_all_pages_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in GENERATED) < 6_000_000


@pytest.mark.parametrize("citation", FILES)
def test_a_page_names_every_exception_limit_and_reading_of_its_rules(citation: str) -> None:
    shown = text(citation)
    for rule in (p for p in PROGRAM.provisions.values() if p.file == citation):
        for exception in rule.exceptions:
            assert "### Except: " in shown
            assert exception.title in bare(shown)
        for limit in rule.limits():
            assert limit.name.startswith("$") or f"| {limit.name} |" in bare(shown)
        for reading in rule.readings:
            choices = [f"**{choice}**" for choice in reading.choices]
            assert reading.provision != citation or all(choice in bare(shown) for choice in choices)


@pytest.mark.parametrize("citation", FILES)
def test_every_example_of_a_file_is_on_its_page_with_a_reason_for_each_outcome(citation: str) -> None:
    rows = [parse(line) for line in text(citation).split("\n") if line.startswith("<tr><th rowspan")]
    own = {(e.provision, e.name) for e in COMPILED.examples if PROGRAM.provisions[e.provision].file == citation}
    assert sorted(seen(line.all("th")[0]) for line in rows) == sorted(" ".join(name.split()) for _, name in own)
    for line in rows:
        events = list(pairwise(line.all("tr")))[::2]
        assert events
        for outcome, why in events:
            assert bool(outcome.all("b")) == bool(seen(why)), seen(line)


@pytest.mark.parametrize("citation", FILES)
def test_every_clause_of_a_text_is_in_its_coverage(citation: str) -> None:
    statute = next(p.statute for p in PROGRAM.provisions.values() if p.file == citation)
    covered = [
        line.split(" | ")[0].removeprefix("| ") for line in part(citation, "Coverage").split("\n") if "|" in line
    ]
    assert [clause for clause in statute.clauses if clause not in map(bare, covered)] == []


def test_the_words_show_what_the_bill_strikes_and_inserts_and_what_encodes_them() -> None:
    words = parse(part("1-84(o)", "The words"))
    assert [seen(e) for e in words.all("del")] == ["ten"]
    assert [seen(e) for e in words.all("ins")] == ["twenty"]
    (due,) = [a for a in words.all("a") if seen(a) == "not later than ten days thereafter"]
    assert due.attributes["class"] == "sort-duty"


def test_the_text_of_a_provision_the_bill_leaves_alone_offers_no_choice_of_law() -> None:
    assert not parse(part("opm(6)", "The words")).all("input")
    assert parse(part("1-79(5)", "The words")).all("input")


def test_a_condition_says_both_amounts_and_the_words_it_rests_on_under_each_law() -> None:
    shown = bare(part("1-79(5)", r"Except: \(F) Certificate, plaque or other ceremonial award"))
    assert "cost: less than $250.00 (`current`: $100.00)" in shown
    assert '`sb434`: "less than two hundred fifty dollars" (§ 1-79(5)(F), bill lines 27-28)' in shown
    assert '`current`: "less than one hundred dollars" (§ 1-79(5)(F), bill lines 27-28)' in shown


def test_a_limit_is_told_by_law_and_from_its_day_on() -> None:
    rows = [bare(line) for line in part("1-84(o)", "Limits").split("\n") if line.startswith("| reportable thing")]
    words = '"more than {} dollars" (§ 1-84(o)(2), bill line 150)'
    assert rows == [
        f"| reportable thing | current | every date | $10.00 | {words.format('ten')} |",
        f"| reportable thing | sb434 | before 2024-10-01 | $10.00 | {words.format('ten')} |",
        f"| reportable thing | sb434 | 2024-10-01 | $20.00 | {words.format('twenty')} |",
    ]


def test_a_total_says_what_is_added_up_and_over_what() -> None:
    shown = bare(part("1-84(o)", "Totals"))
    assert (
        "**everything given**: the sum of value per donor, recipient, over a calendar year, of events of which:"
        in shown
    )


def test_a_duty_says_who_owes_what_to_whom_by_when_and_what_it_states() -> None:
    shown = bare(part("1-84(o)", "Duties"))
    assert "donor owes recipient, head of recipient agency: written report, within 10 days after date." in shown
    assert "- It states value of such items: value" in shown


def test_what_may_follow_has_its_bounds() -> None:
    assert "civil penalty for each breach found, not more than $10,000.00" in bare(part("1-88(a)", "What may follow"))


def test_an_example_shows_what_it_adds_and_the_outcome_and_the_reason_under_each_law() -> None:
    line = row("1-84(o)", "one cent over the earlier amount")
    told, why = line.all("tr")
    assert [seen(cell) for cell in told.all("td")] == ["value: $10.01", "applies; due 2025-03-13", "does not apply"]
    assert "current value $10.01 is more than $10.00: $0.01 over" in seen(why)
    assert "sb434 value $10.01 is not more than $20.00: $10.00 short" in seen(why)


def test_an_example_of_several_events_has_rows_for_each() -> None:
    line = row("1-84(o)", "the cumulative value begins anew each year")
    first, _, second, _ = line.all("tr")
    assert seen(first.all("td")[0]) == "december; date: 2024-12-31; value: $30.00"
    assert seen(second.all("td")[1]) == "applies; due 2025-01-11"


def test_an_undetermined_example_says_what_it_may_be_and_what_would_settle_it() -> None:
    why = row("1-84(o)", "nobody says what it was worth").all("tr")[1]
    assert seen(why) == "applies or does not apply: needs value"


def test_an_exception_that_holds_is_the_reason_of_an_excepted_example() -> None:
    told, why = row("1-84(o)", "a contribution that was reported elsewhere").all("tr")
    assert seen(told.all("td")[1]) == "excepted by political contribution"
    assert seen(why) == "item: political contribution; otherwise reported as required by law: yes"


def test_a_decision_is_told_where_it_is_filed_and_named_where_it_was_put_too() -> None:
    told = bare(text("1-79(5)"))
    assert "**Advisory Opinion 1999-20** (1999) - status: good law" in told
    assert "- the rules answer: drinks: excepted by (I); pen: excepted by (P); comedian: excepted by (P)" in told
    assert "[Advisory Opinion 1999-20](#decided-1-79-5-advisory-opinion-1999-20) | good law" in text("1-84(j)")


def test_a_rule_points_to_the_decisions_it_sees_and_the_provisions_it_looks_at() -> None:
    assert "See [Advisory Opinion 2011-2](#decided-" in text("1-79(5)")
    assert "It refers to [§ 1-79(5)](#provision-1-79-5)" in text("1-84(m)")
    assert "[§ 1-84(m)](#provision-1-84-m)" in part("1-79(5)", "The rule")
    assert "It sums up [§ 1-84(m)](#provision-1-84-m)." in text("opm(6)")


def test_the_glossary_has_every_fact_with_its_question_its_choices_and_why_it_is_presumed() -> None:
    raw = (DOCS / "glossary.md").read_text(encoding="utf-8")
    shown, vocabulary = bare(raw), PROGRAM.vocabulary
    for fact in (*vocabulary.party.values(), *(f for kind in vocabulary.events.values() for f in kind.facts.values())):
        for words in (f"**{fact.name}**, {fact.type}: {fact.question}", "; ".join(fact.choices), fact.why):
            assert " ".join(words.split()) in shown, fact.name
    assert "- presumed: no, because" in shown


def test_the_glossary_says_who_looks_at_a_fact() -> None:
    raw = (DOCS / "glossary.md").read_text(encoding="utf-8")
    entry = raw.split("(fact-transfer-donor-in-attendance)=")[1].split("\n(")[0]
    assert bare(entry).endswith("- looked at by § 1-79(5), § 1-91(7)")


def test_no_two_places_have_the_same_anchor() -> None:
    found = [name for path in DOCS.rglob("*.md") for name in re.findall(r"^\(([\w-]+)\)=$", path.read_text(), re.M)]
    assert len(found) > 500
    assert {name for name in found if found.count(name) > 1} == set()


def test_generated_pages_have_no_block_that_nobody_runs() -> None:
    assert [path for path in GENERATED if re.search(r"^```(python|console|yaml)", path.read_text(), re.M)] == []
