"""Units: how they are written, what they are called (UCUM where it has a code), and how they convert.

`doses` has the units and counted forms of doses, `written` the units of measurements ("mL/min/1.73 m2"), `conversion`
the dimension of a code and the conversion between two.

>>> unit_code("micrograms"), find_unit("30 mg/dL", 2), convert(10, "g/dL", "g/L")
('ug', WrittenUnit(start=3, end=8, code='mg/dL', scale=0), 100.0)
"""

from extractor.language.units.conversion import CODES, comparable, convert, dimension, is_time
from extractor.language.units.doses import FORM_WORD, UNIT_WORD, find_per_units, per_code, scale_of, unit_code
from extractor.language.units.written import WrittenUnit, find_unit

__all__ = [
    "CODES",
    "FORM_WORD",
    "UNIT_WORD",
    "WrittenUnit",
    "comparable",
    "convert",
    "dimension",
    "find_per_units",
    "find_unit",
    "is_time",
    "per_code",
    "scale_of",
    "unit_code",
]
