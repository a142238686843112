"""Yes or no, choices, names, lists and numbers in tables."""

from __future__ import annotations

import re
from typing import Final

import narwhals as nw
from narwhals.dtypes import IntegerType

from ctethics.tables.cells import (
    BLANKS,
    UNIT,
    UNSEEN,
    Cell,
    Column,
    Misfit,
    first_of,
    holds_unseen,
    make,
    stated,
    trimmed,
    unread,
)

_MOST: Final = 10**9
_LONGEST: Final = 200
_NONE: Final = ("none", "None", "NONE", "[]")


def yes_or_no(column: Column) -> Cell | Misfit:
    """Boolean."""
    written = column.written
    if isinstance(column.dtype, nw.Boolean) and not written.has_words:
        return make(column, column.raw, "", is_bad=None)
    if not _has_words(column):
        fix = "name the cells that mean so in the column map: `{column: …, yes: [1], no: [0]}`."
        return Misfit(f"is {column.dtype}", "it is yes or no.", fix)
    text = column.text
    low = text.str.to_lowercase()
    cases = [(text.is_in(written.yes), True)] if written.yes else []
    cases += [(text.is_in(written.no), False)] if written.no else []
    typed = first_of([*cases, (low.is_in(["yes", "true"]), True), (low.is_in(["no", "false"]), False)])
    words = "; ".join([*(f"`{word}`" for word in (*written.yes, *written.no)), "yes", "no or unknown"])
    return make(column, typed, f"it is {words.replace('; ', ', ')}", text=stated(column), is_bad=unread(column))


def choice(column: Column) -> Cell | Misfit:
    """One of the fact's choices, as they are written or as the map says."""
    if not _has_words(column):
        fix = "name the choice of each in the column map: `{column: …, values: {1: …}}`."
        return Misfit(f"is {column.dtype}", "it is one of a closed list of words.", fix)
    choices = column.fact.choices if column.fact else ()
    typed = _meant(column, nw.when(column.text.is_in(choices)).then(column.text))
    listed = f"it is one of: {', '.join((*choices, *(cell for cell, _ in column.written.values)))}"
    return make(column, typed, listed, text=stated(column), is_bad=unread(column))


def text(column: Column) -> Cell | Misfit:
    """A label, or a party's name; a whole number is read as text."""
    if not (column.is_text or column.dtype.is_integer()):
        return Misfit(f"is {column.dtype}", "it is a name.", "make it text.")
    typed = _meant(column, column.text)
    if column.written.clean:
        return make(column, typed, "", text=stated(column), is_bad=None)
    is_unseen = holds_unseen(column.text)
    is_long = (column.text.str.len_chars() > _LONGEST).fill_null(False)
    reason = first_of([(is_unseen, UNSEEN)], f"it is a label of at most {_LONGEST} characters")
    return make(column, typed, reason, text=stated(column), is_bad=is_unseen | is_long)


def identity(column: Column) -> Cell | Misfit:
    """An id, or a party where all are whole numbers: as it stands, text without spaces around it."""
    if column.dtype.is_integer():
        return make(column, column.raw, "", is_bad=None)
    if not column.is_text:
        return Misfit(f"is {column.dtype}", "an id is text or a whole number.", "make it text.")
    given = trimmed(column)
    is_bad = None if column.written.clean else holds_unseen(column.text)
    return make(column, column.text, UNSEEN, text=nw.when(given != "").then(given), is_bad=is_bad)


def number(column: Column) -> Cell | Misfit:
    """A whole number."""
    reason = f"it is a whole number from 0 to {_MOST:,}"
    if column.dtype.is_integer():
        is_within = column.raw.is_between(0, _MOST)
        kept = column.raw if isinstance(column.dtype, nw.Int64) else nw.when(is_within).then(column.raw).cast(nw.Int64)
        return make(column, kept, reason, is_bad=~is_within.fill_null(True))
    if not (column.is_text or column.dtype.is_decimal()):
        return Misfit(f"is {column.dtype}", "a number is whole.", "make it text or whole numbers.")
    given = stated(column)
    if column.dtype.is_decimal():
        given = given.str.replace_all(r"\.0+\z", "")
    # So many digits fit, leading zeros or not.
    typed = nw.when(column.text.str.contains(r"\A[0-9]{1,11}\z")).then(column.text).cast(nw.Int64)
    is_bad = ~column.text.is_null() & ~(column.typed <= _MOST).fill_null(False)
    return make(column, typed, reason, text=given, is_bad=is_bad)


