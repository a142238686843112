"""What the law's phrases mean: one operator, one number, one unit, or nothing that may be relied on."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ctethics.law.phrases import OPERATORS, OPPOSITES, Meaning, numbers_in, parse_phrase

ONES = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    """An independent speller: digit by digit, as the statutes write numbers."""
    thousands, hundreds, rest = number // 1000, number // 100 % 10, number % 100
    words = [f"{spelled(thousands)} thousand"] if thousands else []
    words += [f"{ONES[hundreds]} hundred"] if hundreds else []
    if rest < 20:
        words += [ONES[rest]] if rest else []
    else:
        words.append(TENS[rest // 10] + (f"-{ONES[rest % 10]}" if rest % 10 else ""))
    return " ".join(words) or "zero"


_DAY = "day of the month"
MEANINGS = [
    ("less than one hundred dollars", "less than", 100, "dollars"),
    ("less than two hundred fifty dollars", "less than", 250, "dollars"),
    ("less than fifty dollars in the aggregate", "less than", 50, "dollars"),
    ("less than one hundred\n dollars per person", "less than", 100, "dollars"),
    ("does not exceed one thousand dollars", "not more than", 1000, "dollars"),
    ("does not exceed one thousand five hundred dollars", "not more than", 1500, "dollars"),
    ("Not more than TWENTY dollars", "not more than", 20, "dollars"),
    ("a value of more than ten dollars", "more than", 10, "dollars"),
    ("in excess of one hundred dollars", "more than", 100, "dollars"),
    ("exceeds three thousand dollars", "more than", 3000, "dollars"),
    ("three thousand dollars or more", "at least", 3000, "dollars"),
    ("at least three thousand dollars", "at least", 3000, "dollars"),
    ("not less than ten dollars", "at least", 10, "dollars"),
    ("no less than ten dollars", "at least", 10, "dollars"),
    ("may not exceed ten dollars", "not more than", 10, "dollars"),
    ("not to exceed ten dollars", "not more than", 10, "dollars"),
    ("not later than ten days thereafter", "not more than", 10, "days"),
    ("within thirty days", "not more than", 30, "days"),
    ("no more than five hours", "not more than", 5, "hours"),
    ("not more than once", "not more than", 1, "times"),
    ("less than a one-hundred-dollar limit", "less than", 100, "dollars"),
    ("less than 3,000 dollars", "less than", 3000, "dollars"),
    ("not more than $50 in a calendar year", "not more than", 50, "dollars"),
    ("$1,000 or more", "at least", 1000, "dollars"),
    ("does not exceed $100.", "not more than", 100, "dollars"),
    ("within six months", "not more than", 6, "months"),
    ("not later than one month after", "not more than", 1, "months"),
    ("within one year of leaving office", "not more than", 1, "years"),
    ("not later than five years after the violation", "not more than", 5, "years"),
    ("for a period of three years", "at least", 3, "years"),
    ("for a period of one-hundred-twenty days", "at least", 120, "days"),
    ("no later than the tenth day of the month following", "not more than", 10, "day of the month"),
    ("not within ten days", "more than", 10, "days"),
    ("later than ten days after", "more than", 10, "days"),
    ("not earlier than ten days after", "at least", 10, "days"),
    ("sooner than ten days after", "less than", 10, "days"),
    ("within ten days before", "not more than", 10, "days"),
    ("not exceeding ten dollars", "not more than", 10, "dollars"),
    ("in an amount exceeding ten dollars", "more than", 10, "dollars"),
    ("not in excess of ten dollars", "not more than", 10, "dollars"),
    ("shall not exceed ten dollars", "not more than", 10, "dollars"),
    ("cannot exceed ten dollars", "not more than", 10, "dollars"),
    ("fewer than five hours", "less than", 5, "hours"),
    ("no fewer than five hours", "at least", 5, "hours"),
    ("greater than ten dollars", "more than", 10, "dollars"),
    ("not greater than ten dollars", "not more than", 10, "dollars"),
    ("up to ten dollars", "not more than", 10, "dollars"),
    ("ten dollars or less", "not more than", 10, "dollars"),
    ("at most ten days", "not more than", 10, "days"),
    ("not more than twice", "not more than", 2, "times"),
    ("between the first and tenth day of", "not more than", 10, "day of the month"),
    ("not later than the fifteenth day of the month", "not more than", 15, "day of the month"),
]
NO_MEANING = [
    "one hundred dollars",
    "less than the limit",
    "less than one hundred",
    "less than one hundred persons",
    "more than ten dollars and less than twenty dollars",
    "more than ten or twenty dollars",
    "more than ten dollars, more than once",
    "more than ten dollars and more than ten dollars",
    "less than one hundred and fifty dollars",
    "less than hundred dollars",
    "hundred fifty dollars or more",
    "not more than ten (10) days",
    "not more than ten twenty dollars",
    "not more than twenty ten dollars",
    "less than 10.50 dollars",
    "less than 1,00 dollars",
    "never exceeds ten dollars",
    "not at least ten dollars",
    "a person who is not a registrant gives more than ten dollars",
    "not more than ten business days",
    "not more than $1.50",
    "not more than $50 or $60",
    "not more than $50 or fifty days",
    "$50",
    "three years",
    "the tenth day of the month",
    "no later than the twentieth day of the month",
    "no later than the twenty-first day of the month",
    "no later than the tenth day of the second month",
    "for a period of not less than three years",
    "for a period of three or five years",
    "within one calendar year",
    "between the first and second and tenth day",
    "within ten days of the first meeting",
    "not returned within ten days",
    "not, within ten days,",
    "not less than ten nor more than twenty days",
    "shall not be more than ten dollars",
    "not until ten days after",
    "no later than within ten days",
    "not later than ten days before the hearing",
    "earlier than ten days prior to the hearing",
    "",
]


@pytest.mark.parametrize(("phrase", "operator", "number", "unit"), MEANINGS, ids=[row[0] for row in MEANINGS])
def test_a_phrase_of_the_statute_means_this(phrase: str, operator: str, number: int, unit: str) -> None:
    assert parse_phrase(phrase) == Meaning(operator, number, unit)


@pytest.mark.parametrize("phrase", [row[0] for row in MEANINGS])
def test_a_not_before_a_phrase_turns_it_round_or_leaves_it_without_a_meaning(phrase: str) -> None:
    plain, negated = parse_phrase(phrase), parse_phrase(f"not {phrase}")
    assert plain is not None
    assert negated is None or negated == plain._replace(operator=OPPOSITES[plain.operator])


@pytest.mark.parametrize("phrase", NO_MEANING)
def test_a_phrase_that_states_no_limit_or_two_or_leaves_doubt_means_nothing(phrase: str) -> None:
    assert parse_phrase(phrase) is None


def test_each_number_from_nought_to_nine_thousand_nine_hundred_ninety_nine_is_read_as_it_is_spelled() -> None:
    read = [parse_phrase(f"less than {spelled(number)} dollars") for number in range(10000)]
    assert read == [Meaning("less than", number, "dollars") for number in range(10000)]


@given(st.lists(st.sampled_from([*ONES[1:], *TENS[2:], "hundred", "thousand"]), min_size=1, max_size=6))
@example(["fifteen", "hundred"])
def test_words_that_no_one_would_spell_are_never_taken_for_a_number(words: list[str]) -> None:
    meaning = parse_phrase(f"less than {' '.join(words)} days")
    said = " ".join(words)
    assert meaning is None or spelled(meaning.number).replace("-", " ") == said


@given(st.text(max_size=60))
def test_any_text_whatever_has_a_meaning_or_none(text: str) -> None:
    meaning = parse_phrase(text)
    assert meaning is None or meaning.operator in OPERATORS


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a fine of $10,000, or ten days", {(10000, "dollars"), (10, "days")}),
        ("within thirty (30) days", {(30, "days")}),
        ("the first and tenth day, not more than twice", {(1, _DAY), (10, _DAY), (2, "times")}),
        ("two hundred fifty dollars, not fifty cents", {(250, "dollars")}),
        ("ten persons and $1.50", set()),
    ],
)
def test_the_numbers_of_a_text_are_those_with_a_unit(text: str, numbers: set[tuple[int, str]]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        ("less than", True, False, False),
        ("not more than", True, True, False),
        ("more than", False, False, True),
        ("at least", False, True, True),
    ],
)
def test_the_four_operators_differ_at_the_exact_figure(operator: str, below: bool, at: bool, above: bool) -> None:
    assert [OPERATORS[operator](amount, 5000) for amount in (4999, 5000, 5001)] == [below, at, above]


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("amount", [4999, 5000, 5001])
def test_of_two_opposite_operators_exactly_one_holds(operator: str, amount: int) -> None:
    assert OPERATORS[operator](amount, 5000) is not OPERATORS[OPPOSITES[operator]](amount, 5000)
