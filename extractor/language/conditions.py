"""Phrases that name a disease, and how two of them relate: the same, covered, contradicted, merely akin.

A phrase is a head with its modifiers ("Non-Severe Aplastic Anemia": "aplastic anemia", not severe).
No dictionary: head nouns, endings (-itis, -emia, -pathy ...) and the words before them make a phrase.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractor.language import modifiers
from extractor.language.condition_words import (
    CANCER,
    COMMON,
    FIELDS,
    GENERIC,
    KNOWN_ABBREVIATIONS,
    NAME_WORDS,
    NOT_CONDITION_BEFORE,
    PARENTS,
    REAL_PAIRS,
    SAME_PHRASE,
    SAME_WORD,
    STOP,
    WEAK_HEADS,
    is_head,
)
from extractor.language.modifiers import Modifier, Word, fold_word, parse_modifiers, within_one_edit, words_of

_NOTHING: Mapping[str, str] = {}
_FILLER = frozenset("of the a an in with to and or due by for on at from non s as other unspecified not elsewhere".split())
_JOINERS = frozenset({"and", "or", "to", "as", "well"})
_PAIRS = frozenset({("head", "neck"), ("ear", "nose"), ("hand", "foot"), ("lip", "palate"), ("nausea", "vomiting")})
_OF_HEADS = CANCER | GENERIC | frozenset(
    "fracture infection injury stenosis inflammation complication degeneration metastasis dysfunction failure lesion".split()
)
_SPINE = frozenset(
    "disc spine spinal radiculopathy spondylosis spondylolisthesis myelopathy herniation vertebra vertebral stenosis "
    "spondylotic intervertebral fusion degeneration discopathy".split()
)
_INFECTIONS = frozenset("hiv covid influenza malaria tuberculosis hepatitis sepsis pneumonia".split())
_GAPS = frozenset({"", " ", "-", "‐", "‑", "–", "/", "  ", "\u00a0", "'s "})
_LIST_GAPS = frozenset({", ", ",", " / ", "/ ", " & ", ")-", ") ", "), ", " (", "+ ", "+, ", "+/", "- ", "-/", "-, "})
_ASIDE = re.compile(r"[ \t]{0,3}[(\[]([^()\[\]]{1,60})[)\]]")
_PLAIN_BEFORE = frozenset(
    "patient participant subject people person individual adult child man woman those the a an all any with who have has had "
    "having suffering from suffer of diagnosis diagnosed known confirmed clinical presence or and is are as history "
    "histologically cytologically pathologically documented proven established previous prior current currently past "
    "being been exclusion criteria excluded exclude e g".split()
)
_PLAIN_AFTER = frozenset(
    "patient participant subject adult child case are is excluded confirmed diagnosis diagnosed by or and histology cytology "
    "histopathology pathology will be not eligible as known documented in present the history of".split()
)
_REACH = 12
_UNKNOWN = 4
_TAIL = 5


@dataclass(frozen=True, slots=True)
class ConditionPhrase:
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
    longs = _long_forms(expansions)
    words = words_of(text)
    found: list[ConditionPhrase] = []
    floor = 0
    for at, word in enumerate(words):
        if at < floor or not (is_head(word.text) or _abbreviated(text, word, longs)) or _no_condition(text, words, at):
            continue
        while at + 1 < len(words) and _continues(text, words, at, longs):
            at += 1
        first = _first_word(text, words, at, floor)
        last = _last_word(text, words, at)
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
    longs = _long_forms(expansions)
    words = words_of(text)
    outer = [word for word in words if not any(a.start() <= word.start < a.end() for a in _ASIDE.finditer(text))]
    if not any(is_head(word.text) or _abbreviated(text, word, longs) for word in outer):
        outer = words
    phrase = _phrase(text, outer, longs) if outer else ConditionPhrase(0, 0, "", "", "", frozenset())
    start = len(text) - len(text.lstrip())
    whole = text.strip()
    name = _natural_order(phrase.name if len(outer) == len(words) else _ASIDE.sub("", whole))
    head = phrase.head or " ".join(_fold_head(word.text for word in words))
    return ConditionPhrase(start, start + len(whole), whole, name, head, phrase.modifiers)


def related(a: ConditionPhrase, b: ConditionPhrase) -> bool:
    """The two have something to do with each other: a shared word or synonym, an umbrella, a field.

    "Cancer" is related to any cancer, "lung cancer" not to "breast cancer". Meant for silence: true
    says only that no reader would wonder why both stand in one record.
    """
    ours, theirs = _content(a), _content(b)
    if same_disease(a, b) or not ours or not theirs:
        return True
    if ours <= _widened(theirs) or theirs <= _widened(ours):
        return True
    if any(ours & field and theirs & field for field in FIELDS):
        return True
    specific = (ours - COMMON, theirs - COMMON)
    return any(_akin(x, y) for x in specific[0] for y in specific[1])


def same_disease(a: ConditionPhrase, b: ConditionPhrase) -> bool:
    """The same head, whatever the modifiers: "severe asthma" and "mild asthma" are, NSCLC and SCLC are."""
    ours, theirs = _identity(a.head), _identity(b.head)
    if not ours or ours <= GENERIC or len(ours) != len(theirs):
        return False
    return ours == theirs or all(any(_spelled_alike(x, y) for y in theirs) for x in ours)


def contradiction(a: ConditionPhrase, b: ConditionPhrase) -> tuple[Modifier, Modifier] | None:
    """The two modifiers for which nobody has both diseases; None for different or compatible ones.

    >>> pair = contradiction(parse_condition("Severe Asthma"), parse_condition("non-severe asthma"))
    >>> pair[0].value, pair[1].negated
    ('severe', True)
    """
    if same_disease(a, b):
        return modifiers.contradicts(a.modifiers, b.modifiers)
    return _kind_denied(a, b) or _kind_denied(b, a, turned=True)


def covers(exclusion: ConditionPhrase, target: ConditionPhrase) -> bool:
    """Everyone who has `target` has `exclusion` too: the same disease, and nothing that narrows it.

    "AML" covers "relapsed AML", "recurrent AML" does not cover "AML".
    """
    return same_disease(exclusion, target) and modifiers.covers(exclusion.modifiers, target.modifiers)


def _kind_denied(a: ConditionPhrase, b: ConditionPhrase, *, turned: bool = False) -> tuple[Modifier, Modifier] | None:
    """ "Non-Hodgkin lymphoma" against "Hodgkin lymphoma": the one denies a word of the other's head."""
    for denied in a.modifiers:
        word = SAME_WORD.get(denied.value, denied.value)
        if denied.family != "kind" or word not in b.head.split():
            continue
        if _identity(a.head) == _identity(b.head) - {word}:
            point = Modifier("kind", denied.value, False, b.start, b.end)
            return (point, denied) if turned else (denied, point)
    return None


