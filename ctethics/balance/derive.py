"""What follows from the facts in a ledger's file: places, sums and answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ctethics.answers import Answers
from ctethics.balance.answer import Answer, Changed, answer_of, differences, pack_answer, unpack_answer
from ctethics.balance.facts import Facts
from ctethics.balance.file import File
from ctethics.balance.places import PlaceBook, Places
from ctethics.balance.plan import Plan, Shape
from ctethics.balance.schema import DERIVED
from ctethics.balance.sums import Sums
from ctethics.engines.entries import Place
from ctethics.engines.protocol import Engine
from ctethics.engines.situation import Question
from ctethics.engines.totals import Totals
from ctethics.facts import Event, Ledger
from ctethics.program import Program

T = TypeVar("T", bound=Totals)
Say = Callable[[int], object] | None
# How often a long work says how far it is.
_OFTEN = 1000


class Derived:
    """Places, sums and answers; all of it is used inside the caller's transactions."""

    def __init__(self, file: File, program: Program, question: Question, engine: Engine) -> None:
        self.program, self.question, self.engine = program, question, engine
        self.sql, self.facts, self.plan = file.sql, Facts(file.sql), Plan(program, question)
        self.places = PlaceBook(file.sql)
        self.sums = Sums(file.sql, self.plan, self.places)

    def answer(self, id_: str) -> Answer | None:
        """The stored answer to an event."""
        row = self.sql.execute("SELECT answer FROM answers WHERE id = ?", (id_,)).fetchone()
        return unpack_answer(id_, row[0]) if row else None

    def around(self, event: Event) -> Totals:
        """One event in a ledger of its own, what others bring to its totals carried in from the file."""
        ids = set(event.roles.values())
        if "donor" in event.roles:
            ids |= self.facts.linked([event.roles["donor"]])
        return self.alone(Ledger(self.facts.parties(ids), (event,)), Totals)

    def alone(self, ledger: Ledger, sort: type[T]) -> T:
        """The totals of a ledger of one event, likewise. sort -- which class of them."""
        near: dict[int, Places] = {}
        totals = sort(
            self.program, ledger, self.question, lambda total, whole: self.sums.carried(total, whole, totals, near)
        )
        return totals

    def near(self, shape: Shape, place: Place) -> Places:
        """The places that may be the same as a place."""
        groups = [str(part) for name, part in zip(shape.total.per, place[1:], strict=True) if name == "donor group"]
        parties = self.facts.parties(self.facts.linked(groups)) if groups else {}
        return self.places.near(shape, place, Totals(self.program, Ledger(parties, ()), self.question))

    def answered(self, totals: Totals, index: int = 0) -> Answer:
        """The answer to an event of a ledger."""
        answers = Answers(self.program, totals.ledger, self.question, self.engine, totals)
        return answer_of(answers.result(index))

    def put_answer(self, after: Answer) -> tuple[Changed, ...]:
        """Keeps an answer; what it says otherwise than the one before, nothing where there was none."""
        before = self.answer(after.event)
        if before != after:
            self.sql.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (after.event, pack_answer(after)))
        return differences(before, after) if before else ()

    def everything(self) -> Totals:
        """The whole ledger."""
        return Totals(self.program, Ledger(self.facts.all_parties(), tuple(self.facts.all_events())), self.question)

    def answer_all(self, say: Say = None) -> tuple[Changed, ...]:
        totals = self.everything()
        answers = Answers(self.program, totals.ledger, self.question, self.engine, totals)
        found: list[Changed] = []
        for index in range(len(totals.ledger.events)):
            found += self.put_answer(answer_of(answers.result(index)))
            _say(say, index)
        self.sql.execute("DELETE FROM answers WHERE id NOT IN (SELECT id FROM events)")
        return tuple(found)

    def make_anew(self, say: Say) -> None:
        """Works everything out from the facts alone. say -- told how many events are answered."""
        for table in DERIVED:
            self.sql.execute(f"DELETE FROM {table}")
        for party in self.facts.all_parties().values():
            self.facts.put_links(party)
        for event in self.facts.all_events():
            self.facts.put_parts(event)
        if self.plan.needs_all:
            self.answer_all(say)
            return
        for event in self.facts.all_events():
            self.put_places(self.around(event))
        for rank in self.plan.ranks:
            for event in self.facts.all_events():
                self._put_rows(self.around(event), rank)
        for done, event in enumerate(self.facts.all_events()):
            self.put_answer(self.answered(self.around(event)))
            _say(say, done)

    def put_places(self, totals: Totals) -> None:
        event = totals.ledger.events[0]
        for shape in self.plan.shapes.get(event.kind, ()):
            self.places.put(shape, totals.place(shape.total, 0), event.day, event.id)

    def _put_rows(self, totals: Totals, rank: int) -> None:
        for use in self.plan.uses.get(totals.ledger.events[0].kind, ()):
            row = self.sums.row(use, totals) if use.rank == rank else None
            if row is not None:
                self.sums.put(use, row)


def _say(say: Say, done: int) -> None:
    if say is not None and done % _OFTEN == 0:
        say(done)


def bearing_on(d: Derived, event: Event) -> Ledger:
    """The events that share a total with an event, those that share one with them where totals depend on others,
    and all who may be of their donors' groups."""
    if d.plan.needs_all:
        return d.everything().ledger
    ids, open_ = {event.id}, [event]
    for _ in range(d.plan.depth):
        found: set[str] = set()
        for one in open_:
            totals = d.around(one)
            for shape in d.plan.shapes.get(one.kind, ()):
                found |= set(d.places.at(d.places.near(shape, totals.place(shape.total, 0), totals)))
        open_ = d.facts.events(found - ids)
        ids |= found
    events = d.facts.events(ids)
    donors = {one.roles["donor"] for one in events if "donor" in one.roles}
    parties = {party for one in events for party in one.roles.values()} | d.facts.linked(donors)
    return Ledger(d.facts.parties(parties), tuple(events))
