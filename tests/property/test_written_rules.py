"""Writing rules out and reading them back undo each other: whole rule bases, and what they are made of."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping as AbstractMapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics import Determination, EngineError, Law
from ctethics.compile import compile_rules
from ctethics.diagnostics import Collector, Source
from ctethics.editing.fmt import format_source
from ctethics.explain.duties import show_value
from ctethics.facts.value import parse_value
from ctethics.law.calendar import NEVER
from ctethics.law.money import MOST_CENTS
from ctethics.law.phrases import VARIANTS, Meaning, parse_phrase
from ctethics.law.regimes import LAWS
from ctethics.law.statute import parse_statute
from ctethics.program import Fact, Program, Value
from ctethics.source import Mapping
from ctethics.source.python_tree import from_python
from tests.asking import OTHER_ENGINES, Told, law_named, law_of
from tests.rule_bases import WIDE, RuleBase, programs
from tests.rule_bases.plain import plain
from tests.rule_bases.spoken import AFTER, marked
from tests.rule_bases.written import rule_file, write, written
from tests.strategies import Terrain, cases, questions
from tests.unit.test_phrases import spelled


def compiled(files: AbstractMapping[str, str]) -> Program:
    with tempfile.TemporaryDirectory() as folder:
        write(files, Path(folder))
        return compile_rules(Path(folder, "rules"), Path(folder, "statutes"), with_examples=False).program


@given(program=programs(WIDE))
def test_a_rule_base_written_out_compiles_to_itself(program: RuleBase) -> None:
    assert plain(compiled(written(program))) == plain(program)


@given(program=programs(WIDE))
def test_a_written_file_is_laid_out_as_fmt_would_lay_it_out(program: RuleBase) -> None:
    for path, text in written(program).items():
        if path.endswith(".yaml"):
            assert format_source(Source(path, tuple(text.split("\n")))) == text, path


@given(program=programs(WIDE))
def test_fmt_keeps_the_meaning_of_rules_that_no_one_laid_out_and_has_no_second_thoughts(program: RuleBase) -> None:
    files = written(program)
    for citation in {p.file for p in program.provisions.values()}:
        path = f"rules/1-1/{citation[4]}.yaml"
        once = format_source(Source(path, (json.dumps(rule_file(citation, program)),)))
        assert format_source(Source(path, tuple(once.split("\n")))) == once
        files[path] = once

    assert plain(compiled(files)) == plain(program)


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@given(data=st.data(), program=programs(WIDE))
def test_the_files_of_a_rule_base_answer_as_the_rule_base_does(
    engine: str, data: st.DataObject, program: RuleBase
) -> None:
    law_named("current", engine)  # skips where the engine cannot load
    question = data.draw(questions(program))
    law = str(question.pop("law"))
    judge, read = law_of(program, law), law_of(compiled(written(program)), law, engine)
    terrain = Terrain(program)
    for _ in range(3):
        case = data.draw(cases(terrain, most_events=3))
        wanted = settled(judge.assess(case, **question))
        assert asked(read, case, question) in (REFUSED, wanted)


REFUSED = ["CTE702"]


def settled(determination: Determination) -> Told:
    """What comes out, what else could and what it lacks, by event and provision: all that is no words of the law."""
    return {
        f"{event.id} {f.provision}": (f.outcome, f.possible, f.needs, f.excepted_by)
        for event in determination
        for f in event.findings
    }


def asked(law: Law, case: Told, question: Told) -> object:
    """What comes out, or the codes under which the law's engine refused the rules."""
    try:
        return settled(law.assess(case, **question))
    except EngineError as error:
        return [diagnostic.code for diagnostic in error.diagnostics]


NUMBERS = st.integers(0, 999_999)
PREFIXES = sorted(variant for variant in VARIANTS if variant not in AFTER and "first" not in variant)


@pytest.mark.parametrize("variant", PREFIXES)
@given(number=NUMBERS, unit=st.sampled_from(("dollars", "days", "months", "years", "hours")))
def test_an_operator_a_number_and_a_unit_are_read_as_they_are_spelled(variant: str, number: int, unit: str) -> None:
    one = unit.removesuffix("s") if number == 1 else unit

    for said in (spelled(number), f"{number:,}", str(number)):
        assert parse_phrase(f"{variant} {said} {one}") == Meaning(VARIANTS[variant], number, unit)
    assert parse_phrase(f"{variant} ${number:,}") == Meaning(VARIANTS[variant], number, "dollars")


@pytest.mark.parametrize("variant", AFTER)
@given(number=NUMBERS, unit=st.sampled_from(("dollars", "days", "hours")))
def test_so_they_are_with_the_operator_after_the_number(variant: str, number: int, unit: str) -> None:
    assert parse_phrase(f"{spelled(number)} {unit} {variant}") == Meaning(VARIANTS[variant], number, unit)


TEXTS = st.lists(st.sampled_from(("less", "than", "fifty", "one", "hundred", "dollars", "not")), max_size=7)


@given(before=TEXTS, after=TEXTS)
def test_words_marked_with_the_bills_change_are_under_each_law_what_they_were(
    before: list[str], after: list[str]
) -> None:
    lines = ("provision: 1-1(a)", "---", f"{{>>stem<<}}of {marked(before, after)} it says")
    statute = parse_statute(lines, frozenset(LAWS))

    assert statute.text("current").split() == ["of", *before, "it", "says"]
    assert statute.text("sb434").split() == ["of", *after, "it", "says"]


VALUES: dict[str, st.SearchStrategy[Value]] = {
    "yes or no": st.booleans(),
    "choice": st.sampled_from(("meal", "plaque")),
    "amount": st.integers(0, MOST_CENTS),
    "number": st.integers(0, 10**9),
    "date": st.dates(date(1900, 1, 1), date(2200, 1, 1)).map(date.toordinal) | st.just(NEVER),
    "text": st.sampled_from(("OPM", "1-79", "a, b: c", "no", "2025-03-03")),
}


@pytest.mark.parametrize("sort", VALUES)
@given(data=st.data())
def test_a_value_is_read_as_it_is_shown(sort: str, data: st.DataObject) -> None:
    value, problems = data.draw(VALUES[sort]), Collector()
    fact = Fact("it", sort, "", ("meal", "plaque") if sort == "choice" else ())
    node = from_python({"it": show_value(value, sort)}, "case", problems)

    assert isinstance(node, Mapping)
    assert parse_value(fact, node.items["it"], problems) == value
    assert not problems
