import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.units import (
    CODES,
    comparable,
    convert,
    dimension,
    find_per_units,
    find_unit,
    is_time,
    per_code,
    scale_of,
    unit_code,
)
from tests.timing import at_most


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("mg", "mg"),
        ("milligrams", "mg"),
        ("mcg", "ug"),
        ("µg", "ug"),
        ("μg", "ug"),
        ("micrograms", "ug"),
        ("g", "g"),
        ("gm", "g"),
        ("cc", "mL"),
        ("ml", "mL"),
        ("ML", "mL"),
        ("IU", "[iU]"),
        ("I.U.", "[iU]"),
        ("international units", "[iU]"),
        ("units", "U"),
        ("U", "U"),
        ("Gy", "Gy"),
        ("GyE", "Gy"),
        ("Gray", "Gy"),
        ("cGy", "cGy"),
        ("MBq", "MBq"),
        ("mCi", "mCi"),
        ("mEq", "mEq"),
        ("mmol", "mmol"),
        ("kcal", "kcal"),
        ("%", "%"),
        ("ppm", "ppm"),
        ("tablets", "tablet"),
        ("caps", "capsule"),
        ("patches", "patch"),
        ("CAR-T cells", "cells"),
        ("cell", "cells"),
        ("PFU", "PFU"),
        ("TCID50", "TCID50"),
        ("vector genomes", "vg"),
    ],
)
def test_units(spelling: str, code: str) -> None:
    assert unit_code(spelling) == code


@pytest.mark.parametrize("spelling", ["", "G", "mmHg", "years", "bananas", "m2"])
def test_what_is_no_unit_of_amounts(spelling: str) -> None:
    assert unit_code(spelling) is None


@pytest.mark.parametrize(
    ("text", "codes", "quote"),
    [
        ("/kg/day", ("kg", "d"), "/kg/day"),
        ("/m2", ("m2",), "/m2"),
        ("/m² x", ("m2",), "/m²"),
        ("/m^2/d", ("m2", "d"), "/m^2/d"),
        ("/m\\^2", ("m2",), "/m\\^2"),
        (" per kilo", ("kg",), " per kilo"),
        (" per square meter", ("m2",), " per square meter"),
        (" /kg bw", ("kg",), " /kg"),
        ("/hr", ("h",), "/hr"),
        ("/min", ("min",), "/min"),
        ("/24h", ("d",), "/24h"),
        ("/fx", ("dose",), "/fx"),
        (" kg-1 min-1", ("kg", "min"), " kg-1 min-1"),
        ("·m⁻²", (), ""),
        (" to each nostril", ("nostril",), " to each nostril"),
        (" drug /kg", ("kg",), " drug /kg"),
        ("/(m2.d)", ("m2", "d"), "/(m2.d)"),
        ("/dL", (), ""),
        (" daily", (), ""),
        ("/kgs", ("kg",), "/kgs"),
    ],
)
def test_per_units(text: str, codes: tuple[str, ...], quote: str) -> None:
    found, end = find_per_units(text, 0)
    assert (found, text[:end]) == (codes, quote)


def test_codes_behind_a_slash() -> None:
    assert (per_code("kilogram"), per_code("week"), per_code("dL")) == ("kg", "wk", None)


def test_scales() -> None:
    assert (scale_of("M"), scale_of("million "), scale_of("k"), scale_of(None)) == (6, 6, 3, 0)


@pytest.mark.parametrize(
    ("text", "code", "quote"),
    [
        ("mg/dL", "mg/dL", "mg/dL"),
        (" gm/dl", "g/dL", "gm/dl"),
        (" g / L", "g/L", "g / L"),
        ("/mm3", "/mm3", "/mm3"),
        ("/mm³", "/mm3", "/mm³"),
        (" cells/cu mm", "{cells}/mm3", "cells/cu mm"),
        (" cells per microliter", "{cells}/uL", "cells per microliter"),
        ("/µL", "/uL", "/µL"),
        ("/μL", "/uL", "/μL"),
        (" mL/min/1.73 m2", "mL/min/{1.73_m2}", "mL/min/1.73 m2"),
        (" mL/min per 1.73m^2", "mL/min/{1.73_m2}", "mL/min per 1.73m^2"),
        (" kg/m²", "kg/m2", "kg/m²"),
        (" kg m-2", "kg/m2", "kg m-2"),
        (" mL·min-1", "mL/min", "mL·min-1"),
        (" bpm", "{beats}/min", "bpm"),
        (" breaths per minute", "{breaths}/min", "breaths per minute"),
        (" msec", "ms", "msec"),
        (" mm Hg", "mm[Hg]", "mm Hg"),
        (" mEq/L", "meq/L", "mEq/L"),
        (" mIU/mL", "m[iU]/mL", "mIU/mL"),
        (" UI/L", "[iU]/L", "UI/L"),
        (" U/L", "U/L", "U/L"),
        (" g/24 hours", "g/d", "g/24 hours"),
        (" HIV-1 RNA copies/mL", "{copies}/mL", "HIV-1 RNA copies/mL"),
        (" log10 copies/mL", "{log10_copies}/mL", "log10 copies/mL"),
        (" μmol/L", "umol/L", "μmol/L"),
        ("°C", "Cel", "°C"),
        (" degrees Fahrenheit", "[degF]", "degrees Fahrenheit"),
        (" per high power field", "/[HPF]", "per high power field"),
        (" drinks per week", "{drinks}/wk", "drinks per week"),
        ("-week", "wk", "-week"),
        (" percent", "%", "percent"),
        (" mg%", "mg/dL", "mg%"),
        (" gm %", "g/dL", "gm %"),
    ],
)
def test_written_units(text: str, code: str, quote: str) -> None:
    found = find_unit(f"{text} or so", 0)
    assert found is not None
    assert (found.code, f"{text} or so"[found.start : found.end]) == (code, quote)


