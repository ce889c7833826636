"""The words and signs of comparison before and behind a number.

They are read on a copy of the text of the same length (`plain`), so that every offset holds for the original too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple

__all__ = ["Kind", "Operator", "Readable", "operator_before", "operator_behind", "plain", "reversed_sign"]

Kind = Literal[">=", ">", "<=", "<", "=", "±", "between", "within", "past", "next", "better", "worse", ""]

# The Symbol font's signs are left as private-use characters by word processors and PDFs.
_CHARACTERS = {
    old: new
    for olds, new in (
        ("⩾≧＞⪰", "≥≥>≥"), ("⩽≦＜⪯", "≤≤<≤"), ("\uf0b3\uf0a3\uf0b1\uf0b4\uf06d\uf03e\uf03c\uf03d", "≥≤±×µ><="),
        ("‐‑‒–—―−～~∼", "-" * 10), ("\u00a0\u2007\u2009\u202f\t\r", " " * 6), ("’‘", "''"), ("＝", "="), ("＋", "+"),
        ("（）：；，［］", "():;,[]"), ("０１２３４５６７８９", "0123456789"),
    )
    for old, new in zip(olds, new, strict=True)
}  # fmt: skip
_ODD = re.compile(f"[{re.escape(''.join(_CHARACTERS))}]")
_SPELLINGS = (("&lt;", "<   "), ("&gt;", ">   "), ("&le;", "≤   "), ("&ge;", "≥   "), ("&#8805;", "≥      "))
_ABOUT = re.compile(r"~(?=\d)(?<![\w%/)]~)(?<!\d\s~)")  # "~240 mL"; that of "20~35" is a dash
_ESCAPED = re.compile(r"\\(?=[^\w\s])")


def plain(text: str) -> str:
    """A copy of the same length with one sign for each comparison, dash and space; the letter case stays.

    >>> plain("ANC \\\\>= 1.5–2")
    'ANC  >= 1.5-2'
    """
    text = _ABOUT.sub(" ", text) if "~" in text else text
    if not text.isascii() or "~" in text or "\t" in text or "\r" in text:
        text = _ODD.sub(lambda match: _CHARACTERS[match[0]], text)
    if "\\" in text:
        text = _ESCAPED.sub(" ", text)
    if "&" in text:
        for old, new in _SPELLINGS:
            text = text.replace(old, new)
    return text


# The end of a line or a run of blanks, from its beginning on.
_WRAP = re.compile(
    r"(?: (?=[ \n])|\n)(?<! [ \n])(?:(?<=\n) *|(?<= )(?: *\n *| +))(?=[^\s])(?<![:;]\n)"
    r"(?!(?:[-*•·◦▪]|o) |\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)] )"
)


class Readable:
    """A `plain` text whose wrapped lines are joined and whose runs of blanks are one; `place` gives the way back.

    >>> folded = Readable("upper limit\\n       of normal")
    >>> folded.text, folded.place(12, 14)
    ('upper limit of normal', (19, 21))
    """

    def __init__(self, text: str) -> None:
        pieces, self._folded, self._plain, at, size = [], [0], [0], 0, 0
        readable = plain(text)
        for match in _WRAP.finditer(readable) if "\n" in readable or "  " in readable else ():
            pieces += [readable[at : match.start()], " "]
            size += match.start() - at + 1
            at = match.end()
            self._folded.append(size)
            self._plain.append(at)
        self.text = "".join(pieces) + readable[at:]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A range of the folded text as a range of the text as it was given."""
        return self._at(start), self._at(end - 1) + 1 if end > start else self._at(start)

    def _at(self, at: int) -> int:
        piece = bisect_right(self._folded, at) - 1
        return self._plain[piece] + at - self._folded[piece]


class Operator(NamedTuple):
    """A comparison and where it begins or ends; `repaired` where a sign was read that was not what is written."""

    start: int
    end: int
    kind: Kind


