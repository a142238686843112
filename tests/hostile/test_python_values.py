"""Objects of Python that are no facts."""

from decimal import Decimal
from typing import Any

import pytest

import ctethics
from ctethics import CaseError
from tests.hostile.capped import python
from tests.hostile.cases import EVENT, PARTIES, case

LAW = ctethics.load("sb434", engine="direct")


class Loud:
    """Cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


def endless() -> Any:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "value",
    [
        endless(),
        Loud(),
        (n for n in range(3)),
        Decimal("sNaN"),
        Decimal("1e999999"),
        10**100_000,
        object(),
        b"\xff",
        {1},
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("name", ["value", "item", "id", "date", "donor", "returned", "persons", "no such fact"])
def test_a_value_that_is_no_fact_is_an_error_of_ours(name: str, value: object) -> None:
    with pytest.raises(CaseError):
        LAW.assess(case(**{name: value}))


@pytest.mark.parametrize("key", [Loud(), 7, None, ("a",), 10**100_000], ids=lambda key: type(key).__name__)
def test_a_name_that_is_no_text_is_an_error_of_ours(key: Any) -> None:
    with pytest.raises(CaseError):
        LAW.assess({"parties": PARTIES, "events": [{**EVENT, key: "x"}]})


def test_a_million_events_are_refused_before_they_are_typed() -> None:
    ended = python(
        "import ctethics\n"
        "event = {'id': 'one', 'kind': 'transfer', 'date': '2025-03-03', 'donor': 'a', 'recipient': 'b'}\n"
        "try: ctethics.load('sb434', engine='direct').assess({'parties': {}, 'events': [event] * 1_000_000})\n"
        "except ctethics.CaseError as error: print(error)\n"
    )
    assert "more than 400,000 values" in ended.out


def test_what_many_unsettled_events_lack_is_told_without_going_through_them_for_each_other() -> None:
    ended = python(
        "import ctethics\n"
        "event = {'kind': 'transfer', 'date': '2025-03-03', 'donor': 'a', 'recipient': 'b', 'value': '$75.00'}\n"
        "events = [{**event, 'id': str(n)} for n in range(50)]\n"
        "law = ctethics.load('sb434', engine='generated')\n"
        "print(len(str(law.assess({'parties': {'a': {}, 'b': {}}, 'events': events}))))\n"
    )
    assert int(ended.out) > 50_000
