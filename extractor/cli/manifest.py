"""The account of a run beside its output, OUT.manifest.jsonl: the settings, then what became of each document.

It has no seconds and no dates: the same inputs give the same bytes. `--resume` goes by its first line, so that records
of other settings are never mixed; which documents are finished is told by the records themselves.
"""

from pathlib import Path
from typing import IO, Any

from extractor.errors import ConfigError
from extractor.inputs import MANIFEST


def header(settings: dict[str, Any]) -> bytes:
    """The first line."""
    import orjson

    return MANIFEST + orjson.dumps(settings) + b"}\n"


def entry(path: str, member: str | None, sha256: str | None, state: str, reason: str | None) -> bytes:
    """A document's line; its state is done, incomplete (a stage failed) or failed.

    >>> entry("a.json", None, "ab", "done", None)
    b'{"input":"a.json","member":null,"sha256":"ab","state":"done","reason":null}\\n'
    """
    import orjson

    fields = {"input": path, "member": member, "sha256": sha256, "state": state, "reason": reason}
    return orjson.dumps(fields) + b"\n"


def differences(file: Path, settings: dict[str, Any]) -> list[str]:
    """Which settings of an earlier run were others; none where the file is not there. Raises ConfigError."""
    import orjson

    if not file.exists():
        return []
    with file.open("rb") as stream:
        line = stream.readline()
    if not line:
        return []  # stopped before anything was written
    if not line.startswith(MANIFEST):
        raise ConfigError(f"{file} is no manifest of this command: not resumed")
    earlier = orjson.loads(line)["manifest"]
    now = orjson.loads(orjson.dumps(settings))
    return sorted(key for key in {*earlier, *now} if earlier.get(key) != now.get(key))


def opened(file: Path, settings: dict[str, Any]) -> IO[bytes]:
    """The manifest of a run that begins: its settings stand in it before any record is written."""
    stream = file.open("wb")
    stream.write(header(settings))
    stream.flush()
    return stream
