"""Doses whose number has no unit: "at a dose of 800 tid"."""

import re
from typing import Final

from extractor.language.numbers import lowered, word_matches
from extractor.language.vocabulary import vocabulary

__all__ = ["find_unitless_doses"]

_NUMBER: Final = r"\d{1,5}(?:[.,]\d{1,3})?"
_LATIN: Final = r"(?:b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?d|t\.?d\.?s|q\d{1,2}h)\b"
_OFTEN: Final = (
    rf"(?:{_LATIN}|(?:once|twice|thrice|(?:two|three|four) times)[ ](?:a[ ]|per[ ])?(?:daily|day|weekly|week)|daily\b"
    r"|(?:per|a|each|every)[ ](?:day|night|morning|evening|other[ ]day|\d{1,2}[ ]hours)\b|orally\b|intravenous)"
)
_ROUTE: Final = r"(?:(?:orally|intravenously|subcutaneously|intramuscularly|i\.?v\.?|p\.?o\.?|s\.?c\.?|i\.?m\.?)[ ])?"
_DOSE_OF: Final = re.compile(
    rf"(?i)\b(?:doses?|dosage)[ ](?:of|was|is)"
    rf"[ ](?P<number>{_NUMBER}(?:,[ ]{_NUMBER}){{0,6}}(?:,?[ ](?:and|or)[ ]{_NUMBER})?)"
    rf"(?![\d%/x×^-]|[.,]\d|[ ]?(?:[-–x×*/^]|to[ ]\d))(?=[ ]{_OFTEN}|[ ](?:is|was|will be)\b|[ ]?[.;)](?:\s|$)|\s*$)"
)
_BEFORE_LATIN: Final = re.compile(rf"(?i)(?<![\w.,/-])(?P<agent>[A-Za-z]{{5,30}}+)[ ](?P<number>{_NUMBER})[ ]{_LATIN}")
# Without a name right before it: at the start, behind a mark or a code ("AB-12 800 tid"), "at 800 tid".
_BARE_BEFORE_LATIN: Final = re.compile(
    rf"(?im)(?:^|[,;:(][ ]?|\b(?:at|with|takes?|taking|given|receives?|[A-Za-z]{{1,5}}-?\d{{2,9}})[ ])"
    rf"(?P<dose>\d{{2,5}}(?:[.,]\d{{1,3}})?[ ]{_LATIN})"
)
# In words, it is only told from counts and times of other things by the name of what is given.
_BEFORE_OFTEN: Final = re.compile(
    rf"(?i)(?<![\w.,/-])(?P<agent>[A-Za-z]{{5,30}}+)[ ](?P<number>\d{{2,5}}(?:[.,]\d{{1,3}})?)[ ]{_ROUTE}{_OFTEN}"
)
_OFTEN_IN_WORDS: Final = re.compile(rf"\d[ ]{_ROUTE}{_OFTEN}")
_NUMBER_LATIN: Final = re.compile(rf"\d[ ]{_LATIN}")
_COUNTERS: Final = re.compile(
    r"(?i)(?:days?|weeks?|months?|cycles?|visits?|levels?|groups?|cohorts?|phases?|doses?|times|table)$"
)


def find_unitless_doses(text: str) -> list[tuple[int, int]]:
    """Where doses without a unit stand, as (start, end), from their first word to the number's end.

    >>> text = "Take gabapentin 800 tid, then a dose of 300 once daily; dose of 2 tablets daily, at dose 1."
    >>> [text[start:end] for start, end in find_unitless_doses(text)]
    ['gabapentin 800 tid', 'dose of 300']
    >>> find_unitless_doses("Give gabapentin 300 three times a day after questionnaire 12 twice daily.")
    [(5, 19)]
    """
    small = lowered(text)
    found = [match.span() for match in word_matches(_DOSE_OF, text, small, ("dose", "dosage"))]
    if _NUMBER_LATIN.search(small):
        found += [match.span() for match in _BEFORE_LATIN.finditer(text) if not _COUNTERS.fullmatch(match["agent"])]
        ends = {end for _, end in found}
        bare = [match.span("dose") for match in _BARE_BEFORE_LATIN.finditer(text)]
        found += [place for place in bare if place[1] not in ends]
    if _OFTEN_IN_WORDS.search(small):
        begun = {start for start, _ in found}
        for match in _BEFORE_OFTEN.finditer(text):
            if match.start() not in begun and vocabulary("intervention").named(match["agent"]):
                found.append((match.start(), match.end("number")))
    return sorted(found)
