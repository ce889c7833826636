"""Two inclusion criteria ask for states that nobody has at once.

What it does: looks among the inclusion criteria for pairs of a small table: never treated and progressed on treatment,
never smoked and smoking, postmenopausal and pregnant or premenopausal, healthy and ill with the disease under study,
never treated with one kind of treatment ("insulin-naive") and treated with it.

Why it matters: to the letter, nobody is eligible.

Example: "No prior systemic therapy" beside "Progressed after first-line therapy".

Not an error: two groups ("patients with" and "patients without" the disease), cohorts and controls; alternatives; a
therapy that only the one criterion names ("no prior immunotherapy", "progressed on chemotherapy"), or names with its
purpose or time ("no prior radiotherapy to the target", "at least 4 weeks since radiotherapy", adjuvant therapy).
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief, diseases, one_line, targets
from extractor.language.conditions import related
from extractor.model import Finding
from extractor.record import EligibilityCriterion, TrialRecord

code = "ELG207"
name = "required-states-exclusive"
severity: Final = "warning"
needs = ("criteria.inclusion",)

_WHO = (
    r"\W*(?:(?:the |all )?(?:patients?|subjects?|participants?) )?(?:with )?"
    r"(?:(?:who )?(?:must |should )?(?:be|have|has|is|are|had) )?"
)
_FEMALE = r"(?:a )?(?:currently )?(?:(?:wom[ae]n|females?) )?(?:who are )?"
_PAIRS = [
    (
        re.compile(
            rf"(?i){_WHO}(?:(?:systemic )?(?:treatment|therapy)[- ]na[iï]ve|previously untreated"
            rf"|never (?:been )?treated"
            r"|(?:(?:received )?no|(?:must |should )?not have (?:received|had) any) (?:prior|previous) (?:systemic )?"
            r"(?:anti-?\s?cancer )?(?:therapy|treatment))\W*"
        ),
        re.compile(
            rf"(?i){_WHO}(?:disease )?(?:progress(?:ed|ion)|relapsed?|failed|failure|received)\b[^.;]{{0,30}}"
            r"\b(?:(?:first|second|1st|2nd)[- ]line|(?:prior|previous) (?:systemic )?(?:therap\w+|treatments?|lines?)"
            r"|at least (?:one|two|1|2) (?:prior |previous )?lines?)\b"
        ),
    ),
    (
        re.compile(rf"(?i){_WHO}(?:never[- ](?:smoked|smokers?)|(?:life-?long )?non-?\s?smokers?)\b"),
        re.compile(
            rf"(?i){_WHO}(?:(?:current|active|daily|heavy|regular)(?:ly)? (?:\w+ )?smok(?:ers?|ing)|smok(?:e|es"
            rf"|ing) at least)\b"
        ),
    ),
    (
        re.compile(rf"(?i){_WHO}{_FEMALE}post-?\s?menopausal\b"),
        re.compile(rf"(?i){_WHO}{_FEMALE}(?:pregnant|pre-?\s?menopausal)\b"),
    ),
]
# One kind of treatment that participants have never had, and that they have, or had.
_NAIVE = re.compile(
    rf"(?i){_WHO}(?:(?P<kind>[a-z]{{5,25}})[- ](?:therapy[- ])?na[iï]ve|na[iï]ve to (?P<to>[a-z]{{5,25}})"
    r"|(?:received )?no (?:prior|previous) (?P<no>[a-z]{5,25}))\b"
    r"(?! (?:therapy )?(?:for|with|within|in|to|of|other|except|allowed)\b)"
)
_TREATED = re.compile(
    rf"(?i){_WHO}(?:currently )?(?:progress(?:ed|ion)|failed|failure|inadequate response|received|on|taking|treated"
    r" with|stable|at least (?:one|two|three|\d)(?! (?:hours|days|weeks|months|years)))\b(?P<what>[^.;]{0,60})"
)
_NOT_THEN = re.compile(
    r"(?i)\b(?:adjuvant|neo-?adjuvant|peri-?operative|no|not|without|before|prior to|since|eligible|candidates?|planned"
    r"|ago)\b"
)
_NO_KIND = {"treatment", "therapy", "systemic", "history", "medical", "known", "other", "line", "lines", "exposure"}
_ALTERNATIVE = re.compile(r"(?i)\b(?:or|either|if|unless|except|for (?:the|those|patients|women))\b")
_GROUPS = re.compile(
    r"(?i)\b(?:cohorts?|groups?|arms?|controls?|part [a-d1-4]|phase [12i]+[ab]?|stage [12]|case-?\s?controls?"
    r"|healthy (?:volunteers?|controls?|participants?|donors?)|comparison|comparators?|matched|without)\b"
)
_HEALTHY = re.compile(
    r"(?i)\W*healthy (?:(?:adult|and|or|male|female|men|women) )*(?:subjects?|males?|females?|men|women|adults?)\b"
)
_ILL = re.compile(r"(?i)\W*(?:[\w-]+ ){0,3}(?:diagnosis of|diagnosed with|suffering from)\b")


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding a pair of criteria."""
    included = [one for one in record.criteria if one.kind == "inclusion" and not one.cohort and not one.parent]
    if any(one.cohort for one in record.criteria) or any(_GROUPS.search(one.text) for one in included):
        return
    plain = [(one, one_line(one.text)) for one in included if not _ALTERNATIVE.search(one.text)]
    for first, second in _PAIRS:
        one = next((c for c, line in plain if first.match(line)), None)
        other = next((c for c, line in plain if second.match(line) and c is not one), None) if one else None
        if one and other:
            yield _finding(one, other)
    for one, line in plain:
        kind = _naive_to(line)
        other = next((c for c, said in plain if _is_treated_with(said, kind)), None) if kind else None
        if other:
            yield _finding(one, other)
            break
    healthy = next((c for c in included if _HEALTHY.match(c.text)), None)
    ill = next((c for c in included if c is not healthy and _asks_for_target(record, c)), None)
    if healthy and ill:
        yield _finding(healthy, ill)


def _naive_to(line: str) -> str | None:
    """The kind of treatment that a criterion says nobody has had."""
    match = _NAIVE.match(line)
    kind = (match["kind"] or match["to"] or match["no"]).lower() if match else None
    return None if kind in _NO_KIND else kind


def _is_treated_with(line: str, kind: str) -> bool:
    """Whether a criterion asks for a treatment of that kind."""
    match = _TREATED.match(line)
    return bool(match and kind in match["what"].lower() and not _NOT_THEN.search(match["what"]))


def _asks_for_target(record: TrialRecord, criterion: EligibilityCriterion) -> bool:
    if not _ILL.match(criterion.text):
        return False
    studied = targets(record, "registered", "target")
    named = diseases(record, criterion.text)
    return any(related(phrase, target.phrase) for phrase in named for target in studied)


def _finding(one: EligibilityCriterion, other: EligibilityCriterion) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"{brief(one.text)} and {brief(other.text)} cannot both hold",
        suggestion="say which of the two is required, or of which group each",
        evidence=[one.evidence[0], other.evidence[0]],
        values={"first": one.text, "second": other.text},
    )
