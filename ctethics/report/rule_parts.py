"""The parts of a rule as they stand beside the words: general rules and exceptions, each beside its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ctethics.program import Condition, Provision
from ctethics.report.clauses import Clause
from ctethics.report.outline import Row, outline
from ctethics.report.resting import Sort, of_condition
from ctethics.report.words import cited, headed

_SAID = {"encoded": "encoded by", "not operative": "not operative", "not encoded": "not encoded"}


@dataclass(frozen=True, slots=True)
class RulePart:
    """A general rule or an exception, and the clause beside whose words it stands; none where no clause is its own."""

    name: str
    citation: str
    clause: str
    sort: Sort
    condition: Condition

    def stands_in(self, clause: str) -> bool:
        """Whether it stands beside a clause or one inside it."""
        return bool(self.clause) and self.clause.startswith(clause)


def rule_parts(rule: Provision) -> Iterator[RulePart]:
    """The general rule and the exceptions of a rule."""
    yield RulePart(headed(rule.citation, rule.title), rule.citation, _home(rule), "general rule", rule.general)
    for e in rule.exceptions:
        name = f"except {e.citation.removeprefix(rule.citation).strip()} {e.title}"
        yield RulePart(name, e.citation, e.clause, "exception", e.when)


def parts_in(parts: Sequence[RulePart], clause: str, clauses: Sequence[Clause]) -> list[RulePart]:
    """The parts that stand in a clause shown alone; where none does, those that rest on its words."""
    resting = {part for c in clauses if c.name.startswith(clause) for _, part in c.by}
    return [part for part in parts if part.stands_in(clause)] or [
        replace(part, clause=clause) for part in parts if part.citation in resting
    ]


def _home(rule: Provision) -> str:
    """The clause that a general rule stands beside: the one it is named after, the stem it rests on, or the first."""
    clauses = rule.statute.clauses
    name = rule.citation.removeprefix(rule.file).strip()
    if name in clauses:
        return name
    quoted = [c for rest in of_condition(rule.general, "general rule", "") for c in rest.clauses]
    if name:
        return next(iter(quoted), "")
    return "stem" if "stem" in quoted else next((c for c in clauses if c in quoted), "")


def rule_rows(clause: str, parts: Sequence[RulePart], clauses: Sequence[Clause], law: str | None) -> list[Row]:
    """What stands beside the words of a clause: its parts in outline, what is said of it, or where its rule stands."""
    inside = [c for c in clauses if c.name.startswith(clause)]
    here = [part for part in parts if part.stands_in(clause)]
    rows = [row for part in here for row in _outlined(part, law, is_alone=len(here) == 1)]
    if not here:
        rows += _where(inside, parts)
    return rows + [row for c in inside for row in _said(c, clause)]


def _outlined(part: RulePart, law: str | None, is_alone: bool) -> Iterator[Row]:
    if not is_alone:
        yield 0, ((f"{part.name}:", part.sort),)
    yield from outline(part.condition, law, part.sort, 0 if is_alone else 1)


def _where(clauses: Sequence[Clause], parts: Sequence[RulePart]) -> Iterator[Row]:
    """Where the parts stand that rest on these clauses, if they stand elsewhere."""
    homes = {part.citation: f"beside {part.clause}" for part in parts if part.clause}
    by_part: dict[tuple[str, str], dict[Sort, None]] = {}
    for sort, citation in (pair for c in clauses for pair in c.by):
        place = "below" if sort in ("duty", "what may follow") else homes.get(citation, "below")
        by_part.setdefault((citation, place), {})[sort] = None
    for (citation, place), sorts in by_part.items():
        named = [run for sort in sorts for run in ((", ", ""), (sort, sort))][1:]
        yield 0, (*named, (f" of {cited(citation)}, {place}", ""))


def _said(clause: Clause, beside: str) -> Iterator[Row]:
    """What encodes a clause otherwise, or why it is not encoded."""
    name = "" if clause.name == beside else f"{clause.name}, "
    if clause.by and clause.why:
        yield 0, ((f"{name}not encoded in part: {clause.why}", "not encoded"),)
    elif clause.why:
        yield 0, ((f"{name}{_SAID[clause.status]}: {clause.why}", clause.sort),)
    elif clause.status == "unaccounted":
        yield 0, ((f"{name}unaccounted: nothing rests on these words, and nothing says why", "unaccounted"),)
