"""A vocabulary as the file of facts that declares it."""

from __future__ import annotations

from ctethics.explain.duties import show_value
from ctethics.program import Fact, Role, Vocabulary
from tests.rule_bases.parts import filled
from tests.rule_bases.told import Told


def facts(vocabulary: Vocabulary) -> Told:
    """The file of facts."""
    events = {
        name: {
            "about": kind.about,
            "parties": {role.name: _role(role) for role in kind.roles.values()},
            "facts": {fact.name: _fact(fact) for fact in kind.facts.values()},
        }
        for name, kind in vocabulary.events.items()
    }
    return {"party": {fact.name: _fact(fact) for fact in vocabulary.party.values()}, "events": events}


def _role(role: Role) -> Told:
    optional = "yes" if role.is_optional else ""
    return filled({"question": role.question, "optional": optional, "presume": role.presume, "why": role.why})


def _fact(fact: Fact) -> Told:
    presume = None if fact.presume is None else show_value(fact.presume, fact.type)
    asked = {"type": fact.type, "choices": list(fact.choices), "question": fact.question}
    return filled({**asked, "presume": presume, "otherwise": fact.otherwise, "why": fact.why})
