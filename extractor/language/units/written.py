"""Units of measurements as they stand behind a number: "g/dL", "x 10^9/L", "mL/min/1.73 m2", "beats per minute".

A unit is atoms joined by "/", "per" or negative exponents; the code is UCUM, counted things are annotations
("cells/mm3" is "{cells}/mm3").
"""

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["ATOMS", "WrittenUnit", "find_unit"]

# Spellings per code, as regular expressions, for re.IGNORECASE; (?-i:...) where the letter case tells units apart.
ATOMS: dict[str, str] = {
    "mm[Hg]": r"mm\s?(?:of\s)?\[?hg\]?(?:\s?\(?mercury\)?)?|mm of mercury|millimet(?:er|re)s? of mercury|torr",
    "cm[H2O]": r"cm\s?(?:of\s)?\[?h2o\]?",
    "{1.73_m2}": r"1[.,·]73\s?(?:m(?:\s?2|²|\s?\\?\^\s?\{?2\}?|\*\*2)?(?![a-z])|(?:square|sq\.?) ?m(?:et(?:er|re)s?)?)",
    "{log10_copies}": r"log(?:\s?10|₁₀)?\s(?:rna |dna )?cop(?:y|ies)",
    "{log10_[iU]}": r"log(?:\s?10|₁₀)?\siu",
    "{copies}": r"(?:(?:hiv|hbv|hcv|viral|rna|dna|hiv-1|genome)[- ]){0,3}cop(?:y|ies)(?: of \w{2,8}(?: [rd]na)?)?",
    "{cells}": r"(?:(?:(?!and\b|or\b)[a-z]{2,12}|cd\d{1,2}\+?|t|white blood|red blood)[ -]){0,2}?(?:cells?"
    r"|(?:leu[ck]ocytes|neutrophils|lymphocytes|platelets|eosinophils|thrombocytes|granulocytes|wbcs?|plts?)"
    r"(?=\s?/|\sper\b))",
    "{spermatozoa}": r"spermato[zs]oa|sperms?",
    "{beats}/min": r"bpm|beats?[- ]?/?[- ]?(?:per )?(?:min(?:ute)?s?)|beats in (?:a|one) minute",
    "{breaths}/min": r"breaths?[- ]?/?[- ]?(?:per )?(?:min(?:ute)?s?)",
    "{letters}": r"(?:etdrs )?letters",
    "{pack-years}": r"pack[- ]?years?",
    "{drinks}": r"(?:standard |alcoholic )?drinks?",
    "{cigarettes}": r"cigarettes?",
    "{times}": r"times",
    "[HPF]": r"hpf|high[- ]power(?:ed)? fields?",
    "[MET]": r"(?-i:METs?)|metabolic equivalents?",
    "[diop]": r"(?-i:D)|di?opt(?:er|re|ric)s?",
    "{SD}": r"(?-i:SDs?|SDS)|standard deviations?",
    "Cel": r"°\s?c(?:elsius)?|º\s?c(?:elsius)?|℃|degrees? c(?:elsius|entigrade)?|deg\.? c|(?-i:C)|celsius",
    "[degF]": r"°\s?f(?:ahrenheit)?|º\s?f(?:ahrenheit)?|℉|degrees? f(?:ahrenheit)?|deg\.? f|(?-i:F)|fahrenheit",
    "deg": r"°|º|degrees?",
    "mg/dL": r"mgs?\s?%",
    "g/dL": r"(?:gms?|g|grams?)\s?%",
    "%": r"%|％|per\s?cent\b|percentage(?: points?)?",
    "meq": r"m[- ]?eq(?:uiv(?:alents?)?)?\.?|milli-?equivalents?",
    "mosm": r"m[- ]?osm(?:ol)?|milliosmol(?:e?s)?",
    "mmol": r"mmol(?:e?s)?|millimol(?:e?s)?|(?-i:mM)",
    "umol": r"(?:[uµμ]|mc|micro)-?mol(?:e?s)?|(?-i:[uµμ]M)",
    "nmol": r"nmol(?:e?s)?|nanomol(?:e?s)?|(?-i:nM)",
    "pmol": r"pmol(?:e?s)?|picomol(?:e?s)?|(?-i:pM)",
    "mol": r"mol(?:e?s)?",
    "k[iU]": r"k\s?iu",
    "m[iU]": r"m\s?iu|milli-?international units?",
    "u[iU]": r"(?:[uµμ]|mc)\s?iu|micro-?international units?",
    "[iU]": r"i\.?u\.?s?|ui|international units?",
    "kU": r"k\s?u",
    "mU": r"(?-i:m\s?U)|milli-?units?",
    "uU": r"[uµμ]\s?u|micro-?units?",
    "U": r"(?-i:U)|units?",
    "[arb'U]": r"(?-i:AU|BAU)|arbitrary units?",
    "ug": r"㎍|mcgs?|[uµμ]gs?|[µμ]cg|micro-?gram(?:me)?s?",
    "mg": r"㎎|mgs?|mgm|milli-?gram(?:me)?s?",
    "ng": r"ngs?|nanogram(?:me)?s?",
    "pg": r"pgs?|picogram(?:me)?s?",
    "fg": r"(?-i:fg)",
    "kg": r"㎏|kgs?|kilogram(?:me)?s?|kilos?",
    "g": r"gms?|grs?|g|gram(?:me)?s?",
    "[lb_av]": r"lbs?|pounds?",
    "mL": r"㎖|m\s?ls?|cc|millilit(?:er|re)s?|cm(?:3|³|\\?\^3)",
    "dL": r"㎗|d\s?l|decilit(?:er|re)s?|100\s?ml",
    "uL": r"[uµμ]\s?l|mc\s?l|microlit(?:er|re)s?|㎕",
    "nL": r"nl",
    "fL": r"fl",
    "L": r"l|lit(?:er|re)s?",
    "mm3": r"mm(?:\s?3|³|\s?\\?\^\s?\{?3\}?|\s?\(3\)|\*3)|cu\.?\s?mm|cmm|cubic (?:millimet(?:er|re)s?|mm)",
    "m2": r"m(?:\s?2|²|\s?\\?\^\s?\{?2\}?|\*\*?2|\s?\(2\)|et(?:er|re)s? ?(?:squared|2|²)| squared)"
    r"|(?:square|sq\.?)[ -]?(?:met(?:er|re)s?|m)|sqm",
    "cm2": r"cm(?:\s?2|²|\s?\\?\^\s?\{?2\}?)|(?:square|sq\.?) ?(?:centimet(?:er|re)s?|cm)",
    "mm2": r"mm(?:\s?2|²|\s?\\?\^\s?\{?2\}?)|(?:square|sq\.?) ?(?:millimet(?:er|re)s?|mm)",
    "mm": r"㎜|mms?|millimet(?:er|re)s?",
    "cm": r"㎝|cms?|centimet(?:er|re)s?",
    "um": r"[uµμ]m|microns?|micromet(?:er|re)s?",
    "m": r"(?-i:m)|met(?:er|re)s?",
    "km": r"km|kilomet(?:er|re)s?",
    "[in_i]": r"inch(?:es)?",
    "[ft_i]": r"feet|ft",
    "kPa": r"kpa",
    "Gy": r"grays?|(?-i:Gy)",
    "cGy": r"cgy",
    "kcal": r"kcals?|kilocalories?",
    "dB": r"db|decibels?",
    "W": r"(?-i:W)|watts?",
    "ms": r"m\s?sec(?:onds?|s)?\.?|millisec(?:ond)?s?|ms",
    "s": r"sec(?:ond)?s?|(?-i:s)",
    "min": r"min(?:ute)?s?|mn",
    "h": r"h(?:ou)?rs?|h",
    "d": r"24[- ]?h(?:ou)?rs?|24[- ]?h|d(?:ay)?s?",
    "wk": r"w(?:ee)?ks?|(?-i:w)",
    "mo": r"months?|mos?",
    "a": r"y(?:ea)?rs?|y",
}
_SCALED = r"(?P<scale>(?-i:[kK](?=\s?/)|K(?=\s?cells))|thousand|million|billion|trillion|lakhs?)"
_POWERS = {"": 0, "k": 3, "thousand": 3, "lakh": 5, "lakhs": 5, "million": 6, "billion": 9, "trillion": 12}
_ATOM = "|".join(f"(?:{spelling})" for spelling in ATOMS.values())
_END = r"(?![a-z]|(?<=[a-z])\d)"
_INVERSE = r"(?:\s?\\?\^?\s?\{?[-−–]\s?1\}?(?!\d)|⁻¹)"
_FIRST = re.compile(
    rf"[ \u00a0]{{0,2}}+[-–]?+[ \u00a0]?+(?:{_SCALED}[ -]?)?(?:(?P<atom>{_ATOM}){_END}|(?=[/／∕]|per\b))", re.I
)
_NEXT = re.compile(
    rf"[ \u00a0]{{0,2}}(?:\\?[/／∕]|\bper\b|\ba(?=[ ](?:day|week|month|year)\b)"
    rf"|\beach\b)[ \u00a0]{{0,2}}(?P<over>{_ATOM}){_END}"
    rf"|[ ·.⋅*]?+(?P<inverse>{_ATOM}){_INVERSE}|[ ·.⋅*]?+(?P<square>m)\s?\\?\^?[-−–]\s?2(?!\d)",
    re.I,
)
_AHEAD = re.compile(r"\(\?=[^()]*\)")
_CODES = {code: re.compile(_AHEAD.sub("", spelling), re.I) for code, spelling in ATOMS.items()}
# What no unit begins with, and often stands behind a number.
_NO_BEGINNING = frozenset(".,;:)]([\n<>=+")
# What a number may be followed by that looks like a unit of one letter and is something else.
_NO_UNIT = frozenset(("C", "F", "D", "W", "m", "s", "w", "y", "d", "h", "g", "l", "M", "G", "H", "S", "Y", "L"))


