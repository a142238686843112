"""Where provisions that share a rule part; limits that never bind; conditions that decide nothing; what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ctethics.law.regimes import LAWS
from ctethics.proving.findings.told import Findings, case, listed, outcomes
from ctethics.proving.verify.result import PROVED, REFUTED, SHOWN, UNCONFIRMED, UNSETTLED, Result
from ctethics.report.words import cited


def apart(told: Findings) -> Iterator[str]:
    """Of each provision that shares another's rule: what is proved the same, and the cases in which the two part."""
    pairs = dict.fromkeys(one.sides for one in told.of("shared"))
    for sides in pairs:
        yield from shared_lines(told, sides)
    yield from (() if pairs else ("No provision shares the rule of another.",))


def shared_lines(told: Findings, sides: tuple[str, ...]) -> Iterator[str]:
    """One provision beside the one whose rule it shares."""
    owner, sharer = sides
    found = [one for one in told.of("shared") if one.sides == sides]
    taken = {exception.key for exception in told.program.provisions[sharer].exceptions}
    parts = [e for e in told.program.provisions[owner].exceptions if e.key in taken and _is_proved(found, e.citation)]
    same = ["its general rule"] * _is_proved(found, sharer) + [f"({part.key})" for part in parts]
    yield (
        f"{cited(sharer)} takes the rule of {cited(owner)} as its own. Proved to come out the same in every case, "
        f"under both laws, for the rule that is encoded: {listed(same) if same else 'nothing'}. Each quotation of "
        "that rule was found in both texts when the rules were compiled."
    )
    yield ""
    for some in _by_case(one for one in found if one.how == SHOWN):
        yield f"Not so{_under(some)}: {some[0].says}. The smallest case found: {outcomes(some[0])}."
        yield from case(some[0])


def _by_case(results: Iterable[Result]) -> list[list[Result]]:
    """What the same case shows under each law together: a case under one need show nothing under another."""
    found: dict[object, list[Result]] = {}
    for one in results:
        assert one.witness is not None
        found.setdefault((one.says, repr(one.witness)), []).append(one)
    return list(found.values())


def _is_proved(found: list[Result], citation: str) -> bool:
    about = [one for one in found if one.citation == citation]
    return bool(about) and all(one.how == PROVED for one in about)


def never_binding(told: Findings) -> Iterator[str]:
    """The limits that something else always decides before."""
    found = _by_says(one for one in told.of("limits") if one.how == SHOWN)
    for says, some in found.items():
        yield f"- {listed(dict.fromkeys(cited(one.citation) for one in some))}{_under(some)}: {says}"
    yield from (() if found else ("- none",))


def nothing_decided(told: Findings) -> Iterator[str]:
    """The conditions on which no case turns, one way or the other, provision by provision."""
    yield from (
        "A condition decides a case by failing if the case would come out otherwise were it to hold, and by holding if "
        "it would come out otherwise were it to fail. Most repeat what others settle, as the law itself "
        "does.",
        "",
    )
    found = [one for one in told.of("conditions") if one.how == SHOWN]
    for citation in dict.fromkeys(one.citation for one in found):
        yield f"- {cited(citation)}"
        about = (one for one in found if one.citation == citation)
        for says, some in _by_says(about).items():
            yield f"  - {says}{_under(some)}{f' ({some[0].why})' if some[0].why else ''}"
    yield from (() if found else ("- none",))


def open_questions(told: Findings) -> Iterator[str]:
    """What was neither proved nor shown, what the judge answers otherwise, and claims that do not hold."""
    for how in (UNSETTLED, UNCONFIRMED, REFUTED):
        found = [one for one in told.results if one.how == how]
        yield f"- {how}: {len(found) or 'none'}"
        yield from (f"  - `{one.statement}`, {cited(one.citation)}{_under([one])}: {one.says}" for one in found)


def _by_says(results: Iterable[Result]) -> dict[str, list[Result]]:
    found: dict[str, list[Result]] = {}
    for one in results:
        found.setdefault(one.says, []).append(one)
    return found


def _under(some: list[Result]) -> str:
    """The laws, where it is not so under all."""
    laws = dict.fromkeys(one.law for one in some if one.law)
    return f" under {listed(f'`{law}`' for law in laws)}" if laws and len(laws) < len(LAWS) else ""
