"""A plain cast for the tables of limits: a business, a person who is nobody's relative, and a state employee."""

from __future__ import annotations

from tests.asking import Told, ask

PARTIES: Told = {
    "acme": {
        "kind": "business",
        "registrant": "no",
        "doing business with": ["OPM"],
        "doing business with the state": "no",
    },
    "ann": {"kind": "person", "registrant": "no"},
    "lee": {"kind": "person", "position": "state employee", "agency": "OPM"},
    "kim": {"kind": "person", "position": "state employee", "agency": "OPM"},
}
DAY = "2025-03-03"


def case_of(*events: Told) -> Told:
    """The events in their order, each on the day it names or on one and the same."""
    core = {"kind": "transfer", "date": DAY, "donor": "acme", "recipient": "lee"}
    listed = [{"id": f"e{number:02}", **core, **event} for number, event in enumerate(events)]
    return {"parties": PARTIES, "events": listed}


def gift(engine: str, law: str, *events: Told, **question: object) -> str:
    """What § 1-79(5) says of the last event: an outcome, or the letters of the exceptions that hold."""
    result = ask(case_of(*events), law, engine, **question)
    return said(result.events[-1].finding("1-79(5)"))


def said(finding: object) -> str:
    if finding.outcome != "excepted":
        return str(finding.outcome)
    return "".join(citation.removeprefix("1-79(5)").strip("()") for citation in finding.excepted_by)


def meal(value: str, **more: object) -> Told:
    return {"item": "food or beverage", "value": value, "donor in attendance": "yes", **more}


def thing(value: str, **more: object) -> Told:
    return {"item": "merchandise", "value": value, **more}
