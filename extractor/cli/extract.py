"""`extract`: inputs -> one record a trial document."""

from typing import Annotated

import typer

from extractor.cli import options


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(help="Reads trial documents and writes one record each, findings included.")(extract)


def extract(
    inputs: options.Inputs,
    output: options.Out = None,
    format: Annotated[
        str, typer.Option("-f", "--format", metavar="FORMAT", help="jsonl, json or csv; else by OUT's suffix.")
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
    from extractor.cli.batch import Batch

    batch = Batch(
        command="extract",
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
    raise typer.Exit(options.SOME_INPUT_FAILED if batch.run().failed else 0)
