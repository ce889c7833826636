"""Sexes: registered values, and explicit statements of the sex that may take part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.language.numbers import lowered, word_matches

Sex = Literal["ALL", "FEMALE", "MALE"]


@dataclass(frozen=True, slots=True)
class SexStatement:
    """Text[start:end] states who may take part."""

    start: int
    end: int
    sex: Sex


_ALL = "all|any|both|either|all sexes|all genders|both sexes|both genders|both male and female|m/f|f/m|m, f|f, m"
_BY_SEX: dict[Sex, str] = {"FEMALE": "female|females|f|women|woman|girls", "MALE": "male|males|m|men|man|boys"}
_CELLS: dict[str, Sex] = {
    **{word: "ALL" for word in _ALL.split("|")},
    **{word: sex for sex, words in _BY_SEX.items() for word in words.split("|")},
}
_PAIR = re.compile(
    r"(?:fe)?(?:male|m[ae]n)s?\s*(?:,|/|&|and|or)\s*(?:fe|wo)?(?:male|m[ae]n)s?|wom[ae]n\s*(?:,|/|&|and|or)\s*m[ae]n"
)


def parse_sex(text: str) -> Sex | None:
    """The enumeration for the sex cell of a registry; None where it says nothing.

    >>> parse_sex("All Sexes"), parse_sex("Women only"), parse_sex("M/F"), parse_sex("N/A")
    ('ALL', 'FEMALE', 'ALL', None)
    """
    words = re.sub(r"[\s.]+", " ", text.lower()).strip()
    if _PAIR.fullmatch(words.removeprefix("both ")):
        return "ALL"
    return _CELLS.get(words.removesuffix(" only").removeprefix("only "))


_MALE, _FEMALE = r"(?:males?|men|man|boys?)", r"(?:females?|women|woman|girls?)"
_BEGINNINGS = tuple("male men man boy female women woman girl sex gender".split())
_WORD = re.compile(rf"\b(?:{_MALE}|{_FEMALE}|sex(?:es)?|genders?)\b", re.I)
_JOIN = r"\s*(?:/|&|,|\band/or\b|\band\b|\bor\b|\bas\s+well\s+as\b)\s*(?:and\s+|or\s+)?"
_BETWEEN = (
    r"(?:(?:healthy|non-?\s?pregnant|non-?\s?lactating|non-?\s?nursing|adult|adolescent|elderly|eligible|"
    r"post-?\s?menopausal|surgically|sterile|"
    r"patients?|subjects?|participants?|volunteers?|and|or|not|the),?\s+){0,5}"
)
_BOTH = re.compile(
    rf"\b(?:{_MALE}\s*(?:patients?|subjects?|participants?|volunteers?|sex|gender)?{_JOIN}{_BETWEEN}{_FEMALE}"
    rf"|{_FEMALE}\s*(?:patients?|subjects?|participants?|volunteers?|sex|gender)?{_JOIN}{_BETWEEN}{_MALE})\b"
    r"|\b(?:both|either|any|all)\s+(?:biological\s+)?(?:sex(?:es)?|genders?)\b"
    r"|\b(?:regardless|irrespective)\s+of\s+(?:\w+,?\s+(?:and|or|and/or)?\s*){0,3}(?:sex|gender)\b"
    r"|\bno\s+(?:sex|gender)\s+(?:restrictions?|limit\w*|preference|requirements?)\b"
    r"|\b(?:no|without)\s+(?:restrictions?|limit\w*)\s+(?:on|of|by|for|as\s+to|regarding)\s+(?:sex|gender)\b"
    r"|\b(?:sex|gender)s?\s*(?:is|are)?\s*[:(]?\s*(?:not\s+(?:limited|restricted)|unlimited|unrestricted|"
    r"no\s+limit\w*|all|both|any|either)\b",
    re.I,
)
_PEOPLE = r"(?:patients?|subjects?|participants?|volunteers?|individuals?|sex|gender|population|adults?|outpatients?)"
_ADJECTIVE = (
    r"(?:(?:all|the|an?|any|adult|healthy|young|older|elderly|eligible|infertile|nulliparous|primiparous|"
    r"multiparous|parous|obese|overweight|"
    r"sexually\s+active|non-?\s?smoking|non-?\s?pregnant|non-?\s?lactating|pre-?\s?menopausal|"
    r"peri-?\s?menopausal|post-?\s?menopausal|"
    r"postpartum|lactating|pregnant|singleton|hiv-?\s?\w+|japanese|chinese|korean|caucasian|asian|"
    r"african|black|white|biological|cisgender|"
    r"ambulatory|community-dwelling|adolescent|menstruating|consenting|identif\w+\s+as(?:\s+an?)?|only|"
    r"assigned|are|is|be|must\s+be|should\s+be),?\s+){0,5}"
)
_SUBJECT = (
    r"(?:(?:the\s+|all\s+)?(?:study\s+)?(?:patients?|subjects?|participants?|volunteers?|individuals?|persons?)"
    r"\s+(?:is|are|must\s+be|should\s+be)\s+)?"
)
_FOLLOWED = (
    r"(?=[ \t\r]*(?:$|\n(?!\s*(?-i:[a-z])))|\s*(?:[.;,(]|[<>≤≥=\\]|\d|(?:\w{4,}ing|only|ages?|aged|"
    r"between|over|under|older|younger|scheduled|diagnosed|referred|"
    r"admitted|planned|at\s+least|from|in\s+(?:the|their|good)|"
    r"with|without|who|whose|and\s+aged|of\s+(?:at\s+least\s+)?\d)\b))"
)
_ONE = re.compile(
    rf"(?:^|\n|[;.]\s)[ \t]*(?:[-*•·◦▪]\s*)?(?:\(?(?:\d{{1,2}}|[a-z])\\?[.)]+\s*|"
    rf"\w{{2}}\d\d:\s*)?(?:inclusion\s+criteria:\s*)?{_SUBJECT}"
    rf"(?P<said>{_ADJECTIVE}(?:(?P<f>{_FEMALE})|(?P<m>{_MALE}))(?:\s+{_PEOPLE})?){_FOLLOWED}"
    rf"|\b(?:sex|gender)\s*(?:is|:|=|-)\s*(?P<said2>(?P<f2>females?|women)|(?P<m2>males?|"
    rf"men))\b(?!\s*(?:and|or|/|,)\s*(?:fe)?(?:male|m[ae]n|women))"
    rf"|(?P<said3>\bonly\s+(?:(?P<f3>{_FEMALE})|(?P<m3>{_MALE}))\b|\b(?:(?P<f4>{_FEMALE})|"
    rf"(?P<m4>{_MALE}))\s+(?:{_PEOPLE}\s+)?only\b)"
    rf"|(?:\b(?:years?|age|old)|\d),\s*(?P<said5>(?P<f6>{_FEMALE})|(?P<m6>{_MALE}))(?=\s*(?:[,;.]|$|\n))"
    r"|(?P<said4>\bassigned\s+(?:(?P<f5>female)|(?P<m5>male))\s+at\s+birth)",
    re.I,
)
_TITLE = re.compile(
    rf"\b(?:in|among|of|for)\s+(?P<said>(?:[\w-]+\s+){{0,4}}(?:(?P<f>{_FEMALE})|(?P<m>{_MALE})))"
    rf"(?:(?:\s+{_PEOPLE})?\.?\s*$|\s+(?:with|without|undergoing|who|aged?|living|presenting|having|after|seeking|"
    r"at\s+(?:high\s+|increased\s+)?risk|treated|receiving|scheduled)\b)",
    re.I,
)
_REPRODUCTION = re.compile(
    r"child-?\s?bearing|contracep|birth\s+control|pregnan|lactat|breast-?\s?feed|nursing|partner|"
    r"fertil(?!ity\s+treat)|condom|abstain|abstinen|"
    r"reproductive|abortion|conceiv|vasectom|menarche|become\s+pregnant|menopaus|amenorrh|menstru|menses|"
    r"sperm|sexual\s+(?:intercourse|activity)|barrier",
    re.I,
)
_BEARING = re.compile(r"(?<!non-)(?<!non )(?<!non)(?:child-?\s?bearing|reproductive|fertile)", re.I)
_DUTY = re.compile(
    r"[^.;\n]{0,120}?\b(?:must|should|shall|will|agree\w*|willing|need|required?)\b[^.;\n]{0,120}"
    r"(?:contracep|birth\s+control|abstain|abstinen|condom|barrier|pregnan|sperm|effective\s+method)",
    re.I,
)
_THING = re.compile(
    r"\s*(?:sex\s+|permanent\s+)?(?:condoms?|partners?|hormon\w*|sterili\w*|contracept\w*|factor|"
    r"fertility|pattern|genital\w*|donors?|relatives?|caregivers?|"
    r"staff|nurses?|ratio|offspring|sibling\w*|parents?|students'|breast\s+cancer|infertility|"
    r"of\s+(?:child|reproductive)|with\s+(?:child|reproductive))",
    re.I,
)
_NORM = re.compile(
    r"(?:(?<![\w-])\d[\d.,]{0,9}|[)%]|\b(?:mg|dl|g|l|ml|min|ms|msec|uln|normal|limit))[^.;\n]{0,25}"
    r"\b(?:for|in)\s+(?:the\s+)?$",
    re.I,
)
_NORM_AFTER = re.compile(
    r"[^.;\n]{0,25}?(?:[<>≤≥=:]|\bis\b)\s*\d+(?:\.\d+)?\s*(?:mg|g/|ml|ms|%|µ|u/l|iu|cm|kg|x\b|mm|umol)", re.I
)
_CONDITION = re.compile(r"\b(?:if|when|unless|where)\b[^.;,\n]{0,30}$", re.I)
_WOMB = re.compile(
    r"[^.;\n]{0,100}\b(?:must|should|will|need|require|agree|willing|are\s+(?:eligible|allowed|"
    r"permitted)\s+(?:if|only)|may)\b",
    re.I,
)


_GENDER = re.compile(r"\b(?:trans(?:gender|sexual|men|women)|gender identity|assigned (?:fe)?male)\b", re.I)


def find_sexes(text: str) -> list[SexStatement]:
    """Explicit statements of which sex may take part, in order: give it a title or the inclusion part of criteria.

    Clauses on contraception, pregnancy, partners and norms by sex state nothing.

    >>> [s.sex for s in find_sexes("Males & Females, 18 to 65 years")]
    ['ALL']
    >>> find_sexes("Male participants must use a condom")
    []
    """
    if not any(word_matches(_WORD, text, lowered(text), _BEGINNINGS)):
        return []
    both = list(_both(text))
    found = both + [one for one in _ones(text) if not any(b.start < one.end and one.start < b.end for b in both)]
    return sorted(found, key=lambda s: (s.start, s.end))


def names_gender(text: str) -> bool:
    """Whether the text speaks of gender as apart from sex: then "men" may be pregnant.

    >>> names_gender("Transgender men"), names_gender("Pregnant women")
    (True, False)
    """
    return _GENDER.search(text) is not None


def combined(sexes: Iterable[str]) -> str | None:
    """What the statements of one text say together: men in one line and women in another are all."""
    said = set(sexes)
    if not said:
        return None
    return said.pop() if len(said) == 1 else "ALL"


def _both(text: str) -> Iterator[SexStatement]:
    for match in _BOTH.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 60) : start], text[end : end + 300]
        if (
            any(p.match(after) for p in (_THING, _DUTY, _NORM_AFTER))
            or _NORM.search(before)
            or _CONDITION.search(before)
        ):
            continue
        bearing = _BEARING.search(re.split(r"[.;\n]", after, maxsplit=1)[0][:40])
        if bearing is None:
            yield SexStatement(start, end, "ALL")


def _ones(text: str) -> Iterator[SexStatement]:
    for match in _ONE.finditer(text):
        said = next(name for name in ("said", "said2", "said3", "said4", "said5") if match[name])
        start, end = match.span(said)
        if said == "said" and not (
            _opens_item(text, match.start()) and _states_subject(match[said], text[end : end + 240])
        ):
            continue
        if said != "said" and _THING.match(text[end : end + 30]):
            continue
        yield SexStatement(start, end, _sex(match))
    if "\n" not in text and len(text) < 400:
        for match in _TITLE.finditer(text):
            if not _REPRODUCTION.search(text, match.end(), match.end() + 40) and not _NORM.search(
                text[: match.start("said")]
            ):
                yield SexStatement(*match.span("said"), _sex(match))


def _opens_item(text: str, at: int) -> bool:
    """False in the middle of a sentence that was wrapped at some 80 columns."""
    if at == 0 or text[at] != "\n" or re.match(r"\s*(?:[-*•·◦▪]|\(?(?:\d{1,2}|[a-z])\\?[.)])", text[at : at + 60]):
        return True
    previous = text[max(0, at - 150) : at].rpartition("\n")[2].strip()
    return not 40 < len(previous) < 95 or previous[-1] in ".;:"


def _states_subject(said: str, after: str) -> bool:
    """A line that opens with "women" speaks of all participants unless it goes on to what such women must do."""
    line = re.split(r"[;\n]|\.\s", after, maxsplit=1)[0]
    if "pregnant" in said.lower() and not re.match(r"\s*[a-z]", line):
        return False
    if line.startswith("..") or _THING.match(line) or _WOMB.match(line) or _NORM_AFTER.match(line):
        return False
    return _REPRODUCTION.search(line[:80]) is None


def _sex(match: re.Match[str]) -> Sex:
    female = any(name[0] == "f" and value for name, value in match.groupdict().items())
    return "FEMALE" if female else "MALE"
