"""One document as the page needs it: an entry for the list, and details that are read when it is opened.

Places are counted in UTF-16 code units, as the strings of a browser are; a quote is only written where the text is not
there to take it from.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from extractor.baseline import trial
from extractor.model import Evidence, Finding, Mention
from extractor.record import EligibilityCriterion, Schedule, TrialRecord
from extractor.writers.report.tables import TABLES, concept
from extractor.writers.report.words import coded

SEVERITIES = ("error", "warning", "info")
# The lists of a record whose items are facts, in the order of the summary.
FACTS = {
    "mentions": "Mentions",
    "criteria": "Eligibility criteria",
    "quantities": "Quantities",
    "age_ranges": "Ages",
    "doses": "Doses",
    "conditions": "Conditions",
    "interventions": "Interventions",
    "arms": "Arms",
    "outcomes": "Outcomes",
    "dates": "Dates",
    "locations": "Locations",
    "abbreviations": "Abbreviations",
    "schedule": "Schedules",
    "unparsed": "Not understood",
}
CONDITIONS_SHOWN = 3
_HOW = ("negated", "uncertain", "historical")


def entry(record: TrialRecord) -> dict[str, Any]:
    """The document in the list: what it is, the codes of its findings, how much was read in it."""
    return {
        "id": trial(record),
        "title": record.titles[0].text if record.titles else "",
        "source": source(record.document.path, record.document.member),
        "kind": record.document.kind,
        "conditions": list(dict.fromkeys(item.name for item in record.conditions))[:CONDITIONS_SHOWN],
        "findings": dict(sorted(Counter(finding.code for finding in record.findings).items())),
        "severities": [sum(f.severity == severity for f in record.findings) for severity in SEVERITIES],
        "errors": len(record.errors),
        "facts": {name: len(getattr(record, name)) for name in FACTS if getattr(record, name)},
    }


def failure(reason: str, path: str, member: str | None) -> dict[str, Any]:
    """An input that could not be read, in the list."""
    return {"id": "", "title": "", "source": source(path, member), "failed": reason}


def source(path: str, member: str | None) -> str:
    """Where a document is from: the input, and its place in it.

    >>> source("a.zip", "b.json:12")
    'a.zip:b.json:12'
    """
    return ":".join(filter(None, (path, member)))


def details(record: TrialRecord, skipped: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """All of a document but its text."""
    places = Places(record.document.text)
    document = record.document
    about = [
        ("Source", source(document.path, document.member)),
        ("Format", document.format),
        ("Kind", document.kind),
        ("Language", document.language or "not known"),
        ("Pages", document.pages and f"{document.pages:,}"),
        ("Characters", f"{document.characters:,}"),
        ("SHA-256", document.sha256),
    ]
    return {
        "about": [(label, value) for label, value in about if value],
        "findings": [_finding(finding, places) for finding in record.findings],
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "columns": _columns(table.columns, rows),
                "rows": [(origin, places.add(evidence), cells) for origin, evidence, cells in rows],
            }
            for table in TABLES
            if (rows := list(table.rows(record)))
        ],
        "criteria": _tree(record.criteria, places),
        "schedule": [_grid(schedule, places) for schedule in record.schedule],
        "mentions": _mentions(record.mentions, places),
        "sections": [places.span(section.start, section.start + len(section.heading)) for section in record.sections],
        "skipped": _by_reason(skipped),
        "errors": [(error.stage, error.message) for error in record.errors],
        "places": places.written,
        "paths": list(places.paths),
    }


class Places:
    """The places that a document's facts point at: start, end, number of the path, page, and the quote if need be."""

    def __init__(self, text: str | None) -> None:
        self._text = text
        self._wide = [at for at, char in enumerate(text or "") if char > "\uffff"] if not (text or "").isascii() else []
        self._numbers: dict[tuple[int, int, str | None], int] = {}
        self.paths: dict[str, int] = {}
        self.written: list[list[Any]] = []

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A range of code points in UTF-16 code units.

        >>> Places("a😀b").span(2, 3)
        (3, 4)
        """
        return start + bisect_left(self._wide, start), end + bisect_left(self._wide, end)

    def add(self, evidence: Iterable[Evidence]) -> list[int]:
        """The numbers of places, which are written once each."""
        return [self._number(place) for place in evidence]

    def _number(self, place: Evidence) -> int:
        key = (place.start, place.end, place.path)
        if key not in self._numbers:
            path = self.paths.setdefault((place.path or "text").removeprefix("protocolSection."), len(self.paths))
            written: list[Any] = [*self.span(place.start, place.end), path]
            if place.page or self._text is None:
                written.append(place.page)
            self._numbers[key] = len(self.written)
            self.written.append([*written, place.quote] if self._text is None else written)
        return self._numbers[key]


def _finding(finding: Finding, places: Places) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "related": finding.related,
        "values": [(name.replace("_", " "), coded(value)) for name, value in finding.values.items()],
        "places": places.add(finding.evidence),
    }


def _columns(columns: Sequence[str], rows: Sequence[tuple[str | None, list[Evidence], list[str]]]) -> list[str | None]:
    """The columns; None for one that is empty in every row."""
    return [name if any(cells[at] for _, _, cells in rows) else None for at, name in enumerate(columns)]


def _tree(criteria: Sequence[EligibilityCriterion], places: Places) -> list[dict[str, Any]]:
    """The criteria in order, each with how deep it stands below others."""
    depths: dict[str, int] = {}
    written = []
    for item in criteria:
        depths[item.id] = depths.get(item.parent or "", -1) + 1
        one: dict[str, Any] = {"kind": item.kind, "depth": depths[item.id], "places": places.add(item.evidence[:1])}
        if not item.evidence or item.evidence[0].quote != item.text:
            one["text"] = item.text
        written.append({**one, "cohort": item.cohort} if item.cohort else one)
    return written


def _grid(schedule: Schedule, places: Places) -> dict[str, Any]:
    rows = [(row.procedure, row.cells) for row in schedule.rows]
    return {
        "page": schedule.page,
        "visits": schedule.visits,
        "rows": rows,
        "places": places.add(schedule.evidence[:1]),
    }


def _mentions(mentions: Sequence[Mention], places: Places) -> dict[str, list[list[Any]]]:
    """By label: place, how it is asserted, its concept, without empty ends; its words stand at the place."""
    written: dict[str, list[list[Any]]] = {}
    for mention in mentions:
        how = [word for word in _HOW if getattr(mention, word)]
        how += [f"of {mention.subject}"] if mention.subject != "participant" else []
        one = [*places.add(mention.evidence[:1]), ", ".join(how), concept(mention.concept)]
        while one and one[-1] == "":
            one.pop()
        written.setdefault(mention.label, []).append(one)
    return written


def _by_reason(skipped: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The reasons why checks were skipped, each with the codes."""
    reasons: dict[str, list[str]] = {}
    for code, reason in skipped:
        reasons.setdefault(reason, []).append(code)
    return [(reason, ", ".join(codes)) for reason, codes in reasons.items()]
