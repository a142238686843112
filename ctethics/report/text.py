"""The report of a determination: outcomes, why, the words of the law, duties, room, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.law.calendar import show_day
from ctethics.law.regimes import LAWS
from ctethics.outcome import Determination, EventResult, Finding, Trace
from ctethics.program import Applies, Program, Reading
from ctethics.report.deciding import deciding, is_near, reasons_of
from ctethics.report.layout import width, wrap
from ctethics.report.terms import END
from ctethics.report.words import cited, headed, place, quoted, state, when


def render_text(determination: Determination, program: Program) -> str:
    """The whole report, ending in the terms it is given under."""
    lines = wrap(f"Law: {determination.law}, {LAWS[determination.law]}.")
    chosen = {n: c for n, c in determination.readings.items() if c != program.default_readings[n]}
    lines += [line for name, choice in chosen.items() for line in wrap(f"Reading {name}: {choice}.")]
    if determination.is_strict:
        lines += wrap("Strict: nothing is presumed.")
    for event in determination:
        lines += ["", *_Event(determination, event, program).lines()]
    return "\n".join([*lines, "", *wrap(END)])


def render_finding(determination: Determination, event: EventResult, provision: str, program: Program) -> list[str]:
    """One finding of an event with its reasons, in the lines of the report."""
    return list(_Event(determination, event, program).one(event.finding(provision)))


# From how many provisions on that do not apply for one reason they are listed together.
MANY = 3


class _Event:
    """One event's part of the report."""

    def __init__(self, determination: Determination, event: EventResult, program: Program) -> None:
        self.determination, self.event, self.program = determination, event, program
        self.law, self.day = determination.law, event.day
        # What was said of the rule or exception at hand, so that nothing is said twice.
        self._said: set[tuple[str, str]] = set()

    def lines(self) -> Iterator[str]:
        title = f"{self.event.id}: {self.event.kind}, {show_day(self.day)}"
        yield from (title, "=" * min(len(title), width()))
        if not self.event.findings:
            yield from wrap(f"No provision in these rules speaks of a {self.event.kind}.")
        yield from self._findings([f for f in self.event.findings if not f.is_policy])
        yield from self._policy([f for f in self.event.findings if f.is_policy])
        yield from self._duties()
        yield from self._consequences()
        yield from self._room()
        yield from self._needs()
        yield from self._changes()

    def one(self, finding: Finding) -> Iterator[str]:
        if finding.outcome != "does not apply":
            yield from self._finding(finding)
            return
        title = self.program.provisions[finding.provision].title
        yield from wrap(f"{headed(finding.provision, title)}: does not apply")
        yield from wrap(self._why_not(finding), 2)

    def _findings(self, findings: list[Finding]) -> Iterator[str]:
        """Each in full; those that do not apply at the end, each with the one reason that suffices."""
        for finding in findings:
            if finding.outcome != "does not apply":
                yield ""
                yield from self._finding(finding)
        others = [finding for finding in findings if finding.outcome == "does not apply"]
        if others:
            yield ""
        by_reason: dict[str, list[Finding]] = {}
        for finding in others:
            by_reason.setdefault(self._why_not(finding), []).append(finding)
        for reason, some in by_reason.items():
            titles = [headed(f.provision, self.program.provisions[f.provision].title) for f in some]
            if len(some) >= MANY:
                yield from wrap(f"{', '.join(cited(f.provision) for f in some)}: do not apply")
            for title in titles if len(some) < MANY else ():
                yield from wrap(f"{title}: does not apply")
            yield from wrap(reason, 2)

    def _why_not(self, finding: Finding) -> str:
        """The one reason for which a general rule does not hold: an amount that misses its limit before all others."""
        reasons = list(reasons_of(finding.explanation.general))
        trace = next((reason for reason in reasons if reason.measure is not None), reasons[0])
        if isinstance(trace.condition, Applies):
            return f"{cited(trace.condition.provision)}: {self.event.finding(trace.condition.provision).outcome}"
        return state(trace, self.law, self.day, self.program.vocabulary, self.event.kind)

    def _policy(self, findings: list[Finding]) -> Iterator[str]:
        if not findings:
            return
        if all(finding.outcome == "does not apply" for finding in findings):
            yield from ("", *wrap("The policy of the Office of Policy and Management: no item of it applies"))
            return
        title = "Policy of the Office of Policy and Management"
        yield from ("", title, "-" * len(title))
        yield from self._findings([f for f in findings if f.outcome != "does not apply"])

    def _finding(self, finding: Finding) -> Iterator[str]:
        provision = self.program.provisions[finding.provision]
        by = f" by {', '.join(finding.excepted_by)}" if finding.outcome == "excepted" else ""
        yield from wrap(f"{headed(finding.provision, provision.title)}: {finding.outcome}{by}")
        if finding.provision in self.event.policy_alone:
            what = "nothing of the statute that it sums up applies" if finding.summarizes else "it sums up no statute"
            yield from wrap(f"by the policy alone: {what}", 2)
        if finding.outcome == "undetermined":
            yield from wrap(f"it may be: {', '.join(finding.possible)}", 2)
            if "applies" not in finding.possible:
                yield from wrap("on no completion of the facts does it apply", 2)
        yield from self._reasons(finding)
        if finding.presumed:
            yield from wrap(f"presumed: {'; '.join(finding.presumed)}", 2)
        if finding.not_established:
            yield from wrap(f"not established by the sources under this law: {'; '.join(finding.not_established)}", 2)
        if provision.see:
            yield from wrap(f"see {'; '.join(provision.see)}", 2)
        if finding.advice:
            yield from wrap(f"advice: {finding.advice}", 2)
        if finding.needs:
            yield from wrap(f"would settle it: {'; '.join(finding.needs)}", 2)

    def _is_as_shared(self, finding: Finding) -> bool:
        """Whether a provision came out as the one whose rule it shares, which has said why."""
        shares = self.program.provisions[finding.provision].shares
        if shares is None:
            return False
        other = self.event.finding(shares)
        return (finding.outcome, len(finding.excepted_by)) == (other.outcome, len(other.excepted_by))

    def _reasons(self, finding: Finding) -> Iterator[str]:
        if self._is_as_shared(finding):
            shares = self.program.provisions[finding.provision].shares or ""
            yield from wrap(f"for the reasons of {cited(shares)}, whose words it shares", 2)
            return
        explanation, citation = finding.explanation, finding.provision
        self._said = set()
        if finding.outcome != "excepted" or not any(e.answer for e in explanation.exceptions):
            yield from self._why(explanation.general, citation, 2)
        for trace, exception in zip(explanation.exceptions, self.program.provisions[citation].exceptions, strict=True):
            self._said = set()
            if trace.answer is True or (trace.answer is None and finding.outcome == "undetermined"):
                holds = "holds" if trace.answer else "may hold"
                yield from wrap(f"{trace.title}: {holds}", 2)
                yield from self._why(trace, citation, 4)
                if exception.see:
                    yield from wrap(f"see {'; '.join(exception.see)}", 4)
            elif trace.answer is False and finding.outcome in ("applies", "undetermined") and is_near(trace):
                yield from wrap(f"{trace.title}: does not hold", 2)
                yield from self._why(trace, citation, 4)
        exceptions = self.program.provisions[citation].exceptions
        pairs = zip(exceptions, explanation.exceptions, strict=True)
        no = [e.citation.removeprefix(citation).strip(" ") for e, t in pairs if t.answer is False and not is_near(t)]
        if no and finding.outcome in ("applies", "undetermined"):
            yield from wrap(f"what else is excepted does not hold: {', '.join(no)}", 2)

    def _why(self, trace: Trace, citation: str, indent: int, quote: str = "") -> Iterator[str]:
        """The leaves that make the answer what it is, each with the words it rests on."""
        c = trace.condition
        quote = quoted(c, self.program, citation, self.law) or quote
        if trace.sort == "leaf":
            assert c is not None
            said = state(trace, self.law, self.day, self.program.vocabulary, self.event.kind)
            if (said, quote) in self._said:
                return
            self._said.add((said, quote))
            yield from wrap(said, indent)
            yield from self._words(trace, citation, quote, indent)
            return
        if isinstance(c, Applies):
            other = self.event.finding(c.provision)
            by = f" by {', '.join(other.excepted_by)}" if other.outcome == "excepted" else ""
            yield from wrap(f"{cited(c.provision)}: {other.outcome}{by}", indent)
            if quote:
                yield from wrap(quote, indent + 2)
            return
        if isinstance(c, Reading):
            yield from wrap(trace.title, indent)
        for part in deciding(trace):
            yield from self._why(part, citation, indent, quote)

    def _words(self, trace: Trace, citation: str, quote: str, indent: int) -> Iterator[str]:
        if quote:
            yield from wrap(quote, indent + 2)
        measure = trace.measure
        if measure is not None and measure.version.says is not None and measure.version.found is not None:
            found = measure.version.found
            where = place(self.program, citation, found.clause, found.bill_lines)
            yield from wrap(f'"{found.text}" ({where})', indent + 2)

    def _duties(self) -> Iterator[str]:
        owed = [("Duty", duty) for duty in self.event.duties]
        for head, duty in [*owed, *(("Duty if it applies", duty) for duty in self.event.possible_duties)]:
            yield ""
            article = "an" if duty.what[0] in "aeiou" else "a"
            who = f"{duty.owed_by} owes {' and '.join(duty.owed_to)} {article} {duty.what}"
            yield from wrap(f"{head}, {cited(duty.provision)}: {who}, {when(duty)}.")
            for what, value in duty.states:
                yield from wrap(f"{what}: {value}", 2)

    def _consequences(self) -> Iterator[str]:
        if self.event.consequences:
            yield ""
            yield "What may follow"
        for f in self.event.consequences:
            amount = f": {f.amount}" if f.amount else ""
            until = "a day that is not known" if f.last_day == "not known" else f.last_day
            last = f", until {until}" if f.last_day else ""
            condition = f", if {f.if_}" if f.if_ else ""
            yield from wrap(f"{cited(f.provision)}: {f.what}{amount}{condition}{last}", 2)

    def _room(self) -> Iterator[str]:
        if self.event.room:
            yield ""
            yield "Room left after this event"
        for room in self.event.room:
            yield from wrap(f"{room.provision} {room.what}: {room.left} left, {room.used} used, limit {room.limit}", 2)

    def _needs(self) -> Iterator[str]:
        if self.event.needs:
            yield ""
            yield from wrap("Still needed")
        for need in self.event.needs:
            yield from wrap(f"{need}: {self._question(need)}", 2)

    def _question(self, need: str) -> str:
        name = need.split(" of ", maxsplit=1)[0] if " of " in need else need
        for candidate in (need, name):
            ref = self.program.vocabulary.refer(self.event.kind, candidate)
            if ref is not None and ref.fact is not None:
                return ref.fact.question
        party = self.program.vocabulary.party.get(name)
        return party.question if party else "state it in the case"

    def _changes(self) -> Iterator[str]:
        differs, depends = self.event.differs_under, self.event.depends_on
        if differs or depends:
            yield ""
        for d in differs:
            yield from wrap(f"Under the law `{d.law}`, {cited(d.provision)} would be: {d.outcome}.")
        for r in depends:
            yield from wrap(f"Under the reading `{r.reading}: {r.choice}`, {cited(r.provision)} would be: {r.outcome}.")
