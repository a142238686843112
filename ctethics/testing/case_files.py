"""Files `*.case.yaml` as tests: each fails with what comes out otherwise than it expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ctethics.api import check_law, load_rules
from ctethics.diagnostics import Collector, CtethicsError, RuleError, render_all
from ctethics.engines.registry import check_engine, default_engine, loadable_engines
from ctethics.examples import DecidedCase, read_case, run_claims
from ctethics.program import Program

ENDING = ".case.yaml"


class CaseFile(pytest.File):
    """A file with one case."""

    def collect(self) -> Iterator[CaseTest]:
        asked, here = asked_of(self.config), self.config.invocation_params.dir
        shown = self.path.relative_to(here) if self.path.is_relative_to(here) else self.path
        own_name = self.path.name.removesuffix(ENDING)
        case = read_case(self.path, own_name, shown.as_posix(), asked.program())
        yield CaseTest.from_parent(self, name=case.name, case=case, asked=asked)


class CaseTest(pytest.Item):
    """All that a case expects, under each law that is asked."""

    def __init__(self, *, case: DecidedCase, asked: Asked, **named: Any) -> None:
        super().__init__(**named)
        self._case, self._asked = case, asked
        if not case.problems and not asked.concerns(case):
            self.add_marker(pytest.mark.skip(reason=f"it expects nothing under {asked.law}"))

    def runtest(self) -> None:
        problems = self._case.problems or self._asked.problems(self._case)
        if problems:
            pytest.fail(render_all(problems), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name


@dataclass
class Asked:
    """What the options say; law -- None: every law; rules -- None: those shipped."""

    law: str | None
    engines: tuple[str, ...]
    rules: Path | None
    _loaded: Program | None = field(default=None, init=False)
    _is_told: bool = field(default=False, init=False)

    def program(self) -> Program:
        """The rules, read once. Raises CollectError with all that is wrong with them, or later that something is."""
        if self._loaded is not None:
            return self._loaded
        if self._is_told:
            raise pytest.Collector.CollectError("the rules do not load; the first error says why.")
        try:
            self._loaded = load_rules(self.rules, with_examples=False).program
        except RuleError as error:
            self._is_told = True
            raise pytest.Collector.CollectError(str(error)) from error
        return self._loaded

    def concerns(self, case: DecidedCase) -> bool:
        return self.law is None or any(claim.law == self.law for claim in case.claims)

    def problems(self, case: DecidedCase) -> Collector:
        """What comes out otherwise under the law; the others are asked as well, since words may speak of several."""
        found = run_claims(self.program(), case.claims, self.engines)
        own = (some for claim, some in zip(case.claims, found, strict=True) if self.law in (None, claim.law))
        return Collector([problem for some in own for problem in some])


_ASKED = pytest.StashKey[Asked]()


def asked_of(config: pytest.Config) -> Asked:
    """The options, checked. Raises pytest.UsageError."""
    if _ASKED not in config.stash:
        law = config.getoption("ctethics_law")
        if law is not None:
            _checked("--ctethics-law", check_law, law)
        config.stash[_ASKED] = Asked(law, _engines(config.getoption("ctethics_engine")), _rules(config))
    return config.stash[_ASKED]


def _engines(named: str | None) -> tuple[str, ...]:
    if named == "all":
        return tuple(loadable_engines())
    if named is not None:
        _checked("--ctethics-engine", check_engine, named)
    return (named or default_engine(),)


def _rules(config: pytest.Config) -> Path | None:
    """The folder of rules, from where pytest was started or else from its root folder."""
    named = config.getoption("ctethics_rules")
    if named is None:
        return None
    for start in (config.invocation_params.dir, config.rootpath):
        if (start / named).is_dir():
            return Path(start / named)
    raise pytest.UsageError(f"--ctethics-rules: there is no folder `{named}`; name one that holds rule files.")


def _checked(option: str, check: Callable[[str], None], named: str) -> None:
    """Raises pytest.UsageError for what there is not."""
    try:
        check(named)
    except CtethicsError as error:
        problem = error.diagnostics[0]
        raise pytest.UsageError(f"{option}: {problem.what}; {problem.fix}") from error
