"""The statements that answer every condition by itself: the full trace."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from ctethics.engines.generated.expressions import MOST_DEEP, Formula, among, refuse
from ctethics.engines.generated.joints import lines_of
from ctethics.engines.generated.names import Names
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Condition,
    Includes,
    IsOneOf,
    Not,
    Program,
    Provision,
    Reading,
    TotalIs,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One condition of a provision, and the place of its answer among those a traced function gives.

    part -- the exception it stands in, or else the provision; depth -- of how many other conditions it is a part.
    is_binding -- the provisions that it refers to are asked with their exceptions considered.
    """

    provision: str
    part: str
    condition: Condition
    depth: int
    place: int
    is_binding: bool


class Steps:
    """The statements for one provision after the other; `taken` are the steps so far, in the order of the rules."""

    def __init__(self, program: Program, names: Names) -> None:
        self.program, self.names = program, names
        self.taken: list[Step] = []
        self._formula = Formula(names, _no_reference)
        self._made: dict[str, str] = {}
        self._places: dict[str, int] = {}
        self._general: dict[str, str] = {}
        self._binding: dict[str, str] = {}

    def of(self, provision: Provision) -> Iterator[str]:
        """The statements that answer each condition of a provision, and whether it applies."""
        citation = provision.citation
        self._general[citation] = yield from self._answer(provision, citation, provision.general, 0, False)
        rule = self._general[citation]
        if self.program.references[citation]:
            rule = yield from self._answer(provision, citation, provision.general, 0, True)
        names = []
        for e in provision.exceptions:
            names.append((yield from self._answer(provision, e.citation, e.when, 0, True)))
        if names:
            some = yield from self._assign(f"({', '.join(names)},)")
            excepted = f"None if {rule} is None or None in {some} else True"
            rule = yield from self._assign(f"False if {rule} is False or True in {some} else {excepted}")
        self._binding[citation] = rule

    def result(self) -> Iterator[str]:
        """The statement that returns every answer."""
        yield "    return ("
        yield from (f"        {name}," for name in self._places)
        yield "    )"

    def _answer(
        self, provision: Provision, part: str, c: Condition, depth: int, is_binding: bool
    ) -> Generator[str, None, str]:
        """The statements that give a variable the condition's answer; the variable."""
        if depth > MOST_DEEP:
            refuse(f"conditions nested more than {MOST_DEEP} deep")
        mine = len(self.taken)
        self.taken.append(Step(provision.citation, part, c, depth, -1, is_binding))
        inner = self._inner(c)
        names = []
        for one in inner:
            names.append((yield from self._answer(provision, part, one, depth + 1, is_binding)))
        name = yield from self._name(c, names, is_binding)
        place = self._places.setdefault(name, len(self._places))
        self.taken[mine] = Step(provision.citation, part, c, depth, place, is_binding)
        return name

    def _inner(self, c: Condition) -> tuple[Condition, ...]:
        match c:
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return parts
            case Not(part=part):
                return (part,)
            case Reading(name=name, choices=choices):
                return (choices[self.names.readings[name]],)
            case _:
                return ()

    def _name(self, c: Condition, names: list[str], is_binding: bool) -> Generator[str, None, str]:
        match c:
            case AllOf():
                return (yield from self._assign(_joint(names, "False", "True")))
            case AnyOf():
                return (yield from self._assign(_joint(names, "True", "False")))
            case Not():
                return (yield from self._assign(f"None if {names[0]} is None else not {names[0]}"))
            case Reading():
                return names[0]
            case Applies(provision=citation):
                return (self._binding if is_binding else self._general)[citation]
            case IsOneOf(fact=fact, values=values) if values == {True}:
                return self.names.fact(fact)  # yes, no or unknown, as it stands
            case IsOneOf(fact=fact, values=values):
                return (yield from self._assign(among(self.names.fact(fact), values).answer()))
            case Includes():
                return (yield from self._assign(self._formula.includes(c)))
            case TotalIs():
                sure, may = (self._formula.total_is(c, True, is_sure) for is_sure in (True, False))
                return (yield from self._assign(f"True if {sure} else None if {may} else False"))
            case _:
                return (yield from self._assign(self._formula.test(c).answer()))

    def _assign(self, value: str) -> Generator[str, None, str]:
        if value not in self._made:
            self._made[value] = f"n{len(self._made) + 1}"
            yield from lines_of(value, 1, f"{self._made[value]} = ")
        return self._made[value]


def _joint(names: list[str], final: str, otherwise: str) -> str:
    """Kleene's `and` or `or` of variables."""
    settled = " or ".join(f"{name} is {final}" for name in dict.fromkeys(names))
    unknown = " or ".join(f"{name} is None" for name in dict.fromkeys(names))
    return f"{final} if {settled} else None if {unknown} else {otherwise}" if names else otherwise


def _no_reference(citation: str, wanted: bool, is_sure: bool) -> str:
    raise AssertionError(f"a reference to {citation} is answered by its own variable")
