"""Records that were written are read back equal, from each format that holds them whole."""

import json
from pathlib import Path

import pytest

import extractor
from extractor.errors import ReadError
from extractor.record import TrialRecord
from extractor.writers import Output, duckdb, jsonl, parquet
from extractor.writers import json as json_writer
from tests.writers.examples import hostile, samples

WRITERS = {"jsonl": jsonl, "json": json_writer, "parquet": parquet, "duckdb": duckdb}


def written(format: str, place: Path, *, with_text: bool = False) -> Path:
    writer = WRITERS[format]
    if format in ("parquet", "duckdb"):
        pytest.importorskip(format if format == "duckdb" else "pyarrow", reason="the extra `formats` is not installed")
    chunks = (writer.encode(one, Output(with_text=with_text)) for one in [*samples(), hostile()])
    file = place / "records"
    if format == "duckdb":
        duckdb.fill(chunks, file)
    else:
        file.write_bytes(b"".join(writer.frame(chunks)))
    return file


def expected(*, with_text: bool) -> list[TrialRecord]:
    lines = [jsonl.encode(one, Output(with_text=with_text)) for one in [*samples(), hostile()]]
    return [TrialRecord.model_validate_json(line) for line in lines]


@pytest.mark.parametrize("with_text", [False, True])
@pytest.mark.parametrize("format", WRITERS)
def test_records_are_read_back_equal(format: str, with_text: bool, tmp_path: Path) -> None:
    found = extractor.load_records(written(format, tmp_path, with_text=with_text))
    assert found == expected(with_text=with_text)
    assert (found[0].document.text is not None) == with_text
    again = [json.loads(one.model_dump_json()) for one in found]
    assert again == [json.loads(one.model_dump_json()) for one in expected(with_text=with_text)]


def test_no_record_is_an_empty_list(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra `formats` is not installed")
    (tmp_path / "none.json").write_bytes(b"".join(json_writer.frame([])))
    (tmp_path / "none.parquet").write_bytes(b"".join(parquet.frame([])))
    assert extractor.load_records(tmp_path / "none.json") == []
    assert extractor.load_records(tmp_path / "none.parquet") == []


@pytest.mark.parametrize(
    "content",
    [
        b'{"protocolSection": {}}',
        b"some text",
        b"",
        b"PAR1 and no more",
        b"\0" * 8 + b"DUCK and no more",
        b'{"schema_version": "9"',
    ],
)
def test_what_is_no_record_is_an_error_that_names_the_file(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "strange"
    file.write_bytes(content)
    with pytest.raises(ReadError, match="strange"):
        extractor.load_records(file)
    with pytest.raises(ReadError, match="none"):
        extractor.load_records(tmp_path / "none")


def test_tables_of_others_are_no_records(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra `formats` is not installed")
    from pyarrow import parquet as writer

    engine = pytest.importorskip("duckdb")
    writer.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    engine.connect(str(tmp_path / "other.duckdb")).close()
    for name in ("other.parquet", "other.duckdb"):
        with pytest.raises(ReadError, match=name):
            extractor.load_records(tmp_path / name)
