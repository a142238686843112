"""The column map: how somebody else's spreadsheet is written, read from YAML with the place of every slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Given
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ctethics.diagnostics import Collector, Span, near
from ctethics.source import Mapping, Node, Scalar, Sequence, parse_json, parse_yaml, read_text
from ctethics.source.python_tree import from_python
from ctethics.tables.day_format import DayFormat, parse_format

_TOP: Final = ("kind", "columns", "parties")
_FLAGS: Final = ("required", "clean")
_KEYS: Final = ("column", "always", "format", "century", "in", "yes", "no", "unknown", "values", "separator", *_FLAGS)
_UNITS: Final = ("dollars", "cents")
_WHY: Final = "it tells which column of a table states which fact, and how."


@dataclass(frozen=True, slots=True)
class Written:
    """How a table states one fact.

    column -- where; None: the same for every row, `always`.
    format -- of dates; unit -- of amounts; separator -- between the names of a list; None: as is usual.
    yes, no, unknown -- cells that mean so, besides the usual ones; values -- other cells and the choices they mean.
    required -- a row that does not state it is a bad one; clean -- the cells are as the rules write them: nothing to
    strip, and what is unknown is null.
    keys -- what the map says of the cells; span -- where it says so.
    """

    column: str | None
    always: str | None = None
    format: DayFormat | None = None
    unit: str | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    separator: str | None = None
    required: bool = False
    clean: bool = False
    keys: frozenset[str] = frozenset()
    span: Span | None = None

    @property
    def has_words(self) -> bool:
        """Whether the map gives cells a meaning of their own."""
        return bool(self.yes or self.no or self.unknown or self.values)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column states which fact; a fact the map does not name is looked for by its own name.

    kind -- of every row's event, where the table has no such column; parties -- the map of the table of parties.
    """

    columns: Given[str, Written] = field(default_factory=dict)
    kind: str | None = None
    parties: Given[str, Written] = field(default_factory=dict)

    @property
    def of_parties(self) -> ColumnMap:
        """The map of the table of parties, alone."""
        return ColumnMap(self.parties)


def read_column_map(told: str | Path | Given[str, object], problems: Collector) -> ColumnMap | None:
    """The map from a YAML or JSON file, or a mapping of the same shape; of Python also the columns alone.

    None, and CTE101 to CTE107, CTE601 or CTE609 for each slip, where it cannot be read.
    """
    before = len(problems.found)
    node = _node(told, problems)
    if node is None:
        return None
    if not isinstance(node, Mapping):
        problems.add("CTE609", node.span, "the column map is not a mapping", why=_WHY, fix="write `columns:`.")
        return None
    if not isinstance(told, str | Path) and "columns" not in node.items:
        node = Mapping({"columns": node}, {"columns": node.span}, node.span)
    found = _Reader(problems).map(node)
    return found if len(problems.found) == before else None


def _node(told: str | Path | Given[str, object], problems: Collector) -> Node | None:
    if isinstance(told, str | Path):
        path = Path(told)
        source = read_text(path, str(told), problems)
        parse = parse_json if path.suffix.lower() == ".json" else parse_yaml
        return parse(source, problems) if source else None
    return from_python(told, "column map" if "columns" in told else "columns", problems)


