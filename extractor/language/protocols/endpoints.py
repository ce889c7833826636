"""The endpoints and the primary objective of a protocol: under headings, in tables of objectives, in sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, NamedTuple

from extractor.language.protocols.marks import read_mark
from extractor.model import Cell, Span, Table

Kind = Literal["primary", "secondary", "other"]
_Found = tuple[Kind, int, int]

_RANK: Final = (
    r"(?P<rank>(?:co-?)?primary|(?:(?:key|major|main|other|additional)\s)?secondary|main|tertiary|exploratory|other"
    r"|additional|safety)"
)
_SORT: Final = (
    r"(?:efficacy|safety|effectiveness|performance|study|trial|clinical|composite|immunogenicity|biomarker|hierarchical|dependent"
    r"|pharmacokinetic|pharmacodynamic|PK|PD|outcome|evaluations?)"
)
_THING: Final = (
    r"(?:endpoints?|end[ ]points?|outcomes?(?:[ ](?:measures?|variables?))?|variables?|indicators?|ind(?:ex|ices))"
    r"(?:\(s\))?"
)
_HEADING: Final = re.compile(
    rf"(?im)^[ \t#*]*(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,4}}\.?[ \t]{{1,6}})?{_RANK}(?:[ /]{_SORT}){{0,3}}[ /]"
    rf"{_THING}(?:[ ]and[ ]evaluation[ ]times?)?(?:[ ]\([^()\n]{{1,60}}\)|[ ][–—-][ ][^\n:;]{{1,60}})?["
    r" \t]*(?:[:;][ \t]*(?P<same>[^\n]*))?$"
)
_ROW_HEAD: Final = re.compile(rf"(?im)^[ \t]*{_RANK}(?:[ ](?:efficacy|objectives?))?[ \t]*:?[ \t]*$")
_OBJECTIVES: Final = re.compile(r"(?i)\bobjectives?\b")
_ENDPOINTS: Final = re.compile(r"(?i)\b(?:end\s?points?|outcome|estimands?|variables?)\b")
_ATTRIBUTES: Final = re.compile(r"(?i)\bestimand\s(?:attributes?|description)\b")
_RANKED: Final = re.compile(rf"(?i)^[\W\d]*{_RANK}\b")
# A line that ends in a colon and introduces endpoints: "The secondary endpoints are the following:".
_INTRODUCES: Final = re.compile(r"(?m)^(?P<line>[^\n]{10,400}):[ \t]*$")
_INTRODUCED: Final = re.compile(rf"(?i)\b{_RANK}(?:\s{_SORT}){{0,3}}\s{_THING}\b")
_OF_OBJECTIVE: Final = re.compile(
    rf"(?i)^(?P<before>[^\n]{{0,120}}?)\bobjectives?\b[^\n]{{0,300}}\bfollowing\s(?:\w+\s){{0,3}}{_THING}$"
)
_LEADS: Final = re.compile(r"(?i)\b(?:is|are|be|includes?|follow(?:s|ing))\b")
_NO_LEAD: Final = re.compile(
    r"(?i)\b(?:analys|test|hypothes|sample|power|sensitivity|subgroup|definition|adjudicat|compar|adjust|missing|data"
    r"|estimands?\b)"
)
_SENTENCE: Final = re.compile(
    rf"(?i)\bthe\s{_RANK}\s(?:(?:efficacy|composite|study|safety|clinical|outcome)\s){{0,3}}(?:endpoint|outcome|end\spoint|variable)s?"
    r"(?:\s(?:of|for|in)\s(?:this|the)\s(?:study|trial))?\s(?:is|are|will\sbe)\s(?:defined\sas\s)?(?:the\s)?(?P<what>[^.\n]{10,400})"
)
_ENUMERATED: Final = re.compile(
    rf"(?i)\bfollowing\s(?:are|is)\sthe\s{_RANK}(?:\s{_SORT}){{0,3}}\s{_THING}\b[^\n:.]{{0,160}}:\s(?P<what>[^.\n]{{10,600}})"
)
_APPOSED: Final = re.compile(
    rf"(?i)\bthe\s{_RANK}\s(?:{_SORT}\s){{0,3}}{_THING},\s(?:the\s)?(?P<what>(?:proportion|percentage|number|change|time|"
    r"rate|incidence|mean|area|duration)\b(?:[^.;,\n(]|\.(?=\d)){5,300})"
)
_TOLD: Final = re.compile(
    rf"(?im)(?:^|(?<=\.\s)|;\s)(?:the\s)?{_RANK}(?:\s{_SORT}){{0,2}}\s(?:endpoint|outcome)s?(?:\sof\sthe\s\w+)?\s"
    r"(?:was|were|included|focused\son)\s(?:the\s)?(?P<what>[^.;\n]{10,400})"
)
_AIMED: Final = re.compile(
    rf"(?i)\bthe\s{_RANK}\s(?:{_SORT}\s){{0,2}}objectives?(?:\s(?:of|for|in)\s(?:this|the)\s(?:study|trial))?\s(?:is|are)\s"
    r"to\s(?:assess|evaluate|determine|compare|measure|estimate|investigate)\s(?:the\s)?(?P<what>[^.;\n]{10,400})"
)
_OBJECTIVE: Final = re.compile(
    r"(?i)\bthe\sprimary\s(?:\w+\s){0,2}?objective(?:\s(?:of|for|in)\s(?:this|the)\s[^.\n]{0,60}?)?\sis\s(?P<what>to\s[^.\n]{10,500})"
)
_NO_MEASURE: Final = re.compile(
    r"(?i)\b(?:will (?!include)|eligible|unless|were|was|analysis|analyses|analy[sz]ed|tested|section|see|refer"
    r"|adjudicat|hypothes|power|sample size)\b|\.{4}"
    r"|^\*|^\d{1,2}\.\d|^(?:the\s)?(?:\w+\s){0,3}objectives?\s(?:is|are|of|for|in)\b"
    r"|^[\W\d]*(?:not|none|established|explored|determined|performed|based|conducted|made|successful|as"
    r" follows|measured|assessed|evaluated|which|to\sdemonstrate|described"
    r"|considered|that|adjudicated|met|achieved|reported\s(?:in|by)|listed|summari|provided|presented|all\scohorts|cohort\s\d|population|rationale|as\sfollows)\b|:\s*$"
)
_TIME: Final = re.compile(
    r"(?i)\b(?:(?:at|up\sto|through|by|over|within|during|until|from\s[^,.;|\n]{3,40}?\s(?:to|through|until|up\sto))\s(?:the\s(?:first\s)?)?(?:end\sof\s)?"
    r"(?:\d{1,3}(?:\.\d)?[\s-](?:weeks?|months?|years?|days?|hours?)|(?:week|month|day|year|visit|cycle)s?\s\d{1,3}"
    r"(?:(?:,\s|\sand\s|\sor\s|,\sand\s)\d{1,3}){0,8})"
    r"|\d{1,3}\s(?:hour|day|week|month|year)s?\s(?:after|following|post)\s(?:the\s)?(?:\w+\s){0,2}?\w+)"
)
# An item that says what of several things is measured holds the items under it.
_HOLDS: Final = re.compile(
    r"(?i)\b(?:change|time|proportion|number|incidence|percent\w*|rates?|mean|occurrence|any|composite|severity)\b"
)
_OPEN: Final = re.compile(r"(?i)(?:[:,]|\b(?:in|of|to|with|by|as|following|for|from|and|or))$")
LABEL = 40  # characters of an item that only names those under it
HEAD = 90  # characters of a row that is a heading
MOST, MOST_LINES, SHORTEST, LONGEST = 60, 25, 8, 600


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint text[start:end]; `time` is where its own words say when it is measured."""

    kind: Kind
    start: int
    end: int
    time: tuple[int, int] | None


