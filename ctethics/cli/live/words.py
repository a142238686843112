"""What a ledger says, in lines for a terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ctethics.balance import Answer, Balance, Changed, Entry, Returnable, Said, Space
from ctethics.outcome import Owed
from ctethics.report.canvas import Canvas, columns, fit, right
from ctethics.report.terms import END, law_in_words
from ctethics.report.words import cited, when

_OUTCOMES: Final = ("applies", "undetermined", "excepted")
_WIDEST_ID, _WIDEST_PARTIES = 16, 26


def canvas() -> Canvas:
    """Lines as wide as the terminal; 80 columns in a pipe."""
    is_terminal = sys.stdout.isatty()
    return Canvas(max(60, shutil.get_terminal_size().columns) if is_terminal else 80, is_terminal)


def entry_lines(entry: Entry, verb: str, told: Mapping[str, Any], on: Canvas) -> Iterator[str]:
    """One event as it was acknowledged: what it is, what is said of it, what is due, what it changed."""
    facts = [str(told[name]) for name in ("kind", "date") if name in told]
    facts += [one for one in (parties_of(told), amount_of(told)) if one]
    yield from on.wrap(f"{verb} {entry.id}: {', '.join(facts)}")
    if entry.is_new:
        yield from _said_lines(entry.answer, on)
        yield from changed_lines(entry.changed, on)


def _said_lines(answer: Answer, on: Canvas) -> Iterator[str]:
    for outcome in _OUTCOMES:
        some = [said for said in answer.findings if said.outcome == outcome]
        if some:
            named = _by_exceptions(some) if outcome == "excepted" else ", ".join(cited(s.provision) for s in some)
            yield from on.wrap(f"{outcome}: {named}", 2)
    for word, duties in (("due", answer.duties), ("due if it applies", answer.possible_duties)):
        for owed in duties:
            yield from on.wrap(f"{word}: {_duty(owed)} ({cited(owed.provision)})", 2)
    if not answer.findings:
        yield from on.wrap("no provision applies, is excepted or undetermined", 2)


def _by_exceptions(some: list[Said]) -> str:
    """`§ 1-79(5) by (I); § 1-84(m) by 1-79(5)(I)`."""
    return "; ".join(
        f"{cited(s.provision)} by {', '.join(one.removeprefix(s.provision) for one in s.excepted_by)}" for s in some
    )


def _duty(owed: Owed) -> str:
    return f"{owed.owed_by} owes {' and '.join(owed.owed_to)} a {owed.what}, {when(owed)}"


def changed_lines(changed: tuple[Changed, ...], on: Canvas) -> Iterator[str]:
    """What became otherwise, an event and a provision a line."""
    for one in changed:
        yield from on.wrap(f"changed: {one.event}, {cited(one.provision)}: {_change(one)}", 2)


def _change(one: Changed) -> str:
    before, after = one.before, one.after
    told = []
    if before.outcome != after.outcome:
        told.append(f"{before.outcome} → {after.outcome}")
    elif before.excepted_by != after.excepted_by:
        told.append(f"excepted by {_listed(before.excepted_by)} → by {_listed(after.excepted_by)}")
    elif before.possible != after.possible:
        told.append(f"may be {_listed(before.possible)} → {_listed(after.possible)}")
    if one.duty_before != one.duty_after:
        told += list(_duty_change(one.duty_before, one.duty_after))
    return "; ".join(told)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nothing"


def _duty_change(before: Owed | None, after: Owed | None) -> Iterator[str]:
    if before is None or after is None:
        owed = after or before
        assert owed is not None
        yield f"{'no ' if after is None else ''}{owed.what}{', ' + when(owed) if after else ' any more'}"
        return
    if (before.owed_by, before.owed_to, before.what) != (after.owed_by, after.owed_to, after.what):
        yield f"{_duty(before)} → {_duty(after)}"
    elif when(before) != when(after):
        yield f"{after.what} {when(before)} → {when(after)}"
    was = dict(before.states)
    now = dict(after.states)
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield f"{name}: {was.get(name, 'not stated')} → {now.get(name, 'not stated')}"


def parties_of(told: Mapping[str, Any]) -> str:
    """Who gave to whom, or took part: `acme → lee`."""
    if "donor" in told and "recipient" in told:
        return f"{told['donor']} → {told['recipient']}"
    names = ("payer", "contractor", "registrant", "person", "actor", "donor", "recipient", "agency", "official")
    return ", ".join(str(told[name]) for name in names if name in told)


def amount_of(told: Mapping[str, Any]) -> str:
    """What it was worth, where that was stated."""
    return next((str(told[name]) for name in ("value", "cost") if name in told), "")


def list_row(told: Mapping[str, Any], answer: Answer) -> tuple[str, str, str, str, str, str]:
    """One event of the list: its day, id, parties, amount, the first due day, and how many provisions say what."""
    due = min((owed.due for owed in answer.duties if owed.due), default="")
    counts = [(outcome, sum(s.outcome == outcome for s in answer.findings)) for outcome in _OUTCOMES]
    said = ", ".join(_counted(outcome, number) for outcome, number in counts if number)
    return str(told["date"]), str(told["id"]), parties_of(told), amount_of(told), due, said or "none applies"


def _counted(outcome: str, number: int) -> str:
    return ("1 applies" if number == 1 else f"{number} apply") if outcome == "applies" else f"{number} {outcome}"


def list_lines(rows: list[tuple[str, str, str, str, str, str]], on: Canvas) -> Iterator[str]:
    """The list as a table that fits: names that are too long for it are cut with an ellipsis."""
    heads = ("date", "event", "parties", "amount", "due", "provisions")
    _, id_, parties, amount, _, said = (columns([head, *(row[i] for row in rows)]) for i, head in enumerate(heads))
    spare = on.width - 2 * 10 - amount - 5 * 2 - min(said, 28)
    id_ = max(min(id_, spare - min(parties, _WIDEST_PARTIES)), min(id_, _WIDEST_ID, spare // 2))
    parties = max(5, min(parties, spare - id_))
    for row in (heads, *rows):
        cells = (fit(row[0], 10), fit(row[1], id_), fit(row[2], parties), right(row[3], amount), fit(row[4], 10))
        rest = on.width - sum((10, id_, parties, amount, 10)) - 5 * 2
        yield "  ".join((*cells, fit(row[5], max(1, min(rest, said))))).rstrip()


def room_lines(found: Balance, law: str, on: Canvas) -> Iterator[str]:
    """What may still be given in the year, and what can still be returned."""
    yield from on.wrap(f"Law: {law_in_words(law)}")
    yield ""
    yield from on.wrap(f"What {found.donor} may still give {found.recipient} in {found.on[:4]}, limit by limit:")
    heads = ("limit", "used", "left", "of")
    rows = [(s.limit, s.used, s.left) for s in found.spaces]
    widths = [columns([head, *(row[i] for row in rows)]) for i, head in enumerate(heads[:3])]
    lead = 2 + sum(widths) + 3 * 2
    yield "  " + "  ".join((*(right(h, w) for h, w in zip(heads, widths, strict=False)), heads[3]))
    for space, row in zip(found.spaces, rows, strict=True):
        first, *rest = on.wrap(f"{cited(space.provision)}: {space.what}{_per(space)}", lead, 0)
        yield "  " + "  ".join((*(right(c, w) for c, w in zip(row, widths, strict=True)), first[lead:]))
        yield from rest
    if not found.spaces:
        yield from on.wrap("no provision has a limit that runs over a year", 2)
    yield ""
    if found.returns:
        yield from on.wrap(f"What can still be returned on {found.on}, so that it counts as never given:")
        for one in found.returns:
            yield from _return_lines(one, on)
    else:
        yield from on.wrap(f"Nothing given by {found.donor} can still be returned on {found.on}.")
    yield ""
    yield from on.wrap(END)


def _per(space: Space) -> str:
    """What else a limit is kept apart by: `, life event wedding`, or of what was not met yet `, each life event`."""
    named = " and ".join(space.per)
    return f", {named} {space.label}" if space.label else f", each {named} not named here" if named else ""


def _return_lines(one: Returnable, on: Canvas) -> Iterator[str]:
    until = f"until {one.last_day}" if one.last_day else "until a day that is not established"
    rests = f" ({one.rests_on})" if one.rests_on else ""
    of = ", ".join(map(cited, one.provisions))
    yield from on.wrap(f"{one.event}, {one.value}: {until}, under {of}{rests}", 2)