def _long_forms(expansions: Mapping[str, str]) -> dict[str, str]:
    """The abbreviations that stand for a disease, those of the document before the well-known ones."""
    longs = {short: long for short, long in KNOWN_ABBREVIATIONS.items() if short not in expansions}
    for short, long in expansions.items():
        if any(is_head(word.text) for word in words_of(long)):
            longs[short] = long
    return longs


def _abbreviated(text: str, word: Word, longs: Mapping[str, str]) -> str | None:
    raw = text[word.start : word.end]
    if len(raw) < 2 or raw[1:] == raw[1:].lower():
        return None
    return longs.get(raw) or longs.get(raw.removesuffix("s"))


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
    """How far to the left of its head a phrase reaches."""
    low = max(floor, at - _REACH)
    marks = parse_modifiers(text, start=words[low].start, end=words[at].start, fuzzy=True)
    covered = {i for i in range(low, at) if any(m.start <= words[i].start and words[i].end <= m.end for m in marks)}
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
        elif unknown == _UNKNOWN or _ends_phrase(text, words[i]):
            break
        else:
            unknown, first = unknown + 1, i
        i -= 1
    return first


def _ends_phrase(text: str, word: Word) -> bool:
    """Whether a word to the left of a disease is no part of its name."""
    raw = text[word.start : word.end]
    coded = len(raw) > 1 and (raw[1:] != raw[1:].lower() or raw.isdigit() or raw[-1].isdigit())
    shouted = raw.isupper() and len(raw) > 5 and raw.isalpha()
    verbal = len(raw) > 5 and raw.endswith(("ly", "ing", "ed")) and word.text not in NAME_WORDS
    return word.text in STOP or (coded and not shouted) or verbal


def _last_word(text: str, words: list[Word], at: int) -> int:
    """How far to the right: "of the breast", "type 2", "stage IV", "in relapse", "B" of hepatitis B."""
    last = at
    if words[at].text == "hepatitis" and at + 1 < len(words) and re.fullmatch(r"[a-e]", words[at + 1].text):
        last += 1
    elif words[at].text in _OF_HEADS and at + 2 < len(words) and words[at + 1].text == "of":
        last = _tail(text, words, at)
    elif words[at].text == "covid" and at + 1 < len(words) and words[at + 1].text == "19":
        last += 1
    if last + 1 < len(words) and text[words[last].end : words[last + 1].start] in {" ", ", ", "-", ","}:
        follows = words[last + 1 : last + 8]
        if follows[0].text in {"type", "stage", "grade"} or [word.text for word in follows[:2]] == ["in", "relapse"]:
            marks = parse_modifiers(text, start=follows[0].start, end=follows[-1].end)
            stop = max((m.end for m in marks if m.start == follows[0].start), default=0)
            last += sum(word.end <= stop for word in follows)
    return last


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
        elif _ends_phrase(text, words[i]) or is_head(word):
            break
        else:
            last = i
        i += 1
    return last


