"""The windows of a total: what each row brings to it, and sums over the rows that share its keys.

Amounts are clipped one cent above the greatest limit that a total is tested against, and an unknown amount stands as
that much: the sum then lies beyond every limit if and only if the true one may, and no sum can overflow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import add, and_

import narwhals as nw

from ctethics.engines.columnar.facts import Constant, Facts, as_expression
from ctethics.engines.columnar.kleene import Column, Truth, all_of, expression, maybe, surely
from ctethics.program import Total

# A column that is the same in every row, to put all rows into one window.
EVERYWHERE = "ct:everywhere"


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

    def named(self, name: str, expr: nw.Expr) -> nw.Expr:
        """A column of its own, since a window can be taken over it only then."""
        self.steps.append({f"{self.prefix} {name}": expr})
        return nw.col(f"{self.prefix} {name}")

    # What each row brings

    def low_amount(self) -> nw.Expr:
        """The least that a row brings: what is known of it, if it certainly counts."""
        known = [self._clipped(_amount(k, 0)) for k in self._measures() if k is not None]
        return self.counted(surely(self.counts), self._added(known))

    def high_amount(self) -> nw.Expr:
        """The most that a row may bring, as far as that is known or clipped."""
        measures = self._measures()
        filler = self.most if self.most is not None else 0
        if None in measures and self.most is not None:
            return self.counted(maybe(self.counts), number(self.most))
        known = [self._clipped(_amount(k, filler)) for k in measures if k is not None]
        return self.counted(maybe(self.counts), self._added(known))

    def _added(self, amounts: list[nw.Expr]) -> nw.Expr:
        if not amounts:
            return number(0)
        return amounts[0] if len(amounts) == 1 else self._clipped(reduce(add, amounts))

    def open_amount(self) -> nw.Expr:
        """1 where what a row may bring is not known."""
        measures = self._measures()
        some = [k.expr.is_null() for k in measures if isinstance(k, Column)]
        is_open: Truth = None in measures or (Column(reduce(lambda a, b: a | b, some), False) if some else False)
        return self.counted(all_of((maybe(self.counts), is_open)), number(1))

    def _measures(self) -> list[Column | Constant | None]:
        return [self.facts[name] for name in self.total.measures]

    def _clipped(self, amount: nw.Expr) -> nw.Expr:
        if self.most is None:
            return amount
        return nw.when(amount < self.most).then(amount).otherwise(number(self.most))

    @staticmethod
    def counted(counts: Truth, amount: nw.Expr) -> nw.Expr:
        """The amount of the rows that count (never null), nothing of the others."""
        if not isinstance(counts, Column):
            return amount if counts else number(0)
        return nw.when(expression(counts)).then(amount).otherwise(number(0))

    # Keys

    def keys(self, *, possible: bool = False) -> tuple[list[str], list[str], bool]:
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
        # One column may stand for two keys, where a part's party is presumed to be another's.
        return list(dict.fromkeys(keys)), list(dict.fromkeys(doubtful)), is_lost

    def certain(self, amount: nw.Expr, whole: bool) -> nw.Expr:
        """The sum over the rows that certainly share the keys; a row of unknown keys shares them with itself alone."""
        keys, doubtful, is_lost = self.keys()
        if is_lost:
            return amount
        is_known = [~nw.col(name).is_null() for name in doubtful]
        if not is_known:
            return self.over(amount, keys, whole)
        known = reduce(and_, is_known)
        mine = nw.when(known).then(amount).otherwise(number(0))
        return nw.when(known).then(self.over(mine, [*keys, *doubtful], whole)).otherwise(amount)

    def possible(self, amount: nw.Expr, whole: bool) -> nw.Expr:
        """The sum over the rows that may share the keys: an unknown key may be any.

        Rows that know the same keys are added up for each set of keys that the others may lack.
        """
        keys, doubtful, _ = self.keys(possible=True)
        if not doubtful:
            return self.over(amount, keys, whole)
        sums = number(0)
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
        theirs = nw.when(_lacks(others, doubtful)).then(amount).otherwise(number(0))
        return self.over(theirs, [*keys, *(name for name in doubtful if name not in unasked)], whole)

    def over(self, amount: nw.Expr, keys: Sequence[str], whole: bool) -> nw.Expr:
        """The sum over the rows that share the keys: up to each, or all."""
        by = list(keys) or [EVERYWHERE]
        if whole:
            return amount.sum().over(*by)
        return amount.cum_sum().over(*by, order_by=list(self.facts.sheet.order))

    def greatest(self, amount: nw.Expr, keys: Sequence[str], whole: bool) -> nw.Expr:
        """The greatest among the rows that share the keys: up to each, or all."""
        by = list(keys) or [EVERYWHERE]
        return amount.max().over(*by) if whole else amount.cum_max().over(*by, order_by=list(self.facts.sheet.order))


def number(number: int) -> nw.Expr:
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
