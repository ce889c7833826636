"""One file an output format: records -> bytes.

A writer is a module with `COMMAND` (extract, check or report), `FORMAT`, `SUFFIXES`, `encode(result, output)`, which
makes one document's bytes (in a worker), and `frame(chunks)`, which puts them together (in one place, in input order).
It may have `opening(checks, version)`, which makes the first chunk, and `failed(reason, path, member)`, which makes the
chunk of an input that could not be read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.model import Evidence, Finding, Part, Span
from extractor.record import Comparison, TrialRecord

MASK = "█"
SHORTEST = 5


@dataclass(frozen=True, kw_only=True)
class Output:
    """How to write: with the document's text or without, with colours for a terminal or without."""

    with_text: bool = False
    colour: bool = False


def visible(text: str) -> str:
    """Text for a terminal: control and bidirectional characters as their code points, line breaks as spaces.

    >>> visible("a\\x1b[31m\\u202eb\\nc")
    'a<U+001B>[31m<U+202E>b c'
    """
    return "".join(
        char if char.isprintable() else " " if char in "\n\r\t\u2028\u2029" else f"<U+{ord(char):04X}>" for char in text
    )


def masked(record: TrialRecord) -> TrialRecord:
    """The record with names and numbers of contacts masked at equal length, wherever they stand in it."""
    text = record.document.text
    if not record.private or text is None:
        return record
    words = _words(text, record.private)
    hidden = masked_text(text, record.private)
    names = (name for name in TrialRecord.model_fields if name not in ("document", "private"))
    changed = {name: _masked(getattr(record, name), words, hidden) for name in names}
    return record.model_copy(update={**changed, "document": record.document.model_copy(update={"text": hidden})})


def masked_pair(comparison: Comparison) -> tuple[TrialRecord, TrialRecord, list[Finding]]:
    """The records of a comparison and its findings, names and numbers of contacts masked."""
    findings: object = comparison.findings
    sides = (comparison.registry, comparison.protocol)
    for number, side in enumerate(sides):
        if side.private and side.document.text is not None:
            hidden = masked_text(side.document.text, side.private)
            findings = _masked(findings, _words(side.document.text, side.private), hidden, number)
    return masked(sides[0]), masked(sides[1]), findings  # type: ignore[return-value]


def masked_text(text: str, private: Sequence[Span]) -> str:
    """A document's text with its private ranges masked, and the same names wherever else they stand.

    >>> masked_text("Dr Beispiel, ask Beispiel", [Span(3, 11)])
    'Dr ████████, ask ████████'
    """
    again = (Span(*found.span()) for word in _words(text, private) for found in re.finditer(re.escape(word), text))
    return hide(text, [*private, *again])


def _words(text: str, private: Sequence[Span]) -> list[str]:
    """What the ranges hold, the longest first, but for what is too short to be told from a word."""
    return sorted({text[start:end] for start, end in private if end - start >= SHORTEST}, key=len, reverse=True)


def hide(text: str, places: Iterable[Span]) -> str:
    """A text with those places masked at equal length.

    >>> hide("call Ann now", [Span(5, 8)])
    'call ███ now'
    """
    pieces, at = [], 0
    for start, end in sorted(places):
        pieces += [text[at : max(at, start)], MASK * (end - max(at, start))]
        at = max(at, end)
    return "".join(pieces) + text[at:]


def _masked(value: object, words: list[str], text: str, number: int | None = None) -> object:
    """The value with the words masked; evidence is taken anew from the text, of a comparison that of one document."""
    if isinstance(value, str):
        for word in words:
            if word in value:
                value = value.replace(word, MASK * len(word))
        return value
    if isinstance(value, Evidence):
        if number is not None and value.document != number:
            return value
        quote = text[value.start : value.end]
        return value if quote == value.quote else value.model_copy(update={"quote": quote})
    if isinstance(value, list):
        return [_masked(item, words, text, number) for item in value]
    if isinstance(value, dict):
        return {key: _masked(item, words, text, number) for key, item in value.items()}
    if isinstance(value, Part):
        changed = {name: _masked(getattr(value, name), words, text, number) for name in type(value).model_fields}
        return value.model_copy(update=changed)
    return value
