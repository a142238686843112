"""Conditions, amounts and quotations in words."""

from __future__ import annotations

from ctethics.explain.duties import show_amount, show_numbers, show_range, show_value
from ctethics.outcome import Measure, Owed, Trace
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
    Limit,
    Not,
    Program,
    Reading,
    Total,
    TotalIs,
    Vocabulary,
)
from ctethics.program.provision import POLICY

# What each operator says when it holds, and when it does not.
_IS = {
    "less than": ("is less than", "is not less than"),
    "not more than": ("is not more than", "is more than"),
    "more than": ("is more than", "is not more than"),
    "at least": ("is at least", "is less than"),
}

# The same of one date and another.
_IS_ON = {
    "less than": ("is before", "is on or after"),
    "not more than": ("is on or before", "is after"),
    "more than": ("is after", "is on or before"),
    "at least": ("is on or after", "is before"),
}


def show_limit(limit: Limit, law: str, day: int) -> str:
    """The amount in force, or that none is established."""
    amount = limit.version(law, day).amount
    return f"a number of {limit.unit} not established" if amount is None else show_amount(amount, limit.unit)


def margin(measure: Measure, holds: bool | None) -> str:
    """By how much a settled comparison holds or fails: `$24.99 to spare`, `$0.01 over`, `$0.01 short`."""
    if measure.margin is None or holds is None:
        return ""
    is_ceiling = measure.operator in ("less than", "not more than")
    by = measure.low - measure.amount if holds and not is_ceiling else measure.margin
    word = "to spare" if holds and is_ceiling else "over" if holds or is_ceiling else "short"
    return f"{_plain(by, measure.unit)} {word}"


def _plain(number: int, unit: str) -> str:
    return str(number) if unit == "times" else show_amount(number, unit)


def measured(measure: Measure) -> str:
    """The measured amount, or the range it lies in."""
    if measure.unit == "dollars":
        return show_range(measure.low, measure.high)
    if measure.unit == "times":
        return f"{measure.low}" if measure.low == measure.high else f"{measure.low} to {measure.high or 'more'}"
    return (
        show_numbers(measure.low, measure.high)
        if measure.low != measure.high
        else show_amount(measure.low, measure.unit)
    )


def describe(c: Condition, law: str, day: int) -> str:
    """A condition as a rule states it, with its limit under a law on a day."""
    match c:
        case IsOneOf(fact=fact, values=values):
            shown = sorted(show_value(value, "") for value in values)
            return f"{fact}: {shown[0]}" if len(shown) == 1 else f"{fact}: one of {', '.join(shown)}"
        case Compare(fact=fact, operator=operator, limit=limit, per=per):
            share = f" for each of the {per}" if per else ""
            return f"{fact}{share}: {operator} {show_limit(limit, law, day)}"
        case CompareFacts(fact=fact, operator=operator, other=other):
            return f"{fact}: {operator} {other}"
        case DaysAfter(fact=fact, after=after, operator=operator, limit=limit):
            return f"{fact}: {operator} {show_limit(limit, law, day)} after {after}"
        case Includes(fact=fact, other=other):
            return f"{fact}: includes {other}"
        case TotalIs(total=total, operator=operator, limit=limit, whole=whole):
            share = f", per {' and '.join(total.per)}" if total.per else ""
            later = ", later events counted too" if whole else ""
            name = _of_the_year(total, " in the calendar year")
            return f"total of {name}{share}{later}: {operator} {show_limit(limit, law, day)}"
        case Applies(provision=citation):
            return f"§ {citation} applies"
        case AllOf():
            return "all of"
        case AnyOf():
            return "any of"
        case Not():
            return "not"
        case Reading(name=name):
            return f"reading `{name}`"


def _of_the_year(total: Total, words: str) -> str:
    """A total's name, with the words that it runs over a year where the name does not say so itself."""
    name = short_name(total.name)
    return name + words if total.yearly and not name.endswith(" year") else name


def short_name(total: str) -> str:
    """A total's name without its provision."""
    return total.split(" ", 1)[1]


