"""Python expressions as text, joined by `and` and `or`, and how they are laid out on lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 100


@dataclass(frozen=True, slots=True)
class Joint:
    """Expressions joined by one word, `and` or `or`."""

    word: str
    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return f"({f' {self.word} '.join(map(str, self.parts))})"


Expression = str | Joint


def both(parts: Iterable[Expression]) -> Expression:
    """All of them."""
    return _join("and", parts, nothing="True", enough="False")


def either(parts: Iterable[Expression]) -> Expression:
    """Any of them."""
    return _join("or", parts, nothing="False", enough="True")


def _join(word: str, parts: Iterable[Expression], nothing: str, enough: str) -> Expression:
    inner = (part.parts if isinstance(part, Joint) and part.word == word else (part,) for part in parts)
    flat = dict.fromkeys(one for some in inner for one in some if one != nothing)
    if enough in flat:
        return enough
    if len(flat) < 2:
        return next(iter(flat), nothing)
    return Joint(word, tuple(flat))


def lines_of(expression: Expression, indent: int, before: str = "", after: str = "") -> Iterator[str]:
    """The expression between two texts, on lines of a hundred characters, broken where its parts are joined."""
    space = "    " * indent
    whole = str(expression)
    if isinstance(expression, str) or len(space) + len(before) + len(whole) + len(after) <= WIDTH:
        # Between `if` and `:` the brackets around the whole say nothing.
        yield f"{space}{before}{whole[1:-1] if after and whole != expression else whole}{after}"
        return
    yield f"{space}{before}("
    for place, part in enumerate(expression.parts):
        yield from lines_of(part, indent + 1, before=f"{expression.word} " if place else "")
    yield f"{space}){after}"
