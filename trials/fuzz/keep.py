"""A small set of inputs for the test suite: of each outcome the shortest input that has it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from trials.fuzz.targets import target

KEPT: Final = Path(__file__).parent / "corpus"
MOST, LONGEST = 24, 2500


def keep(name: str, folder: Path) -> int:
    """Keeps what is shortest of a folder's inputs and those kept before; the number of them.

    Files whose names begin with `find` were finds once, and stay.
    """
    kept = KEPT / name
    kept.mkdir(parents=True, exist_ok=True)
    old = [path for path in kept.iterdir() if not path.name.startswith("find")]
    shortest: dict[str, bytes] = {}
    for given in sorted(
        {path.read_bytes() for path in (*old, *folder.iterdir())}, key=lambda given: (len(given), given)
    ):
        if len(given) <= LONGEST and len(shortest) < MOST:
            shortest.setdefault(target(name).run(given), given)
    for path in old:
        path.unlink()
    for given in shortest.values():
        (kept / hashlib.sha256(given).hexdigest()[:12]).write_bytes(given)
    return len(list(kept.iterdir()))
