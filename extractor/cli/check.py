"""`check`: inputs -> what contradicts itself in them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import options

if TYPE_CHECKING:
    from extractor.baseline import Sieve

FOUND = 1

Format = Annotated[
    str, typer.Option("-f", "--format", metavar="FORMAT", help="text, jsonl, sarif or github; else by OUT's suffix.")
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Show only what is not in FILE; where there is no FILE yet, today's findings are accepted: written to it.",
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="check")(check)


def check(
    inputs: options.Inputs = None,
    output: options.Out = None,
    format: Format = "",
    model: options.Model = "en_trial_ner",
    select: options.Select = "",
    ignore: options.Ignore = "",
    baseline: BaselineFile = None,
    files_from: options.FilesFrom = "",
    from0: options.From0 = False,
    workers: options.Workers = 1,
    engine: options.Engine = "local",
    scheduler: options.Scheduler = "",
    resume: options.Resume = False,
    with_text: options.WithText = False,
    quiet: options.Quiet = False,
    progress: options.Progress = "auto",
    config: options.Config = None,
) -> None:
    """Finds inconsistencies in trial documents; also reads the records that `extract` wrote."""
    from extractor.cli.batch import Batch
    from extractor.config import load_limits

    batch = Batch(
        command="check",
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
        sieve=sieve(config, baseline, output, resume=resume),
    )
    summary = batch.run()
    raise typer.Exit(options.SOME_INPUT_FAILED if summary.failed else FOUND if summary.findings else 0)


def sieve(config: Path | None, baseline: Path | None, output: Path | None, *, resume: bool) -> "Sieve":
    """What is not to be shown. Raises ConfigError."""
    from extractor.baseline import Baseline, Sieve
    from extractor.cli.output import files_of
    from extractor.config import load_ignores
    from extractor.errors import ConfigError
    from extractor.findings import chosen

    ignores = load_ignores(config)
    for ignored in ignores:
        chosen(ignored.codes)
    if resume and baseline:
        raise ConfigError("--resume does not go with --baseline: what is kept is not compared again")
    if baseline and output and baseline.absolute() in [file.absolute() for file in files_of(output)]:
        raise ConfigError(f"{baseline} is the output: it cannot be the baseline")
    return Sieve(ignores=ignores, baseline=Baseline.of(baseline) if baseline else None)
