"""The ledger in `examples/`: made by its script, answered row by row as the one-case engine answers it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import ctethics
from ctethics.cli import cli
from ctethics.diagnostics import Collector
from ctethics.tables import read_column_map
from tests.report.browser import needs_chromium, opened

EXAMPLES = Path(__file__).parents[2] / "examples"
LEDGER, PARTIES, MAP = (str(EXAMPLES / name) for name in ("ledger.csv", "ledger-parties.csv", "ledger-map.yaml"))
# All that some receive, so that their totals are those of the whole ledger.
OF = ("employee-038", "employee-195", "lee", "member-011")


@dataclass(frozen=True)
class Audited:
    """What the command made of the example."""

    status: int
    told: dict[str, Any]
    rows: list[dict[str, str]]
    rejects: list[dict[str, str]]
    page: Path


def read(path: Path | str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    out = tmp_path_factory.mktemp("audited") / "out.csv"
    page = str(out.with_suffix(".html"))
    options = ["--law", "sb434", "--columns", MAP, "--parties", PARTIES, "-o", str(out), "--show", "excepted by"]
    options += ["--report", page]
    ran = CliRunner().invoke(cli, ["audit", LEDGER, *options, "--show", "due", "--show", "needs", "--format", "json"])
    return Audited(ran.exit_code, json.loads(ran.stdout), read(out), read(out.with_name("out.rejects.csv")), Path(page))


def test_the_script_makes_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(EXAMPLES / "make_ledger.py"), str(tmp_path)], check=True)
    for name in ("ledger.csv", "ledger-parties.csv"):
        assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes()


@needs_chromium
def test_the_page_shows_in_a_browser_the_rows_it_lists_and_filters_them(audited: Audited, tmp_path: Path) -> None:
    page = audited.page.read_text(encoding="utf-8")

    whole, console = opened(page, tmp_path)
    prohibited, _ = opened(page, tmp_path, "#outcome=applies&provision=1-84(m)")

    assert console == []
    assert whole.one(id="count").text == "5,000 of 5,000 rows"
    (counted,) = [p["counts"] for p in audited.told["provisions"] if p["citation"] == "1-84(m)"]
    assert prohibited.one(id="count").text == f"{counted['applies']:,} of 5,000 rows"
    assert prohibited.one("table", id="table").one("tbody").all("tr")


def test_every_row_is_answered_or_rejected(audited: Audited) -> None:
    told = audited.told
    assert (audited.status, told["read"], told["accepted"], told["rejected"]) == (1, 10_000, 9_987, 13)
    ids = Counter(row["Gift No."] for row in read(LEDGER))
    assert Counter(row["Gift No."] for row in audited.rows) + Counter(r["id"] for r in audited.rejects) == ids


def test_the_rejects_name_the_cells_that_nobody_can_read(audited: Audited) -> None:
    assert [(bad["id"], bad["column"], bad["value"]) for bad in audited.rejects] == [
        ("G-00701", "Amount ($)", "€45.00"),
        ("G-01351", "Date", "02/30/2024"),
        ("G-02251", "Amount ($)", "-20.00"),
        ("G-02684", "What", "misc."),
        ("G-03501", "Given by", ""),
        ("G-04021", "Giver there?", "?"),
        ("G-05030", "Amount ($)", "1.234,50"),
        ("G-05641", "Given to", "employee-999"),
        ("G-06541", "Date", "2024-12-31"),
        ("G-06945", "Amount ($)", "12.345"),
        ("G-07652", "Date", ""),
        ("G-09000", "Gift No.", "G-09000"),
        ("G-09000", "Gift No.", "G-09000"),
    ]


def test_the_summary_counts_what_the_rows_say(audited: Audited) -> None:
    rows, told = audited.rows, audited.told
    for provision in told["provisions"]:
        assert Counter(row[provision["citation"]] for row in rows) == provision["counts"], provision["citation"]
    months = Counter(("1-84(j)", f"{row['Date'][6:]}-{row['Date'][:2]}", row["1-84(j)"]) for row in rows)
    counted = {(m["provision"], m["month"], m["outcome"]): m["count"] for m in told["months"]}
    assert {key: n for key, n in counted.items() if key[0] == "1-84(j)"} == months
    held = [name for row in rows for name in {n for c in row if c.endswith(" excepted by") for n in row[c].split(", ")}]
    assert {e["citation"]: e["count"] for e in told["exceptions"]} == Counter(name for name in held if name)
    needs = Counter(name for row in rows for name in row["needs"].split("; ") if name)
    assert {need["fact"]: need["count"] for need in told["needs"]} == needs
    for duty in told["duties"]:
        owing = [row for row in rows if row[duty["provision"]] == "applies"]
        days = [day for row in owing if (day := row.get(f"{duty['provision']} due"))]
        assert (duty["count"], duty["first"], duty["last"]) == (
            len(owing), min(days, default=None), max(days, default=None),
        )  # fmt: skip


def test_the_glance_counts_rows_as_wholes(audited: Audited) -> None:
    law = ctethics.load("sb434", engine="direct")
    provisions = law.program.provisions
    asked = [p["citation"] for p in audited.told["provisions"]]
    glance: Counter[str] = Counter()
    for row in audited.rows:
        said = {citation: row[citation] for citation in asked}
        of_statute = {c: o for c, o in said.items() if not provisions[c].is_policy}
        forbidden = [o for c, o in of_statute.items() if provisions[c].kind == "prohibition"]
        glance["prohibited"] += "applies" in forbidden
        glance["excepted"] += "excepted" in forbidden and "applies" not in forbidden
        glance["undetermined"] += "undetermined" in of_statute.values()
        glance["owing"] += any(o == "applies" and provisions[c].duty is not None for c, o in said.items())
        glance["policy_alone"] += any(
            o == "applies" and not any(said[s] == "applies" for s in provisions[c].summarizes)
            for c, o in said.items()
            if provisions[c].is_policy and (provisions[c].summarizes or provisions[c].kind == "prohibition")
        )
    assert audited.told["glance"] == glance
    assert min(glance.values()) > 0


def cased(row: dict[str, str]) -> dict[str, str]:
    """The row as an event of a case file, by the column map."""
    found = read_column_map(MAP, Collector())
    assert found is not None
    event: dict[str, str] = {"kind": "transfer"}
    for fact, written in found.columns.items():
        cell = row[written.column] if written.column is not None else written.always
        words = {**dict.fromkeys(written.yes, "yes"), **dict.fromkeys(written.no, "no"), **dict(written.values)}
        if cell:
            event[fact] = words.get(cell, cell)
    event["date"] = datetime.strptime(event["date"], "%m/%d/%Y").date().isoformat()
    return event | ({"value": f"${event['value']}"} if "value" in event else {})


def test_rows_are_answered_as_the_one_case_engine_answers_them(audited: Audited) -> None:
    rows = [row for row in audited.rows if row["Given to"] in OF]
    lists = {name for name, fact in ctethics.load("sb434").program.vocabulary.party.items() if fact.type == "list"}
    parties = {}
    for party in read(PARTIES):
        facts = {name: cell for name, cell in party.items() if cell and name != "id"}
        for name in lists & facts.keys():
            facts[name] = [] if facts[name] == "none" else facts[name].split("; ")  # type: ignore[assignment]
        parties[party["id"]] = facts
    case = {"parties": parties, "events": [cased(row) for row in rows]}
    direct = ctethics.load("sb434", engine="direct").assess(case)
    for row in rows:
        result = direct[row["Gift No."]]
        for finding in result.findings:
            assert row[finding.provision] == finding.outcome, (row, finding)
            assert row.get(f"{finding.provision} excepted by", "") == ", ".join(finding.excepted_by)
        for duty in result.duties:
            assert row.get(f"{duty.provision} due", "") == (duty.due or "")
    every = {row[c] for row in rows for c in ("1-84(j)", "1-84(m)", "1-84(o)")}
    assert len(rows) > 100
    assert every == {"applies", "excepted", "does not apply", "undetermined"}
