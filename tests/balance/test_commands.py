"""`ctethics ledger` in a terminal: what each command acknowledges, shows, and takes in and out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ctethics import load
from tests.balance.terminal import EXAMPLES, Terminal

ROOT = EXAMPLES.parent
FILE = "gifts.ctledger"
DINNER = """\
added dinner: transfer, 2025-03-03, acme → lee, $75.00
  applies: § 1-84(o), OPM policy, item 6
  excepted: § 1-79(5) by (I); § 1-84(m) by 1-79(5)(I); § 1-91(7) by (I)
  due: acme owes lee and head of OPM a written report, not later than 2025-03-13
    (§ 1-84(o))
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys)


@pytest.fixture
def meals(run: Terminal) -> Terminal:
    """A ledger that has a dinner and a lunch."""
    assert run("add", FILE, "examples/dinner.yaml", "--law", "sb434") == (0, DINNER, "")
    assert run("add", FILE, "examples/lunch.yaml").status == 0
    return run


# add


def test_a_new_file_wants_a_law_and_is_not_made_without_one(run: Terminal) -> None:
    done = run("add", FILE, "examples/dinner.yaml")
    assert done.status == 2
    assert done.err.endswith(f"Error: {FILE} is new. Under which law? Add --law current or --law sb434.\n")
    assert not (run.folder / FILE).exists()


def test_a_case_names_the_law_of_a_new_file_unless_the_caller_does(run: Terminal) -> None:
    case = run.write("case.yaml", "law: current\n" + (EXAMPLES / "dinner.yaml").read_text(encoding="utf-8"))
    run("add", FILE, case)
    run("add", "other.ctledger", case, "--law", "sb434")
    assert run("check", FILE).out == "gifts.ctledger: whole, 1 event under current\n"
    assert run("check", "other.ctledger").out == "other.ctledger: whole, 1 event under sb434\n"


def test_no_file_is_made_for_a_case_with_slips(run: Terminal) -> None:
    text = (EXAMPLES / "lunch.yaml").read_text(encoding="utf-8").replace("value:", "valeu:")
    for command in ("add", "import"):
        assert run(command, FILE, run.write("case.yaml", text), "--law", "sb434") == (
            1,
            "",
            "case.yaml:13:5: error[CTE601] unknown fact `valeu`\n"
            " 13 |     valeu: $24.00\n"
            "    |     ^^^^^\n"
            " why: a transfer has no such fact; a misspelt name would be taken for silence.\n"
            " fix: write `value`.\n",
        )
    assert not (run.folder / FILE).exists()


def test_a_back_dated_event_says_what_it_changed(meals: Terminal) -> None:
    changed = [line for line in meals("add", FILE, "examples/breakfast.yaml").out.splitlines() if "→" in line][1:]
    assert changed == [
        "    recipient during that calendar year: $75.00 → $85.00",
        "  changed: lunch, § 1-79(5): excepted → applies",
        "  changed: lunch, § 1-84(m): excepted → applies",
        "    recipient during that calendar year: $99.00 → $109.00",
        "  changed: lunch, § 1-91(7): excepted → applies",
    ]


def test_the_same_event_again_is_known_already(meals: Terminal) -> None:
    known = "known already, dinner: transfer, 2025-03-03, acme → lee, $75.00\n"
    assert meals("add", FILE, "examples/dinner.yaml") == (0, known, "")
    assert meals("add", FILE, "examples/dinner.yaml", "--correct") == (
        0,
        f"known already, acme, lee\n{known}",
        "",
    )


def test_a_part_of_an_event_is_a_correction_and_has_to_be_called_one(meals: Terminal) -> None:
    returned = '{"id": "lunch", "returned": "2025-04-20"}'
    assert meals("add", FILE, "-", given=returned) == (
        1,
        "",
        "standard input, line 1: error[CTE807] the event `lunch` is known already, and only a part of it is stated\n"
        " why: an event stays as it was stated until it is corrected.\n"
        " fix: replace the facts named with --correct.\n",
    )
    done = meals("add", FILE, "-", "--correct", given=returned)
    assert (done.status, done.err) == (0, "")
    assert "changed: lunch, § 1-79(5): excepted → does not apply" in done.out
    back = meals("add", FILE, "-", "--correct", given='{"id": "lunch", "returned": "unknown"}')
    assert "changed: lunch, § 1-79(5): does not apply → excepted" in back.out


