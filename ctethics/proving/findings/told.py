"""The results sorted by what they tell of each rule, and how a page names things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ctethics.api import Law
from ctethics.compile import Compiled
from ctethics.law.calendar import show_day
from ctethics.law.citation import in_order, parse_citation
from ctethics.law.regimes import LAWS
from ctethics.program import Program, Provision
from ctethics.proving.verify.changes import first_change
from ctethics.proving.verify.parts import needed_by
from ctethics.proving.verify.result import PROVED, SHOWN, Result
from ctethics.proving.verify.words import case_text
from ctethics.report.words import cited, headed


class Findings:
    """All results, and the rules that they are about."""

    def __init__(self, results: Sequence[Result], program: Program) -> None:
        self.results, self.program = results, program
        self.laws = {name: Law(name, Compiled(program, (), (), 0), "direct") for name in LAWS}

    def of(self, statement: str) -> list[Result]:
        """The results of one statement, in the order found."""
        return [one for one in self.results if one.statement == statement]

    @cached_property
    def before(self) -> list[Result]:
        """What was stated of the days before anything changes."""
        day = first_change(self.program)
        until = f"before {show_day(day)} " if day is not None else "\n"
        return [one for one in self.of("changes") if one.says.startswith(until)]

    @cached_property
    def after(self) -> list[Result]:
        """What was stated of all days."""
        return [one for one in self.of("changes") if one not in self.before]

    @cached_property
    def stated(self) -> list[str]:
        """The rules of which it was asked whether the bill changes them."""
        return sorted({one.citation for one in self.after}, key=in_order)

    @cached_property
    def changed(self) -> list[str]:
        """The rules of which a case shows that they come out otherwise."""
        return sorted({one.citation for one in self.after if one.how == SHOWN}, key=in_order)

    @cached_property
    def unchanged(self) -> list[str]:
        """The rules proved to come out the same."""
        odd = {one.citation for one in self.after if one.how != PROVED}
        return [citation for citation in self.stated if citation not in odd]

    @cached_property
    def taken_from(self) -> dict[str, str]:
        """For each exception that a rule takes from another's, that other's."""
        rules = self.program.provisions
        sharers = [rule for rule in rules.values() if rule.shares is not None]
        owned = {(owner.citation, e.key): e.citation for owner in rules.values() for e in owner.exceptions}
        return {e.citation: owned[rule.shares or "", e.key] for rule in sharers for e in rule.exceptions}

    def is_amended(self, citation: str) -> bool:
        """Whether the bill strikes or inserts anything in the words of the text that the rule encodes."""
        return is_amended(self.program.provisions[citation])

    def moved_by(self, citation: str) -> list[str]:
        """The changed rules that a rule looks at, directly or through others, whose words the bill amends."""
        found = {one.citation for one in needed_by(self.program, self.program.provisions[citation])} - {citation}
        return [one for one in self.changed if one in found and self.is_amended(one)]

    def headed(self, citation: str) -> str:
        """A rule with its title, linked to its page."""
        rule = self.program.provisions[citation]
        parsed = parse_citation(rule.file or citation)
        text = headed(citation, rule.title)
        return f"[{text}](provisions/{parsed.path}.md)" if parsed is not None else text


def is_amended(rule: Provision) -> bool:
    """Whether any words of the text belong to one law alone."""
    return any(run.laws != frozenset(LAWS) for run in rule.statute.words if run.text.strip())


def case(result: Result) -> Iterator[str]:
    """The case of a result as a block that can be pasted."""
    if result.witness is not None:
        yield from ("", "```yaml", *case_text(result.witness.told), "```", "")


def outcomes(result: Result) -> str:
    """Under what the case comes out how: `current`: applies; `sb434`: excepted."""
    assert result.witness is not None
    sides = (f"`{side}`" if side in LAWS else cited(side) for side in result.sides)
    return "; ".join(f"{side}: **{out}**" for side, out in zip(sides, result.witness.outcomes, strict=True))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; nothing where there are no rows."""
    found = [f"| {' | '.join(row)} |" for row in rows]
    if found:
        yield from (f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *found, "")


def counted(number: int, noun: str) -> str:
    """`1 rule`, `105 rules`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(names: Iterable[str]) -> str:
    """`(A)`, `(A) and (B)`, `(A), (B) and (C)`; there is at least one."""
    *first, last = list(names)
    return f"{', '.join(first)} and {last}" if first else last
