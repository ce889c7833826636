"""What a protocol's trial gives or compares: its own agents, comparators and placebo."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from extractor.language.arms.title_agents import find_title_agents, is_generic
from extractor.language.protocols.groups import find_named_groups
from extractor.language.protocols.labels import find_labelled

Role = Literal["experimental", "comparator", "placebo"]

_END: Final = (
    r"(?=\s(?:in|versus|vs\.?|compared|for|on|to|as|administered|given|followed|among|with(?!\splacebo)|when|after|during|using|given|over|at|who|whose)\b"
    r"|\s[a-z]+ed\sto\b|[,;:(]|\.(?:\s|$)|\s?\n\s?\n|$)"
)
_NAME: Final = r"(?P<name>[^\s,;:()][^,;:()\n]{1,80}?)"
_BOTH: Final = re.compile(rf"(?i)\bcompar(?:ing|e)\s[^,;:]{{2,60}}?\s(?:to|with|and)\s(?:the\s|an?\s)?{_NAME}{_END}")
_ASPECT: Final = (
    r"(?:the\b|efficacy|safety|tolerability|effects?|pharmaco|immuno|long[- ]term|clinical|patients?"
    r"|participants?|subjects?|adults?|children|"
    r"quality|incidence|outcomes?|durability|impact|risk|bioavail|whether|how|dose|doses|drug|treatment|study|trial|intervention|it\b|its\b|this|these|two\b|"
    r"each|both|an?\b|all\b|three|different|various|changes?|response|primary|secondary|copper|evaluat|single|multiple|repeat)"
)
_THING: Final = re.compile(f"(?i)^{_ASPECT}")
_STUDIED: Final = re.compile(
    rf"(?i)\b(?:(?:efficacy|safety|tolerability|effects?|pharmacokinetics|immunogenicity|durability|impact|use|activity|benefit|superiority"
    rf"|non-?inferiority|evaluation|balance)\s(?:and\s\w+\s)?of\s(?:(?:the|a|an)\s)?(?:(?:intravenous|intranasal|oral|subcutaneous|daily|once|repeated|multiple|single|doses?|of|"
    rf"fixed|treatment|with|different)\s){{0,4}}"
    rf"|(?:study|trial)\sof\s(?:(?:the|a|an|oral|intranasal|intravenous)\s){{0,2}}"
    rf"|(?:investigate|evaluate|assess|test|comparing|compare|treated\swith|treatment\swith|therapy\swith)\s(?:(?:the|a|an)\s)?)(?!{_ASPECT}){_NAME}{_END}"
)
_COMPARED: Final = re.compile(
    rf"(?i)\b(?:versus|vs\.?|compared\s(?:with|to)|comparison\s(?:with|to)|relative\sto|in\scomparison\s(?:with|to))\s(?:the\s|a\s)?{_NAME}{_END}"
)
_PLACEBO: Final = re.compile(r"(?i)\b(?:placebo|sham|vehicle)\b(?![- ]?(?:treated|response|effect|lead))")
_NO_NAME: Final = re.compile(
    r"(?i)^\W|:$|^(?:(?:test|study|investigational|reference|control|active|trial)\s(?:medicinal\s)?(?:product|drug|treatment|device)s?|upon|within|added|dispens\w*|united|interruption"
    r"|discontinuation|pregnancy|results?|form|any|for|all|ind|name)\b|\b(?:will|is|are|was|should|may"
    r"|must|be|supplied|according|refer|section|see|not applicable|n/a|none|number|identif|please"
    r"|provided|following|study|the)\b|[.?!]\s"
)
_CUT: Final = re.compile(
    r"\s*(?:\(|\[|,|;|/(?=\s)|\s[-–]\s|\d+(?:\.\d+)?\s?(?:mg|g|µg|mcg|ml|mL|%|IU)\b|\s(?:tablets?|capsules?|injections?|solution|oral|vials?|infusion|matching|powder|film)\b).*$"
)
_PLUS: Final = re.compile(
    r"(?i)\s(?:plus|and|combined\swith|in\scombination\swith|added\sto|with)\s(?:(?:an?|the|either)\s)?"
)
_COURSE: Final = re.compile(
    r"(?i)(?:\s(?:induction|maintenance|adjuvant|neoadjuvant|combination|therapy|treatment|monotherapy|regimens?|and|plus|or))+$"
)
_JOINED: Final = re.compile(r"\s*(?:\n|\s\|\s|;|,\s|\s(?:and|or|plus|\+)\s)\s*")
_BRACKET: Final = re.compile(r"\s?\((?P<inside>[^()\n]{2,50})\)")
_BACKGROUND: Final = re.compile(
    r"(?i)\b(?:on|to|receiving|taking|background|failed|prior|previous|after|following|refractory to"
    r"|resistant to|naive to|responses? to|treatment with)\s(?:\w+\s){0,2}$"
)
_FEWEST = 3
USED = 5  # how often a protocol names a treatment at least
MOST_WORDS = 5
LONGEST = 60  # characters of a name
SHORTEST = 3  # letters of an abbreviation that names no treatment


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment named at text[start:end]; `other` is what it is called in brackets behind its name."""

    start: int
    end: int
    name: str
    role: Role
    other: str | None = None


