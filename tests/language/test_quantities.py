import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.quantities import Quantity, find_quantities, measure_key, read_quantities
from extractor.language.quantities.windows import find_windows
from tests.timing import at_most


def told(text: str, *, excluded: bool = False) -> list[tuple[str, float | None, float | None, str | None]]:
    return [(q.measurement, q.low, q.high, q.unit or q.relative_to) for q in find_quantities(text, excluded=excluded)]


def only(text: str, *, excluded: bool = False) -> Quantity:
    (found,) = find_quantities(text, excluded=excluded)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hgb ≥ 9 g/dL", [("Hgb", 9, None, "g/dL")]),
        ("ANC >= 1.5 x 10^9/L", [("ANC", 1.5e9, None, "/L")]),
        ("Platelets ≥ 100 G/L", [("Platelets", 100e9, None, "/L")]),
        ("BMI 18.5-30 kg/m2", [("BMI", 18.5, 30, "kg/m2")]),
        ("BMI ≥ 18 and ≤ 30 kg/m2", [("BMI", 18, 30, "kg/m2")]),
        ("body mass index below 18 or above 35 kg/m2",
         [("body mass index", None, 18, "kg/m2"), ("body mass index", 35, None, "kg/m2")]),
        ("BP > 140/90 mmHg", [("systolic BP", 140, None, "mm[Hg]"), ("diastolic BP", 90, None, "mm[Hg]")]),
        ("145 mmHg ≤ sitting SBP ≤ 190 mmHg", [("sitting SBP", 145, 190, "mm[Hg]")]),
        ("ECOG performance status of 0, 1 or 2", [("ECOG performance status", 0, 2, None)]),
        ("ECOG 2 or better", [("ECOG", None, 2, None)]),
        ("Karnofsky score of at least 60%", [("Karnofsky score", 60, None, "%")]),
        ("a score of 60 or more on the Karnofsky scale", [("Karnofsky scale", 60, None, None)]),
        ("NYHA class III or IV heart failure", [("NYHA", 3, 4, None)]),
        ("heart failure of New York Heart Association Class II", [("New York Heart Association", 2, 2, None)]),
        ("any toxicity of grade 2 or higher", [("toxicity", 2, None, None)]),
        ("Grade ≥ 3 adverse events", [("Grade", 3, None, None)]),
        ("AST and ALT ≤ 2.5 x ULN", [("AST", None, 2.5, "ULN"), ("ALT", None, 2.5, "ULN")]),
        ("aspartate aminotransferase (AST, SGOT) > ULN", [("aspartate aminotransferase", 1, None, "ULN")]),
        ("ALT ≤ 3 x ULN (≤ 5 x ULN if liver metastases)", [("ALT", None, 3, "ULN"), ("ALT", None, 5, "ULN")]),
        ("Creatinine clearance (from serum creatinine) ≥ 60 mL/min", [("Creatinine clearance", 60, None, "mL/min")]),
        ("HbA1c above 48 mmol/mol (or 6.5%)", [("HbA1c", 48, None, "mmol/mol"), ("HbA1c", 6.5, None, "%")]),
        ("HDL < 40 mg/dL in men and 50 mg/dL in women", [("HDL", None, 40, "mg/dL"), ("HDL", None, 50, "mg/dL")]),
        ("QTcF > 450 msec (males) or > 470 msec (females)", [("QTcF", 450, None, "ms"), ("QTcF", 470, None, "ms")]),
        ("life expectancy of no less than 12 weeks", [("life expectancy", 12, None, "wk")]),
        ("a minimum body weight of 50 kg", [("body weight", 50, None, "kg")]),
        ("left ventricular ejection fraction\n      greater than 45%", 
            [("left ventricular ejection fraction", 45, None, "%")]),
        ("Gestational age 26+0 to 32+3 weeks", [("Gestational age", 26, 32.43, "wk")]),
        ("gestational age between 24 0/7 and 27 6/7 weeks", [("gestational age", 24, 27.86, "wk")]),
        ("CD34 5+2 mL", []),
        ("at least 10% blasts", [("blasts", 10, None, "%")]),
        ("T-score ≤ -2.5", [("T-score", None, -2.5, None)]),
        ("Lesion diameter > 4 mm", [("Lesion diameter", 4, None, "mm")]),
        ("Hamilton Depression Scale (17-item) score of 14 or less", [("Hamilton Depression Scale", None, 14, None)]),
        ("BMI greater than 30 and less than 18", [("BMI", 30, 18, None)]),
    ],
)  # fmt: skip
def test_quantities(text: str, expected: list[tuple[str, float | None, float | None, str | None]]) -> None:
    assert told(f"Patients with {text}.") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Age ≥ 18 years",
        "aged 18-75",
        "Type 2 diabetes",
        "prednisone > 10 mg/day",
        "Major surgery within 4 weeks before randomisation",
        "more than 3 previous concussions",
        "at least one of the following",
        "toxicity or fewer than 2 cycles of treatment",
        "1. Signed consent",
        "Phase 3 trial NCT01234567, version 4.0 of 12 March 2019",
        "Stage III or IV melanoma",
        "evaluation period (12 weeks)",
        "ECOG other than 2",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == []


def test_a_lost_superscript_is_repaired() -> None:
    found = only("platelets ≥ 100 x 109/L")
    assert (found.low, found.unit, found.repaired) == (100e9, "/L", True)


@pytest.mark.parametrize(
    ("text", "excluded", "low", "high"),
    [
        ("Hemoglobin = 9 g/dL", False, 9, None),
        ("Hemoglobin = 9 g/dL", True, None, 9),
        ("creatinine = 1.5 x ULN", False, None, 1.5),
        ("BMI = 18 and = 30 kg/m2", False, 18, 30),
    ],
)
def test_a_lost_sign_is_the_bound_that_the_context_implies(
    text: str, excluded: bool, low: float | None, high: float | None
) -> None:
    found = only(text, excluded=excluded)
    assert (found.low, found.high, found.repaired) == (low, high, True)


