"""`rules`: the catalogue of checks."""

import typer


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="rules")(rules)


def rules() -> None:
    """Lists the checks: code, severity, name, and whether it is on by default."""
    from extractor.findings import catalogue

    for code, check in catalogue().items():
        off = "" if getattr(check, "by_default", True) else "  (off by default)"
        typer.echo(f"{code}  {check.severity:7}  {check.name}{off}")
