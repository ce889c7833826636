"""Formats from the command line: which one, where to, what is refused; the same facts in all of them."""

import io
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractor.cli.batch import Batch, Job
from extractor.cli.progress import Summary
from extractor.config import Settings
from extractor.errors import ConfigError, ModelError, WriteError
from extractor.inputs import Source
from extractor.plugins import modules
from extractor.writers import Output, brat, duckdb, fhir, jsonl, parquet, tables, usdm
from tests.test_cli import TEXT, lines, run
from tests.writers.examples import samples

WRITERS = [one for one in modules("extractor.writers") if one.COMMAND == "extract"]
FILLED = {"duckdb": "out.duckdb", "brat": "out", "tables": "out"}


def batch(*inputs: Path, out: Path | None, **more: Any) -> Summary:
    base: dict[str, Any] = {"command": "extract", "format": "", "model": None, "select": (), "ignore": ()}
    base |= {"workers": 1, "resume": False, "with_text": False, "quiet": True}
    return Batch(inputs=[str(one) for one in inputs], out=out, **(base | more)).run()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "in"
    top.mkdir()
    for number in range(3):
        (top / f"{number}.txt").write_text(TEXT + f"- rule {number}\n")
    return top


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.jsonl", "jsonl"), ("a.json", "json"), ("a.csv", "csv"), ("a.fhir.json", "fhir"), ("a.usdm.jsonl", "usdm"),
        ("a.usdm.json", "usdm"), ("a.parquet", "parquet"), ("a.duckdb", "duckdb"), ("a.brat", "brat"), ("a", "jsonl"),
    ],
)  # fmt: skip
def test_the_longest_suffix_decides(name: str, format: str) -> None:
    made = Batch(command="extract", inputs=[], out=Path(name), format="", model=None, select=(), ignore=(), workers=1,
                 resume=False, with_text=False, quiet=True)  # fmt: skip
    assert format == made._writer().FORMAT


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one.FORMAT)
def test_output_is_whole_and_alone_and_replaced(writer: ModuleType, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / FILLED.get(writer.FORMAT, "out")
    assert batch(folder, out=out, format=writer.FORMAT).documents == 3
    before = {one.name for one in out.iterdir()} if out.is_dir() else None
    (folder / "0.txt").unlink()
    assert batch(folder, out=out, format=writer.FORMAT).documents == 2
    manifest = {"out.manifest.jsonl"} if writer.FORMAT == "jsonl" else set()
    assert {one.name for one in out.parent.iterdir()} == {out.name} | manifest
    if writer.FORMAT == "brat":
        assert before and {one.name for one in out.iterdir()} == before - {"0.txt", "0.ann"}


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one.FORMAT)
def test_an_output_in_the_folder_that_is_read_is_no_input(writer: ModuleType, folder: Path) -> None:
    for _ in range(2):
        assert batch(folder, out=folder / "out", format=writer.FORMAT).documents == 3


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one.FORMAT)
def test_resuming_works_or_is_refused(writer: ModuleType, folder: Path, tmp_path: Path) -> None:
    if writer.FORMAT == "jsonl":
        batch(folder, out=tmp_path / "out", format=writer.FORMAT, resume=True)
        return
    with pytest.raises(ConfigError, match="--resume needs"):
        batch(folder, out=tmp_path / "out", format=writer.FORMAT, resume=True)
    assert not (tmp_path / "out").exists()


