"""`probe`: the rules held to boundary cases made from the words."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ctethics.cli.checking import checked_rules
from ctethics.cli.options import FORMAT, OWN_RULES, cited, listed
from ctethics.diagnostics import Collector, Diagnostic, Span, render, render_github
from ctethics.law.calendar import show_day
from ctethics.law.citation import in_order

if TYPE_CHECKING:
    from ctethics.compile.checked import Checked
    from ctethics.program import Program, Provision
    from ctethics.proving.probe import Probe
    from ctethics.proving.unprobed import Unprobed


@click.command()
@click.argument("citation", required=False, callback=cited)
@click.option("--all", "is_whole", is_flag=True, help="List every probe, and not only those that come out otherwise.")
@FORMAT
@OWN_RULES
def probe(citation: str | None, is_whole: bool, form: str, rules: Path | None) -> None:
    """Probe the rules with boundary cases made from the words of the law, not from the rules.

    The figure and the operator of each case are read from the statute: where it says "not more than ten dollars", the
    facts of an example are changed to lie one cent below, at and one cent above ten dollars, under each law and on each
    side of the day on which the amount changes, and the rule must come out as the words have it. Totals are probed with
    one event and with several; dates by a day. Phrases that no case could be made from are listed with the reason.

    \b
    ctethics probe
    ctethics probe '1-79(5)' --all

    The exit status is 1 if a rule comes out otherwise than its words, or if nothing was probed.
    """
    checked = checked_rules(rules)
    program = checked.program()
    chosen = _chosen(program, citation)
    probes = list(_probes(program, checked, chosen))
    left = [one for one in _unprobed(program, checked, probes) if one.file in {p.file for p in chosen}]
    problems = Collector([_problem(one, checked) for one in probes if not one.is_right])
    if form == "json":
        click.echo(json.dumps(_told(probes, left, list(problems)), indent=2, ensure_ascii=False))
    else:
        shown = render if form == "text" else render_github
        for one in probes if is_whole else ():
            click.echo(_line(one))
        for problem in problems:
            click.echo(shown(problem) + ("\n" if form == "text" else ""))
        click.echo(_summary(probes, left))
    sys.exit(1 if problems or not probes else 0)


def _chosen(program: Program, citation: str | None) -> list[Provision]:
    found = [p for p in program.provisions.values() if citation in (None, p.citation, p.file)]
    if not found:
        named = sorted(program.provisions, key=in_order)
        raise click.UsageError(f"There is no provision {citation!r} in these rules; there are: {listed(named)}.")
    return sorted(found, key=lambda p: in_order(p.citation))


def _probes(program: Program, checked: Checked, chosen: list[Provision]) -> Iterator[Probe]:
    from ctethics.proving.owing import probe_duties
    from ctethics.proving.probe import probe_conditions
    from ctethics.proving.settings import Settings

    settings = Settings(program, checked.examples)
    with click.progressbar(chosen, label="probing", hidden=not sys.stderr.isatty(), file=sys.stderr) as bar:
        for provision in bar:
            yield from probe_conditions(program, provision, settings)
            yield from probe_duties(program, provision, settings)


def _unprobed(program: Program, checked: Checked, probes: list[Probe]) -> Iterator[Unprobed]:
    from ctethics.proving.unprobed import unprobed

    return unprobed(program, checked.base.statutes, probes)


def _problem(one: Probe, checked: Checked) -> Diagnostic:
    """The condition that comes out otherwise than its words, at its place in the rule file."""
    span = checked.node(one.leaf).span if one.leaf is not None else _duty_span(one, checked)
    what = f'"{one.words.words}", {one.beside}: {one.found}'
    why = (
        f"the words lead to `{one.expected}` under `{one.law}` on {show_day(one.day)}, with the facts of the example "
        f"`{one.example}`."
    )
    return Diagnostic("CTE503", span, what, why, "hold the operator, the amount and what is compared to the words.")


def _duty_span(one: Probe, checked: Checked) -> Span:
    document = checked.base.documents[one.citation]
    return document.duty.span if document.duty is not None else document.span


def _line(one: Probe) -> str:
    mark = "as the words say" if one.is_right else f"but the words say {one.expected}"
    return f'{one.citation} [{one.law}, {show_day(one.day)}] "{one.words.words}", {one.beside}: {one.found}, {mark}'


def _summary(probes: list[Probe], left: list[Unprobed]) -> str:
    wrong = sum(not one.is_right for one in probes)
    phrases = len({(one.citation, one.law, one.words) for one in probes})
    lines = []
    if left:
        lines.append("Not probed:")
        laws: dict[tuple[str, str, str, str], list[str]] = {}
        for one in left:
            laws.setdefault((one.file, one.clause, one.words, one.why), []).append(one.law)
        lines += [f'  {f} {c} "{w}" [{", ".join(by)}]: {why}' for (f, c, w, why), by in laws.items()]
    came = "all come out as the words say" if not wrong else f"{wrong} come out otherwise than the words say"
    lines.append(f"{len(probes)} probes of {phrases} phrases by rule and law: {came if probes else 'nothing probed'}")
    return "\n".join(lines)


def _told(probes: list[Probe], left: list[Unprobed], problems: list[Diagnostic]) -> dict[str, object]:
    return {
        "probes": [
            {
                "citation": one.citation,
                "law": one.law,
                "date": show_day(one.day),
                "words": one.words.words,
                "beside": one.beside,
                "expected": one.expected,
                "found": one.found,
                "example": one.example,
            }
            for one in probes
        ],
        "not_probed": [
            {"file": u.file, "clause": u.clause, "law": u.law, "words": u.words, "why": u.why} for u in left
        ],
        "problems": [problem.to_dict() for problem in problems],
    }
