"""Slips that change no answer, each listed in a file with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from ctethics.diagnostics import Collector, Span
from ctethics.rulefile import Shape
from ctethics.rulefile.form import Form, Key, Listed, Text
from ctethics.source import parse_yaml, read_text

ENTRY: Final = Form(
    "an entry",
    (
        Key("mutants", Listed(Text(), or_one=True), "The titles of slips that change nothing.", required=True),
        Key("because", Text(), "Why no case could tell them apart.", required=True),
    ),
)


class Equivalent(NamedTuple):
    """One slip that is listed, why it changes nothing, and where that is written."""

    title: str
    because: str
    span: Span


def read_equivalents(path: Path, shown: str, problems: Collector) -> dict[str, Equivalent]:
    """The entries of a file by their titles; what cannot be read is reported."""
    source = read_text(path, shown, problems)
    node = parse_yaml(source, problems) if source is not None else None
    shape, found = Shape(problems), {}
    for entry in shape.sequence(node, "the list of equivalent mutants") if node is not None else ():
        fields = shape.form(entry, ENTRY)
        because = shape.text(fields["because"], "`because`") if fields else ""
        for scalar in shape.scalars(fields["mutants"], "`mutants`") if fields else ():
            title = " ".join(scalar.text.split())
            found[title] = Equivalent(title, because, scalar.span)
    return found
