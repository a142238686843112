"""Donors who count as one: § 1-79a deems a lobbyist's expenditure also the business's, and the business's also that of
its owners and employees who are lobbyists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from ctethics.program import Value

Facts = Mapping[str, Value]

# The lists that say who belongs to which business.
LINKS: Final = ("employed by", "owned by", "lobbyist for")


class DonorGroups:
    """Groups of parties linked by § 1-79a, once by the links that are certain, once with those that may be.

    unknown -- those of `LINKS` that may say anything of a party that does not state them; the others are empty then.
    """

    def __init__(self, parties: Mapping[str, Facts], unknown: frozenset[str] = frozenset()) -> None:
        self._parties, self._unknown = parties, unknown
        self._certain: dict[str, str] = {}
        self._possible: dict[str, str] = {}
        self._doubts: dict[str, frozenset[str]] = {}
        for person, business, is_stated in self._pairs():
            link = self._link(person, business, is_stated)
            if link is True:
                _join(self._certain, person, business)
            if link is not False:
                _join(self._possible, person, business)
            if link is None:
                doubts = self._lacking(person, business, is_stated)
                self._doubts[person] = self._doubts.get(person, frozenset()) | doubts
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

    def roots(self, party: str) -> tuple[str, str]:
        """Names for those who certainly count as one with the party, and for those who may."""
        return _root(self._certain, party), _root(self._possible, party)

    def lacking(self, party: str) -> frozenset[str]:
        """The facts that would settle who belongs to the party's group, each as `registrant of lee`."""
        group = _root(self._possible, party)
        doubts = (facts for other, facts in self._doubts.items() if _root(self._possible, other) == group)
        return frozenset().union(*doubts)

    def _pairs(self) -> Iterator[tuple[str, str, bool]]:
        """Each person with each business that one of the two names the other of, and those that one may name.

        Whoever may belong to any business joins them all; it is enough to join the first such person with every
        business and the others with one, and businesses likewise.
        """
        for party, facts in self._parties.items():
            yield from ((party, business, True) for business in _list(facts.get("employed by")))
            yield from ((person, party, True) for person in _list(facts.get("owned by")))
        if not self._unknown:
            return
        persons = [p for p, who in self._parties.items() if _may_be(who, "person") and self._lobbies(who) is not False]
        firms = [p for p, what in self._parties.items() if _may_be(what, "business")]
        hidden = (p for p in persons if "employed by" in self._unknown and "employed by" not in self._parties[p])
        for number, person in enumerate(hidden):
            others = [firm for firm in firms if firm != person]
            yield from ((person, firm, False) for firm in (others if number == 0 else others[:1]))
        hidden = (p for p in firms if "owned by" in self._unknown and "owned by" not in self._parties[p])
        for number, firm in enumerate(hidden):
            others = [person for person in persons if person != firm]
            yield from ((person, firm, False) for person in (others if number == 0 else others[:1]))

    def _link(self, person: str, business: str, is_stated: bool) -> bool | None:
        """Whether the person is an individual and a lobbyist, the other a business, and one belongs to the other."""
        who, what = self._parties.get(person, {}), self._parties.get(business, {})
        answers = (_is(who.get("kind"), "person"), _is(what.get("kind"), "business"), self._lobbies(who), is_stated)
        if False in answers[:3]:
            return False
        return True if all(answers) else None

    def _lobbies(self, who: Facts) -> bool | None:
        if who.get("lobbyist for") or who.get("registrant") is True:
            return True
        may_lobby = "lobbyist for" in self._unknown and "lobbyist for" not in who
        return None if may_lobby or "registrant" not in who else False

    def _lacking(self, person: str, business: str, is_stated: bool) -> frozenset[str]:
        """What is not known of the two that decides whether § 1-79a links them."""
        who, what = self._parties.get(person, {}), self._parties.get(business, {})
        asked = [f"kind of {party}" for party, facts in ((person, who), (business, what)) if "kind" not in facts]
        if self._lobbies(who) is None:
            asked.append(f"registrant of {person}")
        if not is_stated:
            lists = (("employed by", person, who), ("owned by", business, what))
            asked += [
                f"{name} of {party}" for name, party, facts in lists if name not in facts and name in self._unknown
            ]
        return frozenset(asked)


def _list(value: Value | None) -> list[str]:
    return sorted(value) if isinstance(value, frozenset) else []


def _may_be(facts: Facts, kind: str) -> bool:
    return facts.get("kind", kind) == kind


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
