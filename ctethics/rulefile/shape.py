"""Checking that a node has the shape its place asks for, with one clear message where it has not."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ctethics.diagnostics import Collector, Span, near
from ctethics.rulefile.form import Form
from ctethics.source import Mapping, Node, Scalar, Sequence


class Shape(NamedTuple):
    """Reports CTE202 to `problems` for keys that are unknown or missing and for values of the wrong shape."""

    problems: Collector

    def mapping(self, node: Node | None, what: str) -> Mapping | None:
        """The node as a mapping, or None and a diagnostic."""
        if node is None or isinstance(node, Mapping):
            return node
        self._wrong(node, f"{what} is not a mapping", "it has named parts.", "write `name: value` lines below it.")
        return None

    def form(
        self, node: Node | None, form: Form, name: str = "", needs: Collection[str] = ()
    ) -> dict[str, Node] | None:
        """The mapping's values by key, or None; a key that the form has not, or one missing, is reported.

        name -- its own, where the form's has a place for it; needs -- keys that must be there besides the required.
        """
        mapping = self.mapping(node, form.what.format(name))
        if mapping is None:
            return None
        for key, span in mapping.keys.items():
            if key not in form.by_name:
                self._unknown(key, span, form, name, needs)
        missing = [key for key in (*form.required, *needs) if key not in mapping.items]
        for key in missing:
            why = f"{form.what.format(name)} is incomplete without it."
            self.problems.add("CTE202", mapping.span, f"`{key}` is missing", why=why, fix=f"add `{key}: …`.")
        return None if missing else mapping.items

    def _unknown(self, key: str, span: Span, form: Form, name: str, needs: Collection[str]) -> None:
        known = tuple(dict.fromkeys((*form.required, *needs, *form.by_name)))
        guess = near(key, known)
        fix = f"write `{guess}`." if guess else f"use one of: {', '.join(known)}."
        why = f"{form.what.format(name)} has no such key."
        self.problems.add("CTE202", span, f"unknown key `{key}`", why=why, fix=fix)

    def scalar(self, node: Node | None, what: str) -> Scalar | None:
        """The node as one non-empty value, or None and a diagnostic."""
        if node is None:
            return None
        if isinstance(node, Scalar) and node.text.strip():
            return node
        self._wrong(node, f"{what} is not one value", "a single value belongs here.", "write it after the colon.")
        return None

    def text(self, node: Node | None, what: str) -> str:
        """The node's text, white space folded, or nothing and a diagnostic."""
        scalar = self.scalar(node, what)
        return " ".join(scalar.text.split()) if scalar else ""

    def scalars(self, node: Node | None, what: str) -> tuple[Scalar, ...]:
        """The values of a list, or of one value on its own; a list of none is reported."""
        if node is None:
            return ()
        if isinstance(node, Sequence) and not node.items:
            self._wrong(node, f"{what} names nothing", "it lists one or more.", "write at least one.")
        items = node.items if isinstance(node, Sequence) else (node,)
        return tuple(scalar for item in items if (scalar := self.scalar(item, what)))

    def sequence(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """The nodes of a list; nothing and a diagnostic where it is none or empty."""
        if isinstance(node, Sequence) and node.items:
            return node.items
        if node is not None:
            self._wrong(node, f"{what} is not a list", "it lists one or more.", "write `- …` lines below it.")
        return ()

    def _wrong(self, node: Node, what: str, why: str, fix: str) -> None:
        self.problems.add("CTE202", node.span, what, why=why, fix=fix)
