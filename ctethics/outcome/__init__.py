"""What follows: findings with their reasons, duties with their dates, and the room that is left."""

from ctethics.outcome.change import Change, changes
from ctethics.outcome.determination import Depends, Determination, Differs, EventResult, Explainer
from ctethics.outcome.duty import Followed, Owed
from ctethics.outcome.filing import Filing
from ctethics.outcome.finding import Explanation, Finding, Outcome, make_finding
from ctethics.outcome.room import Room
from ctethics.outcome.trace import Answered, Measure, Trace
from ctethics.outcome.verdict import Verdict

__all__ = [
    "Answered",
    "Change",
    "Depends",
    "Determination",
    "Differs",
    "EventResult",
    "Explainer",
    "Explanation",
    "Filing",
    "Finding",
    "Followed",
    "Measure",
    "Outcome",
    "Owed",
    "Room",
    "Trace",
    "Verdict",
    "changes",
    "make_finding",
]
