"""Records as serialised Arrow rows, which workers make, and rows together as tables, which files are made of."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractor.errors import WriteError
from extractor.record import TrialRecord
from extractor.writers import Output

if TYPE_CHECKING:
    import pyarrow as pa

# A table, which is a row group of Parquet, has at most so many rows or bytes.
ROWS = 1000
BYTES = 32 * 2**20


def row(record: TrialRecord, output: Output) -> bytes:
    """A record as the bytes of a row, its text only if asked for. Raises WriteError."""
    import pyarrow as pa

    from extractor import arrow

    if not output.with_text:
        record = record.model_copy(update={"document": record.document.model_copy(update={"text": None})})
    try:
        return bytes(arrow.batch([record]).serialize())
    except (pa.ArrowException, OverflowError, UnicodeError) as error:
        raise WriteError(f"no Arrow row: {error}") from None


def tables(chunks: Iterable[bytes]) -> Iterator["pa.Table"]:
    """The rows together, in tables of at most so many rows or bytes."""
    import pyarrow as pa

    from extractor import arrow

    held: list[pa.RecordBatch] = []
    size = 0
    for chunk in chunks:
        held.append(pa.ipc.read_record_batch(pa.py_buffer(chunk), arrow.schema()))
        size += len(chunk)
        if len(held) >= ROWS or size >= BYTES:
            yield pa.Table.from_batches(held, arrow.schema()).combine_chunks()
            held, size = [], 0
    if held:
        yield pa.Table.from_batches(held, arrow.schema()).combine_chunks()
