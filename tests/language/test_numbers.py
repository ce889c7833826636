import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.language.numbers import find_numbers, parse_number, word_places
from tests.timing import at_most


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("0.1", 0.1),
        ("1,5", 1.5),
        ("0,125", 0.125),
        (".5", 0.5),
        ("0·5", 0.5),
        ("1,500", 1500),
        ("500 000", 500000),
        ("1,234,567.8", 1234567.8),
        ("1.500.000", 1500000),
        ("2 x 10^7", 2e7),
        ("2 × 10\\^7", 2e7),
        ("10⁶", 1e6),
        ("1.0×10⁻³", 0.001),
        ("10e6", 1e6),
        ("1.5 x 10e6", 1.5e6),
        ("5e6", 5e6),
        ("3 million", 3e6),
        ("½", 0.5),
        ("2½", 2.5),
        ("1 1/2", 1.5),
        ("1/2", 0.5),
        ("one", 1),
        ("twenty-five", 25),
        ("Two hundred", 200),
        ("one and a half", 1.5),
        ("half", 0.5),
        ("-5", -5),
        ("−5", -5),
        ("1'500", 1500),
        ("1’500.5", 1500.5),
        ("1.234,56", 1234.56),
        ("1.234.567,8", 1234567.8),
        ("1 234,5", 1234.5),
        ("2·10^7", 2e7),
        ("one hundred and twenty", 120),
        ("one hundred twenty", 120),
        ("one thousand five hundred", 1500),
        ("two hundred thousand", 200000),
        ("twenty-two and a half", 22.5),
    ],
)
def test_one_number(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "5 mg", "3-5", "1 2", "12a", "-"])
def test_what_is_not_one_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "quote"),
    [
        ("3-5 days", 3, 5, "3-5"),
        ("3 to 5 days", 3, 5, "3 to 5"),
        ("3 – 5", 3, 5, "3 – 5"),
        ("100~120 mg", 100, 120, "100~120"),
        ("between 3 and 5 mg", 3, 5, "3 and 5"),
        ("0.8-0.5", 0.5, 0.8, "0.8-0.5"),
        ("two to four weeks", 2, 4, "two to four"),
        ("1,500-2,500", 1500, 2500, "1,500-2,500"),
        ("day -5 to -2", -5, -2, "-5 to -2"),
    ],
)
def test_ranges(text: str, low: float, high: float, quote: str) -> None:
    number = find_numbers(text)[0]
    assert (number.low, number.high, text[number.start : number.end]) == (low, high, quote)


def test_and_is_a_range_only_after_between() -> None:
    assert [(n.low, n.high) for n in find_numbers("days 3 and 5")] == [(3, 3), (5, 5)]


def test_a_number_in_a_name_is_none() -> None:
    assert find_numbers("IL-2, COVID-19, NCT012, CD34 and X2") == []


def test_a_counter_does_not_grow_into_thousands() -> None:
    assert [n.low for n in find_numbers("day 1 100 mg")] == [1, 100]


@given(st.integers(0, 10**9), st.integers(0, 999))
def test_any_decimal_is_exact(whole: int, part: int) -> None:
    assert parse_number(f"{whole}.{part:03d}") == float(f"{whole}.{part:03d}")


@given(st.integers(0, 10**9))
def test_thousands_read_as_written(value: int) -> None:
    assert parse_number(f"{value:,}") == value


@given(st.text(max_size=200))
def test_any_text_gives_ordered_numbers_inside_it(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert number.low <= number.high
        end = number.end


@pytest.mark.parametrize("piece", ["1,111", "1 111 ", "9", "1.5 x 10", "one ", "1-", "1 and ", "a"])
def test_long_texts_take_linear_time(piece: str) -> None:
    with at_most(1.0):
        find_numbers(piece * (100_000 // len(piece)))


SPELLINGS = {
    "plain": lambda value: f"{value}",
    "commas": lambda value: f"{value:,}",
    "spaces": lambda value: f"{value:,}".replace(",", " "),
    "thin spaces": lambda value: f"{value:,}".replace(",", "\u202f"),
    "quotes": lambda value: f"{value:,}".replace(",", "'"),
    "power": lambda value: f"{value} x 10^0",
}


@given(st.integers(1000, 99_999_999), st.sampled_from(sorted(SPELLINGS)), st.sampled_from(["", "of ", "(", "≥ ", "= "]))
def test_any_spelling_of_a_whole_number_comes_back(value: int, spelling: str, lead: str) -> None:
    written = SPELLINGS[spelling](value)
    text = f"a total {lead}{written} units"
    assert parse_number(written) == value
    (found,) = find_numbers(text)
    assert (found.low, found.high, text[found.start : found.end]) == (value, value, written)


@given(st.decimals("0.01", "999.99", places=2), st.sampled_from(".,·"))
@example(Decimal("1.10"), "·")
def test_any_decimal_sign_comes_back(value, sign: str) -> None:  # type: ignore[no-untyped-def]
    written = f"{value}".replace(".", sign)
    text = f"about {written} mg"
    (found,) = find_numbers(text)
    assert (found.low, text[found.start : found.end]) == (float(value), written)


@given(st.integers(1, 99), st.integers(2, 13), st.sampled_from(["x", "×", "*", "·"]))
def test_any_power_comes_back(mantissa: int, power: int, sign: str) -> None:
    for written in (f"{mantissa} {sign} 10^{power}", f"{mantissa}{sign}10^{power}"):
        (found,) = find_numbers(f"dose {written} cells")
        assert found.low == mantissa * 10**power


@given(st.text(alphabet="0123456789.,'’ ·^x-–½⁶onehudrtwyad", max_size=80))
def test_any_text_gives_numbers_in_order(text: str) -> None:
    end = 0
    for found in find_numbers(text):
        assert end <= found.start < found.end <= len(text)
        assert found.low <= found.high
        end = found.end


@given(st.text("ab_1é +-"))
def test_word_places_are_where_a_search_finds_beginnings_behind_no_word(text: str) -> None:
    beginnings = ("a", "ba", "1", "+")
    sought = [m.start() for one in beginnings for m in re.finditer(rf"(?<!\w)(?={re.escape(one)})", text)]
    assert word_places(text, beginnings) == sorted(sought)
