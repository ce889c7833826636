"""What every fact is made of: one text, and ranges in it.

A `Document` is one string with named ranges: `fields` (registry data elements), `pages`, `sections`. Readers make
documents, facts point into them by `Evidence`. Nothing here knows a format, a check or an output.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import is_
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Setting

Origin = Literal["registered", "stated", "recognised", "inferred"]
Severity = Literal["error", "warning", "info"]
# The default of a list: a plain [] would be copied deeply for each part that is made.
EMPTY: Any = Setting(default_factory=list, json_schema_extra={"default": []})


class Part(BaseModel):
    """Base of everything that stands in a record: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(NamedTuple):
    """A range of characters, `text[start:end]`."""

    start: int
    end: int


class Evidence(Part):
    """One place in a document: `text[start:end] == quote`.

    `path` is the registry field in ClinicalTrials.gov v2 names, or the heading path of a protocol; `page` is
    1-based and only set for paged formats. `document` says which of two compared documents it is in, and is only there
    in a comparison.
    """

    start: int
    end: int
    quote: str
    path: str | None = None
    page: int | None = None
    document: Literal[0, 1] | None = Setting(default=None, exclude_if=partial(is_, None), repr=False)


class Section(Part):
    """A headed part of a document; `path` joins the headings above it with " > "."""

    heading: str
    path: str
    start: int
    end: int
    page: int | None = None


class Unparsed(Part):
    """Something seen but not understood, and why."""

    what: str
    text: str
    reason: str
    evidence: list[Evidence] = EMPTY


class Concept(Part):
    """A code in a vocabulary that a term was linked to."""

    system: Literal["MESH", "DRUGBANK", "UNII", "ICD10CM"]
    code: str
    name: str
    match: Literal["exact", "normalised", "fuzzy"]
    score: float


class Mention(Part):
    """A recognised entity, with who and how it is asserted (CHIA labels in group `criteria`)."""

    id: str
    label: str
    group: Literal["criteria", "registry", "biomedical"]
    text: str
    criterion: str | None = None
    negated: bool = False
    uncertain: bool = False
    historical: bool = False
    subject: Literal["participant", "family", "partner", "donor", "other"] = "participant"
    concept: Concept | None = None
    origin: Origin = "recognised"
    evidence: list[Evidence]


class Finding(Part):
    """One inconsistency: what is wrong, where it stands, and the values that were compared."""

    code: str
    name: str
    severity: Severity
    message: str
    suggestion: str | None = None
    evidence: list[Evidence]
    values: dict[str, object] = {}
    related: list[str] = EMPTY


class Field(NamedTuple):
    """A registry data element's place in the text. `path` is its v2 name, list items as `[i]`."""

    path: str
    start: int
    end: int


class Passage(NamedTuple):
    """A range that states criteria, and what they are where it does not say so itself."""

    start: int
    end: int
    kind: Literal["inclusion", "exclusion", "unspecified"] = "unspecified"


class Page(NamedTuple):
    """A page's place in the text; `number` is 1-based."""

    number: int
    start: int
    end: int


