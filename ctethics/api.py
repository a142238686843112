"""What a program imports: `load` a law, `assess` a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctethics.compile import Compiled
from ctethics.compile.load import load_compiled
from ctethics.diagnostics import CaseError, Collector, CtethicsError, Diagnostic, EngineError, Span, UsageError, near
from ctethics.engines.registry import check_engine, default_engine, make_engine
from ctethics.law.regimes import LAWS

if TYPE_CHECKING:
    from ctethics.answers import Answers
    from ctethics.audits.audit import Columns
    from ctethics.audits.frames import Frames, Wanted
    from ctethics.balance import LiveLedger
    from ctethics.engines.protocol import Engine
    from ctethics.engines.situation import Question
    from ctethics.facts import Case
    from ctethics.law.statute import Statute
    from ctethics.outcome import Determination
    from ctethics.program import Program
    from ctethics.source import Node


def load(law: str, *, rules: str | Path | None = None, engine: str | None = None) -> Law:
    """The rules under one law, ready to assess cases; frozen and safe to share between threads.

    law -- `sb434` or `current`: an answer depends on which, so there is no default.
    rules -- a folder of rule files of your own, its statutes in the folder `statutes` beside it; the shipped ones
    otherwise.
    engine -- `durable`, `generated`, `direct` or `columnar`; by default `durable` where it loads, else `generated`.
    What is compiled is kept in the user's cache folder and used again while the files stay as they are, to the byte;
    the environment variable CTETHICS_CACHE names another folder, or is `off`.
    Raises UsageError for an unknown law, RuleError for wrong rule files, EngineError.
    """
    check_law(law)
    return Law(law, load_rules(rules, with_examples=False), engine or default_engine())


def load_rules(rules: str | Path | None = None, *, with_examples: bool = True) -> Compiled:
    """The compiled rules, with their examples or without. Raises RuleError with every problem of every file."""
    return _shipped(with_examples) if rules is None else _compiled(rule_folders(rules), with_examples)


def load_statutes(rules: str | Path | None = None) -> dict[str, Statute]:
    """Every statute text by its citation, whether a rule encodes it or not. Raises RuleError."""
    from ctethics.compile import read_statutes

    return read_statutes(rule_folders(rules)[1])


@lru_cache(maxsize=2)
def _shipped(with_examples: bool) -> Compiled:
    return _compiled(rule_folders(None), with_examples)


def _compiled(folders: tuple[Path, Path], with_examples: bool) -> Compiled:
    if not with_examples:
        return load_compiled(*folders)
    from ctethics.compile import compile_rules

    return compile_rules(*folders)


def rule_folders(rules: str | Path | None) -> tuple[Path, Path]:
    """The folders of rules and statutes: the caller's, else those shipped, in a checkout beside the package."""
    if rules is not None:
        return Path(rules), Path(rules).parent / "statutes"
    here = Path(__file__).resolve().parent
    root = here / "shipped" if (here / "shipped").is_dir() else here.parent
    return root / "rules", root / "statutes"


