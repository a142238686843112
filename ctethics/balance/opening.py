"""What is checked of a ledger's file when it is opened, and worked out anew where the rules are others."""

from __future__ import annotations

import json
from typing import Any

from ctethics.balance.derive import Derived, Say
from ctethics.balance.errors import LedgerError, refusal
from ctethics.balance.file import File
from ctethics.balance.fingerprint import fingerprint
from ctethics.balance.told import told_event, told_party, type_facts
from ctethics.diagnostics import CaseError, Diagnostic, Span, UsageError


def begin(file: File, derived: Derived, say: Say, *, facts_only: bool) -> str:
    """The rules' fingerprint, by which the file is answered now.

    Raises UsageError for a file kept under another law, LedgerError for facts that the rules do not know.
    """
    rules = fingerprint(derived.program)
    if not _is_answered(file, derived, rules) and not facts_only:
        try:
            _answer(file, derived, rules, say)
        except LedgerError as error:
            if error.diagnostics[0].code == "CTE805":
                what = "the ledger was answered by other rules, and cannot be answered anew"
                why = f"{error.diagnostics[0].what}: {error.diagnostics[0].why}"
                fix = "copy it to where it can be written; `facts_only=True` lets its `case()` be read as it is."
                raise refusal(file.path, "CTE810", what, why, fix) from error
            raise
    return rules


def _answer(file: File, derived: Derived, rules: str, say: Say) -> None:
    with file.writing():
        # Another process may have done it meanwhile.
        if not _is_answered(file, derived, rules):
            _check_facts(file, derived)
            derived.facts.put_meta("question", _asked(derived))
            derived.facts.put_meta("rules", rules)
            derived.make_anew(say)


def _is_answered(file: File, derived: Derived, rules: str) -> bool:
    """Whether the file is answered under this law and by these rules. Raises UsageError for another law."""
    with file.reading():
        kept, by = derived.facts.meta("question"), derived.facts.meta("rules")
    if kept is not None:
        _check_question(file, derived, json.loads(kept))
    return by == rules and kept == _asked(derived)


def _asked(derived: Derived) -> str:
    mine = derived.question
    asked = {"law": mine.law, "strict": mine.is_strict, "readings": mine.readings}
    return json.dumps(asked, sort_keys=True)


def _check_question(file: File, derived: Derived, kept: dict[str, Any]) -> None:
    """Raises UsageError for another law, strictness or choice; a reading that is new counts as kept by its default."""
    mine, readings = derived.question, derived.program.default_readings | kept["readings"]
    told = [f"law `{kept['law']}`"] if kept["law"] != mine.law else []
    told += [f"strict {'yes' if kept['strict'] else 'no'}"] if kept["strict"] != mine.is_strict else []
    told += [
        f"reading `{name}`: `{readings[name]}`"
        for name in sorted(mine.readings)
        if readings[name] != mine.readings[name]
    ]
    if told:
        what = f"the ledger is kept under another question: {', '.join(told)}"
        why = "it is answered under one law, one strictness and one choice of readings."
        fix = "open it with these, or add what its `case()` gives to a new file."
        raise UsageError([Diagnostic("CTE804", Span.whole(file.path), what, why, fix)])


def _check_facts(file: File, derived: Derived) -> None:
    """Raises LedgerError where a stored fact is none that the rules know."""
    vocabulary, facts = derived.program.vocabulary, derived.facts
    parties = {id_: told_party(party, vocabulary) for id_, party in facts.all_parties().items()}
    try:
        for id_, told in parties.items():
            type_facts(vocabulary, [], {id_: told})
        for event in facts.all_events():
            type_facts(vocabulary, [told_event(event, vocabulary)], {party: {} for party in event.roles.values()})
    except CaseError as error:
        first = error.diagnostics[0]
        what = f"the ledger holds what these rules do not know: {first.what}"
        fix = "open it with the rules it was made by; `facts_only=True` lets its `case()` be read with these."
        raise refusal(file.path, "CTE809", what, first.why, fix) from error
