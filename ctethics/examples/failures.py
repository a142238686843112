"""What comes out otherwise, told to whoever wrote the rule: why, and what to write if the rule is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ctethics.answers import Answers
from ctethics.diagnostics import Diagnostic
from ctethics.examples.claim import Claim, Spot, spot
from ctethics.examples.slips import Slip
from ctethics.law.calendar import show_day
from ctethics.law.regimes import LAWS
from ctethics.report.words import cited


class Failing(NamedTuple):
    """A slip of a claim with the answers that have it; engines -- those it comes out under, where they disagree."""

    claim: Claim
    slip: Slip
    answers: Answers
    engines: tuple[str, ...]


class Shared:
    """What several laws share: the words of one expectation, and perhaps what would be right in its place."""

    def __init__(self, claims: Iterable[Claim], failing: list[Failing]) -> None:
        self._laws: dict[Spot, set[str]] = defaultdict(set)
        for claim in claims if failing else ():
            for place in claim.spots():
                self._laws[place].add(claim.law)
        self._right: dict[tuple[Spot, str], str] = {
            (spot(one.slip.span), one.claim.law): one.slip.right for one in failing
        }

    def right(self, slip: Slip) -> dict[str, str]:
        """What would be right in the place of a slip, by each law that its words speak of."""
        named = self._laws[spot(slip.expected.span)]
        return {law: self._right.get((spot(slip.span), law), slip.written) for law in LAWS if law in named}


def diagnostic_of(failing: Failing, shared: Shared) -> Diagnostic:
    """A failing expectation at its place, with the finding's reasons as the report has them."""
    claim, slip, answers, engines = failing
    determination = answers.determination()
    event = determination[slip.event]
    which = f", event `{slip.event}`" if len(determination) > 1 else ""
    under = f" (engine {' and '.join(engines)})" if engines else ""
    what = f"{claim.name}{which}, under {claim.law}{under}: {slip.what}"
    why = f"this is how {cited(slip.provision)} comes to it on {show_day(event.day)}:"
    reasons = determination.reasons(slip.event, slip.provision)
    fix = _DISAGREE if engines else _fix(slip, shared.right(slip), "example" if claim.code == "CTE502" else "case")
    return Diagnostic(claim.code, slip.span, what, why, fix, reasons)


_DISAGREE = "no rule is at fault: the engines must come to the same, so please report it with the rule file."


def _fix(slip: Slip, right: dict[str, str], sort: str) -> str:
    """What to write if the rule is right."""
    otherwise = f"; if the {sort} is right, mend the rule."
    if len(set(right.values())) < 2:
        return f"if the rule is right, {f'write `{slip.right}` here' if slip.right else 'take this out'}{otherwise}"
    before = slip.span.text[: slip.span.column - 1].rstrip()
    laws = ", ".join(f"{law}: {words or '…'}" for law, words in right.items())
    if before.endswith("every law:"):
        return f"if the rule is right, write `{laws}` in place of `every law: {slip.written}`{otherwise}"
    return f"if the rule is right, write `every law` out as {' and '.join(right)}, with `{laws}` here{otherwise}"
