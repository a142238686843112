"""A case's nodes to a typed ledger, every slip reported at its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ctethics.diagnostics import Collector, Span, near
from ctethics.facts.ledger import Event, Ledger, Party
from ctethics.facts.value import parse_value
from ctethics.law.calendar import NotADate, parse_day, show_day
from ctethics.program import EventKind, Fact, Value, Vocabulary
from ctethics.source import Mapping, Node, Scalar, Sequence
from ctethics.source.unseen import FIX, WHY, unseen

_MOST_NAMED = 20
_TOP = ("law", "parties", "events", "readings", "expect")


def type_case(node: Node, vocabulary: Vocabulary, problems: Collector) -> Ledger:
    """The ledger; complete only if `problems` stays empty.

    Reports CTE601 (unknown name), CTE602 (value), CTE603 (shape), CTE604 (party), CTE605 (donor is recipient),
    CTE606 (event id).
    """
    top = _mapping(node, "a case", problems)
    for name, key, _ in _entries(top, problems):
        if top is not None and name not in _TOP:
            _unknown(name, top.keys[key], "key", "a case", _TOP, problems)
    if top is not None:
        _check_readings(top, problems)
    parties = _parties(top.items.get("parties"), vocabulary, problems) if top else {}
    events = _events(top, parties, vocabulary, problems) if top else []
    return Ledger(parties, tuple(sorted(events, key=lambda event: (event.day, event.id))))


def _check_readings(top: Mapping, problems: Collector) -> None:
    told = top.items.get("readings")
    chosen = _mapping(told, "`readings`", problems) if told else None
    for name, choice in chosen.items.items() if chosen else ():
        if not isinstance(choice, Scalar):
            why = "one choice is made of each reading."
            problems.add("CTE603", choice.span, f"the choice of `{name}` is not one value", why=why, fix="write one.")


def _parties(node: Node | None, vocabulary: Vocabulary, problems: Collector) -> dict[str, Party]:
    named = _mapping(node, "`parties`", problems) if node else None
    parties = {}
    for id_, inner in named.items.items() if named else ():
        facts: dict[str, Value] = {}
        if named and (hidden := unseen(id_)):
            problems.add("CTE604", named.keys[id_], f"the name of a party holds {hidden}", why=WHY, fix=FIX)
        told = _mapping(inner, f"party `{id_}`", problems)
        for name, key, value_node in _entries(told, problems):
            fact = vocabulary.party.get(name)
            if fact is not None:
                _state(facts, fact, value_node, problems)
            elif told is not None:
                _unknown(name, told.keys[key], "fact", "a party", vocabulary.party, problems)
        parties[id_] = Party(id_, facts)
    return parties


def _events(top: Mapping, parties: dict[str, Party], vocabulary: Vocabulary, problems: Collector) -> Iterator[Event]:
    listed = top.items.get("events")
    if not isinstance(listed, Sequence) or not listed.items:
        why = "a case is about at least one event."
        problems.add("CTE603", (listed or top).span, "no events", why=why, fix="add `events:` with a list of them.")
        return
    seen: dict[str, Span] = {}
    for node in listed.items:
        event = _mapping(node, "an event", problems)
        if event is not None:
            typed = _event(event, parties, vocabulary, seen, problems)
            if typed is not None:
                yield typed


def _event(
    node: Mapping, parties: dict[str, Party], vocabulary: Vocabulary, seen: dict[str, Span], problems: Collector
) -> Event | None:
    id_ = _id(node, seen, problems)
    kind = _kind(node, vocabulary, problems)
    day = _day(node, problems)
    if kind is None:
        return None
    roles: dict[str, str] = {}
    facts: dict[str, Value] = {}
    for name, key, value_node in _entries(node, problems):
        if name in kind.roles:
            party = _party(name, value_node, parties, problems)
            if party is not None:
                roles[name] = party
        elif name in kind.facts:
            _state(facts, kind.facts[name], value_node, problems)
        elif name not in ("id", "kind", "date"):
            known = ("id", "kind", "date", *kind.roles, *kind.facts)
            _unknown(name, node.keys[key], "fact", f"a {kind.name}", known, problems)
    for role in kind.roles.values():
        is_needed = role.presume is None and not role.is_optional
        if is_needed and role.name not in roles and role.name not in _names(node):
            why = f"a {kind.name} has one."
            fix = f"add `{role.name}: …`, a name from `parties`."
            problems.add("CTE603", node.span, f"`{role.name}` is missing", why=why, fix=fix)
    if roles.get("donor") is not None and roles.get("donor") == roles.get("recipient"):
        span = node.keys.get("recipient", node.span)
        what = f"`{roles['donor']}` is both donor and recipient"
        problems.add("CTE605", span, what, why="nobody gives to themselves.", fix="name the other party.")
    _check_last_day(node, kind, day, facts, problems)
    return Event(id_, kind.name, day, roles, facts) if id_ and day else None


def _check_last_day(
    node: Mapping, kind: EventKind, day: int | None, facts: dict[str, Value], problems: Collector
) -> None:
    """Reports CTE602 where a fact names a period that does not end on the event's day."""
    for fact in kind.facts.values():
        period = facts.get(fact.name)
        if day is None or not isinstance(period, str) or fact.ends_on(period, day):
            continue
        wanted = dict(fact.last_day)[period]
        span = node.items["date"].span
        what = f"`date` is `{show_day(day)}`, but {fact.name} is `{period}`"
        ends = "on the last day of a month" if wanted == (0, 0) else f"on {wanted[0]:02}-{wanted[1]:02}"
        why = f"the date of a {kind.name} is the last day of the period, and this one ends {ends}."
        problems.add("CTE602", span, what, why=why, fix="write that day, or name the other period.")


