"""Any bytes as a YAML file: the tree that PyYAML's own loader makes of it, or our diagnostics."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

from ctethics.diagnostics import Collector, RuleError
from ctethics.source import Mapping, Node, Scalar, parse_yaml, read_text
from trials.fuzz.targets import refused
from trials.fuzz.targets.trees import changed

ROOT = Path(__file__).parents[3]
WORDS = (
    "---\n",
    "...\n",
    "? ",
    "- ",
    ": ",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "|\n",
    ">-\n",
    "\t",
    "\ufeff",
    "%YAML 1.1\n",
)
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def seeds() -> Iterator[bytes]:
    """The shipped rule files and examples, and the smallest wrong files of each sort."""
    for folder in ("rules", "examples", "tests/rejects", "tests/unit/whole"):
        yield from (path.read_bytes()[:20_000] for path in sorted((ROOT / folder).rglob("*.yaml")))


def mutated(given: bytes, random: Random) -> bytes:
    return changed(given, random, WORDS)


def run(given: bytes) -> str:
    problems = Collector()
    source = read_text(Path("fuzz.yaml"), "fuzz.yaml", problems, read=lambda _: given)
    node = parse_yaml(source, problems) if source else None
    if problems:
        return refused(RuleError(problems))
    assert node is not None, "neither a tree nor a diagnostic"
    assert source is not None
    assert _plain(node) == yaml.load("\n".join(source.lines), _LOADER), "another tree than PyYAML's"
    return type(node).__name__


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {name: _plain(inner) for name, inner in node.items.items()}
    return [_plain(inner) for inner in node.items]
