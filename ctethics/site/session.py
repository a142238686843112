"""A page that is one sitting: its commands are run and its edits made, one after another, and what is printed is shown.

The source is Markdown. A block `console` has one command, and may say below it what to show of what it prints:
`#first 12`, so many lines; `#only TEXT | TEXT`, the paragraphs with one of these texts. A block `edit` has, after a
line `=== FILE`, the whole of a new file, or pairs of words and what takes their place. It is shown as a diff.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

FOLDER: Final = "sessions"
_BLOCK: Final = re.compile(r"^```(console|edit)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE: Final = re.compile(r"^=== (.+)\n((?:(?!^=== ).*\n?)*)", re.MULTILINE)
_PAIR: Final = re.compile(r"^<<<\n(.*?)\n---\n(.*?)\n>>>$", re.MULTILINE | re.DOTALL)


class Unplayable(ValueError):
    """A block of a session that cannot be played."""


def record(source: str, run: Callable[[str], str]) -> str:
    """The page of a session, played in the folder one is in; raises Unplayable.

    run -- gives what a command prints; it keeps to the same folder.
    """

    def played(block: re.Match[str]) -> str:
        if block[1] == "edit":
            return f"```diff\n{''.join(_edited(block[2]))}```"
        command, *asked = block[2].rstrip("\n").split("\n")
        printed = run(command.removeprefix("$ ")).rstrip("\n")
        shown = _chosen(printed, asked[0] if asked else "")
        return "\n".join(["```console", command, *([shown] if shown else ()), "```"])

    return _BLOCK.sub(played, source)


def _chosen(printed: str, asked: str) -> str:
    """What of it is shown, with `…` where something is left out."""
    sort, _, rest = asked.partition(" ")
    if sort == "#first":
        lines = printed.split("\n")
        return "\n".join([*lines[: int(rest)], "…"]) if len(lines) > int(rest) else printed
    if sort == "#only":
        return _paragraphs(printed, [text.strip() for text in rest.split(" | ")])
    if asked:
        raise Unplayable(f"`{asked}` is no way to choose what is shown")
    return printed


def _paragraphs(printed: str, wanted: list[str]) -> str:
    shown: list[str] = []
    found = set()
    for paragraph in printed.split("\n\n"):
        here = {text for text in wanted if text in paragraph}
        found |= here
        if here:
            shown.append(paragraph)
        elif not shown or shown[-1] != "…":
            shown.append("…")
    if found != set(wanted):
        raise Unplayable(f"nothing printed has {', '.join(sorted(set(wanted) - found))}")
    return "\n\n".join(shown)


def _edited(block: str) -> Iterator[str]:
    """Makes the edits, each file's in its order; the lines of a diff."""
    for name, body in _FILE.findall(block):
        path = Path(name)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = _replaced(name, before, body) if before else body
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(after, encoding="utf-8")
        old = name if before else "/dev/null"
        yield from difflib.unified_diff(before.splitlines(True), after.splitlines(True), old, name, n=1)


def _replaced(name: str, text: str, body: str) -> str:
    pairs = _PAIR.findall(body)
    if not pairs:
        raise Unplayable(f"no edit of {name}")
    for old, new in pairs:
        if text.count(old) != 1:
            raise Unplayable(f"{name} has these words {text.count(old)} times: {old}")
        text = text.replace(old, new)
    return text
