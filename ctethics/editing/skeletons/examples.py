"""The first examples and the first case of a new provision: just below, at and over each limit."""

from __future__ import annotations

from typing import Any, Final

from ctethics.editing.skeletons import TODO
from ctethics.editing.skeletons.stated import Stated
from ctethics.law.calendar import parse_day, shift, show_day
from ctethics.law.citation import Citation
from ctethics.law.money import show_cents
from ctethics.law.regimes import LAWS
from ctethics.program import EventKind, Vocabulary

_DATE: Final = "2025-03-03"
_PARTIES: Final = {
    "acme": {"kind": "business"},
    "lee": {"kind": "person", "position": "state employee", "agency": "OPM"},
}
_LENGTHS: Final = ("days", "months", "years")


def examples_of(limits: tuple[Stated, ...], about: EventKind | None, vocabulary: Vocabulary) -> dict[str, Any]:
    """The section of examples."""
    cases = [case for limit in limits for case in _around(limit)]
    anything = {"name": f"{TODO} what happens", "event": {TODO: "yes"}, "expect": {"every law": TODO}}
    return {"given": {"parties": _parties(vocabulary), "event": _event(about)}, "cases": cases or [anything]}


def case_of(citation: Citation, about: EventKind | None, vocabulary: Vocabulary) -> dict[str, Any]:
    """A case of one's own."""
    return {
        "name": f"{TODO} what the case shows",
        "case": {"parties": _parties(vocabulary), "events": [{"id": "first", **_event(about), TODO: "yes"}]},
        "expect": {"every law": {"first": {str(citation): TODO}}},
    }


def _parties(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """Two parties, with what may be said of parties here."""
    known = vocabulary.party
    return {id_: {name: value for name, value in facts.items() if name in known} for id_, facts in _PARTIES.items()}


def _event(about: EventKind | None) -> dict[str, str]:
    needed = [r.name for r in about.roles.values() if r.presume is None and not r.is_optional] if about else []
    parts = dict(zip(needed, _PARTIES, strict=False))
    return {"kind": about.name if about else TODO, "date": _DATE, **parts}


def _around(limit: Stated) -> list[dict[str, Any]]:
    """A case below, at and over the limit under each law that states it."""
    by_number: dict[int, list[str]] = {}
    for law, phrase in limit.by_law.items():
        if phrase is not None:
            by_number.setdefault(phrase.meaning.number, []).append(law)
    unit = limit.first.meaning.unit
    if unit != "dollars" and unit not in _LENGTHS:
        return []
    expect = {"every law": TODO} if len(by_number) == 1 else dict.fromkeys(LAWS, TODO)
    return [
        {"name": f"{where} {_called(limit.name, laws)}", "event": {TODO: value}, "expect": expect}
        for number, laws in by_number.items()
        for where, value in _values(number, unit)
    ]


def _called(name: str, laws: list[str]) -> str:
    return f"the {name}" if len(laws) == len(LAWS) else f"the {name} ({laws[0]})"


def _values(number: int, unit: str) -> list[tuple[str, str]]:
    if unit == "dollars":
        steps = (("one cent below", -1), ("exactly", 0), ("one cent over", 1))
        return [(where, show_cents(number * 100 + step).replace(",", "")) for where, step in steps]
    last = shift(parse_day(_DATE), number, unit)
    steps = (("one day before the end of", -1), ("on the last day of", 0), ("one day after", 1))
    return [(where, show_day(last + step)) for where, step in steps]
