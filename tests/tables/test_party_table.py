"""Facts of parties from a table of their own stand beside each event, in the part the party has in it."""

from typing import Any

import polars as pl
import pytest

from ctethics.diagnostics import CaseError
from ctethics.tables import Typed, party_facts, rejects, with_parties
from tests.tables.ledgers import BACKENDS, TRANSFER, VOCABULARY, Backend, events, in_polars, made, mapped, rows

PARTIES = pl.DataFrame(
    {
        "id": ["acme", " lee ", "kim"],
        "Kind": ["business", "person", None],
        "registrant": ["yes", "no", ""],
        "doing business with": ["OPM; DCP", "none", None],
        "since": [1999, 2001, 2003],
    }
)


def _joined(frame: pl.DataFrame, parties: pl.DataFrame, backend: Backend = in_polars, **options: Any) -> Typed:
    facts = party_facts(backend(parties), VOCABULARY)
    return with_parties(made(frame, backend), facts, TRANSFER, VOCABULARY, **options)


@BACKENDS
def test_each_party_brings_its_facts_in_its_part(backend: Backend) -> None:
    table = events({"id": ["1", "2"], "donor": ["acme", "kim"], "recipient": ["lee", "acme"]})
    answer = _joined(table, PARTIES, backend)
    found = sorted(rows(answer.frame), key=lambda row: row["id"])
    assert [row["ct:donor kind"] for row in found] == ["business", None]
    assert [row["ct:recipient kind"] for row in found] == ["person", "business"]
    assert [row["ct:recipient registrant"] for row in found] == [False, True]
    assert [row["ct:donor doing business with"] for row in found] == ["\x1fOPM\x1fDCP\x1f", None]
    assert [row["ct:rejected"] for row in found] == [False, False]
    assert answer.stated["recipient registrant"].role == "recipient"
    assert not {"since", "registrant"} & set(found[0])


@BACKENDS
def test_a_party_that_the_table_lacks_is_a_bad_cell(backend: Backend) -> None:
    answer = _joined(events({"id": ["1", "2"], "donor": ["acme", "bob"]}), PARTIES, backend)
    assert sorted((row["id"], row["ct:rejected"]) for row in rows(answer.frame)) == [("1", False), ("2", True)]
    assert rows(rejects(answer)) == [
        {"id": "2", "column": "donor", "value": "bob", "reason": "`bob` is not in the table of parties"}
    ]


@BACKENDS
def test_a_presumed_part_that_nobody_has_looks_nobody_up(backend: Backend) -> None:
    answer = _joined(events({"id": ["1"], "on behalf of": [""]}), PARTIES, backend)
    assert [(row["ct:on behalf of kind"], row["ct:rejected"]) for row in rows(answer.frame)] == [(None, False)]


@BACKENDS
def test_parties_that_are_whole_numbers_are_found_by_number_and_by_text(backend: Backend) -> None:
    frame = events({"id": ["1"], "donor": [1], "recipient": [2]})
    for ids in ([1, 2], ["1", "2"]):
        answer = _joined(frame, pl.DataFrame({"id": ids, "kind": ["business", "person"]}), backend)
        assert [(row["ct:donor kind"], row["ct:rejected"]) for row in rows(answer.frame)] == [("business", False)]


def test_only_the_facts_wanted_are_added() -> None:
    answer = _joined(events({"id": ["1"]}), PARTIES, wanted={"donor kind"})
    assert "ct:donor kind" in rows(answer.frame)[0]
    assert "ct:recipient kind" not in rows(answer.frame)[0]
    assert "recipient kind" not in answer.stated


def test_a_fact_that_both_tables_state_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        _joined(events({"donor kind": ["person"]}), PARTIES)
    assert str(caught.value) == (
        "the table: error[CTE610] `donor kind`: in the table of parties too\n"
        " why: which of the two holds cannot be told.\n"
        " fix: drop the column from one of them."
    )


@BACKENDS
def test_a_party_that_is_there_twice_is_refused(backend: Backend) -> None:
    with pytest.raises(CaseError) as caught:
        _joined(events({"id": ["1"]}), pl.concat([PARTIES, PARTIES.head(2)]), backend)
    assert [problem.what for problem in caught.value.diagnostics] == [
        "the party `acme` is there 2 times",
        "the party `lee` is there 2 times",
    ]
    assert {problem.code for problem in caught.value.diagnostics} == {"CTE613"}


def test_a_bad_cell_of_a_party_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        _joined(events({"id": ["1"]}), pl.DataFrame({"id": ["acme", ""], "registrant": ["perhaps", "yes"]}))
    assert str(caught.value) == (
        "the table of parties: error[CTE613] a party, column `id`: ``\n"
        " why: is empty.\n"
        " fix: mend it, or leave the cell empty.\n\n"
        "the table of parties: error[CTE613] party `acme`, column `registrant`: `perhaps`\n"
        " why: it is yes, no or unknown.\n"
        " fix: mend it, or leave the cell empty."
    )


def test_a_table_of_parties_has_a_map_of_its_own() -> None:
    told = mapped({"columns": {}, "parties": {"id": "Name", "registrant": {"column": "R", "yes": "Y", "no": "N"}}})
    facts = party_facts(in_polars(pl.DataFrame({"Name": ["acme"], "R": ["Y"]})), VOCABULARY, told.of_parties)
    assert [(row["ct:id"], row["ct:registrant"]) for row in rows(facts.frame)] == [("acme", True)]


def test_a_table_of_parties_without_ids_is_refused() -> None:
    with pytest.raises(CaseError, match="there is no column for `id`"):
        party_facts(in_polars(pl.DataFrame({"name": ["acme"]})), VOCABULARY)


def test_near_misses_of_the_table_of_parties_are_noted() -> None:
    facts = party_facts(in_polars(pl.DataFrame({"id": ["acme"], "registrants": ["yes"]})), VOCABULARY)
    assert facts.notes == ("column `registrants` is not a fact; did you mean `registrant`?",)
