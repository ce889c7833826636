"""What belongs under inclusion and what under exclusion, as the lists of registries have them."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extractor.language.numbers import lowered

_FLAGS = re.IGNORECASE | re.VERBOSE
_REACH = 400
_NEGATED = re.compile(
    r"""
    \b(?:no|not|non|without|un(?:able|willing|likely|fit|suitable)|inab\w+|in\w*capab\w+|refus\w+|declin\w+
    |withdr\w+|lack|absence|less|under|never|free)\b | <
    """,
    _FLAGS,
)
_CONSENT = r"""
    ^\W*(?:parental|written)\ (?:informed\ )?consent |
    \b(?:sign\w*|provid\w+|written|giv\w+)\b .{0,40} \bconsent
  | ^\W*informed\ consent
  | \bassent\b
"""
_AGE = r"""
    ^(?:\W|patients?|subjects?|participants?|people|(?:fe)?males?|(?:wo)?men|adults?|and|or|who|are|is|be|must)*
    (?: ag(?:e|ed|es)\b .{0,30} \d
      | (?:between\ )? \d\d\ (?:to|and|-|–)\ \d\d\ years
      | [≥>]=?\ ?18\ years
      | 18\ years\ (?:of\ age\ )?(?:or|and)\ o
    )
"""
_ABLE = r"""
    ^(?:\W|patients?|subjects?|participants?|must|be)*
    (?:willing|able|available)\ (?:and\ (?:able|willing|committed)\ )?to\b
"""
_LANGUAGE = r"""
    ^(?:\W|patients?|subjects?|participants?|must|be|able|to|can|the|ability)*
    (?:literate|fluent|proficient|speak\w*|read\w*)\b .{0,40} \b(?:English|Spanish|French|German|Chinese|language)
"""
_FUNCTION = r"""
    \b(?:adequate|normal|sufficient)\b .{0,40} \b(?:function|reserve)
  | (?<!affect\ )(?<!limit\ )(?<!limits\ )(?<!shorten\ )(?<!reduce\ )(?<!limiting\ )\blife\ expectancy\b
  | \b(?:ECOG|performance\ status)\b .{0,30} \b0\b
"""
_PREGNANCY = r"\b(?:(?<!multiple\ )(?<!singleton\ )(?<!twin\ )pregnan\w+|breast-?\s?feeding|lactating|nursing)\b"
_ALLERGY = r"\b(?:allerg\w+|hypersensitiv\w+|contra-?indicat\w+|intoleran\w+)\b"
_OTHER_TRIAL = r"""
    \b(?:another|other)\b .{0,40} \b(?:trial|study|investigational)
  | \binvestigational\ (?:drug|agent|product)s?\ within
"""
_REFUSAL = r"\b(?:refus\w+|unwilling|unable|inability|non-?compliance|not\ (?:able|willing))\b"
_ABUSE = r"\b(?:drug|alcohol|substance)\ (?:or\ \w+\ )?(?:abuse|dependence|addiction)\b"
_COMORBIDITY = r"""
    \b(?:uncontrolled|serious|severe|significant|unstable|active)\b .{0,40}
    \b(?:disease|infection|illness|disorder|hypertension|angina|condition)s?\b
  | \b(?:other|prior|previous|history\ of)\b .{0,30} \bmalignan\w+
"""


class Cue(NamedTuple):
    """How a cue is written, and the letters of which a text has some where it has the cue."""

    pattern: re.Pattern[str]
    signs: tuple[str, ...]


def _cue(pattern: str, signs: str) -> Cue:
    return Cue(re.compile(pattern, _FLAGS), tuple(signs.split()))


REQUIRED = {
    "consent": _cue(_CONSENT, "consent assent"),
    "age": _cue(_AGE, "ag years"),
    "able": _cue(_ABLE, "willing able"),
    "language": _cue(_LANGUAGE, "literate fluent proficient speak read"),
    "function": _cue(_FUNCTION, "function reserve expectancy ecog performance"),
}
BARRED = {
    "pregnancy": _cue(_PREGNANCY, "pregnan feeding lactating nursing"),
    "allergy": _cue(_ALLERGY, "allerg hypersensitiv contra intoleran"),
    "other trial": _cue(_OTHER_TRIAL, "other investigational"),
    "refusal": _cue(_REFUSAL, "refus willing able inability compliance"),
    "abuse": _cue(_ABUSE, "abuse dependence addiction"),
    "comorbidity": _cue(_COMORBIDITY, "disease infection illness disorder hypertension angina condition malignan"),
}


def denied(text: str) -> bool:
    """Whether a criterion, or its beginning, says that something must not be so.

    >>> denied("No known allergy"), denied("Known allergy to peanuts")
    (True, False)
    """
    return bool(_NEGATED.search(text))


def list_cues(criteria: Iterable[str], cues: Mapping[str, Cue]) -> dict[str, int]:
    """The kinds of cue that a list has, each with the number of its first criterion; what is denied is no cue.

    `cues` is `REQUIRED` or `BARRED`.

    >>> list_cues(["No pregnancy", "Known hypersensitivity", "Allergy to nuts"], BARRED)
    {'allergy': 1}
    """
    found: dict[str, int] = {}
    for number, criterion in enumerate(criteria):
        text = criterion[:_REACH].replace("\n", " ")
        small = lowered(text)
        for kind, (pattern, signs) in cues.items():
            if kind in found or not any(map(small.__contains__, signs)):
                continue
            match = pattern.search(text)
            if match and (kind == "refusal" or not denied(text[: match.end()])):
                found[kind] = number
    return found
