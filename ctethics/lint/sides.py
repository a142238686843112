"""The two sides of a limit, and which of them an example stands on, by the facts that it states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from ctethics.law.calendar import NEVER, shift
from ctethics.lint.told import Told
from ctethics.program import Compare, DaysAfter, TotalIs

Comparison = Compare | DaysAfter | TotalIs
# With more events than these every sum of some of them is too many, and the sums up to each are taken.
_FEW = 8


def sides_of(comparison: Comparison, amount: int) -> tuple[int, int]:
    """The last figure before the answer turns and the first after it: of `less than` $25.00, $24.99 and $25.00."""
    return (amount - 1, amount) if comparison.operator in ("less than", "at least") else (amount, amount + 1)


def reached(comparison: Comparison, told: list[Told], law: str) -> Iterator[int]:
    """The figures, as those of `sides_of`, that the events of an example come to under a law.

    Events of days on which the law's last amount is not yet in force say nothing of it.
    """
    version = comparison.limit.versions[law][-1]
    if version.amount is None:
        return
    in_force = [event for event in told if event.day >= version.start]
    if isinstance(comparison, TotalIs):
        yield from _sums(comparison, told) if in_force else ()
        return
    for event in in_force:
        figure = _figure(comparison, event, version.amount)
        if figure is not None:
            yield figure


def _figure(comparison: Compare | DaysAfter, event: Told, amount: int) -> int | None:
    value = event.number(comparison.fact)
    if value is None:
        return None
    if isinstance(comparison, DaysAfter):
        start = event.number(comparison.after)
        if start is None or NEVER in (start, value):
            return None
        return amount + value - shift(start, amount, comparison.limit.unit)
    if comparison.per is None:
        return value
    number = event.number(comparison.per)
    return _share(value, number, amount) if number else None


def _share(value: int, number: int, amount: int) -> int:
    """A share to the cent; what is not exactly the limit's figure is on one side of it, however near."""
    share, rest = divmod(value, number)
    return share + 1 if rest and share >= amount else share


def _sums(comparison: TotalIs, told: list[Told]) -> Iterable[int]:
    """Every sum that some of the events may come to: which of them count is for an engine to say."""
    total = comparison.total
    events = [event for event in told if event.kind == total.kind]
    if total.is_count:
        names = {event.text(total.measures[0]) for event in events} - {None}
        return range(len(names) + 1)
    values = [value for event in events if (value := _measured(total.measures, event)) is not None]
    if len(values) > _FEW:
        return {sum(values[:number]) for number in range(len(values) + 1)}
    return {sum(some) for size in range(len(values) + 1) for some in combinations(values, size)}


def _measured(measures: tuple[str, ...], event: Told) -> int | None:
    values = [value for name in measures if (value := event.number(name)) is not None]
    return sum(values) if values else None
