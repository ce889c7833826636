"""Units of doses: how they are written and what they are called (UCUM where it has a code).

>>> unit_code("micrograms"), unit_code("IU"), unit_code("cc"), per_code("kilogram")
('ug', '[iU]', 'mL', 'kg')
"""

import re
from functools import lru_cache

__all__ = ["FORM_WORD", "UNIT_WORD", "find_per_units", "per_code", "scale_of", "unit_code"]

# Spellings per code, as regular expressions. (?-i:...) where the letter case tells two units apart.
_AMOUNTS: dict[str, str] = {
    "mg": r"mgs?|mgm|milligram(?:me)?s?|milli-?grams?",
    "ug": r"mcgs?|[uµμ]gs?|[µμ]cg|microgram(?:me)?s?|micro-?grams?",
    "ng": r"ngs?|nanogram(?:me)?s?",
    "pg": r"(?-i:pg)|picograms?",
    "g": r"(?-i:g|gm|gms|gr|Gm)|gram(?:me)?s?",
    "kg": r"kgs?|kilogram(?:me)?s?|kilos?",
    "mL": r"m[l]s?|cc|millilit(?:er|re)s?|mili?liters?",
    "uL": r"[uµμ]l|microlit(?:er|re)s?",
    "L": r"(?-i:L)|lit(?:er|re)s?",
    "[iU]": r"(?-i:IU|I\.U\.?|UI|iu|IUs)|international[ ]units?",
    "U": r"(?-i:U|u)|units?|(?-i:USP)[ ]units?",
    "Gy": r"(?-i:Gy|GY|gy)(?:[ -]?Eq|E)?|grays?|(?-i:GyE|CGE|Gy-Eq)",
    "cGy": r"cgy|centigrays?",
    "mCi": r"mci|millicuries?",
    "uCi": r"[uµμ]ci|microcuries?",
    "Ci": r"(?-i:Ci)|curies?",
    "MBq": r"mbq|megabecquerels?",
    "GBq": r"gbq|gigabecquerels?",
    "kBq": r"kbq",
    "mmol": r"mmols?|millimoles?",
    "umol": r"[uµμ]mol|micromoles?",
    "nmol": r"nmol|nanomoles?",
    "mEq": r"meq|milliequivalents?",
    "kcal": r"kcals?|kilocalories?",
    "%": r"%|per[ ]?cent\b",
    "ppm": r"ppm|parts[ ]per[ ]million",
    "AUC": r"(?-i:AUC)",
    "TCID50": r"tcid[ ]?50|(?-i:CCID)[ ]?50",
    "PFU": r"pfu|plaque[- ]forming[ ]units?",
    "CFU": r"cfus?|colony[- ]forming[ ]units?",
    "FFU": r"ffu",
    "vg": r"(?-i:vg|v\.g\.)|(?:vector|viral)[ ]genomes?|genome[ ]copies",
    "vp": r"(?-i:vp)|viral[ ]particles|virus[ ]particles",
    "cells": r"(?:(?:CAR|T|NK|stem|viable|nucleated|CD\d{1,3}\+?|\w{1,12}\+)[ -]){0,4}cells?",
}
_FORMS: dict[str, str] = {
    "tablet": r"tablets?|tabs?\b|tbl",
    "pill": r"pills?",
    "capsule": r"capsules?|caps?\b",
    "puff": r"puffs?|actuations?",
    "inhalation": r"inhalations?",
    "drop": r"drops?|gtts?",
    "patch": r"patch(?:es)?",
    "spray": r"sprays?",
    "vial": r"vials?",
    "ampoule": r"ampou?les?|ampul(?:es?|s)?",
    "sachet": r"sachets?|packets?",
    "suppository": r"suppositor(?:y|ies)",
    "lozenge": r"lozenges?",
    "teaspoon": r"teaspoons?(?:ful)?|tsp",
    "tablespoon": r"tablespoons?(?:ful)?|tbsp",
    "scoop": r"scoops?",
    "syringe": r"(?:pre-?filled )?syringes?",
    "gummy": r"gumm(?:y|ies)",
}
_PERS: dict[str, str] = {
    "kg": r"kgs?|kilogram(?:me)?s?|kilos?",
    "m2": r"m(?:\s?2|²|\s?\\?\^\s?2|eter[ ]squared|etre[ ]squared)|(?:square|sq\.?)[ ](?:met(?:er|re)s?"
    r"|m)|sqm",
    "cm2": r"cm(?:2|²|\\?\^2)|(?:square|sq\.?)[ ](?:centimet(?:er|re)s?|cm)",
    "mL": r"ml|cc|millilit(?:er|re)s?",
    "L": r"(?-i:L|l)|lit(?:er|re)s?",
    "h": r"h(?:rs?|ours?)?",
    "min": r"min(?:utes?)?|mins",
    "d": r"d(?:ays?)?|24[ ]?h(?:ours?|rs?)?|diem",
    "wk": r"w(?:ee)?ks?|(?-i:w)",
    "dose": r"dose|administration|injection|fractions?|fx|fr",
    "eye": r"eye",
    "nostril": r"nostril|naris",
}


