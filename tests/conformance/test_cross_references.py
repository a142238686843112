"""What moves with an amendment of another section, and what stays behind."""

from __future__ import annotations

import pytest

from ctethics.engines.registry import ENGINES
from tests.asking import Told, ask

engines = pytest.mark.parametrize("engine", ENGINES)

PARTIES: Told = {
    "acme": {"kind": "business", "registrant": "yes", "registered as": "client lobbyist", "prequalified": "no"},
    "vendor": {
        "kind": "business",
        "registrant": "no",
        "doing business with": ["OPM"],
        "seeking business with": [],
        "regulated by": [],
    },
    "boss": {"kind": "person", "position": "state employee", "agency": "OPM", "registrant": "no"},
    "committee": {"kind": "party committee", "registrant": "yes", "registered as": "client lobbyist"},
    "lee": {"kind": "person", "position": "state employee", "agency": "OPM", "reports to": ["boss"]},
    "senator": {"kind": "person", "position": "public official", "branch": "legislative", "agency": "General Assembly"},
    "student": {"kind": "person", "position": "state employee", "agency": "UConn", "student employee": "yes"},
}


def outcome(provision: str, law: str, engine: str, **event: object) -> str:
    """The outcome for one transfer of 2025."""
    told = {"id": "e", "kind": "transfer", "date": "2025-03-03", **{k.replace("_", " "): v for k, v in event.items()}}
    finding = ask({"parties": PARTIES, "events": [told]}, law, engine)["e"].finding(provision)
    return ", ".join(finding.excepted_by) or finding.outcome


@engines
@pytest.mark.parametrize(
    ("value", "current", "sb434"),
    [
        ("$9.99", "does not apply", "does not apply"),
        ("$10.00", "applies", "does not apply"),
        ("$19.99", "applies", "does not apply"),
        ("$20.00", "applies", "applies"),
    ],
)
def test_the_notice_of_1_97_d_follows_the_amount_of_1_96_e_though_no_bill_amends_it(
    value: str, current: str, sb434: str, engine: str
) -> None:
    for law, expected in (("current", current), ("sb434", sb434)):
        for provision in ("1-96(e)", "1-97(d)"):
            told = {"donor": "acme", "recipient": "senator", "item": "merchandise", "value": value}
            assert outcome(provision, law, engine, **told) == expected


@engines
@pytest.mark.parametrize("law", ["current", "sb434"])
def test_the_hundred_dollars_of_1_84_p_stay_where_they_are(law: str, engine: str) -> None:
    told = {"donor": "boss", "recipient": "lee", "item": "merchandise", "relationship": "none"}
    assert outcome("1-84(p)(2)", law, engine, **told, value="$99.99") == "does not apply"
    assert outcome("1-84(p)(2)", law, engine, **told, value="$100.00") == "applies"


@engines
def test_a_plaque_of_240_dollars_from_a_supervisor_is_no_gift_under_the_bill(engine: str) -> None:
    told = {"donor": "boss", "recipient": "lee", "item": "plaque", "value": "$240.00", "relationship": "none"}
    assert outcome("1-84(p)(2)", "sb434", engine, **told) == "1-79(5)(F)"
    assert outcome("1-84(p)(2)", "current", engine, **told) == "applies"


@engines
@pytest.mark.parametrize("law", ["current", "sb434"])
def test_what_r_and_s_except_for_the_recipient_is_a_gift_of_the_registrant(law: str, engine: str) -> None:
    lodging = {
        "donor": "acme",
        "recipient": "student",
        "item": "travel or lodging",
        "value": "$400.00",
        "occasion": "employment discussions",
        "donor_is_prospective_employer": "yes",
        "customarily_provided": "yes",
    }
    expenses = {
        "donor": "committee",
        "recipient": "senator",
        "item": "expenses",
        "value": "$400.00",
        "committee_of_own_party": "yes",
        "for_lawful_purposes_of_the_committee": "yes",
    }
    for told, letter in ((lodging, "R"), (expenses, "S")):
        assert outcome("1-79(5)", law, engine, **told) == f"1-79(5)({letter})"
        assert outcome("1-84(j)", law, engine, **told) == f"1-79(5)({letter})"
        assert outcome("1-91(7)", law, engine, **told) == "applies"
        assert outcome("1-97(a)", law, engine, **told) == "applies"


@engines
@pytest.mark.parametrize(("law", "value"), [("current", "$10.00"), ("sb434", "$20.00")])
def test_look_alike_tests_differ_at_the_exact_figure(law: str, value: str, engine: str) -> None:
    """A token is excepted and not reported under § 1-84(o); §§ 1-96(e) and 1-97(d) reach it all the same."""
    told = {"donor": "acme", "recipient": "senator", "item": "merchandise", "value": value}
    assert outcome("1-79(5)", law, engine, **told) == "1-79(5)(P)"
    assert outcome("1-96(e)", law, engine, **told) == "applies"
    assert outcome("1-97(d)", law, engine, **told) == "applies"
    vendor = {"donor": "vendor", "recipient": "lee", "item": "merchandise", "value": value}
    assert outcome("1-84(o)", law, engine, **vendor) == "does not apply"
    over = {**vendor, "value": value.replace(".00", ".01")}
    assert outcome("1-84(o)", law, engine, **over) == "applies"
