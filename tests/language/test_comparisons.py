import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.comparisons import Comparison, Readable, find_comparisons
from tests.timing import at_most


def only(text: str) -> Comparison:
    (found,) = find_comparisons(text)
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "low_inclusive", "high_inclusive"),
    [
        (">= 5", 5, None, True, True),
        ("≥5", 5, None, True, True),
        (">/= 5", 5, None, True, True),
        ("> or = 5", 5, None, True, True),
        ("=> 5", 5, None, True, True),
        ("&gt;= 5", 5, None, True, True),
        ("\uf0b3 5", 5, None, True, True),
        ("at least 5", 5, None, True, True),
        ("a minimum of 5", 5, None, True, True),
        ("no less than 5", 5, None, True, True),
        ("not lower than 5", 5, None, True, True),
        ("greater than or equal to 5", 5, None, True, True),
        ("equal to or greater than 5", 5, None, True, True),
        ("5 or more", 5, None, True, True),
        ("5 and above", 5, None, True, True),
        ("> 5", 5, None, False, True),
        ("more than 5", 5, None, False, True),
        ("exceeding 5", 5, None, False, True),
        ("above 5", 5, None, False, True),
        ("<= 5", None, 5, True, True),
        ("=< 5", None, 5, True, True),
        ("\uf0a3 5", None, 5, True, True),
        ("at most 5", None, 5, True, True),
        ("up to 5", None, 5, True, True),
        ("not more than 5", None, 5, True, True),
        ("no greater than 5", None, 5, True, True),
        ("not exceeding 5", None, 5, True, True),
        ("less than or equal to 5", None, 5, True, True),
        ("5 or less", None, 5, True, True),
        ("< 5", None, 5, True, False),
        ("below 5", None, 5, True, False),
        ("fewer than five", None, 5, True, False),
        ("not greater than or equal to 5", None, 5, True, False),
        ("between 5 and 7", 5, 7, True, True),
        ("5-7", 5, 7, True, True),
        ("5 – 7", 5, 7, True, True),
        ("5 to 7", 5, 7, True, True),
        ("5 ~ 7", 5, 7, True, True),
        ("5, 6 or 7", 5, 7, True, True),
        ("≤ -2.5", None, -2.5, True, True),
        ("between -5 and -2", -5, -2, True, True),
        ("± 5", -5, 5, True, True),
        ("5 >=", 5, None, True, True),
    ],
)
def test_operators(text: str, low: float | None, high: float | None, low_inclusive: bool, high_inclusive: bool) -> None:
    sentence = f"The index is {text}, as said"
    found = only(sentence)
    assert (found.low, found.high, found.low_inclusive, found.high_inclusive) == (
        low,
        high,
        low_inclusive,
        high_inclusive,
    )
    assert sentence[found.start : found.end] == text.removeprefix("a ")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("≥ 1.5 x 10^9/L", 1.5e9, "/L"),
        ("≥ 0 x 10^9/L", 0, "/L"),
        ("≥ 1.5 × 10⁹/L", 1.5e9, "/L"),
        ("≥ 1,500/mm3", 1500, "/mm3"),
        ("≥ 100 000/µL", 100_000, "/uL"),
        ("≥ 100 K/uL", 100_000, "/uL"),
        ("≥ 5 million/mL", 5e6, "/mL"),
        ("≥ 9 g/dL", 9, "g/dL"),
        ("≥ 30kg/m²", 30, "kg/m2"),
        ("≥ 2,5 mg/dL", 2.5, "mg/dL"),
    ],
)
def test_powers_and_units(text: str, value: float, unit: str) -> None:
    found = only(text)
    assert (found.low, found.unit, found.repaired) == (value, unit, False)
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("> 2.5 x ULN", 2.5),
        ("> 2.5xULN", 2.5),
        ("> 2.5 times the upper limit of normal", 2.5),
        ("> 3 times\n       the institutional upper limit of normal (ULN)", 3),
        ("> 3-fold ULN", 3),
        ("> 5 ULN", 5),
        ("> ULN", 1),
        ("> ULN x 1.5", 1.5),
        ("> the upper limit of the normal range", 1),
        ("> 2N", 2),
    ],
)
def test_multiples_of_a_normal_limit(text: str, value: float) -> None:
    found = only(f"AST {text};")
    assert (found.low, found.unit, found.relative_to) == (value, None, "ULN")


def test_escaped_signs_are_read() -> None:
    assert only("index \\>= 5").low == 5


def test_a_lower_limit() -> None:
    assert only("calcium >= LLN").relative_to == "LLN"


