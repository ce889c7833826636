"""Works through documents on this machine: in this process, or in workers of which each has the model.

Results come in input order whatever the number of workers, and inputs are read only as far ahead as there is work. A
worker holds a few small documents or one large one. If it dies, takes too long or too much memory, what it had not
answered is given out again one by one; a document that it held alone is tried again by a new worker while no other
works, and is given up and named if it fails again. A worker is replaced after many documents, so that what libraries
keep of each does not add up.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from math import inf
from multiprocessing import get_all_start_methods
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from extractor.config import Limits
from extractor.inputs import Failure, Source
from extractor.runners._worker import Answer, Loss, Worker

ENGINE = "local"
# Inputs a worker that are read and not yet handed back: so far others go on while one takes its time.
AHEAD = 32
# Inputs that a worker is given at once where work is done together, if their documents have fewer bytes in all. Which
# ones these are is decided by the inputs alone: not by the workers, nor by how fast they are.
TOGETHER, SMALL = 16, 2**18
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
    method: str | None = None,
    scheduler: str | None = None,
) -> Iterator[tuple[T | Failure, R | None]]:
    """Each item with its result, in order; items that are no sources come back with None.

    An error of ours that `work` raises ends the run; another one ends its worker. With more than one worker, or with
    limits (of the seconds and the memory of one document), it works in other processes: it must be picklable then, as
    must `prepare`, which runs once before the first document (to load the model, or to say that there is none) and
    again in each worker that is not a copy of this process. `together` gives what `work` gives for each of some
    documents, faster: workers do a few small ones at a time with it. `method` is how workers are started: fork where
    there is such a thing, else spawn. There is no `scheduler` here.
    """
    prepare()
    if workers > 1 or limits:
        method = method or ("fork" if "fork" in get_all_start_methods() else "spawn")
        each = together or partial(map, work)
        crew: _Crew[T, R] = _Crew(lambda: Worker(each, prepare, method, limits), workers, limits, bool(together))
        yield from crew.run(items)
        return
    for item in items:
        yield item, work(item) if isinstance(item, Source) else None


@dataclass(eq=False)
class _Slot(Generic[T, R]):
    """An input on its way: waiting, under way or done."""

    item: T | Failure
    done: bool = False
    result: R | None = None
    losses: int = 0


class _Crew(Generic[T, R]):
    """The workers, and the inputs that are read and not yet handed back."""

    def __init__(self, start: Callable[[], Worker[R]], workers: int, limits: Limits | None, together: bool) -> None:
        self._start = start
        self._limits = limits or Limits(seconds=inf)
        self._most = workers
        self._group = TOGETHER if together else 1
        self._crew: list[Worker[R]] = []
        self._under_way: dict[Worker[R], tuple[deque[_Slot[T, R]], float]] = {}
        self._window: deque[_Slot[T, R]] = deque()
        self._taken = self._bytes = 0
        self._gathered: deque[_Slot[T, R]] = deque()
        self._waiting: deque[deque[_Slot[T, R]]] = deque()
        self._again: deque[_Slot[T, R]] = deque()

    def run(self, items: Iterable[T]) -> Iterator[tuple[T | Failure, R | None]]:
        coming = iter(items)
        try:
            while True:
                room = self._most * AHEAD - len(self._window)
                for item in islice(coming, room):
                    self._take(item)
                    self._hand_out()
                    room -= 1
                if room > 0:
                    self._close()
                self._hand_out()
                if not self._window:
                    return
                if not self._window[0].done:
                    self._collect()
                while self._window and self._window[0].done:
                    slot = self._window.popleft()
                    yield slot.item, slot.result
        finally:
            for worker in self._crew:
                worker.end()

    def _take(self, item: T) -> None:
        """Gathers an input with those that are given out with it; a large document is given out by itself."""
        slot: _Slot[T, R] = _Slot(item, done=not isinstance(item, Source))
        self._window.append(slot)
        self._taken += 1
        if isinstance(item, Source):
            if self._bytes + len(item.data) > SMALL:
                self._close()
            self._gathered.append(slot)
            self._bytes += len(item.data)
        if self._taken % self._group == 0:
            self._close()

    def _close(self) -> None:
        """The inputs that were gathered wait for a worker."""
        if self._gathered:
            self._waiting.append(self._gathered)
            self._gathered, self._bytes = deque(), 0

    def _hand_out(self) -> None:
        """Gives documents to workers that have none; one that was lost goes to a new worker, and alone."""
        while self._again and not self._under_way:
            self._give(deque([self._again.popleft()]), self._new_worker())
        while self._waiting and not self._again and len(self._under_way) < self._most:
            if any(slot.losses for slots, _ in self._under_way.values() for slot in slots):
                return
            idle = next((w for w in self._crew if w not in self._under_way and not w.spent), None)
            self._give(self._waiting.popleft(), idle or self._new_worker())

    def _new_worker(self) -> Worker[R]:
        """A new worker; the idle ones that are spent, or one too many, end."""
        for worker in [w for w in self._crew if w not in self._under_way]:
            if worker.spent or len(self._crew) >= self._most:
                worker.end()
                self._crew.remove(worker)
        self._crew.append(self._start())
        return self._crew[-1]

    def _give(self, slots: deque[_Slot[T, R]], worker: Worker[R]) -> None:
        self._under_way[worker] = slots, self._until()
        if not worker.give([slot.item for slot in slots if isinstance(slot.item, Source)]):
            self._lose(worker, Loss.DIED)

    def _until(self) -> float:
        return time.monotonic() + self._limits.seconds

    def _collect(self) -> None:
        """Waits for a worker to finish a document, to die or to run out of time."""
        if not self._under_way:
            return
        first = min(until for _, until in self._under_way.values())
        left = None if first == inf else max(0.0, first - time.monotonic())
        ready = wait([worker.connection for worker in self._under_way], timeout=left)
        for worker in list(self._under_way):
            if worker.connection in ready:
                answer = worker.answer()
                if isinstance(answer, Loss):
                    self._lose(worker, answer)
                else:
                    self._finish(worker, answer)
            elif self._under_way[worker][1] <= time.monotonic():
                self._lose(worker, Loss.LATE)

    def _finish(self, worker: Worker[R], answer: Answer[R]) -> None:
        slots, _ = self._under_way.pop(worker)
        if answer.error:
            raise answer.error
        slot = slots.popleft()
        slot.result, slot.done = answer.result, True
        if slots:
            self._under_way[worker] = slots, self._until()

    def _lose(self, worker: Worker[R], loss: Loss) -> None:
        slots, _ = self._under_way.pop(worker)
        worker.end()
        self._crew.remove(worker)
        if len(slots) > 1:
            self._waiting.extendleft(deque([slot]) for slot in reversed(slots))
            return
        slot = slots[0]
        slot.losses += 1
        if slot.losses == 1:
            self._again.append(slot)
            return
        assert isinstance(slot.item, Source)
        slot.item, slot.done = Failure(slot.item.path, loss.reason(self._limits), slot.item.member), True
