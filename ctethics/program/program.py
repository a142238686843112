"""The compiled rules as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ctethics.law.citation import in_order
from ctethics.program.condition import Applies, Condition, Reading, Total, TotalIs, facts_in, leaves, parts_of
from ctethics.program.provision import Provision, ReadingChoice
from ctethics.program.vocabulary import FactRef, Vocabulary


@dataclass(frozen=True)
class Program:
    """Provisions in an order in which each comes after those it refers to, by citation."""

    vocabulary: Vocabulary
    provisions: dict[str, Provision]

    def __reduce__(self) -> tuple[type[Program], tuple[Vocabulary, dict[str, Provision]]]:
        """What is worked out from these is not kept with them."""
        return type(self), (self.vocabulary, self.provisions)

    @cached_property
    def readings(self) -> dict[str, ReadingChoice]:
        """Every reading by its name."""
        return {reading.name: reading for p in self.provisions.values() for reading in p.readings}

    @cached_property
    def default_readings(self) -> dict[str, str]:
        """The choice taken of each reading when the caller makes none."""
        return {name: reading.default for name, reading in self.readings.items()}

    @cached_property
    def references(self) -> dict[str, tuple[str, ...]]:
        """The provisions that each provision's general rule refers to."""
        return {p.citation: tuple(dict.fromkeys(references(p.general))) for p in self.provisions.values()}

    def referred_to(self, citation: str, readings: Mapping[str, str]) -> tuple[str, ...]:
        """The provisions that a provision's general rule refers to under the chosen readings."""
        asked = self._chooses_references.get(citation)
        if asked is None:
            return self.references[citation]
        key = (citation, *(readings[name] for name in asked))
        if key not in self._referred_to:
            found = dict.fromkeys(references(self.provisions[citation].general, readings))
            self._referred_to[key] = tuple(found)
        return self._referred_to[key]

    @cached_property
    def _chooses_references(self) -> dict[str, tuple[str, ...]]:
        """The provisions for which it depends on readings what they refer to, with those readings."""
        return {
            citation: tuple(readings_in(self.provisions[citation].general))
            for citation, named in self.references.items()
            if named and any(_chosen(self.provisions[citation].general))
        }

    @cached_property
    def _referred_to(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def readings_about(self, kind: str) -> tuple[ReadingChoice, ...]:
        """The readings that an answer to this kind of event may depend on."""
        return self._readings_about.get(kind, ())

    @cached_property
    def _readings_about(self) -> dict[str, tuple[ReadingChoice, ...]]:
        return {kind: tuple(self.readings[name] for name in self._named(kind)) for kind in self._about}

    def _named(self, kind: str) -> dict[str, None]:
        conditions = [c for p in self._about[kind] for c in p.conditions()]
        conditions += [total.where for total in self.totals[kind]]
        return dict.fromkeys(name for condition in conditions for name in readings_in(condition))

    def about(self, kind: str) -> tuple[Provision, ...]:
        """The provisions that speak of this kind of event."""
        return self._about.get(kind, ())

    @cached_property
    def _about(self) -> dict[str, tuple[Provision, ...]]:
        kinds = {p.about for p in self.provisions.values()}
        return {kind: tuple(p for p in self.provisions.values() if p.about == kind) for kind in kinds}

    def with_those_looked_at(self, kind: str, asked: Collection[str]) -> tuple[Provision, ...]:
        """The asked provisions about a kind of event and all that must be answered before them, in order."""
        wanted, found = list(asked), set()
        about = {p.citation: p for p in self.about(kind)}
        while wanted:
            citation = wanted.pop()
            if citation in about and citation not in found:
                found.add(citation)
                wanted += self._looked_at[citation]
        return tuple(p for citation, p in about.items() if citation in found)

    @cached_property
    def _looked_at(self) -> dict[str, set[str]]:
        return {p.citation: looked_at(p) for p in self.provisions.values()}

    def resting_on(self, reading: str) -> frozenset[str]:
        """The provisions whose answers a choice of the reading may change, be it through others."""
        if reading not in self._resting_on:
            found: set[str] = set()
            for p in self.provisions.values():  # each comes after those that it looks at
                conditions = [*p.conditions(), *(total.where for total in _totals(p))]
                rests = any(reading in readings_in(c) for c in conditions)
                if rests or not found.isdisjoint(self._looked_at[p.citation]):
                    found.add(p.citation)
            self._resting_on[reading] = frozenset(found)
        return self._resting_on[reading]

    @cached_property
    def _resting_on(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def listed(self) -> dict[str, tuple[str, ...]]:
        """The citations about each kind of event as the law counts them."""
        return {kind: tuple(sorted((p.citation for p in some), key=in_order)) for kind, some in self._about.items()}

    @cached_property
    def totals(self) -> dict[str, tuple[Total, ...]]:
        """The totals that the provisions about each kind of event use, each once."""
        return {
            kind: tuple({t.name: t for p in some for t in _totals(p)}.values()) for kind, some in self._about.items()
        }

    @cached_property
    def facts(self) -> dict[str, tuple[FactRef, ...]]:
        """The facts that the provisions about each kind of event look at, each once."""
        return {kind: tuple(self._facts(kind)) for kind in self._about}

    def _facts(self, kind: str) -> Iterator[FactRef]:
        conditions: list[Condition] = [c for p in self._about[kind] for c in p.conditions()]
        conditions += [total.where for total in self.totals[kind]]
        names = dict.fromkeys(name for condition in conditions for name in facts_in(condition))
        names.update(dict.fromkeys(name for total in self.totals[kind] for name in total.looks_at))
        names.update(dict.fromkeys(name for provision in self._about[kind] for name in provision.told()))
        for name in names:
            ref = self.vocabulary.refer(kind, name)
            if ref is not None:
                yield ref


def looked_at(provision: Provision) -> set[str]:
    """The provisions that must be answered before this one: those it refers to, and those its totals ask."""
    found = {r for condition in provision.conditions() for r in references(condition)}
    return found | {r for total in _totals(provision) for r in references(total.where)}


def _chosen(condition: Condition) -> Iterator[str]:
    """The provisions referred to inside a reading."""
    if isinstance(condition, Reading):
        yield from references(condition)
    for part in parts_of(condition):
        yield from _chosen(part)


def readings_in(condition: Condition) -> Iterator[str]:
    """The readings that a condition asks."""
    if isinstance(condition, Reading):
        yield condition.name
    for part in parts_of(condition):
        yield from readings_in(part)


def _totals(provision: Provision) -> Iterator[Total]:
    for condition in provision.conditions():
        for leaf in leaves(condition):
            if isinstance(leaf, TotalIs):
                yield leaf.total
    if provision.duty is not None:
        yield from (stated.source for stated in provision.duty.states if isinstance(stated.source, Total))


def references(condition: Condition, readings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The provisions a condition refers to, under every reading or under the chosen ones."""
    if isinstance(condition, Applies):
        yield condition.provision
    elif isinstance(condition, Reading) and readings is not None:
        yield from references(condition.choices[readings[condition.name]], readings)
    else:
        for part in parts_of(condition):
            yield from references(part, readings)
