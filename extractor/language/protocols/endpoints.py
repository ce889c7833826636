"""The endpoints and the primary objective that a protocol states: under headings, in tables of objectives, in sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from extractor.language.protocols.marks import read_mark
from extractor.model import Table

Kind = Literal["primary", "secondary", "other"]

_RANK: Final = r"(?P<rank>(?:co-?)?primary|(?:key\s)?secondary|tertiary|exploratory|other|additional|safety)"
_HEADING: Final = re.compile(
    rf"(?im)^[ \t#*]*(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,4}}\.?[ \t]{{1,6}})?{_RANK}(?:[ ](?:efficacy|safety|study|clinical|composite)){{0,2}}[ ]"
    r"(?:endpoints?|end[ ]points?|outcomes?(?:[ ](?:measures?|variables?))?|variables?)(?:\(s\))?[ \t]*(?:[:;][ \t]*(?P<same>[^\n]*))?$"
)
_ROW_HEAD: Final = re.compile(rf"(?im)^[ \t]*{_RANK}(?:[ ](?:efficacy|objectives?))?[ \t]*:?[ \t]*$")
_OBJECTIVES: Final = re.compile(r"(?i)\bobjectives?\b")
_ENDPOINTS: Final = re.compile(r"(?i)\b(?:end\s?points?|outcome|estimands?|variables?)\b")
_RANKED: Final = re.compile(rf"(?i)^[\W\d]*{_RANK}\b")
_SENTENCE: Final = re.compile(
    rf"(?i)\bthe\s{_RANK}\s(?:(?:efficacy|composite|study|safety|clinical|outcome)\s){{0,3}}(?:endpoint|outcome|end\spoint|variable)s?"
    r"(?:\s(?:of|for|in)\s(?:this|the)\s(?:study|trial))?\s(?:is|are|will\sbe)\s(?:defined\sas\s)?(?:the\s)?(?P<what>[^.\n]{10,400})"
)
_OBJECTIVE: Final = re.compile(
    r"(?i)\bthe\sprimary\s(?:\w+\s){0,2}?objective(?:\s(?:of|for|in)\s(?:this|the)\s[^.\n]{0,60}?)?\sis\s(?P<what>to\s[^.\n]{10,500})"
)
_NO_MEASURE: Final = re.compile(
    r"(?i)\b(?:will be|were|was|analysis|analyses|analy[sz]ed|tested|section|see|refer|adjudicat|hypothes|power|sample size)\b|\.{4}"
    r"|^[\W\d]*(?:not|none|established|explored|determined|performed|based|conducted|made|successful|as follows|measured|assessed|evaluated|which|to\sdemonstrate"
    r"|considered|that|adjudicated|met|achieved|reported\s(?:in|by)|listed|summari|provided|presented|all\scohorts|cohort\s\d|population|rationale|as\sfollows)\b|:\s*$"
)
_TIME: Final = re.compile(
    r"(?i)\b(?:(?:at|up\sto|through|by|over|within|during|until|from\s[^,.;|\n]{3,40}?\s(?:to|through|until|up\sto))\s(?:the\s(?:first\s)?)?(?:end\sof\s)?"
    r"(?:\d{1,3}(?:\.\d)?[\s-](?:weeks?|months?|years?|days?|hours?)|(?:week|month|day|year|visit|cycle)s?\s\d{1,3}"
    r"(?:(?:,\s|\sand\s|\sor\s|,\sand\s)\d{1,3}){0,8}))"
)
HEAD = 90  # characters of a row that is a heading
MOST, MOST_LINES, SHORTEST, LONGEST = 60, 25, 8, 600


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint text[start:end]; `time` is where its own words say when it is measured."""

    kind: Kind
    start: int
    end: int
    time: tuple[int, int] | None


