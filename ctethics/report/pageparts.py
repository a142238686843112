"""What the templates of the pages are given: counts in the order of the law, and bars in percent of their chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from ctethics.law.citation import in_order
from ctethics.outcome.summary import OUTCOMES, DutyCount, Flip, LimitFlip, ProvisionCount, Summary
from ctethics.program.provision import POLICY
from ctethics.report.bars import span_name, spans
from ctethics.report.terms import POLICY_OF_OPM, due_in_words, glance_in_words, left_out
from ctethics.report.words import cited, headed

_DRAWN = OUTCOMES[:3]
# The widths and offsets of bars, in percent: below the first nothing could be seen.
_THINNEST = 0.4
_MOST_MONTHS = 120
MOST_LISTED = 12
Part = dict[str, Any]


def listed_provisions(named: Iterable[tuple[str, str]]) -> list[Part]:
    """Each provision once, in the order of the law; the first title told of it counts."""
    titles: dict[str, str] = {}
    for citation, title in named:
        titles.setdefault(citation, title)
    return [
        {
            "citation": c,
            "cited": cited(c),
            "headed": headed(c, titles[c]).rstrip(", "),
            "policy": c.startswith(POLICY),
        }
        for c in sorted(titles, key=in_order)
    ]


def ledger_parts(summary: Summary, order: Sequence[str]) -> Part:
    """What the page of a ledger shows besides its rows; order -- the provisions as the script numbers them."""
    duties = sorted((d for d in summary.duties if d.count), key=lambda d: (in_order(d.provision), d.what))
    days = [day for d in duties for day in (d.first, d.last) if day is not None]
    months = _months(summary, order)
    return {
        "glance": _glance(summary),
        "layers": [layer for is_policy in (False, True) if (layer := _layer(summary, is_policy)) is not None],
        "months": months,
        "has_months": bool(months["series"]),
        "lists": _lists(summary),
        "duties": [_duty(d, min(days, default=""), max(days, default="")) for d in duties],
        "duties_from": min(days, default=""),
        "duties_to": max(days, default=""),
    }


def _glance(summary: Summary) -> list[Part]:
    if summary.glance is None:
        return []
    styles = ("applies", "undetermined", "excepted", "", "")
    told = zip(glance_in_words(summary.glance), styles, strict=True)
    return [{"count": number, "words": words, "style": style} for (number, words), style in told]


def _layer(summary: Summary, is_policy: bool) -> Part | None:
    """The statute or the policy; None where nothing of it was asked."""
    every = [p for p in summary.provisions if p.is_policy == is_policy]
    shown = sorted((p for p in every if p.happened), key=lambda p: in_order(p.citation))
    most = max((_drawn(p) for p in summary.provisions), default=0)
    silent = len(every) - len(shown)
    if not every:
        return None
    return {
        "title": POLICY_OF_OPM if is_policy else "Statute",
        "provisions": [_provision(p, most) for p in shown],
        "left_out": left_out(silent, bool(shown), is_policy) if silent else "",
    }


def _drawn(p: ProvisionCount) -> int:
    return sum(p.count(outcome) for outcome in _DRAWN)


def _provision(p: ProvisionCount, most: int) -> Part:
    counts = [
        {
            "outcome": o,
            "count": p.count(o),
            "go": _go(p.citation, o),
            "label": f"{p.count(o):,} {o}, {cited(p.citation)}: show the rows",
        }
        for o in OUTCOMES
    ]
    segments = [(o.replace(" ", "-"), p.count(o), f"{p.count(o):,} {o}", _go(p.citation, o)) for o in _DRAWN]
    label = ", ".join(f"{p.count(o):,} {o}" for o in OUTCOMES)
    return {
        "cited": f"{cited(p.citation)}{',' if ' ' in p.citation else ''}",
        "title": p.title,
        "counts": counts,
        "label": label,
        "segments": _segments(segments, most),
    }


def _go(provision: str, outcome: str) -> str:
    """The address inside the page that shows these rows."""
    return "#" + urlencode({"provision": provision, "outcome": outcome})


def _segments(told: Sequence[tuple[str, int, str, str]], most: int) -> list[Part]:
    """Rectangles side by side, in percent of the most there is: style, count, label, address."""
    widths = [max(_THINNEST, 100 * count / most) if count else 0.0 for _, count, _, _ in told]
    scale = min(1.0, 100 / sum(widths)) if any(widths) else 1.0
    found, x = [], 0.0
    for (style, _, label, go), width in zip(told, widths, strict=True):
        if width:
            found.append({"style": style, "x": f"{x:.3f}", "width": f"{width * scale:.3f}", "label": label, "go": go})
            x += width * scale
    return found


def _line(text: str, count: int, most: int) -> Part:
    """A text with its count and a plain bar."""
    label = f"{count:,} row{'' if count == 1 else 's'}"
    return {"text": text, "count": count, "label": label, "segments": _segments([("accent", count, label, "")], most)}


def _lists(summary: Summary) -> list[Part]:
    """The exceptions that held, those of the policy apart, and the facts that are missing; most rows first."""
    held = sorted((e for e in summary.exceptions if e.count), key=lambda e: (-e.count, in_order(e.citation)))
    texts = [(e.citation.startswith(POLICY), headed(e.citation, e.title), e.count) for e in held]
    needs = sorted(((n.fact, n.count) for n in summary.needs if n.count), key=lambda n: (-n[1], n[0]))
    lists = [
        ("Exceptions that held", [(text, count) for is_policy, text, count in texts if not is_policy]),
        ("Exceptions of the policy that held", [(text, count) for is_policy, text, count in texts if is_policy]),
        ("Facts that are missing, by the rows they would help to settle", needs),
    ]
    found = []
    for title, items in lists:
        lines = [_line(text, count, items[0][1]) for text, count in items]
        if lines:
            found.append({"title": title, "entries": lines[:MOST_LISTED], "rest": lines[MOST_LISTED:]})
    return found


def _duty(d: DutyCount, start: str, end: str) -> Part:
    when = due_in_words(d)
    segments: list[Part] = []
    if d.first is not None:
        whole = max(1, _day(end) - _day(start))
        x = min(100 - _THINNEST, 100 * (_day(d.first) - _day(start)) / whole)
        width = min(100 - x, max(_THINNEST, 100 * (_day(d.last or d.first) - _day(d.first)) / whole))
        segments = [{"style": "accent", "x": f"{x:.3f}", "width": f"{width:.3f}", "label": when, "go": ""}]
    return {"cited": cited(d.provision), "what": d.what, "count": d.count, "when": when, "segments": segments}


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _months(summary: Summary, order: Sequence[str]) -> Part:
    """The spans of the chart, and by provision and span the counts of the outcomes drawn; first -- shown first."""
    told = [m for m in summary.months if m.count and m.outcome in _DRAWN]
    cut = spans([m.month for m in summary.months if m.count], _MOST_MONTHS) if told else []
    span_of = {month: number for number, span in enumerate(cut) for month in span}
    series: dict[int, dict[int, list[int]]] = {}
    for m in told:
        counts = series.setdefault(order.index(m.provision), {}).setdefault(span_of[m.month], [0] * len(_DRAWN))
        counts[_DRAWN.index(m.outcome)] += m.count
    drawn = [p for p in summary.provisions if any(m.provision == p.citation for m in told)]
    first = max(drawn, key=lambda p: (p.kind == "prohibition", not p.is_policy, p.count("applies")), default=None)
    return {
        "spans": [{"name": span_name(span), "first": span[0], "month": len(span) == 1} for span in cut],
        "series": {number: series[number] for number in sorted(series)},
        "first": first.citation if first is not None else "",
    }


def flip_layers(flips: Sequence[Flip]) -> list[Part]:
    """The changes by provision, those of the policy apart; in the order given."""
    most = max((f.count for f in flips), default=0)
    layers = []
    for is_policy, title in ((False, "Statute"), (True, POLICY_OF_OPM)):
        some = [f for f in flips if f.is_policy == is_policy]
        provisions = [
            {"cited": cited(citation), "title": name, "changes": [_change(f, most) for f in changes]}
            for (citation, name), changes in groupby(some, key=lambda f: (f.provision, f.title))
        ]
        if provisions:
            layers.append({"title": title, "provisions": provisions})
    return layers


def _change(f: Flip, most: int) -> Part:
    change = f"{f.one} → {f.other}"
    label, go = f"{f.count:,} {change}, {cited(f.provision)}: show the rows", _go(f.provision, change)
    style = f.other.replace(" ", "-")
    return {
        "one": f.one,
        "other": f.other,
        "count": f.count,
        "label": label,
        "go": go,
        "segments": _segments([(style, f.count, label, go)], most),
    }


def limit_lines(limits: Sequence[LimitFlip]) -> list[Part]:
    """The limits with bars of the rows they change."""
    most = max((limit.count for limit in limits), default=0)
    return [
        {"cited": cited(limit.provision), "name": limit.name, "one": limit.one, "other": limit.other}
        | {key: value for key, value in _line("", limit.count, most).items() if key != "text"}
        for limit in limits
    ]
