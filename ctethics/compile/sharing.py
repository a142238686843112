"""Pass 2, continued: a provision that shares another's words takes that rule and reads it as its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ctethics.diagnostics import Collector, near
from ctethics.rulefile import RuleDocument
from ctethics.source import Scalar


def sharing(
    document: RuleDocument, documents: Mapping[str, RuleDocument], known: Mapping[str, str | None], problems: Collector
) -> RuleDocument | None:
    """The document whose rule this one takes, itself where it shares none; None where there is no such rule.

    Reports CTE203 for a provision or an exception there is not.
    """
    if document.shares is None:
        return document
    other = documents.get(document.shares.other.text)
    if other is None or other.holds is None:
        if document.shares.other.text not in known or other is not None:
            own = [citation for citation, one in documents.items() if one.holds is not None]
            _report(document.shares.other, "provision with a rule of its own", own, problems)
        return None
    for key in document.shares.exceptions:
        if key.text not in other.exceptions:
            _report(key, f"exception of § {other.provision.text}", list(other.exceptions), problems)
            return None
    return other


def merged(document: RuleDocument, owner: RuleDocument) -> RuleDocument:
    """The document with what it shares put in."""
    if document.shares is None:
        return document
    shared = {key.text: owner.exceptions[key.text] for key in document.shares.exceptions}
    return document._replace(
        holds=owner.holds,
        limits=owner.limits,
        totals=owner.totals,
        readings=owner.readings,
        exceptions={**shared, **document.exceptions},
        encoded_by=(*_of_clauses(owner, shared), *document.encoded_by),
    )


def _of_clauses(owner: RuleDocument, keys: Iterable[str]) -> list[tuple[Scalar, str]]:
    """What encodes the clauses of the shared exceptions otherwise than by a quotation."""
    starts = tuple(f"({key})" for key in keys)
    return [(clause, why) for clause, why in owner.encoded_by if clause.text.startswith(starts)]


def _report(scalar: Scalar, what: str, known: list[str], problems: Collector) -> None:
    name, span = scalar.text, scalar.span
    guess = near(name, known)
    fix = f"write `{guess}`." if guess and guess != name else f"write one of: {', '.join(known) or 'none yet'}."
    problems.add("CTE203", span, f"no {what} is `{name}`", why="what is shared must be there.", fix=fix)
