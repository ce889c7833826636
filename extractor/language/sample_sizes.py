"""How many people a text says its trial takes in: the total, the groups, and each group of equal ones."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from extractor.language.numbers import WORD_NUMBER, lowered, matches_at, number_places, parse_number, word_matches
from extractor.language.remembering import remembered

Form = Literal["total", "group", "each"]

_COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}(?![\d.,]*\d)|{WORD_NUMBER})"
_PEOPLE = (
    r"(?:(?!(?:studies|trials|sites|centers|centres|hospitals|years|months|weeks|days|mg|ml|percent"
    r"|evaluable|sessions|visits|times|or|for|to|in|from|per|of|each)\b)"
    r"[A-Za-z][\w/-]{0,25},? ){0,5}?"
    r"(?P<who>patients|participants|subjects|volunteers|individuals|women|men|females|males|children"
    r"|infants|adults|people"
    r"|adolescents|cases|neonates|newborns|persons|students|nurses|couples|dyads|families|residents"
    r"|parturients|mothers|eyes|healthy)\b"
)
_ROUGHLY = (
    r"(?:(?:about|approximately|up to|around|at least|a maximum of|maximum|maximally|nearly|almost|roughly"
    r"|the|an estimated|a total of|total of|~) ?)?"
)
_TAKE = (
    r"(?:enrol\w*|recruit\w*|includ(?:e|es|ed|ing)|inclusion|accru\w*|randomi[sz]e\w*|consist\w* of"
    r"|compris\w*(?: of)?|select\w*|involv\w*|admit\w*)"
)
# What a statement has in it: without one of these a pattern need not be tried. Then the words that it begins with, if
# they are few.
_TAKEN: Final = tuple("enrol recruit includ inclusion accru randomi consist compris select involv admit".split())
_GROUP_NAMES: Final = tuple("control intervention experimental treatment placebo first second third".split())
_DONE: Final = tuple("enrolled recruited included random selected accrued admitted entered".split())
_PATTERNS: Final[tuple[tuple[Form, tuple[str, ...], tuple[str, ...], re.Pattern[str]], ...]] = (
    (
        "total",
        ("total",),
        (),
        re.compile(
            rf"(?i)\b(?:a "
            rf"|in )?total(?: number)?(?: of)? (?:of )?{_ROUGHLY}(?P<n>{_COUNT})(?:\s?\([^()]{{1,20}}\))? {_PEOPLE}"
        ),
    ),
    (
        "total",
        _TAKEN,
        _TAKEN,
        re.compile(
            rf"(?i)\b{_TAKE} (?:of )?(?:a total of )?{_ROUGHLY}(?P<n>{_COUNT})(?:\s?\([^()]{{1,20}}\))? {_PEOPLE}"
        ),
    ),
    (
        "total",
        _DONE,
        (),
        re.compile(
            rf"(?i)(?<![\w,./-])(?P<n>{_COUNT})(?:\s?\([^()]{{1,20}}\))? {_PEOPLE}[^.;\n]{{0,140}}?\b(?:will be|were"
            rf"|are to be|would be|shall be"
            r"|are|have been) (?:\w+ly )?(?:enrolled|recruited|included|randomi[sz]ed|selected|accrued|admitted"
            r"|entered|(?<=randomly )(?:allocated|assigned|divided))\b"
        ),
    ),
    (
        "total",
        ("sample size",),
        ("total", "sample"),
        re.compile(
            rf"(?i)\b(?:total )?sample size (?:is|will be|was|of|=|:)(?: calculated| estimated| determined"
            rf"| set)?(?: (?:as|to be|at|of))? {_ROUGHLY}(?P<n>{_COUNT})(?: {_PEOPLE}|(?=[.;,)\n]))"
        ),
    ),
    (
        "total",
        ("evaluable",),
        ("enrol", "recruit"),
        re.compile(
            rf"(?i)\b(?:enrol\w*|recruit\w*) (?:up to |about "
            rf"|approximately )?(?P<n>\d{{1,4}}) (?P<evaluable>evaluable) {_PEOPLE}"
        ),
    ),
    (
        "total",
        ("take part", "participate"),
        (),
        re.compile(rf"(?i)(?<![\w,./-])(?P<n>{_COUNT}) {_PEOPLE}(?= will (?:take part|participate)\b)"),
    ),
    (
        "group",
        ("group", "arm"),
        (),
        re.compile(
            rf"(?i)(?<![\w,./-])(?P<n>{_COUNT})(?: (?:patients|participants|subjects|women|men|children|adults))?"
            r" (?:in|to|for) (?:the )?(?:(?:group|arm) (?P<label>[A-H]|\d|I{1,3}|IV)\b"
            r"|(?P<name>first|second|third|fourth|control|intervention|experimental|treatment|placebo) (?:group|arm)\b)"
        ),
    ),
    (
        "group",
        ("(n", "( n"),
        _GROUP_NAMES,
        re.compile(
            r"(?i)\b(?P<name>control|intervention|experimental|treatment|placebo|first|second|third) (?:group|arm)"
            r" ?\( ?n ?= ?(?P<n>\d{1,4})(?= ?\))"
        ),
    ),
    (
        "each",
        ("each", "every", "the two", "both", "per group", "per arm"),
        (),
        re.compile(
            rf"(?i)(?<![\w,./-])(?P<n>{_COUNT}) (?:patients|participants|subjects|women|men|children|cases"
            rf"|individuals|volunteers|females|males)?"
            r" ?(?:(?:in|per|for|to|into) (?:each|every|the two|both)(?: \w+){0,2} (?:groups?|arms?)"
            r"|per (?:group|arm))\b"
        ),
    ),
    (
        "each",
        ("each", "both"),
        ("each", "both"),
        re.compile(
            rf"(?i)\b(?:each|both) (?:\w+ ){{0,2}}(?:groups?|arms?) (?:will |would )?(?:consist\w* of|contain\w*"
            rf"|compris\w*|includ\w*|has|have|with|of) (?P<n>{_COUNT})\b(?! (?:weeks|days|months|sessions|doses))"
        ),
    ),
    (
        "group",
        ("group", "arm"),
        ("group", "arm"),
        re.compile(
            rf"(?i)\b(?:group|arm) ?\(?(?P<label>[A-H]|\d|I{{1,3}}|IV)\)? ?[:(=,-]{{0,2}} ?(?:n ?= ?|consist\w* of "
            rf"|includ\w* |compris\w* |contain\w* |with )?(?P<n>\d{{1,4}}) {_PEOPLE}"
        ),
    ),
    (
        "group",
        ("(n", "( n"),
        ("group", "arm"),
        re.compile(
            r"(?i)\b(?:group|arm) ?\(?(?P<label>[A-H]|\d|I{1,3}|IV)\)?[^.;\n()]{0,60}\( ?n ?= ?(?P<n>\d{1,4}) ?\)"
        ),
    ),
)
# Another study, a part of this one, or another kind of number.
_OTHER: Final = re.compile(
    r"(?i)\b(?:previous\w*|prior|earlier|(?:a|our|small|initial) pilot|pilot (?:phase|stage|part|data|work"
    r"|run)|preliminary|published|literature|et al|reported|showed|shown|survey\w*|meta-?analys\w+"
    r"|systematic reviews?|retrospective cohort|database|annual\w*|per year|each year|every year|worldwide"
    r"|prevalence|incidence|population of"
    r"|screen\w*|evaluable|analy[sz]\w*|complet\w*|drop-?outs?|attrition|lost|withdr\w+|power\w*"
    r"|sub-?(?:group|set|study|sample)"
    r"|interim|first|last|next|remaining|additional|further|another|other|half|some|replac(?:e|ed|ing)|each|every"
    r"|per (?:site|cent|cohort|dose|group|arm)|phase|part|stage|cohort|step|expansion|escalation|lead-in"
    r"|run-in|dose level|if|should"
    r"|minimum|at least|responders?|responses|events?|respond|deaths|extension|crossover|site|cent(?:er"
    r"|re)s? will|out of|of these|of them"
    r"|of whom|of which|who (?:had|have|received|underwent)|has been|have shown|demonstrated|currently"
    r"|have enrolled|to date|so far"
    r"|match\w*|arms?|groups?|healthy|controls?|historical|compared (?:to|with)|ratio|strat\w+|blocks? of|sequence)\b"
)
_OTHER_AFTER: Final = re.compile(
    r"(?i)\b(?:in each|per (?:site|cent\w+|arm|group|cohort)|at each|in the (?:first|pilot|expansion)"
    r"|in the [^.;]{0,60}?(?:group|arm)s?\b|"
    r"screen\w*|evaluable|responders|power\w*|sub-?(?:group|set|study)|phase|part \w\b|stage|cohort"
    r"|replac(?:e|ed|ing)\b|mortality|loss(?:es)?\b|respectively|drop-?out"
    r"|attrition|for each|in (?:group|arm) \w\b|in (?:each|both|the two)|each year|annually|and \d+"
    r"|analy[sz]\w*|interim|of each)"
)
_ALLOWANCE: Final = re.compile(
    r"(?i)\b(?:drop-?\s?outs?|attrition|loss(?:es)?|lost to|mortality|withdrawals?)\b[^.;]{0,30}\d{1,2} ?%"
    r"|\d{1,2} ?% (?:\w+ ){0,3}(?:drop-?\s?outs?|attrition|loss(?:es)?|mortality|withdrawals?)\b"
)
_NEXT_NUMBER: Final = re.compile(r"[,:;(](?: \w{2,8})?\s?\d")
_LIST: Final = re.compile(r"\d(?: and| or| to|,|-)\s?$")
_RESULTS: Final = re.compile(
    r"(?i)\bresults (?:can|show|were|are summ)|\bdata show|\bshowed\b|\bwas (?:safe|effective|found"
    r"|significant)|\bconcluded\b|\bfound that\b"
)
_COUNT_FIRST: Final = r"(?i)(?<![\w,./-])(?P<n>"
_SENTENCE_END: Final = re.compile(r"[.;!?](?=\s)|\n[ \t]{0,20}(?=[\n*•\-]|\d{1,2}[.)])")
SMALLEST: Final = 5


@dataclass(frozen=True, slots=True)
class SampleSize:
    """A number of people of the trial, `text[start:end]`: in total, in a labelled group, or in each of its groups.

    `sure` is a statement whose sentence has nothing that could make it one about a part, a group or another study.
    """

    start: int
    end: int
    count: int
    form: Form
    label: str
    evaluable: bool
    sure: bool


@remembered
def find_sample_sizes(text: str) -> list[SampleSize]:
    """The numbers of people that a text says its trial has, in order.

    >>> [(s.count, s.form) for s in find_sample_sizes("A total of 60 patients will be enrolled, 30 in each group.")]
    [(60, 'total'), (30, 'each')]
    """
    small = lowered(text)
    found: dict[int, SampleSize] = {}
    for form, signs, beginnings, pattern in _PATTERNS:
        if not any(map(small.__contains__, signs)):
            continue
        if pattern.pattern.startswith(_COUNT_FIRST):
            matches = matches_at(pattern, text, number_places(small))
        elif beginnings:
            matches = word_matches(pattern, text, small, beginnings)
        else:
            matches = pattern.finditer(text)
        for match in matches:
            count = int(parse_number(match["n"]) or 0)
            if count < SMALLEST or match.start("n") in found:
                continue
            groups = match.groupdict()
            found[match.start("n")] = SampleSize(
                match.start("n"),
                match.end(),
                count,
                form,
                (groups.get("label") or groups.get("name") or "").upper(),
                bool(groups.get("evaluable")),
                not _is_other(text, match),
            )
    return sorted(found.values(), key=lambda size: size.start)


def _is_other(text: str, match: re.Match[str]) -> bool:
    before = _SENTENCE_END.split(text[max(0, match.start() - 200) : match.start("n")])[-1]
    after = _NEXT_NUMBER.split(_SENTENCE_END.split(text[match.end() : match.end() + 100], maxsplit=1)[0])[0]
    if "evaluable" in match.groupdict():
        return bool(_OTHER.search(before))
    beyond = text[match.start() : match.end() + 200]
    return bool(
        _OTHER.search(before)
        or _ALLOWANCE.search(_SENTENCE_END.split(text[match.end() : match.end() + 160], maxsplit=1)[0])
        or _LIST.search(before)
        or _OTHER.search(match[0])
        or _OTHER_AFTER.search(after)
        or _RESULTS.search(beyond)
    )
