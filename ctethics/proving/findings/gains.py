"""In a sentence, who gains or loses where a rule comes out otherwise."""

from __future__ import annotations

from typing import Final

from ctethics.law.regimes import LAWS
from ctethics.program import Provision
from ctethics.program.provision import HEAD
from ctethics.proving.findings.told import Findings, listed
from ctethics.proving.verify.parts import is_open
from ctethics.proving.verify.result import Result

# By the kind of rule: what it is to apply in fewer cases, or in more.
_APPLIES: Final = {
    "prohibition": "The prohibition applies in {how} cases",
    "restriction": "The restriction applies in {how} cases",
    "definition": "The definition is met in {how} cases",
    "duty": "Something is owed in {how} cases",
    "penalty": "The penalty may follow in {how} cases",
    "permission": "It is permitted in {how} cases",
}

_OPEN: Final = "The sources do not establish, for each law and every day, a limit that it rests on"


def gains(told: Findings, result: Result) -> str:
    """Who gains or loses by the case of a result."""
    assert result.witness is not None
    first, second = result.witness.outcomes
    rule = told.program.provisions[result.citation]
    if "applies" not in (first, second):
        words = _OPEN if any(is_open(told.program, rule, law) for law in LAWS) else "Its answer is another"
        return f"{words}: {first} becomes {second}."
    is_less = first == "applies"
    if rule.duty is not None:
        return _owed(told, result, is_less)
    words = _APPLIES[rule.kind].format(how="fewer" if is_less else "more")
    parties = _parties(told, rule, result)
    verb = "gain" if is_less != (rule.kind == "permission") else "lose"
    return f"{words}: {listed(parties)} {verb if len(parties) > 1 else f'{verb}s'}."


def _owed(told: Findings, result: Result, is_less: bool) -> str:
    duty = told.program.provisions[result.citation].duty
    assert duty is not None
    how, does = ("fewer", "gains") if is_less else ("more", "loses")
    to = [_named(told, part, result) for part in duty.owed_to]
    who = _named(told, duty.owed_by, result)
    are = "are" if len(to) > 1 else "is"
    return f"Owed in {how} cases: {duty.what}; {who} {does}, and {listed(to)} {are} owed it in {how}."


def _parties(told: Findings, rule: Provision, result: Result) -> list[str]:
    """The parts that parties take in the event of the case."""
    assert result.witness is not None
    event = result.witness.told["events"][-1]
    return [f"the {role}" for role in told.program.vocabulary.events[rule.about].roles if role in event]


def _named(told: Findings, part: str, result: Result) -> str:
    """A party to a duty by the part that it takes in the case, the head of an agency, or an office."""
    assert result.witness is not None
    event = result.witness.told["events"][-1]
    roles = told.program.vocabulary.events[told.program.provisions[result.citation].about].roles
    while part in roles and part not in event and roles[part].presume:
        part = roles[part].presume or part
    return f"the {HEAD}the {part.removeprefix(HEAD)}" if part.startswith(HEAD) else f"the {part}"
