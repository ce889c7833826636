"""One open stream -> its documents: archives, packed files, and the formats of many documents, each in the other.

Told apart by content, not by name, and read as streams: memory does not grow with them.
"""

import bz2
import gzip
import io
import lzma
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import IO, Any

from extractor.config import Limits
from extractor.errors import ReadError
from extractor.inputs.json_stream import split
from extractor.inputs.source import HEAD, Failure, Item, Notice, Source

DEPTH = 5
# More than any real text shrinks by; what a small input may unpack to at any ratio.
RATIO = 200
FREE = 2**30
# How the account of a run begins that stands beside its output: no document.
MANIFEST = b'{"manifest":'
# zipfile raises ValueError where a place lies before the file's beginning, struct.error where a header is cut.
_DAMAGE = (
    OSError, EOFError, NotImplementedError, ValueError, struct.error,
    lzma.LZMAError, zlib.error, tarfile.TarError, zipfile.BadZipFile,
)  # fmt: skip


class _Bomb(ReadError):
    """An input unpacks to far more than it holds: nothing more of it is read."""


@dataclass
class Budget:
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

    def __init__(self, stream: IO[bytes], budget: Budget, depth: int, left: float = inf) -> None:
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


def opened(path: str, stream: IO[bytes], budget: Budget, member: str | None = None, depth: int = 0) -> Iterator[Item]:
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
            yield from opened(path, inner, budget, member, depth + 1)
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
    path: str, whole: IO[bytes] | None, stream: IO[bytes], budget: Budget, member: str | None, depth: int
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
                    yield from opened(path, inner, budget, name, depth + 1)
            except (RuntimeError, *_DAMAGE) as error:
                yield Failure(path, f"archive entry: {error}", name)


def _tar(path: str, stream: IO[bytes], budget: Budget, member: str | None, depth: int) -> Iterator[Item]:
    spare = budget.limits.document + HEAD
    guarded = _Stream(stream, Budget(budget.limits), 0, left=spare)
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
                yield from opened(path, inner, budget, name, depth + 1)


def _documents(path: str, stream: IO[bytes], head: bytes, limits: Limits, member: str | None) -> Iterator[Item]:
    """The documents of what is no archive: one, or the objects of JSON Lines or of a JSON list."""
    parts = split(stream, head, limit=limits.document)
    if parts is None:
        yield Source(path, _limited(stream, limits.document), member)
        return
    for part in parts:
        place = member if part.number is None else _join(member, str(part.number))
        yield Failure(path, part.reason, place) if part.reason else Source(path, part.data, place)
