"""CSV tables, a file each: trials, and what belongs to them by their key (`--tables DIR`, or `-f tables -o DIR`)."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import orjson

from extractor.record import Result
from extractor.writers import Output, masked
from extractor.writers._columns import cell, line
from extractor.writers._tables import TABLES, heading, rows

COMMAND = "extract"
FORMAT = "tables"
SUFFIXES = ()
FOLDER = True


def encode(result: Result, output: Output) -> bytes:
    """The record's rows, table by table. Raises WriteError where two rows have one id."""
    made = rows(masked(result.record))
    return orjson.dumps({name: [[cell(value) for value in row] for row in found] for name, found in made.items()})


def fill(chunks: Iterable[bytes], folder: Path) -> None:
    """Writes the files; trials are numbered as they come."""
    folder.mkdir()
    with ExitStack() as open_files:
        files = {name: open_files.enter_context((folder / f"{name}.csv").open("wb")) for name in TABLES}
        for name, file in files.items():
            file.write(line(heading(name)))
        for key, chunk in enumerate(chunks, 1):
            for name, found in orjson.loads(chunk).items():
                files[name].writelines(line([str(key), *row]) for row in found)


def not_ours(folder: Path) -> str | None:
    """Something in a folder that this format does not write."""
    return next(
        (each.name for each in sorted(folder.iterdir()) if each.stem not in TABLES or each.suffix != ".csv"), None
    )
