"""The Dask runner on a real cluster of processes: the records of the local runner, whatever dies."""

import os
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra dask is not installed")

from extractor.config import Limits
from extractor.errors import ConfigError
from extractor.inputs import Failure, Notice, Source
from extractor.runners import dask as runner
from tests.test_runner import items, work


def nothing() -> None:
    pass


def test_the_same_results_in_the_same_order_whatever_dies(tmp_path: Path) -> None:
    given: list[Source | Notice | Failure] = [*items(20), Notice("x", "y"), *items(30), Failure("z", "w")]
    once, deadly, hanging = 7, 23, 40
    given[once] = Source("a", b"once " + os.fsencode(tmp_path / "flag"), "7")
    given[deadly] = Source("a", b"deadly", "22")
    given[hanging] = Source("a", b"hanging", "39")
    done = list(runner.work_through(given, work, prepare=nothing, workers=2, limits=Limits(seconds=3)))
    lost = {deadly, hanging}
    for number, (item, result) in enumerate(done):
        source = given[number]
        if number in lost:
            assert isinstance(item, Failure) and isinstance(source, Source)
            assert (item.path, item.member, result) == (source.path, source.member, None)
            assert "worker died" in item.reason
        elif number == once:
            assert (item, result) == (source, b"SURVIVED")
        else:
            assert (item, result) == (source, source.data.upper() if isinstance(source, Source) else None)
    assert len(done) == len(given)


def test_blocks_are_bounded() -> None:
    blocks = list(runner._blocks([Source("a", bytes(3 * 2**20))] * 5 + [Source("b", b"")] * 40))
    assert [len(block.items) for block in blocks] == [2, 2, 16, 16, 9]


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    with (
        pytest.raises(ConfigError, match=r"127\.0\.0\.1:9"),
        runner._client("tcp://127.0.0.1:9", 1, Limits()),
    ):
        pass
