"""How many documents a second each format writes, beside how many are extracted; one process, CPU time.

    python -m benchmarks.writers INPUT... [--documents N] [--model NAME|none] [--passes N]

The first N documents of INPUT are extracted once, then written in every format of `extract`, in some passes, of which
the fastest counts: the others tell of the machine's other work. `share` is the writer's time over that of extraction.
A table goes to stderr, one JSON line to stdout; the files are written to a temporary folder and removed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from types import ModuleType

from extractor.config import Settings
from extractor.inputs import Source, sources
from extractor.pipeline import process
from extractor.plugins import modules
from extractor.recognise import loaded
from extractor.record import Result
from extractor.writers import Output

__all__ = ["extracted", "written"]


def extracted(paths: Sequence[str], *, documents: int, model: str | None) -> tuple[list[Result], float]:
    """The results of the first documents of the inputs, and the seconds of CPU time that it took to extract them."""
    found = list(islice((item for item in sources(paths) if isinstance(item, Source)), documents))
    recogniser = loaded(model)
    settings = Settings(model=model)
    process(found[0], settings, recogniser)  # tables that are loaded at first use
    since = time.process_time()
    results = [process(source, settings, recogniser) for source in found]
    return results, time.process_time() - since


def written(writer: ModuleType, results: Sequence[Result], *, passes: int) -> tuple[float, int]:
    """The seconds of CPU time that a format takes to write the results, and the bytes of its output."""
    taken, size = [], 0
    for _ in range(passes + 1):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "out"
            since = time.process_time()
            chunks = (writer.encode(result, Output()) for result in results)
            if hasattr(writer, "fill"):
                writer.fill(chunks, place)
            else:
                with place.open("wb") as file:
                    file.writelines(writer.frame(chunks))
            taken.append(time.process_time() - since)
            size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())
    return min(taken[1:]), size  # the first pass imports what the format needs


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Documents a second of each format.")
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--model", default="none")
    parser.add_argument("--passes", type=int, default=3)
    options = parser.parse_args(arguments)
    model = None if options.model == "none" else options.model
    results, taken = extracted(options.inputs, documents=options.documents, model=model)
    count = len(results)
    rows = {"extraction": {"per_s": count / taken, "share": 1.0, "mb": 0.0}}
    for writer in modules("extractor.writers"):
        if writer.COMMAND == "extract":
            seconds, size = written(writer, results, passes=options.passes)
            rows[writer.FORMAT] = {"per_s": count / seconds, "share": seconds / taken, "mb": size / 1e6}
    for name, row in rows.items():
        sys.stderr.write(f"{name:<12} {row['per_s']:9.1f} documents/s {row['share']:7.3f} {row['mb']:8.2f} MB\n")
    told = {name: {key: round(value, 3) for key, value in row.items()} for name, row in rows.items()}
    sys.stdout.write(json.dumps({"documents": count, "model": options.model, "formats": told}) + "\n")


if __name__ == "__main__":
    main()
