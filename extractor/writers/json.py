"""JSON: one array of records."""

from collections.abc import Iterable, Iterator

from extractor.record import Result
from extractor.writers import Output, masked

COMMAND = "extract"
FORMAT = "json"
SUFFIXES = (".json",)


def encode(result: Result, output: Output) -> bytes:
    """The record as one line of JSON, its text only if asked for."""
    exclude = None if output.with_text else {"document": {"text"}}
    return masked(result.record).model_dump_json(exclude=exclude).encode()


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The records between brackets, one a line."""
    first = True
    for chunk in chunks:
        yield (b"[\n" if first else b",\n") + chunk
        first = False
    yield b"[]\n" if first else b"\n]\n"
