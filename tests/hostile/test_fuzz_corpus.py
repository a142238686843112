"""Inputs that fuzzing kept: each is answered or refused with our own diagnostics, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from trials.fuzz.keep import KEPT
from trials.fuzz.targets import TARGETS, target

INPUTS = sorted(path for path in KEPT.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_input_is_answered_or_refused_with_a_remedy(path: Path) -> None:
    if path.parent.name == "durable":
        pytest.importorskip("durable_rules_engine", exc_type=ImportError)

    assert target(path.parent.name).run(path.read_bytes())


def test_inputs_are_kept_for_every_target_and_are_few_and_small() -> None:
    assert {path.parent.name for path in INPUTS} == set(TARGETS)
    assert len(INPUTS) < 200
    assert sum(path.stat().st_size for path in INPUTS) < 300_000


def test_no_input_is_kept_twice() -> None:
    contents = [(path.parent.name, path.read_bytes()) for path in INPUTS]

    assert len(set(contents)) == len(contents)


def test_a_target_can_find_something(monkeypatch: pytest.MonkeyPatch) -> None:
    from ctethics.law import citation
    from trials.fuzz.targets import fuzz_citation

    monkeypatch.setattr(fuzz_citation, "parse_citation", lambda _: citation.Citation("..", ("etc",)))

    with pytest.raises(AssertionError, match="not the name of a file"):
        target("citation").run(b"../etc")
