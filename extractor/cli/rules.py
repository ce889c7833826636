"""`rules`: the catalogue of checks, and how often each fires on a corpus."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli import options

if TYPE_CHECKING:
    from extractor.config import Settings
    from extractor.inputs import Source

Inputs = Annotated[
    list[str] | None, typer.Argument(metavar="INPUT...", help="What --stats counts on.", show_default=False)
]
Stats = Annotated[bool, typer.Option("--stats", help="Count how often each check fires on INPUT..., the most first.")]
Format = Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help="text or jsonl.")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="rules")(rules)


def rules(
    inputs: Inputs = None,
    stats: Stats = False,
    format: Format = "text",
    model: options.Model = "en_trial_ner",
    select: options.Select = "",
    ignore: options.Ignore = "",
    workers: options.Workers = 1,
) -> None:
    """Lists the checks: code, severity, name, and whether it is on by default; or counts how often each fires."""
    from extractor.config import Settings
    from extractor.errors import ConfigError
    from extractor.findings import ALL, chosen

    if format not in ("text", "jsonl"):
        raise ConfigError(f"rules has no format {format!r}: jsonl, text")
    if stats != bool(inputs):
        raise ConfigError("--stats counts on inputs" if stats else "inputs are for --stats")
    settings = Settings(model=options.model_name(model), select=options.codes(select), ignore=options.codes(ignore))
    codes = sorted(chosen(settings.select or (() if stats else (ALL,)), settings.ignore))
    tally = _count(inputs, settings, workers) if inputs else None
    rows = [_row(code, tally) for code in codes]
    if tally:
        rows.sort(key=lambda row: (-tally.findings[row["code"]], row["code"]))
    for line in map(json.dumps, rows) if format == "jsonl" else _table(rows, tally):
        typer.echo(line)
    if tally and tally.failed:
        raise typer.Exit(options.SOME_INPUT_FAILED)


@dataclass
class _Tally:
    """How many documents were read, and in how many each code was found, how often."""

    read: int = 0
    failed: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Job:
    """A source -> the codes of its findings and the stages that failed, or why it cannot be read."""

    settings: "Settings"

    def prepare(self) -> None:
        """Loads the model, and what documents need besides."""
        from extractor.pipeline import prepare

        prepare(self.settings.model)

    def __call__(self, source: "Source") -> tuple[list[str], list[str]] | str:
        from extractor.errors import ReadError
        from extractor.pipeline import process
        from extractor.recognise import loaded

        try:
            record = process(source, self.settings, loaded(self.settings.model)).record
        except (ReadError, MemoryError) as error:
            return str(error) or "not enough memory"
        return [one.code for one in record.findings], [f"{one.stage}: {one.message}" for one in record.errors]


def _count(inputs: list[str], settings: "Settings", workers: int) -> _Tally:
    """Goes through the inputs; what fails is named on standard error."""
    from extractor.inputs import Notice, sources
    from extractor.runners.local import work_through

    tally, job = _Tally(), _Job(settings)
    for item, result in work_through(sources(inputs), job, prepare=job.prepare, workers=workers):
        if isinstance(item, Notice):
            _say(f"{item.path}: {item.reason}")
        elif isinstance(result, tuple):
            codes, broken = result
            tally.read += 1
            tally.failed += bool(broken)
            tally.findings.update(codes)
            tally.documents.update(set(codes))
            for stage in broken:
                _say(f"{item.name}: {stage}")
        else:
            tally.failed += 1
            _say(f"{item.name}: {result or getattr(item, 'reason', '')}")
    return tally


def _say(line: str) -> None:
    from extractor.writers import visible

    print(visible(line), file=sys.stderr)


def _row(code: str, tally: _Tally | None) -> dict[str, Any]:
    from extractor.findings import catalogue

    check = catalogue()[code]
    row = {"code": code, "name": check.name, "severity": check.severity, "default": getattr(check, "by_default", True)}
    if not tally:
        return row
    share = round(tally.documents[code] / tally.read, 4) if tally.read else 0.0
    return {**row, "findings": tally.findings[code], "documents": tally.documents[code], "share": share}


def _table(rows: list[dict[str, Any]], tally: _Tally | None) -> Iterator[str]:
    if tally:
        total = f"{tally.read} documents, {tally.failed} failed, {tally.findings.total()} findings"
        yield f"{total}\nfindings documents  share  check"
    for row in rows:
        off = "" if row["default"] else "  (off by default)"
        counted = f"{row['findings']:8} {row['documents']:9} {row['share']:6.1%}  " if tally else ""
        yield f"{counted}{row['code']}  {row['severity']:7}  {row['name']}{off}"
