"""Small rule folders on disk, compiled by the same passes as the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from ctethics import Law
from ctethics.api import load_rules
from ctethics.compile import Compiled
from tests.asking import law_of
from tests.strategies import Told

FACTS = """
party:
  kind: {type: choice, choices: [person, business], question: What is it?}
  registrant: {type: yes or no, question: Registered?}
  lobbyist for: {type: list, question: For whom?}
  employed by: {type: list, question: By whom?}
  owned by: {type: list, question: By whom?}
events:
  transfer:
    about: something passes
    parties:
      donor: {question: Who gave it?}
      recipient: {question: Who received it?}
    facts:
      value: {type: amount, question: Worth?}
      label: {type: text, question: Which?}
      shade: {type: choice, choices: [SHADES], question: Which shade?}
      red: {type: yes or no, question: Red?}
      green: {type: yes or no, question: Green?}
      blue: {type: yes or no, question: Blue?}
      gray: {type: yes or no, question: Gray?}
      FLAGS
"""
SHADES = tuple(f"shade {number}" for number in range(60))
FLAGS = tuple(f"flag {number}" for number in range(14))
STATUTE = """
provision: {citation}
title: A made-up provision
words: not in the sources
rests on: nothing, it is made up
---
{{>>stem<<}}It applies.
{{>>(A)<<}}(A) One.
{{>>(B)<<}}(B) Another.
{{>>(C)<<}}(C) A third.
"""
EXAMPLES = """
examples:
  given:
    parties: {ann: {}, rae: {}}
    event: {kind: transfer, date: 2025-03-03, donor: ann, recipient: rae}
  cases:
    - {name: nothing is said, event: {label: one}, expect: {every law: undetermined}}
"""


def compiled(folder: Path, rules: Mapping[str, str]) -> Compiled:
    """Rule files by the letter of their provision, `a` being § 1-1(a): what follows its heading."""
    flags = "\n      ".join(f"{name}: {{type: yes or no, question: Yes?}}" for name in FLAGS)
    facts = FACTS.replace("SHADES", ", ".join(SHADES)).replace("FLAGS", flags)
    write(folder / "rules" / "facts.yaml", facts)
    for letter, body in rules.items():
        citation = f"1-1({letter})"
        heading = f"provision: {citation}\ntitle: Made up\nabout: transfer\nkind: definition\n"
        write(folder / "rules" / "1-1" / f"{letter}.yaml", heading + dedent(body) + EXAMPLES)
        write(folder / "statutes" / "1-1" / f"{letter}.txt", STATUTE.format(citation=citation))
    return load_rules(folder / "rules")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.lstrip("\n"), encoding="utf-8")


def law_from(folder: Path, engine: str, rules: Mapping[str, str]) -> Law:
    """The rule files as a law, under the engine."""
    return law_of(compiled(folder, rules).program, "current", engine)


def events(*told: Told) -> Told:
    """A case of one donor and one recipient; the events are `e00`, `e01`, … on one day."""
    core = {"kind": "transfer", "date": "2025-03-03", "donor": "ann", "recipient": "rae"}
    listed = [{"id": f"e{number:02}", **core, **facts} for number, facts in enumerate(told)]
    return {"parties": {"ann": {}, "bolt": {}, "rae": {}}, "events": listed}


def last(law: Law, *told: Told, **question: object) -> list[str]:
    """The outcomes of the last event, provision by provision."""
    result = law.assess(events(*told), **question)
    return [finding.outcome for finding in result.events[-1].findings]
