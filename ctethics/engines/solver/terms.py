"""Terms of the solver, and what they can settle by themselves: a term is Python's True or False where it is certain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import z3 as solver  # type: ignore[import-untyped]

Term = Any
z3: Any = solver


def begin_anew() -> None:
    """Terms made from now on share nothing with those made before, so that what is found does not depend on them."""
    z3.z3._main_ctx = None


def both(*terms: Term) -> Term:
    """All of the terms."""
    left = [term for term in terms if term is not True]
    if any(term is False for term in left):
        return False
    return True if not left else left[0] if len(left) == 1 else _joined(z3.Z3_mk_and, left)


def either(*terms: Term) -> Term:
    """At least one of the terms."""
    left = [term for term in terms if term is not False]
    if any(term is True for term in left):
        return True
    return False if not left else left[0] if len(left) == 1 else _joined(z3.Z3_mk_or, left)


def _joined(joint: Term, terms: list[Term]) -> Term:
    # What `z3.And` and `z3.Or` come to, without their look at every term's sort: most of the time went there.
    arguments = (z3.Ast * len(terms))(*(term.ast for term in terms))
    return z3.BoolRef(joint(terms[0].ctx_ref(), len(terms), arguments), terms[0].ctx)


def negated(term: Term) -> Term:
    """The contrary."""
    return not term if isinstance(term, bool) else z3.Not(term)


def chosen(test: Term, one: Term, other: Term) -> Term:
    """One value where the test holds, else the other."""
    if isinstance(test, bool):
        return one if test else other
    return one if one is other else z3.If(test, one, other)


def same(one: Term, other: Term) -> Term:
    """Whether two yes-or-no terms agree."""
    if isinstance(one, bool) or isinstance(other, bool):
        fixed, free = (one, other) if isinstance(one, bool) else (other, one)
        return free if fixed else negated(free)
    return one == other


class Known(NamedTuple):
    """A value, and whether it is known."""

    known: Term
    value: Term


class Truth(NamedTuple):
    """An answer in Kleene's logic: whether it is certainly yes, and whether it is not certainly no."""

    must: Term
    may: Term


YES, NO, UNKNOWN = Truth(True, True), Truth(False, False), Truth(False, True)


def held(known: Term, holds: Term) -> Truth:
    """An answer that is there only where something is known."""
    return Truth(both(known, holds), either(negated(known), holds))


def all_of(answers: Iterable[Truth]) -> Truth:
    """Kleene's `and`."""
    some = tuple(answers)
    return Truth(both(*(one.must for one in some)), both(*(one.may for one in some)))


def any_of(answers: Iterable[Truth]) -> Truth:
    """Kleene's `or`."""
    some = tuple(answers)
    return Truth(either(*(one.must for one in some)), either(*(one.may for one in some)))


def not_(answer: Truth) -> Truth:
    """Kleene's `not`."""
    return Truth(negated(answer.may), negated(answer.must))


def agree(one: Truth, other: Truth) -> Term:
    """Whether two answers are the same of the three."""
    return both(same(one.must, other.must), same(one.may, other.may))
