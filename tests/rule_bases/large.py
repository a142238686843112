"""Rule bases beyond what an engine may have room for: hundreds of facts and constants, conditions wide and deep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from hypothesis import strategies as st

from ctethics.program import AllOf, AnyOf, Applies, Compare, Condition, Fact, IsOneOf, Not, Provision, Vocabulary
from ctethics.testing.choosing import Chooser, Drawn, happens
from tests.rule_bases.conditions import Pool, make_condition, so_many
from tests.rule_bases.files import KEYS, provision_of
from tests.rule_bases.limits import limit_of
from tests.rule_bases.programs import RuleBase
from tests.rule_bases.vocabulary import GIVEN, PARTY, Words, made_of, words_of

FLAGS = tuple(f"flag {number}" for number in range(300))
SHADES = tuple(f"shade {number}" for number in range(300))
# How many of a thing: few, and about each limit of durable_rules: 15 joints, 64 branches, 90 ways, 200 to 255 facts.
MANY = (2, 5, 12, 14, 15, 16, 40, 63, 64, 65, 89, 90, 150, 199, 201, 256, 300)
Shape = Callable[[Chooser, int], Condition]


@cache
def large_vocabulary() -> Vocabulary:
    """The usual facts, a choice among hundreds of shades and hundreds of flags."""
    shade = Fact("shade", "choice", "Which shade?", SHADES)
    return made_of((*GIVEN, shade, *(Fact(name, "yes or no", "Is it?") for name in FLAGS)), PARTY)


@cache
def _words() -> Words:
    return words_of(large_vocabulary(), "transfer")


def _flags(choose: Chooser, many: int) -> list[Condition]:
    """So many flags in a row, from anywhere on."""
    first = choose.number(0, len(FLAGS) - many)
    return [IsOneOf(name, frozenset({choose.one_of((True, False))})) for name in FLAGS[first : first + many]]


def _all(choose: Chooser, many: int) -> Condition:
    return AllOf(tuple(_flags(choose, many)))


def _any(choose: Chooser, many: int) -> Condition:
    return AnyOf(tuple(_flags(choose, many)))


def _pairs(choose: Chooser, many: int) -> Condition:
    """It can hold in a number of ways that doubles with each pair; or, turned round, be no in as many."""
    flags = _flags(choose, many)
    outer, inner = choose.one_of(((AllOf, AnyOf), (AnyOf, AllOf)))
    return outer(tuple(inner(pair) for pair in zip(flags[::2], flags[1::2], strict=False)))


def _nested(choose: Chooser, many: int) -> Condition:
    """Joints inside joints, `all` and `any` by turns and at times `not`."""
    found, *others = _flags(choose, min(many, 90))
    for number, other in enumerate(others):
        found = AnyOf((other, found)) if number % 2 else AllOf((other, found))
        found = Not(found) if happens(choose, 1, 4) else found
    return found


def _shades(choose: Chooser, many: int) -> Condition:
    """A choice whose values lie in many runs of neighbours."""
    first, step = choose.number(0, 9), choose.number(1, 9)
    return IsOneOf("shade", frozenset(SHADES[first : first + step * many : step]))


def _ladder(choose: Chooser, many: int) -> Condition:
    """Many bands of amounts, each with limits of its own."""
    outer, inner = choose.one_of(((AnyOf, AllOf), (AllOf, AnyOf)))
    fact, scale = choose.one_of(_words().amounts), choose.one_of((100, 10**9))
    bands = (
        (_step(fact, "at least", scale * 2 * n), _step(fact, "less than", scale * (2 * n + 1))) for n in range(many)
    )
    return outer(tuple(map(inner, bands)))


def _usual(choose: Chooser, many: int) -> Condition:
    return make_condition(choose, Pool(_words()), 2)


def _step(fact: str, operator: str, cents: int) -> Condition:
    return Compare(fact, operator, limit_of(operator, "dollars", cents, cents + 100))


SHAPES: tuple[Shape, ...] = (_all, _any, _shades, _pairs, _nested, _ladder, _usual)


def make_large(choose: Chooser) -> RuleBase:
    """A few provisions or twenty, each on those before it or on facts alone; some rule bases of small parts only."""
    sizes = MANY[: choose.one_of((3, len(MANY), 5))]
    provisions: dict[str, Provision] = {}
    for number in so_many(choose, 1, choose.one_of((3, 20))):
        citation = f"1-1({chr(ord('a') + number)})"
        general = _general(choose, sizes, tuple(provisions))
        excepted = {KEYS[n]: _general(choose, sizes, tuple(provisions)) for n in so_many(choose, 0, 2)}
        provisions[citation] = provision_of(citation, "transfer", general, excepted, (), citation)
    return RuleBase(large_vocabulary(), provisions)


def _general(choose: Chooser, sizes: Sequence[int], refers: tuple[str, ...]) -> Condition:
    """One large condition, and beside it most often the provision before or another."""
    large = choose.one_of(SHAPES)(choose, choose.one_of(sizes))
    if not refers or happens(choose, 1, 3):
        return large
    other = Applies(refers[-1] if happens(choose, 2, 3) else choose.one_of(refers))
    return choose.one_of((AllOf, AnyOf))((other, large))


@st.composite
def large_programs(draw: st.DrawFn) -> RuleBase:
    """Large rule bases drawn by Hypothesis."""
    return make_large(Drawn(draw))
