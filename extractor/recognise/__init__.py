"""The one door to spaCy and scispaCy: a model's spans -> mentions. Nothing else of the package sees a spaCy type."""

import os
import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from types import ModuleType
from typing import Any, Literal, NamedTuple

from extractor.config import DEFAULT_MODEL
from extractor.errors import ModelError
from extractor.model import Document, Mention, Span
from extractor.record import Abbreviation

Group = Literal["criteria", "registry", "biomedical"]
# Models of others -> the groups of ours: scispaCy's en_ner_bc5cdr_md and its relatives.
LABELS = {"DISEASE": "Disease", "CHEMICAL": "Chemical"}
PROSE = (
    "protocolSection.identificationModule.briefTitle",
    "protocolSection.identificationModule.officialTitle",
    "protocolSection.descriptionModule.briefSummary",
    "protocolSection.descriptionModule.detailedDescription",
    "protocolSection.conditionsModule.conditions",
    "protocolSection.armsInterventionsModule.armGroups.label",
    "protocolSection.armsInterventionsModule.armGroups.description",
    "protocolSection.armsInterventionsModule.interventions.name",
    "protocolSection.armsInterventionsModule.interventions.description",
    "protocolSection.outcomesModule.primaryOutcomes.measure",
    "protocolSection.outcomesModule.secondaryOutcomes.measure",
)
LONGEST = 20_000
# Our model is told that the lines are of one document: its short forms and repeated names agree across them.
TOGETHER = {"span_tagger": {"together": True}}
# A line, and the lines that go on from it: it is long and they begin in lower case.
_LINE = re.compile(r"\S[^\n]*(?:(?<=[^\n]{50})\n[ \t]*(?=[a-z(])[^\n]+)*")


class _Chunk(NamedTuple):
    """A range that is recognised at a time, as eligibility text or as other prose."""

    span: Span
    eligibility: bool


class _Line(NamedTuple):
    """A line of a document as tokens, and every place where it stands."""

    text: str
    doc: Any
    places: list[_Chunk]


class Recogniser:
    """A loaded model. Groups are those of CHIA, NeuroTrialNER and BC5CDR (see models/README.md).

    >>> Recogniser("no such model")
    Traceback (most recent call last):
    ...
    extractor.errors.ModelError: no model 'no such model': not an installed package and not a folder
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._nlp = _pipeline(name)
        self._detector = _detector(self._nlp)

    @property
    def meta(self) -> dict[str, Any]:
        """The model's own description: name, version, scores, data."""
        return dict(self._nlp.meta)

    def reading(self, document: Document) -> "Reading":
        """A document in the hands of this model."""
        return Reading(document, self._nlp, self._detector)

    def read_ahead(self, readings: Sequence["Reading"]) -> None:
        """Has the model read documents at once that are yet to be asked for their mentions, where that is faster."""
        components = [component for _, component in self._nlp.pipeline]
        if components and all(hasattr(component, "annotate_documents") for component in components):
            for component in components:
                component.annotate_documents([reading.docs for reading in readings])
            for reading in readings:
                reading.is_read = True


