"""The options that commands share; each can stand in the configuration file."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

SOME_INPUT_FAILED = 3
_AUTHORED = {"inputs", "files_from", "from0", "config", "code", "input", "registry", "protocol"}


def _configure(context: typer.Context, path: Path | None) -> Path | None:
    """Takes the defaults of all options from the configuration file, before they are read."""
    from extractor.config import load

    known = {p.name for p in context.command.params if p.name and p.name not in _AUTHORED}
    every = known | _all_names(context)
    options = load(path, known=every)
    context.default_map = {**(context.default_map or {}), **{k: _listed(v) for k, v in options.items() if k in known}}
    return path


def _all_names(context: typer.Context) -> set[str]:
    parent = context.parent
    commands: dict[str, Any] = getattr(parent.command, "commands", {}) if parent else {}
    return {p.name for c in commands.values() for p in c.params if p.name and p.name not in _AUTHORED}


def _listed(value: object) -> object:
    return ",".join(map(str, value)) if isinstance(value, list) else value


def _or_stdout(path: Path | None) -> Path | None:
    return None if path == Path("-") else path


Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT...", help="Files, folders, archives, or - for standard input.", show_default=False),
]
FilesFrom = Annotated[
    str,
    typer.Option("--files-from", metavar="FILE|-", help="Read also the inputs that FILE names, one a line."),
]
From0 = Annotated[bool, typer.Option("-0", "--from0", help="The names in FILE end with a NUL instead of a line break.")]
Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="OUT",
        callback=_or_stdout,
        help="Where to write; standard output if not given, or -.",
    ),
]
Model = Annotated[
    str, typer.Option(metavar="NAME|PATH|none", help="The recognition model; none: pattern rules only, no spaCy.")
]
Select = Annotated[str, typer.Option(metavar="CODES", help="Checks to run: codes, families (AGE) or ALL, by commas.")]
Ignore = Annotated[str, typer.Option(metavar="CODES", help="Checks to leave out.")]
Workers = Annotated[int, typer.Option("-j", "--workers", metavar="N", min=1, help="How many processes work.")]
Engine = Annotated[str, typer.Option(metavar="local|dask", help="What works: this machine, or a Dask cluster.")]
Scheduler = Annotated[
    str, typer.Option(metavar="ADDRESS", help="dask: the cluster's scheduler; without it a cluster of this machine.")
]
Config = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        is_eager=True,
        callback=_configure,
        help="Configuration; else trial-extractor.toml or pyproject.toml of this folder.",
    ),
]
WithText = Annotated[bool, typer.Option("--with-text", help="Write the document's text too.")]
Resume = Annotated[bool, typer.Option("--resume", help="Keep the documents that OUT has already.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no summary; failures are still named.")]
Progress = Annotated[
    str,
    typer.Option("--progress", metavar="auto|json", help="json: what goes on, an object a line, on standard error."),
]


def inputs(given: list[str] | None, files_from: str, *, from0: bool) -> list[str]:
    """The inputs named on the command line, then those that a file names. Raises ConfigError."""
    from extractor.errors import ConfigError

    if from0 and not files_from:
        raise ConfigError("--from0 needs --files-from FILE")
    if not (given or files_from):
        raise ConfigError("no INPUT is given")
    return [*(given or []), *(_names(files_from, from0=from0) if files_from else [])]


def _names(file: str, *, from0: bool) -> list[str]:
    """The names in a file, as they are: - names a file too."""
    from extractor.errors import ConfigError

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from None
    names = data.split(b"\0") if from0 else data.splitlines()
    return [os.path.join(".", "-") if name == b"-" else os.fsdecode(name) for name in names if name]


def model_name(model: str) -> str | None:
    """The model to load; None where it is "none"."""
    return None if model.lower() == "none" else model


def codes(text: str) -> tuple[str, ...]:
    """The codes of a comma-separated list."""
    return tuple(part for part in text.replace(",", " ").split() if part)