def find_treatments(text: str, titles: list[tuple[int, int]]) -> list[Treatment]:
    """The treatments of the trial, its own agents first; `titles` are where titles stand in the text.

    Where there is no agent, the groups that people are assigned to by name.

    >>> text = "A Double-blind Study of Examplinib versus Placebo in Asthma"
    >>> [(one.name, one.role) for one in find_treatments(text, [(0, len(text))])]
    [('Examplinib', 'experimental'), ('Placebo', 'placebo')]
    """
    found: dict[str, Treatment] = {}
    for one in _candidates(text, titles):
        key = _key(one.name)
        if key and not any(f" {key} " in f" {other} " or f" {other} " in f" {key} " for other in found):
            found[key] = one
    if not found:
        return [Treatment(one.start, one.end, one.name, "experimental") for one in find_named_groups(text)]
    order = {"experimental": 0, "comparator": 1, "placebo": 2}
    return sorted(found.values(), key=lambda one: order[one.role])


def _key(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.lower()))


def _candidates(text: str, titles: list[tuple[int, int]]) -> Iterator[Treatment]:
    for start, end in titles[:2]:
        yield from _of_title(text, start, end)
    for item in find_labelled(text, "product")[:10]:
        role: Role = "comparator" if re.search(r"(?i)comparator|reference|control", item.label) else "experimental"
        yield from _listed(text, item.start, min(item.end, item.start + 300), role)
    if placebo := _placebo(text, titles):
        yield placebo


def _of_title(text: str, start: int, end: int) -> Iterator[Treatment]:
    title = re.sub(r"\s", " ", text[start:end])
    compared = [*_COMPARED.finditer(title), *_BOTH.finditer(title)]
    first = compared[0].start() if compared else len(title)
    for agent in find_title_agents(title):
        role: Role = "experimental" if agent.start < first else "comparator"
        yield Treatment(
            start + agent.start, start + agent.end, title[agent.start : agent.end], role, _other(title, agent.end)
        )
    for match in _STUDIED.finditer(title):
        yield from _parts_of(title, start, *match.span("name"))
    for match in compared:
        name = _clean(match["name"])
        if name and not _PLACEBO.match(name) and not _THING.match(name):
            at = start + match.start("name")
            yield Treatment(at, at + len(name), name, "comparator")


def _parts_of(title: str, offset: int, start: int, end: int) -> Iterator[Treatment]:
    """The treatments that a phrase of the title joins: "Examplinib Plus an Oral Antidepressant"."""
    at = start
    for joint in [*_PLUS.finditer(title, start, end), None]:
        stop = joint.start() if joint else end
        name = _clean(title[at:stop])
        if name and not _THING.match(name) and not _PLACEBO.search(name):
            begin = at + title[at:stop].index(name)
            yield Treatment(
                offset + begin, offset + begin + len(name), name, "experimental", _other(title, begin + len(name))
            )
        at = joint.end() if joint else stop


def _other(title: str, end: int) -> str | None:
    found = _BRACKET.match(title, end)
    return found["inside"] if found else None


def _clean(name: str) -> str:
    """A name without strengths, forms and brackets behind it."""
    name = _COURSE.sub("", _CUT.sub("", name)).strip(" .*®™-–")
    return name if len(name) > SHORTEST and len(name.split()) <= 6 else ""


def _listed(text: str, start: int, end: int, role: Role) -> Iterator[Treatment]:
    """The names of a labelled value, one a line or joined by "and"."""
    at = start
    for part in [*_JOINED.finditer(text, start, end), None]:
        stop = part.start() if part else end
        said = text[at:stop]
        name = _clean(said)
        if _is_name(text, name):
            placebo: Role = "placebo" if _PLACEBO.match(name) else role
            begin = at + said.index(name)
            yield Treatment(begin, begin + len(name), name, placebo, _other(text, begin + len(name)))
        elif len(said) > LONGEST:
            break
        at = part.end() if part else stop


def _is_name(text: str, name: str) -> bool:
    """Whether a labelled value names a treatment: a short name that the protocol goes on to use."""
    if not name or _NO_NAME.search(name) or len(name.split()) > MOST_WORDS or not any(map(str.isalpha, name)):
        return False
    if name.islower() and not (is_generic(name) or _PLACEBO.match(name)):
        return False
    return text.casefold().count(name.casefold()) >= USED


def _placebo(text: str, titles: list[tuple[int, int]]) -> Treatment | None:
    """The placebo where the title has one, or where the trial's own text speaks of it again and again."""
    for start, end in titles:
        if found := _PLACEBO.search(text, start, end):
            return Treatment(*found.span(), found[0].capitalize(), "placebo")
    controlled = re.search(r"(?i)\b(?:this|the)\s(?:study|trial)?[^.\n]{0,120}\b(?:placebo|sham)-controlled", text)
    given = re.search(
        r"(?i)\b(?:randomi[sz]ed|assigned|receive)\b[^.\n]{0,160}?\b(?P<placebo>placebo|sham(?:\s\w+)?)\b(?!-controlled)",
        text,
    )
    if (
        given
        and len(_PLACEBO.findall(text)) >= _FEWEST
        and (controlled or re.search(r"(?i)double-?\s?(?:blind|mask)", text[:20_000]))
    ):
        return Treatment(*given.span("placebo"), given["placebo"].capitalize(), "placebo")
    return None
