"""What the user gave -> one `Source` a document: files, folders, archives, streams, and the many-document formats.

Told apart by content, not by name. Archives and line formats are read as streams: memory does not grow with them.
"""

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from math import inf
from typing import IO, Any

from extractor.config import DEFAULT_LIMITS, Limits
from extractor.errors import ReadError
from extractor.json_stream import BOM, split

HEAD = 64 * 1024
DEPTH = 5
LARGEST_TEXT = 10_000_000
LARGEST_JSON = 32 * 2**20
# More than any real text shrinks by; what a small input may unpack to at any ratio.
RATIO = 200
FREE = 2**30
# How the account of a run begins that stands beside its output: no document.
MANIFEST = b'{"manifest":'
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_JSON = re.compile(rb'\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[\[{"\]]|$))')


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
        if len(self.data) > LARGEST_TEXT:
            raise ReadError(f"larger than {LARGEST_TEXT} bytes of text")
        encoding = "utf-16" if self.data.startswith(_UTF16) else "utf-8-sig"
        try:
            return self.data.decode(encoding)
        except UnicodeDecodeError as error:
            if b"\0" in self.data[:HEAD]:
                raise ReadError("binary data of no known format") from None
            name = encoding.removesuffix("-sig").upper()
            raise ReadError(f"not {name} text", where=f"byte {error.start}") from None

    @cached_property
    def _utf8(self) -> bytes:
        if self.data.startswith(_UTF16):
            return self.text.encode("utf-8", "replace")
        return self.data.removeprefix(BOM)

    @cached_property
    def looks_like_json(self) -> bool:
        """Whether the text begins as JSON does."""
        return bool(_JSON.match(self._utf8[:HEAD]))

    @cached_property
    def json(self) -> Any:
        """The text as JSON, None where it doesn't begin like it. Raises ReadError where it is broken or too large."""
        if not self.looks_like_json:
            return None
        if len(self._utf8) > LARGEST_JSON:
            raise ReadError(f"larger than {LARGEST_JSON} bytes of JSON")
        import orjson

        try:
            return orjson.loads(self._utf8)
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


@dataclass
class Meter:
    """How much of the inputs is read: bytes of the files, packed as they are."""

    total: int = 0
    _done: int = 0
    _open: IO[bytes] | None = None

    @classmethod
    def of(cls, paths: Iterable[str | os.PathLike[str]]) -> "Meter":
        """A meter of these inputs; of standard input the size is not known."""
        total = 0
        for path in paths:
            if os.path.isfile(path):
                total += os.path.getsize(path)
            for folder, _, files in os.walk(path):
                total += sum(os.lstat(os.path.join(folder, name)).st_size for name in files)
        return cls(total)

    def opened(self, stream: IO[bytes]) -> None:
        """A file is read from now on."""
        self._open = stream

    def closed(self, stream: IO[bytes]) -> None:
        """It is read, or given up."""
        self._open = None
        self._done += os.fstat(stream.fileno()).st_size

    @property
    def read(self) -> int:
        """Bytes read."""
        return self._done + (self._open.tell() if self._open and not self._open.closed else 0)


# zipfile raises ValueError where a place lies before the file's beginning, struct.error where a header is cut.
_DAMAGE = (
    OSError, EOFError, NotImplementedError, ValueError, struct.error,
    lzma.LZMAError, zlib.error, tarfile.TarError, zipfile.BadZipFile,
)  # fmt: skip


class _Bomb(ReadError):
    """An input unpacks to far more than it holds: nothing more of it is read."""


@dataclass
class _Budget:
    """What one input may unpack to."""

    limits: Limits
    packed: int = 0
    unpacked: int = 0

    def spend(self, size: int, depth: int) -> None:
        """Counts bytes that were read at a depth. Raises _Bomb."""
        if depth == 0:
            self.packed += size
        else:
            self.unpacked += size
        if self.unpacked > self.limits.archive:
            raise _Bomb(f"unpacks to more than {self.limits.archive} bytes")
        if self.unpacked > FREE + RATIO * self.packed:
            raise _Bomb(f"unpacks to more than {RATIO} times its size")


class _Stream(io.RawIOBase):
    """Any readable stream as a raw one, so that it can be peeked into; its bytes are counted.

    `left` is for readers that keep in memory what they read (tar headers): bytes they may take until it is raised.
    """

    def __init__(self, stream: IO[bytes], budget: _Budget, depth: int, left: float = inf) -> None:
        self._stream = stream
        self._budget = budget
        self._depth = depth
        self.left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._budget.spend(len(data), self._depth)
        self.left -= len(data)
        if self.left < 0:
            raise _Bomb("has a header larger than any document")
        buffer[: len(data)] = data
        return len(data)


def sources(
    paths: Iterable[str | os.PathLike[str]],
    *,
    limits: Limits = DEFAULT_LIMITS,
    leave_out: Collection[str | os.PathLike[str]] = (),
    meter: Meter | None = None,
) -> Iterator[Item]:
    """Every document of the inputs, in the order given (folders by name). `leave_out`: what is not read in folders.

    `meter` is told of each file.

    >>> [type(item).__name__ for item in sources(["no such file"])]
    ['Failure']
    """
    unread = {os.path.realpath(path) for path in leave_out}
    meter = meter or Meter()
    for path in paths:
        name = os.fspath(path)
        if name == "-":
            yield from _opened(name, sys.stdin.buffer, _Budget(limits))
        elif os.path.isdir(name):
            yield from _folder(name, limits, unread, meter)
        else:
            yield from _file(name, limits, meter)


