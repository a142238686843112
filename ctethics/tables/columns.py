"""Which column of a table states which fact: by the column map, else by the column's own name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ctethics.diagnostics import Collector, Span, near
from ctethics.program import EventKind, Fact, Vocabulary
from ctethics.tables.column_map import Written

# Made by reading files, and kept apart from the caller's own columns.
ROW, FILE, FIELDS, LINE = "ct:row", "ct:file", "ct:fields", "ct:line"
# What a map may say of the cells of each type; of all, which of them mean that nothing is known.
_SAYS: Final = {
    "yes or no": {"yes", "no"},
    "choice": {"values"},
    "text": {"values"},
    "kind": {"values"},
    "role": {"values"},
    "amount": {"in"},
    "date": {"format", "century"},
    "list": {"separator"},
}


@dataclass(frozen=True, slots=True)
class Found:
    """The facts that a table states, by name, and the columns that state none."""

    facts: Mapping[str, Written]
    others: tuple[str, ...]
    overruled: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The names that columns are looked for by, each with its type and its declaration.

    elsewhere -- names that a map may hold though this table is not asked for them: other kinds' facts.
    """

    types: Mapping[str, tuple[str, Fact | None]]
    owner: str
    elsewhere: frozenset[str] = frozenset()


def names_of_events(kind: EventKind, vocabulary: Vocabulary) -> Names:
    """What a table of events of the kind may state."""
    types: dict[str, tuple[str, Fact | None]] = {"id": ("id", None), "kind": ("kind", None)}
    for name in vocabulary.names(kind.name):
        ref = vocabulary.refer(kind.name, name)
        if ref is not None:
            types[name] = ("role" if name in kind.roles else ref.type, ref.fact)
    others = (name for other in vocabulary.events if other != kind.name for name in vocabulary.names(other))
    return Names(types, f"a {kind.name}", frozenset(map(folded, others)))


def names_of_parties(vocabulary: Vocabulary) -> Names:
    """What a table of parties may state."""
    facts = {name: (fact.type, fact) for name, fact in vocabulary.party.items()}
    return Names({"id": ("id", None), **facts}, "a party")


def folded(name: str) -> str:
    """A name as names are compared: `_` is a space, and case does not matter."""
    return " ".join(name.replace("_", " ").split()).casefold()


def why_reserved(column: str) -> str | None:
    """Why no column of a table may have the name, or None where it may."""
    if column.startswith("ct:"):
        return "names that begin with `ct:` are kept for what is worked out."
    is_pattern = column == "*" or (column.startswith("^") and column.endswith("$"))
    return "`*` and `^…$` stand for several columns." if is_pattern else None


def find(columns: Sequence[str], names: Names, told: Mapping[str, Written], table: str, problems: Collector) -> Found:
    """The column of each fact; CTE601, CTE103, CTE609 and CTE610 for what the map or the table has wrong."""
    known = {folded(name): name for name in names.types}
    mapped = _mapped(columns, names, known, told, table, problems)
    taken = {written.column for written in mapped.values()}
    found, others, overruled = dict(mapped), [], []
    for column in columns:
        if why_reserved(column):
            _reserved(column, table, problems)
            continue
        name = None if column in taken else known.get(folded(column))
        if name is None:
            others += [] if column in taken else [column]
        elif name in mapped:
            overruled.append((column, name, mapped[name].column or "the column map"))
        elif name in found:
            what = f"`{found[name].column}` and `{column}` are both `{name}`"
            why = "`_` stands for a space and case does not matter, so the two names are one."
            problems.add("CTE610", Span.whole(table), what, why=why, fix="keep one of them, or rename the other.")
        else:
            found[name] = Written(column)
    return Found(found, tuple(others), tuple(overruled))


