"""What `extract` and `check` do alike: inputs through the workers to one output, with progress and a summary."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import IO, Protocol

from extractor.config import Settings
from extractor.errors import ConfigError, ReadError
from extractor.findings import chosen
from extractor.inputs import Failure, Item, Notice, Source, sources
from extractor.pipeline import process
from extractor.plugins import modules
from extractor.recognise import Recogniser
from extractor.runners.local import work_through
from extractor.writers import Output, visible

Key = tuple[str, str | None, str]
DEFAULT_FORMAT = {"extract": "jsonl", "check": "text"}


@dataclass
class Summary:
    """What a run came to."""

    documents: int = 0
    failed: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """The summary for people."""
        total = self.findings.total()
        yield f"{self.documents} documents read, {self.failed} failed, {total} findings"
        if total:
            yield "  " + ", ".join(f"{code} {count}" for code, count in sorted(self.findings.items()))


@dataclass(frozen=True)
class Done:
    """One document, written: its bytes, its findings by code, the stages that failed; or why it could not be read."""

    data: bytes = b""
    findings: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    failure: str | None = None


@cache
def _recogniser(model: str | None) -> Recogniser | None:
    return Recogniser(model) if model else None


@dataclass(frozen=True)
class Job:
    """A source -> the bytes of its record. Can be sent to a worker."""

    settings: Settings
    output: Output
    writer: str
    done: dict[Key, Done] = field(default_factory=dict, repr=False)

    def prepare(self) -> None:
        """Loads the model."""
        _recogniser(self.settings.model)

    def __call__(self, source: Source) -> Done:
        if before := self.done.get((source.path, source.member, source.sha256)):
            return before
        try:
            result = process(source, self.settings, _recogniser(self.settings.model))
        except (ReadError, MemoryError) as error:
            return Done(failure=str(error) or "not enough memory")
        record = result.record
        return Done(
            data=sys.modules[self.writer].encode(result, self.output),
            findings=tuple(finding.code for finding in record.findings),
            stages=tuple(f"{error.stage}: {error.message}" for error in record.errors),
        )


class Progress(Protocol):
    """Something that is told of each document."""

    def __call__(self, summary: Summary) -> None: ...


@dataclass(kw_only=True)
class Batch:
    """One run of a command over its inputs."""

    command: str
    inputs: list[str]
    out: Path | None
    format: str
    model: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    workers: int
    resume: bool
    with_text: bool
    quiet: bool

    def run(self) -> Summary:
        """Works through the inputs and writes the output. Raises ConfigError and ModelError before it writes."""
        from extractor.cli.options import not_an_input

        writer = self._writer()
        if self.resume and (not self.out or writer.FORMAT != "jsonl"):
            raise ConfigError("--resume needs -o OUT in the format jsonl")
        chosen(self.select, self.ignore)
        not_an_input(self.out, self.inputs)
        job = Job(
            settings=Settings(model=self.model, select=self.select, ignore=self.ignore),
            output=Output(with_text=self.with_text, colour=self.out is None and sys.stdout.isatty()),
            writer=writer.__name__,
            done=_finished(self.out) if self.resume and self.out else {},
        )
        summary = Summary()
        items = sources(self.inputs, leave_out=str(self.out) if self.out else None)
        with _progress(quiet=self.quiet) as progress, _target(self.out) as stream:
            chunks = self._chunks(items, job, summary, progress)
            for chunk in writer.frame(chunks):
                stream.write(chunk)
        if not self.quiet:
            print("\n".join(summary.lines()), file=sys.stderr)
        return summary

    def _writer(self) -> ModuleType:
        writers = {w.FORMAT: w for w in modules("extractor.writers") if self.command == w.COMMAND}
        wanted = self.format
        if not wanted and self.out:
            wanted = next((w.FORMAT for w in writers.values() if self.out.suffix in w.SUFFIXES), "")
        wanted = wanted or DEFAULT_FORMAT[self.command]
        if wanted not in writers:
            raise ConfigError(f"{self.command} has no format {wanted!r}: {', '.join(sorted(writers))}")
        return writers[wanted]

    def _chunks(self, items: Iterable[Item], job: Job, summary: Summary, progress: Progress) -> Iterator[bytes]:
        """Each document's bytes, in order; failures are named as they come."""
        for item, result in work_through(items, job, prepare=job.prepare, workers=self.workers):
            if isinstance(item, Notice):
                _say(f"{item.path}: {item.reason}")
                continue
            reason = item.reason if isinstance(item, Failure) else None if result is None else result.failure
            if reason:
                summary.failed += 1
                _say(f"{item.name}: {reason}")
            elif result:
                summary.documents += 1
                summary.findings.update(result.findings)
                summary.failed += bool(result.stages)
                for stage in result.stages:
                    _say(f"{item.name}: {stage}")
                yield result.data
            progress(summary)


def _say(line: str) -> None:
    print(visible(line), file=sys.stderr)


def _part(out: Path) -> Path:
    return out.with_name(out.name + ".part")


def _finished(out: Path) -> dict[Key, Done]:
    """The documents that an earlier run wrote to OUT, or to OUT.part before it was stopped."""
    import orjson

    done: dict[Key, Done] = {}
    for path in (out, _part(out)):
        if not path.exists():
            continue
        for line in path.read_bytes().splitlines(keepends=True):
            try:
                record = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue  # the line that was being written when the run stopped
            document = record["document"]
            done[document["path"], document["member"], document["sha256"]] = Done(
                data=line,
                findings=tuple(finding["code"] for finding in record["findings"]),
                stages=tuple(f"{error['stage']}: {error['message']}" for error in record["errors"]),
            )
    return done


@contextmanager
def _target(out: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file beside OUT that takes its place when all is written."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        stream = open(_part(out), "wb")  # noqa: SIM115
    except OSError as error:
        raise ConfigError(f"{out}: {error.strerror}") from None
    with stream:
        yield stream
    os.replace(_part(out), out)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda summary: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")

        def show(summary: Summary) -> None:
            failed = f", {summary.failed} failed" if summary.failed else ""
            found = f", {summary.findings.total()} findings"
            bar.update(task, description=f"{summary.documents} documents{found}{failed}")

        yield show
