"""What `extract` and `check` do alike: inputs through the workers to one output, with progress and a summary."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Protocol

from extractor import __version__
from extractor.baseline import Account, Sieve, Sifted
from extractor.cli.output import Target, must_not_overwrite
from extractor.config import Settings
from extractor.errors import ConfigError, ReadError
from extractor.findings import catalogue, chosen
from extractor.inputs import Failure, Item, Notice, Source, sources
from extractor.pipeline import process
from extractor.plugins import modules
from extractor.recognise import loaded
from extractor.runners.local import work_through
from extractor.writers import Output, visible

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
    """One document, written: its bytes, its findings by code, those not shown, the stages that failed; or why not."""

    data: bytes = b""
    findings: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    sifted: Sifted | None = None
    failure: str | None = None


@dataclass(frozen=True)
class Job:
    """A source -> the bytes of its record. Can be sent to a worker."""

    settings: Settings
    output: Output
    writer: str
    sieve: Sieve

    def prepare(self) -> None:
        """Loads the model."""
        loaded(self.settings.model)

    def __call__(self, source: Source) -> Done:
        try:
            result = process(source, self.settings, loaded(self.settings.model))
        except (ReadError, MemoryError) as error:
            return Done(failure=str(error) or "not enough memory")
        record = result.record
        sifted = self.sieve.sift(record)
        return Done(
            data=import_module(self.writer).encode(result, self.output),
            findings=tuple(finding.code for finding in record.findings),
            stages=tuple(f"{error.stage}: {error.message}" for error in record.errors),
            sifted=sifted,
        )


@dataclass(frozen=True)
class Kept:
    """A document that an earlier run has finished, as it stands in the output."""

    name: str
    line: bytes


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
    sieve: Sieve = field(default_factory=Sieve)

    def run(self) -> Summary:
        """Works through the inputs and writes the output. Raises ConfigError and ModelError before it writes."""
        if self.out:
            must_not_overwrite(self.out, self.inputs)
        writer = self._writer()
        if self.resume and (not self.out or writer.FORMAT != "jsonl"):
            raise ConfigError("--resume needs -o OUT in the format jsonl")
        codes = chosen(self.select, self.ignore)
        job = Job(
            settings=Settings(model=self.model, select=self.select, ignore=self.ignore),
            output=Output(with_text=self.with_text, colour=self.out is None and sys.stdout.isatty()),
            writer=writer.__name__,
            sieve=self.sieve,
        )
        summary, account = Summary(), Account(self.sieve, codes)
        checks = {code: catalogue()[code] for code in sorted(codes)}
        opening = [writer.opening(checks, __version__)] if hasattr(writer, "opening") else []
        with _progress(quiet=self.quiet) as progress, Target(self.out, resume=self.resume) as target:
            leave_out = [*target.files, *self.sieve.files]
            items = (_kept(item, target) for item in sources(self.inputs, leave_out=leave_out))
            chunks = self._chunks(items, job, summary, account, progress)
            for chunk in writer.frame(chain(opening, chunks)):
                target.write(chunk)
        account.close()
        for notice in account.unused() if not self.resume else ():
            _say(notice)
        if not self.quiet:
            print("\n".join((*summary.lines(), *account.lines())), file=sys.stderr)
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

    def _chunks(
        self, items: Iterable[Item | Kept], job: Job, summary: Summary, account: Account, progress: Progress
    ) -> Iterator[bytes]:
        """Each document's bytes, in order; failures are named as they come."""
        failed = getattr(import_module(job.writer), "failed", None)
        for item, result in work_through(items, job, prepare=job.prepare, workers=self.workers):
            if isinstance(item, Notice):
                _say(f"{item.path}: {item.reason}")
                continue
            done = _of_record(item.line) if isinstance(item, Kept) else result
            reason = item.reason if isinstance(item, Failure) else done.failure if done else None
            if reason:
                summary.failed += 1
                _say(f"{item.name}: {reason}")
                if failed and isinstance(item, Failure | Source):
                    yield failed(reason, item.path, item.member)
            elif done:
                if done.sifted:
                    account.add(done.sifted)
                summary.documents += 1
                summary.findings.update(done.findings)
                summary.failed += bool(done.stages)
                for stage in done.stages:
                    _say(f"{item.name}: {stage}")
                yield done.data
            progress(summary)


def _kept(item: Item, target: Target) -> Item | Kept:
    if isinstance(item, Source) and (line := target.finished(item)):
        return Kept(item.name, line)
    return item


def _of_record(line: bytes) -> Done:
    import orjson

    record = orjson.loads(line)
    return Done(
        data=line,
        findings=tuple(finding["code"] for finding in record["findings"]),
        stages=tuple(f"{error['stage']}: {error['message']}" for error in record["errors"]),
    )


def _say(line: str) -> None:
    print(visible(line), file=sys.stderr)


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
