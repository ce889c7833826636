"""brat standoff: OUT is a folder, in it of each document its canonical text and its annotations.

Source of the form: brat standoff format, brat.nlplab.org/standoff.html. Offsets count characters (code points), as brat
does. No line of an `.ann` file can be ended by a document's text: an annotation is cut into fragments at every line
break and tab, and what else is quoted has such characters written out.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from extractor.errors import WriteError
from extractor.model import Concept, Evidence
from extractor.record import Frequency, Quantity, Result, TrialRecord
from extractor.writers import Output, masked, visible

COMMAND = "extract"
FORMAT = "brat"
SUFFIXES = (".brat",)
FOLDER = True

MARK = "# Written by trial-extractor."
# Entity type -> the part of the record, and what is noted of it.
FACTS: dict[str, tuple[str, str]] = {
    "Identifier": ("identifiers", "system"), "Title": ("titles", "kind"), "Status": ("status", "value"),
    "Study_type": ("study_type", "value"), "Phase": ("phases", "value"), "Allocation": ("allocation", "value"),
    "Intervention_model": ("intervention_model", "value"), "Masking": ("masking", "value"),
    "Who_masked": ("who_masked", "value"), "Primary_purpose": ("primary_purpose", "value"), "Sex": ("sex", "value"),
    "Gender_based": ("gender_based", "value"), "Std_age": ("std_ages", "value"),
    "Healthy_volunteers": ("healthy_volunteers", "value"), "Enrollment": ("enrollment", "count type"),
    "Date": ("dates", "kind date type"), "Age_range": ("age_ranges", "minimum maximum population"),
    "Sponsor": ("sponsors", "role"), "Location": ("locations", "facility city country"), "Keyword": ("keywords", ""),
    "Condition_name": ("conditions", "role name modifiers"), "Intervention_name": ("interventions", "type name"),
    "Arm": ("arms", "label type"), "Dose": ("doses", "agent low high unit per role route frequency duration"),
    "Criterion": ("criteria", "kind cohort"),
    "Quantity": ("quantities", "measurement low high unit relative_to"), "Outcome": ("outcomes", "kind"),
    "Abbreviation": ("abbreviations", "long"),
}  # fmt: skip
CRITERIA = (
    "Condition Drug Procedure Device Measurement Value Temporal Person Observation Qualifier Negation Multiplier Mood"
    " Visit Reference_point"
).split()
REGISTRY = "CONDITION DRUG SURGICAL PHYSICAL BEHAVIOURAL RADIOTHERAPY OTHER CONTROL".split()
BIOMEDICAL = ["Disease", "Chemical"]
FLAGS = ("negated", "uncertain", "historical")
SUBJECTS = ("participant", "family", "partner", "donor", "other")
ORIGINS = ("registered", "stated", "recognised", "inferred")

_BREAK = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|annotation$")


def encode(result: Result, output: Output) -> bytes:
    """The name, text and annotations of a document. Raises WriteError where the record has no text."""
    record = masked(result.record)
    text = record.document.text
    if text is None:
        raise WriteError("no text in the record, which brat annotates: extract it from the document, or --with-text")
    annotations = _Annotations(text)
    annotations.add_all(record)
    written = text.encode("utf-8", "replace").decode()
    return orjson.dumps({"name": _name(record), "text": written, "annotations": annotations.lines})


def fill(chunks: Iterable[bytes], folder: Path) -> None:
    """Writes the files, with the configuration that brat needs; documents of one name are numbered."""
    folder.mkdir()
    (folder / "annotation.conf").write_bytes(configuration().encode())
    taken: dict[str, int] = {}
    for document in map(orjson.loads, chunks):
        name = _free(document["name"], taken)
        (folder / f"{name}.txt").write_bytes(document["text"].encode())
        (folder / f"{name}.ann").write_bytes("".join(f"{line}\n" for line in document["annotations"]).encode())


def _free(name: str, taken: dict[str, int]) -> str:
    """The name, with a number where it is taken; file systems may not tell small letters from capitals."""
    key = name.casefold()
    number = taken.get(key, 0)
    free = name
    while free.casefold() in taken:
        number += 1
        free = f"{name}-{number + 1}"
    taken[key] = number
    taken.setdefault(free.casefold(), 0)
    return free


def not_ours(folder: Path) -> str | None:
    """Something in a folder that this format does not write."""
    mark = folder / "annotation.conf"
    names = sorted(each.name for each in folder.iterdir())
    if names and not (mark.is_file() and mark.read_bytes().startswith(MARK.encode())):
        return names[0]
    return next((name for name in names if not name.endswith((".txt", ".ann")) and name != mark.name), None)


def configuration() -> str:
    """The types of annotations, for brat."""
    entities = [
        *CRITERIA,
        *(f"Registry_{label}" for label in REGISTRY),
        *(f"Biomedical_{label}" for label in BIOMEDICAL),
    ]
    entities += [*FACTS, "Finding"]
    return "\n".join(
        [
            MARK, "[entities]", *entities, "[relations]", "In_criterion\tArg1:<ENTITY>, Arg2:Criterion",
            "Under\tArg1:Criterion, Arg2:Criterion", "Contradicts\tArg1:Finding, Arg2:Finding",
            "Of_intervention\tArg1:Dose, Arg2:Intervention_name",
            "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            "[events]", "[attributes]", *(f"{flag.capitalize()}\tArg:<ENTITY>" for flag in FLAGS),
            f"Subject\tArg:<ENTITY>, Value:{'|'.join(SUBJECTS)}",
            f"Origin\tArg:<ENTITY>, Value:{'|'.join(ORIGINS)}", "",
        ]
    )  # fmt: skip


def _name(record: TrialRecord) -> str:
    """A safe file name: the trial's id, else the input's name."""
    known = record.trial_id or Path(record.document.path).stem
    name = _UNSAFE.sub("_", known).strip("._-")[:80] or "document"
    return f"_{name}" if _RESERVED.match(name) else name


def label(group: str, name: str) -> str:
    """The type of a mention; labels of other models as they are, made safe.

    >>> label("criteria", "Drug"), label("registry", "DRUG"), label("biomedical", "Gene or protein")
    ('Drug', 'Registry_DRUG', 'Biomedical_Gene_or_protein')
    """
    safe = re.sub(r"[^A-Za-z0-9_-]+", "_", name)
    return safe if group == "criteria" else f"{group.capitalize()}_{safe}"


class _Annotations:
    """The lines of an `.ann` file, numbered as they come."""

    def __init__(self, text: str) -> None:
        self.lines: list[str] = []
        self._text = text
        self._numbers = {"T": 0, "R": 0, "A": 0, "N": 0, "#": 0}

    def add_all(self, record: TrialRecord) -> None:
        """The facts, then what refers to them."""
        places: dict[tuple[str, str], str] = {}
        for kind, (name, noted) in FACTS.items():
            for fact in getattr(record, name):
                mark = self._fact(kind, fact, noted)
                if mark and hasattr(fact, "id"):
                    places[name, fact.id] = mark
        for mention in record.mentions:
            mark = self._entity(label(mention.group, mention.label), mention.evidence)
            if mark:
                self._mention(mark, mention, places.get(("criteria", mention.criterion or "")))
        for quantity in record.quantities:
            self._relation(
                "In_criterion",
                places.get(("quantities", quantity.id)),
                places.get(("criteria", quantity.criterion or "")),
            )
        for criterion in record.criteria:
            self._relation(
                "Under", places.get(("criteria", criterion.id)), places.get(("criteria", criterion.parent or ""))
            )
        for one in record.interventions:
            for dose in one.doses:
                self._relation("Of_intervention", places.get(("doses", dose)), places.get(("interventions", one.id)))
        for finding in record.findings:
            marks = [self._entity("Finding", [place]) for place in finding.evidence]
            found = [mark for mark in marks if mark]
            for mark in found[:1]:
                self._note(mark, f"{finding.code} {finding.name}: {finding.message}")
            for mark in found[1:]:
                self._relation("Contradicts", found[0], mark)

    def _fact(self, kind: str, fact: Any, noted: str) -> str | None:
        mark = self._entity(kind, fact.evidence)
        if mark is None:
            return None
        if origin := getattr(fact, "origin", None):
            self._add("A", f"Origin {mark} {origin}")
        self._concept(mark, getattr(fact, "concept", None))
        said = [f"{name} {value}" for name in noted.split() if (value := _said(getattr(fact, name)))]
        if said:
            self._note(mark, ", ".join(said))
        return mark

    def _mention(self, mark: str, mention: Any, criterion: str | None) -> None:
        for flag in FLAGS:
            if getattr(mention, flag):
                self._add("A", f"{flag.capitalize()} {mark}")
        if mention.subject != "participant":
            self._add("A", f"Subject {mark} {mention.subject}")
        self._concept(mark, mention.concept)
        self._relation("In_criterion", mark, criterion)

    def _entity(self, kind: str, evidence: list[Evidence]) -> str | None:
        """The main place of a fact; None where it has none, or holds nothing but breaks."""
        if not evidence:
            return None
        place = evidence[0]
        fragments = list(_fragments(self._text, place.start, place.end))
        if not fragments:
            return None
        spans = ";".join(f"{start} {end}" for start, end in fragments)
        return self._add("T", f"{kind} {spans}\t{' '.join(self._text[start:end] for start, end in fragments)}")

    def _concept(self, mark: str, concept: Concept | None) -> None:
        if concept:
            self._add("N", f"Reference {mark} {concept.system}:{concept.code}\t{visible(concept.name)}")

    def _relation(self, kind: str, one: str | None, other: str | None) -> None:
        if one and other:
            self._add("R", f"{kind} Arg1:{one} Arg2:{other}")

    def _note(self, mark: str, said: str) -> None:
        self._add("#", f"AnnotatorNotes {mark}\t{visible(said)}")

    def _add(self, kind: str, rest: str) -> str:
        self._numbers[kind] += 1
        mark = f"{kind}{self._numbers[kind]}"
        self.lines.append(f"{mark}\t{rest}")
        return mark


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a range between line breaks and tabs, without the blanks at their ends."""
    edges = [start, *(edge for found in _BREAK.finditer(text, start, end) for edge in found.span()), end]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        part = text[low:high]
        low, high = low + len(part) - len(part.lstrip()), high - len(part) + len(part.rstrip())
        if low < high:
            yield low, high


def _said(value: object) -> str:
    """A value in a note; nothing where it is unknown."""
    if isinstance(value, Quantity):
        return f"{value.value} {value.unit}"
    if isinstance(value, Frequency):
        return f"{value.times} per {value.period} {value.unit}"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)
