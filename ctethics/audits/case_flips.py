"""The flip table of a case, by the engine for cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ctethics.audits.exchange import depending, differing, exchanged
from ctethics.audits.flipped import Change, duties_of, flips_of, notes_of, worth_of
from ctethics.engines.situation import Question
from ctethics.facts import Ledger
from ctethics.law.calendar import show_day
from ctethics.law.money import show_cents
from ctethics.outcome import Determination
from ctethics.outcome.change import changes
from ctethics.outcome.summary import FlippedRow, Flips, LimitFlip
from ctethics.program import Program

# The answer to the case under a program and a law.
Ask = Callable[[Program, str], Determination]


def case_flips(
    program: Program, ledger: Ledger, laws: tuple[str, str], ask: Ask, source: str, asked: frozenset[str]
) -> Flips:
    """The table of a case; asked -- the provisions to compare; source -- where the case is from, in words."""
    before = ask(program, laws[0])
    found = changes(before, ask(program, laws[1]), asked)
    counts: dict[Change, int] = dict(Counter((c.provision, c.one, c.other) for c in found))
    events = {event.id: event for event in ledger.events}
    worth = {id_: worth_of(events[id_].facts) for id_ in dict.fromkeys(c.event for c in found)}
    kinds = [kind for kind in program.vocabulary.events if any(event.kind == kind for event in ledger.events)]
    rows = []
    for c in found:
        event, amount = events[c.event], worth[c.event]
        value = "" if amount is None else show_cents(amount)
        rows.append(
            FlippedRow(c.event, show_day(event.day), tuple(event.roles.items()), value, c.provision, c.one, c.other)
        )
    question = Question(laws[0], before.readings, before.is_strict)
    return Flips(
        *laws,
        engine=before.engine,
        source=source,
        kinds=tuple(kinds),
        read=len(events),
        accepted=len(events),
        rejected=0,
        changed=len(worth),
        dollars=show_cents(sum(amount or 0 for amount in worth.values())),
        flips=flips_of(program, counts),
        limits=_limits(program, kinds, laws, before, ask, asked),
        duties=duties_of(program, counts),
        notes=tuple(notes_of(program, question, sum(amount is None for amount in worth.values()))),
        rows=tuple(rows),
        rows_total=len(rows),
    )


def _limits(
    program: Program, kinds: list[str], laws: tuple[str, str], before: Determination, ask: Ask, asked: frozenset[str]
) -> tuple[LimitFlip, ...]:
    found = []
    for limit in differing(program, kinds, before.readings, laws):
        resting = {c for kind in kinds for c in depending(program, kind, before.readings, [limit])}
        if resting & asked:
            after = ask(exchanged(program, [limit], laws), laws[0])
            count = len({c.event for c in changes(before, after, asked)})
            found.append(LimitFlip(limit.file, limit.name, limit.shown(laws[0]), limit.shown(laws[1]), count))
    return tuple(found)
