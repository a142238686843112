"""The files of a random rule base: each has readings and totals of its own and one provision or more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ctethics.compile.provisions import exception_of
from ctethics.law.statute import Statute
from ctethics.program import Condition, Provision, ReadingChoice, StatutoryException, Total, TotalIs, leaves
from ctethics.proving.rebuilding import rebuilt
from ctethics.testing.choosing import Chooser, happens, some_of
from tests.rule_bases.conditions import Pool, make_condition, make_total, so_many
from tests.rule_bases.vocabulary import Words

KEYS = "ABCDEFGHIJ"
LETTERS = "abcdefghij"
FURTHER = ("", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a rule base may be: so many provisions, exceptions of each, totals of a file and parts of a joint.

    depth -- how deep joints nest; is_layered -- whether totals ask provisions too, provisions share the words of others
    and some speak of meetings.
    """

    provisions: int = 4
    exceptions: int = 3
    totals: int = 3
    parts: int = 4
    depth: int = 3
    is_layered: bool = False


@dataclass(slots=True)
class File:
    """A rule file in the making: what its rules may share, and how many there are."""

    citation: str
    kind: str
    readings: tuple[ReadingChoice, ...]
    totals: list[Total] = field(default_factory=list)
    named: int = 0
    rules: int = 0
    is_sharing: bool = False

    def next_citation(self) -> str:
        """The file's own, and after that those of further rules under `also`."""
        self.rules += 1
        return f"{self.citation} {FURTHER[self.rules - 1]}".rstrip()

    def next_total(self) -> str:
        self.named += 1
        return f"{self.citation} t{self.named}"


class Files:
    """The provisions made so far, and the files that they stand in."""

    def __init__(self, choose: Chooser, words: dict[str, Words], size: Size) -> None:
        self._choose, self._words, self._size = choose, words, size
        self._files: list[File] = []
        self.provisions: dict[str, Provision] = {}

    def add(self) -> None:
        """One more provision: in a file of its own, in the last one, or with the words of an earlier one."""
        own = [p for p in self.provisions.values() if p.shares is None]
        if own and self._size.is_layered and happens(self._choose, 1, 6):
            made = self._share(self._choose.one_of(own))
        else:
            kind = self._choose.one_of(("transfer", "transfer", "meeting") if self._size.is_layered else ("transfer",))
            is_further = bool(own) and not self._files[-1].is_sharing and happens(self._choose, 1, 3)
            made = self._make(self._files[-1] if is_further else self._open(kind), kind)
        self.provisions[made.citation] = made

    def _open(self, kind: str) -> File:
        number = len(self._files)
        citation = f"1-1({LETTERS[number]})"
        self._files.append(File(citation, kind, readings_of(citation, number)))
        return self._files[-1]

    def _make(self, file: File, kind: str) -> Provision:
        """A rule that refers to those before it; what is about the file's kind of event shares the file's totals."""
        choose, size = self._choose, self._size
        refers = tuple(p.citation for p in self.provisions.values() if p.about == kind)
        totals = file.totals if kind == file.kind else []
        pool = Pool(self._words[kind], file.readings, (), refers if size.is_layered else (), size.parts)
        for _ in so_many(choose, 0, size.totals - len(totals)):
            totals.append(make_total(choose, file.next_total(), pool))
        pool = replace(pool, totals=totals, refers=refers)
        citation = file.next_citation()
        general = make_condition(choose, pool, size.depth)
        excepted = {KEYS[n]: make_condition(choose, pool, 2) for n in so_many(choose, 0, size.exceptions)}
        readings = file.readings if file.rules == 1 else ()
        return provision_of(citation, kind, general, excepted, readings, file.citation)

    def _share(self, owner: Provision) -> Provision:
        """The owner's rule and some of its exceptions, the totals apart from the owner's."""
        file = self._open(owner.about)
        file.is_sharing = True
        citation = file.next_citation()
        swaps = {id(total): _moved(total, file) for total in _totals_of(owner)}
        general = rebuilt(owner.general, swaps)
        kept = some_of(self._choose, owner.exceptions)
        excepted = {e.key: rebuilt(e.when, swaps) for e in kept}
        readings = next(one.readings for one in self._files if one.citation == owner.file)
        made = provision_of(citation, owner.about, general, excepted, readings, file.citation)
        return replace(made, shares=owner.citation)


def readings_of(citation: str, number: int) -> tuple[ReadingChoice, ...]:
    """Two doubts of a file's own: no two readings have one name."""
    more = f" {number + 1}" if number else ""
    three, two = {"first": "so", "second": "so", "third": "so"}, {"narrow": "so", "wide": "so"}
    doubts = ((f"doubt{more}", three), (f"other doubt{more}", two))
    return tuple(ReadingChoice(name, citation, "Which?", choices, "the first is usual") for name, choices in doubts)


def provision_of(
    citation: str,
    kind: str,
    general: Condition,
    excepted: dict[str, Condition],
    readings: tuple[ReadingChoice, ...],
    file: str,
) -> Provision:
    """The provision without the words of any statute."""
    exceptions = tuple(
        StatutoryException(exception_of(citation, key), key, f"exception {key}", f"({key})", when)
        for key, when in excepted.items()
    )
    statute = Statute((), ())
    return Provision(
        citation, "made up", kind, "definition", general, exceptions, readings, None, statute, (), file=file
    )


def _totals_of(provision: Provision) -> Iterator[Total]:
    for condition in provision.conditions():
        yield from (leaf.total for leaf in leaves(condition) if isinstance(leaf, TotalIs))


def _moved(total: Total, file: File) -> Total:
    return replace(total, name=f"{file.citation} {total.name.rpartition(' ')[2]}")
