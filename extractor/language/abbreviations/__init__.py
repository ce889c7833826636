"""Abbreviations and what they stand for, found where the text defines them.

The search is that of Schwartz & Hearst (2003), "A simple algorithm for identifying abbreviation definitions in
biomedical text": a bracket, a short form on one side, the words on the other. Which words belong to it is settled from
the best way of matching to the worst, as in Ab3P (Sohn, Comeau, Kim & Wilbur 2008), but by one cost in place of a list
of strategies: a letter at the head of a word is free, a letter inside a word costs, so does a word left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractor.language.abbreviations.match import (
    GREEK,
    GREEK_NAME,
    SIGN,
    SMALL,
    Word,
    align,
    letters_of,
    may_begin,
    words_of,
)
from extractor.language.numbers import matches_at


class Abbreviation(NamedTuple):
    """A short form with its long form (white space collapsed), and where both stand in the text."""

    short: str
    long: str
    short_start: int
    short_end: int
    long_start: int
    long_end: int


_ORDINARY = frozenset(
    "all am an and any are as at be both but by e.g. eg etc for he i.e. ie if in is it me no none not of on or see so "
    "the to total up us was we yes".split()
)
_SHORT = re.compile(r"[^\W_](?:[\w.+/'’-]|\([\w.+-]{1,4}\)){0,13}(?:\s[\w+-]{1,8}|\+)?")
_BEFORE = re.compile(r"(?<![\w.])(?:([^\W_][\w+./-]{1,12})\s)?(?<![\w.])([^\W_][\w+./-]{1,12})\s{0,3}$")
_BRACKET = re.compile(r"[()\[\]]")
_BREAK = re.compile(  # its first character is what `re` looks for quickly
    r"[.!?;:\n(\[)\]](?:(?<=[.!?])\s+(?=[A-Z(\[])|(?<=[;:])\s|(?<=\n)(?:[ \t\r]*\n|\s*[-*•–]\s)|(?<=[(\[])(?<!\S.)"
    r"|(?<=[)\]])(?![-\w]))"
)
_PARTS = re.compile(r"\s*[;,=:/]\s*(?:(?:or|and)\s+)?|\s+(?:or|and)\s+")
_LEAD = re.compile(r"\s*(?:(?:i\.e\.|or|also|aka|known as|called|termed|abbreviated|as|hereafter|the|an?)[\s,:]+){0,4}")
_ENTRY = re.compile(  # a line of a list: the short form, a mark or white space, the long form
    r"[ \t]{0,40}([^\W\d_][\w/+-]{1,10})(?:[ \t]{0,9}[:=–-]|[ \t])[ \t]{0,40}(?=[^\W_])([^\n:;]{4,100})"
)
_LINE = re.compile(r"\n(?=[ \t]{0,40}[^\W\d_](?![a-z]*+(?![\w/+-])))")  # before a line whose first word may be firm
_REST = re.compile(r"(?:[ -](?!and|or|with)[A-Za-z]+){1,2}(?=\s?(?:[)\],;:\r\n]|$))")  # last words, unlettered
_POINT = re.compile(r"(?:(?<=Corp)|(?<=Inc)|(?<=Ltd)|(?<=Co))\.")
_LOCANT = re.compile(  # 4-(9-, (-)-[125I]-, alpha-: what a chemical name has before its first letters
    rf"(?<![^\W_])(?:\([+-]\)-|\[\d+\w{{0,3}}\]-?|(?:\d+[a-z]?|[a-z]|{GREEK_NAME})['’]?[,-][(\[]?)+$", re.I
)
_DIGIT = re.compile(r"\d")
_LONGEST_SHORT = 20  # characters of a short form
_REACH = 200  # characters that a long form may take
_WORDS = 14  # and words


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Abbreviations defined in `text`, in document order, each pair of short and long form once.

    >>> [(one.short, one.long) for one in find_abbreviations("Non-Severe Aplastic Anemia (NSAA) patients")]
    [('NSAA', 'Non-Severe Aplastic Anemia')]
    """
    found: dict[tuple[str, str], Abbreviation] = {}
    for one in sorted([*_in_brackets(text), *_in_lists(text)], key=lambda one: min(one.short_start, one.long_start)):
        found.setdefault((one.short, one.long.lower()), one)
    return list(found.values())


