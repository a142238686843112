"""The decided cases of tests/cases, read from their files; docs/decided-cases.md says what the files hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ctethics.api import load_rules
from ctethics.diagnostics import Collector
from ctethics.examples import read_cases
from ctethics.law.regimes import LAWS
from ctethics.source import Mapping, Node, Sequence, parse_yaml, read_text

FOLDER = Path(__file__).parents[1] / "cases"
NOT_REACHED = FOLDER / "not-reached.yaml"
RULES = FOLDER.parent.parent / "rules"

# A case of one's own needs no more than `case` and `expect`; a decision that is told here needs these.
REQUIRED = (
    "decided",
    "year",
    "source",
    "decided under",
    "status",
    "facts",
    "holding",
    "note",
    "held",
    "case",
    "expect",
)
OPTIONAL = ("point", "status because", "differs", "readings")

# What is told by event and provision.
Told = dict[tuple[str, str], Any]


@dataclass(frozen=True)
class DecidedCase:
    """One decision, or one point of it, with the case that stands for it."""

    path: Path
    fields: dict[str, Any]

    @property
    def name(self) -> str:
        return self.path.relative_to(FOLDER).with_suffix("").as_posix()

    @property
    def decided(self) -> str:
        return str(self.fields["decided"])

    @property
    def provision(self) -> str:
        """The citation that the file's folder stands for."""
        section, *inner = self.path.relative_to(FOLDER).parent.parts
        return section + "".join(f"({part})" for part in inner)

    @property
    def case(self) -> dict[str, Any]:
        return dict(self.fields["case"])

    @property
    def readings(self) -> dict[str, str]:
        return dict(self.fields.get("readings", {}))

    @property
    def events(self) -> set[str]:
        return {event["id"] for event in self.case["events"]}

    @property
    def held(self) -> Told:
        """Whether the decision said that the provision binds on the event: yes or no."""
        return _flat(self.fields["held"])

    @property
    def differs(self) -> Told:
        """Why the rules answer otherwise than the decision did."""
        return _flat(self.fields.get("differs", {}))

    @property
    def laws(self) -> set[str]:
        """The laws that the expectations speak of."""
        named = set(self.fields["expect"])
        return set(LAWS) if "every law" in named else named

    def expected(self, law: str) -> Told:
        """What the rules are expected to answer under a law."""
        by_law = self.fields["expect"]
        return {**_flat(by_law.get("every law", {})), **_flat(by_law.get(law, {}))}


def decided_cases() -> list[DecidedCase]:
    """Every file of the folder but the list of those not reached, as `ctethics test` reads them."""
    cases = list(read_cases(FOLDER, load_rules().program))
    assert [str(problem.span) for case in cases for problem in case.problems] == []
    told = [{key: plain(node) for key, node in case.fields.items()} for case in cases]
    return [DecidedCase(FOLDER / f"{case.path}.yaml", fields) for case, fields in zip(cases, told, strict=True)]


def not_reached() -> list[dict[str, str]]:
    """The decisions that the rules cannot reach, each with the reason."""
    return list(read(NOT_REACHED)["not reached"])


def read(path: Path) -> dict[str, Any]:
    """A YAML file as names, lists and text, by the reader that cases and rules are read with."""
    problems = Collector()
    source = read_text(path, str(path), problems)
    tree = parse_yaml(source, problems) if source else None
    assert not problems, "\n".join(f"{problem.span}: {problem.what}" for problem in problems.found)
    told: dict[str, Any] = plain(tree)
    return told


def plain(node: Node | None) -> Any:
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.items.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if node else None


def slug(text: str) -> str:
    """The text as the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _flat(told: dict[str, dict[str, Any]]) -> Told:
    return {
        (event, provision): what for event, by_provision in told.items() for provision, what in by_provision.items()
    }
