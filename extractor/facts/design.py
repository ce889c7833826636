"""Study design: status, type, phases, allocation, model, masking, purpose; as registered, then as titles state them."""

import re
from collections.abc import Iterator

from extractor.facts import Found, merged, not_understood, proof, registered
from extractor.language import enumerations as words
from extractor.language.protocols.designs import find_statements
from extractor.language.protocols.identity import FIRST_PAGES
from extractor.language.protocols.labels import FRONT, find_labelled
from extractor.language.trial_phases import find_trial_phases
from extractor.model import Document, Evidence
from extractor.record import CodedList, CodedText, TrialRecord

GIVES = (
    "status",
    "study_type",
    "phases",
    "allocation",
    "intervention_model",
    "masking",
    "who_masked",
    "primary_purpose",
)
NEEDS = ("titles", "descriptions")

_DESIGN = "protocolSection.designModule"
_INFO = f"{_DESIGN}.designInfo"
CODED = (
    ("status", "protocolSection.statusModule.overallStatus", words.STATUS),
    ("study_type", f"{_DESIGN}.studyType", words.STUDY_TYPE),
    ("allocation", f"{_INFO}.allocation", words.ALLOCATION),
    ("intervention_model", f"{_INFO}.interventionModel", words.MODEL),
    ("primary_purpose", f"{_INFO}.primaryPurpose", words.PURPOSE),
)
# EU CTR answers yes or no to each value.
YES_NO = (
    ("allocation", "E.8.1.1", "RANDOMIZED"),
    ("masking", "E.8.1.2", "NONE"),
    ("masking", "E.8.1.3", "SINGLE"),
    ("masking", "E.8.1.4", "DOUBLE"),
    ("intervention_model", "E.8.1.5", "PARALLEL"),
    ("intervention_model", "E.8.1.6", "CROSSOVER"),
)
YES_NO_PHASES = (("E.7.1", "PHASE1"), ("E.7.2", "PHASE2"), ("E.7.3", "PHASE3"), ("E.7.4", "PHASE4"))

# Each with letters that all of its words have.
STATED = (
    ("allocation", "NON_RANDOMIZED", "randomi", r"\bnon-?\s?randomi[sz]ed\b"),
    ("allocation", "RANDOMIZED", "randomi", r"(?<!non-)(?<!non )(?<!not )\brandomi[sz]ed\b"),
    ("masking", "NONE", "label", r"\bopen[- ]label(?:led)?\b(?!\s+(?:extension|period|phase(?!\s?(?:[0-4]|i))))"),
    ("masking", "SINGLE", "", r"\b(?:single|assessor|observer|evaluator|investigator)[- ](?:blind|mask)(?:ed)?\b"),
    ("masking", "DOUBLE", "double", r"\bdouble[- ](?:blind|mask)(?:ed)?\b"),
    ("masking", "TRIPLE", "triple", r"\btriple[- ](?:blind|mask)(?:ed)?\b"),
    ("masking", "QUADRUPLE", "quadruple", r"\bquadruple[- ](?:blind|mask)(?:ed)?\b"),
    ("intervention_model", "SINGLE_GROUP", "single", r"\bsingle[- ](?:arm|group)\b"),
    ("intervention_model", "PARALLEL", "parallel", r"\bparallel[- ](?:group|arm|assignment|design)s?\b"),
    ("intervention_model", "CROSSOVER", "cross", r"\bcross-?\s?over\b(?=[- ](?:study|trial|design)|,)"),
    ("intervention_model", "FACTORIAL", "factorial", r"\bfactorial\b"),
)
_STATED = tuple((name, value, letters, re.compile(pattern, re.I)) for name, value, letters, pattern in STATED)
_PHASE_JOINT = re.compile(r"\s?–\s?|\s(?:and|or|to)\s", re.I)
_PHASE_TITLE = re.compile(
    r"(?i)\b(?:early\s+)?phase[\s-]{0,2}(?:0|[1-4]|iv|i{1,3})(?:\s?[abc])?(?![a-z\d])"
    r"(?:(?:\s?[/&,+–-]\s?|\s(?:and|or|to)\s)(?:phase\s?)?(?:[1-4]|iv|i{1,3})(?:\s?[abc])?\b"
    r"(?!\s?(?:day|week|month|year|mg|arm|group|cent)))?"
)


def find(document: Document, record: TrialRecord) -> Found:
    """Registered values first; then what the titles say of the design."""
    fields = merged(
        *(
            registered(document, path, lambda text, allowed=allowed: words.coded(text, allowed), CodedText, name=name)  # type: ignore[misc]
            for name, path, allowed in CODED
        ),
        registered(document, f"{_INFO}.maskingInfo.masking", words.masking, CodedText, name="masking"),
        _phases(document),
        _who_masked(document),
        _yes_no(document),
    )
    stated = merged(fields, *_stated(document, record))
    return merged(stated, *_of_protocol(document)) if document.kind == "protocol" else stated