def _in_brackets(text: str) -> Iterator[Abbreviation]:
    for opened, end in _brackets(text):
        parts = _parts(text, _LEAD.match(text, opened + 1, end).end(), end)  # type: ignore[union-attr]
        inside = _inside_by_before(text, opened, parts), _inside_by_inside(text, parts)
        for one in *inside, _before_by_inside(text, opened, end):
            if one:
                yield one


def _in_lists(text: str) -> Iterator[Abbreviation]:
    """Lines of a list of abbreviations: `AE  Adverse event`, `CR: complete response`."""
    for entry in matches_at(_ENTRY, text, [0, *(line.end() for line in _LINE.finditer(text))]):
        if _firm(entry[1]):
            end = entry.start(2) + len(entry[2].rstrip(" \t\r.,"))
            one = _match(text, *entry.span(1), words_of(text, entry.start(2), end), ahead=0.25)
            if one and one.long_end == end:
                yield one


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where brackets open and close, of those short enough to be of use."""
    opened: list[int] = []
    for mark in _BRACKET.finditer(text):
        at = mark.start()
        if text[at] in "([":
            opened.append(at)
        elif opened:
            start = opened.pop()
            if 1 < at - start <= _REACH:
                yield start, at


def _inside_by_before(text: str, opened: int, parts: list[tuple[int, int]]) -> Abbreviation | None:
    """`long form (SHORT)`, `long form (SHORT; more)`, `long form (SHORT or OTHER)`."""
    words: list[Word] | None = None
    for n, (a, b) in enumerate(parts[:5]):
        if b - a <= _LONGEST_SHORT and _plausible(text[a:b]) and (b - a > 1 or n == 0 or (n == 1 and text[b] in ",;")):
            words = _words_before(text, opened) if words is None else words
            if one := _match(text, a, b, words):
                return one
    return None


def _inside_by_inside(text: str, parts: list[tuple[int, int]]) -> Abbreviation | None:
    """`(SHORT; long form)`, `(long form, SHORT)`."""
    if len(parts) == 1:
        return None
    (start, end), (a, b), (c, d) = parts[0], parts[1], parts[-1]
    one = _match(text, c, d, words_of(text, start, c)) if _firm(text[c:d]) else None
    return one or (_match(text, a, b, words_of(text, b, end), ahead=0.3) if _firm(text[a:b]) else None)


def _before_by_inside(text: str, opened: int, end: int) -> Abbreviation | None:
    """`SHORT (long form)`; with a word between, `SHORT cream (long form)`, only if every word fits."""
    if end - opened < 6 or not (before := _BEFORE.search(text, max(0, opened - 30), opened)):
        return None
    words: list[Word] | None = None
    for group, ahead in (2, 0.3), (1, 0.05):
        short = before[group] or ""
        likely = (group == 2 and short.islower()) or _firm(short)
        if likely and may_begin(short, text, opened, end) and _plausible(short):
            words = words_of(text, opened, end) if words is None else words
            if one := _match(text, *before.span(group), words, ahead=ahead):
                return one
    return None


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The whole inside of a bracket, then its pieces if there are several."""
    inside = text[start:end]
    if inside.isalnum():
        return [(start, end)]
    lead = len(inside) - len(inside.lstrip())
    whole = (start + lead, start + len(inside.rstrip()))
    parts, at = [whole], whole[0]
    for cut in _PARTS.finditer(text, *whole):
        parts.append((at, cut.start()))
        at = cut.end()
    return [*parts, (at, whole[1])] if len(parts) > 1 else parts


