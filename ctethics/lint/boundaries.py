"""CTE908: limits of which no example stands on one side or the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ctethics.compile.checked import Checked
from ctethics.law.calendar import parse_day, shift, show_day
from ctethics.law.money import show_cents
from ctethics.law.regimes import LAWS
from ctethics.lint.sides import Comparison, reached, sides_of
from ctethics.lint.told import Told, told_by
from ctethics.lint.walk import everything_of, is_whole
from ctethics.program import Compare, DaysAfter, TotalIs
from ctethics.rulefile.document import LawLimitDoc, LimitDoc

_DAYS = {-1: "on the day before the last", 0: "on the last day", 1: "on the day after the last"}
# What days are counted from in an example to add.
_START = parse_day("2025-03-03")
# A limit as declared, what is compared with it, and whether the exact figure is before or after the turn.
_Key = tuple[int, tuple[object, ...], bool]


@dataclass(slots=True)
class _Tested:
    """One comparison with a limit, wherever rules make it, and the figures that their examples come to by law."""

    comparison: Comparison
    declared: LimitDoc
    rules: list[str] = field(default_factory=list)
    reached: dict[str, set[int]] = field(default_factory=lambda: {law: set() for law in LAWS})


def check_boundaries(checked: Checked) -> None:
    """Reports each side of a limit's exact figure, under each law, that no example of the rules comparing with it
    stands on."""
    vocabulary = checked.base.vocabulary
    if vocabulary is None or not is_whole(checked):
        return
    tested = list(_comparisons(checked))
    told: dict[str, list[tuple[str, list[Told]]]] = {rule: [] for one in tested for rule in one.rules}
    for example in checked.examples:
        if example.provision in told:
            told[example.provision].append((example.law, told_by(example.case, vocabulary)))
    reported: set[tuple[int, int]] = set()
    for one in tested:
        for law, events in (of_one for rule in one.rules for of_one in told[rule]):
            one.reached[law].update(reached(one.comparison, events, law))
        for doc, side, laws in _missing(one):
            if (id(doc), side) not in reported:
                reported.add((id(doc), side))
                _report(one, doc, side, laws, checked)


def _comparisons(checked: Checked) -> Iterator[_Tested]:
    found: dict[_Key, _Tested] = {}
    for rule in checked.provisions.values():
        document = checked.base.documents[rule.citation]
        owner = checked.base.documents[document.shares.other.text] if document.shares else document
        limits = {**owner.limits, **document.limits}
        for condition in everything_of(rule):
            if isinstance(condition, Compare | DaysAfter | TotalIs):
                declared = limits.get(condition.limit.name)
                if declared is None:
                    continue
                key = (id(declared), _subject(condition), sides_of(condition, 1)[0] == 0)
                tested = found.setdefault(key, _Tested(condition, declared))
                if rule.citation not in tested.rules:
                    tested.rules.append(rule.citation)
    yield from found.values()


def _subject(comparison: Comparison) -> tuple[object, ...]:
    """What is compared: two rules that compare the same share their examples."""
    match comparison:
        case Compare(fact=fact, per=per):
            return (fact, per)
        case DaysAfter(fact=fact, after=after):
            return (fact, after)
        case TotalIs(total=total):
            return (total.measures, total.per, total.is_count, total.yearly)


def _missing(tested: _Tested) -> Iterator[tuple[LawLimitDoc, int, list[str]]]:
    """Each side that no example stands on: the limit as written, the figure, and the laws under which it has that."""
    found: dict[tuple[int, int], tuple[LawLimitDoc, int, list[str]]] = {}
    for law in LAWS:
        doc = tested.declared.by_law.get(law) or tested.declared.by_law["every law"]
        amount = tested.comparison.limit.versions[law][-1].amount
        for side in sides_of(tested.comparison, amount) if amount is not None else ():
            if side >= 0 and side not in tested.reached[law]:
                found.setdefault((id(doc), side), (doc, side, []))[2].append(law)
    yield from found.values()


def _report(tested: _Tested, doc: LawLimitDoc, side: int, laws: list[str], checked: Checked) -> None:
    comparison, limit = tested.comparison, tested.comparison.limit
    off = side - (limit.versions[laws[0]][-1].amount or 0)
    figure = show_cents(side) if limit.unit == "dollars" else f"{side} {limit.unit}"
    where = _DAYS[off] if isinstance(comparison, DaysAfter) else f"at {figure}"
    under = " and ".join(f"`{law}`" for law in laws)
    what = f"no example has {_asked(comparison)} {where}, limit `{limit.name}`, under {under}"
    why = "the answer turns at the exact figure, and an example on each side of it holds it there."
    fix = f"add an example of § {tested.rules[0]} {_written(comparison, side, off)}."
    checked.problems.add("CTE908", doc.amount.span, what, why=why, fix=fix)


def _asked(comparison: Comparison) -> str:
    if not isinstance(comparison, TotalIs):
        return f"`{comparison.fact}`"
    return f"the total `{comparison.total.name.partition(' ')[2]}`"


def _written(comparison: Comparison, side: int, off: int) -> str:
    """What to add, as it is written."""
    limit = comparison.limit
    value = f"${side // 100}.{side % 100:02d}" if limit.unit == "dollars" else str(side)
    match comparison:
        case Compare(fact=fact, per=None):
            return f"with `{{{fact}: {value}}}`"
        case Compare(fact=fact, per=per):
            return f"with `{{{fact}: {value}, {per}: 1}}`"
        case DaysAfter(fact=fact, after=after):
            last = shift(_START, side - off, limit.unit)
            return f"with `{{{after}: {show_day(_START)}, {fact}: {show_day(last + off)}}}`"
        case TotalIs(total=total) if total.is_count:
            return f"with {side} events, each of another `{total.measures[0]}`"
        case TotalIs(total=total):
            return f"whose events add up to it, as `{{{total.measures[0]}: {value}}}` does"
