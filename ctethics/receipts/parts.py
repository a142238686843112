"""The parts of what was read from JSON, each of the kind it must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Misshapen(ValueError):
    """Which part is missing or of another kind than it must be."""


@dataclass(frozen=True, slots=True)
class Part:
    """An object of JSON; path -- where it stands. Each method raises Misshapen for a part that is not of its kind."""

    told: Mapping[str, Any]
    path: str = ""

    def part(self, name: str) -> Part:
        return Part(self._of(name, dict, "an object"), self._at(name))

    def parts(self, name: str) -> list[Part]:
        listed = self._of(name, list, "a list")
        if not all(isinstance(one, dict) for one in listed):
            raise Misshapen(f"`{self._at(name)}` is not a list of objects")
        return [Part(one, f"{self._at(name)}[{index}]") for index, one in enumerate(listed)]

    def text(self, name: str) -> str:
        found: str = self._of(name, str, "text")
        return found

    def text_or_none(self, name: str) -> str | None:
        return None if name in self.told and self.told[name] is None else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        listed = self._of(name, list, "a list")
        if not all(isinstance(one, str) for one in listed):
            raise Misshapen(f"`{self._at(name)}` is not a list of texts")
        return tuple(listed)

    def texts_by_name(self, name: str) -> dict[str, str]:
        found: dict[str, str] = self._of(name, dict, "an object")
        if not all(isinstance(one, str) for one in found.values()):
            raise Misshapen(f"`{self._at(name)}` is not texts by name")
        return found

    def yes_or_no(self, name: str) -> bool:
        return bool(self._of(name, bool, "true or false"))

    def whole_number(self, name: str) -> int:
        found = self._of(name, int, "a whole number")
        if isinstance(found, bool) or not 0 < found < 10**6:
            raise Misshapen(f"`{self._at(name)}` is not the number of a format")
        return int(found)

    def _of(self, name: str, kind: type, called: str) -> Any:
        if name not in self.told:
            raise Misshapen(f"it has no `{self._at(name)}`")
        if not isinstance(self.told[name], kind):
            raise Misshapen(f"`{self._at(name)}` is not {called}")
        return self.told[name]

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name
