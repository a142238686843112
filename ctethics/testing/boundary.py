"""The exact amounts at which a provision turns, and the side that each falls on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from ctethics.law.calendar import parse_day, shift, show_day
from ctethics.law.money import show_cents
from ctethics.law.phrases import OPERATORS, OPPOSITES
from ctethics.program import Compare, Condition, DaysAfter, Program, TotalIs, leaves
from ctethics.program.asked import check_provisions

if TYPE_CHECKING:
    from pathlib import Path

    from ctethics.api import Law

# The last day there is: what is in force then is the text as it stands at the end.
_LAST: Final = parse_day("2199-12-31")
_Measured = Compare | TotalIs | DaysAfter


@dataclass(frozen=True, slots=True)
class Boundary:
    """One figure at a limit: the limit itself, or one cent, hour, time or day to a side of it.

    provision -- the rule or exception that compares; measure -- what it compares, a fact or a total; operator -- one of
    the four; figure -- the limit as a number: cents, hours, times, days, months or years, as `unit` says; beside -- -1,
    0 or 1: how far this lies from it, of months and years in days; says -- the words that state the limit, or None.
    """

    provision: str
    measure: str
    operator: str
    figure: int
    unit: str
    beside: int
    says: str | None

    @property
    def side(self) -> str:
        """`below`, `at` or `above` the limit."""
        return ("at", "above", "below")[self.beside]

    @property
    def holds(self) -> bool:
        """Whether the comparison is met here."""
        return OPERATORS[self.operator](self.beside, 0)

    @property
    def limit(self) -> str:
        """The limit as the rule has it: `$10.00`, `30 days`."""
        return show_cents(self.figure) if self.unit == "dollars" else f"{self.figure} {self.unit}"

    @property
    def amount(self) -> str:
        """The figure as a case states it, `$9.99`; of hours and times the bare number, of a length its words."""
        if self.unit == "dollars":
            return show_cents(self.figure + self.beside)
        if self.unit in ("hours", "times"):
            return str(self.figure + self.beside)
        if self.unit == "days":
            return f"{self.figure + self.beside} days"
        return self.limit + ("", " and a day", " less a day")[self.beside]

    def date(self, after: str) -> str:
        """The day on which a length of time that began on the day `after` stands here.

        Raises ValueError for a limit that is no length of time.
        """
        if self.unit not in ("days", "months", "years"):
            raise ValueError(f"{self.measure} is counted in {self.unit}: it has no date")
        return show_day(shift(parse_day(after), self.figure, self.unit) + self.beside)

    def __str__(self) -> str:
        is_ = self.operator if self.holds else OPPOSITES[self.operator]
        return f"{self.provision} {self.measure} {self.amount}: {is_} {self.limit}"


def boundaries(
    citation: str, law: str | Law, *, on: str | None = None, rules: str | Path | None = None
) -> tuple[Boundary, ...]:
    """The figures about every limit of a rule, or of one of its exceptions, in the order in which it asks them.

    citation -- `1-84(i)`, or `1-79(5)(P)` for an exception alone; law -- a law's name, for the shipped rules or those
    of the folder `rules`, or a Law; on -- the day whose amounts are wanted, by default those that the law ends with.
    Raises UsageError for a law or a citation there is not.
    """
    from ctethics.api import load

    under = load(law, rules=rules) if isinstance(law, str) else law
    day = parse_day(on) if on is not None else _LAST
    asked = _asked(under.program, citation)
    return tuple(dict.fromkeys(b for name, file, c in asked for b in _of(name, file, c, under.name, day)))


def _asked(program: Program, citation: str) -> Iterator[tuple[str, str, Condition]]:
    """The conditions of a rule and its exceptions, or of one exception: each with its citation and its rule's file."""
    rules = list(program.provisions.values())
    excepted = [(e.citation, rule.file, e.when) for rule in rules for e in rule.exceptions]
    alone = [one for one in excepted if one[0] == citation]
    if alone and citation not in program.provisions:
        yield alone[0]
        return
    check_provisions(program, [citation])
    rule = program.provisions[citation]
    yield citation, rule.file, rule.general
    yield from ((e.citation, rule.file, e.when) for e in rule.exceptions)


def _of(citation: str, file: str, condition: Condition, law: str, day: int) -> Iterator[Boundary]:
    for leaf in leaves(condition):
        if isinstance(leaf, _Measured):
            version = leaf.limit.version(law, day)
            measure = _measure(leaf).removeprefix(file).strip()
            about = partial(Boundary, citation, measure, leaf.operator)
            figure = version.amount
            if figure is not None:
                sides = (beside for beside in (-1, 0, 1) if figure + beside >= 0)
                yield from (about(figure, leaf.limit.unit, beside, version.says) for beside in sides)


def _measure(leaf: _Measured) -> str:
    """What is compared, as a report names it."""
    match leaf:
        case TotalIs(total=total):
            return total.name
        case Compare(fact=fact, per=per):
            return fact if per is None else f"{fact} per {per}"
        case DaysAfter(fact=fact, after=after):
            return f"{fact} after {after}"
