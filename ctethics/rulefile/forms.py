"""The forms of a rule file and of its sections."""

from __future__ import annotations

from typing import Final

from ctethics.rulefile.accepts import ACCEPTS
from ctethics.rulefile.condition_forms import AMOUNT
from ctethics.rulefile.consequence_forms import CONSEQUENCE, DUTY
from ctethics.rulefile.example_forms import EXAMPLES
from ctethics.rulefile.form import (
    Condition,
    Either,
    Form,
    Key,
    Layout,
    Listed,
    Name,
    Named,
    OneOf,
    Text,
    Written,
)

KINDS: Final = {
    "definition": "says what a word of the code means",
    "prohibition": "says what nobody, or somebody, may do",
    "duty": "lays something to be done on somebody",
    "permission": "says what may be done",
    "restriction": "allows a thing within bounds only",
    "penalty": "says what may follow, within which range",
}
NOT_ESTABLISHED: Final = "not established"
_LENGTH: Final = Either(
    (Written(r"^\d{1,9}$"), OneOf({NOT_ESTABLISHED: "the sources do not establish how long it is"}))
)
_NUMBER: Final = Written(r"^\d{1,9}$")

LAW_LIMIT: Final = Form(
    "{}",
    (
        Key("amount", AMOUNT, "The limit in dollars, as $1,234.56; inside braces as $1234.56."),
        Key("days", _LENGTH, "The limit in days, in digits."),
        Key("months", _LENGTH, "The limit in months, in digits."),
        Key("years", _LENGTH, "The limit in years, in digits."),
        Key("hours", _NUMBER, "The limit in hours, in digits."),
        Key("times", _NUMBER, "The limit as a number of times, in digits."),
        Key("day of the month", _NUMBER, "The limit as a day of the month, from 1 to 28."),
        Key("says", Text(), "The words of the statute that state the limit, word for word, its operator among them."),
        Key("rests on", Text(), "The source of a limit that the statute's words do not state."),
    ),
    either=(("amount", "days", "months", "years", "hours", "times", "day of the month"), ("says", "rests on")),
)
READING: Final = Form(
    "reading `{}`",
    (
        Key("question", Text(), "What the text leaves open.", required=True),
        Key("default", Name("choice"), "The choice taken unless the caller names another.", required=True),
        Key(
            "choices", Named(Text(), "choice"), "Two or more choices, each with why one may read it so.", required=True
        ),
        Key("why", Text(), "Why the default is the default.", required=True),
    ),
    Layout.LINES,
)
TOTAL: Final = Form(
    "total `{}`",
    (
        Key("where", Condition(), "Which events of this kind count.", required=True),
        Key("per", Listed(Name("per"), or_one=True), "What events must have in common to be added up.", required=True),
        Key(
            "over",
            OneOf({"calendar year": "the total begins anew each year", "all time": "the total never begins anew"}),
            "How long it runs.",
            required=True,
        ),
        Key("sum", Listed(Name("fact"), or_one=True), "The amount or number that is added up, or several."),
        Key("count", Name("fact"), "The text fact of which the different values are counted."),
        Key("largest by", Name("fact"), "The sums are kept apart by this fact, and the largest of them counts."),
        Key("note", Text(), "A remark for the reader of the file."),
    ),
    Layout.LINES,
    order=("sum", "count", "where", "largest by", "per", "over", "note"),
    either=(("sum", "count"),),
)
_SEE: Final = Key("see", Listed(Text(), or_one=True), "Decided cases that the report points to.")
_NOTE: Final = Key("note", Text(), "A remark for the reader of the file.")
EXCEPTION: Final = Form(
    "exception `{}`",
    (
        Key("title", Text(), "What the exception is called in answers.", required=True),
        Key("when", Condition(), "What must hold for the exception.", required=True),
        Key("clause", Name("clause"), "The clause of the statute that it rests on, where its key does not say."),
        _NOTE,
        _SEE,
    ),
    Layout.LINES,
    order=("title", "clause", "see", "note", "when"),
)
SHARES: Final = Form(
    "`shares`",
    (
        Key("with", Name("provision"), "The provision whose general rule, limits, totals and readings it takes.", True),
        Key("exceptions", Listed(Text(), or_one=True), "The exceptions that it takes as well, by their keys."),
    ),
)


