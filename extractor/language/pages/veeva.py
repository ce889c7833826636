"""Pages of ClinicalTrials.Veeva as one copies them: labels always in one order, each on a line of its own."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.language.pages.blocks import (
    ARMS,
    ELIGIBILITY,
    INTERVENTION_TYPES,
    INTERVENTIONS,
    Line,
    Places,
    age,
    count,
    interventions,
    lines_of,
)

_DESIGN = "protocolSection.designModule.designInfo"
_IDENTIFICATION = "protocolSection.identificationModule"
# In the order of the page: the label, and what the line below it looks like where that is known.
_ORDER = (
    ("Status and phase", None),
    ("Conditions", None),
    ("Treatments", None),
    ("Study type", r"Interventional|Observational|Expanded"),
    ("Funder types", None),
    ("Identifiers", None),
    ("Details and patient eligibility", None),
    ("About", None),
    ("Full description", None),
    ("Enrollment", r"\d[\d,]* "),
    ("Sex", r"All$|Female$|Male$"),
    ("Ages", r".{0,40}\d.{0,40}$|All ages"),
    ("Volunteers", r"Accepts|No "),
    ("Inclusion criteria", None),
    ("Exclusion criteria", None),
    ("Trial design", None),
    ("Primary purpose", None),
    ("Allocation", None),
    ("Interventional model", None),
    ("Observational model", None),
    ("Time perspective", None),
    ("Masking", None),
    ("N participants in M patient groups", None),
    ("Trial documents", None),
    ("Trial contacts and locations", None),
    ("Central trial contact", None),
    ("Data sourced from clinicaltrials.gov", None),
)
_VALUES = [re.compile(value) if value else None for _, value in _ORDER]
_NAMES = [name for name, _ in _ORDER]
_RANKS = {name: rank for rank, name in enumerate(_NAMES)}
_NAMED_GROUPS = "N participants in M patient groups"
_GROUPS = re.compile(r"\d[\d,]{0,9} participants? in \d[\d,]{0,9} patient groups?$")
_PLAIN = {
    "Study type": "protocolSection.designModule.studyType",
    "Sex": f"{ELIGIBILITY}.sex",
    "Volunteers": f"{ELIGIBILITY}.healthyVolunteers",
    "Primary purpose": f"{_DESIGN}.primaryPurpose",
    "Allocation": f"{_DESIGN}.allocation",
    "Interventional model": f"{_DESIGN}.interventionModel",
    "Observational model": f"{_DESIGN}.observationalModel",
    "Time perspective": f"{_DESIGN}.timePerspective",
    "Masking": f"{_DESIGN}.maskingInfo.masking",
}
_PROSE = {
    "About": "protocolSection.descriptionModule.briefSummary",
    "Full description": "protocolSection.descriptionModule.detailedDescription",
}
LONGEST = 80
_TOP = re.compile(r"(?:ClinicalTrials\.Veeva|Menu|Sign in|Log in)$")
_PHASE = re.compile(r"(?i)(?:early )?phase|n/?a$")
_NCT = re.compile(r"NCT\d{8}$")
_TYPED_ID = re.compile(
    r"(\S.{0,200}?) \(([^()]{0,60}(?:Identifier|Grant|Contract|Number|EudraCT|CTIS|Registry)[^()]{0,40})\)$"
)
_GROUP = re.compile(r"(?:(Experimental|(?:Active|Placebo|Sham) [Cc]omparator|No [Ii]ntervention|Other) )?group$")
_DESCRIPTION = re.compile(r"Description:$")
_TREATMENT = re.compile(r"Treatments?:$")
_BODY = re.compile(r"(?:Description|Treatments?):$")
_BLANK = re.compile(r"\n[ \t]*\n")
_TYPED = re.compile(rf"(?i)(?:{INTERVENTION_TYPES}): ")


def read_veeva(places: Places) -> bool:
    """Places the fields of a ClinicalTrials.Veeva page; false, and nothing placed, if the text is none.

    >>> read_veeva(Places("Status and phase\\n\\nCompleted\\n\\nConditions\\n\\nAsthma"))
    False
    """
    lines = lines_of(places.text, 0, len(places.text))
    chain = _chain(places, lines)
    names = [_NAMES[rank] for _, rank in chain]
    if len(chain) < 6 or "Status and phase" not in names:
        return False
    _head(places, lines[: chain[0][0]])
    for (at, rank), until in zip(chain, [at for at, _ in chain[1:]] + [len(lines)], strict=True):
        below = lines[at + 1 : until]
        if below:
            _section(places, _NAMES[rank], below)
    _criteria(places, lines, chain)
    return True


def _chain(places: Places, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The longest run of labels in the page's order: (line, rank). Others are text that looks like a label."""
    ranks = [_rank(places, line) for line in lines]
    found = []
    for at, rank in enumerate(ranks):
        if rank is None:
            continue
        empty = at + 1 < len(lines) and ranks[at + 1] is not None
        if empty or _fits(places, rank, lines[at + 1 : at + 2]):
            found.append((at, rank))
    best: list[tuple[int, int]] = [(0, -1)] * len(_ORDER)  # by rank: length of the run, its last candidate
    before: list[int] = []
    for number, (_, rank) in enumerate(found):
        length, last = max(best[:rank], default=(0, -1), key=lambda run: run[0])
        before.append(last)
        if length + 1 > best[rank][0]:
            best[rank] = (length + 1, number)
    _, number = max(best, key=lambda run: run[0])
    run = []
    while number >= 0:
        run.append(found[number])
        number = before[number]
    return run[::-1]


