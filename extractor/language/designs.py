"""What a text says of the design of its own trial: masking, allocation, model."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from extractor.language.numbers import lowered, word_matches
from extractor.language.remembering import remembered

Aspect = Literal["masking", "allocation", "model"]

_BLIND = r"[- ]?\s?(?:blind|mask)(?:ed|ing)?\b"
_DESIGNED = r"(?=[^.;\n]{0,60}\b(?:stud(?:y|ies)|trial|design|RCT|investigation|experiment)\b)"
_PEOPLE = r"(?:subjects?|participants?|patients?|volunteers?|individuals?|women|men|children|people|dyads|clusters)"
# Each with the letters of which a text has some where it has the words, and with what these begin.
_PATTERNS: Final[tuple[tuple[Aspect, str, tuple[str, ...], tuple[str, ...], str], ...]] = (
    ("masking", "NONE", ("label",), ("open",), r"\bopen[- ]label(?:led|ed)?\b"),
    ("masking", "NONE", ("blind", "mask"), ("un", "non"), rf"\b(?:un|non-?)(?:blind|mask)ed\b,?{_DESIGNED}"),
    ("masking", "SINGLE", ("blind", "mask"), ("single",), rf"\bsingle{_BLIND}"),
    (
        "masking",
        "ASSESSOR",
        ("blind", "mask"),
        tuple("outcome assessor observer evaluator rater examiner reader".split()),
        rf"\b(?:outcomes?[- ])?(?:assessors?|observer|evaluator|rater|examiner|reader){_BLIND}",
    ),
    ("masking", "DOUBLE", ("blind", "mask"), ("double",), rf"\bdouble{_BLIND}"),
    ("masking", "TRIPLE", ("blind", "mask"), ("triple",), rf"\btriple{_BLIND}"),
    ("masking", "QUADRUPLE", ("blind", "mask"), ("quadruple",), rf"\bquadruple{_BLIND}"),
    ("allocation", "NON_RANDOMIZED", ("randomi",), ("non", "not"), r"\b(?:non-?\s?|not )randomi[sz]ed\b"),
    (
        "allocation",
        "RANDOMIZED",
        ("randomi",),
        ("randomi",),
        r"(?<![nN]on-)(?<![nN]on )(?<![nN]ot )\brandomi[sz]ed(?!,? (?:withdrawal|order|sequence|studies|trials))\b",
    ),
    ("model", "SINGLE_GROUP", ("arm", "group"), ("single",), rf"\bsingle[- ](?:arm(?:ed)?|group)\b{_DESIGNED}"),
    (
        "model",
        "PARALLEL",
        ("parallel",),
        ("parallel",),
        r"\bparallel(?:[- ](?:group|arm|assignment|design)s?\b"
        r"|(?<!in parallel)(?=(?:,? (?!(?:with|to|the|and)\b)[\w-]{1,20}){0,4}"
        r",? (?:study|trial|RCT)\b))",
    ),
    ("model", "CROSSOVER", ("cross",), ("cross",), rf"\bcross-?\s?over\b(?:,|{_DESIGNED})"),
    ("model", "FACTORIAL", ("factorial",), ("factorial",), rf"\bfactorial\b{_DESIGNED}"),
)
_DESIGN_WORDS: Final = tuple(
    (aspect, value, signs, beginnings, re.compile(pattern, re.I))
    for aspect, value, signs, beginnings, pattern in _PATTERNS
)
_SIGNS: Final = frozenset(sign for _, _, signs, _, _ in _PATTERNS for sign in signs)
_EACH_GETS_ALL: Final = re.compile(
    rf"(?i)\b(?:each|every|all(?: the| enrolled)?) {_PEOPLE} (?:will |should )?"
    r"(?:(?:receive|undergo|take|get)s? (?:both|all)(?: \w{2,6})? (?:treatments|drugs|therapies|interventions|products)"
    r"\b[^.;\n]{0,60}\b(?:random(?:i[sz]ed)? (?:order|sequence)|wash-?\s?out|cross-?over)"
    r"|(?:complete|undergo|perform|receive|participate in|be tested in|attend)s? "
    r"(?:all|both)(?: of)?(?: the)?(?: \w{2,6})? (?:\w{1,20} )?(?:conditions|arms|periods|interventions)\b)"
)
_ASSIGNED: Final = re.compile(
    r"(?i)\brandom(?:i[sz]ed|ly)(?: \(?\d+:\d+\)?,?)?(?: (?:assigned|allocated|divided|distributed))?"
    r"(?: in(?:to)?| to| between| among)(?: the| an?| one of"
    r"| either)?(?: of)?(?: the)?[^.;\n]{0,60}?\b(?:groups?|arms?)\b"
)
_OTHER_TREATMENT: Final = (
    r"(?:the )?(?:other|alternate|alternative|opposite|second|remaining) (?:study )?"
    r"(?:treatment|intervention|therapy|condition|arm|group|drug|regimen|product|diet)\b"
)
_CHANGES_OVER: Final = re.compile(
    r"(?i)\bwash-?\s?out\b[^.;\n]{0,80}?\b(?:cross(?:ed)?[- ]?over to|receive|switch(?:ed)? to|undergo) "
    rf"{_OTHER_TREATMENT}"
    rf"|\b{_PEOPLE} (?:will |are )?(?:then |be |subsequently )?cross(?:ed)?[- ]?over to {_OTHER_TREATMENT}"
    r"|\brandom(?:i[sz]ed|ly (?:assigned|allocated))(?: \(?\d:\d\)?)? (?:in)?to (?:one of |either of )?(?:the )?"
    r"(?:two|2|three|3|four|4|six|6|different|possible)(?: [\w-]{1,20})? sequences\b|\blatin[- ]square\b"
)
# Another trial, or only a part of this one.
_ELSEWHERE: Final = re.compile(
    r"(?i)\b(?:(?:previous(?:ly)?|earlier|prior|preceding|original|other|these|such|all) (?:[\w-]{1,20},? ){0,3}?"
    r"(?:stud(?:y(?! (?:drug|medication|treatment|product|intervention|procedure|visit)s?\b)|ies)|trials?|work|research"
    r"|reports?|published|conducted|reported)"
    r"|(?:was|were|been) previously|parent|published|literature|et al|meta-?analys\w+|reviews?"
    r"|ongoing|demonstrated|showed|has shown|have shown|reported"
    r"|future|submission|proposal|rationale|propose (?:an?|to)|plann?ing an?|subsequent\w*|followed by"
    r"|extension|roll-?over|run-in|lead-in"
    r"|sub-?stud(?:y|ies)|appropriate|if|would be|historical|optional\w*|allowed|progression"
    r"|(?:part|stage|step|period|module|segment)s?\s?(?:[1-9A-D]\b|I{1,3}\b)"
    r"|(?:first|second|third|next|treatment|maintenance|induction|initial|lead-in|double-blind|blind|open[- ]label)"
    r"[- ,]{1,2}(?:\w{1,20}[- ])?(?:part|phase(?!\s?(?:[0-4]|I|trial|stud))|stage|step|period|segment)s?"
    r"|pilot (?:phase|stage|part)|parts|stages|periods|within|(?:order|sequence)s? of|cohort \w)\b"
    r"|(?<!phase )\bphase (?:[AB]|one|two)\b"
)
_TITLE_BEFORE: Final = re.compile(
    r"(?i)\b(?:completed|participated|enrolled|extension|roll-?over)\b[^;:]{0,80}$"
    r"|\b(?:previous|prior|parent|following|after|(?:participants?|patients?|subjects?) (?:from|of|in))\b[^,;:]{0,80}$"
)
_TITLE_AFTER: Final = re.compile(
    r"(?i)^(?:[- ,]{1,2}(?!study|trial|with|and)[a-z]{1,15}){0,2}[- ,]{1,2}(?:extension|run-in|lead-in"
    r"|period|part|roll-?over"
    r"|follow-?up|withdrawal|phase(?!\s?(?:[0-4]|I)))\b"
)
_SENTENCES: Final[tuple[tuple[Aspect, str, tuple[str, ...], re.Pattern[str]], ...]] = (  # with what they begin with
    ("allocation", "RANDOMIZED", ("random",), _ASSIGNED),
    ("model", "CROSSOVER", ("each ", "every ", "all "), _EACH_GETS_ALL),
    (
        "model",
        "CROSSOVER",
        tuple(
            "wash random latin subject participant patient volunteer individual women men children people dyads"
            " clusters".split()
        ),
        _CHANGES_OVER,
    ),
)
_NOT: Final = re.compile(r"(?i)\b(?:not|no|nor|neither|without|cannot)\b[^,;]{0,40}$")
_OWN_BEFORE: Final = re.compile(
    r"(?i)\b(?:this|present|current|proposed|our|we)\b|\b(?:is|as|be|was|using) an?\b[^.]{0,80}$"
    r"|\bwill\b[^.]{0,80}\b(?:in|by) an?\b[^.]{0,60}$"
    r"|\b(?:study|trial|research|design)(?: design| type)?(?:\s?:| is| will be| was| has| had| will have"
    r"| (?:will )?(?:us|employ|follow|adopt)\w*)\b[^.]{0,60}$"
    rf"|\b{_PEOPLE} (?:who \w+ )?(?:will be|were|are|is|was) (?:then |equally |also )?$"
    r"|^\W{0,3}(?:an? )?(?:(?!(?:was|were|is|has|have|been|in|from|of|by)\b)[\w-]{1,30},? ){0,6}$"
)
_SENTENCE_END: Final = re.compile(r"[.;!?](?=\s)|\n[ \t]{0,20}(?=[\n*•\-]|\d{1,2}[.)])")


@dataclass(frozen=True, slots=True)
class DesignWord:
    """A statement about the trial's design, `text[start:end]`.

    `value` is the enumeration value of ClinicalTrials.gov (masking, allocation, intervention model); ASSESSOR stands
    for the masking of whoever judges the outcome, which says nothing of the others.
    """

    start: int
    end: int
    aspect: Aspect
    value: str


@remembered
def find_design_words(text: str, *, title: bool = False) -> list[DesignWord]:
    """What a text says of its own trial's design, in order. A title is about its trial; a sentence must say so.

    What is said of another trial, of a part or an extension, or is denied, is left out.

    >>> [w.value for w in find_design_words("A Randomised, Double-Blind Trial of Zinc", title=True)]
    ['RANDOMIZED', 'DOUBLE']
    >>> find_design_words("A previous double-blind trial had shown this.")
    []
    """
    small = lowered(text)
    seen = {sign for sign in _SIGNS if sign in small}
    found: dict[int, DesignWord] = {}
    for aspect, value, signs, beginnings, pattern in _DESIGN_WORDS if seen else ():
        if seen.isdisjoint(signs):
            continue
        for match in word_matches(pattern, text, small, beginnings):
            if _is_own(text, match.start(), match.end(), title=title):
                found.setdefault(match.start(), DesignWord(*match.span(), aspect, value))
    return sorted(found.values(), key=lambda word: word.start)


def find_assignments(text: str) -> list[DesignWord]:
    """Where people are said to be randomised to groups, or each to go through all conditions.

    >>> [w.value for w in find_assignments("Patients were randomised to the zinc or the iron group.")]
    ['RANDOMIZED']
    >>> [w.value for w in find_assignments("Each participant will complete all three conditions.")]
    ['CROSSOVER']
    """
    small = lowered(text)
    found = [
        DesignWord(*match.span(), aspect, value)
        for aspect, value, beginnings, pattern in _SENTENCES
        for match in word_matches(pattern, text, small, beginnings)
        if _is_own(text, match.start(), match.end(), title=False)
    ]
    return sorted(found, key=lambda word: word.start)


def _is_own(text: str, start: int, end: int, *, title: bool) -> bool:
    before = _SENTENCE_END.split(text[max(0, start - 200) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + 150], maxsplit=1)[0]
    if _NOT.search(before):
        return False
    if title:
        return not _TITLE_BEFORE.search(before) and not _TITLE_AFTER.search(after)
    return bool(_OWN_BEFORE.search(before)) and not _ELSEWHERE.search(f"{before}{text[start:end]}{after}")
