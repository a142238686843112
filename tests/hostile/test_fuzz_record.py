"""What the fuzz command reads off libFuzzer, keeps and writes down."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from trials.fuzz import keep, record
from trials.fuzz.choices import Bytes
from trials.fuzz.libfuzzer import Found, found_in
from trials.fuzz.targets.trees import changed

SAID = """#512	pulse  cov: 40 ft: 120 corp: 9/1Kb lim: 100 exec/s: 256 rss: 43Mb
#1000	DONE   cov: 48 ft: 134 corp: 14/3737b lim: 4096 exec/s: 500 rss: 43Mb
Done 1000 runs in 2 second(s)
stat::number_of_executed_units: 1000
"""


def test_the_figures_of_a_run_are_those_that_libfuzzer_says_last() -> None:
    assert found_in("yaml", SAID, 0) == Found("yaml", 1000, 2, 48, 134, 14, ())


@pytest.mark.parametrize(
    ("said", "status", "finds"),
    [
        (f"FIND ValueError in a.py, b: 'no'\n{SAID}", 0, ("ValueError in a.py, b: 'no'",)),
        (f"{SAID}SUMMARY: libFuzzer: timeout\n", 70, ("libFuzzer: timeout",)),
        (SAID, -11, ("status -11",)),
    ],
    ids=["an exception", "a timeout", "the end of the interpreter"],
)
def test_what_is_neither_answer_nor_diagnostic_is_a_find(said: str, status: int, finds: tuple[str, ...]) -> None:
    assert found_in("yaml", said, status).finds == finds


def test_a_run_replaces_the_row_of_its_target_and_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "RECORD", tmp_path / "records" / "fuzz.md")
    monkeypatch.setattr(record, "version", lambda _: "1.0")
    for name, runs in (("citation", 5000), ("yaml", 1000), ("citation", 7000)):
        record.write(Found(name, runs, 2, 48, 134, 14, ()))

    rows = [line for line in record.RECORD.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [line.split(" | ")[0] for line in rows] == ["| `yaml`", "| `citation`"]
    assert rows[1].endswith("| 7,000 | 3,500 | 48 | 134 | 14 | none |")


def test_of_each_outcome_the_shortest_input_is_kept_and_of_finds_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep, "KEPT", tmp_path / "kept")
    (tmp_path / "kept" / "yaml").mkdir(parents=True)
    (tmp_path / "kept" / "yaml" / "find-tab").write_bytes(b"longer: than\tothers")
    found = tmp_path / "found"
    found.mkdir()
    for name, given in (("1", b"a: b"), ("2", b"aa: bb"), ("3", b"[a]"), ("4", b"a:\tb")):
        (found / name).write_bytes(given)

    assert keep.keep("yaml", found) == 4
    kept = {path.read_bytes() for path in (tmp_path / "kept" / "yaml").iterdir()}
    assert kept == {b"a: b", b"[a]", b"a:\tb", b"longer: than\tothers"}


def test_bytes_choose_and_where_none_are_left_the_plainest_is_chosen() -> None:
    choose = Bytes(b"\x02\xff\x01")

    assert [choose.one_of("abc"), choose.number(0, 300), choose.one_of("abc"), choose.number(7, 9)] == [
        "c",
        210,
        "a",
        7,
    ]


def test_a_changed_file_is_yaml_still() -> None:
    text = b"a: [b, {c: d}]\ne: f\n"
    made = {changed(text, Random(seed), ("g",)) for seed in range(50)}

    assert len(made) > 20
    assert all(b"&" not in one for one in made)
