"""What is fuzzed: functions of bytes that may raise nothing but what is promised of them."""

import inspect
import io
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from extractor.config import Limits, Settings
from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.inputs.unpack import Budget, opened
from extractor.pipeline import process, readers
from extractor.plugins import modules

Target = Callable[[bytes], None]
LIMITS = Limits(document=2**20, archive=2**24)
# What takes any text; other functions of language/ take what these have found.
ANY_TEXT = ("find_", "read_", "split_", "parse_modifiers", "language_of")


def targets() -> dict[str, Target]:
    """Each by its name: reader-NAME, language-NAME (a module), inputs, pipeline."""
    named = {f"reader-{_last(reader)}": _reading(reader) for reader in readers()}
    for module in modules("extractor.language"):
        if functions := [one for _, one in inspect.getmembers(module, _takes_text) if _is_of(one, module)]:
            named[f"language-{_last(module)}"] = _finding(functions)
    return {**named, "inputs": _opening, "pipeline": _processing}


def _reading(reader: ModuleType) -> Target:
    """The reader alone, where it takes the bytes for its own; all quotes must be where they are said to be."""

    def target(data: bytes) -> None:
        source = Source("fuzz", data)
        try:
            if reader.detects(source):
                document = reader.read(source)
                assert all(0 <= field.start <= field.end <= len(document.text) for field in document.fields)
        except (ReadError, RecursionError):
            # RecursionError is `read`'s of the pipeline to turn into a ReadError.
            return

    return target


def _finding(functions: Sequence[Callable[[str], object]]) -> Target:
    """Functions of a text; what they find must stand in it."""

    def target(data: bytes) -> None:
        text = data.decode("utf-8", "surrogatepass" if b"\xed" in data and _decodes(data) else "replace")
        for function in functions:
            result = function(text)
            for one in result if isinstance(result, list | tuple) or inspect.isgenerator(result) else ():
                if isinstance(getattr(one, "start", None), int):
                    assert 0 <= one.start <= one.end <= len(text), (function.__name__, one)

    return target


def _opening(data: bytes) -> None:
    for _ in opened("fuzz", io.BytesIO(data), Budget(LIMITS)):
        pass


def _processing(data: bytes) -> None:
    source = Source("fuzz", data)
    try:
        record = process(source, Settings(model=None), None).record
    except ReadError:
        return
    assert not record.errors, record.errors
    text = record.document.text or ""
    for fact in (*record.criteria, *record.doses, *record.quantities, *record.age_ranges):
        assert all(text[one.start : one.end] == one.quote for one in fact.evidence)


def _takes_text(thing: Any) -> bool:
    if not inspect.isfunction(thing) or not thing.__name__.startswith(ANY_TEXT):
        return False
    parameters = list(inspect.signature(thing).parameters.values())
    needed = [p for p in parameters if p.default is p.empty and p.kind is not p.VAR_KEYWORD]
    return len(needed) == 1 and needed[0].annotation in (str, "str")


def _is_of(function: Any, module: ModuleType) -> bool:
    return str(function.__module__).startswith(module.__name__)


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _last(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]
