"""One case under one law, and what it is claimed to come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ctethics.compile import Example, Expected
from ctethics.diagnostics import Span
from ctethics.source import Mapping

# A place without the text there, to be looked up.
Spot = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """What an example or a decided case says of the rules under one law.

    code -- of the diagnostic where it comes out otherwise; expected -- by event and provision.
    """

    code: str
    name: str
    law: str
    case: Mapping
    expected: dict[str, dict[str, Expected]]

    def spots(self) -> Iterator[Spot]:
        """The place of each expectation."""
        return (spot(one.span) for by_provision in self.expected.values() for one in by_provision.values())


def claim_of(example: Example) -> Claim:
    """What an example claims."""
    expected = {event: {example.provision: one} for event, one in example.expected.items()}
    return Claim("CTE502", f'"{example.name}"', example.law, example.case, expected)


def spot(span: Span) -> Spot:
    """Where a span begins."""
    return span.source.name, span.line, span.column
