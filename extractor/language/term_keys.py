"""What is left of a medical term when spelling, number, order and small words do not count: its key.

"Anemia, Aplastic", "aplastic anaemias" and "Aplastic Anemia" have one key, "non-small cell lung cancer" and
"small cell lung cancer" have two: a negating prefix stays on its word. The tables of `en_trial_concepts` hold
these keys, so what changes here asks for `models/scripts/concepts.py` to be run again (a test says so).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from extractor.language.conditions.words import GENERIC
from extractor.language.modifiers import fold_word

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "κ": "kappa", "λ": "lambda",
    "μ": "mu", "µ": "mu", "ω": "omega",
}  # fmt: skip
_GREEK_LETTER = re.compile("[" + "".join(_GREEK) + "]")
_POSSESSIVE = re.compile(r"(?<=\w)['’`´]s\b|['’`´]")
_WORD = re.compile(r"(?i:type|stage|grade)(?=\d)|[^\W_]+")
_SMALL = frozenset("of the an and in with to due by for from or on at as s".split())
_ROMAN = {
    "ii": "2", "iii": "3", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12", "xiii": "13",
}  # fmt: skip
_ROMAN_AFTER = {"i": "1", "iv": "4", "v": "5", "x": "10"}
_NUMBERED = frozenset("type stage grade class factor phase bipolar htlv".split())
_PREFIXES = frozenset(
    "non anti post pre neuro gastro micro hyper hypo inter intra sub multi cardio cerebro broncho immuno osteo "
    "myo pseudo auto endo peri para poly mono thrombo trans un".split()
)
_SAME = {
    word: meaning
    for meaning, words in {
        "neoplasm": "cancer tumor malignancy neoplasia", "kidney": "renal", "liver": "hepatic", "lung": "pulmonary",
        "heart": "cardiac", "stomach": "gastric", "prostate": "prostatic", "pancreas": "pancreatic",
        "ovary": "ovarian", "breast": "mammary", "esophagus": "esophageal", "bowel": "intestine intestinal",
        "colon": "colonic", "bladder": "vesical", "endometrium": "endometrial", "uterus": "uterine",
        "testis": "testicular", "disc": "disk", "herniation": "herniated", "degeneration": "degenerative",
        "bile": "biliary", "eye": "ocular", "nasopharynx": "nasopharyngeal",
        "insomnia": "insomniac", "asthma": "asthmatic", "hemorrhage": "bleeding", "spinal": "spine",
        "headache": "cephalgia cephalalgia", "diabetes": "diabetic", "obesity": "obese", "epilepsy": "epileptic",
        "autism": "autistic", "suicide": "suicidal",
    }.items()
    for word in words.split()
}  # fmt: skip


def term_words(text: str) -> list[str]:
    """The words of a term, folded, in order; a prefix written apart is put to its word.

    >>> term_words("Crohn's disease, type II"), term_words("Non-small Cell Lung Cancers")
    (['crohn', 'disease', 'type', '2'], ['nonsmall', 'cell', 'lung', 'neoplasm'])
    """
    return list(_term_words(text))


@lru_cache(maxsize=4096)
def _term_words(text: str) -> tuple[str, ...]:
    found: list[str] = []
    prefix = ""
    for raw in _WORD.findall(_plain(text)):
        if raw.lower() in _SMALL:
            continue
        if raw.lower() in _PREFIXES and not prefix:
            prefix = raw.lower()
            continue
        before = found[-1] if found else ""
        found.append(_folded(prefix + raw if prefix else raw, before))
        prefix = ""
    return (*found, prefix) if prefix else tuple(found)


def key_of(words: Iterable[str]) -> str:
    """The key of folded words: each once, sorted."""
    return " ".join(sorted(set(words)))


def telling(words: Iterable[str]) -> list[str]:
    """Without the words that say only that it is a disease; all of them where nothing else is said.

    >>> telling(["crohn", "disease"]), telling(["syndrome"])
    (['crohn'], ['syndrome'])
    """
    words = list(words)
    return [word for word in words if word not in GENERIC] or words


@lru_cache(maxsize=65536)
def term_key(text: str) -> str:
    """The key of a term.

    >>> term_key("Anaemia, Aplastic") == term_key("aplastic anemias")
    True
    """
    return key_of(term_words(text))


def _plain(text: str) -> str:
    """Without accents, Greek letters and possessives."""
    if text.isascii():
        return _POSSESSIVE.sub("", text) if "'" in text or "`" in text else text
    text = _GREEK_LETTER.sub(lambda letter: _GREEK[letter[0]], text.replace("ß", "ss"))
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _POSSESSIVE.sub("", bare)


def _folded(raw: str, before: str) -> str:
    lower = raw.lower()
    if lower in _ROMAN:
        return _ROMAN[lower]
    if lower in _ROMAN_AFTER and before in _NUMBERED:
        return _ROMAN_AFTER[lower]
    word = fold_word(lower)
    return _SAME.get(word, word)
