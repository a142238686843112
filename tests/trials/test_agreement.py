"""The trial of the engines against each other finds what it is for, and counts what it says it counts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
import yaml

from ctethics.engines.registry import loadable_engines, make_engine
from trials import comparing
from trials.agreement import batches, main
from trials.drawn import Batch, cases_of, question_of, terrain_of
from trials.records import ROOT

CASES = 60
OTHER, ITEM = "generated", "food or beverage"


class Wrong:
    """An engine that answers one provision otherwise than the rules do."""

    def __init__(self, made: Any, answer: Any) -> None:
        self.name, self.prepare, self._made, self._answer = made.name, made.prepare, made, answer

    def verdicts(self, situation: Any) -> Any:
        return self._answer(self._made.verdicts(situation), situation)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches small enough for a test, of which one in two is over random rules."""
    monkeypatch.setattr("trials.agreement.SHIPPED", 40)
    monkeypatch.setattr("trials.agreement.RANDOM", 20)


def plant(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    """Makes one engine answer as told."""

    def make(name: str, program: Any) -> Any:
        made = make_engine(name, program)
        return Wrong(made, answer) if name == OTHER else made

    comparing._shipped.cache_clear()
    monkeypatch.setattr(comparing, "make_engine", make)
    monkeypatch.setattr(comparing, "loadable_engines", lambda: ["direct", OTHER])


@pytest.fixture(autouse=True)
def _fresh_engines() -> Any:
    yield
    comparing._shipped.cache_clear()


def run(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    status = main(["--cases", str(CASES), "--workers", "1", *more])
    return status, capsys.readouterr().out


@pytest.mark.usefixtures("small")
def test_the_engines_agree_on_every_case_and_the_record_says_on_how_many(
    capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    status, out = run(capsys, "--record", str(tmp_path / "agreement.md"))

    assert status == 0, out
    assert f"{CASES} cases in " in out
    assert ": no difference." in " ".join(out.split())
    assert (tmp_path / "agreement.md").read_text() == out.removesuffix("\n")
    for engine in loadable_engines():
        assert f"| `{engine}` |" in out


@pytest.mark.usefixtures("small")
def test_an_engine_with_one_wrong_answer_is_found_and_its_case_made_small(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong_of_food(found: Any, situation: Any) -> Any:
        """Wrong only of food."""
        if situation.facts.get("item") != ITEM:
            return found
        return {name: verdict._replace(general=not verdict.general) for name, verdict in found.items()}

    plant(monkeypatch, wrong_of_food)
    status, out = run(capsys, "--cases", "200")

    assert status == 1
    assert "differences**" in out
    told = yaml.safe_load(out.split("```yaml\n")[1].split("```")[0])
    assert len(told["events"]) == 1
    assert set(told["events"][0]) <= {"id", "kind", "date", "donor", "recipient", "item"}
    assert told["events"][0]["item"] == ITEM
    assert f"ctethics assess FILE --engine {OTHER}" in out


@pytest.mark.usefixtures("small")
def test_an_engine_that_raises_is_a_difference_and_not_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(found: Any, situation: Any) -> Any:
        if situation.event.kind != "transfer":
            return found
        raise ZeroDivisionError("planted")

    plant(monkeypatch, breaks)
    status, out = run(capsys)

    assert status == 1
    assert "ZeroDivisionError: planted" in out


def test_one_seed_gives_the_same_cases_and_another_gives_others() -> None:
    def drawn(seed: str) -> list[Any]:
        batch = Batch(seed, 1, 20, is_random=False)
        terrain = terrain_of(batch)
        told = [case.told for case in cases_of(batch, terrain) if case is not None]
        return [question_of(batch, terrain.program), *told]

    assert drawn("one") == drawn("one")
    assert drawn("one")[1:] != drawn("other")[1:]


def test_one_case_in_ten_is_over_random_rules_however_many_there_are() -> None:
    for cases in (100_000, 1_000_000):
        found = list(batches("434", cases))
        assert sum(batch.size for batch in found) == cases
        random = sum(batch.size for batch in found if batch.is_random)
        assert abs(random / cases - 0.1) < 0.01, cases


def test_several_processes_count_as_one_does_and_the_time_can_be_limited() -> None:
    command = [sys.executable, "-m", "trials.agreement", "--cases", "150", "--workers", "2", "--seconds", "60"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "150 cases in " in done.stdout


def test_what_was_counted_is_told_when_it_is_stopped() -> None:
    command = [sys.executable, "-m", "trials.agreement", "--cases", "10000000", "--workers", "2"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    assert "of 10,000,000 cases" in running.stderr.readline()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)

    assert running.returncode == 0, err
    assert "cases stopped after " in out
    assert "Traceback" not in err


def die(_: Batch) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def test_a_process_that_dies_is_told_and_is_no_success(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("trials.agreement.run", die)

    assert main(["--cases", "10", "--workers", "2"]) == 1
    assert "a process died while it ran one of the batches 434/0" in capsys.readouterr().out


def test_wrong_use_ends_with_two() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--cases", "0"])
