"""`extract`: inputs -> one record a trial document."""

import typer

from extractor.cli.options import batch_command


def register(app: typer.Typer) -> None:
    """Adds the command."""
    command = batch_command("extract", formats="jsonl, json or csv", found=0)
    app.command(name="extract", help="Reads trial documents and writes one record each, findings included.")(command)
