"""What another law changes of a case, event by event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ctethics.law.citation import in_order
from ctethics.outcome.determination import Determination
from ctethics.outcome.finding import Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """A provision whose outcome for an event is `one` under the one law and `other` under the other."""

    event: str
    provision: str
    one: Outcome
    other: Outcome


def changes(one: Determination, other: Determination, asked: Collection[str] | None = None) -> tuple[Change, ...]:
    """The outcomes that differ between two answers to one case: by event, and for each as the law counts.

    asked -- the provisions to compare; None: all.
    """
    found = []
    for event, same in zip(one, other, strict=True):
        for citation in sorted(event.by_provision, key=in_order):
            before, after = event.finding(citation).outcome, same.finding(citation).outcome
            if before != after and (asked is None or citation in asked):
                found.append(Change(event.id, citation, before, after))
    return tuple(found)
