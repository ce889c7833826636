"""One file a check: a record -> findings. Its docstring is its page, its cases stand in tests/checks/CODE.yml.

A check is a module with `code`, `name`, `severity`, `needs` (record fields without which it is skipped; a field may
name an origin, kind or role: "age_ranges.stated") and `run(record)`. One with `reads = "pair"` compares two documents
of a trial: `run(registry, protocol)`, its needs begin with "registry" or "protocol" ("protocol.outcomes"). `absorbs`
names the codes that its finding stands for, `by_default = False` keeps it off unless it is selected. What several
checks share is here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, wraps
from typing import Literal, NamedTuple, TypedDict, TypeVar

from extractor.language.ages import Age, days
from extractor.language.conditions import ConditionPhrase, same_disease
from extractor.language.conditions.likeness import Likeness
from extractor.language.conditions.remembered import Expansions, condition_of, conditions_in
from extractor.model import Evidence
from extractor.record import AgeRange, Quantity, TrialRecord

WORD = re.compile(r"[^\W_]+|[<>≤≥=%+]")
NEWBORN = 31
Side = Literal["minimum", "maximum"]
T = TypeVar("T")
Reading = Callable[[TrialRecord], T]

LONGEST = 120
_AVERTED = re.compile(
    r"(?i)\b(?:risks?|prevent\w*|prophylaxis|avoid\w*|development|incidence)"
    r"(?: (?!by\b|with\b|through\b|using\b|treat)[\w-]{1,30}){0,4}[ (]*$"
)
# "However, those above 70 may ..."; the boxes of the EU form, "f.1.2 adults (18-64 years) yes".
_EXCEPTION = re.compile(r"(?i)\b(?:however|except(?:ions?|ionally)?)\b[^.;:\n]{0,80}$|\bf\.1\.\d(?:\.\d)? \w{1,20} \($")
_ANOTHER_WAY = re.compile(
    r"(?i)\W{0,3}(?:\w{1,30}[ ]){0,4}or[ ](?:adults|pa?ediatric|children|adolescents?|patients|those|if)\b"
    r"(?![ ]aged?\b)"
)
_FOOTNOTE = re.compile(r"(?:[ ]?years?)?[*†‡](?=[ ,;.]?[ ]?[A-Za-z])")
_ROLE = re.compile(
    r"(?i)(?:\w{1,30}[ ]){0,2}(?:patients|controls|care-?givers|carers|parents|mothers|partners|relatives|clinicians"
    r"|providers|physicians|nurses|staff|teachers|students|coaches|players|athletes|children|youths?|families|clubs"
    r"|schools|administrators)[ ]?:"
)
_AGED = re.compile(r"(?i)\b(?:age[ds]?|years?|old)\b")
_ABSENT = re.compile(r"(?i)\b(?:without|free of|free from)(?: a| any| known)? $")


def read_once(*fields: str) -> Callable[[Reading[T]], Reading[T]]:
    """Remembers a reading of the record of late, while its fields of those names hold the same facts.

    A reading must depend on nothing else, and be immutable.
    """

    def remembered(read: Reading[T]) -> Reading[T]:
        known: tuple[list[object], T] | None = None

        @wraps(read)
        def reading(record: TrialRecord) -> T:
            nonlocal known
            facts = [getattr(record, name) for name in fields]
            latest = known
            if latest is None or latest[0] != facts:
                kept = [list(fact) if isinstance(fact, list) else fact for fact in facts]  # lists may still grow
                latest = known = kept, read(record)
            return latest[1]

        return reading

    return remembered


def passages(record: TrialRecord) -> Sequence[Evidence]:
    """Every passage of prose that the record quotes, each once, in document order; of a plain text the whole of it."""
    text = record.document.text
    if record.document.kind != "registry" and text is not None:
        return [Evidence(start=0, end=len(text), quote=text)]
    return _quoted(record)


@read_once("titles", "descriptions", "criteria", "arms", "interventions", "outcomes", "conditions", "keywords")
def _quoted(record: TrialRecord) -> tuple[Evidence, ...]:
    found = {(place.start, place.end): place for place in _prose(record)}
    return tuple(found[key] for key in sorted(found))


def _prose(record: TrialRecord) -> Iterator[Evidence]:
    for title in record.titles:
        yield title.evidence[0]
    for description in record.descriptions:
        yield description.evidence[0]
    for criterion in record.criteria:
        yield criterion.evidence[0]
    for facts in (record.arms, record.interventions, record.outcomes, record.conditions, record.keywords):
        for fact in facts:
            if fact.origin == "registered":
                yield from fact.evidence


@read_once("descriptions", "arms", "interventions")
def regimens(record: TrialRecord) -> tuple[Evidence, ...]:
    """Where it is described what is given and when: descriptions, arms and interventions; of a plain text nothing."""
    facts = [*record.arms, *record.interventions]
    return (
        *(description.evidence[0] for description in record.descriptions),
        *(place for fact in facts for place in fact.evidence if (place.path or "").endswith("description")),
    )


def cut(passage: Evidence, start: int, end: int, record: TrialRecord | None = None) -> Evidence:
    """The piece `quote[start:end]` of a passage, as evidence of its own; of a plain text with its section's path.

    >>> cut(Evidence(start=5, end=11, quote="abcdef", path="title"), 2, 4)
    Evidence(start=7, end=9, quote='cd', path='title', page=None)
    """
    at = passage.start + start
    path, page = passage.path, passage.page
    if path is None and record is not None:
        inside = [section for section in record.sections if section.start <= at < section.end]
        if inside:
            path, page = inside[-1].path, inside[-1].page
    quote = passage.quote[start:end]
    return Evidence(start=at, end=passage.start + end, quote=quote, path=path, page=page, document=passage.document)


class Conflict(TypedDict):
    """The parts of a finding that two checks word alike."""

    message: str
    suggestion: str
    evidence: list[Evidence]
    values: dict[str, object]


class Target(NamedTuple):
    """A condition that the trial is about, and where it says so."""

    phrase: ConditionPhrase
    evidence: Evidence
    role: str


def targets(record: TrialRecord, *roles: str) -> list[Target]:
    """The conditions of those roles (all if none is given), as phrases whose abbreviations are spelled out."""
    return [target for target in _targets(record) if not roles or target.role in roles]


@read_once("conditions", "abbreviations")
def _targets(record: TrialRecord) -> tuple[Target, ...]:
    expansions = _expansions(record)
    return tuple(Target(condition_of(item.text, expansions), item.evidence[0], item.role) for item in record.conditions)


@read_once("titles", "conditions", "abbreviations")
def treated(record: TrialRecord) -> tuple[Target, ...]:
    """The registered conditions and those of the titles, without what a title hopes to prevent or says is absent."""
    before = {title.evidence[0].start: title.text for title in record.titles}
    named = [target for target in targets(record, "registered", "target") if target.phrase.head]
    absent = [target.phrase for target in named if _stands_behind(_ABSENT, target, before)]
    return tuple(
        target
        for target in named
        if not _stands_behind(_AVERTED, target, before)
        and not any(same_disease(target.phrase, phrase) for phrase in absent)
    )


@read_once("titles", "conditions", "abbreviations")
def likeness(record: TrialRecord) -> Callable[[str], tuple[ConditionPhrase, ...]]:
    """What gives the diseases that a text names, if it may name one that is treated or another form of it; else none.

    It remembers the texts that it was asked of.
    """
    expansions = _expansions(record)
    treated_ones = Likeness((target.phrase.head for target in treated(record)), expansions)

    @cache
    def like_treated(text: str) -> tuple[ConditionPhrase, ...]:
        return conditions_in(one_line(text), expansions) if treated_ones.may_be_in(text) else ()

    return like_treated


def _stands_behind(words: re.Pattern[str], target: Target, titles: dict[int, str]) -> bool:
    """Whether a title has such words right before the condition: "Prevention of Lymphedema"."""
    if target.role != "target":
        return False
    start = max((at for at in titles if at <= target.evidence.start), default=0)
    return bool(words.search(titles.get(start, "")[: target.evidence.start - start]))


def diseases(record: TrialRecord, text: str) -> tuple[ConditionPhrase, ...]:
    """The diseases that a text names, abbreviations of the record spelled out; wrapped lines are one sentence."""
    return conditions_in(one_line(text), _expansions(record))


@read_once("criteria")
def folded_words(record: TrialRecord) -> tuple[tuple[str, ...], ...]:
    """The words and signs of comparison of each criterion, by which two of them are the same."""
    return tuple(tuple(WORD.findall(criterion.text.casefold())) for criterion in record.criteria)


def one_line(text: str) -> str:
    """The text with its line breaks as blanks, offset by offset."""
    return text.replace("\n", " ")


def brief(text: str) -> str:
    """A quotation for a message: on one line, and not longer than a reader takes in.

    >>> brief("Severe  asthma\\n  at screening")
    '“Severe asthma at screening”'
    """
    words = " ".join(text.split())
    return f"“{words if len(words) <= LONGEST else words[:LONGEST].rpartition(' ')[0] + ' …'}”"


@read_once("abbreviations")
def _expansions(record: TrialRecord) -> Expansions:
    return tuple(record.spelled_out().items())


def shown(value: Quantity | None) -> str:
    """An age for people.

    >>> shown(Quantity(value=18, unit="year")), shown(None)
    ('18 years', 'no limit')
    """
    if value is None:
        return "no limit"
    return f"{value.value:g} {value.unit}{'' if value.value == 1 else 's'}"


def age_conflict(record: TrialRecord, side: Side) -> Conflict | None:
    """What a finding on one side of the ages says: the two limits and their places; None where they agree.

    What cohorts state is taken together. The off-by-one of an open end (>18 for 18, <18 for 17) is agreement.
    """
    registered = next((one for one in record.age_ranges if one.origin == "registered"), None)
    stated = [one for one in record.age_ranges if one.origin == "stated"]
    if registered is None or not stated:
        return None
    field = getattr(registered, side)
    limit = getattr(stated[0], side)
    if limit is None or _agree(field, stated[0], side):
        return None
    words = _place(stated, side)
    if _is_of_some(record, words):
        return None
    place = next((e for e in registered.evidence if (e.path or "").endswith(side + "Age")), registered.evidence[0])
    return {
        "message": f"the registered {side} age is {shown(field)}, the criteria say {shown(limit)}",
        "suggestion": f"if the criteria are right, register a {side} age of {shown(limit)}",
        "evidence": [place, words],
        "values": {"registered": field and field.model_dump(), "stated": limit.model_dump()},
    }


def _is_of_some(record: TrialRecord, words: Evidence) -> bool:
    """Whether the ages are not of all participants: an exception, one of two ways in, one of several roles."""
    text = record.document.text or ""
    if _EXCEPTION.search(text[max(0, words.start - LONGEST) : words.start]):
        return True
    after = text[words.end : words.end + LONGEST]
    if _ANOTHER_WAY.match(after) or _FOOTNOTE.match(after):
        return True
    roles = [criterion for criterion in record.criteria if _ROLE.match(criterion.text)]
    own = [one for one in roles if any(e.start <= words.start < e.end for e in one.evidence)]
    return bool(own) and any(one not in own and not _AGED.search(one.text) for one in roles)


def _place(stated: Sequence[AgeRange], side: Side) -> Evidence:
    """The words that state the limit of the union, which are those of a band that has it."""
    limit = getattr(stated[0], side)
    return next((one.evidence[0] for one in stated[1:] if getattr(one, side) == limit), stated[0].evidence[0])


def _agree(field: Quantity | None, stated: AgeRange, side: Side) -> bool:
    limit = getattr(stated, side)
    if field is None:  # no lower limit is what "from birth" means
        return bool(side == "minimum" and days(Age(limit.value, limit.unit)) <= NEWBORN)
    a, b = (days(Age(q.value, q.unit)) for q in (field, limit))
    if side == "minimum" and b == 0 and a <= NEWBORN:  # "0-17 years" for one month
        return True
    # A year more or less is what "over 18", "up to 18" and "before the 19th birthday" leave open at an upper end.
    unit = max(days(Age(1, field.unit)), days(Age(1, limit.unit)))
    open_end = side == "maximum" or not stated.minimum_inclusive
    return abs(a - b) <= (unit if open_end else 0) + 0.02 * max(a, b)
