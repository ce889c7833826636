"""read -> segment -> recognise -> facts -> link -> check: one document's way to its record.

The only broad `except` of the package is here: a stage that fails on a document is an entry of the record's `errors`,
and the rest of the record is whole; a reader or a writer that fails costs the document. Want of memory alone is the
whole document's: what is left out then would depend on the machine.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from types import ModuleType
from typing import Any

from pydantic import ValidationError

from extractor.config import Settings
from extractor.errors import ExtractorError, ReadError, WriteError
from extractor.findings import catalogue, chosen, merge, reads_pair, relevant, run_check, run_pair_check
from extractor.inputs import LARGEST_TEXT, Source
from extractor.language.contacts import find_contacts
from extractor.language.tongues import language_of
from extractor.model import Document, Finding, Span, Unparsed
from extractor.plugins import modules
from extractor.recognise import Recogniser, loaded
from extractor.recognise.concepts import link_record, read_tables
from extractor.record import Comparison, DocumentInfo, EligibilityCriterion, Result, StageError, TrialRecord, numbered
from extractor.segment import segment
from extractor.writers import Output

TRIAL_IDS = ("nct", "eudract", "ctis", "isrctn")


@cache
def readers() -> tuple[ModuleType, ...]:
    """The readers in the order in which they are asked."""
    return tuple(sorted(modules("extractor.readers"), key=lambda module: (module.ORDER, module.__name__)))


@cache
def fact_modules() -> tuple[ModuleType, ...]:
    """The modules of facts/, each after those that give what it needs."""
    waiting = list(modules("extractor.facts"))
    giving = {name: {m.__name__ for m in waiting if name in m.GIVES} for m in waiting for name in m.GIVES}
    ordered: list[ModuleType] = []
    while waiting:
        done = {module.__name__ for module in ordered}
        ready = [
            module
            for module in waiting
            if all(giving.get(need, set()) - {module.__name__} <= done for need in module.NEEDS)
        ]
        if not ready:
            raise ExtractorError(f"facts need each other: {', '.join(module.__name__ for module in waiting)}")
        ordered.append(ready[0])
        waiting.remove(ready[0])
    return tuple(ordered)


def prepare(model: str | None) -> None:
    """Loads the model and all that documents need besides: workers that are copies of this process have it then.

    Raises ModelError where there is no such model.
    """
    loaded(model)
    readers()
    fact_modules()
    catalogue()
    read_tables()


def read(source: Source) -> Document:
    """The document of a source, by the first reader that knows its content. Raises ReadError."""
    try:
        document = _read(source)
    except (ExtractorError, MemoryError):
        raise
    except RecursionError:
        raise ReadError("nested too deep") from None
    except Exception as error:
        raise ReadError(f"{type(error).__name__} while reading: {error}") from error
    if len(document.text) > LARGEST_TEXT:
        raise ReadError(f"a text of more than {LARGEST_TEXT} characters")
    document.language = document.language or language_of(document.text)
    document.private = sorted({*document.private, *(Span(*place) for place in find_contacts(document.text))})
    return document


def _read(source: Source) -> Document:
    for reader in readers():
        if reader.detects(source):
            document: Document = reader.read(source)
            return document
    raise ReadError("JSON of no known kind" if source.looks_like_json else "no reader knows this format")


def process(source: Source, settings: Settings, recogniser: Recogniser | None) -> Result:
    """One source's record, checked. Raises ReadError where the source cannot be read at all."""
    begun = _begun(source, settings, recogniser)
    return begun.result(settings) if isinstance(begun, _Examination) else begun


def process_all(
    sources: Sequence[Source], settings: Settings, recogniser: Recogniser | None
) -> Iterator[Result | ReadError]:
    """The records of some sources, each as `process` gives it, or why there is none; the model reads all texts at
    once."""
    begun: list[Result | ReadError | _Examination] = []
    for source in sources:
        try:
            begun.append(_begun(source, settings, recogniser))
        except ReadError as error:
            begun.append(error)
    if recogniser:
        try:
            recogniser.read_ahead([one.reading for one in begun if isinstance(one, _Examination) and one.reading])
        except MemoryError:
            raise
        except Exception:  # whichever it is of, it will say so in its turn
            pass
    for one in begun:
        yield one.result(settings) if isinstance(one, _Examination) else one


def _begun(source: Source, settings: Settings, recogniser: Recogniser | None) -> "Result | _Examination":
    if saved := saved_record(source):
        return Result(saved, check(saved, select=settings.select, ignore=settings.ignore))
    return _Examination(read(source), recogniser)


def saved_record(source: Source) -> TrialRecord | None:
    """One of our own records, read back; None where the source is something else. Raises ReadError."""
    if not isinstance(source.json, dict) or "schema_version" not in source.json or "document" not in source.json:
        return None
    try:
        return TrialRecord.model_validate(source.json)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ReadError(f"not a record of this schema version: {first['msg']}", where=where) from None


def examine(document: Document, settings: Settings, recogniser: Recogniser | None) -> Result:
    """A document's record, checked."""
    return _Examination(document, recogniser).result(settings)


