"""Which examples state the same facts."""

from __future__ import annotations

from collections.abc import Collection, Hashable

from ctethics.source import Mapping, Node, Scalar, Sequence


class Facts:
    """The facts of cases, to be compared, without regard to how much those of `amounts` are where they are known."""

    def __init__(self, amounts: Collection[str] = ()) -> None:
        self.amounts = amounts
        # By identity: most cases of a file share the parties that are given.
        self.read: dict[int, Hashable] = {}

    def __call__(self, case: Mapping) -> Hashable:
        parties, events, readings = (case.items.get(key) for key in ("parties", "events", "readings"))
        told = parties.items if isinstance(parties, Mapping) else {}
        return (
            frozenset([(id_, self._party(node)) for id_, node in told.items()]),
            self._value(events) if events is not None else None,
            self._value(readings) if readings is not None else None,
        )

    def _party(self, node: Node) -> Hashable:
        if id(node) not in self.read:
            self.read[id(node)] = self._value(node)
        return self.read[id(node)]

    def _value(self, node: Node) -> Hashable:
        if isinstance(node, Scalar):
            return node.value if isinstance(node.value, str) else node.text
        if isinstance(node, Sequence):
            return tuple([self._value(item) for item in node.items])
        return frozenset([(key, self._fact(key, inner)) for key, inner in node.items.items()])

    def _fact(self, key: str, node: Node) -> Hashable:
        is_amount = key in self.amounts and isinstance(node, Scalar) and node.value != "unknown"
        return "an amount" if is_amount else self._value(node)
