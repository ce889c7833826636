"""What an arm's label says that the arm is: a placebo, untreated, or treated with something."""

import re
from collections.abc import Mapping
from typing import Final

from extractor.language.arms.product_kinds import INN_STEM

_DUMMY: Final = re.compile(r"(?i)\b(?:placebos?|sham|dummy|vehicle)\b")
_ANY_DUMMY: Final = re.compile(
    r"(?i)placebo|plazebo|sham|dummy|vehicle|saline|sugar|inactive|inert\b|simulat|control|compar|standard"
    r"|usual|routine"
    r"|conventional|attention|wait|no (?:treatment|intervention|drug)|without|water|dextrose|glucose|detuned"
    r"|switched off|turned off|not activ|deactivat|\boff\b|low[- ]dose|sub-?therapeutic|lactose|starch"
    r"|maltodextrin|\bmock\b|fake"
)
# Other things that a label may hold beside the placebo without making the arm anything else.
_BESIDE: Final = re.compile(
    r"(?i)\b(?:placebos?|sham|dummy|vehicle|comparator|control(?:led|s)?|groups?|arms?|cohort|matching"
    r"|matched|oral|tablets?"
    r"|capsules?|injections?|infusions?|gel|cream|patch(?:es)?|pills?|treatment|therapy|stimulation"
    r"|procedure|device|only"
    r"|alone|inactive|saline|normal|solution|intervention|of|the|for|a|an|by|in|[A-H]|\d{1,2}|I{1,3}|IV"
    r"|daily|once|twice|weekly"
    r"|subcutaneous|intravenous|IV|SC|PO|mouth|patients?|participants?|subjects?|study|comparison|drug"
    r"|medication|eye|nasal"
    r"|spray|training|exercise|acupuncture|rTMS|tDCS|TENS|laser|ultrasound|surgery|block|device|system|light)\b"
    r"|\d+(?:\.\d+)?\s?(?:mg|mL|mcg|ug|µg|g|%)"
)
_IN_BRACKETS: Final = re.compile(r"[(（\[][^()（）\[\]]{0,120}[)）\]]")
_SEQUENCE: Final = re.compile(
    r"(?i)\b(?:then|followed|first|before|after|run-?in|switch\w*|cross\w*|sequence|to|or|and|plus|with"
    r"|versus|vs|open|extension)\b"
    r"|[→>+/&]|-\s?to\s?-"
)
_UNTREATED: Final = re.compile(
    r"(?i)^\W*(?:(?:group|arm)\s\w{1,2}\W{1,3})?(?:(?:the\s)?(?:none|no|non|without|not)[\s-](?!inferior"
    r"|invasive|surgical"
    r"|pharma|operative|drug|opioid|responder|small|cirrh|diabet|smok|obes|preg|hodgkin|randomi|linear"
    r"|fasting|fasted|japan|asian"
    r"|hispanic|ischemic|ischaemic|severe|immuno|elderly|carrier|frail|users?\b|steroidal|nutritive|weight"
    r"|contact|muscle|toxic|myelo)"
    r"(?:\w+\s?){1,3}"
    r"|untreated(?: controls?)?(?: (?:group|arm))?|(?:waiting|wait)[- ]?list(?: controls?)?(?: (?:group|arm))?)$"
)
_TREATMENT: Final = re.compile(
    r"(?i)\b(?:(?:chemo-?|immuno-?|brachy|stereotactic )?radio-?(?:chemo-?)?therapy"
    r"|chemo-?(?:radio)?therapy|irradiation"
    r"|radiosurgery|immunotherapy|hormon\w* therapy|androgen deprivation|acupuncture|transplantation|vaccination"
    r"|[a-z]{3,}(?:ectomy|plasty|otomy)|infusions?|injections?|mg(?:/\w+)?)\b"
)
_NOT_GIVEN: Final = re.compile(
    r"(?i)\b(?:no|none|not|without|non|control|standard|usual|routine|conventional|care|observation\w*"
    r"|wait\w*|delayed|deferred"
    r"|untreated|natural|surveillance|healthy|before|after|prior|previous\w*|post|pre|following|on"
    r"|patients|participants"
    r"|subjects|who|history|vs|versus|undergoing|receiving|pilot|only screening|comparison|historical"
    r"|registry|withdraw\w*"
    r"|discontinu\w*|stop\w*|omit\w*|free|eligible|refus\w*|declin\w*)\b|^no|non-"
)


def is_dummy(text: str) -> bool:
    """Whether a label or name is that of a placebo or sham and of nothing beside it.

    >>> is_dummy("Group B: Placebo tablets"), is_dummy("Placebo, then zinc"), is_dummy("Zinc plus placebo")
    (True, False, False)
    """
    bare = _IN_BRACKETS.sub(" ", text)
    if not _DUMMY.search(bare):
        bare = text
    if not _DUMMY.search(bare) or _SEQUENCE.search(bare):
        return False
    return not re.search(r"[^\W\d_]{2,}", _BESIDE.sub(" ", bare))


def names_placebo(text: str) -> bool:
    """Whether a name holds the word placebo, sham, dummy or vehicle.

    >>> names_placebo("Placebo matching zinc"), names_placebo("Standard care")
    (True, False)
    """
    return bool(_DUMMY.search(text))


def names_dummy(text: str) -> bool:
    """Whether a text speaks of a placebo, a sham or any other control.

    >>> names_dummy("Device switched off"), names_dummy("Zinc 20 mg")
    (True, False)
    """
    return bool(_ANY_DUMMY.search(text))


def is_untreated(label: str) -> bool:
    """Whether a label says that something is not given.

    >>> is_untreated("No treatment"), is_untreated("None epidural steroid"), is_untreated("Non-small cell lung cancer")
    (True, True, False)
    """
    return bool(_UNTREATED.search(_IN_BRACKETS.sub("", label).strip()))


def treatment_in(label: str, expansions: Mapping[str, str]) -> str | None:
    """The treatment that a label names, abbreviations spelled out, or None.

    >>> treatment_in("Radiotherapy alone", {}), treatment_in("WBRT", {"WBRT": "whole brain radiotherapy"})
    ('Radiotherapy', 'radiotherapy')
    >>> treatment_in("No chemotherapy", {}) is None
    True
    """
    spelled = " ".join(expansions.get(word, word) for word in label.split())
    if _NOT_GIVEN.search(spelled):
        return None
    match = _TREATMENT.search(spelled) or INN_STEM.search(spelled)
    return match[0] if match else None
