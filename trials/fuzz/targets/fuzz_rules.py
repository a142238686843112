"""One file of a small rule base replaced: the first byte says which; what compiles is linted, shown and asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from zlib import crc32

from ctethics.api import Law
from ctethics.compile import check_rules
from ctethics.compile.checked import Checked
from ctethics.compile.compiled import Compiled
from ctethics.compile.files import RuleFiles
from ctethics.diagnostics import CtethicsError, RuleError
from ctethics.lint import check_rule_base
from ctethics.program import Program
from ctethics.report import render_provision
from trials.fuzz.targets import refused
from trials.fuzz.targets.trees import changed

ROOT = Path(__file__).parents[3]
WHOLE = ROOT / "tests" / "unit" / "whole"
REJECTS = ROOT / "tests" / "rejects"
FILES = ("rules/1-1/a.yaml", "rules/facts.yaml", "statutes/1-1/a.txt", "rules/1-2/b.yaml")
WORDS = (
    *"provision title about kind limits totals readings question default choices why except when holds all any".split(),
    *"not fact is value total limit per applies reading choose quote sum count where over amount days".split(),
    *"after date current sb434 every says rests definition prohibition duty due until also accepts examples".split(),
    *("holds when", "is one of", "less than", "not more than", "at least", "calendar year", "all time", "one by one"),
)
_PARTIES = {"ann": {"agency": "OPM", "dealing with": []}, "bob": {"dealing with": ["OPM"]}}
_EVENT = {"id": "a", "kind": "transfer", "date": "2025-03-31", "donor": "bob", "recipient": "ann", "value": "$30.00"}
CASE = {"parties": _PARTIES, "events": [_EVENT]}


class Kept(RuleFiles):
    """The files of a rule base with one of them replaced."""

    def __init__(self, name: str, given: bytes) -> None:
        super().__init__(WHOLE / "rules", WHOLE / "statutes")
        self._contents = {**_contents(), str(WHOLE / name): given}


@cache
def _contents() -> dict[str, bytes]:
    """The files as they are; the longest of them, which takes longest to read, in its plain form."""
    made = {str(path): path.read_bytes() for path in WHOLE.rglob("*") if path.is_file()}
    return made | {str(WHOLE / FILES[0]): (REJECTS / "base" / FILES[0]).read_bytes()}


def seeds() -> Iterator[bytes]:
    """Each file as it is, those of the smallest wrong rule bases, and some that are shipped."""
    for place, name in enumerate(FILES):
        found = [WHOLE / name, *sorted(REJECTS.glob(f"rules/*/{name}"))]
        yield from (bytes([place]) + path.read_bytes() for path in found)
    small = (path for path in sorted(ROOT.glob("rules/*/*.yaml")) if path.stat().st_size < 5000)
    yield from (b"\0" + path.read_bytes() for path in small)


def mutated(given: bytes, random: Random) -> bytes:
    if given and given[0] % len(FILES) == FILES.index("statutes/1-1/a.txt"):
        return given
    return given[:1] + changed(given[1:], random, WORDS)


def run(given: bytes) -> str:
    name = FILES[given[0] % len(FILES)] if given else FILES[0]
    try:
        checked = check_rules(Kept(name, given[1:]))
        program = checked.program()
        return _asked(checked, program) if crc32(given) % 8 == 0 else "compiled"
    except CtethicsError as error:
        return refused(error)


def _asked(checked: Checked, program: Program) -> str:
    """All that a command asks of rules that compile; of one input out of eight, as it takes long."""
    check_rule_base(checked)
    for provision in program.provisions.values():
        render_provision(provision, None)
    compiled = Compiled(program, checked.examples, (), checked.quotations)
    for law in ("current", "sb434"):
        answer = Law(law, compiled, "direct").assess(CASE)
        str(answer)
        json.dumps(answer.to_dict())
    return refused(RuleError(checked.problems)) if checked.problems else "answered"
