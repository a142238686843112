"""What is wrong with the rows that cannot be read, one row a bad cell."""

from __future__ import annotations

from typing import Final

import narwhals as nw

from ctethics.tables.checks import Check
from ctethics.tables.columns import FILE, ROW
from ctethics.tables.typed_table import REJECTED, Frame, Typed

# Between the bad cells of a row, and between the parts of one; neither is left in a value.
_CELL, _PART = "\x1e", "\x1f"
_TOLD: Final = "ct:~told"


def rejects(typed: Typed) -> Frame:
    """The bad cells: `file` and `row` where the table has been read from files, `id`, `column`, `value`, `reason`.

    All text but `row`. A row may have several. Lazy, in one pass, and only over the rejected rows.
    """
    columns = typed.frame.collect_schema()
    places = [nw.col(old).alias(new) for old, new in ((FILE, "file"), (ROW, "row")) if old in columns]
    told = _all_told([check for check in typed.checks if check.column])
    for check in typed.checks:
        if not check.column:
            # Of a row that is none, its cells tell nothing.
            told = nw.when(check.is_bad).then(_told(check)).otherwise(told)
    bad = typed.frame.filter(nw.col(REJECTED)).select(
        *places, nw.col("ct:id").cast(nw.String).alias("id"), told.str.split(_CELL).alias(_TOLD)
    )
    parts = nw.col(_TOLD).str.split(_PART)
    named = [parts.list.get(at).alias(name) for at, name in enumerate(("column", "value", "reason"))]
    return bad.explode(_TOLD).with_columns(*named).drop(_TOLD)


def _all_told(checks: list[Check]) -> nw.Expr:
    return nw.concat_str([_told(check) for check in checks], separator=_CELL, ignore_nulls=True)


def _told(check: Check) -> nw.Expr:
    value = check.value.str.replace_all(f"[{_CELL}{_PART}]", "\ufffd")
    parts = [nw.lit(check.column), value, check.reason]
    return nw.when(check.is_bad).then(nw.concat_str(parts, separator=_PART))
