import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.superscripts import find_lost_superscripts
from tests.timing import at_most


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "unit"),
    [
        ("The starting dose was 0.5-1.0 * 106 cells /kg.", "0.5-1.0 * 106 cells /kg", 5e5, 1e6, "cells /kg"),
        ("a maximum of 1 * 107 cells /kg", "1 * 107 cells /kg", 1e7, 1e7, "cells /kg"),
        ("WBC>=3.0x109/L", "3.0x109/L", 3e9, 3e9, "/L"),
        ("ANC ≥ 1,5 X 109/l,", "1,5 X 109/l", 1.5e9, 1.5e9, "/l"),
        ("RBC 4.0×1012/L", "4.0×1012/L", 4e12, 4e12, "/L"),
        ("erythrocytes 1012/L", "1012/L", 1e12, 1e12, "/L"),
        ("platelets x 10 9/L", "x 10 9/L", 1e9, 1e9, "/L"),
        ("platelets 75 x 10 9/L", "75 x 10 9/L", 75e9, 75e9, "/L"),
        ("neutrophils ≥ 1.5 109/L", "1.5 109/L", 1.5e9, 1.5e9, "/L"),
        ("viral DNA above 2 x 103 copies/mL", "2 x 103 copies/mL", 2e3, 2e3, "copies/mL"),
        ("levels of x 103 copies", "x 103 copies", 1e3, 1e3, "copies"),
        ("negativity is ≤1x10-4 by sequencing", "1x10-4", 1e-4, 1e-4, ""),
        ("ADC below 600 × 10-6 mm2/s", "600 × 10-6 mm2/s", 6e-4, 6e-4, "mm2/s"),
        ("a dose of 106 cells/kg", "106 cells/kg", 1e6, 1e6, "cells/kg"),
        ("1x 105 CAR+ T cells/kg,", "1x 105 CAR+ T cells/kg", 1e5, 1e5, "CAR+ T cells/kg"),
        ("fraction: 0.6-3x108", "0.6-3x108", 6e7, 3e8, ""),
        ("3x1013vg", "3x1013vg", 3e13, 3e13, "vg"),
        (
            "2.5 x 107\n   nucleated cells per kilogram",
            "2.5 x 107\n   nucleated cells per kilogram",
            2.5e7,
            2.5e7,
            "nucleated cells per kilogram",
        ),
    ],
)
def test_lost_superscripts(text: str, quote: str, low: float, high: float, unit: str) -> None:
    (lost,) = find_lost_superscripts(text)
    assert (text[lost.start : lost.end], lost.low, lost.high, lost.unit, lost.level) == (
        quote,
        low,
        high,
        unit,
        "certain",
    )


@pytest.mark.parametrize("text", ["10e8 cells", "1x10e8 cells per dose", "≥ 1.5 x 10E9/L"])
def test_e_notation_is_told_as_information(text: str) -> None:
    (lost,) = find_lost_superscripts(text)
    assert lost.level == "info"
    assert "10^" in lost.repaired_text


def test_the_repaired_text_writes_the_power_out() -> None:
    (lost,) = find_lost_superscripts("1 * 107 cells /kg")
    assert (lost.repaired_text, lost.exponent) == ("1 * 10^7 cells /kg", 7)


@pytest.mark.parametrize(
    "text",
    [
        "a 100 x 106 mm image",
        "a matrix of 512 x 512",
        "109 patients were seen",
        "platelets 5 x 10^9/L",
        "5 x 10\\^9/L",
        "5 × 10⁹/L",
        "WBC 9000/mm3",
        "25 mg/m2",
        "12/10/2010",
        "phone 109/555-1034",
        "NCT00000106",
        "sets of 3 x 10-12 repetitions",
        "2 x 105 mg",
        "week 104/early termination",
        "BP 104/60",
        "CD4 of 105 cells/mm3",
        "x 100%",
        "CRX-109/CRX-287 study",
        "matrix 100 x 106 x 20",
        "3 x 10 mg",
        "Week 104",
        "1.0E+07 is a number",
    ],
)
def test_what_is_no_lost_superscript(text: str) -> None:
    assert find_lost_superscripts(text) == []


@given(st.integers(1, 99), st.integers(4, 14), st.sampled_from([" x ", "×", " * ", "x"]), st.text("abc .", max_size=20))
def test_a_planted_power_is_found_at_its_place(mantissa: int, exponent: int, sign: str, lead: str) -> None:
    amount = f"{mantissa}{sign}10{exponent} cells/kg"
    text = f"{lead} {amount} were given"
    (lost,) = find_lost_superscripts(text)
    assert (text[lost.start : lost.end], lost.low) == (amount, float(f"{mantissa}e{exponent}"))


@given(st.text(alphabet="x×*10 9.5/Lcels-^kg\n", max_size=120))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for lost in find_lost_superscripts(text):
        assert 0 <= lost.start <= lost.power_start < lost.power_end <= lost.end <= len(text)
        assert lost.low <= lost.high


@pytest.mark.parametrize("piece", ["1 x 10", "x 106 ", "106 cells", "10 ", "1.5 109 ", "106 abc ", "1,111 x "])
def test_long_texts_take_linear_time(piece: str) -> None:
    with at_most(1.0):
        find_lost_superscripts(piece * (100_000 // len(piece)))
