"""Whole rule bases drawn at random: a function of choices, which Hypothesis makes or a seed."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from ctethics.program import Program
from ctethics.testing.choosing import Chooser, Drawn
from tests.rule_bases.conditions import so_many
from tests.rule_bases.files import Files, Size
from tests.rule_bases.vocabulary import Words, vocabulary, words_of
from tests.rule_bases.written import rules_text

SMALL = Size()
WIDE = Size(provisions=8, exceptions=6, totals=4, is_layered=True)


class RuleBase(Program):
    """A program that shows itself as rule files, as a counterexample should, without vocabulary and statutes."""

    def __repr__(self) -> str:
        if any(not p.file for p in self.provisions.values()):
            return str([(p.citation, p.general, [e.when for e in p.exceptions]) for p in self.provisions.values()])
        return rules_text(self)

    def _repr_pretty_(self, printer: Any, _is_cycle: bool) -> None:
        printer.text(repr(self))


def make_program(choose: Chooser, size: Size = SMALL) -> RuleBase:
    """One provision or more; each may refer to those before it, so may its exceptions."""
    files = Files(choose, _words(), size)
    for _ in so_many(choose, 1, size.provisions):
        files.add()
    return RuleBase(vocabulary(), files.provisions)


@cache
def _words() -> dict[str, Words]:
    return {kind: words_of(vocabulary(), kind) for kind in vocabulary().events}


@st.composite
def programs(draw: st.DrawFn, size: Size = SMALL) -> RuleBase:
    """Rule bases drawn by Hypothesis, which shrinks them to the plainest."""
    return make_program(Drawn(draw), size)
