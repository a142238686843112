"""CTE903: exceptions that can never hold where the general rule does, or hold only where another one does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ctethics.compile.checked import Checked
from ctethics.lint.forms import Given, Known
from ctethics.lint.reasons import of_itself, reasons, span_of, told
from ctethics.lint.regions import Region, cases, narrowed
from ctethics.lint.rules import Rule
from ctethics.lint.settled import Place
from ctethics.lint.words import worded
from ctethics.program import StatutoryException

# Exceptions by their keys, of which at least one holds wherever another does.
Covering = dict[str, StatutoryException]


class Idle(NamedTuple):
    """Exceptions that can make no difference: those that can never hold, and those that hold only beside others."""

    never: tuple[StatutoryException, ...]
    covered: tuple[tuple[StatutoryException, Covering], ...]


def report_exceptions(rule: Rule, rules: Iterable[Rule], checked: Checked) -> None:
    """Reports the exceptions of a rule that can make no difference; `rules` are those that may share them."""
    found = idle(rule, rules)
    for exception in found.never:
        _report_never(exception, rule, checked)
    for exception, covering in found.covered:
        _report_covered(exception, covering, rule, checked)


def idle(rule: Rule, rules: Iterable[Rule]) -> Idle:
    """The exceptions of a rule that can make no difference in any world."""
    read = _read(rule)
    never = [e for e in rule.own if read and all(place.excludes(rule.given, Known(e.when, True)) for place in read)]
    # What always holds is wrong itself, and no reason to give up the others.
    always = [e for e in rule.own if any(place.excludes(rule.given, Known(e.when, False)) for place in read)]
    beside = {e.key: e for e in rule.provision.exceptions if e not in never and e not in always}
    covered = []
    # Of exceptions that hold alike the last is reported, and the others are read as if it were not there.
    for exception in reversed(rule.own):
        if exception.key in beside:
            others = [e for e in beside.values() if e is not exception and _is_with(e, exception, rule, rules)]
            covering = _covering(exception, others, rule.given, read)
            if covering:
                del beside[exception.key]
                covered.append((exception, covering))
    return Idle(tuple(never), tuple(covered))


def _read(rule: Rule) -> list[Place]:
    """The worlds in which the general rule can hold."""
    return [place for place in rule.places.values() if place.left(rule.given) is not None]


def _is_with(other: StatutoryException, exception: StatutoryException, rule: Rule, rules: Iterable[Rule]) -> bool:
    """Whether every rule that shares an exception has the other one too."""
    keys = [
        {e.key for e in one.provision.exceptions} for one in rules if one.provision.shares == rule.provision.citation
    ]
    return all(other.key in some for some in keys if exception.key in some)


def _covering(
    exception: StatutoryException, others: list[StatutoryException], given: Given, places: list[Place]
) -> Covering:
    """The exceptions of which at least one holds in each case in which this one does; none where there is such a case
    without one, or where the cases are too many to look at."""
    covering: Covering = {}
    for place in places:
        known = Known(exception.when, True)
        left = place.left((*given, known))
        if left is not None:
            found = _in_each([left], others, place) or _in_each(cases([left], place.forms.of(known)), others, place)
            if not found:
                return {}
            covering |= found
    return covering


def _in_each(some: list[Region] | None, others: list[StatutoryException], place: Place) -> Covering:
    """The first of the exceptions that holds in each of the cases; none where one has none."""
    covering: Covering = {}
    for case in some or ():
        found = (other for other in others if narrowed(case, place.forms.of(Known(other.when, False))) is None)
        one = next(found, None)
        if one is None:
            return {}
        covering[one.key] = one
    return covering


def _report_never(exception: StatutoryException, rule: Rule, checked: Checked) -> None:
    place = _read(rule)[0]
    span = checked.base.documents[rule.provision.citation].exceptions[exception.key].span
    settled = place.blamed(Known(exception.when, True), rule.given)
    because = reasons(settled, place)
    where = f" where {told(because, checked)}" if because else f": {of_itself(settled.condition, settled.holds)[:-1]}"
    how = "always" if settled.holds else "never"
    line = span_of(settled.condition, checked).line
    why = f"{worded(settled.condition)} (line {line}) is {how} so{where}."
    what = f"exception {_named(exception)} can never hold where the general rule does"
    checked.problems.add("CTE903", span, what, why=why, fix="write what was meant, or leave the exception out.")


def _report_covered(exception: StatutoryException, covering: Covering, rule: Rule, checked: Checked) -> None:
    span = checked.base.documents[rule.provision.citation].exceptions[exception.key].span
    named = " or ".join(map(_named, covering.values()))
    what = f"exception {_named(exception)} changes nothing beside {named}"
    why = f"in every case in which it holds, {named} holds as well."
    checked.problems.add("CTE903", span, what, why=why, fix="leave it out, or write what it adds.")


def _named(exception: StatutoryException) -> str:
    return f"({exception.key})" if len(exception.key) == 1 else f"`{exception.key}`"
