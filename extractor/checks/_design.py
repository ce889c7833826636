"""What a record's texts say of its design, for the checks that compare it with the registered fields."""

from collections.abc import Iterator
from typing import NamedTuple

from extractor.checks import cut, read_once
from extractor.language.designs import Aspect, DesignWord, find_design_words
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
    for words, in_title in ((_in_titles(record), True), (_in_descriptions(record), False)):
        said = [
            Said(word.value, cut(place, word.start, word.end, record), in_title)
            for place, word in words
            if word.aspect == aspect
        ]
        if said:
            return said
    return []


@read_once("titles")
def _in_titles(record: TrialRecord) -> tuple[tuple[Evidence, DesignWord], ...]:
    places = [title.evidence[0] for title in record.titles]
    return tuple((place, word) for place in places for word in find_design_words(place.quote, title=True))


@read_once("descriptions")
def _in_descriptions(record: TrialRecord) -> tuple[tuple[Evidence, DesignWord], ...]:
    return tuple((place, word) for place in described(record) for word in find_design_words(place.quote))


def described(record: TrialRecord) -> Iterator[Evidence]:
    """The summary and the other descriptions of the trial; not who the population is."""
    for description in record.descriptions:
        if description.kind != "population":
            yield description.evidence[0]
