"""What names a protocol: the sponsor's number, registry numbers on its first pages, its version and its date."""

import re
from collections.abc import Iterator
from typing import Final

from extractor.language.protocols.labels import find_labelled
from extractor.language.protocols.lines import line_end
from extractor.model import Span

FIRST_PAGES: Final = 7_000  # characters of the title page and what comes with it
_VALUE: Final = r"(?:[A-Z]{2,6}[ ](?=\d))?(?=[\w./-]{0,30}\d|[A-Z\d]{2,5}-[A-Z\d]{2})[A-Z\d][\w./-]{2,30}\w"
_ID: Final = re.compile(_VALUE)
_AFTER_WORD: Final = re.compile(
    rf"(?m)^[ \t#*]{{0,60}}(?:(?:Sponsor:[ ][^\n|]{{1,60}}?|[A-Z]{{2,5}}/)?(?:(?i:clinical|study|trial"
    rf"|master|amended)[ ]){{0,3}}"
    rf"(?i:protocol)(?:[ ](?i:number|no\.?))?:?[ ])(?P<value>{_VALUE})"
)
_MID_LINE: Final = re.compile(rf"(?i:\bprotocol(?:/amendment)?\s(?:no\.?|number|id)\s?:\s)(?P<value>{_VALUE})")
_ALONE: Final = re.compile(rf"(?m)^[ \t]{{0,60}}(?P<value>{_VALUE})[ \t]*$")
_DATE_LIKE: Final = re.compile(
    r"(?i)^(?:\d{1,2}[./-]?[a-z]{3,9}[./-]?\d{2,4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|v?\d{1,2}(?:\.\d{1,2}){0,3}"
    r"|(?:19|20)\d\d(?:-\d\d){0,2}|v\d.*|version.*)$"
)
_REGISTRY: Final = re.compile(r"(?i)^(?:NCT\d|(?:19|20)\d\d-\d{6}-\d\d|ISRCTN|U1111|IND\b|EUDRACT|EDMS|CTIS|ICH)")
_TRIAL_NUMBER: Final = re.compile(r"\bNCT\d{8}\b")
_OTHER_TRIAL: Final = re.compile(
    r"(?i)\b(?:previous|prior|parent|preceding|feeder|roll-?over|extension of|completed|reference|cited"
    r"|ongoing)\b[^.\n]{0,80}$"
)
RECURS = 3


def find_protocol_ids(text: str) -> list[Span]:
    """The sponsor's numbers of a protocol, the surest first: labelled, after the word "protocol", or on its own.

    >>> text = "Clinical Study Protocol AB12-345\\nProtocol Number: AB12-345\\nPhase 2"
    >>> [text[one.start : one.end] for one in find_protocol_ids(text)]
    ['AB12-345']
    """
    seen: dict[str, Span] = {}
    for start, end in _candidates(text):
        value = text[start:end]
        if not _DATE_LIKE.match(value) and not _REGISTRY.match(value):
            seen.setdefault(value.casefold(), Span(start, end))
    return list(seen.values())


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    for item in find_labelled(text, "protocol_id"):
        found = _ID.match(text, item.start, item.end)
        if found:
            yield _trimmed(text, *found.span())
    for match in _MID_LINE.finditer(text, 0, FIRST_PAGES):
        yield _trimmed(text, *match.span("value"))
    for match in _AFTER_WORD.finditer(text, 0, FIRST_PAGES):
        yield _trimmed(text, *match.span("value"))
    for match in _ALONE.finditer(text, 0, FIRST_PAGES):
        if text.count(match["value"]) >= RECURS and re.search(r"[A-Z]", match["value"]):
            yield _trimmed(text, *match.span("value"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without what is not part of the number: a registry's number after a stroke, a full stop."""
    registry = re.search(r"/(?=NCT\d)", text[start:end])
    end = start + registry.start() if registry else end
    while end > start and text[end - 1] in "./-_":
        end -= 1
    return start, end


def find_own_nct(text: str, first_page: int) -> list[Span]:
    """The trial's own NCT numbers: on the first page, or labelled on the next ones; not those of other trials."""
    found = []
    for match in _TRIAL_NUMBER.finditer(text, 0, max(first_page, FIRST_PAGES)):
        before = text[max(0, match.start() - 120) : match.start()]
        line = before.rsplit("\n", 1)[-1]
        labelled = re.search(r"(?i)\b(?:NCT|clinicaltrials\.gov|registr\w+|identifiers?)\b[^\n]{0,60}$", line)
        if (match.start() < first_page or labelled) and not _OTHER_TRIAL.search(line):
            found.append(Span(*match.span()))
    return found


_NAME_END: Final = re.compile(
    r"[*†‡\n|]|\s(?:ISN/)?Protocol\b|,?\s\(?\d|\s{2,}|;|,\s(?!(?:Inc|LLC|L\.?P|Ltd|Limited|Corp|Co\b|GmbH|S\.?[Aa]|N\.?V|B\.?V|AG\b|a\s|an\s|and\s))"
    r"|(?<=[a-z]{3})\.(?=\s[A-Z]|$)(?<!Corp\.)(?<!Ltd\.)|,\s(?=an?\s)"
)
_NO_SPONSOR: Final = re.compile(
    r"(?i)^(?:representative|signatory|approval|will|is|and|or|may|for|protocol|study|the\ssponsor)\b|\bshould\b"
)
_FOR_SITES: Final = re.compile(r"(?i)^for\s[^:\n]{3,60}:\s*")


def sponsor_name(text: str, start: int, end: int) -> Span | None:
    """The name of the sponsor in a labelled value, without its address; None where it gives none.

    >>> text = "Example Pharma AB, 151 85 Town, Sweden"
    >>> text[slice(*sponsor_name(text, 0, len(text)))]
    'Example Pharma AB'
    """
    if sites := _FOR_SITES.match(text[start:end]):
        start += sites.end()
        if start == end:
            start, end = end + 1, line_end(text, end + 1)
    stop = _NAME_END.search(text, start, end)
    end = stop.start() if stop else end
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    name = text[start:end]
    if not 3 <= len(name) <= 100 or not name[0].isupper() or _NO_SPONSOR.search(name):
        return None
    return Span(start, end)
