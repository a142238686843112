"""Loading rules leaves their examples unread; checking them reads everything."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import ctethics
from ctethics.api import load_rules
from ctethics.cli import cli
from ctethics.compile import compile_rules
from ctethics.diagnostics import RuleError
from tests.unit.rules import BASE, RULE, assessed, compiled, law

CASE = "- {name: one cent over, event: {value: $20.01}, expect: {every law: applies}}"
BROKEN = {
    "an unknown outcome": (CASE, CASE.replace("applies", "perhaps"), "CTE501"),
    "an unknown key": (CASE, CASE.replace("expect", "expects"), "CTE202"),
    "not YAML": (CASE, "- {name: [", "CTE102"),
    "a tab": (CASE, f"{CASE}\t", "CTE105"),
    "an anchor": (CASE, CASE.replace("{name", "&a {name"), "CTE104"),
}


def edited(folder: Path, old: str, new: str) -> Path:
    """The base with its rule file edited, not compiled."""
    compiled(folder)
    text = (folder / RULE).read_text()
    assert old in text
    (folder / RULE).write_text(text.replace(old, new))
    return folder / "rules"


@pytest.mark.parametrize(("old", "new", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_example_does_not_stop_loading_but_is_told_when_all_is_read(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    rules = edited(tmp_path, old, new)
    made = ctethics.load("sb434", rules=rules, engine="direct")
    assert assessed(made, value="$20.01", item="food or beverage").finding("1-1(a)").outcome == "applies"
    with pytest.raises(RuleError) as caught:
        load_rules(rules)
    assert code in {d.code for d in caught.value.diagnostics}


def test_check_reports_a_broken_example(tmp_path: Path) -> None:
    rules = edited(tmp_path, *BROKEN["an unknown outcome"][:2])
    done = CliRunner().invoke(cli, ["check", "--rules", str(rules)])
    assert re.search(r"rules/1-1/a\.yaml:\d+:\d+: error\[CTE501\] `perhaps` is not an outcome", done.output)


def test_check_reports_an_example_whose_case_cannot_be_put(tmp_path: Path) -> None:
    rules = edited(tmp_path, "donor: bob", "donor: bert")
    assert ctethics.load("sb434", rules=rules, engine="direct").name == "sb434"
    done = CliRunner().invoke(cli, ["check", "--rules", str(rules)])
    assert "error[CTE604] the donor `bert` is not a party" in done.output


def test_a_file_without_examples_can_be_loaded_and_not_checked(tmp_path: Path) -> None:
    whole = (BASE / RULE).read_text()
    rules = edited(tmp_path, whole, whole.partition("examples:")[0])
    made = ctethics.load("sb434", rules=rules, engine="direct")
    assert assessed(made, value="$20.00").finding("1-1(a)").outcome == "does not apply"
    with pytest.raises(RuleError, match="`examples` is missing"):
        load_rules(rules)


LATER = """
not encoded:
  - {clause: stem, because: it goes on}
"""


def test_a_key_after_the_examples_is_not_lost(tmp_path: Path) -> None:
    rules = edited(tmp_path, CASE, f"{CASE}{LATER}")
    for with_examples in (True, False):
        made = compile_rules(rules, tmp_path / "statutes", with_examples=with_examples)
        assert made.program.provisions["1-1(a)"].not_encoded == (("stem", "it goes on"),)


def test_a_slip_after_the_examples_stops_loading(tmp_path: Path) -> None:
    rules = edited(tmp_path, CASE, f"{CASE}{LATER.replace('stem', 'end')}")
    with pytest.raises(RuleError, match="unknown clause `end`"):
        ctethics.load("sb434", rules=rules, engine="direct")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("examples:\n", "# a remark\nexamples:   # what follows is tested\n"),
        ("examples:\n", "# examples: not here\nexamples:\n"),
        (CASE, f"{CASE}\n\n# a remark at the end\n"),
        ("provision: 1-1(a)", "---\nprovision: 1-1(a)"),
    ],
    ids=["remarks", "the word in a remark", "a remark at the end", "a beginning of a document"],
)
def test_remarks_and_a_mark_of_the_beginning_change_nothing(tmp_path: Path, old: str, new: str) -> None:
    rules = edited(tmp_path, old, new)
    loaded, checked = (
        compile_rules(rules, tmp_path / "statutes", with_examples=with_examples) for with_examples in (False, True)
    )
    assert (len(loaded.examples), len(checked.examples)) == (0, 2)
    assert loaded.program.provisions["1-1(a)"].title == checked.program.provisions["1-1(a)"].title == "Gift"
    assert loaded.quotations == checked.quotations == 5


def test_what_is_loaded_answers_as_what_is_checked(tmp_path: Path) -> None:
    checked, loaded = law(tmp_path), ctethics.load("sb434", rules=tmp_path / "rules", engine="direct")
    told = {"value": "$20.01", "item": "food or beverage"}
    assert assessed(loaded, **told).to_dict() == assessed(checked, **told).to_dict()


def test_the_shipped_rules_load_without_their_examples() -> None:
    loaded = load_rules(with_examples=False)
    assert loaded.examples == ()
    assert "1-79(5)" in loaded.program.provisions
