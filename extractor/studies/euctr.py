"""Records of the EU Clinical Trials Register: which data element stands where, and its ClinicalTrials.gov v2 name.

The register's elements have codes ("E.3"). Its text download writes "E.3 Principal inclusion criteria: ..." (the value
on this line or on the next ones), its pages and copies of them put code, label and value on lines of their own, or
glue them ("A.4.1Sponsor's protocol code numberXYZ-1"); `parse_euctr_lines` reads all three.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractor.model import Field, Span
from extractor.studies.euctr_labels import LABELS, SUMMARY

PATHS = {
    "Trial Status": "protocolSection.statusModule.overallStatus",
    "Date on which this record was first entered in the EudraCT database": (
        "protocolSection.statusModule.studyFirstSubmitDate"
    ),
    "A.3": "protocolSection.identificationModule.officialTitle",
    "A.3.1": "protocolSection.identificationModule.briefTitle",
    "A.3.2": "protocolSection.identificationModule.acronym",
    "A.4.1": "protocolSection.identificationModule.orgStudyIdInfo.id",
    "A.5.2": "protocolSection.identificationModule.nctId",
    "E.3": "protocolSection.eligibilityModule.eligibilityCriteria",
    "E.4": "protocolSection.eligibilityModule.eligibilityCriteria",
    "E.5.1": "protocolSection.outcomesModule.primaryOutcomes[0].measure",
    "E.5.1.1": "protocolSection.outcomesModule.primaryOutcomes[0].timeFrame",
    "E.5.2": "protocolSection.outcomesModule.secondaryOutcomes[0].measure",
    "E.5.2.1": "protocolSection.outcomesModule.secondaryOutcomes[0].timeFrame",
    "P. Date of the global end of the trial": "protocolSection.statusModule.completionDateStruct.date",
}
IDENTIFIERS = frozenset({"A.2", "A.5.1", "A.5.3", "A.5.4", "EudraCT Number"})
# What names a medicinal product, the best first: product, INN, trade name, product code, other name, sponsor's code.
PRODUCT = ("D.3.1", "D.3.8", "D.2.1.1.1", "D.3.2", "D.3.9.3", "D.3.9.2")
PRIVATE = frozenset({"B.5.2", "B.5.3.1", "B.5.3.2", "B.5.3.3", "B.5.4", "B.5.5", "B.5.6"})
UNREAD = frozenset({"D. IMP", "D.8", "Link", "Sponsor's Protocol Code Number"})

_CODE = r"[A-GNP]\.(?:[1-9]\d?(?:\.\d{1,2}){0,5})?"
_LINE = re.compile(rf"^[ \t]*(?:({_CODE})(?!\d)\.?|(?=[A-Z]))", re.M)
_LABEL_LINE = re.compile(rf"(# )?({_CODE}) (.+?)(?: \| (.+))?$")
_TAIL = (
    r"(?:\s{0,40}\(?For clinical trials recorded.{0,400}?not using contraception[\"'”’).]{0,4})?"
    r"(?:[ \t]{0,3}\(([a-z]{2})\))?[ \t]{0,3}:?"
)
_BREAK = re.compile(r"(?:Summary|MedDRA Classification|Trial results|View results|Sponsor \d{1,2})[ \t]*$", re.M | re.I)
_NONE = frozenset({"-", "na", "n/a", "n.a.", "none", "not applicable", "not available"})
_ABSENT = re.compile(r"(?:Information not present in EudraCT|Reason\(s\) for unfavourable opinion:?)\Z", re.I)


@dataclass(frozen=True, slots=True)
class Element:
    """A data element of a record: `text[start:end]` is its value, empty for one that was left blank.

    `name` is its code, with a word more where elements share a code ("E.1.2 Term"), or its label where it has none
    ("Trial Status"); `language` is set where the value is marked as in another language than English.
    """

    name: str
    label: str
    start: int
    end: int
    label_start: int
    language: str | None = None


class Known(NamedTuple):
    """One line of the register's form."""

    name: str
    label: str
    heading: bool
    pattern: re.Pattern[str]


class Placed(NamedTuple):
    """What a record's text holds: v2 fields, ranges of contacts, and elements in other languages."""

    fields: list[Field]
    private: list[Span]
    foreign: list[Element]


@cache
def known_labels() -> dict[str, list[Known]]:
    """The elements of the register's form by code; of those that share a code the longest label first."""
    known: dict[str, list[Known]] = {"": []}
    for line in LABELS.splitlines():
        found = _LABEL_LINE.match(line)
        assert found, line
        heading, code, label, short = found.groups()
        word = short or (label if len(code) == 2 else "")
        name = f"{code} {word}" if word else code
        known.setdefault(code, []).append(Known(name, label, bool(heading), _pattern(label)))
    for label in SUMMARY:
        known[""].append(Known(label, label, False, _pattern(label, colon="[ \\t]{0,3}:")))
    for entries in known.values():
        entries.sort(key=lambda entry: -len(entry.label))
    return known


def _pattern(label: str, *, colon: str = "") -> re.Pattern[str]:
    words = r"\s{0,40}".join(re.escape(word).replace("'", "['’]") for word in label.split())
    return re.compile(r"\s{0,10}(" + words + ")" + (colon or _TAIL), re.I | re.S)


