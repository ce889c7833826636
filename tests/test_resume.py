"""What a stopped run leaves: whole records are found again, whatever was cut."""

import json
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.cli.manifest import differences, entry, header, opened
from extractor.cli.output import Finished, Target, beside
from extractor.errors import ConfigError
from extractor.inputs import Source

SETTINGS = {"version": "1", "select": ("AGE",)}
SOURCES = [Source("a", b"text %d" % number, str(number)) for number in range(5)]


def line(source: Source) -> bytes:
    place = {"path": source.path, "member": source.member, "sha256": source.sha256}
    return json.dumps({"document": place, "findings": [], "errors": []}).encode() + b"\n"


LINES = [line(source) for source in SOURCES]


@given(st.integers(0, sum(map(len, LINES))))
def test_a_file_cut_anywhere_gives_its_whole_records(cut: int) -> None:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        file = Path(folder) / "out.part"
        file.write_bytes(b"".join(LINES)[:cut])
        found = Finished(stack)
        found.add(file)
        whole = len(file.read_bytes().split(b"\n")) - 1
        got = [found.line(source) for source in SOURCES]
        assert got == LINES[:whole] + [None] * (len(LINES) - whole)
        assert found.line(Source("b", SOURCES[0].data, "0")) is None
        assert found.line(Source("a", b"other", "0")) is None


def test_settings_are_compared(tmp_path: Path) -> None:
    file = tmp_path / "out.manifest.jsonl"
    assert differences(file, SETTINGS) == []
    file.write_bytes(header(SETTINGS))
    assert differences(file, SETTINGS) == []
    assert differences(file, {**SETTINGS, "version": "2", "with_text": True}) == ["version", "with_text"]
    file.write_bytes(b"something else\n")
    with pytest.raises(ConfigError, match="no manifest"):
        differences(file, SETTINGS)


def test_what_other_settings_gave_is_refused_or_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    source = SOURCES[0]
    beside(out, ".part").write_bytes(LINES[0])
    opened(beside(out, ".manifest.part"), {**SETTINGS, "version": "0"}).close()
    with pytest.raises(ConfigError, match="another version"), Target(out, resume=True, settings=SETTINGS):
        pass
    assert beside(out, ".part").read_bytes() == LINES[0]
    out.write_bytes(LINES[1])
    beside(out, ".manifest.jsonl").write_bytes(header(SETTINGS))
    with Target(out, resume=True, settings=SETTINGS) as target:
        assert target.finished(source) is None
        assert target.finished(SOURCES[1]) == LINES[1]
        target.write(LINES[1])
        target.note(source, "ab", "done", None)
    assert beside(out, ".manifest.jsonl").read_bytes() == header(SETTINGS) + entry("a", "0", "ab", "done", None)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out", "out.manifest.jsonl"]
