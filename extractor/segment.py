"""Document -> sections, and the passages that state who is eligible."""

import re
from collections.abc import Iterator
from typing import Literal

from extractor.language.protocols.instructions import find_instructions
from extractor.language.protocols.passages import CriteriaList, find_lists
from extractor.language.section_numbers import follows
from extractor.model import Document, Passage, Section, Span, Unparsed

ELIGIBILITY_FIELD = "protocolSection.eligibilityModule.eligibilityCriteria"
LONGEST_CRITERIA = 20_000
"""Characters of a text that can be criteria alone: as many as the registry takes (ClinicalTrials.gov, data element
definitions, eligibility criteria)."""
LABEL = 160
_PASSAGE_KINDS: dict[str, Literal["inclusion", "exclusion"]] = {"inclusion": "inclusion", "exclusion": "exclusion"}
_HEADING = re.compile(
    r"(?m)^[ \t]*(?:(?P<hashes>#{1,6})[ \t]+(?P<title>\S[^\n]{0,150})"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?[ \t]{1,8}(?P<numbered>[A-Z][^\n.;:]{2,90}))[ \t]*$"
)
# What a line with a heading begins with.
_LINE = re.compile(r"\n[ \t]*[#\d]")
_DATE = re.compile(r"(?i)^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[ ,]+\d{2,4}\b")
_CRITERIA_HEADING = re.compile(
    r"(?m)^[ \t#*]{0,8}(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?[ \t]{1,8})?(?P<head>(?P<before>(?:[A-Za-z]+[ \t]){0,3})"
    r"(?P<kind>(?i:inclusion|exclusion|eligibility|non-inclusion))[ \t](?i:criteri(?:a|on))\b)(?P<rest>[^\n]{0,200})"
)
_SMALL = frozenset("a an and as at by for from in of on or per the to with versus vs".split())
# What may follow the words in a heading's line; a sentence about the criteria or a line of contents goes on otherwise.
_HEADING_ENDS = re.compile(r"\s*(?:[:.]?\s*$|:|(?:for|of|in|-|–|—|\()(?!.*\.{3})[^.;#]{0,80}$)")
_WHICH = re.compile(r"(?i)\b(?:(?P<out>exclusion|non-inclusion|excluded)|(?P<within>inclusion|included))")


def segment(document: Document) -> None:
    """Fills in the document's sections, the instructions of its template, and eligibility passages."""
    document.sections = sections(document)
    if document.kind != "registry":
        document.instructions = _instructions(document)
        document.unparsed += [_left_out(document, place) for place in document.instructions if _whole(document, place)]
    document.eligibility = eligibility(document)


def sections(document: Document) -> list[Section]:
    """The headed parts of a text with headings of its own (Markdown or numbered); the reader's where it found them.

    >>> text = "# A\\nx\\n## B\\ny\\n# C\\nz"
    >>> [s.path for s in sections(Document(path="", text=text, format="text", kind="text", sha256=""))]
    ['A', 'A > B', 'C']
    """
    if document.sections:
        return document.sections
    found: list[Section] = []
    above: list[tuple[int, str, int]] = []

    def close(level: int, end: int) -> None:
        while above and above[-1][0] >= level:
            path = " > ".join(heading for _, heading, _ in above)
            _, heading, start = above.pop()
            page = document.page_at(start)
            found.append(Section(heading=heading, path=path, start=start, end=end, page=page))

    for start, level, heading in _headings(document.text):
        close(level, start)
        above.append((level, heading, start))
    close(0, len(document.text))
    return sorted(found, key=lambda section: (section.start, -section.end))


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, level and text of each heading; numbered lines count only where their numbers go on from one another."""
    last: tuple[int, ...] = ()
    lines = [0, *(line.start() + 1 for line in _LINE.finditer(text))]
    for match in filter(None, (_HEADING.match(text, at) for at in lines)):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if match["hashes"]:
            yield start, len(match["hashes"]), match["title"].strip(" \t#")
            continue
        number = tuple(map(int, match["number"].split(".")))
        if follows(last, number) and (len(number) > 1 or _is_title(match["numbered"])):
            last = number
            yield start, len(number), match[0].strip()


def _is_title(text: str) -> bool:
    """Whether a line under a single number is a heading and no item of a list: capitals throughout, and no date."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in _SMALL]
    return all(word[0].isupper() for word in words) and not _DATE.match(text)


