"""Labelled values of title pages and synopses: "Protocol Number: ABC-123", "Study Phase | 2", "Indication"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractor.language.protocols.lines import line_end

FRONT = 150_000  # characters in which title page and synopsis stand
LONGEST = 4_000  # characters of a value
BAR = " | "
_OF_TRIAL = r"(?:(?:clinical|full|official|protocol|study|trial|research|scientific|complete)[ ]){0,3}"
_THINGS = (
    r"(?:products?|drugs?|compounds?|treatments?|interventions?|agents?|medications?|therap(?:y|ies)|articles?"
    r"|materials?|devices?|vaccines?)"
)
_LABELS: Final = {
    "protocol_id": r"(?:(?:clinical|unique|sponsor['’]?s?|bi|study|trial|master|full|company)[ /]?){0,3}"
    r"(?:protocol|study|trial)(?:[ ]?/[ ]?amendment)?[ ^]?"
    r"(?:numbers?|no\.?|nr\.?|n°|id(?:entifier)?|identification(?:[ ](?:number|code))?|code|\#)(?!\w)",
    "title": rf"(?:{_OF_TRIAL}title(?:[ ]of[ ](?:the[ ])?(?:study|trial|protocol))?)(?![ ]page)",
    "phase": r"(?:(?:clinical|development|study|trial|protocol)[ ]){0,2}phase(?:[ ]of[ ](?:development|study|trial))?",
    "indication": r"(?:(?:proposed|study|target|treatment|trial)[ ]){0,2}indications?(?:[ ](?:studied"
    r"|under[ ]study|being[ ]studied))?"
    r"|(?:(?:target[ ])?(?:disease|condition|medical[ ]condition)s?)(?:[ /]\w+)?(?:[ ](?:(?:being["
    r" ])?stud(?:y|ied)|under[ ]\w+))?"
    r"|diagnosis(?:[ ]and[ ]main[ ]criteria.{0,60})?",
    "sponsor": r"(?:(?:name[ ]of[ ])?(?:the[ ])?(?:regulatory|study|trial|global|legal|protocol|us)?["
    r" ]?sponsor(?:/company)?(?:[ ](?:name|company))?"
    r"(?:[ ]and[ ](?:address|clinical[ ]phase|legal[ ]registered[ ]address))?|name[ ]of[ ](?:sponsor/)?company)",
    "product": rf"(?:(?:name[ ]of[ ])?(?:the[ ])?(?:investigational|study|test|trial|active|finished"
    rf"|medicinal|experimental|control|reference"
    rf"|bi|abbvie|lilly|sponsor['’]s)[ ](?:(?:investigational|medicinal|study)["
    rf" ])?{_THINGS}(?:\(s\))?(?:[ ]names?)?(?:[ ]?/["
    rf" ]?\w+)?(?<!treatment)(?<!treatments)(?<!tion)(?<!tions)(?<!tion\(s\))(?<!treatment\(s\))"
    r"|(?:active[ ])?comparators?(?:[ ](?:drug|product)s?)?(?:\(s\))?|drug[ ]substances?|compounds?"
    r"|active[ ](?:ingredient|substance)s?"
    r"|name[ ]of[ ](?:active[ ]ingredient|finished[ ]product|the[ ]investigational[ ]medical[ ]device"
    r"|product)s?|products?[ ]names?|device[ ]name"
    r"|reference[ ](?:therapy|product|treatment)|test[ ](?:product|article)s?)",
    "sample_size": r"(?:(?:planned|total|estimated|target|anticipated|approximate|expected)[ ]){0,2}"
    r"(?:(?:number|no\.?)[ ]of[ ](?:\w+[ ]){0,2}?(?:patients|subjects|participants|volunteers)(?:["
    r" ]\(?(?:planned|enrolled|to[ ]be[ ]\w+|randomi[sz]ed)\)?)?"
    r"|sample[ ]size|enrol?lment|study[ ]population[ ]size)",
    "design": rf"{_OF_TRIAL}(?:overall[ ])?(?:{_OF_TRIAL})design|methodology(?:/study[ ]design)?"
    rf"|(?:overview[ ]of[ ])?study[ ]design|brief[ ]summary"
    r"|overall[ ]design|type[ ]of[ ]study|study[ ]type|(?:trial|study)?[ ]?(?:blinding|masking)(?:["
    r" ](?:schema|roles?))?",
    "arms": r"(?:(?:study|treatment|trial|intervention)[ ])?(?:arms?|groups?|treatment[ ]arms?)(?:["
    r" ]and[ ](?:duration|interventions?))?",
    "version": r"(?:(?:protocol|document|study)[ ])?version(?:[ ](?:number|no\.?))?|(?:protocol["
    r" ])?amendment(?:[ ](?:number|no\.?))?",
    "date": r"(?:(?:protocol|version|document|approval|release|amendment|effective|issue)[ ])?date(?:["
    r" ]of[ ](?:protocol|amendment|version|this[ ]version))?"
    r"|version[ ]and[ ]date|(?:protocol[ ])?version[ ](?:no\.?[ ])?(?:/[ ]?|and[ ])(?:version[ ])?date",
}
_HEAD: Final = re.compile(
    r"(?im)(?:^[ \t#*•]{0,60}(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?[ \t]{1,6})?|(?<= \| ))(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _LABELS.items())
    + r")(?:[ ]?\([^()\n]{1,50}\))?(?P<stop>[ \t]{0,40}(?::[ \t]{0,40}(?:\|[ \t]*)?\n?|\|[ \t]*|\n|(?=[ ]\S)))"
)
_NEXT_LABEL: Final = re.compile(r"(?m)^[ \t]*(?:[A-Z][^\n:|.]{1,60}:|[^\n|]{1,60} \| )")
# A name that says by its end that it is a company's needs no colon before it: "Sponsor Example Pharma, Inc."
_COMPANY: Final = re.compile(
    r"[ ][A-Z][^\n|:]{2,80}\b(?:Inc\.?|LLC|Ltd\.?|GmbH|AG|Corp\.?|Corporation|plc|PLC|S\.A\.|A/S|KGaA|Company)[ \t]*$",
    re.M,
)
_MANY: Final = frozenset({"product", "design", "sample_size", "arms"})
_NEEDS_STOP: Final = frozenset({"indication", "sponsor", "product", "design", "sample_size", "arms", "version", "date"})
MOST_LINES = 6
# Characters of the title page and the synopsis, where some labels mean what they say.
_REACH: Final = {"indication": 60_000, "product": 60_000, "phase": 60_000, "sponsor": 60_000, "title": 60_000}


@dataclass(frozen=True, slots=True)
class Labelled:
    """The value text[start:end] under a label; `kind` is what the label asks for (see `find_labelled`)."""

    kind: str
    label: str
    start: int
    end: int


def find_labelled(text: str, kind: str) -> list[Labelled]:
    """The values that labels of one kind have in the front part of a protocol, in order.

    Kinds: protocol_id, title, phase, indication, sponsor, product, sample_size, design, arms, version, date. A value
    is the rest of its line or cell, or the next line; of those that may be lists, the lines up to the next label.

    >>> text = "Study Phase: 2\\nIndication | Asthma\\nSponsor: Example Pharma"
    >>> [text[one.start : one.end] for kind in ("phase", "indication") for one in find_labelled(text, kind)]
    ['2', 'Asthma']
    """
    return [one for one in _all(text[:FRONT]) if one.kind == kind and one.start < _REACH.get(kind, FRONT)]


@lru_cache(maxsize=2)
def _all(text: str) -> tuple[Labelled, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Labelled]:
    for match in _HEAD.finditer(text):
        kind = match.lastgroup if match.lastgroup != "stop" else None
        kind = kind or next(name for name in _LABELS if match[name])
        start = match.end()
        said = match["stop"]
        stopped = bool(said.strip(" \t\n")) or "\n" in said
        named = kind == "sponsor" and _COMPANY.match(text, start)
        if kind in _NEEDS_STOP and not stopped and not named:
            continue
        start += len(text[start : start + 60]) - len(text[start : start + 60].lstrip(" \t"))
        end = _line_end(text, start)
        if kind in _MANY:
            end = _further(text, end)
        end = min(end, start + LONGEST)
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            yield Labelled(kind, match[kind], start, end)


def _line_end(text: str, start: int) -> int:
    """Where the line or cell ends."""
    end = line_end(text, start)
    bar = text.find(BAR, start, end)
    return bar if bar >= 0 else end


def _further(text: str, end: int) -> int:
    """Where the lines end that go on with a value: before the next label, row or gap."""
    for _ in range(MOST_LINES):
        following = text.find("\n", end + 1)
        following = len(text) if following < 0 else following
        line = text[end + 1 : following]
        if text[end : end + 1] != "\n" or not line.strip() or _NEXT_LABEL.match(line):
            break
        end = following
    return end
