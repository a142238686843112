"""What a ledger knows, asked of it where its public methods do not tell."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from ctethics.balance import LiveLedger
from ctethics.balance.told import told_event, told_party


def at_one_moment(ledger: LiveLedger) -> AbstractContextManager[None]:
    """Everything asked of the ledger inside is of one moment."""
    return ledger._reading()


def known_event(ledger: LiveLedger, id_: str) -> dict[str, object] | None:
    """What the ledger has of an event, as a case file states it."""
    with ledger._reading(facts_only=True):
        found = ledger._facts.event(id_)
    return None if found is None else told_event(found, ledger.program.vocabulary)


def known_parties(ledger: LiveLedger, ids: Iterable[str]) -> dict[str, dict[str, object]]:
    """What the ledger has of those of the names that are its parties."""
    with ledger._reading(facts_only=True):
        found = ledger._facts.parties(ids)
    return {id_: told_party(party, ledger.program.vocabulary) for id_, party in found.items()}
