"""One law shared by many threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from ctethics import Law
from ctethics.api import load_rules
from ctethics.engines.registry import ENGINES
from tests.asking import ask_example, law_named, outcomes

THREADS = 8
EXAMPLES = [example for example in load_rules().examples if example.law == "sb434"][::9]


@pytest.mark.parametrize("engine", ENGINES)
def test_eight_threads_that_share_a_law_get_the_answers_of_one(engine: str) -> None:
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
        results = list(pool.map(work, [number * 5 for number in range(THREADS)]))

    assert len(examples) * THREADS >= 300
    assert all(found == alone for found in results)
