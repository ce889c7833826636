"""Small documents for the tests of facts: plain keys, modules of a v2 study, or text -> a record by rules."""

from typing import Any, Literal

from extractor.config import Settings
from extractor.model import Document, Field
from extractor.pipeline import examine
from extractor.record import TrialRecord
from extractor.studies import render
from tests.checks.studies import study


def record_of(facts: dict[str, Any], *, source: dict[str, Any] | None = None, format: str = "test") -> TrialRecord:
    """The record of a study with these facts (keys as in tests.checks.studies) and elements that v2 lacks."""
    text, fields = render(study(facts) | {"source": source or {}})
    return record_of_text(text, fields=fields, kind="registry", format=format)


def record_of_modules(**modules: Any) -> TrialRecord:
    """The record of a study with these modules of its protocol section."""
    text, fields = render({"protocolSection": modules})
    return record_of_text(text, fields=fields, kind="registry")


def record_of_text(
    text: str,
    *,
    fields: list[Field] | None = None,
    kind: Literal["registry", "protocol", "text"] = "text",
    format: str = "test",
) -> TrialRecord:
    """The record of a text with these fields; no stage may fail on it."""
    document = Document(path="case", text=text, format=format, kind=kind, sha256="", fields=fields or [])
    record = examine(document, Settings(model=None), None).record
    assert record.errors == []
    return record


def unread(record: TrialRecord, what: str) -> list[str]:
    """What of one kind was seen but not understood."""
    return [item.text for item in record.unparsed if item.what == what]
