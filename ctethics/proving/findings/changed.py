"""What the bill changes: each rule with its amounts, its smallest cases, and who gains or loses by them."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.proving.findings.amounts import amounts
from ctethics.proving.findings.gains import gains
from ctethics.proving.findings.told import Findings, case, listed, outcomes
from ctethics.proving.findings.why import why
from ctethics.proving.verify.result import SHOWN, Result
from ctethics.report.words import cited


def changed(told: Findings) -> Iterator[str]:
    """Every rule that comes out otherwise in some case."""
    for citation in told.changed:
        yield from rule_lines(told, citation)


def rule_lines(told: Findings, citation: str) -> Iterator[str]:
    """What the bill changes of one rule."""
    yield from (f"### {told.headed(citation)}", "")
    yield from (_words(told, citation), "")
    yield from amounts(told.program.provisions[citation])
    yield from _exceptions(told, citation)
    for result in (one for one in told.after if one.citation == citation and one.how == SHOWN):
        yield f"{gains(told, result)} The smallest case found: {outcomes(result)}.{why(told, result)}"
        yield from case(result)


def _words(told: Findings, citation: str) -> str:
    """Whether the bill amends its words, and with which other rules it changes."""
    is_amended, through = told.is_amended(citation), told.moved_by(citation)
    words = "The bill amends its words." if is_amended else "The bill does not touch its words."
    too = " too" if is_amended else ""
    return f"{words} It changes with {listed(map(cited, through))}{too}." if through else words


def _exceptions(told: Findings, citation: str) -> Iterator[str]:
    """Which exceptions of the rule itself hold in cases in which they do not under the other law."""
    found: dict[tuple[str, str], list[str]] = {}
    for place, exception in enumerate(told.program.provisions[citation].exceptions):
        for result in told.of("kept"):
            if result.citation == exception.citation and result.witness is not None:
                name = exception.citation.removeprefix(citation).strip()
                found.setdefault(_from_to(result, place), []).append(name)
    for (one, other), names in found.items():
        plural = len(names) > 1
        hold = "s {} hold in cases in which they do" if plural else " {} holds in cases in which it does"
        yield from (f"Under `{one}` the exception{hold.format(listed(names))} not under `{other}`.", "")


def _from_to(result: Result, place: int) -> tuple[str, str]:
    """Under which law the exception holds in the case, and under which it does not, or at least may not."""
    assert result.witness is not None
    first, second = result.sides
    is_first = result.witness.verdicts[0].exceptions[place] is True
    return (first, second) if is_first else (second, first)


def unchanged(told: Findings) -> Iterator[str]:
    """Every rule proved to come out the same under both laws, first those whose words the bill amends all the same."""
    yield from ("## What is proved unchanged", "")
    amended = [one for one in told.unchanged if told.is_amended(one)]
    others = [one for one in told.unchanged if one not in amended]
    yield from (f"Under both laws these {len(told.unchanged)} come out the same, whatever the case.", "")
    for words, some in (
        ("in a text that the bill amends elsewhere", amended),
        ("in a text that it does not amend", others),
    ):
        if some:
            yield from (f"{len(some)} {words}:", "", *(f"- {told.headed(one)}" for one in some), "")
