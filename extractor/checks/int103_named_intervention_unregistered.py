"""An agent that the title or an arm is named after is not among the interventions.

What it does: takes the drugs, codes, chemotherapy and radiotherapy that the titles and the arms' labels name as
studied, and looks for each in the names, other names and descriptions of the interventions, abbreviations spelled out.

Why it matters: a search for the agent does not find the trial, and nothing says which arm gets it.

Example: title "Peginterferon, Ribavirin and Boceprevir", the only intervention boceprevir.

Not an error: background therapy ("patients on metformin"), prior therapy ("after platinum"), "imatinib-resistant",
classes of drugs, a brand or code that may be the agent's other name.

References: ClinicalTrials.gov data element "Intervention Name(s)".
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from extractor.checks import cut
from extractor.language.arms.labels import names_dummy, names_placebo
from extractor.language.arms.title_agents import TitleAgent, bracketed, find_title_agents, is_generic
from extractor.language.modifiers import within_one_edit
from extractor.model import Evidence, Finding
from extractor.record import Intervention, TrialRecord

code = "INT103"
name = "named-intervention-unregistered"
severity: Final = "warning"
needs = ("interventions.registered",)

_WORD: Final = re.compile(r"[a-z0-9]{3,}")
_MEDICINES: Final = {"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC", "DIETARY_SUPPLEMENT", None}
_ALIKE: Final = 0.8
_LONGER: Final = 4
_WHOLE_NAME: Final = 8
_RADIO: Final = re.compile(r"(?i)radi|irradiat|\bRT\b|SBRT|SABR|IMRT|CRT\b|proton|gamma|brachy|\bGy\b|photon|ray\b")
_CHEMO: Final = re.compile(
    r"(?i)chemo|regimen|platin|taxel|rubicin|abine|\b(?:therapy|treatment|care)\b|CRT\b"
    r"|FOLF|CHOP|XEL|CAPOX|SOX\b|CVD|CVAD|BEACOPP|ABVD|FLAG|EPOCH|GEMOX|TPF\b|7\s?\+\s?3"
)
_COLLECTIVE: Final = re.compile(
    r"(?i)\b(?:standard|usual|best|routine|conventional)[- ](?:of[- ])?(?:care|therapy|treatment|medic)"
    r"|\bSOC\b|medications?\b"
    r"|drug therapy|\banti\w+ (?:therapy|drugs|treatment)|regimen|\bcare\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """A finding for each agent, at its first place, with the names of the interventions."""
    given = [one for one in record.interventions if one.origin == "registered"]
    told: set[str] = set()
    places = [title.evidence[0] for title in record.titles if title.kind != "acronym"]
    places += [arm.evidence[0] for arm in record.arms if arm.label and arm.evidence]
    for place in places if _is_trial(record) else ():
        for agent in find_title_agents(place.quote):
            text = place.quote[agent.start : agent.end]
            key = agent.kind if agent.kind in ("chemo", "radio") else text.casefold()
            if key not in told and not _is_registered(record, agent, place.quote, given):
                told.add(key)
                yield _finding(text, cut(place, agent.start, agent.end), given)


def _is_trial(record: TrialRecord) -> bool:
    return not any(fact.value == "OBSERVATIONAL" for fact in record.study_type)


def _is_registered(record: TrialRecord, agent: TitleAgent, title: str, given: list[Intervention]) -> bool:
    """Whether an agent is, or may be, one of the interventions."""
    if agent.kind == "radio":
        return any(one.type == "RADIATION" or _RADIO.search(_called(one)) for one in given)
    if agent.kind == "chemo":
        return any(_CHEMO.search(_called(one)) for one in given) or any(map(_is_medicine, _strangers(record, given)))
    if agent.kind == "code" and (
        title[: agent.start].rstrip().endswith((",", "(")) or not any(map(_may_be_coded, given))
    ):
        return True
    called = [title[agent.start : agent.end], *_words(bracketed(title, agent))]
    if any(_in(text, names) for names in (_names(record, one) for one in given) for text in called if len(text) > 2):
        return True
    if any(_COLLECTIVE.search(one.name) for one in given):
        return True
    return any(_is_medicine(one) and not is_generic(one.name) for one in _strangers(record, given) if _words(one.name))


def _strangers(record: TrialRecord, given: list[Intervention]) -> list[Intervention]:
    """The interventions, no dummies, of which no word stands in a title."""
    titled = " ".join(one.text for one in record.titles).casefold()
    return [one for one in given if not names_dummy(one.name) and not any(_in(w, titled) for w in _words(one.name))]


def _is_medicine(given: Intervention) -> bool:
    return given.type in _MEDICINES and not names_placebo(given.name)


def _may_be_coded(given: Intervention) -> bool:
    """Whether an intervention's name leaves room for a drug with a code: a medicine, or the placebo to one."""
    return given.type in _MEDICINES or names_placebo(given.name)


def _called(given: Intervention) -> str:
    return " ".join([given.name, *given.other_names])


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _in(text: str, names: str) -> bool:
    """Whether a name stands in others, but for a hyphen or how its middle is spelt."""
    wanted = "".join(_words(text)) or text.casefold()
    folded = names.casefold()
    if wanted in re.sub(r"[^a-z0-9]", "", folded):
        return True
    if any(len(word) >= _WHOLE_NAME and wanted.endswith(word) for word in _WORD.findall(folded)):
        return True  # "immunoglobulin", registered as hyperimmune globulin
    return len(wanted) > 5 and any(
        within_one_edit(wanted, word) or SequenceMatcher(None, wanted, word).ratio() >= _ALIKE
        for word in set(_WORD.findall(folded))
        if word[0] == wanted[0] and abs(len(word) - len(wanted)) < _LONGER
    )


def _names(record: TrialRecord, given: Intervention) -> str:
    """All that an intervention is called, with its description and the long forms of its abbreviations."""
    described = [
        e.quote for e in given.evidence if (e.path or "").endswith("description") and not names_placebo(given.name)
    ]
    names = [given.name, *given.other_names, *(part.name for part in given.components), *described]
    joined = " ".join(names)
    folded = joined.casefold()
    told = [one for one in record.abbreviations if one.short in joined or one.long.casefold() in folded]
    return " ".join([joined, *(f"{one.short} {one.long}" for one in told)])


def _finding(agent: str, place: Evidence, given: list[Intervention]) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"“{agent}” is named as studied, but is not among the interventions",
        suggestion="register it as an intervention and link it to its arms",
        evidence=[place, *(one.evidence[0] for one in given)],
        values={"named": agent, "registered": [one.name for one in given]},
    )
