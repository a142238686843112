"""Two answers to one case, laid out flat and compared: every difference, by event and provision."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ctethics.law.citation import in_order

# By event, provision and what is said of it.
Flat = dict[tuple[str, str, str], str]
# What follows from the rest of an event.
_DERIVED: Final = ("id", "kind", "date", "needs")
# Of a citation; whatever else a receipt may hold in its place is cut for sorting.
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing said of an event and a provision that `was` one and is `now` another; None: nothing was or is said.

    files -- the differing files that what is said of the provision rests on.
    """

    event: str
    provision: str
    what: str
    was: str | None
    now: str | None
    files: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        return {
            "event": self.event,
            "provision": self.provision,
            "what": self.what,
            "was": self.was,
            "now": self.now,
            "files": list(self.files),
        }


def changed(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Changed]:
    """What differs between two answers as `Determination.to_dict()` gives them, for each event as the law counts."""
    before, after = flat(one), flat(other)
    places = {event: place for place, event in enumerate(dict.fromkeys(key[0] for key in (*after, *before)))}
    keys = dict.fromkeys((*after, *before))
    for key in sorted(keys, key=lambda key: (places[key[0]], in_order(key[1][:_LONGEST]))):
        if before.get(key) != after.get(key):
            yield Changed(*key, before.get(key), after.get(key))


def flat(answer: Mapping[str, Any]) -> Flat:
    """Everything that an answer says, each thing under its own name."""
    found: Flat = {}
    for event in answer["events"]:
        for provision, what, value in _said(event):
            key = (event["id"], _text(provision), what)
            found[key] = f"{found[key]}; {_text(value)}" if key in found else _text(value)
    return found


# The provision, what is said of it, and the value.
Said = Iterable[tuple[str, str, object]]


def _said(event: Mapping[str, Any]) -> Said:
    for name, told in event.items():
        if name not in _DERIVED:
            for one in told if isinstance(told, list) else [told]:
                yield from _said_of(name, one)


def _said_of(name: str, told: Any) -> Said:
    """What one entry says; as a whole where it is of a shape that this version does not know."""
    try:
        return list(_SAY[name](told))
    except (KeyError, TypeError, AttributeError):
        return [("", name.replace("_", " "), told)]


def _finding(told: Mapping[str, Any]) -> Said:
    names = (name for name in told if name not in ("provision", "exceptions"))
    yield from ((told["provision"], name.replace("_", " "), told[name]) for name in names)
    for one in told["exceptions"]:
        yield told["provision"], f"exception {one['provision'].removeprefix(told['provision'])}", one["answer"]


def _owed(of: str, told: Mapping[str, Any]) -> Said:
    for name, value in told.items():
        if name == "states":
            yield from ((told["provision"], f"{of} states {what}", stated) for what, stated in value.items())
        elif name != "provision":
            yield told["provision"], of if name == "what" else f"{of} {name.replace('_', ' ')}", value


def _followed(told: Mapping[str, Any]) -> Said:
    rest = {name: value for name, value in told.items() if name not in ("provision", "what") and value is not None}
    yield told["provision"], f"what may follow: {told['what']}", ", ".join(map(_text, rest.values()))


def _room(told: Mapping[str, Any]) -> Said:
    said = f"{told['left']} left, {told['used']} used, limit {told['limit']}"
    yield told["provision"], f"room for {told['what']}", said


def _under(of: str, told: Mapping[str, Any]) -> Said:
    named = told["law"] if of == "law" else f"{told['reading']}: {told['choice']}"
    yield told["provision"], f"under the {of} {named}", told["outcome"]


_SAY: Final[dict[str, Callable[[Any], Said]]] = {
    "findings": _finding,
    "duties": lambda told: _owed("duty", told),
    "possible_duties": lambda told: _owed("possible duty", told),
    "consequences": _followed,
    "policy_alone": lambda citation: [(citation, "by the policy alone", "yes")],
    "room": _room,
    "differs_under": lambda told: _under("law", told),
    "depends_on": lambda told: _under("reading", told),
}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
