"""What the user gave -> one `Source` a document: files, folders, archives, streams, and the many-document formats.

Told apart by content, not by name. Archives and line formats are read as streams: memory does not grow with them.
"""

import bz2
import gzip
import io
import lzma
import os
import re
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import IO, Any

from extractor.errors import ReadError

HEAD = 64 * 1024
DEPTH = 3
_JSON = re.compile(rb'\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[\[{"\]\d-]|$))')
_STUDIES = re.compile(
    rb'\s*\{\s*(?:"(?:totalCount|nextPageToken)"\s*:\s*(?:\d+|"[^"]{0,99}")\s*,\s*){0,2}"studies"\s*:\s*\['
)
_LIST = re.compile(rb"\s*\[\s*\{")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Limits:
    """What is too large to be read: bytes of one document, bytes of all that one archive holds."""

    document: int = 200 * 2**20
    archive: int = 20 * 2**30


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Source:
    """The bytes of one document and where they come from; `member` is its place in a file of many."""

    path: str
    data: bytes = field(repr=False)
    member: str | None = None

    @property
    def name(self) -> str:
        """How messages name it."""
        return f"{self.path}:{self.member}" if self.member else self.path

    @cached_property
    def sha256(self) -> str:
        """Digest of the bytes."""
        return sha256(self.data).hexdigest()

    @cached_property
    def text(self) -> str:
        """The bytes as text: UTF-8, or UTF-16 with a byte order mark. Raises ReadError."""
        encoding = next((name for mark, name in _BOMS if self.data.startswith(mark)), "utf-8")
        try:
            return self.data.decode(encoding)
        except UnicodeDecodeError as error:
            if b"\0" in self.data[:HEAD]:
                raise ReadError("binary data of no known format") from None
            raise ReadError(f"not {encoding.upper()} text", where=f"byte {error.start}") from None

    @cached_property
    def looks_like_json(self) -> bool:
        """Whether the bytes begin as JSON does."""
        return bool(_JSON.match(self.data.removeprefix(b"\xef\xbb\xbf")[:HEAD]))

    @cached_property
    def json(self) -> Any:
        """The bytes as JSON, None where they don't begin like it. Raises ReadError where it is broken."""
        if not self.looks_like_json:
            return None
        import orjson

        try:
            return orjson.loads(self.data.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}"
            raise ReadError(f"broken JSON: {str(error.msg).split(':')[0]}", where=where) from None


@dataclass(frozen=True)
class Failure:
    """An input, or a document in it, that could not be read."""

    path: str
    reason: str
    member: str | None = None

    @property
    def name(self) -> str:
        """How messages name it."""
        return f"{self.path}:{self.member}" if self.member else self.path


@dataclass(frozen=True)
class Notice:
    """Something that was left out on purpose and is named, without counting as a failure."""

    path: str
    reason: str


Item = Source | Failure | Notice


def sources(
    paths: Iterable[str | os.PathLike[str]], *, limits: Limits = DEFAULT_LIMITS, leave_out: str | None = None
) -> Iterator[Item]:
    """Every document of the inputs, in the order given (folders by name). `leave_out` is a file not to read.

    >>> [type(item).__name__ for item in sources(["no such file"])]
    ['Failure']
    """
    for path in paths:
        name = os.fspath(path)
        if name == "-":
            yield from _opened(name, sys.stdin.buffer, limits)
        elif os.path.isdir(name):
            yield from _folder(name, limits, leave_out)
        else:
            yield from _file(name, limits)


def _folder(top: str, limits: Limits, leave_out: str | None) -> Iterator[Item]:
    for folder, names, files in os.walk(top):
        names.sort()
        for name in [n for n in names if os.path.islink(os.path.join(folder, n))]:
            names.remove(name)
            yield Notice(os.path.join(folder, name), "symbolic link, not followed")
        for name in sorted(files):
            path = os.path.join(folder, name)
            if os.path.islink(path):
                yield Notice(path, "symbolic link, not followed")
            elif name.startswith("."):
                yield Notice(path, "hidden file, not read")
            elif leave_out is None or not os.path.exists(leave_out) or not os.path.samefile(path, leave_out):
                yield from _file(path, limits)


def _file(path: str, limits: Limits) -> Iterator[Item]:
    try:
        if not os.path.isfile(path):
            yield Failure(path, "no such file" if not os.path.exists(path) else "not a regular file")
            return
        with open(path, "rb") as stream:
            yield from _opened(path, stream, limits)
    except OSError as error:
        yield Failure(path, error.strerror or str(error))


