"""Tables as CSV files, in DuckDB and as Parquet: keyed, equal in number, read by the tools that people use."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractor.errors import WriteError
from extractor.record import Condition, Enrollment, MeasuredQuantity, Result
from extractor.writers import Output, duckdb, parquet, tables
from extractor.writers._tables import KEY, TABLES, heading, rows
from tests.writers.examples import HOSTILE, bare, examined, hostile, samples

NAMES = "trials conditions interventions arms doses criteria mentions quantities findings".split()


def filled(writer: ModuleType, place: Path, *results: Result) -> Path:
    writer.fill((writer.encode(one, Output()) for one in results), place)
    return place


def read(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8"), newline="")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tables, tmp_path_factory.mktemp("csv") / "tables", *samples())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("duckdb", reason="the extra `formats` is not installed")
    return filled(duckdb, tmp_path_factory.mktemp("db") / "trials.duckdb", *samples())


def count(name: str) -> int:
    return len(samples()) if name == "trials" else sum(len(getattr(one.record, name)) for one in samples())


def test_the_tables_are_those_of_the_contract(folder: Path) -> None:
    assert list(TABLES) == NAMES
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.csv" for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_a_row_that_refers_to_its_trial(folder: Path, name: str) -> None:
    found = read(folder, name)
    assert len(found) == count(name)
    trials = [row[KEY] for row in read(folder, "trials")]
    assert len(set(trials)) == len(trials)
    assert {row[KEY] for row in found} <= set(trials)
    own = [(row[KEY], row.get(TABLES[name].name, "")) for row in found]
    assert len(set(own)) == len(own)
    for column, part in TABLES[name].columns.items():
        if part.refers:
            known = {(row[KEY], row["id"]) for row in read(folder, part.refers)}
            assert {(row[KEY], row[column]) for row in found if row[column]} <= known


def test_something_is_in_every_table_and_column_that_samples_have() -> None:
    empty = {f"{name}.{column}" for name in NAMES for column in heading(name)}
    for result in samples():
        for name, found in rows(result.record).items():
            for row in found:
                for column, value in zip(heading(name)[1:], row, strict=True):
                    if value is not None:
                        empty.discard(f"{name}.{column}")
    assert {one for one in empty if not one.startswith("mentions.") and not one.endswith("." + KEY)} <= {
        "trials.gender_based", "trials.failed_stages", "doses.period_high", "criteria.cohort",
        "conditions.concept_match", "interventions.concept_system", "interventions.concept_code",
        "interventions.concept_name", "interventions.concept_match", "findings.related", "interventions.page",
        "arms.page", "quantities.window_anchor", "quantities.window_value", "quantities.window_direction",
        "quantities.window_unit", "findings.page", "findings.other_page",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_column_says_what_it_is(name: str) -> None:
    assert all(column.meaning for column in TABLES[name].columns.values())
    assert len(set(heading(name))) == len(heading(name))


def test_pandas_reads_what_stands_there(folder: Path) -> None:
    pandas = pytest.importorskip("pandas")
    for name in NAMES:
        assert len(pandas.read_csv(folder / f"{name}.csv")) == count(name)


def test_hostile_text_stays_in_its_cell(tmp_path: Path) -> None:
    folder = filled(tables, tmp_path / "t", hostile(), hostile())
    (first, second) = read(folder, "trials")
    assert first["brief_title"].startswith("'=cmd|")
    assert (first[KEY], second[KEY]) == ("1", "2")
    assert all(
        not cell.startswith(("=", "+", "@")) for name in NAMES for row in read(folder, name) for cell in row.values()
    )


def test_duckdb_has_the_tables_with_their_keys_and_types(file: Path) -> None:
    import duckdb as engine

    with engine.connect(str(file), read_only=True) as database:
        for name in NAMES:
            assert database.execute(f"SELECT count(*) FROM {name}").fetchone() == (count(name),)
        kinds = database.execute(
            "SELECT table_name, constraint_type FROM duckdb_constraints() WHERE constraint_type LIKE '% KEY'"
        ).fetchall()
        assert {name for name, kind in kinds if kind == "PRIMARY KEY"} == {*NAMES, "records"}
        assert {name for name, kind in kinds if kind == "FOREIGN KEY"} == set(NAMES) - {"trials"}
        types = dict(
            database.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'doses'"
            ).fetchall()
        )
        assert (types["low"], types["as_needed"], types["agent"]) == ("DOUBLE", "BOOLEAN", "VARCHAR")


def test_duckdb_answers_what_the_documentation_asks(file: Path) -> None:
    import duckdb as engine

    with engine.connect(str(file), read_only=True) as database:
        for name in duckdb.VIEWS:
            assert database.execute(f"SELECT count(*) FROM {name}").fetchone() != (0,), name
        for question, query in duckdb.QUERIES.items():
            assert database.execute(query).fetchall(), question


def test_duckdb_says_the_same_each_time(file: Path, tmp_path: Path) -> None:
    import duckdb as engine

    again = filled(duckdb, tmp_path / "again.duckdb", *samples())
    with engine.connect(str(file), read_only=True) as one, engine.connect(str(again), read_only=True) as two:
        for name in [*NAMES, "records"]:
            assert one.execute(f"FROM {name}").fetchall() == two.execute(f"FROM {name}").fetchall()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.duckdb"]


def test_duckdb_holds_hostile_text_and_many_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = pytest.importorskip("duckdb")
    monkeypatch.setattr(duckdb, "TRIALS", 2)
    file = filled(duckdb, tmp_path / "x.duckdb", hostile(), *(examined() for _ in range(4)))
    with engine.connect(str(file), read_only=True) as database:
        assert database.execute("SELECT trial_key FROM trials").fetchall() == [(key,) for key in range(1, 6)]
        (title,) = database.execute("SELECT brief_title FROM trials WHERE trial_key = 1").fetchone()
        assert title.startswith(HOSTILE[:10]) and "DROP TABLE" in title


def test_two_rows_of_one_id_are_an_error_and_a_reference_to_nothing_is_none() -> None:
    base: dict[str, Any] = {
        "id": "c1",
        "text": "x",
        "name": "x",
        "role": "registered",
        "origin": "stated",
        "evidence": [],
    }
    with pytest.raises(WriteError, match="two conditions"):
        rows(bare(conditions=[Condition(**base), Condition(**base)]).record)
    value = {"id": "q1", "measurement": "m", "criterion": "e9", "text": "1", "origin": "stated", "evidence": []}
    (row,) = rows(bare(quantities=[MeasuredQuantity(**value)]).record)["quantities"]
    assert row[heading("quantities").index("criterion") - 1] is None


def test_parquet_is_read_by_every_tool(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra `formats` is not installed")
    from pyarrow import parquet as reader

    file = tmp_path / "trials.parquet"
    file.write_bytes(b"".join(parquet.frame(parquet.encode(one, Output()) for one in samples())))
    table = reader.read_table(file)
    assert table.num_rows == len(samples())
    assert str(table.schema.field("criteria").type).startswith("list<element: struct<id: string, kind: string")
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(file)
    assert frame["criteria"].list.len().sum() == count("criteria")
    engine = pytest.importorskip("duckdb")
    ((total,),) = engine.sql(f"SELECT sum(len(doses)) FROM '{file}'").fetchall()
    assert total == count("doses")


def test_parquet_is_a_stream_of_row_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason="the extra `formats` is not installed")
    import pyarrow as pa
    from pyarrow import parquet as reader

    from extractor.writers import _rows

    monkeypatch.setattr(_rows, "ROWS", 10)
    chunk, taken = parquet.encode(examined(), Output()), []

    def chunks() -> Iterator[bytes]:
        for number in range(25):
            taken.append(number)
            yield chunk

    stream = parquet.frame(chunks())
    first = next(stream)
    assert len(taken) == 10 and first.startswith(b"PAR1")
    whole = first + b"".join(stream)
    assert reader.ParquetFile(pa.BufferReader(whole)).num_row_groups == 3
    assert whole == b"".join(parquet.frame(iter([chunk] * 25)))


def test_what_arrow_cannot_hold_is_an_error() -> None:
    pytest.importorskip("pyarrow", reason="the extra `formats` is not installed")
    with pytest.raises(WriteError, match="no Arrow row"):
        parquet.encode(bare(enrollment=[Enrollment(count=10**30, origin="stated", evidence=[])]), Output())
