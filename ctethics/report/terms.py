"""What reports on a ledger say in sentences: the terms they are given under, and their counts in words."""

from __future__ import annotations

from typing import Final

from ctethics.law.regimes import LAWS
from ctethics.outcome.summary import DutyCount, Flips, Glance, Summary

POLICY_OF_OPM: Final = "Policy of the Office of Policy and Management"
APPLIES: Final = (
    "A provision applies to a row where the facts stated in it meet the provision's words. That is no finding about"
    " anybody's conduct."
)
END: Final = (
    "On the facts given, and no more: this is no legal advice, and nothing here says that anything is cleared."
    " Interpreting the code is for the Office of State Ethics and the courts."
)
_BILL: Final = "It is a bill: nothing found shows that it was enacted."


def law_in_words(law: str) -> str:
    """Which law it is, for people: `sb434, the text as …`; of the bill, that it is one."""
    return f"{law}, {LAWS[law]}." + (f" {_BILL}" if law == "sb434" else "")


def counted(number: int, one: str, more: str = "") -> str:
    """`1 row`, `1,204 rows`; `more` where the plural is not the singular and an s."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def read_in_words(of: Summary | Flips) -> str:
    """Where the rows came from, and that none was lost."""
    return f"{of.source}: {counted(of.read, 'row')} read = {of.accepted:,} accepted + {of.rejected:,} rejected"


def changed_in_words(flips: Flips) -> str:
    """How many rows change, and what they are worth."""
    if not flips.changed:
        return f"No row changes from {flips.one} to {flips.other}."
    change = "changes" if flips.changed == 1 else "change"
    worth = "worth" if flips.changed == 1 else "together worth"
    of = f"{flips.changed:,} of {counted(flips.accepted, 'row')}"
    return f"{of} {change} from {flips.one} to {flips.other}, {worth} {flips.dollars}."


def glance_in_words(glance: Glance) -> list[tuple[int, str]]:
    """Each count with the words that say which rows it counts."""
    return [
        (glance.prohibited, "rows to which a prohibition of the statute applies"),
        (glance.undetermined, "rows for which something of the statute is undetermined"),
        (glance.excepted, "rows excepted from a prohibition, with none that applies"),
        (glance.owing, "rows from which a duty arises"),
        (glance.policy_alone, "rows to which the policy alone applies"),
    ]


def left_out(number: int, is_rest: bool, is_policy: bool) -> str:
    """How many provisions are not shown, and why; is_rest -- whether others are."""
    noun = "item" if is_policy else "provision"
    them, apply = ("it", "applies") if number == 1 else ("them", "apply")
    what = counted(number, f"more {noun}" if is_rest else noun)
    return f"{what} {apply} to no row, and no row is excepted from {them} or undetermined under {them}."


def due_in_words(duty: DutyCount) -> str:
    """Between which days the duties of all rows fall due or end."""
    if duty.first is None:
        return "no day can be told"
    verb = "lasts until" if duty.is_until else "due"
    return f"{verb} {duty.first}" if duty.last in (None, duty.first) else f"{verb} {duty.first} to {duty.last}"