_BIGGER = r"(?:greater|more|higher|larger|longer|bigger|older|superior|elevated|prolonged)"
_SMALLER = r"(?:less|lower|fewer|smaller|shorter|younger|inferior|lesser)"
_MORE = rf"(?:{_BIGGER}(?:\s(?:than|then|to))?|above|over|beyond|exceed(?:s|ing)?|in excess of)"
_LESS = rf"(?:{_SMALLER}(?:\s(?:than|then|to))?|below|under)"
_EQUAL = r"(?:equals?|equivalent|equaling|identical|=)(?:\s(?:to|than|with))?"
_OR = r"\s?(?:,\s?)?(?:and\s?/\s?or|or|and|/)\s?"
_NOT = r"(?:\b(?:no|not|non|cannot|never|nor)\s(?:to\s)?(?:be\s|have\s|an?\s)?)"
_SIGN = r"[<>≤≥=](?:\s?/?\s?(?:or\s)?[<>≤≥=](?![<>≤≥])){0,2}"
_TIME_PAST = r"(?:past|last|previous|pervious|preceding|prior|recent|former)"
_FILLER = (
    r"(?:[\s:]|\b(?:the|an?|of|to|be|is|about|approximately|approx\.?|around|roughly|or equal to|or equal|"
    r"(?:the )?ages? of|ages?|total of|score of|scores? of|level of|value of)\b|\d(?=\)))*"
)
_BEFORE = re.compile(  # of a text in small letters
    rf"(?:(?<![\w])(?P<not>{_NOT})?(?:"
    rf"(?P<most>at\s(?:the\s)?most|(?<!\w)up\sto(?:\sand\sincluding)?|max(?:imum|imal)?\.?(?=[\s:]))"
    rf"|(?P<least>at\s?least|min(?:imum|imal)?\.?(?=[\s:])|starting\s(?:at|from)|upwards\sof)"
    rf"|(?P<within>(?:(?:planned|scheduled)\s)?(?:within|inside)(?:\sof)?(?:\s(?:the|a))?"
    rf"(?:\s(?:{_TIME_PAST}|next|first|following|same))?|over\sthe(?=\s+(?:\d|[a-z]+)))"
    rf"|(?P<more>{_EQUAL}{_OR}(?:{_MORE}|>)(?:\sthan)?|{_MORE}(?:{_OR}{_EQUAL})?)"
    rf"|(?P<less>{_EQUAL}{_OR}(?:{_LESS}|<)(?:\sthan)?|{_LESS}(?:{_OR}{_EQUAL})?)"
    r"|(?P<better>better\sthan)|(?P<worse>worse\sthan)"
    r"|(?P<between>between)"
    rf"|(?P<past>{_TIME_PAST})|(?P<next>next|following|coming|first)"
    r"|(?P<equal>equals?(?:\sto)?|exactly)"
    rf")|(?P<sign>{_SIGN}(?:{_OR}{_EQUAL})?|±|\+/-))(?P<filler>{_FILLER})$",
)
_LAST_WORDS = frozenset(
    "most to than then least min min. max max. minimum maximum minimal maximal of above over below under beyond exceed "
    "exceeds exceeding or between from range within inside past last previous pervious preceding prior recent former "
    "next following coming first same a an the equal equals equivalent exactly is be about approximately approx"
    " approx. "
    "around roughly age ages score level value including at with superior inferior".split()
)
_MAX_BEFORE = 56


def operator_before(text: str, since: int, at: int) -> Operator | None:
    """The operator that ends at `at` in a `plain` text, looked for from `since` on; None if there is none.

    >>> operator_before("is not less than 9", 0, 17)
    Operator(start=3, end=16, kind='>=')
    """
    since = max(since, at - _MAX_BEFORE)
    before = text[since:at].replace("İ", "I").lower()
    words = before.rstrip()
    if not words:
        return None
    if words[-1] in ".,;)(]/-":
        return None
    if words[-1] not in "<>≤≥=±:" and words[words.rfind(" ") + 1 :].lstrip("(-/\n[") not in _LAST_WORDS:
        return None
    match = _BEFORE.search(before)
    if match is None:
        return None
    return Operator(since + match.start(), since + match.start("filler"), _kind(match))


