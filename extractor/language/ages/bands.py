"""Which band of participants an age is about: a cohort, a country, a sex or an age group."""

from __future__ import annotations

import re

from extractor.language.ages.context import Clause
from extractor.language.ages.grammar import Expression

_LABEL = (
    r"(?:(?:dose\s+)?cohort|group|part|arm|stage|step|phase|stratum|panel|sub-?study)s?\s+"
    r"(?:[a-h]\b|\d{1,2}[a-d]?\b|[ivx]{1,4}\b)(?:\s?(?:,|and|to|-|&|or)\s?(?:[a-h]\b|\d{1,2}[a-d]?\b))*"
)
_COUNTRIES = """
    argentina, australia, austria, bangladesh, belgium, brazil, bulgaria,
    burkina faso, cambodia, cameroon, canada, chile, china, colombia, croatia, czech republic, czechia,
    denmark, egypt, ethiopia, europe, finland, france, germany, ghana, greece, guinea, hong kong, hungary,
    india, indonesia, iran, ireland, israel, italy, japan, kenya, korea, lebanon, malawi, malaysia, mali,
    mexico, mozambique, nepal, netherlands, new zealand, nigeria, norway, pakistan, peru, philippines,
    poland, portugal, romania, russia, rwanda, saudi arabia, senegal, serbia, singapore, slovakia, slovenia,
    south africa, south korea, spain, sri lanka, sudan, sweden, switzerland, taiwan, tanzania, thailand,
    turkey, uganda, uk, ukraine, united kingdom, united states, us, usa, vietnam, zambia, zimbabwe
""".replace("\n", " ").split(",")
_COUNTRY = rf"(?:(?:the\s+)?(?:{'|'.join(name.strip() for name in _COUNTRIES)})|(?:all\s+)?other\s+countries)"
_AFTER = re.compile(
    rf"[\s,)]{{0,4}}(?:\(|\[)?\s?(?:(?:for|in)\s+)?(?P<label>{_LABEL})|[\s,]{{0,3}}\(?\s?(?:in|"
    rf"for)\s+(?P<country>{_COUNTRY})\b"
)
_GROUP = (
    r"(?:adults?|elderly|child(?:ren)?|adolescents?|teenagers?|infants?|toddlers?|wom[ae]n|m[ae]n|"
    r"females?|males?|girls?|boys?)"
)
_PAIRED = "".join(
    rf"(?<!\b{one}{word})"
    for one in ("male", "males", "men", "man", "boys", "adults", "children")
    for word in (" and ", " or ", "/")
)
_BEFORE = re.compile(
    rf"(?P<label>{_LABEL})\)?[^.;\n]{{0,60}}$|\b(?:in|for)\s+(?P<country>{_COUNTRY})\b\s*[:,(]?\s*(?:\w+\s){{0,3}}$"
    rf"|{_PAIRED}(?<!male )\b(?P<group>{_GROUP})\b"
    r"\s*[:,(-]?\s*(?:(?:who|are|is|must|be|aged?|ages|between|from|the|of)\s+){0,4}[:(]?\s*$"
)
_HEADING = re.compile(rf"^\W*(?P<label>{_LABEL})\b[^\n]{{0,60}}:\W*$", re.M)


def band(text: str, readable: str, start: int, found: Expression, around: Clause) -> tuple[str, bool] | None:
    """The words for the band that an age is about, and whether they name one by themselves.

    "cohort 2" and "Japan" do; "women" only does beside another band.
    """
    after = _AFTER.match(readable, found.end, around.item_end)
    before = _BEFORE.search(readable, max(around.start, start - 90), start) if after is None else None
    for match in (after, before):
        if match is not None:
            name = match.lastgroup or "label"
            return text[match.start(name) : match.end(name)], name != "group"
    headings = list(_HEADING.finditer(readable, max(0, around.item_start - 1500), around.item_start))
    return (text[headings[-1].start("label") : headings[-1].end("label")], True) if headings else None
