"""What a comparison is about: the measurement named before it, behind it, or carried over from the one before."""

from __future__ import annotations

import re

from extractor.language.comparisons import Comparison
from extractor.language.quantities.measures import DOSED, MASSES, SCALES, STAGED, TIMES, Measure, find_measures
from extractor.language.units import dimension, is_time

__all__ = ["before", "behind", "fits", "generic", "is_amount", "is_count", "subject"]

_FURTHEST = 90
_ADJACENT = 20
_SEPARATOR = re.compile(
    r"(?:[\s,/&()\[\];:*-]|\b(?:and|or|either|both|the|a|level|levels|value|values|serum|total|plasma|blood|with|in"
    r"|of|to|her|his|its|"
    r"concentration|concentrations|count|counts|activity|score|status|class|ratio|if|known|as|well|also|test)\b)*",
    re.I,
)
_ACCENT = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
_HEAD = re.compile(
    r"(?:score|index|scale|rate|ratio|count|level|titer|titre|value|concentration|size|diameter|length|thickness"
    r"|volume|pressure|"
    r"area|percentage|fraction|width|depth|circumference|saturation|clearance|capacity|gradient|density|resistance|"
    r"intensity|frequency|inventory|questionnaire|power|acuity|distance|expression|load|output|excretion|stenosis"
    r"|burden)s?$",
    re.I,
)
_TIME_HEAD = re.compile(r"(?:time|duration|interval|survival|expectancy|latency|period)$", re.I)
_NOUNS = re.compile(
    r"(?<![A-Za-z])(?P<noun>(?:[A-Za-z][\w'/+-]{0,30}[ \n]{1,3}){0,4}[A-Za-z][\w'/+.-]{0,30})(?:\s?\([^()]{1,40}\))?"
    r"(?:[\s:,]{1,3}(?:(?:must|should|shall|has to|have to|will)\sbe|that|which|is|are|was|of|that is|which is"
    r"|being|with|to be|as|at)\b){0,2}[\s:(\[]{0,3}$"
)
_STOP = re.compile(
    r"(?i)^(?:.*\s)?(?:and/or|where|the|a|an|and|or|with|of|in|for|to|at|have|has|had|having|is|are|was|be|by|from"
    r"|on|any|no|not"
    r"|if|than|who|that|"
    r"which|must|should|will|patients?|subjects?|participants?|women|men|females?|males?|adults?|children|showing"
    r"|defined|as|known|"
    r"documented|history|presence|also|per|more|least|other|all|their|his|her|its|include|includes|including"
    r"|exclude|confirmed|"
    r"requiring|use|using|received|receiving|taking|taken|it|this|these|those|least|either|both|current|persistent|"
    r"demonstrated|demonstrating|when|only|been|being|exceeding|exceeds|between|within|after|before|during|prior"
    r"|previous|least)\s(?=\S)"
)
_NO_NOUN = re.compile(
    r"(?i)(?:.*\s)?(?:least|most|than|or|and|experienced|past|last|previous|prior|history|dose|doses|daily|day|days"
    r"|weeks?|months?|years?|"
    r"patients?|subjects?|participants?|people|adults?|children|women|men|females?|males?|who|the|a|is|are|of|in"
    r"|for|to|with|age[ds]?|criteria|"
    r"lasting|includ\w+|defined|than|having|therapy|treatment|phase|visits?|treated|drinks?|drinking|smok\w+|taking"
    r"|receiving|"
    r"received|consum\w+|total|about|approximately|by|at|on|from|i\.e\.?|e\.g\.?|cycle|part|arm|group|every|above"
    r"|below|between|grade|stage|class"
    r"|as|if|when|it|measur\w+|greater|less|medications?|steroids?|prednis\w+|dexamethasone|equivalents?|drugs?"
    r"|alcohol|caffeine|coffee|tea|cigarettes?|exceeding|exceeds)"
)


def before(text: str, since: int, item: Comparison) -> list[Measure]:
    """The measurements that stand before a comparison and share it ("AST and ALT"), in the order of the text.

    An entry without key tells that something stands there that is no measurement (an age, a dose).
    """
    start = max(since, item.start - (180 if item.states and not is_time(item.unit) else 90))
    found = [one for one in find_measures(text, start, item.start) if not _glossed(text, one, item.start)]
    if not found or item.start - found[-1].end > (_FURTHEST if found[-1].key else _ADJACENT):
        return []
    sharing = [found[-1]]
    for one in reversed(found[:-1]):
        if not _SEPARATOR.fullmatch(text, one.end, sharing[0].start) or not one.key or one.key == "":
            break
        sharing.insert(0, one)
    named: dict[str, Measure] = {}
    for one in sharing:
        named.setdefault(one.key, one)
    return list(named.values())


def _glossed(text: str, measure: Measure, limit: int) -> bool:
    """Whether a name stands in brackets that close before the comparison and that hold more than names."""
    opened = max(
        text.rfind("(", max(0, measure.start - 120), measure.start),
        text.rfind("[", max(0, measure.start - 120), measure.start),
    )
    if opened < 0:
        return False
    bracket = _ACCENT.match(text, opened, limit)
    if bracket is None or bracket.end() < measure.end:
        return False
    inside = list(find_measures(text, opened + 1, bracket.end() - 1))
    at = opened + 1
    for one in inside:
        if not _SEPARATOR.fullmatch(text, at, one.start):
            return True
        at = one.end
    return not _SEPARATOR.fullmatch(text, at, bracket.end() - 1)


