"""Reports of small documents, for tests."""

import json
import re
from collections.abc import Iterable
from typing import Any

from extractor.config import Settings
from extractor.findings import catalogue
from extractor.inputs import Source
from extractor.model import Evidence, Mention
from extractor.pipeline import process
from extractor.record import DocumentInfo, Result, Schedule, ScheduleRow, TrialRecord
from extractor.writers import Output, report
from tests.checks.studies import study

# Ages that contradict each other, a dose, a threshold: what the page has to show.
FLAWED = {
    "title": "Imaginol for Gout",
    "summary": "Participants take imaginol 20 mg by mouth twice daily for 4 weeks.",
    "minimum_age": "65 Years",
    "maximum_age": "18 Years",
    "criteria": "Inclusion Criteria:\n\n* Serum creatinine below 2.0 mg/dL\n\nExclusion Criteria:\n\n* Pregnancy",
}


def result_of(text: str, path: str = "trial.txt") -> Result:
    """A plain text, read by pattern rules alone."""
    return process(Source(path, text.encode("utf-8", "surrogatepass")), Settings(model=None), None)


def study_of(path: str = "trial.json", **facts: Any) -> Result:
    """A registry record, read by pattern rules alone."""
    return process(Source(path, json.dumps(study(facts)).encode()), Settings(model=None), None)


def record_of(text: str | None, **facts: Any) -> Result:
    """A record made by hand."""
    info = DocumentInfo(
        path="made.pdf", format="pdf", kind="protocol", sha256="0" * 64, characters=len(text or ""), text=text
    )
    return Result(TrialRecord(trial_id="NCT99990042", document=info, **facts))


def mention_of(text: str, words: str, label: str = "Condition", **how: Any) -> Mention:
    """A mention of the first place where a text has those words."""
    start = text.index(words)
    place = Evidence(start=start, end=start + len(words), quote=words)
    return Mention(id="m1", label=label, group="criteria", text=words, evidence=[place], **how)


def schedule_of() -> Schedule:
    """A schedule of two visits."""
    rows = [ScheduleRow(procedure="Vital signs", cells=["X", None]), ScheduleRow(procedure="ECG", cells=[None, "X"])]
    return Schedule(page=7, visits=["Screening", "Day 1"], rows=rows, evidence=[])


def page(*results: Result, failures: Iterable[tuple[str, str, str | None]] = ()) -> bytes:
    """The file."""
    chunks = [report.opening(catalogue(), "0")]
    chunks += [report.encode(one, Output()) for one in results]
    chunks += [report.failed(*one) for one in failures]
    return b"".join(report.frame(chunks))


def blocks(data: bytes) -> list[Any]:
    """The blocks of JSON in the file, as HTML takes them: up to the first end tag."""
    found = re.findall(r"<script type=\"application/json\"[^>]*>(.*?)</script", data.decode(), re.S | re.I)
    return [json.loads(block) for block in found]
