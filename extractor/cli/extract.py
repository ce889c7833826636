"""`extract`: inputs -> one record a trial document."""

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import options

FORMATS = "jsonl, json, csv, parquet, duckdb, fhir, usdm or brat; else by OUT's suffix."


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(help="Reads trial documents and writes one record each, findings included.")(extract)


def extract(
    inputs: options.Inputs = None,
    output: options.Out = None,
    format: Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help=FORMATS)] = "",
    tables: Annotated[
        Path | None, typer.Option("--tables", metavar="DIR", help="csv: write a table each of what records hold.")
    ] = None,
    files_from: options.FilesFrom = "",
    from0: options.From0 = False,
    model: options.Model = "en_trial_ner",
    select: options.Select = "",
    ignore: options.Ignore = "",
    workers: options.Workers = 1,
    engine: options.Engine = "local",
    scheduler: options.Scheduler = "",
    resume: options.Resume = False,
    with_text: options.WithText = False,
    quiet: options.Quiet = False,
    progress: options.Progress = "auto",
    config: options.Config = None,
) -> None:
    from extractor.cli.batch import Batch
    from extractor.config import load_limits

    format, output = _shape(format, output, tables)
    batch = Batch(
        command="extract",
        inputs=options.inputs(inputs, files_from, from0=from0),
        out=output,
        format=format,
        model=options.model_name(model),
        select=options.codes(select),
        ignore=options.codes(ignore),
        workers=workers,
        engine=engine,
        scheduler=scheduler or None,
        limits=load_limits(config),
        resume=resume,
        with_text=with_text,
        quiet=quiet,
        progress=progress,
    )
    raise typer.Exit(options.SOME_INPUT_FAILED if batch.run().failed else 0)


def _shape(format: str, output: Path | None, tables: Path | None) -> tuple[str, Path | None]:
    """The format and where it goes; tables are a format of their own. Raises ConfigError."""
    from extractor.errors import ConfigError

    if tables is None:
        return format, output
    if format not in ("", "csv"):
        raise ConfigError(f"--tables writes csv, not {format}")
    if output:
        raise ConfigError(f"--tables writes to {tables} alone: no -o")
    return "tables", tables
