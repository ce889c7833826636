"""JSON Lines: one record a line."""

from collections.abc import Iterable, Iterator

from extractor.record import Result
from extractor.writers import Output, masked

COMMAND = "extract"
FORMAT = "jsonl"
SUFFIXES = (".jsonl", ".ndjson")


def encode(result: Result, output: Output) -> bytes:
    """The record as one line of JSON, its text only if asked for."""
    exclude = None if output.with_text else {"document": {"text"}}
    return masked(result.record).model_dump_json(exclude=exclude).encode() + b"\n"


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Line after line."""
    yield from chunks
