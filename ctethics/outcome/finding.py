"""One provision answered for one event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from ctethics.outcome.trace import Trace
from ctethics.outcome.verdict import Verdict
from ctethics.program import Provision

Outcome = Literal["applies", "excepted", "does not apply", "undetermined"]
_WORDS = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a finding rests on: the traces of the general rule and of each exception, the presumptions that mattered,
    and for an undetermined finding the smallest set of facts found that could settle it, and the limits that nothing
    can settle because the sources do not establish them."""

    general: Trace
    exceptions: tuple[Trace, ...]
    binding: Trace
    presumed: tuple[str, ...]
    needs: tuple[str, ...]
    not_established: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One provision answered for one event.

    possible -- the outcomes that some completion of the unknown facts may give, one if the outcome is settled.
    excepted_by -- every exception that holds, those of provisions it refers to included, in the law's order.
    answers -- whether each exception of the provision itself holds: yes (True), no (False) or unknown (None).
    """

    provision: str
    outcome: Outcome
    possible: tuple[Outcome, ...]
    excepted_by: tuple[str, ...]
    answers: tuple[bool | None, ...]
    references: tuple[str, ...]
    _of: Provision = field(repr=False, compare=False)
    _explain: Callable[[], Explanation] = field(repr=False, compare=False)

    @cached_property
    def explanation(self) -> Explanation:
        """Why: worked out when first asked for."""
        return self._explain()

    @property
    def exceptions(self) -> tuple[tuple[str, str], ...]:
        """Each exception of the provision itself with its own answer: yes, no or unknown."""
        return tuple((e.citation, _WORDS[a]) for e, a in zip(self._of.exceptions, self.answers, strict=True))

    @property
    def is_policy(self) -> bool:
        """Whether it is an agency's policy that was answered, and not the statute."""
        return self._of.is_policy

    @property
    def summarizes(self) -> tuple[str, ...]:
        """Of a policy: the provisions of the statute that it sums up."""
        return self._of.summarizes

    @property
    def may_stand_alone(self) -> bool:
        """Whether it is a policy's item that applies, and forbids something or sums up the statute."""
        is_telling = bool(self.summarizes) or self._of.kind == "prohibition"
        return self.is_policy and self.outcome == "applies" and is_telling

    @property
    def advice(self) -> str:
        """What to do where only a judgement can answer; nothing where the provision certainly does not apply."""
        return self._of.advice if self.outcome in ("applies", "undetermined") else ""

    @property
    def needs(self) -> tuple[str, ...]:
        """Facts that would settle the finding; nothing where it is settled."""
        return self.explanation.needs

    @property
    def not_established(self) -> tuple[str, ...]:
        """The limits that an undetermined finding waits for, because the sources do not establish them."""
        return self.explanation.not_established

    @property
    def presumed(self) -> tuple[str, ...]:
        """The presumptions that the outcome, or what is left of it, rests on; switched off by strict mode."""
        return self.explanation.presumed

    @property
    def citations(self) -> tuple[str, ...]:
        """The parts of the law that the outcome rests on."""
        return self.excepted_by if self.outcome == "excepted" else (self.provision, *self.references)

    def to_dict(self) -> dict[str, object]:
        return {
            "provision": self.provision,
            "outcome": self.outcome,
            "possible": list(self.possible),
            "excepted_by": list(self.excepted_by),
            "exceptions": [{"provision": name, "answer": answer} for name, answer in self.exceptions],
            "needs": list(self.needs),
            "not_established": list(self.not_established),
            "presumed": list(self.presumed),
            "citations": list(self.citations),
            "layer": "policy" if self.is_policy else "statute",
            "advice": self.advice,
        }


def make_finding(
    provision: Provision,
    references: tuple[str, ...],
    verdict: Verdict,
    earlier: Mapping[str, Finding],
    explain: Callable[[], Explanation],
) -> Finding:
    """The finding that a verdict comes to.

    earlier -- the findings of the provisions it refers to. The general rule no: it does not apply. The general rule
    yes, but not binding: it is excepted. Anything unknown that leaves more than one of these open: undetermined.
    """
    general, answers, binding = verdict
    inherited = [earlier[name] for name in references]
    possible: list[Outcome] = []
    if binding is not False and general is not False:
        possible.append("applies")
    may_be_excepted = binding is not True and (
        True in answers or None in answers or any("excepted" in finding.possible for finding in inherited)
    )
    if may_be_excepted and general is not False:
        possible.append("excepted")
    if general is not True:
        possible.append("does not apply")
    outcome: Outcome = possible[0] if len(possible) == 1 else "undetermined"
    return Finding(
        provision.citation,
        outcome,
        tuple(possible),
        _holding(provision, answers, inherited) if outcome in ("excepted", "undetermined") else (),
        answers,
        references,
        provision,
        explain,
    )


def _holding(provision: Provision, answers: tuple[bool | None, ...], inherited: list[Finding]) -> tuple[str, ...]:
    """The exceptions that hold, the provision's own first, each once."""
    own = (e.citation for e, answer in zip(provision.exceptions, answers, strict=True) if answer is True)
    others = (citation for finding in inherited for citation in finding.excepted_by)
    return tuple(dict.fromkeys([*own, *others]))