@pytest.mark.parametrize(
    ("text", "scale", "low", "high"),
    [
        ("class III or IV", "class", 3, 4),
        ("grade 3-4", "grade", 3, 4),
        ("> grade 2", "grade", 2, None),
        ("grade ≥ 2", "grade", 2, None),
        ("Stage I - III", "stage", 1, 3),
    ],
)
def test_scales(text: str, scale: str, low: float, high: float | None) -> None:
    found = only(f"NYHA {text} disease")
    assert (found.scale, found.low, found.high) == (scale, low, high)


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("surgery within 4 weeks before", "within 4 weeks", 4, "wk"),
        ("in the past 6 months", "past 6 months", 6, "mo"),
        ("within the last three days", "within the last three days", 3, "d"),
        ("in the past year", "past year", 1, "a"),
        ("for four (4) weeks", "four (4) weeks", 4, "wk"),
        ("within 6 previous months", "within 6 previous months", 6, "mo"),
    ],
)
def test_spans_of_time(text: str, quote: str, value: float, unit: str) -> None:
    found = only(text)
    assert (text[found.start : found.end], found.low, found.high, found.unit) == (quote, value, value, unit)


def test_pairs_and_what_stands_behind_its_number() -> None:
    found = only("BP > 140/90 mmHg")
    assert (found.low, found.pair, found.unit) == (140, 90, "mm[Hg]")
    first, second = find_comparisons("145 mmHg ≤ SBP ≤ 190 mmHg")
    assert (first.low, first.turned, second.high) == (145, True, 190)


@pytest.mark.parametrize(
    "text",
    [
        "1. Adults",
        "2) HIV",
        "type 2 diabetes",
        "IL-2",
        "NCT01234567",
        "Visit 3",
        "version 4.0",
        "Part I",
        "March 2019",
        "phase 3",
    ],
)
def test_bare_numbers_compare_nothing(text: str) -> None:
    assert find_comparisons(text) == []


@given(
    st.integers(1, 9999).map(lambda n: n / 10),
    st.sampled_from([">=", "≥", ">", "≤", "<", "=<", "at least", "less than", "no more than", "exceeding", "up to"]),
    st.sampled_from(["mg/dL", "g/L", "mmHg", "%", "mmol/L", "U/L", "kg/m2", "/mm3", "x ULN", "mL/min", ""]),
    st.sampled_from(["albumin {} at screening", "({})", "Level: {}; none", "a value of {}, or", "x\n   {}\n  - next"]),
)
def test_a_planted_comparison_is_found_where_it_stands(value: float, sign: str, unit: str, frame: str) -> None:
    planted = f"{sign} {value:g} {unit}".strip()
    text = frame.format(planted)
    (found,) = find_comparisons(text)
    assert text[found.start : found.end] == planted
    assert {found.low, found.high} == {value, None}


@given(
    st.integers(1, 999), st.sampled_from([6, 9, 12]), st.sampled_from(["x 10{}/L", "× 10{}/L", " x10{}/L", "*10{}/L"])
)
def test_a_power_whose_caret_was_lost_comes_back_repaired(mantissa: int, power: int, shape: str) -> None:
    text = f"platelets ≥ {mantissa / 10:g} {shape.format(power).strip()}"
    found = only(text)
    assert (found.low, found.repaired) == (pytest.approx(mantissa / 10 * 10.0**power), True)


@given(
    st.lists(
        st.sampled_from(["Hb", " ", "\n  ", "\n\n", ">= 9 g/dL", "  ", "\t", "- ", "1. ", "x", "5 %", "é", "\u00a0"]),
        max_size=12,
    )
)
def test_folded_text_keeps_every_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    readable = Readable(text)
    for at, letter in enumerate(readable.text):
        if not letter.isspace():
            start, end = readable.place(at, at + 1)
            assert text[start:end] == letter


@pytest.mark.parametrize(
    "piece",
    [
        "1 ", "1-", "> ", "≥5 ", "or equal to ", "the the ", "1 x ", "10^9", "ULN ", "grade I ", "5 mg/", "(1 ",
        "upper limit of ", "one ", "within ", "past year ", "\n  ", "5 times the ", "0, 1 or ", "<=",
    ],
)  # fmt: skip
def test_long_texts_take_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(0.5):
        find_comparisons(text)


def test_a_range_with_a_hanging_hyphen() -> None:
    found = only("an 8- to 16-week run-in")
    assert (found.low, found.high, found.unit) == (8, 16, "wk")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("a can (~240 mL)", 240, 240), ("2 - ~7 g", 2, 7), ("20 ~35 kg", 20, 35), ("5~7 kg", 5, 7)],
)
def test_a_tilde_is_about_or_a_dash(text: str, low: float, high: float) -> None:
    found = only(text)
    assert (found.low, found.high) == (low, high)
