"""A rule file's sections as written."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import NamedTuple

from ctethics.diagnostics import Span
from ctethics.source import Mapping, Node, Scalar


class LawLimitDoc(NamedTuple):
    """A limit under one law: the amount as written, its unit, and the phrase or source that states it."""

    amount: Scalar
    unit: str
    says: Scalar | None
    rests_on: Scalar | None


class LimitDoc(NamedTuple):
    """A limit by law; the law `every law` stands for all that are not named."""

    laws: AbstractMapping[str, Span]
    span: Span
    by_law: dict[str, LawLimitDoc]


class ReadingDoc(NamedTuple):
    """A reading: the choices' reasons by name."""

    span: Span
    question: str
    default: Scalar
    choices: dict[str, str]
    why: str


class ExceptDoc(NamedTuple):
    """One exception: its key as written (a letter, or words), and the place of the key."""

    span: Span
    title: str
    clause: str | None
    when: Node
    see: tuple[str, ...] = ()


class SharesDoc(NamedTuple):
    """The provision whose general rule, limits, totals, readings and named exceptions are this one's too."""

    other: Scalar
    exceptions: tuple[Scalar, ...]


class ExampleDoc(NamedTuple):
    """One example: what it adds to the given facts, and what it expects by law.

    rule -- which of the file's rules it is about; None: the first.
    """

    name: Scalar
    parties: Mapping | None
    events: tuple[Mapping, ...]
    readings: Mapping | None
    expect: Mapping
    is_single: bool
    rule: Scalar | None = None


class AcceptDoc(NamedTuple):
    """A warning that the file accepts, and the name that it is about."""

    code: Scalar
    of: Scalar


class RuleDocument(NamedTuple):
    """One rule of a rule file; conditions and totals are still nodes. A limit or reading with a slip is None.

    holds -- None where the general rule is the one it shares; main -- of a further rule: the file's provision.
    """

    path: str
    span: Span
    provision: Scalar
    title: str
    about: Scalar
    kind: str
    limits: dict[str, LimitDoc | None]
    totals: Mapping | None
    readings: dict[str, ReadingDoc | None]
    holds: Node | None
    shares: SharesDoc | None
    exceptions: dict[str, ExceptDoc]
    duty: Mapping | None
    consequences: tuple[Node, ...]
    see: tuple[str, ...]
    advice: str
    summarizes: tuple[Scalar, ...]
    encoded_by: tuple[tuple[Scalar, str], ...]
    not_operative: tuple[tuple[Scalar, str], ...]
    not_encoded: tuple[tuple[Scalar, str], ...]
    given: Mapping | None
    examples: tuple[ExampleDoc, ...]
    main: str | None = None
    accepts: tuple[AcceptDoc, ...] = ()

    @property
    def file(self) -> str:
        """The provision that the file as a whole encodes."""
        return self.main or self.provision.text
