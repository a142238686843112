"""Rule files to a program, in passes; `compile.py` lists them in order."""

from ctethics.compile.compile import Compiled, compile_rules
from ctethics.compile.examples import Example, Expected

__all__ = ["Compiled", "Example", "Expected", "compile_rules"]
