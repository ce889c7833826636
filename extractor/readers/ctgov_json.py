"""ClinicalTrials.gov v2 JSON: one study, whole or of selected fields.

Free text in v2 is Markdown, in which the registry escapes what would be markup (`\\>=`, `10\\^6`, `1\\.`): the escapes
are undone here, as are character references that were escaped twice (`&amp;gt;`).
"""

import re
from typing import Any

from extractor.inputs import Source
from extractor.model import Document, Unparsed
from extractor.studies import render
from extractor.studies.references import resolve_references

ORDER = 20
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()<>#+\-.!~|^&=\"'$%,/:;?@])")
_LIST_BREAK = re.compile(r"<!-- -->\n?")


def detects(source: Source) -> bool:
    """A JSON object with a protocolSection that has an identification module, or is a study's."""
    return isinstance(source.json, dict) and isinstance(source.json.get("protocolSection"), dict)


def unescape(text: str) -> str:
    r"""Undoes v2's Markdown escapes.

    >>> unescape(r"1\. Age \>= 18, 10\^6 cells, ALT &gt; 2")
    '1. Age >= 18, 10^6 cells, ALT > 2'
    """
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    text = resolve_references(text)
    return _LIST_BREAK.sub("", text) if "<!--" in text else text


def read(source: Source) -> Document:
    """The registered part of the study; results, documents and what the registry derived are named as unread."""
    study: dict[str, Any] = source.json
    text, fields = render(study, clean=unescape)
    unread = [name for name in study if name.endswith("Section") and name != "protocolSection" and study[name]]
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="ctgov-v2-json",
        kind="registry",
        text=text,
        fields=fields,
        unparsed=[Unparsed(what="section", text=name, reason="not part of the registration") for name in unread],
    )
