"""Whether a description speaks of the thing that it stands under, and what it leaves open."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractor.language.modifiers import within_one_edit

_WORD: Final = re.compile(r"[A-Za-z0-9][\w-]*[A-Za-z0-9]")
_GENERIC: Final = re.compile(
    r"(?i)^(?:placebos?|controls?|groups?|arms?|treatments?|therap\w+|drugs?|dos\w+|standard|care|surg\w+"
    r"|injections?|infusions?|tablets?|capsules?|oral|intravenous"
    r"|low|high|with|without|and|plus|usual|active|sham|study|experimental|comparator|chemo\w*|radi\w+|exercis\w+"
    r"|programs?|programmes?|training|interventions?"
    r"|applications?|devices?|tests?|combination|combined|conventional|routine|single|multiple|daily|weekly"
    r"|patients?|adjuvant|solution|techniques?|methods?"
    r"|physical|physiotherapy|education\w*|digital|mobile|based|level|phase|cohort|part|monotherapy|hydrochloride"
    r"|sodium|acid|best|supportive|only|saline|water"
    r"|medical|procedure\w*|system|session\w*|first|second|line|matching|from|into|using|versus|acute|chronic|pain"
    r"|disease|cancer|block|cells?|virus|vaccin\w+"
    r"|human|recombinant|type|other|new|non|questionnaires?|monitor\w*|biologic\w*|analys\w+|ratio|pharmaco\w*"
    r"|glucose|blood|samples?|sampling|imaging|lumbar|cervical|spinal|anterior|posterior|local|group|early|late)$"
)
_CONTRAST: Final = re.compile(
    r"(?i)\b(?:with|without|match\w*|equivalent|placebo|same|like|as|than|to|after|before|prior|following|follow\w*"
    r"|plus|and|add\w*|addition|combin\w+|no|not|nor"
    r"|if|versus|vs|compar\w+|instead|except|unless|of|or|from|until|alone|background|sham|identical|resembl\w+|then"
    r"|unlike|similar|mimic\w*|receiv\w+ prior)"
    r"(?:[ ][\w-]{1,20}){0,2}[ ]?$"
)
_ACRONYM: Final = re.compile(r"\b[A-Z]{4,8}\b")
_OPTIONAL: Final = re.compile(
    r"(?i)\b(?:or[ ](?:in[ ](?:combination|conjunction)|combined|together|jointly)[ ]with|alone[ ]or[ ](?:with|plus)"
    r"|with[ ]or[ ]without|with/without)[ ]"
    r"(?P<partner>[^.;,)\n]{2,60})"
)
_ARM_NAME: Final = re.compile(
    r"(?<![\w-])(?P<noun>[Aa]rm|ARM|[Cc]ohort|COHORT|[Gg]roup|GROUP)[ ]?#?(?P<label>[A-H]|\d{1,2}|I{1,3}|IV"
    r"|VI{0,3})(?![\w-])(?!\.\d)"
)


@dataclass(frozen=True, slots=True)
class Option:
    """What a text offers to leave out, `text[start:end]`: "(or combined with insulin)"; `partner` is a given name."""

    start: int
    end: int
    partner: str


@dataclass(frozen=True, slots=True)
class ArmName:
    """An arm by its letter or number, `text[start:end]`: "Arm C"; noun in lower case, label in capitals."""

    start: int
    end: int
    noun: str
    label: str


@lru_cache(maxsize=1024)
def telling_words(name: str) -> frozenset[str]:
    """The words by which a thing is known, in lower case: of a name those that are long and not general.

    >>> sorted(telling_words("Oral Metformin tablets"))
    ['metformin']
    """
    return frozenset(word.lower() for word in _WORD.findall(name) if len(word) > 3 and not _GENERIC.match(word))


def _all_words(names: Collection[str]) -> set[str]:
    return {word for name in names for word in telling_words(name)}


def place_named(text: str, names: Collection[str], *, but: Collection[str] = ()) -> tuple[int, int] | None:
    """Where a text first uses a telling word of one of the names, or an acronym of its initials (a letter may lack).

    Words of the names `but` do not count.

    >>> place_named("GALM postures are held", ["Guided Axial Lengthening Movement"])
    (0, 4)
    """
    wanted = _all_words(names) - _all_words(but)
    spelled = [word for word in wanted if word.isalpha()]
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word in wanted or ("-" in word and not wanted.isdisjoint(word.split("-"))) or _misspelt(word, spelled):
            return match.span()
    for match in _ACRONYM.finditer(text):
        if any(_is_acronym(match[0], name) for name in names):
            return match.span()
    return None


def _misspelt(word: str, wanted: Collection[str]) -> bool:
    """Whether a long word of letters is one of the wanted, all of letters, but for one: "Bupivacain"."""
    return len(word) > 5 and word.isalpha() and any(within_one_edit(word, one) for one in wanted)


def mostly_named(text: str, name: str, *, but: Collection[str] = ()) -> tuple[int, int] | None:
    """Where a text first names a thing by at least half of its name's telling words that are not words of `but`.

    >>> mostly_named("glucose is read", "Blood glucose in fluorinated tubes") is None
    True
    """
    wanted = telling_words(name) - _all_words(but)
    if 2 * len(wanted & telling_words(text)) < max(1, len(wanted)):
        return None
    return place_named(text, [name], but=but)


def _is_acronym(short: str, name: str) -> bool:
    """Whether capitals are the initials of a name in order, all but one at most."""
    initials = "".join(word[0].upper() for word in _WORD.findall(name))
    if len(initials) < 4 or initials[0] != short[0] or len(short) < len(initials) - 1:
        return False
    letters = iter(initials)
    return all(letter in letters for letter in short)


def is_contrast(text: str, start: int) -> bool:
    """Whether what begins at `start` is only what the described thing goes with, follows or is compared to."""
    return bool(_CONTRAST.search(text[max(0, start - 60) : start]))


def find_options(text: str, partners: Collection[str]) -> list[Option]:
    """Where a text leaves one of the partners open: "or combined with X", "with or without X".

    >>> [text.partner for text in find_options("cells (or combined with insulin) for adults", ["insulin"])]
    ['insulin']
    """
    found = []
    for match in _OPTIONAL.finditer(text):
        for partner in partners:
            if match["partner"].lower().startswith(partner.lower()):
                found.append(Option(match.start(), match.start("partner") + len(partner), partner))
                break
    return found


def find_arm_names(text: str) -> list[ArmName]:
    """Arms, cohorts and groups that go by a capital letter or a number.

    >>> [(a.noun, a.label) for a in find_arm_names("Arm C only: LVEF > 50%")]
    [('arm', 'C')]
    """
    return [ArmName(*match.span(), match["noun"].lower(), match["label"]) for match in _ARM_NAME.finditer(text)]
