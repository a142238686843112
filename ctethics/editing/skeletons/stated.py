"""The limits that a statute text states, paired across the laws, as a rule file declares them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from ctethics.law.phrases import Meaning
from ctethics.law.regimes import LAWS
from ctethics.law.stated import stated_limits
from ctethics.law.statute import Statute

_NAMES: Final = {
    "dollars": "amount",
    "days": "time",
    "months": "time",
    "years": "time",
    "hours": "hours",
    "times": "times",
    "day of the month": "day",
}


class Phrase(NamedTuple):
    """Words of the text, and the one limit they state."""

    words: str
    meaning: Meaning


class Stated(NamedTuple):
    """One limit: its name, the clause that states it, and its phrase under each law; None where a law has none."""

    name: str
    clause: str
    by_law: dict[str, Phrase | None]

    @property
    def first(self) -> Phrase:
        return next(phrase for phrase in self.by_law.values() if phrase is not None)


def limits_of(statute: Statute) -> tuple[Stated, ...]:
    """The limits in the order of the text."""
    found: list[Stated] = []
    taken: dict[str, int] = {}
    for clause in statute.clauses:
        phrases = {law: _phrases(statute, law, clause) for law in LAWS}
        for together in zip_longest(*phrases.values()):
            by_law = dict(zip(LAWS, together, strict=True))
            name = _NAMES[next(phrase for phrase in together if phrase).meaning.unit]
            taken[name] = taken.get(name, 0) + 1
            found.append(Stated(name if taken[name] == 1 else f"{name} {taken[name]}", clause, by_law))
    return tuple(found)


def _phrases(statute: Statute, law: str, clause: str) -> Sequence[Phrase]:
    """Those that begin in the clause itself, not in one inside it."""
    text = " ".join(run.text for run in statute.words if law in run.laws and run.clause == clause)
    return [
        Phrase(stated.words, stated.meaning)
        for stated in stated_limits(" ".join(text.split()))
        if stated.meaning is not None and statute.find(stated.words, law) is not None
    ]


def unread(statute: Statute) -> tuple[str, ...]:
    """The numbers with a unit that no one operator belongs to."""
    texts = [stated for law in LAWS for stated in stated_limits(statute.text(law)) if stated.meaning is None]
    return tuple(dict.fromkeys(stated.words for stated in texts))
