"""Conditions as Python expressions over an event's facts, each a variable that is None where the fact is unknown.

An expression says that a condition must be, or may be, yes or no: with both, Kleene's logic needs no third value. Of
what a rule file says nothing gets in but letters and digits in names, and literals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from ctethics.diagnostics import Diagnostic, EngineError, Span
from ctethics.engines.generated.joints import Expression, both, either
from ctethics.engines.generated.names import Names
from ctethics.law.calendar import NEVER
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    Includes,
    IsOneOf,
    Not,
    Reading,
    TotalIs,
)

Refer = Callable[[str, bool, bool], Expression]
# Python's own parser goes only so deep.
MOST_DEEP: Final = 60
# So many days from any date there is end before `never`.
_MANY_DAYS: Final = 1_000_000
_SIGNS: Final = {"less than": "<", "not more than": "<=", "more than": ">", "at least": ">="}
_OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "in": "not in"}


@dataclass(frozen=True, slots=True)
class Test:
    """One test of known values: `left sign right`.

    lacking -- what makes it unknown, each with its opposite; ruled_out -- what makes it no whatever is unknown.
    """

    left: str
    sign: str
    right: str
    lacking: tuple[tuple[str, str], ...] = ()
    ruled_out: tuple[str, str] | None = None

    def of(self, wanted: bool, is_sure: bool) -> Expression:
        """The expression that holds exactly if the test must be (or may be) as wanted."""
        test = f"{self.left} {self.sign if wanted else _OPPOSITE[self.sign]} {self.right}"
        if is_sure:
            found = both([*(is_known for _, is_known in self.lacking), test])
        else:
            found = either([*(is_unknown for is_unknown, _ in self.lacking), test])
        if self.ruled_out is None:
            return found
        return both([self.ruled_out[1], found]) if wanted else either([self.ruled_out[0], found])

    def answer(self) -> str:
        """The expression whose value is the test's answer."""
        unknown = either(is_unknown for is_unknown, _ in self.lacking)
        test = f"{self.left} {self.sign} {self.right}"
        known = test if unknown == "False" else f"None if {unknown} else {test}"
        return known if self.ruled_out is None else f"False if {self.ruled_out[0]} else {known}"


class Formula:
    """Writes conditions as expressions; `refer` says of another provision whether it is as wanted."""

    def __init__(self, names: Names, refer: Refer) -> None:
        self.names, self.refer = names, refer

    def of(self, c: Condition, wanted: bool, is_sure: bool, depth: int = 0) -> Expression:
        """The expression that holds exactly if `c` must be (or may be) yes, or no, as `wanted`.

        Raises EngineError (CTE702) for conditions nested deeper than Python can compile.
        """
        if depth > MOST_DEEP:
            refuse(f"conditions nested more than {MOST_DEEP} deep")
        match c:
            case AllOf(parts=parts) | AnyOf(parts=parts):
                found = [self.of(part, wanted, is_sure, depth + 1) for part in parts]
                return both(found) if isinstance(c, AllOf) is wanted else either(found)
            case Not(part=part):
                return self.of(part, not wanted, is_sure, depth + 1)
            case Reading(name=name, choices=choices):
                return self.of(choices[self.names.readings[name]], wanted, is_sure, depth + 1)
            case Applies(provision=citation):
                return self.refer(citation, wanted, is_sure)
            case IsOneOf(fact=fact, values=values):
                return _is_one_of(self.names.fact(fact), values, wanted, is_sure)
            case Includes():
                answer = self.includes(c)
                return f"{answer} is {wanted}" if is_sure else f"{answer} is not {not wanted}"
            case TotalIs():
                return self.total_is(c, wanted, is_sure)
            case _:
                return self.test(c).of(wanted, is_sure)

    def test(self, c: Compare | CompareFacts | DaysAfter) -> Test:
        """A comparison of amounts, numbers or dates."""
        names, sign = self.names, _SIGNS[c.operator]
        fact = names.fact(c.fact)
        if isinstance(c, CompareFacts):
            other = names.fact(c.other)
            return Test(fact, sign, other, (*_unknown(fact), *_unknown(other)))
        amount = names.amount(c.limit)
        if isinstance(c, DaysAfter):
            start = names.fact(c.after)
            amounts = [version.amount for version in c.limit.versions[names.law]]
            is_short = c.limit.unit == "days" and all((number or 0) < _MANY_DAYS for number in amounts)
            end = f"{start} + {amount}" if is_short else f"shift({start}, {amount}, {c.limit.unit!r})"
            lacking = (*_unknown(fact), *_unknown(start), *(_unknown(amount) if None in amounts else ()))
            # Nothing comes after what never happened.
            never = None if start == "date" else (f"{start} == {NEVER}", f"{start} != {NEVER}")
            return Test(fact, sign, end, lacking, never)
        if c.per is None:
            return Test(fact, sign, amount, _unknown(fact))
        number = names.fact(c.per)
        # Nothing is divided among none, or among an unknown number.
        return Test(fact, sign, f"{amount} * {number}", ((f"not {number}", number), *_unknown(fact)))

    def includes(self, c: Includes) -> str:
        """What gives the answer whether one list has what another has."""
        return f"includes({self.names.fact(c.fact)}, {self.names.fact(c.other)})"

    def total_is(self, c: TotalIs, wanted: bool, is_sure: bool) -> Expression:
        """A total's interval against a limit: the end that is the harder to bring, or for `may` the easier."""
        sign = _SIGNS[c.operator] if wanted else _OPPOSITE[_SIGNS[c.operator]]
        is_low = (sign in (">", ">=")) is is_sure
        end = f"{self.names.total(c)}[{0 if is_low else 1}]"
        return Test(end, sign, self.names.amount(c.limit), () if is_low else _unknown(end)).of(True, is_sure)


def _unknown(name: str) -> tuple[tuple[str, str], ...]:
    """That it is unknown, and that it is known; the event's day always is."""
    return () if name == "date" else ((f"{name} is None", f"{name} is not None"),)


def _is_one_of(name: str, values: frozenset[str | bool], wanted: bool, is_sure: bool) -> Expression:
    if values in ({True}, {False}):
        answer = (True in values) is wanted
        return f"{name} is {answer}" if is_sure else f"{name} is not {not answer}"
    test = among(name, values)
    # What is unknown, None, is none of the values.
    return replace(test, lacking=()).of(wanted, True) if is_sure is wanted else test.of(wanted, is_sure)


def among(name: str, values: frozenset[str | bool]) -> Test:
    """A known value among some."""
    members = [repr(value) for value in sorted(values, key=repr)]
    if len(members) == 1:
        return Test(name, "==", members[0], _unknown(name))
    return Test(name, "in", f"{{{', '.join(members)}}}" if members else "()", _unknown(name))


def refuse(what: str) -> NoReturn:
    """Raises EngineError: Python could not compile it."""
    why = "Python compiles expressions nested only so deep."
    fix = "use engine=`direct`, or split the condition into exceptions of its own."
    raise EngineError([Diagnostic("CTE702", Span.whole("engine generated"), what, why, fix)])