def state(trace: Trace, law: str, day: int, vocabulary: Vocabulary, kind: str) -> str:
    """A leaf with what was found: `donor in attendance: yes`, `value $75.00 is not less than $50.00: $25.01 over`."""
    c = trace.condition
    assert c is not None
    presumed = " (presumed)" if trace.presumed and not isinstance(c, TotalIs) else ""
    if trace.answer is None and not isinstance(c, TotalIs):
        missing = ", ".join(sorted(trace.unknown))
        return f"{missing}: not stated" if missing else f"whether {describe(c, law, day)}"
    if trace.measure is not None:
        return _state_measure(trace, trace.measure, presumed)
    seen = {}
    for name, value in trace.seen:
        ref = vocabulary.refer(kind, name)
        seen[name] = show_value(value, ref.type if ref else "")
    if isinstance(c, Includes):
        verb = "includes" if trace.answer else "does not include"
        return f"{c.fact} {seen.get(c.fact, 'not stated')} {verb} {seen.get(c.other, c.other)}{presumed}"
    if isinstance(c, DaysAfter):
        verb = _IS[c.operator][not trace.answer]
        after = f"{c.after} {seen[c.after]}" if c.after != "date" else seen[c.after]
        return f"{c.fact} {seen[c.fact]} {verb} {show_limit(c.limit, law, day)} after {after}{presumed}"
    if isinstance(c, CompareFacts):
        ref = vocabulary.refer(kind, c.fact)
        verb = (_IS_ON if ref is not None and ref.type == "date" else _IS)[c.operator][not trace.answer]
        return f"{c.fact} {seen[c.fact]} {verb} {c.other} {seen[c.other]}{presumed}"
    return "; ".join(f"{name}: {value}" for name, value in seen.items()) + presumed


def _state_measure(trace: Trace, measure: Measure, presumed: str) -> str:
    c = trace.condition
    name = _of_the_year(c.total, " in the year") if isinstance(c, TotalIs) else ""
    if isinstance(c, Compare):
        name = f"{c.fact} per head of {c.per}" if c.per else c.fact
    elif isinstance(c, DaysAfter):
        never = any(fact == c.fact and value > 10**6 for fact, value in trace.seen if isinstance(value, int))
        if never:
            return f"{c.fact}: never{presumed}"
        name = f"days from {c.after} to {c.fact}:"
    verb = f"may be {measure.operator}" if trace.answer is None else _IS[measure.operator][not trace.answer]
    by = margin(measure, trace.answer)
    limit = show_amount(measure.amount, measure.unit)
    text = f"{name} {measured(measure)} {verb} {limit}"
    return text + (f": {by}" if by else "") + presumed


def quoted(c: Condition | None, program: Program, citation: str, law: str) -> str:
    """The words a condition rests on and where they stand: `"…" (§ 1-79(5)(I), bill lines 33-34)`, or nothing."""
    quote = c.quote.by_law.get(law) if c is not None and c.quote is not None else None
    if quote is None:
        return ""
    return f'"{quote.text}" ({place(program, citation, quote.clause, quote.bill_lines)})'


def cited(citation: str) -> str:
    """A citation as a report names it: `§ 1-84(i)`, `OPM policy, item 5`, `OPM policy, conflicts`."""
    if not citation.startswith(POLICY):
        return f"§ {citation}"
    part, _, rest = citation.removeprefix(POLICY).partition(")")
    return f"OPM policy, {'item ' if part.isdecimal() else ''}{part}{rest}"


def headed(citation: str, title: str) -> str:
    """A citation with its title: `§ 1-79(5) Gift`; after a rule's name with a comma."""
    return f"{cited(citation)}{',' if ' ' in citation else ''} {title}"


def when(duty: Owed) -> str:
    """By when, between which days or until when."""
    if duty.due is None:
        return duty.when or "at no stated time"
    if duty.opens:
        return f"between {duty.opens} and {duty.due}"
    return f"until {duty.due}" if duty.is_until else f"not later than {duty.due}"


def place(program: Program, citation: str, clause: str, lines: tuple[int, int] | None) -> str:
    """A clause of a provision in words, with the bill's lines where the text is the bill's."""
    provision = program.provisions[citation]
    if provision.statute.get("words") is not None and not clause.startswith("(") and clause != "stem":
        return clause
    where = f"{cited(provision.file or provision.citation)}{clause if clause.startswith('(') else ''}"
    if lines is None:
        return where
    first, last = lines
    return f"{where}, bill line{'s' if first != last else ''} {first}{f'-{last}' if first != last else ''}"
