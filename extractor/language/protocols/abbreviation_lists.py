"""The list of abbreviations of a protocol: a table or lines of a short form and what it stands for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_HEADING: Final = re.compile(
    r"(?im)^[ \t#*]*(?:(?:appendix|attachment)\s\w{1,3}[.:]?\s{1,3}|\d{1,2}(?:\.\d{1,2}){0,3}\.?[ \t]{1,6})?"
    r"(?:list\sof\s|key\s|glossary\sof\s|table\sof\s)?(?:abbreviations?|acronyms)"
    r"(?:(?:,|\sand|\sor|\s&|\sof)?\s(?:and\s)?(?:list\sof\s)?(?:abbreviations?|acronyms"
    r"|definitions?(?:\sof\sterms)?|terms|glossary|specialist\sterms|special\sterms))*[ \t]*:?[ \t]*$"
)
_ENTRY: Final = re.compile(
    r"[ \t]*(?P<short>[^\s|=:][^|=:\n]{0,17}?)(?:\s?(?:\||=|:|–)\s|[ \t]{2,}|[ \t])(?P<long>[^\s|][^|\n]{2,160}?)[ \t]*"
)
_SHORT: Final = re.compile(r"(?=.*[A-Zα-ω\d])[^\W_](?:[\w/&+.,’'()αβγδ-]|\s(?=[\w(&]))*")
_COLUMN_HEAD: Final = re.compile(
    r"(?i)(?:abbreviations?|acronyms?|terms?)\b.{0,40}(?:definitions?|explanations?|expansions?|meanings?|terms?)"
)
MOST_ASIDE = 6  # lines in a row that are no entry
FEWEST = 8  # entries of a list
LONGEST_SHORT = 14


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry: the places of the short form and of the long one."""

    short: tuple[int, int]
    long: tuple[int, int]


def find_listed_abbreviations(text: str) -> list[Listed]:
    """The entries of the longest list of abbreviations; none where no list has enough.

    >>> text = "List of Abbreviations\\n" + "".join(f"A{n}B | Alpha {n} beta\\n" for n in range(9))
    >>> len(find_listed_abbreviations(text))
    9
    """
    lists = [list(_entries(text, heading.end())) for heading in _HEADING.finditer(text)]
    best = max(lists, key=len, default=[])
    return best if len(best) >= FEWEST else []


def _entries(text: str, at: int) -> Iterator[Listed]:
    aside = 0
    start = at + 1
    while aside < MOST_ASIDE and start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        entry = _ENTRY.fullmatch(text, start, end)
        if entry and _fits(entry["short"], entry["long"]):
            aside = 0
            yield Listed(entry.span("short"), entry.span("long"))
        elif end > start and not _COLUMN_HEAD.search(text, start, end):
            aside += 1
        start = end + 1


def _fits(short: str, long: str) -> bool:
    """Whether a long form can be one: longer than the short form, with its first letter or most of its letters."""
    if len(short) > LONGEST_SHORT or not _SHORT.fullmatch(short) or len(long) <= len(short) or short.islower():
        return False
    if sum(letter.isupper() or letter.isdigit() for letter in short) < 2 or long.endswith(":"):
        return False
    letters = [letter for letter in short.casefold() if letter.isalpha()]
    initials = {word[0] for word in re.findall(r"[^\W_]+", long.casefold())}
    return bool(letters) and (
        letters[0] in initials or sum(letter in long.casefold() for letter in letters) >= 0.8 * len(letters)
    )
