"""One law shared by many threads; `python -m trials.threads` does it for a minute."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from ctethics import Law
from ctethics.api import load_rules
from ctethics.engines.registry import ENGINES
from tests.asking import ask_example, law_named, outcomes

THREADS = 16
EXAMPLES = [example for example in load_rules().examples if example.law == "sb434"][::60]


@pytest.mark.parametrize("engine", ENGINES)
def test_sixteen_threads_that_share_a_law_get_the_answers_of_one(engine: str) -> None:
    law_named("sb434", engine)  # skips where the engine cannot load
    examples = EXAMPLES if engine != "columnar" else EXAMPLES[::5]  # a case alone is a plan alone
    alone = [outcomes(ask_example(law_named("sb434", engine), example)) for example in examples]
    shared = Law("sb434", load_rules(), engine)  # nothing is registered yet: the threads meet at the first use too
    barrier = Barrier(THREADS)

    def work(start: int) -> list[dict[tuple[str, str], str]]:
        barrier.wait()
        turned = examples[start:] + examples[:start]
        found = [outcomes(ask_example(shared, example)) for example in turned]
        return found[len(examples) - start :] + found[: len(examples) - start]

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(work, [number % len(examples) for number in range(THREADS)]))

    assert len(examples) * THREADS >= 120
    assert all(found == alone for found in results)


def test_threads_that_choose_other_readings_each_have_the_answers_of_their_own() -> None:
    """What the engines keep for the last choices of readings is thrown away while others use it."""
    readings = load_rules().program.readings
    chosen = [{name: choice} for name, reading in readings.items() for choice in reading.choices]
    example = EXAMPLES[0]

    def ask(law: Law, one: dict[str, str]) -> dict[tuple[str, str], str]:
        return outcomes(law.assess_node(example.case, readings=one))

    alone = [ask(law_named("sb434", "generated"), one) for one in chosen]
    shared = Law("sb434", load_rules(), "generated")
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda one: ask(shared, one), chosen * 3))

    assert found == alone * 3
