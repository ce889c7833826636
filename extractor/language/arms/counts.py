"""How many arms or groups a text says the trial has."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from extractor.language.numbers import lowered, parse_number, word_matches
from extractor.language.remembering import remembered

Form = Literal["design", "assignment", "existence", "received", "ratio"]

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"(?:{'|'.join(_NUMBERS)}|[1-9]\d?)"
_KINDS = (
    r"(?:(?:main|different|equal|parallel|treatment|study|interventions?|experimental|comparison|randomi[sz]ed"
    r"|independent"
    r"|matched|distinct|separate|homogeneous|similar|trial|patient|research|dosing|therapy)[ -]){0,3}"
)
_COUNTED = rf"(?P<count>{_NUMBER})[ -]{_KINDS}(?:arms|groups)\b"
_ASSIGNED: Final = re.compile(
    r"(?i)\b(?:randomi[sz](?:ed|ation)|randomly|assigned|allocated?|divided|split|distributed|separated)\b"
    rf"(?:[^.;:\n]|:(?=\d)){{0,60}}?\b(?:into|to|between|among|in)\s+(?:(?:either|any|one"
    rf"|1)\s+)?(?:of\s+)?(?:the\s+)?(?:following\s+)?{_COUNTED}"
)
_EXISTING: Final = re.compile(
    r"(?i)(?:\bthere\s+(?:are|will\s+be|were)|\b(?:study|trial|design|RCT)\s[^.;:\n]{0,40}?\b(?:consist\w*\s+of"
    r"|composed\s+of"
    r"|compris\w+(?:\s+of)?|includes?|has|have|had|involves?|with))"
    rf"\s+(?:the\s+)?(?:following\s+)?{_COUNTED}"
)
_DESIGN: Final = re.compile(
    rf"(?i)\b(?P<count>single|{_NUMBER})(?:-|\s)(?:parallel[ -])?(?:treatment[ -])?(?:arm(?:ed)?\b|group\b"
    rf"|arms(?=[ ]?,))(?!\s+of\b)"
    r"(?=[^.;:\n]{0,70}?\b(?:stud(?:y|ies)|trial|RCT|design|investigation|experiment|pilot|project)\b)"
)
_DESIGN_AT_END: Final = re.compile(
    rf"(?i)(?:\b(?:trial|study|design)|:)[^.;:\n]{{0,40}}?\b(?P<count>single|{_NUMBER})(?:-|\s)arm(?:ed)?\b"
)
_RECEIVED: Final = re.compile(
    r"(?i)\b(?:each|every|all(?:\s+the)?)\s+(?:subject|patient|participant|volunteer)s?\s+(?:will\s+|was\s+|were\s+"
    r"|would\s+)?"
    rf"(?:receiv\w*|given|gets?|be\s+given)\s+(?P<count>{_NUMBER})[ -](?:dos(?:e|ing|age)[ -]|treatment[ -]"
    rf"|study[ -])?(?:arms|groups|cohorts)\b"
)
_RATIO: Final = re.compile(
    r"(?i)\b(?:randomi[sz](?:ed|ation)|randomly|assigned|allocat(?:ed|ion))\b[^.;\n]{0,80}?(?<![\d:/.])"
    r"(?P<ratio>\d{1,2}(?:\s?:\s?\d{1,2}){1,7})(?![\d:.]*\d)(?!\s?[ap]\.?m\b)"
)
_RATIO_BEGINS: Final = ("random", "assigned", "allocat")
_NO_ARMS: Final = re.compile(
    r"(?i)\b(?:match\w*|males?|females?|sex|gender|cases?|controls?|at \d|dilut\w*|sequences?|orders?|cross-?over)\b"
)
# Each with letters of which a text has some where it has the words, and with what these begin.
_ARMS: Final = ("arms", "groups")
_FORMS: Final[tuple[tuple[Form, tuple[str, ...], tuple[str, ...], re.Pattern[str]], ...]] = (
    ("received", (*_ARMS, "cohorts"), ("each", "every", "all"), _RECEIVED),
    ("assignment", _ARMS, tuple("random assigned allocate divided split distributed separated".split()), _ASSIGNED),
    ("existence", _ARMS, ("there", "study", "trial", "design", "rct"), _EXISTING),
    ("design", ("arm", "group"), ("single", *_NUMBERS, *"123456789"), _DESIGN),
    ("design", ("arm",), (), _DESIGN_AT_END),
)
_SENTENCE_END: Final = re.compile(r"[.;](?=\s)|\n")
# Words before a number that make it some of the arms, and what else can be counted in groups.
_SOME: Final = re.compile(
    r"(?i)\b(?:other|these|those|first|last|remaining|additional|another|latter|former|any|at least)\s+$"
)
_OF_THINGS: Final = re.compile(
    r"(?i)\s+of\s+(?!(?:the\s+)?(?:\d|equal|almost|approximately|about|patients|participants|subjects|people|women"
    r"|men|children"
    r"|adults|volunteers|individuals|treatment|therapy|this|stud|trial|randomi))"
)
_ELSEWHERE: Final = re.compile(
    r"(?i)\b(?:(?:previous(?:ly)?|earlier|prior\s+(?:study|trial)|et\s+al|published|literature|reported|has\s+been"
    r"|have\s+been"
    r"|demonstrated|has\s+shown|showed|historical|subsequent|future|followed\s+by|extension|sub-?group|sub-?study"
    r"|lead-in|run-in"
    r"|(?:in|during|for|from|of|into)\s+(?:the\s+)?(?:first\s+|second\s+|third\s+|next\s+)?(?:part|phase|stage|step"
    r"|period|segment)"
    r"|(?:part|stage|step|period|cohort|module|substudy|sub-study|study|aim|experiment|strat(?:um|a))\s?(?:[1-9A-D]"
    r"|I{1,3})"
    r"|re-?randomi\w*)\b|phase\s(?:[1-4]|I{1,3})\s?[:)])"
)
# "A phase II study has been completed in arthritis. A total of 161 patients were randomised to 4 arms".
_TOLD_BEFORE: Final = re.compile(
    r"(?i)\b(?:study|trial)\b[^.]{0,60}\b(?:has|have) been (?:completed|conducted|published|performed|reported)\b"
    r"[^.]{0,80}\.\s[^.]{0,80}\b(?:were|was)\b[^.]{0,60}$"
)
_BASIS: Final = re.compile(
    r"(?i)[^.;:\n]{0,40}?\b(?:according\s+to|based\s+on|depending\s+on|in\s+terms\s+of|on\s+the\s+basis\s+of"
    r"|defined\s+by|by\s+(?:age|sex|gender))\b"
    r"(?!\s+(?:the\s+)?(?:randomi|allocation|treatment|intervention|random|a\s+random|computer|type\s+of\s+(?:treat"
    r"|interv)))"
)
_GROUP_LABEL: Final = re.compile(
    r"(?i)(?<![a-z])(?:patients|subjects|participants|women|men|children|volunteers)\s+(?:(?:in|of|from"
    r"|randomi[sz]ed to|assigned to|allocated to)\s+)"
    r"(?:the\s+)?(?:group|groupe|arm)\s+(?P<label>[A-D]|[1-4]|I{1,3}|IV)\b"
)


@dataclass(frozen=True, slots=True)
class ArmCount:
    """A statement of how many arms or groups the trial has, `text[start:end]`.

    `form` is how it is said: as the design ("two-arm trial"), by assignment ("randomised into two groups"), by
    existence ("there are two arms"), as received by each subject ("every patient gets two dose groups"), or by the
    ratio of an assignment ("randomised 1:1:1").
    """

    start: int
    end: int
    count: int
    form: Form


@dataclass(frozen=True, slots=True)
class GroupLabel:
    """A group that people are said to be in, `text[start:end]`: "patients in group A"."""

    start: int
    end: int
    label: str


@remembered
def find_arm_counts(text: str) -> list[ArmCount]:
    """What a text says of the number of its trial's arms; in order, none twice.

    Other trials, parts, sub-groups, strata ("groups according to age") and some of several arms ("the other two
    arms") are no statement about the trial's arms.

    >>> [(c.count, c.form) for c in find_arm_counts("Patients were randomised into three groups.")]
    [(3, 'assignment')]
    >>> find_arm_counts("Patients were divided into three groups according to age.")
    []
    """
    small = lowered(text)
    if "arm" not in small and "group" not in small and "cohorts" not in small:
        return []
    found: dict[int, ArmCount] = {}
    for form, signs, beginnings, pattern in _FORMS:
        if not any(map(small.__contains__, signs)):
            continue
        matches = word_matches(pattern, text, small, beginnings) if beginnings else pattern.finditer(text)
        for match in matches:
            start = match.start() if form == "received" else match.start("count")
            end = match.end()
            if form == "received" or not _set_aside(text, match.start(), start, end):
                found.setdefault(end, ArmCount(start, end, _value(match["count"]), form))
    return sorted(found.values(), key=lambda one: one.start)


def find_ratios(text: str) -> list[ArmCount]:
    """How many arms the ratios have in which a text says that people are assigned; in order.

    >>> [(c.count, c.form) for c in find_ratios("Participants will be randomised 2:1:1 to one of the doses.")]
    [(3, 'ratio')]
    """
    matches = word_matches(_RATIO, text, lowered(text), _RATIO_BEGINS) if ":" in text else ()
    return [
        ArmCount(*match.span("ratio"), match["ratio"].count(":") + 1, "ratio")
        for match in matches
        if not _NO_ARMS.search(text, match.start(), match.end() + 60)
        and not _set_aside(text, match.start(), *match.span("ratio"))
    ]


def find_group_labels(text: str) -> list[GroupLabel]:
    """The lettered or numbered groups that people are said to be in.

    >>> [g.label for g in find_group_labels("Patients in group A start, patients in group B continue.")]
    ['A', 'B']
    """
    small = lowered(text)
    if "arm" not in small and "group" not in small:
        return []
    return [GroupLabel(*match.span(), match["label"].upper()) for match in _GROUP_LABEL.finditer(text)]


def _value(count: str) -> int:
    return 1 if count.lower() == "single" else int(parse_number(count) or 0)


def _set_aside(text: str, first: int, start: int, end: int) -> bool:
    """Whether the words around a statement make it one about something else than this trial's arms."""
    before = _SENTENCE_END.split(text[max(0, first - 200) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + 120], maxsplit=1)[0]
    return bool(
        _TOLD_BEFORE.search(text[max(0, first - 250) : start])
        or _SOME.search(text[max(0, start - 20) : start])
        or _OF_THINGS.match(after)
        or _BASIS.match(after)
        or _ELSEWHERE.search(before)
        or _ELSEWHERE.search(after)
    )
