"""JSON of many documents, read as a stream: JSON Lines, and lists of objects such as `{"studies": [...]}`.

The objects are cut out by their brackets and not parsed: each stays as it stands, and a broken one costs only itself.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, NamedTuple

from extractor.errors import ReadError

BOM = b"\xef\xbb\xbf"
CHUNK = 64 * 1024
_STUDIES = re.compile(
    rb'\s*\{\s*(?:"(?:totalCount|nextPageToken)"\s*:\s*(?:\d+|"[^"]{0,99}")\s*,\s*){0,2}"studies"\s*:\s*\['
)
# The answer of ClinicalTrials.gov's first interface: a few values, then the studies.
_FULL_STUDIES = re.compile(
    rb'\s*\{\s*"FullStudiesResponse"\s*:\s*\{\s*(?:"\w{1,40}"\s*:\s*(?:\d{1,12}|"[^"]{0,999}")\s*,\s*){0,20}'
    rb'"FullStudies"\s*:\s*\['
)
_LIST = re.compile(rb"\s*\[(?=\s*\{)")
_OBJECT = re.compile(rb'\{\s*["}]')
# Up to the next bracket that stands in no string; no `mark` where the text ends before it, perhaps within a string.
_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+(?P<mark>[\[\]{}])?', re.DOTALL)
# As deep as the parser goes.
DEEPEST = 1024


class Part(NamedTuple):
    """One document: its bytes, or the reason why there are none; `number` is its line, or its place in the list."""

    data: bytes
    number: int | None = None
    reason: str = ""


def split(stream: IO[bytes], head: bytes, *, limit: int) -> Iterator[Part] | None:
    """The documents of a stream that begins with `head` (not yet read from it), None where it is other than JSON.

    The iterator raises ReadError where the stream ends within a list or a document has more than `limit` bytes.

    >>> import io
    >>> [(part.number, part.data) for part in split(io.BytesIO(b'[{"a": 1}, {}]'), b'[{"a": 1}, {}]', limit=99)]
    [(1, b'{"a": 1}'), (2, b'{}')]
    """
    mark = BOM if head.startswith(BOM) else b""
    head = head.removeprefix(mark)
    if found := _STUDIES.match(head) or _FULL_STUDIES.match(head) or _LIST.match(head):
        stream.read(len(mark) + found.end())
        return _elements(stream, limit)
    if head.lstrip().startswith(b"{"):
        stream.read(len(mark))
        return _objects(stream, mark, limit)
    return None


def _object(data: bytes, number: int) -> Part:
    return Part(data, number, "" if _OBJECT.match(data) else "broken JSON: not an object")


def _is_whole(line: bytes) -> bool:
    import orjson

    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _objects(stream: IO[bytes], mark: bytes, limit: int) -> Iterator[Part]:
    """One object over many lines, or one a line.

    They are lines where the first is a whole object with more behind it, or is broken and only whole ones follow.
    """
    top: list[bytes] = []
    filled: list[bytes] = []
    while len(filled) < 3 and (line := stream.readline(limit + 1)):
        if len(line) > limit:
            raise ReadError(f"larger than {limit} bytes")
        top.append(line)
        if line.strip():
            filled.append(line.strip())
        if filled and (len(filled[0]) == 1 or filled[-1][:1] != b"{"):
            break
    whole = [_is_whole(line) for line in filled]
    if len(filled) > 1 and (whole[0] or all(whole[1:])):
        yield from _lines(chain(top, _rows(stream, limit)), limit)
        return
    data = mark + b"".join(top) + stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(f"larger than {limit} bytes")
    yield Part(data)


def _rows(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long only the beginning, which is too long as well."""
    while line := stream.readline(limit + 1):
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)


def _lines(lines: Iterable[bytes], limit: int) -> Iterator[Part]:
    for number, line in enumerate(lines, 1):
        if len(line) > limit:
            yield Part(b"", number, f"larger than {limit} bytes")
        elif line := line.strip().removeprefix(BOM):
            yield _object(line, number)


def _elements(stream: IO[bytes], limit: int) -> Iterator[Part]:
    """The objects of a list, from behind its bracket."""
    buffer, at, begin, depth, number = b"", 0, 0, 0, 0
    while depth >= 0:
        found = _BRACKET.match(buffer, at)
        mark = found["mark"] if found else None
        at = found.end() if found else at
        if mark is None:
            # Reads as much again as there is, so that a long string is scanned but a few times.
            more = stream.read(max(CHUNK, len(buffer) - begin))
            if not more:
                raise ReadError("broken JSON: ends within a list", where=f"after element {number}")
            buffer, at, begin = buffer[begin:] + more, at - begin, 0
            if len(buffer) > limit:
                raise ReadError(f"larger than {limit} bytes", where=f"element {number + 1}")
            continue
        depth += 1 if mark in b"[{" else -1
        if depth > DEEPEST:
            raise ReadError("broken JSON: nested too deep", where=f"element {number + 1}")
        if depth < 0 or (depth == 1 and mark in b"[{"):
            if buffer[begin : at - 1].strip() not in (b"", b","):
                yield Part(b"", None, f"broken JSON: something that is no object after element {number}")
            begin = at - 1
        elif depth == 0:
            number += 1
            yield _object(buffer[begin:at], number)
            begin = at
    if not number:
        raise ReadError("no study in it")