def test_an_error_leaves_the_old_folder_and_no_other(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    batch(folder, out=out, format="tables")
    old = {one.name: one.read_bytes() for one in out.iterdir()}

    def fails(*_: object) -> None:
        raise ModelError("gone")

    monkeypatch.setattr("extractor.pipeline.read", fails)
    with pytest.raises(ModelError):
        batch(folder, out=out, format="tables")
    assert {one.name: one.read_bytes() for one in out.iterdir()} == old
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in", "out"]


def test_folders_of_others_and_inputs_are_never_replaced(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine")
    for format in ("tables", "brat"):
        with pytest.raises(ConfigError, match=r"notes.txt was not written by this command"):
            batch(folder, out=mine, format=format)
        with pytest.raises(ConfigError, match="is an input"):
            batch(folder, out=folder, format=format)
        with pytest.raises(ConfigError, match="is no folder"):
            batch(folder, out=mine / "notes.txt", format=format)
    with pytest.raises(ConfigError, match="is a folder"):
        batch(folder, out=mine, format="duckdb")
    with pytest.raises(ConfigError, match="needs -o OUT"):
        batch(folder, out=None, format="duckdb")
    monkeypatch.chdir(mine)
    with pytest.raises(ConfigError, match="the folder that you are in"):
        batch(folder, out=Path("."), format="tables")
    assert (mine / "notes.txt").read_text() == "mine"


def test_a_missing_extra_is_named(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.cli.batch.find_spec", lambda name: None)
    for format in ("fhir", "parquet", "duckdb"):
        with pytest.raises(ConfigError, match=r"pip install 'trial-extractor\[formats\]'"):
            batch(folder, out=tmp_path / "out", format=format)


def test_a_record_that_a_format_cannot_hold_fails_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch(folder, out=tmp_path / "r.jsonl")
    summary = batch(tmp_path / "r.jsonl", folder / "1.txt", out=tmp_path / "out", format="brat")
    assert (summary.documents, summary.failed) == (1, 3)
    assert "r.jsonl:1: no text in the record" in capsys.readouterr().err.splitlines()[0]


def test_any_number_of_workers_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for writer in WRITERS:
        if writer.FORMAT in FILLED:
            continue
        for workers in (1, 2):
            batch(folder, out=tmp_path / f"{writer.FORMAT}{workers}", format=writer.FORMAT, workers=workers)
        assert (tmp_path / f"{writer.FORMAT}1").read_bytes() == (tmp_path / f"{writer.FORMAT}2").read_bytes()


def test_formats_count_the_same_facts(tmp_path: Path) -> None:
    engine = pytest.importorskip("duckdb", reason="the extra `formats` is not installed")
    pandas = pytest.importorskip("pandas")
    from pyarrow import parquet as reader

    done = samples()
    tables.fill((tables.encode(one, Output()) for one in done), tmp_path / "tables")
    duckdb.fill((duckdb.encode(one, Output()) for one in done), tmp_path / "t.duckdb")
    rows = reader.read_table(io.BytesIO(b"".join(parquet.frame(parquet.encode(one, Output()) for one in done))))
    records = [json.loads(jsonl.encode(one, Output())) for one in done]
    with engine.connect(str(tmp_path / "t.duckdb"), read_only=True) as database:
        for name in "conditions interventions arms doses criteria mentions quantities findings".split():
            count = sum(len(record[name]) for record in records)
            assert len(pandas.read_csv(tmp_path / "tables" / f"{name}.csv")) == count
            assert database.execute(f"SELECT count(*) FROM {name}").fetchall() == [(count,)]
            assert sum(map(len, rows[name].to_pylist())) == count
    bundle = json.loads(b"".join(fhir.frame(fhir.encode(one, Output()) for one in done)))
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    studies = b"".join(usdm.encode(one, Output()) for one in done)
    brat.fill((brat.encode(one, Output()) for one in done), tmp_path / "brat")
    annotated = list((tmp_path / "brat").glob("*.ann"))
    assert kinds.count("ResearchStudy") == studies.count(b"\n") == len(annotated) == len(done)
    criteria = sum(len(record["criteria"]) for record in records)
    assert studies.count(b'"instanceType":"EligibilityCriterion"') == criteria
    assert json.dumps(bundle).count(' criterion"}') == criteria
    assert sum(one.read_text().count("\tCriterion ") for one in annotated) == criteria


def test_an_encoder_that_refuses_is_a_failure_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise WriteError("not that one")

    monkeypatch.setattr(jsonl, "encode", refuse)
    from extractor.baseline import Sieve

    job = Job(settings=Settings(model=None), output=Output(), writer=jsonl.__name__, sieve=Sieve())
    assert job(Source("a.txt", TEXT.encode())).failure == "not that one"


def test_lists_of_inputs_and_progress_for_programs(folder: Path, tmp_path: Path) -> None:
    names = sorted(os.fsencode(one) for one in folder.iterdir())
    (folder / "a\nb\x1b.txt").write_text(TEXT)
    listed = b"\0".join([*names[:2], os.fsencode(folder / "a\nb\x1b.txt"), b"-", b""])
    args = ("extract", "--files-from", "-", "--from0", "-o", "-", "--progress", "json", "--model", "none")
    result = run(*args, stdin=listed, cwd=tmp_path)
    assert result.returncode == 3
    assert [json.loads(line)["document"]["path"] for line in result.stdout.splitlines()] == [
        os.fsdecode(names[0]), os.fsdecode(names[1]), str(folder / "a\nb\x1b.txt"),
    ]  # fmt: skip
    assert result.stderr.isascii() and b"\x1b" not in result.stderr
    events = [json.loads(line) for line in lines(result)]
    assert [one["event"] for one in events] == ["document"] * 3 + ["failure", "document", "end"]
    assert events[3] == {"event": "failure", "path": "./-", "member": None, "reason": "no such file"}
    assert (events[-1]["documents"], events[-1]["failed"]) == (3, 1)


@pytest.mark.parametrize(
    "args",
    [
        ["--files-from", "none.txt"], ["x", "--from0"], ["x", "--progress", "loud"], ["x", "--tables", "t", "-o", "o"],
        ["x", "--tables", "t", "-f", "json"], ["x", "-f", "duckdb"],
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line(args: list[str], tmp_path: Path) -> None:
    result = run("extract", *args, "--model", "none", cwd=tmp_path)
    assert (result.returncode, result.stdout, len(lines(result))) == (2, b"", 1)
    assert list(tmp_path.iterdir()) == []


def test_tables_from_the_command_line(folder: Path, tmp_path: Path) -> None:
    result = run("extract", folder, "-f", "csv", "--tables", tmp_path / "t", "--model", "none")
    assert (result.returncode, result.stdout) == (0, b"")
    assert len((tmp_path / "t" / "trials.csv").read_text().splitlines()) == 4


def test_heavy_libraries_are_not_imported_by_other_formats(folder: Path) -> None:
    heavy = ("pyarrow", "duckdb", "fhir")
    code = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print('IMPORTED', *sorted(set({heavy!r}) & set(sys.modules)), file=sys.stderr))\n"
        "from extractor.cli import main; main()"
    )
    assert lines(run("extract", folder, "--model", "none", code=code))[-1] == "IMPORTED"
    assert sys.modules is not None
