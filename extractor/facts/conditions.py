"""Conditions: registered ones, and the targets that titles name, with abbreviations spelled out."""

import re
from collections.abc import Iterator, Sequence

from extractor.facts import Found
from extractor.language.conditions import ConditionPhrase
from extractor.language.conditions.remembered import Expansions, condition_of, conditions_in
from extractor.language.modifiers import Modifier
from extractor.language.protocols.labels import find_labelled
from extractor.language.protocols.targets import find_target
from extractor.language.run_together import split_run_together
from extractor.model import Document, Field, Span
from extractor.record import Condition, TrialRecord

GIVES = ("conditions",)
NEEDS = ("titles", "abbreviations")

_CONDITIONS = "protocolSection.conditionsModule.conditions"
LONGEST_INDICATION = 160
COVERED = 0.7  # share of a target's words that its conditions must hold
_NO_INDICATION = re.compile(r"(?i)not applicable|\b(?:will|is|are|was|be|developed|criteria|inclusion)\b|:\s*$|\bX\b")
_ASIDE = re.compile(r"\([^()]*\)")
PAGES = ("registry-page", "registry-html")


def find(document: Document, record: TrialRecord) -> Found:
    """Registered conditions first, ids d1, d2 ...; a page's list that has run together is split."""
    known = tuple(record.spelled_out().items())
    found: list[Condition] = []
    for item in document.all(_CONDITIONS):
        for span in _terms(document, item):
            text = document.text[span.start : span.end]
            phrase = condition_of(text, known)
            found.append(_condition(document, phrase, span, "registered", len(found) + 1, item.path))
    targets = list(_targets(record, known))
    wholes: list[tuple[ConditionPhrase, Span]] = []
    if document.kind == "protocol":
        wholes = _whole_target(record, targets, known)
        targets = [one for one in targets if not _is_part(one, wholes, targets)]
        wholes += _indications(document, known)
    for phrase, span, path in targets:
        found.append(_condition(document, phrase, span, "target", len(found) + 1, path))
    for phrase, span in wholes:
        if phrase.name.casefold() not in {one.name.casefold() for one in found}:
            found.append(_condition(document, phrase, span, "target", len(found) + 1, None))
    return {"conditions": found}


def _terms(document: Document, item: Field) -> list[Span]:
    text = document.value(item)
    if document.format not in PAGES:
        return [Span(item.start, item.end)]
    return [Span(item.start + start, item.start + end) for start, end in split_run_together(text)]


_Target = tuple[ConditionPhrase, Span, str | None]


def _targets(record: TrialRecord, expansions: Expansions) -> Iterator[_Target]:
    for title in record.titles:
        place = title.evidence[0]
        for phrase in conditions_in(title.text.replace("\n", " "), expansions):
            yield phrase, Span(place.start + phrase.start, place.start + phrase.end), place.path


def _whole_target(
    record: TrialRecord, targets: Sequence[_Target], expansions: Expansions
) -> list[tuple[ConditionPhrase, Span]]:
    """What the participants of a title have, where the conditions found in it cover less than most of the phrase."""
    known = {word for phrase, *_ in targets for word in _words(phrase.text)}
    for title in record.titles[:1]:
        if place := find_target(title.text):
            text = title.text[place.start : place.end]
            words = _words(text)
            if words and len(words & known) < COVERED * len(words):
                start = title.evidence[0].start + place.start
                phrase = condition_of(" ".join(text.split()), expansions)
                return [(phrase, Span(start, start + len(text)))]
    return []


def _is_part(target: _Target, wholes: Sequence[tuple[ConditionPhrase, Span]], targets: Sequence[_Target]) -> bool:
    """Whether a target says but a part of a whole one that holds no other: that is no list of diseases."""
    return any(
        [one for one in targets if whole.start <= one[1].start and one[1].end <= whole.end] == [target]
        for _, whole in wholes
    )


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", text.casefold()) if len(word) > 2}


def _indications(document: Document, expansions: Expansions) -> Iterator[tuple[ConditionPhrase, Span]]:
    """What a protocol's synopsis gives as the indication."""
    for item in find_labelled(document.text, "indication")[:3]:
        text = document.text[item.start : item.end]
        if len(text) <= LONGEST_INDICATION and not _NO_INDICATION.search(text) and not _only_aside(text, expansions):
            yield condition_of(text, expansions), Span(item.start, item.end)


def _only_aside(text: str, expansions: Expansions) -> bool:
    """Whether diseases are named in brackets alone: "CT scan (for asthma and COPD)"."""
    return bool(conditions_in(text, expansions)) and not conditions_in(_ASIDE.sub("", text), expansions)


def wording(modifier: Modifier) -> str:
    """A modifier in words that say by themselves what is meant.

    >>> wording(Modifier("severity", "severe", True, 0, 0)), wording(Modifier("type", "2", False, 0, 0))
    ('non-severe', 'type 2')
    >>> wording(Modifier("marker", "her2", True, 0, 0))
    'her2-negative'
    """
    if modifier.family == "marker":
        name, _, changed = modifier.value.partition(" ")
        if changed:
            return f"{name} {'unchanged' if modifier.negated else changed}"
        return f"{name}-{'negative' if modifier.negated else 'positive'}"
    value = f"{modifier.family} {modifier.value}" if modifier.value[:1].isdigit() else modifier.value
    return f"non-{value}" if modifier.negated else value


def _condition(
    document: Document, phrase: ConditionPhrase, span: Span, role: str, number: int, path: str | None
) -> Condition:
    return Condition(
        id=f"d{number}",
        text=document.text[span.start : span.end],
        name=phrase.name,
        role=role,  # type: ignore[arg-type]
        modifiers=sorted({wording(modifier) for modifier in phrase.modifiers}),
        origin="registered" if role == "registered" else "stated",
        evidence=[document.evidence(span.start, span.end, path=path)],
    )