def find_endpoints(text: str, tables: Sequence[Table] = (), *, aside: Sequence[Span] = ()) -> list[Endpoint]:
    """The endpoints, primary ones first, each once; `tables` are those of the document.

    What begins in a range of `aside` (a history of amendments) is none. Where nothing else is found, what sentences
    in the past tense say ("The primary endpoint was ..."), as reports have it, and what objectives are to assess.
    Where none of a rank is found, what a sentence names in passing ("the primary endpoint, the time to death, ...").

    >>> text = "Primary Endpoint\\n• Change in pain at Week 12\\nSecondary Endpoints\\n• Death by Month 6\\n"
    >>> [(one.kind, text[one.start : one.end]) for one in find_endpoints(text)]
    [('primary', 'Change in pain at Week 12'), ('secondary', 'Death by Month 6')]
    """
    found: dict[str, Endpoint] = {}
    sources = (chain(_rows(text, tables), _listed(text), _introduced(text), _sentences(text)), _told(text))
    passing = (one for one in _apposed(text) if all(other.kind != one[0] for other in found.values()))
    for kind, start, end in chain(chain.from_iterable(_unless(found, source) for source in sources), passing):
        end = min(end, start + LONGEST)
        first = text[start:end].split("\n")[0]
        words = " ".join(re.findall(r"\w+", text[start:end].casefold()))
        if any(begin <= start < stop for begin, stop in aside):
            continue
        alone = "\n" not in text[start:end]
        refused = _NO_MEASURE.search(first if alone else first.rstrip(": "))
        if len(words) < 2 or refused or any(f" {words} " in f" {other} " for other in found):
            continue
        when = _TIME.search(text, start, end)
        found[words] = Endpoint(kind, start, end, when.span() if when else None)
    order = ("primary", "secondary", "other")
    return sorted(found.values(), key=lambda one: order.index(one.kind))[:MOST]


