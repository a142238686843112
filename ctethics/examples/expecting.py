"""What a case file expects, by law, event and provision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ctethics.compile import Expected
from ctethics.compile.examples import expectation_of
from ctethics.diagnostics import Collector, Span, near
from ctethics.law.regimes import LAWS
from ctethics.program import Program
from ctethics.source import Mapping, Node, Scalar, Sequence

ByEvent = dict[str, dict[str, Expected]]


def expected_by_law(expect: Mapping, case: Mapping, program: Program, problems: Collector) -> dict[str, ByEvent]:
    """What is expected under each law spoken of; reports CTE501 for what cannot be expected.

    What a law says goes before what `every law` says of the same event and provision.
    """
    told = {key: _by_event(node, _kinds(case), program, problems) for key, node in _laws(expect, problems)}
    for_all = told.pop("every law", {})
    names = LAWS if for_all else told
    return {law: _over(for_all, told.get(law, {})) for law in names}


def _laws(expect: Mapping, problems: Collector) -> Iterator[tuple[str, Node]]:
    known = ("every law", *LAWS)
    if not expect.items:
        _slip(expect.span, "no law is named", "write `{every law: {pen: {1-84(j): applies}}}`.", problems)
    for key, node in expect.items.items():
        if key in known:
            yield key, node
        else:
            _slip(expect.keys[key], f"unknown law `{key}`", _one_of(key, known), problems)


def _over(base: ByEvent, own: ByEvent) -> ByEvent:
    return {event: {**base.get(event, {}), **own.get(event, {})} for event in {**base, **own}}


def _kinds(case: Mapping) -> dict[str, str]:
    """The kind of each event by its id; what is wrong with an event is said when the case is put."""
    listed = case.items.get("events")
    events = [node.items for node in listed.items if isinstance(node, Mapping)] if isinstance(listed, Sequence) else []
    pairs = [(event.get("id"), event.get("kind")) for event in events]
    return {
        id_.text.strip(): kind.text.strip()
        for id_, kind in pairs
        if isinstance(id_, Scalar) and isinstance(kind, Scalar)
    }


def _by_event(node: Node, kinds: dict[str, str], program: Program, problems: Collector) -> ByEvent:
    found: ByEvent = {}
    for event, span, inner in _named(node, "no event is named", problems):
        if event in kinds:
            found[event] = dict(_of_event(inner, kinds[event], program, problems))
        else:
            _slip(span, f"no event has the id `{event}`", _one_of(event, kinds), problems)
    return found


def _of_event(node: Node, kind: str, program: Program, problems: Collector) -> Iterator[tuple[str, Expected]]:
    about = {p.citation: p.about for p in program.provisions.values()}
    for provision, span, inner in _named(node, "no provision is named", problems):
        expected = expectation_of(inner, provision, problems)
        if provision not in about:
            _slip(span, f"no rule is `{provision}`", _one_of(provision, about), problems)
        elif about[provision] != kind:
            what = f"§ {provision} is about a {about[provision]}, the event's kind is `{kind}`"
            _slip(span, what, f"write `kind: {about[provision]}`, or name a rule about a {kind}.", problems)
        elif expected is not None:
            yield provision, expected


def _named(node: Node, lacking: str, problems: Collector) -> Iterator[tuple[str, Span, Node]]:
    """The parts of a mapping with their names and the places of these."""
    if not isinstance(node, Mapping) or not node.items:
        _slip(node.span, lacking, "write `{pen: {1-84(j): applies}}`, by event and provision.", problems)
        return
    for name, inner in node.items.items():
        yield name, node.keys[name], inner


def _one_of(word: str, known: Iterable[str]) -> str:
    names = list(known)
    guess = near(word, names)
    if guess or len(names) > 12:
        return f"write `{guess}`." if guess else "`ctethics provisions` lists them."
    return f"write one of: {', '.join(names)}."


def _slip(span: Span, what: str, fix: str, problems: Collector) -> None:
    why = "a case says which outcome it expects of which event and provision, under which law."
    problems.add("CTE501", span, what, why=why, fix=fix)
