"""The benchmark of single decisions compares like with like."""

import json
import sys

import pytest

pytest.importorskip("numpy")
pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import polars as pl

import ctethics
from benchmarks.decisions import by_hand, events, memory, one_decision, run
from benchmarks.decisions.contenders import GENERATED, HAND, TRACED, WAYS, here
from benchmarks.decisions.page import PAGE, Goal, goals, table, write
from benchmarks.decisions.records import records
from benchmarks.decisions.way import LATTICE, QUESTIONS, Way, as_told, code, decoded
from benchmarks.decisions.worker import Measuring
from benchmarks.ledgers import by_loop
from benchmarks.ledgers.data import COLUMNS, ledger
from ctethics.api import load_rules

ROWS = 400
GIFTS = (False, None, True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("decisions")


@pytest.fixture(scope="module")
def some(folder):
    return records(ROWS, folder)


@pytest.fixture(scope="module")
def told(folder, some):
    path = folder / "records.json"
    path.write_text(json.dumps(some))
    return path


@pytest.fixture(scope="module")
def compiled():
    return load_rules()


@pytest.fixture(scope="module")
def kinds(compiled):
    return events.of_each_kind(compiled)


def test_the_function_by_hand_decides_as_the_loop_over_the_ledger(folder, some):
    frame = pl.read_parquet(ledger(ROWS, folder), columns=list(COLUMNS)).select(COLUMNS).drop_nulls("value_cents")
    rows = frame.sort("date", "transfer_id").rows()
    assert len(rows) == len(some)
    assert [(LATTICE[gift], first) for gift, first in map(by_hand.decide, some)] == [
        (gift, first) for _, gift, first in by_loop.decide(rows)
    ]


def test_there_are_a_thousand_different_records_with_every_answer_and_unknowns_in_every_question(folder):
    found = records(folder=folder)
    answers = [by_hand.decide(record) for record in found]
    assert len({tuple(record.items()) for record in found}) == len(found) >= 1_000
    assert {gift for gift, _ in answers} == set(GIFTS)
    assert {first for _, first in answers} == set(range(8))
    assert all({record[name] for record in found} == set(GIFTS) for name in QUESTIONS)


@pytest.mark.parametrize("name", list(WAYS))
def test_everybody_decides_as_the_function_by_hand(told, name):
    if name not in here():
        pytest.skip(f"{WAYS[name].module} is not installed")
    child = one_decision.start(name, told)
    try:
        assert child.ask("check") == []
    finally:
        child.end()


def test_whose_library_is_missing_is_left_out(monkeypatch):
    monkeypatch.setattr("benchmarks.decisions.contenders.find_spec", lambda _: None)
    assert here() == [HAND, GENERATED, TRACED, "direct"]


def test_a_record_decided_otherwise_is_told_with_both_answers(some):
    always = Way(lambda: lambda _: (True, 0), as_told, lambda answer: answer)
    wrong = Measuring(always, some).check()
    assert len(wrong) == 3
    assert all(one["found"] == (True, 0) != one["by hand"] for one in wrong)


def test_a_difference_ends_the_run_before_anything_is_timed(monkeypatch, some):
    class Wrong:
        name = "somebody"

        def ask(self, task):
            assert task == "check"
            return [{"found": [True, 0]}]

        def end(self):
            pass

    monkeypatch.setattr(one_decision, "start", lambda *_: Wrong())
    with pytest.raises(SystemExit, match="somebody decides otherwise"):
        one_decision.measure(["somebody"], some, 1)


def test_a_process_that_ends_without_an_answer_is_named(folder):
    child = one_decision.start(HAND, folder / "no such file")
    with pytest.raises(RuntimeError, match=f"{HAND} gave no answer to 'check'"):
        child.ask("check")
    child.end()


@pytest.mark.parametrize("first", range(8))
@pytest.mark.parametrize("gift", GIFTS)
def test_an_answer_is_the_same_after_its_code(gift, first):
    assert decoded(code(gift, first)) == (gift, first)


def test_the_fastest_way_stands_for_its_library_and_the_others_are_told():
    figures = {
        HAND: {"p50": 200, "p99": 400, "ratio": 1.0},
        GENERATED: {"p50": 300, "p99": 700, "ratio": 1.4},
        TRACED: {"p50": 900, "p99": 6000, "ratio": 4.0},
        "zen-engine: slow": {"p50": 9000, "p99": 9900, "ratio": 45.0},
        "zen-engine: quick": {"p50": 2000, "p99": 2200, "ratio": 10.0},
    }
    shown = one_decision.shown(figures)
    assert "| zen-engine | 2.00 | 2.20 | 10.00 |" in shown
    assert "zen-engine: slow 45.0; zen-engine: quick 10.0" in shown
    assert f"| {GENERATED}: × {HAND} | 1.5 | 1.40 | yes |" in shown
    assert f"| {TRACED}: × {HAND} | 3 | 4.00 | **no** |" in shown
    assert f"| {TRACED}: µs at p99 | 5 | 6.00 | **no** |" in shown


def test_a_goal_that_was_not_measured_is_not_met():
    assert goals([Goal("a", 2, None), Goal("b", 2, 2)]).splitlines()[2:] == [
        "| a | 2 |  | not measured |",
        "| b | 2 | 2.0 | yes |",
    ]


def test_every_engine_answers_the_events_as_the_direct_one_does(compiled, kinds):
    made = events.engines(compiled.program)
    assert {"transfer", "action"} < set(kinds)
    assert all(0 < len(some) <= events.OF_EACH for some in kinds.values())
    assert events.differences(kinds, made) == []


def test_an_engine_that_answers_otherwise_is_named_with_the_event(compiled, kinds):
    class Silent:
        def verdicts(self, _):
            return {}

    some = {"contract": kinds["contract"][:1]}
    made = {"direct": events.engines(compiled.program)["direct"], "silent": Silent()}
    assert events.differences(some, made) == [f"silent: {some['contract'][0].title}"]


def test_a_typed_event_with_its_totals_given_is_answered_as_the_mapping_is(compiled, kinds):
    direct = events.engines(compiled.program)["direct"]
    laws = {law: ctethics.load(law, engine="direct") for law in ("sb434", "current")}
    for one in (one for some in kinds.values() for one in some):
        (found,) = laws[one.law].assess(one.case)
        verdicts = direct.verdicts(one.situation)
        assert {f.provision: f.answers for f in found.findings} == {c: v.exceptions for c, v in verdicts.items()}


def test_the_first_round_does_not_count(monkeypatch):
    times = iter([100.0, 1.0, 3.0, 2.0])
    monkeypatch.setattr(events, "timed", lambda *_: next(times))
    assert events.rounds({"one": print}, [], 3) == {"one": 2.0}


def test_memory_is_told_after_each_tenth_of_the_assessments(monkeypatch):
    done = []
    monkeypatch.setattr(memory, "resident", lambda: len(done))
    assert memory.tenths([lambda: done.append(1), lambda: done.append(2)], 20) == list(range(4, 24, 2))


def test_what_is_left_after_the_first_tenth_is_growth():
    mebibyte = 1 << 20
    assert memory.row("steady", 1_000, [50 * mebibyte] * 10)[2:] == ["1,000", "0.0", "yes"]
    leaking = [(50 + number) * mebibyte for number in range(10)]
    assert memory.row("leaking", 9 * mebibyte, leaking)[2:] == ["9,437,184", "1.1", "**no**"]


def test_a_table_has_words_on_the_left_and_numbers_on_the_right():
    assert table(["", "ms"], [["load", "30"]]) == "|  | ms |\n|---|---:|\n| load | 30 |"


def test_what_is_written_stands_between_its_marks_and_the_rest_stays(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- a: begin -->\n\nold\n\n<!-- a: end -->\nafter\n")
    write("new", "<!-- a: begin -->", "<!-- a: end -->", page)
    assert page.read_text() == "before\n<!-- a: begin -->\n\nnew\n\n<!-- a: end -->\nafter\n"
    with pytest.raises(ValueError, match=r"page\.md must have '<!-- b: begin -->'"):
        write("new", "<!-- b: begin -->", "<!-- b: end -->", page)


def asked(monkeypatch, *words):
    """What a run with these words writes to the page."""
    written = []
    monkeypatch.setattr(run, "PARTS", {name: lambda _, name=name: name for name in run.PARTS})
    monkeypatch.setattr(run, "write", lambda *given: written.append(given))
    monkeypatch.setattr(sys, "argv", ["run", *words])
    run.main()
    return written


@pytest.mark.parametrize("words", [["--quick"], ["--only", "memory"]])
def test_a_run_in_part_writes_nothing(monkeypatch, words):
    assert asked(monkeypatch, *words) == []


def test_a_whole_run_writes_each_table_between_marks_that_the_page_has(monkeypatch):
    page = PAGE.read_text(encoding="utf-8")
    written = asked(monkeypatch)
    assert [text.split()[0] for text, *_ in written] == list(run.PARTS)
    assert all(page.count(begin) == page.count(end) == 1 for _, begin, end in written)
