"""Where a command writes: standard output, or a file or folder that is whole or not there at all.

Until all is written OUT grows as OUT.part. `--resume` takes the finished lines of OUT and OUT.part up again: those of
OUT.part are first put by in OUT.kept, so that stopping a resumed run loses nothing either.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType, TracebackType
from typing import IO, Self

from extractor.errors import ConfigError
from extractor.inputs import Source

Key = tuple[str, str | None, str]
Slot = tuple[IO[bytes], int, int]


def files_of(out: Path) -> list[Path]:
    """OUT and what a run may write beside it."""
    return [out.with_name(out.name + end) for end in ("", ".kept", ".part", ".part.wal", ".part.tmp")]


def must_not_overwrite(out: Path, inputs: list[str]) -> None:
    """Raises ConfigError where the output would overwrite an input, or cannot be a file."""
    if out.is_dir():
        raise ConfigError(f"{out} is a folder")
    for file in files_of(out):
        for name in inputs:
            if os.path.isfile(name) and file.exists() and os.path.samefile(file, name):
                raise ConfigError(f"{name} is an input: it would be overwritten")


def must_be_ours(out: Path, inputs: list[str], writer: ModuleType) -> None:
    """Raises ConfigError where OUT cannot be a folder, holds an input, or holds what the writer did not write."""
    if out.exists() and not out.is_dir():
        raise ConfigError(f"{out} is no folder")
    if Path.cwd().is_relative_to(out.resolve()):
        raise ConfigError(f"{out} is the folder that you are in: name another")
    for name in inputs:
        if os.path.exists(name) and Path(name).resolve().is_relative_to(out.resolve()):
            raise ConfigError(f"{name} is an input: it would be overwritten")
    if out.is_dir() and (strange := writer.not_ours(out)):
        raise ConfigError(f"{out / strange} was not written by this command: name another folder")


class Target:
    """The output of a run, a context manager: at a clean end OUT is replaced, at an error nothing is left behind.

    What an interrupted, killed or resumed run has finished stays in OUT.part for `--resume`. Raises ConfigError where
    OUT cannot be written, or is to be resumed and holds something else than records.
    """

    def __init__(self, out: Path | None, *, resume: bool) -> None:
        # A pipe or device is written to as it is: there is nothing to put in its place.
        self._out = out if out and (out.is_file() or not out.exists()) else None
        self._direct = out if self._out is None else None
        self._resume = resume
        self._open = ExitStack()
        self._done: dict[Key, Slot] = {}
        self._stream: IO[bytes] = sys.stdout.buffer

    @property
    def files(self) -> list[Path]:
        """What is no input, even if it lies in a folder that is."""
        return files_of(self._out) if self._out else []

    def __enter__(self) -> Self:
        try:
            if self._direct:
                self._stream = self._open.enter_context(open(self._direct, "wb"))
            elif self._out:
                self._out.parent.mkdir(parents=True, exist_ok=True)
                if self._resume:
                    self._put_by()
                self._stream = self._open.enter_context(open(self.files[2], "wb"))
        except OSError as error:
            raise ConfigError(f"{self._out or self._direct}: {error.strerror}") from None
        return self

    def fill(self, writer: ModuleType, chunks: Iterator[bytes]) -> None:
        """Writes the chunks as the writer puts them together."""
        for chunk in writer.frame(chunks):
            self.write(chunk)

    def write(self, data: bytes) -> None:
        """Adds to the output."""
        self._stream.write(data)

    def finished(self, source: Source) -> bytes | None:
        """The line that an earlier run wrote for a document; None where it wrote none."""
        place = self._done.get((source.path, source.member, source.sha256))
        if place is None:
            return None
        stream, start, size = place
        stream.seek(start)
        return stream.read(size)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is sys.stdout.buffer:
            self._stream.flush()
        self._open.close()
        if not self._out:
            return
        if error is None:
            os.replace(self.files[2], self._out)
            self.files[1].unlink(missing_ok=True)
        elif isinstance(error, Exception) and not self._resume:
            self.files[2].unlink()

    def _put_by(self) -> None:
        out, kept, part = self.files
        if part.exists():
            with open(kept, "ab") as old, open(part, "rb") as new:
                shutil.copyfileobj(new, old)
                old.write(b"\n")
            part.unlink()
        for file in (out, kept):
            if file.exists():
                stream = self._open.enter_context(file.open("rb"))
                self._index(stream, file)

    def _index(self, stream: IO[bytes], file: Path) -> None:
        import orjson

        start = 0
        for line in stream:
            try:
                document = orjson.loads(line)["document"]
                if line.endswith(b"\n"):
                    self._done[document["path"], document["member"], document["sha256"]] = (stream, start, len(line))
            except orjson.JSONDecodeError:
                pass  # the line that was being written when the run stopped
            except (KeyError, TypeError):
                raise ConfigError(f"{file} was not written by this command: not resumed") from None
            start += len(line)


class Place:
    """A file or folder that a writer fills by itself, a context manager: at a clean end OUT is replaced.

    At an error nothing is left behind. It cannot be resumed. Raises ConfigError where OUT cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self.files = files_of(out)
        self._part = self.files[2]

    def __enter__(self) -> Self:
        if self._out.exists() and not (self._out.is_file() or self._out.is_dir()):
            raise ConfigError(f"{self._out} is neither a file nor a folder")
        try:
            self._out.parent.mkdir(parents=True, exist_ok=True)
            self._clear()
        except OSError as error:
            raise ConfigError(f"{self._out}: {error.strerror}") from None
        return self

    def fill(self, writer: ModuleType, chunks: Iterator[bytes]) -> None:
        """Lets the writer put the chunks where they belong."""
        writer.fill(chunks, self._part)

    def finished(self, source: Source) -> None:
        """What an earlier run wrote for a document: not known."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            if self._out.is_dir():
                os.replace(self._out, self.files[1])
            os.replace(self._part, self._out)
        self._clear()

    def _clear(self) -> None:
        for file in self.files[1:]:
            if file.is_dir():
                shutil.rmtree(file)
            else:
                file.unlink(missing_ok=True)
