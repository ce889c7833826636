"""Titles, brief first; of a text without registered fields the one that it states."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from extractor.facts import Found, proof
from extractor.language.protocols.articles import find_article_title
from extractor.language.protocols.labels import Labelled, find_labelled
from extractor.model import Document
from extractor.record import Title, TrialRecord

GIVES = ("titles",)
NEEDS = ()

_ID = "protocolSection.identificationModule"
PATHS = (("brief", "briefTitle"), ("official", "officialTitle"), ("acronym", "acronym"))
_LABEL = re.compile(
    r"(?im)^[ \t#*]{0,9}(?:(?:full|study|protocol|official|trial) ){0,3}title[ \t]{0,9}(?::[ \t*]{0,9}\n?|\n)"
    r"[ \t*]{0,9}(\S[^\n]{9,400})"
)
# How the title on the first page of a protocol begins: "ACRONYM: A Phase 2 ...", "Study to Evaluate ...".
_TITLE_PAGE = re.compile(
    r"(?m)^[ \t]{0,40}((?:[^\W\d_][\w-]{1,20}: )?"
    r"(?:An?\s|(?i:phase\s[\dIV]|(?:study|trial)\s(?:to|of)\s|efficacy\s))[^\n]{9,300})$"
)
_FIRST_LINE = re.compile(r"^\s*#?[ \t]*(\S[^\n]{14,300})$", re.M)
# A line that goes on with the one above: no label of its own, no number, no list marker, no lone word.
_NEXT_LINE = re.compile(r"\n[ \t]{0,60}(?!\w[\w /-]{0,60}:)(?![#*•\d-])(\S[^\n]{0,200})")
_GOES_ON = re.compile(r"(?i)(?:[ \t,/+–-]|\b(?:a|an|and|by|for|from|in|of|on|or|plus|the|to|versus|vs\.?|with))\s*$")
# An adjective of a disease that comes on the next line: "in HER2-Negative", "with Severe".
_OPEN = re.compile(
    r"(?i)\b(?:in|with|for)\s(?:[\w-]{2,30}\s){0,3}[\w-]{0,20}"
    r"(?:negative|positive|severe|moderate|advanced|recurrent|metastatic|refractory|untreated|resistant|associated"
    r"|relapsed|chronic|acute|active|mutated|unresectable)\s*$"
)
_SAME_SENTENCE = re.compile(
    r"\n[ \t]{0,60}(?:[a-z]|\((?=[^()\n]{1,60}\))|(?i:and|by|for|from|in|of|or|to|versus|with|who|comparing"
    r"|evaluating|assessing|investigating|compared|following|subjects|patients|participants)\s)"
)
# A line as long as this is wrapped, whatever it ends with.
_STOPS = re.compile(r"[.)]\s*$")
_CELLS = re.compile(r"\s\|\s|^[A-Z][A-Z ]{5,60}$|(?i:^(?:protocol|study|version|date|sponsor|phase|short title|nct)\b)")
LONGEST_TITLE = 400
WRAPPED = 58
WHOLE = 130  # a line longer than this is a whole paragraph
TITLE_PAGES = 3_000  # characters of a protocol among which its title page has the title
_FEWEST_WORDS = 5
_MOST_LINES = 7
_SENTENCE_END = re.compile(r"(?<=[a-z)\]])(?<!\bvs)(?<!\bno)\.(?=\s+[A-Z])")
# What stands behind a title in the cell of a table: "... in Asthma (BREATHE) Regulatory Agency Identifier Number: ...".
_LABEL_BEHIND = re.compile(
    r"\s(?:(?:Regulatory|Agency|Identifier|Identification|Protocol|Study|Trial|EudraCT|EU CT|IND|Registration) ){1,4}"
    r"(?:Number|No\.|Code|ID)s?(?:\(s\))?\s?:"
)
_ANNOUNCED = re.compile(r"\b(?:is|are|was|were)\s(?:provided|described|shown|given|listed|presented|conducted)\b")
_STUDY = re.compile(r"(?i)\b(?:study|trial|protocol)\b")
_TRIAL_WORD = re.compile(r"(?i)\b(?:study|trial|protocol|phase|versus|vs\.?|efficacy|treatment|patients|evaluat\w+)\b")
_CRITERIA = re.compile(r"(?i)\b(?:inclusion|exclusion|eligib)")


def find(document: Document, record: TrialRecord) -> Found:
    """The registered titles, else the one that the text states: by a label, on a title page, or as its first line."""
    titles = [
        Title(kind=kind, text=document.value(item), origin="registered", evidence=proof(document, [item]))  # type: ignore[arg-type]
        for kind, path in PATHS
        for item in document.all(f"{_ID}.{path}")
    ]
    return {"titles": titles or _stated(document)}


def _stated(document: Document) -> list[Title]:
    candidates = [one for one in _candidates(document) if len(one[1].split()) >= _FEWEST_WORDS]
    if not candidates:
        return []
    start, title = _in_full(*candidates[0], candidates)
    kind: Literal["protocol", "official"] = "protocol" if document.kind == "protocol" else "official"
    evidence = [document.evidence(start, start + len(title))]
    return [Title(kind=kind, text=title, origin="stated", evidence=evidence)]


def _in_full(start: int, title: str, candidates: Sequence[tuple[int, str]]) -> tuple[int, str]:
    """The title, or a longer wording of it that stands elsewhere: a title page may break it into lines of its own."""
    words = title.casefold().split()
    longer = [one for one in candidates if one[1].casefold().split()[: len(words)] == words]
    return max(longer, key=lambda one: len(one[1].split())) if longer else (start, title)


def _candidates(document: Document) -> Iterator[tuple[int, str]]:
    """What may be the title, the surest first, with where it begins."""
    if document.kind == "protocol":
        yield from _of_protocol(document)
        return
    if labelled := _LABEL.search(document.text[:20_000]):
        yield labelled.start(1), _title(document.text, *labelled.span(1))
    first = _FIRST_LINE.match(document.text[:2_000])
    if first and _TRIAL_WORD.search(first[1]) and not _CRITERIA.search(first[1]):
        yield first.start(1), _title(document.text, *first.span(1))


def _of_protocol(document: Document) -> Iterator[tuple[int, str]]:
    """The titles of a protocol: labelled on its first pages, set on the title page, labelled in the synopsis; or that
    of an article above its authors."""
    text = document.text
    labelled = [(item.start, _whole_value(text, item)) for item in find_labelled(text, "title")]
    yield from (one for one in labelled if one[0] < TITLE_PAGES)
    for match in _TITLE_PAGE.finditer(text[:TITLE_PAGES]):
        title = _title(text, *match.span(1))
        if _STUDY.search(title) and not _ANNOUNCED.search(title):
            yield match.start(1), title
    yield from labelled
    if article := find_article_title(text):
        yield article.start, text[article.start : article.end]


def _whole_value(text: str, item: Labelled) -> str:
    """A labelled title, with the lines that go on with it: those that are no label of their own."""
    end = item.end
    while text[end : end + 1] == "\n" and (following := _NEXT_LINE.match(text, end)):
        if _STOPS.search(text[item.start : end]) or _CELLS.search(following[1]) or end - item.start > LONGEST_TITLE:
            break
        end = following.end()
    return _title(text, item.start, end)


def _title(text: str, start: int, end: int) -> str:
    """The title that begins on a line: as far as its wrapped lines go, and its first sentence only."""
    for _ in range(_MOST_LINES):
        line = text[text.rfind("\n", 0, end) + 1 : end]
        following = _NEXT_LINE.match(text, end)
        if not following:
            break
        wrapped = WRAPPED <= len(line) <= WHOLE and len(following[1].split()) > 1 and not _CELLS.search(following[1])
        goes_on = _GOES_ON.search(line[-12:]) or _OPEN.search(line[-80:]) or _SAME_SENTENCE.match(text, end)
        if not (wrapped or goes_on):
            break
        end = following.end()
    title = text[start:end]
    stop = _LABEL_BEHIND.search(title) or _SENTENCE_END.search(title)
    return (title[: stop.start()] if stop else title).rstrip(" \t*.")
