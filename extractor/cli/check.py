"""`check`: inputs -> what contradicts itself in them."""

from typing import Annotated

import typer

from extractor.cli import options


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="check")(check)


def check(
    inputs: options.Inputs,
    output: options.Out = None,
    format: Annotated[
        str, typer.Option("-f", "--format", metavar="FORMAT", help="text or jsonl; else by OUT's suffix.")
    ] = "",
    model: options.Model = "en_trial_ner",
    select: options.Select = "",
    ignore: options.Ignore = "",
    workers: options.Workers = 1,
    resume: options.Resume = False,
    with_text: options.WithText = False,
    quiet: options.Quiet = False,
    config: options.Config = None,
) -> None:
    """Finds inconsistencies in trial documents; also reads the records that `extract` wrote."""
    from extractor.cli.batch import Batch

    batch = Batch(
        command="check",
        inputs=inputs,
        out=output,
        format=format,
        model=options.model_name(model),
        select=options.codes(select),
        ignore=options.codes(ignore),
        workers=workers,
        resume=resume,
        with_text=with_text,
        quiet=quiet,
    )
    summary = batch.run()
    raise typer.Exit(3 if summary.failed else 1 if summary.findings else 0)
