"""Answers and rules as text for people."""

from ctethics.report.coverage import coverage_of, render_coverage
from ctethics.report.coverage_json import coverage_as_json
from ctethics.report.filings import icalendar_of, render_filings
from ctethics.report.provisions import render_provisions
from ctethics.report.show import render_provision
from ctethics.report.text import render_finding, render_text

__all__ = [
    "coverage_as_json",
    "coverage_of",
    "icalendar_of",
    "render_coverage",
    "render_filings",
    "render_finding",
    "render_provision",
    "render_provisions",
    "render_text",
]