def _phases(document: Document) -> Found:
    fields = document.all(f"{_DESIGN}.phases")
    values: set[str] = set()
    used, unread = [], []
    for item in fields:
        if value := words.phases(document.value(item)):
            values.update(value)
            used.append(item)
        else:
            unread.append(not_understood(document, item, "phases", "names no phase"))
    if values - {"NA"}:
        values.discard("NA")
    ordered = sorted(values, key=words.PHASES.index)
    facts = [CodedList(value=ordered, origin="registered", evidence=proof(document, used))] if ordered else []
    return {"phases": facts, "unparsed": unread}


def _who_masked(document: Document) -> Found:
    fields = document.all(f"{_INFO}.maskingInfo.whoMasked") or document.all(f"{_INFO}.maskingInfo.masking")
    roles: list[str] = []
    used = []
    for item in fields:
        if found := words.who_masked(document.value(item)):
            roles.extend(role for role in found if role not in roles)
            used.append(item)
    return {
        "who_masked": [CodedList(value=roles, origin="registered", evidence=proof(document, used))] if roles else []
    }


def _yes_no(document: Document) -> Found:
    found: Found = {}
    for name, source, value in YES_NO:
        for item in document.all(f"source:{source}")[:1]:
            if words.flag(document.value(item)):
                evidence = proof(document, [item])
                found.setdefault(name, []).append(CodedText(value=value, origin="registered", evidence=evidence))
    yes = [
        (value, item)
        for source, value in YES_NO_PHASES
        for item in document.all(f"source:{source}")[:1]
        if words.flag(document.value(item))
    ]
    if yes:
        evidence = proof(document, [item for _, item in yes])
        found["phases"] = [CodedList(value=[value for value, _ in yes], origin="registered", evidence=evidence)]
    return found


def _stated(document: Document, record: TrialRecord) -> Iterator[Found]:
    """What the titles and the registry's own description of the design say, one fact a value and place."""
    places = [title.evidence[0] for title in record.titles]
    places += [text.evidence[0] for text in record.descriptions if text.kind == "model"]
    for place in places:
        text = place.quote.replace("\n", " ")
        small = text.lower()
        for name, value, letters, pattern in _STATED:
            if letters in small and (match := pattern.search(text)):
                yield {name: [CodedText(value=value, origin="stated", evidence=[_within(document, place, match)])]}
        if (match := _PHASE_TITLE.search(text)) and (phases := words.phases(_PHASE_JOINT.sub("/", match[0]))):
            yield {"phases": [CodedList(value=phases, origin="stated", evidence=[_within(document, place, match)])]}


_ASPECTS = {"masking": "masking", "allocation": "allocation", "model": "intervention_model"}
_JUDGED = "ASSESSOR"  # masked is whoever judges the outcome


def _of_protocol(document: Document) -> Iterator[Found]:
    """What a protocol's synopsis and body say of its design: for each aspect the values, that said most often first."""
    said: dict[str, dict[str, list[Evidence]]] = {}
    for one in find_statements(document.text):
        value = "SINGLE" if one.value == _JUDGED else one.value
        places = said.setdefault(_ASPECTS[one.aspect], {}).setdefault(value, [])
        places.append(document.evidence(one.start, one.end))
    alone = said.get("intervention_model", {}).get("SINGLE_GROUP", [])
    allocated = said.get("allocation", {})
    if len(alone) >= len(allocated.get("RANDOMIZED", [])):
        allocated.pop("RANDOMIZED", None)
    for name, values in said.items():
        for value, evidence in sorted(values.items(), key=lambda item: -len(item[1])):
            yield {name: [CodedText(value=value, origin="stated", evidence=evidence[:3])]}
    for item in find_labelled(document.text, "phase"):
        text = document.text[item.start : item.end]
        named = text if _PHASE_VALUE.fullmatch(text) else ""
        if phases := words.phases(_PHASE_JOINT.sub("/", named)) if named else None:
            evidence = [document.evidence(item.start, item.end)]
            yield {"phases": [CodedList(value=phases, origin="stated", evidence=evidence)]}
            return
    if match := _PHASE_LINE.search(document.text, 0, FIRST_PAGES):
        evidence = [document.evidence(*match.span("phase"))]
        yield {"phases": [CodedList(value=words.phases(match["phase"]) or [], origin="stated", evidence=evidence)]}
        return
    for phase in find_trial_phases(document.text[:FRONT])[:1]:
        evidence = [document.evidence(phase.start, phase.end)]
        yield {"phases": [CodedList(value=list(phase.values), origin="stated", evidence=evidence)]}


# A line that ends in the phase, or in the amendment's number behind it: "Protocol AB-3; Phase 3 AMENDMENT INT-6".
_PHASE_LINE = re.compile(
    r"(?m)(?:^[ \t]*|[;,|] ?)(?P<phase>(?i:phase)\s(?:[1-4]|IV|I{1,3})[ab]?)(?:[ ](?i:amendment)[ ][\w-]{1,12})?[ \t]*$"
)
_PHASE_VALUE = re.compile(
    r"(?i)(?:phase\s)?(?:0|[1-4]|iv|i{1,3})(?:\s?[abc])?(?:\s?[/-]\s?(?:phase\s)?(?:[1-4]|iv|i{1,3})(?:\s?[abc])?)?"
)


def _within(document: Document, place: Evidence, match: re.Match[str]) -> Evidence:
    return document.evidence(place.start + match.start(), place.start + match.end(), path=place.path)