class Cell(NamedTuple):
    """A table cell's place in the text, and in the table: its first row and column, and how many of each it takes."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Table(NamedTuple):
    """A table on a page: its place in the text, and for each of its rows the cells with text that begin in it."""

    page: int | None
    start: int
    end: int
    rows: list[list[Cell]]


_INDEX = re.compile(r"\[(\d+)\]")


def plain_path(path: str) -> str:
    """A field path without list positions.

    >>> plain_path("protocolSection.armsInterventionsModule.armGroups[2].interventionNames[0]")
    'protocolSection.armsInterventionsModule.armGroups.interventionNames'
    """
    return _INDEX.sub("", path) if "[" in path else path


@dataclass(kw_only=True)
class Document:
    """One trial document: its text and the ranges in it. Made by a reader, never changed by facts or checks.

    `sections` and `eligibility` (the passages with criteria) are filled in by segmentation. `private` are the ranges
    of the names of contacts and investigators, of telephones and e-mails. `instructions` are a
    template's to the author: nothing in them is a fact.
    """

    path: str
    text: str
    format: str
    kind: Literal["registry", "protocol", "text"]
    sha256: str
    member: str | None = None
    id: str | None = None
    language: str | None = None
    fields: list[Field] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    eligibility: list[Passage] = field(default_factory=list)
    private: list[Span] = field(default_factory=list)
    instructions: list[Span] = field(default_factory=list)
    unparsed: list[Unparsed] = field(default_factory=list)

    @cached_property
    def _by_path(self) -> dict[str, list[Field]]:
        index: dict[str, list[Field]] = {}
        for item in self.fields:
            index.setdefault(plain_path(item.path), []).append(item)
        return index

    @cached_property
    def _in_order(self) -> tuple[list[Field], list[int]]:
        ordered = sorted(self.fields, key=lambda item: (item.start, -item.end))
        return ordered, [item.start for item in ordered]

    def all(self, path: str) -> list[Field]:
        """The fields of that path, whatever their list positions, in document order."""
        return self._by_path.get(path, [])

    def first(self, path: str) -> Field | None:
        """The first field of that path, or None."""
        found = self._by_path.get(path)
        return found[0] if found else None

    def value(self, item: Field | Span) -> str:
        """The text of a field or span."""
        return self.text[item.start : item.end]

    @cached_property
    def _by_item(self) -> dict[str, dict[int, dict[str, list[Field]]]]:
        lists: dict[str, dict[int, dict[str, list[Field]]]] = {}
        for item in self.fields:
            path, _, inside = item.path.partition("[")
            index, _, name = inside.partition("].")
            if name and index.isdigit():
                group = lists.setdefault(path, {}).setdefault(int(index), {})
                group.setdefault(plain_path(name), []).append(item)
        return lists

    def items(self, path: str) -> list[dict[str, list[Field]]]:
        """The objects of a list field: for each `path[i]`, its sub-fields by plain sub-path, in order of i."""
        groups = self._by_item.get(path, {})
        return [groups[index] for index in sorted(groups)]

    def field_at(self, start: int, end: int) -> Field | None:
        """The innermost field that holds the range, or None."""
        ordered, starts = self._in_order
        at = bisect_right(starts, start) - 1
        while at >= 0 and ordered[at].start > start - 200_000:
            if ordered[at].end >= end:
                return ordered[at]
            if ordered[at].end <= start:
                return None
            at -= 1
        return None

    def instructs(self, start: int, end: int) -> bool:
        """Whether a range lies within an instruction of a template."""
        at = bisect_right(self.instructions, start, key=lambda place: place.start) - 1
        return at >= 0 and end <= self.instructions[at].end

    @cached_property
    def statements(self) -> str:
        """The text with spaces in place of the instructions of a template; placeholders stay, they count in lists."""
        parts, at = [], 0
        for start, end in self.instructions:
            if self.text[start] in "<[{":
                continue
            parts += [self.text[at:start], re.sub(r"[^\n]", " ", self.text[start:end])]
            at = end
        return "".join([*parts, self.text[at:]]) if parts else self.text

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.start for page in self.pages]

    def page_at(self, start: int) -> int | None:
        """The 1-based page of a character, or None where the format has no pages."""
        if not self.pages:
            return None
        return self.pages[max(0, bisect_right(self._page_starts, start) - 1)].number

    def section_at(self, start: int) -> Section | None:
        """The innermost section that holds a character."""
        inner = None
        for section in self.sections:
            if section.start > start:
                break
            if start < section.end:
                inner = section
        return inner

    def evidence(self, start: int, end: int, *, path: str | None = None) -> Evidence:
        """The range as evidence, with the field or section it stands in and its page."""
        if path is None:
            inside = self.field_at(start, end)
            if inside:
                path = inside.path
            else:
                section = self.section_at(start)
                path = section.path if section else None
        return Evidence(start=start, end=end, quote=self.text[start:end], path=path, page=self.page_at(start))

    def prose(self, *paths: str) -> Iterator[Span]:
        """The ranges of the fields of those paths, in the order of the paths."""
        for path in paths:
            for item in self.all(path):
                yield Span(item.start, item.end)
