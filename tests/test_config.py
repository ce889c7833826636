"""The configuration file: which is read, and what it may say."""

from pathlib import Path

import pytest

from extractor.config import Limits, load, load_limits
from extractor.errors import ConfigError

KNOWN = {"model", "select", "with_text", "workers"}


def test_no_file_is_no_options(tmp_path: Path) -> None:
    assert load(None, known=KNOWN, folder=tmp_path) == {}


def test_the_files_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.trial-extractor]\nmodel = "a"\nwith-text = true\n')
    assert load(None, known=KNOWN, folder=tmp_path) == {"model": "a", "with_text": True}
    (tmp_path / "trial-extractor.toml").write_text('model = "b"\nselect = ["AGE", "SEX101"]\n')
    assert load(None, known=KNOWN, folder=tmp_path) == {"model": "b", "select": ["AGE", "SEX101"]}


def test_a_file_that_is_named_is_the_only_one(tmp_path: Path) -> None:
    (tmp_path / "trial-extractor.toml").write_text('model = "b"\n')
    named = tmp_path / "mine.toml"
    named.write_text("workers = 3\n")
    assert load(named, known=KNOWN, folder=tmp_path) == {"workers": 3}


def test_a_project_without_our_table_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert load(None, known=KNOWN, folder=tmp_path) == {}


@pytest.mark.parametrize("content", ["model = ", 'colour = "red"', "\udce4"])
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "c.toml"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError, match=r"c\.toml") as error:
        load(path, known=KNOWN)
    assert "\n" not in str(error.value)


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load(tmp_path / "none.toml", known=KNOWN)


def test_limits(tmp_path: Path) -> None:
    assert load_limits(None, folder=tmp_path) == Limits()
    file = tmp_path / "trial-extractor.toml"
    file.write_text("[limits]\nseconds = 1.5\nmemory-mb = 512\ndocument_mb = 1\n")
    assert load(None, known=KNOWN, folder=tmp_path) == {}
    with pytest.raises(ConfigError, match="unknown limit memory-mb"):
        load_limits(None, folder=tmp_path)
    file.write_text("[limits]\nseconds = 1.5\nmemory_mb = 512\ndocument_mb = 1\n")
    assert load_limits(None, folder=tmp_path) == Limits(document=2**20, seconds=1.5, memory=2**29)
    for wrong in ("limits = 3\n", "[limits]\nseconds = 0\n", "[limits]\nseconds = true\n", '[limits]\nseconds = "9"\n'):
        file.write_text(wrong)
        with pytest.raises(ConfigError, match="limit"):
            load_limits(None, folder=tmp_path)
