"""What became of one statement about the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ctethics.proving.verify.search import Found, Witness

# How a statement about every case can end.
PROVED: Final = "proved"
REFUTED: Final = "refuted"
SHOWN: Final = "shown"
UNSETTLED: Final = "not settled"
UNCONFIRMED: Final = "unconfirmed"


@dataclass(frozen=True)
class Result:
    """A statement about one provision, and whether it holds of every case.

    statement -- which of the statements it belongs to; citation -- the rule or exception; law -- under which law, or
    `` for both; says -- what holds if it is proved; how -- `proved`; `refuted`, by the witness where there is one;
    `shown` where the rules claim nothing and the witness is a finding; `not settled`; `unconfirmed` where the judge
    answers the case otherwise than the solver, which is a bug of the prover. leaf -- of a condition, its place among
    the conditions of its part. sides -- under what each of the witness's outcomes stands. why -- more, in words.
    examined -- how many questions were put to the solver for it.
    """

    statement: str
    citation: str
    says: str
    how: str
    law: str = ""
    why: str = ""
    witness: Witness | None = None
    sides: tuple[str, ...] = ()
    leaf: int | None = None
    examined: int = 1

    def to_dict(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "statement": self.statement,
            "citation": self.citation,
            "law": self.law or None,
            "says": self.says,
            "how": self.how,
            "why": self.why or None,
            "questions": self.examined,
        }
        if self.witness is not None:
            told["case"] = self.witness.told
            told["outcomes"] = dict(zip(self.sides, self.witness.outcomes, strict=False))
        return told


def how_of(found: Found, when_a_case: str) -> str:
    """How a statement ends that holds if no case is found."""
    return {"none": PROVED, "case": when_a_case, "refused": UNCONFIRMED}.get(found.how, UNSETTLED)


def why_of(found: Found, seconds: float) -> str:
    """Why a statement is not settled, or not confirmed."""
    return {
        "out of time": f"not settled in {seconds:g} s",
        "no small case": "neither proved nor shown by a case of few events",
        "refused": "the judge answers this case otherwise: a bug of the prover, please report it",
    }.get(found.how, "")