def _clause(what: str, because: str) -> Form:
    clause = Key("clause", Name("clause"), "A clause of the statute text.", required=True)
    return Form(f"an entry of {what}", (clause, Key("because", Text(), because, required=True)))


ENCODED_BY: Final = _clause("`encoded by`", "What else encodes the clause.")
NOT_OPERATIVE: Final = _clause("`not operative`", "Why the clause rules nothing.")
NOT_ENCODED: Final = _clause("`not encoded`", "Why the clause is not encoded.")

_TITLE: Final = Key("title", Text(), "What the provision is called in answers.", required=True)
_ABOUT: Final = Key("about", Name("event kind"), "The kind of event it speaks of.")
_KIND: Final = Key("kind", OneOf(KINDS), "What kind of rule it is.")
_HOLDS: Final = Key("holds when", Condition(), "The general rule: what must hold for the provision to apply.")
_BODY: Final = (
    Key("except", Named(EXCEPTION, "exception"), "The exceptions by letter or name; each is answered on its own."),
    Key("totals", Named(TOTAL, "total"), "The running totals that conditions and duties look at."),
    Key("duty", DUTY, "What the provision, where it applies, lays on somebody."),
    Key("consequences", Listed(CONSEQUENCE, layout=Layout.LINES), "What else may follow where the provision applies."),
    _SEE,
    Key("advice", Text(), "What to do where only a judgement can answer."),
    Key("summarizes", Listed(Name("provision"), or_one=True), "Of a policy: the provisions that it sums up."),
    _NOTE,
)
_HEAD: Final = ("title", "about", "kind", "shares", "summarizes", "see", "advice", "note")
_PARTS: Final = ("limits", "totals", "readings", "holds when", "except", "duty", "consequences", "also")
_COVERAGE: Final = ("encoded by", "not operative", "not encoded")
_OF_THE_FILE: Final = ("shares", "limits", "readings", "also")

RULE: Final = Form(
    "the rule `{}`",
    (_TITLE, _HOLDS._replace(required=True), _ABOUT, _KIND, *_BODY),
    Layout.LINES,
    order=tuple(name for name in (*_HEAD, *_PARTS) if name not in _OF_THE_FILE),
    where=(("kind", "duty", "duty"),),
)
RULE_FILE: Final = Form(
    "a rule file",
    (
        Key("provision", Name("citation"), "The citation that the file's path stands for, as 1-84(o).", required=True),
        _TITLE,
        _ABOUT._replace(required=True),
        _KIND._replace(required=True),
        _HOLDS,
        Key("shares", SHARES, "The provision whose words it shares, and whose rule is therefore its own."),
        Key(
            "limits",
            Named(Named(LAW_LIMIT, "law"), "limit"),
            "The amounts and times of the statute by name: under each law, and with the words that state them.",
        ),
        Key("readings", Named(READING, "reading"), "Where the text leaves a choice: the choices and the default."),
        Key(
            "encoded by",
            Listed(ENCODED_BY, layout=Layout.LINES),
            "Clauses that something encodes which quotes none of their words.",
        ),
        Key("not operative", Listed(NOT_OPERATIVE, layout=Layout.LINES), "Clauses that rule nothing."),
        Key(
            "not encoded",
            Listed(NOT_ENCODED, layout=Layout.LINES),
            "Clauses, or parts of one, that nothing here encodes, each with the reason.",
        ),
        Key("also", Named(RULE, "rule"), "Further rules of the subsection, by their clause or a name."),
        *_BODY,
        ACCEPTS,
        Key("examples", EXAMPLES, "Cases with what comes out; `ctethics test` runs them under each engine."),
    ),
    Layout.LINES,
    sections=(("provision", *_HEAD), *((part,) for part in _PARTS), _COVERAGE, ("accepts",), ("examples",)),
    either=(("holds when", "shares"),),
    where=(("kind", "duty", "duty"),),
)
