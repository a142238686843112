"""JSON and Python values as the same tree, their places being paths."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import Collector, Source
from ctethics.source import Mapping, Node, Scalar, Sequence, parse_json
from ctethics.source.nodes import repr_value
from ctethics.source.python_tree import from_python


def read(text: str) -> Node | None:
    problems = Collector()
    node = parse_json(Source("case.json", tuple(text.split("\n"))), problems)
    assert not problems
    return node


def at(node: object, *path: str | int) -> Node:
    """The node at a path."""
    for step in path:
        assert isinstance(node, Mapping if isinstance(step, str) else Sequence)
        node = node.items[step]  # type: ignore[index]
    assert isinstance(node, Mapping | Sequence | Scalar)
    return node


def test_a_number_of_json_keeps_every_digit() -> None:
    text = "0.1000000000000000055511151231257827021181583404541015625"
    amount = at(read(f'{{"a": {text}}}'), "a")
    assert isinstance(amount, Scalar)
    assert amount.value == Decimal(text)
    assert amount.text == text


def test_a_place_is_a_path_from_the_name_of_the_file() -> None:
    node = read('{"events": [{"id": "a"}]}')
    assert at(node, "events", 0, "id").span.source.name == "case.json.events[0].id"
    event = at(node, "events", 0)
    assert isinstance(event, Mapping)
    assert {name: span.source.name for name, span in event.keys.items()} == {"id": "case.json.events[0].id"}
    assert len(event.keys) == 1


def test_each_name_written_twice_is_told_with_its_path() -> None:
    problems = Collector()
    parse_json(Source("c", ('{"a": [{"b": 1, "b": 2, "b": 3}], "d": {}, "d": {}}',)), problems)
    assert [(p.span.source.name, p.what) for p in problems] == [
        ("c", "`d` is written twice"),
        ("c.a[0]", "`b` is written twice"),
    ]


def test_a_set_is_read_in_one_order_and_a_tuple_as_a_list() -> None:
    node = from_python({"a": {"z", "x", "y"}, "b": ("q",)}, "case", Collector())
    assert [item.text for item in at(node, "a").items if isinstance(item, Scalar)] == ["x", "y", "z"]  # type: ignore[union-attr]
    assert isinstance(at(node, "b"), Sequence)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "True"),
        (10**30, "1" + "0" * 30),
        (10**5000, "an integer of 16610 bits"),
        (Decimal("75.50"), "75.50"),
        (Decimal("9" * 100), "9" * 60 + "…"),
        (["x" * 100], "['" + "x" * 58 + "…"),
    ],
    ids=["bool", "large", "huge", "decimal", "long decimal", "long list"],
)
def test_a_message_shows_a_value_short_enough_to_read(value: object, shown: str) -> None:
    assert repr_value(value) == shown


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
)
def test_any_value_of_json_is_read_whole(value: object) -> None:
    def back(node: object) -> object:
        match node:
            case Mapping(items=items):
                return {name: back(inner) for name, inner in items.items()}
            case Sequence(items=items):
                return [back(inner) for inner in items]
            case Scalar(value=inner):
                return inner
        return node

    assert back(from_python(value, "case", Collector())) == value