class _Reader:
    """Reads nodes, reporting each slip."""

    def __init__(self, problems: Collector) -> None:
        self.problems = problems

    def map(self, node: Mapping) -> ColumnMap:
        self._known(node, _TOP, "key", "a column map")
        kind = node.items.get("kind")
        columns = node.items.get("columns")
        if columns is None:
            self.wrong(node.span, "`columns` is missing", "write `columns:`, and under it `fact: name of the column`.")
        return ColumnMap(
            self._columns(columns) if columns else {},
            self._text(kind, "`kind`") if kind else None,
            self._columns(node.items["parties"]) if "parties" in node.items else {},
        )

    def wrong(self, span: Span, what: str, fix: str, why: str = _WHY) -> None:
        self.problems.add("CTE609", span, what, why=why, fix=fix)

    def _columns(self, node: Node) -> dict[str, Written]:
        if not isinstance(node, Mapping):
            self.wrong(node.span, "`columns` is not a mapping", "write `fact: name of the column`.")
            return {}
        return {fact: self._written(fact, inner, node.keys[fact]) for fact, inner in node.items.items()}

    def _written(self, fact: str, node: Node, span: Span) -> Written:
        if not isinstance(node, Mapping):
            return Written(self._text(node, f"the column of `{fact}`"), span=span)
        told, are_known = node.items, self._known(node, _KEYS, "key", f"the column of `{fact}`")
        text = {key: self._text(told[key], f"`{key}`") for key in _KEYS[:5] if key in told}
        if are_known and ("column" in text) == ("always" in text):
            fix = "write `{column: NAME}`, or `{always: VALUE}` where every row is the same."
            self.wrong(span, f"`{fact}` needs either `column` or `always`", fix)
        elif "always" in text and len(told) > 1:
            self.wrong(span, f"`{fact}` is always the same, and yet cells are explained", "keep `always` alone.")
        words = {key: self._words(told[key]) for key in ("yes", "no", "unknown") if key in told}
        values = self._values(told["values"]) if "values" in told else ()
        self._check_twice(fact, [*words.values(), tuple(cell for cell, _ in values)], span)
        return Written(
            text.get("column"),
            text.get("always"),
            self._format(text.get("format"), text.get("century", ""), node),
            self._unit(text.get("in"), node),
            values=values,
            separator=self._separator(told.get("separator")),
            required=self._flag(told, "required"),
            clean=self._flag(told, "clean"),
            keys=frozenset(told) - {"column", "always", *_FLAGS},
            span=span,
            **words,
        )

    def _flag(self, told: Given[str, Node], key: str) -> bool:
        node = told.get(key)
        said = node.value if isinstance(node, Scalar) else None
        if node is not None and said not in (True, False, "yes", "no"):
            self.wrong(node.span, f"`{key}` is neither yes nor no", "write yes or no.", "it is yes or no.")
        return said in (True, "yes")

    def _check_twice(self, fact: str, groups: list[tuple[str, ...]], span: Span) -> None:
        counted = Counter(word for group in groups for word in group)
        twice = sorted(word for word, count in counted.items() if count > 1)
        for word in twice:
            why = "a cell means one thing."
            self.wrong(span, f"`{word}` is given two meanings for `{fact}`", "keep one of them.", why)

    def _format(self, text: str | None, century: str, node: Mapping) -> DayFormat | None:
        if text is None:
            if century:
                self.wrong(node.items["century"].span, "a century without a format", "add `format: MM/DD/YY`.")
            return None
        if century and (len(century) != 4 or not century.isdecimal() or not century.endswith("00")):
            self.wrong(node.items["century"].span, f"`century` is `{century}`", "write it as in `century: 2000`.")
            return None
        found = parse_format(text, century[:2])
        if isinstance(found, DayFormat):
            return found
        span = node.items["format"].span
        self.wrong(span, f"`format` is `{text}`", "write it as in `MM/DD/YYYY`.", f"{found}.")
        return None

    def _unit(self, text: str | None, node: Mapping) -> str | None:
        if text is not None and text not in _UNITS:
            fix = "write `in: dollars`, or `in: cents` for whole cents."
            self.wrong(node.items["in"].span, f"amounts are in `{text}`", fix, "only US dollars are read.")
            return None
        return text

    def _separator(self, node: Node | None) -> str | None:
        if node is None:
            return None
        text = node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""
        if not text.strip() or len(text) > 5 or any(c.isalnum() for c in text):
            fix = 'write one sign, as in `separator: ";"`.'
            self.wrong(node.span, "`separator` is no separator", fix, "it stands between the names in one cell.")
            return None
        return text.strip()

    def _values(self, node: Node) -> tuple[tuple[str, str], ...]:
        if not isinstance(node, Mapping):
            self.wrong(node.span, "`values` is not a mapping", "write `values: {what the cell says: the choice}`.")
            return ()
        return tuple((cell.strip(), self._text(inner, f"`{cell}`")) for cell, inner in node.items.items())

    def _words(self, node: Node) -> tuple[str, ...]:
        """The cells listed, or the one named; an empty cell may be among them."""
        items = node.items if isinstance(node, Sequence) else (node,)
        for item in items:
            if not isinstance(item, Scalar):
                self.wrong(item.span, "a cell is one value", "write a list of them, as in `[Y, yes]`.")
        return tuple(item.text.strip() for item in items if isinstance(item, Scalar))

    def _text(self, node: Node, what: str) -> str:
        if isinstance(node, Scalar) and node.text.strip():
            return node.text
        self.wrong(node.span, f"{what} is not one name", "write one.")
        return ""

    def _known(self, node: Mapping, known: tuple[str, ...], sort: str, owner: str) -> bool:
        unknown = [key for key in node.items if key not in known]
        for key in unknown:
            guess = near(key, known)
            fix = f"write `{guess}`." if guess else f"use one of: {', '.join(known)}."
            why = f"{owner} has no such {sort}."
            self.problems.add("CTE601", node.keys[key], f"unknown {sort} `{key}`", why=why, fix=fix)
        return not unknown
