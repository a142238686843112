"""Any text as a citation: what it names is inside the folder of rules, shown back the same, and shown to people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from itertools import count
from pathlib import PurePosixPath
from random import Random

import click

from ctethics.api import load_rules
from ctethics.cli.reading import show
from ctethics.diagnostics import CtethicsError
from ctethics.law.citation import citation_named, in_order, parse_citation
from trials.fuzz.targets import refused

WORDS = (
    "1-79(5)",
    "1-79/5",
    "§ ",
    "opm",
    "(I)",
    "(o)",
    "../",
    "..\\",
    "/etc/",
    "file://",
    "\u2215",
    "٣",
    "--law",
    "%2e",
)
_times = count()


def seeds() -> Iterator[bytes]:
    yield from (citation.encode() for citation in _known()[::6])
    told = (
        "§ 1-84(o)",
        "1-84/o",
        "1-79(5)(I)",
        "opm(1)",
        "../../etc/passwd",
        "1-79/../../x",
        "1-79(5)\0",
        "-",
        "--help",
    )
    yield from (text.encode() for text in told)


@cache
def _known() -> tuple[str, ...]:
    return tuple(load_rules(with_examples=False).program.provisions)


def mutated(given: bytes, random: Random) -> bytes:
    """A piece of one citation in another."""
    other = random.choice(_known()).encode()
    cut, at = random.randint(0, len(other)), random.randint(0, len(given))
    return given[:at] + other[cut : cut + 6] + given[at + random.randint(0, 4) :]


def run(given: bytes) -> str:
    text = given.decode("utf-8", errors="replace")
    named = citation_named(text)
    in_order(text)
    citation = parse_citation(named)
    if citation is None:
        return "none"
    assert parse_citation(str(citation)) == citation, "parsed and shown, it is another"
    path = PurePosixPath(citation.path)
    assert len(path.parts) <= 2, "deeper than the folder of a section"
    assert all(part.replace("-", "").isalnum() and part.isascii() for part in path.parts), "not the name of a file"
    return _shown(named)


def _shown(named: str) -> str:
    """What `show` makes of it, which takes long: of the first few, and of one out of a thousand."""
    time = next(_times)
    if time > 20 and time % 1000:
        return "known" if str(parse_citation(named)) in _known() else "unknown"
    try:
        with redirect_stdout(StringIO()) as told:
            show.main([named, "--law", "sb434"], standalone_mode=False)
        assert told.getvalue(), "shown, and nothing said"
        return "shown"
    except CtethicsError as error:
        return refused(error)
    except click.ClickException as error:
        return f"exit {error.exit_code}"
