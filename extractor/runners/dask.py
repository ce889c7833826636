"""Works through documents on a Dask cluster: one of this machine's processes, or any whose scheduler is named.

Documents travel as their bytes, in blocks, so that the workers need no view of the inputs: this process reads them,
some blocks ahead, and hands results back in input order, as the local runner does. Each worker loads the model once. A
block whose worker dies is done again, by the scheduler as often as that is set to, then document by document; only one
that is lost again is given up and named. A document over its time ends its worker.
"""

import faulthandler
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from extractor.config import DEFAULT_LIMITS, Limits
from extractor.errors import ConfigError
from extractor.inputs import Failure, Source

ENGINE = "dask"
REQUIRES = ("distributed",)
# A block holds so many documents, or little more than so many bytes of them: a large one is alone or the last. So many
# blocks a worker are under way.
DOCUMENTS = 16
BYTES = 2**17
AHEAD = 3
_LOST = "its worker died, or it was not done within {:g} seconds, alone too"
T = TypeVar("T")
R = TypeVar("R")


def work_through(
    items: Iterable[T],
    work: Callable[[Source], R],
    *,
    prepare: Callable[[], object],
    together: Callable[[list[Source]], Iterable[R]] | None = None,
    workers: int = 1,
    limits: Limits | None = None,
    scheduler: str | None = None,
) -> Iterator[tuple[T | Failure, R | None]]:
    """Each item with its result, in order; items that are no sources come back with None.

    `work`, `together` and `prepare` are those of the local runner, and must be picklable. With a `scheduler` ("tcp://host:8786",
    "tls://...", the name of a scheduler file) its workers work, however many; else `workers` processes of this
    machine. Raises ConfigError where the scheduler does not answer.
    """
    prepare()
    task = _Task(together or partial(map, work), prepare, (limits or DEFAULT_LIMITS).seconds)
    with _client(scheduler, workers, limits or DEFAULT_LIMITS) as client:
        flow: _Flow[T, R] = _Flow(client, task)
        yield from flow.run(items)


@dataclass(frozen=True)
class _Task(Generic[R]):
    """A block of documents -> their results; runs on a worker."""

    work: Callable[[list[Source]], Iterable[R]]
    prepare: Callable[[], object]
    seconds: float

    def __call__(self, block: list[Source]) -> list[R]:
        self.prepare()
        results = iter(self.work(block))
        return [self._next(results) for _ in block]

    def _next(self, results: Iterator[R]) -> R:
        # A thread that needs nothing of the interpreter: whatever hangs, the worker ends.
        with open(os.devnull, "w") as nowhere:
            faulthandler.dump_traceback_later(self.seconds, exit=True, file=nowhere)
            try:
                return next(results)
            finally:
                faulthandler.cancel_dump_traceback_later()


@dataclass
class _Block(Generic[T]):
    """Inputs in their order, and what becomes of those that are documents."""

    items: list[T] = field(default_factory=list)
    size: int = 0
    future: Any = None

    @property
    def sources(self) -> list[Source]:
        return [item for item in self.items if isinstance(item, Source)]

    @property
    def full(self) -> bool:
        return len(self.items) >= DOCUMENTS or self.size >= BYTES

    def add(self, item: T) -> None:
        self.items.append(item)
        self.size += len(item.data) if isinstance(item, Source) else 0


class _Flow(Generic[T, R]):
    """Blocks on their way through the cluster."""

    def __init__(self, client: Any, task: _Task[R]) -> None:
        self._client = client
        self._task = task

    def run(self, items: Iterable[T]) -> Iterator[tuple[T | Failure, R | None]]:
        under_way: deque[_Block[T]] = deque()
        for block in _blocks(items):
            if block.sources:
                block.future = self._submit(block.sources)
            under_way.append(block)
            while len(under_way) >= AHEAD * max(1, len(self._client.nthreads())):
                yield from self._results(under_way.popleft())
        while under_way:
            yield from self._results(under_way.popleft())

    def _submit(self, sources: list[Source]) -> Any:
        return self._client.submit(self._task, sources, pure=False)

    def _results(self, block: _Block[T]) -> Iterator[tuple[T | Failure, R | None]]:
        done = iter(self._done(block))
        for item in block.items:
            result = next(done) if isinstance(item, Source) else None
            yield (result, None) if isinstance(result, Failure) else (item, result)

    def _done(self, block: _Block[T]) -> list[R | Failure]:
        from distributed import KilledWorker

        if block.future is None:
            return []
        try:
            results: list[R | Failure] = block.future.result()
            return results
        except KilledWorker:
            return [self._alone(source) for source in block.sources]

    def _alone(self, source: Source) -> R | Failure:
        from distributed import KilledWorker

        # Twice: what else the worker had may have killed it.
        for _ in range(2):
            try:
                result: R = self._submit([source]).result()[0]
                return result
            except KilledWorker:
                continue
        return Failure(source.path, _LOST.format(self._task.seconds), source.member)


def _blocks(items: Iterable[T]) -> Iterator[_Block[T]]:
    block: _Block[T] = _Block()
    for item in items:
        block.add(item)
        if block.full:
            yield block
            block = _Block()
    if block.items:
        yield block


@contextmanager
def _client(scheduler: str | None, workers: int, limits: Limits) -> Iterator[Any]:
    """A client of the cluster that is named, or of one of this machine that ends with it. Raises ConfigError."""
    # Its functions have no types.
    distributed: Any = import_module("distributed")
    if scheduler:
        try:
            named = {"scheduler_file": scheduler} if os.path.isfile(scheduler) else {"address": scheduler}
            client = distributed.Client(timeout=10, set_as_default=False, **named)
        except (OSError, ValueError, TimeoutError) as error:
            raise ConfigError(f"--scheduler {scheduler}: {error}") from None
        with client:
            yield client
        return
    with (
        TemporaryDirectory(prefix="trial-extractor-") as folder,
        _cluster(workers, limits, folder) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


@contextmanager
def _cluster(workers: int, limits: Limits, folder: str) -> Iterator[Any]:
    dask, distributed = import_module("dask"), import_module("distributed")
    settings = {
        "logging": {"distributed": "critical"},
        # A block that has lost its worker once comes back at once, to be done document by document.
        "distributed.scheduler.allowed-failures": 0,
        # A machine at full load may take its time to start a process.
        "distributed.comm.timeouts.connect": "300s",
    }
    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            local_directory=folder,
            memory_limit=limits.memory,
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster
