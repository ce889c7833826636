"""What a run is asked to do, and the configuration file it may stand in.

A file is `trial-extractor.toml`, or `[tool.trial-extractor]` of `pyproject.toml`, in the working directory: never one
beside the inputs, which are not trusted. Its keys are the names of the command-line options.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import ConfigError

FILES = ("trial-extractor.toml", "pyproject.toml")
DEFAULT_MODEL = "en_trial_ner"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What decides the content of a record: the model (None: pattern rules only) and which checks run."""

    model: str | None = DEFAULT_MODEL
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def load(path: Path | None, *, known: Collection[str], folder: Path | None = None) -> dict[str, Any]:
    """The options of a configuration file: the one given, else the first found in `folder`; {} where there is none.

    Raises ConfigError where the file cannot be read or has a key that is not among `known`.
    """
    found = [path] if path else [(folder or Path.cwd()) / name for name in FILES]
    for file in found:
        if not path and not file.is_file():
            continue
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{file}: {error}") from None
        if file.name == "pyproject.toml":
            content = content.get("tool", {}).get("trial-extractor", {})
        options = {key.replace("-", "_"): value for key, value in content.items()}
        if unknown := sorted(set(options) - set(known)):
            raise ConfigError(f"{file}: unknown option {', '.join(unknown)}")
        if options or path:
            return options
    return {}
