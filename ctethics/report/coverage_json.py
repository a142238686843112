"""What of each statute text is encoded, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ctethics.report.clauses import STATUSES, Clause
from ctethics.report.coverage import Coverage


def coverage_as_json(coverages: Sequence[Coverage]) -> str:
    """Each text with its clauses, what encodes each or why nothing does, and the counts of the texts and in all."""
    texts = [{"citation": c.citation, "title": c.title, **_counts([c]), "clauses": _clauses(c)} for c in coverages]
    total = {"texts": len(texts), **_counts(coverages)}
    return json.dumps({"texts": texts, "total": total}, ensure_ascii=False, indent=2)


def _counts(coverages: Sequence[Coverage]) -> dict[str, dict[str, int]]:
    counts = {status.replace(" ", "_"): sum(c.count(status) for c in coverages) for status in STATUSES}
    words = {"all": sum(c.words for c in coverages), "quoted": sum(c.quoted for c in coverages)}
    return {"counts": {"clauses": sum(counts.values()), **counts}, "words": words}


def _clauses(c: Coverage) -> list[dict[str, object]]:
    return [_clause(clause) for clause in c.clauses]


def _clause(clause: Clause) -> dict[str, object]:
    by = [{"part": part, "sort": sort} for sort, part in clause.by]
    return {"clause": clause.name, "status": clause.status, "encoded_by": by, "why": clause.why}
