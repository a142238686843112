"""Rule bases drawn at random, over a vocabulary that has every type of fact."""

from tests.rule_bases.files import Size, readings_of
from tests.rule_bases.limits import BILL
from tests.rule_bases.programs import SMALL, WIDE, RuleBase, make_program, programs
from tests.rule_bases.vocabulary import SORTS, vocabulary

READINGS = readings_of("1-1(a)", 0)

__all__ = ["BILL", "READINGS", "SMALL", "SORTS", "WIDE", "RuleBase", "Size", "make_program", "programs", "vocabulary"]
