"""Rule files to a program, in passes; `compile.py` lists them in order.

Importing this loads no pass: rules that are kept compiled (`load.py`, `kept.py`) need none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ctethics.compile.compiled import Compiled

if TYPE_CHECKING:
    from ctethics.compile.compile import check_rules, compile_rules, read_statutes
    from ctethics.compile.examples import Example, Expected, check_examples

__all__ = ["Compiled", "Example", "Expected", "check_examples", "check_rules", "compile_rules", "read_statutes"]

_PASSES = dict.fromkeys(("check_rules", "compile_rules", "read_statutes"), "compile")


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'ctethics.compile' has no attribute {name!r}")
    found = getattr(import_module(f"ctethics.compile.{_PASSES.get(name, 'examples')}"), name)
    globals()[name] = found
    return found
