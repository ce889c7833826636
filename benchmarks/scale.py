"""How a run scales on this machine, and what a whole registry would take.

    python -m benchmarks.scale [--source STUDIES.jsonl.gz] [--protocols FOLDER] [--documents 200] [--workers 1 2]
        [--engines local dask] [--model en_trial_ner]

Runs `extract` over that many studies with each engine and number of workers, and over the protocols with the most
local workers, and prints a table and the cost model of `docs/scale.md`. What one document takes (the start: the model,
the cluster) is measured by itself and taken off. 200 studies take a minute or two of processor time for each line.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import many
from benchmarks.processes import COMMAND, Taken, taken

STUDIES, PROTOCOLS = 570_000, 100_000
CORES = (2, 16, 64, 256)


@dataclass(frozen=True)
class Line:
    """One run, its start taken off."""

    engine: str
    workers: int
    seconds: float
    processor_seconds: float
    megabytes: float

    def row(self, first: float) -> str:
        took = f"{self.seconds:.1f} | {self.processor_seconds:.1f} | {first / self.seconds:.2f}"
        return f"| {self.engine} | {self.workers} | {took} | {self.megabytes:.0f} |"


def run(inputs: Path, out: Path, engine: str, workers: int, model: str) -> Taken:
    """One run of `extract`. Raises RuntimeError where it fails; status 3 (an input failed) is none."""
    options = ["-j", str(workers), "--engine", engine, "--model", model, "--quiet"]
    done = taken([*COMMAND, "extract", str(inputs), "-o", str(out), *options])
    if done.status not in (0, 3):
        raise RuntimeError("\n".join(done.errors[-3:]))
    return done


def measured(inputs: Path, one: Path, out: Path, engine: str, workers: int, model: str) -> Line:
    """A run, less what one document takes."""
    start, whole = run(one, out, engine, workers, model), run(inputs, out, engine, workers, model)
    seconds = max(1e-3, whole.seconds - start.seconds)
    return Line(engine, workers, seconds, max(1e-3, whole.processor_seconds - start.processor_seconds), whole.megabytes)


def cost(what: str, count: int, each: float) -> Iterator[str]:
    """The rows of the cost model: documents times processor seconds each, over cores that are kept at work."""
    total = count * each
    hours = " | ".join(f"{total / cores / 3600:,.1f}" for cores in CORES)
    yield f"| {what} | {count:,} | {each:.3f} | {total / 3600:,.1f} | {hours} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="Scaling on this machine, and a cost model.")
    parser.add_argument("--source", type=Path, help="JSON Lines of v2 studies; else those of samples/")
    parser.add_argument("--protocols", type=Path, help="a folder of protocols; else the PDF of samples/")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", nargs="+", default=["local", "dask"])
    parser.add_argument("--model", default="en_trial_ner")
    options = parser.parse_args()
    protocols = options.protocols or many.SAMPLES / "protocol.pdf"
    with TemporaryDirectory() as folder:
        studies, one, out = (Path(folder) / name for name in ("studies.jsonl", "one.jsonl", "out.jsonl"))
        many.write(studies, options.documents, options.source)
        many.write(one, 1, options.source)
        runs = [(engine, workers) for engine in options.engines for workers in options.workers]
        lines = [measured(studies, one, out, engine, workers, options.model) for engine, workers in runs]
        paged = measured(protocols, one, out, "local", max(options.workers), options.model)
        read = max(1, len(out.read_bytes().splitlines()))
    print(f"{options.documents} studies, model {options.model}\n")
    print("| engine | workers | seconds | processor seconds | speed-up | peak MB |\n|---|---|---|---|---|---|")
    print("\n".join(line.row(lines[0].seconds) for line in lines))
    heads = " | ".join(f"h on {cores} cores" for cores in CORES)
    print(f"\n| documents | number | processor s each | processor h | {heads} |\n|{'---|' * (4 + len(CORES))}")
    each = min(line.processor_seconds for line in lines if line.engine == lines[0].engine) / options.documents
    print("\n".join((*cost("studies", STUDIES, each), *cost("protocols", PROTOCOLS, paged.processor_seconds / read))))


if __name__ == "__main__":
    main()
