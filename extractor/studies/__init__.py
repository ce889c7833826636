"""Structured studies as readable text in which every data element can be quoted.

A reader of a structured format brings its study into the shape of a ClinicalTrials.gov v2 record (nested dicts and
lists with v2 names; values as the source writes them) and `render` makes the canonical text: headings, `Label: value`
lines, paragraphs for prose, each value a `Field` under its v2 path. Elements that v2 lacks stand in the study under
"source", by the source's own name: {"source": {"E.7.2": "Yes"}} becomes the field `source:E.7.2`.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from extractor.model import Field

Study = Mapping[str, Any]

MODULES = (
    "identificationModule",
    "statusModule",
    "sponsorCollaboratorsModule",
    "oversightModule",
    "descriptionModule",
    "conditionsModule",
    "designModule",
    "armsInterventionsModule",
    "outcomesModule",
    "eligibilityModule",
    "contactsLocationsModule",
    "referencesModule",
    "ipdSharingStatementModule",
)
# Contacts and investigators are never facts, so they are not put into the text; co-ordinates say nothing a reader asks.
LEFT_OUT = frozenset("centralContacts overallOfficials contacts responsibleParty pointOfContact geoPoint".split())
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
PROSE = 100


@lru_cache(maxsize=1024)
def label_of(key: str) -> str:
    """The readable label of a data element's name.

    >>> label_of("minimumAge"), label_of("nctId")
    ('Minimum Age', 'Nct Id')
    """
    return " ".join(word[0].upper() + word[1:] for word in _WORD.findall(key))


class Renderer:
    """Builds a text and notes where each field stands in it."""

    def __init__(self, *, clean: Callable[[str], str] = str) -> None:
        self._clean = clean
        self._parts: list[str] = []
        self._length = 0
        self.fields: list[Field] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def write(self, text: str) -> None:
        """Adds text that is no field."""
        self._parts.append(text)
        self._length += len(text)

    def heading(self, text: str, *, level: int = 2) -> None:
        """Adds a heading line."""
        self.write(("\n" if self._length else "") + "#" * level + f" {text}\n\n")

    def field(self, path: str, value: object, *, label: str | None = None) -> None:
        """Adds a value as a field; prose gets paragraphs of its own, anything else a line."""
        text = self._clean(str(value).lower() if isinstance(value, bool) else str(value))
        if "\r" in text or "\n" in text:
            text = _BLANK_LINES.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = text.strip()
        if not text:
            return
        between, end = ("\n", "\n\n") if len(text) > PROSE or "\n" in text else (" ", "\n")
        lead = f"{label}:{between}" if label else ""
        start = self._length + len(lead)
        self.fields.append(Field(path, start, start + len(text)))
        self.write(lead + text + end)

    def element(self, path: str, key: str, value: object) -> None:
        """Adds a data element with all that it holds."""
        if value is None or key in LEFT_OUT:
            return
        if isinstance(value, str):
            self.field(path, value, label=label_of(key))
        elif isinstance(value, Mapping):
            for name, inner in value.items():
                self.element(f"{path}.{name}", name, inner)
        elif isinstance(value, list):
            for at, inner in enumerate(value):
                if isinstance(inner, Mapping):
                    self.write(f"\n{label_of(key)} {at + 1}\n")
                self.element(f"{path}[{at}]", key, inner)
        else:
            self.field(path, value, label=label_of(key))


def render(study: Study, *, clean: Callable[[str], str] = str) -> tuple[str, list[Field]]:
    """The canonical text of a study and its fields. `clean` is applied to each value (un-escaping, for one).

    >>> text, fields = render({"protocolSection": {"eligibilityModule": {"sex": "ALL"}}})
    >>> [(f.path, text[f.start:f.end]) for f in fields]
    [('protocolSection.eligibilityModule.sex', 'ALL')]
    """
    out = Renderer(clean=clean)
    protocol = study.get("protocolSection") or {}
    names = [name for name in MODULES if name in protocol] + [name for name in protocol if name not in MODULES]
    for name in names:
        out.heading(label_of(name.removesuffix("Module")))
        out.element(f"protocolSection.{name}", name, protocol[name])
    source = study.get("source") or {}
    if source:
        out.heading("Other Elements")
        for name, value in source.items():
            _source_element(out, name, value)
    return out.text, out.fields


def _source_element(out: Renderer, name: str, value: object) -> None:
    for inner in value if isinstance(value, list) else [value]:
        if inner is not None:
            out.field(f"source:{name}", inner, label=name)
