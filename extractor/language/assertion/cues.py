"""The words that say how a finding is asserted, by sense, and the words at which their scope ends.

Phrases are in lower case, with hyphens as spaces. Where several begin at one word the longest counts, so a phrase of
sense `none` takes the cue within it away ("not limited to", "prior to").
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

Sense = Literal[
    "negated", "excepted", "tested", "uncertain", "historical", "family", "partner", "donor", "other", "stop", "none"
]
Side = Literal["follows", "precedes", "adjoins"]


class Cue(NamedTuple):
    """What a phrase says, and of what: `follows` it, `precedes` it, or is the very next span (`adjoins`)."""

    sense: Sense
    side: Side


_PHRASES: Mapping[tuple[Sense, Side], str] = {
    ("negated", "follows"): (
        "no, not, without, never, nor, neither, none of, cannot have, cannot be, can't have, can't be, don't, "
        "doesn't, didn't, isn't, aren't, hasn't, haven't, won't, denies, denied, deny, denying, absence of, lack of, "
        "lacking, lacks, free of, free from, clear of, negative for, seronegative for, failure to, fails to, "
        "failed to, rules out, ruled out, ruling out, in place of, instead of, rather than, as opposed to, naive to, "
        "naïve to, exclusion of, are off, is off, been off, be off"
    ),
    ("negated", "precedes"): (
        "free, naive, naïve, absent, is absent, are absent, was absent, ruled out, is ruled out, was ruled out, "
        "been ruled out, be ruled out, is excluded, was excluded, not present, is not present, are not present, "
        "not detected, is not detected, was not detected, not indicated, is not indicated, not available, "
        "is not available, unavailable, is unavailable"
    ),
    ("negated", "adjoins"): "non, absent",
    ("tested", "precedes"): "negative, is negative, are negative, was negative, test negative, tested negative",
    ("excepted", "follows"): (
        "other than, except, excepting, except for, except in, exception, exceptions, exception of, exceptions of, "
        "with the exception of, excluding, excludes, besides, apart from, aside from, not including, but not, unless, "
        "prevent, prevents, preventing, preclude, precludes, precluding"
    ),
    ("uncertain", "follows"): (
        "if, in case of, in the event of, in the event that, possible, possibly, probable, probably, suspected, "
        "suspicion of, suspicion for, suspicious for, suspicious of, presumed, presumptive, at risk of, "
        "at risk for, risk of, risk for, risks of, risk factor for, risk factors for, risk factors of, predispose to, "
        "predisposes to, predisposed to, predisposing to, predisposition to, "
        "concern for, to rule out, rule out, to exclude, likely to, potential for, may cause, might cause, "
        "could cause, may lead to, might lead to, could lead to, may result in, might result in, could result in, "
        "may develop, might develop, could develop, may indicate, may suggest, may require, might require, "
        "could require"
    ),
    ("uncertain", "precedes"): (
        "is suspected, are suspected, be suspected, cannot be ruled out, cannot be excluded, can not be ruled out, "
        "can not be excluded, is possible, is likely, recurs"
    ),
    ("historical", "follows"): (
        "history of, histories of, history with, history for, h / o, personal or family history of, "
        "personal or familial history of, personal and family history of, prior, previous, previously, past, former, "
        "formerly, status post, s / p, recovered from, had prior, had previous"
    ),
    ("historical", "adjoins"): "resolved",
    ("historical", "precedes"): (
        "resolved, has resolved, have resolved, is resolved, in the past, within the past, during the past, "
        "over the past, within past, in past, within the last, in the last, during the last, over the last, "
        "within last, in the previous, within the previous, during the previous, in the preceding, "
        "within the preceding, during the preceding, by history, in history, in anamnesis"
    ),
    ("family", "follows"): (
        "family history of, family history, family histories of, familial history of, family member, family members, "
        "relatives, degree relative, blood relative, relative with, relative has, sibling, siblings, brother, "
        "brothers, sister, sisters, whose mother, whose father, mother or father, biological father, "
        "biological mother, biological parents, biological parent, parent with, parents with, parent has, "
        "either parent, grandparent, grandparents"
    ),
    ("partner", "follows"): "partner, partners, spouse, spouses, husband, wife",
    ("donor", "follows"): "donor, donors, sibling donor, related donor, unrelated donor",
    ("other", "follows"): (
        "caregiver, caregivers, carer, carers, guardian, guardians, household member, household members, "
        "household contact, household contacts, housemate, fetus, foetus"
    ),
    ("other", "adjoins"): "fetal, foetal",
    ("stop", "follows"): (
        "but, however, although, though, whereas, while, because, until, then, thus, therefore, and is, and are, "
        "and has, and have, and had, and must, or is, or are, or has, or have"
    ),
    ("none", "follows"): (
        "not only, not limited to, but not limited to, but not limited, but is not limited to, "
        "but are not limited to, not restricted to, but not restricted to, not necessarily, whether or not, or not, "
        "if not, with or without, with / without, with and without, with and / or without, and / or without, "
        "no change, no later than, no more than, no less than, no fewer than, no greater than, no longer than, "
        "no longer, no older than, no younger than, no need, not more than, not less than, not greater than, "
        "not later than, not longer than, not exceed, not exceeding, not to exceed, not known, not required, "
        "not apply, not applicable, not applicable to, not otherwise specified, not intending to, not to participate, "
        "not caused by, not due to, not felt due to, not secondary to, not attributable to, not attributed to, "
        "not related to, not associated with, not amenable to, not suggestive of, not appropriate for, "
        "not responding to, not responsive to, not respond to, not responded to, not adequately responded to, "
        "failure to respond to, failed to respond to, fails to respond to, can not, can not tolerate, not tolerate, "
        "not eligible, not be eligible, not included, not be included, not be enrolled, not excluded, "
        "not be excluded, not considered, not be considered, not exclusionary, not exclude, not acceptable, "
        "not prohibited, not allowed, not be allowed, not permitted, not be permitted, not interfere with, "
        "not preclude, not prevent, non small cell, no prior to, no ., absolute no, cell free, free t3, free t4, "
        "free thyroxine, free psa, prior to, previous to, prior authorization, possible future, as possible, "
        "history of current, history and physical, if applicable, if available, if any, if possible, "
        "if appropriate, if needed, if necessary, if required, if indicated, if present, determine if, see if, "
        "assess if, evaluate if, decide if, as if, even if, only if, for the past, for the last, donor lymphocyte, "
        "donor lymphocytes, donor specific, study partner, study partners, fetal tissue, donor site, blood donor, "
        "bone marrow donor"
    ),
}


_Phrase = tuple[tuple[str, ...], Cue]


def _table() -> dict[str, dict[str | None, list[_Phrase]]]:
    """The phrases by their first word, then their second (None: one word), the longest first."""
    table: dict[str, dict[str | None, list[_Phrase]]] = {}
    for (sense, side), phrases in _PHRASES.items():
        for phrase in phrases.split(","):
            words = tuple(phrase.split())
            second = words[1] if len(words) > 1 else None
            table.setdefault(words[0], {}).setdefault(second, []).append((words, Cue(sense, side)))
    for by_second in table.values():
        for entries in by_second.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    return table


_CUES = _table()
_OR = frozenset({"or", "and", "/"})
_OPPOSITES: Mapping[Sense, frozenset[str]] = {
    "uncertain": frozenset("known proven confirmed documented established definite actual active diagnosed".split()),
    "historical": frozenset(
        "current currently active ongoing concurrent concomitant present presence actual existing".split()
    ),
}
# The condition on which someone is eligible is no hypothesis.
_ELIGIBLE = frozenset(
    "eligible ineligible allowed permitted included excluded acceptable accepted enrolled enroll participate".split()
)
_COMPANIONS = frozenset({"partner", "other"})


def find_cues(words: Sequence[str]) -> Iterator[tuple[int, int, Cue]]:
    """The cues among lower-case words, as (first, past the last, cue): at each place the longest phrase's.

    >>> [(cue.sense, first, after) for first, after, cue in find_cues("no prior pain but not limited to".split())]
    [('negated', 0, 1), ('historical', 1, 2), ('none', 3, 7)]
    """
    end = 0
    for at in [at for at, word in enumerate(words) if word in _CUES]:
        if at < end:
            continue
        took = 0
        for parts, cue in _phrases_at(words, at):
            if len(parts) < took:
                break
            if tuple(words[at : at + len(parts)]) == parts:
                took = len(parts)
                if not _is_void(words, at, at + took, cue.sense):
                    yield at, at + took, cue
        end = at + took


def _phrases_at(words: Sequence[str], at: int) -> list[_Phrase]:
    by_second = _CUES[words[at]]
    longer = by_second.get(words[at + 1], []) if at + 1 < len(words) else []
    return longer + by_second.get(None, [])


def _is_void(words: Sequence[str], first: int, after: int, sense: Sense) -> bool:
    """Whether its neighbours take its sense from a cue: "known or suspected", "current or prior"."""
    if words[first] == "if":
        return not _ELIGIBLE.isdisjoint(words[max(0, first - 12) : first])
    if sense in _COMPANIONS:
        return not _OR.isdisjoint(words[max(0, first - 3) : first])
    if not (opposites := _OPPOSITES.get(sense)):
        return False
    if after + 1 < len(words) and words[after] in _OR and words[after + 1] in opposites:
        return True
    return any(
        words[at] in _OR and not opposites.isdisjoint(words[max(0, at - 2) : at])
        for at in range(max(0, first - 2), first)
    )
