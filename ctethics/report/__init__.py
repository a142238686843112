"""Answers and rules as text for people."""

from ctethics.report.provisions import render_provisions
from ctethics.report.show import render_provision
from ctethics.report.text import render_text

__all__ = ["render_provision", "render_provisions", "render_text"]
