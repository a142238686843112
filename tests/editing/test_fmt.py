"""The canonical layout: nothing lost, nothing changed, and the same the second time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctethics.diagnostics import Collector, Source
from ctethics.editing.fmt import comments, format_source, meaning
from ctethics.editing.scalars import WIDTH
from ctethics.editing.written import read_written
from ctethics.source import parse_yaml
from tests.editing.running import run
from tests.editing.validating import ROOT

SHIPPED = sorted((ROOT / "rules").rglob("*.yaml"))


def source(text: str) -> Source:
    return Source("file", tuple(text.split("\n")))


def laid_out(text: str) -> str:
    return format_source(source(text))


def told(text: str) -> tuple[object, Counter[str]]:
    """What a file says, and its comments."""
    node = parse_yaml(source(text), problems := Collector())
    written = read_written(source(text).lines)
    assert node is not None, [problem.what for problem in problems]
    return meaning(node), Counter(comments(written) if written else [])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT / "rules").as_posix())
def test_a_shipped_file_is_in_canonical_layout(path: Path) -> None:
    assert laid_out(path.read_text()) == path.read_text()


# Files of every shape, with the keys of rule files among their names.
WORDS = st.sampled_from(
    [
        *"provision title about kind all any not fact is quote limit event expect cases given party except A".split(),
        *["every law", "says", "a: b", "x # y", "- z", "it's", 'a "b"', "yes", "1,000", "[", "}", "$1,234.56", "no: "],
        *["?", "note", "~", "---", "a  b", " a", "#"],
    ]
)
TEXTS = st.one_of(
    WORDS,
    st.lists(WORDS, min_size=1, max_size=40).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30),
    st.lists(WORDS, min_size=2, max_size=5).map("\n".join),
)
COMMENTS = st.lists(st.sampled_from(["", "# one", "#two", "# three: # four", "  # five"]), max_size=3)
BESIDE = st.sampled_from(["", "", "", "  # beside", " #x"])
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.lists(st.tuples(COMMENTS, BESIDE, inner), min_size=1, max_size=4),
        st.dictionaries(WORDS, st.tuples(COMMENTS, BESIDE, inner), min_size=1, max_size=4),
    ),
    max_leaves=12,
)
FILES = st.dictionaries(WORDS, st.tuples(COMMENTS, BESIDE, VALUES), min_size=1, max_size=5)


def quoted(text: str) -> str:
    made = "".join(c if c.isprintable() and c not in '"\\\ufeff' else f"\\U{ord(c):08X}" for c in text)
    return f'"{made}"'


def as_block(value: object, indent: int) -> list[str]:
    """A file as a careless author may write it."""
    assert isinstance(value, dict | list)
    pairs = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    lines = []
    for key, (above, beside, inner) in pairs:
        lines += [" " * indent + comment if comment else "" for comment in above]
        head = " " * indent + ("-" if key is None else f"{quoted(key)}:")
        if isinstance(inner, str):
            lines.append(f"{head} {quoted(inner)}{beside}")
        elif key is None:
            nested = as_block(inner, indent + 3)
            lines += [f"{head}{beside}", *nested]
        else:
            lines += [f"{head}{beside}", *as_block(inner, indent + 1)]
    return lines


@settings(max_examples=150)
@given(FILES)
def test_nothing_is_lost_or_changed_and_the_second_time_nothing_moves(file: dict[str, object]) -> None:
    text = "\n".join(as_block(file, 0)) + "\n"
    once = laid_out(text)

    assert told(once) == told(text)
    assert laid_out(once) == once


@given(st.lists(st.tuples(WORDS, BESIDE), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_braces_over_several_lines_keep_their_comments(pairs: list[tuple[str, str]]) -> None:
    inner = "".join(f"  {quoted(word)}: {quoted(word)},{beside}\n" for word, beside in pairs)
    text = f"a: {{  # first\n{inner}  # last\n}}  # after\nb: [1, # two\n 2]\n"
    once = laid_out(text)

    assert told(once) == told(text)
    assert laid_out(once) == once


@given(TEXTS, st.integers(0, 20))
def test_any_text_can_be_written_at_any_depth(text: str, depth: int) -> None:
    value: object = text
    for _ in range(depth):
        value = {"deep": ([], "", value)}
    file = "\n".join(as_block({"top": ([], "", value)}, 0))

    assert told(laid_out(file)) == told(file)


def test_the_keys_come_in_the_order_of_the_form() -> None:
    text = "title: T\nkind: duty\nprovision: 1-1(a)\nabout: transfer\n"

    assert laid_out(text) == "provision: 1-1(a)\ntitle: T\nabout: transfer\nkind: duty\n"


def test_what_the_file_begins_with_stays_its_beginning() -> None:
    text = "# The file.\n\ntitle: T\n# Of the provision.\nprovision: 1-1(a)\n"

    assert laid_out(text) == "# The file.\n\n# Of the provision.\nprovision: 1-1(a)\ntitle: T\n"


def test_sections_stand_apart_and_the_heading_together() -> None:
    text = (
        "provision: 1-1(a)\n\n\ntitle: T\nholds when: {provision: 1-2}\n"
        "except:\n  A: {title: X, when: {provision: 1-3}}\n"
    )

    assert laid_out(text) == (
        "provision: 1-1(a)\ntitle: T\n\nholds when: {provision: 1-2}\n\n"
        "except:\n  A:\n    title: X\n    when: {provision: 1-3}\n"
    )


def test_a_condition_goes_on_one_line_where_it_fits() -> None:
    text = "provision: 1-1(a)\n\nholds when:\n  fact: value\n  is: more than\n  amount: $0.00\n"

    assert laid_out(text).endswith("holds when: {fact: value, is: more than, amount: $0.00}\n")


def test_a_condition_with_a_comment_keeps_its_lines() -> None:
    text = "provision: 1-1(a)\n\nholds when:\n  # of the thing\n  fact: value  # not the cost\n  is: more than\n"

    assert laid_out(text) == text


def test_long_text_is_folded_and_no_line_is_wider_than_it_need_be() -> None:
    text = f"provision: 1-1(a)\nnote: {'so many words ' * 30}\n"
    lines = laid_out(text).split("\n")

    assert lines[1] == "note: >-"
    assert max(map(len, lines)) <= WIDTH


def test_quotes_stand_only_where_they_must() -> None:
    text = "provision: '1-1(a)'\ntitle: \"it's\"\nnote: 'a: b'\nsee: ['AO 1', 'AO 2, 3']\n"

    assert laid_out(text) == "provision: 1-1(a)\ntitle: it's\nsee: [AO 1, 'AO 2, 3']\nnote: 'a: b'\n"


def test_the_command_lays_out_every_file_and_says_which(mine: Path) -> None:
    rule = mine / "rules" / "1-1" / "a.yaml"
    before = rule.read_text()

    status, said = run("fmt")

    assert status == 0
    assert said == "rules/1-1/a.yaml: laid out anew\nrules/facts.yaml: laid out anew\n"
    assert rule.read_text().startswith("# yaml-language-server: $schema=../../schemas/rules/1-1/a.json\n")
    assert told(rule.read_text())[0] == told(before)[0]
    assert run("fmt") == (0, "every file is in canonical layout\n")
    assert run("fmt", "--check")[0] == 0


def test_the_check_and_the_difference_write_nothing(mine: Path) -> None:
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}

    assert run("fmt", "--check")[0] == 1
    status, said = run("fmt", "--diff", "rules/1-1/a.yaml")

    assert status == 0
    assert "+# yaml-language-server" in said
    assert said.startswith("--- a/rules/1-1/a.yaml\n+++ b/rules/1-1/a.yaml\n@@")
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("wrong", ["a: [1\n", "a:\t1\n", "a: 1\na: 2\n", "a: &x 1\n", ""])
def test_a_file_that_is_not_well_formed_is_left_as_it_is(mine: Path, wrong: str) -> None:
    rule = mine / "rules" / "1-1" / "a.yaml"
    rule.write_text(wrong)

    status, said = run("fmt", "rules/1-1/a.yaml")

    assert status == 1
    assert "rules/1-1/a.yaml" in said
    assert "error[CTE10" in said
    assert rule.read_text() == wrong


def test_a_file_keeps_its_mode_and_leaves_nothing_beside_it(mine: Path) -> None:
    rule = mine / "rules" / "1-1" / "a.yaml"
    rule.chmod(0o640)
    names = sorted(path.name for path in rule.parent.iterdir())

    run("fmt")

    assert rule.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in rule.parent.iterdir()) == names


def test_line_ends_become_those_of_unix(mine: Path) -> None:
    rule = mine / "rules" / "1-1" / "a.yaml"
    rule.write_bytes(rule.read_bytes().replace(b"\n", b"\r\n"))

    run("fmt")

    assert b"\r" not in rule.read_bytes()


def test_a_file_that_another_layout_would_change_is_left_as_it_is(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = mine / "rules" / "1-1" / "a.yaml"
    before = rule.read_bytes()
    monkeypatch.setattr("ctethics.editing.fmt.lay_out", lambda *_: "provision: 1-1(a)\n")

    status, said = run("fmt", "rules/1-1/a.yaml")

    assert status == 1
    assert said == "rules/1-1/a.yaml: left as it is, since another layout would not say the same\n"
    assert rule.read_bytes() == before


def test_a_file_of_another_folder_gets_no_schema_of_the_rules(mine: Path) -> None:
    case = mine / "case.yaml"
    case.write_text("events:\n- {id: one, kind: transfer}\nparties: {}\n")

    run("fmt", "case.yaml")

    assert case.read_text() == "parties: {}\nevents:\n  - {id: one, kind: transfer}\n"