def eligibility(document: Document) -> list[Passage]:
    """The passages with criteria: registered fields; the lists of a protocol or another long text; else headed parts,
    or a text that is nothing but criteria."""
    fields = document.all(ELIGIBILITY_FIELD)
    if fields:
        return [Passage(item.start, item.end, _label_kind(document.text, item.start)) for item in fields]
    if document.kind == "registry":
        return []
    if document.kind == "protocol" or len(document.text) > LONGEST_CRITERIA:
        return _lists(document)
    headed = list(_headed(document))
    if headed:
        return headed
    return [] if document.sections else [Passage(0, len(document.text))]


def _lists(document: Document) -> list[Passage]:
    """The lists of a document's body; those that stand elsewhere (synopsis, history, sub-study) are `unparsed`."""
    sections = [(section.start, section.end, section.path) for section in document.sections]
    chosen, others = find_lists(document.statements, sections)
    document.unparsed += [_other_list(document, one) for one in others]
    return [Passage(one.body, one.end, _PASSAGE_KINDS.get(one.kind, "unspecified")) for one in chosen]


def _instructions(document: Document) -> list[Span]:
    """The instructions that the reader and the words tell, in order, those that touch as one."""
    joined: list[Span] = []
    for place in sorted([*document.instructions, *find_instructions(document.text)]):
        if joined and not document.text[joined[-1].end : place.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return joined


def _whole(document: Document, place: Span) -> bool:
    """Whether an instruction is all that stands on its lines, marks aside."""
    begin = document.text.rfind("\n", 0, place.start) + 1
    end = document.text.find("\n", place.end)
    after = document.text[place.end : len(document.text) if end < 0 else end]
    return not re.search(r"\w\w", document.text[begin : place.start]) and not after.strip()


def _left_out(document: Document, place: Span) -> Unparsed:
    evidence = document.evidence(place.start, place.end)
    reason = "what the template tells the author: no statement about the trial"
    return Unparsed(what="instruction", text=evidence.quote, reason=reason, evidence=[evidence])


def _other_list(document: Document, one: CriteriaList) -> Unparsed:
    heading = document.evidence(one.start, one.body)
    reason = "a list of criteria beside those of the body: of a synopsis, a history of changes or a part of the trial"
    return Unparsed(what="criteria", text=heading.quote, reason=reason, evidence=[heading])


def _label_kind(text: str, start: int) -> Literal["inclusion", "exclusion", "unspecified"]:
    """What the label before a field calls the list."""
    label = text[max(0, start - LABEL) : start].rsplit("\n\n", 1)[-1]
    kind: Literal["inclusion", "exclusion", "unspecified"] = "unspecified"
    for match in _WHICH.finditer(label):
        kind = "exclusion" if match["out"] else "inclusion"
    return kind


def _headed(document: Document) -> Iterator[Passage]:
    """From each criteria heading to the next, or to the end of its section."""
    headings = [match for match in _CRITERIA_HEADING.finditer(document.text) if _heads_criteria(match)]
    if not headings:
        return
    starts = [match.start("head") for match in headings]
    if not document.sections and headings[0]["kind"].lower() not in ("inclusion", "eligibility"):
        starts[0] = 0
    for start, following, match in zip(starts, [*starts[1:], len(document.text)], headings, strict=True):
        section = document.section_at(match.end("kind"))
        yield Passage(start, min(following, section.end if section else following))


def _heads_criteria(match: re.Match[str]) -> bool:
    """Whether a line is a heading of criteria: "Key Inclusion Criteria", no "The text of inclusion criterion 11"."""
    words = match["before"].split()
    titled = all(word[0].isupper() for word in words) and (words or match["kind"][0].isupper())
    return bool(_HEADING_ENDS.match(match["rest"]) and (titled or match["rest"].lstrip().startswith(":")))
