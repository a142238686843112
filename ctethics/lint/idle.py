"""CTE909: examples that test no boundary: nothing that an earlier example of the same rule does not test."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ctethics.compile import Example
from ctethics.compile.checked import Checked
from ctethics.lint.same import Facts
from ctethics.lint.sides import Comparison, reached
from ctethics.lint.told import Told, told_by
from ctethics.lint.walk import everything_of, is_whole
from ctethics.program import Applies, Compare, CompareFacts, DaysAfter, Provision, TotalIs, Vocabulary
from ctethics.source import Mapping as Case

_Compared = Comparison | CompareFacts


@dataclass(slots=True)
class _Written:
    """An example as written: its name, its case, which every law has alike, and the outcomes it expects by law."""

    name: str
    case: Case
    outcomes: dict[str, Hashable] = field(default_factory=dict)


def check_idle(checked: Checked) -> None:
    """Reports each example that repeats an earlier one, or differs from one of the same outcome only in amounts, none
    of either within a cent of a limit."""
    vocabulary = checked.base.vocabulary
    if vocabulary is None or not is_whole(checked):
        return
    for citation, examples in _by_rule(checked.examples).items():
        comparisons = tuple(_comparisons(checked.provisions[citation], checked.provisions, set()))
        amounts = {name for one in comparisons for name in _amounts(one, vocabulary)}
        facts = Facts(amounts)
        alike: dict[Hashable, list[_Written]] = {}
        for one in examples:
            alike.setdefault(facts(one.case), []).append(one)
        for some in alike.values():
            if len(some) > 1:
                _check_amounts(_unrepeated(some, checked), comparisons, vocabulary, checked)


def _by_rule(examples: tuple[Example, ...]) -> dict[str, list[_Written]]:
    found: dict[tuple[str, int, int], _Written] = {}
    rules: dict[str, list[_Written]] = {}
    for example in examples:
        span = example.case.span
        key = (example.provision, span.line, span.column)
        if key not in found:
            found[key] = _Written(example.name, example.case)
            rules.setdefault(example.provision, []).append(found[key])
        expected = example.expected.items()
        found[key].outcomes[example.law] = frozenset((id_, e.outcome, e.excepted_by, e.needs) for id_, e in expected)
    return rules


def _unrepeated(some: list[_Written], checked: Checked) -> list[_Written]:
    """Those that have no earlier one's facts under the same law; the others are reported."""
    first: dict[Hashable, _Written] = {}
    kept, facts = [], Facts()
    for one in some:
        others = [first.setdefault((law, facts(one.case)), one) for law in one.outcomes]
        earlier = next((other for other in others if other is not one), None)
        if earlier is None:
            kept.append(one)
        else:
            _report(one, f"repeats the facts of `{earlier.name}`", checked)
    return kept


def _check_amounts(
    some: list[_Written], comparisons: tuple[_Compared, ...], vocabulary: Vocabulary, checked: Checked
) -> None:
    """Reports those on the same side of every limit as an earlier one that comes out alike, neither near a limit."""
    first: dict[Hashable, _Written] = {}
    for one in some:
        sides = _sides(comparisons, told_by(one.case, vocabulary))
        if sides is not None:
            other = first.setdefault((frozenset(one.outcomes.items()), sides), one)
            if other is not one:
                _report(one, f"differs from `{other.name}` in amounts alone, and neither comes near a limit", checked)


def _sides(comparisons: Iterable[_Compared], told: list[Told]) -> Hashable | None:
    """On which side of each limit the events, or some together, stand under each law; None where any come near."""
    sides = []
    for comparison in comparisons:
        for figures, amount in _against(comparison, told):
            # Nothing at all is near to nothing: no event adds up to no sum.
            if any(figure and abs(figure - amount) <= 1 for figure in figures):
                return None
            sides.append(frozenset(figure > amount for figure in figures))
    return tuple(sides)


def _against(comparison: _Compared, told: list[Told]) -> Iterator[tuple[list[int], int]]:
    """The figures that the events come to, with what they are compared with."""
    if isinstance(comparison, CompareFacts):
        for event in told:
            figure, other = event.number(comparison.fact), event.number(comparison.other)
            if figure is not None and other is not None:
                yield [figure], other
        return
    for law, versions in comparison.limit.versions.items():
        figures = list(reached(comparison, told, law))
        for amount in {version.amount for version in versions if version.amount is not None}:
            yield figures, amount


def _report(one: _Written, how: str, checked: Checked) -> None:
    why = "it tests no boundary: whatever makes it come out otherwise makes the other come out otherwise too."
    fix = "put an amount at the last cent before a limit or the first after it, change a fact, or delete it."
    checked.problems.add("CTE909", one.case.span, f"the example `{one.name}` {how}", why=why, fix=fix)


def _comparisons(rule: Provision, rules: Mapping[str, Provision], seen: set[str]) -> Iterator[_Compared]:
    """What a rule compares, and the rules it refers to."""
    seen.add(rule.citation)
    for condition in everything_of(rule):
        if isinstance(condition, Compare | CompareFacts | DaysAfter | TotalIs):
            yield condition
        elif isinstance(condition, Applies) and condition.provision not in seen:
            yield from _comparisons(rules[condition.provision], rules, seen)


def _amounts(comparison: _Compared, vocabulary: Vocabulary) -> Iterator[str]:
    """The amounts and numbers that it looks at, and those that stand in for them."""
    names: tuple[str, ...] = ()
    if isinstance(comparison, Compare):
        names = (comparison.fact, *((comparison.per,) if comparison.per else ()))
    elif isinstance(comparison, TotalIs) and not comparison.total.is_count:
        names = comparison.total.measures
    for name in names:
        yield name
        facts = (kind.facts.get(name) for kind in vocabulary.events.values())
        yield from (fact.otherwise for fact in facts if fact is not None and fact.otherwise)
