"""Phrases that name a disease, found without a dictionary.

Head nouns ("cancer", "failure"), endings (-itis, -emia, -pathy ...) and the words before them make a phrase;
its modifiers ("severe", "type 2") are taken apart from its head.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from extractor.language.conditions.synonyms import KNOWN_ABBREVIATIONS, SAME_PHRASE, SAME_WORD
from extractor.language.conditions.words import (
    CANCER,
    GENERIC,
    LATIN_TAILS,
    NAME_WORDS,
    NOT_CONDITION_BEFORE,
    PERSON_ADJECTIVES,
    PERSONS,
    SLIPPED,
    STOP,
    WEAK_HEADS,
    is_head,
)
from extractor.language.modifiers import Modifier, Word, modifiers_among, words_of
from extractor.language.modifiers.words import NUMBERED

_NOTHING: Mapping[str, str] = {}
_FILLER = frozenset("of the a an in with to and or due by for on at from non s as other unspecified not".split())
_JOINERS = frozenset({"and", "or", "to", "as", "well"})
_PAIRS = frozenset({("head", "neck"), ("ear", "nose"), ("hand", "foot"), ("lip", "palate"), ("nausea", "vomiting")})
_OF_HEADS = (
    CANCER
    | GENERIC
    | frozenset(
        "fracture infection injury stenosis inflammation complication degeneration metastasis dysfunction "
        "lesion".split()
    )
)
_SPINE = frozenset(
    "disc spine spinal radiculopathy spondylosis spondylolisthesis myelopathy herniation vertebra vertebral stenosis "
    "spondylotic intervertebral fusion degeneration discopathy".split()
)
_GAPS = frozenset({"", " ", "-", "‐", "‑", "–", "/", "  ", "\u00a0", "'s "})
_LIST_GAPS = frozenset({", ", ",", " / ", "/ ", " & ", ")-", ") ", "), ", " (", "+ ", "+, ", "+/", "- ", "-/", "-, "})
_ASIDE = re.compile(r"[ \t]{0,3}[(\[]([^()\[\]]{1,60})[)\]]")
_REACH = 12
_UNKNOWN = 4
_TAIL = 5


class ConditionPhrase(NamedTuple):
    """A disease at `start`:`end` of its text.

    `name` has abbreviations resolved; `head` is the disease without its modifiers, in folded words
    ("aplastic anemia", "lung cancer"), in the order of the name.
    """

    start: int
    end: int
    text: str
    name: str
    head: str
    modifiers: frozenset[Modifier]


def find_conditions(text: str, *, expansions: Mapping[str, str] = _NOTHING) -> list[ConditionPhrase]:
    """The diseases named in running text, in order, none inside another.

    `expansions` maps the abbreviations of the document to their long forms.

    >>> [(p.name, p.head) for p in find_conditions("Child SAA", expansions={"SAA": "Severe Aplastic Anemia"})]
    [('Child Severe Aplastic Anemia', 'aplastic anemia')]
    """
    longs = long_forms(tuple(expansions.items()))
    words = words_of(text)
    found: list[ConditionPhrase] = []
    floor = 0
    for at in _disease_words(text, words, longs):
        if at < floor or _no_condition(text, words, at):
            continue
        head = at
        while head + 1 < len(words) and head - at < _TAIL and _continues(text, words, head, longs):
            head += 1
        first = _first_word(text, words, head, floor)
        last = _last_word(text, words, head)
        floor = last + 1
        phrase = _phrase(text, words[first : last + 1], longs)
        repeated = found and text[found[-1].end : phrase.start] in {" (", "("} and phrase.head == found[-1].head
        if _meaningful(phrase) and not repeated:
            found.append(phrase)
    return found


def parse_condition(text: str, *, expansions: Mapping[str, str] = _NOTHING) -> ConditionPhrase:
    """A string that is a condition as a whole, such as a registered one; inverted forms are turned round.

    >>> parse_condition("Anemia, Aplastic").name, parse_condition("Diabetes Mellitus, Type 2").head
    ('Aplastic Anemia', 'diabetes mellitus')
    """
    longs = long_forms(tuple(expansions.items()))
    words = words_of(text)
    bare = _ASIDE.sub(lambda aside: " " * len(aside[0]), text)
    outer = words if bare == text else words_of(bare)
    if not any(is_head(word.text) or _abbreviated(text, word, longs) for word in outer):
        outer = words
    phrase = _phrase(text, outer, longs) if outer else ConditionPhrase(0, 0, "", "", "", frozenset())
    start = len(text) - len(text.lstrip())
    whole = text.strip()
    name = _natural_order(phrase.name if len(outer) == len(words) else _ASIDE.sub("", whole))
    head = phrase.head or " ".join(_fold_head(word.text for word in words))
    return ConditionPhrase(start, start + len(whole), whole, name, head, phrase.modifiers)


# The texts of a document share its abbreviations.
@lru_cache(maxsize=16)
def long_forms(expansions: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The abbreviations that stand for a disease, and their plurals; those of the document before the well-known."""
    longs = dict(KNOWN_ABBREVIATIONS)
    for short, long in expansions:
        longs.pop(short, None)
        if short[1:] != short[1:].lower() and _ends_in_disease([word.text for word in words_of(long)]):
            longs[short] = long
    return {f"{short}s": long for short, long in longs.items()} | longs


