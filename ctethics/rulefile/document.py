"""A rule file's sections as written."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass

from ctethics.diagnostics import Span
from ctethics.source import Mapping, Node, Scalar


@dataclass(frozen=True, slots=True)
class LawLimitDoc:
    """A limit under one law: the amount as written, its unit, and the phrase or source that states it."""

    amount: Scalar
    unit: str
    says: Scalar | None
    rests_on: Scalar | None


@dataclass(frozen=True, slots=True)
class LimitDoc:
    """A limit by law; the law `every law` stands for all that are not named."""

    laws: AbstractMapping[str, Span]
    span: Span
    by_law: dict[str, LawLimitDoc]


@dataclass(frozen=True, slots=True)
class ReadingDoc:
    """A reading: the choices' reasons by name."""

    span: Span
    question: str
    default: Scalar
    choices: dict[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class ExceptDoc:
    """One exception: its key as written (a letter, or words), and the place of the key."""

    span: Span
    title: str
    clause: str | None
    when: Node


@dataclass(frozen=True, slots=True)
class ExampleDoc:
    """One example: what it adds to the given facts, and what it expects by law."""

    name: Scalar
    parties: Mapping | None
    events: tuple[Mapping, ...]
    readings: Mapping | None
    expect: Mapping
    is_single: bool


@dataclass(frozen=True, slots=True)
class RuleDocument:
    """A whole rule file; conditions and totals are still nodes. A limit or reading with a slip is None."""

    path: str
    span: Span
    provision: Scalar
    title: str
    about: Scalar
    kind: str
    limits: dict[str, LimitDoc | None]
    totals: Mapping | None
    readings: dict[str, ReadingDoc | None]
    holds: Node
    exceptions: dict[str, ExceptDoc]
    duty: Mapping | None
    not_encoded: tuple[tuple[Scalar, str], ...]
    given: Mapping | None
    examples: tuple[ExampleDoc, ...]
