"""A rule file as it is written: its opening words, its notes and its examples, which no engine needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ctethics.diagnostics import Collector, RuleError
from ctethics.rulefile import RuleDocument, parse_rule
from ctethics.source import Mapping, Node, Scalar, parse_yaml, read_text

_FOR_EDITORS = "# yaml-language-server:"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One rule file: its comment, its documents, its own rule first, and the file as nodes."""

    path: str
    opening: str
    documents: tuple[RuleDocument, ...]
    root: Mapping

    @property
    def citation(self) -> str:
        return self.documents[0].file

    def note(self, rule: str, *keys: str) -> str:
        """The note of a rule of the file, or of what the keys lead to in it; nothing where there is none."""
        name = rule.removeprefix(self.citation).strip()
        node: Node | None = self.root
        for key in (*(("also", name) if name else ()), *keys, "note"):
            node = node.items.get(key) if isinstance(node, Mapping) else None
        return node.text if isinstance(node, Scalar) else ""


def read_rule_file(path: Path, rules: Path) -> RuleFile:
    """A rule file that compiles. Raises RuleError where it can no longer be read."""
    problems, name = Collector(), path.relative_to(rules).as_posix()
    source = read_text(path, f"rules/{name}", problems)
    root = parse_yaml(source, problems) if source is not None else None
    documents = parse_rule(root, name.removesuffix(".yaml"), True, problems) if root is not None else ()
    if source is None or problems or not documents or not isinstance(root, Mapping):
        raise RuleError(problems)
    return RuleFile(name, _opening(source.lines), documents, root)


def _opening(lines: tuple[str, ...]) -> str:
    """The comment that a file begins with, its first paragraph, without what it says to editors."""
    words: list[str] = []
    for line in lines[1:] if lines[0].startswith(_FOR_EDITORS) else lines:
        if not line.startswith("# "):
            break
        words.append(line.removeprefix("# ").strip())
    return " ".join(words)
