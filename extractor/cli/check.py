"""`check`: inputs -> what contradicts itself in them."""

import typer

from extractor.cli.options import batch_command

FOUND = 1


def register(app: typer.Typer) -> None:
    """Adds the command."""
    command = batch_command("check", formats="text or jsonl", found=FOUND)
    app.command(
        name="check", help="Finds inconsistencies in trial documents; also reads the records that `extract` wrote."
    )(command)
