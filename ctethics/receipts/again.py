"""A receipt's question put to the rules at hand."""

from __future__ import annotations

from dataclasses import replace as with_
from typing import NoReturn

from ctethics.diagnostics import CaseError, Collector, Diagnostic, near
from ctethics.engines.registry import ENGINES, default_engine, loadable_engines
from ctethics.law.regimes import LAWS
from ctethics.outcome import Determination
from ctethics.program import Program
from ctethics.receipts.errors import ReceiptError, refuse
from ctethics.receipts.record import Receipt
from ctethics.receipts.rules import RulesAtHand
from ctethics.source.python_tree import from_python


def ask_again(
    receipt: Receipt, shown: str, at_hand: RulesAtHand, engine: str | None
) -> tuple[Determination, tuple[str, ...]]:
    """The answer of the rules at hand, with what had to be asked otherwise, in sentences.

    shown -- the receipt's name in messages; engine -- instead of the receipt's. Raises ReceiptError, EngineError,
    UsageError.
    """
    if receipt.law not in LAWS:
        why = f"this ctethics knows the laws {' and '.join(LAWS)}."
        fix = "replay it with the ctethics that made it."
        refuse("CTE607", f"{shown}.asked.law", f"unknown law `{receipt.law}`", why=why, fix=fix)
    by, about_engine = (engine, ()) if engine else _engine(receipt, shown)
    readings, about_readings = _readings(receipt, shown, at_hand.program)
    law, problems = at_hand.law(receipt.law, by), Collector()
    node = from_python(receipt.case, f"{shown}.asked.case", problems)
    try:
        answer = law.assess_node(node, problems, strict=receipt.is_strict, readings=readings)
    except CaseError as error:
        raise ReceiptError(map(_no_longer, error.diagnostics)) from error
    return answer, (*about_engine, *about_readings)


def _no_longer(slip: Diagnostic) -> Diagnostic:
    """A slip of a case that was none when the receipt was made."""
    why = f"{slip.why[:-1] if slip.why.endswith('.') else slip.why}; the answer of then is in the receipt, unharmed."
    fix = "replay it with rules that know such a case, or state the case anew and assess it."
    return with_(slip, what=f"these rules do not accept the case: {slip.what}", why=why, fix=fix)


def _engine(receipt: Receipt, shown: str) -> tuple[str, tuple[str, ...]]:
    named = receipt.engine
    if named not in ENGINES:
        why = f"this ctethics has {', '.join(ENGINES[:-1])} and {ENGINES[-1]}."
        fix = "name one of these with `--engine`: every engine must answer the same."
        refuse("CTE701", f"{shown}.made_by.engine", f"unknown engine `{named}`", why=why, fix=fix)
    if named in loadable_engines():
        return named, ()
    return default_engine(), (f"The engine {named} cannot load here: {default_engine()} answered in its place.",)


def _readings(receipt: Receipt, shown: str, program: Program) -> tuple[dict[str, str], tuple[str, ...]]:
    """The receipt's choice of each reading that the rules know; of a choice that somebody made, they must."""
    kept, notes = {}, []
    for name, choice in sorted(receipt.readings.items()):
        reading = program.readings.get(name)
        if reading is not None and choice in reading.choices:
            kept[name] = choice
        elif name in receipt.chosen:
            _refuse_reading(name, choice, shown, program)
        elif reading is None:
            notes.append(f"These rules have no reading {name}, which was {choice} by default.")
        else:
            notes.append(
                f"The reading {name} can no longer be {choice}, its default then: {reading.default} was taken."
            )
    new = sorted(program.readings.keys() - receipt.readings.keys())
    notes += [f"The reading {name} is new: {program.default_readings[name]} was taken, its default." for name in new]
    return kept, tuple(notes)


def _refuse_reading(name: str, choice: str, shown: str, program: Program) -> NoReturn:
    reading = program.readings.get(name)
    guess = near(choice, reading.choices) if reading else near(name, program.readings)
    near_one = f"; there is `{guess}`" if guess else ""
    what = f"unknown choice `{choice}` of the reading `{name}`" if reading else f"unknown reading `{name}`"
    why = f"the case was put under this choice, and these rules do not have it{near_one}."
    fix = "replay the receipt with rules that have it, or assess the case anew."
    refuse("CTE607", f"{shown}.asked.readings", what, why=why, fix=fix)
