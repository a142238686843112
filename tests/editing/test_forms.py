"""The forms: one description by which files are loaded, laid out and completed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ctethics.law.phrases import OPERATORS as MEANT
from ctethics.program.vocabulary import TYPES
from ctethics.rulefile.case_forms import CASE_FILE
from ctethics.rulefile.condition_forms import CONDITIONS, OPERATORS
from ctethics.rulefile.example_forms import CASE
from ctethics.rulefile.fact_forms import FACTS_FILE, TYPE_MEANINGS
from ctethics.rulefile.form import Either, Form, Listed, Named, Value
from ctethics.rulefile.forms import RULE_FILE


def inside(value: Value) -> Iterator[Form]:
    if isinstance(value, Form):
        yield value
        for key in value.keys:
            yield from inside(key.value)
    elif isinstance(value, Listed | Named):
        yield from inside(value.of)
    elif isinstance(value, Either):
        for one in value.of:
            yield from inside(one)


FORMS = [form for top in (RULE_FILE, FACTS_FILE, CASE, CASE_FILE, *CONDITIONS.values()) for form in inside(top)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.what)
def test_the_order_of_a_form_names_each_of_its_keys_once(form: Form) -> None:
    assert sorted(form.in_order) == sorted(key.name for key in form.keys)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.what)
def test_each_key_says_in_a_sentence_what_it_means(form: Form) -> None:
    for key in form.keys:
        assert key.means[0].isupper(), key
        assert key.means.endswith((".", "…")), key


def test_the_operators_are_those_that_phrases_mean() -> None:
    assert list(OPERATORS.meanings) == list(MEANT)


def test_the_types_are_those_of_facts() -> None:
    assert tuple(TYPE_MEANINGS) == TYPES
