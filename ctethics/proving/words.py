"""Which words of a statute a limit rests on, read from the text itself and not from the rule."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ctethics.law.calendar import parse_day
from ctethics.law.stated import StatedLimit, stated_limits
from ctethics.law.statute import Statute
from ctethics.program import Limit


def words_of(statute: Statute, limit: Limit, law: str, day: int) -> StatedLimit | None:
    """The phrase that a limit rests on, as the text in force under the law on a day states it; None: it quotes none."""
    version = limit.versions["current"][0] if text_law(statute, law, day) == "current" else limit.versions[law][-1]
    if version.says is None or version.found is None:
        return None
    says = version.says.lower()
    for stated in _stated(statute, text_law(statute, law, day), version.found.clause):
        words = stated.words.lower()
        if words in says or says in words:
            return stated
    return None


def text_law(statute: Statute, law: str, day: int) -> str:
    """The law whose text is in force: before the day on which the bill takes effect, the other."""
    start = effective_day(statute)
    return "current" if start is not None and day < start else law


def effective_day(statute: Statute) -> int | None:
    """The day of the heading on which the bill takes effect, or None."""
    effective = statute.get("effective")
    return parse_day(effective) if effective is not None else None


def every_phrase(statute: Statute, law: str) -> Iterator[tuple[str, StatedLimit]]:
    """Each phrase of the text under a law, with the innermost clause it stands in."""
    for clause in statute.clauses:
        inner = [other for other in statute.clauses if other != clause and other.startswith(clause)]
        within = {stated for other in inner for stated in _stated(statute, law, other)}
        yield from ((clause, stated) for stated in _stated(statute, law, clause) if stated not in within)


def _stated(statute: Statute, law: str, clause: str) -> list[StatedLimit]:
    return _in_text(statute.text(law, clause))


@lru_cache(maxsize=2048)
def _in_text(text: str) -> list[StatedLimit]:
    return stated_limits(text)
