"""The forms of examples, and of a case in its own file."""

from __future__ import annotations

from typing import Final

from ctethics.rulefile.form import Either, Form, Key, Layout, Listed, Name, Named, Text, Written

PARTY: Final = Named(Name("party fact"), "party fact", Layout.LINE)
EVENT: Final = Named(Name("event fact"), "event fact", Layout.LINE)
READINGS: Final = Named(Text(), "reading", Layout.LINE)
OUTCOME: Final = Written(r"^\s*(applies|does not apply|undetermined(,\s*needs\s[\s\S]+)?|excepted\s+by\s[\s\S]+)\s*$")

EXPECTATION: Final = Form(
    "an expectation",
    (
        Key("outcome", OUTCOME, "The outcome, as where it stands alone.", required=True),
        Key("due", Text(), "The day on which the duty is due, or what it goes with."),
        Key("owed to", Listed(Text(), or_one=True), "Whom the duty is owed to."),
        Key("states", Named(Text(), "what is stated", Layout.AS_WRITTEN), "What the duty must state, and how."),
        Key("consequences", Named(Text(), "consequence", Layout.AS_WRITTEN), "What may follow, and until when."),
    ),
    Layout.AS_WRITTEN,
)
_EXPECTED = Either((OUTCOME, EXPECTATION))

EXAMPLE: Final = Form(
    "an example",
    (
        Key("name", Text(), "What the example shows, in a few words.", required=True),
        Key(
            "expect",
            Named(
                Either((OUTCOME, EXPECTATION, Named(_EXPECTED, "event", Layout.AS_WRITTEN))), "law", Layout.AS_WRITTEN
            ),
            "What comes out by law: `applies`, `does not apply`, `excepted by (F)` or `undetermined, needs A; B`.",
            required=True,
        ),
        Key("event", EVENT, "What this example says of its one event, over what is given."),
        Key("events", Listed(EVENT, layout=Layout.LINES), "The events of this example, each over what is given."),
        Key(
            "parties",
            Named(PARTY, "party", Layout.AS_WRITTEN),
            "What this example says of parties, over what is given.",
        ),
        Key("readings", READINGS, "The choices of readings under which the example is put."),
        Key("rule", Text(), "Which of the file's rules it is about, where not the first: its name under `also`."),
        Key("note", Text(), "A remark for the reader of the file."),
    ),
    Layout.LINES,
    order=("name", "note", "rule", "parties", "readings", "event", "events", "expect"),
    either=(("event", "events"),),
)
GIVEN: Final = Form(
    "`given`",
    (
        Key("parties", Named(PARTY, "party"), "The parties of all examples, each with what is said of it.", True),
        Key("event", EVENT, "What is said of each example's event unless the example says otherwise.", True),
    ),
    Layout.LINES,
)
EXAMPLES: Final = Form(
    "`examples`",
    (
        Key("given", GIVEN, "What each example starts from.", required=True),
        Key("cases", Listed(EXAMPLE, layout=Layout.LINES), "The examples, each a case with what comes out.", True),
    ),
    Layout.LINES,
)
CASE: Final = Form(
    "a case",
    (
        Key("law", Name("law"), "The law the case is put under where none is asked for."),
        Key("parties", Named(PARTY, "party"), "Who takes part, by a name of the case's own, and what is said of them."),
        Key(
            "events", Listed(EVENT, layout=Layout.LINES), "What happened: each event with its id, kind and date.", True
        ),
        Key("readings", READINGS, "Choices by the name of the reading."),
        Key("expect", Named(Text(), "law"), "What its author expects, by law; `assess` does not look at it."),
    ),
    Layout.LINES,
)
