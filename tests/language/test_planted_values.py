"""A value in any supported spelling comes back from running text as it is, at its place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.ages import Age, find_ages
from extractor.language.doses import find_doses
from extractor.language.durations import find_durations
from extractor.language.numbers import find_numbers
from extractor.language.quantities import find_quantities
from extractor.language.superscripts import find_lost_superscripts

WORDS = {1: "one", 2: "two", 3: "three", 6: "six", 12: "twelve", 18: "eighteen", 21: "twenty-one", 45: "forty five"}
BEFORE = st.sampled_from(["", "Signed consent.\n", "- Stable disease\n- ", "Key criteria:\n\n1. "])
BEHIND = st.sampled_from(["", ".", ";\n- consent", "\n2. Able to walk", " (see below)"])


def spelled(value: float) -> st.SearchStrategy[str]:
    """The spellings of a number that stand in figures: thousands, trailing zeros, a power of ten."""
    whole = [f"{value:,.0f}", f"{value:,.0f}".replace(",", " "), f"{value:.0f} x 10^0"] if value >= 1000 else []
    return st.sampled_from([f"{value:g}" if value < 1e6 else f"{value:.0f}", f"{value:.1f}", *whole])


@given(st.data(), st.integers(1, 99_999), BEFORE, BEHIND)
def test_numbers(data: st.DataObject, value: int, before: str, behind: str) -> None:
    written = data.draw(spelled(float(value)))
    text = f"{before}a total of {written} mL{behind}"
    found = {(text[one.start : one.end], one.low, one.high) for one in find_numbers(text)}
    assert (written, value, value) in found


@given(st.sampled_from(sorted(WORDS)), BEFORE, BEHIND)
def test_numbers_in_words(value: int, before: str, behind: str) -> None:
    text = f"{before}with {WORDS[value]} lesions{behind}"
    assert (WORDS[value], value) in {(text[one.start : one.end], one.low) for one in find_numbers(text)}


@given(
    st.integers(1, 90),
    st.sampled_from(
        [
            ("Age ≥ {} {}", ">="), ("Aged {} {} or older", ">="), ("At least {} {} of age", ">="), ("Age > {} {}", ">"),
            ("Age ≤ {} {}", "<="), ("Age < {} {}", "<"), ("Aged {} {} or younger", "<="), ("Under {} {} of age", "<"),
        ]
    ),
    st.sampled_from(["years", "months"]),
    BEFORE,
)  # fmt: skip
def test_ages(value: int, shape: tuple[str, str], unit: str, before: str) -> None:
    planted = shape[0].format(value, unit)
    text = f"{before}{planted}\n- Consent"
    (found,) = find_ages(text)
    age, sign = Age(value, unit[:-1]), shape[1]
    assert planted.startswith(text[found.start : found.end]) or text[found.start : found.end] in planted
    assert (found.minimum, found.maximum) == ((age, None) if sign in (">=", ">") else (None, age))
    assert (found.minimum_inclusive and found.maximum_inclusive) == (sign in (">=", "<="))


@given(
    st.data(),
    st.integers(1, 9999).map(lambda value: value / 2),
    st.sampled_from([("mg", "mg", ()), ("mg/kg", "mg", ("kg",)), ("µg", "ug", ()), ("mcg", "ug", ()),
                     ("mg/m2", "mg", ("m2",)), ("g", "g", ()), ("IU", "[iU]", ()), ("mL", "mL", ())]),
    st.sampled_from(["daily", "twice a day", "every 3 weeks", "orally"]),
    BEHIND,
)  # fmt: skip
def test_doses(
    data: st.DataObject, value: float, unit: tuple[str, str, tuple[str, ...]], often: str, behind: str
) -> None:
    digits = data.draw(st.sampled_from([f"{value:g}", f"{value:.1f}", f"{value:,.1f}"]))
    planted = f"{digits} {unit[0]}"
    text = f"Patients receive aspirin {planted} {often}{behind}"
    found = [(text[one.start : one.end], one.low, one.high, one.unit, one.per) for one in find_doses(text)]
    assert (planted, value, value, unit[1], unit[2]) in found


@given(
    st.one_of(
        st.integers(1, 99).map(lambda value: (str(value), float(value))),
        st.sampled_from(sorted(WORDS)).map(lambda value: (WORDS[value], float(value))),
        st.integers(1, 99).map(lambda value: (f"{value}.5", value + 0.5)),
        st.sampled_from([("one and a half", 1.5), ("1 ½", 1.5), ("two and a half", 2.5)]),
    ),
    st.sampled_from(["year", "month", "week", "day", "hour", "minute"]),
    BEFORE,
    BEHIND,
)
def test_durations(number: tuple[str, float], unit: str, before: str, behind: str) -> None:
    planted = f"{number[0]} {unit}s"
    text = f"{before}treated for {planted}{behind}"
    (found,) = find_durations(text)
    assert (text[found.start : found.end], found.parts) == (planted, ((number[1], unit),))


@given(st.integers(1, 99).map(lambda value: value / 10), st.integers(6, 12), st.sampled_from(["x", "×", "*"]), BEFORE)
def test_a_power_without_its_caret_is_repaired(mantissa: float, power: int, sign: str, before: str) -> None:
    value: Any = pytest.approx(mantissa * 10.0**power)
    planted = f"{mantissa:g} {sign} 10{power}"
    cells = f"{before}a single infusion of {planted} cells/kg"
    (lost,) = find_lost_superscripts(cells)
    assert (lost.low, cells[lost.start : lost.power_end]) == (value, planted)
    dose = next(one for one in find_doses(cells) if one.repaired)
    assert (dose.low, cells[dose.start : dose.end].startswith(planted)) == (value, True)
    blood = f"{before}Platelets ≥ {planted}/L"
    quantity = next(one for one in find_quantities(blood) if one.repaired)
    assert (quantity.low, blood[quantity.start : quantity.end]) == (value, f"≥ {planted}/L")