def names(column: Column) -> Cell | Misfit:
    """A list of names, each between unit separators; `none` or `[]` is the list of nobody.

    A column of lists comes here joined by unit separators, with one at each end.
    """
    if column.is_list:
        typed = column.text.str.replace_all(f"[{_in_class(BLANKS)}]*{UNIT}[{_in_class(BLANKS)}]*", UNIT)
        told = column.typed
        count = told.str.len_chars() - told.str.replace_all(UNIT, "", literal=True).str.len_chars() - 1
        is_unnamed = ~column.raw.is_null() & (count != column.raw.list.len()).fill_null(True)
        is_unseen = _holds_unseen_name(column)
        reason = first_of([(is_unnamed, "it holds something that is not a name")], UNSEEN)
        return make(column, typed, reason, text=None, is_bad=is_unnamed | is_unseen)
    if not column.is_text:
        return Misfit(f"is {column.dtype}", "it may name several.", "make it text, the names separated by `;`.")
    raw, separator = column.text, column.written.separator or ";"
    blanks = f"[{_in_class(BLANKS)}]*"
    ended = nw.concat_str([nw.lit(separator), raw, nw.lit(separator)])
    joined = ended.str.replace_all(f"(?:{blanks}{re.escape(separator)}{blanks})+", UNIT)
    typed = nw.when(raw.is_in(_NONE)).then(nw.lit(UNIT)).otherwise(joined)
    is_unseen = raw.str.contains(UNIT, literal=True).fill_null(False) | _holds_unseen_name(column)
    is_listed = raw.str.starts_with("[")
    is_bad = (((column.typed == UNIT) | is_listed) & ~raw.is_in(_NONE)).fill_null(False) | is_unseen
    reason = first_of(
        [
            (is_unseen, UNSEEN),
            (is_listed, f"names are separated by `{separator}`, without brackets"),
        ],
        "it has separators and no name",
    )
    return make(column, typed, reason, text=stated(column), is_bad=is_bad)


def _holds_unseen_name(column: Column) -> nw.Expr:
    return holds_unseen(column.typed.str.replace_all(UNIT, " ", literal=True))


def kind_of_event(column: Column, kinds: tuple[str, ...]) -> Cell | Misfit:
    """The kind of each row's event; `_` stands for a space."""
    if not column.is_text:
        return Misfit(f"is {column.dtype}", "it is one of the kinds of events.", "make it text.")
    spaced = column.text.str.replace_all("_", " ", literal=True)
    typed = _meant(column, nw.when(spaced.is_in(kinds)).then(spaced))
    return make(column, typed, f"it is one of: {', '.join(kinds)}", text=stated(column), is_bad=unread(column))


def _has_words(column: Column) -> bool:
    """Whether the cells are words, or the map says what they mean."""
    return column.is_text or (column.written.has_words and isinstance(column.dtype, nw.Boolean | IntegerType))


def _meant(column: Column, otherwise: nw.Expr) -> nw.Expr:
    """What the map says the cell means; else as given."""
    cells: dict[str, list[str]] = {}
    for cell, meaning in column.written.values:
        cells.setdefault(meaning, []).append(cell)
    return first_of([(column.text.is_in(words), meaning) for meaning, words in cells.items()], otherwise)


def _in_class(characters: str) -> str:
    """The characters as they stand inside the brackets of a pattern, for every backend's dialect."""
    return "".join(f"\\{c}" if c in r"\]^-" else c for c in characters)
