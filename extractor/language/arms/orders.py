"""Which of two agents a text gives first."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractor.language.numbers import lowered

_FIRST: Final = re.compile(
    r"(?i)\bfirst[ ](?:study[ ])?(?:agent|drug|medication|product|component|compound)\b(?![ ](?:administration|dose"
    r"|dosing|infusion|intake|injection|exposure|treatment|application))"
    r"(?P<what>(?:[^.;:\n]|\.(?=\d)){2,120}?)\b(?:after|following)[ ](?P<other>[^.;:\n]{2,40})"
)
_GIVEN_FIRST: Final = re.compile(
    r"(?i)\b(?:is|was|are|were|will[ ]be)[ ](?:given|administered|applied|infused|injected"
    r"|started)[ ]first\b"
    r"[^.;:\n]{0,60}?\b(?:after|following)[ ](?P<other>[^.;:\n]{2,40})"
)
_LINKS: Final = (
    (re.compile(r"(?i)\b(?:followed[ ]by|and[ ]then|before|prior[ ]to|preceding)\b"), True),
    (re.compile(r"(?i)\b(?:after|following|subsequent[ ]to)\b"), False),
)
_NOT_SO_SIMPLE: Final = re.compile(
    r"(?i)\b(?:cycles?|alternat\w*|cross-?over|or|repeat\w*|sequences?|periods?|vice[ ]versa|again|pre-?medicat\w*"
    r"|before[ ]and[ ]after|not|failure|progress\w*"
    r"|relapse\w*|respon\w*|first[ ]dose|last[ ]dose|second[ ]dose|next[ ]dose|visits?|measur\w*|assess\w*)\b"
)
_SENTENCE_END: Final = re.compile(r"[.;:\n](?!\d)")
_SENTENCE: Final = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]*)*")


@dataclass(frozen=True, slots=True)
class Order:
    """That one agent is given before another, by the words `text[start:end]`."""

    start: int
    end: int
    earlier: str
    later: str


def find_denied_firsts(text: str, agents: Collection[str]) -> list[Order]:
    """Statements that call an agent the first and give it after another: what is said to come first comes later.

    >>> [(o.earlier, o.later) for o in find_denied_firsts("The first agent X1 began a week after Y2.", ["X1", "Y2"])]
    [('Y2', 'X1')]
    """
    small = lowered(text)
    if "first" not in small or not ("after" in small or "following" in small):
        return []
    found: list[Order] = []
    for pattern in (_FIRST, _GIVEN_FIRST):
        for match in pattern.finditer(text):
            finder = _finder(frozenset(agents))
            what = match.groupdict().get("what") or text[max(0, match.start() - 60) : match.start()]
            named = finder.findall(_SENTENCE_END.split(what)[-1])
            other = finder.search(match["other"])
            if not named or not other or _NOT_SO_SIMPLE.search(match[0]):
                continue
            if other[0].casefold() not in {one.casefold() for one in named}:
                start = match.start() if "what" in pattern.groupindex else text.rindex(named[-1], 0, match.start())
                found.append(Order(start, match.start("other") + other.end(), other[0], named[-1]))
    return found


def find_orders(text: str, agents: Collection[str]) -> list[Order]:
    """Statements of the order of two agents, one sentence each that names just these two.

    Cycles, alternatives, cross-over and what happens after failure or response state no order.

    >>> [(o.earlier, o.later) for o in find_orders("Aa followed by Bb. Cc after Bb.", ["Aa", "Bb", "Cc"])]
    [('Aa', 'Bb'), ('Bb', 'Cc')]
    """
    names = {agent.casefold() for agent in agents}
    found: list[Order] = []
    for sentence in _SENTENCE.finditer(text):
        said = sentence[0].casefold()
        if sum(name in said for name in names) > 1 and not _NOT_SO_SIMPLE.search(sentence[0]):
            found.extend(_orders(sentence, agents))
    return found


def _orders(sentence: re.Match[str], agents: Collection[str]) -> Iterator[Order]:
    if not any(pattern.search(sentence[0]) for pattern, _ in _LINKS):
        return
    named = list(_finder(frozenset(agents)).finditer(sentence[0]))
    if len(named) != 2 or named[0][0].casefold() == named[1][0].casefold():
        return
    between = sentence[0][named[0].end() : named[1].start()]
    links = [(match, forward) for pattern, forward in _LINKS for match in pattern.finditer(between)]
    if len(links) != 1 or len(between) > 100 or len(between) - links[0][0].end() > 25:
        return
    one, other = (named[0], named[1]) if links[0][1] else (named[1], named[0])
    yield Order(sentence.start() + named[0].start(), sentence.start() + named[1].end(), one[0], other[0])


@lru_cache(maxsize=64)
def _finder(agents: frozenset[str]) -> re.Pattern[str]:
    """What finds the agents' names as whole words; nothing where there are none."""
    names = sorted((re.escape(agent) for agent in sorted(agents) if len(agent) > 1), key=len, reverse=True)
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(names)})(?![\w-])" if names else r"(?!)")
