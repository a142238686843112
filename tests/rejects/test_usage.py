"""What a program is told when it asks for a law, a reading or an engine there is not."""

import shutil
from pathlib import Path

import pytest

import ctethics
from ctethics import CtethicsError, EngineError, UsageError

BASE = Path(__file__).parent / "base" / "rules"
CASE: dict[str, object] = {
    "parties": {"acme": {}, "lee": {}},
    "events": [{"id": "a", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}],
}


def test_an_unknown_law_is_named_with_its_likely_spelling() -> None:
    with pytest.raises(UsageError) as caught:
        ctethics.load("sb343")
    assert str(caught.value) == (
        "law: error[CTE607] unknown law `sb343`\n"
        " why: an answer is given under one law: sb434 is the bill, current the text before it.\n"
        " fix: write `sb434`."
    )


def test_a_law_unlike_any_gets_the_list_of_laws() -> None:
    with pytest.raises(UsageError, match=r"fix: write one of: current, sb434\."):
        ctethics.load("Texas")


def test_an_unknown_engine_is_named_with_its_likely_spelling() -> None:
    with pytest.raises(UsageError) as caught:
        ctethics.load("sb434", engine="durabel")
    assert str(caught.value) == (
        "engine: error[CTE701] unknown engine `durabel`\n why: engines are few.\n fix: write `durable`."
    )


def test_an_unknown_reading_is_named_with_its_likely_spelling() -> None:
    law = ctethics.load("sb434", rules=BASE, engine="direct")
    with pytest.raises(CtethicsError) as caught:
        law.assess(CASE, readings={"meal": "together"})
    assert str(caught.value) == (
        "readings: error[CTE607] unknown reading `meal`\n"
        " why: readings are declared in the rule files.\n"
        " fix: write `meals`."
    )


def test_a_rule_too_wide_for_durable_rules_is_refused_and_never_run_wrong(tmp_path: Path) -> None:
    pytest.importorskip("durable_rules_engine", exc_type=ImportError)
    shutil.copytree(BASE.parent, tmp_path, dirs_exist_ok=True)
    names = [f"sign {number}" for number in range(300)]
    with (tmp_path / "rules" / "facts.yaml").open("a") as facts:
        facts.writelines(f"      {name}: {{type: yes or no, question: Is it so?}}\n" for name in names)
    rule = tmp_path / "rules" / "1-1" / "a.yaml"
    narrow = "        - {fact: item, is: plaque, quote: a plaque}\n"
    wide = "".join(f"        - {{fact: {name}, is: yes}}\n" for name in names)
    rule.write_text(rule.read_text().replace(narrow, wide))
    with pytest.raises(EngineError) as caught:
        ctethics.load("sb434", rules=tmp_path / "rules", engine="durable").assess(CASE)
    assert str(caught.value) == (
        "engine durable, 1-1(a)(F): error[CTE702] the condition makes the fact 302 properties wide; "
        "durable_rules fails before 300\n"
        " why: the engine's limits are fixed in its C source, and beyond them it answers wrong or stops.\n"
        " fix: use engine=`direct`, or split the provision's condition into exceptions of its own."
    )