def _ends_in_disease(words: list[str]) -> bool:
    """ "Hepatitis B virus" and "cancer of the breast" do, "fast relief of asthma by steam treatment" does not."""
    at = max((i for i, word in enumerate(words) if is_head(word)), default=-1)
    if at < 0:
        return False
    tail = words[at + 1 :]
    return not tail or tail[-1] in LATIN_TAILS | {"virus"} or len(tail[-1]) < 3 or tail[0] in {"of", "with", "in"}


def _abbreviated(text: str, word: Word, longs: Mapping[str, str]) -> str | None:
    return longs.get(text[word.start : word.end])


def _disease_words(text: str, words: list[Word], longs: Mapping[str, str]) -> list[int]:
    """The words that name a disease, by their place among the words."""
    return [
        at
        for at, (word, start, end) in enumerate(words)
        if is_head(word)
        or text[start:end] in longs
        or (word in PERSON_ADJECTIVES and (at + 1 == len(words) or words[at + 1].text in PERSONS))
        or (word == "disc" and any(before.text in SLIPPED for before in words[max(0, at - 2) : at]))
    ]


def _no_condition(text: str, words: list[Word], at: int) -> bool:
    """ "Cancer" in "National Cancer Institute" or "anti-cancer" is none."""
    follows = words[at + 1].text if at + 1 < len(words) else ""
    before = words[at - 1] if at else None
    return follows in NOT_CONDITION_BEFORE or (
        before is not None and before.text == "anti" and words[at].start - before.end < 2
    )


def _continues(text: str, words: list[Word], at: int, longs: Mapping[str, str]) -> bool:
    follows = words[at + 1]
    return text[words[at].end : follows.start] in {" ", "-"} and (
        is_head(follows.text) or _abbreviated(text, follows, longs) is not None
    )


def _first_word(text: str, words: list[Word], at: int, floor: int) -> int:
    """How far to the left of its head a phrase reaches; a lone word in brackets, "(HFrEF)", is one by itself."""
    if at and text[words[at].start - 1] == "(" and text[words[at].end : words[at].end + 1] == ")":
        return at
    low = max(floor, at - _REACH)
    marks = modifiers_among(text, words[low:at], fuzzy=True)
    covered = {i for m in marks for i in range(low, at) if m.start <= words[i].start and words[i].end <= m.end}
    first, unknown, i = at, 0, at - 1
    while i >= low:
        word, gap = words[i].text, text[words[i].end : words[i + 1].start]
        listed = gap in _LIST_GAPS and i in covered
        if gap not in _GAPS and not listed:
            break
        if i in covered:
            first = i
        elif word in _JOINERS:
            if not (i > low and ({i - 1, i + 1} <= covered or (words[i - 1].text, words[i + 1].text) in _PAIRS)):
                break
        elif unknown == _UNKNOWN or (_ends_phrase(text, words[i]) and not _bound(text, words, i)):
            break
        else:
            unknown, first = unknown + 1, i
        i -= 1
    return first


def _bound(text: str, words: list[Word], at: int) -> bool:
    """A word that belongs to the name though it may stand elsewhere: "graft versus host", "alcohol use disorder"."""
    if words[at].text == "use":
        return words[at + 1].text == "disorder"
    if words[at].text in {"versus", "vs"} and at:
        return (words[at - 1].text, words[at + 1].text) == ("graft", "host")
    if words[at].text not in STOP or not at:
        return False
    return {text[words[at - 1].end : words[at].start], text[words[at].end : words[at + 1].start]} == {"-"}


def _ends_phrase(text: str, word: Word) -> bool:
    """Whether a word to the left of a disease is no part of its name."""
    raw = text[word.start : word.end]
    coded = len(raw) > 1 and (raw[1:] != raw[1:].lower() or raw.isdigit() or raw[-1].isdigit())
    shouted = raw.isupper() and len(raw) > 5 and raw.isalpha()
    verbal = len(raw) > 5 and raw.endswith(("ly", "ing", "ed")) and word.text not in NAME_WORDS
    return word.text in STOP or (coded and not shouted) or verbal


