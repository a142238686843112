"""What every engine gives: each provision's three answers for one event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ctethics.engines.situation import Situation
from ctethics.engines.totals import Totals
from ctethics.outcome import Verdict


class Engine(Protocol):
    """A way to run one program."""

    @property
    def name(self) -> str:
        """The engine's name, as `engine=` takes it."""
        ...

    def prepare(self, cases: Sequence[Totals]) -> None:
        """Told which cases will be asked about, for an engine that answers many at once. May raise EngineError."""
        ...

    def verdicts(self, situation: Situation) -> dict[str, Verdict]:
        """Each provision's answers for one event, by citation, in the program's order."""
        ...
