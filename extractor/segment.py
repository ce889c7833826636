"""Document -> sections, and the passages that state who is eligible."""

import re
from typing import Literal

from extractor.model import Document, Passage, Section

ELIGIBILITY_FIELD = "protocolSection.eligibilityModule.eligibilityCriteria"
_HEADING = re.compile(
    r"(?m)^[ \t]*(?:(?P<hashes>#{1,6})[ \t]+(?P<title>\S[^\n]{0,150})"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?[ \t]{1,8}(?P<numbered>[A-Z][^\n.;:]{2,100}))[ \t]*$"
)
_CRITERIA_HEADING = re.compile(
    r"(?im)^[ \t#*]{0,8}(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?[ \t]{1,8})?(?:[a-z]+[ \t]){0,3}"
    r"(?P<kind>inclusion|exclusion|eligibility|non-inclusion)[ \t]criteri(?:a|on)\b"
)
_WHICH = re.compile(r"(?i)\b(?:(?P<out>exclusion|non-inclusion|excluded)|(?P<within>inclusion|included))")
LABEL = 160


def segment(document: Document) -> None:
    """Fills in the document's sections and eligibility passages."""
    document.sections = sections(document)
    document.eligibility = eligibility(document)


def sections(document: Document) -> list[Section]:
    """The headed parts of a text that has headings of its own (Markdown or numbered); the reader's where it found them.

    >>> text = "# A\\nx\\n## B\\ny\\n# C\\nz"
    >>> [s.path for s in sections(Document(path="", text=text, format="text", kind="text", sha256=""))]
    ['A', 'A > B', 'C']
    """
    if document.sections:
        return document.sections
    marks = [(m, _level(m), (m["title"] or m[0]).strip(" \t#")) for m in _HEADING.finditer(document.text)]
    found = []
    above: list[tuple[int, str]] = []
    for at, (match, level, heading) in enumerate(marks):
        end = next((m.start() for m, other, _ in marks[at + 1 :] if other <= level), len(document.text))
        while above and above[-1][0] >= level:
            above.pop()
        above.append((level, heading))
        path = " > ".join(name for _, name in above)
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        found.append(Section(heading=heading, path=path, start=start, end=end, page=document.page_at(start)))
    return found


def _level(match: re.Match[str]) -> int:
    return len(match["hashes"]) if match["hashes"] else match["number"].count(".") + 1


def eligibility(document: Document) -> list[Passage]:
    """The passages with criteria: registered fields, else headed sections, else a text that is nothing but criteria."""
    fields = document.all(ELIGIBILITY_FIELD)
    if fields:
        return [Passage(item.start, item.end, _label_kind(document.text, item.start)) for item in fields]
    if document.kind == "registry":
        return []
    headed = _headed(document)
    if headed:
        return headed
    return [] if document.kind == "protocol" or document.sections else [Passage(0, len(document.text), "unspecified")]


def _label_kind(text: str, start: int) -> Literal["inclusion", "exclusion", "unspecified"]:
    """What the label before a field calls the list."""
    label = text[max(0, start - LABEL) : start].rsplit("\n\n", 1)[-1]
    kind: Literal["inclusion", "exclusion", "unspecified"] = "unspecified"
    for match in _WHICH.finditer(label):
        kind = "exclusion" if match["out"] else "inclusion"
    return kind


def _headed(document: Document) -> list[Passage]:
    """From each criteria heading to the end of its section, overlapping ones joined."""
    passages: list[Passage] = []
    for match in _CRITERIA_HEADING.finditer(document.text):
        start = match.start()
        if passages and start < passages[-1].end:
            continue
        if not document.sections and match["kind"].lower() not in ("inclusion", "eligibility"):
            start = 0
        section = document.section_at(match.end() - 1)
        passages.append(Passage(start, section.end if section else len(document.text)))
    return passages
