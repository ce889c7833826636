"""How the letters of a short form are found in a row of words, and what that costs (see `abbreviations`)."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from operator import contains
from typing import NamedTuple


class Word(NamedTuple):
    """A word, or a part of a hyphenated one, as it is compared."""

    key: str  # lower case, a Greek letter as its Latin initial
    start: int
    end: int
    joined: bool  # to the word before it, by a hyphen or the like


GREEK = str.maketrans("αβγδεκλμµωΑΒΓΔΩ", "abgdeklmmoabgdo")
GREEK_NAME = "alpha|beta|gamma|delta|epsilon|kappa|lambda|omega"
_GREEK_NAMES = re.compile(rf"(?<![A-Za-z])(?i:{GREEK_NAME})(?![a-z])")
_NUMBERS = {
    "one": "1", "first": "1", "two": "2", "second": "2", "three": "3", "third": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ii": "2", "iii": "3", "iv": "4",
}  # fmt: skip
SMALL = frozenset("a an and as at by for from in into of on or per the to with".split())
_PREFIX = re.compile(
    r"angio|anti|auto|cardio|chemo|chlor[oi]|cyto|deoxy|echo|electro|endo|entero|enceph?alo|gastro|gluco|glyco|"
    r"ha?em[ao]t?o?|hepato|hetero|homo|hydroxy|hyper|hypo|immuno|inter|intra|lipo|lympho|macro|meta|methyl|micro|"
    r"mono|multi|myelo|nephro|neuro|non|o?esophago|para|peri|phospho|poly|post|pre|pro|pulmo|radio|retro|sub|super|"
    r"thrombo|trans|tri|ultra|un|uni|vaso|ventriculo|ventro|dorso|morpho|di|de|re"
)

_word = partial(tuple.__new__, Word)  # without the call of Word.__new__
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TURN = re.compile(r"-|\(|(?<=[A-Z0-9])(?=[a-z]+$)")  # IFN-gamma, T(a), Vmax: what comes second may be said first
SIGN = re.compile(r"\(?([+-])\)?$")
_DIGIT = re.compile(r"\d")
_WORDS = 14  # that a long form may have

_INSIDE, _ROOT, _NEXT, _LATE = 0.8, 0.3, 0.2, 1.5  # cost of a letter: in a word, at its second root, next, out of line


@lru_cache(maxsize=4096)
def letters_of(short: str) -> tuple[tuple[str, float], ...]:
    """Letters and digits to be matched, and other ways to read them with what they cost.

    `MSCs` gives msc, `TNF-alpha` tnfa; `IFN-gamma` may be a gamma-interferon, `QTc` a corrected QT, `HER2+` be
    HER2-positive, `N2O` a nitrous oxide.
    """
    core = _GREEK_NAMES.sub(lambda name: name[0][0], short).translate(GREEK)
    if len(core) > 2 and core[-1] == "s" and core[-2].isupper():
        core = core[:-1]
    plain = alnum(core).lower()
    turned = alnum("".join(reversed(_TURN.split(core, maxsplit=1)))).lower()
    ways = {plain: 0.0}
    if short.islower() and plain.endswith("s") and len(plain) > 2:
        ways[plain[:-1]] = 0.1
    if sign := SIGN.search(core):
        ways[plain + ("p" if sign[1] == "+" else "n")] = 0.0
    ways.setdefault(turned, 0.5)
    bare = _DIGIT.sub("", plain)
    if len(bare) > 1 or len(plain) == 2:
        ways.setdefault(bare, 0.8)
    return tuple(ways.items())


def alnum(text: str) -> str:
    """Its letters and digits alone."""
    return "".join(filter(str.isalnum, text))


def words_of(text: str, start: int, end: int, *, most: int = 0) -> list[Word]:
    """The words in a piece of `text`, or the last `most` of them, with offsets into the whole."""
    found = []
    last = -1
    spans = [word.span() for word in _WORD.finditer(text, start, end)]
    if 0 < most < len(spans):
        last = spans[-most - 1][1]
        del spans[:-most]
    for at, stop in spans:
        joined = last >= 0 and at - last < 3 and not text[last:at].isspace()
        found.append(_word((_key(text[at:stop]), at, stop, joined)))
        last = stop
    return found


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return word.translate(GREEK).lower()


def align(letters: str, words: list[Word], limit: float, *, ahead: bool) -> tuple[int, int, float]:
    """First and last word (as indices) of the cheapest match, and its cost; more than `limit` if none is within it.

    `ahead`: the words follow the short form and the match starts at the first; else they lead up to it, and words left
    over at the end count as left out.
    """
    size = len(letters)
    if size <= len(words) <= _WORDS:  # most often each letter begins a word
        row = words[:size] if ahead else words[-size:]
        if row[0].key not in SMALL and all(map(contains, map(_heads, [word.key for word in row]), letters)):
            return (0, size - 1, 0.0) if ahead else (len(words) - size, len(words) - 1, 0.0)
    given, at = "".join([_given(word.key) for word in words]), 0
    for c in letters:
        at = given.find(c, at) + 1
        if not at:
            return 0, 0, 99.0
    none = (limit + 0.001, -1)
    weights: list[float] = []
    known: dict[tuple[int, int], tuple[float, int]] = {}

    def rest(i: int, w: int) -> tuple[float, int]:
        """Cheapest way to find letters[i:] in words[w:], and the last word used."""
        if i == len(letters):
            return (0.0, w - 1) if ahead else (sum(weights[w:]), len(words) - 1)
        if w == len(words) or w > _WORDS:
            return none
        best = taken(i, w)
        if weights[w] < best[0]:
            cost, last = known.get((i, w + 1)) or rest(i, w + 1)
            if cost + weights[w] < best[0]:
                best = (cost + weights[w], last)
        known[i, w] = best
        return best

    def taken(i: int, w: int) -> tuple[float, int]:
        best = none
        for cost, h in _steps(letters[i:], words[w].key):
            if cost >= best[0]:
                break
            more, last = known.get((i + h, w + 1)) or rest(i + h, w + 1)
            if cost + more < best[0]:
                best = (cost + more, last)
        return best

    best = (0, 0, 99.0)
    for w in range(1 if ahead else len(words)):
        if letters[0] in _heads(words[w].key) and words[w].key not in SMALL:
            weights = weights or [_weight(word) for word in words]
            cost, last = taken(0, w)
            if cost <= best[2]:
                best = (w, last, cost)
    return best


def may_begin(short: str, text: str, start: int, end: int) -> bool:
    """Whether the first word of a piece of `text` begins as a short form does.

    >>> may_begin("DVT", "deep vein thrombosis", 0, 20), may_begin("DVT", "of the leg", 0, 10)
    (True, False)
    """
    first = _WORD.search(text, start, end)
    heads = _heads(_key(first[0])) if first else ""
    if short.isalpha() and short.islower():
        return short[0].translate(GREEK) in heads
    return any(letters[0] in heads for letters, _ in letters_of(short))


@lru_cache(maxsize=65536)
def _heads(word: str) -> str:
    """What a word may begin with in a short form: oestrogen with o or e, third with t or 3."""
    return word[:2] if word.startswith(("oe", "ae")) else word[0] + _NUMBERS.get(word, "")


@lru_cache(maxsize=65536)
def _given(word: str) -> str:
    """All letters that a word may give to a short form, in the order in which it does."""
    return _heads(word) + word[1:]


def _weight(word: Word) -> float:
    """What it costs to leave a word out."""
    if word.key in SMALL or word.key.isdigit() or len(word.key) == 1:
        return 0.1
    return 0.5 if word.joined else 1.0


@lru_cache(maxsize=65536)
def _steps(letters: str, word: str) -> tuple[tuple[float, int], ...]:
    """Costs of finding the first 1, 2, ... letters in one word, as (cost, how many)."""
    roots, heads = _roots(word), _heads(word)
    steps = []
    cost, at = 0.0, -1
    for n, c in enumerate(letters):
        root = next((r for r in roots if r > at and word[r] == c), -1) if roots else -1
        if n == 0 and c in heads:
            at = 0
        elif n and word.startswith(c, at + 1):
            at, cost = at + 1, cost + _NEXT
        elif root >= 0:
            at, cost = root, cost + _ROOT
        else:
            at = word.find(c, at + 1)
            cost += _INSIDE if n else _LATE
        if at < 0:
            break
        steps.append((cost, n + 1))
    return tuple(steps)


@lru_cache(maxsize=65536)
def _roots(word: str) -> tuple[int, ...]:
    """Where a part of a compound begins: after `electro` and `encephalo` in electroencephalogram."""
    roots = []
    at = 0
    while (prefix := _PREFIX.match(word, at)) and prefix.end() < len(word):
        at = prefix.end()
        roots.append(at)
    return tuple(roots)
