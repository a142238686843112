"""The benchmark of whole ledgers compares like with like."""

from datetime import date
from decimal import Decimal

import pytest

pytest.importorskip("numpy")
pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import polars as pl

import ctethics
from benchmarks.ledgers import program, program_data
from benchmarks.ledgers.answers import expected
from benchmarks.ledgers.by_loop import decide, loop
from benchmarks.ledgers.contenders import CONTENDERS, DUCKDB, OPENFISCA
from benchmarks.ledgers.data import COLUMNS, ledger
from benchmarks.ledgers.measured import Measured, goals_table, growth, times_table
from benchmarks.ledgers.ours import PROVISION, RULES
from benchmarks.ledgers.run import contenders

ROWS = 1_000
MODULES = {DUCKDB: "duckdb", OPENFISCA: "openfisca_core"}
NAMES = ("category", "payer in attendance", "donor is family", "consideration equal", "directly received")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return ledger(ROWS, tmp_path_factory.mktemp("ledgers"))


def as_case(path):
    """The ledger as a case of one event a row; ids keep their order as text."""
    rows = pl.read_parquet(path, columns=list(COLUMNS)).select(COLUMNS).rows()
    events = []
    for id_, donor, recipient, day, cents, *answers in rows:
        told = {"id": f"{id_:09}", "kind": "transfer", "date": day, "donor": f"d{donor}", "recipient": f"r{recipient}"}
        told["value"] = None if cents is None else Decimal(cents) / 100
        told |= dict(zip(NAMES, answers, strict=True))
        events.append({name: value for name, value in told.items() if value is not None})
    parties = {event[role]: {} for event in events for role in ("donor", "recipient")}
    return ctethics.Case(parties=parties, events=events)


def of_finding(finding):
    """The gift and the first exception, as the contenders give them."""
    first = next((number for number, answer in enumerate(finding.answers, 1) if answer), 0)
    if finding.outcome == "applies":
        return 2, first
    return (1 if finding.outcome == "undetermined" and not first else 0), first


def test_the_reference_is_what_the_direct_engine_answers(path):
    law = ctethics.load("sb434", rules=RULES, engine="direct")
    found = {int(e.id): of_finding(e.finding(PROVISION)) for e in law.assess(as_case(path))}
    assert found == {id_: (gift, first) for id_, gift, first in loop(path)}


def test_a_ledger_of_a_thousand_rows_has_every_answer(path):
    found = loop(path)
    assert {gift for _, gift, _ in found} == {0, 1, 2}
    assert {first for _, _, first in found} == set(range(8))


@pytest.mark.parametrize("name", [name for name, contender in CONTENDERS.items() if contender.answers])
def test_everybody_answers_as_the_reference_does(path, name):
    pytest.importorskip(MODULES.get(name.split(":")[0], "polars"))
    contender = CONTENDERS[name]
    assert contender.answers(contender.prepare(path)()).digest() == expected(path)


def test_one_wrong_answer_is_another_digest(path):
    contender = CONTENDERS["Python loop"]
    rows = contender.prepare(path)()
    right = contender.answers(rows).digest()
    wrong = [(id_, gift, first if at else (first + 1) % 8) for at, (id_, gift, first) in enumerate(rows)]
    assert contender.answers(rows[::-1]).digest() == right
    assert contender.answers(wrong).digest() != right


def test_an_amount_that_is_null_leaves_the_total_open_until_the_limit_is_reached():
    rows = [(1, 4000), (2, None), (3, 900), (4, 100)]
    row = ("food or beverage", True, False, False, True)
    found = decide((id_, 1, 1, date(2024, 1, id_), cents, *row) for id_, cents in rows)
    assert list(found) == [(1, 0, 3), (2, 1, 0), (3, 1, 0), (4, 2, 0)]


def test_a_token_above_the_limit_of_its_day_does_not_count():
    days = (date(2024, 9, 30), date(2024, 10, 1))
    row = ("token", True, False, False, True)
    found = decide((id_, 1, 1, day, 1500, *row) for id_, day in enumerate(days, 1))
    assert list(found) == [(1, 2, 0), (2, 0, 5)]


def test_the_full_program_is_answered_as_direct_answers_it(tmp_path):
    assert program.differences(program_data.ledger(300, tmp_path)) == []


def test_the_ledger_of_the_full_program_says_the_same_of_a_party_in_every_row(tmp_path):
    frame = pl.read_parquet(program_data.ledger(2_000, tmp_path))
    of_donors = [name for name in frame.columns if name.startswith("donor_") and name != "donor_in_attendance"]
    of_recipients = [name for name in frame.columns if name.startswith("recipient_")]
    assert len(frame.columns) == 26
    for role, facts in (("donor", of_donors), ("recipient", of_recipients)):
        assert frame.select(role, *facts).n_unique() == frame[role].n_unique()


def test_openfisca_is_left_out_where_it_is_not_installed(monkeypatch):
    monkeypatch.setattr("benchmarks.ledgers.run.find_spec", lambda _name: None)
    assert OPENFISCA not in contenders(ROWS)


def test_ratios_are_of_pairs_and_the_best_plan_is_the_peer():
    slow, quick = [3.0, 3.0, 30.0], [2.0, 1.0, 10.0]
    seconds = {"ctethics": [2.0, 2.0, 10.0], "Polars: slow": slow, "Polars: quick": quick}
    measured = Measured(100_000, seconds, dict.fromkeys(seconds, 20_000_000))
    assert measured.best("Polars") == "Polars: quick"
    assert measured.ratio("ctethics", "Polars") == 1.0
    assert measured.ratio("ctethics", "DuckDB") is None
    assert measured.bytes_a_row("ctethics") == 200
    goals = goals_table([measured])
    assert "| × Polars | 1.15 | 1.00 | yes |" in goals
    assert "| bytes a row | 130 | 200 | **no** |" in goals
    assert "| × DuckDB | 0.7 |  | not measured |" in goals


def test_growth_is_the_exponent_between_the_first_large_size_and_the_last():
    sizes = [Measured(n, {"ctethics": [n**1.5]}, {"ctethics": n}) for n in (1_000, 100_000, 10_000_000)]
    assert growth(sizes, "ctethics") == pytest.approx(1.5)
    assert growth(sizes[:2], "ctethics") is None
    assert "| growth, as exponent of rows | 1.1 |  | 1.50 | **no** |" in goals_table(sizes)
    assert "bytes a row at 10⁷" in times_table(sizes)
