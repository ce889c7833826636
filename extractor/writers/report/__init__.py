"""One self-contained HTML page: a summary, a list to filter, and each document's text beside what was read in it.

The page fetches nothing and runs one script of its own, which its Content-Security-Policy names by hash. Documents lie
in it as blocks of JSON that are read when they are opened; what they say is only ever text (`page/`), never markup.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from extractor.record import Result
from extractor.writers import Output, masked
from extractor.writers.report.document import details, entry, failure
from extractor.writers.report.frame import checks_of, dumped, framed

COMMAND = "report"
FORMAT = "html"
SUFFIXES = (".html", ".htm")


def encode(result: Result, output: Output) -> bytes:
    """The document's blocks, one a line: its entry in the list, its text, all else."""
    record = masked(result.record)
    text = record.document.text
    return b"\n".join((dumped(entry(record)), dumped(text), dumped(details(record, result.skipped))))


def failed(reason: str, path: str, member: str | None) -> bytes:
    """An input that could not be read: an entry in the list alone."""
    return dumped(failure(reason, path, member))


def opening(checks: Mapping[str, ModuleType], version: str) -> bytes:
    """The version, and of every check that was selected its name, severity and first sentence."""
    return dumped({"version": version, "checks": checks_of(checks)})


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The page, as a stream: only counts are held in memory."""
    yield from framed(iter(chunks))
