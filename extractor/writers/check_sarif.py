"""Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), for code hosts, editors and dashboards.

One run. Regions count characters (code points) of the document's canonical text, which is what `trial-extractor text`
prints, and quote it; they have no lines, which the text of a registry record does not share with its file.
"""

import inspect
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson

from extractor.baseline import fingerprint, trial
from extractor.model import Evidence, Finding
from extractor.record import DocumentInfo, Result
from extractor.writers import Output, masked, visible

if TYPE_CHECKING:
    from pydantic import BaseModel
    from sarif_pydantic import sarif

COMMAND = "check"
FORMAT = "sarif"
SUFFIXES = (".sarif",)

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "trialFinding/v1"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_LINK = re.compile(r"\[(?=[^\[\]]{0,200}\]\()")
_HEADS = re.compile(r"(?m)^(?=[A-Z])([A-Za-z ]{3,30}): ")


def encode(result: Result, output: Output) -> bytes:
    """The document's results, and as notifications the stages that failed."""
    record = masked(result.record)
    name = trial(record)
    # Fingerprints are of the words as they stand: masks would come and go with what else the document holds.
    marks = [fingerprint(name, finding) for finding in result.record.findings]
    found = zip(record.findings, marks, strict=True)
    return _part(
        results=[_result(finding, mark, record.document, name) for finding, mark in found],
        notifications=[
            _notification(f"{error.stage}: {error.message}", record.document.path, record.document.member)
            for error in record.errors
        ],
    )


def failed(reason: str, path: str, member: str | None) -> bytes:
    """An input that could not be read, as a notification."""
    return _part(results=[], notifications=[_notification(reason, path, member)])


def opening(checks: Mapping[str, ModuleType], version: str) -> bytes:
    """The tool, with the page of every check that was selected."""
    from sarif_pydantic import sarif

    rules = [_rule(check) for check in checks.values()]
    driver = sarif.ToolDriver(name="trial-extractor", version=version, semantic_version=version, rules=rules)
    return orjson.dumps(_plain(sarif.Tool(driver=driver)))


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The tool, which is the first chunk, the results one a line, and what could not be done."""
    parts = iter(chunks)
    yield b'{"$schema":"%b","version":"2.1.0","runs":[{"tool":%b,' % (SCHEMA.encode(), next(parts))
    yield b'"columnKind":"unicodeCodePoints","results":['
    notifications: list[dict[str, Any]] = []
    before = b"\n"
    for part in map(orjson.loads, parts):
        notifications += part["notifications"]
        for result in part["results"]:
            yield before + orjson.dumps(result)
            before = b",\n"
    invocation = {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}
    yield b'\n],"invocations":[%b]}]}\n' % orjson.dumps(invocation)


def _part(*, results: "list[sarif.Result]", notifications: "list[sarif.Notification]") -> bytes:
    return orjson.dumps(
        {"results": [_plain(one) for one in results], "notifications": [_plain(one) for one in notifications]}
    )


def _plain(model: "BaseModel") -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


def _rule(check: ModuleType) -> "sarif.ReportingDescriptor":
    from sarif_pydantic import sarif

    page = inspect.cleandoc(check.__doc__ or "")
    first, _, rest = page.partition("\n\n")
    enabled = bool(getattr(check, "by_default", True))
    return sarif.ReportingDescriptor(
        id=check.code,
        name=check.name,
        short_description=sarif.Message(text=" ".join(first.split())),
        full_description=sarif.Message(text=" ".join((rest.partition("\n\n")[0] or first).split())),
        help=sarif.Message(text=page, markdown=_HEADS.sub(r"**\1**: ", page)),
        default_configuration=sarif.ReportingConfiguration(enabled=enabled, level=_LEVELS[check.severity]),
        properties={"tags": [check.code[:3]]},
    )


def _result(finding: Finding, mark: str, document: DocumentInfo, name: str) -> "sarif.Result":
    from sarif_pydantic import sarif

    places = [_location(place, document, name) for place in finding.evidence]
    extra = {"suggestion": finding.suggestion, "related": finding.related}
    return sarif.Result(
        rule_id=finding.code,
        level=sarif.Level(_LEVELS[finding.severity]),
        message=sarif.Message(text=_message(finding)),
        locations=places[:1] or [_whole(document.path, document.member)],
        related_locations=places[1:] or None,
        partial_fingerprints={FINGERPRINT: mark},
        properties={key: value for key, value in extra.items() if value} or None,
    )


def _message(finding: Finding) -> str:
    """The reason and the suggestion; what would be a link in SARIF is none."""
    said = f"{finding.message}. Suggestion: {finding.suggestion}" if finding.suggestion else finding.message
    return _LINK.sub(r"\\[", visible(said))


def _location(place: Evidence, document: DocumentInfo, name: str) -> "sarif.Location":
    from sarif_pydantic import sarif

    region = sarif.Region(
        char_offset=place.start,
        char_length=place.end - place.start,
        snippet=sarif.ArtifactContent(text=place.quote),
    )
    path = place.path or "text"
    field = sarif.LogicalLocation(name=path.rpartition(".")[2], fully_qualified_name=f"{name}:{path}", kind="member")
    return sarif.Location(
        physical_location=sarif.PhysicalLocation(artifact_location=_artifact(document.path), region=region),
        logical_locations=[field, *_member(document.member)],
        properties={"page": place.page} if place.page else None,
    )


def _whole(path: str, member: str | None) -> "sarif.Location":
    from sarif_pydantic import sarif

    physical = sarif.PhysicalLocation(artifact_location=_artifact(path))
    return sarif.Location(physical_location=physical, logical_locations=_member(member) or None)


def _artifact(path: str) -> "sarif.ArtifactLocation":
    from sarif_pydantic import sarif

    return sarif.ArtifactLocation(uri=quote(path.replace(os.sep, "/"), errors="replace"))


def _member(member: str | None) -> "list[sarif.LogicalLocation]":
    """The place of a document in a file of many."""
    from sarif_pydantic import sarif

    return [sarif.LogicalLocation(name=member, kind="module")] if member else []


def _notification(reason: str, path: str, member: str | None) -> "sarif.Notification":
    from sarif_pydantic import sarif

    return sarif.Notification(
        level=sarif.Level("error"), message=sarif.Message(text=visible(reason)), locations=[_whole(path, member)]
    )
