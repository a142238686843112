"""The forms of duties and of what else may follow."""

from __future__ import annotations

from typing import Final

from ctethics.rulefile.form import Either, Form, Key, Layout, Listed, Name, Named, Text

_LIMIT = Key("limit", Name("limit"), "The limit of this file that says how long, or which day of the month.")
_AFTER = Key("after", Name("fact"), "The date that it is counted from.")

DUE: Final = Form(
    "`due`",
    (
        _LIMIT,
        _AFTER,
        Key("of the month after", Name("fact"), "The limit is a day of the month after that of this date."),
        Key("opens", Text(), "The day of that month before which it may not be done, from 1 to 28."),
        Key("with", Text(), "What it is due together with, where no day can be named."),
    ),
    either=(("after", "of the month after", "with"), ("limit", "with")),
)
TIME: Final = (_LIMIT._replace(required=True), _AFTER._replace(required=True))
UNTIL: Final = Form("`until`", TIME)
LAST_DAY: Final = Form("`last day`", TIME)
LIMITED: Final = Form(
    "`amount`", (Key("limit", Name("limit"), "The limit of this file that bounds the amount.", True),)
)
STATED: Final = Form("what is stated", (Key("total", Name("total"), "The running total that is stated.", True),))

DUTY: Final = Form(
    "`duty`",
    (
        Key("what", Text(), "What must be done or handed over.", required=True),
        Key("owed by", Name("role"), "The part in the event of the one who owes it.", required=True),
        Key(
            "owed to",
            Listed(Name("creditor"), or_one=True),
            "Whom it is owed to: parts in the event, `head of …` an agency, or offices of rules/facts.yaml.",
            required=True,
        ),
        Key(
            "states",
            Named(Either((Name("fact"), STATED)), "what is stated", Layout.AS_WRITTEN),
            "What it must state, each with the part, the fact or the total that says it.",
            required=True,
        ),
        Key("due", DUE, "By when it must be done."),
        Key("until", UNTIL, "Until when it lasts."),
    ),
    Layout.LINES,
    order=("what", "owed by", "owed to", "due", "until", "states"),
    either=(("due", "until"),),
)
CONSEQUENCE: Final = Form(
    "a consequence",
    (
        Key("what", Text(), "What may follow.", required=True),
        Key("if", Text(), "On what, in words, it depends."),
        Key("amount", LIMITED, "The bound of its amount, as the limit's words say."),
        Key("last day", LAST_DAY, "The day after which it no longer may follow."),
        Key("quote", Text(), "The words of the statute that this rests on, word for word."),
        Key("note", Text(), "A remark for the reader of the file."),
    ),
    Layout.AS_WRITTEN,
    order=("what", "if", "last day", "quote", "amount", "note"),
)