def parse_euctr_lines(text: str) -> list[Element]:
    """The data elements of a record's text, in order; blank ones too.

    >>> text = "E.3 Principal inclusion criteria: Adults\\nwith asthma\\nE.8.1.1RandomisedYes"
    >>> [(found.name, text[found.start:found.end]) for found in parse_euctr_lines(text)]
    [('E.3', 'Adults\\nwith asthma'), ('E.8.1.1', 'Yes')]
    """
    heads = [*_heads(text)]
    found = []
    for at, (_, after, known, label_start, language) in enumerate(heads):
        if known is None or known.heading:
            continue
        start, end = after, heads[at + 1][0] if at + 1 < len(heads) else len(text)
        value = text[start:end]
        if known.name[:2] in {"N.", "P."}:
            value = value[: len(value) - len(value.lstrip())] + value.lstrip().partition("\n")[0]
        start += len(value) - len(value.lstrip())
        end = max(start, after + len(value.rstrip()))
        found.append(Element(known.name, known.label, start, end, label_start, language))
    return found


_Head = tuple[int, int, Known | None, int, str | None]


def _heads(text: str) -> Iterator[_Head]:
    """Where an element, or a line that ends one, begins; where its label ends and begins; its language."""
    known = known_labels()
    summary = True
    for line in _LINE.finditer(text):
        code, at = line[1] or "", line.end()
        if not code and (stop := _BREAK.match(text, at)):
            yield line.start(), stop.end(), None, at, None
        for entry in known.get(code, []) if code or summary else []:
            label = entry.pattern.match(text, at)
            if label:
                summary = summary and not code
                language = label[2] if code else None
                yield line.start(), label.end(), entry, label.start(1), language
                break


def euctr_paths(elements: Sequence[tuple[str, str]]) -> list[str | None]:
    """The v2 path of each element of one record, given as (name, value) in order; None where it is no field.

    Elements without a v2 name keep their own ("source:E.7.2"). The names of one medicinal product (from one "D. IMP"
    to the next) become one intervention: the best of them its name, the others its other names.

    >>> euctr_paths([("E.1.1", "Asthma"), ("E.7.2", "Yes")])
    ['protocolSection.conditionsModule.conditions[0]', 'source:E.7.2']
    """
    names = [name for name, value in elements if value]
    seen: dict[str, int] = {}
    products = _product_names(elements)
    return [
        None if _is_absent(name, value) else _path(name, names, seen, products.get(at))
        for at, (name, value) in enumerate(elements)
    ]


def _is_absent(name: str, value: str) -> bool:
    """Whether an element was left blank, or says that there is no such identifier or acronym."""
    return not value or bool(_ABSENT.match(value)) or (name.startswith("A.") and value.lower() in _NONE)


def _path(name: str, names: list[str], seen: dict[str, int], product: str | None) -> str | None:
    count = seen.get(name, 0)
    seen[name] = count + 1
    if name in PRODUCT:
        return product
    if name in PRIVATE or name in UNREAD or (name == "EudraCT Number" and "A.2" in names):
        return None
    if name in IDENTIFIERS:
        at = seen["identifier"] = seen.get("identifier", -1) + 1
        return f"protocolSection.identificationModule.secondaryIdInfos[{at}].id"
    if name == "E.1.1":
        return f"protocolSection.conditionsModule.conditions[{count}]"
    if name == "B.1.1":
        role = f"collaborators[{count - 1}]" if count else "leadSponsor"
        return f"protocolSection.sponsorCollaboratorsModule.{role}.name"
    return PATHS.get(name, f"source:{name}")


def _product_names(elements: Sequence[tuple[str, str]]) -> dict[int, str]:
    """The paths of the elements that name medicinal products, by position."""
    groups: list[list[int]] = [[]]
    for at, (name, value) in enumerate(elements):
        if name == "D. IMP" and groups[-1]:
            groups.append([])
        if name in PRODUCT and value:
            groups[-1].append(at)
    paths = {}
    for number, group in enumerate(group for group in groups if group):
        ranked = sorted(group, key=lambda at: PRODUCT.index(elements[at][0]))
        taken: set[str] = set()
        for at in ranked:
            if (same := elements[at][1].casefold()) not in taken:
                part = f"otherNames[{len(taken) - 1}]" if taken else "name"
                paths[at] = f"protocolSection.armsInterventionsModule.interventions[{number}].{part}"
                taken.add(same)
    return paths


def place_euctr(text: str) -> Placed:
    """The v2 fields of a record's text; the label of an identifier is its type.

    >>> text = "A.2 EudraCT number: 2099-000001-10"
    >>> [(f.path.rpartition(".")[2], text[f.start:f.end]) for f in place_euctr(text).fields]
    [('type', 'EudraCT number'), ('id', '2099-000001-10')]
    """
    every = parse_euctr_lines(text)
    elements = [found for found in every if not found.language and found.start < found.end]
    placed = Placed([], [], [found for found in every if found.language and found.start < found.end])
    paths = euctr_paths([(found.name, text[found.start : found.end]) for found in elements])
    for found, path in zip(elements, paths, strict=True):
        if found.name in PRIVATE:
            placed.private.append(Span(found.start, found.end))
        if path is None:
            continue
        if found.name in IDENTIFIERS:
            label_end = found.label_start + len(found.label)
            placed.fields.append(Field(path.removesuffix("id") + "type", found.label_start, label_end))
        placed.fields.append(Field(path, found.start, found.end))
    return placed
