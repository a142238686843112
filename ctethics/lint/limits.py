"""CTE901: limits that are used nowhere, or that another condition always decides before under some law."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.compile.checked import Checked
from ctethics.lint.forms import Given, Known
from ctethics.lint.reasons import of_itself, reasons, span_of, told
from ctethics.lint.rules import Comparison, Rule
from ctethics.lint.settled import Place
from ctethics.lint.words import is_plain, worded
from ctethics.lint.worlds import World
from ctethics.program import Condition
from ctethics.rulefile import RuleDocument
from ctethics.rulefile.document import LimitDoc
from ctethics.source import Mapping, Node, Scalar, Sequence


def check_limits_used(checked: Checked) -> None:
    """Reports the limits that nothing in their file uses, nor in one that shares its rule.

    Of a file with an error nothing is said: the name that is misspelt there may be this one.
    """
    documents = checked.base.documents
    used: dict[str, set[str]] = {}
    wrong = set()
    for citation, document in documents.items():
        home = document.shares.other.text if document.shares else document.file
        used.setdefault(home, set()).update(_named(document))
        if citation not in checked.provisions:
            wrong.add(home)
    for document in documents.values():
        for name, declared in document.limits.items() if document.main is None else ():
            if declared is not None and document.file not in wrong and name not in used.get(document.file, ()):
                why = "what nothing compares with changes no answer."
                fix = "use it with `limit:`, or delete it."
                span = next(iter(declared.laws.values()))
                checked.problems.add("CTE901", span, f"nothing uses the limit `{name}`", why=why, fix=fix)


def report_limits(file: str, rules: list[Rule], checked: Checked) -> None:
    """Reports the limits of a file that come to nothing under one of the laws."""
    documents = [checked.base.documents[rule.provision.citation] for rule in rules]
    told_elsewhere = {name for document in documents for node in _told(document) for name in _limits_in(node)}
    settled = {id(one.condition) for rule in rules for one in rule.settled()}
    for name, declared in checked.base.documents[file].limits.items():
        uses = [(leaf, rule) for rule in rules for leaf in rule.comparisons() if leaf.limit.name == name]
        # Of what is settled under every law the condition itself is reported.
        is_reported = any(id(leaf) in settled for leaf, _ in uses)
        if declared is not None and uses and name not in told_elsewhere and not is_reported:
            for world in rules[0].places:
                _report_in(world, name, declared, uses, checked)


def _report_in(
    world: World, name: str, declared: LimitDoc, uses: list[tuple[Comparison, Rule]], checked: Checked
) -> None:
    """Reports a limit of which no use makes a difference in one world."""
    found = [(leaf, rule.places[world]) for leaf, rule in uses]
    settled = [(leaf, place) for leaf, place in found if id(leaf) in place.settled]
    if not settled or not all(_is_idle(leaf, place) for leaf, place in found):
        return
    leaf, place = settled[0]
    one = place.settled[id(leaf)]
    because = reasons(one, place)
    first = _binding(because)
    what = f"limit `{name}` is never reached under `{world.law}`" + (f": `{first}` always binds first" if first else "")
    how = f"{worded(leaf, world)} (line {span_of(leaf, checked).line}) is {'always' if one.holds else 'never'} so"
    why = f"{how} where {told(because, checked, world)}." if because else f"{how}: {of_itself(leaf, one.holds)}"
    span = declared.laws.get(world.law) or declared.laws["every law"]
    fix = "mend the amount, or what decides before it."
    checked.problems.add("CTE901", span, what, why=why, fix=fix)


def _is_idle(leaf: Condition, place: Place) -> bool:
    return id(leaf) in place.settled or id(leaf) in place.inside or id(leaf) in place.unread


def _binding(because: Given) -> str | None:
    """The limit that alone decides before another."""
    if len(because) != 1 or not isinstance(because[0], Known):
        return None
    condition = because[0].condition
    return condition.limit.name if isinstance(condition, Comparison) and not is_plain(condition.limit) else None


def _named(document: RuleDocument) -> Iterator[str]:
    """The limits that a rule names anywhere."""
    nodes = (document.holds, document.totals, *(exception.when for exception in document.exceptions.values()))
    for node in (*nodes, *_told(document)):
        yield from _limits_in(node)


def _told(document: RuleDocument) -> tuple[Node | None, ...]:
    """What a rule tells besides whether it applies: its duty and its consequences."""
    return (document.duty, *document.consequences)


def _limits_in(node: Node | None) -> Iterator[str]:
    if isinstance(node, Mapping):
        limit = node.items.get("limit")
        if isinstance(limit, Scalar):
            yield limit.text
        for inner in node.items.values():
            yield from _limits_in(inner)
    elif isinstance(node, Sequence):
        for inner in node.items:
            yield from _limits_in(inner)
