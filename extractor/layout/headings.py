"""Paragraphs with their print -> the tree of sections.

A heading is told by its number, its font and the table of contents: a numbered line counts where the contents list
it, or where it is set off by its font and its number goes on from the last; an unnumbered one where it stands alone in
bold.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from extractor.language.section_numbers import follows
from extractor.layout.assembly import Assembled, Placed
from extractor.layout.paragraphs import MARKER
from extractor.model import Section

LONGEST = 180
LONGEST_PLAIN = 110
DEEPEST = 3
LARGER = 0.4
LIKE = 0.6
LEAST_ENTRIES = 4
PLAIN = 0.2
SHORTEST = 6  # characters of a title that its capitals alone set off: shorter ones are abbreviations
_NUMBERED = re.compile(
    r"(?i:section\s)?(?P<number>\d{1,2}(?:\.\d{1,3}){0,6})\.?(?:\s*[:–-])?\s+(?P<title>[^\W\d_(].*|\(.*|\d.*[^\W\d_].*)",
    re.S,
)
_APPENDIX = re.compile(
    r"(?i:appendix|annex|attachment)\s+(?P<label>[A-Z0-9]{1,3}(?:\.\d{1,2})*)\b[.:–-]?\s*(?P<title>.*)", re.S
)
_ENTRY = re.compile(r"(?P<title>\S.*?)\s*(?:\.{3,}|…+|(?:\. ){3,}|_{4,})[\s.…_]*(?P<page>\d{1,4}|[ivxlc]{1,7})?$", re.S)
_PLAIN_ENTRY = re.compile(r"(?P<title>\S.*[^\d\s.].*?)\s(?P<page>\d{1,3})$", re.S)
_CONTENTS = re.compile(
    r"(?i)(?:table of )?contents|list of (?:in-text )?(?:tables|figures|appendices)(?: and figures)?"
)
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]")
_VALUE = re.compile(r":\s+\S")
_NO_HEADING = re.compile(r"[,;]$|^(?:table|figure|note|source|abbreviations?:)\b", re.I)


class _Heading(NamedTuple):
    start: int
    level: int
    text: str


def sections(assembled: Assembled) -> list[Section]:
    """The sections of a document, in order, outer ones first."""
    found: list[Section] = []
    above: list[_Heading] = []

    def close(level: int, end: int) -> None:
        while above and above[-1].level >= level:
            path = " > ".join(heading.text for heading in above)
            heading = above.pop()
            found.append(
                Section(heading=heading.text, path=path, start=heading.start, end=end, page=pages(heading.start))
            )

    pages = _page_finder(assembled)
    for heading in _headings(assembled):
        close(heading.level, heading.start)
        above.append(heading)
    close(0, len(assembled.text))
    return sorted(found, key=lambda section: (section.start, -section.end))


def _page_finder(assembled: Assembled) -> Callable[[int], int | None]:
    starts = [page.start for page in assembled.pages]
    return lambda at: assembled.pages[max(0, bisect_right(starts, at) - 1)].number if starts else None


class _Contents:
    """What the tables of contents list: titles by number, and titles without one."""

    def __init__(self, assembled: Assembled) -> None:
        self.places: set[int] = set()
        self.numbered: dict[str, list[frozenset[str]]] = {}
        self.plain: list[frozenset[str]] = []
        for item, title in _entries(assembled):
            self.places.add(item.start)
            match = _NUMBERED.fullmatch(title)
            if match:
                self.numbered.setdefault(match["number"], []).append(_words(match["title"]))
            elif _words(title):
                self.plain.append(_words(title))

    def lists(self, number: str, title: str) -> bool:
        """Whether a number stands there with (nearly) this title."""
        return any(_alike(_words(title), listed) for listed in self.numbered.get(number, ()))

    def lists_plain(self, title: str) -> bool:
        """Whether a title stands there without a number."""
        return any(_alike(_words(title), listed) for listed in self.plain)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and len(a & b) >= LIKE * max(len(a), len(b))


def _entries(assembled: Assembled) -> Iterator[tuple[Placed, str]]:
    """The entries of tables of contents: with leaders, or in a run of lines that end in rising page numbers."""
    run: list[tuple[Placed, str, int]] = []
    for item in assembled.paragraphs:
        text = assembled.text[item.start : item.end]
        match = _ENTRY.fullmatch(text)
        if match:
            yield item, match["title"]
            continue
        plain = _PLAIN_ENTRY.fullmatch(text) if len(text) < LONGEST else None
        if plain and (not run or run[-1][2] <= int(plain["page"]) <= run[-1][2] + 40):
            run.append((item, plain["title"], int(plain["page"])))
            continue
        if len(run) > LEAST_ENTRIES:
            yield from ((entry, title) for entry, title, _ in run)
        run = []


def _headings(assembled: Assembled) -> Iterator[_Heading]:
    contents = _Contents(assembled)
    body = _body_size(assembled.paragraphs)
    last: tuple[int, ...] = ()
    depth = 0
    styles: list[tuple[float, bool, bool, bool]] = []
    numbered_sizes: dict[int, float] = {}
    for item in assembled.paragraphs:
        if item.start in contents.places or item.end - item.start > LONGEST or item.end == item.start:
            continue
        text = assembled.text[item.start : item.end]
        shown = " ".join(text.split())
        if match := _NUMBERED.fullmatch(shown):
            number = tuple(map(int, match["number"].split(".")))
            if _is_numbered(item, number, match["title"], contents, body, last):
                last, depth, styles = number, len(number), []
                numbered_sizes.setdefault(depth, item.size)
                yield _Heading(item.start, depth, shown)
            continue
        if item.in_table:
            continue
        if match := _APPENDIX.fullmatch(shown):
            if (item.bold or item.size > body + LARGER or contents.lists_plain(shown)) and not shown.endswith("."):
                last, depth, styles = (), 1 + match["label"].count("."), []
                yield _Heading(item.start, depth, shown)
            continue
        if not _stands_alone(item, shown, body) or _NO_HEADING.search(shown):
            continue
        listed = contents.lists_plain(shown) or bool(_CONTENTS.fullmatch(shown))
        if listed or (depth and item.size > body + LARGER and item.size >= numbered_sizes.get(1, 99) - 0.1):
            last, depth, styles = () if depth == 0 else last, 1, []
            yield _Heading(item.start, 1, shown)
            continue
        style = (-round(item.size), not shown.isupper(), not item.bold, item.italic)
        while styles and styles[-1] > style:
            styles.pop()
        if style not in styles:
            styles.append(style)
        yield _Heading(item.start, depth + min(DEEPEST, 1 + styles.index(style)), shown)


def _body_size(found: Sequence[Placed]) -> float:
    """The size of most of the text, tables aside where there is enough without them."""
    plain = [item for item in found if not item.in_table]
    length = sum(item.end - item.start for item in plain)
    sizes: Counter[float] = Counter()
    for item in plain if length > PLAIN * sum(item.end - item.start for item in found) else found:
        sizes[item.size] += item.end - item.start
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def _is_numbered(
    item: Placed, number: tuple[int, ...], title: str, contents: _Contents, body: float, last: tuple[int, ...]
) -> bool:
    """Whether a numbered line is a heading and no item of a list."""
    if contents.lists(".".join(map(str, number)), title):
        in_order = follows(last, number) if last else number == (1,)
        return not title.endswith(";") and (not item.in_table or in_order)
    set_off = item.bold or item.size > body + LARGER or (title.isupper() and len(title) >= SHORTEST)
    if item.in_table or not set_off or title.endswith((".", ";", ",")) or item.lines > 3:
        return False
    if not follows(last, number):
        return len(number) == 1 and number[0] <= 1 and bool(last) and item.size > body + LARGER
    return len(number) > 1 or item.size > body + LARGER or title.isupper() or _is_title(title)


def _is_title(title: str) -> bool:
    words = [word for word in _LETTERS.split(title) if word]
    return title[:1].isupper() and len(words) < 12


def _stands_alone(item: Placed, text: str, body: float) -> bool:
    """Whether an unnumbered line looks like a heading."""
    if len(text) > LONGEST_PLAIN or len(_LETTERS.findall(text)) < 4 or item.lines > 2:
        return False
    if text[0].islower() or text.endswith((".", "?")) or MARKER.match(text) or _VALUE.search(text):
        return False
    return item.bold or item.size > body + 2 * LARGER
