"""Running totals as window expressions, an interval where something is unknown.

The same as `engines.totals` for a ledger: rows count in the order of their date, then of their id. Amounts are clipped
one cent above the greatest limit that the total is tested against, and an unknown amount stands as that much: the sum
then lies beyond every limit if and only if the true one may, and no sum can overflow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import add, and_

import narwhals as nw

from ctethics.diagnostics import EngineError
from ctethics.engines.columnar.facts import Constant, Facts, as_expression
from ctethics.engines.columnar.kleene import Column, Truth, all_of, expression, maybe, not_, surely
from ctethics.engines.columnar.translate import cannot
from ctethics.program import Total

# A column that is the same in every row, to put all rows into one window.
EVERYWHERE = "ct:everywhere"
# More than any sum of clipped amounts: a thousand million rows of a thousand million cents.
_HALF = 1 << 62


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the most that a total can be, as columns; `is_open` where the most has no end (exact ones only)."""

    low: nw.Expr
    high: nw.Expr
    is_open: nw.Expr | None = None


@dataclass
class Windows:
    """The windows of one total over the rows that may count in it; `made` are columns to add first, in steps.

    counts -- whether each row counts; most -- what amounts are clipped at, or None for the exact sums.
    """

    total: Total
    facts: Facts
    counts: Truth
    most: int | None
    prefix: str
    steps: list[dict[str, nw.Expr]] = field(default_factory=list)

    def interval(self, *, whole: bool) -> Interval:
        """The total for each row: the events up to it, or with `whole` those after it as well."""
        if self.total.is_count:
            return self._count(whole)
        return self._sum(whole) if self.total.largest_by is None else self._largest(whole)

    # Sums

    def _sum(self, whole: bool) -> Interval:
        if self.most is not None and self.facts.sheet.is_polars:
            keys, doubtful, is_lost = self._keys()
            if not doubtful and not is_lost and keys == self._keys(possible=True)[0]:
                return self._packed(keys, whole)
        low = self._certain(self._low_amount(), whole)
        high = self._possible(self._high_amount(), whole)
        is_open = None if self.most is not None else self._possible(self._open_amount(), whole) > 0
        return Interval(low, high, is_open)

    def _packed(self, keys: list[str], whole: bool) -> Interval:
        """Both ends by one window, the upper one in the upper half of numbers of 128 bits: neither fills its half."""
        both = self._low_amount().cast(nw.Int128) + self._high_amount().cast(nw.Int128) * _HALF
        name = f"{self.prefix} both"
        self.steps.append({name: self._over(both, keys, whole)})
        self.steps.append({f"{self.prefix} upper": nw.col(name) // _HALF})
        high = nw.col(f"{self.prefix} upper")
        return Interval((nw.col(name) - high * _HALF).cast(nw.Int64), high.cast(nw.Int64))

    def _low_amount(self) -> nw.Expr:
        known = [self._clipped(_amount(k, 0)) for k in self._measures() if k is not None]
        return self._where(surely(self.counts), self._added(known))

    def _high_amount(self) -> nw.Expr:
        measures = self._measures()
        filler = self.most if self.most is not None else 0
        if None in measures and self.most is not None:
            return self._where(maybe(self.counts), _number(self.most))
        known = [self._clipped(_amount(k, filler)) for k in measures if k is not None]
        return self._where(maybe(self.counts), self._added(known))

    def _added(self, amounts: list[nw.Expr]) -> nw.Expr:
        if not amounts:
            return _number(0)
        return amounts[0] if len(amounts) == 1 else self._clipped(reduce(add, amounts))

    def _open_amount(self) -> nw.Expr:
        measures = self._measures()
        some = [k.expr.is_null() for k in measures if isinstance(k, Column)]
        is_open: Truth = None in measures or (Column(reduce(lambda a, b: a | b, some), False) if some else False)
        return self._where(all_of((maybe(self.counts), is_open)), _number(1))

    def _measures(self) -> list[Column | Constant | None]:
        return [self.facts[name] for name in self.total.measures]

    def _clipped(self, amount: nw.Expr) -> nw.Expr:
        if self.most is None:
            return amount
        return nw.when(amount < self.most).then(amount).otherwise(_number(self.most))

    @staticmethod
    def _where(counts: Truth, amount: nw.Expr) -> nw.Expr:
        """The amount of the rows that count (never null), nothing of the others."""
        if not isinstance(counts, Column):
            return amount if counts else _number(0)
        return nw.when(expression(counts)).then(amount).otherwise(_number(0))

    # Keys

    def _keys(self, *, possible: bool = False) -> tuple[list[str], list[str], bool]:
        """The columns that rows must share, those of them that may be null, and whether one is unknown in all rows."""
        keys: list[str] = []
        doubtful: list[str] = []
        is_lost = False
        if self.facts.sheet.within is not None:
            keys.append(self.facts.sheet.within)
        if self.total.yearly:
            keys.append("ct:year")
        for name in self.total.per:
            if name == "donor group" and self.facts.sheet.is_grouped:
                keys.append("ct:possible donor group" if possible else "ct:donor group")
                continue
            known = self.facts["donor" if name == "donor group" else name]
            if isinstance(known, Column):
                (doubtful if known.may_be_null else keys).append(known.name)
            is_lost |= known is None
        return keys, doubtful, is_lost

    def _certain(self, amount: nw.Expr, whole: bool) -> nw.Expr:
        """The sum over the rows that certainly share the keys; a row of unknown keys shares them with itself alone."""
        keys, doubtful, is_lost = self._keys()
        if is_lost:
            return amount
        is_known = [~nw.col(name).is_null() for name in doubtful]
        if not is_known:
            return self._over(amount, keys, whole)
        known = reduce(and_, is_known)
        mine = nw.when(known).then(amount).otherwise(_number(0))
        return nw.when(known).then(self._over(mine, [*keys, *doubtful], whole)).otherwise(amount)

    def _possible(self, amount: nw.Expr, whole: bool) -> nw.Expr:
        """The sum over the rows that may share the keys: an unknown key may be any.

        Rows that know the same keys are added up for each set of keys that the others may lack.
        """
        keys, doubtful, _ = self._keys(possible=True)
        if not doubtful:
            return self._over(amount, keys, whole)
        sums = _number(0)
        for mine in _subsets(doubtful):
            of_mine = reduce(
                add,
                (
                    self._lacking(amount, keys, doubtful, set(mine) | set(others), others, whole)
                    for others in _subsets(doubtful)
                ),
            )
            sums = nw.when(_lacks(mine, doubtful)).then(of_mine).otherwise(sums)
        return sums

    def _lacking(
        self,
        amount: nw.Expr,
        keys: list[str],
        doubtful: list[str],
        unasked: set[str],
        others: Sequence[str],
        whole: bool,
    ) -> nw.Expr:
        """The sum over the rows that lack just the keys `others`, by the keys that are not `unasked`."""
        theirs = nw.when(_lacks(others, doubtful)).then(amount).otherwise(_number(0))
        return self._over(theirs, [*keys, *(name for name in doubtful if name not in unasked)], whole)

    def _over(self, amount: nw.Expr, keys: Sequence[str], whole: bool) -> nw.Expr:
        by = list(keys) or [EVERYWHERE]
        if whole:
            return amount.sum().over(*by)
        return amount.cum_sum().over(*by, order_by=list(self.facts.sheet.order))

    def _greatest(self, amount: nw.Expr, keys: Sequence[str], whole: bool) -> nw.Expr:
        by = list(keys) or [EVERYWHERE]
        return amount.max().over(*by) if whole else amount.cum_max().over(*by, order_by=list(self.facts.sheet.order))

    # How many different texts

    def _count(self, whole: bool) -> Interval:
        text = self.facts[self.total.measures[0]]
        keys, doubtful, is_lost = self._keys()
        maybe_keys = self._keys(possible=True)[0]
        if doubtful or is_lost:
            raise EngineError(
                [
                    cannot(
                        f"how many different `{self.total.measures[0]}` there are where {self.total.per} may be unknown"
                    )
                ]
            )
        certain, possible = surely(self.counts), maybe(self.counts)
        member = self._named("member", self._where(certain, _number(1)))
        names = self._text(text)
        firsts = self._firsts("certain", all_of((certain, names)), keys, text)
        others = self._firsts("possible", all_of((possible, names)), maybe_keys, text)
        unnamed = self._where(all_of((possible, not_(names))), _number(1))
        low = self._over(firsts, keys, whole)
        has_member = self._greatest(member, keys, whole)
        high = self._over(others, maybe_keys, whole) + self._over(unnamed, maybe_keys, whole)
        return Interval(
            nw.when(low > has_member).then(low).otherwise(has_member),
            high,
            None if self.most is not None else _number(0) > 0,
        )

    @staticmethod
    def _text(text: Column | Constant | None) -> Truth:
        """Whether the text that is counted is known."""
        if isinstance(text, Column):
            return Column(~text.expr.is_null(), False) if text.may_be_null else True
        return text is not None

    def _firsts(self, name: str, counts: Truth, keys: list[str], text: Column | Constant | None) -> nw.Expr:
        """1 in the first row, in order, of each different text among those that count."""
        counted = self._named(f"{name} counted", self._where(counts, _number(1)))
        by = [*keys, text.name] if isinstance(text, Column) else keys
        so_far = self._over(counted, by, whole=False)
        return self._named(
            f"{name} first", nw.when((counted > 0) & (so_far == 1)).then(_number(1)).otherwise(_number(0))
        )

    def _named(self, name: str, expr: nw.Expr) -> nw.Expr:
        """A column of its own, since a window can be taken over it only then."""
        self.steps.append({f"{self.prefix} {name}": expr})
        return nw.col(f"{self.prefix} {name}")

    # The largest of several sums

    def _largest(self, whole: bool) -> Interval:
        keys, doubtful, is_lost = self._keys()
        maybe_keys = self._keys(possible=True)[0]
        if doubtful or is_lost or maybe_keys != keys:
            raise EngineError(
                [cannot(f"the largest by `{self.total.largest_by}` where {self.total.per} may be unknown")]
            )
        text = self.facts[self.total.largest_by or ""]
        names = self._text(text)
        own, most = self._named("own", self._low_amount()), self._named("most", self._high_amount())
        by = [*keys, text.name] if isinstance(text, Column) else keys
        nothing = _number(0)
        of_name = self._named("of name", self._where(names, self._over(own, by, whole)))
        least = self._named("least", nw.when(of_name > own).then(of_name).otherwise(own))
        most_of_name = self._named("most of name", self._where(names, self._over(most, by, whole)))
        anywhere = self._where(not_(names), most) if names is not True else nothing
        low = self._greatest(least, keys, whole)
        high = self._greatest(most_of_name, keys, whole) + self._over(anywhere, keys, whole)
        is_open = None if self.most is not None else self._over(self._open_amount(), keys, whole) > 0
        return Interval(low, high, is_open)


def _number(number: int) -> nw.Expr:
    """The number in every row; a window cannot be taken over a number alone."""
    return nw.col(EVERYWHERE) + number


def _amount(known: Column | Constant, filler: int) -> nw.Expr:
    """The amount in every row, `filler` where it is unknown."""
    if isinstance(known, Constant):
        return nw.col(EVERYWHERE) + as_expression(known, "amount")
    return known.expr.fill_null(filler) if known.may_be_null else known.expr


def _subsets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for number in range(len(names) + 1):
        yield from combinations(names, number)


def _lacks(lacked: Sequence[str], doubtful: Sequence[str]) -> nw.Expr:
    """Whether a row lacks these of the doubtful keys and no other."""
    return reduce(and_, (nw.col(name).is_null() if name in lacked else ~nw.col(name).is_null() for name in doubtful))
