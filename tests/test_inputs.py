"""Inputs: what files, folders, archives and streams hold, document by document."""

import bz2
import gzip
import io
import json
import lzma
import os
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import ReadError
from extractor.inputs import LARGEST_JSON, LARGEST_TEXT, Failure, Item, Limits, Notice, Source, sources
from tests.timing import at_most

Placed = tuple[str | None, bytes]
SMALL = Limits(document=1000, archive=20_000)


def read(*paths: Path | str, limits: Limits = SMALL) -> list[Item]:
    return list(sources(paths, limits=limits))


def placed(items: Iterable[Item]) -> list[Placed]:
    return [(item.member, item.data) for item in items if isinstance(item, Source)]


def failures(items: Iterable[Item]) -> list[tuple[str | None, str]]:
    return [(item.member, item.reason) for item in items if isinstance(item, Failure)]


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(entries: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in entries.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return out.getvalue()


ENTRIES = {"b.txt": b"second", "folder/a.txt": b"first"}


def test_a_file_is_one_document(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"age 18 or over")
    (item,) = read(path)
    assert item == Source(str(path), b"age 18 or over", None)
    assert item.name == str(path)


def test_what_is_not_there_or_no_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert failures(read(tmp_path / "none", tmp_path / "pipe")) == [
        (None, "no such file"),
        (None, "not a regular file"),
    ]


def test_folders_are_read_in_the_order_of_names_and_say_what_they_leave_out(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / ".git").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden", ".git/config"):
        write(tmp_path / "in" / name, name.encode())
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    items = read(tmp_path / "in")
    assert [item.data for item in items if isinstance(item, Source)] == [b"a.txt", b"b.txt", b"sub/c.txt"]
    notices = {os.path.basename(item.path): item.reason for item in items if isinstance(item, Notice)}
    assert notices == {
        "link.txt": "symbolic link, not followed",
        "loop": "symbolic link, not followed",
        ".hidden": "hidden file, not read",
        ".git": "hidden folder, not read",
    }


def test_a_folder_that_cannot_be_listed_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    write(tmp_path / "a.txt", b"a")
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    items = read(tmp_path)
    assert placed(items) == [(None, b"a")]
    assert [(item.name, item.reason) for item in items if isinstance(item, Failure)] == [
        (str(tmp_path / "shut"), "Permission denied")
    ]


def test_files_to_leave_out_are_not_read_from_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"a")
    out = write(tmp_path / "out.jsonl", b"{}")
    assert placed(sources([tmp_path], leave_out=[out])) == [(None, b"a")]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_file_name_that_is_no_unicode_is_read_and_shown_as_unicode(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:
        file.write(b"text")
    (item,) = read(tmp_path)
    assert isinstance(item, Source)
    assert item.path.endswith("caf\ufffd.txt")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz", "a.tar.bz2", "named.txt"])
def test_archives_give_their_entries(tmp_path: Path, name: str) -> None:
    data = zipped(ENTRIES) if "tar" not in name else tarred(ENTRIES, "w:" + name.rpartition(".")[2].replace("tar", ""))
    items = read(write(tmp_path / name, data))
    assert placed(items) == [("b.txt", b"second"), ("folder/a.txt", b"first")]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_a_packed_file_is_told_by_content(tmp_path: Path, pack: object) -> None:
    assert placed(read(write(tmp_path / "a.txt", pack(b"some text")))) == [(None, b"some text")]  # type: ignore[operator]


def test_archives_in_archives_and_lines_in_entries(tmp_path: Path) -> None:
    lines = b'{"text": "one"}\n\n{"text": "two"}\n'
    inner = zipped({"lines.jsonl.gz": gzip.compress(lines)})
    path = write(tmp_path / "a.tar.gz", tarred({"x.zip": inner}, "w:gz"))
    assert placed(read(path)) == [
        ("x.zip:lines.jsonl.gz:1", b'{"text": "one"}'),
        ("x.zip:lines.jsonl.gz:3", b'{"text": "two"}'),
    ]


def test_archives_nested_without_end_are_given_up(tmp_path: Path) -> None:
    data = b"text"
    for _ in range(9):
        data = gzip.compress(data)
    assert failures(read(write(tmp_path / "a", data))) == [(None, "archives nested too deep")]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(zipped(ENTRIES))))
    assert [(i.path, i.member) for i in read("-") if isinstance(i, Source)] == [("-", "b.txt"), ("-", "folder/a.txt")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("lines", "good", "bad"),
    [
        ([b'{"a": 1}', b"", b'{"a": 2}'], ["1", "3"], []),
        ([b'{"a": 1}', b"garbage", b'{"a": 2}'], ["1", "3"], ["2"]),
        ([b'{"a": 1}', b"{broken", b'{"a": 2}', b"[1]"], ["1", "3"], ["2", "4"]),
        ([b'{"a":', b'{"a": 1}', b'{"a": 2}'], ["1", "2", "3"], []),
        ([b'{"a": "' + b"x" * 200_000 + b'"}', b'{"a": 2}'], ["1", "2"], []),
        ([b"", b'{"a": 1}', b'{"a": 2}'], ["2", "3"], []),
    ],
    ids=["blank", "garbage", "broken", "broken first", "long first", "blank first"],
)
def test_json_lines(
    tmp_path: Path, lines: list[bytes], good: list[str], bad: list[str], end: bytes, mark: bytes
) -> None:
    items = read(write(tmp_path / "a", mark + end.join(lines) + end), limits=Limits())
    assert placed(items) == [(number, lines[int(number) - 1]) for number in good]
    assert [place for place, _ in failures(items)] == bad


