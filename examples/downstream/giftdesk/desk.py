"""What the desk does with each offer, by what the law says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import ctethics

# Gifts from registrants, and from those who deal with the recipient's agency.
BANS = ("1-84(j)", "1-84(m)")
# The donor's report of what was given.
REPORT = "1-84(o)"


class Step(IntEnum):
    """What the desk does with an offer, the most cautious last."""

    NOTHING = 0
    LOG = 1
    ASK = 2
    DECLINE = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One offer; ask -- the facts that are still needed; report_due -- by when the donor's report must be here."""

    offer: str
    step: Step
    ask: tuple[str, ...] = ()
    report_due: str | None = None


def entries(answer: ctethics.Determination) -> list[Entry]:
    """What to do with each offer, in the order in which the law counts them."""
    return [_entry(event) for event in answer]


def _entry(event: ctethics.EventResult) -> Entry:
    found = [event.finding(provision) for provision in (*BANS, REPORT)]
    bans, report = {finding.outcome for finding in found[:-1]}, found[-1].outcome
    if "applies" in bans:
        return Entry(event.id, Step.DECLINE)
    if "undetermined" in {*bans, report}:
        needs = dict.fromkeys(need for finding in found for need in finding.needs)
        return Entry(event.id, Step.ASK, tuple(needs))
    due = next((duty.due for duty in event.duties if duty.provision == REPORT), None)
    # What an exception lets in is logged as well: it counts towards the limits of the year.
    return Entry(event.id, Step.LOG if "excepted" in bans or due else Step.NOTHING, (), due)
