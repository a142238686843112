"""Lines of words in styles: folded to a width, set side by side, and written in colour or with plain marks."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, zip_longest
from typing import Any, Final

# Words and their style: a sort of what rests on words, `struck` or `inserted`, `heading`, or none.
Run = tuple[str, str]
Line = tuple[Run, ...]

STYLES: Final[dict[str, str]] = {
    "general rule": "cyan",
    "exception": "bright_blue",
    "limit": "bold yellow",
    "total": "magenta",
    "duty": "bold cyan",
    "what may follow": "bold magenta",
    "encoded otherwise": "italic cyan",
    "not operative": "dim",
    "not encoded": "dim italic",
    "unaccounted": "bold white on red",
    "struck": "strike red",
    "inserted": "underline green",
    "heading": "bold",
}
# What says the same where there is no colour.
_MARKS: Final = {"struck": "[]", "inserted": "{}"}


def marked(runs: Iterable[Run], colour: bool) -> list[Run]:
    """Neighbours of one style put together, what is struck in brackets and inserted in braces unless colours say so."""
    joined = [("".join(text for text, _ in same), style) for style, same in groupby(runs, key=lambda run: run[1])]
    marks = {} if colour else _MARKS
    return [(f"{marks[style][0]}{text}{marks[style][1]}" if style in marks else text, style) for text, style in joined]


def fold(runs: Iterable[Run], width: int, indent: int = 0, hanging: int = 2) -> list[Line]:
    """The words in lines of at most the width, indented, later lines by `hanging` more; each keeps its style."""
    runs = list(runs)
    # A section sign stays with its number.
    text = "".join(text for text, _ in runs).replace("§ ", "§\u00a0")
    first, later = " " * indent, " " * (indent + hanging)
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)
    styles = iter([style for words, style in runs for letter in words if not letter.isspace()])
    return [_styled(line.replace("\u00a0", " "), styles) for line in lines]


def _styled(line: str, styles: Iterator[str]) -> Line:
    """A folded line with the style of each of its words; a space has that of the words on both sides."""
    found: list[Run] = []
    space = ""
    for letter in line:
        if letter.isspace():
            space += letter
            continue
        style = next(styles)
        if space:
            found.append((space, style if found and found[-1][1] == style else ""))
            space = ""
        found.append((letter, style))
    return tuple(("".join(text for text, _ in same), style) for style, same in groupby(found, key=lambda run: run[1]))


def beside(left: Sequence[Line], right: Sequence[Line], left_width: int) -> list[Line]:
    """Two columns, two spaces between them."""
    rows = zip_longest(left, right, fillvalue=())
    return [(*one, (" " * (left_width + 2 - _length(one)), ""), *other) if other else one for one, other in rows]


def _length(line: Line) -> int:
    return sum(len(text) for text, _ in line)


def painted(line: Line, colour: bool) -> str:
    """The line as a terminal takes it; escape codes only with `colour`."""
    if not colour:
        return "".join(text for text, _ in line)
    return "".join(_style(style).render(text) if style and text.strip() else text for text, style in line)


@cache
def _style(name: str) -> Any:
    from rich.style import Style

    return Style.parse(STYLES[name])
