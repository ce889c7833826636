"""Where a command writes: standard output, or a file or folder that is whole or not there at all.

Until all is written OUT grows as OUT.part. `--resume` takes the finished lines of OUT and OUT.part up again: those of
OUT.part are first put by in OUT.kept, so that stopping a resumed run loses nothing either. Beside an output that can be
resumed stands its manifest.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from types import ModuleType, TracebackType
from typing import IO, Any, Self

from extractor.cli.manifest import differences, entry, opened
from extractor.cli.progress import Named
from extractor.errors import ConfigError, ReadError
from extractor.inputs import Source, sources


def beside(out: Path, end: str) -> Path:
    """A file beside OUT, with its name and an ending."""
    return out.with_name(out.name + end)


def files_of(out: Path) -> list[Path]:
    """OUT and what a run may write beside it."""
    ends = ("", ".kept", ".part", ".part.wal", ".part.tmp", ".manifest.jsonl", ".manifest.part")
    return [beside(out, end) for end in ends]


def must_not_overwrite(out: Path, inputs: list[str]) -> None:
    """Raises ConfigError where the output would overwrite an input, or cannot be a file."""
    if out.is_dir():
        raise ConfigError(f"{out} is a folder")
    for file in files_of(out):
        for name in inputs:
            if os.path.isfile(name) and file.exists() and os.path.samefile(file, name):
                raise ConfigError(f"{name} is an input: it would be overwritten")
    for name in inputs:
        if os.path.isdir(name) and out.resolve().is_relative_to(Path(name).resolve()) and _is_document(out):
            raise ConfigError(f"{out} is an input, a trial document in {name}: it would be overwritten")


def _is_document(file: Path) -> bool:
    """Whether a file is a trial document and no output of ours, as far as its kind tells (that of text does not)."""
    from extractor.pipeline import readers
    from extractor.readers import plain_text

    first = next(sources([file]), None) if file.is_file() else None
    if not isinstance(first, Source):
        return False
    try:
        if isinstance(first.json, dict) and "schema_version" in first.json:
            return False
        return next((reader for reader in readers() if reader.detects(first)), plain_text) is not plain_text
    except ReadError:
        return False


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

    What an interrupted, killed or resumed run has finished stays in OUT.part for `--resume`. With `settings` (what
    decides the records) there is a manifest. Raises ConfigError where OUT cannot be written, or is to be resumed and
    holds something else than records of these settings.
    """

    def __init__(self, out: Path | None, *, resume: bool, settings: dict[str, Any] | None = None) -> None:
        # A pipe or device is written to as it is: there is nothing to put in its place.
        self._out = out if out and (out.is_file() or not out.exists()) else None
        self._direct = out if self._out is None else None
        self._resume = resume
        self._settings = settings
        self._open = ExitStack()
        self._earlier = Finished(self._open)
        self._stream: IO[bytes] = sys.stdout.buffer
        self._manifest: IO[bytes] | None = None

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
                self._begin(self._out)
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

    def note(self, item: Named, sha256: str | None, state: str, reason: str | None) -> None:
        """Adds to the manifest what became of a document."""
        if self._manifest:
            self._manifest.write(entry(item.path, item.member, sha256, state, reason))

    def finished(self, source: Source) -> bytes | None:
        """The line that an earlier run wrote for a document; None where it wrote none."""
        return self._earlier.line(source)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.flush()
        if error is None and self._out:
            os.fsync(self._stream.fileno())
        self._open.close()
        if not self._out:
            return
        if error is None:
            # In this order: if it is stopped in between, records are done again, and never taken for what they are not.
            os.replace(beside(self._out, ".part"), self._out)
            if self._manifest:
                os.replace(beside(self._out, ".manifest.part"), beside(self._out, ".manifest.jsonl"))
            beside(self._out, ".kept").unlink(missing_ok=True)
        elif isinstance(error, Exception) and not self._resume:
            beside(self._out, ".part").unlink(missing_ok=True)
            beside(self._out, ".manifest.part").unlink(missing_ok=True)

    def _begin(self, out: Path) -> None:
        kept, part, account = (beside(out, end) for end in (".kept", ".part", ".manifest.part"))
        if self._resume:
            self._take_up(out)
        else:
            for file in (kept, part):
                file.unlink(missing_ok=True)
        if self._settings is not None:
            self._manifest = self._open.enter_context(opened(account, self._settings))
        self._stream = self._open.enter_context(part.open("wb"))

    def _take_up(self, out: Path) -> None:
        """Finds what earlier runs have finished; what other settings gave is left alone, or refused if it is all."""
        settings = self._settings or {}
        kept, part = beside(out, ".kept"), beside(out, ".part")
        others = differences(beside(out, ".manifest.jsonl"), settings) if out.exists() else []
        stopped = kept.exists() or part.exists()
        others_part = differences(beside(out, ".manifest.part"), settings) if stopped else []
        if (others or not out.exists()) and (others_part or not stopped) and (others or others_part):
            changed = ", ".join(sorted({*others, *others_part}))
            raise ConfigError(f"{out} was written with another {changed}: not resumed; set it as it was, or do it anew")
        if others_part:
            kept.unlink(missing_ok=True)
            part.unlink(missing_ok=True)
        if part.exists():
            with kept.open("ab") as old, part.open("rb") as new:
                shutil.copyfileobj(new, old)
                old.write(b"\n")
            part.unlink()
        for file in ([] if others else [out]) + [kept]:
            if file.exists():
                self._earlier.add(file)


class Finished:
    """The records in files of earlier runs, found by document: in memory is where they stand, not what they say."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._files: list[IO[bytes]] = []
        self._places: dict[bytes, tuple[int, int]] = {}

    def add(self, file: Path) -> None:
        """Reads a file of records. Raises ConfigError where it is another."""
        import orjson

        stream = self._stack.enter_context(file.open("rb"))
        self._files.append(stream)
        start = 0
        for line in stream:
            try:
                document = orjson.loads(line)["document"]
                if line.endswith(b"\n"):
                    key = _key(document["path"], document["member"], document["sha256"])
                    self._places[key] = len(self._files) - 1, start
            except orjson.JSONDecodeError:
                pass  # the line that was being written when the run stopped
            except (KeyError, TypeError):
                raise ConfigError(f"{file} was not written by this command: not resumed") from None
            start += len(line)

    def line(self, source: Source) -> bytes | None:
        """The record of a document, as it was written."""
        if not self._places or not (place := self._places.get(_key(source.path, source.member, source.sha256))):
            return None
        stream = self._files[place[0]]
        stream.seek(place[1])
        return stream.readline()


def _key(path: str, member: str | None, sha256: str) -> bytes:
    return blake2b(repr((path, member, sha256)).encode("utf-8", "replace"), digest_size=16).digest()


class Place:
    """A file or folder that a writer fills by itself, a context manager: at a clean end OUT is replaced.

    At an error nothing is left behind. It cannot be resumed. Raises ConfigError where OUT cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self.files = files_of(out)
        self._part = beside(out, ".part")

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

    def note(self, item: Named, sha256: str | None, state: str, reason: str | None) -> None:
        """There is no manifest."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            if self._out.is_dir():
                os.replace(self._out, beside(self._out, ".kept"))
            os.replace(self._part, self._out)
        self._clear()

    def _clear(self) -> None:
        for file in self.files[1:]:
            if file.is_dir():
                shutil.rmtree(file)
            else:
                file.unlink(missing_ok=True)