class Reading:
    """One document, its lines made into tokens once."""

    def __init__(self, document: Document, nlp: Any, detector: Any) -> None:
        self._document = document
        self._nlp = nlp
        self._detector = detector
        self.is_read = False

    def mentions(self) -> list[Mention]:
        """All mentions in the document's prose, ids m1, m2 ... in document order."""
        found = []
        for start, end, label, group in sorted(set(self._spans())):
            evidence = [self._document.evidence(start, end)]
            found.append((label, group, self._document.text[start:end], evidence))
        return [
            Mention(id=f"m{number}", label=label, group=group, text=text, evidence=evidence)
            for number, (label, group, text, evidence) in enumerate(found, 1)
        ]

    def abbreviations(self) -> list[Abbreviation]:
        """What scispaCy's AbbreviationDetector finds: a second voter beside our own search. Each pair of short and long
        form where it first stands, in document order."""
        text = self._document.text
        found = sorted(
            (at + short.start_char, at + short.end_char, at + long.start_char, at + long.end_char)
            for line in self._lines
            if "(" in line.text
            for short, long in ((span, span._.long_form) for span in self._detector(line.doc)._.abbreviations)
            for at in (chunk.span.start for chunk in line.places)
        )
        first: dict[tuple[str, str], tuple[int, int, int, int]] = {}
        for place in found:
            first.setdefault((text[place[0] : place[1]], text[place[2] : place[3]]), place)
        return [
            Abbreviation(
                short=short,
                long=long,
                evidence=[self._document.evidence(*place[:2]), self._document.evidence(*place[2:])],
            )
            for (short, long), place in first.items()
        ]

    @property
    def docs(self) -> list[Any]:
        """Each different line of the document as tokens."""
        return [line.doc for line in self._lines]

    @cached_property
    def _lines(self) -> list[_Line]:
        """Each different line."""
        places: dict[str, list[_Chunk]] = {}
        for chunk in _chunks(self._document):
            places.setdefault(self._document.text[chunk.span.start : chunk.span.end], []).append(chunk)
        return [_Line(text, self._nlp.make_doc(text), chunks) for text, chunks in places.items()]

    def _spans(self) -> Iterator[tuple[int, int, str, Group]]:
        # All lines at once: the network's time goes by its steps more than by the lines that take them together.
        docs = self.docs if self.is_read else self._nlp.pipe(self.docs, component_cfg=TOGETHER)
        for doc, line in zip(docs, self._lines, strict=True):
            for group, span in _grouped(doc):
                label = LABELS.get(span.label_, span.label_)
                for at in (chunk.span.start for chunk in line.places if group != _other_group(chunk)):
                    yield at + span.start_char, at + span.end_char, label, group


@cache
def loaded(model: str | None) -> Recogniser | None:
    """The recogniser of that model, loaded once in a process; None for None. Raises ModelError."""
    return Recogniser(model) if model else None


def _other_group(chunk: _Chunk) -> Group:
    """The group that a chunk has nothing of."""
    return "registry" if chunk.eligibility else "criteria"


def _grouped(doc: Any) -> Iterator[tuple[Group, Any]]:
    """Our models fill span groups; others have entities, all of them biomedical."""
    groups: tuple[Group, ...] = ("criteria", "registry", "biomedical")
    for group in groups:
        if group in doc.spans:
            yield from ((group, span) for span in doc.spans[group])
    yield from (("biomedical", span) for span in doc.ents)


def _chunks(document: Document) -> Iterator[_Chunk]:
    """Eligibility passages and prose, cut into lines: what the models were trained on."""
    for passage in document.eligibility:
        yield from _lines(document.text, passage.start, passage.end, True)
    for span in document.prose(*PROSE):
        yield from _lines(document.text, span.start, span.end, False)
    if not document.fields:
        at = 0
        for passage in sorted(document.eligibility):
            yield from _lines(document.text, at, passage.start, False)
            at = max(at, passage.end)
        yield from _lines(document.text, at, len(document.text), False)


def _lines(text: str, start: int, end: int, eligibility: bool) -> Iterator[_Chunk]:
    """The lines of a range, a hard-wrapped one with what continues it."""
    for match in _LINE.finditer(text, start, end):
        for at in range(match.start(), match.end(), LONGEST):
            yield _Chunk(Span(at, min(at + LONGEST, match.end())), eligibility)


def _pipeline(name: str) -> Any:
    # One thread a process: workers share the cores, and sums come out the same to the last bit.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    import spacy

    try:
        if name == DEFAULT_MODEL:
            return _package(name).load()
        return spacy.load(name)
    except ModelError:
        raise
    except OSError as error:
        known = "E050" in str(error)
        reason = "not an installed package and not a folder" if known else str(error).splitlines()[0]
        raise ModelError(f"no model {name!r}: {reason}" if known else f"model {name!r}: {reason}") from None
    except (ValueError, KeyError, TypeError, AttributeError, ImportError) as error:
        raise ModelError(f"model {name!r} is broken: {str(error).splitlines()[0]}") from None


def _package(name: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise ModelError(f"model {name!r} is not installed: {error}") from None


def _detector(nlp: Any) -> Any:
    import warnings

    from scispacy.abbreviation import AbbreviationDetector

    # The detector's second matcher has no patterns until a text gives it some, and says so on every such text.
    warnings.filterwarnings("ignore", message=r"\[W036\]")
    return AbbreviationDetector(nlp)
