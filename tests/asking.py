"""Putting cases to the law: what every conformance and property test begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

import ctethics
from ctethics import Determination, EngineError, Law
from ctethics.api import load_rules
from ctethics.compile import Example
from ctethics.diagnostics import Collector
from ctethics.engines.registry import ENGINES
from ctethics.law.regimes import LAWS
from ctethics.program import Program

Told = dict[str, object]
Outcomes = dict[tuple[str, str], str]

LAW_NAMES = tuple(LAWS)
OTHER_ENGINES = tuple(name for name in ENGINES if name != "direct")


@cache
def law_named(law: str, engine: str = "direct") -> Law:
    """The shipped rules under a law; the test is skipped, with the reason, where the engine cannot load."""
    try:
        return ctethics.load(law, engine=engine)
    except EngineError as error:
        pytest.skip(f"engine `{engine}` does not load here: {error}")


def law_of(program: Program, law: str, engine: str = "direct") -> Law:
    """A law made of a program of the test's own."""
    return Law(law, replace(load_rules(), program=program, examples=()), engine)


def ask(
    case: Mapping[str, object],
    law: str = "sb434",
    engine: str = "direct",
    *,
    strict: bool = False,
    readings: Mapping[str, str] | None = None,
) -> Determination:
    """The determination of a case."""
    return law_named(law, engine).assess(case, strict=strict, readings=readings)


def ask_example(law: Law, example: Example) -> Determination:
    """The determination of an example's case."""
    return law.assess_node(example.case, Collector())


def outcomes(determination: Determination) -> Outcomes:
    """The outcome by event and provision."""
    return {(e.id, f.provision): f.outcome for e in determination for f in e.findings}


def answers(determination: Determination) -> Told:
    """Everything that is answered, but not by which engine."""
    told = determination.to_dict()
    del told["engine"]
    return told
