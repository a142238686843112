"""What a donor may still give a recipient in a year, limit by limit, and what can still be sent back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ctethics.balance.derive import Derived
from ctethics.engines.entries import Entry
from ctethics.engines.totals import Totals
from ctethics.explain.duties import show_range
from ctethics.facts import Event, Ledger
from ctethics.law.calendar import NEVER, shift, show_day
from ctethics.law.money import show_cents
from ctethics.law.phrases import CEILINGS
from ctethics.program import DaysAfter, Provision, Total, TotalIs, Value, leaves
from ctethics.program.condition import tests_in

_LONGEST = {"days": 1, "months": 31, "years": 366}
_PROBE = ""  # no event has this id


@dataclass(frozen=True, slots=True)
class Space:
    """One running limit of a year: `used` and `left` are ranges where something is unknown, amounts as `$1,234.56`.

    provision -- the exception the limit belongs to; what -- the total's name; says -- the words that state the limit.
    per -- what else the total is kept apart by, as the life event; label -- which, None: one not met yet.
    """

    provision: str
    what: str
    limit: str
    says: str | None
    used: str
    left: str
    per: tuple[str, ...] = ()
    label: str | None = None

    def to_dict(self) -> dict[str, object]:
        return {
            "provision": self.provision,
            "what": self.what,
            "per": list(self.per),
            "label": self.label,
            "limit": self.limit,
            "says": self.says,
            "used": self.used,
            "left": self.left,
        }


@dataclass(frozen=True, slots=True)
class Returnable:
    """A gift that was not returned and still can be, so that it counts as never given.

    provisions -- those it would no longer be a gift under; last_day -- None where it is not established.
    """

    event: str
    provisions: tuple[str, ...]
    value: str
    last_day: str | None
    rests_on: str | None

    def to_dict(self) -> dict[str, object]:
        return {
            "event": self.event,
            "provisions": list(self.provisions),
            "value": self.value,
            "last_day": self.last_day,
            "rests_on": self.rests_on,
        }


@dataclass(frozen=True, slots=True)
class Balance:
    """What a donor, with all who count as one with it, may still give a recipient in the calendar year of a day."""

    donor: str
    recipient: str
    on: str
    spaces: tuple[Space, ...]
    returns: tuple[Returnable, ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "donor": self.donor,
            "recipient": self.recipient,
            "on": self.on,
            "room": [one.to_dict() for one in self.spaces],
            "returns": [one.to_dict() for one in self.returns],
        }


def balance(derived: Derived, donor: str, recipient: str, day: int) -> Balance:
    """The room between two known parties; used inside the caller's transaction."""
    kinds = [kind for kind in derived.program.vocabulary.events.values() if {"donor", "recipient"} <= kind.roles.keys()]
    spaces: list[Space] = []
    returns: list[Returnable] = []
    for kind in kinds:
        probe = Event(_PROBE, kind.name, day, {"donor": donor, "recipient": recipient}, {})
        spaces += _spaces(derived, probe)
        returns += _returns(derived, probe)
    returns.sort(key=lambda one: (one.last_day or "", one.event))
    return Balance(donor, recipient, show_day(day), tuple(spaces), tuple(returns))


class _Probe(Totals):
    """Totals in which the event asked about counts for nothing."""

    asked: Event

    def _entry(self, total: Total, index: int) -> Entry:
        event = self.ledger.events[index]
        if event is not self.asked or event.kind != total.kind:
            return super()._entry(total, index)
        place = self.place(total, index)
        return Entry(index, False, 0, 0, None, place, self._key(total, place))


def _probed(derived: Derived, probe: Event) -> _Probe:
    if derived.plan.needs_all:
        ledger = derived.everything().ledger
        events = sorted([*ledger.events, probe], key=lambda event: (event.day, event.id))
        totals = _Probe(derived.program, Ledger(ledger.parties, tuple(events)), derived.question)
    else:
        ids = {*probe.roles.values(), *derived.facts.linked([probe.roles["donor"]])}
        ledger = Ledger(derived.facts.parties(ids), (probe,))
        totals = derived.alone(ledger, _Probe)
    totals.asked = probe
    return totals


def _spaces(derived: Derived, probe: Event) -> Iterator[Space]:
    for provision in derived.program.about(probe.kind):
        if provision.shares is not None:
            continue  # what shares another's rule has the same room
        for exception in provision.exceptions:
            for test in tests_in(exception.when, derived.question.readings):
                if test.operator in CEILINGS and test.limit.unit == "dollars":
                    what = test.total.name.removeprefix(provision.file).strip()
                    yield from _of_test(derived, probe, test, exception.citation, what)


