"""Rule files as written: their sections, each with its place, before any name is looked up."""

from ctethics.rulefile.document import ExampleDoc, ExceptDoc, LimitDoc, RuleDocument
from ctethics.rulefile.parse import parse_rule
from ctethics.rulefile.shape import Shape

__all__ = ["ExampleDoc", "ExceptDoc", "LimitDoc", "RuleDocument", "Shape", "parse_rule"]
