"""What a protocol says of its own design: in its synopsis, and in the sentences that begin "This is a ..."."""

import re
from typing import Final

from extractor.language.designs import DesignWord, find_assignments, find_design_words
from extractor.language.protocols.labels import find_labelled

_THIS_IS: Final = re.compile(
    r"\b(?:[Tt]his|[Tt]he (?:study|trial))\s(?:[\w/-]{1,20}\s){0,3}?(?:is|will be|was)\s(?:designed as\s"
    r"|being conducted as\s)?(?:an?|the|of)\s"
    r"[^.\n]{5,400}"
)
_NOT_BLINDED: Final = re.compile(
    r"(?i)\b(?:(?:an\s)?open(?:-label)?\sdesign\s(?:is|will be)\sused|(?:blinding|masking)[ ](?:is|are"
    r"|was|will be)?\s?(?:and\srandomi[sz]ation\s"
    r"(?:is|are)\s)?not\s(?:applicable|required|used|performed))"
)
_RANDOMISED: Final = re.compile(
    r"(?i)\b(?:patients|participants|subjects|volunteers|women|men"
    r"|children)\s(?:[\w,()-]{1,25}\s){0,8}?will\s(?:be|then be)\s"
    r"(?:centrally\s|equally\s|stratified and\s)?randomi(?:sed|zed|ly assigned)\b|(?<!was )(?<!were"
    r" )\brandomi(?:sed|zed|sation|zation)\s[^.\n]{0,60}?\bratio\b"
    r"|\b(?:simple|block|blocked|cluster|stratified|computer-generated|web-based) randomi[sz]ation\b(?! (?:is|was) not)"
)
MOST = 60


def find_statements(text: str) -> list[DesignWord]:
    """The statements of a protocol on its masking, allocation and model, in order.

    >>> [one.value for one in find_statements("This is a randomized, double-blind study of 2 groups.")]
    ['RANDOMIZED', 'DOUBLE']
    """
    found: dict[int, DesignWord] = {}
    spans = [(item.start, min(item.end, item.start + 1500)) for item in find_labelled(text, "design")[:8]]
    spans += [match.span() for _, match in zip(range(MOST), _THIS_IS.finditer(text), strict=False)]
    for start, end in spans:
        part = text[start:end]
        for word in [*find_design_words(part), *find_assignments(part)]:
            at = start + word.start
            found.setdefault(at, DesignWord(at, start + word.end, word.aspect, word.value))
    for match in _NOT_BLINDED.finditer(text):
        found.setdefault(match.start(), DesignWord(*match.span(), "masking", "NONE"))
    for _, match in zip(range(3), _RANDOMISED.finditer(text), strict=False):
        found.setdefault(match.start(), DesignWord(*match.span(), "allocation", "RANDOMIZED"))
    return sorted(found.values(), key=lambda one: one.start)
