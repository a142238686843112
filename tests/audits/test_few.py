"""Small ledgers in memory are answered row by row, and told exactly what a plan tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.audits.few import FEW
from ctethics.engines.generated.run import GeneratedEngine
from tests.asking import law_named
from tests.ledgers import tables
from tests.strategies import Told, cases, questions

pl = pytest.importorskip("polars")
testing = pytest.importorskip("polars.testing")

SHOW = ("applies", "excepted by", "exceptions", "totals", "due")
KINDS = ["transfer", "expenditure", "lobbying", "contract", "filing period", "reimbursement", "action"]


def both_ways(columns: Any, question: Mapping[str, Any] | None = None, **asked: Any) -> tuple[Any, Any]:
    """What a frame in memory is told, and what a lazy one is, which only a plan can answer."""
    rest = dict(question or {})
    law = law_named(str(rest.pop("law", "sb434")))
    frame = pl.DataFrame(columns)
    planned = law.audit(frame.with_row_index("n").lazy(), **asked, **rest).sort("n").drop("n").collect()
    return law.audit(frame, **asked, **rest), planned


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), question=questions())
def test_rows_one_by_one_are_told_what_a_plan_tells(kind: str, data: st.DataObject, question: Told) -> None:
    case = data.draw(cases(kinds=[kind]))
    by_kind, _ = tables(case)

    one, other = both_ways(by_kind[kind], question, kind=kind, show=SHOW)

    testing.assert_frame_equal(one, other)


def test_the_columns_are_the_same_whatever_the_table_states() -> None:
    bare = {"id": ["a"], "date": ["2025-03-03"], "donor": ["acme"], "recipient": ["lee"]}
    stated = {**bare, "item": ["food or beverage"], "value": ["$75.00"], "donor in attendance": ["yes"]}

    one, other = (both_ways(told, kind="transfer", show=SHOW) for told in (bare, stated))

    told_of_bare = [name for name in one[0].columns if name not in bare]
    assert told_of_bare == [name for name in other[0].columns if name not in stated]
    for few, planned in (one, other):
        testing.assert_frame_equal(few, planned)
    assert other[0]["1-79(5) excepted by"].to_list() == ["1-79(5)(I)"]


def test_rows_that_cannot_be_read_and_kinds_side_by_side_are_told_alike() -> None:
    told = {
        "kind": ["transfer", "lobbying", "transfer", "nothing", "transfer"],
        "id": ["a", "b", "c", "d", "a"],
        "date": ["2025-03-03", "2025-12-31", "2025-02-30", "2025-01-01", "2025-03-04"],
        "donor": ["acme"] * 5,
        "recipient": ["lee"] * 5,
        "person": ["acme"] * 5,
        "item": ["food or beverage"] * 5,
        "value": ["$75.00", None, "$1", "$1", "$1"],
    }
    law = law_named("sb434")

    found = law.audit(pl.DataFrame(told), show=SHOW)

    assert found["rejected"].to_list() == [True, False, True, True, True]
    assert found.filter(pl.col("rejected"))["1-79(5)"].to_list() == [None] * 4


def test_members_of_one_group_share_their_totals_and_doubtful_ones_widen_them() -> None:
    rows = {
        "id": ["a", "b", "c"],
        "date": ["2025-03-01", "2025-03-02", "2025-03-03"],
        "donor": ["acme", "ann", "ben"],
        "recipient": ["lee"] * 3,
        "donor kind": ["business", "person", "person"],
        "donor registrant": ["yes", "yes", None],
        "donor owned by": ["ann", None, None],
        "donor employed by": [None, None, "acme"],
        "item": ["food or beverage"] * 3,
        "value": ["$60.00", "$30.00", "$20.00"],
        "donor in attendance": ["yes"] * 3,
    }

    few, planned = both_ways(rows, kind="transfer", show=SHOW)

    testing.assert_frame_equal(few, planned)
    assert few["1-79(5)(I) used (cents)"].to_list() == [6000, 9000, 2000]
    assert few["1-79(5)(I) used at most (cents)"].to_list() == [6000, 9000, 11000]
    assert few["1-79(5)(I)"].to_list() == [True, True, None]


def test_more_rows_than_few_are_answered_by_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("answered one by one")

    monkeypatch.setattr(GeneratedEngine, "verdicts", refused)
    many = {
        "id": [str(n) for n in range(FEW + 1)],
        "date": ["2025-03-03"] * (FEW + 1),
        "donor": ["acme"] * (FEW + 1),
        "recipient": ["lee"] * (FEW + 1),
    }
    law = law_named("sb434")

    assert law.audit(pl.DataFrame(many), kind="transfer").height == FEW + 1
    with pytest.raises(AssertionError, match="one by one"):
        law.audit(pl.DataFrame(many).head(FEW), kind="transfer")
