"""The forms of `rules/facts.yaml`."""

from __future__ import annotations

from typing import Final

from ctethics.rulefile.accepts import ACCEPTS
from ctethics.rulefile.form import Either, Form, Key, Layout, Listed, Name, Named, OneOf, Text, Written

TYPE_MEANINGS: Final = {
    "yes or no": "yes, no, or unknown",
    "choice": "one of a closed list, which `choices:` gives",
    "list": "any number of names",
    "amount": "dollars and cents, as $1,234.56",
    "number": "a whole number",
    "date": "a day, as 2025-03-03, or never",
    "text": "a label or a name",
}
YES_OR_NO: Final = OneOf({"yes": "it is so", "no": "it is not so"})
_QUESTION: Final = Key(
    "question", Text(), "What to ask for; it is shown wherever the answer is missing.", required=True
)
_WHY: Final = Key("why", Text(), "The reason for what is presumed, or for what stands in.")

FACT_DECLARED: Final = Form(
    "fact `{}`",
    (
        Key("type", OneOf(TYPE_MEANINGS), "What sort of value it has.", required=True),
        _QUESTION,
        Key("choices", Listed(Text(), or_one=True), "The values that a choice may have."),
        Key("presume", Either((Text(), Listed(Text(), or_none=True))), "The value taken when nobody says otherwise."),
        Key("otherwise", Name("declared fact"), "The fact that stands in when this one is not stated."),
        _WHY,
        Key(
            "last day",
            Named(Written(r"^((0[1-9]|1[0-2])-(28|29|30|31)|end of the month)$"), "choice"),
            "The last day of the period that each choice names, as 03-31 or end of the month.",
        ),
        Key("note", Text(), "A remark for the reader of the file."),
    ),
    Layout.LINES,
    order=("type", "choices", "last day", "question", "presume", "otherwise", "why", "note"),
    along=(("presume", "why"), ("otherwise", "why"), ("last day", "choices")),
    where=(("type", "choice", "choices"),),
)
PART: Final = Form(
    "part `{}`",
    (
        _QUESTION,
        Key("presume", Name("role"), "The part whose party takes this one too when nobody is named."),
        _WHY,
        Key("optional", YES_OR_NO, "Whether nobody need be named."),
    ),
    Layout.LINES,
    order=("question", "optional", "presume", "why"),
    along=(("presume", "why"),),
)
EVENT_KIND: Final = Form(
    "event kind `{}`",
    (
        Key("about", Text(), "What happens in an event of this kind.", required=True),
        Key("parties", Named(PART, "part"), "The parts that parties have in it.", required=True),
        Key("facts", Named(FACT_DECLARED, "fact"), "What may be said of it.", required=True),
    ),
    Layout.LINES,
)
FACTS_FILE: Final = Form(
    "the file of facts",
    (
        Key("party", Named(FACT_DECLARED, "fact"), "What may be said of a person, business or agency.", required=True),
        Key(
            "events",
            Named(EVENT_KIND, "event kind"),
            "The kinds of events, and what may be said of each.",
            required=True,
        ),
        Key("offices", Named(Text(), "office"), "The offices that duties are owed to, each with what it does."),
        ACCEPTS,
    ),
    Layout.LINES,
    sections=(("accepts",), ("party",), ("offices",), ("events",)),
)
