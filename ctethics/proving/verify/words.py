"""Results in words, and a case as YAML that can be put to `ctethics assess`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ctethics.proving.verify.result import Result
from ctethics.report.layout import wrap
from ctethics.report.words import cited

_PLAIN: Final = re.compile(r"[\w$][\w $.'()-]*")
# Words that YAML takes for something else than text.
_OTHERWISE: Final = ("null", "true", "false", "on", "off", "y", "n", "~")


def case_text(told: dict[str, Any]) -> Iterator[str]:
    """A case as YAML, line by line: each party and each earlier event on one, the event asked about fact by fact."""
    yield "parties:"
    yield from (f"  {_scalar(id_)}: {_flow(facts)}" for id_, facts in told["parties"].items())
    yield "events:"
    *earlier, event = told["events"]
    yield from (f"  - {_flow(one)}" for one in earlier)
    for number, (name, value) in enumerate(event.items()):
        yield f"  {'  ' if number else '- '}{_scalar(name)}: {_value(value)}"


def _flow(facts: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{_scalar(name)}: {_value(value)}" for name, value in facts.items()) + "}"


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_scalar, value))}]"
    return _scalar(value.replace(",", "") if isinstance(value, str) and value.startswith("$") else value)


def _scalar(value: object) -> str:
    text = str(value)
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _OTHERWISE
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def lines(result: Result, place: str = "", *, with_case: bool = True) -> Iterator[str]:
    """One result: what is stated, how it ended, where it stands, and the case that shows it."""
    law = f", {result.law}" if result.law else ""
    yield from wrap(f"{cited(result.citation)}{law}: {result.says}: {_ended(result)}", 2, 4)
    for more in (result.why, place):
        yield from wrap(more, 6) if more else ()
    if result.witness is not None and result.witness.verdicts and result.sides:
        pairs = zip(result.sides, result.witness.outcomes, strict=False)
        yield from wrap("; ".join(f"{side}: {outcome}" for side, outcome in pairs), 6)
    if result.witness is not None and with_case:
        yield from (f"        {line}" for line in case_text(result.witness.told))


def _ended(result: Result) -> str:
    if result.how == "shown":
        return "not so" if result.witness is not None else "found"
    return result.how


def counted(results: Iterable[Result]) -> str:
    """How many ended how, as `12 proved, 3 shown`."""
    counts: dict[str, int] = {}
    for result in results:
        counts[result.how] = counts.get(result.how, 0) + 1
    return ", ".join(f"{counts[how]} {how}" for how in sorted(counts, key=_rank)) or "nothing to state"


def _rank(how: str) -> int:
    return ("proved", "shown", "refuted", "not settled", "unconfirmed").index(how)
