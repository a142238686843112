"""Donors who count as one: § 1-79a deems a lobbyist's expenditure also the business's, and the business's also that of
its owners and employees who are lobbyists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ctethics.program import Value

Facts = Mapping[str, Value]


class DonorGroups:
    """Groups of parties linked by § 1-79a, once by the links that are certain, once with those that may be."""

    def __init__(self, parties: Mapping[str, Facts]) -> None:
        self._certain: dict[str, str] = {}
        self._possible: dict[str, str] = {}
        self._doubts: dict[str, frozenset[str]] = {}
        for person, business in _pairs(parties):
            link = _link(parties.get(person, {}), parties.get(business, {}))
            if link is True:
                _join(self._certain, person, business)
            if link is not False:
                _join(self._possible, person, business)
            if link is None:
                self._doubts[person] = self._doubts[business] = _lacking(person, business, parties)
        members: dict[str, set[str]] = defaultdict(set)
        for party in self._possible:
            members[_root(self._possible, party)].add(_root(self._certain, party))
        self._unsettled = {group for group, inside in members.items() if len(inside) > 1}

    def same(self, one: str, other: str) -> bool | None:
        """Whether two parties count as one donor: yes, no, or unknown."""
        if _root(self._certain, one) == _root(self._certain, other):
            return True
        return None if _root(self._possible, one) == _root(self._possible, other) else False

    def certain(self, party: str) -> str | None:
        """A name for the party's group, or None where it is unknown who belongs to it."""
        return None if _root(self._possible, party) in self._unsettled else _root(self._certain, party)

    def lacking(self, party: str) -> frozenset[str]:
        """The facts that would settle who belongs to the party's group, each as `registrant of lee`."""
        group = _root(self._possible, party)
        doubts = (facts for other, facts in self._doubts.items() if _root(self._possible, other) == group)
        return frozenset().union(*doubts)


def _pairs(parties: Mapping[str, Facts]) -> Iterator[tuple[str, str]]:
    """Each person with each business that either of the two names the other of as owner or employee."""
    for party, facts in parties.items():
        yield from ((party, business) for business in _list(facts.get("employed by")))
        yield from ((person, party) for person in _list(facts.get("owned by")))


def _link(person: Facts, business: Facts) -> bool | None:
    """Whether the person is an individual and a lobbyist and the other a business; unknown where a fact is."""
    lobbies_for = person.get("lobbyist for")
    is_lobbyist = True if lobbies_for else person.get("registrant")
    answers = (_is(person.get("kind"), "person"), _is(business.get("kind"), "business"), is_lobbyist)
    if False in answers:
        return False
    return None if None in answers else True


def _list(value: Value | None) -> list[str]:
    return sorted(value) if isinstance(value, frozenset) else []


def _lacking(person: str, business: str, parties: Mapping[str, Facts]) -> frozenset[str]:
    """What is not known of the two that decides whether § 1-79a links them."""
    who, what = parties.get(person, {}), parties.get(business, {})
    asked = ("kind",) if who.get("lobbyist for") else ("kind", "registrant")
    wanted = {f"{fact} of {person}" for fact in asked if fact not in who}
    return frozenset(wanted | ({f"kind of {business}"} if "kind" not in what else set()))


def _is(value: Value | None, wanted: str) -> bool | None:
    return None if value is None else value == wanted


def _root(groups: dict[str, str], party: str) -> str:
    while (above := groups.get(party, party)) != party:
        party = above
    return party


def _join(groups: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(groups, one), _root(groups, other)))
    groups.setdefault(first, first)
    groups[second] = first
