"""What a block of an eligibility list holds: headings in mid-line, items that run on, a lead-in and items."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractor.language.criteria.bullets import Block, Count, Marker, read_marker
from extractor.language.criteria.headings import NCI_HEAD, TOPIC_RUN, Title, read_title

_HEAD = re.compile(
    r"""(?:(?:Key|Main|Major|Principal|General|Other|Additional|KEY|MAIN|MAJOR)\s+)?
    (?:(?:Non|NON|non)[-\s])?(?:Inclusion|INCLUSION|Exclusion|EXCLUSION|(?<=[Nn]on-)inclusion)\s+
    (?:[Cc]riteri(?:as|a|on)|CRITERIA)
    (?:\s*\([^()]{1,60}\)|\s(?:for|of|in)\s[^:.;()]{2,60})?\s*
    (?:[:：]|(?=[-–•*]\s+\S)|(?=\(?1[.)]\s*[^\W\d])|$)""",
    re.VERBOSE,
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:the|all|any|these|following|of|per|meets?|met|other|no|and|or|see|to|with|which|as|by|each|both|from)"
    r"|[/&(\"'“])\s*$",
    re.I,
)
_BARE_HEAD = re.compile(r"(?:^|(?<=[.;]\s))(?:Non-?inclusion|Inclusion|Exclusion|INCLUSION|EXCLUSION)s?\s?:(?=\s+\S)")
_NUMBER = re.compile(
    r"(?<=[\s;,.:(])(?:\(?(?:\d{1,2}|[a-z]|[ivx]{2,4}|[A-H])\)"
    r"|(?:\d{1,2}|[a-h]|[ivx]{1,4}|[A-H])\.(?=\s|(?<=\d\.)[A-Z])|[①-⒇]|\d{1,2}、)"
)
_FIRST = re.compile(r"[.)①、](?:(?<=[①、])|(?<=[1aiAI].)(?<!\w..))")
_DOT = re.compile(r"[•●○◦▪■□◆▶➢✓✔‣\uf0b7\uf0a7\uf0d8](?<=\s.)(?=\s*[^\W_]|\s*[<>≥≤(])")
_STAR = re.compile(r"\*(?<=[^\d\s]\s\*)\s+(?=[^\W_]|[<>≥≤(])")
_DASH = re.compile(r"(?:(?<=[.;:)\]]\s)|(?<=\s))[-–]\s+(?=[A-Z<>≥≤=(]|(?<=[.;]\s[-–]\s)\w)")
_STRONG = re.compile(r"(?:[;:.；。]|[;,]\s(?:and|or|and/or))\s*$")
_TAKES_NUMBER = re.compile(
    r"(?:\b(?:grade|stage|type|class|phase|score|level|least|than|to|of|or|and|in|is|version|cohort|group|part|arm"
    r"|day|week|month|visit|step|number|no|table|section|line|cycle|category|below|above|under|over|aged?|from"
    r"|between|by|x)|[<>≥≤=/+-])\s*\(?$",
    re.I,
)
_LEAD = re.compile(r"(?::|\b(?:following|either|both|as follows|criteria))\s*$", re.I)
_LISTED = re.compile(r"\s*(?:[-*•]\s|\(?[1ai][.)]\s)")
_SEMICOLON = re.compile(r"[()]|(?P<stop>;(?=\s)|；)\s*(?:[①-⒇]\s*)?(?=[^\W_]|[≥≤<>])")


class Piece(NamedTuple):
    """A heading (with its title) or an item text[start:end].

    `inner`: it belongs to the lead-in before it; `column` -1: it goes on with a count of an earlier block.
    """

    start: int
    end: int
    column: int
    style: str
    title: Title | None = None
    inner: bool = False


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _heads(text: str, start: int, end: int) -> Iterator[tuple[int, int, Title]]:
    """The headings that stand in the line with other text."""
    at = start
    while lead := _opening(text, at, end, first=at == start):
        yield at, *lead
        at = lead[0]
    if text.find("lusion", at, end) < 0 and text.find("LUSION", at, end) < 0:
        return
    for pattern in (_HEAD, _BARE_HEAD):
        for found in pattern.finditer(text, at, end):
            first = found.start() == start
            if first or not _NOT_BEFORE.search(text, max(start, found.start() - 14), found.start()):
                title = read_title(found[0].rstrip(" :：") + ":")
                if title is not None:
                    yield found.start(), found.end(), title


def _opening(text: str, start: int, end: int, *, first: bool) -> tuple[int, Title] | None:
    """The heading before the first colon: that of a list if `first` in the block, a sentence if a marker follows."""
    colon = text.find(":", start, min(end, start + 200))
    if colon < 0 or not text[colon + 1 : end].strip():
        return None
    title = read_title(text[start : colon + 1].lstrip())
    if title is None or title.kind == "cohort":
        return None
    listed = _LISTED.match(text, colon + 1, end) is not None
    if (title.sentence and listed) or (first and _is_list_head(title, text[start:colon])):
        return colon + 1, title
    return None


def _is_list_head(title: Title, label: str) -> bool:
    return (not title.sentence and title.kind != "other") or bool(NCI_HEAD.fullmatch(label.strip()))


def _run_on(text: str, start: int, end: int, *, opener: str) -> list[tuple[int, int]]:
    """Markers like • (and * or - where the run opened with one) between items: their spans."""
    patterns = [] if text[start:end].isascii() else [_DOT]
    if opener == "*":
        patterns.append(_STAR)
    elif opener in {"-", "–"}:
        patterns.append(_DASH)
    return sorted(m.span() for p in patterns for m in p.finditer(text, start, end))


def _chain(text: str, start: int, end: int, *, count: Count, opened: bool) -> list[Marker]:
    """The markers of the first count that runs through text[start:end]: from 1, or on from an open one."""
    if not _FIRST.search(text, start, end) and all(text.find(s, start, end) < 0 for s in count.next_numbers()):
        return []
    chains: dict[str, list[Marker]] = {}
    local = Count()
    for found in _NUMBER.finditer(text, start, end):
        marker = read_marker(text, found.start(), end, local)
        if marker is None or marker.number is None or marker.end != found.end():
            continue
        chain = chains.setdefault(marker.style, [])
        fit = _is_strong(text, start, marker) or _is_weak(text, start, marker)
        if marker.number == 1 and not chain:
            fit = fit or _is_led(text, start, marker)
        elif fit:
            fit = (local if chain else count).follows(marker, gap=1)
        if fit:
            chain.append(marker)
            local.note(marker)
    in_order = sorted((c for c in chains.values() if c), key=lambda c: c[0].start)
    return next((c for c in in_order if _holds(text, c, start, opened=opened)), [])


def _is_strong(text: str, start: int, marker: Marker) -> bool:
    """Whether the marker stands after a full stop, colon or semicolon."""
    return _STRONG.search(text, max(start, marker.start - 8), marker.start) is not None


def _is_led(text: str, start: int, marker: Marker) -> bool:
    """Whether the words before the marker announce a list."""
    return _LEAD.search(text, max(start, marker.start - 14), marker.start) is not None


def _is_weak(text: str, start: int, marker: Marker) -> bool:
    """Whether the marker stands after a word that takes no number, and before a capital."""
    capital = text[marker.end : marker.end + 2].strip()[:1].isupper()
    return capital and not _TAKES_NUMBER.search(text, max(start, marker.start - 12), marker.start)


def _holds(text: str, chain: list[Marker], start: int, *, opened: bool) -> bool:
    """Whether a count is one of items: introduced or continued, its markers after full stops or the like."""
    strong = sum(_is_strong(text, start, m) for m in chain)
    if chain[0].number == 1:
        return _is_led(text, start, chain[0]) and len(chain) > 1 and strong >= len(chain) - 1
    return strong == len(chain) or len(chain) + (chain[0].number == 2) > 1 + (not opened)


def _items(text: str, seed: Piece, count: Count, *, opened: bool = False) -> Iterator[Piece]:
    """The items of a trimmed stretch: siblings that count on, or a lead-in with the items it announces."""
    start, end = seed.start, seed.end
    chain = _chain(text, start, end, count=count, opened=opened)
    if not chain:
        yield seed
        return
    inner = chain[0].number == 1
    edges = [start, *(m.start for m in chain), end]
    for marker, (a, b) in zip([None, *chain], pairwise(edges), strict=True):
        a, b = _trim(text, marker.end if marker else a, b)
        if a >= b:
            continue
        if marker is None:
            yield seed._replace(start=a, end=b)
        elif inner:
            yield seed._replace(start=a, end=b, style=marker.style, inner=True)
        else:
            count.note(marker)
            column = seed.column if marker.style == seed.style else -1
            yield from _items(text, seed._replace(start=a, end=b, style=marker.style, column=column), count)


def _segments(text: str, start: int, end: int, block: Block, count: Count, *, opened: bool) -> Iterator[Piece]:
    """The items between two headings of a block; `opened`: a heading of this block stands before them."""
    start, end = _trim(text, start, end)
    title = read_title(text[start:end]) if opened else None
    if title is not None:
        yield Piece(start, end, block.column, "", title)
        return
    style = "" if opened else block.style
    marker = read_marker(text, start, end, count) if opened else None
    if marker is not None and marker.number in (None, 1):
        style, start = marker.style, _trim(text, marker.end, end)[0]
        count.note(marker)
    edges = [(start, start), *_run_on(text, start, end, opener=style), (end, end)]
    for (_, a), (b, _) in pairwise(edges):
        a, b = _trim(text, a, b)
        if a < b:
            yield from _items(text, Piece(a, b, block.column, style), count, opened=opened)


def pieces(text: str, block: Block, count: Count) -> Iterator[Piece]:
    """The headings and items of a block, in order; `count` holds the open counts and is kept up to date."""
    title = read_title(text[block.start : block.end])
    if title is not None:
        yield Piece(block.start, block.end, block.column, block.style, title)
        return
    at, opened, topical = block.start, False, False
    for start, end, title in _heads(text, block.start, block.end):
        if start < at:
            continue
        yield from _segments(text, at, start, block, count, opened=opened)
        yield Piece(*_trim(text, start, end), block.column, block.style, title)
        at, opened, topical = end, True, title.classic
    cuts = [m.start() for m in TOPIC_RUN.finditer(text, at, block.end)] if topical else []
    for a, b in pairwise([at, *cuts, block.end]):
        yield from _segments(text, a, b, block, count, opened=opened)


def semicolons(text: str, piece: Piece, *, listed: bool) -> list[Piece]:
    """The only item of a list, cut where at least two semicolons are followed by capitals; where a heading tells that
    it is a list (`listed`) by any word. None is cut in brackets."""
    parts = list(_parts(text, piece.start, piece.end))
    cuts = [(left, right) for left, right in parts if listed or text[right].isupper() or text[right] in "≥≤<>"]
    if len(cuts) < 2 or len(parts) > len(cuts) + 1:
        return [piece]
    edges = [(piece.start, piece.start), *cuts, (piece.end, piece.end)]
    spans = (_trim(text, a, b) for (_, a), (b, _) in pairwise(edges))
    return [piece._replace(start=a, end=b) for a, b in spans]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each semicolon outside brackets ends, and the word behind it begins."""
    depth = 0
    for match in _SEMICOLON.finditer(text, start, end):
        if match["stop"]:
            if depth <= 0:
                yield match.end("stop"), match.end()
        else:
            depth += 1 if match[0] == "(" else -1