class WrittenUnit(NamedTuple):
    """`text[start:end]` is the unit, `code` its UCUM code; `scale` the power of ten that a word before it adds."""

    start: int
    end: int
    code: str
    scale: int = 0


@lru_cache(maxsize=4096)
def _atom(spelling: str) -> str:
    text = " ".join(spelling.split())
    return next(code for code, pattern in _CODES.items() if pattern.fullmatch(text))


def find_unit(text: str, pos: int) -> WrittenUnit | None:
    """The unit written from `pos` on, right behind a number; None if there is none.

    >>> find_unit("60 mL/min/1.73 m2", 2).code, find_unit("100,000 cells per mm3", 7).code, find_unit("75/µL", 2).code
    ('mL/min/{1.73_m2}', '{cells}/mm3', '/uL')
    """
    if text[pos : pos + 5].lstrip(" \u00a0-–")[:1] in _NO_BEGINNING:
        return None
    first = _FIRST.match(text, pos)
    if first is None:
        return None
    codes, end = [_atom(first["atom"])] if first["atom"] else [""], first.end()
    while len(codes) < 4 and (more := _NEXT.match(text, end)):
        codes.append(_atom(more["over"] or more["inverse"]) if more["square"] is None else "m2")
        end = more.end()
    if codes == [""]:
        return None
    if len(codes) == 1 and first["atom"] in _NO_UNIT and text[pos : first.start("atom")].strip() == "-":
        return None
    start = next(at for at in range(pos, end) if not text[at].isspace())
    return WrittenUnit(start, end, "/".join(codes), _POWERS[(first["scale"] or "").lower()])
