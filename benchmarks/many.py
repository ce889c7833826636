"""A set of studies of any size: those of a file, or of samples/, repeated under new numbers."""

import gzip
import json
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[1] / "samples" / "documents"


def write(out: Path, count: int, source: Path | None = None) -> None:
    """JSON Lines of `count` v2 studies, each with a number of its own; `source` is JSON Lines, packed or not."""
    studies = list(_studies(source))
    with out.open("w", encoding="utf-8") as lines:
        for number, study in enumerate(islice(cycle(studies), count), 1):
            study["protocolSection"]["identificationModule"]["nctId"] = f"NCT{90_000_000 + number}"
            lines.write(json.dumps(study) + "\n")


def _studies(source: Path | None) -> Iterator[dict[str, Any]]:
    if source is None:
        for file in sorted(SAMPLES.glob("*.json")):
            study = json.loads(file.read_text(encoding="utf-8"))
            if "identificationModule" in study.get("protocolSection", {}):
                yield study
        return
    with (gzip.open if source.suffix == ".gz" else open)(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
