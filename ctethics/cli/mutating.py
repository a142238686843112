"""`mutate`: whether the examples would notice a slip in a rule."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ctethics.cli.mutated import Outcome
from ctethics.cli.options import OWN_RULES, cited, listed
from ctethics.diagnostics import Collector, RuleError
from ctethics.law.citation import in_order

if TYPE_CHECKING:
    from ctethics.proving.bench import Asked, Bench, Fate
    from ctethics.proving.equivalents import Equivalent
    from ctethics.proving.mutants import Mutant

_SAMPLE: Final = 500
_EQUIVALENT: Final = "equivalent-mutants.yaml"


@click.command()
@click.argument("citation", required=False, callback=cited)
@click.option("--all", "is_whole", is_flag=True, help="Try every mutant, and not only a sample.")
@click.option("--sample", type=click.IntRange(min=1), default=_SAMPLE, show_default=True, help="Try so many mutants.")
@click.option("--seed", type=int, default=0, show_default=True, help="Which sample: the same seed draws the same.")
@click.option("--jobs", type=click.IntRange(min=1), help="On so many cores; by default on all.")
@click.option(
    "--cases",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of decided cases; by default cases/ or tests/cases/ beside the rules, where there is one.",
)
@click.option(
    "--equivalent",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"The mutants that change nothing; by default {_EQUIVALENT} beside the rules or in tests/ there.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)
@OWN_RULES
def mutate(
    citation: str | None,
    is_whole: bool,
    sample: int,
    seed: int,
    jobs: int | None,
    cases: Path | None,
    equivalent: Path | None,
    form: str,
    rules: Path | None,
) -> None:
    """Make slips in the rules, one at a time, and see whether an example or a decided case notices.

    A mutant is the rules with one thing written otherwise: an operator turned, a limit a cent more or less or in force
    a day sooner or later, a condition or an exception dropped, `all` for `any`, a total kept apart by less, another
    presumption. Where nothing comes out otherwise than expected, the mutant survives, and is printed with an example
    that would kill it, as it can be pasted below `cases:`. A slip that changes no answer at all is listed with the
    reason in a file of equivalent mutants; an entry there that is killed or gone is an error.

    \b
    ctethics mutate                  a sample of all rules
    ctethics mutate '1-84(o)' --all  every mutant of one rule file
    ctethics mutate facts --all      what rules/facts.yaml presumes

    The exit status is 1 if a mutant survived, if an entry is stale, or if there was no mutant.
    """
    from ctethics.api import rule_folders
    from ctethics.proving.bench import Asked, open_bench

    folders = rule_folders(rules)
    asked = Asked(*folders, cases or _beside(folders[0], "cases"), rules is not None)
    equivalents = _equivalents(equivalent or _beside(folders[0], _EQUIVALENT))
    bench = open_bench(asked)
    within = _within(bench, citation)
    stale = [] if citation else sorted(equivalents.keys() - {mutant.title for mutant in bench.mutants})
    places = within if is_whole else _sample(bench, within, sample, seed, equivalents)
    run = _apart(bench, _tried(bench, asked, places, equivalents, jobs or os.cpu_count() or 1))
    outcome = Outcome(len(within), run, equivalents, stale)
    click.echo(json.dumps(outcome.told(), indent=2, ensure_ascii=False) if form == "json" else outcome.text())
    sys.exit(0 if outcome.is_fine else 1)


def _apart(bench: Bench, run: list[tuple[Mutant, Fate]]) -> list[tuple[Mutant, Fate]]:
    """What became of the mutants, each example under a name of its own."""
    from ctethics.proving.pasted import named_apart

    named = named_apart((fate.example for _, fate in run), {example.name for example in bench.checked.examples})
    return [(mutant, fate._replace(example=example)) for (mutant, fate), example in zip(run, named, strict=True)]


def _beside(rules: Path, name: str) -> Path | None:
    """What has the name beside the rules, or in tests/ there."""
    return next((path for path in (rules.parent / name, rules.parent / "tests" / name) if path.exists()), None)


def _equivalents(path: Path | None) -> dict[str, Equivalent]:
    from ctethics.proving.equivalents import read_equivalents

    problems = Collector()
    found = read_equivalents(path, path.name, problems) if path is not None else {}
    if problems:
        raise RuleError(problems)
    return found


def _within(bench: Bench, citation: str | None) -> list[int]:
    """The places of the mutants of one rule file, or of all."""
    wanted = " ".join((citation or "").removeprefix("§").split())
    if not wanted:
        return list(range(len(bench.mutants)))
    files = {"facts": "facts.yaml"}
    files |= {c: f"{document.path}.yaml" for c, document in bench.checked.base.documents.items()}
    if wanted not in files:
        named = sorted(bench.program.provisions, key=in_order)
        raise click.UsageError(f"There is no provision {citation!r} in these rules; there are: {listed(named)}.")
    return [n for n, mutant in enumerate(bench.mutants) if mutant.span.source.name.endswith(f"/{files[wanted]}")]


def _sample(bench: Bench, within: list[int], number: int, seed: int, always: dict[str, Equivalent]) -> list[int]:
    from ctethics.proving.sampling import sampled

    return [within[n] for n in sampled([bench.mutants[place] for place in within], number, seed, always)]


def _tried(
    bench: Bench, asked: Asked, places: list[int], equivalents: dict[str, Equivalent], jobs: int
) -> list[tuple[Mutant, Fate]]:
    """What became of each, with what is done meanwhile on a terminal."""
    from ctethics.proving.trying import tried

    failing = bench.failing()
    if failing:
        raise click.ClickException(f"Nothing can be told: {listed(failing)} comes out otherwise. Try `ctethics test`.")
    unsought = frozenset(place for place in places if bench.mutants[place].title in equivalents)
    fates = tried(bench, asked, places, unsought, jobs)
    with click.progressbar(
        fates, length=len(places), label="mutants", hidden=not sys.stderr.isatty(), file=sys.stderr
    ) as bar:
        return [(bench.mutants[fate.place], fate) for fate in bar]
