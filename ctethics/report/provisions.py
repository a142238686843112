"""The list of provisions."""

from __future__ import annotations

from ctethics.law.citation import in_order
from ctethics.program import Program, Provision
from ctethics.report.layout import wrap
from ctethics.report.words import headed


def render_provisions(program: Program) -> str:
    """Each provision with its kind, the outcomes it may have and what its words rest on."""
    lines = []
    for citation in sorted(program.provisions, key=in_order):
        p = program.provisions[citation]
        lines += wrap(headed(citation, p.title))
        lines += wrap(f"{p.kind}, about {_article(p.about)} {p.about}{_exceptions(p)}", 2)
        lines += wrap(f"outcomes: {', '.join(outcomes_of(p, program))}", 2)
        if p.readings:
            lines += wrap(f"readings: {', '.join(r.name for r in p.readings)}", 2)
        lines += [*wrap(f"source: {_source(p)}", 2), ""]
    files = len({p.file for p in program.provisions.values()})
    return "\n".join([*lines, *wrap(f"{len(program.provisions)} provisions in {files} rule files")])


def outcomes_of(provision: Provision, program: Program) -> tuple[str, ...]:
    """The outcomes a provision may have: excepted only where it, or one it refers to, has an exception."""
    excepted = ("excepted",) if _may_be_excepted(provision, program) else ()
    return ("applies", *excepted, "does not apply", "undetermined")


def _may_be_excepted(provision: Provision, program: Program) -> bool:
    referred = program.references[provision.citation]
    return bool(provision.exceptions) or any(_may_be_excepted(program.provisions[r], program) for r in referred)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _exceptions(provision: Provision) -> str:
    count = len(provision.exceptions)
    return f"; {count} exception{'s' if count > 1 else ''}" if count else ""


def _source(provision: Provision) -> str:
    """Where the words come from."""
    statute = provision.statute
    cited = statute.get("cited as")
    if cited is not None:
        return cited
    return f"words {statute.get('words')}; {statute.get('rests on')}"
