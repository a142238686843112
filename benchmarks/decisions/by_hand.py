"""W as one would write it in Python for one transfer: what every answer is held to and every time compared with."""

from __future__ import annotations

from benchmarks.decisions.records import CHANGED, Record

# Whether it is a gift (None: unknown), and the number of the first exception that holds, 0 where none does.
Answer = tuple[bool | None, int]


def decide(record: Record) -> Answer:
    category, family, is_new = record["category"], record["family"], record["date"] >= CHANGED
    first, is_open = 0, family is None
    if family:
        first = 1
    elif category == "ceremonial award":
        first = 2 if record["value"] < (25000 if is_new else 10000) else 0
    elif category == "food or beverage":
        if record["food"] < (10000 if is_new else 5000):
            attends = record["attends"]
            first, is_open = 3 if attends else 0, is_open or attends is None
    elif category == "major life event gift":
        first = 4 if record["value"] <= (150000 if is_new else 100000) else 0
    elif category == "token":
        is_small = record["value"] <= (2000 if is_new else 1000) and record["tokens"] <= (10000 if is_new else 5000)
        first = 5 if is_small else 0
    elif category == "training":
        first = 6
    elif category == "event admission":
        first = 7
    direct, equal = record["direct"], record["equal"]
    if first or direct is False or equal:
        return False, first
    if is_open or direct is None or equal is None:
        return None, 0
    return True, 0
