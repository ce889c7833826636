"""What a record's texts say of its design, for the checks that compare it with the registered fields."""

from collections.abc import Iterator
from typing import NamedTuple

from extractor.checks import cut
from extractor.language.designs import Aspect, find_design_words
from extractor.model import Evidence
from extractor.record import CodedText, TrialRecord


class Said(NamedTuple):
    """A value that a text gives, where it does, and whether that is a title."""

    value: str
    evidence: Evidence
    in_title: bool


def registered(facts: list[CodedText]) -> CodedText | None:
    """The registered one of a field's facts."""
    return next((fact for fact in facts if fact.origin == "registered"), None)


def is_trial(record: TrialRecord) -> bool:
    """Whether the study is registered as interventional, or its type not at all."""
    kind = registered(record.study_type)
    return kind is None or kind.value == "INTERVENTIONAL"


def told(record: TrialRecord, aspect: Aspect) -> list[Said]:
    """What the titles say of an aspect of the design; only where they say nothing, what the descriptions say."""
    titles = list(_titles(record, aspect))
    return titles or list(_described(record, aspect))


def _titles(record: TrialRecord, aspect: Aspect) -> Iterator[Said]:
    for title in record.titles:
        place = title.evidence[0]
        for word in find_design_words(place.quote, title=True):
            if word.aspect == aspect:
                yield Said(word.value, cut(place, word.start, word.end, record), True)


def _described(record: TrialRecord, aspect: Aspect) -> Iterator[Said]:
    for place in described(record):
        for word in find_design_words(place.quote):
            if word.aspect == aspect:
                yield Said(word.value, cut(place, word.start, word.end, record), False)


def described(record: TrialRecord) -> Iterator[Evidence]:
    """The summary and the other descriptions of the trial; not who the population is."""
    for description in record.descriptions:
        if description.kind != "population":
            yield description.evidence[0]
