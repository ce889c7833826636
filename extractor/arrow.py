"""Records as rows of an Arrow table and back: the one typed, nested shape that Parquet and DuckDB files share.

The schema comes from the record's models: a list of parts is `list<struct>`, a value that may be whole or broken is a
double, `values` of a finding, whose keys differ, is JSON. Needs pyarrow (the extra `formats`).
"""

from collections.abc import Iterable, Iterator
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import orjson
from pydantic import BaseModel

from extractor.record import SCHEMA_VERSION, TrialRecord

if TYPE_CHECKING:
    import pyarrow as pa

VERSION_KEY = "trial-extractor.schema_version"


@cache
def schema() -> "pa.Schema":
    """The Arrow schema of a record; its metadata names the version of the record's schema."""
    import pyarrow as pa

    fields = [(name, _type(field.annotation)) for name, field in _fields(TrialRecord)]
    return pa.schema(fields, metadata={VERSION_KEY: SCHEMA_VERSION})


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    return ((name, field) for name, field in model.model_fields.items() if not field.exclude)


def _type(annotation: Any) -> "pa.DataType":
    import pyarrow as pa

    origin, inner = get_origin(annotation), [one for one in get_args(annotation) if one is not type(None)]
    if origin in (Union, UnionType):
        return _type(inner[0]) if len(inner) == 1 else pa.float64()
    if origin is Literal:
        return _type(type(inner[0]))
    if origin is list:
        return pa.list_(_type(inner[0]))
    if origin is dict:
        return pa.string()
    if issubclass(annotation, BaseModel):
        return pa.struct([(name, _type(field.annotation)) for name, field in _fields(annotation)])
    return {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}[annotation]


def batch(records: Iterable[TrialRecord]) -> "pa.RecordBatch":
    """The records as rows. Raises pyarrow.ArrowException, OverflowError or UnicodeError for what Arrow cannot hold."""
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([_row(record) for record in records], schema=schema())


def _row(record: TrialRecord) -> dict[str, Any]:
    row = record.model_dump()
    for finding in row["findings"]:
        finding["values"] = orjson.dumps(finding["values"]).decode()
    return row


def records(rows: "pa.RecordBatch | pa.Table") -> Iterator[TrialRecord]:
    """The records of rows; they equal those that were written. Raises pydantic.ValidationError."""
    for row in rows.to_pylist():
        for finding in row["findings"]:
            finding["values"] = orjson.loads(finding["values"])
        yield TrialRecord.model_validate(_whole(row))


def _whole(value: Any) -> Any:
    """Numbers that are whole as such, as in the JSON that people read."""
    if isinstance(value, dict):
        return {name: _whole(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
