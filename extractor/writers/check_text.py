"""Findings for people: grouped by trial, each with its reason and the places it quotes."""

from collections.abc import Iterable, Iterator

from extractor.model import Evidence, Finding
from extractor.record import Comparison, Result, TrialRecord
from extractor.writers import Output, masked, masked_pair, visible

COMMAND = "check"
FORMAT = "text"
SUFFIXES = (".txt",)

QUOTE, MOST_PLACES = 160, 10
COLOURS = {"error": "31", "warning": "33", "info": "36"}


def encode(result: Result, output: Output) -> bytes:
    """One block a document that has findings; nothing for one that has none."""
    record = masked(result.record)
    if not record.findings:
        return b""
    lines = [_heading(record, output), f"  {_source(record)}"]
    for finding in record.findings:
        lines.extend(_finding(finding, output))
    return ("\n".join(lines) + "\n\n").encode()


def encode_pair(comparison: Comparison, output: Output) -> bytes:
    """Both documents, what differs between them, and what could not be compared."""
    registry, protocol, findings = masked_pair(comparison)
    lines = [_heading(registry, output), f"  registry: {_source(registry)}", f"  protocol: {_source(protocol)}"]
    for finding in findings:
        lines.extend(_finding(finding, output))
    if not findings:
        lines.append("  no difference found")
    lines += [f"  not compared: {code}, {visible(reason)}" for code, reason in comparison.skipped]
    lines += [f"  failed: {error.stage}, {visible(error.message)}" for error in comparison.errors]
    return ("\n".join(lines) + "\n").encode()


def _heading(record: TrialRecord, output: Output) -> str:
    title = record.titles[0].text if record.titles else ""
    return _paint(visible(f"{record.trial_id or 'no id'}  {title}".strip()), "1", output)


def _source(record: TrialRecord) -> str:
    return visible(":".join(filter(None, (record.document.path, record.document.member))))


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Block after block."""
    yield from chunks


def _finding(finding: Finding, output: Output) -> Iterator[str]:
    severity = _paint(f"{finding.severity:7}", COLOURS[finding.severity], output)
    merged = f" (with {', '.join(finding.related)})" if finding.related else ""
    yield f"  {severity} {finding.code} {finding.name}{merged}: {visible(finding.message)}"
    for place in finding.evidence[:MOST_PLACES]:
        yield f"          {_where(place)}: “{_shortened(visible(place.quote))}”"
    if more := len(finding.evidence[MOST_PLACES:]):
        yield f"          and {more} more"
    if finding.suggestion:
        yield f"          → {visible(finding.suggestion)}"


def _where(place: Evidence) -> str:
    path = (place.path or "text").removeprefix("protocolSection.")
    page = f", page {place.page}" if place.page else ""
    side = "" if place.document is None else ("registry ", "protocol ")[place.document]
    return visible(f"{side}{path}{page}")


def _shortened(quote: str) -> str:
    return quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + "…"


def _paint(text: str, colour: str, output: Output) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if output.colour else text
