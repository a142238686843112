"""Rule files to a program, in passes; `compile.py` lists them in order."""

from ctethics.compile.compile import Compiled, compile_rules, read_statutes
from ctethics.compile.examples import Example, Expected, check_examples

__all__ = ["Compiled", "Example", "Expected", "check_examples", "compile_rules", "read_statutes"]
