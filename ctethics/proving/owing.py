"""The days and amounts of what follows from a rule, held to the words that state them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctethics.engines.direct import DirectEngine
from ctethics.engines.situation import Situation
from ctethics.explain.duties import followed, owed, show_amount
from ctethics.law.calendar import shift, show_day
from ctethics.law.regimes import LAWS
from ctethics.law.stated import StatedLimit
from ctethics.program import Due, Limit, Program, Provision
from ctethics.proving.probe import Probe
from ctethics.proving.settings import Setting, Settings
from ctethics.proving.words import words_of


def probe_duties(program: Program, provision: Provision, settings: Settings) -> Iterator[Probe]:
    """When the duty of a rule is due, and how much and until when something may follow, as the words have it."""
    for law in LAWS:
        start = next((s for s in settings.of(provision, law) if _applies(program, provision, s.own)), None)
        if start is not None:
            yield from _of_duty(provision, start, law)
            yield from _of_consequences(provision, start, law)


def _applies(program: Program, provision: Provision, situation: Situation) -> bool:
    needed = program.with_those_looked_at(provision.about, [provision.citation])
    return DirectEngine(program).verdicts_of(needed, situation)[provision.citation].binding is True


def _of_duty(provision: Provision, start: Setting, law: str) -> Iterator[Probe]:
    due = provision.duty.due if provision.duty is not None else None
    told = owed(provision, start.own)
    if due is not None and due.limit is not None and told is not None:
        yield from _of_day(provision, start, law, due, told.due)


def _of_consequences(provision: Provision, start: Setting, law: str) -> Iterator[Probe]:
    for consequence, told in zip(provision.consequences, followed(provision, start.own), strict=True):
        if consequence.amount is not None:
            words = _words(provision, start, law, consequence.amount)
            if words is not None and words.meaning is not None:
                meaning = words.meaning
                number = meaning.number * (100 if meaning.unit == "dollars" else 1)
                expected = f"{meaning.operator} {show_amount(number, meaning.unit)}"
                yield _probe(provision, start, law, consequence.amount, words, "amount", expected, told.amount or "")
        if consequence.last_day is not None:
            yield from _of_day(provision, start, law, consequence.last_day, told.last_day)


def _of_day(provision: Provision, start: Setting, law: str, due: Due, found: str | None) -> Iterator[Probe]:
    """The day that the words put so long after the date it is counted from."""
    since: Any = start.own.facts.get(due.after) if due.after else None
    words = _words(provision, start, law, due.limit) if due.limit is not None else None
    if due.limit is None or since is None or words is None or words.meaning is None:
        return
    expected = show_day(shift(since, words.meaning.number, words.meaning.unit))
    yield _probe(provision, start, law, due.limit, words, "the day", expected, found or "")


def _words(provision: Provision, start: Setting, law: str, limit: Limit) -> StatedLimit | None:
    return words_of(provision.statute, limit, law, start.own.event.day)


def _probe(
    provision: Provision,
    start: Setting,
    law: str,
    limit: Limit,
    words: StatedLimit,
    what: str,
    expected: str,
    found: str,
) -> Probe:
    day = start.own.event.day
    return Probe(provision.citation, limit.name, law, day, words, what, expected, found, start.example)
