"""`explain`: what a diagnostic code means, with files that are wrong and how they are mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import fill, indent
from typing import Final

import click

from ctethics.diagnostics import CODES, near

_WIDTH: Final = 96
_LINK: Final = re.compile(r"\[([^]]+)\]\([^)]+\)")
_FENCED: Final = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARKS: Final = {"# ": "=", "## ": "-"}


@click.command()
@click.argument("codes", metavar="[CODE]...", nargs=-1)
def explain(codes: tuple[str, ...]) -> None:
    """Say what a diagnostic CODE means, with files that are wrong and how they are mended; without CODE, list all.

    \b
    ctethics explain CTE301
    ctethics explain 301
    """
    known = [_known(code) for code in codes]
    click.echo("\n\n\n".join(map(_told, known)) if known else "\n".join(_codes()))


def _codes() -> Iterator[str]:
    from ctethics.site.code_groups import GROUPS

    for place, group in enumerate(GROUPS.values()):
        yield from ([""] if place else [])
        yield from (group.title, *(f"  {code}  {CODES[code]}" for code in group.codes))


def _known(said: str) -> str:
    """The code as the table has it. Raises click.UsageError for one that it has not."""
    code = f"CTE{said.upper().removeprefix('CTE')}"
    if code in CODES:
        return code
    guess = near(code, CODES)
    fix = f"did you mean {guess}?" if guess else "`ctethics explain` lists the codes."
    raise click.UsageError(f"There is no code {said!r}; {fix}")


def _told(code: str) -> str:
    from ctethics.site.code_groups import code_folder

    try:
        page = (code_folder() / f"{code}.md").read_text(encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{code}, {CODES[code]}: its page is not here: {error.strerror}.") from error
    return plain(page)


def plain(page: str) -> str:
    """A page of a code for the terminal: paragraphs wrapped, and files and what is printed set in."""
    blocks: list[str] = []
    for place, part in enumerate(_FENCED.split(page)):
        blocks += [indent(part.rstrip("\n"), "    ")] if place % 2 else map(_prose, _paragraphs(part))
    return "\n\n".join(blocks)


def _paragraphs(part: str) -> list[str]:
    return [text for text in part.strip().split("\n\n") if text and not text.startswith("% ")]


def _prose(text: str) -> str:
    """A heading, a list or a paragraph without its marks."""
    words = _LINK.sub(r"\1", text)
    for mark, under in _MARKS.items():
        if words.startswith(mark):
            title = words.removeprefix(mark)
            return f"{title}\n{under * len(title)}"
    return words if words.startswith("- ") else fill(words.strip("*"), _WIDTH, break_on_hyphens=False)
