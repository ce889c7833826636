"""What a run is asked to do, and the configuration file it may stand in.

A file is `trial-extractor.toml`, or `[tool.trial-extractor]` of `pyproject.toml`, in the working directory: never one
beside the inputs, which are not trusted. Its keys are the names of the command-line options; `ignores`: what is no
error in one trial, and why; and `limits`: what is too large, too slow or too hungry.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import ConfigError

FILES = ("trial-extractor.toml", "pyproject.toml")
IGNORES = "ignores"
LIMITS = "limits"
DEFAULT_MODEL = "en_trial_ner"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What decides the content of a record: the model (None: pattern rules only) and which checks run."""

    model: str | None = DEFAULT_MODEL
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What is too much: bytes of one document; bytes that one input unpacks to, each layer counted; seconds that one
    document may take, and bytes of memory beyond what a worker has before it begins."""

    document: int = 200 * 2**20
    archive: int = 64 * 2**30
    seconds: float = 600
    memory: int = 4 * 2**30


DEFAULT_LIMITS = Limits()
# In the file sizes are megabytes.
_LIMIT_KEYS = {"document_mb": "document", "archive_mb": "archive", "seconds": "seconds", "memory_mb": "memory"}


@dataclass(frozen=True, kw_only=True)
class Ignored:
    """Findings of one trial that are not shown: codes or families, and the reason."""

    trial: str
    codes: tuple[str, ...]
    reason: str


def load(path: Path | None, *, known: Collection[str], folder: Path | None = None) -> dict[str, Any]:
    """The options of a configuration file: the one given, else the first found in `folder`; {} where there is none.

    Raises ConfigError where the file cannot be read or has a key that is not among `known`.
    """
    file, content = _read(path, folder)
    options = {key: value for key, value in content.items() if key not in (IGNORES, LIMITS)}
    if unknown := sorted(set(options) - set(known)):
        raise ConfigError(f"{file}: unknown option {', '.join(unknown)}")
    return options


def load_ignores(path: Path | None, *, folder: Path | None = None) -> tuple[Ignored, ...]:
    """What the same file says is to be ignored in single trials. Raises ConfigError where an entry is not whole.

    In the file: `[[ignores]]`, `trial = "NCT..."`, `codes = ["AGE101", "SEX"]`, `reason = "..."`.
    """
    file, content = _read(path, folder)
    entries = content.get(IGNORES, [])
    if not isinstance(entries, list):
        raise ConfigError(f"{file}: {IGNORES} is no list of tables: write [[{IGNORES}]]")
    return tuple(_ignored(entry, f"{file}: entry {number} of {IGNORES}") for number, entry in enumerate(entries, 1))


def _ignored(entry: object, where: str) -> Ignored:
    if not isinstance(entry, dict) or set(entry) - {"trial", "codes", "reason"}:
        raise ConfigError(f"{where}: trial, codes and reason are what it says")
    for key in ("trial", "reason"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise ConfigError(f"{where}: no {key}")
    codes = entry.get("codes")
    if not isinstance(codes, list) or not codes or not all(isinstance(code, str) for code in codes):
        raise ConfigError(f"{where}: no list of codes")
    return Ignored(trial=entry["trial"].strip(), codes=tuple(codes), reason=entry["reason"])


def load_limits(path: Path | None, *, folder: Path | None = None) -> Limits:
    """The limits that the same file sets, defaults for the others. Raises ConfigError where one is not known.

    In the file: `[limits]`, `document_mb = 200`, `archive_mb = 65536`, `seconds = 600`, `memory_mb = 4096`.
    """
    file, content = _read(path, folder)
    entries = content.get(LIMITS, {})
    if not isinstance(entries, dict):
        raise ConfigError(f"{file}: {LIMITS} is no table: write [{LIMITS}]")
    values: dict[str, Any] = {}
    for key, value in entries.items():
        if key not in _LIMIT_KEYS:
            raise ConfigError(f"{file}: unknown limit {key}: {', '.join(_LIMIT_KEYS)}")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 2**40:
            raise ConfigError(f"{file}: limit {key}: a number above zero")
        values[_LIMIT_KEYS[key]] = value if key == "seconds" else int(value * 2**20)
    return Limits(**values)


def _read(path: Path | None, folder: Path | None) -> tuple[Path | None, dict[str, Any]]:
    """The file that counts, and its keys with underscores."""
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
        if content or path:
            return file, {key.replace("-", "_"): value for key, value in content.items()}
    return None, {}
