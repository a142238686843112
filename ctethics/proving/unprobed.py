"""The phrases of the texts that no case could be made from, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ctethics.law.citation import in_order
from ctethics.law.regimes import LAWS
from ctethics.law.stated import StatedLimit
from ctethics.law.statute import Statute
from ctethics.program import Program, Provision
from ctethics.proving.probe import SIDES, Probe
from ctethics.proving.words import every_phrase


@dataclass(frozen=True, slots=True)
class Unprobed:
    """A phrase of a text, and why nothing was made of it, or of one side of its figure."""

    file: str
    clause: str
    law: str
    words: str
    why: str


def unprobed(program: Program, statutes: Mapping[str, Statute], probes: Iterable[Probe]) -> Iterator[Unprobed]:
    """What the words state and was not probed, in the order of the law and of each text."""
    files = {p.citation: p.file for p in program.provisions.values()}
    files |= {e.citation: p.file for p in program.provisions.values() for e in p.exceptions}
    sides: dict[tuple[str, str, StatedLimit], set[str]] = {}
    for one in probes:
        sides.setdefault((files[one.citation], one.law, one.words), set()).add(one.beside)
    for file in sorted(statutes, key=in_order):
        rules = [p for p in program.provisions.values() if p.file == file]
        for law in LAWS:
            for clause, stated in every_phrase(statutes[file], law):
                why = _why(rules, clause, stated, sides.get((file, law, stated), set()))
                if why:
                    yield Unprobed(file, clause, law, stated.words, why)


def _why(rules: list[Provision], clause: str, stated: StatedLimit, sides: set[str]) -> str:
    """Why the phrase was not probed, or not on every side; nothing where it was."""
    if sides and not sides <= set(SIDES.values()):
        return ""  # a day or an amount that follows
    missing = [side for side in SIDES.values() if side not in sides]
    if sides:
        return f"no example can be made to lie {' or '.join(missing)}" if missing else ""
    if stated.meaning is None:
        return "the words state no one operator"
    if not rules:
        return "no rule file encodes this text"
    for sort in ("not_encoded", "not_operative", "encoded_by"):
        for rule in rules:
            for name, reason in getattr(rule, sort):
                if name == clause:
                    return f"{sort.replace('_', ' ')}: {reason}"
    return "no condition rests on it that alone decides how an example comes out"
