"""Labels that the last words of a span decide: "whole brain radiation therapy" is RADIOTHERAPY.

Of some labels the network has seen too few spans to tell them from a vaguer one, but what their names end with tells.
Which endings do is read off the training split (scripts/heads.py).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .agreement import Found, Words

LONGEST = 2
"""Words of the longest ending."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Endings with the label that each decides, for spans of a vague label."""

    labels: dict[str, str]
    vague: tuple[str, ...]


def read_heads(path: Path) -> dict[str, Heads]:
    """The heads of each group that has any, from a file of scripts/heads.py."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return {group: Heads(labels=one["labels"], vague=tuple(one["vague"])) for group, one in told.items()}


def endings(words: list[str]) -> Iterator[str]:
    """The last words of a span in lower case, the most of them first.

    >>> list(endings(["Whole", "Brain", "Radiation", "Therapy"]))
    ['radiation therapy', 'therapy']
    """
    for size in range(min(LONGEST, len(words)), 0, -1):
        yield " ".join(words[-size:]).lower()


def decided(text: Words, spans: list[Found], heads: Heads) -> list[Found]:
    """The spans, those of a vague label with the label that one of their endings decides."""
    vague = {text.strings[label] for label in heads.vague}
    return [
        (first, end, _decided(text, first, end, heads) or label) if label in vague else (first, end, label)
        for first, end, label in spans
    ]


def _decided(text: Words, first: int, end: int, heads: Heads) -> int | None:
    words = [text.strings[word] for word in text.exact[max(first, end - LONGEST) : end]]
    label = next((heads.labels[ending] for ending in endings(words) if ending in heads.labels), None)
    return label and text.strings.add(label)
