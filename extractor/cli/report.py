"""`report`: inputs -> one HTML page that people read."""

import typer

from extractor.cli import options


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="report")(report)


def report(
    inputs: options.Inputs = None,
    output: options.Out = None,
    files_from: options.FilesFrom = "",
    from0: options.From0 = False,
    model: options.Model = "en_trial_ner",
    select: options.Select = "",
    ignore: options.Ignore = "",
    workers: options.Workers = 1,
    quiet: options.Quiet = False,
    progress: options.Progress = "auto",
    config: options.Config = None,
) -> None:
    """Writes one self-contained page: each document's text with what was read in it and what contradicts itself."""
    from extractor.cli.batch import Batch
    from extractor.cli.check import sieve

    batch = Batch(
        command="report",
        inputs=options.inputs(inputs, files_from, from0=from0),
        out=output,
        format="html",
        model=options.model_name(model),
        select=options.codes(select),
        ignore=options.codes(ignore),
        workers=workers,
        resume=False,
        with_text=True,
        quiet=quiet,
        progress=progress,
        sieve=sieve(config, None, output, resume=False),
    )
    raise typer.Exit(options.SOME_INPUT_FAILED if batch.run().failed else 0)
