"""Modifiers of a disease: how severe, how long, how far, which type, and which of them exclude each other.

A modifier is a point in a family ("severe" in severity, "type 2" in type). Several of one family beside
one disease are alternatives ("moderate to severe"), so two sets contradict only if no alternative of the
one is possible with any of the other. "Non-severe" is the negated point, never the point itself.
"""

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from itertools import product
from typing import NamedTuple

from extractor.language.modifiers.words import (
    IMPLIED,
    INCOMPATIBLE,
    IRREGULAR,
    MARKER_NAMES,
    MARKER_STATES,
    NO_MODIFIER_BEFORE,
    NUMBERED,
    PHRASES,
    PLURAL_LOOKING,
)

_WORD = re.compile(r"([^\W_]+)")
_JOINED = re.compile(r"(?:type|stage|grade)(?=\d)", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_NUMERAL = re.compile(r"(iv|v|i{1,3}|[0-5])([abc][0-3]?)?", re.IGNORECASE)
_RANGE_GAPS = frozenset({"-", "–", "/", " - ", " – ", ", ", "/ ", " / "})
_JOINERS = frozenset({"to", "or", "and", "through"})
_SEPARATE = frozenset({"marker", "kind", "histology"})
_DASHES = frozenset("-‐‑‒–—−")
_SIGN = re.compile(r"([+\-‐‑‒–−])(?=$|[\s,)/;.+]|-[^\W_])(?!-\s)")
_CHANGES = frozenset({"mutation", "fusion", "rearrangement", "amplification", "translocation", "insertion"})


class Modifier(NamedTuple):
    """One modifier at `start`:`end` of its text: `value` of `family`, or everything but it if `negated`."""

    family: str
    value: str
    negated: bool
    start: int
    end: int

    @property
    def key(self) -> tuple[str, str, bool]:
        """What it says, wherever it stands."""
        return self.family, self.value, self.negated

    @property
    def dimension(self) -> tuple[str, str]:
        """Alternatives share it; each marker is its own (ER+ says nothing of HER2), each histology too."""
        return (self.family, self.value) if self.family in _SEPARATE else (self.family, "")


class Word(NamedTuple):
    """A folded word and where it stands."""

    text: str
    start: int
    end: int


_word = partial(tuple.__new__, Word)  # without the call of Word.__new__, which is made for every word of a text
_VOWELS = re.compile(r"ae|oe|our|is|disk")  # what a British spelling has
_SPELLING = (
    (re.compile(r"aemi"), "emi"),
    (re.compile(r"haem"), "hem"),
    (re.compile(r"^oe(?=d|s|str)|(?<=[^aeiou])oe(?=d[e]|ti|li|a$|al$)"), "e"),
    (re.compile(r"(?<=[pnhc])ae(?=[dcnst])"), "e"),
    (re.compile(r"our(?=$|s$)"), "or"),
    (re.compile(r"is(?=ed$|ation$)"), "iz"),
    (re.compile(r"^disk"), "disc"),
)
_PLURALS = (
    ("itides", "itis"), ("omata", "oma"), ("oses", "osis"), ("tases", "tasis"), ("pheses", "phesis"),
    ("ies", "y"), ("sses", "ss"), ("xes", "x"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word in lower case, American spelling and the singular; short capitals are no plurals (KRAS).

    >>> fold_word("Leukaemias"), fold_word("Tumours"), fold_word("metastases"), fold_word("diabetes")
    ('leukemia', 'tumor', 'metastasis', 'diabetes')
    """
    if word.isupper() and len(word) < 6:
        return word.lower()
    folded = IRREGULAR.get(word.lower()) or word.lower()
    for pattern, replacement in _SPELLING if _VOWELS.search(folded) else ():
        folded = pattern.sub(replacement, folded)
    if folded.endswith("ches") and not folded.endswith("aches"):
        return folded[:-2]
    if len(folded) < 4 or not folded.endswith("s") or folded in PLURAL_LOOKING:
        return folded.replace("omata", "oma")
    for ending, singular in _PLURALS:
        if folded.endswith(ending):
            return folded[: -len(ending)] + singular
    return folded if folded.endswith(("ss", "us", "is")) else folded[:-1]


_LEXICON: dict[str, list[tuple[tuple[str, ...], tuple[tuple[str, str, bool], ...]]]] = {}
for _phrase, _meanings in PHRASES.items():
    _words = tuple(fold_word(part) for part in _phrase.split())
    _LEXICON.setdefault(_words[0], []).append((_words, _meanings))
for _entries in _LEXICON.values():
    _entries.sort(key=lambda entry: -len(entry[0]))
_SINGLE = frozenset(_LEXICON)
_MARKERS: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _name, _short in sorted(MARKER_NAMES.items(), reverse=True):
    _MARKERS.setdefault(_name.split()[0], []).append((tuple(_name.split()), _short))
_CHANGED = frozenset(state for state, (changed, _) in MARKER_STATES.items() if changed)
_STARTERS = _SINGLE | frozenset(_MARKERS) | frozenset(NUMBERED) | _CHANGED
_NEGATIONS = frozenset({"non", "not"})
_LONG: dict[tuple[str, int], list[str]] = {}  # by their first letter and the lengths of what may misspell them
for _single in sorted(_SINGLE):
    if len(_single) > 5 and any(len(entry[0]) == 1 for entry in _LEXICON[_single]):
        for _length in range(len(_single) - 1, len(_single) + 2):
            _LONG.setdefault((_single[0], _length), []).append(_single)


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The folded words of text[start:end]; "nonsevere" and "type2" are two words, "Crohn's" one."""
    found: list[Word] = []
    parts = _WORD.split(text[start:end])
    stop = start
    for gap, raw in zip(parts[::2], parts[1::2], strict=False):
        at = stop + len(gap)
        stop = at + len(raw)
        first, second = parted(raw)
        if second:
            cut = at + len(first)
            found += (_word((first, at, cut)), _word((second, cut, stop)))
        elif raw in "sS" and found and gap in ("'", "’"):
            found[-1] = _word((found[-1].text, found[-1].start, stop))
        else:
            found.append(_word((first, at, stop)))
    return found


@lru_cache(maxsize=65536)
def parted(raw: str) -> tuple[str, str]:
    """A word, folded, as the two that it is made of; the second is empty where it is one."""
    if joined := _JOINED.match(raw):
        return joined[0].lower(), fold_word(raw[joined.end() :])
    word = fold_word(raw)
    return ("non", word[3:]) if word.startswith("non") and len(word) > 6 and word[3:] in _SINGLE else (word, "")


def within_one_edit(a: str, b: str) -> bool:
    """Equal, or one letter added, lost, changed or swapped with its neighbour."""
    if a == b or not -2 < len(a) - len(b) < 2:
        return a == b
    if len(a) > len(b):
        a, b = b, a
    at = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        at += 1
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])


@lru_cache(maxsize=16384)
def respelled(word: str) -> str:
    """The modifier that `word` misspells by one letter, else `word` ("chornic" gives "chronic")."""
    if word in _SINGLE or len(word) < 5:
        return word
    return next((known for known in _LONG.get((word[0], len(word)), ()) if within_one_edit(word, known)), word)


def parse_modifiers(text: str, *, start: int = 0, end: int | None = None, fuzzy: bool = False) -> set[Modifier]:
    """The modifiers in text[start:end], with offsets into `text`; `fuzzy` forgives one wrong letter.

    >>> sorted(m.key for m in parse_modifiers("moderate to severe, HER2-negative"))
    [('marker', 'her2', True), ('severity', 'moderate', False), ('severity', 'severe', False)]
    """
    return modifiers_among(text, words_of(text, start, end), fuzzy=fuzzy)


def modifiers_among(text: str, words: list[Word], *, fuzzy: bool = False) -> set[Modifier]:
    """The modifiers that `words` of `text` make."""
    if fuzzy:
        words = [word if respelled(word.text) == word.text else _right(word) for word in words]
    found: set[Modifier] = set()
    after, before = 0, ""
    for at, (word, start, _) in enumerate(words):
        if at >= after:
            begins = word in _STARTERS or before in _NEGATIONS
            step = _marker(text, words, at, found) if begins or text[start].isupper() else 0
            if begins and not step:
                step = _numbered(text, words, at, found) or _phrase_at(words, at, found)
            after = at + step
        before = word
    return found


def _right(word: Word) -> Word:
    return word._replace(text=respelled(word.text))


def _negation_before(words: list[Word], at: int) -> Word | None:
    before = words[at - 1] if at else None
    near = before is not None and before.text in _NEGATIONS and words[at].start - before.end < 2
    return before if near else None


def _phrase_at(words: list[Word], at: int, found: set[Modifier]) -> int:
    """Adds the modifiers whose words start here; gives how many words they took, 0 if none."""
    negation = _negation_before(words, at)
    for parts, meanings in _LEXICON.get(words[at].text, ()):
        after = at + len(parts)
        if tuple(word.text for word in words[at:after]) != parts:
            continue
        if after < len(words) and words[after].text in NO_MODIFIER_BEFORE.get(parts[-1], ()):
            return 0
        begin = negation.start if negation else words[at].start
        for family, value, negated in meanings:
            found.add(Modifier(family, value, negated != (negation is not None), begin, words[after - 1].end))
        return len(parts)
    if negation and negation.text == "non" and words[at].text.isalpha():
        found.add(Modifier("kind", words[at].text, True, negation.start, words[at].end))
        return 1
    return 0


def _numeral(word: str) -> str | None:
    match = _NUMERAL.fullmatch(word)
    return _ROMAN.get(match[1], match[1]) + (match[2] or "") if match else None


def _numbered(text: str, words: list[Word], at: int, found: set[Modifier]) -> int:
    """Adds "type 2", "stage IIIA-IV", "grade 1 or 2"; gives how many words they took, 0 if none."""
    family = words[at].text
    if family not in NUMBERED or (at and words[at - 1].text in {"receptor", "factor"}):
        return 0
    values: list[str] = []
    took, after, ranged = 1, at + 1, False
    while after < len(words) and after - at < 9:
        gap = text[words[after - 1].end : words[after].start]
        value = _numeral(words[after].text)
        if value is None and not values and family == "type" and words[after].text in {"a", "b"}:
            value = words[after].text
        if value is not None and (gap == " " or (not values and len(gap) < 2) or gap in _RANGE_GAPS):
            if ranged or gap.strip() in _DASHES:
                values += _between(values[-1], value) if values else []
            values.append(value)
            took, ranged = after - at + 1, False
        elif values and words[after].text in _JOINERS and gap == " ":
            ranged = words[after].text in {"to", "through"}
        else:
            break
        after += 1
    found.update(Modifier(family, value, False, words[at].start, words[at + took - 1].end) for value in values)
    return took if values else 0


def _between(low: str, high: str) -> list[str]:
    return [str(number) for number in range(int(low[0]) + 1, int(high[0]))] if (low + high)[0].isdigit() else []


def _marker(text: str, words: list[Word], at: int, found: set[Modifier]) -> int:
    """Adds "HER2-negative", "ER+", "EGFR mutation", "(Ph)-positive"; gives how many words they took, 0 if none."""
    name, size = _marker_name(text, words, at)
    if not name:
        return _marker_behind(text, words, at, found) if words[at].text in _CHANGED else 0
    last = words[at + size - 1]
    signed = _SIGN.match(text, last.end)
    if signed:
        found.add(Modifier("marker", name, signed[1] != "+", words[at].start, last.end + 1))
        return size
    follows = [word.text for word in words[at + size : at + size + 3]]
    changed = bool(follows) and follows[0] in _CHANGES
    skipped = int(changed or follows[:1] in (["status"], ["gene"]))
    state = MARKER_STATES.get(follows[skipped]) if len(follows) > skipped else None
    taken = skipped + bool(state) + (follows[skipped : skipped + 2] == ["wild", "type"])
    if not (state or changed) or words[at + size].start - last.end > 2:
        return 0
    genetic = changed or bool(state and state[0])
    value = f"{name} changed" if genetic else name
    found.add(Modifier("marker", value, bool(state and state[1]), words[at].start, words[at + size + taken - 1].end))
    return size + taken


def _marker_behind(text: str, words: list[Word], at: int, found: set[Modifier]) -> int:
    """Adds "wild-type KRAS", "mutant BRAF"; gives how many words they took, 0 if none."""
    first = at + 1 + int([word.text for word in words[at : at + 2]] == ["wild", "type"])
    name, size = _marker_name(text, words, first) if first < len(words) else ("", 0)
    if not name or words[first].start - words[first - 1].end > 1:
        return 0
    denied = MARKER_STATES[words[at].text][1]
    found.add(Modifier("marker", f"{name} changed", denied, words[at].start, words[first + size - 1].end))
    return first + size - at


def _marker_name(text: str, words: list[Word], at: int) -> tuple[str, int]:
    for parts, short in _MARKERS.get(words[at].text, ()):
        if tuple(word.text for word in words[at : at + len(parts)]) == parts:
            return short, len(parts)
    raw = text[words[at].start : words[at].end]
    coded = len(raw) > 1 and raw[0].isupper() and not raw[1:].islower()
    return (words[at].text, 1) if coded and not raw.isdigit() else ("", 0)


def _implies(a: Modifier, b: Modifier) -> bool:
    """Whoever is `a` is `b` too."""
    if a.family != b.family:
        return False
    if a.negated and b.negated:
        return a.value == b.value or a.value in IMPLIED.get((a.family, b.value), ())
    if b.negated:
        return not a.negated and _exclusive(a.family, a.value, b.value)
    if a.negated:
        return False
    inside = a.family in NUMBERED and a.value.startswith(b.value)
    return a.value == b.value or inside or b.value in IMPLIED.get((a.family, a.value), ())


def _exclusive(family: str, a: str, b: str) -> bool:
    if family in NUMBERED and a[0].isdigit() and b[0].isdigit():
        return not (a.startswith(b) or b.startswith(a))
    if family in {"type", "lineage"} and a != b:
        return a[0].isdigit() == b[0].isdigit()
    return frozenset({a, b}) in INCOMPATIBLE.get(family, ())


def _opposed(a: Modifier, b: Modifier) -> bool:
    """Nobody is both."""
    if a.dimension != b.dimension or (a.negated and b.negated):
        return False
    if a.negated or b.negated:
        point, hole = (b, a) if a.negated else (a, b)
        return point.value == hole.value or _implies(point, Modifier(hole.family, hole.value, False, 0, 0))
    return _exclusive(a.family, a.value, b.value)


def contradicts(a: Iterable[Modifier], b: Iterable[Modifier]) -> tuple[Modifier, Modifier] | None:
    """The pair, one of each, for which no disease can have both sets; None if some reading fits both.

    "Moderate to severe" does not contradict "moderate"; it contradicts "mild". "Locally advanced or
    metastatic" contradicts "locally advanced or non-metastatic", which denies one of its readings.
    """
    left, right = sorted(a, key=_order), sorted(b, key=_order)
    for dimension in dict.fromkeys(modifier.dimension for modifier in left):
        mine = [modifier for modifier in left if modifier.dimension == dimension]
        theirs = [modifier for modifier in right if modifier.dimension == dimension]
        opposed = [pair for pair in product(mine, theirs) if _opposed(*pair)]
        if opposed and len(opposed) == len(mine) * len(theirs):
            return opposed[0]
        for x, y in opposed:
            if x.negated == y.negated or x.value != y.value:
                continue
            if any(m.key == x.key for m in theirs) or any(m.key == y.key for m in mine):
                continue  # "controlled or uncontrolled" is all there is
            others = [(m, y) for m in mine] if x.negated else [(x, m) for m in theirs]
            if all(_opposed(*pair) for pair in others):
                return x, y
    return None


def _order(modifier: Modifier) -> tuple[int, int, str]:
    return modifier.start, modifier.end, modifier.value


def covers(wide: Iterable[Modifier], narrow: Iterable[Modifier]) -> bool:
    """Every reading of `narrow` lies within `wide`: "severe" covers "very severe" and "severe chronic"."""
    wide, narrow = list(wide), list(narrow)
    for dimension in {modifier.dimension for modifier in wide}:
        allowed = [modifier for modifier in wide if modifier.dimension == dimension]
        asked = [modifier for modifier in narrow if modifier.dimension == dimension]
        if not asked or not all(any(_implies(one, other) for other in allowed) for one in asked):
            return False
    return True
