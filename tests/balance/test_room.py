"""What a donor may still give a recipient in a year, and until when a gift can still be sent back."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ctethics.balance import LiveLedger, Space
from ctethics.law.money import parse_cents, show_cents
from tests.balance.gifts import PARTIES, meal, opened, outcome, thing

FOOD, LIFE = "1-79(5)(I)", "1-79(5)(L)"
WEDDING = {"occasion": "major life event", "relationship": "none", "item": "cash"}


def spaces(
    ledger: LiveLedger, donor: str, provision: str, on: str = "2025-06-01", recipient: str = "lee"
) -> list[Space]:
    return [one for one in ledger.room(donor, recipient, on).spaces if one.provision == provision]


def test_every_running_limit_has_a_line_with_its_words(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("dinner", "2025-02-01", "$30.00"), PARTIES)
        balance = ledger.room("acme", "lee", "2025-06-01")

    assert [one.provision for one in balance.spaces] == [
        FOOD,
        LIFE,
        "1-79(5)(M)",
        "1-79(5)(P)",
        "1-84(c) benefits by virtue of office (de minimis)",
    ]
    food = balance.spaces[0].to_dict()
    assert food == {
        "provision": FOOD,
        "what": "food and beverage",
        "per": [],
        "label": None,
        "limit": "$50.00",
        "says": "less than fifty dollars in the aggregate",
        "used": "$30.00",
        "left": "$19.99",
    }


def test_all_events_of_the_year_count_those_after_the_day_as_well(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        days = ("2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01")
        ledger.add_many([meal(f"on {day}", day, "$10.00") for day in days], PARTIES)
        assert spaces(ledger, "acme", FOOD)[0].used == "$20.00"
        assert spaces(ledger, "acme", FOOD, "2024-01-01")[0].used == "$10.00"
        assert spaces(ledger, "acme", FOOD, recipient="kim")[0].used == "$0.00"


def test_what_is_unknown_leaves_a_range(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("dinner", "2025-02-01", "$30.00"), PARTIES)
        ledger.add(meal("who was there", "2025-03-01", "$5.00", donor_in_attendance="unknown"))
        food = spaces(ledger, "acme", FOOD)[0]
        assert (food.used, food.left) == ("$30.00 to $35.00", "$14.99 to $19.99")
        ledger.add(meal("what it cost", "2025-03-01", "unknown"))
        food = spaces(ledger, "acme", FOOD)[0]
        assert (food.used, food.left) == ("$30.00 or more", "$0.00 to $19.99")


def test_donors_who_count_as_one_have_one_room(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("dinner", "2025-02-01", "$30.00", donor="ann"), PARTIES)
        ledger.add(meal("lunch", "2025-03-01", "$10.00", donor="bolt"))
        assert [spaces(ledger, donor, FOOD)[0].used for donor in ("ann", "bolt")] == ["$30.00", "$10.00"]
        ledger.state({"bolt": {"owned by": ["ann"]}})
        assert [spaces(ledger, donor, FOOD)[0].used for donor in ("ann", "bolt")] == ["$40.00", "$40.00"]
        ledger.state({"ann": {"registrant": None}})
        used = [spaces(ledger, donor, FOOD)[0].used for donor in ("ann", "bolt")]
        assert used == ["$30.00 to $40.00", "$10.00 to $40.00"]


def test_each_life_event_has_a_line_and_so_has_the_next_one(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(thing("one", "2025-02-01", "$400.00", value="$400.00", life_event="wedding", **WEDDING), PARTIES)
        ledger.add(thing("two", "2024-02-01", "$100.00", value="$100.00", life_event="wedding", **WEDDING))
        ledger.add(thing("three", "2025-03-01", "$50.00", value="$50.00", life_event="retirement", **WEDDING))
        lines = {one.label: (one.used, one.left) for one in spaces(ledger, "acme", LIFE)}
        assert lines == {
            "retirement": ("$50.00", "$950.00"),
            "wedding": ("$500.00", "$500.00"),
            None: ("$0.00", "$1,000.00"),
        }
        ledger.correct("three", {"life event": None})
        lines = {one.label: (one.used, one.left) for one in spaces(ledger, "acme", LIFE)}
        assert lines == {
            "wedding": ("$500.00 to $550.00", "$450.00 to $500.00"),
            None: ("$0.00 to $50.00", "$950.00 to $1,000.00"),
        }


def test_a_gift_can_be_returned_until_its_last_day_and_with_the_words_for_it(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("dinner", "2025-02-01", "$60.00"), PARTIES)
        last = ledger.room("acme", "lee", "2025-03-03").returns
        assert {(one.event, one.value, one.last_day) for one in last} == {("dinner", "$60.00", "2025-03-03")}
        assert last[0].provisions == ("1-79(5)", "1-91(7)")
        assert last[0].rests_on == "RCSA 1-92-54(c), thirty days, by a public copy; nothing in § 1-79(5) says it"
        assert ledger.room("acme", "lee", "2025-03-04").returns == ()
        assert ledger.room("acme", "kim", "2025-03-03").returns == ()
        ledger.correct("dinner", {"returned": "2025-03-03"})
        assert ledger.room("acme", "lee", "2025-03-03").returns == ()


def test_strict_rooms_count_what_nothing_presumed_keeps_out(tmp_path: Path) -> None:
    with opened(tmp_path, strict=True) as ledger:
        ledger.add(meal("dinner", "2025-02-01", "$30.00"), PARTIES)
        food = spaces(ledger, "acme", FOOD)[0]
        assert (food.used, food.left) == ("$0.00 to $30.00", "$19.99 to $49.99")


@given(costs=st.lists(st.integers(1, 6000), max_size=4), law=st.sampled_from(("current", "sb434")))
def test_a_meal_of_the_room_that_is_left_is_excepted_and_one_of_a_cent_more_is_not(costs: list[int], law: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), law) as ledger:
        ledger.state(PARTIES)
        ledger.add_many(meal(f"meal {n}", "2025-02-01", show_cents(cents)) for n, cents in enumerate(costs))
        left = parse_cents(spaces(ledger, "acme", FOOD)[0].left)
        used = sum(costs)
        limit = {"current": 5000, "sb434": 10000}[law]
        assert left == max(0, limit - 1 - used)
        if left:
            ledger.add(meal("next", "2025-06-01", show_cents(left)))
            assert FOOD in ledger.answer("next").finding("1-79(5)").excepted_by
            ledger.correct("next", {"cost": show_cents(left + 1)})
            assert FOOD not in ledger.answer("next").finding("1-79(5)").excepted_by
            assert outcome(ledger, "next") in ("applies", "excepted")


def test_a_gift_of_a_later_day_is_not_yet_there_to_be_returned(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("dinner", "2025-03-03", "$75.00"), PARTIES)

        assert {one.event for one in ledger.room("acme", "lee", "2025-03-03").returns} == {"dinner"}
        assert ledger.room("acme", "lee", "2025-03-02").returns == ()