def _unless(found: Mapping[str, Endpoint], source: Iterator[_Found]) -> Iterator[_Found]:
    """What a source gives, unless others gave something."""
    if not found:
        yield from source


def find_primary_objective(text: str) -> tuple[int, int] | None:
    """Where a sentence gives the primary objective ("to evaluate ..."); None where none does."""
    found = _OBJECTIVE.search(text)
    return found.span("what") if found else None


def _kind(rank: str) -> Kind:
    low = rank.lower()
    return "primary" if "primary" in low or low == "main" else "secondary" if "secondary" in low else "other"


def _listed(text: str) -> Iterator[_Found]:
    """What stands under the headings of endpoints: bullets, or one paragraph."""
    for heading in _HEADING.finditer(text):
        same = (heading["same"] or "").strip()
        kind = _kind(heading["rank"])
        if len(same) > SHORTEST and not _NO_MEASURE.search(same):
            yield kind, heading.start("same"), heading.end("same")
        yield from ((kind, *place) for place in _items(text, heading.end() + 1))


def _introduced(text: str) -> Iterator[_Found]:
    """The lists under lines that say what they are: "The secondary endpoints are the following:"."""
    for match in _INTRODUCES.finditer(text):
        line = match["line"]
        said = _OF_OBJECTIVE.search(line)
        if said is None and _LEADS.search(line) and not _NO_LEAD.search(line):
            said = _INTRODUCED.search(line)
        if said is not None:
            ranked = re.search(rf"(?i)\b{_RANK}\b", said["before"]) if "before" in said.groupdict() else said
            kind = _kind(ranked["rank"]) if ranked else "other"
            yield from ((kind, *place) for place in _items(text, match.end() + 1, marked=True))


class _Line(NamedTuple):
    """A line without its mark: its place, how far it is set in, and the mark's style."""

    start: int
    end: int
    indent: int
    style: str | None


def _line(text: str, at: int, stop: int) -> _Line:
    indent = len(text[at:stop]) - len(text[at:stop].lstrip())
    start, end = at + indent, at + len(text[at:stop].rstrip())
    mark = read_mark(text, start, end)
    if mark and mark.style != "1.1":
        return _Line(mark.end, end, indent, mark.style)
    return _Line(start, end, indent, None)


def _items(text: str, at: int, *, marked: bool = False) -> Iterator[tuple[int, int]]:
    """The items of the list that begins at a line, or its first paragraph where there is none and `marked` is false."""
    lines: list[_Line] = []
    for number in range(MOST_LINES):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = _line(text, at, stop)
        words = text[line.start : line.end]
        if not words or _HEADING.match(text, at, stop) or _ROW_HEAD.match(text, at, stop):
            break
        at = stop + 1
        if line.style or (lines and line.indent > lines[0].indent):
            lines.append(line)
        elif lines or (number and not _SENTENCE.search(words)):
            break
        elif not marked and not _SENTENCE.search(words) and not _NO_MEASURE.search(words) and len(words) > 3 * SHORTEST:
            yield line.start, line.end
    yield from _grouped(text, lines)


