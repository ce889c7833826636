"""Who can take part, as coded: sex, gender, age groups, healthy volunteers, and how many."""

import re

from extractor.facts import Found, merged, not_understood, proof, registered
from extractor.language import enumerations as words
from extractor.language.protocols.sizes import find_planned_sizes
from extractor.language.sexes import Sex, find_sexes, parse_sex
from extractor.model import Document
from extractor.record import CodedFlag, CodedList, CodedText, Enrollment, TrialRecord

GIVES = ("sex", "gender_based", "std_ages", "healthy_volunteers", "enrollment")
NEEDS = ("titles", "criteria")

_ELIGIBILITY = "protocolSection.eligibilityModule"
_ENROLLMENT = "protocolSection.designModule.enrollmentInfo"
ABOVE_CRITERIA = 2_500  # characters before the criteria in which a protocol describes who may take part
MOST_SIZES = 4
_NUMBER = r"\d{1,3}(?:[,. \u00a0]\d{3})+(?!\d)|\d+"
_COUNT = re.compile(_NUMBER)
# Some registries give the size of each group: "Acupuncture:30;Sham:30;".
_GROUP_SIZE = re.compile(rf"[^:;\n]{{1,200}}:\s{{0,9}}({_NUMBER})\s{{0,9}}(?:;|$)")
_TYPES = {"actual": "ACTUAL", "estimated": "ESTIMATED", "estimate": "ESTIMATED", "anticipated": "ESTIMATED"}
_TYPE = re.compile(r"(?i)\b(actual|estimated?|anticipated)\b")
# EU CTR's age groups (F.1): under 18, 18 to 64, 65 and over.
_AGE_GROUPS = (("F.1.1", "CHILD"), ("F.1.2", "ADULT"), ("F.1.3", "OLDER_ADULT"))


def find(document: Document, record: TrialRecord) -> Found:
    """Registered values first, then the sexes that titles and criteria state."""
    return merged(
        registered(document, f"{_ELIGIBILITY}.sex", parse_sex, CodedText, name="sex"),
        registered(document, f"{_ELIGIBILITY}.genderBased", words.flag, CodedFlag, name="gender_based"),
        registered(document, f"{_ELIGIBILITY}.healthyVolunteers", words.flag, CodedFlag, name="healthy_volunteers"),
        registered(document, "source:F.3.1", words.flag, CodedFlag, name="healthy_volunteers"),
        _sex_flags(document),
        _stated_sexes(document, record),
        _std_ages(document),
        _enrollment(document),
        _planned(document),
    )


def _sex_flags(document: Document) -> Found:
    """EU CTR asks for each sex (F.2.1 female, F.2.2 male)."""
    female, male = (document.all(f"source:F.2.{n}")[:1] for n in (1, 2))
    if not female or not male:
        return {}
    answers = words.flag(document.value(female[0])), words.flag(document.value(male[0]))
    value = {(True, True): "ALL", (True, False): "FEMALE", (False, True): "MALE"}.get(answers)  # type: ignore[arg-type]
    if not value:
        return {}
    return {"sex": [CodedText(value=value, origin="registered", evidence=proof(document, [*female, *male]))]}


def _stated_sexes(document: Document, record: TrialRecord) -> Found:
    places = [title.evidence[0] for title in record.titles]
    places += [criterion.evidence[0] for criterion in record.criteria if criterion.kind != "exclusion"]
    if document.kind == "protocol" and document.eligibility:
        start = document.eligibility[0].start
        places.append(document.evidence(max(0, start - ABOVE_CRITERIA), start))
    # A title of a text without fields can stand within a criterion: one statement is one fact.
    stated = {
        (place.start + statement.start, place.start + statement.end): statement.sex
        for place in places
        for statement in find_sexes(place.quote)
    }
    if document.kind == "protocol":
        stated |= _taken_in(document)
    facts = [
        CodedText(value=sex, origin="stated", evidence=[document.evidence(start, end)])
        for (start, end), sex in stated.items()
    ]
    if document.kind == "protocol" and {"MALE", "FEMALE"} == set(stated.values()):
        both = [fact.evidence[0] for fact in facts]
        facts.insert(0, CodedText(value="ALL", origin="stated", evidence=both[:2]))
    return {"sex": facts}


_ASIDE = re.compile(r"\([^()]{1,80}\)")
_TAKEN_IN = re.compile(r"(?i)\b\d[\d,]{0,6}\s(?P<who>men|women|males|females)\b(?!\s(?:and|or)\s)")


