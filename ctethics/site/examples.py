"""The examples of a file: what each adds to the facts given, what comes out under each law, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ctethics.compile import Example
from ctethics.law.regimes import LAWS
from ctethics.outcome import Determination, EventResult, Finding
from ctethics.rulefile import ExampleDoc
from ctethics.site.book import Book
from ctethics.site.markdown import counted, markup, section
from ctethics.site.reasons import Reasons
from ctethics.site.rule_file import RuleFile
from ctethics.source import Mapping, Node, Scalar, Sequence

# What the rules answer to each example of a file, in the order of Book.examples.
Answers = list[Determination]


@dataclass(frozen=True, slots=True)
class _Shown:
    """An example with its answer under each law that it speaks of."""

    doc: ExampleDoc
    by_law: dict[str, tuple[Example, Determination]]


def examples_of(book: Book, file: RuleFile, answers: Answers) -> Iterator[str]:
    """A table of each rule's examples, below what they all take as given."""
    shown = list(_paired(book, file, answers))
    lines: list[str] = [*_given(file)]
    for rule in book.rules(file.citation):
        own = [one for one in shown if next(iter(one.by_law.values()))[0].provision == rule.citation]
        if own:
            title = f"{counted(len(own), 'example')}" + (f" of {rule.title}" if len(file.documents) > 1 else "")
            rows = [_rows(book, one) for one in own]
            lines += [f"<details><summary>{markup(title)}</summary>", *_table(rows), "</details>", ""]
    yield from section("Examples", lines)


def _paired(book: Book, file: RuleFile, answers: Answers) -> Iterator[_Shown]:
    """The file's examples as written, each with its answers: both are in the order of the file."""
    docs = (doc for document in file.documents for doc in document.examples)
    both = zip(book.examples(file.citation), answers, strict=True)
    groups = groupby(both, key=lambda pair: pair[0].case.span)
    for doc, (_, some) in zip(docs, groups, strict=True):
        yield _Shown(doc, {example.law: (example, answer) for example, answer in some})


def _given(file: RuleFile) -> Iterator[str]:
    """The facts that every example of the file begins with."""
    given = file.documents[0].given
    if given is None:
        return
    parties, event = (given.items.get(key) for key in ("parties", "event"))
    rows = [(f"{name}", _facts(facts)) for name, facts in _items(parties)]
    rows += [("the event", _facts(event))] if event is not None else []
    yield from ("<details><summary>Given in every example</summary>", '<dl class="given">')
    yield from (f"<dt>{markup(name)}</dt><dd>{markup(facts)}</dd>" for name, facts in rows)
    yield from ("</dl>", "</details>", "")


def _table(rows: list[str]) -> Iterator[str]:
    head = "".join(f"<th>{name}</th>" for name in ("example", "what it adds, and why it comes out so", *LAWS))
    yield from ('<table class="examples">', f"<thead><tr>{head}</tr></thead>", "<tbody>", *rows, "</tbody></table>")


def _rows(book: Book, one: _Shown) -> str:
    """Two rows for each event of an example, all on one line: what comes out, and why."""
    several = len(one.doc.events) > 1
    rows = []
    for number, event in enumerate(one.doc.events):
        id_ = _text(event.items["id"]) if "id" in event.items else "event"
        head = f'<th rowspan="{2 * len(one.doc.events)}">{markup(one.doc.name.text)}</th>' if number == 0 else ""
        adds = ([f"<i>{markup(id_)}</i>"] if several else []) + [markup(text) for text in _adds(one.doc, event, number)]
        told = {law: _told(book, one, law, id_, number) for law in LAWS}
        outcomes = (f'<td data-law="{law}">{outcome}</td>' for law, (outcome, _) in told.items())
        rows.append(f"<tr>{head}<td>{'; '.join(adds)}</td>{''.join(outcomes)}</tr>")
        rows.append(f'<tr><td colspan="3" class="why">{_why(told)}</td></tr>')
    return "".join(rows)


def _adds(doc: ExampleDoc, event: Mapping, number: int) -> Iterator[str]:
    """What an example adds to what is given: of its parties and readings with its first event."""
    facts = _facts(event)
    if facts:
        yield facts
    for name, party in _items(doc.parties) if number == 0 else ():
        yield f"{name}: {_facts(party)}"
    for name, choice in _items(doc.readings) if number == 0 else ():
        yield f"reading {name}: {_text(choice)}"
    if not facts and not doc.parties and not doc.readings:
        yield "nothing"


def _told(book: Book, one: _Shown, law: str, id_: str, number: int) -> tuple[str, str]:
    """The outcome under a law as a cell shows it, and the reason; nothing where the example says nothing of it."""
    if law not in one.by_law:
        return "", ""
    example, answer = one.by_law[law]
    if id_ not in example.expected:
        return "", ""
    result = answer[id_]
    finding = result.finding(example.provision)
    reason = Reasons(book.program, law, result, _is_own(example, one.doc, number)).line(finding)
    return _outcome(finding, result), markup(reason)


def _outcome(finding: Finding, result: EventResult) -> str:
    cell = f'<b class="{finding.outcome.replace(" ", "-")}">{finding.outcome}</b>'
    if finding.outcome == "excepted":
        cell += f" by {markup(', '.join(_short(name, finding.provision) for name in finding.excepted_by))}"
    duty = next((duty for duty in result.duties if duty.provision == finding.provision), None)
    if duty is not None and duty.due is not None:
        cell += markup(f"; {'until' if duty.is_until else 'due'} {duty.due}")
    return cell


def _short(exception: str, provision: str) -> str:
    return exception.removeprefix(provision).strip() or exception


def _why(told: dict[str, tuple[str, str]]) -> str:
    """The reason, once where it is the same under both laws."""
    reasons = {law: reason for law, (_, reason) in told.items() if reason}
    if len(set(reasons.values())) == 1:
        return next(iter(reasons.values()))
    return "<br>".join(f"<code>{law}</code> {reason}" for law, reason in reasons.items())


def _is_own(example: Example, doc: ExampleDoc, number: int) -> Callable[[str], bool]:
    """Whether the example states a fact itself: of the event, of who is in it, or of a party that it speaks of."""
    names = set(doc.events[number].items)
    events = example.case.items["events"]
    assert isinstance(events, Sequence)
    spoken = {name for name, _ in _items(doc.parties)}
    whole = _items(events.items[number])
    roles = tuple(f"{name} " for name, node in whole if name in names or _text(node) in spoken)
    return lambda name: name in names or name.startswith(roles)


def _facts(node: Node | None) -> str:
    shown = (f"{name}: {_text(value)}" for name, value in _items(node) if name not in ("id", "kind"))
    kind = next((f"a {_text(value)}" for name, value in _items(node) if name == "kind"), "")
    return "; ".join(filter(None, (kind, *shown)))


def _text(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text
    return ", ".join(_text(item) for item in node.items) or "none" if isinstance(node, Sequence) else _facts(node)


def _items(node: Node | None) -> list[tuple[str, Node]]:
    return list(node.items.items()) if isinstance(node, Mapping) else []