class Law:
    """The rules under one law and one engine."""

    def __init__(self, law: str, compiled: Compiled, engine: str) -> None:
        check_engine(engine)
        self.name, self._compiled, self._engine = law, compiled, engine
        self._engines: dict[str, Engine] = {}

    @property
    def program(self) -> Program:
        """The compiled provisions."""
        return self._compiled.program

    @property
    def engine(self) -> str:
        """The engine used unless a call names another."""
        return self._engine

    def assess(
        self,
        case: Case | Mapping[str, object] | str | Path,
        *,
        engine: str | None = None,
        strict: bool = False,
        readings: Mapping[str, str] | None = None,
    ) -> Determination:
        """What the law says of each event of a case.

        case -- a Case, a mapping of the same shape, or the path of a YAML or JSON file.
        strict -- take no presumption: a fact that is not stated is unknown.
        readings -- choices by reading, over those the case makes.
        Raises CaseError with every slip in the case, an unknown reading among them; UsageError and EngineError for an
        engine there is not or that cannot load.
        """
        from ctethics.facts import read_case

        problems = Collector()
        return self.assess_node(read_case(case, problems), problems, engine=engine, strict=strict, readings=readings)

    def assess_node(
        self,
        node: Node | None,
        problems: Collector | None = None,
        *,
        engine: str | None = None,
        strict: bool = False,
        readings: Mapping[str, str] | None = None,
    ) -> Determination:
        """The same for a case already read, with the problems met while reading it."""
        return self._answers(node, problems, engine, strict, readings or {}).determination()

    def assess_many(self, nodes: Iterable[Node]) -> list[Determination | CtethicsError]:
        """Cases already read, each by itself: its answer, or why there is none."""
        from ctethics.answers import Answers

        found: list[Answers | CtethicsError] = []
        for node in nodes:
            try:
                found.append(self._answers(node, None, None, False, {}))
            except CtethicsError as error:
                found.append(error)
        with suppress(EngineError):  # raised again for the case that it is about
            self._engine_named(self._engine).prepare([one.totals for one in found if isinstance(one, Answers)])
        return [one.determination() if isinstance(one, Answers) else one for one in found]

    def _answers(
        self,
        node: Node | None,
        problems: Collector | None,
        engine: str | None,
        strict: bool,
        readings: Mapping[str, str],
    ) -> Answers:
        from ctethics.answers import Answers
        from ctethics.engines.situation import Question
        from ctethics.facts import choose_readings, named_law, type_case

        problems = problems if problems is not None else Collector()
        if node is None:
            raise CaseError(problems)
        ledger = type_case(node, self.program.vocabulary, problems)
        named_law(node, problems)
        chosen = choose_readings(node, readings, self.program, problems)
        if problems:
            raise CaseError(problems)
        question = Question(self.name, chosen, strict)
        return Answers(self.program, ledger, question, self._engine_named(engine or self._engine))

    def decision(
        self, provision: str, *, readings: Mapping[str, str] | None = None, trace: bool = False
    ) -> Callable[[Mapping[str, Any]], Any]:
        """A function that decides one provision on one record, at full speed: under a microsecond where rules are few.

        The record gives each fact by its name, typed: an amount in cents, a date as its day number, a list as a
        frozenset; and each total by its name as a pair, the least and the most it can be (None: no upper end), this
        event counted. What it does not give, or gives as None, is unknown; nothing is presumed, nothing else checked.
        The function returns whether the provision applies (True, False, or None) and the citation of the first
        exception that holds, or None; with `trace` the whole `Verdict`, every exception answered.
        Raises UsageError for a provision there is not, and when called for a name that the provision does not look at.
        """
        from ctethics.engines.generated.run import GeneratedEngine
        from ctethics.program.asked import check_provisions

        check_provisions(self.program, [provision])
        return GeneratedEngine(self.program).decision(provision, self.question(readings), is_traced=trace)

    def audit(
        self,
        frame: Any,
        *,
        kind: str | None = None,
        columns: Columns = None,
        parties: Any = None,
        provisions: Iterable[str] | None = None,
        show: Iterable[str] | None = None,
        strict: bool = False,
        readings: Mapping[str, str] | None = None,
    ) -> Any:
        """What the law says of every row of a ledger, as columns beside its own.

        frame -- a frame of Polars, pandas, PyArrow, DuckDB, Spark or any other that Narwhals knows; one row an event,
        one column a fact. The answer is a frame of the same kind; one that was lazy stays so, and its rows may come in
        another order.
        kind -- the kind of all its events, where it has no column `kind`.
        columns -- how it is written: a mapping of facts to columns, a column map, or the path of one.
        parties -- a frame of one row a party, where the rows do not state the parties' facts themselves.
        provisions -- the citations to answer; all about its kinds of events otherwise.
        show -- what to tell besides the outcomes: `applies` (yes, no or null), `excepted by`, `exceptions`, `totals`,
        `due`, `needs` (of rows in memory); by default `excepted by`, `totals` and `due`. Amounts told are whole cents.
        strict, readings -- as in `assess`.
        A row that cannot be read has nothing told and `rejected` yes; `rejects` says why.
        Raises CaseError for columns that are missing or of a wrong type, UsageError for names that there are not,
        EngineError for a program or a backend that columns cannot answer.
        """
        asked = self._wanted(kind, columns, parties, provisions, show)
        return self._frames.audit(frame, self.question(readings, strict=strict), asked)

    def rejects(self, frame: Any, *, kind: str | None = None, columns: Columns = None, parties: Any = None) -> Any:
        """The cells of a ledger that cannot be read, one a row: `id`, `column`, `value`, `reason`; a lazy frame.

        frame, kind, columns, parties -- as in `audit`, which raises the same errors.
        """
        return self._frames.rejects(frame, self.question(), self._wanted(kind, columns, parties, None, ()))

    def compare(
        self,
        other: str,
        ledger: Any,
        *,
        kind: str | None = None,
        columns: Columns = None,
        parties: Any = None,
        provisions: Iterable[str] | None = None,
        strict: bool = False,
        readings: Mapping[str, str] | None = None,
    ) -> Any:
        """What another law would change.

        other -- the other law. ledger -- a case, as `assess` takes it, or a frame, as `audit` does.
        Of a case: a tuple of `Change(event, provision, one, other)`. Of a frame: one of the same kind, with a row for
        each row and provision whose outcome differs: `id`, `provision`, and a column named for each law.
        kind, columns, parties -- of a frame, as in `audit`. provisions -- those to compare; all otherwise.
        Raises UsageError for a law there is not or this one, and what `assess` and `audit` raise.
        """
        from ctethics.audits.exchange import check_apart, check_case_alone
        from ctethics.facts import Case
        from ctethics.outcome import changes
        from ctethics.program.asked import check_provisions

        check_law(other)
        check_apart(self.name, other)
        if isinstance(ledger, Case | Mapping | str | Path):
            check_case_alone(kind=kind, columns=columns, parties=parties)
            asked = check_provisions(self.program, provisions)
            under = Law(other, self._compiled, self._engine)
            one, two = (law.assess(ledger, strict=strict, readings=readings) for law in (self, under))
            return changes(one, two, asked)
        wanted = self._wanted(kind, columns, parties, provisions, ())
        return self._frames.compare(ledger, self.question(readings, strict=strict), other, wanted)

    def ledger(
        self,
        path: str | Path,
        *,
        strict: bool = False,
        readings: Mapping[str, str] | None = None,
        say: Callable[[int], object] | None = None,
        facts_only: bool = False,
    ) -> LiveLedger:
        """The live balance kept in a file, which is made where there is none: events added one at a time.

        strict, readings -- as in `assess`; a file is kept under one law and one choice of these.
        say -- told how many events are answered, where a file that other rules answered is worked out anew.
        facts_only -- leaves what follows from the facts alone: `case()` of a file whose facts the rules do not know.
        Raises UsageError for a file kept under another law, LedgerError for one that is none or cannot be opened.
        """
        from ctethics.balance import LiveLedger

        if str(path) in ("", ":memory:"):
            what, why = (
                f"the ledger has the path `{path}`",
                "SQLite keeps that on no disk, where nothing is acknowledged.",
            )
            fix = "name a file, as gifts.ctledger."
            raise UsageError([Diagnostic("CTE805", Span.whole("path"), what, why, fix)])
        question = self.question(readings, strict=strict)
        return LiveLedger(path, self.program, question, say=say, facts_only=facts_only)

    @cached_property
    def _frames(self) -> Frames:
        from ctethics.audits.frames import Frames

        return Frames(self.program)

    @staticmethod
    def _wanted(*asked: Any) -> Wanted:
        from ctethics.audits.frames import wanted

        return wanted(*asked)

    def question(self, readings: Mapping[str, str] | None = None, *, strict: bool = False) -> Question:
        """What is asked under this law with these readings; raises CaseError for a reading there is not."""
        from ctethics.engines.situation import Question
        from ctethics.facts import choose_readings

        problems = Collector()
        chosen = choose_readings(None, readings or {}, self.program, problems)
        if problems:
            raise CaseError(problems)
        return Question(self.name, chosen, strict)

    def _engine_named(self, name: str) -> Engine:
        made = self._engines.get(name)
        if made is None:
            made = self._engines.setdefault(name, make_engine(name, self.program))
        return made


def check_law(law: str) -> None:
    """Raises UsageError for a law there is not."""
    if law in LAWS:
        return
    guess = near(str(law), LAWS)
    fix = f"write `{guess}`." if guess else f"write one of: {', '.join(LAWS)}."
    why = "an answer is given under one law: sb434 is the bill, current the text before it."
    raise UsageError([Diagnostic("CTE607", Span.whole("law"), f"unknown law `{law}`", why, fix)])
