"""The expected records of the samples: `python -m tests.golden` takes today's as the expected ones (`make accept`).

One file a sample, a record a line, with every check run and no model, so that no weights are needed. Paths stand as
from `samples/`, whatever the folder that the project lies in.
"""

from functools import cache
from pathlib import Path

import orjson

from extractor.config import Settings
from extractor.inputs import Source, sources
from extractor.pipeline import process
from extractor.record import Result
from extractor.runners.local import work_through
from extractor.writers import Output
from extractor.writers.jsonl import encode

SAMPLES = Path(__file__).parent.parent / "samples"
DOCUMENTS = SAMPLES / "documents"
EXPECTED = SAMPLES / "expected"
SETTINGS = Settings(model=None, select=("ALL",))


def names() -> list[str]:
    """The samples' file names, in order."""
    return sorted(path.name for path in DOCUMENTS.iterdir())


def run(source: Source) -> Result:
    """A sample's record and the checks that were skipped."""
    return process(source, SETTINGS, None)


@cache
def results(name: str) -> tuple[Result, ...]:
    """The results of one sample, made once."""
    return tuple(run(source) for source in inputs(name))


def inputs(*chosen: str) -> list[Source]:
    """The documents of some samples, of all if none is chosen. Raises ValueError where one cannot be read."""
    found = []
    for item in sources([DOCUMENTS / name for name in chosen or names()]):
        if not isinstance(item, Source):
            raise ValueError(f"{item.path}: {item.reason}")
        place = Path(item.path).relative_to(SAMPLES).as_posix()
        found.append(Source(place, item.data, item.member))
    return found


def lines(name: str) -> list[bytes]:
    """What `extract` writes of a sample, a record a line."""
    return [encode(result, Output()) for result in results(name)]


def in_parallel(workers: int) -> bytes:
    """What `extract` writes of all samples with several workers."""
    done = work_through(inputs(), run, prepare=lambda: None, workers=workers)
    return b"".join(encode(result, Output()) for _, result in done if result)


def expected_file(name: str) -> Path:
    """Where the expected records of a sample stand."""
    return EXPECTED / f"{name}.jsonl"


def accept() -> list[str]:
    """Writes all expected records, removes those without a sample; gives the names of the files that changed."""
    EXPECTED.mkdir(exist_ok=True)
    changed = []
    for name in names():
        file, content = expected_file(name), b"".join(lines(name))
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
            changed.append(file.name)
    known = {expected_file(name).name for name in names()}
    for file in EXPECTED.iterdir():
        if file.name not in known:
            file.unlink()
            changed.append(file.name)
    return changed


def differences(old: object, new: object, place: str = "") -> list[str]:
    """The places where two JSON values differ, each as one readable line."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = list(dict.fromkeys([*old, *new]))
        return [line for key in keys for line in differences(old.get(key), new.get(key), f"{place}.{key}".strip("."))]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = zip(old, new, strict=True)
        return [line for at, (a, b) in enumerate(pairs) for line in differences(a, b, f"{place}[{at}]")]
    if old == new:
        return []
    return [f"{place}: expected {_short(old)}, got {_short(new)}"]


def _short(value: object) -> str:
    shown = orjson.dumps(value).decode()
    return shown if len(shown) <= 300 else shown[:299] + "…"


if __name__ == "__main__":
    accept()
