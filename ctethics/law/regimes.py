"""Under which law a question is asked."""

from __future__ import annotations

from typing import Final

LAWS: Final[dict[str, str]] = {
    "current": "the text as it stood before Substitute Bill 434 (2024), on every date",
    "sb434": "the text as Substitute Bill 434 (2024) would leave it; the earlier text before 2024-10-01",
}


def other_laws(law: str) -> tuple[str, ...]:
    """The laws an answer under `law` is compared with."""
    return tuple(name for name in LAWS if name != law)
