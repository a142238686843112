"""Where in the law: `1-79(5)(I)` is section 1-79, subdivision (5), subparagraph (I)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# `opm` is the policy of the Office of Policy and Management, whose parts are items and headings.
_CITATION = re.compile(r"(?P<section>[0-9]{1,3}[a-z]?-[0-9]{1,4}[a-z]{0,3}|opm)(?P<parts>(\([0-9A-Za-z]{1,9}\)){0,6})")


@dataclass(frozen=True, slots=True)
class Citation:
    """A section and the parts inside it, outermost first: `Citation("1-79", ("5", "I"))`."""

    section: str
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.section + "".join(f"({part})" for part in self.parts)

    @property
    def provision(self) -> Citation:
        """The smallest unit with a file of its own: the section's subsection or subdivision."""
        return Citation(self.section, self.parts[:1])

    @property
    def path(self) -> str:
        """The path of the unit's file without its ending: `1-79/5`, or `1-96e` for a section without parts."""
        return "/".join((self.section, *self.parts[:1]))


def parse_citation(text: str) -> Citation | None:
    """The citation, with or without `§` before it, or None; nothing in it can be a path elsewhere."""
    found = _CITATION.fullmatch(text.strip().removeprefix("§").strip())
    if found is None or (found["section"] == "opm" and not found["parts"]):
        return None
    return Citation(found["section"], tuple(re.findall(r"\(([^)]+)\)", found["parts"])))


def citation_named(text: str) -> str:
    """The citation that a person names, be it by `§ 1-84(o)` or by the path of its file, `1-84/o`."""
    name = " ".join(text.removeprefix("§").split())
    return re.sub(r"^([^/() ]+)/([^/() ]+)", r"\1(\2)", name)


@lru_cache(maxsize=4096)
def in_order(citation: str) -> tuple[tuple[bool, int, str], ...]:
    """A key by which citations sort as the law counts: § 1-91(7) before § 1-91(12), and the policy last."""
    parts = re.findall(r"\d+|\D+", citation)
    return tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts)