def _opened(path: str, stream: IO[bytes], limits: Limits, member: str | None = None, depth: int = 0) -> Iterator[Item]:
    """The documents of one open stream, whatever it holds."""
    try:
        buffered = io.BufferedReader(_Raw(stream), buffer_size=HEAD)
        head = buffered.peek(HEAD)
        kind = _container(head)
        if kind and depth >= DEPTH:
            raise ReadError("archives nested too deep")
        if kind == "zip":
            yield from _zip(path, buffered, limits, member, depth)
        elif kind == "tar":
            yield from _tar(path, buffered, limits, member, depth)
        elif kind:
            opener: Any = {"gzip": gzip.GzipFile, "xz": lzma.LZMAFile, "bzip2": bz2.BZ2File}[kind]
            inner = opener(fileobj=buffered) if kind == "gzip" else opener(buffered)
            yield from _opened(path, inner, limits, member, depth + 1)
        elif not head:
            raise ReadError("empty file")
        elif prefix := _array(head):
            yield from _elements(path, buffered, prefix, member)
        elif head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            yield from _objects(path, buffered, limits, member)
        else:
            yield Source(path, _limited(buffered, limits.document), member)
    except ReadError as error:
        yield Failure(path, str(error), member)
    except (OSError, EOFError, lzma.LZMAError, zlib.error, tarfile.TarError, zipfile.BadZipFile) as error:
        yield Failure(path, f"damaged archive or stream: {error}", member)


class _Raw(io.RawIOBase):
    """Any readable stream as a raw one, so that it can be peeked into."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _container(head: bytes) -> str | None:
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"\xfd7zXZ\0"):
        return "xz"
    if head.startswith(b"BZh") and head[4:10] == b"1AY&SY":
        return "bzip2"
    if head[257:262] == b"ustar":
        return "tar"
    # A DOCX is a zip too; its first entries are the parts of an Office package.
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and b"[Content_Types].xml" not in head[:4096]:
        return "zip"
    return None


def _limited(stream: IO[bytes], limit: int) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(f"larger than {limit} bytes")
    return data


def _join(member: str | None, entry: str) -> str:
    return f"{member}:{entry}" if member else entry


def _zip(path: str, stream: IO[bytes], limits: Limits, member: str | None, depth: int) -> Iterator[Item]:
    data = io.BytesIO(_limited(stream, limits.document))
    with zipfile.ZipFile(data) as archive:
        entries = archive.infolist()
        if any(entry.filename == "[Content_Types].xml" for entry in entries):
            yield Source(path, data.getvalue(), member)
            return
        if sum(entry.file_size for entry in entries) > limits.archive:
            raise ReadError(f"archive unpacks to more than {limits.archive} bytes")
        for entry in entries:
            if entry.is_dir():
                continue
            name = _join(member, entry.filename)
            try:
                with archive.open(entry) as inner:
                    yield from _opened(path, inner, limits, name, depth + 1)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile, OSError, zlib.error) as error:
                yield Failure(path, f"archive entry: {error}", name)


def _tar(path: str, stream: IO[bytes], limits: Limits, member: str | None, depth: int) -> Iterator[Item]:
    total = 0
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for entry in archive:
            if entry.isdir():
                continue
            name = _join(member, entry.name)
            inner = archive.extractfile(entry) if entry.isreg() else None
            if inner is None:
                yield Notice(f"{path}:{name}", "link or special entry, not followed")
                continue
            total += entry.size
            if total > limits.archive:
                raise ReadError(f"archive unpacks to more than {limits.archive} bytes")
            yield from _opened(path, inner, limits, name, depth + 1)


def _is_object(line: bytes) -> bool:
    import orjson

    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _objects(path: str, stream: IO[bytes], limits: Limits, member: str | None) -> Iterator[Item]:
    """One JSON object over many lines, or one a line: told by whether a whole object stands on a line of its own."""
    top: list[bytes] = []
    while len([line for line in top if line.strip()]) < 3 and (line := stream.readline(limits.document + 1)):
        if len(line) > limits.document:
            raise ReadError(f"larger than {limits.document} bytes")
        top.append(line)
        if line.strip()[:1] != b"{" or len(line.strip()) == 1:
            break
    lines = [line for line in top if line.strip()]
    if len(lines) > 1 and all(line.startswith(b"{") for line in lines) and any(map(_is_object, lines)):
        yield from _lines(path, chain(top, iter(stream.readline, b"")), limits, member)
    else:
        yield Source(path, b"".join(top) + _limited(stream, limits.document), member)


def _lines(path: str, lines: Iterable[bytes], limits: Limits, member: str | None) -> Iterator[Item]:
    for number, line in enumerate(lines, 1):
        place = _join(member, str(number))
        if len(line) > limits.document:
            yield Failure(path, f"larger than {limits.document} bytes", place)
        elif line.strip():
            yield Source(path, line.strip().removeprefix(b"\xef\xbb\xbf"), place)


def _array(head: bytes) -> str | None:
    """Where the studies of a many-study JSON document stand, or None."""
    if _STUDIES.match(head):
        return "studies.item"
    return "item" if _LIST.match(head) else None


def _elements(path: str, stream: IO[bytes], prefix: str, member: str | None) -> Iterator[Item]:
    import ijson
    import orjson

    try:
        for number, study in enumerate(ijson.items(stream, prefix, use_float=True), 1):
            yield Source(path, orjson.dumps(study), _join(member, str(number)))
    except (ijson.JSONError, orjson.JSONEncodeError) as error:
        yield Failure(path, f"broken JSON: {str(error).splitlines()[0]}", member)