_LINK = re.compile(
    r"(?:[\s(]{0,3}(?:on|in|by|of|for|the|a|an|your|according|to|using|from|per|with|as|measured|points?|score"
    r"|scale|level|predicted|its|"
    r"total|patient's|at|functional|class|grade|assessed|body|their|heart|failure)\b){0,5}[\s(]{1,3}",
    re.I,
)
_HAS_ITS_OWN = re.compile(
    r"[ :(]{0,2}(?:(?:is|of|levels?|counts?|scores?|must be|should be|at least|at most|greater|less|more|than|value"
    r"|between|above|below|up to)"
    r"\s?){0,4}(?:[<>≤≥=]|\d)",
    re.I,
)
_SUBJECT = re.compile(
    r"\s?(?:the\s)?(?P<name>[A-Za-z][\w'/-]{0,30}(?:[ -][A-Za-z][\w'/-]{0,30}){0,4})\s?(?=[<>≤≥=(,;.\n)]|$)"
)


def behind(text: str, end: int) -> Measure | None:
    """The measurement named right behind a comparison: "≥ 50% ejection fraction", "at least 60 on the Karnofsky
    scale".
    """
    link = _LINK.match(text, end)
    if link is None:
        return None
    found = next(find_measures(text, end, min(len(text), link.end() + 60)), None)
    if found is None or not found.key or not found.start <= link.end() < found.end + 1:
        return None
    return None if _HAS_ITS_OWN.match(text, found.end) else found


def subject(text: str, end: int) -> Measure | None:
    """What stands behind the sign of "145 mmHg ≤ SBP"."""
    match = _SUBJECT.match(text, end)
    if match is None:
        return None
    start, stop = match.span("name")
    return next(
        (one for one in find_measures(text, start, stop) if one.key), Measure(start, stop, match["name"].lower())
    )


def generic(text: str, since: int, item: Comparison) -> Measure | None:
    """The words before a comparison as the name of a measurement that no table has ("Bishop score < 7")."""
    lasting = is_time(item.unit)
    if lasting and (item.kind not in (">=", ">", "<=", "<") or text[item.start : item.start + 4].lower() == "over"):
        return None
    if not lasting and item.unit is not None and _is_dosed(item, item.unit):
        return None
    match = _NOUNS.search(text, max(since, item.start - 110), item.start)
    if match is None:
        return None
    start, end = match.span("noun")
    if stop := _STOP.match(text[start:end] + " "):
        if stop.end() > end - start:
            return None
        start += stop.end()
    name = text[start:end]
    if not name or _NO_NOUN.fullmatch(name) or _NO_NOUN.fullmatch(name.split()[-1]):
        return None
    if lasting:
        return Measure(start, end, name.lower()) if _TIME_HEAD.search(name) else None
    if item.unit is None and not _HEAD.search(name):
        named = item.relative_to is not None or _is_abbreviation(name.split()[-1])
        if not named or not item.kind:
            return None
    return Measure(start, end, name.lower())


def _is_dosed(item: Comparison, unit: str) -> bool:
    """Whether a value is of a dose or of a lens, not of a finding."""
    return is_amount(unit) or (unit == "[diop]" and not item.kind and item.low == item.high)


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and sum(letter.isupper() for letter in word) >= 2


_AMOUNTS = (
    (("g", 1),),
    (("g", 1), ("s", -1)),
    (("iU", 1),),
    (("U", 1),),
    (("U", 1), ("s", -1)),
    (("Gy", 1),),
    (("mol", 1),),
    (),
    (("s", -1),),
)


def is_amount(unit: str) -> bool:
    """Whether a unit is one of doses and habits rather than of findings: mg, mg/d, U, drinks, times a week."""
    return (dimension(unit) in _AMOUNTS and unit != "%") or unit in ("mg/kg", "mg/kg/d", "mg/m2", "g/kg", "mL", "L")


_FUNCTION = (
    r"for|and|the|with|are|was|per|but|who|from|than|had|not|all|any|under|over|after|before|within|during|when|unless|"
    r"among|using|without|despite|prior|assessed|measured|documented|confirmed|obtained|associated|defined|required|"
    r"based|determined|recorded|performed|attributed"
)
_COUNTED = re.compile(
    rf"-[A-Za-z]|(?:st|nd|rd|th)\b|\s(?:of the following|(?:(?!(?:{_FUNCTION})\b)[a-z-]{{3,20}} ){{0,2}}"
    r"(?!(?:points|unless|has|was|this|scores|plus|years|afebrile|status|always|units)\b)[a-z]{3,20}s\b)"
)


def is_count(text: str, item: Comparison) -> bool:
    """Whether a number without unit counts what stands behind it: "less than 2 cycles"."""
    return (
        item.unit is None and item.relative_to is None and not item.scale and _COUNTED.match(text, item.end) is not None
    )


def fits(measure: Measure, item: Comparison) -> bool:
    """Whether a measurement can have a value of that unit: a time or a dose near its name is not its value."""
    key = measure.key
    if is_time(item.unit):
        return key in TIMES
    if (
        key in STAGED
        and not item.scale
        and not float(item.low if item.low is not None else item.high or 0).is_integer()
    ):
        return False
    if item.scale in ("stage",):
        return key in STAGED
    if item.scale in ("class", "grade", "level", "status"):
        return key in SCALES
    if item.unit is None:
        return True
    if key in SCALES:
        return dimension(item.unit) == () or (key in ("VAS", "NRS") and item.unit in ("mm", "cm"))
    if is_amount(item.unit) and item.unit not in ("[diop]",):
        return (
            key in MASSES
            or dimension(item.unit) == ()
            or (dimension(item.unit) == (("s", -1),) and key in ("heart rate", "respiratory rate", "AHI"))
        )
    return not (key in DOSED and dimension(item.unit) == (("g", 1),))
