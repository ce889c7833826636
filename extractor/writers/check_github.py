"""Findings as GitHub annotations: one workflow command a finding, on standard output of a workflow's step.

Source of the form and its escapes: GitHub Docs, "Workflow commands for GitHub Actions", and `@actions/core`.
"""

from collections.abc import Iterable, Iterator

from extractor.baseline import trial
from extractor.model import Finding
from extractor.record import Result
from extractor.writers import Output, masked, visible

COMMAND = "check"
FORMAT = "github"
SUFFIXES = ()

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def encode(result: Result, output: Output) -> bytes:
    """A line a finding; nothing that a document says can end it or start another command."""
    record = masked(result.record)
    path, name = record.document.path, trial(record)
    return "".join(_line(finding, path, name) for finding in record.findings).encode("utf-8", "replace")


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Line after line."""
    yield from chunks


def _line(finding: Finding, path: str, name: str) -> str:
    said = [f"{name}: {finding.message}"]
    said += [f"{place.path or 'text'}: “{place.quote}”" for place in finding.evidence]
    said += [f"→ {finding.suggestion}"] if finding.suggestion else []
    message = "\n".join(map(visible, said)).translate(_DATA)
    title = f"{finding.code} {finding.name}".translate(_PROPERTY)
    return f"::{_COMMANDS[finding.severity]} file={visible(path).translate(_PROPERTY)},title={title}::{message}\n"
