"""YAML as a tree of text with places, before anything is typed."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import Collector, Source
from ctethics.source import Mapping, Node, Scalar, Sequence, parse_yaml, yaml_tree


def parse(text: str) -> Node:
    problems = Collector()
    node = parse_yaml(Source("case.yaml", tuple(text.split("\n"))), problems)
    assert not problems
    assert node is not None
    return node


def plain(node: Node) -> object:
    """The tree as plain Python."""
    match node:
        case Mapping(items=items):
            return {name: plain(inner) for name, inner in items.items()}
        case Sequence(items=items):
            return [plain(inner) for inner in items]
        case Scalar(value=value):
            return value


def place(node: Node) -> tuple[int, int, int]:
    return node.span.line, node.span.column, node.span.width


@pytest.mark.parametrize("text", ["no", "yes", "010", "12:30", "1_000", "1e3", "null", "~", "2025-03-03", "NaN", ".5"])
def test_a_value_stays_the_text_its_author_wrote(text: str) -> None:
    assert plain(parse(f"a: {text}")) == {"a": text}


def test_each_value_and_each_name_knows_its_place() -> None:
    node = parse("a: 1\nlist:\n  - two\n  - {b c: three}\n")
    assert isinstance(node, Mapping)
    assert place(node.items["a"]) == (1, 4, 1)
    assert (node.keys["list"].line, node.keys["list"].column) == (2, 1)
    listed = node.items["list"]
    assert isinstance(listed, Sequence)
    assert place(listed.items[0]) == (3, 5, 3)
    inner = listed.items[1]
    assert isinstance(inner, Mapping)
    assert place(inner.items["b c"]) == (4, 11, 5)
    assert inner.keys["b c"].text == "  - {b c: three}"


def test_columns_count_characters_and_not_bytes() -> None:
    node = parse("{fiancé: é, x: ü}")
    assert isinstance(node, Mapping)
    assert place(node.items["fiancé"]) == (1, 10, 1)
    assert node.keys["x"].column == 13


def test_a_text_over_several_lines_is_folded_and_placed_where_it_begins() -> None:
    node = parse("a: >-\n  one\n  two\nb: 'three\n  four'")
    assert plain(node) == {"a": "one two", "b": "three four"}
    assert isinstance(node, Mapping)
    assert place(node.items["a"]) == (1, 4, 1)


def test_a_quoted_merge_key_or_mark_is_only_text() -> None:
    assert plain(parse("'<<': '&a'\nb: '*c'")) == {"<<": "&a", "b": "*c"}


def test_the_parser_in_python_gives_the_same_tree_and_refuses_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, {b: é}]\nc: >\n  d\n"
    fast = parse(text)
    monkeypatch.setattr(yaml_tree, "_PARSER", yaml.SafeLoader)
    assert plain(parse(text)) == plain(fast)
    problems = Collector()
    assert parse_yaml(Source("a", ("a: {<<: {}}",)), problems) is None
    assert [problem.code for problem in problems] == ["CTE104"]


@given(st.text(max_size=80))
def test_any_text_whatever_is_a_tree_or_a_problem(text: str) -> None:
    problems = Collector()
    node = parse_yaml(Source("any", tuple(text.split("\n"))), problems)
    assert (node is None) <= bool(problems)
    assert all(problem.code.startswith("CTE1") for problem in problems)


@given(st.recursive(st.text("ab é$0", min_size=1, max_size=4), lambda inner: st.lists(inner, max_size=3), max_leaves=8))
def test_what_is_written_is_read(value: object) -> None:
    text = yaml.safe_dump(value, default_style='"', allow_unicode=True, default_flow_style=True)
    assert plain(parse(text)) == value
