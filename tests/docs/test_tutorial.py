"""The tutorial for an analyst is a sitting that can be had again: its edits made, its commands run, in their order."""

from pathlib import Path

import pytest

from ctethics.cli.scenes import session_pages_of

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def played() -> dict[str, str]:
    return session_pages_of(DOCS)


def test_the_recorded_pages_are_what_their_sessions_print_today(played: dict[str, str]) -> None:
    assert set(played) == {"receipts.md", "tutorial-analyst.md"}
    for name, text in played.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"stale: run `ctethics docs`, and look at {name}"


def test_the_sitting_ends_with_every_problem_mended_and_every_example_coming_out(played: dict[str, str]) -> None:
    checks = [block for block in played["tutorial-analyst.md"].split("```console\n") if block.startswith("$ ctethics ")]
    last_check = [block for block in checks if block.startswith("$ ctethics check\n")][-1]
    last_test = [block for block in checks if block.startswith("$ ctethics test")][-1]
    assert "; no problems\n" in last_check
    assert ": none failed\n" in last_test


def test_the_limit_that_moves_is_objected_to_by_words_by_examples_and_by_cases(played: dict[str, str]) -> None:
    page = played["tutorial-analyst.md"]
    for code in ("error[CTE303]", "error[CTE301]", "warning[CTE908]", "error[CTE502]", "error[CTE503]"):
        assert code in page