def _kind(match: re.Match[str]) -> Kind:
    group, words = match.lastgroup, match[0]
    for name in ("most", "least", "more", "less", "better", "worse", "between", "within", "past", "next", "equal"):
        if match[name] is not None:
            group = name
            break
    if match["sign"] is not None:
        return _sign(match["sign"])
    if group in ("more", "less"):
        equal = re.search(r"equal|equiv|identical|=", words + match["filler"], re.I) is not None
        more = (group == "more") != (match["not"] is not None)
        equal = equal != (match["not"] is not None)
        return (">=" if equal else ">") if more else ("<=" if equal else "<")
    kinds: dict[str, Kind] = {
        "most": "<=", "least": ">=", "better": "better", "worse": "worse", "between": "between",
        "within": "within", "past": "past", "next": "next", "equal": "=",
    }  # fmt: skip
    kind = kinds[group or "equal"]
    return {"better": "worse", "worse": "better"}.get(kind, kind) if match["not"] else kind  # type: ignore[return-value]


def _sign(sign: str) -> Kind:
    if "±" in sign or "+" in sign:
        return "±"
    equal = any(mark in sign for mark in "=≤≥") or "equal" in sign.lower()
    if any(mark in sign for mark in ">≥"):
        return ">=" if equal else ">"
    if any(mark in sign for mark in "<≤"):
        return "<=" if equal else "<"
    return "="


_BEHIND = re.compile(
    r"\s?[,(]?\s?(?:(?:and\s?/\s?or|or|and|&|/)\s?(?:"
    r"(?P<more>more|greater|above|higher|over|older|larger|longer|up(?:wards?)?|beyond|elder|>)"
    r"|(?P<less>less|lower|below|fewer|under|younger|smaller|shorter|<)"
    r"|(?P<better>better)|(?P<worse>worse))\b(?!\s(?:than|to|the|an?|or)\b|\s?[\d<>=≤≥])\)?"
    r"|(?P<least>minimum\b(?!\s(?:of|dose))\)?)|(?P<most>maximum\b(?!\s(?:of|dose))\)?)"
    r"|(?P<plus>\+(?![\w/])))",
    re.I,
)
_REVERSED = re.compile(rf"\s?(?P<sign>(?!=\s?[A-Za-z]){_SIGN})(?=\s?(?!or\b|to\b|and\b)[A-Za-z])")
_TRAILING = re.compile(rf"\s?(?P<sign>{_SIGN})\s?(?=[;,.)\n]|$|(?:and|or)\b)")
_TURNED: dict[Kind, Kind] = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "="}


def operator_behind(text: str, at: int) -> Operator | None:
    """The operator that stands behind a number and its unit: "or more", "and above", "or less", "+".

    >>> operator_behind("2 or more", 1).kind, operator_behind("70% or less", 3).kind
    ('>=', '<=')
    """
    match = _BEHIND.match(text, at)
    if match is None:
        sign = _TRAILING.match(text, at)
        return Operator(sign.start(), sign.end("sign"), _sign(sign["sign"])) if sign else None
    kinds: dict[str, Kind] = {"more": ">=", "least": ">=", "plus": ">=", "less": "<=", "most": "<="}
    group = match.lastgroup or ""
    end = match.end() - (match[0].endswith(")") and "(" not in match[0])
    return Operator(match.start(), end, kinds.get(group, group))  # type: ignore[arg-type]


def reversed_sign(text: str, at: int) -> Operator | None:
    """The sign of "145 mmHg ≤ SBP", turned round so that it speaks of what stands behind it."""
    match = _REVERSED.match(text, at)
    return Operator(match.start(), match.end(), _TURNED[_sign(match["sign"])]) if match else None
