"""The facts of parties from a table of their own, put beside the events they have a part in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import narwhals as nw

from ctethics.diagnostics import CaseError, Collector, Diagnostic, Span
from ctethics.program import EventKind, FactRef, Vocabulary
from ctethics.tables.bad_cells import rejects
from ctethics.tables.cells import PREFIX, any_of
from ctethics.tables.checks import Check
from ctethics.tables.typed_table import REJECTED, Frame, Typed

_KEY: Final = "ct:~party"
_MOST_SHOWN: Final = 20


def with_parties(
    events: Typed,
    parties: Typed,
    kind: EventKind,
    vocabulary: Vocabulary,
    *,
    wanted: Collection[str] | None = None,
) -> Typed:
    """The events with `ct:<role> <fact>` of each role's party; a party that is not in the table is a bad cell.

    wanted -- the facts to add, as `donor kind`; None: all. Looks up the table of parties once, to be sure of it.
    Raises CaseError where the events state a fact of parties too, and where the table of parties has bad cells or a
    party twice.
    """
    roles = [role for role in kind.roles if role in events.stated]
    facts = {f"{role} {fact}": (role, fact) for role in roles for fact in parties.stated}
    _refuse_both(events, facts, parties)
    check_parties(parties)
    used = {name: at for name, at in facts.items() if wanted is None or name in wanted}
    frame, checks = events.frame, []
    for role in roles:
        added = {name: fact for name, (of, fact) in used.items() if of == role}
        frame, check = _joined(frame, parties.frame, role, added, events)
        checks.append(check)
    refs = {name: vocabulary.refer(kind.name, name) for name in used}
    stated = {**events.stated, **{name: ref for name, ref in refs.items() if isinstance(ref, FactRef)}}
    unknown = any_of(check.is_bad for check in checks)
    if unknown is not None:
        frame = frame.with_columns((nw.col(REJECTED) | unknown).alias(REJECTED))
    return replace(events, frame=frame, stated=stated, checks=(*events.checks, *checks))


def check_parties(parties: Typed) -> None:
    """Looks the table of parties up; raises CaseError for its bad cells and for a party that is there twice."""
    problems = Collector()
    for row in _rows(rejects(parties)):
        where = f"party `{row['id']}`" if row["id"] else "a party"
        what = f"{where}, column `{row['column']}`: `{row['value']}`"
        why = f"{row['reason']}."
        problems.add("CTE613", Span.whole(parties.table), what, why=why, fix="mend it, or leave the cell empty.")
    key = nw.col(PREFIX + "id")
    counted = parties.frame.group_by(PREFIX + "id").agg(nw.len().alias("ct:~count"))
    for row in _rows(counted.filter((nw.col("ct:~count") > 1) & ~key.is_null()).sort(PREFIX + "id")):
        what = f"the party `{row[PREFIX + 'id']}` is there {row['ct:~count']} times"
        fix = "keep one row of each party."
        problems.add("CTE613", Span.whole(parties.table), what, why="only one of them could count.", fix=fix)
    if problems:
        raise CaseError(problems)


def _rows(frame: Frame) -> list[dict[str, object]]:
    return list(frame.head(_MOST_SHOWN).collect().iter_rows(named=True))


def _refuse_both(events: Typed, facts: Collection[str], parties: Typed) -> None:
    both = [name for name in facts if name in events.stated]
    if both:
        what = f"{', '.join(f'`{name}`' for name in both)}: in the table of parties too"
        why = "which of the two holds cannot be told."
        fix = "drop the column from one of them."
        raise CaseError([Diagnostic("CTE610", Span.whole(events.table), what, why, fix)])


def _joined(frame: Frame, parties: Frame, role: str, added: dict[str, str], events: Typed) -> tuple[Frame, Check]:
    left, right = PREFIX + role, PREFIX + "id"
    is_same_type = frame.collect_schema()[left] == parties.collect_schema()[right]
    known = f"ct:~{role} is known"
    facts = [nw.col(PREFIX + fact).alias(PREFIX + name) for name, fact in added.items()]
    key = nw.col(right) if is_same_type else nw.col(right).cast(nw.String)
    table = parties.select(key.alias(_KEY), nw.lit(True).alias(known), *facts)
    asked = nw.col(left) if is_same_type else nw.col(left).cast(nw.String)
    joined = frame.with_columns(asked.alias("ct:~asked")).join(table, left_on="ct:~asked", right_on=_KEY, how="left")
    name = nw.col(left).cast(nw.String)
    column = events.column_of(role)
    reason = nw.concat_str([nw.lit("`"), name, nw.lit("` is not in the table of parties")])
    is_bad = ~nw.col(left).is_null() & nw.col(known).is_null()
    kept = [c for c in joined.collect_schema() if c not in ("ct:~asked", _KEY)]
    return joined.select(*kept), Check(column, is_bad, name.fill_null(""), reason)
