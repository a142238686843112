"""A rule file to fill in, from the words of its statute."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from ctethics.editing.layout import lay_out
from ctethics.editing.skeletons import NOT_YET, TODO
from ctethics.editing.skeletons.examples import examples_of
from ctethics.editing.skeletons.stated import Phrase, Stated, limits_of, unread
from ctethics.editing.skeletons.tree import written
from ctethics.editing.written import Block
from ctethics.law.citation import Citation
from ctethics.law.regimes import LAWS
from ctethics.law.statute import Statute
from ctethics.program import EventKind, Vocabulary
from ctethics.rulefile.forms import RULE_FILE

ENACTING: Final = "enacting"
_LETTERED: Final = re.compile(r"\(([A-Z]|\d{1,2})\)")
_EXCEPTING: Final = re.compile(
    r"\b(do(es)? not include|(shall|do|does) not apply|except(ing)?|unless)\b", re.IGNORECASE
)
_LENGTHS: Final = ("days", "months", "years")


class Begun(NamedTuple):
    """A provision to begin; about -- the kind of event it speaks of, None where that is still to be said."""

    citation: Citation
    title: str
    about: EventKind | None
    vocabulary: Vocabulary


def rule_skeleton(begun: Begun, statute: Statute, modeline: str) -> str:
    """The file's text."""
    citation, title, about, vocabulary = begun
    limits = limits_of(statute)
    exceptions = excepted_clauses(statute)
    stem = next((clause for clause in statute.clauses if clause != ENACTING), "")
    left = [c for c in statute.clauses if c not in (ENACTING, stem) and _outer(c) not in exceptions]
    left += [c for c in statute.clauses if _outer(c) in exceptions and c != _outer(c)]
    of_the_rule = [limit for limit in limits if _outer(limit.clause) not in exceptions]
    tree: dict[str, Any] = {
        "provision": str(citation),
        "title": title,
        "about": about.name if about else TODO,
        "kind": TODO,
        "limits": {limit.name: _limit(limit) for limit in limits},
        "holds when": {"all": [_asked(statute, stem), *map(_compared, of_the_rule)]},
        "except": {_key(clause): _exception(clause, statute, limits) for clause in exceptions},
        "not operative": [
            {"clause": c, "because": "it enacts and rules nothing"} for c in statute.clauses if c == ENACTING
        ],
        "not encoded": [{"clause": clause, "because": NOT_YET} for clause in left],
        "examples": examples_of(limits, about, vocabulary),
    }
    block = written({key: value for key, value in tree.items() if value})
    assert isinstance(block, Block)
    first = (f"§ {citation}: {TODO}, in a sentence, what it says. Every {TODO} is for you to decide: ctethics check.",)
    numbers = tuple(f'The text also says "{words}", with no one operator.' for words in unread(statute))
    top = block.entries[0]._replace(before=(modeline, *(f"# {line}" for line in (*first, *numbers)), ""))
    return lay_out(block._replace(entries=(top, *block.entries[1:])), RULE_FILE)


def excepted_clauses(statute: Statute) -> tuple[str, ...]:
    """The lettered clauses in a row after words such as `does not include`."""
    found: list[str] = []
    is_excepting = False
    for clause in statute.clauses:
        text = " ".join(statute.text(law, clause) for law in LAWS)
        if _LETTERED.fullmatch(clause):
            found += [clause] if is_excepting else []
        elif _LETTERED.match(clause) is None:
            own = _EXCEPTING.findall(text)
            is_excepting = bool(own) and _leads_to_a_list(text)
    return tuple(found)


def _leads_to_a_list(text: str) -> bool:
    """Whether the last words of exception have no end of a sentence after them."""
    last = list(_EXCEPTING.finditer(text))[-1]
    return "." not in text[last.end() :].rstrip().removesuffix(":")


def _outer(clause: str) -> str:
    """The lettered clause that a clause is or lies in."""
    found = _LETTERED.match(clause)
    return found[0] if found else clause


def _key(clause: str) -> str:
    return clause[1:-1] if len(clause) == 3 else clause


def _limit(limit: Stated) -> dict[str, Any]:
    phrases = set(limit.by_law.values())
    if len(phrases) == 1:
        return {"every law": _of_law(limit.first)}
    return {law: _of_law(phrase) for law, phrase in limit.by_law.items()}


def _of_law(phrase: Phrase | None) -> dict[str, str]:
    if phrase is None:
        return {"amount": TODO, "says": TODO}
    unit = "amount" if phrase.meaning.unit == "dollars" else phrase.meaning.unit
    number = f"${phrase.meaning.number}.00" if unit == "amount" else str(phrase.meaning.number)
    return {unit: number, "says": phrase.words}


def _asked(statute: Statute, clause: str) -> dict[str, Any]:
    """A question for whoever reads the clause, with its words."""
    by_law = {law: _own_words(statute, clause, law) for law in LAWS}
    words = [text for text in by_law.values() if text]
    if len(words) < len(by_law):
        return {"fact": TODO, "is": "yes"}
    return {"fact": TODO, "is": "yes", "quote": words[0] if len(set(words)) == 1 else by_law}


def _own_words(statute: Statute, clause: str, law: str) -> str:
    """The clause's words without its letter and without what joins it to the next."""
    runs = (run.text for run in statute.words if law in run.laws and run.clause == clause)
    text = re.sub(r"^\([0-9A-Za-z]{1,5}\) ", "", " ".join(" ".join(runs).split()))
    text = re.sub(r"[,;:.]?(\s(and|or))?[,;:.]?$", "", text)
    found = statute.find(text, law, clause)
    return text if found else ""


def _compared(limit: Stated) -> dict[str, Any]:
    """A comparison with the limit, by the operator that its words have."""
    meaning = limit.first.meaning
    if meaning.unit in ("times", "hours", "day of the month"):
        return {"total": TODO, "is": meaning.operator, "limit": limit.name}
    after = {"after": "date"} if meaning.unit in _LENGTHS else {}
    return {"fact": TODO, "is": meaning.operator, "limit": limit.name, **after}


def _exception(clause: str, statute: Statute, limits: tuple[Stated, ...]) -> dict[str, Any]:
    own = [limit for limit in limits if _outer(limit.clause) == clause]
    asked = _asked(statute, clause)
    when = {"all": [asked, *map(_compared, own)]} if own else asked
    return {"title": _title(_own_words(statute, clause, next(iter(LAWS)))), "when": when}


def _title(words: str) -> str:
    """The first words of a clause, as something to call it by."""
    text = re.sub(r"^(an?|the) ", "", re.split(r"[,;:.(]", words)[0], flags=re.IGNORECASE)
    short = " ".join(text.split()[:6])
    return short[:1].upper() + short[1:] or TODO
