"""Ids that several rows have: which of them is meant could not be told, so all are rejected."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import narwhals as nw

from ctethics.tables.checks import Check
from ctethics.tables.typed_table import REJECTED, Typed

_TIMES: Final = "ct:~times"


def without_repeats(events: Typed) -> Typed:
    """The table with every row rejected whose id another has too; looks through all ids once."""
    counted = events.frame.group_by("ct:id").agg(nw.len().alias(_TIMES)).filter(nw.col(_TIMES) > 1)
    repeated = [row for row in counted.collect().get_column("ct:id").to_list() if row is not None]
    if not repeated:
        return events
    is_bad = nw.col("ct:id").is_in(repeated).fill_null(False)
    value = nw.col("ct:id").cast(nw.String)
    check = Check(events.column_of("id"), is_bad, value, nw.lit("is the id of other rows too"))
    frame = events.frame.with_columns((nw.col(REJECTED) | is_bad).alias(REJECTED))
    return replace(events, frame=frame, checks=(*events.checks, check))
