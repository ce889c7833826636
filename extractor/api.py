"""The library: the same as the commands, for Python. Import these names from `extractor`."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence

from extractor.config import DEFAULT_MODEL, Settings
from extractor.errors import ReadError
from extractor.inputs import Failure, Source, sources
from extractor.model import Finding
from extractor.pipeline import check as run_all_checks
from extractor.pipeline import compare as compare_records
from extractor.pipeline import prepare, process, process_all
from extractor.recognise import loaded
from extractor.record import TrialRecord
from extractor.runners.local import work_through
from extractor.saved import saved


def extract(path: str | os.PathLike[str], *, model: str | None = DEFAULT_MODEL) -> list[TrialRecord]:
    """The records of one input (a file, a folder, an archive), findings included.

    `model` is the name or path of a recognition model, None for pattern rules only. Raises ReadError for the first
    document that cannot be read (`extract_many` goes on instead) and ModelError.
    """
    return list(extract_many([path], model=model))


def extract_many(
    paths: Iterable[str | os.PathLike[str]], *, workers: int = 1, model: str | None = DEFAULT_MODEL
) -> Iterator[TrialRecord]:
    """The records of many inputs, in order, one at a time in memory. Raises ReadError, as `extract` does."""
    job = _Job(model)
    results = work_through(sources(paths), job, prepare=job.prepare, together=job.together, workers=workers)
    for item, result in results:
        if isinstance(result, TrialRecord):
            yield result
        elif isinstance(result, str):
            raise ReadError(result, where=getattr(item, "name", None))
        elif isinstance(item, Failure):
            raise ReadError(item.reason, where=item.name)


class _Job:
    """A source's record, or the reason why there is none."""

    def __init__(self, model: str | None) -> None:
        self._model = model

    def prepare(self) -> None:
        """Loads the model, and what documents need besides."""
        prepare(self._model)

    def __call__(self, source: Source) -> TrialRecord | str:
        [one] = self.together([source])
        return one

    def together(self, sources: Sequence[Source]) -> Iterator[TrialRecord | str]:
        """Some sources at once: the same, in less time."""
        for result in process_all(sources, Settings(model=self._model), loaded(self._model)):
            yield str(result) if isinstance(result, ReadError) else result.record


def load_records(path: str | os.PathLike[str]) -> list[TrialRecord]:
    """The records that `extract` wrote to a json, jsonl, Parquet or DuckDB file (told by its content), in their order.

    They equal those that were written; the text is None unless it was written too (`--with-text`). Raises ReadError
    where the file holds something else, and ConfigError where the extra `formats` is needed and not installed.
    """
    return list(saved(path))


def extract_text(text: str, *, model: str | None = DEFAULT_MODEL) -> TrialRecord:
    """The record of a text: criteria, a protocol, or a registry page as one pastes it. Raises ReadError.

    >>> [c.kind for c in extract_text("Exclusion criteria:\\n- pregnancy", model=None).criteria]
    ['exclusion']
    """
    source = Source("text", text.encode("utf-8", "replace"))
    if source.looks_like_json:  # a text all the same: say so
        source = Source("text", json.dumps({"text": text}).encode())
    return process(source, Settings(model=model), loaded(model)).record


def check(record: TrialRecord) -> list[Finding]:
    """The findings of the checks that are on by default; also set on the record."""
    run_all_checks(record)
    return record.findings


def compare(registry: TrialRecord, protocol: TrialRecord) -> list[Finding]:
    """What a registry record and a protocol of one trial say differently; evidence in `document` 0 and 1."""
    return compare_records(registry, protocol).findings
