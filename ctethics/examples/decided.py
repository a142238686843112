"""Decided cases: files that restate a decision, or any case of one's own, with what the rules answer to it.

A file needs `case` and `expect`, which says by law, event and provision what is answered; docs/decided-cases.md has
the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ctethics.diagnostics import Collector, Diagnostic
from ctethics.examples.claim import Claim
from ctethics.examples.expecting import expected_by_law
from ctethics.program import Program
from ctethics.rulefile import Shape
from ctethics.rulefile.case_forms import CASE_FILE
from ctethics.source import Mapping, Node, Scalar, parse_yaml, read_text

# What a folder of cases may hold beside them: the list of decisions that no rule reaches.
NOT_REACHED: Final = "not-reached.yaml"


@dataclass(frozen=True)
class DecidedCase:
    """One file of a folder of cases.

    path -- in the folder, without the ending; claims -- one for each law it speaks of; problems -- those of the file.
    """

    path: str
    fields: dict[str, Node] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def provision(self) -> str:
        """The citation that the file's folder stands for."""
        section, *inner = self.path.split("/")[:-1] or [""]
        return section + "".join(f"({part})" for part in inner)

    @property
    def provisions(self) -> frozenset[str]:
        """Those of which something is expected."""
        return frozenset(p for claim in self.claims for expected in claim.expected.values() for p in expected)

    @property
    def name(self) -> str:
        """What the file calls the case, or else its path."""
        return self.text("name") or ", ".join(filter(None, map(self.text, ("decided", "point")))) or self.path

    def text(self, key: str) -> str:
        """A field that is text; nothing where there is none."""
        node = self.fields.get(key)
        return " ".join(node.text.split()) if isinstance(node, Scalar) else ""


def read_cases(folder: Path, program: Program, shown: str | None = None) -> Iterator[DecidedCase]:
    """Every case of a folder, each with the problems of its file; shown -- the name the folder has in messages."""
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        if name != NOT_REACHED and not path.name.startswith("."):
            yield read_case(path, name.removesuffix(".yaml"), f"{shown or folder.as_posix()}/{name}", program)


def read_case(path: Path, name: str, shown: str, program: Program) -> DecidedCase:
    """The case of one file; name -- its own where the file gives it none; shown -- the file's name in messages."""
    problems = Collector()
    source = read_text(path, shown, problems)
    shape = Shape(problems)
    node = parse_yaml(source, problems) if source else None
    fields = shape.form(node, CASE_FILE) if node else None
    case = shape.mapping(fields["case"], "`case`") if fields else None
    expect = shape.mapping(fields["expect"], "`expect`") if fields else None
    if fields is None or case is None or expect is None:
        return DecidedCase(name, fields or {}, (), tuple(problems))
    by_law = expected_by_law(expect, case, program, problems)
    read = DecidedCase(name, fields)
    whole = _with_readings(case, fields)
    claims = tuple(Claim("CTE503", read.name, law, whole, expected) for law, expected in by_law.items())
    return DecidedCase(name, fields, () if problems else claims, tuple(problems))


def _with_readings(case: Mapping, fields: dict[str, Node]) -> Mapping:
    """The case with the readings that the file chooses beside it."""
    if "readings" not in fields:
        return case
    node = fields["readings"]
    return Mapping({**case.items, "readings": node}, {**case.keys, "readings": node.span}, case.span)
