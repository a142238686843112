"""One provision: the words of the law and the rules that encode them, side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from ctethics.program import Condition, Provision
from ctethics.report.coverage import clauses_quoted
from ctethics.report.definitions import definitions
from ctethics.report.layout import columns, width, wrap
from ctethics.report.outline import outline
from ctethics.report.words import headed

_NARROW = 90


@dataclass(frozen=True, slots=True)
class _Item:
    """A general rule or an exception, and the clause beside whose words it stands; none where no clause is its own."""

    name: str
    clause: str
    condition: Condition


def render_provision(provision: Provision, law: str | None, part: str = "", rules: tuple[Provision, ...] = ()) -> str:
    """The provision's text and rule under a law; without one, the text as the bill marks it and both laws' limits.

    part -- a clause such as `(I)`, to show it alone; rules -- every rule of its file, all of them shown where the
    provision is the file's own.
    """
    is_whole = provision.citation == provision.file
    shown = (rules or (provision,)) if is_whole else (provision,)
    items = [item for rule in shown for item in _items(rule) if not part or _stands_in(item, part)]
    lines = [f"{headed(provision.citation + part, provision.title)}", ""]
    for key in ("cited as", "words", "words from", "rests on"):
        lines += [line for name, value in provision.statute.heading if name == key for line in wrap(f"{key}: {value}")]
    lines.append("")
    for clause in [part] if part else _top_clauses(provision):
        beside = [item for item in items if _stands_in(item, clause)]
        if beside or is_whole:
            rule = _outlines(beside, law or "sb434") or _no_rule(shown, clause)
            lines += [*_beside(_text(provision, clause, law), rule), ""]
    for item in items:
        if not item.clause:
            lines += [
                *wrap(item.name),
                *(line for x in outline(item.condition, law or "sb434") for line in wrap(x, 2)),
                "",
            ]
    declared = {reading.name: reading for rule in (*rules, provision) for reading in rule.readings}
    conditions = [item.condition for item in items]
    lines += definitions(conditions, () if part else shown, declared, law or "sb434")
    return "\n".join(lines).rstrip()


def _items(rule: Provision) -> Iterator[_Item]:
    yield _Item(headed(rule.citation, rule.title), _home(rule), rule.general)
    for e in rule.exceptions:
        yield _Item(f"except {e.citation.removeprefix(rule.citation).strip()} {e.title}", e.clause, e.when)


def _home(rule: Provision) -> str:
    """The clause that a general rule stands beside: the one it is named after, the stem, or the first it quotes."""
    clauses = rule.statute.clauses
    name = rule.citation.removeprefix(rule.file).strip()
    if name in clauses:
        return name
    if not name and "stem" in clauses:
        return "stem"
    return next(clauses_quoted(rule.general), "")


def _stands_in(item: _Item, clause: str) -> bool:
    return bool(item.clause) and item.clause.startswith(clause)


def _outlines(items: list[_Item], law: str) -> list[str]:
    """The items as outlines, each under its name where there are several."""
    if len(items) == 1:
        return list(outline(items[0].condition, law))
    return [line for item in items for line in (f"{item.name}:", *outline(item.condition, law, 1))]


def _no_rule(rules: tuple[Provision, ...], clause: str) -> list[str]:
    """Why no rule stands beside a clause."""
    for rule in rules:
        sorts = {
            "encoded by": rule.encoded_by,
            "not operative": rule.not_operative,
            "not encoded": rule.not_encoded,
        }
        for word, pairs in sorts.items():
            for name, why in pairs:
                if name == clause:
                    return [f"{word}: {why}"]
    return ["encoded below, or beside another clause"]


def _top_clauses(provision: Provision) -> list[str]:
    """The clauses that are inside no other."""
    clauses = provision.statute.clauses
    return [c for c in clauses if not any(c != other and c.startswith(other) for other in clauses)]


def _text(provision: Provision, clause: str, law: str | None) -> list[str]:
    lines = provision.statute.lines(clause)
    head = f"{clause} [bill {lines[0]}-{lines[1]}]" if lines else clause
    words = provision.statute.text(law, clause) if law else provision.statute.marked(clause)
    return [line for paragraph in (head, words) for line in textwrap.wrap(paragraph, _half(), break_on_hyphens=False)]


def _half() -> int:
    return width() if width() < _NARROW else (width() - 2) // 2


def _beside(text: list[str], rule: list[str]) -> list[str]:
    half = _half()
    folded = [line for item in rule for line in _fold_indented(item, half)]
    return [*text, *folded] if half == width() else columns(text, folded, half)


def _fold_indented(item: str, half: int) -> list[str]:
    indent = len(item) - len(item.lstrip())
    return textwrap.wrap(item.strip(), half, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))
