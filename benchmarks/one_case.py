"""One event through every provision that speaks of it, each engine beside a function written by hand for four of them.

    python3 dev.py bench

The events are checked for equal outcomes first. Each round times a block of every engine in turn, so that whatever
slows the machine slows all alike; what is written to docs/performance.md are medians of the rounds, as ratios to the
function written by hand and as microseconds on the machine that ran it.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import ctethics
from benchmarks.by_hand import decide
from ctethics.api import load_rules
from ctethics.engines.registry import loadable_engines

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
ROUNDS, BLOCK = 40, 10
BEGIN_KINDS, END_KINDS = "<!-- each kind: begin -->", "<!-- each kind: end -->"
BEGIN, END = "<!-- one case: begin -->", "<!-- one case: end -->"

ACME = {"kind": "business", "registrant": False, "prequalified": False, "doing business with": ["OPM"]}
NOBODY: dict[str, Any] = {"seeking business with": [], "regulated by": []}
LEE = {"kind": "person", "position": "state employee", "agency": "OPM"}
THINGS: list[dict[str, Any]] = [
    {"item": "food or beverage", "value": "$75.00", "donor in attendance": True},
    {"item": "plaque", "value": "$99.99"},
    {"item": "merchandise", "value": "$10.00"},
    {"item": "cash", "value": "$300.00"},
]


def case(thing: dict[str, Any]) -> dict[str, Any]:
    """A case of one transfer."""
    event = {"id": "event", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee", **thing}
    return {"parties": {"acme": {**ACME, **NOBODY}, "lee": LEE}, "events": [event]}


def flat(thing: dict[str, Any]) -> dict[str, Any]:
    """The same facts as the function written by hand takes them, totals given."""
    cents = int(thing["value"].removeprefix("$").replace(".", ""))
    is_food = thing["item"] == "food or beverage"
    facts = {**thing, **{k: v for k, v in ACME.items() if k != "kind"}, **NOBODY, "donor kind": "business"}
    totals = {"food total": cents if is_food else 0, "token total": cents, "life total": 0}
    return {**facts, **totals, "value": cents, "recipient agency": "OPM", "recipient position": "state employee"}


def measure(run: Callable[[], object]) -> float:
    """Microseconds a call, over one block."""
    start = time.perf_counter_ns()
    for _ in range(BLOCK):
        run()
    return (time.perf_counter_ns() - start) / BLOCK / 1000


def outcomes(result: ctethics.Determination, provisions: Collection[str]) -> dict[str, str]:
    return {citation: result["event"].finding(citation).outcome for citation in provisions}


def of_each_kind() -> dict[str, list[Any]]:
    """Examples of the rule files with one event, forty of each kind spread over the files, by kind."""
    found: dict[str, list[Any]] = {}
    for example in load_rules().examples:
        events = example.case.items["events"].items  # type: ignore[attr-defined]
        if len(events) == 1:
            found.setdefault(events[0].items["kind"].text, []).append(example)
    return {kind: some[:: max(1, len(some) // 40)][:40] for kind, some in found.items()}


def kinds_table() -> str:
    """The table of one event of each kind, as Markdown."""
    engines = loadable_engines()
    laws = {(law, engine): ctethics.load(law, engine=engine) for law in ("current", "sb434") for engine in engines}
    program = laws["sb434", "direct"].program
    rows = [f"| event | provisions | {' | '.join(engines)} |", f"|---|---:|{'---:|' * len(engines)}"]
    for kind, examples in of_each_kind().items():
        cells = []
        for engine in engines:
            times = []
            for _ in range(ROUNDS // 4):
                start = time.perf_counter_ns()
                for example in examples:
                    laws[example.law, engine].assess_node(example.case)
                times.append((time.perf_counter_ns() - start) / len(examples) / 1000)
            cells.append(f"{statistics.median(times):,.0f}")
        rows.append(f"| {kind} | {len(program.about(kind))} | {' | '.join(cells)} |")
    return "\n".join([*rows, "", f"{len(program.provisions)} provisions are loaded; medians of {ROUNDS // 4} rounds."])


def main() -> None:
    """Check, time, print and write the table."""
    cases, by_hand = [case(thing) for thing in THINGS], [flat(thing) for thing in THINGS]
    laws = {engine: ctethics.load("sb434", engine=engine) for engine in loadable_engines()}
    for told, facts in zip(cases, by_hand, strict=True):
        for engine, law in laws.items():
            wanted = decide(facts, "sb434")
            found = outcomes(law.assess(told), wanted)
            if found != wanted:
                sys.exit(f"{engine} and the function written by hand differ on {told}: {found}")
    runs: dict[str, Callable[[], object]] = {"by hand": lambda: [decide(facts, "sb434") for facts in by_hand]}
    for engine, law in laws.items():
        runs[engine] = lambda law=law: [law.assess(told) for told in cases]  # type: ignore[misc]
        runs[f"{engine}, whole answer"] = lambda law=law: [law.assess(told).to_dict() for told in cases]  # type: ignore[misc]
    times: dict[str, list[float]] = {name: [] for name in runs}
    for round_ in range(ROUNDS):
        if sys.stderr.isatty():
            print(f"\rround {round_ + 1} of {ROUNDS}", end="", file=sys.stderr, flush=True)
        for name, run in runs.items():
            times[name].append(measure(run) / len(cases))
    table = render(times)
    print("\n" + table)
    write(table, BEGIN, END)
    kinds = kinds_table()
    print("\n" + kinds)
    write(kinds, BEGIN_KINDS, END_KINDS)


def render(times: dict[str, list[float]]) -> str:
    """The table as Markdown."""
    rows = ["| engine | microseconds a transfer | × the function by hand |", "|---|---:|---:|"]
    for name, found in times.items():
        ratios = [t / hand for t, hand in zip(found, times["by hand"], strict=True)]
        rows.append(f"| {name} | {statistics.median(found):,.1f} | {statistics.median(ratios):,.0f} |")
    about = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {ROUNDS} rounds"
    starts = f"`import ctethics` adds {started('import ctethics'):.0f} ms to starting Python"
    command = [sys.executable, "-m", "ctethics", "assess", "examples/dinner.yaml", "--law", "sb434"]
    whole = f"`ctethics assess` on a case of one event takes {elapsed(command):.0f} ms"
    return "\n".join([*rows, "", f"{about}. {starts}; {whole} (medians of 11 runs)."])


def elapsed(command: list[str]) -> float:
    """Milliseconds that a command takes, the median of eleven runs."""
    found = []
    for _ in range(11):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def started(statement: str) -> float:
    """Milliseconds that a statement adds to starting Python."""
    return elapsed([sys.executable, "-c", statement]) - elapsed([sys.executable, "-c", ""])


def write(table: str, begin: str, end: str) -> None:
    """Put the table between its marks on the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(begin)
    PAGE.write_text(f"{before}{begin}\n\n{table}\n\n{end}{rest.split(end)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
