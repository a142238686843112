"""A receipt has all that it takes to ask again, and nothing else: not the time, the machine or a path."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

import ctethics
from ctethics import CaseError, ReceiptError, UsageError
from tests.receipts.folders import DINNER, ROOT, command, dinner, own_rules, said


def test_a_receipt_says_what_was_asked_of_which_rules_and_what_was_answered() -> None:
    told = dinner("current", strict=True, readings={"crossing": "the whole year"}).to_dict()
    asked = told["asked"]
    assert isinstance(asked, dict)
    assert sorted(told) == ["answer", "asked", "files", "format", "made_by", "sha256"]
    assert (asked["law"], asked["strict"], asked["chosen"]) == ("current", True, ["crossing"])
    assert asked["case"]["events"][0]["value"] == "$75.00"
    assert asked["case_sha256"] == sha256(DINNER.read_bytes()).hexdigest()
    assert asked["readings"] == told["answer"]["readings"]  # type: ignore[index]
    assert asked["readings"]["crossing"] == "the whole year"
    assert told["made_by"] == {"ctethics": ctethics.__version__, "engine": "direct"}
    law = ctethics.load("current", engine="direct")
    readings = {"crossing": "the whole year"}
    assert told["answer"] == law.assess(DINNER, strict=True, readings=readings).to_dict()


def test_the_hash_of_each_rule_and_statute_file_is_that_of_its_bytes() -> None:
    files = dinner().files
    rules = {f"rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in (ROOT / "rules").rglob("*.yaml")}
    assert {name for name in files if name.startswith("rules/")} == rules
    assert {name.removesuffix(".txt").replace("statutes/", "rules/") + ".yaml" for name in files if ".txt" in name} == (
        rules - {"rules/facts.yaml"}
    )
    assert all(sha256((ROOT / name).read_bytes()).hexdigest() == told for name, told in files.items())


def test_the_same_files_elsewhere_have_the_same_names_and_hashes(tmp_path: Path) -> None:
    own = own_rules(tmp_path)
    own.rename(tmp_path / "of the committee")
    assert dinner(rules=tmp_path / "of the committee") == dinner()


def test_a_receipt_is_the_same_to_the_byte_whatever_the_hash_seed_the_locale_the_time_zone_and_the_folder(
    tmp_path: Path,
) -> None:
    texts = set()
    for number, (seed, zone, locale) in enumerate([("1", "UTC", "C"), ("2", "Asia/Tokyo", "C.UTF-8")]):
        here = tmp_path / str(number)
        here.mkdir()
        (here / f"case{number}.yaml").write_bytes(DINNER.read_bytes())
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(ROOT)}
        asked = ["assess", f"case{number}.yaml", "--law", "sb434", "--engine", "direct", "--receipt", "out.json"]
        subprocess.run([sys.executable, "-m", "ctethics", *asked], cwd=here, env=environment, check=True, stdout=-3)
        texts.add((here / "out.json").read_bytes())
    assert len(texts) == 1
    assert not re.search(rb"/tmp|/home|\.py\b", texts.pop())


def test_engines_differ_in_their_names_alone() -> None:
    one, other = (str(dinner(engine=name)) for name in ("direct", "generated"))
    differing = [pair for pair in zip(one.splitlines(), other.splitlines(), strict=True) if pair[0] != pair[1]]
    assert [old.split(":")[0].strip() for old, _ in differing] == ['"engine"', '"engine"', '"sha256"']


def test_the_checksum_is_that_of_the_file_without_it() -> None:
    told = json.loads(str(dinner()))
    checksum = told.pop("sha256")
    rest = json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert sha256(rest.encode()).hexdigest() == checksum


def test_what_a_program_states_is_kept_so_that_it_means_the_same() -> None:
    event = {
        "id": "e",
        "kind": "transfer",
        "date": date(2025, 3, 3),
        "donor": "acme",
        "recipient": "lee",
        "item": "food or beverage",
        "value": Decimal("75.10"),
        "consideration": 5,
        "donor_in_attendance": True,
    }
    made = ctethics.receipt("sb434", {"parties": {"acme": {}, "lee": {}}, "events": [event]}, engine="direct")
    assert made.case_sha256 is None
    assert made.case["events"] == [{**event, "date": "2025-03-03", "value": "$75.10"}]
    assert ctethics.replay(made).is_same


def test_what_no_answer_looks_at_does_no_harm() -> None:
    case = {
        "parties": {"a": {}, "b": {}},
        "events": [{"id": "e", "kind": "transfer", "date": "2025-03-03", "donor": "a", "recipient": "b"}],
        "expect": {"odd": [10**5000, Decimal("NaN"), None, float("inf"), object]},
    }
    made = ctethics.receipt("sb434", case, engine="direct")
    assert ctethics.replay(made).is_same
    assert "Infinity" not in str(made)


def test_half_of_a_character_is_refused(tmp_path: Path) -> None:
    event = {"id": "e", "kind": "transfer", "date": "2025-03-03", "donor": "a", "recipient": "b"}
    case = {"parties": {"a": {}, "b": {}}, "events": [event], "expect": "\ud800"}
    made = ctethics.receipt("sb434", case, engine="direct")
    with pytest.raises(ReceiptError, match="the case holds half of a character"):
        made.write(tmp_path / "r.json")
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_answered_has_no_receipt(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown law `sb343`"):
        ctethics.receipt("sb343", DINNER)
    with pytest.raises(CaseError, match="unknown reading `crosing`"):
        ctethics.receipt("sb434", DINNER, readings={"crosing": "the whole year"})
    done = command("assess", DINNER, "--law", "sb434", "--reading", "crosing=x", "--receipt", tmp_path / "r.json")
    assert isinstance(done.exception, CaseError)
    assert not list(tmp_path.iterdir())


def test_a_receipt_is_written_beside_the_answer_which_stays_the_same(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    asked = ("assess", DINNER, "--law", "sb434", "--engine", "direct", "--format", "json")
    plain, kept = command(*asked), command(*asked, "--receipt", path)
    assert (kept.stdout, kept.stderr, kept.exit_code) == (plain.stdout, f"wrote the receipt to {path}\n", 0)
    assert path.read_text(encoding="utf-8") == str(dinner())
    assert [one.name for one in tmp_path.iterdir()] == ["r.json"]
    assert ctethics.read_receipt(path) == dinner()


def test_a_receipt_takes_the_place_of_a_receipt_and_of_nothing_else(tmp_path: Path) -> None:
    case, path = tmp_path / "dinner.yaml", tmp_path / "r.json"
    case.write_bytes(DINNER.read_bytes())
    dinner("current").write(path)
    assert command("assess", case, "--law", "sb434", "--receipt", path).exit_code == 0
    assert ctethics.read_receipt(path).law == "sb434"
    done = command("assess", case, "--law", "sb434", "--receipt", case)
    assert said(done) == (
        f"{case}: error[CTE614] there is something else with this name\n"
        " why: it would be lost: a receipt takes the place of nothing but a receipt.\n"
        " fix: name another file."
    )
    assert case.read_bytes() == DINNER.read_bytes()
    (tmp_path / "link.json").symlink_to(case)
    for other in (tmp_path, tmp_path / "link.json", "/dev/null"):
        assert "something else with this name" in said(command("assess", case, "--law", "sb434", "--receipt", other))


def test_where_no_receipt_can_be_written_that_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "no" / "r.json"
    done = command("assess", DINNER, "--law", "sb434", "--receipt", path)
    assert said(done) == (
        f"{path}: error[CTE614] the receipt cannot be written\n"
        " why: No such file or directory.\n"
        " fix: check the folder, its permissions and its room."
    )
    assert not list(tmp_path.iterdir())
    dashed = command("assess", DINNER, "--law", "sb434", "--receipt", "-")
    assert (dashed.exit_code, "--receipt takes a file" in dashed.output) == (2, True)


def test_a_write_that_fails_leaves_the_receipt_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.json"
    dinner("current").write(path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReceiptError, match="No space left on device"):
        dinner("sb434").write(path)
    assert [one.name for one in tmp_path.iterdir()] == ["r.json"]
    assert ctethics.read_receipt(path).law == "current"
