"""`info`: versions, the model in use, its scores."""

import typer

from extractor.cli import options


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="info")(info)


def info(model: options.Model = "en_trial_ner", config: options.Config = None) -> None:
    """Prints versions, the model that is used, and the scores that stand in its description."""
    from importlib.metadata import version

    from extractor import __version__
    from extractor.findings import catalogue
    from extractor.recognise import Recogniser

    typer.echo(f"trial-extractor {__version__}, {len(catalogue())} checks")
    for package in ("spacy", "scispacy", "pydantic", "pypdfium2"):
        typer.echo(f"{package} {version(package)}")
    name = options.model_name(model)
    if name is None:
        typer.echo("model none: pattern rules only")
        return
    meta = Recogniser(name).meta
    typer.echo(f"model {meta.get('lang')}_{meta.get('name')} {meta.get('version')}")
    for key, value in sorted((meta.get("performance") or {}).items()):
        if isinstance(value, int | float):
            typer.echo(f"  {key} {value:.3f}")
