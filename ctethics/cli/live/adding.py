"""`ledger add` and `remove`: events one after the other, each acknowledged as soon as it is on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import click

from ctethics.balance import Changed, LiveLedger
from ctethics.balance.errors import refusal
from ctethics.cli.live.checks import checked
from ctethics.cli.live.opening import FILE, SHAPE, Asked, asking, opened
from ctethics.cli.live.sources import Part, parts_of, plain, text_of
from ctethics.cli.live.words import canvas, changed_lines, entry_lines
from ctethics.diagnostics import CaseError


@click.command()
@FILE
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--correct", is_flag=True, help="Replace the facts named of events and parties that are known.")
@SHAPE
@asking
def add(file: Path, case: Path, correct: bool, shape: str, **told: Any) -> None:
    """Add the events of a CASE to the ledger in FILE.

    They are added one after the other, each told as soon as it is on disk: what is said of it, what is due, and what it
    changed of others. A FILE that is not there is made; its law comes from --law, or from the case's own `law:`, and
    stays.

    \b
    ctethics ledger add gifts.ctledger dinner.yaml --law sb434
    echo '{"id": "dinner", "returned": "2025-03-20"}' | ctethics ledger add gifts.ctledger - --correct

    CASE is a file as `ctethics assess` takes it; it need not describe parties that the ledger knows. `-` reads standard
    input: a case in YAML, or JSON with one event a line, each added as it comes (so does a .jsonl file).

    An event added again with the same facts is known already, and nothing happens. With other facts it is refused,
    unless --correct says that the facts named replace those known; `unknown` withdraws one. Events before a refused one
    stay: mend the case and add all of it again.

    --format json prints one object a line for each event.
    """
    parts = map(_readable, parts_of(case))
    first = next(parts)
    asked = Asked(**told, case_law=first.law, case_readings=first.readings)
    with opened(file, asked, is_made=True, trial=lambda ledger: checked(first, ledger)) as ledger:
        for part in chain([first], parts):
            for line in _added(part, ledger, shape == "json", with_known=correct):
                click.echo(line)


@click.command()
@FILE
@click.argument("event")
@SHAPE
@asking
def remove(file: Path, event: str, shape: str, **told: Any) -> None:
    """Take out an EVENT that was entered by mistake.

    What that changed of others is told when it is on disk. FILE keeps in its journal that the event was there. A gift
    that was sent back is not removed: state `returned` with `ctethics ledger add --correct`.

    \b
    ctethics ledger remove gifts.ctledger lunch
    """
    with opened(file, Asked(**told)) as ledger:
        changed = ledger.remove(event)
    if shape == "json":
        told_ = {"removed": event, "changed": [one.to_dict() for one in changed]}
        click.echo(json.dumps(told_, ensure_ascii=False))
    else:
        click.echo("\n".join([f"removed {event}", *changed_lines(changed, canvas())]))


def _readable(part: Part | CaseError) -> Part:
    if isinstance(part, CaseError):
        raise part
    return part


def _added(part: Part, ledger: LiveLedger, as_json: bool, *, with_known: bool) -> Iterator[str]:
    """Adds a part; each line is told after what it tells of is on disk."""
    if not with_known:
        _check_whole(part, ledger)
    checked(part, ledger, with_known=with_known)
    parties, on = part.parties, canvas()
    if parties and (with_known or not part.events):
        yield from _stated(ledger, parties, as_json, with_known)
        parties = {}
    for event in part.events:
        id_, facts = text_of(event, "id"), plain(event)
        is_known = id_ in ledger
        if is_known and with_known:
            entry = ledger.correct(id_, {name: value for name, value in facts.items() if name != "id"}, parties)
        else:
            entry = ledger.add(facts, parties)
        parties = {}
        if as_json:
            yield json.dumps(entry.to_dict(), ensure_ascii=False)
            continue
        verb = "known already," if not entry.is_new else "corrected" if is_known else "added"
        yield from entry_lines(entry, verb, ledger.stated(id_), on)


def _stated(ledger: LiveLedger, parties: dict[str, Any], as_json: bool, may_replace: bool) -> Iterator[str]:
    """States facts of parties: of those that are known only where they may be replaced."""
    before = ledger.parties(parties)
    changed: tuple[Changed, ...] = ()
    if may_replace:
        changed = ledger.state(parties)
    else:
        ledger.add_many([], parties)
    after = ledger.parties(parties)
    if as_json:
        told = {"parties": list(parties), "changed": [one.to_dict() for one in changed]}
        yield json.dumps(told, ensure_ascii=False)
        return
    new = [id_ for id_ in parties if id_ not in before]
    other = [id_ for id_ in before if before[id_] != after[id_]]
    if new:
        yield f"added the {'parties' if len(new) > 1 else 'party'} {', '.join(new)}"
    if other:
        yield f"stated of {', '.join(other)}"
    if not new and not other:
        yield f"known already, {', '.join(parties)}"
    yield from changed_lines(changed, canvas())


def _check_whole(part: Part, ledger: LiveLedger) -> None:
    """Raises LedgerError where only a part of an event that is known is stated: it is meant as a correction."""
    for event in part.events:
        id_ = text_of(event, "id")
        if not {"kind", "date"} & event.items.keys() and id_ in ledger:
            what = f"the event `{id_}` is known already, and only a part of it is stated"
            why = "an event stays as it was stated until it is corrected."
            raise refusal(part.place, "CTE807", what, why, "replace the facts named with --correct.")
