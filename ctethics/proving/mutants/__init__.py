"""Slips that somebody could make in a rule: the rules with one thing written otherwise."""

from ctethics.proving.mutants.every import every_mutant
from ctethics.proving.mutants.mutant import Mutant

__all__ = ["Mutant", "every_mutant"]
