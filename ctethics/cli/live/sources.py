"""What is to be added: case files, and JSON with one case or one event a line, from files or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final, NoReturn

from ctethics.diagnostics import CaseError, Collector, Diagnostic, Source, Span
from ctethics.facts import named_law
from ctethics.source import Mapping, Node, Scalar, Sequence, parse_json, parse_yaml, read_text

LINES: Final = (".jsonl", ".ndjson")
STDIN: Final = "-"
_SHOWN_STDIN: Final = "standard input"
_LONGEST_SHOWN: Final = 1000
_OF_A_CASE: Final = ("events", "parties", "law", "readings")


@dataclass(frozen=True)
class Part:
    """A case: a whole file, or one line of JSON. place -- where it stands, for messages."""

    place: str
    case: Mapping

    @property
    def events(self) -> list[Mapping]:
        """The events, as they are stated."""
        listed = self.case.items.get("events")
        return [one for one in listed.items if isinstance(one, Mapping)] if isinstance(listed, Sequence) else []

    @property
    def parties(self) -> dict[str, Any]:
        """The facts of the parties, as they are stated."""
        told = self.case.items.get("parties")
        return {id_: plain(facts) for id_, facts in told.items.items()} if isinstance(told, Mapping) else {}

    @property
    def law(self) -> str | None:
        """The law that the case names. Raises CaseError for one there is not."""
        problems = Collector()
        found = named_law(self.case, problems)
        if problems:
            raise CaseError(problems)
        return found

    @property
    def readings(self) -> dict[str, str]:
        """The choices that the case makes."""
        told = self.case.items.get("readings")
        named = told.items.items() if isinstance(told, Mapping) else ()
        return {name: choice.text for name, choice in named if isinstance(choice, Scalar)}


def parts_of(path: Path) -> Iterator[Part | CaseError]:
    """The parts of a file or, for `-`, of standard input as they come; of a line that cannot be read, why.

    Raises CaseError for a file that cannot be read.
    """
    shown = str(path)
    if shown == STDIN:
        yield from _of_stdin()
    elif path.suffix.lower() in LINES:
        try:
            with path.open(encoding="utf-8-sig", newline="\n") as file:
                yield from _of_lines(file, shown)
        except OSError as error:
            _refuse(shown, f"cannot be read: {error.strerror}", "check the path and its permissions.")
        except UnicodeDecodeError:
            _refuse(shown, "it is not UTF-8", "save the file as UTF-8.")
    else:
        problems = Collector()
        source = read_text(path, shown, problems)
        parse = parse_json if path.suffix.lower() == ".json" else parse_yaml
        yield _part(parse(source, problems) if source else None, problems, shown)


def is_case(path: Path) -> bool:
    """Whether a file is a case or lines of JSON, and no table."""
    return str(path) == STDIN or path.suffix.lower() in (*LINES, ".yaml", ".yml", ".json")


def plain(node: Node) -> Any:
    """The value that a node stands for, scalars as they were written."""
    if isinstance(node, Mapping):
        return {name: plain(inner) for name, inner in node.items.items()}
    return [plain(inner) for inner in node.items] if isinstance(node, Sequence) else node.value


def text_of(event: Mapping, name: str) -> str:
    """A text that an event states, empty where it states none."""
    told = event.items.get(name)
    return told.value.strip() if isinstance(told, Scalar) and isinstance(told.value, str) else ""


def _of_stdin() -> Iterator[Part | CaseError]:
    """JSON line by line where the first line is JSON by itself; otherwise all of it as YAML."""
    try:
        first = next((line for line in sys.stdin if line.strip()), "")
        if first.lstrip().startswith("{") and parse_json(Source("", (first,)), Collector()) is not None:
            yield from _of_lines(chain([first], sys.stdin), _SHOWN_STDIN)
            return
        text = first + sys.stdin.read()
    except UnicodeDecodeError:
        _refuse(_SHOWN_STDIN, "it is not UTF-8", "write it as UTF-8.")
    if not text.strip():
        _refuse(_SHOWN_STDIN, "there is nothing in it", "write a case, or events as JSON, one a line.")
    problems = Collector()
    source = Source(_SHOWN_STDIN, tuple(text.replace("\r\n", "\n").split("\n")))
    yield _part(parse_yaml(source, problems), problems, _SHOWN_STDIN)


def _of_lines(lines: Iterable[str], name: str) -> Iterator[Part | CaseError]:
    """A part for each line that is not empty. Raises CaseError where there is none."""
    is_empty = True
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if not text.strip():
            continue
        is_empty = False
        place, problems = f"{name}, line {number}", Collector()
        node = parse_json(Source(place, (text,)), problems)
        if node is None and len(text) <= _LONGEST_SHOWN:
            # Once more, for the place in the file.
            problems = Collector()
            parse_json(Source(name, (*[""] * (number - 1), text)), problems)
        try:
            yield _part(node, problems, place)
        except CaseError as error:
            yield error
    if is_empty:
        _refuse(name, "there is nothing in it", "write a case, or events as JSON, one a line.")


def _part(node: Node | None, problems: Collector, place: str) -> Part:
    if isinstance(node, Mapping) and not any(name in node.items for name in _OF_A_CASE):
        node = Sequence((node,), node.span)  # one event by itself
    if isinstance(node, Sequence):
        node = Mapping({"events": node}, {"events": node.span}, node.span)
    if not problems and not isinstance(node, Mapping):
        span = Span.whole(place) if node is None else node.span
        why, fix = "a case has `parties` and `events`, an event `id`, `kind` and `date`.", "write `name: value`."
        problems.add("CTE603", span, "a case is not a mapping", why=why, fix=fix)
    if problems or not isinstance(node, Mapping):
        raise CaseError(problems)
    return Part(place, node)


def _refuse(shown: str, what: str, fix: str) -> NoReturn:
    why = "events are read from a case file, or from JSON with one event a line."
    raise CaseError([Diagnostic("CTE101", Span.whole(shown), what, why, fix)])