def _phrase(text: str, words: list[Word], longs: Mapping[str, str]) -> ConditionPhrase:
    start, end = words[0].start, words[-1].end
    if text[start:end].count(")") > text[start:end].count("(") and text[start - 1 : start] == "(":
        start -= 1
    marks = {
        mark for mark in parse_modifiers(text, start=start, end=end, fuzzy=True) if _within(mark, words)
    }
    head: list[str] = []
    name, told = "", start
    for word in words:
        long = _abbreviated(text, word, longs)
        if any(mark.start <= word.start and word.end <= mark.end for mark in marks):
            continue
        if long is None:
            head.append(word.text)
            continue
        inner = _phrase(long, words_of(long), _NOTHING)
        marks |= {Modifier(m.family, m.value, m.negated, word.start, word.end) for m in inner.modifiers}
        head += inner.head.split()
        name, told = name + text[told : word.start] + long, word.end
    return _settled(start, end, text, name + text[told:end], head, marks)


def _within(mark: Modifier, words: list[Word]) -> bool:
    return any(mark.start <= word.start < mark.end for word in words)


def _settled(
    start: int, end: int, text: str, name: str, head: list[str], marks: set[Modifier]
) -> ConditionPhrase:
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


@lru_cache(maxsize=65536)
def _identity(head: str) -> frozenset[str]:
    """The words that make it this disease: without "disease" where others say which."""
    words = frozenset(head.split())
    named = words - GENERIC
    if named & _INFECTIONS:
        named -= {"infection", "virus"}
    return named or words


def _content(phrase: ConditionPhrase) -> frozenset[str]:
    """What a phrase is about: its head, its site, and "cancer" for any -oma."""
    words = set(phrase.head.split()) - GENERIC - _FILLER
    words |= {mark.value for mark in phrase.modifiers if mark.family == "spine"}
    if any(mark.value == "metastatic" for mark in phrase.modifiers):
        words.add("cancer")
    return frozenset(words)


@lru_cache(maxsize=65536)
def _widened(words: frozenset[str]) -> frozenset[str]:
    """With the umbrellas of each word."""
    wide = set(words)
    for word in words:
        wide |= set(PARENTS.get(word, ()))
        if word.endswith(("oma", "blastoma")) and word not in {"glaucoma", "hematoma", "trachoma", "coma", "granuloma"}:
            wide |= {"cancer", "solid", "lymphoma"} if word.endswith("lymphoma") else {"cancer", "solid"}
    if "cancer" in wide:
        wide |= {"solid", "advanced", "metastasis"}
    return frozenset(wide)


def _akin(a: str, b: str) -> bool:
    """One stem, or one word misspelt."""
    if a == b or _spelled_alike(a, b):
        return True
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= 5 and shared >= 0.7 * min(len(a), len(b)) and shared >= 0.5 * max(len(a), len(b))


def _spelled_alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 6 and a[0] == b[0] and within_one_edit(a, b) and frozenset({a, b}) not in REAL_PAIRS)


def _meaningful(phrase: ConditionPhrase) -> bool:
    words = frozenset(phrase.head.split())
    return bool(words) and not words <= (GENERIC | WEAK_HEADS)


def _natural_order(name: str) -> str:
    first, *rest = [part.strip() for part in name.split(",")]
    heads = [any(is_head(word.text) for word in words_of(part)) for part in (first, *rest)]
    turned = all(part and not part.lower().startswith(("in ", "with ", "due ", "and ", "or ")) for part in rest)
    return " ".join([*reversed(rest), first]) if rest and heads[0] and not any(heads[1:]) and turned else name


def narrowed(text: str, phrase: ConditionPhrase) -> bool:
    """Whether the words round a disease in its sentence make it a narrower or another one.

    "Other types of leukemia", "AML after prior study drug", "asthma requiring intubation" are; the whole
    of a criterion such as "Patients with asthma" is not.
    """
    before = [word.text for word in words_of(text, max(0, phrase.start - 120), phrase.start)]
    after = [word.text for word in words_of(text, phrase.end, min(len(text), phrase.end + 160))]
    return not ({word for word in before if not word.isdigit()} <= _PLAIN_BEFORE and set(after) <= _PLAIN_AFTER)


def named_in(phrase: ConditionPhrase, text: str) -> bool:
    """Whether a content word of the disease, or its stem, stands anywhere in `text`."""
    content = _content(phrase) - COMMON
    return any(_akin(word, SAME_WORD.get(other, other)) for other in _vocabulary(text) for word in content)


@lru_cache(maxsize=64)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(word.text for word in words_of(text))
