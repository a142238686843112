"""The trial of memory finds a leak where one is planted, and none in the engines."""

from __future__ import annotations

import pytest

from trials.memory import A_DAY, Watched, main, slope
from trials.memory_worker import Worker, samples

STEADY = [50.0, 50.5, 49.8, 50.2]


def watched(held: list[float], blocks: list[int] | None = None, what: str = "direct", every: int = 20_000) -> Watched:
    """A process that held so much at each sample."""
    blocks = blocks or [1_000_000] * len(held)
    found = [(number * every, *pair) for number, pair in enumerate(zip(held, blocks, strict=True))]
    return Watched(what, 600, {"assess": len(held) * every}, found)


def test_memory_that_comes_and_goes_is_flat() -> None:
    assert watched(STEADY * 10).is_flat


def test_too_few_samples_tell_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert not watched(STEADY[:3]).is_flat
    assert main(["--seconds", "0", "--engine", "direct"]) == 1
    assert "**too few samples to tell: direct**" in capsys.readouterr().out


def test_what_is_made_when_first_needed_is_no_leak() -> None:
    assert watched([10.0, 20.0, 30.0, 40.0, *STEADY * 9]).is_flat


@pytest.mark.parametrize("bytes_each", [20, 100, 1000])
def test_a_few_bytes_for_each_assessment_are_found(bytes_each: int) -> None:
    held = [50 + bytes_each * 20_000 * number / (1 << 20) for number in range(40)]
    assert not watched(held).is_flat


def test_objects_that_stay_are_found_where_memory_is_too_restless_to_tell() -> None:
    restless = [150.0, 158.0, 145.0, 155.0] * 10
    assert watched(restless, what="columnar").is_flat
    assert not watched(restless, [1_000_000 + 20_000 * number for number in range(40)], "columnar").is_flat


def test_the_slope_is_that_of_least_squares() -> None:
    assert slope([(0, 1.0), (1, 2.0), (2, 6.0)]) == pytest.approx(2.5)
    assert watched([50 + number for number in range(8)], every=A_DAY).slope == pytest.approx(1.0)


def test_an_engine_does_everything_and_is_sampled() -> None:
    worker = Worker("generated")
    worker.size = 6
    found = list(samples(worker, 0.6, 0.0))

    assert found
    assert all(held > 1 and blocks > 1000 for _, held, blocks in found)
    worker.round(0, everything=True)
    done = {"assess", "whole answers", "reports", "cases refused", "live ledgers", "audits of twenty rows"}
    assert done <= set(worker.done)


def test_a_planted_leak_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--seconds", "8", "--every", "0", "--engine", "generated", "--leak", "50000"])

    assert status == 1
    assert "**memory grows: generated**" in capsys.readouterr().out