@pytest.mark.parametrize(
    "text",
    [
        b'{"a": 1}',
        b'{"a": 1}\n',
        json.dumps({"a": {"b": [1, 2]}, "c": {}}, indent=2).encode(),
        b'{\n"a": [\n{"b": 1}\n]}',
        b'{"a": [\n{"b": 1},\n{"b": 2}\n]}',
        b'\xef\xbb\xbf{\n"a": 1}',
    ],
)
def test_one_json_object_is_one_document_whatever_its_lines(tmp_path: Path, text: bytes) -> None:
    assert placed(read(write(tmp_path / "a", text))) == [(None, text)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[", "]"),
        ('{"studies": [', "]}"),
        ('{"totalCount": 2, "studies": [', '], "nextPageToken": "x"}'),
        ('\ufeff{\n "nextPageToken": "ab",\n "studies": [', "]}"),
    ],
)
def test_lists_of_studies(tmp_path: Path, before: str, after: str) -> None:
    studies = [r'{"a": "] \" {"}', '{"b": [{}, [[]]]}']
    path = write(tmp_path / "a", (before + " , \n".join(studies) + after).encode())
    assert placed(read(path)) == [("1", studies[0].encode()), ("2", studies[1].encode())]


def test_a_broken_element_costs_itself_alone(tmp_path: Path) -> None:
    items = read(write(tmp_path / "a", b'[{"a": }, 5, [1], {"b": 1}]'))
    assert placed(items) == [("1", b'{"a": }'), ("3", b'{"b": 1}')]
    assert [place for place, _ in failures(items)] == [None, "2"]
    (broken, *_) = items
    with pytest.raises(ReadError, match="broken JSON"):
        _ = broken.json  # type: ignore[union-attr]


@pytest.mark.parametrize("text", [b'[{"a": 1}, {"b": "x', b'{"studies": [{"a": 1}', b'{"studies": []}'])
def test_a_list_that_ends_too_soon_fails(tmp_path: Path, text: bytes) -> None:
    assert len(failures(read(write(tmp_path / "a", text)))) == 1


NESTED = st.recursive(st.text(max_size=20) | st.integers(), lambda x: st.lists(x, max_size=3), max_leaves=8)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.dictionaries(st.text(max_size=20), NESTED, max_size=4), min_size=1, max_size=5),
    st.integers(0, 3),
)
def test_lists_are_cut_where_json_says(studies: list[dict[str, object]], indent: int) -> None:
    from extractor.inputs.json_stream import split

    data = json.dumps(studies, indent=indent or None, ensure_ascii=False).encode("utf-8", "replace")
    parts = split(io.BytesIO(data), data[:9], limit=10**6)
    assert parts is not None
    assert [json.loads(part.data) for part in parts] == json.loads(data)


