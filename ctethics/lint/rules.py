"""The rules of each file, and what is settled in their conditions in each world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ctethics.compile.checked import Checked
from ctethics.lint.axes import Axes
from ctethics.lint.forms import Forms, Given
from ctethics.lint.settled import Place, Settled, conjuncts, walked
from ctethics.lint.walk import everything_of, totals_stated
from ctethics.lint.worlds import World, worlds
from ctethics.program import (
    Compare,
    Condition,
    DaysAfter,
    Provision,
    StatutoryException,
    TotalIs,
    Vocabulary,
    leaves,
)

Comparison = Compare | DaysAfter | TotalIs


class Rule(NamedTuple):
    """A rule with the exceptions that are its own, not another's that it shares.

    conditions -- those that are its own; given -- what is known where its exceptions are read; places -- what is
    settled, by world.
    """

    provision: Provision
    own: tuple[StatutoryException, ...]
    conditions: tuple[Condition, ...]
    given: Given
    places: dict[World, Place]

    def comparisons(self) -> Iterator[Comparison]:
        """The conditions that compare with a limit."""
        for condition in self.conditions:
            yield from (leaf for leaf in leaves(condition) if isinstance(leaf, Comparison))

    def settled(self) -> Iterator[Settled]:
        """The conditions that come out the same way in every world in which they are read."""
        for id_ in dict.fromkeys(id_ for place in self.places.values() for id_ in place.settled):
            read = [place for place in self.places.values() if id_ not in place.unread]
            if len({place.settled[id_].holds if id_ in place.settled else None for place in read}) == 1:
                yield read[0].settled[id_]


def rules_by_file(checked: Checked) -> dict[str, list[Rule]]:
    """The rules whose limits one file declares, by that file: its own, and those that share its rule."""
    vocabulary = checked.base.vocabulary
    files: dict[str, list[Provision]] = {}
    for provision in checked.provisions.values():
        shares = checked.base.documents[provision.citation].shares
        files.setdefault(shares.other.text if shares else provision.file, []).append(provision)
    if vocabulary is None:
        return {}
    return {file: list(_rules(some, checked, vocabulary)) for file, some in files.items()}


def _rules(provisions: list[Provision], checked: Checked, vocabulary: Vocabulary) -> Iterator[Rule]:
    in_force = worlds(limit for provision in provisions for limit in provision.limits())
    for provision in provisions:
        shares = checked.base.documents[provision.citation].shares
        shared = {key.text for key in shares.exceptions} if shares else ()
        own = tuple(exception for exception in provision.exceptions if exception.key not in shared)
        yield rule_of(provision, vocabulary, in_force, own, is_shared=shares is not None)


def rule_of(
    provision: Provision,
    vocabulary: Vocabulary,
    in_force: tuple[World, ...],
    own: tuple[StatutoryException, ...],
    *,
    is_shared: bool = False,
) -> Rule:
    """What is settled in a rule; `is_shared` where the general rule is looked at as another's."""
    wheres = tuple(_wheres(provision))
    given = conjuncts(provision.general)
    everything = (*provision.conditions(), *wheres)
    standing = () if is_shared else (provision.general, *wheres)
    whens = tuple(exception.when for exception in own)
    places = {}
    for world in in_force:
        forms = Forms(Axes(vocabulary, provision.about, world, everything))
        places[world] = walked(standing, whens, given, forms)
    return Rule(provision, own, (*standing, *whens), given, places)


def _wheres(provision: Provision) -> Iterator[Condition]:
    """On which conditions events count in the totals that the rule asks for, each total once."""
    asked = [one.total for one in everything_of(provision) if isinstance(one, TotalIs)]
    yield from {total.name: total.where for total in (*asked, *totals_stated(provision))}.values()
