"""Under which law a case asks, and which choice it makes of each doubtful reading."""

from __future__ import annotations

from collections.abc import Mapping as Given

from ctethics.diagnostics import Collector, Span, near
from ctethics.law.regimes import LAWS
from ctethics.program import Program
from ctethics.source import Mapping, Node, Scalar


def choose_readings(node: Node | None, given: Given[str, str], program: Program, problems: Collector) -> dict[str, str]:
    """The choice of every reading: the caller's, else the case's, else the default; CTE607 for one there is not."""
    chosen = dict(program.default_readings)
    told = node.items.get("readings") if isinstance(node, Mapping) else None
    asked: list[tuple[str, str, Span]] = []
    if isinstance(told, Mapping):
        asked += [(k, v.text, v.span) for k, v in told.items.items() if isinstance(v, Scalar)]
    asked += [(name, choice, Span.whole("readings")) for name, choice in given.items()]
    for name, choice, span in asked:
        reading = program.readings.get(name)
        known = reading.choices if reading else program.readings
        wrong = choice if reading else name
        if wrong not in known:
            guess = near(wrong, known)
            fix = f"write `{guess}`." if guess else f"write one of: {', '.join(known)}."
            what = f"unknown {'choice' if reading else 'reading'} `{wrong}`"
            problems.add("CTE607", span, what, why="readings are declared in the rule files.", fix=fix)
        else:
            chosen[name] = choice
    return chosen


def named_law(node: Node, problems: Collector) -> str | None:
    """The law a case names itself, or None; CTE607 for one there is not."""
    told = node.items.get("law") if isinstance(node, Mapping) else None
    if told is None:
        return None
    name = told.text if isinstance(told, Scalar) else ""
    if name not in LAWS:
        guess = near(name, LAWS)
        fix = f"write `{guess}`." if guess else f"write one of: {', '.join(LAWS)}."
        why = "an answer is given under one law: sb434 is the bill, current the text before it."
        problems.add("CTE607", told.span, f"unknown law `{name}`", why=why, fix=fix)
        return None
    return name
