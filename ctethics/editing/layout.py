"""The canonical layout of a file: its keys in the order of their form, short things on one line, comments kept."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ctethics.editing.scalars import WIDTH, one_line, several_lines
from ctethics.editing.written import Block, Entry, Part, Text
from ctethics.rulefile.condition_forms import CONDITIONS
from ctethics.rulefile.form import Condition, Either, Form, Layout, Listed, Named, Value

_STEP = 2


def lay_out(root: Block, form: Form) -> str:
    """The file's text."""
    header, root = _header(root)
    entries = _in_order(root, form)
    if not entries:
        return "\n".join([*header, "[]" if root.is_list else "{}"]) + "\n"
    top = entries[0]._replace(before=_without_first_blank(_collapsed(entries[0].before)))
    lines = [*header, *_entry(top, _inner(form, top), 0)]
    for previous, entry in pairwise(entries):
        above = _collapsed(entry.before)
        if _section(previous, form) != _section(entry, form):
            above = ("", *_without_first_blank(above))
        elif _section(entry, form) is not None:
            above = _without_first_blank(above)
        lines += _entry(entry._replace(before=above), _inner(form, entry), 0)
    return "\n".join([*lines, *_collapsed(root.tail)]) + "\n"


def _header(root: Block) -> tuple[tuple[str, ...], Block]:
    """The comments that the file begins with, up to a blank line: they stay there whichever key comes first."""
    if not root.entries:
        return root.tail, root._replace(tail=())
    first = root.entries[0]
    above = _without_first_blank(_collapsed(first.before))
    cut = len(above) - above[::-1].index("") if "" in above else 0
    rest = first._replace(before=above[cut:])
    return above[:cut], root._replace(entries=(rest, *root.entries[1:]))


def _section(entry: Entry, form: Form) -> tuple[str, ...] | None:
    return next((section for section in form.sections if entry.key in section), None)


def _in_order(block: Block, spec: Value | None) -> list[Entry]:
    """The entries in the order of their form; a key that it has not stays after the one it follows."""
    if not isinstance(spec, Form) or block.is_list:
        return list(block.entries)
    places = {name: place for place, name in enumerate(spec.in_order)}
    last, keyed = -1, []
    for entry in block.entries:
        last = places.get(entry.key or "", last)
        keyed.append((last, entry))
    return [entry for _, entry in sorted(keyed, key=lambda pair: pair[0])]


def _inner(spec: Value | None, entry: Entry) -> Value | None:
    """What an entry's value should be, in the sort that fits how it is written."""
    value: Value | None = None
    if isinstance(spec, Form):
        key = spec.by_name.get(entry.key or "")
        value = key.value if key else None
    elif isinstance(spec, Named | Listed):
        value = spec.of
    return _fitting(value, entry.value)


def _fitting(value: Value | None, part: Part) -> Value | None:
    if isinstance(part, Text) or value is None:
        return None
    keys = {entry.key for entry in part.entries}
    if isinstance(value, Condition):
        return next((form for sort, form in CONDITIONS.items() if sort in keys), None)
    if isinstance(value, Either):
        found = (_fitting(one, part) for one in value.of)
        return next((one for one in found if one is not None), None)
    if part.is_list is not isinstance(value, Listed):
        return None
    required = value.required if isinstance(value, Form) else ()
    return value if not required or keys & set(required) else None


def _is_on_one_line(block: Block, spec: Value | None) -> bool:
    """Whether the collection belongs on one line, if it fits."""
    if not block.entries:
        return True
    layout = spec.layout if isinstance(spec, Form | Named | Listed) else Layout.AS_WRITTEN
    if block.has_comments or layout is Layout.LINES:
        return False
    return block.in_braces if layout is Layout.AS_WRITTEN else all(_is_plain(entry.value) for entry in block.entries)


def _is_plain(part: Part) -> bool:
    return isinstance(part, Text) or (part.is_list and all(isinstance(entry.value, Text) for entry in part.entries))


def _in_braces(part: Part, spec: Value | None) -> str:
    if isinstance(part, Text):
        return one_line(part.text, in_braces=True)
    written = []
    for entry in _in_order(part, spec):
        name = "" if entry.key is None else f"{one_line(entry.key, in_braces=True)}: "
        written.append(name + _in_braces(entry.value, _inner(spec, entry)))
    return f"[{', '.join(written)}]" if part.is_list else f"{{{', '.join(written)}}}"


def _entry(entry: Entry, spec: Value | None, indent: int) -> list[str]:
    """The lines of an entry, its comments above it."""
    head = " " * indent + ("-" if entry.key is None else f"{one_line(entry.key)}:")
    above: tuple[str, ...] = ()
    if isinstance(entry.value, Text):
        lines = _beside(_text(head, entry.value.text, indent), entry.beside)
    elif braces := _braces(head, entry.value, spec):
        above, lines = entry.value.tail, _beside([f"{head} {braces}"], entry.beside)
    elif entry.key is not None:
        lines = _beside([head, *_lines(entry.value, spec, indent + _STEP)], entry.beside)
    else:
        above, lines = _item(entry, spec, indent)
    return [*_indented(_collapsed((*entry.before, *above)), indent), *lines]


def _text(head: str, text: str, indent: int) -> list[str]:
    on_one_line = f"{head} {one_line(text)}"
    folded = several_lines(text, indent + _STEP) if len(on_one_line) > WIDTH or "\n" in text else None
    return [f"{head} {folded[0]}", *folded[1:]] if folded else [on_one_line]


def _braces(head: str, block: Block, spec: Value | None) -> str:
    """The collection as it stands beside its key; nothing where it takes a line for each entry."""
    braces = _in_braces(block, spec) if _is_on_one_line(block, spec) else ""
    return braces if len(head) + 1 + len(braces) <= WIDTH else ""


def _item(entry: Entry, spec: Value | None, indent: int) -> tuple[tuple[str, ...], list[str]]:
    """A collection that is an item of a list: it begins on the line of the dash, and comments above it go there too."""
    assert isinstance(entry.value, Block)
    first, *others = _in_order(entry.value, spec)
    spare = (entry.beside,) if first.beside and entry.beside else ()
    first = first._replace(beside=first.beside or entry.beside)
    lines = _lines(entry.value._replace(entries=(first, *others)), spec, indent + _STEP)
    start = next(number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    above = (*(line.strip() for line in lines[:start]), *spare)
    return above, [f"{' ' * indent}- {lines[start].lstrip()}", *lines[start + 1 :]]


def _lines(block: Block, spec: Value | None, indent: int) -> list[str]:
    """A line, or more, for each entry."""
    lines: list[str] = []
    for entry in _in_order(block, spec):
        kept = entry._replace(before=tuple(filter(None, entry.before))) if block.in_braces else entry
        lines += _entry(kept, _inner(spec, entry), indent)
    return lines + _indented(_collapsed(block.tail), indent)


def _beside(lines: list[str], comment: str) -> list[str]:
    return [f"{lines[0]}  {comment}", *lines[1:]] if comment else lines


def _indented(comments: Iterable[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{comment}" if comment else "" for comment in comments]


def _collapsed(comments: tuple[str, ...]) -> tuple[str, ...]:
    """With one blank line where there are several."""
    return tuple(one for number, one in enumerate(comments) if one or not number or comments[number - 1])


def _without_first_blank(comments: tuple[str, ...]) -> tuple[str, ...]:
    return comments[1:] if comments[:1] == ("",) else comments
