"""Hostile and broken inputs, all in one folder with good ones, through the real command.

Each bad input is one line on standard error with its name and the reason; the good ones are read; the exit is 3.
"""

import bz2
import gzip
import io
import json
import lzma
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from tests.readers.test_docx import p as paragraph
from tests.readers.test_docx import package, r
from tests.readers.test_pdf import made

GOOD_TEXT = b"Inclusion criteria:\n- age 18 to 65 years\n"
STUDY = (
    b'{"protocolSection": {"identificationModule": {"nctId": "NCT01234567", "briefTitle": "A trial"},'
    b' "eligibilityModule": {"eligibilityCriteria": "Inclusion Criteria:\\n\\n* Adults", "minimumAge": "18 Years"}}}'
)
BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE clinical_study [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><clinical_study><brief_title>&j;</brief_title></clinical_study>"
)


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in entries.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return out.getvalue()


def damaged(data: bytes) -> bytes:
    """A zip of which one entry's content no longer fits its check sum."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("good", data)
        archive.writestr("bad", b"some text that will be changed")
    return out.getvalue().replace(b"some text", b"SOME TEXT")


def displaced(data: bytes) -> bytes:
    """A zip whose entries are said to begin before the file does."""
    end = data.rindex(b"PK\x05\x06") + 16
    return data[:end] + (int.from_bytes(data[end : end + 4], "little") + 745).to_bytes(4, "little") + data[end + 4 :]


# What is read -> how many documents are in it.
GOOD: dict[str, tuple[bytes, int]] = {
    "good.txt": (GOOD_TEXT, 1),
    "good.json": (STUDY, 1),
    "good.jsonl": (STUDY + b"\r\n\r\n" + STUDY + b"\r\n", 2),
    "good-list.json": (b'{"studies": [' + STUDY + b"," + STUDY + b"]}", 2),
    "good-utf16.txt": (GOOD_TEXT.decode().encode("utf-16"), 1),
    "good-bom.json": (b"\xef\xbb\xbf" + STUDY, 1),
    "good.txt.really.gz.txt": (gzip.compress(GOOD_TEXT), 1),
    "good.zip": (zipped(a=GOOD_TEXT, b=zipped(c=STUDY)), 2),
    "good.tar.gz": (tarred(**{"../../a": GOOD_TEXT, "/b": bz2.compress(GOOD_TEXT), "c": lzma.compress(STUDY)}), 3),
    "good-long-line.json": (STUDY.replace(b"Adults", b"Adults " + b"of 18 years " * 8000), 1),
    "good-long-number.json": (STUDY.replace(b"18 Years", b"9" * 100_000 + b" Years"), 1),
    "good-wrong-types.json": (b'{"protocolSection": {"identificationModule": [1, 2], "eligibilityModule": "x"}}', 1),
    "good.pdf": (made([["Inclusion criteria:", "- age 18 to 65 years"]]), 1),
    "good.docx": (package(paragraph(r("Inclusion criteria:")) + paragraph(r("age 18 to 65 years"))), 1),
}
# What fails -> the members that are named (None: the file alone), and how many documents are read beside them.
BAD: dict[str, tuple[bytes, list[str | None], int]] = {
    "bad-empty": (b"", [None], 0),
    "bad-blank.txt": (b" \n\n", [None], 0),
    "bad-binary": (bytes(range(256)) * 40, [None], 0),
    "bad-control": (b"\x01\x02\x03\x04" * 40, [None], 0),
    "bad-latin1.txt": ("Patienten über 18 Jahre".encode("latin-1"), [None], 0),
    "bad-mixed-encodings.txt": (GOOD_TEXT + "M\u00e4nner".encode("latin-1"), [None], 0),
    "bad-surrogate.txt": (GOOD_TEXT + b"\xed\xa0\x80", [None], 0),
    "bad-nul.txt": (GOOD_TEXT + b"\0\0", [None], 0),
    "bad-number.json": (STUDY.replace(b'"A trial"', b"9" * 5000), [None], 0),
    "bad-office.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), [None], 0),
    "bad-line-of-50-MB.txt": (b"age " * 12_500_000, [None], 0),
    "bad-json": (STUDY[:100], [None], 0),
    "bad-json-kind": (b'{"what": "is this?"}', [None], 0),
    "bad-json-deep": (b'{"protocolSection": ' + b"[" * 100_000, [None], 0),
    "bad-json-deep-list": (b"[" * 100_000, [None], 0),
    "bad-json-deep-study": (b'[{"protocolSection": ' + b'{"a":' * 100_000, [None], 0),
    "bad-json-surrogate": (STUDY.replace(b"A trial", b"\\ud800"), [None], 0),
    "bad-lines.jsonl": (STUDY + b"\ngarbage\n" + STUDY[:70] + b"\n" + STUDY + b"\n", ["2", "3"], 2),
    "bad-list.json": (b'{"studies": [' + STUDY + b"," + STUDY[:99], [None], 1),
    "bad-entities.xml": (BILLION_LAUGHS, [None], 0),
    "bad-cut.xml": (b"<?xml version='1.0'?><clinical_study><id_info><nct_id>NCT01", [None], 0),
    "bad-cut.gz": (gzip.compress(STUDY)[:-20], [None], 0),
    "bad-cut.tar.gz": (tarred(a=bytes(range(256)) * 99, b=GOOD_TEXT)[:-60], [None], 0),
    "bad-cut.zip": (zipped(a=GOOD_TEXT)[:-30], [None], 0),
    "bad-places.zip": (displaced(zipped(a=GOOD_TEXT)), ["a"], 0),
    "bad-places.docx": (displaced(package(paragraph(r("text")))), [None], 0),
    "bad-entry.zip": (damaged(GOOD_TEXT), ["bad"], 1),
    "bad-bomb.gz": (gzip.compress(bytes(300 * 2**20), 1), [None], 0),
    "bad-bomb.zip": (zipped(good=GOOD_TEXT, bomb=b"x" * 30_000_000), ["bomb"], 1),
    "bad-bomb.docx": (package("<w:p/>" * 9_000_000), [None], 0),
    "bad-cut.pdf": (made([["text"]] * 3)[:400], [None], 0),
    "bad-locked.pdf": (made([["text"]], encrypt=StandardEncryption("secret")), [None], 0),
    "bad-scan.pdf": (made([[], []]), [None], 0),
    "bad-\x1b[31m-\u202etxt.exe": (b"", [None], 0),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("inputs")
    for name, (data, *_) in (GOOD | BAD).items():
        (top / name).write_bytes(data)
    return top


def run(*args: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from extractor.cli import main; main()", *map(str, args)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False)


def shown(name: str) -> str:
    return name.replace("\x1b", "<U+001B>").replace("\u202e", "<U+202E>")


@pytest.fixture(scope="module", params=["extract", "check"])
def done(request: pytest.FixtureRequest, folder: Path) -> tuple[list[dict[str, object]], list[str]]:
    result = run(request.param, folder, "-f", "jsonl", "--model", "none")
    assert result.returncode == 3
    return [json.loads(line) for line in result.stdout.splitlines()], result.stderr.decode().splitlines()


def test_every_good_document_is_read(done: tuple[list[dict[str, object]], list[str]], folder: Path) -> None:
    read = [(str(record["document"]["path"]), record["errors"]) for record in done[0]]  # type: ignore[index]
    for name, count in [(n, c) for n, (_, c) in GOOD.items()] + [(n, c) for n, (_, _, c) in BAD.items()]:
        assert [errors for path, errors in read if path == str(folder / name)] == [[]] * count, name


def test_every_bad_document_is_one_line(done: tuple[list[dict[str, object]], list[str]], folder: Path) -> None:
    *lines, summary, _ = done[1] if done[1][-1].startswith("  ") else [*done[1], ""]
    assert not [line for line in lines if not line.startswith(str(folder))]
    for name, (_, members, _) in BAD.items():
        places = [shown(f"{folder}/{name}" + (f":{member}" if member else "")) for member in members]
        found = [line for line in lines if any(line.startswith(f"{place}: ") for place in places)]
        assert len(found) >= len(members), name
        assert all(len(line) < 300 + len(str(folder)) for line in found), name
    named = {re.sub(r":[^/]*$", "", line.removeprefix(f"{folder}/")).partition(":")[0] for line in lines}
    assert named == {shown(name) for name in BAD}
    assert f"{len(done[0])} documents read, {len(lines)} failed" in summary
    assert not re.search(r"Traceback|\x1b|\u202e", "".join(lines))
