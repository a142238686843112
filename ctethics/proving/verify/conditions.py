"""Whether each condition of a rule ever decides: a case comes out otherwise for want of it, and another for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ctethics.law.regimes import LAWS
from ctethics.program import Program
from ctethics.proving.verify.deciding import Deciding
from ctethics.proving.verify.parts import Leaf, is_moved, is_open, leaves_of
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.result import PROVED, REFUTED, SHOWN, UNSETTLED, Result, how_of, why_of
from ctethics.proving.verify.search import Found

NAME = "conditions"
_OPEN = "the law does not establish a limit that it rests on"


def conditions(program: Program, citation: str, plain: Plain, seconds: float) -> Iterator[Result]:
    """Every condition of the provision decides some case, and every part can hold and fail; or those that do not."""
    provision = program.provisions[citation]
    laws = list(LAWS) if is_moved(program, provision) else list(LAWS)[:1]
    for law in laws:
        found = list(_found(Deciding(program, provision, law, plain, seconds)))
        named = law if len(laws) > 1 else ""
        is_established = not is_open(program, provision, law)
        bad = [result for result in found if result is not None]
        for result in bad:
            yield _about(result, named, is_established)
        if not bad:
            says = f"each of its {len(found)} conditions and parts can decide a case, one way and the other"
            yield Result(NAME, citation, says, PROVED, named, examined=2 * len(found))


def _about(result: Result, law: str, is_established: bool) -> Result:
    if result.how != REFUTED or is_established:
        return replace(result, law=law)
    return replace(result, law=law, how=SHOWN, why=_OPEN)


def _found(deciding: Deciding) -> Iterator[Result | None]:
    """For each part and condition: None, or what is not as it should be."""
    for citation, can_hold, can_fail in deciding.parts():
        never = "cannot hold" if can_hold.how == "none" else "cannot fail to hold"
        yield _result(deciding, citation, f"it {never}, whatever the facts", (can_hold, can_fail))
    for leaf in leaves_of(deciding.provision):
        if_yes, if_no = deciding.case(leaf, True), deciding.case(leaf, False)
        yield _result(deciding, leaf.citation, _says(leaf, deciding, if_yes, if_no), (if_yes, if_no), leaf)


def _result(
    deciding: Deciding, citation: str, says: str, pair: tuple[Found, Found], leaf: Leaf | None = None
) -> Result | None:
    hows = [found.how for found in pair]
    if hows == ["case", "case"]:
        return None
    odd = next(found for found in pair if found.how != "case")
    how = how_of(odd, PROVED)
    if how == PROVED:
        # What one way of taking it would not change is a repetition, most often the law's own.
        how = SHOWN if leaf is not None and "case" in hows else REFUTED
    number = leaf.number if leaf is not None else None
    why = why_of(odd, deciding.seconds)
    return Result(NAME, citation, says, how, why=why, witness=odd.witness, leaf=number, examined=2)


def _says(leaf: Leaf, deciding: Deciding, if_yes: Found, if_no: Found) -> str:
    named = deciding.words(leaf)
    if UNSETTLED in (how_of(if_yes, PROVED), how_of(if_no, PROVED)):
        return f"{named} decides a case, one way and the other"
    if if_yes.how == if_no.how == "none":
        return f"{named} decides no case"
    return f"{named} decides no case by {'failing' if if_yes.how == 'none' else 'holding'}"
