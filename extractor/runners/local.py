"""Works through documents on this machine: in this process, or in several that each have the model.

Results come in input order whatever the number of workers. A worker that dies costs nothing but time: what was under
way is tried again, each document alone, and only one that kills its worker again is given up and named.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Generic, TypeVar

from extractor.inputs import Failure, Source

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 4


def work_through(
    items: Iterable[T],
    work: Callable[[Source], R],
    *,
    prepare: Callable[[], object],
    workers: int = 1,
    method: str | None = None,
) -> Iterator[tuple[T | Failure, R | None]]:
    """Each item with its result, in order; items that are no sources come back with None.

    `work` must not raise; with more than one worker it must be picklable, as must `prepare`, which runs once before
    the first document (to load the model, or to say that there is none) and again in each worker that is not a copy of
    this process. `method` is how workers are started: fork where there is such a thing, else spawn.
    """
    prepare()
    if workers > 1:
        method = method or ("fork" if "fork" in get_all_start_methods() else "spawn")
        pool: _Pool[T, R] = _Pool(work, prepare, workers, method)
        yield from pool.run(items)
        return
    for item in items:
        yield item, work(item) if isinstance(item, Source) else None


class _Pool(Generic[T, R]):
    def __init__(self, work: Callable[[Source], R], prepare: Callable[[], object], workers: int, method: str) -> None:
        self._work = work
        self._prepare = prepare
        self._workers = workers
        self._method = method
        self._executor = self._start(workers)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        forked = self._method == "fork"
        return ProcessPoolExecutor(
            workers,
            mp_context=get_context(self._method),
            initializer=_begin,
            initargs=(None if forked else self._prepare,),
        )

    def run(self, items: Iterable[T]) -> Iterator[tuple[T | Failure, R | None]]:
        waiting: deque[tuple[T, Future[R] | None]] = deque()
        try:
            for item in items:
                waiting.append((item, self._submit(item)))
                if len(waiting) >= self._workers * AHEAD:
                    yield self._next(waiting)
            while waiting:
                yield self._next(waiting)
        finally:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, item: T) -> Future[R] | None:
        if not isinstance(item, Source):
            return None
        try:
            return self._executor.submit(self._work, item)
        except BrokenProcessPool:
            self._executor = self._start(self._workers)
            return self._executor.submit(self._work, item)

    def _next(self, waiting: deque[tuple[T, Future[R] | None]]) -> tuple[T | Failure, R | None]:
        item, future = waiting.popleft()
        if future is None or not isinstance(item, Source):
            return item, None
        try:
            return item, future.result()
        except BrokenProcessPool:
            pass
        try:
            return item, self._alone(item)
        except BrokenProcessPool:
            return Failure(item.path, "the worker died twice on this document", item.member), None

    def _alone(self, source: Source) -> R:
        with self._start(1) as single:
            return single.submit(self._work, source).result()


def _begin(prepare: Callable[[], object] | None) -> None:
    """A worker's beginning: an interrupt is the parent's to handle, and the worker ends when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := parent_process():
        Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
    if prepare:
        prepare()
