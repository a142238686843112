"""Spark types the same cells the same way as Polars, bad ones included."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from ctethics.diagnostics import CaseError
from ctethics.tables import party_facts, rejects, typed, with_parties
from tests.tables.ledgers import TRANSFER, VOCABULARY, in_polars, mapped, rows

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime"),
    pytest.mark.filterwarnings("ignore"),
]

TABLE = pl.DataFrame(
    {
        "id": ["1", "2", "3", None, " 5\u00a0"],
        "when": ["3/4/2025", "2/30/2025", "13/1/2025", "12/31/1899", "x"],
        "donor": ["acme", " lee ", "bob", "acme", "unknown"],
        "recipient": ["lee", "lee", "lee", "kim", "kim"],
        "Amount ($)": ["1,234.50", "$ 75", "-5", "€12", "12 EUR"],
        "cost": [Decimal("5.10"), Decimal("5.105"), None, Decimal("-1.000"), Decimal("0.000")],
        "item": ["Meal", "plaque", "cash", "n/a", ""],
        "donor_in_attendance": ["Y", "no", "?", "perhaps", None],
        "donor doing business with": ["OPM; DCP;", "none", "[]", ";", "a\x1fb"],
        "agencies": [["a", " b"], [], None, [None, "c"], ["x\u2003"]],
        "label": ["a" * 201, "", "\u2003b", None, "c"],
        "returned": ["2025-01-01", "never", "", "2025-02-29", "2024-02-29"],
        "copies": [1, -1, None, 10**9, 10**9 + 1],
    },
    schema_overrides={"cost": pl.Decimal(20, 3)},
)
SCHEMA = """id string, when string, donor string, recipient string, `Amount ($)` string, cost decimal(20,3),
item string,
donor_in_attendance string, `donor doing business with` string, agencies array<string>, label string, returned string,
copies bigint"""
MAP = mapped(
    {
        "date": {"column": "when", "format": "M/D/YYYY"},
        "value": "Amount ($)",
        "item": {"column": "item", "values": {"Meal": "food or beverage"}, "unknown": ["n/a"]},
        "donor in attendance": {"column": "donor_in_attendance", "yes": ["Y"], "unknown": ["?"]},
        "recipient registrant": {"always": "no"},
    }
)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.log.level": "OFF"}
    session = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()


def test_cells_and_rejects_are_those_of_polars(spark: Any) -> None:
    frames = [in_polars(TABLE), nw.from_native(spark.createDataFrame(TABLE.rows(), SCHEMA))]
    ours, theirs = (typed(frame, TRANSFER, VOCABULARY, MAP) for frame in frames)
    assert rows(theirs.frame.select(*ours.frame.columns)) == rows(ours.frame)
    assert rows(rejects(theirs)) == rows(rejects(ours))
    assert len(rows(rejects(ours))) > 15


def test_parties_are_joined_as_by_polars(spark: Any) -> None:
    table = TABLE.select("id", "when", "donor", "recipient").head(3)
    names = "id string, when string, donor string, recipient string"
    pairs = [
        (in_polars(table), in_polars(pl.DataFrame({"id": ["acme", "lee"], "kind": ["business", "person"]}))),
        (
            nw.from_native(spark.createDataFrame(table.rows(), names)),
            nw.from_native(spark.createDataFrame([("acme", "business"), ("lee", "person")], "id string, kind string")),
        ),
    ]
    told = mapped({"date": {"column": "when", "format": "M/D/YYYY"}})
    found = []
    for events, parties in pairs:
        answer = with_parties(
            typed(events, TRANSFER, VOCABULARY, told), party_facts(parties, VOCABULARY), TRANSFER, VOCABULARY
        )
        order = ["ct:id", "ct:donor kind", "ct:recipient kind", "ct:rejected"]
        found.append(sorted(map(str, rows(answer.frame.select(*order)))))
    assert found[0] == found[1]


def test_a_column_with_a_dot_in_its_name_is_refused(spark: Any) -> None:
    frame = nw.from_native(spark.createDataFrame([("1",)], "`Gift No.` string"))
    with pytest.raises(CaseError, match=r"the column `Gift No\.`"):
        typed(frame, TRANSFER, VOCABULARY)
