"""Events that meet: few parties, days and labels, and values of which a few reach a limit; here and there a fact that
nobody states."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.strategies import UNKNOWN, Told

DAYS = ("2025-02-01", "2025-02-01", "2025-02-14", "2025-03-03", "2025-12-31", "2024-09-30", "2024-12-31")
DONORS, RECIPIENTS = ("acme", "bolt", "cora"), ("lee", "rae")
PARTIES: Told = {
    "acme": {"kind": "person", "registrant": "yes", "prequalified": "no", "doing business with": ["OPM"]},
    "bolt": {
        "kind": "business",
        "registrant": "no",
        "prequalified": "no",
        "doing business with": ["OPM"],
        "seeking business with": [],
        "regulated by": [],
        "doing business with the state": "yes",
    },
    "cora": {
        "kind": "person",
        "registrant": "no",
        "prequalified": "no",
        "doing business with": [],
        "seeking business with": [],
        "regulated by": [],
        "doing business with the state": "no",
    },
    "rae": {"kind": "person", "position": "state employee", "agency": "OPM", "branch": "executive"},
    "lee": {"kind": "person", "position": "public official", "agency": "OPM", "branch": "legislative"},
}
# What may be stated of a donor later: whom § 1-79a groups with whom, and what the law asks of them.
TURNS: tuple[Told, ...] = (
    {"employed by": ["bolt"]},
    {"employed by": ["bolt", "zeta"]},
    {"employed by": ["zeta"]},
    {"employed by": []},
    {"owned by": ["acme"]},
    {"owned by": ["acme", "cora"]},
    {"owned by": []},
    {"lobbyist for": ["bolt"]},
    {"registrant": "yes"},
    {"registrant": "no"},
    {"registrant": UNKNOWN},
    {"kind": "business"},
    {"kind": UNKNOWN},
    {"doing business with": []},
    {"doing business with": ["OPM"]},
    {"registered as": "client lobbyist", "registrant": "yes"},
)
# Who is employed by whom, and whether that makes the two one donor.
LINKED: tuple[tuple[str, Told], ...] = (
    ("acme", {"employed by": ["bolt"]}),
    ("acme", {"employed by": []}),
    ("acme", {"registrant": UNKNOWN}),
    ("acme", {"registrant": "yes"}),
    ("cora", {"employed by": ["bolt"], "registrant": "yes"}),
    ("cora", {"employed by": ["bolt"], "registrant": UNKNOWN}),
)
MEAL: Told = {"item": "food or beverage", "donor in attendance": "yes"}
OFFICE: Told = {"item": "goods", "by virtue of office": "yes"}
LIFE: Told = {"item": "cash", "occasion": "major life event", "relationship": "none"}
SUITE: Told = {"item": "goods", "occasion": "hospitality suite", "donor in attendance": "no", "relationship": "none"}
# Themes whose events count in one total, and values of which two or three reach its limit.
Family = tuple[tuple[Told, ...], tuple[str, ...]]
RECEPTION: Told = {
    "item": "food or beverage",
    "publicly noticed": "yes",
    "all members invited": "yes",
    "spent on food and beverage": "$4999.99",
    "persons expected": 100,
    "reception": "one",
}
HOSTED: Told = {**RECEPTION, "occasion": "legislative reception", "value": "$40.00", "donor in attendance": "no"}
FAMILIES: tuple[Family, ...] = (
    ((MEAL, MEAL, {"item": "food or beverage"}), ("$19.99", "$30.00", "$45.00", "$60.00", UNKNOWN)),
    (({**LIFE, "life event": "one"}, {**LIFE, "life event": "two"}, LIFE), ("$500.00", "$900.00", "$501.00", UNKNOWN)),
    (
        (OFFICE, OFFICE, {**OFFICE, "directly and personally received": UNKNOWN}, {**OFFICE, **MEAL}),
        ("$30.00", "$60.00", "$45.00", "$19.99"),
    ),
    ((HOSTED, {**HOSTED, "reception": "two"}, {**HOSTED, "reception": UNKNOWN}), ("$30.00", "$40.00")),
    ((SUITE, {**SUITE, **MEAL}), ("$60.00", "$45.00", "$150.00")),
    (({"item": "merchandise"}, {"item": "plaque"}), ("$10.00", "$19.99", "$20.00")),
)
MONTHLY: Told = {"for the purpose of influencing action": "yes"}


@st.composite
def gifts(draw: st.DrawFn, family: Family) -> Told:
    """A transfer of a family between known parties, without an id."""
    themes, values = family
    told: Told = {"kind": "transfer", "date": draw(st.sampled_from(DAYS)), "recipient": "rae"}
    told["by virtue of office"] = "no"
    told["donor"] = draw(st.sampled_from(DONORS))
    if draw(st.integers(0, 5)) == 5:
        told["recipient"] = "lee"
    if draw(st.integers(0, 5)) == 5:
        told["on behalf of"] = draw(st.sampled_from(DONORS))
    told |= draw(st.sampled_from(themes))
    told["value"] = told["cost"] = draw(st.sampled_from(values))
    return told | draw(st.sampled_from(({}, {}, {}, {}, {"returned": "2025-02-20"}, {"consideration": "$20.00"})))


@st.composite
def others(draw: st.DrawFn) -> Told:
    """A payment for communications, or what somebody had and spent in lobbying, without an id."""
    day = draw(st.sampled_from(DAYS))
    who = draw(st.sampled_from(("acme", "cora")))
    cents: Any = draw(st.sampled_from(("$30.00", "$60.00", "$1500.00", UNKNOWN)))
    if draw(st.booleans()):
        sorts: Told = {"sort of expenditure": "paid communication", "disseminated by a medium": "yes"}
        return {
            "kind": "expenditure",
            "date": day,
            "payer": who,
            "cost": cents,
            "refers to pending action": "yes",
            **sorts,
        }
    told: Told = {"kind": "lobbying", "date": day, "person": who, "compensation": cents, "hours": 3, **MONTHLY}
    for name in ("reimbursement", "expenditures", "compensation exclusive of salary"):
        told[name] = draw(st.sampled_from(("$0.00", "$0.00", "$2000.00")))
    # Nobody need be named as the client.
    told["client"] = draw(st.sampled_from(("bolt", "rae", None)))
    return {name: value for name, value in told.items() if value is not None}


def events(family: Family) -> st.SearchStrategy[Told]:
    """Mostly gifts of one family, then of any."""
    other = st.sampled_from(FAMILIES).flatmap(gifts)
    return st.one_of(gifts(family), gifts(family), gifts(family), gifts(family), other, others())
