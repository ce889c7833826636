"""How many megabytes of criteria text a second each function of `extractor.language` reads; one process, CPU time.

    python -m benchmarks.throughput DATA [--every N] [--passes N]

DATA is a folder with `text/criteria.jsonl.gz`. Every N-th text is read, in some passes, of which the fastest counts:
the others tell of the machine's other work. A table goes to stderr, one JSON line to stdout. `values` is all typed
values together, each function of `VALUES` in turn over each text; what these call (comparisons, units, lost
superscripts, durations, frequencies, windows) is in their time and is listed by itself too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from extractor.language.abbreviations import find_abbreviations
from extractor.language.ages import find_ages
from extractor.language.comparisons import find_comparisons
from extractor.language.contacts import find_contacts
from extractor.language.criteria import split_criteria
from extractor.language.dates import find_dates
from extractor.language.designs import find_design_words
from extractor.language.doses import find_doses
from extractor.language.doses.regimens import find_frequencies
from extractor.language.durations import find_durations, find_schedules
from extractor.language.modifiers import parse_modifiers
from extractor.language.numbers import find_numbers
from extractor.language.quantities import read_quantities
from extractor.language.quantities.windows import find_windows
from extractor.language.sample_sizes import find_sample_sizes
from extractor.language.sexes import find_sexes
from extractor.language.superscripts import find_lost_superscripts
from extractor.language.time_points import find_times
from extractor.language.tongues import language_of
from extractor.language.trial_phases import find_trial_phases

__all__ = ["measure"]

Reader = Callable[[str], Any]

VALUES: tuple[Reader, ...] = (find_numbers, find_ages, find_doses, read_quantities, find_schedules, find_dates)
WITHIN: tuple[Reader, ...] = (
    find_comparisons, find_durations, find_frequencies, find_windows, find_lost_superscripts,
)  # fmt: skip
OTHERS: tuple[Reader, ...] = (
    split_criteria, find_abbreviations, find_sexes, find_sample_sizes, find_times, find_trial_phases,
    find_design_words, find_contacts, language_of, parse_modifiers,
)  # fmt: skip


def measure(readers: Sequence[Reader], texts: Sequence[str], *, passes: int) -> float:
    """Megabytes a second of CPU time that the readers take together, each over each text; the fastest pass counts."""
    taken = []
    # The searches themselves, not what they remember of the pass before.
    readers = [getattr(reader, "__wrapped__", reader) for reader in readers]
    for _ in range(passes):
        since = time.process_time()
        for text in texts:
            for reader in readers:
                reader(text)
        taken.append(time.process_time() - since)
    return sum(len(text.encode()) for text in texts) / 1e6 / min(taken)


def _texts(path: Path, every: int) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for at, line in enumerate(lines) if at % every == 0]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Megabytes a second of extractor.language.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--passes", type=int, default=3)
    options = parser.parse_args(arguments)
    texts = _texts(options.data / "text" / "criteria.jsonl.gz", options.every)
    rows = {reader.__name__: measure([reader], texts, passes=options.passes) for reader in (*VALUES, *WITHIN, *OTHERS)}
    rows["values"] = measure(VALUES, texts, passes=options.passes)
    rows["all"] = measure((*VALUES, *OTHERS), texts, passes=options.passes)
    for name, speed in rows.items():
        sys.stderr.write(f"{name:<24} {speed:9.2f} MB/s\n")
    size = sum(len(text.encode()) for text in texts) / 1e6
    told = {"texts": len(texts), "megabytes": round(size, 2), "mb_per_s": {k: round(v, 2) for k, v in rows.items()}}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
