"""Files of a rules folder in canonical layout, with nothing of their meaning changed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

from ctethics.diagnostics import Collector, Source
from ctethics.editing.layout import lay_out
from ctethics.editing.written import Block, Entry, Part, read_written
from ctethics.rulefile.case_forms import CASE_FILE
from ctethics.rulefile.example_forms import CASE
from ctethics.rulefile.fact_forms import FACTS_FILE
from ctethics.rulefile.forms import RULE_FILE
from ctethics.source import Mapping, Node, Sequence, parse_yaml, read_text

MODELINE: Final = "# yaml-language-server: $schema="
# A file is of the form that has the most of its keys.
_FORMS = (RULE_FILE, FACTS_FILE, CASE_FILE, CASE)


class Formatted(NamedTuple):
    """A file as it is and in canonical layout; `is_sure` is no where the layout would change what the file says."""

    path: Path
    before: str
    after: str
    is_sure: bool = True


class _Told(NamedTuple):
    """What a layout must keep."""

    meaning: object
    comments: Counter[str]


def format_file(path: Path, shown: str, problems: Collector, modeline: str = "") -> Formatted | None:
    """The file in canonical layout, or None and what is wrong with it.

    modeline -- the comment that its first line is to be, by which an editor finds its schema.
    """
    source = read_text(path, shown, problems)
    if source is None or parse_yaml(source, problems) is None or problems:
        return None
    before = path.read_bytes().decode()
    begun = Source(shown, _begun(source.lines, modeline))
    after = format_source(begun)
    if after == "\n".join(source.lines):
        return Formatted(path, before, after)
    is_sure = _told(Source(shown, tuple(after.split("\n")))) == _told(begun)
    return Formatted(path, before, after if is_sure else before, is_sure)


def _begun(lines: tuple[str, ...], modeline: str) -> tuple[str, ...]:
    """The lines with the modeline as their first, instead of another one there."""
    rest = lines[1:] if modeline and lines[0].startswith(MODELINE) else lines
    return (modeline, *rest) if modeline else lines


def format_source(source: Source) -> str:
    """The text in canonical layout, of a source that `parse_yaml` reads; of one value alone, as it is."""
    written = read_written(source.lines)
    if written is None:
        return "\n".join(source.lines)
    keys = {entry.key for entry in written.entries}
    form = max(_FORMS, key=lambda form: len(keys & form.by_name.keys()))
    return lay_out(written, form)


def _told(source: Source) -> _Told | None:
    node = parse_yaml(source, Collector())
    if node is None:
        return None
    written = read_written(source.lines)
    return _Told(meaning(node), Counter(comments(written) if written else ()))


def meaning(node: Node) -> object:
    """The values without their places; the order of keys is none of it."""
    if isinstance(node, Mapping):
        return {key: meaning(value) for key, value in node.items.items()}
    return [meaning(item) for item in node.items] if isinstance(node, Sequence) else node.value


def comments(part: Part) -> list[str]:
    """Every comment of a file."""
    if not isinstance(part, Block):
        return []
    found = [text for entry in part.entries for text in _of(entry)]
    return found + [text for text in part.tail if text]


def _of(entry: Entry) -> list[str]:
    return [*(text for text in (*entry.before, entry.beside) if text), *comments(entry.value)]