def near_misses(found: Found, names: Names) -> Iterable[str]:
    """A note on each column that looks like a fact's name and is none, and on each that the map overrules."""
    known = {folded(name): name for name in names.types}
    for column in found.others:
        guess = near(folded(column), known)
        if guess:
            yield f"column `{column}` is not a fact; did you mean `{known[guess]}`?"
    for column, name, source in found.overruled:
        yield f"column `{column}` is not read: the column map takes `{name}` from `{source}`."


def _mapped(
    columns: Sequence[str],
    names: Names,
    known: Mapping[str, str],
    told: Mapping[str, Written],
    table: str,
    problems: Collector,
) -> dict[str, Written]:
    found: dict[str, Written] = {}
    for fact, written in told.items():
        span, name = written.span or Span.whole(table), known.get(folded(fact))
        if name is None:
            if folded(fact) not in names.elsewhere:
                _unknown(fact, span, names, problems)
        elif name in found:
            why = "`_` stands for a space and case does not matter, so the two names are one."
            problems.add("CTE103", span, f"`{name}` is written twice", why=why, fix="keep one of them.")
        elif written.column is not None and written.column not in columns:
            _lacks(written.column, name, span, columns, problems)
        else:
            found[name] = written
            _check(name, written, names, span, problems)
    return found


def _unknown(fact: str, span: Span, names: Names, problems: Collector) -> None:
    guess = near(folded(fact), map(folded, names.types))
    fix = f"write `{guess}`." if guess else "use a name from rules/facts.yaml, a party's fact after its role."
    why = f"{names.owner} has no such fact; a misspelt name would be taken for silence."
    problems.add("CTE601", span, f"unknown fact `{fact}`", why=why, fix=fix)


def _lacks(column: str, name: str, span: Span, columns: Sequence[str], problems: Collector) -> None:
    guess = near(column, columns)
    fix = f"write `{guess}`." if guess else f"use one of its columns: {', '.join(own(columns))}."
    why = f"the column map takes `{name}` from it."
    problems.add("CTE610", span, f"the table has no column `{column}`", why=why, fix=fix)


def own(columns: Iterable[str]) -> list[str]:
    """The caller's own columns."""
    return [column for column in columns if not column.startswith("ct:")]


def _check(name: str, written: Written, names: Names, span: Span, problems: Collector) -> None:
    """Reports what a map says of the cells that means nothing for the fact's type, and choices there are not."""
    type_, fact = names.types[name]
    for key in sorted(written.keys - _SAYS.get(type_, set()) - {"unknown"}):
        fix = "leave it out."
        article = "an" if type_[0] in "aeiou" else "a"
        why = f"{name} is {article} {type_}." if type_ not in ("yes or no", "id") else f"{name} is {type_}."
        problems.add("CTE609", span, f"`{key}` says nothing of `{name}`", why=why, fix=fix)
    if type_ == "id" and written.column is None:
        why = "answers name rows by their id."
        problems.add("CTE609", span, "`id` is the same for every row", why=why, fix="name the column that has it.")
    if fact is None or type_ != "choice":
        return
    for cell, meaning in written.values:
        if meaning not in fact.choices:
            guess = near(meaning, fact.choices)
            fix = f"write `{guess}`." if guess else f"write one of: {', '.join(fact.choices)}."
            what = f"`{cell}` is to mean `{meaning}`, which `{name}` has not"
            problems.add("CTE609", span, what, why="it is one of a closed list.", fix=fix)


def _reserved(column: str, table: str, problems: Collector) -> None:
    why = why_reserved(column)
    if why is not None and column not in (ROW, FILE, FIELDS, LINE):
        problems.add("CTE610", Span.whole(table), f"a column is called `{column}`", why=why, fix="rename it.")


def refuse_dots(columns: Iterable[str], table: str, problems: Collector) -> None:
    """Reports CTE610 for a column of a Spark table that cannot be named."""
    for column in columns:
        if "." in column:
            why = "Spark takes a dot in a name for the way into a column."
            problems.add("CTE610", Span.whole(table), f"the column `{column}`", why=why, fix="rename it.")
