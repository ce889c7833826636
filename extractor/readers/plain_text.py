"""Plain text and Markdown, and JSON Lines objects of {"id", "text"}: the canonical text is the input.

A text that calls itself a protocol and has the sections of one is read as such.
"""

import re

from extractor.errors import ReadError
from extractor.inputs import LARGEST_TEXT, Source
from extractor.language.protocols.kinds import is_protocol
from extractor.model import Document

ORDER = 99
# What .doc and encrypted .docx files begin with: [MS-CFB], 2.2.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def detects(source: Source) -> bool:
    """Anything that no other reader took and that is not other JSON."""
    return _text_object(source) or not source.looks_like_json


def _text_object(source: Source) -> bool:
    return isinstance(source.json, dict) and isinstance(source.json.get("text"), str)


def read(source: Source) -> Document:
    """The text as it is. Raises ReadError where there is none, or it is not text."""
    identifier = None
    if source.data.startswith(_COMPOUND_FILE):
        raise ReadError("an encrypted or an old Office file")
    if _text_object(source):
        text = source.json["text"]
        identifier = source.json.get("id")
    else:
        text = source.text
    if not text.strip():
        raise ReadError("no text in it")
    if len(text) > LARGEST_TEXT:
        raise ReadError(f"larger than {LARGEST_TEXT} characters of text")
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise ReadError("binary data of no known format")
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        id=None if identifier is None else str(identifier),
        format="text",
        kind="protocol" if is_protocol(text) else "text",
        text=text,
    )