def test_an_equality_of_what_has_no_good_side_stays_one() -> None:
    found = only("BMI = 18 kg/m2")
    assert (found.low, found.high, found.repaired) == (18, 18, False)


@pytest.mark.parametrize(
    ("text", "value", "unit", "direction", "anchor"),
    [
        ("HbA1c ≥ 7% within 3 months before screening", 3, "mo", "before", "screening"),
        ("PSA > 4 ng/mL in the past 6 months", 6, "mo", "before", None),
        ("GFR < 30 mL/min within 24 hours after admission", 24, "h", "after", "admission"),
        ("LVEF < 40% within 2 weeks of enrolment", 2, "wk", "within", "enrolment"),
        ("Within 7 days prior to registration: ANC ≥ 1,500/mm3", 7, "d", "before", "registration"),
        ("HbA1c ≥ 7% within 60 days before or after the diagnosis", 60, "d", "within", "diagnosis"),
        ("albumin < 3 g/dL for at least 3 months prior to the first dose", 3, "mo", "before", "first dose"),
    ],
)
def test_windows(text: str, value: float, unit: str, direction: str, anchor: str | None) -> None:
    window = only(text).window
    assert window is not None
    assert (window.value, window.unit, window.direction, window.anchor) == (value, unit, direction, anchor)


def test_the_weight_of_a_newborn_is_none_of_today() -> None:
    assert only("Birth weight of at least 1800 g").key == "birth weight"


def test_the_window_of_another_condition_is_not_taken() -> None:
    assert only("creatinine > 1.5 mg/dL or stroke within 6 months").window is None
    assert only("stroke within 6 months, or creatinine > 1.5 mg/dL").window is None


@pytest.mark.parametrize(
    "text",
    [
        "Hemoglobin ≥ 80 g/L (no red cells within 10 days)",
        "platelets ≥ 60 x 10^9/L without transfusion in the past 2 weeks",
        "an FEV1 > 12% below recent (within 4 months) values",
    ],
)
def test_the_window_of_what_is_denied_or_compared_is_not_taken(text: str) -> None:
    assert only(text).window is None


def test_windows_by_themselves() -> None:
    text = "for at least 3 months prior to screening"
    (window,) = find_windows(text)
    assert (text[window.start : window.end], window.anchor) == ("at least 3 months prior to screening", "screening")
    assert find_windows("for 3 months") == []


def test_places() -> None:
    text = "Adequate: serum\n   creatinine must be ≤ 1.5 mg/dL at screening"
    found = only(text)
    assert text[found.start : found.end] == "≤ 1.5 mg/dL"
    assert text[found.named_start : found.named_end] == "serum\n   creatinine"
    assert (found.measurement, found.key) == ("serum creatinine", "creatinine")


def test_a_bound_of_nothing_is_told_as_unread() -> None:
    found, unread = read_quantities("(see below): ≥ 50,000/µL; ok")
    assert found == []
    assert [item.reason for item in unread] == ["no measurement is named"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("SGPT", "ALT"),
        ("alanine aminotransferase (ALT)", "ALT"),
        ("absolute neutrophil count", "neutrophils"),
        ("Haemoglobin", "haemoglobin"),
        ("HbA1c", "HbA1c"),
        ("glycated haemoglobin", "HbA1c"),
        ("eGFR", "GFR"),
        ("systolic blood pressure", "systolic BP"),
        ("urine protein:creatinine ratio", "UPCR"),
        ("got", None),
        ("bananas", None),
    ],
)
def test_names_for_comparison(name: str, key: str | None) -> None:
    assert measure_key(name) == key


@given(
    st.sampled_from(["Hemoglobin", "serum creatinine", "LVEF", "ANC", "total bilirubin", "HbA1c", "BMI", "albumin"]),
    st.sampled_from(
        [("≥", True), (">", True), ("at least", True), ("≤", False), ("less than", False), ("up to", False)]
    ),
    st.integers(1, 9999).map(lambda n: n / 10),
    st.sampled_from(["g/dL", "mmol/L", "%", "x ULN", "/mm3"]),
    st.sampled_from(["{}", "Patients must have {} at entry", "- {};", "Adequate function ({})", "1. {}\n2. Consent"]),
)
def test_a_planted_quantity_is_found_where_it_stands(
    name: str, sign: tuple[str, bool], value: float, unit: str, frame: str
) -> None:
    planted = f"{sign[0]} {value:g} {unit}"
    text = frame.format(f"{name} {planted}")
    found = only(text)
    assert text[found.start : found.end] == planted
    assert text[found.named_start : found.named_end] == name
    assert (found.low, found.high) == ((value, None) if sign[1] else (None, value))


@given(st.text(alphabet="Hb ANC≥≤<>=123.%/()-,;\nxULNmgdLor and", max_size=80))
def test_any_text_gives_places_inside_it(text: str) -> None:
    for found in find_quantities(text):
        assert 0 <= found.start < found.end <= len(text)
        assert 0 <= found.named_start < found.named_end <= len(text)
        assert found.low is not None or found.high is not None


@pytest.mark.parametrize(
    "piece",
    ["ANC ", "ANC ≥ 5, ", "AST and ", "(AST ", "BP > 140/90 ", "serum total ", "≥ 5 ", "Bishop score ",
     "within 4 weeks ", "Hb > 9 g/dL or ", "NYHA III ", "a\n  "],
)  # fmt: skip
def test_long_texts_take_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(0.5):
        find_quantities(text)