def find_endpoints(text: str, tables: Sequence[Table] = ()) -> list[Endpoint]:
    """The endpoints, primary ones first, each once; `tables` are those of the document.

    >>> text = "Primary Endpoint\\n• Change in pain at Week 12\\nSecondary Endpoints\\n• Death by Month 6\\n"
    >>> [(one.kind, text[one.start : one.end]) for one in find_endpoints(text)]
    [('primary', 'Change in pain at Week 12'), ('secondary', 'Death by Month 6')]
    """
    found: dict[str, Endpoint] = {}
    for kind, start, end in [*_rows(text, tables), *_listed(text), *_sentences(text)]:
        end = min(end, start + LONGEST)
        words = " ".join(re.findall(r"\w+", text[start:end].casefold()))
        if len(words) < SHORTEST or _NO_MEASURE.search(text[start:end]) or any(words in other for other in found):
            continue
        when = _TIME.search(text, start, end)
        found[words] = Endpoint(kind, start, end, when.span() if when else None)
    order = ("primary", "secondary", "other")
    return sorted(found.values(), key=lambda one: order.index(one.kind))[:MOST]


def find_primary_objective(text: str) -> tuple[int, int] | None:
    """Where a sentence gives the primary objective ("to evaluate ..."); None where none does."""
    found = _OBJECTIVE.search(text)
    return found.span("what") if found else None


def _kind(rank: str) -> Kind:
    low = rank.lower()
    return "primary" if "primary" in low else "secondary" if "secondary" in low else "other"


def _listed(text: str) -> Iterator[tuple[Kind, int, int]]:
    """What stands under the headings of endpoints: bullets, or one paragraph."""
    for heading in _HEADING.finditer(text):
        same = (heading["same"] or "").strip()
        kind = _kind(heading["rank"])
        if SHORTEST < len(same) and not _NO_MEASURE.search(same):
            yield kind, heading.start("same"), heading.end("same")
        yield from ((kind, *place) for place in _items(text, heading.end() + 1))


def _items(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The items of the list that begins at a line, or its first paragraph where it has none."""
    marked = False
    for number in range(MOST_LINES):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop]
        start = at + len(line) - len(line.lstrip())
        at = stop + 1
        if not line.strip() or _HEADING.match(line) or _ROW_HEAD.match(line):
            break
        mark = read_mark(text, start, stop)
        if mark and mark.style != "1.1" and not _NO_MEASURE.search(line):
            marked = True
            yield mark.end, start + len(line.strip())
        elif marked or (number and not mark):
            break
        elif not _SENTENCE.search(line) and not _NO_MEASURE.search(line) and len(line) > 3 * SHORTEST:
            yield start, start + len(line.strip())


def _rows(text: str, tables: Sequence[Table]) -> Iterator[tuple[Kind, int, int]]:
    """The endpoints of tables of objectives: what stands in their column, under the row or the head that ranks it."""
    kind: Kind | None = None
    column, page = None, None
    for table in tables:
        if column is not None and (page is None or table.page is None or table.page - page > 1):
            column = None
        for row in table.rows:
            said = " ".join(text[cell.start : cell.end] for cell in row)
            ranked = _RANKED.match(said)
            heads = [cell.column for cell in row if _ENDPOINTS.search(text, cell.start, min(cell.end, cell.start + 80))]
            if heads and len(said) < HEAD and _OBJECTIVES.search(said):
                column, kind = heads[-1], _kind(ranked["rank"]) if ranked else None
                continue
            if ranked and len(said) < HEAD:
                kind = _kind(ranked["rank"])
            for cell in row if kind and column else ():
                if cell.column == column:
                    yield from ((kind, *place) for place in _cell_items(text, cell.start, cell.end))
        page = table.page


def _cell_items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a cell, each an endpoint."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        begin = start + line.start() + len(line[0]) - len(line[0].lstrip())
        stop = start + line.end()
        mark = read_mark(text, begin, stop)
        begin = mark.end if mark else begin
        if not _NO_MEASURE.search(text[begin:stop]):
            yield begin, stop


def _sentences(text: str) -> Iterator[tuple[Kind, int, int]]:
    for match in _SENTENCE.finditer(text):
        if not _NO_MEASURE.search(match["what"]):
            yield _kind(match["rank"]), *match.span("what")
