"""Runs a command and says what it took: seconds, processor seconds and peak memory of all its processes (Linux)."""

import contextlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE = resource.getpagesize()
COMMAND = (sys.executable, "-c", "from extractor.cli import main; main()")


@dataclass(frozen=True)
class Taken:
    """What a command came to; `megabytes` is the most memory of all its processes together, shared pages once."""

    status: int
    seconds: float
    processor_seconds: float
    megabytes: float
    errors: list[str]


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            found += map(int, file.read_text().split())
    return found


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    return [pid, *(one for child in children(pid) for one in family(child))]


def share(pid: int) -> int:
    """Bytes of memory of a process, of pages that several have its part of them."""
    with contextlib.suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
    return 0


def taken(
    command: Sequence[str], *, every: float = 0.2, meanwhile: Callable[[int], None] | None = None, **options: object
) -> Taken:
    """Runs a command to its end. `meanwhile` is called with its process id, every so many seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload]
    most = 0
    os.set_blocking(process.stderr.fileno(), False)
    told = b""
    while process.poll() is None:
        most = max(most, sum(map(share, family(process.pid))))
        told += process.stderr.read() or b""
        if meanwhile:
            meanwhile(process.pid)
        time.sleep(every)
    told += process.stderr.read() or b""
    process.stderr.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    errors = told.decode(errors="replace").splitlines()
    return Taken(process.returncode, time.monotonic() - began, used, most / 2**20, errors)