def _id(node: Mapping, seen: dict[str, Span], problems: Collector) -> str | None:
    value = node.items.get("id")
    if isinstance(value, Scalar) and not isinstance(value.value, str):
        what, fix = f"the id `{value.shown}` is not text", f'write `"{value.shown}"`.'
        problems.add("CTE606", value.span, what, why="answers name events by their id.", fix=fix)
        return None
    if not isinstance(value, Scalar) or not value.text.strip():
        why = "answers name events by their id."
        problems.add(
            "CTE606", node.span, "an event without an id", why=why, fix="add `id: …`, a short name of its own."
        )
        return None
    id_ = value.text.strip()
    if hidden := unseen(id_):
        problems.add("CTE606", value.span, f"the id holds {hidden}", why=WHY, fix=FIX)
    if id_ in seen:
        where = f" at line {seen[id_].line}" if seen[id_].line else f" at {seen[id_]}"
        why = f"another event{where} has it."
        problems.add("CTE606", value.span, f"the id `{id_}` is used twice", why=why, fix="give this event another id.")
    seen.setdefault(id_, value.span)
    return id_


def _kind(node: Mapping, vocabulary: Vocabulary, problems: Collector) -> EventKind | None:
    value = node.items.get("kind")
    if not isinstance(value, Scalar):
        why = "what may be said of an event depends on its kind."
        fix = f"add `kind: …`, one of: {', '.join(vocabulary.events)}."
        problems.add("CTE603", node.span, "`kind` is missing", why=why, fix=fix)
        return None
    kind = vocabulary.events.get(value.text.strip())
    if kind is None:
        _unknown(value.text, value.span, "kind of event", "rules/facts.yaml", vocabulary.events, problems)
    return kind


def _day(node: Mapping, problems: Collector) -> int | None:
    value = node.items.get("date")
    if not isinstance(value, Scalar):
        why = "which limits and which calendar year count depends on it."
        problems.add("CTE603", node.span, "`date` is missing", why=why, fix="add `date: 2025-03-03`.")
        return None
    try:
        return parse_day(value.value)
    except NotADate as error:
        what, fix = f"`date` is `{value.shown}`", "write it as in 2025-03-03."
        problems.add("CTE602", value.span, what, why=f"{error}.", fix=fix)
        return None


def _party(role: str, node: Node, parties: dict[str, Party], problems: Collector) -> str | None:
    id_ = node.value if isinstance(node, Scalar) else None
    if isinstance(id_, str) and id_.strip() in parties:
        return id_.strip()
    if not isinstance(id_, str) or not id_.strip():
        what, why = f"`{role}` is not the name of a party", "it is one name from `parties`."
        problems.add("CTE604", node.span, what, why=why, fix="write one name.")
        return None
    guess = near(id_, parties)
    shown = node.shown if isinstance(node, Scalar) else ""
    fix = f"write `{guess}`." if guess else f"add `{shown}: {{kind: …}}` under `parties`."
    what = f"the {role} `{shown}` is not a party"
    problems.add("CTE604", node.span, what, why="each party is described once under `parties`.", fix=fix)
    return None


def _state(facts: dict[str, Value], fact: Fact, node: Node, problems: Collector) -> None:
    value = parse_value(fact, node, problems)
    if value is not None:
        facts[fact.name] = value


def _names(node: Mapping) -> set[str]:
    return {key.replace("_", " ") for key in node.items}


def _entries(node: Mapping | None, problems: Collector) -> Iterator[tuple[str, str, Node]]:
    """Each name with `_` read as a space, as it is written, and its value; one name twice is reported as CTE103."""
    seen: set[str] = set()
    for key, value in node.items.items() if node else ():
        name = key.replace("_", " ")
        if name in seen and node is not None:
            why = "`_` stands for a space, so the two names are one."
            problems.add("CTE103", node.keys[key], f"`{name}` is written twice", why=why, fix="keep one of them.")
        seen.add(name)
        yield name, key, value


def _mapping(node: Node, what: str, problems: Collector) -> Mapping | None:
    if isinstance(node, Mapping):
        return node
    problems.add("CTE603", node.span, f"{what} is not a mapping", why="it has named parts.", fix="write `name: value`.")
    return None


def _unknown(name: str, span: Span, sort: str, owner: str, known: Collection[str], problems: Collector) -> None:
    guess = near(name, known)
    some, more = list(known)[:_MOST_NAMED], len(known) - _MOST_NAMED
    others = f" and {more} more in rules/facts.yaml" if more > 0 else ""
    fix = f"write `{guess}`." if guess else f"use one of: {', '.join(some)}{others}."
    why = f"{owner} has no such {sort}; a misspelt name would be taken for silence."
    problems.add("CTE601", span, f"unknown {sort} `{name}`", why=why, fix=fix)
