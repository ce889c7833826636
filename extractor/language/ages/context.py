"""Whose age, or whether an age at all: what stands around a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.language.ages.grammar import Expression
from extractor.language.numbers import places

_ITEM = re.compile(
    r"\n\s*(?:[-*•·◦▪]|o |\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})\s?[.)](?!\d))|\n(?=\s*\n)|(?:^|"
    r"(?<=\n))[^\n]{0,60}\n"
)
_LONG_LINE = 100
_SENTENCE = re.compile(r";|[.](?=\s+[a-z(\d])(?<!yrs[.])(?<!yr[.])(?<!e[.]g[.])(?<!i[.]e[.])(?<!approx[.])")
_KEYWORD = re.compile(
    r"[^a-z_](?:(?<=\d)(?=\s?y)|(?=[abcginmopuyt])(?<!\d)(?=a(?:ge|d(?:ult|olescent)|bove \d\d\b"
    r"|nd (?:over|above|up)\b)|y(?:ea)?r|o(?:ld|ver \d\d\b)|child|infant|n(?:ewborn|eonat)|t(?:oddler|een)"
    r"|b(?:ab|oy|elow \d\d\b)|girl|minor|pe(?:ople|rson)|under \d\d\b)())"
)

_NOUN = (
    r"(?:adults?|patients?|participants?|subjects?|volunteers?|individuals?|persons?|people|minors?|"
    r"males?|females?|m[ae]n|wom[ae]n"
    r"|child(?:ren)?|infants?|newborns?|neonates?|toddlers?|bab(?:y|ies)|adolescents?|teenagers?|youths?|"
    r"boys?|girls?|seniors?|both"
    r"|genders?|sex(?:es)?|students?|elderly|residents?|veterans?|employees?|smokers?|inpatients?|"
    r"outpatients?|recipients?)"
)
_AGE_WORD = re.compile(
    r"(?:\b(?:between|from)\s+(?:the\s+)?)?(?:\b(?:the\s+)?(?:participant|patient|subject|"
    r"child)s?'?s?\s+)?(?<![-\w])(?:chronological\s+)?"
    r"(?:ages?\b|aged\b|age(?:[- ](?:range|group|limits?|band|criteri[ao]n?|requirements?))s?\b|"
    r"(?<=\sof )age\b)"
    r"(?P<filler>[^0-9;<>≤≥×*+]{0,48})$"
)
_NOT_AN_AGE = re.compile(
    r"\b(?:child-?\s?bearing|reproductive|fertile|gestational|gestation|menopausal|legal|bone|mental|"
    r"school|appropriate\s+for|"
    r"developmental|conceptional|menstrual|skeletal|consenting|working|marriage|average|mean|median|any|"
    r"all|corrected for|(?:prior\s+to|before|until|since|after|by|(?:normal|predicted|"
    r"range)\s+for)(?:\s+the)?)\W+$"
)
_FILLER_STOPS = re.compile(
    r"±|[.]\s|\bclearance\b|\b(?:cohort|group|part|arm|stage|phase)s?\s*$|[.:]\s+[a-z]{3,}(?!.{0,3}$)|"
    r"\b(?:onset|"
    r"menarche|menopause|majority|consent|according|report|form|diagnosed|weigh\w*|bmi|score|treat\w*|history|height|following|"
    r"with|who|when|"
    r"use|must\s+have"
    r"|matched|adjusted|appropriate|specific|related|restrict\w*|within|last|past|least\s+one|for|prior|"
    r"previous|duration|contracept\w*|expectancy|"
    r"if|in\s+the|percentile|x|criteria|performance|status|weeks?|months?)\b"
)
_RANGE_WORD = re.compile(r"\b(?:between|from)\s+$")
_MARKER = re.compile(r"\s*[-*•·◦▪]?\s*(?:\(?(?:\d{1,2}|[a-z])\s?[.)]+)?\s*\(?")
_PEOPLE = re.compile(
    rf"\b{_NOUN}\b\)?\s*(?:[,:(\[]\s*)?(?:(?:who|that|which)\s+)?(?:(?:is|are|must\s+be|should\s+be|be|"
    rf"were)\s+)?"
    r"(?:(?:aged?|ages|between|from|of|currently|the|with|an?|in|both|either|male|female|and|or|only|"
    r"whose|inclusive|healthy|eligible|including),?\s+){0,4}"
    r"[,:(\[]?\s*$"
)
_OPEN = re.compile(r"(?:over|under|above|below) [\da-z-]+|\d{1,2} (?:and|or) (?:over|above|up|under|below)")
_SIGNED = re.compile(r"[<>≤≥] ?=? ?\d{1,2}|\d{1,2} ?\+")
_FROM_TO = re.compile(r"\d{1,2} ?(?:-|to) ?\d{2}")
_OF_AGES = re.compile(r"adult|child|adolescent|teen|elderly|senior|youth|boys|girls|\b(?:wo)?men\b|people")
_COMPLETE = re.compile(r"\s*(?:$|[.,;)\n]|(?:are|is|who|with|at|and|or|will|of|in|from|living|having|without)\b)")
_YOUNG = re.compile(r"child|infant|newborn|neonate|toddler|bab(?:y|ies)|boys|girls")
_TIME_BEFORE = re.compile(
    r"(?:\b(?:within|last|past|previous|preceding|prior|for|during|every|next|first|after|before|since|"
    r"until|ago|history|duration|"
    r"expectancy|survival|interval|follow-?up|every|over\s+(?:the|a)|period|relapse\w*|remission|lasting|"
    r"persist\w*|exposure|post|"
    r"stable|course|smok\w+|pack|weigh\w*|bmi|kg|score|ecog|prognosis|amenorrh\w+|menopaus\w+|symptoms?|"
    r"disease|therapy|vaccinat\w+|doses?|schedule|"
    r"treatment|diagnosis|experience|marriage|education|schooling|least\s+one|visits?|grade|stage|"
    r"surviv\w*|elapsed|washout|half-li\w+"
    r"|evolution|delay|life|time|long|term|study|dose|old\s+than)\b[^0-9;.]{0,24})$"
)
_TIME_AFTER = re.compile(
    r"\s*[,(]?\s*(?:of\s+(?!age)|history|follow|duration|prior|before(?![^.;]{0,20}birthday)|after\b|ago|since|post|"
    r"previous|earlier|later|apart|surviv|"
    r"from\s+(?!the\s+(?:age|date\s+of\s+birth))|"
    r"following|preceding|without|life|long|experience|treatment|therapy|education|per\b|x\b|"
    r"in\s+(?:a\s+row|remission|duration|length)|"
    r"expect|until|between|elapsed|course|interval|disease|during|through(?:out)?\b|relapse|survival|"
    r"post|must\s+have\s+(?:passed|elapsed)|"
    r"consecutive|or\s+longer|or\s+more\s+(?:of|after|prior|before|since|ago)|duration|program|study|"
    r"period|pack|outcomes?\b|results?\b)"
)
_OTHERS = re.compile(
    r"\b(?:contact\s+with|ha(?:ve|s|ving)\s+(?:an?\s+|at\s+least\s+(?:one|1)\s+)?(?:child|infant|baby|"
    r"son|daughter)|donors?|partners?|spouses?|mothers?|fathers?|parents?|paternal|siblings?|sisters?|"
    r"brothers?|"
    r"relatives?|caregivers?|"
    r"carers?|informants?|fertile\s+(?:women|females?)|sudden|death|deaths|"
    r"first\s+(?:symptoms?|episodes?|attacks?|seizures?)|"
    r"guardians?|household|cohabit\w*|famil(?:y|ial)|grandparents?|grandmothers?|sons?|"
    r"daughters?|offspring|companion|"
    r"onset|menarche|gestation\w*|postmenstrual|karnofsky|lansky|ecog|performance|conceptional|"
    r"premature|preterm|born|"
    r"first-degree|younger\s+child|mean|median|average|began|started|begun|since|before\s+the\s+age|"
    r"until\s+the\s+age|from\s+the\s+age|"
    r"cut-?off|framingham|life\s+expectancy|survival)\b(?!-)[^;]{0,60}$"
)
_THINGS = re.compile(
    r"\b(?:mri|scans?|x-?rays?|imaging|images|ct|biops\w+|samples?|tissues?|specimens?|results?|tests?|"
    r"vaccines?|films?|radiograph\w*|materials?|archiv\w+|"
    r"injur\w+|fractures?|wounds?|lesions?|grafts?|implants?|stents?)\b(?:(?!\b(?:in|among)\b)[^;,]){0,25}$"
)
_ONSET_AFTER = re.compile(r"\s*(?:at|of)\s+(?:the\s+)?(?:time\s+of\s+)?(?:\w+\s+){0,3}onset")
_GESTATION = re.compile(r"gestation|pregnan|postpartum|post-partum|\bga\b|trimester|antenatal|menstrua")
_DIAGNOSED = re.compile(
    r"\bdiagnos\w+\s+(?:\w+\s+){0,4}(?:before|at|prior\s+to|after|under|below|by|younger|"
    r"less)\b[^;]{0,20}$|\bdiagnos\w+\s*$"
)
_CONDITION = re.compile(
    r"\b(?:(?<!eligible )(?<!included )(?<!participate )if|when|where|unless|whenever|because|"
    r"in\s+case\s+of|provided|once|exceptions?|however|"
    r"applicable\s+(?:for|to)|required\s+(?:for|in)|only\s+for|"
    r"(?:assent|consent|permission)\s+(?:\w+\s+){0,6}(?:for|from|of|by|in|to))\b[^;,)]{0,60}$"
)
_SOME = re.compile(
    r"\b(?:for|in|from|to|by|on)\s+(?:all\s+|any\s+|those\s+|the\s+|minor\s+|younger\s+|older\s+)?(?:\w+\s+)?"
    r"(?:patients?|participants?|subjects?|those|children|child|adolescents?|adults?|minors|individuals|"
    r"persons?|males?|females?|men|women|"
    r"volunteers?|infants|girls|boys)\b[^;:,]{0,30}$|\bmaternal\b[^;]{0,20}$"
)
_CONDITION_AFTER = re.compile(
    r"\s*,?\s*with\s+(?:at\s+least|one|any|[≥>])|"
    r"\s*,?\s*or\s+(?:adults?|patients?|participants?|subjects?|those)\s+(?:with|who|having)\b|"
    r"\s*[,)]?\s*(?:(?:and|or)\s+[\d -]+years(?:\s+old)?\s+)?(?:(?:or\s+)?their\s+\w+\s+|who\s+|"
    r"with\s+\w+\s+)?(?:(?:must|should|will|shall|may(?!\s+be\s+(?:included|enrolled|eligible))|can|need|"
    r"needs|requires?|are\s+(?:required|asked|permitted))\b)"
    r"|[^;]{0,60}\b(?:assent|guardian|parental|legal\s+representative)\b"
)
_CONSENT_AFTER = re.compile(
    r"(?!\s*,?\s*(?:whose|or|and)\b)[^;]{0,60}\b(?:assent|consent|guardian|parental|legal representative)\b"
)
_NORM = re.compile(r"\d[^;\n]{0,25}\b(?:for|in)\s+(?:\w+\s+)?(?:age[sd]?\s+)?(?:of\s+)?$")
_NORM_AFTER = re.compile(r"\s*[:|]?\s*\d+\.\d+\b(?![.]\d)")
_MENOPAUSE = re.compile(r"menopaus|amenorr|\bfsh\b|follicle|hysterectom|oophorectom|ovariectom|menses|menstru")
_MENSES = re.compile(
    r"amenorr|\bfsh\b|follicle|defined|considered|months|last menstrual|menses|hysterectom|oophorectom"
)
_DEFINES = re.compile(r"menopaus[^\n]{0,200}(?:defined|following|criteri|:\s*\n)[^\n]{0,80}\n[^:]{0,250}$")
_DEFINED = re.compile(r"\bdefined\b|\bconsidered\b")
_FERTILE = re.compile(r"sterili|child-?\s?bearing|contracepti|pregnancy test")
_MEASURE_AFTER = re.compile(
    r"\s*[:=,(-]{0,2}\s*(?:[<>≤≥=]\s*)?\d+(?:\.\d+)?\s*(?:mg|g/|ml|mm|µ|u/l|iu|%|x\s?\d|x\s?10|kg|cm|bpm|"
    r"umol|beats|msec|ms\b|points)"
)
_EXCLUDED_BEFORE = re.compile(r"\b(?:excluded?|excluding|exclusion)\b[^,;]{0,40}$")
_EXCLUDED_AFTER = re.compile(
    r"[^,;]{0,40}\b(?:are|is|be|were)\s+(?:excluded|ineligible|not\s+(?:eligible|included|enrolled|"
    r"allowed|accepted))\b"
)
_OUTSIDE = re.compile(
    r"\b(?:outside|out of|beyond|not\s+(?:between|within|in\s+the|aged|in)|other\s+than|"
    r"not\s+meet\w*)\b[^;]{0,40}$"
)
_RESTRICTED = re.compile(
    r"\s*,?\s*(?:\(?(?:with|without|and|who|that|which|whose|if|unless|having|taking|not|but|except|"
    r"in\s+(?:the\s+)?(?:case|presence|absence)|undergoing|on|receiving)\b)"
)
_JOINS = re.compile(r"\s*(?:\([^()]{0,40}\)|[a-z0-9 ]{0,25})?\s*(?:,|/|;|and|or|&)(?:\s*(?:and|or))?\s*\(?")


class Clause(NamedTuple):
    """A list item (`item_start`, `item_end`) and the sentence of it that holds an expression."""

    item_start: int
    item_end: int
    start: int
    end: int

    def says(self, text: str, words: re.Pattern[str]) -> bool:
        return words.search(text, self.start, self.end) is not None


def items(text: str) -> Iterator[tuple[int, int]]:
    """The list items of a `plain` text that may hold an age: (start, end).

    A line is an item, save in a text that was wrapped at some 80 columns.
    """
    keywords = places(_KEYWORD, text)
    wrapped = bool(keywords) and _is_wrapped(text)
    start = 0
    for keyword in keywords:
        if not wrapped:
            start = max(start, text.rfind("\n", start, keyword) + 1)
        while start <= keyword:
            end = _item_end(text, start) if wrapped else text.find("\n", start) + 1 or len(text)
            if keyword < end:
                yield start, end
            start = end


def _is_wrapped(text: str) -> bool:
    """Whether no line is long.

    >>> _is_wrapped("short\\nlines"), _is_wrapped("short\\n" + 100 * "x")
    (True, False)
    """
    start = 0
    while start + _LONG_LINE <= len(text):
        end = text.find("\n", start, start + _LONG_LINE)
        if end < 0:
            return False
        start = end + 1
    return True


def _item_end(text: str, start: int) -> int:
    """Where the list item of a wrapped text ends that begins at `start`."""
    match = _ITEM.search(text, start)
    if match is None:
        return len(text)
    return match.end() if match[0].endswith("\n") else max(match.start(), start + 1)


def clause(text: str, item: tuple[int, int], found: Expression) -> Clause:
    """The sentence of an item around an expression, at most 300 characters to either side."""
    start, end = max(item[0], found.start - 300), min(item[1], found.end + 300)
    for match in _SENTENCE.finditer(text, start, end):
        if match.end() <= found.start:
            start = match.end()
        elif match.start() >= found.end:
            end = match.start()
            break
    return Clause(*item, start, end)


def plausible(text: str, found: Expression) -> bool:
    """A first look: years, a word such as "old", or the word "age" or a young noun before."""
    if found.old or found.unit == "year":
        return True
    before = text[max(0, found.start - 70) : found.start]
    if found.unit is None and _is_bare(text, found):
        return True
    return "age" in before or (found.unit is not None and _YOUNG.search(before) is not None)


def statement_start(text: str, found: Expression, around: Clause, *, continues: bool) -> int | None:
    """Where the words that state the participant's age begin, None where the expression is no such age.

    `continues`: another age stands just before, joined to this one.
    """
    before = text[max(around.start, found.start - 120) : found.start]
    after = text[found.end : min(around.end, found.end + 160)]
    lead = _age_word(before)
    if _belongs_to_others(text, before, after, around, found, led=lead is not None):
        return None
    start = found.start - len(before) + (lead if lead is not None else len(_RANGE_WORD.sub("", before)))
    if lead is not None or found.old:
        return start
    if found.unit is None:
        return start if _is_bare(text, found) and _COMPLETE.match(after) and _is_subject(text, before, found) else None
    if any(p.match(after) for p in (_TIME_AFTER, _MEASURE_AFTER)):
        return None
    people = _people(before, found)
    if _TIME_BEFORE.search(before, people or 0) and (people is None or not _is_wide(found)):
        return None
    if continues or people is not None or _stands_alone(before, after, found) or _is_wide(found):
        return start
    if len(found.bounds) == 1 and found.bounds[0].value == 18 and found.bounds[0].kind in (">=", ">"):
        return start  # the age of majority
    return None


def _is_bare(text: str, found: Expression) -> bool:
    """ "over 65", "18 and over", "65+", "18-65": few other quantities are written so without their unit."""
    words = text[found.start : found.end]
    forms = (_OPEN, _SIGNED) if len(found.bounds) == 1 else (_FROM_TO,)
    return any(form.fullmatch(words) for form in forms)


def _is_subject(text: str, before: str, found: Expression) -> bool:
    people = _PEOPLE.search(before)
    if people is not None:
        return len(found.bounds) == 1 or _OF_AGES.search(people[0]) is not None
    return _MARKER.fullmatch(before) is not None and _OPEN.fullmatch(text, found.start, found.end) is not None


def _people(before: str, found: Expression) -> int | None:
    """Where those are named whose age this is, right before it: "in children under 5 years"."""
    people = _PEOPLE.search(before)
    if people is None or not (found.bounds[0].unit == "year" or _YOUNG.search(people[0])):
        return None
    return people.start()


def _stands_alone(before: str, after: str, found: Expression) -> bool:
    """ "18-65 years" as a whole list item."""
    if found.unit != "year" or _MARKER.fullmatch(before) is None:
        return False
    compared = len(found.bounds) == 2 or found.bounds[0].kind != ""
    return (found.bounds[-1].value >= 12 and compared) or not re.match(r"\s*[a-z]", after)


def _is_wide(found: Expression) -> bool:
    """A span of five years and more is seldom anything but an age."""
    return len(found.bounds) == 2 and found.unit == "year" and found.bounds[1].value - found.bounds[0].value >= 5


def conditional(text: str, found: Expression, around: Clause) -> bool:
    """The sentence may speak of these ages alone: "patients of 12 to 17 years must assent", "in children under 12"."""
    if _CONDITION_AFTER.match(text, found.end, around.end):
        return True
    return _SOME.search(text, max(around.start, found.start - 70), found.start) is not None


def _age_word(before: str) -> int | None:
    match = _AGE_WORD.search(before)
    if match is None or _NOT_AN_AGE.search(before, 0, match.start()):
        return None
    stopped = _FILLER_STOPS.search(match["filler"]) or match["filler"].count(")") > match["filler"].count("(")
    return None if stopped else match.start()


def _belongs_to_others(text: str, before: str, after: str, around: Clause, found: Expression, *, led: bool) -> bool:
    if found.unit in ("week", "month", "day") and (_GESTATION.search(before) or _GESTATION.search(after[:40])):
        return True
    if _OTHERS.search(before) or _DIAGNOSED.search(before):
        return True
    if _CONDITION.search(before) or _NORM.search(before) or _NORM_AFTER.match(after):
        return True
    if found.bounds[0].kind in ("<", "<=") and len(found.bounds) == 1 and _CONSENT_AFTER.match(after):
        return True
    if _ONSET_AFTER.match(after) or (not led and _THINGS.search(before)):
        return True
    opening = len(before.strip(" \n-*•·◦▪(:")) < 40
    if _defines_menopause(text, around, found, led=led, opening=opening):
        return True
    return around.says(text, _FERTILE) and (around.says(text, _DEFINED) or not (opening or led or found.old))


def _defines_menopause(text: str, around: Clause, found: Expression, *, led: bool, opening: bool) -> bool:
    """ "women of 50 and more without menses" is no age of participants, "postmenopausal women of 50-70" is."""
    ranged = len(found.bounds) == 2
    if not ranged and _DEFINES.search(text, max(0, around.item_start - 300), around.item_start):
        return True
    if not around.says(text, _MENOPAUSE):
        return False
    if around.says(text, _MENSES):
        return not (opening and (led or ranged))
    return not (led or ranged or found.old)


def joins(text: str, start: int, end: int) -> bool:
    """The words between two ages say that the second goes on with the first: " (part 1) and "."""
    return end - start < 80 and _JOINS.fullmatch(text, start, end) is not None


def excludes(text: str, found: Expression, around: Clause) -> bool:
    """The sentence itself says that these are left out ("patients under 18 are excluded")."""
    if _EXCLUDED_AFTER.match(text, found.end, around.end):
        return True
    return _EXCLUDED_BEFORE.search(text, max(around.start, found.start - 60), found.start) is not None


def outside(text: str, found: Expression, around: Clause) -> bool:
    """ "not between 18 and 75", "outside the age range 18-75"."""
    return _OUTSIDE.search(text, max(around.start, found.start - 60), found.start) is not None


def restricted(text: str, found: Expression, around: Clause) -> bool:
    """ "over 65 with diabetes": the age is one part of a narrower exclusion."""
    before = text[around.item_start : found.start].strip(" \n-*•·◦▪(:")
    return _RESTRICTED.match(text, found.end, around.end) is not None or len(before) > 70
