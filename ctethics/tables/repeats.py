"""Ids that several rows have: which of them is meant could not be told, so all are rejected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import narwhals as nw

from ctethics.tables.checks import Check
from ctethics.tables.typed_table import REJECTED, Typed

_TIMES: Final = "ct:~times"


def repeated_ids(events: Typed) -> list[Any]:
    """The ids that several rows have; looks through all ids once."""
    counted = events.frame.group_by("ct:id").agg(nw.len().alias(_TIMES)).filter(nw.col(_TIMES) > 1)
    return [one for one in counted.collect().get_column("ct:id").to_list() if one is not None]


def without_repeats(events: Typed, repeated: list[Any]) -> Typed:
    """The table with every row rejected that has one of these ids."""
    if not repeated:
        return events
    is_bad = nw.col("ct:id").is_in(repeated).fill_null(False)
    value = nw.col("ct:id").cast(nw.String)
    check = Check(events.column_of("id"), is_bad, value, nw.lit("is the id of other rows too"))
    frame = events.frame.with_columns((nw.col(REJECTED) | is_bad).alias(REJECTED))
    return replace(events, frame=frame, checks=(*events.checks, check))
