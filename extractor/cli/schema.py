"""`schema`: the JSON Schema of the record."""

import typer


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="schema")(schema)


def schema() -> None:
    """Prints the JSON Schema of a record."""
    import json

    from extractor.record import json_schema

    typer.echo(json.dumps(json_schema(), indent=2))
