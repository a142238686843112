"""Warnings that a file accepts: true, and no slip of its own."""

from __future__ import annotations

from typing import Final

from ctethics.diagnostics.codes import CODES, WARNINGS
from ctethics.rulefile.document import AcceptDoc
from ctethics.rulefile.form import Form, Key, Layout, Listed, Text, Written
from ctethics.rulefile.shape import Shape
from ctethics.source import Node

# What does not arise cannot be accepted.
_NEVER: Final = "CTE911"
_ACCEPTED: Final = Form(
    "an entry of `accepts`",
    (
        Key("code", Written(r"^CTE9\d\d$"), "The code of the warning.", required=True),
        Key("of", Text(), "The name that the warning is about: a limit, an exception, a fact, …", required=True),
        Key("because", Text(), "Why the file is right all the same.", required=True),
    ),
)
ACCEPTS: Final = Key(
    "accepts",
    Listed(_ACCEPTED, layout=Layout.LINES),
    "Warnings of `ctethics check` that are true, though the file is right: each with the reason.",
)


def parse_accepts(node: Node | None, shape: Shape) -> tuple[AcceptDoc, ...]:
    """The warnings accepted; reports CTE203 for a code that no warning has."""
    found = []
    for item in shape.sequence(node, "`accepts`"):
        fields = shape.form(item, _ACCEPTED)
        code, of = (shape.scalar(fields[key], f"`{key}`") for key in ("code", "of")) if fields else (None, None)
        if fields is None or code is None or of is None or not shape.text(fields["because"], "`because`"):
            continue
        if code.text in CODES and code.text.startswith(WARNINGS) and code.text != _NEVER:
            found.append(AcceptDoc(code, of))
        else:
            why, fix = "only warnings can be accepted, by their codes.", "write the code of the warning, as CTE903."
            shape.problems.add("CTE203", code.span, f"unknown warning `{code.text}`", why=why, fix=fix)
    return tuple(found)
