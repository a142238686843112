"""The same plan on Spark, lazily: `local[2]`, which a cluster takes the place of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.asking import law_named
from tests.ledgers import said_by_rows, said_of_events, tables
from tests.strategies import cases, questions

pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'ctethics[spark]'")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java runtime: apt-get install openjdk-17-jre-headless"),
    pytest.mark.filterwarnings("ignore"),  # PySpark's own, about pandas and about sockets left open
]
MEAL = {
    "kind": "transfer",
    "item": "food or beverage",
    "donor": "acme",
    "recipient": "lee",
    "donor in attendance": "yes",
}
CASE: dict[str, Any] = {
    "parties": {
        "acme": {"kind": "business", "registrant": "no", "prequalified": "no", "doing business with": ["OPM"]},
        "bob": {"kind": "person", "registrant": "yes", "employed by": ["acme"]},
        "lee": {"kind": "person", "position": "state employee", "agency": "OPM"},
    },
    "events": [
        {**MEAL, "id": "a", "date": "2024-09-30", "value": "$49.99"},
        {**MEAL, "id": "b", "date": "2024-10-01", "value": "$49.99", "donor": "bob"},
        {**MEAL, "id": "c", "date": "2024-10-01", "value": "$0.02"},
        {**MEAL, "id": "d", "date": "2024-12-31", "value": "$0.01"},
        {**MEAL, "id": "e", "date": "2025-01-01", "donor in attendance": "unknown", "value": "$99.99"},
        {**MEAL, "id": "f", "date": "2025-01-02"},
        {**MEAL, "id": "g", "date": "2025-01-03", "value": "$0.01", "returned": "2025-01-20"},
        {**MEAL, "id": "h", "date": "2025-02-01", "item": "plaque", "value": "$249.99"},
    ],
}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "2").config("spark.log.level", "ERROR")
    session = builder.config("spark.driver.memory", "2g").getOrCreate()
    yield session
    session.stop()


def test_spark_tells_each_row_what_the_direct_engine_says_and_stays_lazy(spark: Any) -> None:
    from pyspark.sql import DataFrame

    law = law_named("sb434")
    (events,), parties = tables(CASE)[0].values(), tables(CASE)[1]

    answered = law.audit(
        of_spark(spark, events),
        kind="transfer",
        parties=of_spark(spark, parties),
        provisions=["1-79(5)", "1-84(m)", "1-84(o)"],
        show=["excepted by", "exceptions", "due"],
    )

    assert isinstance(answered, DataFrame)
    rows = [row.asDict() for row in answered.collect()]
    told = [name for name in rows[0] if name not in events and name != "rejected"]
    wanted = said_of_events(law.assess(CASE), "transfer")
    assert said_by_rows(rows, told) == {id_: {name: row.get(name) for name in told} for id_, row in wanted.items()}
    assert len({str(row["1-79(5)"]) for row in rows}) == 3


@settings(max_examples=2, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(case=cases(kinds=["transfer"]), question=questions())
def test_generated_ledgers_come_out_on_spark_as_under_the_direct_engine(
    spark: Any, case: dict[str, Any], question: dict[str, Any]
) -> None:
    law = law_named(question.pop("law"))
    (events,), parties = tables(case)[0].values(), tables(case)[1]

    frames = of_spark(spark, events), of_spark(spark, parties)
    answered = law.audit(
        frames[0],
        kind="transfer",
        parties=frames[1],
        provisions=["1-79(5)", "1-84(j)"],
        show=["exceptions"],
        **question,
    )

    rows = [row.asDict() for row in answered.collect()]
    told = [name for name in rows[0] if name not in events and name != "rejected"]
    wanted = said_of_events(law.assess(case, **question), "transfer")
    assert said_by_rows(rows, told) == {id_: {name: row.get(name) for name in told} for id_, row in wanted.items()}


def of_spark(spark: Any, columns: dict[str, list[str]]) -> Any:
    return spark.createDataFrame(list(zip(*columns.values(), strict=True)), list(columns))
