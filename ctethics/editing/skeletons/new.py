"""The files of a new provision, none of which is there yet."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ctethics.compile.files import RuleFiles
from ctethics.compile.reading import RuleBase, read_rule_base, read_statute
from ctethics.diagnostics import Collector, Diagnostic, RuleError, Span, UsageError
from ctethics.editing.layout import lay_out
from ctethics.editing.schemas.folder import FOLDER, modeline, pointing
from ctethics.editing.skeletons import TODO
from ctethics.editing.skeletons.examples import case_of
from ctethics.editing.skeletons.rule import Begun, rule_skeleton
from ctethics.editing.skeletons.tree import written
from ctethics.editing.skeletons.words import statute_text
from ctethics.editing.written import Block
from ctethics.law.citation import Citation, citation_named, parse_citation
from ctethics.law.regimes import LAWS
from ctethics.law.statute import MalformedStatute, Statute, parse_statute
from ctethics.program import EventKind, Vocabulary
from ctethics.program.asked import check_kind
from ctethics.rulefile.case_forms import CASE_FILE


class Asked(NamedTuple):
    """A new provision; words -- its plain words, where no statute text has them yet."""

    citation: Citation
    title: str | None = None
    words: str | None = None
    about: str | None = None


def named(text: str) -> Citation:
    """The citation or path that the text names: `1-84(q)`, `1-84/q`. Raises UsageError."""
    path = text.removesuffix(".yaml").removesuffix(".txt").removeprefix("rules/").removeprefix("statutes/")
    citation = parse_citation(citation_named(path))
    if citation is not None and citation == citation.provision:
        return citation
    why = "a provision is cited by its section and the one subsection that has a file of its own."
    what, fix = f"`{text}` is no provision", "write it as 1-84(q) or 1-84/q."
    raise UsageError([Diagnostic("CTE205", Span.whole("the citation"), what, why, fix)])


def new_files(asked: Asked, rules: Path) -> dict[Path, str]:
    """The text of each file to write. Raises UsageError where one is there already, RuleError for a wrong statute."""
    path = asked.citation.path
    rule, words = rules / f"{path}.yaml", rules.parent / "statutes" / f"{path}.txt"
    case = cases_beside(rules) / path / "first.yaml"
    for there in (rule, case, *([words] if asked.words is not None else [])):
        _refuse_there(there)
    files = RuleFiles(rules, rules.parent / "statutes", as_found=True)
    base = read_rule_base(files, with_examples=False)
    if base.vocabulary is None:
        raise RuleError(base.problems)
    about = _about(asked.about, base.vocabulary)
    made = {} if asked.words is None else {words: statute_text(asked.citation, asked.title or TODO, asked.words)}
    statute = _parsed(made[words], words) if made else _read(asked.citation, words, files)
    title = asked.title or statute.get("title") or TODO
    first = modeline(rule, rules)
    begun = Begun(asked.citation, title, about, base.vocabulary)
    made[rule] = rule_skeleton(begun, statute, first)
    made[case] = _case(begun, pointing(case, rules.parent / FOLDER / "decided.json"))
    return made


def _case(begun: Begun, modeline: str) -> str:
    citation = begun.citation
    block = written(case_of(citation, begun.about, begun.vocabulary))
    assert isinstance(block, Block)
    told = f"# A case of § {citation} and what the rules answer to it. Every {TODO} is for you to decide."
    first = block.entries[0]._replace(before=(modeline, told, ""))
    return lay_out(block._replace(entries=(first, *block.entries[1:])), CASE_FILE)


def cases_beside(rules: Path) -> Path:
    """The folder of cases beside the rules; `cases` where there is none yet."""
    beside = (rules.parent / "cases", rules.parent / "tests" / "cases")
    return next((folder for folder in beside if folder.is_dir()), beside[0])


def _refuse_there(path: Path) -> None:
    if path.exists():
        why = "what somebody wrote is never written over."
        what, fix = "the file is there already", "edit it, or move it away first."
        raise UsageError([Diagnostic("CTE101", Span.whole(path.as_posix()), what, why, fix)])


def _about(name: str | None, vocabulary: Vocabulary) -> EventKind | None:
    return vocabulary.events[check_kind(vocabulary.events, name, "--about")] if name else None


def _read(citation: Citation, path: Path, files: RuleFiles) -> Statute:
    if not path.is_file():
        what, why = "there is no statute text", "a rule rests on the words of the law, word for word."
        fix = "put its plain words into a file and add --words FILE, or write it as docs/rule-language.md shows."
        raise RuleError([Diagnostic("CTE101", Span.whole(path.as_posix()), what, why, fix)])
    found = RuleBase(Collector())
    statute = read_statute(files, citation.path, str(citation), found)
    if statute is None:
        raise RuleError(found.problems)
    return statute


def _parsed(text: str, path: Path) -> Statute:
    try:
        return parse_statute(tuple(text.split("\n")), frozenset(LAWS))
    except MalformedStatute as error:
        why = "the words of the law must be readable under each law."
        fix = "give plain words, without braces other than the bill's marks."
        diagnostic = Diagnostic("CTE305", Span.whole(path.as_posix()), f"{error}", why, fix)
        raise RuleError([diagnostic]) from None
