"""Slips in totals: what they are kept apart by, over which time, and what they add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from ctethics.diagnostics import Span
from ctethics.program import Total
from ctethics.proving.mutants.slip import Slip
from ctethics.proving.mutants.written import WrittenProgram
from ctethics.source import Mapping, Node, Sequence


class _Change(NamedTuple):
    span: Span
    words: str
    make: Callable[[Total], Total]


def of_totals(written: WrittenProgram) -> Iterator[Slip]:
    """Every slip in a total but those in its `where`, which is a condition."""
    for name, node, made in written.totals.values():
        for change in _changes(node, made[0]):
            yield Slip("total", change.span, name, "", change.words, {id(total): change.make(total) for total in made})


def _changes(node: Mapping, total: Total) -> Iterator[_Change]:
    for name in total.per:
        span, kept = _place(node.items["per"], name), tuple(other for other in total.per if other != name)
        yield _to(span, f"`per` without {name}", per=kept)
        if name == "donor group":
            alone = tuple("donor" if other == name else other for other in total.per)
            yield _to(span, "donor group → donor", per=alone)
    over = "calendar year → all time" if total.yearly else "all time → calendar year"
    yield _to(node.items["over"].span, over, yearly=not total.yearly)
    for name in total.measures if len(total.measures) > 1 else ():
        span, kept = _place(node.items["sum"], name), tuple(other for other in total.measures if other != name)
        yield _to(span, f"`sum` without {name}", measures=kept)
    if total.largest_by is not None:
        yield _to(node.items["largest by"].span, "`largest by` dropped", largest_by=None)


def _to(span: Span, words: str, **fields: Any) -> _Change:
    return _Change(span, words, partial(replace, **fields))


def _place(node: Node, name: str) -> Span:
    """Where a name stands in a list, or the list."""
    items = node.items if isinstance(node, Sequence) else ()
    return next((item.span for item in items if getattr(item, "text", None) == name), node.span)
