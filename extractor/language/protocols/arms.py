"""The arms of a protocol's trial: as it names them, as the ratio of its randomisation counts them, or one alone."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractor.language.arms.counts import find_arm_counts
from extractor.language.protocols.designs import find_statements
from extractor.language.protocols.groups import find_named_groups

_NAMED: Final = re.compile(
    r"(?:(?<=[\s(|•\uf0b7“])|^)(?P<label>(?:(?:Treatment|Study)\s)?(?P<word>Arm|ARM|Group|GROUP|Regimen)\s(?P<mark>[A-H]|[1-9]|I{1,3}))"
    r"(?:(?:\s?[:–—=]\s?|\s[-|]\s)(?P<name>[^\n|;.:]{3,160})|\s\((?P<inside>[^\n()]{3,160})\))"
)
_NAME_FIRST: Final = re.compile(
    r"(?P<name>[^\n(;|.:]{3,80})\s\((?P<label>(?P<word>Arm|ARM|Group)\s(?P<mark>[A-H]|[1-9]))\)"
)
_RATIO: Final = re.compile(r"(?<![\d:.])(?P<ratio>\d{1,2}(?:\s?:\s?\d{1,2}){1,5})(?![\d:])")
_AROUND: Final = re.compile(r"(?i)\brandomi|\ballocat|\bassign|\bratio\b")
_TIME: Final = re.compile(r"(?i)\b(?:a\.?m|p\.?m|hours?|h)\b")
_OTHERS: Final = re.compile(
    r"(?i)\b(?:previous|prior|earlier|et al|published|another|other|completed|studies|trials)\b[^.\n]{0,160}$"
)
_RECEIVES: Final = re.compile(
    r"(?i)\b(?:to\s(?:receive|be\streated\swith)|receiving|treatment with|will receive|to)\s(?:either\s"
    r"|one\sof\s|treatment with\s|\w+ \w+ of the following[^:]{0,40}:\s)?(?P<items>[^.;\n]{5,220})"
)
_OR: Final = re.compile(
    r",?\s+(?:or|versus|vs\.?)\s+|,\s+(?:and\s)?(?!(?:and|or|the|which|who|with|using|based|stratif|respectively|in|on|via|by)\b)|\s+and\s+"
)
_BEFORE_NAME: Final = re.compile(
    r"(?i)^(?:(?:be\sswitched\sto|switch\sto|continue(?:\swith)?|receive|receiving|treatment\swith|either|the|an?|and|or|with)\s)+"
)
_NO_ARM: Final = re.compile(
    r"(?i)\b(?:will|be|randomi\w+|ratio|strat\w+|patients|subjects|participants|cohort \d)\b|\d:\d"
)
NAMED, COUNTED, RATIO, ALONE = 3, 2, 1, 2
MOST_VOTES = 4


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm told at text[start:end]; `label` is its name, None where the text only counts it."""

    start: int
    end: int
    label: str | None
    description: str | None = None


def find_arms(text: str, treatments: Sequence[tuple[int, int, str]]) -> list[Arm]:
    """The arms of the trial, in the text's order; `treatments` (place and name) name them where nothing else does.

    The number of arms is what most statements say: named arms, ratios of randomisation, counts ("three groups").

    >>> text = "Patients are randomized 1:1. Arm A: examplinib daily\\nArm B: placebo"
    >>> [(one.label, one.description) for one in find_arms(text, [])]
    [('Arm A', 'examplinib daily'), ('Arm B', 'placebo')]
    """
    named = _named(text, [name.casefold() for _, _, name in treatments])
    ratios = _ratios(text)
    votes: Counter[int] = Counter()
    places: dict[int, tuple[int, int]] = {}
    if len(named) > 1:
        votes[len(named)] += NAMED
    for start, end, count in ratios[: 3 * MOST_VOTES]:
        if votes[count] < RATIO * MOST_VOTES:
            votes[count] += RATIO
        places.setdefault(count, (start, end))
    for one in find_arm_counts(text)[:MOST_VOTES]:
        if one.count > 1 and not _OTHERS.search(text[max(0, one.start - 160) : one.start]):
            votes[one.count] += COUNTED
            places.setdefault(one.count, (one.start, one.end))
    alone = [one for one in find_statements(text) if one.value == "SINGLE_GROUP"]
    groups = [] if named else find_named_groups(text)
    if groups:
        votes[len(groups)] += NAMED
        places.setdefault(len(groups), (groups[0].start, groups[-1].end))
    votes[1] += ALONE * min(len(alone), MOST_VOTES)
    if alone:
        places[1] = (alone[0].start, alone[0].end)
    votes = +votes
    if not votes:
        return []
    count = max(votes, key=lambda value: (votes[value], value == len(named), -value))
    if count == len(named):
        return named
    if count == len(groups):
        return [Arm(one.start, one.end, one.name) for one in groups]
    return _unnamed(text, count, places[count], treatments)