def test_a_correction_says_at_which_place_it_is_wrong(meals: Terminal) -> None:
    given = "events:\n  - id: lunch\n    vaule: $20.00\n"
    done = meals("add", FILE, "-", "--correct", given=given)
    assert done.err.startswith("standard input:3:5: error[CTE601] unknown fact `vaule`\n")


def test_parties_need_not_be_described_twice_and_can_be_corrected(meals: Terminal) -> None:
    third = '{"id": "tea", "kind": "transfer", "date": "2025-05-01", "donor": "acme", "recipient": "lee"}'
    assert meals("add", FILE, "-", given=third).status == 0
    done = meals("add", FILE, "-", "--correct", given="parties: {acme: {registrant: yes}, kim: {kind: person}}")
    assert done.out.startswith("added the party kim\nstated of acme\n  changed: dinner, § 1-84(j): does not apply → ")


def test_events_before_one_that_is_refused_stay(meals: Terminal) -> None:
    tea = '{"id": "tea", "kind": "transfer", "date": "2025-05-01", "donor": "acme", "recipient": "lee"}'
    other = tea.replace("tea", "dinner")
    done = meals("add", FILE, "-", given=f"{tea}\n{other}\n")
    assert (done.status, done.out.splitlines()[0]) == (1, "added tea: transfer, 2025-05-01, acme → lee")
    assert done.err == (
        "gifts.ctledger: error[CTE807] the id `dinner` is used already, with other facts: date, donor in attendance,"
        " item, value\n"
        " why: an event stays as it was stated until it is corrected.\n"
        " fix: leave it out or, for an event, give it another id; or replace the facts named with"
        " `ctethics ledger add --correct`.\n"
    )
    assert "tea" in meals("show", FILE).out


def test_an_event_entered_by_mistake_is_taken_out(meals: Terminal) -> None:
    meals("add", FILE, "examples/breakfast.yaml")
    done = meals("remove", FILE, "breakfast")
    assert done.out.startswith("removed breakfast\n  changed: dinner, § 1-84(o): ")
    assert "  changed: lunch, § 1-79(5): applies → excepted\n" in done.out
    assert meals("check", FILE).out == "gifts.ctledger: whole, 2 events under sb434\n"
    told = json.loads(meals("remove", FILE, "lunch", "--format", "json").out)
    assert told == {"removed": "lunch", "changed": []}
    assert meals("remove", FILE, "lunch").status == 1


def test_a_case_under_another_law_is_added_only_where_the_caller_says_so(meals: Terminal) -> None:
    case = meals.write("case.yaml", "law: current\n" + (EXAMPLES / "tickets.yaml").read_text(encoding="utf-8"))
    assert meals("add", FILE, case) == (
        2,
        "",
        "law: error[CTE804] the case is under the law `current`\n"
        " why: gifts.ctledger is kept under `sb434`.\n"
        " fix: leave out its `law:`, or add --law sb434 to have it answered under that one.\n",
    )
    assert meals("add", FILE, case, "--law", "sb434").status == 0


def test_json_is_one_object_a_line(meals: Terminal) -> None:
    (line,) = meals("add", FILE, "examples/breakfast.yaml", "--format", "json").out.splitlines()
    told = json.loads(line)
    assert (told["id"], told["is_new"], told["answer"]["duties"]) == ("breakfast", True, [])
    assert {one["event"] for one in told["changed"]} == {"dinner", "lunch"}