def _taken_in(document: Document) -> dict[tuple[int, int], Sex]:
    """What a protocol says of its participants right above its criteria, and in criteria with asides."""
    found: dict[tuple[int, int], Sex] = {}
    for passage in document.eligibility[:2]:
        above = max(0, passage.start - ABOVE_CRITERIA)
        for match in _TAKEN_IN.finditer(document.text, above, passage.start):
            found[match.span()] = "FEMALE" if match["who"][0] in "wWfF" else "MALE"
        if passage.kind != "exclusion":
            own = document.text[passage.start : passage.end]
            plain = _ASIDE.sub(lambda aside: " " * len(aside[0]), own)
            for statement in find_sexes(
                re.sub(r"(?<=\w) {3,}(?=\w)", lambda gap: "," + " " * (len(gap[0]) - 1), plain)
            ):
                found[(passage.start + statement.start, passage.start + statement.end)] = statement.sex
    return found


def _std_ages(document: Document) -> Found:
    values: list[str] = []
    used = []
    for item in document.all(f"{_ELIGIBILITY}.stdAges"):
        for part in re.split(r"[,/;]", document.value(item)):
            if (value := words.folded(part)) in words.STD_AGES and value not in values:
                values.append(value)
                used.append(item)
    for source, value in _AGE_GROUPS:
        for item in document.all(f"source:{source}")[:1]:
            if words.flag(document.value(item)) and value not in values:
                values.append(value)
                used.append(item)
    return {
        "std_ages": [CodedList(value=values, origin="registered", evidence=proof(document, used))] if values else []
    }


_PLANNED = re.compile(
    r"(?i)(?:\b(?:a total of|approximately|about|up to|at least|around)\s{1,3})?"
    r"\b(?P<count>\d{1,3}(?:[, ]\d{3})+|\d{1,6})\s+"
    r"(?:[a-z-]+\s+){0,3}?(?:patients|participants|subjects|volunteers|children|women|men|adults|infants)\s+"
    r"(?:(?:in total|overall|with [a-z ]{1,40}|who [a-z ]{1,40})\s+)?(?:will|are planned to|are to|should) be\s+"
    r"(?:enrolled|randomi[sz]ed|recruited|included)\b"
)


def _planned(document: Document) -> Found:
    """How many participants a text without registered fields says will take part; the first statement is the best."""
    if document.kind == "registry":
        return {}
    if document.kind == "protocol":
        return _planned_by_protocol(document)
    facts = [
        Enrollment(
            count=int(re.sub(r"\D", "", match["count"])),
            type="ESTIMATED",
            origin="stated",
            evidence=[document.evidence(*match.span())],
        )
        for match in _PLANNED.finditer(document.text)
    ]
    return {"enrollment": facts}


def _planned_by_protocol(document: Document) -> Found:
    facts = [
        Enrollment(
            count=size.count,
            type="ESTIMATED",
            origin="stated",
            evidence=[document.evidence(size.start, size.end)],
        )
        for size in find_planned_sizes(document.text)[:MOST_SIZES]
    ]
    return {"enrollment": facts}


def _enrollment(document: Document) -> Found:
    facts, unread = [], []
    for item in [*document.all(f"{_ENROLLMENT}.count"), *document.all("source:F.4.2.2")]:
        text = document.value(item)
        count = _count(text)
        if count is None:
            unread.append(not_understood(document, item, "enrollment", "no number"))
            continue
        types = document.all(f"{_ENROLLMENT}.type")
        word = _TYPE.search(document.value(types[0]) if types else text)
        facts.append(
            Enrollment(
                count=count,
                type=_TYPES[word[1].lower()] if word else None,  # type: ignore[arg-type]
                origin="registered",
                evidence=proof(document, [item, *types[:1]]),
            )
        )
    return {"enrollment": facts, "unparsed": unread}


def _count(text: str) -> int | None:
    """The number of participants that a cell gives, group sizes added up; None where it gives none.

    >>> _count("1,200 participants"), _count("Acupuncture:30;Sham:30;"), _count("NA")
    (1200, 60, None)
    """
    sizes = _GROUP_SIZE.findall(text)
    numbers = sizes if len(sizes) > 1 else _COUNT.findall(text)[:1]
    return sum(int(re.sub(r"\D", "", number)) for number in numbers) if numbers else None