@pytest.mark.parametrize(
    ("text", "code", "scale"),
    [
        (" K/uL", "/uL", 3),
        (" million/mL", "/mL", 6),
        (" million spermatozoa/mL", "{spermatozoa}/mL", 6),
        ("/uL", "/uL", 0),
    ],
)
def test_a_word_before_a_unit_scales_it(text: str, code: str, scale: int) -> None:
    found = find_unit(text, 0)
    assert found is not None
    assert (found.code, found.scale) == (code, scale)


@pytest.mark.parametrize(
    "text", ["x10", " and", " in two", " a dose", " grade", " points", ") mg", "", " x ULN", "mgx", "-D"]
)
def test_what_is_no_written_unit(text: str) -> None:
    assert find_unit(text, 0) is None


@pytest.mark.parametrize(
    ("value", "unit", "to", "substance", "expected"),
    [
        (100_000, "/mm3", "10*9/L", None, 100),
        (1500, "{cells}/uL", "/L", None, 1.5e9),
        (9, "g/dL", "g/L", None, 90),
        (140, "mm[Hg]", "kPa", None, 18.66508),
        (98.6, "[degF]", "Cel", None, 37),
        (37, "Cel", "[degF]", None, 98.6),
        (2, "wk", "d", None, 14),
        (150, "[lb_av]", "kg", None, 68.0388555),
        (1.5, "mg/dL", "umol/L", "creatinine", 132.6025),
        (126, "mg/dL", "mmol/L", "glucose", 6.9938),
        (1.5, "mg/dL", "umol/L", "bilirubin", 25.6573),
        (5.5, "meq/L", "mmol/L", "potassium", 5.5),
        (4, "meq/L", "mmol/L", "calcium", 2),
        (48, "mmol/mol", "%", "HbA1c", 6.542),
        (6.5, "%", "mmol/mol", "HbA1c", 47.5409836),
    ],
)
def test_conversion(value: float, unit: str, to: str, substance: str | None, expected: float) -> None:
    assert convert(value, unit, to, substance=substance) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("unit", "to", "substance"),
    [
        ("mg/dL", "umol/L", None),
        ("mg/dL", "umol/L", "ferritin"),
        ("mg/dL", "/L", "creatinine"),
        ("U/L", "[iU]/L", None),
        ("%", "g/dL", None),
        ("smoot", "m", None),
        ("{log10_copies}/mL", "{copies}/mL", None),
    ],
)
def test_what_has_no_dimension_in_common(unit: str, to: str, substance: str | None) -> None:
    assert convert(1, unit, to, substance=substance) is None
    assert not comparable(unit, to, substance=substance)


def test_missing_units_compare_with_each_other_alone() -> None:
    assert comparable(None, None)
    assert not comparable(None, "g/dL")


def test_times() -> None:
    assert is_time("wk")
    assert not is_time("wk/d")
    assert not is_time(None)


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_ucum_with_the_size_that_pint_gives_it(code: str) -> None:
    ucumvert = pytest.importorskip("ucumvert", reason="ucumvert is not installed")
    registry = _registry(ucumvert)
    theirs = registry.from_ucum(code)
    if (code.startswith("{") and "/" not in code) or code in ("Cel", "[degF]", "dB"):
        return  # an annotation alone is a pure number, and temperatures and decibels have offsets
    base = next((other for other in CODES if dimension(other) == dimension(code) and not other.startswith("{")), code)
    ratio = (theirs / registry.from_ucum(base)).to("").magnitude
    assert convert(1.0, code, base) == pytest.approx(float(ratio), rel=1e-3)


_REGISTRIES: list[object] = []


def _registry(ucumvert):  # type: ignore[no-untyped-def]
    if not _REGISTRIES:
        _REGISTRIES.append(ucumvert.PintUcumRegistry())
    return _REGISTRIES[0]


@given(st.sampled_from(CODES), st.floats(1e-3, 1e6))
def test_there_and_back(code: str, value: float) -> None:
    same = [other for other in CODES if dimension(other) == dimension(code)]
    for other in same:
        there = convert(value, code, other)
        assert there is not None
        assert convert(there, other, code) == pytest.approx(value, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("piece", ["mg/", "per ", "1.73 m2 ", "cells ", "10^9/L ", "/", "mm of "])
def test_long_texts_take_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(0.5):
        for match in re.finditer(r"[ /]", text[:5000]):
            find_unit(text, match.start())
        find_unit(text, 0)
