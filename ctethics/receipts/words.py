"""A replay in words: whether the answer is the same, which files differ, what is said otherwise and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ctethics.receipts.changed import Changed
from ctethics.receipts.resting import FileChange
from ctethics.report.canvas import plain
from ctethics.report.layout import wrap
from ctethics.report.words import cited

if TYPE_CHECKING:
    from ctethics.receipts.replayed import Replay

# What a changed outcome, and the reasons after it, say by themselves.
_SAID_BY_OUTCOME: Final = ("outcome", "possible", "excepted by", "citations", "presumed", "needs", "not established")
# What it means that something is not said, where it means anything.
_UNSAID: Final = {"under": "the same", "by the policy alone": "no"}


def report(replay: Replay) -> Iterator[str]:
    """The lines of the report, in the width of the terminal."""
    yield from _asked(replay)
    yield from ("", *wrap(_verdict(replay)))
    yield from _files(replay)
    for (event, provision), some in groupby(replay.changes, key=lambda one: (one.event, one.provision)):
        yield from ("", *_of_one(replay, event, provision, list(some)))


def _asked(replay: Replay) -> Iterator[str]:
    asked = replay.receipt
    was, now = (
        f"{asked.engine}, ctethics {asked.version}",
        f"{replay.determination.engine}, ctethics {replay.version}",
    )
    yield from wrap(plain(f"Asked under {asked.law}; answered then by {was}; now by {now}."))
    yield from (line for name in asked.chosen for line in wrap(plain(f"Reading {name}: {asked.readings.get(name)}.")))
    if asked.is_strict:
        yield from wrap("Strict: nothing is presumed.")
    yield from (line for note in replay.notes for line in wrap(plain(note)))


def _verdict(replay: Replay) -> str:
    if not replay.is_same:
        return "The answer has changed."
    if replay.files:
        return "The answer is the same."
    return "The answer is the same, and so is every rule and statute file."


def _files(replay: Replay) -> Iterator[str]:
    if replay.files:
        yield from ("", "Rule and statute files that are not as they were:")
    for one in replay.files:
        yield from wrap(plain(f"{one.how} {one.name}{_asked_for(one, replay)}"), 2)


def _asked_for(one: FileChange, replay: Replay) -> str:
    if replay.is_same:
        return ""
    return ": what changed rests on it" if one.is_asked else ": nothing that changed rests on it"


def _of_one(replay: Replay, event: str, provision: str, some: list[Changed]) -> Iterator[str]:
    """What is said otherwise of one provision for one event, why, and the reasons it has now."""
    by_name = {one.what: one for one in some}
    outcome = by_name.get("outcome")
    title = f"{event}, {cited(provision)}" if provision else event
    yield from wrap(plain(f"{title}{f': {_outcomes(by_name, outcome, provision)}' if outcome else ''}"))
    for one in some:
        if outcome is None or one.what not in _SAID_BY_OUTCOME:
            yield from wrap(plain(f"{one.what}: {_or_unsaid(one, one.was)} → {_or_unsaid(one, one.now)}"), 2)
    yield from wrap(f"why: {_why(replay, some[0])}", 2)
    if any(one.what in _SAID_BY_OUTCOME or one.what.startswith("exception ") for one in some):
        yield from _reasons(replay, event, provision)


def _outcomes(by_name: dict[str, Changed], outcome: Changed, provision: str) -> str:
    """`excepted by (I) → applies`."""
    by = by_name.get("excepted by")
    pairs = ((outcome.was, by.was if by else None), (outcome.now, by.now if by else None))
    return " → ".join(_outcome(said, named, provision) for said, named in pairs)


def _outcome(said: str | None, by: str | None, provision: str) -> str:
    if said is None:
        return "not answered"
    if said == "excepted" and by not in (None, "none"):
        return f"excepted by {', '.join(one.removeprefix(provision) for one in str(by).split(', '))}"
    return said


def _or_unsaid(one: Changed, said: str | None) -> str:
    if said is not None:
        return said or "nothing"
    return next((words for what, words in _UNSAID.items() if one.what.startswith(what)), "not said")


def _why(replay: Replay, one: Changed) -> str:
    was, now = replay.receipt, replay.determination
    how = {file.name: file.how for file in replay.files}
    if one.files:
        return f"it rests on {', '.join(f'{name} ({how[name]})' for name in one.files)}"
    same = "no file that it rests on differs"
    if was.version != replay.version:
        return f"{same}; ctethics {replay.version} itself answers otherwise than {was.version}"
    if was.engine != now.engine:
        return f"{same}; the engines {was.engine} and {now.engine} must agree and do not: please report it"
    return f"{same}, nor the version or the engine: ctethics was edited, or something else wrote the receipt"


def _reasons(replay: Replay, event: str, provision: str) -> Iterator[str]:
    try:
        lines = replay.determination.reasons(event, provision)
    except KeyError:
        return
    # As they stand in a report, whose lines fill the width.
    yield from ("  now:", *lines)
