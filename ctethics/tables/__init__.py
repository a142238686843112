"""Whole ledgers as tables: column maps, typed cells, rejects, and the files they come from and go to."""

from ctethics.tables.bad_cells import rejects
from ctethics.tables.column_map import ColumnMap, read_column_map
from ctethics.tables.files import scan
from ctethics.tables.party_table import check_parties, with_parties
from ctethics.tables.typed_table import Typed, party_facts, typed
from ctethics.tables.write_file import write

__all__ = [
    "ColumnMap",
    "Typed",
    "check_parties",
    "party_facts",
    "read_column_map",
    "rejects",
    "scan",
    "typed",
    "with_parties",
    "write",
]
