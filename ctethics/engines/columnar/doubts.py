"""On which unknown conditions an unsettled answer waits, as numbers: rows with the same numbers lack the same.

A part of a condition bears on the answer only if it is unknown itself and so is all that it stands in; what is settled
beside it then says nothing (in an `all` it is yes, in an `any` no). So a bit for each condition is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add

import narwhals as nw

from ctethics.engines.columnar.kleene import Column, Truth, all_of, any_of, expression, not_
from ctethics.engines.columnar.plan import Plan
from ctethics.engines.columnar.translate import since, translate
from ctethics.program import Applies, Condition, Program, facts_in, parts_of
from ctethics.program.program import references
from ctethics.tables.steps import Step

# So many bits fit a whole number of 64 with room for its sign.
_BITS = 62


class Doubts:
    """The numbers of each provision of a plan; `steps` are the columns to add."""

    def __init__(self, program: Program, plan: Plan) -> None:
        self._plan = plan
        self._keys: dict[str, tuple[str, ...]] = {}
        made: dict[str, nw.Expr] = {}
        for citation in plan.chosen.rules:
            bits = [expression(bit) for bit in self._bits(citation) if isinstance(bit, Column)]
            names = []
            for start in range(0, len(bits), _BITS):
                names.append(f"ct:doubts {start // _BITS} of {citation}")
                made[names[-1]] = _packed(bits[start : start + _BITS])
            self._keys[citation] = tuple(names)
        self._around = self._circumstances(program, made)
        self.steps = [Step(made)]

    def keys(self, citation: str) -> list[str]:
        """The columns that tell apart the rows that lack different things for the provision's answer."""
        found = dict.fromkeys(self._keys[citation])
        for condition in self._plan.chosen.rules[citation].conditions:
            for other in references(condition):
                found.update(dict.fromkeys(self.keys(other)))
        return [*found, *(name for name in self._around if name not in found)]

    def _bits(self, citation: str) -> Iterator[Truth]:
        rule, plan = self._plan.chosen.rules[citation], self._plan
        yield from self._walk(rule.general, plan.general, True)
        is_open = _is_open(plan.binding[citation])
        yield from self._walk(rule.general, plan.binding, is_open)
        some = _is_open(not_(any_of(plan.exceptions[citation])))
        for exception in rule.exceptions:
            yield from self._walk(exception, plan.binding, all_of((is_open, some)))

    def _walk(self, c: Condition, applied: dict[str, Truth], above: Truth) -> Iterator[Truth]:
        bears = all_of((above, _is_open(translate(c, self._plan.terms, applied))))
        if bears is False:
            return
        parts = parts_of(c)
        for part in parts:
            yield from self._walk(part, applied, bears)
        if parts:
            return
        yield bears
        names = [] if isinstance(c, Applies) else list(facts_in(c))
        if len(names) > 1:
            known = (self._plan.facts[name] for name in names)
            yield from (all_of((bears, _is_open(one))) for one in known if isinstance(one, Column) and one.may_be_null)

    def _circumstances(self, program: Program, made: dict[str, nw.Expr]) -> tuple[str, ...]:
        """What else the facts that are named depend on: which limits are in force, and who is named for a part."""
        facts = self._plan.facts
        starts = sorted(
            {
                version.start
                for provision in program.about(facts.kind.name)
                for limit in provision.limits()
                for version in limit.versions[self._plan.terms.question.law][1:]
            }
        )
        bits = [since(start) for start in starts]
        bits += [nw.col(f"ct:{r}").is_null() for r in facts.kind.roles if r in facts.sheet.stated - facts.sheet.filled]
        made["ct:circumstances"] = _packed(bits)
        is_by_day = any(fact.last_day for fact in facts.kind.facts.values())
        return ("ct:circumstances", "ct:date") if is_by_day else ("ct:circumstances",)


def _is_open(truth: object) -> Truth:
    if isinstance(truth, Column):
        return Column(truth.expr.is_null(), False) if truth.may_be_null else False
    return truth is None


def _packed(bits: list[nw.Expr]) -> nw.Expr:
    numbers = [bit.cast(nw.Int64) * (1 << place) for place, bit in enumerate(bits)]
    return reduce(add, numbers) if numbers else nw.lit(0, nw.Int64)