def _grouped(text: str, lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Lines as items, each with those under it; one that only names those under it is left out.

    >>> text = "Change in:\\n- weight\\n- height"
    >>> [text[a:b] for a, b in _grouped(text, [_line(text, 0, 10), _line(text, 11, 19), _line(text, 20, 28)])]
    ['Change in:\\n- weight\\n- height']
    """
    head: _Line | None = None
    place: tuple[int, int] | None = None
    for line in lines:
        if head is not None and _under(text, head, place, line):
            said = text[head.start : head.end]
            if len(said) < LABEL and not _HOLDS.search(said) and line.style:
                place = None
                yield line.start, line.end
            elif place:
                place = place[0], line.end
            continue
        if place:
            yield place
        head, place = line, (line.start, line.end)
    if place:
        yield place


def _under(text: str, head: _Line, place: tuple[int, int] | None, line: _Line) -> bool:
    """Whether a line belongs to the item of another one."""
    said = text[head.start : head.end]
    if line.indent > head.indent + 1:
        return True
    if line.style is None:
        return head.style is not None and (text[line.start].islower() or text[line.start] in "(<>≥≤")
    return line.style != head.style and (place is None or head.style is not None or bool(_OPEN.search(said)))


def _rows(text: str, tables: Sequence[Table]) -> Iterator[_Found]:
    """The endpoints of tables of objectives: what stands in their column, under the row or the head that ranks it."""
    kind: Kind | None = None
    column, page = None, None
    for table in tables:
        if column is not None and (page is None or table.page is None or table.page - page > 1):
            column = None
        for row in table.rows:
            said = " ".join(text[cell.start : cell.end] for cell in row)
            ranked = _RANKED.match(said) if len(said) < HEAD else _first_line(text, row)
            heads = [cell.column for cell in row if _ENDPOINTS.search(text, cell.start, min(cell.end, cell.start + 80))]
            if _ATTRIBUTES.search(said):
                column = None
            elif heads and len(said) < HEAD and _OBJECTIVES.search(said):
                column, kind = heads[-1], _kind(ranked["rank"]) if ranked else None
                continue
            if ranked:
                kind = _kind(ranked["rank"])
            for cell in row:
                if kind is not None and cell.column == column:
                    for start, end in _cell_items(text, cell.start, cell.end):
                        yield kind, start, end
        page = table.page


def _first_line(text: str, row: Sequence[Cell]) -> re.Match[str] | None:
    """The rank that the first line of a row's first cell gives: "Primary", with the objective on the next line."""
    if not row:
        return None
    return _ROW_HEAD.match(text[row[0].start : row[0].end].split("\n")[0])


def _cell_items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of a cell, each an endpoint."""
    lines = [_line(text, start + one.start(), start + one.end()) for one in re.finditer(r"[^\n]+", text[start:end])]
    yield from _grouped(text, [line for line in lines if line.start < line.end])


def _sentences(text: str) -> Iterator[_Found]:
    for match in chain(_ENUMERATED.finditer(text), _SENTENCE.finditer(text)):
        if not _NO_MEASURE.search(match["what"]):
            yield from ((_kind(match["rank"]), *place) for place in _split(text, *match.span("what")))


def _apposed(text: str) -> Iterator[_Found]:
    for match in _APPOSED.finditer(text):
        start, end = match.span("what")
        yield _kind(match["rank"]), start, start + len(text[start:end].rstrip())


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of an enumeration with semicolons."""
    for part in re.finditer(r"[^;]+", text[start:end]):
        words = part[0].lstrip()
        words = re.sub(r"^and\s", "", words)
        begin = start + part.end() - len(words)
        yield begin, begin + len(words.rstrip())


def _told(text: str) -> Iterator[_Found]:
    """What a report says that the endpoints were, or what objectives are to assess."""
    for match in chain(_TOLD.finditer(text), _AIMED.finditer(text)):
        yield _kind(match["rank"]), *match.span("what")