class _Examination:
    """A document on its way to its record: cut into sections, and given to the model where that can read it."""

    def __init__(self, document: Document, recogniser: Recogniser | None) -> None:
        self._document = document
        self._record = TrialRecord(document=_info(document), unparsed=list(document.unparsed), private=document.private)
        self._run("segment", self._segment)
        self._foreign = document.language not in (None, "en")
        self.reading = recogniser.reading(document) if recogniser and not self._foreign else None

    def result(self, settings: Settings) -> Result:
        """The record with its facts, checked."""
        record = self._record
        for name, stage in self._stages():
            self._run(name, stage)
        record.trial_id = _trial_id(record)
        return Result(record, check(record, select=settings.select, ignore=settings.ignore))

    def _run(self, name: str, stage: Callable[[], object]) -> None:
        try:
            stage()
        except MemoryError:
            raise
        except Exception as error:
            self._record.errors.append(StageError(stage=name, message=f"{type(error).__name__}: {error}"))

    def _segment(self) -> None:
        document, record = self._document, self._record
        known = len(document.unparsed)
        segment(document)
        record.sections = document.sections
        record.unparsed.extend(document.unparsed[known:])

    def _stages(self) -> Iterator[tuple[str, Callable[[], object]]]:
        document, record, reading = self._document, self._record, self.reading
        if self._foreign:
            record.unparsed.append(
                Unparsed(
                    what="text",
                    text=f"language: {document.language}",
                    reason="not English: only registered fields are read",
                )
            )
        if reading:
            yield "recognise", lambda: record.mentions.extend(reading.mentions())
            yield "vote", lambda: record.abbreviations.extend(reading.abbreviations())
        for module in fact_modules():
            if not (self._foreign and getattr(module, "READS_ENGLISH", False)):
                yield (
                    module.__name__.rpartition(".")[2],
                    lambda module=module: _add(record, document, module.find(document, record)),  # type: ignore[misc]
                )
        yield "link", lambda: link_record(record)


def written(result: Result, writer: ModuleType, output: Output) -> bytes:
    """One document's bytes in a format. Raises WriteError, whatever goes wrong in the writer."""
    try:
        data: bytes = writer.encode(result, output)
    except (ExtractorError, MemoryError):
        raise
    except Exception as error:
        raise WriteError(f"{type(error).__name__} in the format {writer.FORMAT}: {error}") from error
    return data


def _add(record: TrialRecord, document: Document, found: dict[str, list[Any]]) -> None:
    """Adds what a module found, without what stands in an instruction of a template."""
    for name, facts in found.items():
        if document.instructions:
            facts = _stated(document, facts)
        if name == "unparsed":
            record.unparsed.extend(facts)
        else:
            setattr(record, name, facts)


def _stated(document: Document, facts: list[Any]) -> list[Any]:
    """The facts whose main place is no instruction; criteria under one that is have no parent."""
    kept = [
        one for one in facts if not (one.evidence and document.instructs(one.evidence[0].start, one.evidence[0].end))
    ]
    ids = {one.id for one in kept if isinstance(one, EligibilityCriterion)}
    return [
        one.model_copy(update={"parent": None})
        if isinstance(one, EligibilityCriterion) and one.parent not in ids
        else one
        for one in kept
    ]


def check(record: TrialRecord, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Fills in the record's findings, merged and selected; gives the selected checks that were skipped, and why.

    A check that fails is an entry of the record's errors.
    """
    selection = chosen(select, ignore)
    found, skipped, errors = _run_all(relevant(selection), lambda code: run_check(code, record))
    record.errors.extend(errors)
    record.findings = merge(found, selection)
    return [(code, reason) for code, reason in skipped if code in selection]


def compare(
    registry: TrialRecord, protocol: TrialRecord, *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Comparison:
    """What differs between two documents of one trial; evidence says by `document` which of them it is in.

    A check that fails is an entry of the comparison's errors.
    """
    selection = chosen(select, ignore)
    sides = (numbered(registry, 0), numbered(protocol, 1))
    codes = [code for code in relevant(selection) if reads_pair(code)]
    found, skipped, errors = _run_all(codes, lambda code: run_pair_check(code, *sides))
    told = [(code, reason) for code, reason in skipped if code in selection]
    return Comparison(*sides, findings=merge(found, selection), skipped=told, errors=errors)


def _run_all(
    codes: Sequence[str], run: Callable[[str], list[Finding] | str]
) -> tuple[list[Finding], list[tuple[str, str]], list[StageError]]:
    """The findings of checks, those that were skipped with the reason, and those that failed."""
    found: list[Finding] = []
    skipped: list[tuple[str, str]] = []
    errors: list[StageError] = []
    for code in codes:
        try:
            result = run(code)
        except MemoryError:
            raise
        except Exception as error:
            errors.append(StageError(stage=code, message=f"{type(error).__name__}: {error}"))
            continue
        if isinstance(result, str):
            skipped.append((code, result))
        else:
            found.extend(result)
    return found, skipped, errors


def _info(document: Document) -> DocumentInfo:
    return DocumentInfo(
        path=document.path,
        member=document.member,
        id=document.id,
        format=document.format,
        kind=document.kind,
        sha256=document.sha256,
        pages=len(document.pages) or None,
        characters=len(document.text),
        language=document.language,
        text=document.text,
    )


def _trial_id(record: TrialRecord) -> str | None:
    """The registry number of best standing, else any registry's, else the id that the input gave the document."""
    systems = {item.system: item.value for item in reversed(record.identifiers)}
    for system in TRIAL_IDS:
        if system in systems:
            return systems[system]
    others = [item.value for item in record.identifiers if item.system not in ("org", "other", "nci", "who")]
    if others:
        return others[0]
    return record.document.id or next((item.value for item in record.identifiers), None)
