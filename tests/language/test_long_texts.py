"""No text of 100 kB of any kind takes a function of `extractor.language` more than half a second."""

import inspect
import pkgutil
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

import extractor.language
from tests.timing import at_most

LONG = 100_000
SHORT = LONG // 5
MOST = 0.5

PIECES = {
    "blanks": " ",
    "line breaks": " \n",
    "digits": "1",
    "thousands": "1,111",
    "powers": "1.5 x 10",
    "words of numbers": "one hundred and ",
    "words": "patients with no ",
    "letters": "a",
    "hyphens": "a-",
    "units": "5 mg/kg/",
    "spans": "within 4 weeks before ",
    "ages": "18 years or older and ",
}
ARGUMENTS: dict[str, Callable[[str], Any]] = {
    "agents": lambda _: ("aspirin", "placebo"),
    "partners": lambda _: ("aspirin", "placebo"),
    "read": lambda _: (),
    "pos": lambda _: 0,
    "start": lambda _: 0,
    "end": len,
}


def readers() -> Iterator[tuple[str, Callable[[str], Any]]]:
    """The public functions `find_...` and `read_...` that take a text."""
    seen = set()
    for module in pkgutil.walk_packages(extractor.language.__path__, "extractor.language."):
        for name, function in vars(import_module(module.name)).items():
            if not name.startswith(("find_", "read_")) or not inspect.isfunction(function) or function in seen:
                continue
            seen.add(function)
            first, *others = inspect.signature(function).parameters.values()
            needed = [one.name for one in others if one.default is one.empty]
            if first.annotation in (str, "str") and all(one in ARGUMENTS for one in needed):
                yield f"{function.__module__.removeprefix('extractor.language.')}.{name}", bound(function, needed)


def bound(function: Callable[..., Any], needed: list[str]) -> Callable[[str], Any]:
    def call(text: str) -> Any:
        result = function(text, **{name: ARGUMENTS[name](text) for name in needed})
        return list(result) if isinstance(result, Iterator) else result

    return call


READERS = dict(readers())


def seconds(reader: Callable[[str], Any], text: str) -> float:
    since = time.process_time()
    reader(text)
    return time.process_time() - since


def test_every_reader_of_values_is_tried() -> None:
    names = {name.rpartition(".")[2] for name in READERS}
    assert {
        "find_numbers", "find_ages", "find_doses", "find_comparisons", "find_quantities", "find_durations",
        "find_schedules", "find_dates", "find_lost_superscripts", "find_unit", "find_windows",
    } <= names  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_long_texts_are_read_in_time(name: str) -> None:
    """A fifth of the text is read first: in a 25th of the time, even a quadratic reader is fast enough on the whole."""
    reader = READERS[name]
    for kind, piece in PIECES.items():
        text = (piece * (LONG // len(piece)))[:LONG]
        if seconds(reader, text[:SHORT]) > MOST / 25:
            with at_most(MOST, kind):
                reader(text)