def _named(text: str, names: Sequence[str]) -> list[Arm]:
    """The arms with letters or numbers, where they count on from the first: A, B, C."""
    found: dict[str, dict[str, Arm]] = {}
    for match in [*_NAMED.finditer(text), *_NAME_FIRST.finditer(text)]:
        if _OTHERS.search(text[max(0, match.start() - 120) : match.start()]):
            continue
        word = match["word"].capitalize()
        said = match["name"] or match["inside"]
        if match.re is _NAME_FIRST:
            at = min((at for name in names if (at := said.casefold().find(name)) >= 0), default=None)
            if at is None:
                continue
            said = said[at:]
        arm = Arm(*match.span(), " ".join(match["label"].split()), said.strip(" ()*"))
        own = found.setdefault(word, {})
        if match["mark"] not in own or (_tells(arm, names) and not _tells(own[match["mark"]], names)):
            own[match["mark"]] = arm
    for word in ("Arm", "Regimen", "Group"):
        arms = found.get(word, {})
        for marks in ("ABCDEFGH", "123456789", ("I", "II", "III")):
            run = []
            for mark in marks:
                if mark not in arms:
                    break
                run.append(arms[mark])
            if len(run) > 1:
                return run
    return []


def _tells(arm: Arm, names: Sequence[str]) -> bool:
    """Whether an arm's description says what is given in it."""
    return any(name in (arm.description or "").casefold() for name in names)


def _ratios(text: str) -> list[tuple[int, int, int]]:
    """The ratios of randomisation with how many groups each has."""
    found = []
    for match in _RATIO.finditer(text):
        around = text[max(0, match.start() - 150) : match.end() + 60].replace("\n", " ")
        if not _AROUND.search(around) or _TIME.match(text[match.end() : match.end() + 8].strip()):
            continue
        if _OTHERS.search(text[max(0, match.start() - 160) : match.start()]):
            continue
        parts = [int(part) for part in match["ratio"].split(":")]
        if all(0 < part < 10 for part in parts):
            found.append((*match.span(), len(parts)))
    return found


def _unnamed(text: str, count: int, place: tuple[int, int], treatments: Sequence[tuple[int, int, str]]) -> list[Arm]:
    start, end = place
    if received := _received(text, start, end, count):
        return received
    if len(treatments) == count or (count == 1 and treatments):
        return [Arm(at, stop, name) for at, stop, name in treatments[:count]]
    return [Arm(start, end, None)] * count


def _label(said: str) -> str:
    """What a sentence gives an arm as a name: without verbs before it and brackets that do not close."""
    words = _BEFORE_NAME.sub("", said.strip(" ,"))
    words = words[: words.rfind("(")] if words.count("(") > words.count(")") else words
    return words.strip(" ,()")


def _received(text: str, start: int, end: int, count: int) -> list[Arm]:
    """The treatments that people are randomised to in the sentence around a ratio, where there are as many."""
    begin = max(text.rfind(". ", 0, start) + 2, text.rfind("\n", 0, start) + 1, start - 300)
    stop = min(position for position in (text.find(". ", end), text.find("\n", end), end + 400) if position >= 0)
    for match in _RECEIVES.finditer(text, begin, stop):
        at, arms = match.start("items"), []
        for cut in [*_OR.finditer(text, *match.span("items")), None]:
            limit = cut.start() if cut else match.end("items")
            if item := _label(text[at:limit]):
                arms.append(Arm(at, limit, item))
            at = cut.end() if cut else limit
        if len(arms) == count and all(
            3 <= len(arm.label or "") <= 100 and not _NO_ARM.search(arm.label or "") for arm in arms
        ):
            return arms
    return []
