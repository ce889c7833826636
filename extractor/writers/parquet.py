"""Parquet: one row a record, lists as list<struct>, in row groups that are written as they fill."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from extractor.record import Result
from extractor.writers import Output, masked
from extractor.writers._rows import row, tables

COMMAND = "extract"
FORMAT = "parquet"
SUFFIXES = (".parquet", ".pq")
REQUIRES = ("pyarrow",)


def encode(result: Result, output: Output) -> bytes:
    """The record as one Arrow row. Raises WriteError where Arrow cannot hold a value."""
    return row(masked(result.record), output)


class _Sink(io.RawIOBase):
    """A file that hands on what is written to it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def taken(self) -> bytes:
        """What was written since the last call."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def frame(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The file, a row group at a time."""
    from pyarrow import parquet

    from extractor import arrow

    sink = _Sink()
    with parquet.ParquetWriter(sink, arrow.schema(), compression="zstd") as writer:
        for table in tables(chunks):
            writer.write_table(table)
            yield sink.taken()
    yield sink.taken()
