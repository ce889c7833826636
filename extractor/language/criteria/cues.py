"""What belongs under inclusion and what under exclusion, as the lists of registries have them."""

import re
from collections.abc import Iterable, Mapping

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


def _compiled(**patterns: str) -> Mapping[str, re.Pattern[str]]:
    return {kind.replace("_", " "): re.compile(pattern, _FLAGS) for kind, pattern in patterns.items()}


REQUIRED = _compiled(consent=_CONSENT, age=_AGE, able=_ABLE, language=_LANGUAGE, function=_FUNCTION)
BARRED = _compiled(
    pregnancy=_PREGNANCY,
    allergy=_ALLERGY,
    other_trial=_OTHER_TRIAL,
    refusal=_REFUSAL,
    abuse=_ABUSE,
    comorbidity=_COMORBIDITY,
)


def denied(text: str) -> bool:
    """Whether a criterion, or its beginning, says that something must not be so.

    >>> denied("No known allergy"), denied("Known allergy to peanuts")
    (True, False)
    """
    return bool(_NEGATED.search(text))


def list_cues(criteria: Iterable[str], patterns: Mapping[str, re.Pattern[str]]) -> dict[str, int]:
    """The kinds of cue that a list has, each with the number of its first criterion; what is denied is no cue.

    `patterns` is `REQUIRED` or `BARRED`.

    >>> list_cues(["No pregnancy", "Known hypersensitivity", "Allergy to nuts"], BARRED)
    {'allergy': 1}
    """
    found: dict[str, int] = {}
    for number, criterion in enumerate(criteria):
        text = criterion[:_REACH].replace("\n", " ")
        for kind, pattern in patterns.items():
            if kind in found:
                continue
            match = pattern.search(text)
            if match and (kind == "refusal" or not denied(text[: match.end()])):
                found[kind] = number
    return found
