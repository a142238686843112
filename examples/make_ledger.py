"""Makes the example ledger: `python examples/make_ledger.py` writes `ledger.csv` and `ledger-parties.csv` beside it.

Ten thousand things given to people who serve a state, from January 2024 to June 2025, as somebody's spreadsheet has
them: before and after 2024-10-01, over one New Year, amounts around the limits, cells left empty, and a few rows that
nobody could read. Nothing in it happened to anybody. Only the standard library is used, and of chance only
`random.Random(SEED).random()`, which Python promises to keep: every run writes the same bytes.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final, TypeVar

SEED: Final = 434
ROWS: Final = 10_000
FIRST: Final = date(2024, 1, 1)
DAYS: Final = (date(2025, 6, 30) - FIRST).days + 1
AGENCIES: Final = ("OPM", "DAS", "DOT", "DCP", "DEEP", "DPH")
LEDGER: Final = (
    "Gift No.", "Date", "Given by", "Given to", "What", "Amount ($)", "Giver there?", "Occasion", "Life event",
    "Relative?", "For the agency?", "Germane?", "Notes",
)  # fmt: skip
PARTIES: Final = (
    "id", "kind", "position", "agency", "branch", "member of the General Assembly", "registrant", "registered as",
    "prequalified", "doing business with", "seeking business with", "regulated by", "doing business with the state",
    "employed by", "reports to",
)  # fmt: skip
# The word in the spreadsheet, how often of a hundred, and the least and most that it is worth, in dollars.
THINGS: Final = (
    ("dinner", 22, 14, 62), ("lunch", 27, 7, 34), ("coffee", 9, 2, 9), ("pen, mug or cap", 13, 2, 21),
    ("report or book", 8, 5, 60), ("plaque", 4, 20, 120), ("award", 3, 60, 300), ("ticket", 4, 15, 180),
    ("basket", 4, 15, 130), ("for the agency", 3, 40, 900), ("conference suite", 2, 8, 90), ("wedding", 1, 40, 1700),
)  # fmt: skip
# Amounts at the limits and one cent beside them, in cents, by what they are limits of.
EDGES: Final = {
    "dinner": (4_999, 5_000, 9_999, 10_000), "pen, mug or cap": (1_000, 1_001, 2_000, 2_001),
    "plaque": (9_999, 10_000), "award": (24_999, 25_000), "basket": (1_000, 2_001, 9_999, 10_000),
    "conference suite": (9_999, 10_000, 24_999), "wedding": (100_000, 100_001, 150_000, 150_001),
}  # fmt: skip
# Cells that cannot be read: how many rows to go on from the one before, the column, what stands there.
SLIPS: Final = (
    (700, "Amount ($)", "€45.00"), (650, "Date", "02/30/2024"), (900, "Amount ($)", "-20.00"), (433, "What", "misc."),
    (817, "Given by", ""), (520, "Giver there?", "?"), (1009, "Amount ($)", "1.234,50"),
    (611, "Given to", "employee-999"), (900, "Date", "2024-12-31"), (404, "Amount ($)", "12.345"), (707, "Date", ""),
)  # fmt: skip
NOTES: Final = ("invoice to follow", 'with the "team"', "told by phone,\nnot seen")
T = TypeVar("T")


@dataclass(frozen=True)
class Party:
    """Somebody with the facts stated of them; what is not stated is an empty cell."""

    id: str
    facts: dict[str, str]


class Chance:
    """Choices drawn from one source of numbers from 0 to 1."""

    def __init__(self, seed: int) -> None:
        self._next = Random(seed).random

    def below(self, number: int) -> int:
        return int(self._next() * number)

    def of(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]

    def once_in(self, number: int) -> bool:
        return self.below(number) == 0

    def cents(self, least: int, most: int) -> int:
        """From whole dollars to whole dollars, smaller sums more often; half of them without cents."""
        share = self._next() * self._next()
        cents = least * 100 + int(share * (most - least) * 100)
        return cents - cents % 100 if self.once_in(2) else cents


def firms(chance: Chance) -> list[Party]:
    """Those who give: acme, bolt and numbered firms, each dealing with an agency or two, or with none."""
    made = []
    for number, name in enumerate(["acme", "bolt", *(f"firm-{n:03}" for n in range(1, 119))]):
        deals = [agency for agency in AGENCIES if chance.once_in(9)]
        is_registrant = number % 4 == 0
        facts = {
            "kind": "charity" if number % 15 == 14 else "business",
            "position": "none",
            "registrant": "" if number % 40 == 39 else "yes" if is_registrant else "no",
            "registered as": "client lobbyist" if is_registrant else "",
            "prequalified": "yes" if number % 12 == 5 else "no",
            "doing business with": "; ".join(deals) or "none",
            "seeking business with": chance.of(AGENCIES) if number % 10 == 3 else "none",
            "regulated by": chance.of(AGENCIES[3:]) if number % 6 == 1 else "none",
            "doing business with the state": "yes" if deals else "no",
        }
        made.append(Party(name, facts))
    return made


def people(chance: Chance) -> list[Party]:
    """Those who receive: lee, bob, numbered employees and members of the General Assembly; kim, a lobbyist of acme."""
    nobodys = {
        "kind": "person", "member of the General Assembly": "no", "registrant": "no", "prequalified": "no",
        "doing business with": "none", "seeking business with": "none", "regulated by": "none",
        "doing business with the state": "no",
    }  # fmt: skip
    member = {"position": "public official", "agency": "GA", "branch": "legislative"}
    made = []
    for number, name in enumerate(["lee", "bob", *(f"employee-{n:03}" for n in range(1, 339))]):
        agency = "OPM" if number < 2 else AGENCIES[number % len(AGENCIES)]
        serves = {"position": "state employee", "agency": agency, "branch": "executive"}
        # Each sixth leads the five of the same agency that come after.
        leader = f"employee-{number - 7:03}" if number > 12 and number % 36 >= 6 else ""
        made.append(Party(name, {**nobodys, **serves, "reports to": leader or "none"}))
    for number in range(1, 61):
        in_assembly = {**member, "member of the General Assembly": "yes"}
        made.append(Party(f"member-{number:03}", {**nobodys, **in_assembly}))
    lobbies = {"position": "none", "registrant": "yes", "registered as": "communicator lobbyist", "employed by": "acme"}
    return [*made, Party("kim", {**nobodys, **lobbies})]


def known_to(chance: Chance, givers: Iterable[Party], receivers: Sequence[Party]) -> list[tuple[Party, Party]]:
    """Who gives to whom, again and again: so that amounts add up over the year."""
    pairs = [(giver, chance.of(receivers)) for giver in givers for _ in range(5 + chance.below(9))]
    named = {receiver.id: receiver for receiver in receivers}
    for one in receivers:
        leader = named.get(one.facts.get("reports to", ""))
        if leader is not None and chance.once_in(5):
            pairs.append((one, leader) if chance.once_in(2) else (leader, one))
    return pairs


def amount(chance: Chance, what: str, least: int, most: int) -> str:
    """As the spreadsheet has it; one in sixty is left empty, one in twenty at a limit."""
    if chance.once_in(60):
        return ""
    edges = EDGES.get(what, ())
    cents = chance.of(edges) if edges and chance.once_in(20) else chance.cents(least, most)
    return f"{cents // 100:,}.{cents % 100:02}"


def gift(chance: Chance, giver: Party, receiver: Party) -> dict[str, str]:
    """One thing given, without its number and date."""
    place, at = chance.below(sum(often for _, often, _, _ in THINGS)), 0
    while place >= THINGS[at][1]:
        place, at = place - THINGS[at][1], at + 1
    what, _, least, most = THINGS[at]
    is_meal = what in ("dinner", "lunch", "coffee", "conference suite")
    is_colleague = giver.facts["position"] != "none"
    row = {
        "Given by": giver.id,
        "Given to": receiver.id,
        "What": what,
        "Amount ($)": amount(chance, what, least, most),
        "Giver there?": ("" if chance.once_in(70) else "N" if chance.once_in(14) else "Y") if is_meal else "",
        "Germane?": ("" if chance.once_in(30) else "Y") if what == "report or book" else "N",
        "For the agency?": "Y" if what == "for the agency" else "N",
        "Relative?": "N",
        "Notes": chance.of(NOTES) if chance.once_in(90) else "",
    }
    if what == "conference suite":
        row |= {"What": chance.of(("dinner", "coffee")), "Occasion": "suite"}
    elif what == "wedding" and is_colleague:
        row |= {"What": "present", "Occasion": "life event", "Life event": f"wedding of {receiver.id}"}
    elif what == "wedding":
        row |= {"What": "basket"}
    elif what == "basket" and is_colleague and chance.once_in(2):
        row |= {"What": "present", "Relative?": "Y"}
    return row


def ledger() -> tuple[list[dict[str, str]], list[Party]]:
    """The rows in the order of their days, and the parties."""
    chance = Chance(SEED)
    givers, receivers = firms(chance), people(chance)
    kim = receivers.pop()
    pairs = known_to(chance, [*givers, *([kim] * 3), *([givers[0]] * 4)], receivers)
    days = sorted(chance.below(DAYS) for _ in range(ROWS))
    rows = []
    for number, day in enumerate(days, 1):
        when = FIRST + timedelta(days=day)
        row = gift(chance, *chance.of(pairs))
        rows.append({"Gift No.": f"G-{number:05}", "Date": when.strftime("%m/%d/%Y"), **row})
    spoil(rows)
    return rows, [*givers, *receivers, kim]


def spoil(rows: list[dict[str, str]]) -> None:
    """Puts in what nobody can read, and a number that two rows have."""
    at = 0
    for further, column, cell in SLIPS:
        at += further
        rows[at][column] = cell
    rows[9_000]["Gift No."] = rows[8_999]["Gift No."]


def write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    """Writes a table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Writes both tables into the folder."""
    rows, parties = ledger()
    write(folder / "ledger.csv", LEDGER, rows)
    write(folder / "ledger-parties.csv", PARTIES, ({"id": p.id, **p.facts} for p in parties))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
