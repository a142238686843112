"""The decided cases as pages tell them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ctethics.compile import Expected
from ctethics.diagnostics import Collector, RuleError
from ctethics.examples import DecidedCase, read_cases
from ctethics.examples.decided import NOT_REACHED
from ctethics.law.citation import in_order
from ctethics.law.regimes import LAWS
from ctethics.program import Program
from ctethics.site.markdown import anchor, link, plain
from ctethics.source import Mapping, Scalar, Sequence, parse_yaml, read_text


def decisions(folder: Path, program: Program) -> tuple[DecidedCase, ...]:
    """The decisions of a folder of cases, by path; what somebody made up to test a rule is none. Raises RuleError."""
    cases = tuple(read_cases(folder, program))
    problems = [problem for case in cases for problem in case.problems]
    if problems:
        raise RuleError(problems)
    return tuple(case for case in cases if case.text("decided"))


def not_reached(folder: Path) -> dict[str, str]:
    """Why no rule reaches a decision, by the decision's name; nothing where there is no list of them."""
    path, problems = folder / NOT_REACHED, Collector()
    source = read_text(path, str(path), problems) if path.is_file() else None
    root = parse_yaml(source, problems) if source is not None else None
    listed = root.items.get("not reached") if isinstance(root, Mapping) else None
    if problems:
        raise RuleError(problems)
    told: dict[str, str] = {}
    for one in listed.items if isinstance(listed, Sequence) else ():
        named = (
            {key: node.text for key, node in one.items.items() if isinstance(node, Scalar)}
            if isinstance(one, Mapping)
            else {}
        )
        if {"decided", "reason"} <= named.keys():
            told.setdefault(named["decided"], named["reason"])
    return told


def target_of(case: DecidedCase) -> str:
    """The anchor of a decision."""
    return anchor("decided", case.path)


def linked(case: DecidedCase) -> str:
    """A decision's name as a link to where it is told."""
    return link(case.name, target_of(case))


def answered(case: DecidedCase, names: Collection[str]) -> str:
    """What the rules answer of these provisions, as the tests hold them to it; each law apart where they differ."""
    told = {claim.law: _events(claim.expected, names) for claim in case.claims}
    if set(told) == set(LAWS) and len(set(told.values())) == 1:
        return plain(next(iter(told.values())) or "nothing of this provision")
    return "; ".join(f"`{law}` {plain(words)}" for law, words in told.items() if words)


def _events(expected: dict[str, dict[str, Expected]], names: Collection[str]) -> str:
    """What is answered of each event; the provision is named where several are."""
    found = []
    for event, by_provision in expected.items():
        told = {name: _outcome(one, name) for name, one in by_provision.items() if name in names}
        said = ", ".join(f"{name} {outcome}" if len(names) > 1 else outcome for name, outcome in told.items())
        found += [f"{event}: {said}"] if said else []
    return "; ".join(found)


def _outcome(expected: Expected, provision: str) -> str:
    by = sorted(expected.excepted_by or (), key=in_order)
    shown = ", ".join(exception.removeprefix(provision).strip() for exception in by)
    return f"{expected.outcome} by {shown}" if shown else expected.outcome