def _words(table: dict[str, str]) -> str:
    return "|".join(f"(?:{spelling})" for spelling in table.values())


_SCALED = r"(?P<scale>(?-i:[MkK](?=IU|U\b))|(?:million|mega)[ -]?)?"
UNIT_WORD = rf"{_SCALED}(?P<unit>{_words(_AMOUNTS)}|{_words(_FORMS)})(?![A-Za-z\d])"
"""Regular expression source of one amount unit, to be compiled with re.IGNORECASE; groups `scale` and `unit`."""

FORM_WORD = _words(_FORMS)
"""Regular expression source of one dosage form that is counted ("tablets"), for re.IGNORECASE; no groups."""

_PER_WORD = _words(_PERS)
_OVER = (
    r"(?:[ ]?/[ ]?\((?P<pair>kg|m2|m²)[ ]?[.·⋅*/][ ]?(?P<time>d|day|h|min)\)"
    rf"|[ ]?\\?[/／∕][ ]?(?P<over>{_PER_WORD})(?![A-Za-z\d])"
    rf"|[ ]per[ ](?:each[ ])?(?P<per>{_PER_WORD})(?![A-Za-z\d])"
    r"|[ ]a[ ](?P<every>day|week)\b"
    r"|[ ]?[·.⋅*]?[ ]?(?P<inverse>kg|m|h|hr|min|day|d)[ ]?(?:[-−–]1|⁻¹)(?!\d)"
    r"|[ ](?:to|in|into|for)[ ]each[ ](?P<each>eye|nostril)\b)"
)
_PER_RE = re.compile(_OVER, re.I)
_MATTER = re.compile(r"[ ](?P<matter>[A-Za-z][\w-]{0,20})(?=[ ]?/[ ]?(?:kg|m2|m²|day)\b)", re.I)
_BODY = re.compile(r"[ ](?:of[ ])?(?:body[ -]?weight|bw)(?=[ ]?/|[ ]per[ ])", re.I)
_CODES = {code: re.compile(spelling, re.I) for code, spelling in {**_AMOUNTS, **_FORMS}.items()}
_PER_CODES = {code: re.compile(spelling, re.I) for code, spelling in _PERS.items()}


def _code(spelling: str, table: dict[str, re.Pattern[str]]) -> str | None:
    text = " ".join(spelling.split())
    return next((code for code, pattern in table.items() if pattern.fullmatch(text)), None)


@lru_cache(maxsize=1024)
def unit_code(spelling: str) -> str | None:
    """The code of an amount's unit or counted form ("mcg" is "ug", "tablets" is "tablet"); None if unknown."""
    return _code(spelling, _CODES)


@lru_cache(maxsize=1024)
def per_code(spelling: str) -> str | None:
    """The code of a unit that stands behind "/" or "per" ("hr" is "h", "fx" is "dose"); None if unknown."""
    return _code(spelling, _PER_CODES)


def scale_of(prefix: str | None) -> int:
    """The power of ten of a prefix that `UNIT_WORD` found before a unit: 6 for "M" or "million", 0 for none."""
    cleaned = (prefix or "").strip(" -")
    return {"": 0, "k": 3, "K": 3}.get(cleaned, 6)


def find_per_units(text: str, pos: int) -> tuple[tuple[str, ...], int]:
    """The per-units written from `pos` on, in their order, and where they end (`pos` if there are none).

    >>> find_per_units("5 mg/kg/day for a week", 4)
    (('kg', 'd'), 11)
    """
    codes: list[str] = []
    if matter := _MATTER.match(text, pos):
        pos = matter.end()
    while len(codes) < 4 and (match := _PER_RE.match(text, pos)):
        if match["inverse"] == "m":
            codes.append("m2")
        else:
            written = [spelling for spelling in match.groups() if spelling]
            codes += [code for spelling in written if (code := per_code(spelling))]
        pos = match.end()
        if codes[-1:] == ["kg"] and (body := _BODY.match(text, pos)) and _PER_RE.match(text, body.end()):
            pos = body.end()
    return tuple(codes), pos
