"""The words of an age: numbers, units, comparisons, and the two ends of a range.

Works on a copy of the text of the same length (`plain`), so that every offset holds for the original too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from extractor.language.numbers import lowered

Kind = Literal[">=", ">", "<=", "<", "=", ""]

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: n for n, word in enumerate(_ONES + _TEENS, 1)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}

_CHARACTERS = {
    old: new
    for olds, new in (
        ("⩾≧＞", "≥≥>"), ("⩽≦＜", "≤≤<"), ("‐‑‒–—―−～~_", "-" * 10), ("\u00a0\u2007\u2009\u202f\t\r", " " * 6),
        ("’‘", "''"), ("（）：；，", "():;,"), ("０１２３４５６７８９", "0123456789"),
    )
    for old, new in zip(olds, new, strict=True)
}  # fmt: skip
_ODD = re.compile(f"[{re.escape(''.join(_CHARACTERS))}]")
_SPELLINGS = (
    ("&lt;", "<   "),
    ("&gt;", ">   "),
    ("&le;", "≤   "),
    ("&ge;", "≥   "),
    ("<br>", "\n   "),
    ("<br/>", "\n    "),
    ("<br/ >", "\n     "),
)
_ESCAPED = re.compile(r"\\(?=[^\w\s])")


def plain(text: str) -> str:
    """A copy of the same length in lower case, with one sign for each comparison, dash and space.

    >>> plain("Age \\\\>= 18–75")
    'age  >= 18-75'
    """
    text = lowered(text)
    if not text.isascii() or "~" in text or "_" in text or "\t" in text or "\r" in text:
        text = _ODD.sub(lambda match: _CHARACTERS[match[0]], text)
    if "\\" in text:
        text = _ESCAPED.sub(" ", text)
    if "&" in text or "<br" in text:
        for old, new in _SPELLINGS:
            text = text.replace(old, new)
    return text


_NUMBER = (
    r"(?:\d{1,3}(?:\.(?:\d|\d5|99))?(?![\d%]|[.,]\d)"
    rf"|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?\b"
    rf"|(?:{'|'.join(_TEENS + _ONES)}|birth(?=\s?(?:to|and|through|until|up|-)))\b)"
)
_UNIT = (
    r"(?:completed\s)?(?:years?'?s?|yrs?\.?|y\s?[./]?\s?o\.?|y|months?|mos?\.?|weeks?|wks?\.?|days?|"
    r"hours?|hrs?\.?|(?<=\d)[dw])(?![a-z0-9])"
)
_OLD = (
    r"(?:\s{0,20}-?\s?\(?(?:of[\s-]+age|olds?\b|in\s+age|(?<=days\s)of\s+life|"
    r"(?<=hours\s)of\s+life|(?<=[a-z.]\s)age\b(?!\s?[:≥≤<>=\d]))\)?)"
)
_INCLUSIVE = r"(?:\s?,?\s?[(\[]?(?:(?:both|limits|ages?|all)\s)?(?:inclusive(?:ly)?|included)\b[)\]]?)"
_MORE = (
    r"(?:\s?\+(?!\s?[\d/])|[\s,(]{0,20}(?:minimum\b(?!\s+of)|(?:and\s?/\s?or|and|or|&|/)\s{0,20}"
    r"(?:older|over|above|upwards?|up|greater|more|beyond|elder)\b\)?(?!\s+(?:than|to|the|a|an|equal)\b|"
    r"\s+[\d<>=≤≥])))"
)
_FEWER = (
    r"(?:[\s,(]{0,20}(?:(?:and\s?/\s?or|and|or|&|/)\s{0,20})"
    r"(?:younger|under|below|less)\b\)?(?!\s+(?:than|the|a|an|equal)\b|\s+[\d<>=≤≥]))"
)
_ENDPOINT = re.compile(
    rf"(?P<value>{_NUMBER})(?:'s)?(?:\s?\(\s?(?:\d{{1,3}}|[a-z-]{{3,14}})\s?\))?(?P<plus>\s?\+|\s(?:or|"
    rf"and)\s(?:more|older|over|above|greater)(?=\s(?:years|months|weeks|days)))?"
    rf"(?:\s{{0,20}}-?\s?\(?(?P<unit>{_UNIT})\)?)?(?P<old>{_OLD})?{_INCLUSIVE}?(?P<sign>\s?[<>≤≥]\s?=?\s?(?:ages?|years?)\b)?"
    rf"(?:(?P<more>{_MORE})|(?P<fewer>{_FEWER}))?(?P<old2>{_OLD})?{_INCLUSIVE}?"
)
_NUMBER_START = re.compile(rf"(?<![\w.,/])(?<!\d-)(?:{_NUMBER})|(?:(?<=\bage)|(?<=\baged)|(?<=\bages))\d{{1,2}}\b")
# What it may stand behind, for which `re` looks more quickly.
_BEFORE_NUMBER = (
    re.compile(
        r"[^a-z_0-9.,/](?=\d|birth|e(?:igh|lev)|f(?:our|ive|if|or)|nin|one|s(?:ix|even)|t(?:en|we|wo|hir|hree))"
    ),
    re.compile(r"age[ds]?(?=\d)"),
)

_RANKED = re.compile(r"\b(?:grades?|class(?:es)?|stages?|phases?|levels?|tanner)\s$")

_EQUAL = r"equals?(?:\s+(?:to|than))?"
_BIGGER = r"(?:greater|older|more|higher|bigger|elder)"
_SMALLER = r"(?:less|younger|lower|smaller|fewer)"
_OPERATORS: tuple[tuple[Kind, str], ...] = (
    (">=", rf"(?:≥|>\s?/?\s?=)(?:\sto\b)?|=\s?>|=\s?/\s?>|=\s?or\s?>|>\s?or\s?=|>\s?(?:or|/)\s?{_EQUAL}"
           rf"|{_BIGGER}\s(?:than\s)?(?:or|and|/)\s?{_EQUAL}|(?:over|above)\s(?:or|and)\s{_EQUAL}"
           rf"|{_EQUAL}\s?(?:or|and|/)\s?(?:{_BIGGER}|above|over|>)(?:\sthan)?"
           rf"|at\s?least|(?:no|not)\s(?:be\s)?(?:{_SMALLER}\sthan|under|below)|minimum(?:\s(?:of|is))?:?"
           r"|(?<![\d)]\s)(?<![\d)])\+(?=\s?\d)|starting\s(?:at|from)|reached|attained|completed"),
    (">", rf"(?<![<=>/-])>|{_BIGGER}\s?th[ae]n|over|above|exceed(?:s|ing)?|beyond"),
    ("<=", rf"≤|<\s?/?\s?=|=\s?<|=\s?/\s?<|=\s?or\s?<|<\s?or\s?=|<\s?(?:or|/)\s?{_EQUAL}"
           rf"|{_SMALLER}\s(?:than\s)?(?:or|and|/)\s?{_EQUAL}|(?:under|below)\s(?:or|and)\s{_EQUAL}"
           rf"|{_EQUAL}\s?(?:or|and|/)\s?(?:{_SMALLER}|below|under|<)(?:\sthan)?"
           rf"|up\s?to(?:\sand\sincluding)?|at\s?most|(?:no|not)\s(?:be\s)?(?:{_BIGGER}\sthan|over|above|"
           rf"exceed(?:ing)?)"
           r"|maximum(?:\s(?:of|is))?:?"),
    ("<", rf"<(?![=>/])|not\s(?:yet\s)?(?:reached|attained|completed|turned)|{_SMALLER}\s?th[ae]n|under|below"),
    ("=", r"(?<![<>=])=(?![<>=])"),
)  # fmt: skip
_OF = r"\)?(?:\s{0,20}(?:(?:the|an?)\s+)?(?:ages?\s+of|aged?\s+of|aged?|of))?\s{0,20}"
_OPERATOR = "|".join(rf"(?P<k{i}>{words})" for i, (_, words) in enumerate(_OPERATORS))
_OPERATOR_NEXT = re.compile(rf"(?:(?<![a-z])|(?=[<>=≤≥]))(?:{_OPERATOR}){_OF}")
_OPERATOR_LAST = re.compile(rf"(?:(?<![a-z])|(?=[<>=≤≥]))(?:{_OPERATOR}){_OF}$")
_JOINT = re.compile(
    r"(?:\s?[(\[][^()\[\]\d]{0,40}[)\]]|\s?\([<>=≤≥ ]{0,4}\d{1,3} (?:months|weeks|days|years)\))?"
    r"\s{0,20}(?:[,;]\s{0,20})?(?P<word>(?:and(?:\s+to\b)?|-?\s?to|through|thru|until|till?|but|or|&|-+|/|"
    r"a)(?:\s{1,20}(?:also|up\s{1,20}to(?=\s{1,20}and\b)|and))?)?(?![a-z])"
    r"\s{0,20}(?:(?:is|are|be|must\s{1,20}be|who\s{1,20}are|including|ages?|aged)\s{1,20})?"
)
_LOWER, _UPPER = (">=", ">"), ("<=", "<")
_UNIT_NAMES = {"y": "year", "m": "month", "w": "week", "d": "day", "h": "hour"}


class Bound(NamedTuple):
    """One end as written: a comparison (or none), a number and its unit (or none)."""

    start: int
    end: int
    kind: Kind
    value: int | float
    unit: str | None
    old: bool  # "of age", "old", "y/o" or a comparison such as "older than": the number can only be an age


class Expression(NamedTuple):
    """One bound, or two joined by a word; `start` and `end` span all of it."""

    start: int
    end: int
    bounds: tuple[Bound, ...]
    joint: str  # "to", "and", "or", "-", "" ...

    @property
    def old(self) -> bool:
        return any(b.old for b in self.bounds)

    @property
    def unit(self) -> str | None:
        return next((b.unit for b in reversed(self.bounds) if b.unit), None)


@cache
def number(text: str) -> int | float:
    """The value of digits or number words: "18", "2.5", "eighteen", "twenty-one".

    >>> number("twenty-one")
    21
    """
    if text == "birth":
        return 0
    if text[0].isdigit():
        return float(text) if "." in text else int(text)
    return sum(_WORDS[word] for word in re.split(r"[- ]", text))


def unit_name(text: str) -> str:
    """The unit of a word: "yrs" -> "year", "mo" -> "month"."""
    return _UNIT_NAMES[text.removeprefix("completed").strip()[0]]


def _kind(match: re.Match[str] | None) -> Kind:
    if match is None:
        return ""
    return next(kind for i, (kind, _) in enumerate(_OPERATORS) if match[f"k{i}"])


def _turned(sign: str) -> Kind:
    """ "18 <= age" is a minimum, and so is the slip "18 >= years"."""
    equal = "=" in sign or "≤" in sign or "≥" in sign
    below = ("<" in sign or "≤" in sign) != ("age" in sign)
    return ("<=" if equal else "<") if below else (">=" if equal else ">")


def _bound(text: str, at: int, limit: int, operator: re.Match[str] | None, start: int) -> Bound | None:
    match = _ENDPOINT.match(text, at, limit)
    if match is None:
        return None
    kind = _kind(operator)
    if match["plus"] or match["more"]:
        kind = ">="
    elif match["fewer"]:
        kind = "<="
    elif match["sign"]:
        kind = _turned(match["sign"])
    words = operator[0] if operator else ""
    old = bool(match["old"] or match["old2"] or match["sign"]) or bool(
        match["unit"] and re.match(r"y\s?[./]?\s?o", match["unit"])
    )
    old = (
        old
        or any(w in words for w in ("older", "younger", "age"))
        or bool(re.search("older|younger", match["more"] or match["fewer"] or ""))
    )
    unit = unit_name(match["unit"]) if match["unit"] else None
    end = match.end() - (not _balanced(match[0]) and match[0].endswith(")"))
    return Bound(start, end, kind, number(match["value"]), unit, old)


def _expression(text: str, at: int, first: int, limit: int) -> Expression | None:
    """The expression whose first number stands at `at`; no operator is looked for before `first`."""
    since = max(first, at - 50)
    before = text[since:at]
    operator = _OPERATOR_LAST.search(before)
    start = since + operator.start() if operator else at
    one = _bound(text, at, limit, operator, start)
    if one is None:
        return None
    joint = _JOINT.match(text, one.end, limit)
    if joint is not None:
        after = joint.end()
        second = _OPERATOR_NEXT.match(text, after, limit)
        number_at = second.end() if second else after
        spaced = bool(joint["word"]) or second is not None
        two = _bound(text, number_at, limit, second, after) if spaced else None
        if two is not None and _joined(one, two) and _balanced(text[start : two.end]):
            units = (one.unit or two.unit, two.unit or one.unit)
            bounds = (one._replace(unit=units[0]), two._replace(unit=units[1]))
            return Expression(start, two.end, bounds, (joint["word"] or "").strip())
    return Expression(start, one.end, (one,), "")


def _balanced(words: str) -> bool:
    return words.count("(") >= words.count(")")


def _joined(one: Bound, two: Bound) -> bool:
    """Two numbers are one expression when they can be the ends of a range, or of what a range leaves out."""
    if two.kind in _LOWER:
        return one.kind in _UPPER
    return one.kind not in _UPPER and (two.kind in _UPPER or one.kind in _LOWER or one.kind == two.kind)


def expressions(text: str, start: int, limit: int) -> Iterator[Expression]:
    """Every number or pair of numbers with its comparisons in a `plain` text, from left to right."""
    at = start
    behind = [place.end() for before in _BEFORE_NUMBER for place in before.finditer(text, start, limit)]
    for place in sorted([start, *behind]):
        match = _NUMBER_START.match(text, place, limit) if place >= at else None
        if match is None:
            continue
        ranked = _RANKED.search(text, max(start, match.start() - 12), match.start())
        found = None if ranked else _expression(text, match.start(), at, limit)
        if found is not None:
            yield found
        at = found.end if found is not None else match.end()
