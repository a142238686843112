"""The record of the fuzz runs, docs/records/fuzz.md: a row for each target, written by the run itself."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from typing import Final

from trials.fuzz.libfuzzer import LARGEST, LONGEST, Found
from trials.fuzz.targets import TARGETS, target

RECORD: Final = Path(__file__).parents[2] / "docs" / "records" / "fuzz.md"
_HEAD: Final = """# The fuzz record

What coverage-guided fuzzing (atheris, libFuzzer) was put to, each row written by the run itself:

```
python3 dev.py fuzz            every target
python -m trials.fuzz yaml --runs 1000000 --record
```

A run is one input; of `durable` it is one program and ten cases. It must be answered, or refused with our own
diagnostics, each with its reason and its remedy, within {seconds} seconds and {memory:,} MiB; anything else is a find.
Edges and features are what libFuzzer counts of the watched code that the inputs reached; inputs are those that each
reached something more. What was found and mended, and one input of each outcome, is in `trials/fuzz/corpus`, which
every run of the test suite replays. [Why durable_rules cannot crash here](../durable-safety.md) leans on the last row.

| target | what it is | runs | a second | edges | features | inputs | finds |
|---|---|---:|---:|---:|---:|---:|---|
"""


def write(found: Found) -> None:
    """Puts a run's row into the record, in place of the target's earlier one."""
    old = RECORD.read_text(encoding="utf-8").splitlines() if RECORD.exists() else []
    rows = {line.split("`")[1]: line for line in old if line.startswith("| `")}
    rows[found.target] = _row(found)
    RECORD.parent.mkdir(exist_ok=True)
    listed = "\n".join(rows[name] for name in TARGETS if name in rows)
    versions = f"atheris {version('atheris')}, Python {platform.python_version()}, PyYAML {version('PyYAML')}"
    head = _HEAD.format(seconds=LONGEST, memory=LARGEST)
    RECORD.write_text(f"{head}{listed}\n\n{versions}, durable_rules {version('durable_rules')}.\n", encoding="utf-8")


def _row(found: Found) -> str:
    what = (target(found.target).__doc__ or "").splitlines()[0].rstrip(".")
    rate = found.runs // max(1, found.seconds)
    finds = "; ".join(found.finds) or "none"
    return (
        f"| `{found.target}` | {what} | {found.runs:,} | {rate:,} | {found.edges:,} | {found.features:,} "
        f"| {found.kept:,} | {finds} |"
    )
