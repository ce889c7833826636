"""Powers of ten whose superscript was lost: "0.5-1.0 * 106 cells/kg" for 0.5-1.0 * 10^6 cells/kg.

Copying a page, a PDF or a word processor's text flattens "10<sup>6</sup>" into "106". What was lost is told from
what stands around it: a multiplication sign before, a unit that is counted in powers of ten behind.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.language.numbers import FIGURE, RANGE_SIGN, figure_value

__all__ = ["LostSuperscript", "find_lost_superscripts"]


@dataclass(frozen=True, slots=True)
class LostSuperscript:
    """One amount whose power of ten lost its superscript.

    start, end: the whole amount ("0.5-1.0 * 106 cells /kg"); power_start, power_end: base and exponent ("106").
    low, high: the repaired values (equal when single; the power alone where no number stands before it).
    unit: the text of the unit behind, "" if there is none. repaired_text: the amount with the power written out
    ("0.5-1.0 * 10^6 cells /kg"). level: "certain", or "info" for "10e8", which is 10^8 to its writer and 10^9 to a
    computer.
    """

    start: int
    end: int
    power_start: int
    power_end: int
    exponent: int
    low: float
    high: float
    unit: str
    repaired_text: str
    level: str


_POWER = re.compile(
    r"10(?:[eE]\+?(?P<e>[1-9]|1[0-4])(?!\d)"
    r"|(?P<minus>[ ]?[-−–][ ]?)(?P<negative>[1-9]|1[0-2])(?![\d.])"
    r"|(?P<joined>1[0-4]|[3-9])(?![\d%]|[.,]\d)"
    r"|(?P<gap>[ \u00a0\u202f])(?P<spaced>1[0-4]|[3-9])(?![\d%]|[.,]\d))"
)
_SIGN = re.compile(r"(?<![A-Za-z])(?P<times>[xX×*·∗⋅´✕]|'(?=\s))\s{0,24}$")
_NOT_INSIDE = r"(?<![\w.])(?<!\d,)"
_MANTISSA = re.compile(rf"{_NOT_INSIDE}(?:(?P<low>{FIGURE}){RANGE_SIGN})?(?P<high>{FIGURE})\s{{0,24}}$")
_NUMBER_BEFORE = re.compile(rf"{_NOT_INSIDE}(?P<high>{FIGURE})\s{{1,2}}$")
_NAME_BEFORE = re.compile(r"[A-Za-z0-9_.,/^-]$")

_PER = (
    r"(?:L|l|m[Ll]|d[Ll]|[uµμ][Ll]|mm3|mm\^3|mm³|cmm|cumm|kg|KG|Kg|m2|m\^2|m²|dose|lit(?:er|re)s?"
    r"|kilogram|cell)"
)
_OVER = rf"(?:\s{{0,4}}[/／∕]\s{{0,2}}{_PER}\b|\s{{0,20}}per\s{{1,20}}{_PER}\b)"
_COUNTED = (
    r"(?:[cC]ells?|[cC]opies|[cC]opy|(?:colony|plaque)[- ]forming[ ]units?|"
    r"CFUs?|cfu|PFUs?|pfu|FFU|TCID\s?50|CCID\s?50|v\.?g\.?|vp|gc|GC|spores?|"
    r"particles|genomes?|parasites|bacteria|bacilli|organisms|platelets|leu[ck]ocytes|lymphocytes"
    r"|erythrocytes|"
    r"MSCs?|MNCs?|TNCs?|Tregs?|DCs?|IU|CD\d{1,3}\s?\+|islets|spermatozoa|sperms?|neutrophils|M|mol)"
)
_WORD = (
    r"(?!(?:on|the|of|to|in|or|and|is|are|with|for|per|at|by|as|will|was"
    r"|were)\b)\(?[A-Za-z][\w+\-)αβγ]{0,24}"
)
_UNIT = re.compile(
    rf"(?:\s{{0,20}}(?:{_WORD}\s{{1,20}}){{0,5}}?{_COUNTED}(?![\w])(?:[ ](?:cells|particles|genomes"
    rf"|copies))?{_OVER}?"
    rf"|{_OVER}|\s{{0,2}}L\b|\s{{0,2}}[uµμ]L\b|[ ]?mm2\s?/\s?s(?:ec)?\b)"
)
_PER_LITRE = re.compile(r"\s?(?:[/／∕]|\bper\b)\s{0,4}(?:L|l|lit(?:er|re)s?)\b")
_BARE_AMOUNT = re.compile(
    r"\s{0,2}(?:(?:[A-Za-z][\w+\-]{0,24}[ ]){0,4}?cells\s?(?:/\s?|per\s)(?:kg|dose)\b"
    r"|(?:(?:colony|plaque)[- ]forming[ ]units?|CFU|cfu|PFU|pfu"
    r"|TCID50|vg|vp)\b)"
)
_CELLS_BEFORE = re.compile(r"(?:cells?|CD\d{1,3}\s?\+?|TNC|MNC)\s?$")
_ENDS = re.compile(r"\s{0,4}(?:$|[\n;,.)\]，；、。）]|(?:and|or|to|in|at|for|with|as|by|on|from)\b|[A-Z]{2})")
_MEASURE = re.compile(
    r"\s{0,2}(?:[-–]\s?)?(?:mm|cm|nm|µm|μm|um|m|km|pixels?|px|voxels?|matri|image|mg|g"
    r"|kg|ml|mL|inch|feet|"
    r"min|hours?|days?|weeks?|months?|years?|reps?|repetitions?|sets?|sessions?|steps"
    r"|[xX×]\s?\d)(?![A-Za-z\d/²³^])"
)
_BEFORE_TEN = frozenset(" \t\n\r\u00a0xX×*·∗⋅´✕")
_PAIR_BEFORE = re.compile(r"[xX×*]\s{0,2}$")


def find_lost_superscripts(text: str) -> list[LostSuperscript]:
    """All lost superscripts of a text, left to right.

    >>> [(x.low, x.high, x.repaired_text) for x in find_lost_superscripts("a dose of 0.5-1.0 * 106 cells /kg")]
    [(500000.0, 1000000.0, '0.5-1.0 * 10^6 cells /kg')]
    """
    found = []
    for match in _POWER.finditer(text):
        if (hit := _lost(text, match)) is not None:
            found.append(hit)
    return found


def _lost(text: str, power: re.Match[str]) -> LostSuperscript | None:
    at = power.start()
    sign = _SIGN.search(text, max(0, at - 25), at) if text[at - 1 : at] in _BEFORE_TEN else None
    unit = _UNIT.match(text, power.end())
    mantissa = None
    if sign is not None:
        mantissa = _MANTISSA.search(text, max(0, sign.start() - 30), sign.start())
        start = mantissa.start() if mantissa is not None else sign.start()
        fits = power["e"] is not None or _product(text, mantissa, start, power, unit)
    elif power["e"]:
        start, fits = at, not _NAME_BEFORE.search(text, max(0, at - 1), at)
    else:
        fits = _without_sign(text, power)
        mantissa = _NUMBER_BEFORE.search(text, max(0, at - 20), at) if fits else None
        start = mantissa.start() if mantissa is not None else at
    return _build(text, start, mantissa, power, unit) if fits else None


def _product(
    text: str, mantissa: re.Match[str] | None, start: int, power: re.Match[str], unit: re.Match[str] | None
) -> bool:
    """Whether "... x 106" is a power: a counted unit behind, or nothing that says what else it could be."""
    if _PAIR_BEFORE.search(text, max(0, start - 4), start):
        return False
    if unit is not None:
        return True
    if power["gap"] or _MEASURE.match(text, power.end()):
        return False
    if mantissa is None:
        return _CELLS_BEFORE.search(text, max(0, start - 12), start) is not None
    if not _ENDS.match(text, power.end()):
        return False
    number = mantissa["high"]
    return power["negative"] is not None or bool(mantissa["low"]) or len(number) < 3 or "." in number


def _without_sign(text: str, power: re.Match[str]) -> bool:
    """Whether "109/L", "1.5 109/L" or "106 cells/kg", with no multiplication sign, is a power."""
    at = power.start()
    if _NAME_BEFORE.search(text, max(0, at - 1), at) or power["negative"]:
        return False
    if _PER_LITRE.match(text, power.end()):
        return (power["joined"] or power["spaced"]) in ("6", "9", "12")
    return (
        power["joined"] is not None
        and _BARE_AMOUNT.match(text, power.end()) is not None
        and not _NUMBER_BEFORE.search(text, max(0, at - 20), at)
    )


def _build(
    text: str, start: int, mantissa: re.Match[str] | None, power: re.Match[str], unit: re.Match[str] | None
) -> LostSuperscript:
    digits = power["e"] or power["joined"] or power["spaced"] or power["negative"]
    exponent = -int(digits) if power["negative"] else int(digits)
    groups = mantissa.groupdict() if mantissa is not None else {}
    one = figure_value(groups["high"]) if groups else Decimal(1)
    other = figure_value(groups["low"]) if groups.get("low") else one
    end = unit.end() if unit is not None else power.end()
    return LostSuperscript(
        start=start,
        end=end,
        power_start=power.start(),
        power_end=power.end(),
        exponent=exponent,
        low=float(min(one, other).scaleb(exponent)),
        high=float(max(one, other).scaleb(exponent)),
        unit=text[power.end() : end].strip(),
        repaired_text=f"{text[start : power.start()]}10^{exponent}{text[power.end() : end]}",
        level="info" if power["e"] else "certain",
    )
