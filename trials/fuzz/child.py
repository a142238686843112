"""The process that is fuzzed: one target under atheris, with libFuzzer's own options.

It is apart from the command, which outlives it whatever an input does to the interpreter.
"""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random

import atheris

# Of the code of each target only what takes the input in: to watch the rest costs most of the time and leads nowhere.
WATCHED = {
    "rules": ["ctethics.source", "ctethics.rulefile", "ctethics.compile", "ctethics.law"],
    "facts": ["ctethics.source", "ctethics.facts", "ctethics.law", "ctethics.engines.totals"],
    "csv": ["ctethics.tables", "ctethics.audits"],
    "durable": ["ctethics.engines.durable"],
}

with atheris.instrument_imports(include=WATCHED.get(sys.argv[1], ["ctethics"])):
    from trials.fuzz.targets import target

    TARGET = target(sys.argv[1])
    # What is imported only when it is first needed is instrumented too.
    for seed in islice(TARGET.seeds(), 40):
        with suppress(Exception):
            TARGET.run(seed)

FINDS = Path(sys.argv[2])


def _mutated(given: bytes, most: int, seed: int) -> bytes:
    """Every second change keeps the input's shape; the others change bytes."""
    random = Random(seed)
    change = getattr(TARGET, "mutated", None)
    if change is None or random.random() < 0.5:
        return bytes(atheris.Mutate(given, most))
    return bytes(change(given, random)[:most])


def _run(given: bytes) -> None:
    """A find is written down, once for each place it comes from, and the run goes on."""
    try:
        TARGET.run(given)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        find = f"{type(error).__name__} in {Path(place.filename).name}, {place.name}: {str(error)[:100]!r}"
        name = sha256(f"{place.filename} {place.lineno} {type(error)}".encode()).hexdigest()[:12]
        if not (FINDS / name).exists():
            (FINDS / name).write_bytes(given)
            print(f"FIND {find}\n{traceback.format_exc()}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[3:]], _run, custom_mutator=_mutated)
    atheris.Fuzz()
