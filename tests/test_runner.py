"""The runner: order, workers that die, and how workers are started."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.config import Limits
from extractor.errors import ModelError
from extractor.inputs import Failure, Notice, Source
from extractor.runners.local import AHEAD, SMALL, TOGETHER, work_through

PREPARED: list[int] = []


def prepare() -> None:
    PREPARED.append(os.getpid())


def work(source: Source) -> bytes:
    """Upper case, at a speed that goes against the order; dies of some documents."""
    if source.data == b"deadly":
        os._exit(9)
    if source.data.startswith(b"once "):
        flag = Path(os.fsdecode(source.data[5:]))
        if not flag.exists():
            flag.touch()
            os._exit(9)
        return b"SURVIVED"
    if source.data == b"hanging":
        time.sleep(600)
    if source.data == b"hungry":
        return bytes(2**30)[:1]
    if source.data == b"wrong":
        raise ModelError("gone")
    if source.data == b"slow":
        time.sleep(1)
    if source.data == b"unforeseen":
        raise ZeroDivisionError
    time.sleep(0.02 if source.data.endswith(b"0") else 0)
    return source.data.upper()


def process_id(source: Source) -> int:
    return os.getpid()


def prepared(source: Source) -> list[int]:
    return [PREPARED.count(os.getpid()), len(PREPARED)]


def together(sources: list[Source]) -> Iterator[bytes]:
    """As `work`, with a fault of its own: it hangs before the first of documents among which is such a one."""
    if len(sources) > 1 and any(source.data == b"hanging together" for source in sources):
        time.sleep(600)
    yield from map(work, sources)


def sizes(sources: list[Source]) -> list[int]:
    return [len(sources)] * len(sources)


def items(count: int) -> list[Source]:
    return [Source("a", b"doc %d" % number, str(number)) for number in range(count)]


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_results_come_in_the_order_of_the_input(workers: int) -> None:
    given = [*items(30), Notice("x", "y"), *items(3), Failure("z", "w")]
    done = list(work_through(given, work, prepare=prepare, workers=workers))
    assert [item for item, _ in done] == given
    assert [result for _, result in done] == [item.data.upper() if isinstance(item, Source) else None for item in given]


@pytest.mark.parametrize("workers", [1, 3])
def test_small_documents_are_done_together_whatever_the_workers(workers: int) -> None:
    large = Source("a", bytes(SMALL))
    given = [*items(3), Notice("x", "y"), *items(2), large, *items(1), *items(36)]
    done = list(work_through(given, work, prepare=prepare, together=sizes, workers=workers, limits=Limits(seconds=60)))
    # Sixteen inputs at a time, the notice among them; the large document parts what stands before and behind it.
    assert [result for _, result in done] == [5, 5, 5, None, 5, 5, 1, *[9] * 9, *[TOGETHER] * 16, *[12] * 12]


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"deadly", "the worker died twice on this document"),
        (b"hanging", "not done within 1 seconds, tried twice"),
        (b"hanging together", None),
    ],
)
def test_documents_that_are_lost_together_are_done_one_by_one(data: bytes, reason: str | None, method: str) -> None:
    given = items(12)
    given[3] = Source("a", data, "3")
    limits = Limits(seconds=1)
    done = list(work_through(given, work, prepare=prepare, together=together, workers=2, method=method, limits=limits))
    bad = None if reason else data.upper()
    assert [result for _, result in done] == [bad if n == 3 else b"DOC %d" % n for n in range(12)]
    assert done[3][0] == (Failure("a", reason, "3") if reason else given[3])


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_worker_that_dies_costs_its_document_alone(method: str) -> None:
    given = items(9)
    given[4] = Source("a", b"deadly", "4")
    done = list(work_through(given, work, prepare=prepare, workers=2, method=method))
    assert [result for _, result in done] == [None if n == 4 else b"DOC %d" % n for n in range(9)]
    failure, _ = done[4]
    assert failure == Failure("a", "the worker died twice on this document", "4")


def test_a_document_that_kills_once_is_done_the_second_time(tmp_path: Path) -> None:
    given = items(5)
    given[2] = Source("a", b"once " + os.fsencode(tmp_path / "flag"))
    done = list(work_through(given, work, prepare=prepare, workers=2))
    assert [result for _, result in done][2] == b"SURVIVED"
    assert all(result for _, result in done)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"hanging", "not done within 0.5 seconds, tried twice"),
        (b"hungry", "needs more than 256 MB of memory, tried twice"),
        (b"deadly", "the worker died twice on this document"),
    ],
)
def test_a_document_over_the_limits_costs_itself_alone(data: bytes, reason: str, workers: int) -> None:
    given = [*items(4), Source("a", data, "bad"), *items(5)]
    limits = Limits(seconds=0.5 if data == b"hanging" else 60, memory=2**28)
    done = list(work_through(given, work, prepare=prepare, workers=workers, limits=limits))
    assert [result for _, result in done] == [*(b"DOC %d" % n for n in range(4)), None] + [
        b"DOC %d" % n for n in range(5)
    ]
    assert done[4][0] == Failure("a", reason, "bad")


def test_many_workers_that_die_cost_their_documents_alone() -> None:
    given = [Source("a", b"deadly" if n % 4 == 1 else b"doc", str(n)) for n in range(40)]
    done = list(work_through(given, work, prepare=prepare, workers=3))
    assert [item.member for item, result in done if result is None] == [str(n) for n in range(1, 40, 4)]


def test_an_error_of_ours_ends_the_run() -> None:
    with pytest.raises(ModelError, match="gone"):
        list(work_through([*items(3), Source("a", b"wrong")], work, prepare=prepare, workers=2))


def test_an_error_that_nobody_foresaw_costs_its_document_alone() -> None:
    done = list(work_through([*items(3), Source("a", b"unforeseen", "3"), *items(2)], work, prepare=prepare, workers=2))
    assert [result for _, result in done] == [b"DOC 0", b"DOC 1", b"DOC 2", None, b"DOC 0", b"DOC 1"]
    assert done[3][0] == Failure("a", "the worker died twice on this document", "3")


def test_a_worker_makes_way_for_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.runners._worker.DOCUMENTS", 5)
    done = list(work_through(items(40), process_id, prepare=prepare, workers=2))
    assert max(Counter(result for _, result in done).values()) <= 5


@pytest.mark.parametrize(("method", "each"), [("fork", [0, 1]), ("spawn", [1, 1])])
def test_the_model_is_loaded_once(method: str, each: list[int]) -> None:
    PREPARED.clear()
    done = list(work_through(items(8), prepared, prepare=prepare, workers=2, method=method))
    assert [os.getpid()] == PREPARED
    assert [result for _, result in done] == [each] * 8


def test_inputs_are_read_only_as_far_ahead_as_there_is_work() -> None:
    taken = []

    def endless() -> Iterator[Source]:
        for number in range(10**9):
            taken.append(number)
            yield Source("a", b"x")

    results = work_through(endless(), work, prepare=prepare, workers=2)
    for _ in range(20):
        next(results)
    results.close()  # type: ignore[attr-defined]
    assert 20 <= len(taken) <= 20 + 2 * AHEAD


def test_a_slow_document_holds_up_no_more_than_is_read_ahead() -> None:
    taken = []

    def endless() -> Iterator[Source]:
        for number in range(10**9):
            taken.append(number)
            yield Source("a", b"x" if number else b"slow")

    results = work_through(endless(), work, prepare=prepare, workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(taken) == 2 * AHEAD


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, time, pathlib\n"
        "from extractor.inputs import Source\n"
        "from extractor.runners.local import work_through\n"
        "def work(source):\n"
        f"    pathlib.Path({str(tmp_path)!r}, str(os.getpid())).touch()\n"
        "    time.sleep(60)\n"
        "list(work_through([Source('a', b'')] * 4, work, prepare=int, workers=2))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 20
    while len(pids := [int(path.name) for path in tmp_path.iterdir()]) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    while any(map(_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(pids) == 2
    assert not any(map(_alive, pids))


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
