"""The same as one HTML page that needs nothing else: no network, no other file, styles, scripts and rows inside.

Whatever comes from the ledger is escaped where it is put in: by the templates in what is HTML, and in the rows, which
the script reads as JSON, by leaving out every character that HTML could read as its own. The page lets no script run
but its own, by the hash of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ctethics.outcome.summary import OUTCOMES, Flips, RejectCount, Summary
from ctethics.report.flips import duties_in_order, in_law_order, limits_in_order
from ctethics.report.pageparts import flip_layers, ledger_parts, limit_lines, listed_provisions
from ctethics.report.terms import APPLIES, END, changed_in_words, law_in_words
from ctethics.report.words import cited


@dataclass(frozen=True, slots=True)
class _Inline:
    """A script or a style as it stands in the page, and the hash by which the page allows it."""

    text: Markup
    hash: str


def render_page(summary: Summary) -> str:
    """The page of a ledger under one law; works from a file, in light and dark, printed and without a mouse."""
    provisions = listed_provisions((p.citation, p.title) for p in summary.provisions)
    order = [p["citation"] for p in provisions]
    codes = {outcome: str(number) for number, outcome in enumerate(OUTCOMES)}
    rows = [
        [
            row.id,
            row.kind,
            row.date,
            row.parties,
            row.value,
            "".join(codes[row.outcomes[c]] if c in row.outcomes else "-" for c in order),
            row.excepted_by,
            row.needs,
            row.duties,
        ]
        for row in summary.rows
    ]
    named = {c for row in summary.rows for c in (*row.excepted_by, *(p for p, _ in row.duties))}
    parts = ledger_parts(summary, order)
    data = {
        "provisions": provisions,
        "outcomes": OUTCOMES,
        "names": {citation: cited(citation) for citation in sorted(named)},
        "months": parts.pop("months"),
        "kinds": len(summary.kinds),
        "rows": rows,
        "rows_total": max(summary.rows_total, len(rows)),
    }
    told = {**parts, "law": law_in_words(summary.law), "rejects": _rejects(summary.rejects)}
    return _page("ledger", of=summary, data=_json(data), **told)


def render_flips_page(flips: Flips) -> str:
    """The page of a ledger under two laws, made as that of one."""
    named = [(f.provision, f.title) for f in flips.flips] + [(row.provision, "") for row in flips.rows]
    provisions = listed_provisions(named)
    order = {p["citation"]: number for number, p in enumerate(provisions)}
    number_of = {outcome: number for number, outcome in enumerate(OUTCOMES)}
    rows = [
        [row.id, row.date, row.parties, row.value, order[row.provision], number_of[row.one], number_of[row.other]]
        for row in flips.rows
    ]
    data = {
        "provisions": provisions,
        "outcomes": OUTCOMES,
        "names": {},
        "rows": rows,
        "rows_total": max(flips.rows_total, len(rows)),
    }
    told = {
        "one": law_in_words(flips.one),
        "other": law_in_words(flips.other),
        "changed": changed_in_words(flips),
        "layers": flip_layers(in_law_order(flips.flips)),
        "limits": limit_lines(limits_in_order(flips.limits)),
        "duties": [
            {"cited": cited(d.provision), "what": d.what, "appears": d.appears, "vanishes": d.vanishes}
            for d in duties_in_order(flips.duties)
        ],
        "rejects": _rejects(flips.rejects),
    }
    return _page("flips", of=flips, data=_json(data), **told)


def _page(name: str, **told: object) -> str:
    environment = _environment()
    script = (
        _asset("dom.js") + (_asset("months.js") if name == "ledger" else "") + _asset("rows.js") + _asset(f"{name}.js")
    )
    page = environment.get_template(f"{name}.html").render(
        style=_inline(_asset("page.css")),
        script=_inline(f'(() => {{\n"use strict";\n{script}}})();\n'),
        outcomes=OUTCOMES,
        applies=APPLIES,
        end=END,
        **told,
    )
    # A name of a file may hold bytes that are no text.
    return page.encode("utf-8", "replace").decode("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ctethics.report", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["slug"] = lambda outcome: outcome.replace(" ", "-")
    environment.filters["whole"] = _whole
    return environment


def _whole(text: str) -> Markup:
    """The text, escaped, in which no day breaks at its hyphens."""
    return Markup(re.sub(r"\d{4}-\d\d-\d\d", r'<span class="whole">\g<0></span>', str(escape(text))))


@cache
def _asset(name: str) -> str:
    loader = _environment().loader
    assert loader is not None
    source, _, _ = loader.get_source(_environment(), name)
    return source


def _inline(text: str) -> _Inline:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return _Inline(Markup(text), f"sha256-{digest}")  # our own files, nothing of the ledger


def _json(data: Mapping[str, object]) -> Markup:
    """JSON of plain ASCII in which nothing can end the script or open a comment."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # escaped above


def _rejects(counts: Iterable[RejectCount]) -> list[RejectCount]:
    return sorted(counts, key=lambda c: (-c.count, c.column, c.reason))
