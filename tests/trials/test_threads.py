"""The trial of threads finds a wrong answer, a fault and a hang where they are planted, and none elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from ctethics import Law
from ctethics.api import load_rules
from trials.threads import LAW, main, questions, together
from trials.uses import Use


@pytest.fixture
def law() -> Law:
    return Law(LAW, load_rules(with_examples=False), "direct")


def asking(do: Callable[[Law], object], wanted: object) -> list[tuple[Use, object]]:
    return [(Use("planted", do), wanted)]


def test_threads_that_share_a_law_find_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--seconds", "2", "--threads", "4", "--meetings", "1"])

    out = " ".join(capsys.readouterr().out.split())
    assert status == 0, out
    assert "no fault, no hang, every answer that of one thread" in out


def test_every_engine_is_among_what_is_asked_and_whole_answers_reports_and_audits_are() -> None:
    names = {use.name for use in questions()}
    assert {"assess, direct", "to_dict, generated", "report, columnar", "audit", "decision", "a case refused"} <= names


def test_a_law_that_mixes_up_its_threads_is_found(law: Law) -> None:
    shared: dict[str, str] = {}

    def mixes_up(_: Law) -> str:
        shared["who"] = threading.current_thread().name
        time.sleep(0.001)
        return "mine" if shared["who"] == threading.current_thread().name else "another's"

    seen = together(law, asking(mixes_up, "mine"), 4, 0.2, 10)

    assert seen.wrong["planted"] > 0
    assert seen.problems > 0


def test_an_exception_in_one_thread_is_found(law: Law) -> None:
    numbers = count()

    def breaks(_: Law) -> str:
        if next(numbers) == 7:
            raise RuntimeError("dictionary changed size during iteration")
        time.sleep(0.001)
        return "fine"

    seen = together(law, asking(breaks, "fine"), 4, 0.2, 10)

    assert seen.faults == ["planted: RuntimeError: dictionary changed size during iteration"]
    assert seen.problems == 1


def test_a_thread_that_hangs_is_found_and_not_waited_for(law: Law, capfd: pytest.CaptureFixture[Any]) -> None:
    locked = threading.Event()

    def hangs(_: Law) -> str:
        if threading.current_thread().name == "thread 1":
            locked.wait(20)
        return "fine"

    start = time.monotonic()
    seen = together(law, asking(hangs, "fine"), 3, 0.1, 0.5)
    locked.set()

    assert seen.hung == ["thread 1"]
    assert time.monotonic() - start < 10
    assert "hangs" in capfd.readouterr().err  # where it hangs
