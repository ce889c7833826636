"""UCUM codes: their dimension, and conversion between two of one dimension.

The grammar is the part of UCUM (ucum.org, version 2.1) that criteria need: terms joined by "/", each an annotation
("{cells}", a pure number), a number with a power ("10*9"), or a prefix, an atom and an exponent ("mm3").
"""

import re
from functools import lru_cache
from typing import NamedTuple

from extractor.language.units.written import ATOMS

__all__ = ["CODES", "comparable", "convert", "dimension", "is_time"]

CODES = (
    *ATOMS, "g/L", "mmol/L", "umol/L", "ng/mL", "pg/mL", "[iU]/L", "U/L", "m[iU]/mL", "meq/L",
    "10*9/L", "10*6/L", "10*12/L", "10*3/uL", "10*6/mL", "/L", "/uL", "/mm3", "/mL", "{cells}/uL", "{copies}/mL",
    "mL/min",
    "mL/min/{1.73_m2}", "kg/m2", "ug/kg/min", "mg/m2", "mg/kg/d", "mg/g", "mg/mmol", "mmol/mol", "mm/h",
    "/[HPF]", "{cells}/kg", "mosm/kg", "g/d", "mL/kg", "cm2/m2",
)  # fmt: skip
"""Codes that texts of criteria use: every atom, and the usual compounds."""

Dimension = tuple[tuple[str, int], ...]


class _Size(NamedTuple):
    factor: float
    dimension: dict[str, int]


_PREFIXES = {"": 0, "k": 3, "d": -1, "c": -2, "m": -3, "u": -6, "n": -9, "p": -12, "f": -15, "M": 6, "G": 9}
_BASES: dict[str, _Size] = {
    "g": _Size(1, {"g": 1}),
    "[lb_av]": _Size(453.59237, {"g": 1}),
    "m": _Size(1, {"m": 1}),
    "[in_i]": _Size(0.0254, {"m": 1}),
    "[ft_i]": _Size(0.3048, {"m": 1}),
    "L": _Size(1e-3, {"m": 3}),
    "mol": _Size(1, {"mol": 1}),
    "eq": _Size(1, {"eq": 1}),
    "osm": _Size(1, {"osm": 1}),
    "U": _Size(1, {"U": 1}),
    "[iU]": _Size(1, {"iU": 1}),
    "[arb'U]": _Size(1, {"arbU": 1}),
    "s": _Size(1, {"s": 1}),
    "min": _Size(60, {"s": 1}),
    "h": _Size(3600, {"s": 1}),
    "d": _Size(86_400, {"s": 1}),
    "wk": _Size(604_800, {"s": 1}),
    "mo": _Size(2_629_800, {"s": 1}),
    "a": _Size(31_557_600, {"s": 1}),
    "Pa": _Size(1, {"Pa": 1}),
    "m[Hg]": _Size(133_322, {"Pa": 1}),
    "m[H2O]": _Size(9806.65, {"Pa": 1}),
    "cal": _Size(4.184, {"J": 1}),
    "W": _Size(1, {"W": 1}),
    "Gy": _Size(1, {"Gy": 1}),
    "B": _Size(1, {"B": 1}),
    "Cel": _Size(1, {"temperature": 1}),
    "[degF]": _Size(5 / 9, {"temperature": 1}),
    "[diop]": _Size(1, {"m": -1}),
    "deg": _Size(0.017453292519943295, {}),
    "[HPF]": _Size(1, {"HPF": 1}),
    "[MET]": _Size(1, {"MET": 1}),
    "%": _Size(0.01, {}),
}
_TERM = re.compile(rf"(?P<prefix>[{''.join(_PREFIXES)}]?)(?P<atom>{'|'.join(map(re.escape, _BASES))})(?P<power>\d?)")
_POWER_OF_TEN = re.compile(r"10\*(\d{1,2})")
_FREEZING_F = 32.0

# Molar masses in g/mol (PubChem): triglycerides as triolein, urea as its nitrogen where the text says BUN,
# phosphate as phosphorus, haemoglobin as the monomer, which is how laboratories convert them.
_MOLAR_MASSES = {
    "creatinine": 113.12,
    "glucose": 180.16,
    "bilirubin": 584.66,
    "cholesterol": 386.65,
    "triglycerides": 885.4,
    "calcium": 40.078,
    "magnesium": 24.305,
    "phosphate": 30.974,
    "potassium": 39.098,
    "sodium": 22.990,
    "uric acid": 168.11,
    "urea": 60.06,
    "urea nitrogen": 28.014,
    "iron": 55.845,
    "haemoglobin": 16_114.5,
    "testosterone": 288.42,
    "estradiol": 272.38,
    "vitamin D": 400.64,
    "cortisol": 362.46,
    "lactate": 90.08,
}
_CHARGES = {"potassium": 1, "sodium": 1, "chloride": 1, "bicarbonate": 1, "calcium": 2, "magnesium": 2}


