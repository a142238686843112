"""The forms of conditions, one by its first key, and of what they are compared with."""

from __future__ import annotations

from typing import Final

from ctethics.law.regimes import LAWS
from ctethics.rulefile.form import Condition, Either, Form, Key, Layout, Listed, Name, Named, OneOf, Text, Written

AMOUNT: Final = Written(r"^\$(\d{1,3}(,\d{3})+|\d+)(\.\d{2})?$")
OPERATORS: Final = OneOf(
    {
        "less than": "below the limit; the exact figure is not",
        "not more than": "up to the limit; the exact figure still is",
        "more than": "over the limit; the exact figure is not",
        "at least": "from the limit on; the exact figure already is",
    }
)
EVERY_LAW: Final = {"every law": "the same under each law", **LAWS}

_QUOTE = Key(
    "quote",
    Either((Text(), Named(Text(), "law", Layout.LINE))),
    "The words of the statute that this rests on, word for word; or by law, where the bill changes them.",
)
_PARTS = Listed(Condition(), layout=Layout.LINES)

FACT: Final = Form(
    "a condition on a fact",
    (
        Key("fact", Name("fact"), "The fact that is looked at, as rules/facts.yaml names it.", required=True),
        Key("is", Text(), "The value that it must have, or the operator by which it is compared."),
        Key("is one of", Listed(Text(), or_one=True), "The values of which it must have one."),
        Key("includes", Name("fact"), "The list must have the name that this other fact gives."),
        Key("limit", Name("limit"), "The limit of this file that it is compared with."),
        Key("amount", Either((AMOUNT, Name("fact"))), "The plain amount, or the other fact, that it is compared with."),
        Key("per", Name("fact"), "The number by which the fact is divided, exactly, before it is compared."),
        Key("after", Name("fact"), "The date from which the time is counted."),
        Key("day", Name("fact"), "The other date: `at least` is on or after it, `more than` is after."),
        _QUOTE,
    ),
    order=("fact", "per", "is", "is one of", "includes", "limit", "amount", "after", "day", "quote"),
)
CONDITIONS: Final = {
    "all": Form("`all`", (Key("all", _PARTS, "All of these must hold.", required=True), _QUOTE)),
    "any": Form("`any`", (Key("any", _PARTS, "At least one of these must hold.", required=True), _QUOTE)),
    "not": Form("`not`", (Key("not", Condition(), "This must not hold.", required=True), _QUOTE)),
    "fact": FACT,
    "total": Form(
        "a test of a total",
        (
            Key("total", Name("total"), "The running total of this file that is looked at.", required=True),
            Key("is", OPERATORS, "How the total is compared with the limit.", required=True),
            Key("limit", Name("limit"), "The limit of this file that it is compared with.", required=True),
            Key(
                "counting",
                OneOf(
                    {
                        "up to this event": "the events up to this one, this one counted",
                        "the whole period": "all events of the period, later ones too",
                    }
                ),
                "Which events count.",
            ),
            _QUOTE,
        ),
    ),
    "provision": Form(
        "a reference",
        (
            Key(
                "provision",
                Name("provision"),
                "The provision that must apply, its exceptions considered.",
                required=True,
            ),
            _QUOTE,
        ),
    ),
    "reading": Form(
        "a reading",
        (
            Key("reading", Name("reading"), "The reading of this file that decides which condition counts.", True),
            Key("choose", Named(Condition(), "choice"), "The condition that each choice leads to.", required=True),
            _QUOTE,
        ),
    ),
}
