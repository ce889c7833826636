"""The text says both one and several centres.

What it does: reads "single-centre" and "multi-centre" from titles and descriptions and compares them with each other,
and "single-centre" with the cities of the listed sites.

Why it matters: results from one centre travel less well than those from many.

Example: title "A Multicentre Trial", summary "conducted at a single site".

Not an error: a multi-centre trial of which one site is listed so far, several departments of one city, another study.

References: CONSORT 2010, item 4b (settings and locations).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.checks import cut
from extractor.checks._design import described
from extractor.language.numbers import lowered, word_matches
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "DSG108"
name = "centre-count-vs-text"
severity: Final = "warning"
needs = ("titles",)

_SINGLE: Final = re.compile(
    r"(?i)\b(?:(?:single|one|mono)[- ]?(?:cent(?:er|re)|site|institution)(?:d|al)?|monocentric|(?:single|one) hospital)"
    r"\b(?=[^.;\n]{0,60}\b(?:study|trial|RCT|design|investigation)\b|[.,;)]|$| in (?-i:[A-Z]))"
)
_MULTI: Final = re.compile(
    r"(?i)\b(?:multi-?\s?(?:ple )?(?:cent(?:er|re)|site)s?|multi-?(?:center|centric"
    r"|institutional))(?:ed)?\b(?=[^.;\n]{0,60}\b(?:study|trial|RCT|design|investigation)\b|[.,;)]|$)"
)
_OTHER: Final = re.compile(
    r"(?i)\b(?:previous\w*|prior|earlier|other|future|pilot|larger?|published|retrospective|from"
    r"|literature|studies|then|phase|part|although|not|first|initial"
    r"|sub-?study|limitation|followed|if|before|or)\b"
)
_OF_STUDY: Final = re.compile(
    r"(?i)\b(?:study|studied|trial|RCT|design|research|investigation|experiment|conducted|carried out|performed"
    r"|recruit\w*|enrol\w*|(?:patients|participants|subjects|women|men|children) (?:from|at|of)|prospective"
    r"|open[- ]label|randomi[sz]ed)\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the two places."""
    single = _first(record, _SINGLE, ("single", "one", "mono"))
    if single is None:
        return
    multi = _first(record, _MULTI, ("multi",))
    cities = {site.city: site for site in record.locations if site.city and site.evidence}
    if multi:
        yield _finding([single, multi], f"the text says “{single.quote}” and “{multi.quote}”", 0)
    elif len(cities) > 1:
        places = [single, *(site.evidence[0] for site in cities.values())]
        yield _finding(
            places, f"the text says “{single.quote}”, but sites in {len(cities)} cities are listed", len(cities)
        )


def _first(record: TrialRecord, pattern: re.Pattern[str], beginnings: Sequence[str]) -> Evidence | None:
    for place in [*(title.evidence[0] for title in record.titles), *described(record)]:
        for match in word_matches(pattern, place.quote, lowered(place.quote), beginnings):
            before = re.split(r"[.;\n]", place.quote[max(0, match.start() - 150) : match.start()])[-1]
            after = re.split(r"[.;\n]", place.quote[match.end() : match.end() + 80])[0]
            about = _OF_STUDY.search(f"{before} {after}") and not (_OTHER.search(before) or _OTHER.search(after))
            if about or "Title" in (place.path or ""):
                return cut(place, *match.span())
    return None


def _finding(places: list[Evidence], message: str, cities: int) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=message,
        suggestion="say in one way how many centres take part",
        evidence=places,
        values={"stated": [place.quote for place in places[:2]], "cities": cities},
    )