def _last_word(text: str, words: list[Word], at: int) -> int:
    """How far to the right: "of the breast", "type 2", "stage IV", "in relapse", "B" of hepatitis B."""
    last, pair = at, (words[at].text, words[at + 1].text if at + 1 < len(words) else "")
    if pair[1] == "of" and pair[0] in _OF_HEADS:
        last = _tail(text, words, at)
    elif pair[1] in LATIN_TAILS or pair == ("covid", "19") or (pair[0] == "hepatitis" and pair[1] in set("abcde")):
        last += 1
    if last + 1 < len(words) and text[words[last].end : words[last + 1].start] in {" ", ", ", "-", ","}:
        follows = words[last + 1 : last + 8]
        if follows[0].text in NUMBERED or [word.text for word in follows[:2]] == ["in", "relapse"]:
            marks = modifiers_among(text, follows)
            stop = max((m.end for m in marks if m.start == follows[0].start), default=0)
            last += sum(word.end <= stop for word in follows)
    return last


# "Diabetes of duration < 6 years" is no site.
_NO_SITES = frozenset("duration onset severity recent new".split())


def _tail(text: str, words: list[Word], at: int) -> int:
    last, i = at, at + 2
    while i < min(len(words), at + 2 + _TAIL):
        gap = text[words[i - 1].end : words[i].start]
        word = words[i].text
        if gap not in _GAPS:
            break
        if word in {"the", "and"}:
            if word == "and" and (words[i - 1].text, words[min(i + 1, len(words) - 1)].text) not in _PAIRS:
                break
        elif _ends_phrase(text, words[i]) or is_head(word) or word in _NO_SITES:
            break
        else:
            last = i
        i += 1
    return last


def _phrase(text: str, words: list[Word], longs: Mapping[str, str]) -> ConditionPhrase:
    start, end = words[0].start, words[-1].end
    if text[start:end].count(")") > text[start:end].count("(") and text[start - 1 : start] == "(":
        start -= 1
    marks = modifiers_among(text, words, fuzzy=True)
    covered = {at for mark in marks for at in range(mark.start, mark.end)}
    head: list[str] = []
    name, told = "", start
    for word in words:
        long = _abbreviated(text, word, longs)
        if word.start in covered:
            continue
        if long is None:
            head.append(word.text)
            continue
        inner = _phrase(long, words_of(long), _NOTHING)
        marks |= {Modifier(m.family, m.value, m.negated, word.start, word.end) for m in inner.modifiers}
        head += inner.head.split()
        name, told = name + text[told : word.start] + long, word.end
    return _settled(start, end, text, name + text[told:end], head, marks)


def _settled(start: int, end: int, text: str, name: str, head: list[str], marks: set[Modifier]) -> ConditionPhrase:
    """Gives back to the head what is no modifier beside this one: cervical of the uterus, a lone "acute"."""
    kept = set(marks)
    for mark in marks:
        if mark.family == "spine" and mark.value in {"cervical", "thoracic"} and not _SPINE & set(head):
            kept.discard(mark)
            head = [mark.value, *head]
        if mark.family == "growth" and mark.value == "malignant" and CANCER & set(head):
            kept.discard(mark)
    return ConditionPhrase(start, end, text[start:end], name, " ".join(_fold_head(head)), frozenset(kept))


def _fold_head(words: Iterable[str]) -> list[str]:
    """Content words with synonyms made one, each once."""
    folded = [SAME_WORD.get(word, word) for word in words if word not in _FILLER]
    i = 0
    while i < len(folded):
        for size in (4, 3, 2):
            meaning = SAME_PHRASE.get(tuple(folded[i : i + size]))
            if meaning:
                folded[i : i + size] = meaning
        i += 1
    return list(dict.fromkeys(folded))


def _meaningful(phrase: ConditionPhrase) -> bool:
    words = frozenset(phrase.head.split())
    return bool(words) and not words <= (GENERIC | WEAK_HEADS)


def _natural_order(name: str) -> str:
    """The commas of an inverted form undone: "Leukemia, Myeloid, Acute" is "Acute Myeloid Leukemia"."""
    first, *rest = [part.strip() for part in name.split(",")]
    if not 0 < len(rest) < 5:
        return name
    heads = [any(is_head(word.text) for word in words_of(part)) for part in (first, *rest)]
    turned = all(part and not part.lower().startswith(("in ", "with ", "due ", "and ", "or ")) for part in rest)
    return " ".join([*reversed(rest), first]) if heads[0] and not any(heads[1:]) and turned else name
