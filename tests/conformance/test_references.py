"""What the shipped rules do not reach: long chains of references, exceptions that refer, and choices between them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from ctethics.engines.registry import ENGINES
from tests.asking import OTHER_ENGINES, answers, law_named
from tests.conformance.folders import events, last, law_from

YES, NO, APPLIES, EXCEPTED, OPEN = "yes", "no", "applies", "excepted", "undetermined"
NOT = "does not apply"
CHAIN = {
    "a": "holds when: {fact: red, is: yes}\nexcept: {A: {title: A, when: {fact: gray, is: yes}}}\n",
    "b": """
        holds when: {all: [{provision: 1-1(a)}, {fact: green, is: yes}]}
        except: {B: {title: B, when: {fact: flag 0, is: yes}}}
    """,
    "c": "holds when: {all: [{fact: blue, is: yes}, {provision: 1-1(b)}]}\n",
    "d": """
        holds when: {provision: 1-1(c)}
        except:
          A: {title: A, when: {fact: flag 1, is: yes}}
          B: {title: B, when: {all: [{provision: 1-1(b)}, {fact: flag 2, is: yes}]}}
          C: {title: C, when: {fact: flag 3, is: yes}}
    """,
}
EITHER = {
    "a": "holds when: {fact: red, is: yes}\nexcept: {A: {title: A, when: {fact: gray, is: yes}}}\n",
    "b": "holds when: {fact: green, is: yes}\nexcept: {B: {title: B, when: {fact: flag 0, is: yes}}}\n",
    "c": "holds when: {any: [{provision: 1-1(a)}, {provision: 1-1(b)}, {fact: blue, is: yes}]}\n",
}
SETTLED = {"red": YES, "green": YES, "blue": YES, "gray": NO, "flag 0": NO, "flag 1": NO, "flag 2": NO, "flag 3": NO}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, [APPLIES, APPLIES, APPLIES, APPLIES]),
        ({"red": NO}, [NOT, NOT, NOT, NOT]),
        ({"green": NO}, [APPLIES, NOT, NOT, NOT]),
        ({"gray": YES}, [EXCEPTED, EXCEPTED, EXCEPTED, EXCEPTED]),
        ({"flag 0": YES}, [APPLIES, EXCEPTED, EXCEPTED, EXCEPTED]),
        ({"flag 1": YES}, [APPLIES, APPLIES, APPLIES, EXCEPTED]),
        ({"flag 2": YES}, [APPLIES, APPLIES, APPLIES, EXCEPTED]),
        ({"flag 3": YES}, [APPLIES, APPLIES, APPLIES, EXCEPTED]),
        ({"gray": "unknown"}, [OPEN, OPEN, OPEN, OPEN]),
        ({"gray": "unknown", "flag 1": YES}, [OPEN, OPEN, OPEN, EXCEPTED]),
        ({"gray": YES, "blue": NO}, [EXCEPTED, EXCEPTED, NOT, NOT]),
    ],
)
def test_an_exception_reaches_through_every_provision_that_refers_to_it(
    tmp_path: Path, engine: str, facts: dict[str, str], expected: list[str]
) -> None:
    law_named("current", engine)

    assert last(law_from(tmp_path, engine, CHAIN), SETTLED | facts) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_an_exception_that_refers_to_a_provision_holds_only_where_that_provision_applies(
    tmp_path: Path, engine: str
) -> None:
    law_named("current", engine)
    rules = {
        "a": CHAIN["a"],
        "b": "holds when: {fact: green, is: yes}\nexcept: {B: {title: B, when: {provision: 1-1(a)}}}\n",
    }
    law = law_from(tmp_path, engine, rules)

    assert last(law, SETTLED) == [APPLIES, EXCEPTED]
    assert last(law, SETTLED | {"gray": YES}) == [EXCEPTED, APPLIES]
    assert last(law, SETTLED | {"red": NO}) == [NOT, APPLIES]
    assert last(law, SETTLED | {"gray": "unknown"}) == [OPEN, OPEN]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, APPLIES),
        ({"gray": YES}, APPLIES),
        ({"gray": YES, "flag 0": YES}, APPLIES),
        ({"blue": NO}, APPLIES),
        ({"blue": NO, "gray": YES}, APPLIES),
        ({"blue": NO, "gray": YES, "flag 0": YES}, EXCEPTED),
        ({"blue": NO, "gray": YES, "green": NO}, EXCEPTED),
        ({"blue": NO, "red": NO, "green": NO}, NOT),
        ({"blue": NO, "gray": YES, "green": "unknown"}, OPEN),
    ],
)
def test_a_provision_that_rests_on_either_of_two_applies_while_one_of_them_does(
    tmp_path: Path, engine: str, facts: dict[str, str], expected: str
) -> None:
    law_named("current", engine)

    assert last(law_from(tmp_path, engine, EITHER), SETTLED | facts)[-1] == expected


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@pytest.mark.parametrize("rules", [CHAIN, EITHER], ids=["chain", "either"])
def test_the_engines_agree_on_every_combination_of_yes_no_and_unknown(
    tmp_path: Path, engine: str, rules: dict[str, str]
) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, rules)
    names = ("red", "green", "blue", "gray", "flag 0", "flag 2")
    told = [dict(zip(names, values, strict=True)) for values in product((YES, NO, "unknown"), repeat=len(names))]

    assert answers(law.assess(events(*told))) == answers(law.assess(events(*told), engine="direct"))
