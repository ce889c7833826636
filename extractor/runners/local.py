"""Works through documents on this machine: in this process, or in several that each have the model.

Results come in input order whatever the number of workers. A worker that dies costs nothing but time: what was under
way is tried again, each document alone, and only one that kills its worker again is given up and named.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from typing import Generic, TypeVar

from extractor.inputs import Failure, Item, Source

R = TypeVar("R")
AHEAD = 4


def work_through(
    items: Iterable[Item], work: Callable[[Source], R], *, prepare: Callable[[], object], workers: int = 1
) -> Iterator[tuple[Item, R | None]]:
    """Each item with its result, in order; items that are no sources come back with None.

    `work` must not raise; with more than one worker it must be picklable, as must `prepare`, which each worker runs
    once before its first document (to load the model).
    """
    if workers <= 1:
        prepare()
        for item in items:
            yield item, work(item) if isinstance(item, Source) else None
        return
    yield from _Pool(work, prepare, workers).run(items)


class _Pool(Generic[R]):
    def __init__(self, work: Callable[[Source], R], prepare: Callable[[], object], workers: int) -> None:
        self._work = work
        self._prepare = prepare
        self._workers = workers
        self._fork = "fork" in get_all_start_methods()
        if self._fork:
            prepare()
        self._executor = self._start(workers)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers,
            mp_context=get_context("fork" if self._fork else "spawn"),
            initializer=None if self._fork else self._prepare,
        )

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, R | None]]:
        waiting: deque[tuple[Item, Future[R] | None]] = deque()
        try:
            for item in items:
                waiting.append((item, self._submit(item)))
                if len(waiting) >= self._workers * AHEAD:
                    yield self._next(waiting)
            while waiting:
                yield self._next(waiting)
        finally:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, item: Item) -> Future[R] | None:
        if not isinstance(item, Source):
            return None
        try:
            return self._executor.submit(self._work, item)
        except BrokenProcessPool:
            self._executor = self._start(self._workers)
            return self._executor.submit(self._work, item)

    def _next(self, waiting: deque[tuple[Item, Future[R] | None]]) -> tuple[Item, R | None]:
        item, future = waiting.popleft()
        if future is None or not isinstance(item, Source):
            return item, None
        try:
            return item, future.result()
        except BrokenProcessPool:
            return self._alone(item)

    def _alone(self, source: Source) -> tuple[Item, R | None]:
        with self._start(1) as single:
            try:
                return source, single.submit(self._work, source).result()
            except BrokenProcessPool:
                return Failure(source.path, "the worker died twice on this document", source.member), None