def _of_test(derived: Derived, probe: Event, test: TotalIs, citation: str, what: str) -> Iterator[Space]:
    """The room under one limit: for each label that was met, and for one that was not."""
    totals = _probed(derived, probe)
    index = totals.ledger.events.index(probe)
    own = derived.program.vocabulary.events[probe.kind].facts
    names = tuple(name for name in test.total.per if name in own and name not in totals.situation(index).facts)
    met = _labels(derived, totals, index, test.total, names) if names else []
    # Longer than any label that was met.
    other = tuple("".join(map("".join, met)) + "…" for _ in names)
    version = test.limit.version(derived.question.law, probe.day)
    limit = test.limit.at(derived.question.law, probe.day)
    most = limit - CEILINGS[test.operator]
    for label in (*met, other):
        facts: dict[str, Value] = dict(zip(names, label, strict=True))
        low, high = _whole(derived, Event(probe.id, probe.kind, probe.day, probe.roles, facts), test.total)
        left = show_range(0 if high is None else max(0, most - high), max(0, most - low))
        shown = ", ".join(label) if label in met else None
        yield Space(citation, what, show_cents(limit), version.says, show_range(low, high), left, names, shown)


def _whole(derived: Derived, probe: Event, total: Total) -> tuple[int, int | None]:
    totals = _probed(derived, probe)
    return totals.interval(total, totals.ledger.events.index(probe), whole=True)


def _labels(
    derived: Derived, totals: Totals, index: int, total: Total, names: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """The labels under which anything counts between the two, or may."""
    if derived.plan.needs_all:
        entries = [e for e in totals.entries(total) if totals.counts(total, index, e.index) is not False]
    else:
        entries = derived.sums.carried(total, True, totals, {})
    at = [total.per.index(name) + 1 for name in names]
    found = {tuple(entry.place[i] for i in at) for entry in entries}
    return sorted(tuple(map(str, label)) for label in found if None not in label)


def _returns(derived: Derived, probe: Event) -> Iterator[Returnable]:
    tests = [(p, test) for p in derived.program.about(probe.kind) for test in _return_tests(derived, p)]
    reach = max((_reach(test) for _, test in tests), default=0)
    donor, recipient = probe.roles["donor"], probe.roles["recipient"]
    groups = _probed(derived, probe).groups
    for event in derived.facts.events(derived.facts.ids_of(recipient, "recipient", probe.day - reach)):
        is_given = event.kind == probe.kind and event.day <= probe.day
        if is_given and groups.same(event.roles["donor"], donor) is not False:
            yield from _returns_of(derived, event, tests, probe.day)


def _return_tests(derived: Derived, provision: Provision) -> Iterator[DaysAfter]:
    """The tests of how soon after the event something was done that is taken never to have been done."""
    facts = derived.program.vocabulary.events[provision.about].facts
    for leaf in leaves(provision.general):
        if not isinstance(leaf, DaysAfter) or leaf.after != "date" or leaf.operator not in CEILINGS:
            continue
        if leaf.fact in facts and facts[leaf.fact].presume == NEVER:
            yield leaf


def _reach(test: DaysAfter) -> int:
    """At most how many days after the event the last day is."""
    amounts = [version.amount for some in test.limit.versions.values() for version in some]
    longest = max((amount for amount in amounts if amount is not None), default=0)
    return NEVER if None in amounts else longest * _LONGEST.get(test.limit.unit, 366)


def _returns_of(
    derived: Derived, event: Event, tests: list[tuple[Provision, DaysAfter]], day: int
) -> Iterator[Returnable]:
    answer = derived.answer(event.id)
    found: dict[tuple[str | None, str | None], list[str]] = {}
    for provision, test in tests:
        is_open = event.facts.get(test.fact, NEVER) == NEVER
        if answer is None or not is_open or answer.finding(provision.citation).outcome == "does not apply":
            continue
        version = test.limit.version(derived.question.law, event.day)
        last = None
        if version.amount is not None:
            last = shift(event.day, version.amount, test.limit.unit) - CEILINGS[test.operator]
        if last is None or last >= day:
            key = (None if last is None else show_day(last), version.says or test.limit.rests_on)
            found.setdefault(key, []).append(provision.citation)
    for (last_day, rests_on), provisions in found.items():
        yield Returnable(event.id, tuple(provisions), _value(derived, event), last_day, rests_on)


def _value(derived: Derived, event: Event) -> str:
    declared = derived.program.vocabulary.events[event.kind].facts.get("value")
    names = ("value", declared.otherwise or "") if declared else ()
    stated: list[Any] = [event.facts[name] for name in names if name in event.facts]
    return show_cents(stated[0]) if stated else "unknown"