@lru_cache(maxsize=8192)
def _plausible(short: str) -> bool:
    """Whether this may be a short form at all; what it stands for is not looked at."""
    if not (0 < len(short) <= _LONGEST_SHORT and _SHORT.fullmatch(short)):
        return False
    if (short[-1] == "." and "." not in short[:-1]) or ". " in short[2:]:
        return False
    if short[0].isdigit() and (" " in short or not any(map(str.isalpha, short))):
        return False
    if len(short) == 1:
        return short.isupper()
    if short.islower() and sum(map(str.isalpha, short)) < 2:
        return False
    letters = letters_of(short)[0][0]
    fits = 1 < len(letters) <= 10 or SIGN.search(short) is not None
    return fits and not letters.isdigit() and short not in _ORDINARY


@lru_cache(maxsize=8192)
def _firm(short: str) -> bool:
    """Whether it looks like a short form even among other words: two capitals, or one and a digit."""
    telling = sum(map(str.isupper, short)) + sum(map(str.isdigit, short))
    return telling > 1 and not short[0].isdigit() and _plausible(short)


def _words_before(text: str, opened: int) -> list[Word]:
    """The last words before a bracket, back to where the sentence or the list item begins."""
    end = opened
    while end > max(0, opened - 40) and text[end - 1] in "([ \t\r\n":
        end -= 1
    start = max(0, end - _REACH)
    start = max(start, text.rfind(") ", start, end))
    for stop in _BREAK.finditer(text, start, end):
        start = stop.end()
    return words_of(text, start, end, most=_WORDS)


def _match(text: str, start: int, end: int, words: list[Word], *, ahead: float = 0) -> Abbreviation | None:
    """The short form at `start` with the words that it stands for, or None if they do not explain it.

    `ahead` says that the words come after it, and what the match may cost a letter.
    """
    short = text[start:end]
    best, found = 99.0, None
    for letters, extra in letters_of(short) if words else ():
        if extra >= best:
            continue
        budget = _budget(short, len(letters), ahead) + 1e-9
        first, last, cost = align(letters, words, min(budget, best) - extra, ahead=bool(ahead))
        cost += extra
        if cost < best and cost <= budget:
            long_start, long_end = _extent(text, words[first], words[last], ahead=bool(ahead))
            long = " ".join(text[long_start:long_end].split())
            if _explains(long, short, letters):
                best, found = cost, Abbreviation(short, long, start, end, long_start, long_end)
    return found


def _extent(text: str, first: Word, last: Word, *, ahead: bool) -> tuple[int, int]:
    """Where a long form stands, with the locants before its first word and what belongs to its last."""
    start, end = first.start, last.end
    if first.joined and (locant := _LOCANT.search(text, max(0, start - 40), start)):
        start = locant.start()
    if rest := (_REST if ahead else _POINT).match(text, end):
        end = rest.end()
    return start, end


def _explains(long: str, short: str, letters: str) -> bool:
    """Whether a long form says more than its short form, and says it whole."""
    words = long.translate(GREEK).lower().replace("-", " ").split()
    unnumbered = _DIGIT.search(short) and not _DIGIT.search(letters)
    return (
        sum(map(str.isalnum, long)) >= (len(letters) + 2 if len(letters) > 1 or len(short) == 1 else 8)
        and letters not in words
        and long.split()[-1] not in SMALL
        and words[0] not in ("e.g.", "eg.", "e.g")
        and f" {short.lower()} " not in f" {long.lower()} "
        and not (unnumbered and _DIGIT.search(long))
        and long.count("(") == long.count(")")
        and long.count("[") == long.count("]")
    )


def _budget(short: str, size: int, ahead: float) -> float:
    """What a match may cost: little for what could be an ordinary word, more the longer the short form."""
    if size == 1:
        return 0.8 if len(short) == 2 and _DIGIT.search(short) else 0.0
    if short.islower() or (short.istitle() and short.isalpha() and size > 3 and short[1:] not in ("max", "min")):
        return 0.3
    if ahead:
        return ahead * size
    return 0.8 if size == 2 else 0.7 * size
