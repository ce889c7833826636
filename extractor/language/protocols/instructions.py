"""What a protocol's template says to its author and was left in the document: no statement about the trial.

Placeholders in brackets ("<Insert title>", "[Sponsor to complete]") and whole paragraphs ("This section should
describe ..."). Source of the wordings: the templates of NIH and FDA (2017), TransCelerate (CPT) and ICH M11.
"""

import re
from typing import Final

from extractor.language.protocols.lines import line_end
from extractor.language.protocols.marks import read_mark
from extractor.model import Span

_ASKS: Final = (
    r"(?:insert|enter|specify|describe|select|choose|delete|complete|provide|list|state|indicate|summari[sz]e|explain)\b(?!\sof)"
    r"|(?:sponsor|author|site|investigator|company)\sto\s(?:complete|insert|provide|add|specify|confirm|describe|define)\b"
    r"|to\sbe\s(?:completed|inserted|provided|determined|added|confirmed|specified)\b|tb[cd]\b|optional\b|placeholder\b"
    r"|(?:if|as|when)\s(?:applicable|appropriate)\b|note\sto\s\w+|instructions?:|click\s(?:or\stap\s)?(?:here\s)?to\b"
    r"|(?:name|number|title|date|version|description)\sof\s(?:the\s)?(?:sponsor|study|trial|protocol|drug|product|investigator)"
    r"|(?:sponsor|study|trial|protocol|drug|product|investigator)(?:['’]s)?\s(?:name|number|title|date|version|acronym)"
)
_PLACEHOLDER: Final = re.compile(
    rf"(?i)<(?:{_ASKS})[^<>\n]{{0,300}}>|\[(?:{_ASKS})[^\[\]\n]{{0,300}}\]|\{{(?:{_ASKS})[^{{}}\n]{{0,300}}\}}"
)
_PART: Final = r"(?:text|details|name|number|date|title|description|table|figure|schema|diagram|here|wording|language)"
_WHOLE: Final = re.compile(
    r"(?i)(?:this|the\sfollowing)\s(?:sub-?)?section\s(?:should|must|needs\sto|is\s(?:intended|meant)\sto|(?:may|can)\sbe\s(?:deleted"
    r"|omitted|removed))\b"
    r"|(?:instruction(?:al)?s?(?:\stext)?|guidance(?:\s(?:text|notes?))?|note\sto\s(?:the\s)?(?:sponsor|protocol\sauthor|author"
    r"|writer|(?:template\s)?user)s?|template\s(?:instructions?|guidance|notes?|text)|drafting\snotes?|authors?['’]?s?\snotes?"
    r"|(?:example|suggested|sample|standard)\s(?:text|language|wording)(?:\sprovided\sas\s[^\n:]{1,60})?)\s?[:–—]"
    r"|example\stext\sprovided\b"
    r"|(?:delete|remove|omit)\s(?:this|these|the\sfollowing)\s(?:sub-?)?(?:section|text|table|heading|instruction|paragraph|page|row)"
    rf"|(?:insert|enter)\s(?:the\s|a\s|an\s|appropriate\s|relevant\s)?(?:(?:study|trial|protocol|sponsor)(?:['’]s)?\s)?{_PART}\b"
)
_TOLD: Final = re.compile(
    r"(?i)(?:describe|specify|list|state|include|provide|summari[sz]e|explain|discuss|indicate|identify|define|justify"
    r"|outline)\s(?!of\b|from\b|to\b)"
)
_CUE: Final = re.compile(
    r"(?i)\b(?:(?:in|of|for)\sthis\ssection|(?:if|as)\sapplicable|the\sprotocol\s(?:should|must)|the\ssponsor\s(?:should|must)"
    r"|should\sbe\s(?:described|included|specified|listed|stated|provided)\s(?:here|in\sthis)|(?:refer\sto|see|per)\sICH|template)\b"
)
_CONSENT: Final = re.compile(r"(?i)\bconsent|\bassent")
MOST_LINES = 40


def find_instructions(text: str) -> list[Span]:
    """The ranges that are instructions to the author, in order: placeholders, and lines with the list under them.

    >>> text = "Title: <Insert title>\\n6.1 Dose\\nThis section should list:\\n- doses\\nZinc 5 mg\\n"
    >>> [text[a:b] for a, b in find_instructions(text)]
    ['<Insert title>', 'This section should list:\\n- doses']
    """
    found: list[Span] = []
    at = 0
    while at < len(text):
        end = line_end(text, at)
        if _instructs(text, at, end):
            start = at + len(text[at:end]) - len(text[at:end].lstrip())
            end = _with_list(text, end)
            found.append(Span(start, end))
        else:
            found += [Span(*match.span()) for match in _PLACEHOLDER.finditer(text, at, end)]
        at = end + 1
    return found


def _instructs(text: str, at: int, end: int) -> bool:
    """Whether a line is an instruction."""
    start = at + len(text[at:end]) - len(text[at:end].lstrip())
    if start == end:
        return False
    mark = read_mark(text, start, end)
    start = mark.end if mark else start
    if _WHOLE.match(text, start, end):
        return True
    return bool(_TOLD.match(text, start, end) and _CUE.search(text, start, end)) and not _CONSENT.search(
        text, start, end
    )


def _with_list(text: str, end: int) -> int:
    """The end of an instruction, with the list that it introduces, of one kind of mark."""
    if not text[max(0, end - 20) : end].rstrip().endswith(":"):
        return end
    style: str | None = None
    for _ in range(MOST_LINES):
        stop = line_end(text, end + 1)
        line = text[end + 1 : stop]
        mark = read_mark(line, len(line) - len(line.lstrip()), len(line))
        if mark is None or mark.style == "1.1" or style not in (None, mark.style):
            break
        style = mark.style
        end = stop
    return end
