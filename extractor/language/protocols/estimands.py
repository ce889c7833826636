"""The estimands of a protocol: passages that give the attributes of ICH E9(R1) by their names.

Source of the attributes: ICH E9(R1), addendum on estimands: treatment, population, variable (endpoint), handling of
intercurrent events, population-level summary.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from extractor.language.protocols.lines import line_end
from extractor.language.protocols.marks import read_mark
from extractor.model import Span

_ATTRIBUTES: Final = {
    "population": r"(?:(?:target|trial|study|analysis)[ ])?population",
    "treatment": r"treatments?(?:[ ](?:conditions?|regimens?|groups?))?(?:[ ]of[ ]interest)?",
    "variable": r"(?:(?:primary|secondary|estimand)[ ])?(?:variable|endpoint)(?:[ ]of[ ]interest)?"
    r"(?:[ ]\(?(?:or[ ])?(?:variable|endpoint)\)?)?",
    "intercurrent": r"(?:(?:handling|strateg(?:y|ies))[ ](?:of|for)[ ])?(?:remaining[ ])?intercurrent[ ]events?"
    r"(?:[ ](?:and|\()[^:|\n]{3,50}?)?",
    "summary": r"population[- ]level[ ]summary(?:[ ]measure)?|summary[ ]measure",
}
_LABEL: Final = re.compile(
    r"(?im)^[ \t]*(?:[^\w\s\"“(]{1,2}[ \t]{1,4}|\(?\w[.)][ \t]{1,4})?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _ATTRIBUTES.items())
    + r")(?:[ ]\([^()\n]{1,50}\))?[ \t]*(?:[:|–,][ \t]*(?P<value>\S)|:?[ \t]*\n[ \t]*(?P<below>[^\W_]))"
)
_NAMED: Final = re.compile(r"(?i)\bestimands?\b")
_RANKED: Final = re.compile(
    r"(?i)\b(?P<rank>(?:co-?)?primary|secondary|exploratory|supplementary|additional)\b[^\n.]{0,60}?\bestimand"
)
_SAME: Final = re.compile(r"(?i)same\b")
APART = 1_500  # characters between two attributes of one estimand
BEFORE = 800  # characters before the first attribute in which the word stands
FEWEST = 3  # attributes of an estimand
LONGEST = 600  # characters of the last attribute


@dataclass(frozen=True, slots=True)
class Estimand:
    """The estimand text[start:end]; `attributes` are the places of what each is, by name, the variable always there."""

    kind: Literal["primary", "secondary", "other"]
    start: int
    end: int
    attributes: dict[str, Span]


def find_estimands(text: str) -> list[Estimand]:
    """The estimands of a text, in order.

    >>> text = "Primary estimand\\n- Population: adults\\n- Variable: pain at Week 8\\n- Summary measure: mean\\n"
    >>> one, = find_estimands(text)
    >>> one.kind, {name: text[slice(*place)] for name, place in one.attributes.items()}
    ('primary', {'population': 'adults', 'variable': 'pain at Week 8', 'summary': 'mean'})
    """
    found: list[Estimand] = []
    group: list[re.Match[str]] = []
    for label in [*_LABEL.finditer(text), None]:
        same = [at for at, one in enumerate(group) if label and _name(one) == _name(label)]
        if same or label is None or (group and label.start() - group[-1].end() > APART):
            estimand = _estimand(text, group)
            if estimand:
                found.append(estimand)
            group = group[same[0] + 1 :] if same and len(group) < FEWEST else []
        if label:
            group.append(label)
    return found


def _name(label: re.Match[str]) -> str:
    return next(name for name in _ATTRIBUTES if label[name])


def _estimand(text: str, labels: list[re.Match[str]]) -> Estimand | None:
    if len(labels) < FEWEST:
        return None
    before = text[max(0, labels[0].start() - BEFORE) : labels[0].start()]
    names = [_name(label) for label in labels]
    if "variable" not in names or not _NAMED.search(before):
        return None
    ends = [*(label.start() for label in labels[1:]), None]
    attributes = {name: _value(text, label, end) for name, label, end in zip(names, labels, ends, strict=True)}
    if _SAME.match(text, *attributes["variable"]):
        return None
    ranks = [match["rank"].lower() for match in _RANKED.finditer(before)]
    rank = ranks[-1] if ranks else ""
    kind: Literal["primary", "secondary", "other"] = (
        "primary" if rank.endswith("primary") else "secondary" if rank == "secondary" else "other"
    )
    start = labels[0].start() + len(labels[0][0]) - len(labels[0][0].lstrip())
    return Estimand(kind, start, attributes[names[-1]].end, attributes)


def _value(text: str, label: re.Match[str], end: int | None) -> Span:
    """What an attribute is: up to the next label, or its line and those set in deeper below it."""
    start = label.start("value") if label["value"] else label.start("below")
    if end is None:
        own = text.rfind("\n", 0, start) + 1
        indent = len(text[own:start]) - len(text[own:start].lstrip())
        end = line_end(text, start)
        while end < min(len(text), start + LONGEST):
            stop = line_end(text, end + 1)
            line = text[end + 1 : stop]
            if len(line) - len(line.lstrip()) <= indent or read_mark(line, len(line) - len(line.lstrip()), len(line)):
                break
            end = stop
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
