"""A process that works on a few documents at a time, and the ways in which it is lost."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, Generic, TypeVar

from extractor.config import Limits
from extractor.errors import ExtractorError
from extractor.inputs import Source

R = TypeVar("R")
# After so many documents a worker makes way for a new one.
DOCUMENTS = 1000
# Records are trees: a document leaves hardly a cycle, and to look for some after every 700 objects took a twentieth of
# the time.
GARBAGE = (20_000, 20, 50)
_OUT_OF_MEMORY = 77


class Loss(Enum):
    """Why there is no answer."""

    DIED = "died"
    LATE = "late"
    MEMORY = "memory"

    def reason(self, limits: Limits) -> str:
        """What is said of a document that was lost twice, the second time so."""
        if self is Loss.LATE:
            return f"not done within {limits.seconds:g} seconds, tried twice"
        if self is Loss.MEMORY:
            return f"needs more than {limits.memory >> 20} MB of memory, tried twice"
        return "the worker died twice on this document"


@dataclass(frozen=True)
class Answer(Generic[R]):
    """What came of a document: the result, or the error of ours that was raised."""

    result: R | None = None
    error: ExtractorError | None = None


class Worker(Generic[R]):
    """A process at the other end of a pipe."""

    def __init__(
        self,
        work: Callable[[list[Source]], Iterable[R]],
        prepare: Callable[[], object],
        method: str,
        limits: Limits | None,
    ) -> None:
        context: Any = get_context(method)
        self.connection, theirs = context.Pipe()
        memory = limits.memory if limits else None
        arguments = (theirs, work, None if method == "fork" else prepare, memory)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        # The other end is the process's alone: this one ends with it.
        theirs.close()
        self._given = 0

    @property
    def spent(self) -> bool:
        """Whether it has done its share."""
        return self._given >= DOCUMENTS

    def give(self, sources: list[Source]) -> bool:
        """Sends documents; False where the process is gone."""
        self._given += len(sources)
        try:
            self.connection.send(sources)
        except OSError:
            return False
        return True

    def answer(self) -> Answer[R] | Loss:
        """What came of the next of the documents, once the connection is ready."""
        try:
            answer: Answer[R] = self.connection.recv()
        except (EOFError, OSError):
            self._sweep()
            self._process.join()
            return Loss.MEMORY if self._process.exitcode == _OUT_OF_MEMORY else Loss.DIED
        return answer

    def end(self) -> None:
        """Ends the process and what it has started."""
        if self._process.exitcode is None:
            self._sweep()
            self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()

    def _sweep(self) -> None:
        """Ends what the process has started: its group. Before it is waited for: its number is its own until then."""
        if sys.platform != "win32" and self._process.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _serve(
    connection: Connection,
    work: Callable[[list[Source]], Iterable[object]],
    prepare: Callable[[], object] | None,
    memory: int | None,
) -> None:
    """The process: documents in, an answer for each out, until its parent is gone."""
    _begin()
    gc.set_threshold(*GARBAGE)
    if prepare:
        prepare()
    if memory:
        _limit(memory)
    fresh = True
    while True:
        try:
            sources = connection.recv()
        except (EOFError, OSError):
            # At once: what a fork has of its parent's unwritten output is not written a second time.
            os._exit(1)
        try:
            for result in work(sources):
                connection.send(Answer(result))
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        except ExtractorError as error:
            connection.send(Answer(error=error))
        if fresh:
            # What the first documents have loaded stays to the end: collections of garbage need not look through it.
            gc.freeze()
            fresh = False


def _begin() -> None:
    """An interrupt is the parent's to handle; the process, with what it has started, ends when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.setpgid(0, 0)
    if parent := parent_process():
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    if sys.platform != "win32":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _limit(memory: int) -> None:
    """Bounds what the process may take beyond what it has now, where the system has such a bound."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + memory, most))
