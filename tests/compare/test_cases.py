"""Two laws over a case: the changes, the flip table, and what one limit alone changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings

import ctethics
from ctethics import Case, UsageError
from ctethics.audits.exchange import depending, differing, exchanged
from ctethics.cli import cli
from ctethics.outcome.change import Change
from tests.asking import LAW_NAMES, Told, law_named, law_of
from tests.strategies import cases, shipped

ROOT = Path(__file__).resolve().parents[2]
DINNER = ROOT / "examples" / "dinner.yaml"
EXPECTED = Path(__file__).parent / "expected"


def compared(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["compare", *arguments])


def pen(value: str) -> Told:
    """A pen from a business that deals with the recipient's agency."""
    acme = {"kind": "business", "registrant": "no", "doing business with": ["OPM"]}
    event = {"id": "pen", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}
    return {
        "parties": {"acme": acme, "lee": {"kind": "person", "position": "state employee", "agency": "OPM"}},
        "events": [event | {"item": "merchandise", "value": value}],
    }


def test_a_dinner_of_75_dollars_reads_as_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    told = compared("examples/dinner.yaml", "--laws", "current,sb434")
    assert told.exit_code == 0
    assert told.output == (EXPECTED / "dinner.txt").read_text(encoding="utf-8")


def test_the_changes_of_a_dinner_are_those_of_three_provisions() -> None:
    assert law_named("current").compare("sb434", DINNER) == (
        Change("dinner", "1-79(5)", "applies", "excepted"),
        Change("dinner", "1-84(m)", "applies", "excepted"),
        Change("dinner", "1-91(7)", "applies", "excepted"),
    )
    assert law_named("sb434").compare("current", DINNER, provisions=["1-84(m)"]) == (
        Change("dinner", "1-84(m)", "excepted", "applies"),
    )


@pytest.mark.parametrize("law", LAW_NAMES)
@settings(max_examples=10)
@given(case=cases())
def test_a_cases_changes_are_what_its_answer_says_differs(law: str, case: Told) -> None:
    (other,) = set(LAW_NAMES) - {law}
    answer = law_named(law).assess(case)
    wanted = {(e.id, d.provision, e.finding(d.provision).outcome, d.outcome) for e in answer for d in e.differs_under}
    found = law_named(law).compare(other, case)
    assert {(c.event, c.provision, c.one, c.other) for c in found} == wanted
    assert len(found) == len(wanted)


@settings(max_examples=10)
@given(case=cases())
def test_what_no_differing_limit_reaches_does_not_change(case: Told) -> None:
    program, laws = shipped().program, ("current", "sb434")
    kinds = tuple(program.vocabulary.events)
    limits = differing(program, kinds, program.default_readings, laws)
    reached = {c for kind in kinds for c in depending(program, kind, program.default_readings, limits)}
    assert {c.provision for c in law_named("current").compare("sb434", case)} <= reached
    every = law_of(exchanged(program, limits, laws), "current")
    found = {(e.id, f.provision): f.outcome for e in every.assess(case) for f in e.findings}
    wanted = {(e.id, f.provision): f.outcome for e in law_named("sb434").assess(case) for f in e.findings}
    assert found == wanted


def test_one_limit_alone_leaves_the_others_as_they_were() -> None:
    program, laws = shipped().program, ("current", "sb434")
    limits = differing(program, ["transfer"], program.default_readings, laws)
    (things,) = (limit for limit in limits if (limit.file, limit.name) == ("1-84(o)", "reportable thing"))
    assert (things.shown("current"), things.shown("sb434")) == ("$10.00", "$20.00")
    assert depending(program, "transfer", program.default_readings, [things]) == {"1-84(o)"}
    law = law_of(exchanged(program, [things], laws), "current")
    (event,) = law.assess(pen("$15.00"))
    assert event.finding("1-84(o)").outcome == "does not apply"
    assert event.finding("1-79(5)").outcome == "applies"  # the token's limit is still ten dollars
    (event,) = law_named("current").assess(pen("$15.00"))
    assert event.finding("1-84(o)").outcome == "applies"


def test_the_laws_may_be_compared_either_way(tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps(pen("$15.00")), encoding="utf-8")
    there, back = (compared(str(case), "--laws", laws).output for laws in ("current,sb434", "sb434,current"))
    assert "§ 1-84(o): written report: 0 appear, 1 vanishes" in there
    assert "§ 1-84(o): written report: 1 appears, 0 vanish" in back
    assert "1 █████████████  § 1-84(o) reportable thing: $20.00 → $10.00" in back


def test_a_law_is_not_compared_with_itself_or_with_one_there_is_not() -> None:
    law = law_named("current")
    with pytest.raises(UsageError, match="both laws are `current`"):
        law.compare("current", DINNER)
    with pytest.raises(UsageError, match="fix: write `sb434`"):
        law.compare("sb343", DINNER)


def test_what_is_said_of_tables_is_refused_of_a_case() -> None:
    with pytest.raises(UsageError, match="`kind` is said of a case"):
        law_named("current").compare("sb434", Case(parties={}, events=[]), kind="transfer")
    with pytest.raises(UsageError, match=r"unknown provision `1-84\(mm\)`"):
        law_named("current").compare("sb434", DINNER, provisions=["1-84(mm)"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Between which laws? Add --laws current,sb434"),
        (("--laws", "current"), "Between which laws?"),
        (("--laws", "current,sb434,current"), "Between which laws?"),
        (("--laws", "current,sb434", "--kind", "transfer"), "--kind is for ledgers"),
        (("--laws", "current,sb434", "-o", "out.csv"), "-o is for ledgers"),
        (("--laws", "current,sb434", str(DINNER)), "A case file is compared alone."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_is_refused(arguments: tuple[str, ...], told: str) -> None:
    result = compared(str(DINNER), *arguments)
    assert result.exit_code == 2
    assert told in result.output


def test_a_law_there_is_not_is_refused() -> None:
    result = compared(str(DINNER), "--laws", "current,sb343")
    assert isinstance(result.exception, ctethics.UsageError)
    assert "unknown law `sb343`" in str(result.exception)
