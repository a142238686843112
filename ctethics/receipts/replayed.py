"""A receipt's question put again, and what is answered otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from ctethics.outcome import Determination
from ctethics.receipts.again import ask_again
from ctethics.receipts.changed import Changed, changed
from ctethics.receipts.reading import read_receipt
from ctethics.receipts.record import Receipt
from ctethics.receipts.resting import FileChange, file_changes, files_of
from ctethics.receipts.rules import RulesAtHand, rules_at_hand
from ctethics.version import __version__


@dataclass(frozen=True)
class Replay:
    """What the rules at hand answer to the question of a receipt.

    changes -- what is said otherwise, by event and provision; files -- the rule and statute files that are not as
    they were; notes -- what had to be asked otherwise, in sentences; version -- of ctethics now.
    """

    receipt: Receipt
    determination: Determination = field(repr=False)
    changes: tuple[Changed, ...]
    files: tuple[FileChange, ...]
    notes: tuple[str, ...] = ()
    version: str = __version__

    @property
    def is_same(self) -> bool:
        """Whether everything is answered as it was."""
        return not self.changes

    def __str__(self) -> str:
        """The report for people: whether the answer is the same, what is otherwise, and why."""
        from ctethics.receipts.words import report

        return "\n".join(report(self))

    def to_dict(self) -> dict[str, object]:
        """The same as JSON-ready data, with the answer of now; docs/receipts.md describes every key."""
        return {
            "same": self.is_same,
            "changes": [one.to_dict() for one in self.changes],
            "files": [one.to_dict() for one in self.files],
            "notes": list(self.notes),
            "was": {"ctethics": self.receipt.version, "engine": self.receipt.engine},
            "now": {"ctethics": self.version, "engine": self.determination.engine},
            "answer": self.determination.to_dict(),
        }


def replay(receipt: Receipt | str | Path, *, rules: str | Path | None = None, engine: str | None = None) -> Replay:
    """Asks again what a receipt asked: the same case under the same law, strictness and readings.

    receipt -- or the path of its file; rules -- a folder of rules, by default those shipped; engine -- by default the
    receipt's where it loads.
    Raises ReceiptError for a receipt that cannot be read, or that asks what these rules do not know; RuleError,
    EngineError, UsageError as `load` does.
    """
    read = receipt if isinstance(receipt, Receipt) else read_receipt(receipt)
    shown = "receipt" if isinstance(receipt, Receipt) else str(receipt)
    at_hand = rules_at_hand(rules)
    answer, notes = ask_again(read, shown, at_hand, engine)
    changes, files = _because(tuple(changed(read.answer, answer.to_dict())), read, at_hand)
    return Replay(read, answer, changes, files, notes)


def _because(
    changes: tuple[Changed, ...], receipt: Receipt, at_hand: RulesAtHand
) -> tuple[tuple[Changed, ...], tuple[FileChange, ...]]:
    """Each change with the differing files that it rests on, and these files."""
    files = tuple(file_changes(receipt.files, at_hand.files))
    differing = [one.name for one in files]
    rest = {name: files_of(at_hand.program, name) for name in {one.provision for one in changes}}
    told = tuple(
        replace(one, files=tuple(name for name in differing if name in rest[one.provision])) for one in changes
    )
    asked = {name for one in told for name in one.files}
    return told, tuple(replace(one, is_asked=one.name in asked) for one in files)
