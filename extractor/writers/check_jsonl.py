"""Findings as JSON Lines: one object a document."""

from collections.abc import Iterable, Iterator

import orjson

from extractor.record import Comparison, Result
from extractor.writers import Output, masked, masked_pair

COMMAND = "check"
FORMAT = "jsonl"
SUFFIXES = (".jsonl", ".ndjson")


def encode(result: Result, output: Output) -> bytes:
    """The document, its findings, the checks that were skipped and the stages that failed."""
    record = masked(result.record)
    return (
        orjson.dumps(
            {
                "document": record.document.model_dump(exclude=None if output.with_text else {"text"}),
                "trial_id": record.trial_id,
                "findings": [finding.model_dump(mode="json") for finding in record.findings],
                "skipped": [{"code": code, "reason": reason} for code, reason in result.skipped],
                "errors": [error.model_dump() for error in record.errors],
            }
        )
        + b"\n"
    )


def encode_pair(comparison: Comparison, output: Output) -> bytes:
    """A comparison as one object: both records, what differs, the checks that were skipped and those that failed."""
    exclude = None if output.with_text else {"document": {"text"}}
    registry, protocol, findings = masked_pair(comparison)
    return (
        orjson.dumps(
            {
                "registry": registry.model_dump(mode="json", exclude=exclude),
                "protocol": protocol.model_dump(mode="json", exclude=exclude),
                "findings": [finding.model_dump(mode="json") for finding in findings],
                "skipped": [{"code": code, "reason": reason} for code, reason in comparison.skipped],
                "errors": [error.model_dump() for error in comparison.errors],
            }
        )
        + b"\n"
    )


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Line after line."""
    yield from chunks
