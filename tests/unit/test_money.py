"""Money is whole cents from the border inwards."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ctethics.law.money import MOST_CENTS, NotAnAmount, parse_cents, show_cents

CENTS = st.integers(0, MOST_CENTS)


@given(CENTS)
@example(0)
@example(MOST_CENTS)
def test_an_amount_is_exact_to_the_cent(cents: int) -> None:
    assert parse_cents(show_cents(cents)) == cents
    assert parse_cents(show_cents(cents).replace(",", "")) == cents
    assert parse_cents(Decimal(cents).scaleb(-2)) == cents


@given(st.integers(0, MOST_CENTS // 100))
def test_an_int_is_whole_dollars(dollars: int) -> None:
    assert parse_cents(dollars) == dollars * 100


@given(CENTS)
def test_the_precision_of_the_callers_decimals_changes_no_cent(cents: int) -> None:
    amount = Decimal(f"{cents // 100}.{cents % 100:02d}")
    with localcontext() as context:
        context.prec = 1
        assert parse_cents(amount) == cents


@pytest.mark.parametrize(
    ("value", "cents"),
    [
        ("$1,234.56", 123456),
        ("$1234.56", 123456),
        (" $75 ", 7500),
        ("$0.01", 1),
        ("$1,000,000,000,000.00", MOST_CENTS),
        (Decimal("75.000"), 7500),
        (Decimal("7.5E+1"), 7500),
        (Decimal("-0.00"), 0),
        (Decimal("0E+999999"), 0),
        (0, 0),
    ],
    ids=str,
)
def test_an_amount_may_be_written_so(value: object, cents: int) -> None:
    assert parse_cents(value) == cents


@pytest.mark.parametrize(
    "text",
    ["", "$", "75", "$1,23.45", "$12,34,567.00", "$75.0", "$75.000", "$-75.00", "$1e3", "$ 75.00", "$75.00 USD", "75$"],
)
def test_an_amount_may_not_be_written_so(text: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_cents(text)


@pytest.mark.parametrize(
    "value",
    [MOST_CENTS // 100 + 1, Decimal("1000000000000.01"), "$1,000,000,000,000.01", "$99999999999999", 10**40],
    ids=str,
)
def test_no_amount_is_above_a_trillion_dollars(value: object) -> None:
    with pytest.raises(NotAnAmount, match="at most"):
        parse_cents(value)


@given(st.floats())
def test_no_float_is_an_amount(value: float) -> None:
    with pytest.raises(NotAnAmount):
        parse_cents(value)


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_decimal_is_an_amount_if_and_only_if_it_is_whole_cents_in_range(value: Decimal) -> None:
    with localcontext() as context:
        context.prec = 6000
        is_amount = (
            value.is_finite() and 0 <= value * 100 <= MOST_CENTS and value * 100 == (value * 100).to_integral_value()
        )
    if is_amount:
        assert Decimal(parse_cents(value)) == value * 100
    else:
        with pytest.raises(NotAnAmount):
            parse_cents(value)
