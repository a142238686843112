"""What is said to have happened: a case as told, and the typed ledger of dated events made of it."""

from ctethics.facts.case import Case, read_case
from ctethics.facts.groups import DonorGroups
from ctethics.facts.ledger import Event, Ledger, Party
from ctethics.facts.readings import choose_readings, named_law
from ctethics.facts.typed import type_case
from ctethics.facts.value import parse_value

__all__ = [
    "Case",
    "DonorGroups",
    "Event",
    "Ledger",
    "Party",
    "choose_readings",
    "named_law",
    "parse_value",
    "read_case",
    "type_case",
]
