"""One file an output format: records -> bytes.

A writer is a module with `COMMAND` (extract or check), `FORMAT`, `SUFFIXES`, `encode(result, output)`, which makes one
document's bytes (in a worker), and `frame(chunks)`, which puts them together (in one place, in input order).
"""

from dataclasses import dataclass

from extractor.model import Evidence, Finding, Part
from extractor.record import TrialRecord

MASK = "█"


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
    if not record.private:
        return record
    text = record.document.text
    hidden = _hide(text, record.private) if text is not None else None
    names = (name for name in TrialRecord.model_fields if name not in ("document", "private"))
    changed = {name: _masked(getattr(record, name), record.private, hidden) for name in names}
    return record.model_copy(update={**changed, "document": record.document.model_copy(update={"text": hidden})})


def _hide(text: str, private: list[str]) -> str:
    for name in private:
        if name in text:
            text = text.replace(name, MASK * len(name))
    return text


def _masked(value: object, private: list[str], text: str | None) -> object:
    if isinstance(value, str):
        return _hide(value, private)
    if isinstance(value, Evidence):
        # cut from the masked text, so that a quote which begins inside a name is masked as well
        quote = text[value.start : value.end] if text is not None else _hide(value.quote, private)
        return value if quote == value.quote else value.model_copy(update={"quote": quote})
    if isinstance(value, list):
        return [_masked(item, private, text) for item in value]
    if isinstance(value, Part | Finding):
        changed = {name: _masked(getattr(value, name), private, text) for name in type(value).model_fields}
        return value.model_copy(update=changed)
    return value
