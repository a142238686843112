"""What every engine gives: each provision's three answers for one event."""

from __future__ import annotations

from typing import Protocol

from ctethics.engines.situation import Situation
from ctethics.outcome import Verdict


class Engine(Protocol):
    """A way to run one program."""

    @property
    def name(self) -> str:
        """The engine's name, as `engine=` takes it."""
        ...

    def verdicts(self, situation: Situation) -> dict[str, Verdict]:
        """Each provision's answers for one event, by citation, in the program's order."""
        ...
