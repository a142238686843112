"""A case as told: parties, events, and perhaps the law and the readings it is put under."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ctethics.diagnostics import Collector
from ctethics.source import Node, parse_json, parse_yaml, read_text
from ctethics.source.python_tree import from_python
from ctethics.source.read import read_bytes


@dataclass(frozen=True)
class Case:
    """Facts put to the law, untyped as yet; nothing is looked up or refused until a law assesses it.

    parties -- facts by party id; events -- one mapping each, with `id`, `kind`, `date` and the parties' parts.
    law -- the law to use when the caller names none; readings -- choices by reading.
    Amounts are `"$1,234.56"`, Decimal or int dollars; dates `"2025-03-03"` or `datetime.date`; yes and no may be bool.
    """

    parties: Mapping[str, Mapping[str, object]]
    events: Sequence[Mapping[str, object]]
    law: str | None = None
    readings: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, object]:
        """The case in the shape of a case file."""
        told: dict[str, object] = {"parties": self.parties, "events": self.events}
        if self.law is not None:
            told["law"] = self.law
        if self.readings:
            told["readings"] = self.readings
        return told


def read_case(
    case: Case | Mapping[str, object] | str | Path, problems: Collector, read: Callable[[Path], bytes] = read_bytes
) -> Node | None:
    """The case's nodes, from a Case, a mapping of the same shape, or the path of a YAML or JSON file.

    read -- what gives a file's bytes. None where nothing can be read of it; what could not be is reported either way.
    """
    if isinstance(case, str | Path):
        path = Path(case)
        source = read_text(path, str(case), problems, read)
        parse = parse_json if path.suffix.lower() == ".json" else parse_yaml
        return parse(source, problems) if source else None
    return from_python(case.to_dict() if isinstance(case, Case) else case, "case", problems)
