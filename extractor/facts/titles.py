"""Titles, brief first; of a text without registered fields its first line."""

import re

from extractor.facts import Found, proof
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
_FIRST_LINE = re.compile(r"^\s*#?[ \t]*(\S[^\n]{14,300})$", re.M)
# A line that goes on with the one above: no label of its own, no number, no list marker.
_NEXT_LINE = re.compile(r"\n[ \t]{0,9}(?!\w[\w /-]{0,40}:)(?![#*•\d-])(\S[^\n]{0,200})")
# A line shorter than this is not wrapped; title pages are set in narrower lines than prose.
_SHORTEST_LINE = {"protocol": 30, "text": 60}
_FEWEST_WORDS = 5
_MOST_LINES = 4
_SENTENCE_END = re.compile(r"(?<=[a-z)\]])(?<!\bvs)(?<!\bno)\.(?=\s+[A-Z])")
_TRIAL_WORD = re.compile(r"(?i)\b(?:study|trial|protocol|phase|versus|vs\.?|efficacy|treatment|patients|evaluat\w+)\b")
_CRITERIA = re.compile(r"(?i)\b(?:inclusion|exclusion|eligib)")


def find(document: Document, record: TrialRecord) -> Found:
    """The registered titles, else the one that the text states."""
    titles = [
        Title(kind=kind, text=document.value(item), origin="registered", evidence=proof(document, [item]))  # type: ignore[arg-type]
        for kind, path in PATHS
        for item in document.all(f"{_ID}.{path}")
    ]
    return {"titles": titles or _stated(document)}


def _stated(document: Document) -> list[Title]:
    kind = "protocol" if document.kind == "protocol" else "official"
    match = _LABEL.search(document.text[:20_000])
    if not match:
        match = _FIRST_LINE.match(document.text[:2_000])
        if not match or not _TRIAL_WORD.search(match[1]) or _CRITERIA.search(match[1]):
            return []
    title = _title(document.text, match, _SHORTEST_LINE.get(document.kind, 60)).rstrip(" \t*")
    if len(title.split()) < _FEWEST_WORDS:
        return []
    start, end = match.start(1), match.start(1) + len(title)
    return [
        Title(
            kind=kind,  # type: ignore[arg-type]
            text=document.text[start:end],
            origin="stated",
            evidence=[document.evidence(start, end)],
        )
    ]


def _title(text: str, first: re.Match[str], shortest: int) -> str:
    """The title that begins on a line: as far as its wrapped lines go, and its first sentence only."""
    end = first.end(1)
    for _ in range(_MOST_LINES):
        following = _NEXT_LINE.match(text, end)
        if not following or end - text.rfind("\n", 0, end) < shortest:
            break
        end = following.end()
    title = text[first.start(1) : end]
    stop = _SENTENCE_END.search(title)
    return title[: stop.start()] if stop else title
