"""`explain`: one check's page."""

import inspect

import typer

from extractor.errors import ConfigError


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="explain")(explain)


def explain(code: str = typer.Argument(metavar="CODE", help="A check's code, such as AGE101.")) -> None:
    """Explains a check: what it does, why it matters, an example, and what is not an error."""
    from extractor.findings import absorbed, catalogue

    check = catalogue().get(code.upper())
    if check is None:
        raise ConfigError(f"no check is called {code!r}")
    state = "on" if getattr(check, "by_default", True) else "off"
    typer.echo(f"{check.code} {check.name}\nseverity: {check.severity}; {state} by default")
    if names := absorbed(check.code):
        typer.echo(f"stands for: {', '.join(names)}")
    typer.echo("\n" + inspect.cleandoc(check.__doc__ or ""))
