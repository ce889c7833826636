"""Registry pages as pasted text: the canonical text is the input, the fields are ranges in it."""

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.language.pages import looks_like_page, read_page
from extractor.model import Document

ORDER = 60


def detects(source: Source) -> bool:
    """Text in which several labels of registry pages stand, not the text of a protocol or of criteria alone."""
    if source.looks_like_json:
        return False
    try:
        return looks_like_page(source.text)
    except ReadError:
        return False


def read(source: Source) -> Document:
    """The page as it is, with its fields. Raises ReadError where it isn't text."""
    found = read_page(source.text)
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="registry-page",
        kind="registry",
        text=source.text,
        fields=found.fields,
        private=found.private,
    )
