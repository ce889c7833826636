"""How far the inputs are read, for a bar of progress."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO


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
