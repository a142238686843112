"""What an unsettled answer lacks: the fewest facts that could settle it one way, by one walk over its trace.

A *way* is a set of unknown facts with what each must be. An `all` becomes yes by a way for every part, no by a way for
any one part; `any` is the mirror image. Two ways go together only if some value of each fact they share fits both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from ctethics.outcome import Trace
from ctethics.program import Compare, FactRef, IsOneOf

Names = frozenset[str]
Rank = Callable[["Way"], tuple[int, int, list[str]]]
Refer = Callable[[str], FactRef | None]
# How many ways are kept of each part; the best of them nearly always goes with the others.
MOST_WAYS = 12


@dataclass(frozen=True, slots=True)
class Values:
    """Values a fact may still have: those named, all but those named, or whole numbers from `low` to `high`."""

    named: frozenset[str | bool] | None = None
    is_all_but: bool = False
    low: int = 0
    high: int | None = None

    def meet(self, other: Values) -> Values | None:
        """The values that are in both, or None where there are none."""
        if self.named is None or other.named is None:
            highs = [high for high in (self.high, other.high) if high is not None]
            both = Values(low=max(self.low, other.low), high=min(highs) if highs else None)
            return both if both.high is None or both.low <= both.high else None
        match self.is_all_but, other.is_all_but:
            case False, False:
                named = self.named & other.named
            case True, True:
                return Values(self.named | other.named, True)
            case False, True:
                named = self.named - other.named
            case _:
                named = other.named - self.named
        return Values(named) if named else None


@dataclass(frozen=True, slots=True)
class Way:
    """Unknown facts that could settle an answer, by the names a user would state them under, and what they must be."""

    names: Names = frozenset()
    values: dict[str, Values] = field(default_factory=dict)

    def and_(self, other: Way) -> Way | None:
        """Both at once, or None where a fact would have to be two things."""
        values = dict(self.values)
        for name, theirs in other.values.items():
            met = values[name].meet(theirs) if name in values else theirs
            if met is None:
                return None
            values[name] = met
        return Way(self.names | other.names, values)


def ways(trace: Trace, wanted: bool, rank: Rank, refer: Refer) -> list[Way]:
    """The best ways to make the answer `wanted`, best first; none where nothing could."""
    if trace.answer is not None:
        return [Way()] if trace.answer is wanted else []
    if trace.sort == "leaf":
        return list(_of_leaf(trace, wanted, refer))
    if trace.sort in ("same", "not"):
        return ways(trace.parts[0], wanted is not (trace.sort == "not"), rank, refer)
    parts = (ways(part, wanted, rank, refer) for part in trace.parts)
    if (trace.sort == "all") is wanted:
        return together(parts, rank)
    return _best((way for part in parts for way in part), rank)


def together(parts: Iterable[list[Way]], rank: Rank) -> list[Way]:
    """The best ways that take one way of each part."""
    found = [Way()]
    for part in parts:
        found = _best((both for one, other in product(found, part) if (both := one.and_(other))), rank)
    return found


def _best(found: Iterable[Way], rank: Rank) -> list[Way]:
    return sorted(found, key=rank)[:MOST_WAYS]


def _of_leaf(trace: Trace, wanted: bool, refer: Refer) -> Iterator[Way]:
    c = trace.condition
    refs = [refer(name) for name in trace.unknown]
    if not trace.unknown:
        return
    if len(refs) != 1 or refs[0] is None or refs[0].fact is None:
        yield Way(trace.unknown)  # a part that nobody is named for, or several facts: anything may fit
        return
    if isinstance(c, IsOneOf):
        allowed: Values | None = _named(refs[0], c.values, wanted)
    elif isinstance(c, Compare) and c.per is None and trace.limit is not None:
        allowed = _numbers(c.operator, trace.limit, wanted)
    else:
        yield Way(trace.unknown)
        return
    if allowed is not None:
        yield Way(trace.unknown, dict.fromkeys(trace.unknown, allowed))


def _named(ref: FactRef, values: frozenset[str | bool], wanted: bool) -> Values | None:
    """The values for which a fact is, or is not, one of some; None where there are none."""
    every: frozenset[str | bool] = frozenset(ref.fact.choices) if ref.fact is not None else frozenset()
    if ref.type == "yes or no":
        every = frozenset({True, False})
    if not every:
        return Values(values, not wanted)
    named = every & values if wanted else every - values
    return Values(named) if named else None


def _numbers(operator: str, limit: int, wanted: bool) -> Values | None:
    """The whole numbers for which a comparison is as wanted; None where there are none."""
    is_ceiling = operator in ("less than", "not more than")
    edge = limit - 1 if operator in ("less than", "at least") else limit
    # Up to the edge it is less than or not more than the limit; beyond it, more than or at least.
    if is_ceiling is wanted:
        return Values(high=edge) if edge >= 0 else None
    return Values(low=edge + 1)


def usefulness(traces: Iterable[Trace]) -> Rank:
    """Ranks ways: fewest facts first, then those that most conditions ask for, then by name."""
    asked = Counter(name for trace in traces for name in _unknown(trace))
    return lambda way: (len(way.names), -sum(asked[name] for name in way.names), sorted(way.names))


def _unknown(trace: Trace) -> Iterator[str]:
    if trace.sort == "leaf":
        yield from trace.unknown
    for part in trace.parts:
        yield from _unknown(part)
