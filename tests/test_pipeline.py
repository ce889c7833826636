"""The way from a source to its record: order, failures of a stage, other languages, records read back."""

from types import SimpleNamespace

import pytest

from extractor import pipeline
from extractor.config import Settings
from extractor.errors import ExtractorError, ReadError, WriteError
from extractor.inputs import Source
from extractor.language.vocabulary import vocabulary
from extractor.model import Document
from extractor.record import Result
from extractor.writers import Output, jsonl

TEXT = b"Inclusion Criteria:\n\n- Age 18 to 65 years\n\nExclusion Criteria:\n\n- Age 18 to 65 years\n"


def processed(data: bytes = TEXT) -> Result:
    return pipeline.process(Source("x", data), Settings(model=None), None)


def test_the_tables_are_read_before_any_document() -> None:
    pipeline.prepare(None)
    before = vocabulary.cache_info()
    processed()
    assert before.currsize == 2
    assert vocabulary.cache_info().misses == before.misses


def test_facts_come_after_what_they_need() -> None:
    given: set[str] = set()
    givers = {name for module in pipeline.fact_modules() for name in module.GIVES}
    for module in pipeline.fact_modules():
        needed = {need for need in module.NEEDS if need in givers} - set(module.GIVES)
        assert needed <= given, module.__name__
        given.update(module.GIVES)


def test_facts_that_need_each_other_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    knot = (
        SimpleNamespace(__name__="a", GIVES=("one",), NEEDS=("two",)),
        SimpleNamespace(__name__="b", GIVES=("two",), NEEDS=("one",)),
    )
    monkeypatch.setattr(pipeline, "modules", lambda package: knot)
    with pytest.raises(ExtractorError, match="need each other"):
        pipeline.fact_modules.__wrapped__()


def test_a_failed_stage_leaves_the_rest_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.facts import doses

    def fails(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(doses, "find", fails)
    record = processed().record
    assert [(error.stage, error.message) for error in record.errors] == [("doses", "ZeroDivisionError: boom")]
    assert record.criteria
    assert record.age_ranges


def test_a_failed_check_is_an_error_and_no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.findings import catalogue

    def fails(*_: object) -> None:
        raise KeyError("boom")

    monkeypatch.setattr(catalogue()["TXT101"], "run", fails)
    record = processed().record
    assert [error.stage for error in record.errors] == ["TXT101"]
    assert "ELG104" in [finding.code for finding in record.findings]


def test_a_reader_that_fails_names_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.readers import plain_text

    def fails(*_: object) -> Document:
        raise RecursionError

    monkeypatch.setattr(plain_text, "read", fails)
    with pytest.raises(ReadError, match="nested too deep"):
        processed()


def test_skipped_checks_say_why() -> None:
    skipped = dict(processed().skipped)
    assert "age_ranges.registered" in skipped["AGE101"]


def test_another_language_gives_registered_facts_only_and_says_so() -> None:
    spanish = (
        "Criterios de inclusión:\n- Pacientes con asma para los que el tratamiento es una opción\n"
        "- Edad de 18 a 65 años según el protocolo del estudio, con una dosis de 40 mg por día\n"
    )
    record = processed(spanish.encode()).record
    assert record.document.language == "es"
    assert record.criteria == []
    assert record.doses == []
    assert [item.reason for item in record.unparsed] == ["not English: only registered fields are read"]


def test_our_own_records_are_read_back_and_checked() -> None:
    written = jsonl.encode(processed(), Output())
    again = pipeline.process(Source("r.jsonl", written), Settings(model=None), None).record
    assert again.document.path == "x"
    assert [finding.code for finding in again.findings] == [finding.code for finding in processed().record.findings]
    with pytest.raises(ReadError, match="not a record of this schema version"):
        pipeline.process(Source("r.jsonl", b'{"schema_version": "9", "document": {}}'), Settings(model=None), None)


def test_a_writer_that_fails_costs_the_document() -> None:
    def encode(result: Result, output: Output) -> bytes:
        raise ValueError("no such thing")

    writer = SimpleNamespace(FORMAT="odd", encode=encode)
    with pytest.raises(WriteError, match="ValueError in the format odd: no such thing"):
        pipeline.written(processed(), writer, Output())  # type: ignore[arg-type]
