"""Records read back from the files that `extract` writes: json, jsonl, Parquet and DuckDB, told by their content."""

import os
from collections.abc import Iterator

from pydantic import ValidationError

from extractor.errors import ConfigError, ReadError
from extractor.inputs import Notice, Source, sources
from extractor.pipeline import saved_record
from extractor.record import TrialRecord


def saved(path: str | os.PathLike[str]) -> Iterator[TrialRecord]:
    """The records of a file, in their order. Raises ReadError and ConfigError."""
    name = os.fspath(path)
    head = b""
    if os.path.isfile(name):
        with open(name, "rb") as file:
            head = file.read(12)
    try:
        if head.startswith(b"PAR1"):
            yield from _parquet(name)
        elif head[8:12] == b"DUCK":
            yield from _duckdb(name)
        else:
            yield from _json(name)
    except ImportError as error:
        raise ConfigError(f"{name} needs {error.name}: pip install 'trial-extractor[formats]'") from None
    except ReadError as error:
        raise error if name in str(error) else ReadError(f"{name}: {error}") from None
    except ValidationError as error:
        raise ReadError(f"{name}: not a record of this schema version: {error.errors()[0]['msg']}") from None


def _json(name: str) -> Iterator[TrialRecord]:
    for item in sources([name]):
        if isinstance(item, Notice):
            continue
        if not isinstance(item, Source):
            raise ReadError(f"{item.name}: {item.reason}")
        if item.data.strip() == b"[]":
            continue
        record = saved_record(item)
        if record is None:
            raise ReadError(f"{item.name}: no record")
        yield record


def _parquet(name: str) -> Iterator[TrialRecord]:
    import pyarrow as pa
    from pyarrow import parquet

    from extractor import arrow

    try:
        with parquet.ParquetFile(name) as file:
            if arrow.VERSION_KEY.encode() not in (file.schema_arrow.metadata or {}):
                raise ReadError(f"{name}: no records of this program")
            for rows in file.iter_batches(256):
                yield from arrow.records(rows)
    except (pa.ArrowException, OSError) as error:
        raise ReadError(f"{name}: {str(error).splitlines()[0]}") from None


def _duckdb(name: str) -> Iterator[TrialRecord]:
    import duckdb

    from extractor import arrow

    columns = ", ".join(f'"{column}"' for column in arrow.schema().names)
    try:
        with duckdb.connect(name, read_only=True) as database:
            found = database.sql(f"SELECT {columns} FROM records ORDER BY trial_key")
            for rows in found.to_arrow_reader(256):
                yield from arrow.records(rows)
    except duckdb.Error as error:
        raise ReadError(f"{name}: {str(error).splitlines()[0]}") from None