@lru_cache(maxsize=1024)
def _size(code: str) -> tuple[float, Dimension] | None:
    """Factor to the base units, and dimension; None for a code outside the grammar."""
    factor, powers = 1.0, dict[str, int]()
    for at, term in enumerate(re.split(r"/(?![^{]*\})", code)):
        one = _term(term)
        if one is None:
            return None
        sign = -1 if at else 1
        factor *= one.factor**sign
        for base, power in one.dimension.items():
            powers[base] = powers.get(base, 0) + sign * power
    return factor, tuple(sorted((base, power) for base, power in powers.items() if power))


def _term(term: str) -> _Size | None:
    if not term or (term.startswith("{") and term.endswith("}")):
        # A logarithm or a score is a number, but not one that another unit can be converted to.
        return _Size(1, {term: 1} if term.startswith(("{log", "{SD", "{letters")) else {})
    if power := _POWER_OF_TEN.fullmatch(term):
        return _Size(10.0 ** int(power[1]), {})
    match = _TERM.fullmatch(term)
    if match is None:
        return None
    base, power_of = _BASES[match["atom"]], int(match["power"] or 1)
    factor = (base.factor * 10.0 ** _PREFIXES[match["prefix"]]) ** power_of
    return _Size(factor, {name: count * power_of for name, count in base.dimension.items()})


def dimension(code: str) -> Dimension | None:
    """The dimension of a UCUM code as base units and exponents; None for a code that is not known.

    >>> dimension("mg/dL"), dimension("%"), dimension("smoot")
    ((('g', 1), ('m', -3)), (), None)
    """
    size = _size(code)
    return size[1] if size else None


def is_time(code: str | None) -> bool:
    """Whether a code is a unit of time."""
    return code is not None and dimension(code) == (("s", 1),)


def comparable(one: str | None, other: str | None, *, substance: str | None = None) -> bool:
    """Whether values in the two units can be compared; two missing units can.

    >>> comparable("/mm3", "10*9/L"), comparable("mg/dL", "umol/L")
    (True, False)
    >>> comparable("mg/dL", "umol/L", substance="bilirubin")
    True
    """
    if one == other:
        return True
    return one is not None and other is not None and convert(1, one, other, substance=substance) is not None


def convert(value: float, unit: str, to: str, *, substance: str | None = None) -> float | None:
    """The value in another unit; None where the two have no dimension in common.

    `substance` is the normalised name of an analyte (`measures.measure_key`): with it mass, amount and charge convert,
    by the molar masses of this module, and HbA1c between % (NGSP) and mmol/mol (IFCC) by the master equation
    NGSP = 0.0915 x IFCC + 2.15 (ngsp.org/ifcc.asp).

    >>> convert(100_000, "/mm3", "10*9/L"), convert(8, "g/dL", "g/L"), convert(98.6, "[degF]", "Cel")
    (100.0, 80.0, 37.0)
    >>> round(convert(1.5, "mg/dL", "umol/L", substance="creatinine"), 1)
    132.6
    """
    if unit == to:
        return value
    if substance == "HbA1c" and {unit, to} == {"%", "mmol/mol"}:
        return _rounded((value - 2.15) / 0.0915 if unit == "%" else 0.0915 * value + 2.15)
    first, second = _size(unit), _size(to)
    if first is None or second is None:
        return None
    if {unit, to} == {"Cel", "[degF]"}:
        return _rounded((value - _FREEZING_F) * 5 / 9 if to == "Cel" else value * 9 / 5 + _FREEZING_F)
    base = value * first[0]
    if first[1] != second[1]:
        moles = _in_moles(base, first[1], substance)
        per_mole = _in_moles(1.0, second[1], substance)
        if moles is None or per_mole is None or moles[1] != per_mole[1]:
            return None
        base = moles[0] / per_mole[0]
    return _rounded(base / second[0])


def _in_moles(value: float, powers: Dimension, substance: str | None) -> tuple[float, Dimension] | None:
    """A concentration by mass, amount or charge as one by amount."""
    counted = dict(powers)
    per = {"g": _MOLAR_MASSES.get(substance or ""), "eq": _CHARGES.get(substance or ""), "mol": 1.0}
    for base, size in per.items():
        if counted.get(base) == 1 and size:
            del counted[base]
            return value / size, tuple(sorted({**counted, "mol": 1}.items()))
    return None


def _rounded(value: float) -> float:
    """Without the noise of binary fractions, so that boundaries that are equal on paper are equal."""
    return float(f"{value:.10g}")
