"""How registry pages show outcomes: rows of measure, description and time frame, or `Time Frame:` after a measure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.language.pages.blocks import MARK, Line, Places

_TIME_FRAME = re.compile(r"(?i)\[?[ \t]{0,3}time frame ?: ?(?=\S)([^\]\n]{1,600})\]?")
_ITEM = re.compile(r"(?:[•●▪◦*·-]|\d{1,2}[.)])\s")
_SAFETY = re.compile(r"(?i)\[?(?:designated as )?safety issue ?:")
_TIMES = re.compile(r"(?i)\b(?:day|week|month|year|hour|minute|baseline|visit|cycle|through|up to|discharge)s?\b|\d")
_HEADS = re.compile(
    r"(?i)(?:outcome measure|measure description|time frame)(?:\s{1,9}(?:measure description|time frame)){0,2}$"
)


def outcomes(places: Places, path: str, lines: Sequence[Line]) -> None:
    """Outcomes with `Time Frame:` in them, or as rows of measure, description and time frame."""
    text = places.text
    body = [line for line in lines if not _HEADS.match(places.show(line, 80))]
    if not body:
        return
    if "\t" in text[body[0].start : body[0].end]:
        _tabbed(places, path, body[0].start, body[-1].end)
    elif any(_TIME_FRAME.search(text, *line) for line in body):
        _framed(places, path, body)
    elif _ITEM.match(text, *body[0]):
        starts = [at for at, line in enumerate(body) if _ITEM.match(text, *line)]
        for at, until in pairwise([*starts, len(body)]):
            places.item(f"{path}.measure", body[at].start, body[until - 1].end)
    elif not _rows(places, path, body) and len(body) == 1:
        places.item(f"{path}.measure", *body[0])


def _rows(places: Places, path: str, lines: Sequence[Line]) -> bool:
    """Three or two lines an outcome, the last of them its time frame."""
    for size in (3, 2):
        rows = [lines[at : at + size] for at in range(0, len(lines), size)]
        if len(lines) % size == 0 and all(_TIMES.search(places.show(row[-1])) for row in rows):
            for row in rows:
                _outcome(places, path, row)
            return True
    return False


def _tabbed(places: Places, path: str, start: int, end: int) -> None:
    """Cells with tabs between; a description can have several lines, a time frame has one."""
    cells: list[Line] = []
    while start < end:
        stop = places.text.find("\n" if len(cells) == 2 else "\t", start, end)
        cells.append(Line(start, end if stop < 0 else stop))
        start = cells[-1].end + 1
        if len(cells) == 3:
            _outcome(places, path, cells)
            cells = []


def _outcome(places: Places, path: str, cells: Sequence[Line]) -> None:
    here = places.next(path)
    places.add(f"{here}.measure", *cells[0])
    if len(cells) > 2:
        places.add(f"{here}.description", *cells[1])
    if len(cells) > 1:
        places.add(f"{here}.timeFrame", *cells[-1])


def _framed(places: Places, path: str, lines: Sequence[Line]) -> None:
    text = places.text
    start = 0
    here = ""
    for at, line in enumerate(lines):
        frame = _TIME_FRAME.search(text, *line)
        if frame is None:
            if _SAFETY.match(text, *line) and start == at:
                start = at + 1
            continue
        before = places.trimmed(line.start, frame.start())
        begin = start
        if before.end > before.start and at > start and here:
            places.add(f"{here}.description", lines[start].start, lines[at - 1].end)
            begin = at
        here = places.next(path)
        mark = MARK.match(text, *lines[begin])
        measure = before.end if before.end > before.start else lines[max(begin, at - 1)].end
        places.add(f"{here}.measure", mark.end() if mark else lines[begin].start, measure)
        places.add(f"{here}.timeFrame", *frame.span(1))
        start = at + 1
