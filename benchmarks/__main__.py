"""Ours and the reference pipelines side by side, in one run: `make bench`, or

    python -m benchmarks [--source STUDIES.jsonl.gz] [--protocol FILE.pdf] [--documents 400] [--workers 2] [--others]

Takes titles, summaries and criteria of v2 studies as plain texts, in four sizes up to `--documents`, and has each
pipeline read each set in a process of its own, one after another, one thread: time from start to end, processor time,
and peak memory of all its processes. What one text takes (the start) stands in a row of its own and is taken off where
words a second are said. Ours is also run in 1 to `--workers` workers, and beside pdfplumber on a protocol. `--others`
installs medspaCy and EDS-NLP into `.bench/` and measures them too. Without `--source` the texts are those of samples/,
repeated: good for a look, not for figures. Writes `docs/benchmarks.md` and `docs/benchmarks.svg`.
"""

import argparse
import json
import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import many, pipelines, plot
from benchmarks.pipelines import Pipeline
from benchmarks.processes import Taken, taken

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def texts(count: int, source: Path | None) -> list[str]:
    """As many texts: title, summary, description and criteria of a study."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "studies.jsonl"
        many.write(file, count, source)
        return [_text(json.loads(line)["protocolSection"]) for line in file.open(encoding="utf-8")]


def _text(study: dict[str, Any]) -> str:
    told = study.get("descriptionModule", {})
    parts = (
        study["identificationModule"].get("briefTitle"),
        told.get("briefSummary"),
        told.get("detailedDescription"),
        study.get("eligibilityModule", {}).get("eligibilityCriteria"),
    )
    return "\n".join(part for part in parts if part)


def run(command: tuple[str, ...], file: Path) -> Taken:
    """One pipeline over one file. Raises RuntimeError where it fails."""
    done = taken([*command, str(file)], every=0.05, env=ENVIRONMENT)
    if done.status:
        raise RuntimeError(f"{command[:3]}: {done.errors[-3:]}")
    return done


class Comparison:
    """The figures of all pipelines over the same texts."""

    def __init__(self, folder: Path, lines: list[str], protocol: Path) -> None:
        self.folder, self.lines, self.protocol = folder, lines, protocol
        self.sizes = sorted({max(2, len(lines) * quarter // 4) for quarter in (1, 2, 3, 4)})
        self.words = len(" ".join(lines).split())

    def file(self, count: int) -> Path:
        path = self.folder / f"{count}.jsonl"
        if not path.exists():
            rows = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(self.lines[:count]))
            path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    def sweep(self, pipeline: Pipeline) -> tuple[Taken, list[tuple[int, Taken]]]:
        """The start, and each size."""
        return run(pipeline.command, self.file(1)), [(n, run(pipeline.command, self.file(n))) for n in self.sizes]

    def speed_up(self, most: int) -> list[tuple[int, float]]:
        """How many times faster than one worker, beyond the start."""
        seconds = {}
        for workers in range(1, most + 1):
            command = pipelines.with_workers(workers)
            start = run(command, self.file(1)).seconds
            seconds[workers] = max(1e-3, run(command, self.file(self.sizes[-1])).seconds - start)
        return [(workers, seconds[1] / value) for workers, value in seconds.items()]


def written(comparison: Comparison, chosen: list[Pipeline], lost: list[str], workers: int) -> tuple[str, str]:
    """The page and the plots."""
    swept = {pipeline.name: comparison.sweep(pipeline) for pipeline in chosen}
    speed_up = comparison.speed_up(workers)
    pdfs = [(one.name, one.does, run(one.command, comparison.protocol)) for one in pipelines.PDF]
    does = {pipeline.name: pipeline.does for pipeline in chosen}
    rows = [_row(name, does[name], *figures, comparison.words) for name, figures in swept.items()]
    seconds = {
        name: [(0.0, start.seconds), *((n, one.seconds) for n, one in ran)] for name, (start, ran) in swept.items()
    }
    memory = {name: [(n, one.megabytes) for n, one in ran] for name, (_, ran) in swept.items()}
    drawn = plot.page(
        [
            ("Time", "documents", "s", seconds),
            ("Peak memory", "documents", "MB", memory),
            ("Speed-up", "workers", "x", {"ours, full": [(0, 0), *speed_up]}),
        ]
    )
    return "\n".join(_page(comparison, rows, pdfs, speed_up, lost)) + "\n", drawn


def _row(name: str, does: str, start: Taken, ran: list[tuple[int, Taken]], words: int) -> str:
    last = ran[-1][1]
    net = max(1e-3, last.processor_seconds - start.processor_seconds)
    figures = f"{start.seconds:.2f} | {last.seconds:.2f} | {words / net:,.0f} | {ran[0][1].megabytes:.0f}"
    return f"| {name} | {does} | {figures} | {last.megabytes:.0f} |"


def _page(
    comparison: Comparison,
    rows: list[str],
    pdfs: list[tuple[str, str, Taken]],
    speed_up: list[tuple[int, float]],
    lost: list[str],
) -> Iterator[str]:
    small, large = comparison.sizes[0], comparison.sizes[-1]
    yield "# Benchmarks"
    yield ""
    yield "Written by `make bench` (`benchmarks/__main__.py` says what is measured and how); all of it in one run."
    yield ""
    yield f"{large} texts, {comparison.words:,} words; {platform.machine()}, {os.cpu_count()} cores, Python"
    yield f"{platform.python_version()}, spaCy {version('spacy')}, scispaCy {version('scispacy')}. One process each,"
    yield "one thread. Words a second are of processor time, without the start."
    yield ""
    yield f"| pipeline | does | start, s | {large} texts, s | words/s | MB at {small} | MB at {large} |"
    yield "|---|---|---|---|---|---|---|"
    yield from rows
    yield ""
    yield from (f"{name} could not be installed here." for name in lost)
    yield "![Time and memory against documents, speed-up against workers](benchmarks.svg)"
    yield ""
    yield "| workers | speed-up |"
    yield "|---|---|"
    yield from (f"| {workers} | {times:.2f} |" for workers, times in speed_up)
    yield ""
    yield f"A protocol as PDF ({comparison.protocol.name}):"
    yield ""
    yield "| pipeline | does | s | processor s | MB |"
    yield "|---|---|---|---|---|"
    for name, does, done in pdfs:
        yield f"| {name} | {does} | {done.seconds:.2f} | {done.processor_seconds:.2f} | {done.megabytes:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="Ours and the reference pipelines side by side.")
    parser.add_argument("--source", type=Path, help="JSON Lines of v2 studies; else those of samples/")
    parser.add_argument("--protocol", type=Path, default=ROOT / "samples" / "documents" / "protocol.pdf")
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--others", action="store_true", help="medspaCy and EDS-NLP too, installed into .bench/")
    options = parser.parse_args()
    added, lost = pipelines.others(ROOT / ".bench") if options.others else ([], [])
    with TemporaryDirectory() as folder:
        comparison = Comparison(Path(folder), texts(options.documents, options.source), options.protocol)
        page, drawn = written(comparison, [*pipelines.OURS, pipelines.REFERENCE, *added], lost, options.workers)
    (DOCS / "benchmarks.md").write_text(page, encoding="utf-8")
    (DOCS / "benchmarks.svg").write_text(drawn, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
