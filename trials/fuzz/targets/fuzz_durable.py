"""Random programs, plain or at the limits of durable_rules, ten cases each: answered as `direct` does, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from ctethics.api import Law
from ctethics.compile.compiled import Compiled
from ctethics.diagnostics import CtethicsError
from ctethics.testing.case import make_case
from ctethics.testing.terrain import Terrain
from tests.rule_bases import SMALL, WIDE, make_program
from trials.fuzz.choices import Bytes, changed
from trials.fuzz.targets import refused
from trials.fuzz.targets.fuzz_case import outcomes
from trials.fuzz.wide import make_case_at_limits, make_program_at_limits

WORDS: tuple[str, ...] = ()
CASES: Final = 10


def seeds() -> Iterator[bytes]:
    """Some bytes to choose by for each sort of program."""
    random = Random(6)
    for sort in range(8):
        yield from (bytes([sort]) + random.randbytes(length) for length in (40, 100, 200, 400, 700) for _ in range(10))


mutated = changed


def run(given: bytes) -> str:
    choose = Bytes(given)
    sort = choose.number(0, 7)
    size = SMALL if sort < 2 else WIDE if sort < 4 else None
    program = make_program_at_limits(choose, sort == 7) if size is None else make_program(choose, size)
    law = Law(choose.one_of(("sb434", "current")), Compiled(program, (), (), 0), "durable")
    strict = bool(choose.number(0, 1))
    terrain = Terrain(program) if size is not None else None
    found: set[str] = set()
    for _ in range(CASES):
        case = make_case_at_limits(choose, program) if terrain is None else make_case(choose, terrain)
        try:
            direct, durable = (outcomes(law.assess(case, engine=e, strict=strict)) for e in ("direct", "durable"))
        except CtethicsError as error:
            return refused(error)
        assert durable == direct, f"direct says {direct}, durable {durable}"
        found |= set(durable)
    return " ".join(["answered", *sorted(found)])
