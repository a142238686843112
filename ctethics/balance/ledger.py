"""The live balance as programs use it: `Law.ledger(path)`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from types import TracebackType

from ctethics.answers import Answers
from ctethics.balance.answer import Answer, Changed, Entry
from ctethics.balance.change import update
from ctethics.balance.derive import Derived, Say, bearing_on
from ctethics.balance.errors import LedgerError, refusal
from ctethics.balance.facts import pack_event
from ctethics.balance.file import PATIENCE_SECONDS, File
from ctethics.balance.opening import begin
from ctethics.balance.room import Balance, balance
from ctethics.balance.stating import Stating
from ctethics.balance.told import pack, renamed, told_event, told_party, type_facts
from ctethics.diagnostics import Diagnostic, Span, UsageError, near
from ctethics.engines.registry import make_engine
from ctethics.engines.situation import Question
from ctethics.facts import Case, Event, Ledger, Party
from ctethics.law.calendar import NotADate, parse_day
from ctethics.outcome import EventResult
from ctethics.program import Program

_ENGINE = "generated"
_BATCH = 500


class LiveLedger:
    """A ledger in a file: events added one at a time, each answered by the totals so far; a context manager.

    An entry is acknowledged, by a call that returns, only when it is on disk; one that raises has written nothing.
    Several processes and objects may use one file at a time; one object is used by one thread. Events are mappings as
    in a case file, with `id`, `kind`, `date`, the parties' parts and facts.

    An event that comes last in its year costs the same however many there are; one before others costs the answers to
    those that share a total with it. In strict mode any two donors may be one, and every entry costs the whole ledger.

    Every method raises LedgerError for a file that cannot be read or written, is in use elsewhere for too long, is
    damaged, or was answered by other rules meanwhile.
    """

    def __init__(
        self,
        path: str | Path,
        program: Program,
        question: Question,
        *,
        say: Say = None,
        facts_only: bool = False,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.program, self.question, self._facts_only = program, question, facts_only
        self._file = File(path, patience)
        self._derived = Derived(self._file, program, question, make_engine(_ENGINE, program))
        self._facts = self._derived.facts
        self._stating = Stating(self.path, self._facts, program.vocabulary)
        try:
            self._rules = begin(self._file, self._derived, say, facts_only=facts_only)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> LiveLedger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; every later call but this one raises LedgerError."""
        self._file.close()

    @property
    def path(self) -> str:
        """The file's path as it was given."""
        return self._file.path

    def check(self) -> None:
        """Reads the whole file; raises LedgerError where it is damaged."""
        self._file.check()

    # What is stated.

    def add(self, event: Mapping[str, object], parties: Mapping[str, Mapping[str, object]] | None = None) -> Entry:
        """Adds an event. The same event again, with the same facts, changes nothing and is acknowledged.

        parties -- the facts of parties: of new ones, more of those known, or the same once more.
        Raises CaseError for facts that cannot be read, LedgerError for an id used with other facts.
        """
        with self._writing():
            typed = self._stating.typed([event], parties or {})
            (one,) = typed.events
            changed = self._add(typed)
            return Entry(one.id, changed is not None, self._answer(one.id), changed or ())

    def add_many(
        self,
        events: Iterable[Mapping[str, object]],
        parties: Mapping[str, Mapping[str, object]] | None = None,
        *,
        say: Say = None,
    ) -> int:
        """Adds events in batches, each acknowledged when it is on disk; how many of them the ledger did not know.

        say -- told after each batch how many events are on disk, those known before among them.
        Raises what `add` does; the batches told of stay.
        """
        stated = dict(parties or {})
        while len(stated) > _BATCH:
            some = {id_: stated.pop(id_) for id_ in list(stated)[:_BATCH]}
            with self._writing():
                self._add(self._stating.typed([], some))
        new = done = 0
        rest = iter(events)
        batch = list(islice(rest, _BATCH))
        while batch or stated:
            with self._writing():
                typed = self._stating.typed(batch, stated)
                new += sum(map(self._stating.is_new, typed.events))
                self._add(typed)
            done += len(batch)
            if say is not None:
                say(done)
            stated, batch = {}, list(islice(rest, _BATCH))
        return new

    def correct(
        self,
        event: str,
        facts: Mapping[str, object],
        parties: Mapping[str, Mapping[str, object]] | None = None,
    ) -> Entry:
        """States facts of an event otherwise: its date, kind and parts as well; None or `unknown` withdraws one.

        Raises CaseError for facts that cannot be read, LedgerError for an event there is not.
        """
        with self._writing():
            before = self._known(event)
            told = told_event(before, self.program.vocabulary) | renamed(facts)
            if told["id"] != event:
                what, why = f"the id of `{event}` cannot become `{told['id']}`", "an event keeps its id."
                raise refusal(self.path, "CTE807", what, why, "remove the event and add it under the other id.")
            typed = self._stating.typed(
                [{name: value for name, value in told.items() if value is not None}], parties or {}
            )
            (after,) = typed.events
            parties_new = self._stating.new_parties(typed)
            if after == before and not parties_new:
                return Entry(event, False, self._answer(event), ())
            self._facts.log("correct", event, pack_event(after))
            changed = self._update({event: after}, parties_new)
            return Entry(event, True, self._answer(event), changed)

    def state(self, parties: Mapping[str, Mapping[str, object]]) -> tuple[Changed, ...]:
        """States facts of parties, known or not; None or `unknown` withdraws one. What that changed of every event.

        Raises CaseError for facts that cannot be read.
        """
        with self._writing():
            plain = {
                id_: {name: "unknown" if value is None else value for name, value in facts.items()}
                if isinstance(facts, Mapping)
                else facts
                for id_, facts in parties.items()
            }
            typed = type_facts(self.program.vocabulary, [], plain)
            stated = [self._stating.party(party, renamed(plain[party.id])) for party in typed.parties.values()]
            return self._update({}, [party for party in stated if party != self._facts.party(party.id)])

    def remove(self, event: str) -> tuple[Changed, ...]:
        """Takes out an event entered by mistake; what that changed of others. The file's journal keeps it.

        Raises LedgerError for an event there is not.
        """
        with self._writing():
            self._facts.log("remove", self._known(event).id, "{}")
            return self._update({event: None}, [])

    # What is known.

    def __len__(self) -> int:
        with self._reading(facts_only=True):
            (number,) = self._file.sql.execute("SELECT count(*) FROM events").fetchone()
            return int(number)

    def __contains__(self, event: object) -> bool:
        with self._reading(facts_only=True):
            return isinstance(event, str) and self._facts.event(event) is not None

    def __iter__(self) -> Iterator[str]:
        """The events' ids, by day and within a day by id; what others add meanwhile may be among them."""
        with self._reading(facts_only=True):
            ids = [id_ for (id_,) in self._file.sql.execute("SELECT id FROM events ORDER BY day, id")]
        return iter(ids)

    def answer(self, event: str) -> Answer:
        """What is said of an event, as it was worked out when it or what bears on it last changed."""
        with self._reading():
            self._known(event)
            return self._answer(event)

    def __getitem__(self, event: str) -> EventResult:
        """Everything that is said of an event, with the reasons, worked out now from the events that bear on it.

        Raises LedgerError for an event there is not.
        """
        with self._reading():
            ledger = bearing_on(self._derived, self._known(event))
        answers = Answers(self.program, ledger, self.question, self._derived.engine)
        return answers.result([one.id for one in ledger.events].index(event))

    def room(self, donor: str, recipient: str, on: object) -> Balance:
        """What a donor may still give a recipient in the calendar year of a day, and what can be returned on it.

        on -- a date, as `2025-03-05`; every event of its year counts, those after it as well.
        Raises LedgerError for a party there is not, UsageError for what is no date.
        """
        try:
            day = parse_day(on)
        except NotADate as error:
            fix = "write it as in 2025-03-03."
            raise UsageError([Diagnostic("CTE602", Span.whole("on"), f"`on` is `{on}`", f"{error}.", fix)]) from None
        with self._reading():
            for id_ in (donor, recipient):
                self._check_party(id_)
            return balance(self._derived, donor, recipient, day)

    def at_one_moment(self) -> AbstractContextManager[None]:
        """A context: all that is asked inside is of one moment, whoever else writes meanwhile."""
        return self._reading()

    def stated(self, event: str) -> dict[str, object]:
        """What was stated of an event, as a case file states it. Raises LedgerError for an event there is not."""
        with self._reading(facts_only=True):
            return told_event(self._known(event), self.program.vocabulary)

    def parties(self, ids: Iterable[str]) -> dict[str, dict[str, object]]:
        """The facts of those of the names that are parties of the ledger, as a case file states them."""
        with self._reading(facts_only=True):
            found = self._facts.parties(ids)
            return {id_: told_party(party, self.program.vocabulary) for id_, party in found.items()}

    def case(self) -> Case:
        """Everything stated, in the shape of a case file; of a file opened for its facts only as well."""
        with self._reading(facts_only=True):
            vocabulary = self.program.vocabulary
            parties = {id_: told_party(party, vocabulary) for id_, party in self._facts.all_parties().items()}
            events = [told_event(event, vocabulary) for event in self._facts.all_events()]
        return Case(parties, events, self.question.law, self.question.readings)

    # How it is done.

    def _writing(self) -> AbstractContextManager[None]:
        return self._file.writing(self._same_rules)

    def _reading(self, *, facts_only: bool = False) -> AbstractContextManager[None]:
        return self._file.reading() if facts_only else self._file.reading(self._same_rules)

    def _same_rules(self) -> None:
        """Raises LedgerError where the facts alone can be relied on."""
        if self._facts_only:
            what, why = "the ledger was opened for its facts only", "what follows from them was left alone."
            raise refusal(self.path, "CTE810", what, why, "open it without `facts_only`.")
        if self._facts.meta("rules") != self._rules:
            what = "the ledger was answered by other rules"
            why = "another process has opened it since, with other rules than these."
            raise refusal(self.path, "CTE810", what, why, "open it once more, with the rules to answer by.")

    def _add(self, typed: Ledger) -> tuple[Changed, ...] | None:
        """Writes what is new; what that changed, or None where nothing is. Raises LedgerError for an id used again."""
        parties = self._stating.new_parties(typed)
        events = {event.id: event for event in typed.events if self._stating.is_new(event)}
        if not parties and not events:
            return None
        for event in events.values():
            self._facts.log("add", event.id, pack_event(event))
        return self._update(events, parties)

    def _update(self, events: Mapping[str, Event | None], parties: list[Party]) -> tuple[Changed, ...]:
        for party in parties:
            self._facts.log("state", party.id, pack(party.facts))
        return update(self._derived, events, parties)

    def _answer(self, event: str) -> Answer:
        found = self._derived.answer(event)
        assert found is not None, f"the event {event} has no answer"
        return found

    def _known(self, id_: str) -> Event:
        event = self._facts.event(id_)
        if event is None:
            raise self._unknown("event", id_, "SELECT id FROM events")
        return event

    def _check_party(self, id_: str) -> None:
        if self._facts.party(id_) is None:
            raise self._unknown("party", id_, "SELECT id FROM parties")

    def _unknown(self, sort: str, id_: str, asked: str) -> LedgerError:
        # The nearest of some that begin alike: all of a long ledger would take long.
        begin = id_[:1]
        rows = self._file.sql.execute(f"{asked} WHERE id >= ? AND id < ? LIMIT 1000", (begin, begin + chr(0x10FFFF)))
        guess = near(id_, (row[0] for row in rows))
        fix = f"write `{guess}`." if guess else f"name {'an event' if sort == 'event' else 'a party'} of the ledger."
        return refusal(self.path, "CTE808", f"there is no {sort} `{id_}`", "the ledger knows none of this name.", fix)
