"""What the user gave -> one `Source` a document: files, folders, archives, streams, and the many-document formats."""

import os
import sys
from collections.abc import Collection, Iterable, Iterator

from extractor.config import DEFAULT_LIMITS, Limits
from extractor.inputs.meter import Meter as Meter
from extractor.inputs.source import HEAD as HEAD
from extractor.inputs.source import LARGEST_JSON as LARGEST_JSON
from extractor.inputs.source import LARGEST_TEXT as LARGEST_TEXT
from extractor.inputs.source import Failure as Failure
from extractor.inputs.source import Item as Item
from extractor.inputs.source import Notice as Notice
from extractor.inputs.source import Source as Source
from extractor.inputs.unpack import MANIFEST as MANIFEST
from extractor.inputs.unpack import Budget, opened


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
            yield from opened(name, sys.stdin.buffer, Budget(limits))
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
            yield from opened(name, stream, Budget(limits))
            meter.closed(stream)
    except OSError as error:
        yield Failure(name, error.strerror or str(error))
