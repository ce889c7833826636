"""What is measured in criteria: names and spellings, each with one name for comparison.

>>> measure_key("Hgb"), measure_key("SGPT"), measure_key("left ventricular ejection fraction"), measure_key("bananas")
('haemoglobin', 'ALT', 'LVEF', None)
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from extractor.language.quantities import tables

__all__ = [
    "COUNTS",
    "DOSED",
    "HIGH_IS_GOOD",
    "LOW_IS_GOOD",
    "MASSES",
    "SCALES",
    "STAGED",
    "TIMES",
    "Measure",
    "find_measures",
    "measure_key",
]


def _table(text: str) -> dict[str, str]:
    """Spelling to name for comparison, of one table."""
    entries = (line.partition(" = ") for line in text.strip().replace("\n    ", " ").split("\n"))
    return {spelling: key for key, _, spellings in entries for spelling in spellings.split(", ")}


LOW_IS_GOOD: Final = frozenset(
    "creatinine,bilirubin,direct bilirubin,ALT,AST,transaminases,ALP,GGT,LDH,INR,PT,aPTT,QTc,ECOG,grade,NYHA,ASA"
    ",mRS,CK,lipase,amylase,"
    "urea,urea nitrogen,EDSS,CCS,Child-Pugh,proteinuria,UPCR,triglycerides,systolic BP,diastolic BP,BP".split(",")
)
HIGH_IS_GOOD: Final = frozenset(
    "haemoglobin,haematocrit,neutrophils,platelets,leukocytes,lymphocytes,creatinine clearance,GFR,albumin,LVEF"
    ",shortening fraction,"
    "Karnofsky,Lansky,SpO2,FEV1,FVC,DLCO,life expectancy,CD4,BCVA,PaO2,MMSE".split(",")
)
MASSES: Final = frozenset(
    ("weight", "birth weight", "proteinuria", "albuminuria", "M-protein", "weight loss", "IgE", "urine output")
)
TIMES: Final = frozenset(("life expectancy", "QTc", "QRS", "PR interval", "PT", "aPTT", "gestational age"))
STAGED: Final = frozenset(
    ("CKD stage", "fibrosis stage", "Tanner", "Hoehn and Yahr", "GOLD", "NYHA", "Kellgren-Lawrence", "HER2 IHC")
)
SCALES: Final = frozenset(_table(tables.SCALES).values())
COUNTS: Final = frozenset(("platelets", "neutrophils", "leukocytes", "lymphocytes", "eosinophils"))
DOSED: Final = frozenset(
    ("albumin", "testosterone", "fibrinogen", "vitamin D", "calcium", "potassium", "glucose", "magnesium", "cortisol")
)

_KEYS = {spelling: "" for spelling in tables.OTHERS.strip().replace("\n", " ").split(", ")}
for _part in (tables.SCALES, tables.CLINICAL, tables.LABORATORY):
    _KEYS |= _table(_part)
_FIRST_WORDS: dict[str, int] = {}
for _spelling in _KEYS:
    _first, _size = _spelling.partition(" ")[0], _spelling.count(" ") + 1
    _FIRST_WORDS[_first] = max(_size, _FIRST_WORDS.get(_first, 0))
_ABBREVIATIONS = {spelling for spelling in _KEYS if len(spelling) <= 4 and " " not in spelling} - set(
    "bili blast urea temp waist fever pulse iron sats week day age aged ages year part dose crea type".split()
)
_TOKEN = re.compile(r"[A-Za-z0-9αβγåÅ]+(?:'s\b)?")
_ADJECTIVES = re.compile(
    r"(?:\b(?:serum|plasma|total|blood|absolute|peripheral|direct|estimated|calculated|measured|resting|baseline"
    r"|fasting|mean|median|"
    r"supine|sitting|seated|urine|urinary|arterial|venous|screening|corrected|circulating|whole)\s){1,3}$",
    re.I,
)


class Measure(NamedTuple):
    """A measurement named at `text[start:end]`; `key` is its name for comparison, "" for what is none."""

    start: int
    end: int
    key: str


def measure_key(name: str) -> str | None:
    """The name for comparison of a measurement as stated; None if it is not one that is known."""
    found = [measure for measure in find_measures(name, 0, len(name)) if measure.key]
    whole = [measure for measure in found if measure.end == len(name.rstrip())]
    return (whole or found)[-1].key if found else None


def find_measures(text: str, start: int, end: int) -> Iterator[Measure]:
    """The measurements named in a range of a text, the longest name at each place; and what is near numbers but"
    " none."""
    words = [_word(token) for token in _TOKEN.findall(text, start, end)]
    begun = [at for at, word in enumerate(words) if word in _FIRST_WORDS]
    tokens = list(_TOKEN.finditer(text, start, end)) if begun else []
    free = 0
    for at in begun:
        if at >= free and (size := _size_at(text, tokens, words, at)):
            free = at + size
            first, last = tokens[at].start(), tokens[free - 1].end()
            key = _KEYS[" ".join(words[at:free])]
            yield Measure(_with_adjectives(text, start, first) if key else first, last, key)


@lru_cache(maxsize=4096)
def _word(token: str) -> str:
    """The token as the table has it; an abbreviation in small letters ("got", "cat", "act") is a word."""
    lowered = token.lower()
    return lowered if token != lowered or len(token) > 4 or lowered not in _ABBREVIATIONS else "-"


def _size_at(text: str, tokens: list[re.Match[str]], words: list[str], at: int) -> int:
    longest, size = _FIRST_WORDS[words[at]], 1
    best = 1 if words[at] in _KEYS else 0
    while size < longest and at + size < len(tokens):
        gap = text[tokens[at + size - 1].end() : tokens[at + size].start()]
        if gap.strip(" \n-/+:") or len(gap) > 16:
            break
        size += 1
        if " ".join(words[at : at + size]) in _KEYS:
            best = size
    return best


def _with_adjectives(text: str, since: int, start: int) -> int:
    match = _ADJECTIVES.search(text, max(since, start - 40), start)
    return match.start() if match else start
