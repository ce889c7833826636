"""A criterion says the opposite of the list that it stands in.

What it does: looks under exclusion for what is required of everybody (signed consent, "able and willing to ...",
"adequate renal function") and for short denials of what would exclude ("no known allergy", "not pregnant"), and under
inclusion for pregnancy by itself. Where most of an exclusion list is written as denials it is one finding, an info.

Why it matters: read to the letter, the trial keeps out those whom it wants.

Example: exclusion "Signed informed consent form"; exclusion "No iron drops".

Not an error: "unable or unwilling to consent"; a lack that is a reason ("no measurable disease", "absence of adequate
birth control"); a requirement that ends a longer criterion; trials of pregnancy; a list full of requirements, which
is the other list then (ELG103).
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import brief
from extractor.language.criteria.gaps import ListHeading, list_headings
from extractor.model import Evidence, Finding, Severity
from extractor.record import EligibilityCriterion, TrialRecord

code = "ELG105"
name = "exclusion-polarity-inverted"
severity: Final = "warning"
needs = ("criteria",)

REACH = 160
FEWEST = 4
MOST = 2
LONGEST_REST = 4
_CLAUSE = re.compile(r"[,;.(]")
_PARTS = re.compile(r"(?:^|\s)\([a-z0-9]\)\s")
_WHO = (
    r"(?:(?:the |all |each )?(?:study )?(?:subjects?|patients?|participants?|volunteers?|individuals?|famil(?:y|ies)"
    r"|parents?|caregivers?|guardians?|he/she|they|you)(?:['’]s)? (?:or [\w ]{2,30}? )?)?"
    r"(?:(?:who |that )?(?:is|are|be|has|have|must|should|can|must be|must have|should be|who) )?(?:(?:the|an?) )?"
)
_ABLE = (
    r"(?:(?:fully |freely |voluntarily )?(?:able|willing(?:ness)?|ability|capable|agree(?:s|ment)?|consent(?:s"
    r"|ing)?))"
)
_REQUIRED = re.compile(
    rf"(?i)\W*{_WHO}(?:{_ABLE}(?:,? (?:and|or|and/or|&) {_ABLE})?,? (?:to|of)\b"
    r"|(?:provided? |obtained |given |voluntar(?:y|ily) |personally )*(?:have |has )?"
    r"(?:sign(?:ed|ing|s)?|written|dated|provision of|provides?|giv(?:es?|en|ing))\b[^.;,\n]{0,40}\bconsent\b"
    r"|(?:informed )?consent (?:is |was |has been |must be )?(?:form )?(?:signed|obtained|given|provided)"
    r"|(?:with )?(?:adequate|sufficient) (?:[\w-]{2,20}(?:,|/)? ){1,5}functions?\b"
    r"|can understand\b[^.;\n]{0,60}\b(?:sign|consent)|understands? and (?:is |are )?(?:willing|able|sign))"
)
_REFUSED = re.compile(
    r"(?i)\b(?:not|no|un(?:able|willing|likely)|inab\w+|inadequate|never|without|lack\w*|refus\w*|declin\w+|withdr\w+"
    r"|revok\w+|impossib\w+|impair\w*|prevent\w*|interfer\w*|limit\w*|compromis\w*|affect\w*|hinder\w*|preclud\w*"
    r"|only if|unless|except|fail\w*|difficult\w*|cannot|can't|reduced|poor|questionable|doubtful|insufficient"
    r"|incapable|non-?\w+|already|another|other stud\w+|less than|exclu\w+|deprived|in whom|if\b)"
)
_DENIED = re.compile(
    r"(?i)\W*(?:(?:subjects?|patients?|participants?) (?:who |with |has |have |is |are )*)?(?:no|not|without)(?: any)?"
    r"(?: (?:known|current|active|clinical|previous|prior|concurrent|concomitant|signs? of|evidence of|history of|oral"
    r"|other|significant|systemic|serious|major|use of|taking|on|receiving)){0,4} "
    r"(?:(?:drug |food |latex )?(?:allerg\w+|hypersensitiv\w+)|pregnan\w+|lactat\w+|breast-?\s?feeding|nursing"
    r"|contra-?indication\w*|infections?|drops?|supplements?|medications?|smok\w+|(?:alcohol|drug|substance) (?:abuse"
    r"|use|dependence)|[\w-]+ (?:drops?|supplement\w*|therapy|treatment|medications?|tablets?|intake))\b"
    r"(?P<rest>[^\n]*)"
)
_MEANT = re.compile(
    r"(?i)\b(?:adequate|effective|sufficient|appropriate|available|respon\w+|standard|previous|prior|indicat\w+"
    r"|proof|proven)\b"
)
_MUST_NOT = re.compile(
    r"(?i)\W*(?:(?:subjects?|patients?|participants?|you) )?(?:(?:must|should|may|will|can|do|does) not|no|not|never"
    r"|without|cannot)\b"
)
_LACK = re.compile(
    r"(?i)\W*no(?:t)? (?:able|willing|measurable|adequate|consent|informed|available|access|signed|meet)"
)
_PREGNANT = re.compile(
    r"(?i)\W*pregnan(?:t|cy)(?:(?:,| or| and|/)+ ?(?:lactating|breast-?\s?feeding|nursing|lactation))*(?: (?:women"
    r"|females?|patients?|subjects?))?\W*"
)
_OF_PREGNANCY = re.compile(
    r"(?i)pregnan|matern|obstetr|gestation|natal|partum|labou?r\b|birth|fetal|foetal|c(?:a)?esarean|mother|lactat"
    r"|breast-?\s?feed|abortion|deliver|women"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """One finding for each criterion, at most one where the whole exclusion list is inverted."""
    excluded = [criterion for criterion in record.criteria if criterion.kind == "exclusion"]
    denials = [one for one in excluded if _MUST_NOT.match(one.text) and not _LACK.match(one.text)]
    if len(denials) >= FEWEST and 2 * len(denials) > len(excluded):
        yield _finding(record, denials[0], "the exclusion list says what must not be", severity="info")
        return
    lines = [(one, " ".join(one.text.split())) for one in excluded]
    required = [one for one, line in lines if not one.parent and _is_required(line)]
    if len(required) > MOST:
        return
    for criterion, line in lines:
        if criterion in required:
            yield _finding(record, criterion, f"{brief(criterion.text)} is a requirement, but stands under exclusion")
        elif _is_denied(line):
            yield _finding(record, criterion, f"{brief(criterion.text)} is a double negation under exclusion")
    pregnant = [
        one for one in record.criteria if one.kind == "inclusion" and not one.parent and _PREGNANT.fullmatch(one.text)
    ]
    if pregnant and record.titles and not any(_OF_PREGNANCY.search(text) for text in _subjects(record)):
        for criterion in pregnant:
            yield _finding(record, criterion, f"{brief(criterion.text)} stands under inclusion")


def _subjects(record: TrialRecord) -> list[str]:
    return [title.text for title in record.titles] + [condition.text for condition in record.conditions]


def _is_required(line: str) -> bool:
    match = _REQUIRED.match(line)
    return bool(match and not _REFUSED.search(line[: match.end() + REACH]))


def _is_denied(line: str) -> bool:
    return any(
        match and not _MEANT.search(match[0]) and len(_CLAUSE.split(match["rest"])[0].split()) <= LONGEST_REST
        for match in (_DENIED.match(part) for part in (_PARTS.split(line) if "(" in line else (line,)))
    )


def _finding(
    record: TrialRecord, criterion: EligibilityCriterion, message: str, *, severity: Severity = severity
) -> Finding:
    place = criterion.evidence[0]
    heading = _heading(record, criterion)
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=message,
        suggestion="move the criterion to the other list, or turn its wording round",
        evidence=[place, heading] if heading else [place],
        values={"criterion": criterion.text, "list": criterion.kind},
    )


def _heading(record: TrialRecord, criterion: EligibilityCriterion) -> Evidence | None:
    """The heading of the criterion's list, where the record has the text."""
    text = record.document.text
    if text is None:
        return None
    place = criterion.evidence[0]
    above: list[ListHeading] = [
        one
        for one in list_headings(text, [(c.evidence[0].start, c.evidence[0].end) for c in record.criteria])
        if one.kind == criterion.kind and one.start < place.start
    ]
    if not above:
        return None
    start, end = above[-1].start, above[-1].end
    return Evidence(start=start, end=end, quote=text[start:end], path=place.path, page=place.page)
