"""EU Clinical Trials Register as text: the register's own download, and records copied from its pages.

The canonical text is the input.
"""

import re

from extractor.inputs import HEAD, Source
from extractor.model import Document, Unparsed
from extractor.studies.euctr import place_euctr

ORDER = 30
_RECORD = re.compile(r"^[ \t]*A\.2\s{0,5}EudraCT number", re.M | re.I)
_SECTION = re.compile(r"^[ \t]*A\.\s?Protocol Information", re.M | re.I)


def detects(source: Source) -> bool:
    """Text in which the register's section A, or its element A.2, begins a line; no HTML and no JSON."""
    head = source.data[:HEAD]
    if source.looks_like_json or b"EudraCT" not in head or b"\0" in head or b"<html" in head.lower():
        return False
    text = head.decode("utf-8", "replace")
    return bool(_RECORD.search(text) or ("EudraCT Number" in text and _SECTION.search(text)))


def read(source: Source) -> Document:
    """The elements as v2 fields; values in other languages than English are named as unread."""
    document = Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="euctr-text",
        kind="registry",
        text=source.text,
    )
    placed = place_euctr(document.text)
    document.fields.extend(placed.fields)
    document.private.extend(placed.private)
    document.unparsed.extend(
        Unparsed(
            what="field",
            text=found.name,
            reason=f"not English: {found.language}",
            evidence=[document.evidence(found.start, found.end, path=f"source:{found.name}")],
        )
        for found in placed.foreign
    )
    return document
