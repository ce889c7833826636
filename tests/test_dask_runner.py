"""The Dask runner on a real cluster of processes: the records of the local runner, whatever dies."""

import os
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra dask is not installed")

from extractor.config import Limits
from extractor.errors import ConfigError
from extractor.inputs import Failure, Notice, Source
from extractor.runners import dask as runner
from tests.test_runner import items, sizes, work


def nothing() -> None:
    pass


def test_the_same_results_in_the_same_order_though_workers_die(tmp_path: Path) -> None:
    given: list[Source | Notice | Failure] = [*items(20), Notice("x", "y"), *items(20), Failure("z", "w")]
    given[7] = Source("a", b"once " + os.fsencode(tmp_path / "flag"), "7")
    given[23] = Source("a", b"deadly", "22")
    done = list(runner.work_through(given, work, prepare=nothing, workers=2, limits=Limits(seconds=60)))
    expected = [(item, item.data.upper() if isinstance(item, Source) else None) for item in given]
    expected[7] = given[7], b"SURVIVED"
    expected[23] = Failure("a", "its worker died, or it was not done within 60 seconds, alone too", "22"), None
    assert done == expected


def test_blocks_are_worked_on_together_where_that_is_told() -> None:
    given = items(40)
    done = list(runner.work_through(given, work, prepare=nothing, together=sizes, workers=2))
    assert [result for _, result in done] == [16] * 32 + [8] * 8


def test_a_document_over_its_time_ends_its_worker() -> None:
    task = runner._Task(partial(map, work), nothing, seconds=0.3)
    process = get_context("fork").Process(target=task, args=([Source("a", b"hanging")],))
    process.start()
    process.join(60)
    assert process.exitcode == 1


def test_blocks_are_bounded() -> None:
    blocks = list(runner._blocks([Source("a", bytes(2**17 - 1))] * 5 + [Source("b", b"")] * 40))
    assert [len(block.items) for block in blocks] == [2, 2, 16, 16, 9]


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    with (
        pytest.raises(ConfigError, match=r"127\.0\.0\.1:9"),
        runner._client("tcp://127.0.0.1:9", 1, Limits()),
    ):
        pass
