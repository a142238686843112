"""A random rule base as the files that an analyst could have written: rules, facts and the statutes they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ctethics.editing.layout import lay_out
from ctethics.law.regimes import LAWS
from ctethics.program import (
    Compare,
    Condition,
    DaysAfter,
    Program,
    Provision,
    Total,
    TotalIs,
    Vocabulary,
    leaves,
    parts_of,
)
from ctethics.rulefile.fact_forms import FACTS_FILE
from ctethics.rulefile.forms import RULE_FILE
from tests.rule_bases import told
from tests.rule_bases.declared import facts
from tests.rule_bases.parts import block, filled
from tests.rule_bases.spoken import marked, quote_of, stated, statute
from tests.rule_bases.told import Told

STEM = "stem"


def written(program: Program) -> dict[str, str]:
    """The text of each file by its path."""
    files = {"rules/facts.yaml": lay_out(block(facts(program.vocabulary)), FACTS_FILE)}
    for citation in dict.fromkeys(p.file for p in program.provisions.values()):
        path = citation.removesuffix(")").replace("(", "/")
        files[f"rules/{path}.yaml"] = lay_out(block(rule_file(citation, program)), RULE_FILE)
        files[f"statutes/{path}.txt"] = statute(citation, clauses(citation, program))
    return files


def write(files: Mapping[str, str], folder: Path) -> None:
    """Writes the files into a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def rules_text(program: Program) -> str:
    """The rule files one after the other, without the words they quote and the readings' reasons."""
    files = dict.fromkeys(p.file for p in program.provisions.values())
    return "\n".join(lay_out(block(_bare(rule_file(citation, program))), RULE_FILE) for citation in files)


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if name not in ("quote", "readings", "title", "kind")}
    return value


def rule_file(citation: str, program: Program) -> Told:
    """A rule file: its own rule and those under `also`."""
    own, *further = _rules_of(citation, program)
    head = {"provision": citation, "title": own.title, "about": own.about, "kind": own.kind}
    if own.shares is not None:
        return {**head, "shares": filled({"with": own.shares, "exceptions": [e.key for e in own.exceptions]})}
    rules = (own, *further)
    limits = {one.name: told.limit(one) for p in rules for one in p.limits() if not one.rests_on}
    totals = [total for p in rules for total in totals_in(p) if total.kind == own.about]
    also = {p.citation.removeprefix(citation).strip(): _rule(p, own.about, program.vocabulary) for p in further}
    readings = {
        r.name: {"question": r.question, "default": r.default, "choices": r.choices, "why": r.why} for r in own.readings
    }
    return filled(
        {
            **head,
            "limits": limits,
            "totals": _totals(totals, program.vocabulary),
            "readings": readings,
            **_body(own, program.vocabulary),
            "also": also,
        }
    )


def _rules_of(citation: str, program: Program) -> list[Provision]:
    """The provisions of a file, its own first."""
    return sorted((p for p in program.provisions.values() if p.file == citation), key=lambda p: p.citation != citation)


def _rule(p: Provision, about: str, vocabulary: Vocabulary) -> Told:
    """A further rule; where it is about another kind of event than the file's own rule, its totals are its own."""
    totals = [] if p.about == about else list(totals_in(p))
    return filled({"title": p.title, "about": p.about, "totals": _totals(totals, vocabulary), **_body(p, vocabulary)})


def _body(p: Provision, vocabulary: Vocabulary) -> Told:
    of_dates = dates(p.about, vocabulary)
    excepted = {e.key: {"title": e.title, "when": told.condition(e.when, e.clause, of_dates)} for e in p.exceptions}
    return {"holds when": told.condition(p.general, "holds", of_dates), "except": excepted}


def _totals(totals: Iterable[Total], vocabulary: Vocabulary) -> Told:
    return {told.own_name(t): told.total(t, dates(t.kind, vocabulary)) for t in totals}


def dates(kind: str, vocabulary: Vocabulary) -> frozenset[str]:
    names = (vocabulary.refer(kind, name) for name in vocabulary.names(kind))
    return frozenset(ref.name for ref in names if ref is not None and ref.type == "date")


def totals_in(p: Provision) -> Iterator[Total]:
    """The totals that a provision's conditions ask for."""
    for condition in p.conditions():
        yield from (leaf.total for leaf in leaves(condition) if isinstance(leaf, TotalIs))


def clauses(citation: str, program: Program) -> dict[str, list[str]]:
    """What each clause of the statute says: whatever the rules of the file rest on, there or in what it shares."""
    found: dict[str, dict[str, None]] = {STEM: {"it applies": None}}
    for p in _rules_of(citation, program):
        found[STEM] |= dict.fromkeys(_sayings(p.general, "holds"))
        for exception in p.exceptions:
            found.setdefault(exception.clause, {}).update(dict.fromkeys(_sayings(exception.when, exception.clause)))
        for total in totals_in(p):
            found[STEM] |= dict.fromkeys(_sayings(total.where, f"{told.own_name(total)} where"))
        if p.shares is not None:
            found[STEM] |= dict.fromkeys(clauses(program.provisions[p.shares].file, program)[STEM])
    return {clause: list(said) for clause, said in sorted(found.items(), key=lambda pair: pair[0] != STEM)}


def _sayings(c: Condition, place: str) -> Iterator[str]:
    """The words of each limit and each quotation in a condition."""
    if isinstance(c, told.QUOTING):
        yield marked(*(quote_of(place, law).split() for law in LAWS))
    if isinstance(c, Compare | DaysAfter | TotalIs) and (words := stated(c.limit)):
        yield words
    for number, part in enumerate(parts_of(c)):
        yield from _sayings(part, f"{place} {number}")
