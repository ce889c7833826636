"""What `extract` and `check` do alike: inputs through the workers to one output, with progress and a summary."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from extractor import __version__
from extractor.baseline import Account, Sieve, Sifted
from extractor.cli.output import Place, Target, must_be_ours, must_not_overwrite
from extractor.cli.progress import KINDS, Summary, Voice, voice
from extractor.config import DEFAULT_LIMITS, Limits, Settings
from extractor.errors import ConfigError, ReadError, WriteError
from extractor.findings import catalogue, chosen
from extractor.inputs import Failure, Item, Notice, Source, sources
from extractor.pipeline import prepare, process_all, written
from extractor.plugins import modules
from extractor.recognise import loaded
from extractor.record import Result
from extractor.writers import Output

DEFAULT_FORMAT = {"extract": "jsonl", "check": "text"}


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
        """Loads the model, and what documents need besides."""
        prepare(self.settings.model)

    def describe(self, command: str, format: str) -> dict[str, Any]:
        """What decides the bytes of a record."""
        recogniser = loaded(self.settings.model)
        meta = recogniser.meta if recogniser else {}
        return {
            "version": __version__,
            "command": command,
            "format": format,
            "model": f"{self.settings.model} {meta.get('version')}" if recogniser else None,
            "select": self.settings.select,
            "ignore": self.settings.ignore,
            "ignores": [asdict(ignored) for ignored in self.sieve.ignores],
            "with_text": self.output.with_text,
        }

    def __call__(self, source: Source) -> Done:
        [done] = self.together([source])
        return done

    def together(self, sources: Sequence[Source]) -> Iterator[Done]:
        """Some sources at once: the same, in less time."""
        for result in process_all(sources, self.settings, loaded(self.settings.model)):
            yield Done(failure=str(result)) if isinstance(result, ReadError) else self._done(result)

    def _done(self, result: Result) -> Done:
        record = result.record
        sifted = self.sieve.sift(record)
        try:
            data = written(result, import_module(self.writer), self.output)
        except WriteError as error:
            return Done(failure=str(error))
        return Done(
            data=data,
            findings=tuple(finding.code for finding in record.findings),
            stages=tuple(f"{error.stage}: {error.message}" for error in record.errors),
            sifted=sifted,
        )


@dataclass(frozen=True)
class Kept:
    """A document that an earlier run has finished, as it stands in the output."""

    path: str
    member: str | None
    name: str
    sha256: str
    line: bytes


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
    progress: str = "auto"
    engine: str = "local"
    scheduler: str | None = None
    limits: Limits = DEFAULT_LIMITS
    sieve: Sieve = field(default_factory=Sieve)

    def run(self) -> Summary:
        """Works through the inputs and writes the output. Raises ConfigError and ModelError before it writes."""
        if self.progress not in KINDS:
            raise ConfigError(f"--progress {self.progress}: {' or '.join(KINDS)}")
        writer = self._writer()
        runner = self._runner()
        if self.resume and (not self.out or writer.FORMAT != "jsonl"):
            raise ConfigError("--resume needs -o OUT in the format jsonl")
        codes = chosen(self.select, self.ignore)
        job = Job(
            settings=Settings(model=self.model, select=self.select, ignore=self.ignore),
            output=Output(with_text=self.with_text, colour=self.out is None and sys.stdout.isatty()),
            writer=writer.__name__,
            sieve=self.sieve,
        )
        job.prepare()
        summary, account = Summary(), Account(self.sieve, codes)
        checks = {code: catalogue()[code] for code in sorted(codes)}
        opening = [writer.opening(checks, __version__)] if hasattr(writer, "opening") else []
        with voice(self.progress, self.inputs, quiet=self.quiet) as (says, meter), self._target(writer, job) as target:
            leave_out = [*target.files, *self.sieve.files]
            found = sources(self.inputs, limits=self.limits, leave_out=leave_out, meter=meter)
            results = runner.work_through(
                (_kept(item, target) for item in found),
                job,
                prepare=job.prepare,
                together=job.together,
                workers=self.workers,
                limits=self.limits,
                scheduler=self.scheduler,
            )
            target.fill(writer, chain(opening, self._chunks(results, job, target, summary, account, says)))
        account.close()
        for notice in account.unused() if not self.resume else ():
            says.remark(notice)
        says.end(summary, list(account.lines()))
        return summary

    def _runner(self) -> ModuleType:
        """How the documents are worked through. Raises ConfigError where that cannot be."""
        runners = {runner.ENGINE: runner for runner in modules("extractor.runners")}
        if self.engine not in runners:
            raise ConfigError(f"there is no engine {self.engine!r}: {', '.join(sorted(runners))}")
        if self.scheduler and self.engine == "local":
            raise ConfigError("--scheduler goes with --engine dask")
        for name in getattr(runners[self.engine], "REQUIRES", ()):
            if not _installed(name):
                raise ConfigError(f"--engine {self.engine} needs {name}: pip install 'trial-extractor[{self.engine}]'")
        return runners[self.engine]

    def _target(self, writer: ModuleType, job: Job) -> Target | Place:
        """Where the writer writes. Raises ConfigError where that cannot be."""
        if getattr(writer, "FOLDER", False) and self.out:
            must_be_ours(self.out, self.inputs, writer)
        elif self.out:
            must_not_overwrite(self.out, self.inputs)
        if not hasattr(writer, "fill"):
            settings = job.describe(self.command, writer.FORMAT) if writer.FORMAT == "jsonl" else None
            return Target(self.out, resume=self.resume, settings=settings)
        if not self.out:
            raise ConfigError(f"the format {writer.FORMAT} needs -o OUT")
        return Place(self.out)

    def _writer(self) -> ModuleType:
        writers = {w.FORMAT: w for w in modules("extractor.writers") if self.command == w.COMMAND}
        wanted = self.format
        if not wanted and self.out:
            # The longest suffix decides: .fhir.json is not .json.
            suffixes = sorted(((s, w.FORMAT) for w in writers.values() for s in w.SUFFIXES), key=lambda s: -len(s[0]))
            wanted = next((name for suffix, name in suffixes if self.out.name.endswith(suffix)), "")
        wanted = wanted or DEFAULT_FORMAT[self.command]
        if wanted not in writers:
            raise ConfigError(f"{self.command} has no format {wanted!r}: {', '.join(sorted(writers))}")
        for name in getattr(writers[wanted], "REQUIRES", ()):
            if not _installed(name):
                raise ConfigError(f"the format {wanted} needs {name}: pip install 'trial-extractor[formats]'")
        return writers[wanted]

    def _chunks(
        self,
        results: Iterable[tuple[Item | Kept, Done | None]],
        job: Job,
        target: Target | Place,
        summary: Summary,
        account: Account,
        says: Voice,
    ) -> Iterator[bytes]:
        """Each document's bytes, in order; failures are named as they come."""
        failed = getattr(import_module(job.writer), "failed", None)
        for item, result in results:
            if isinstance(item, Notice):
                says.notice(item)
                continue
            done = _of_record(item.line) if isinstance(item, Kept) else result
            reason = item.reason if isinstance(item, Failure) else done.failure if done else None
            digest = None if isinstance(item, Failure) else item.sha256
            if reason:
                summary.failed += 1
                target.note(item, digest, "failed", reason)
                says.failed(item, reason)
                if failed and isinstance(item, Failure | Source):
                    yield failed(reason, item.path, item.member)
            elif done:
                if done.sifted:
                    account.add(done.sifted)
                summary.documents += 1
                summary.findings.update(done.findings)
                summary.failed += bool(done.stages)
                for stage in done.stages:
                    says.failed(item, stage)
                whole = "incomplete" if done.stages else "done"
                target.note(item, digest, whole, "; ".join(done.stages) or None)
                yield done.data
            says.done(item, summary)


def _kept(item: Item, target: Target | Place) -> Item | Kept:
    if isinstance(item, Source) and (line := target.finished(item)):
        return Kept(item.path, item.member, item.name, item.sha256, line)
    return item


def _of_record(line: bytes) -> Done:
    import orjson

    record = orjson.loads(line)
    return Done(
        data=line,
        findings=tuple(finding["code"] for finding in record["findings"]),
        stages=tuple(f"{error['stage']}: {error['message']}" for error in record["errors"]),
    )


def _installed(name: str) -> bool:
    """Whether a module is there, without importing it."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
