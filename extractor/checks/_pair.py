"""What the checks that compare a registry record with a protocol share: the protocol's text by words, and messages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractor.language.alignment import Passages, content
from extractor.model import Evidence
from extractor.record import TrialRecord

HEAD: Final = 15_000  # where a protocol says what kind of trial it is: title page, synopsis


@lru_cache(maxsize=2)
def _passages(text: str) -> Passages:
    return Passages(text)


def passages_of(record: TrialRecord) -> Passages:
    """The words of a document's text."""
    return _passages(record.document.text or "")


def spelled(registry: TrialRecord, protocol: TrialRecord) -> dict[str, str]:
    """The abbreviations of both documents, the protocol's first."""
    return registry.spelled_out() | protocol.spelled_out()


def said_somewhere(record: TrialRecord, text: str, expansions: dict[str, str]) -> float:
    """How much of a statement stands together somewhere in a document, abbreviations spelled out or not."""
    words = passages_of(record)
    return max(words.coverage(content(text)), words.coverage(content(text, expansions)))


def head_of(record: TrialRecord) -> Evidence:
    """The beginning of the protocol's text, to cut places from."""
    quote = (record.document.text or "")[:HEAD]
    return Evidence(start=0, end=len(quote), quote=quote, document=1)


def counts_of_people(record: TrialRecord, count: int) -> Iterator[re.Match[str]]:
    """Where a text speaks of that many people, or gives the number as a sample size."""
    digits = f"{count:,}"
    number = "(?:" + "|".join(sorted({re.escape(digits), digits.replace(",", ""), digits.replace(",", " ")})) + ")"
    people = r"(?:patients|participants|subjects|volunteers|children|women|men|adults|infants|people|individuals|cases)"
    pattern = re.compile(
        rf"(?i)(?<![\d.,]){number}(?![\d.,]*\d)[^.;\n\d]{{0,40}}\b{people}"
        rf"|\b(?:total|sample size|n\s?=|enrolment|enrollment)[^.;\d]{{0,60}}{number}(?![\d.,]*\d)"
    )
    return pattern.finditer(record.document.text or "")


def several(things: Sequence[object], singular: str, plural: str) -> str:
    """A number and its noun: "one criterion", "3 criteria"."""
    return f"one {singular}" if len(things) == 1 else f"{len(things)} {plural}"


@dataclass(frozen=True)
class Statement:
    """A criterion and the words that tell what it is about."""

    text: str
    kind: str
    parent: str | None
    words: frozenset[str]
    evidence: Evidence


def statements(record: TrialRecord, expansions: dict[str, str]) -> list[Statement]:
    """The criteria of a record, without those that only head others."""
    heads = {criterion.parent for criterion in record.criteria}
    return [
        Statement(one.text, one.kind, one.parent, words, one.evidence[0])
        for one in record.criteria
        if one.id not in heads and (words := content(one.text, expansions))
    ]
