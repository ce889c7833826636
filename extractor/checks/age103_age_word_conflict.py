"""The title names an age group that the age limits leave out.

What it does: takes the words of the titles for children (under 18 years), adults (18 and over) and the elderly (60 and
over; 55 counts), and fires where no age within the limits belongs to any group that a title names. Limits are the
registered ones, else those that the criteria state.

Why it matters: one of the two is wrong, and readers choose trials by their titles.

Example: title "... in Children With Asthma", limits 18 to 65 years.

Not an error: titles about parents, mothers, carers, teachers or staff; names of diseases ("adult-onset Still's
disease") and what lies in the past ("adult survivors of childhood cancer", "childhood trauma"); a title that names the
group beside another; limits that reach a little beyond the group (paediatric oncology up to 25 years).
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from extractor.checks import cut, shown
from extractor.language.ages import Age, days
from extractor.model import Evidence, Finding
from extractor.record import TrialRecord

code = "AGE103"
name = "age-word-conflict"
severity: Final = "warning"
needs = ("titles", "age_ranges")

ALL_AGES = 200.0
_WORDS = re.compile(
    r"(?i)(?<![\w-])(?:(?P<elderly>elderly|(?:older|elder|aging|ageing) (?:adults?|people|persons?|patients?|men"
    r"|women)|geriatric|seniors)|(?P<child>p(?:a)?ediatrics?|child(?:ren|hood)?|infants?|toddlers?|newborns?"
    r"|neonates?|pre-?schoolers?|school-?children|boys|girls)|(?P<youth>adolescents?|adolescence|teen(?:ager)?s?"
    r"|youths?)|(?P<adult>(?:young |middle-aged )?adults?))(?!\w|-onset|['’]?s? hospital|['’]s (?:class |grade "
    r"|score )?[ABC]\b|[- ](?:pugh|turcotte)|[- ](?:onset|bearing|birth|care\b|trauma|abuse|maltreatment|neglect"
    r"|adversit|experience|survivors?|stem|height|life))"
)
# First age, last age in years: somewhat wider than the word, so that only what lies well outside is a conflict.
GROUPS = {"child": (0.0, 17.99), "youth": (8.0, 17.99), "adult": (18.0, ALL_AGES), "elderly": (55.0, ALL_AGES)}
_YOUNG = ("child", "youth")
YOUNG_ADULT = 25
_OTHERS = re.compile(
    r"(?i)\b(?:parent(?!eral)|mother|father|maternal|paternal|care-?\s?givers?|carers?|famil(?:y|ies)\b(?! history)"
    r"|wom[ae]n|pregnan|obstetric|c(?:a)?esarean|labou?r\b|deliver(?:y|ies)|partum|breast-?feed|lactat|teacher"
    r"|nurs(?:e|ing)\b|students?\b|physician|pediatricians?|paediatricians?|clinician|provider|staff|professional"
    r"|trainee|residents?\b|survivor|former|donor|grown|history of|born\b|since childhood|exposed in)"
)


class Named(NamedTuple):
    """An age group that a title names, and where."""

    group: str
    place: Evidence


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the word and the limits."""
    ages = next((one for one in record.age_ranges if one.origin == "registered"), record.age_ranges[0])
    low = _years(ages.minimum.value, ages.minimum.unit) if ages.minimum else 0.0
    high = _years(ages.maximum.value, ages.maximum.unit) if ages.maximum else ALL_AGES
    strange = [named for named in _named(record) if not any(_meets(word.group, low, high) for word in named)]
    if low > high or not strange:
        return
    named = strange[0]
    word = named[0].place
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"the title says “{word.quote}”, the limits are {shown(ages.minimum)} to {shown(ages.maximum)}",
        suggestion="correct the age limits, or name the age group that takes part",
        evidence=[word, *ages.evidence],
        values={
            "group": named[0].group,
            "minimum": ages.minimum and ages.minimum.model_dump(),
            "maximum": ages.maximum and ages.maximum.model_dump(),
        },
    )


def _named(record: TrialRecord) -> Iterator[list[Named]]:
    """The age groups of each title that names any."""
    titles = [title for title in record.titles if title.kind != "acronym"]
    found = [(title, list(_WORDS.finditer(title.text))) for title in titles]
    young = any(word.lastgroup in _YOUNG for _, words in found for word in words)
    about_others = young and any(_OTHERS.search(title.text) for title in titles)
    for title, words in found:
        named = [
            Named(word.lastgroup or "", cut(title.evidence[0], *word.span()))
            for word in words
            if word.lastgroup not in _YOUNG or not about_others
        ]
        if named:
            yield named


def _meets(group: str, low: float, high: float) -> bool:
    start, end = GROUPS[group]
    if group == "youth" and high <= YOUNG_ADULT:
        return True
    return low <= end and high >= start


def _years(value: float, unit: str) -> float:
    return days(Age(value, unit)) / days(Age(1, "year"))
