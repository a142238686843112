"""The four provisions for one transfer, written by hand: what the benchmark compares the engines with.

It answers outcomes alone, for one event whose totals are given, and knows nothing of unknown facts, readings or
reasons; within those bounds it gives the engines' outcomes, which the benchmark checks before it times anything.
"""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]

LIMITS = {
    "current": {"award": 10000, "food": 5000, "token": 1000, "tokens": 5000, "report": 1000, "life": 100000},
    "sb434": {"award": 25000, "food": 10000, "token": 2000, "tokens": 10000, "report": 2000, "life": 150000},
}
NEAR = {"spouse", "fiancé or fiancée", "parent", "grandparent", "brother or sister", "child", "spouse of a child"}


def is_excepted(f: Facts, limits: dict[str, int]) -> bool:
    """Any of (A) to (S) that the facts of the benchmark's events can reach."""
    item, cents = f["item"], f["value"]
    if item == "political contribution":
        return bool(f.get("otherwise reported as required by law"))
    if f["donor kind"] == "person" and f.get("relationship") in NEAR:
        return True
    if item in ("certificate", "plaque", "ceremonial award") and cents < limits["award"]:
        return True
    if item == "food or beverage" and f.get("donor in attendance") and f["food total"] < limits["food"]:
        return True
    if f.get("occasion") == "major life event" and f["donor kind"] == "person":
        return f["life total"] <= limits["life"]
    return cents <= limits["token"] and f["token total"] <= limits["tokens"]


def decide(f: Facts, law: str) -> dict[str, str]:
    """The outcomes of the four provisions, for an event after 2024-10-01."""
    limits = LIMITS[law]
    is_given = f["value"] > 0 and f.get("consideration", 0) < f["value"]
    excepted = is_excepted(f, limits)
    gift = "does not apply" if not is_given else "excepted" if excepted else "applies"
    agency = f["recipient agency"]
    deals = agency in f["doing business with"] or agency in f["seeking business with"] or agency in f["regulated by"]
    serves = f["recipient position"] in ("public official", "state employee")
    m = gift if serves and (deals or f["prequalified"]) else "does not apply"
    j = gift if serves and f["registrant"] else "does not apply"
    report = serves and deals and is_given and f["value"] > limits["report"]
    return {"1-79(5)": gift, "1-84(j)": j, "1-84(m)": m, "1-84(o)": "applies" if report else "does not apply"}
