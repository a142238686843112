"""A question put to the law with a receipt of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from ctethics.diagnostics import Collector
from ctethics.facts import Case, read_case
from ctethics.law.money import NotAnAmount, parse_cents, show_cents
from ctethics.outcome import Determination
from ctethics.receipts.record import Receipt
from ctethics.receipts.rules import rules_at_hand
from ctethics.source import Mapping as Named
from ctethics.source import Node, Scalar, Sequence
from ctethics.source.read import read_bytes
from ctethics.version import __version__

_MOST: Final = 10**15


def receipt(
    law: str,
    case: Case | Mapping[str, object] | str | Path,
    *,
    rules: str | Path | None = None,
    engine: str | None = None,
    strict: bool = False,
    readings: Mapping[str, str] | None = None,
) -> Receipt:
    """The answer to a case, with all that it takes to ask again.

    law, rules, engine -- as in `load`; case, strict, readings -- as in `Law.assess`. Raises what both raise.
    """
    problems = Collector()
    at_hand = rules_at_hand(rules)
    node, digest = read_asked(case, problems) if isinstance(case, str | Path) else (read_case(case, problems), None)
    under = at_hand.law(law, engine)
    determination = under.assess_node(node, problems, strict=strict, readings=readings)
    assert node is not None
    return receipt_of(determination, node, digest, readings or {}, at_hand.files)


def read_asked(path: str | Path, problems: Collector) -> tuple[Node | None, str | None]:
    """The nodes of a case file and the SHA-256 of the very bytes they were read from."""
    bytes_read = b""

    def read(path: Path) -> bytes:
        nonlocal bytes_read
        bytes_read = read_bytes(path)
        return bytes_read

    node = read_case(path, problems, read)
    return node, sha256(bytes_read).hexdigest()


def receipt_of(
    determination: Determination, case: Node, digest: str | None, asked: Iterable[str], files: Mapping[str, str]
) -> Receipt:
    """The receipt of an answer; digest -- of the case file's bytes; asked -- the readings that the caller chose.

    files -- the hashes of the rules' files.
    """
    told = case.items.get("readings") if isinstance(case, Named) else None
    chosen = {*asked, *(told.items if isinstance(told, Named) else ())}
    return Receipt(
        plain(case),
        digest,
        determination.law,
        determination.is_strict,
        dict(determination.readings),
        tuple(sorted(chosen)),
        determination.engine,
        __version__,
        files,
        determination.to_dict(),
    )


def plain(node: Node) -> Any:
    """What a node was told as, in values that JSON has: text stays text, and nothing is typed."""
    if isinstance(node, Named):
        return {name: plain(inner) for name, inner in node.items.items()}
    if isinstance(node, Sequence):
        return [plain(inner) for inner in node.items]
    return _plain_scalar(node)


def _plain_scalar(node: Scalar) -> object:
    value = node.value
    if value is None or isinstance(value, str | bool) or (isinstance(value, int) and abs(value) < _MOST):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        try:
            return show_cents(parse_cents(value))
        except NotAnAmount:  # in what no answer looks at, as `expect`
            return node.text
    return node.text
