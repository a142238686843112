"""A program to the text of Python functions: pure, nothing is compiled or run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ctethics.engines.generated.conclusions import Conclusions
from ctethics.engines.generated.names import Names
from ctethics.engines.generated.steps import Step, Steps
from ctethics.law.calendar import show_day
from ctethics.program import Program, TotalIs
from ctethics.program.program import references


@dataclass(frozen=True, slots=True)
class Source:
    """A generated function: its name and text, the facts it looks at, and the tests whose totals it asks for by places.

    steps -- of `answers`: what each of the answers that it gives is the answer to.
    """

    name: str
    text: str
    facts: tuple[str, ...]
    totals: tuple[TotalIs, ...]
    steps: tuple[Step, ...] = ()


def verdicts_source(program: Program, kind: str, law: str, readings: Mapping[str, str]) -> Source:
    """The function `verdicts(facts, total)`: the verdict on each provision about events of the kind.

    facts -- a mapping in which what is unknown is absent. total -- gives the interval of a total by its place.
    Raises EngineError (CTE702) for conditions nested too deep.
    """
    names = Names(law, readings, is_lazy=True)
    conclusions = Conclusions(program, names)
    body, told = [], []
    for provision in program.about(kind):
        body += ["", f"    # {provision.citation}", *conclusions.of(provision)]
        told.append(f"        {provision.citation!r}: {conclusions.verdict(provision)},")
    head = ["def verdicts(facts, total):", f'    """What {law} says of one event, provision by provision."""']
    return _source("verdicts", [*head, *_asking(names), *body, "", "    return {", *told, "    }"], names)


def trace_source(program: Program, kind: str, law: str, readings: Mapping[str, str]) -> Source:
    """The function `answers(facts, total)`: the answer to every condition of every provision, each yes, no or unknown.

    Every part is answered, also where the others settle the whole. Raises EngineError (CTE702) as `verdicts_source`.
    """
    names = Names(law, readings, is_lazy=True)
    steps = Steps(program, names)
    body = []
    for provision in program.about(kind):
        body += ["", f"    # {provision.citation}", *steps.of(provision)]
    head = ["def answers(facts, total):", f'    """What {law} says of one event, condition by condition."""']
    return _source("answers", [*head, *_asking(names), *body, "", *steps.result()], names, tuple(steps.taken))


def decision_source(
    program: Program, citation: str, law: str, readings: Mapping[str, str], *, is_traced: bool
) -> Source:
    """The function `decide(facts)`: whether a provision applies, and the first exception that holds.

    facts -- one record of facts, and of totals as pairs of their ends. is_traced -- it gives the whole verdict instead.
    Raises EngineError (CTE702) as `verdicts_source`.
    """
    names = Names(law, readings, is_lazy=False)
    conclusions = Conclusions(program, names)
    provision = program.provisions[citation]
    body: list[str] = []
    for one in _before(program, citation, readings):
        body += ["", f"    # {one}", *conclusions.of(program.provisions[one])]
    body += ["", f"    # {citation}"]
    if is_traced:
        body += [*conclusions.of(provision), f"    return {conclusions.verdict(provision)}"]
    else:
        body += conclusions.first(provision)
    head = ["def decide(facts):", f'    """What {law} says of § {citation}."""']
    return _source("decide", [*head, *_looking_up(names), *body], names)


def total_name(test: TotalIs) -> str:
    """The name under which a record gives a total."""
    return f"{test.total.name}, the whole period" if test.whole else test.total.name


def _source(name: str, lines: Iterable[str], names: Names, steps: tuple[Step, ...] = ()) -> Source:
    return Source(name, "\n".join(lines) + "\n", tuple(names.facts), tuple(names.totals.values()), steps)


def _asking(names: Names) -> Iterator[str]:
    """The statements that take from an event what is known of it."""
    yield "    get = facts.get"
    yield from (f"    {name} = get({fact!r})" for fact, name in names.facts.items())
    yield from (f"    so_far_{place} = None" for place in range(len(names.totals)))
    yield from _days(names)


def _looking_up(names: Names) -> Iterator[str]:
    """The statements that look all up in a record; one that lacks something is made whole first."""
    yield "    try:"
    yield from (f"        {name} = facts[{fact!r}]" for fact, name in names.facts.items())
    yield from (
        f"        so_far_{place} = facts[{total_name(test)!r}]" for place, test in enumerate(names.totals.values())
    )
    yield "    except KeyError:"
    yield "        return decide(whole(facts))"
    yield from _days(names)


def _days(names: Names) -> Iterator[str]:
    yield from (f"    {name} = date >= {day}  # {show_day(day)}" for day, name in names.days.items())


def _before(program: Program, citation: str, readings: Mapping[str, str]) -> list[str]:
    """What a provision refers to, directly or not, in the program's order."""
    wanted = [citation]
    found: set[str] = set()
    while wanted:
        for condition in program.provisions[wanted.pop()].conditions():
            new = set(references(condition, readings)) - found
            found |= new
            wanted += new
    return [one for one in program.provisions if one in found]
