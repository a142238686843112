"""What is stated to a ledger, held against what it knows."""

from __future__ import annotations

from collections.abc import Mapping

from ctethics.balance.errors import refusal
from ctethics.balance.facts import Facts
from ctethics.balance.told import Told, type_facts
from ctethics.facts import Event, Ledger, Party
from ctethics.program import Value, Vocabulary


class Stating:
    """Types what is stated and refuses what contradicts the file at `path`, inside the caller's transactions."""

    def __init__(self, path: str, facts: Facts, vocabulary: Vocabulary) -> None:
        self.path, self.facts, self.vocabulary = path, facts, vocabulary

    def typed(self, events: list[Mapping[str, object]], parties: Mapping[str, object]) -> Ledger:
        """The typed facts of events and the parties with them; of a party known before, those stated now alone."""
        values = (value for event in events if isinstance(event, Mapping) for value in event.values())
        known = self.facts.parties(value.strip() for value in values if isinstance(value, str))
        return type_facts(self.vocabulary, events, {**{id_: {} for id_ in known}, **parties})

    def party(self, party: Party, told: Told) -> Party:
        """The party with the facts it had and those stated now; `told` names what it is told to have, or not."""
        before = self.facts.party(party.id)
        kept = {name: value for name, value in before.facts.items() if name not in told} if before else {}
        return Party(party.id, kept | party.facts)

    def is_new(self, event: Event) -> bool:
        """Whether there is no such event yet. Raises LedgerError for one of other facts."""
        before = self.facts.event(event.id)
        if before is None or before == event:
            return before is None
        pairs = [("kind", before.kind, event.kind), ("date", before.day, event.day)]
        pairs += [(name, before.roles.get(name), event.roles.get(name)) for name in (*before.roles, *event.roles)]
        names = [name for name, one, other in pairs if one != other] + _differing(before.facts, event.facts)
        what = f"the id `{event.id}` is used already, with other facts: {', '.join(dict.fromkeys(names))}"
        why = "an event stays as it was stated until it is corrected."
        raise refusal(self.path, "CTE807", what, why, "give this event another id, or correct the one there is.")

    def new_parties(self, typed: Ledger) -> list[Party]:
        """The parties not known yet, and those of whom more is known now, with all their facts.

        Raises LedgerError for one that is known otherwise.
        """
        found = []
        for party in typed.parties.values():
            before = self.facts.party(party.id)
            if before is None:
                found.append(party)
                continue
            both = before.facts.keys() & party.facts
            names = [name for name in _differing(before.facts, party.facts) if name in both]
            if not names and not party.facts.keys() <= before.facts.keys():
                found.append(Party(party.id, before.facts | party.facts))
            if names:
                what = f"the party `{party.id}` is known with other facts: {', '.join(names)}"
                why = "what is known of a party holds for all of its events."
                raise refusal(self.path, "CTE807", what, why, "leave them out here, or state them of the party itself.")
        return found


def _differing(one: Mapping[str, Value], other: Mapping[str, Value]) -> list[str]:
    return [name for name in dict.fromkeys((*one, *other)) if one.get(name) != other.get(name)]