def test_memory_does_not_grow_with_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for start in range(0, 200_000, 1000):
            file.write(b"".join(b'{"id": "%d", "text": "%s"}\n' % (n, b"x" * 60) for n in range(start, start + 1000)))
    tracemalloc.start()
    count = sum(isinstance(item, Source) for item in sources([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 5 * 2**20


@pytest.mark.parametrize("beginning", [b"", b"{", b'{"a": 1}\n{"', b'[{"a": "', b'[{"a": ' + b"["])
@pytest.mark.parametrize("pack", ["gz", "zip", "tar.gz"])
def test_bombs_fail_at_once_in_little_memory(tmp_path: Path, beginning: bytes, pack: str) -> None:
    limits = Limits(document=2**20, archive=2**30)
    data = beginning + (beginning[-1:] or b" ") * 20 * 2**20
    packed = {"gz": gzip.compress(data, 1), "zip": zipped({"a": data, "b": b"good"})}.get(pack)
    path = write(tmp_path / "a", packed or tarred({"a": data, "b": b"good"}, "w:gz"))
    del data, packed
    tracemalloc.start()
    with at_most(3):
        items = read(path, limits=limits)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "larger than" in failures(items)[0][1] or "too deep" in failures(items)[0][1]
    assert peak < 10 * 2**20
    assert pack == "gz" or ("b", b"good") in placed(items)


def test_an_archive_that_unpacks_to_more_than_the_limit(tmp_path: Path) -> None:
    entries = {str(n): bytes(900) for n in range(100)}
    assert failures(read(write(tmp_path / "a.zip", zipped(entries)))) == [(None, "unpacks to more than 20000 bytes")]
    items = read(write(tmp_path / "a.tar.gz", tarred(entries, "w:gz")))
    assert failures(items) == [(None, "unpacks to more than 20000 bytes")]


def test_a_bomb_in_a_tar_header(tmp_path: Path) -> None:
    header = tarfile.TarInfo("x")
    header.type = tarfile.XHDTYPE
    header.size = 2**30
    data = gzip.compress(header.tobuf() + bytes(10 * 2**20), 1)
    tracemalloc.start()
    items = read(write(tmp_path / "a", data), limits=Limits(document=2**20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert failures(items) == [(None, "has a header larger than any document")]
    assert peak < 5 * 2**20


def test_the_ratio_of_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.inputs.unpack.FREE", 1000)
    path = write(tmp_path / "a.gz", gzip.compress(b'{"a": 1}\n' * 100_000))
    assert failures(read(path, limits=Limits())) == [(None, "unpacks to more than 200 times its size")]


def test_a_zip_larger_than_any_document_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in "abc":
            archive.writestr(name, name * 900)
    assert [place for place, _ in placed(read(path))] == ["a", "b", "c"]


def test_names_in_archives_are_names_only(tmp_path: Path) -> None:
    outside = {"../../out.txt": b"a", "/etc/x.txt": b"b", "C:\\x.txt": b"c"}
    (tmp_path / "in").mkdir()
    for name, data in (("a.zip", zipped(outside)), ("a.tar", tarred(outside))):
        items = read(write(tmp_path / "in" / name, data))
        assert [data for _, data in placed(items)] == [b"a", b"b", b"c"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.tar", "a.zip", "in"]


def test_links_and_hidden_entries_of_archives_are_named(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("__MACOSX/._a.txt", b"\0\1")
        archive.writestr("a.txt", b"a")
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        entry = tarfile.TarInfo("link")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    items = read(tmp_path / "a.zip", tmp_path / "a.tar")
    assert placed(items) == [("a.txt", b"a")]
    assert [os.path.relpath(item.path, tmp_path) for item in items if isinstance(item, Notice)] == [
        "a.zip:link",
        "a.zip:__MACOSX/._a.txt",
        "a.tar:link",
    ]


def test_one_bad_entry_costs_itself_alone(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in ("good.txt", "damaged.txt", "secret.txt", "last.txt"):
            archive.writestr(name, f"content of {name}")
    data = bytearray(out.getvalue().replace(b"content of damaged", b"CONTENT of damaged"))
    central = data.index(b"secret.txt", data.index(b"PK\x01\x02"))
    data[central - 38] |= 1  # its flag of encryption
    local = data.index(b"secret.txt")
    data[local - 24] |= 1
    items = read(write(tmp_path / "a.zip", bytes(data)))
    assert [place for place, _ in placed(items)] == ["good.txt", "last.txt"]
    damaged, secret = failures(items)
    assert damaged[0] == "damaged.txt" and "CRC" in damaged[1]
    assert secret[0] == "secret.txt" and "encrypted" in secret[1]


@pytest.mark.parametrize("cut", [20, 300])
@pytest.mark.parametrize("name", ["a.gz", "a.bz2", "a.xz", "a.tar.gz", "a.zip", "a.tar"])
def test_truncated_files_fail_after_what_is_whole(tmp_path: Path, name: str, cut: int) -> None:
    lines = b"".join(b'{"a": "%d"}\n' % n for n in range(20_000))
    data = {
        "a.gz": gzip.compress(lines),
        "a.bz2": bz2.compress(lines),
        "a.xz": lzma.compress(lines),
        "a.tar.gz": tarred({"l": lines}, "w:gz"),
        "a.zip": zipped({"l": lines}),
        "a.tar": tarred({"l": lines})[: 512 + len(lines)],
    }[name]
    items = read(write(tmp_path / name, data[:-cut]), limits=Limits())
    assert isinstance(items[-1], Failure)
    assert all("damaged" in reason or "broken" in reason for _, reason in failures(items))
    assert len(placed(items)) > 10_000 or name in ("a.zip", "a.bz2")


def test_an_empty_file_fails(tmp_path: Path) -> None:
    assert failures(read(write(tmp_path / "a", b""))) == [(None, "empty file")]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Ä".encode(), "Ä"),
        (b"\xef\xbb\xbf\xc3\x84", "Ä"),
        ("Ä".encode("utf-16"), "Ä"),
        (b"\xfe\xff" + "Ä".encode("utf-16-be"), "Ä"),
    ],
)
def test_text(data: bytes, text: str) -> None:
    assert Source("a", data).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"caf\xe9", r"not UTF-8 text \(byte 3\)"),
        (b"\x89PNG\r\n\0\0\xff", "binary data"),
        (b" " * (LARGEST_TEXT + 1), "larger than"),
    ],
)
def test_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        _ = Source("a", data).text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a": ', "broken JSON"),
        (b'{"a": ' + b"[" * 100_000, "depth limit"),
        (b"[" * 100_000, "depth limit"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"a": ' + b" " * LARGEST_JSON + b"1}", "larger than"),
    ],
)
def test_what_is_no_json(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        _ = Source("a", data).json


@pytest.mark.parametrize("data", [b"[1] Smith J. Trials of trials.", b"{see below}", b"(a) 18 years", b"5 mg"])
def test_text_is_not_taken_for_json(data: bytes) -> None:
    assert Source("a", data).json is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_in_any_encoding(encoding: str) -> None:
    assert Source("a", '{"a": "Ä"}'.encode(encoding)).json == {"a": "Ä"}


def test_an_answer_of_the_first_interface_is_many_studies(tmp_path: Path) -> None:
    study = {"Study": {"ProtocolSection": {"IdentificationModule": {"NCTId": "NCT99990001"}}}}
    answer = {
        "FullStudiesResponse": {"APIVrs": "1.01", "NStudiesFound": 2, "FullStudies": [{"Rank": 1, **study}, study]}
    }
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer, indent=2))
    found = list(sources([path]))
    assert [(type(one).__name__, one.member) for one in found if not isinstance(one, Notice)] == [
        ("Source", "1"),
        ("Source", "2"),
    ]
