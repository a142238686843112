"""Who counts as one donor with whom (§ 1-79a), in a ledger's frame.

The groups are of parties and not of rows: who employs and owns whom is looked up once, and put beside the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

import narwhals as nw

from ctethics.diagnostics import CaseError, Diagnostic, EngineError, Span
from ctethics.engines.columnar.facts import Sheet, value_of
from ctethics.facts import DonorGroups
from ctethics.facts.groups import LINKS
from ctethics.program import EventKind, Value, Vocabulary
from ctethics.tables.steps import Frame

# What § 1-79a looks at of a party.
_ASKED: Final = ("kind", "registrant", *LINKS)
_CERTAIN, _POSSIBLE = "ct:donor group", "ct:possible donor group"
# A database takes each group as a branch of one expression.
_MOST_GROUPS: Final = 200


def with_groups(
    frame: Frame, sheet: Sheet, kind: EventKind, vocabulary: Vocabulary, is_strict: bool, table: Frame | None = None
) -> tuple[Frame, Sheet]:
    """The frame with each donor's group, where there can be any; looks the parties up then.

    table -- typed rows of one party each, where the parties stand in a table of their own.
    Raises CaseError where rows differ about a party.
    """
    declared = vocabulary.party
    unknown = {name for name in LINKS if name in declared and (is_strict or declared[name].presume is None)}
    columns = set(table.collect_schema().names()) if table is not None else set()
    says = any(f"{role} {link}" in sheet.stated or f"ct:{link}" in columns for role in kind.roles for link in LINKS[:2])
    if "donor" not in kind.roles or not (says or unknown):
        return frame, sheet
    parties: dict[str, dict[str, Value]] = {}
    # What a row that cannot be read says of its parties means nothing.
    accepted = frame if sheet.rejected is None else frame.filter(~nw.col(sheet.rejected))
    for role in kind.roles:
        if role in sheet.stated:
            names = [name for name in _ASKED if f"{role} {name}" in sheet.stated]
            _gather(parties, _rows(accepted, f"ct:{role}", names, f"{role} "), role)
    if table is not None:
        _gather(parties, _rows(table, "ct:id", [name for name in _ASKED if f"ct:{name}" in columns], ""), "")
    groups = DonorGroups(parties, frozenset(unknown))
    return _beside(frame, {party: groups.roots(party) for party in parties}), replace(
        sheet, is_grouped=True, is_ready=False
    )


def _rows(frame: Frame, id_: str, names: Iterable[str], before: str) -> Iterator[tuple[str, dict[str, Value]]]:
    facts = [nw.col(f"ct:{before}{name}").alias(name) for name in names]
    found = frame.select(nw.col(id_).cast(nw.String).alias("id"), *facts).unique().collect(backend="polars")
    for row in found.iter_rows(named=True):
        party = row.pop("id")
        if party is not None:
            yield party, {name: stated for name, cell in row.items() if (stated := value_of(cell)) is not None}


def _gather(parties: dict[str, dict[str, Value]], rows: Iterable[tuple[str, dict[str, Value]]], role: str) -> None:
    for party, facts in rows:
        known = parties.setdefault(party, {})
        for name, value in facts.items():
            if known.setdefault(name, value) != value:
                what = f"rows differ about {name} of `{party}`"
                why = "who counts as one donor with whom depends on it, and a party is one thing."
                fix = "make the rows agree, or give the parties in a table of their own."
                raise CaseError([Diagnostic("CTE613", Span.whole(f"{role} {name}".strip()), what, why, fix)])


def _beside(frame: Frame, roots: Mapping[str, tuple[str, str]]) -> Frame:
    """The frame with the two columns that tell groups apart; a donor of no group is one of its own."""
    moved = {party: both for party, both in roots.items() if both != (party, party)}
    donor = nw.col("ct:donor").cast(nw.String)
    if frame.implementation.is_polars():
        import polars as pl

        table = pl.LazyFrame(
            {
                "ct:~member": list(moved),
                "ct:~one": [o for o, _ in moved.values()],
                "ct:~may": [m for _, m in moved.values()],
            },
            schema={"ct:~member": pl.String, "ct:~one": pl.String, "ct:~may": pl.String},
        )
        joined = frame.with_columns(donor.alias("ct:~asked donor")).join(
            nw.from_native(table), left_on="ct:~asked donor", right_on="ct:~member", how="left"
        )
        named = {_CERTAIN: nw.coalesce(nw.col("ct:~one"), donor), _POSSIBLE: nw.coalesce(nw.col("ct:~may"), donor)}
        return joined.with_columns(**named).drop("ct:~asked donor", "ct:~one", "ct:~may")
    if len(moved) > _MOST_GROUPS:
        what = f"{len(moved)} donors belong to groups, more than a database takes in one expression"
        why = f"each is a branch of it, and {_MOST_GROUPS} fit."
        raise EngineError(
            [Diagnostic("CTE702", Span.whole("columnar"), what, why, "collect the table into Polars first.")]
        )
    certain, possible = donor, donor
    for party, (one, other) in moved.items():
        certain = nw.when(donor == party).then(nw.lit(one)).otherwise(certain)
        possible = nw.when(donor == party).then(nw.lit(other)).otherwise(possible)
    return frame.with_columns(**{_CERTAIN: certain, _POSSIBLE: possible})
