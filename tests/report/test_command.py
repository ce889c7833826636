"""The command `report`: exit states, the same bytes from any number of workers, our own records as input."""

import json
from pathlib import Path

import pytest

from tests.checks.studies import study
from tests.report.pages import FLAWED, blocks
from tests.test_cli import lines, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "in"
    top.mkdir()
    for number in range(4):
        (top / f"{number}.json").write_text(json.dumps(study({**FLAWED, "title": f"Gout {number}"})))
    return top


def test_the_page_is_the_same_whatever_the_workers(folder: Path, tmp_path: Path) -> None:
    for workers in ("1", "2"):
        out = tmp_path / f"{workers}.html"
        result = run("report", folder, "-o", out, "--model", "none", "-j", workers)
        assert result.returncode == 0
        assert "4 documents read" in lines(result)[0]
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.html", "2.html", "in"]


def test_what_cannot_be_read_is_in_the_page_and_in_the_exit_state(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.json").write_text('{"protocolSection": {')
    result = run("report", folder, "-o", tmp_path / "out.html", "--model", "none", "--quiet")
    assert result.returncode == 3
    (line,) = lines(result)
    assert "broken.json" in line
    (failed,) = [block for block in blocks((tmp_path / "out.html").read_bytes()) if "failed" in (block or ())]
    assert failed["source"].endswith("broken.json")
    assert failed["failed"] in line


def test_selection_and_ignores_hold(folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[[ignores]]\ntrial = "NCT99999999"\ncodes = ["AGE105"]\nreason = "two cohorts"\n')
    for more in (("--select", "AGE105", "--config", config), ("--ignore", "ALL")):
        page = run("report", folder, "--model", "none", *more).stdout
        assert [block["findings"] for block in blocks(page) if "severities" in (block or ())] == [{}] * 4


def test_our_own_records_are_read_with_their_text_and_without(folder: Path, tmp_path: Path) -> None:
    direct = run("report", folder, "--model", "none").stdout
    for more in (("--with-text",), ()):
        records = tmp_path / "records.jsonl"
        records.write_bytes(run("extract", folder, "--model", "none", *more).stdout)
        result = run("report", records, "-o", tmp_path / "out.html", "--model", "none")
        assert result.returncode == 0
        page = blocks((tmp_path / "out.html").read_bytes())
        assert [one["title"] for one in page[:-1:3]] == [f"Gout {number}" for number in range(4)]
        assert (page[1] == blocks(direct)[1]) if more else page[1] is None
