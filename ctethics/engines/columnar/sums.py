"""Totals as intervals of columns, the same as `engines.totals` for one ledger.

Rows count in the order of their date, then of their id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import narwhals as nw

from ctethics.diagnostics import EngineError
from ctethics.engines.columnar.facts import Constant
from ctethics.engines.columnar.kleene import Column, Truth, all_of, maybe, not_, surely
from ctethics.engines.columnar.translate import cannot
from ctethics.engines.columnar.windows import Windows, number
from ctethics.law.phrases import OPERATORS

# More than any sum of clipped amounts: a thousand million rows of a thousand million cents.
_HALF = 1 << 62


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the most that a total can be, as columns.

    is_open -- where the most has no end, of exact ones only; both -- the ends in the halves of one number.
    """

    low: nw.Expr
    high: nw.Expr
    is_open: nw.Expr | None = None
    both: nw.Expr | None = None

    def stands(self, operator: str, bound: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
        """Whether each end stands so to the bound."""
        holds: Callable[[nw.Expr, nw.Expr], nw.Expr] = OPERATORS[operator]  # type: ignore[assignment]
        at_low = holds(self.low, bound)
        if self.both is not None:
            # The upper end fills the upper half: no need to take it out.
            edge = bound + 1 if operator in ("not more than", "more than") else bound
            at_edge = edge.cast(nw.Int128) * _HALF
            return at_low, self.both < at_edge if operator in ("less than", "not more than") else self.both >= at_edge
        at_high = holds(self.high, bound)
        if self.is_open is None:
            return at_low, at_high
        beyond = nw.lit(operator in ("more than", "at least"), nw.Boolean)
        return at_low, nw.when(self.is_open).then(beyond).otherwise(at_high)


def interval_of(windows: Windows, *, whole: bool) -> Interval:
    """The total for each row: the events up to it, or with `whole` those after it as well.

    Raises EngineError (CTE702) for what columns cannot tell.
    """
    if windows.total.is_count:
        return _different(windows, whole)
    return _sum(windows, whole) if windows.total.largest_by is None else _largest(windows, whole)


def _sum(windows: Windows, whole: bool) -> Interval:
    if windows.most is not None and windows.facts.sheet.is_polars:
        keys, doubtful, is_lost = windows.keys()
        if not doubtful and not is_lost and keys == windows.keys(possible=True)[0]:
            return _packed(windows, keys, whole)
    low = windows.certain(windows.low_amount(), whole)
    high = windows.possible(windows.high_amount(), whole)
    is_open = None if windows.most is not None else windows.possible(windows.open_amount(), whole) > 0
    return Interval(low, high, is_open)


def _packed(windows: Windows, keys: list[str], whole: bool) -> Interval:
    """Both ends by one window, the upper one in the upper half of numbers of 128 bits: neither fills its half."""
    amounts = windows.low_amount().cast(nw.Int128) + windows.high_amount().cast(nw.Int128) * _HALF
    both = windows.named("both", windows.over(amounts, keys, whole))
    return Interval((both & nw.lit(_HALF - 1, nw.Int128)).cast(nw.Int64), (both // _HALF).cast(nw.Int64), both=both)


def _different(windows: Windows, whole: bool) -> Interval:
    """How many different texts there are; a row whose text is unknown may bring another, and is one if nothing else."""
    measure, per = windows.total.measures[0], ", ".join(windows.total.per)
    keys, doubtful, is_lost = windows.keys()
    maybe_keys = windows.keys(possible=True)[0]
    if doubtful or is_lost:
        raise EngineError([cannot(f"how many different `{measure}` there are where {per} may be unknown")])
    text = windows.facts[measure]
    certain, possible, is_named = surely(windows.counts), maybe(windows.counts), _is_known(text)
    member = windows.named("member", windows.counted(certain, number(1)))
    firsts = _firsts(windows, "certain", all_of((certain, is_named)), keys, text)
    others = _firsts(windows, "possible", all_of((possible, is_named)), maybe_keys, text)
    unnamed = windows.counted(all_of((possible, not_(is_named))), number(1))
    low, has_member = windows.over(firsts, keys, whole), windows.greatest(member, keys, whole)
    high = windows.over(others, maybe_keys, whole) + windows.over(unnamed, maybe_keys, whole)
    is_open = None if windows.most is not None else number(0) > 0
    return Interval(nw.when(low > has_member).then(low).otherwise(has_member), high, is_open)


def _firsts(windows: Windows, name: str, counts: Truth, keys: list[str], text: Column | Constant | None) -> nw.Expr:
    """1 in the first row, in order, of each different text among those that count."""
    counted = windows.named(f"{name} counted", windows.counted(counts, number(1)))
    so_far = windows.over(counted, [*keys, text.name] if isinstance(text, Column) else keys, whole=False)
    is_first = (counted > 0) & (so_far == 1)
    return windows.named(f"{name} first", nw.when(is_first).then(number(1)).otherwise(number(0)))


def _is_known(text: Column | Constant | None) -> Truth:
    if isinstance(text, Column):
        return Column(~text.expr.is_null(), False) if text.may_be_null else True
    return text is not None


def _largest(windows: Windows, whole: bool) -> Interval:
    """The largest of the sums by what they are kept apart by; what is of no known one may belong to any."""
    keys, doubtful, is_lost = windows.keys()
    if doubtful or is_lost or windows.keys(possible=True)[0] != keys:
        per = ", ".join(windows.total.per)
        raise EngineError([cannot(f"the largest by `{windows.total.largest_by}` where {per} may be unknown")])
    text = windows.facts[windows.total.largest_by or ""]
    is_named = _is_known(text)
    by = [*keys, text.name] if isinstance(text, Column) else keys
    own, most = windows.named("own", windows.low_amount()), windows.named("most", windows.high_amount())
    of_name = windows.named("of name", windows.counted(is_named, windows.over(own, by, whole)))
    least = windows.named("least", nw.when(of_name > own).then(of_name).otherwise(own))
    most_of_name = windows.named("most of name", windows.counted(is_named, windows.over(most, by, whole)))
    anywhere = windows.counted(not_(is_named), most)
    high = windows.greatest(most_of_name, keys, whole) + windows.over(anywhere, keys, whole)
    is_open = None if windows.most is not None else windows.over(windows.open_amount(), keys, whole) > 0
    return Interval(windows.greatest(least, keys, whole), high, is_open)
