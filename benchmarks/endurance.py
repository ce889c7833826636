"""Proofs that a run loses nothing: killed and resumed, its workers killed, in any number of workers, in little memory.

    python -m benchmarks.endurance [--documents N] [--source STUDIES.jsonl.gz] [--kills 10] [--model none] [--seed 1]

Writes a set of that many studies to a temporary folder and shows, in this order:

- `workers`: `-j 1` and `-j 2` give the same bytes, output and manifest;
- `memory`: the peak of all processes together, for a tenth of the documents and for all;
- `killed`: a run that is killed (SIGKILL) at random moments and resumed each time ends with those bytes too;
- `workers_killed`: a run whose workers are killed one after another loses at most as many documents, all named.

One line of JSON to standard output, and exit status 1 if one of them does not hold. With the rules alone (`--model
none`) 20,000 studies take about an hour of one core; `--documents 300` shows the same in a minute or two.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import many
from benchmarks.processes import COMMAND, Taken, children, taken

FLAT = 1.15


class Proof:
    """The runs over one set of studies."""

    def __init__(self, folder: Path, documents: int, source: Path | None, model: str, seed: int) -> None:
        self.folder = folder
        self.model = model
        self.random = random.Random(seed)
        self.all, self.tenth = folder / "all.jsonl", folder / "tenth.jsonl"
        many.write(self.all, documents, source)
        many.write(self.tenth, documents // 10, source)

    def command(self, out: str, *options: str, of: Path | None = None) -> list[str]:
        inputs = [str(of or self.all), "-o", str(self.folder / out), "--model", self.model]
        return [*COMMAND, "extract", *inputs, "--quiet", *options]

    def bytes_of(self, out: str) -> tuple[bytes, bytes]:
        return (self.folder / out).read_bytes(), (self.folder / f"{out}.manifest.jsonl").read_bytes()

    def workers(self) -> dict[str, Any]:
        one = taken(self.command("one.jsonl", "-j", "1"))
        two = taken(self.command("two.jsonl", "-j", "2"))
        self.undisturbed, self.seconds, self.full = self.bytes_of("one.jsonl"), two.seconds, two
        same = self.undisturbed == self.bytes_of("two.jsonl")
        return {"holds": same, "one": _told(one), "two": _told(two), "speed_up": round(one.seconds / two.seconds, 2)}

    def memory(self) -> dict[str, Any]:
        tenth = taken(self.command("tenth.out.jsonl", "-j", "2", of=self.tenth))
        ratio = self.full.megabytes / tenth.megabytes
        return {"holds": ratio <= FLAT, "tenth": _told(tenth), "all": _told(self.full), "ratio": round(ratio, 3)}

    def killed(self, kills: int) -> dict[str, Any]:
        done = 0
        while done < kills:
            run = subprocess.Popen(self.command("killed.jsonl", "--resume", "-j", "2"), start_new_session=True)
            try:
                run.wait(self.random.uniform(0, self.seconds / kills))
                break
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                run.wait()
                done += 1
        last = taken(self.command("killed.jsonl", "--resume", "-j", "2"))
        left = sorted(file.name for file in self.folder.glob("killed.jsonl*"))
        same = self.undisturbed == self.bytes_of("killed.jsonl") and len(left) == 2
        return {"holds": same, "kills": done, "last_run": _told(last)}

    def workers_killed(self, kills: int) -> dict[str, Any]:
        killed: list[float] = []
        pause = self.seconds / (kills + 2)

        def kill(pid: int) -> None:
            workers = children(pid)
            if workers and len(killed) < kills and time.monotonic() - max(killed, default=began) > pause:
                os.kill(self.random.choice(workers), signal.SIGKILL)
                killed.append(time.monotonic())

        began = time.monotonic()
        run = taken(self.command("robbed.jsonl", "-j", "2"), every=0.05, meanwhile=kill)
        whole, got = (set(data.splitlines()) for data in (self.undisturbed[0], self.bytes_of("robbed.jsonl")[0]))
        lost, named = len(whole - got), [line for line in run.errors if "worker died" in line]
        holds = got <= whole and lost == len(named) <= len(killed) and run.status == (3 if lost else 0)
        return {"holds": holds, "kills": len(killed), "lost": lost, "named": len(named), "exit": run.status}


def _told(run: Taken) -> dict[str, Any]:
    figures = {"seconds": run.seconds, "processor_seconds": run.processor_seconds, "megabytes": run.megabytes}
    return {"exit": run.status, **{key: round(value, 1) for key, value in figures.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description="Proofs that a run loses nothing.")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--source", type=Path, help="JSON Lines of v2 studies; else those of samples/")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--model", default="none")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        proof = Proof(Path(folder), options.documents, options.source, options.model, options.seed)
        told: dict[str, Any] = {"documents": options.documents, "model": options.model, "workers": proof.workers()}
        told["memory"] = proof.memory()
        told["killed"] = proof.killed(options.kills)
        told["workers_killed"] = proof.workers_killed(options.kills)
    print(json.dumps(told))
    sys.exit(not all(part["holds"] for part in told.values() if isinstance(part, dict)))


if __name__ == "__main__":
    main()
