"""Changes to a YAML file that keep it one: a node replaced by another, moved, doubled or left out."""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_ODD: tuple[Any, ...] = (
    "",
    " ",
    "unknown",
    "never",
    "yes",
    "$0.00",
    "$-1",
    "$99999999999999999999.00",
    "9" * 400,
    "-1",
    "1e400",
    "0001-01-01",
    "2199-12-31",
    "2024-02-30",
    "\x00",
    "\u202e",
    "\U0001f600",
    "a" * 300,
    "~",
    [],
    {},
    [[]],
    [{}],
    {"": ""},
    {"all": []},
    {"not": {"not": {}}},
)


def changed(text: bytes, random: Random, others: tuple[str, ...]) -> bytes:
    """The file with one to three of its nodes changed; as it is where it is no YAML, or might contain itself."""
    if b"&" in text:
        return text
    try:
        tree = yaml.load(text, _LOADER)
        for _ in range(random.randint(1, 3)):
            tree = _change(tree, random, others)
        return bytes(yaml.dump(tree, Dumper=_DUMPER, encoding="utf-8", sort_keys=False, width=110, allow_unicode=True))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return text


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every collection with every key in it."""
    found: list[tuple[Any, Any]] = []
    left = [tree]
    while left:
        node = left.pop()
        inner = (
            list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
        )
        found += [(node, key) for key, _ in inner]
        left += [value for _, value in inner]
    return found


def _change(tree: Any, random: Random, others: tuple[str, ...]) -> Any:
    places = _places(tree)
    if not places:
        return _copied(random.choice(_ODD))
    (node, key), (other, its) = random.choice(places), random.choice(places)
    match random.randint(0, 5):
        case 0:
            del node[key]
        case 1:
            node[key] = _copied(random.choice(_ODD))
        case 2:
            node[key] = random.choice(others)
        case 3:
            node[key] = _copied(other[its])
        case 4:
            node[key] = {"not": node[key]} if random.random() < 0.5 else [node[key], _copied(node[key])]
        case _:
            _add(node, key, other[its], random, others)
    return tree


def _add(node: Any, key: Any, value: Any, random: Random, others: tuple[str, ...]) -> None:
    if isinstance(node, list):
        node.insert(key, _copied(value))
    else:
        node[random.choice(others)] = _copied(value)


def _copied(node: Any) -> Any:
    """A copy, which no later change reaches; PyYAML would write the same node twice as an alias."""
    if isinstance(node, dict):
        return {key: _copied(value) for key, value in node.items()}
    return [_copied(value) for value in node] if isinstance(node, list) else node
