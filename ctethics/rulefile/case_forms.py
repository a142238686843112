"""The form of a case that is kept with what the rules answer to it: a decision, or a case of one's own."""

from __future__ import annotations

from typing import Final

from ctethics.rulefile.example_forms import CASE, EXPECTATION, OUTCOME, READINGS
from ctethics.rulefile.form import Either, Form, Key, Layout, Named, OneOf, Text

STATUSES: Final = {
    "good law": "nothing in the sources says otherwise, and the provision it read still says the same",
    "doubtful": "later law on the point exists whose words are not among the sources",
    "old limits": "decided under other amounts or days; the point may stand, the figures do not",
    "partly superseded": "a part of it is overtaken by later law",
    "superseded": "later law has taken its place",
    "overruled": "a later decision or act says that it no longer holds",
}
_HELD: Final = OneOf({"yes": "the decision said that the provision binds", "no": "it said that it does not"})


def _of_events(value: Either | OneOf | Text) -> Named:
    """Something told by event and provision."""
    return Named(Named(value, "provision", Layout.LINE), "event")


CASE_FILE: Final = Form(
    "a case file",
    (
        Key("case", CASE, "The case, as in a case file of its own: parties and events.", required=True),
        Key(
            "expect",
            Named(_of_events(Either((OUTCOME, EXPECTATION))), "law"),
            "What the rules answer today, by law, event and provision.",
            required=True,
        ),
        Key("name", Text(), "What the case is called, where it is no decision."),
        Key("readings", READINGS, "The choices of readings under which the case is put."),
        Key("decided", Text(), "The decision's name, under which a rule file's `see` finds it."),
        Key("point", Text(), "Which of the decision's points, where it has several."),
        Key("year", Text(), "The year of the decision, or `unknown`."),
        Key("source", Text(), "Where the decision can be read."),
        Key("decided under", Text(), "Which law the decision applied."),
        Key("status", OneOf(STATUSES), "What has become of the decision."),
        Key("status because", Text(), "Why it has any status but good law."),
        Key("facts", Text(), "What happened or was asked, in one's own words and without names."),
        Key("holding", Text(), "What was held."),
        Key("note", Text(), "How the case stands for the decision, and what is assumed."),
        Key("held", _of_events(_HELD), "By event and provision, whether the decision said that the provision binds."),
        Key("differs", _of_events(Text()), "By event and provision, why the rules answer otherwise."),
    ),
    Layout.LINES,
    sections=(
        ("name", "decided", "point", "year", "source", "decided under", "status", "status because"),
        ("facts", "holding", "note", "held", "differs", "case", "readings", "expect"),
    ),
)
