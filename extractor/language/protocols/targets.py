"""The disease of the people that a title says its trial is for, as a whole phrase."""

import re
from typing import Final

from extractor.model import Span

_PEOPLE: Final = r"(?:patients?|participants?|subjects?|adults?|people|individuals|women|men|children|adolescents|persons|outpatients|infants)"
_END: Final = (
    r"(?=\s(?:who|whose|that|which|despite|treated|previously|and\s(?:an?|inadequate\w*|with|at|on)|with\s(?:an?\s)?inadequate|after|on|at|receiving|"
    r"undergoing|not|inadequately|requiring|having|already|harbou?ring|responding|following|naive|eligible|in\s(?:the|combination)|versus|compared|whom|has|have)\b"
    r"|[,:;]|\.(?:\s|$)|$)"
)
_WITH: Final = re.compile(
    rf"(?i)\b{_PEOPLE}\s+(?:aged?\s+[^,;:]{{2,40}}?\s+)?(?:with|who\s+have|having|suffering\s+from|diagnosed\s+with|affected\s+by)\s+(?:an?\s+|the\s+)?(?P<what>[^\s,;:][^,;:]{{3,140}}?){_END}"
)
_FOR: Final = re.compile(
    rf"(?i)\b(?:treatment|management|prevention|therapy|prophylaxis)\s+(?:of|for)\s+(?P<what>(?!{_PEOPLE}\b)[^\s,;:][^,;:]{{3,120}}?)"
    rf"(?=\s+(?:in|among|by|using)\b|[,:;]|\.(?:\s|$)|$)"
)
_BRACKET: Final = re.compile(r"\s\([^()]{1,60}\)$")


def find_target(title: str) -> Span | None:
    """Where a title says what its participants have, or what is treated; None where it does not.

    >>> title = "A Study of Zinc in Adult Patients With Primary Cold Sores Who Failed Steroids"
    >>> title[slice(*find_target(title))]
    'Primary Cold Sores'
    """
    plain = re.sub(r"\s", " ", title)
    found = _WITH.search(plain) or _FOR.search(plain)
    if found is None:
        return None
    start, end = found.span("what")
    bracket = _BRACKET.search(plain[start:end])
    return Span(start, start + bracket.start() if bracket else end)
