"""The phase of development that a text gives its own trial."""

import re
from dataclasses import dataclass
from typing import Final

from extractor.language.numbers import lowered, word_matches

_NUMERAL = r"(?:0|[1-4]|IV|I{1,3})"
_UNIT = r"(?:day|week|month|year|mg|arm|group|cent|cohort|site|period|dose|part)"
_PHASE: Final = re.compile(
    rf"(?i)\b(?P<early>early\s)?phase[\s-]{{0,2}}(?P<one>{_NUMERAL})(?P<part>\s?[abc])?(?![a-z\d.])"
    rf"(?:(?:\s?[/&+]\s?|(?:\s?[,–-]\s?|\s(?:and|or|to)\s)(?!{_NUMERAL}[\s-]{_UNIT}))"
    rf"(?:phase[\s-]?)?(?P<two>{_NUMERAL})(?P<part2>\s?[abc])?(?![a-z\d.]))?"
)
_DIGITS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_TRIAL: Final = re.compile(
    r"(?i)\b(?:stud(?:y|ies)|trials?|RCT|investigation|evaluation|evaluating|protocol|comparison)\b"
)
# The phase of a disease, a treatment or a dose, and that of another trial.
_OTHER_BEFORE: Final = re.compile(
    r"(?i)\b(?:recommended|previous|prior|earlier|parent|completed|from|following|after|extension|roll-?over|in|during"
    r"|enrolled|the|its|for)\s(?:(?:a|an|the|study|trial|of|to)\s){0,3}$"
)
_OTHER_AFTER: Final = re.compile(
    r"(?i)\s?(?:-\s)?(?:of\b|cardiac|rehabilitation|pulmonary|dose(?![\s-]{0,2}(?:escal|intens|find|rang"
    r"|stud|expan|optimi|de-?esc|comp))|diseases?|infection|contrast|imaging|inversion"
    r"|reactions?|response|enzymes?|metaboli\w+|results?|data|angle|part|portion|segment)"
)
_THIS_IS: Final = re.compile(
    r"(?i)\b(?:this|the (?:present|current|proposed)|our|we)\b[^.;\n]{0,80}$|\b(?:study|trial) (?:is|will be|was) an?\b"
    r"[^.;\n]{0,60}$"
)
_ITS_TRIAL: Final = re.compile(r"(?i)[^.;\n]{0,80}?\b(?:study|trial)\b(?! (?:in|of|with) (?:which|progress))")
_DENIED: Final = re.compile(
    r"(?i)\b(?:previous|prior|earlier|extension|future|subsequent|follow\w*|completed|if|based|before|parent)\b"
)


@dataclass(frozen=True, slots=True)
class TrialPhase:
    """A phase that a trial is said to be of, `text[start:end]`; `values` are those of ClinicalTrials.gov v2.

    `lettered` is a phase with a letter (Ib, IIa), which some registers count to the phase next to it.
    """

    start: int
    end: int
    values: tuple[str, ...]
    lettered: bool


def find_trial_phases(text: str, *, title: bool = False) -> list[TrialPhase]:
    """The phases that a text gives its own trial; a title gives it beside the word study or trial.

    >>> [p.values for p in find_trial_phases("A Phase I/IIa Study of Zinc", title=True)]
    [('PHASE1', 'PHASE2')]
    >>> find_trial_phases("Walking in Phase 2 Cardiac Rehabilitation: a Study", title=True)
    []
    >>> [p.values for p in find_trial_phases("This is a randomised phase III trial. The phase 2 dose was known.")]
    [('PHASE3',)]
    """
    small = lowered(text)
    if "phase" not in small or (title and not _TRIAL.search(text)):
        return []
    found = []
    for match in word_matches(_PHASE, text, small, ("early", "phase")):
        if _OTHER_AFTER.match(text, match.end()) or _OTHER_BEFORE.search(
            text[max(0, match.start() - 60) : match.start()]
        ):
            continue
        if title or _is_own(text, match):
            found.append(TrialPhase(*match.span(), _values(match), bool(match["part"] or match["part2"])))
    return found


def _is_own(text: str, match: re.Match[str]) -> bool:
    before = _THIS_IS.search(text[max(0, match.start() - 120) : match.start()])
    after = _ITS_TRIAL.match(text, match.end())
    return bool(before and after and not _DENIED.search(before[0]) and not _DENIED.search(after[0]))


def _values(match: re.Match[str]) -> tuple[str, ...]:
    numbers = {_DIGITS.get(one.lower()) or int(one) for one in (match["one"], match["two"]) if one}
    early = match["early"] and numbers == {1}
    return tuple("EARLY_PHASE1" if early or not number else f"PHASE{number}" for number in sorted(numbers))