def _rank(places: Places, line: Line) -> int | None:
    """The place in the page's order of the label that a line is."""
    if line.end - line.start > LONGEST:
        return None
    shown = places.show(line)
    return _RANKS.get(_NAMED_GROUPS if _GROUPS.match(shown) else shown)


def _fits(places: Places, rank: int, below: Sequence[Line]) -> bool:
    """Whether the next line can be the value of a label."""
    value = _VALUES[rank]
    return value is None or any(value.match(places.text, *line) for line in below)


def _head(places: Places, lines: Sequence[Line]) -> None:
    """Title and sponsor stand above the first label; between them the sponsor's logo."""
    shown = [line for line in lines if not _TOP.match(places.text, *line)]
    if shown:
        places.add(f"{_IDENTIFICATION}.briefTitle", *shown[0])
    if len(shown) > 1:
        places.add("protocolSection.sponsorCollaboratorsModule.leadSponsor.name", *shown[-1])


def _section(places: Places, name: str, lines: Sequence[Line]) -> None:
    first, last = lines[0], lines[-1]
    if name in _PLAIN:
        places.add(_PLAIN[name], *first)
    elif name in _PROSE:
        places.add(_PROSE[name], first.start, last.end)
    elif name == "Status and phase":
        _status(places, lines)
    elif name == "Conditions":
        for line in lines:
            places.item("protocolSection.conditionsModule.conditions[]", *line)
    elif name == "Treatments":
        interventions(places, INTERVENTIONS, lines)
    elif name == "Identifiers":
        _identifiers(places, lines)
    elif name == "Enrollment":
        count(places, "protocolSection.designModule.enrollmentInfo", first, None)
    elif name == "Ages":
        age(places, ELIGIBILITY, *first)
    elif name == _NAMED_GROUPS:
        _arms(places, lines)
    elif name == "Central trial contact":
        for line in lines:
            places.hide(*line)


def _status(places: Places, lines: Sequence[Line]) -> None:
    for line in lines:
        if _PHASE.match(places.text, *line):
            places.item("protocolSection.designModule.phases[]", *line)
        elif line is lines[0]:
            places.add("protocolSection.statusModule.overallStatus", *line)


def _identifiers(places: Places, lines: Sequence[Line]) -> None:
    """The NCT number, secondary ids with or without their type in brackets, and last the organisation's own id."""
    others = [line for line in lines if not _NCT.match(places.text, *line)]
    for line in lines:
        typed = _TYPED_ID.match(places.text, *line)
        if line not in others:
            places.add(f"{_IDENTIFICATION}.nctId", *line)
        elif line is others[-1] and typed is None:
            places.add(f"{_IDENTIFICATION}.orgStudyIdInfo.id", *line)
        else:
            here = places.next(f"{_IDENTIFICATION}.secondaryIdInfos[]")
            places.add(f"{here}.id", *(typed.span(1) if typed else line))
            if typed:
                places.add(f"{here}.type", *typed.span(2))


def _criteria(places: Places, lines: Sequence[Line], chain: Sequence[tuple[int, int]]) -> None:
    """One block, its headings in it, from the first criteria label to the label after the last."""
    ranks = [at for at, rank in chain if _NAMES[rank].endswith("clusion criteria")]
    if ranks:
        until = next((at for at, _ in chain if at > ranks[-1]), len(lines))
        places.add(f"{ELIGIBILITY}.eligibilityCriteria", lines[ranks[0]].start, lines[until - 1].end)


def _arms(places: Places, lines: Sequence[Line]) -> None:
    starts = _arm_starts(places, lines)
    for at, until in pairwise([*starts, len(lines)]):
        here = places.next(ARMS)
        places.add(f"{here}.label", *lines[at])
        body = list(lines[at + 1 : until])
        kind = _GROUP.match(places.text, *body[0])
        if kind:
            body.pop(0)
            if kind[1]:
                places.add(f"{here}.type", *kind.span(1))
        _arm_body(places, here, body)


def _arm_starts(places: Places, lines: Sequence[Line]) -> list[int]:
    """The lines before "Experimental group", or before "Description:" where groups have no type."""
    text = places.text

    def apart(at: int) -> bool:
        return at == 0 or bool(_BLANK.search(text, lines[at - 1].end, lines[at].start))

    typed = [at for at in range(len(lines) - 1) if _GROUP.match(text, *lines[at + 1]) and apart(at)]
    return typed or [at for at in range(len(lines) - 1) if _BODY.match(text, *lines[at + 1]) and apart(at)]


def _arm_body(places: Places, here: str, body: Sequence[Line]) -> None:
    text = places.text
    treatment = max((at for at, line in enumerate(body) if _TREATMENT.match(text, *line)), default=len(body))
    if body and _DESCRIPTION.match(text, *body[0]) and treatment > 1:
        places.add(f"{here}.description", body[1].start, body[treatment - 1].end)
    for line in body[treatment + 1 :]:
        if _TYPED.match(text, *line):
            places.item(f"{here}.interventionNames[]", *line)