def _folder(top: str, limits: Limits, unread: Collection[str], meter: Meter) -> Iterator[Item]:
    lost: list[OSError] = []
    for folder, names, files in os.walk(top, onerror=lost.append):
        real = os.path.realpath(folder)
        names[:] = [name for name in names if os.path.join(real, name) not in unread]
        for name in sorted(names):
            if reason := _left_out(os.path.join(folder, name), "folder"):
                names.remove(name)
                yield Notice(_readable(os.path.join(folder, name)), reason)
        names.sort()
        for name in sorted(files):
            path = os.path.join(folder, name)
            if reason := _left_out(path, "file"):
                yield Notice(_readable(path), reason)
            elif os.path.join(real, name) not in unread:
                yield from _file(path, limits, meter)
    for error in lost:
        yield Failure(_readable(str(error.filename)), error.strerror or str(error))


def _left_out(path: str, what: str) -> str | None:
    if os.path.islink(path):
        return "symbolic link, not followed"
    return f"hidden {what}, not read" if os.path.basename(path).startswith(".") else None


def _readable(name: str) -> str:
    """A file name as Unicode, whatever its bytes are."""
    return os.fsencode(name).decode("utf-8", "replace")


def _file(path: str, limits: Limits, meter: Meter) -> Iterator[Item]:
    name = _readable(path)
    try:
        if not os.path.isfile(path):
            yield Failure(name, "not a regular file" if os.path.lexists(path) else "no such file")
            return
        with open(path, "rb") as stream:
            meter.opened(stream)
            yield from _opened(name, stream, _Budget(limits))
            meter.closed(stream)
    except OSError as error:
        yield Failure(name, error.strerror or str(error))


def _opened(path: str, stream: IO[bytes], budget: _Budget, member: str | None = None, depth: int = 0) -> Iterator[Item]:
    """The documents of one open stream, whatever it holds."""
    try:
        buffered = io.BufferedReader(_Stream(stream, budget, depth), buffer_size=HEAD)
        head = buffered.peek(HEAD)
        kind = _container(head)
        if kind and depth >= DEPTH:
            raise ReadError("archives nested too deep")
        if kind == "zip":
            whole = stream if depth == 0 and stream.seekable() else None
            yield from _zip(path, whole, buffered, budget, member, depth)
        elif kind == "tar":
            yield from _tar(path, buffered, budget, member, depth)
        elif kind:
            opener: Any = {"gzip": gzip.GzipFile, "xz": lzma.LZMAFile, "bzip2": bz2.BZ2File}[kind]
            inner = opener(fileobj=buffered) if kind == "gzip" else opener(buffered)
            yield from _opened(path, inner, budget, member, depth + 1)
        elif not head:
            raise ReadError("empty file")
        elif head.startswith(MANIFEST):
            yield Notice(f"{path}:{member}" if member else path, "account of an earlier run, not read")
        else:
            yield from _documents(path, buffered, head, budget.limits, member)
    except _Bomb as error:
        if depth:
            raise
        yield Failure(path, str(error))
    except ReadError as error:
        yield Failure(path, str(error), member)
    except _DAMAGE as error:
        yield Failure(path, f"damaged archive or stream: {error}", member)


def _container(head: bytes) -> str | None:
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"\xfd7zXZ\0"):
        return "xz"
    if head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
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
    entry = entry.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return f"{member}:{entry}" if member else entry


def _hidden(entry: str) -> bool:
    return entry.rpartition("/")[2].startswith(".")


def _zip(
    path: str, whole: IO[bytes] | None, stream: IO[bytes], budget: _Budget, member: str | None, depth: int
) -> Iterator[Item]:
    """The entries of a zip, which is read where it lies (`whole`) or, being packed itself, from memory."""
    file = whole or io.BytesIO(_limited(stream, budget.limits.document))
    budget.packed = max(budget.packed, file.seek(0, os.SEEK_END)) if whole else budget.packed
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if any(entry.filename == "[Content_Types].xml" for entry in entries):
            file.seek(0)
            yield Source(path, _limited(file, budget.limits.document), member)
            return
        if sum(entry.file_size for entry in entries) > budget.limits.archive:
            raise ReadError(f"unpacks to more than {budget.limits.archive} bytes")
        for entry in entries:
            name = _join(member, entry.filename)
            if entry.is_dir():
                continue
            if stat.S_ISLNK(entry.external_attr >> 16) or _hidden(entry.filename):
                yield Notice(f"{path}:{name}", "link or hidden entry, not read")
                continue
            try:
                with archive.open(entry) as inner:
                    yield from _opened(path, inner, budget, name, depth + 1)
            except (RuntimeError, *_DAMAGE) as error:
                yield Failure(path, f"archive entry: {error}", name)


def _tar(path: str, stream: IO[bytes], budget: _Budget, member: str | None, depth: int) -> Iterator[Item]:
    spare = budget.limits.document + HEAD
    guarded = _Stream(stream, _Budget(budget.limits), 0, left=spare)
    with tarfile.open(fileobj=io.BufferedReader(guarded), mode="r|") as archive:
        for entry in archive:
            guarded.left = entry.size + spare
            name = _join(member, entry.name)
            if entry.isdir():
                continue
            inner = archive.extractfile(entry) if entry.isreg() and not _hidden(entry.name) else None
            if inner is None:
                yield Notice(f"{path}:{name}", "link, hidden or special entry, not read")
            else:
                yield from _opened(path, inner, budget, name, depth + 1)


def _documents(path: str, stream: IO[bytes], head: bytes, limits: Limits, member: str | None) -> Iterator[Item]:
    """The documents of what is no archive: one, or the objects of JSON Lines or of a JSON list."""
    parts = split(stream, head, limit=limits.document)
    if parts is None:
        yield Source(path, _limited(stream, limits.document), member)
        return
    for part in parts:
        place = member if part.number is None else _join(member, str(part.number))
        yield Failure(path, part.reason, place) if part.reason else Source(path, part.data, place)