def test_each_line_of_a_stream_is_acknowledged_before_the_next_comes(tmp_path: Path) -> None:
    parties = {"acme": {"kind": "business"}, "lee": {"kind": "person"}}
    command = [sys.executable, "-m", "ctethics", "ledger", "add", FILE, "-", "--law", "sb434"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as child:
        assert child.stdin
        assert child.stdout
        for number in (1, 2):
            event = {"id": f"e{number}", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}
            child.stdin.write(json.dumps({"parties": parties, "events": [event]}) + "\n")
            child.stdin.flush()
            while not (line := child.stdout.readline()).startswith("added"):
                assert line
            assert line == f"added e{number}: transfer, 2025-03-03, acme → lee\n"
            with load("sb434", engine="direct").ledger(tmp_path / FILE) as ledger:
                assert list(ledger) == [f"e{i}" for i in range(1, number + 1)]
        child.stdin.close()
    assert child.returncode == 0


def test_strictness_and_readings_are_kept_in_the_file(run: Terminal) -> None:
    asked = ("--law", "current", "--strict", "--reading", "crossing=the whole year")
    assert run("add", FILE, "examples/dinner.yaml", *asked).status == 0
    assert run("add", FILE, "examples/lunch.yaml").status == 0
    assert run("add", FILE, "examples/lunch.yaml", *asked).status == 0
    assert run("show", FILE).out.startswith("2 events under current, strict\n")
    assert "Reading crossing: the whole year.\nStrict: nothing is presumed.\n" in run("show", FILE, "lunch").out


# show and room


def test_the_list_has_a_line_for_each_event_by_date(meals: Terminal) -> None:
    meals("add", FILE, "examples/tickets.yaml")
    listed = """\
3 events under sb434
date        event    parties      amount  due         provisions
2025-03-03  dinner   acme → lee   $75.00  2025-03-13  2 apply, 3 excepted
2025-04-10  lunch    acme → lee   $24.00  2025-04-20  2 apply, 3 excepted
2025-04-15  tickets  bolt → lee  $140.00              5 apply
"""
    assert meals("show", FILE) == (0, listed, "")
    head, *rest = listed.splitlines(keepends=True)
    last = "".join([head.replace("\n", ", the last 1 of them\n"), rest[0].replace("event  ", "event  "), rest[-1]])
    assert meals("show", FILE, "--last", "1").out == last
    told = json.loads(meals("show", FILE, "--format", "json").out)
    assert (told["law"], told["total"]) == ("sb434", 3)
    assert [one["stated"]["id"] for one in told["events"]] == ["dinner", "lunch", "tickets"]


def test_the_list_fits_eighty_columns_whatever_the_names_are(run: Terminal) -> None:
    text = (EXAMPLES / "dinner.yaml").read_text(encoding="utf-8").replace("acme", "a" * 60).replace("dinner", "d" * 60)
    assert run("add", FILE, run.write("case.yaml", text), "--law", "sb434").status == 0
    lines = run("show", FILE).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "…" in lines[-1]


def test_one_event_is_shown_as_assess_shows_it(run: Terminal) -> None:
    run("add", FILE, "examples/dinner.yaml", "--law", "current")
    alone = load("current", engine="direct").assess(EXAMPLES / "dinner.yaml")
    assert run("show", FILE, "dinner") == (0, f"{alone}\n", "")
    assert json.loads(run("show", FILE, "dinner", "--format", "json").out) == alone.to_dict()


def test_room_tells_each_limit_of_the_year_and_what_can_be_returned(meals: Terminal) -> None:
    meals("add", FILE, "examples/breakfast.yaml")
    done = meals("room", FILE, "--donor", "acme", "--recipient", "lee", "--on", "2025-04-20")
    assert done.status == 0
    assert "    $100.00          $109.00             $0.00  § 1-79(5)(I): food and beverage\n" in done.out
    assert "  lunch, $24.00: until 2025-05-10, under § 1-79(5), § 1-91(7)" in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    later = meals("room", FILE, "--donor", "acme", "--recipient", "lee", "--on", "2025-05-11")
    assert "Nothing given by acme can still be returned on 2025-05-11.\n" in later.out
    asked = ("--donor", "acme", "--recipient", "lee", "--on", "2026-01-02", "--format", "json")
    told = json.loads(meals("room", FILE, *asked).out)
    assert (told["law"], told["room"][0]["used"], told["returns"]) == ("sb434", "$0.00", [])


# around them


def test_a_reader_that_stops_early_sees_no_error(meals: Terminal) -> None:
    command = f"{sys.executable} -m ctethics ledger show {FILE} lunch | head -1"
    done = subprocess.run(command, shell=True, cwd=meals.folder, capture_output=True, text=True, check=True)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


@pytest.mark.parametrize("command", ["add", "check", "export", "import", "remove", "room", "show"])
def test_help_teaches_each_command(run: Terminal, command: str) -> None:
    done = run(command, "--help")
    assert (done.status, done.err) == (0, "")
    assert command in ("check",) or f"\n  ctethics ledger {command} gifts.ctledger" in done.out
    assert command in run("--help").out


def test_other_commands_start_without_what_a_ledger_needs() -> None:
    code = "import ctethics.cli, sys; print([m for m in ('sqlite3', 'ctethics.balance') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
