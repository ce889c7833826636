import pytest

from extractor.language.units import find_per_units, per_code, scale_of, unit_code


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
