"""Every engine gives the whole answer of `direct` to any shipped example, under any law, reading and strictness.

Drawn cases: tests/conformance/test_engines_agree.py; drawn rule bases: tests/conformance/test_random_programs.py.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctethics.api import load_rules
from ctethics.compile import Example
from ctethics.diagnostics import Collector
from tests.asking import OTHER_ENGINES, Told, answers, law_named
from tests.strategies import questions

# In another order than the files', so that few examples drawn are of many provisions.
EXAMPLES = sorted(load_rules().examples, key=lambda example: example.title[::-1])


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@settings(max_examples=12)
@given(example=st.sampled_from(EXAMPLES), question=questions())
def test_an_engine_gives_the_whole_answer_of_the_direct_one_to_any_example(
    engine: str, example: Example, question: Told
) -> None:
    assert asked(example, engine, question) == asked(example, "direct", question)


def asked(example: Example, engine: str, question: Told) -> Told:
    rest = {name: value for name, value in question.items() if name != "law"}
    return answers(law_named(str(question["law"]), engine).assess_node(example.case, Collector(), **rest))
