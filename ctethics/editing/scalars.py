"""One value as YAML text: plain where that says the same, folded where it is long, quoted where it must be."""

from __future__ import annotations

import re
from typing import Final

WIDTH: Final = 120
# What a plain value may not begin with, unless `-`, `?` or `:` goes on with a word.
_START: Final = re.compile(r"[,\[\]{}#&*!|>'\"%@`]|[-?:](?:\s|$)|---|\.\.\.|<<$")
_INSIDE: Final = re.compile(r": | #|:$|\n")
_IN_BRACES: Final = re.compile(r"[,\[\]{}]|^[?]|^-[,\[\]{}]")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def is_seen(text: str) -> bool:
    """Whether every character, line ends aside, can be written as it is."""
    return all(line.isprintable() for line in text.split("\n")) and "\ufeff" not in text


def one_line(text: str, in_braces: bool = False) -> str:
    """The value on one line."""
    if "\n" in text or not is_seen(text):
        return f'"{"".join(map(_escaped, text))}"'
    is_plain = bool(text) and text == text.strip(" ") and not _START.match(text) and not _INSIDE.search(text)
    if is_plain and not (in_braces and _IN_BRACES.search(text)):
        return text
    return f"'{text.replace(chr(39), chr(39) * 2)}'"


def _escaped(character: str) -> str:
    if character.isprintable() and character not in '"\\\ufeff':
        return character
    code = ord(character)
    short = _ESCAPES.get(character)
    return short or (f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}" if code < 65536 else f"\\U{code:08X}")


def several_lines(text: str, indent: int) -> list[str] | None:
    """The indicator and the lines of a long text, or of one with lines of its own; None where it must be quoted."""
    body = text[:-1] if text.endswith("\n") else text
    chomp = "" if text.endswith("\n") else "-"
    lines = body.split("\n")
    if not body or not is_seen(text) or any(line != line.strip(" ") or "  " in line for line in lines):
        return None
    if not lines[0] or not lines[-1]:
        return None
    if len(lines) > 1 and all(indent + len(line) <= WIDTH for line in lines):
        return [f"|{chomp}", *(f"{' ' * indent}{line}" if line else "" for line in lines)]
    folded = [f">{chomp}"]
    for number, line in enumerate(lines):
        folded += [""] if number and lines[number - 1] else []
        folded += [f"{' ' * indent}{part}" for part in _wrapped(line, WIDTH - indent)] if line else [""]
    return folded


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
