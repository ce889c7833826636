"""The title of a journal's article on a trial: the lines above its authors, whose names bear marks of affiliation."""

import re
from typing import Final

from extractor.model import Span

# "Ada Example^1,2, Bo M. Sample^3 and ...": the reader of pages writes what is raised with a "^".
_NAME: Final = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}[ ](?:v[ao]n[ ]|d[aeiu][ ]|der[ ]){0,2}){1,3}[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}"
_AUTHOR: Final = rf"{_NAME}[ ]?,?\^[\da-z*∗†‡][\da-z,*∗†‡^]{{0,20}}"
_AUTHORS: Final = re.compile(rf"(?m)^[ \t]{{0,60}}{_AUTHOR}[ ]?(?:,|and|&)?[ ]{_AUTHOR}")
_OF_JOURNAL: Final = re.compile(
    r"(?i)\bdoi\b|https?:|www\.|\b(?:published|received|accepted|open access|volume|issn|copyright)\b|©|\^"
)
_FIRST_PAGE, _MOST_LINES, _FEWEST_WORDS = 3_000, 4, 3


def find_article_title(text: str) -> Span | None:
    """Where the title of an article stands on its first page; None where no authors are marked there.

    >>> text = "RESEARCH Open Access\\nZinc for cold sores:\\na randomised trial\\nAda Example^1 and Bo Sample^2\\n"
    >>> text[slice(*find_article_title(text))]
    'Zinc for cold sores:\\na randomised trial'
    """
    authors = _AUTHORS.search(text, 0, _FIRST_PAGE)
    if authors is None:
        return None
    start = end = authors.start()
    for _ in range(_MOST_LINES):
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        line = text[above:start].strip()
        if len(line.split()) < _FEWEST_WORDS or _OF_JOURNAL.search(line):
            break
        start = above
    title = text[start:end].strip()
    return Span(text.index(title, start), text.index(title, start) + len(title)) if title else None
