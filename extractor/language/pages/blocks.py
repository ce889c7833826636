"""How the values of registry pages are laid out: ages, counts, dates, interventions, arms.

Each function gets the lines that stand under a label and places their pieces as fields.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.model import Field, Span

ARM_TYPES = (
    r"Experimental|Active Comparator|Placebo Comparator|Sham Comparator|No Intervention|Active|Placebo|Sham|Other"
)
INTERVENTION_TYPES = (
    r"Drug|Biological|Device|Procedure|Behavioral|Behavioural|Other|Radiation|Dietary supplement|Diagnostic test"
    r"|Genetic|Combination product"
)
LONGEST_NAME = 200
ELIGIBILITY = "protocolSection.eligibilityModule"
INTERVENTIONS = "protocolSection.armsInterventionsModule.interventions[]"
ARMS = "protocolSection.armsInterventionsModule.armGroups[]"
_TYPED = re.compile(rf"(?i)(?:intervention: )?({INTERVENTION_TYPES}) ?: ?(?=\S)")
_TYPE_ALONE = re.compile(rf"(?i)({INTERVENTION_TYPES})$")
_ATTRIBUTE = re.compile(r"(?i)\b(type|description|arms) ?:")
_TYPE_OF = re.compile(rf"(?i)\btype ?: ?(?:{INTERVENTION_TYPES})$")
_SPLIT = re.compile(rf"(?:(?<=\s)|^)({INTERVENTION_TYPES}): (?=\S)", re.I)
_ARM = re.compile(rf"({ARM_TYPES}) ?: (?=\S)", re.I)
_ARM_TYPE = re.compile(rf"({ARM_TYPES})$", re.I)
_ARM_NUMBER = re.compile(r"(?i)Arm \d{1,2}$")
_OTHER_NAMES = re.compile(r"(?i)other names?:")
_NUMBER = re.compile(r"\d[\d,]{0,11}")
_KIND = re.compile(r"(?i)\b(?:actual|estimated?|anticipated)\b")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MAXIMUM = re.compile(
    r"(?i)\bto\b.{0,9}\d|\d.{0,12}[-–—].{0,3}\d|up to|under|younger|and below|[<≤]|max|and under|less than"
)
_AGE_GROUP = re.compile(r"(?i)(?:child|adult|older adult|senior|neonate|mixed)\b[^\d\n]{0,60}$")
_BOTH_AGES = re.compile(r"(?i)(undefined|.{1,20}?\w) - (undefined|[^()]{1,20}(?:\([^()]{1,40}\))?)$")
_ONE_LINE = re.compile(
    r"(?i)(?P<age>\S.{2,80}?\)?)(?P<sex>All Sexes|All|Male|Female)"
    r"(?P<healthy>(?:Does not accept|Accepts) healthy volunteers)$"
)
_ABOUT = re.compile(
    r"This is an? (?P<type>interventional|observational)(?: (?P<purpose>[a-z ]{1,30}))? trial for "
    r"(?P<conditions>.{1,600}?)(?: focused on measuring (?P<keywords>[^\n]{1,2000}))?$"
)
_DESIGN = re.compile(
    r"(?i)(Allocation|Intervention(?:al)? Model|Masking|Primary Purpose|Observational Model|Time Perspective)"
    r" ?: ?(?=\S)([^\n|;]{1,150})"
)
_DESIGN_PATHS = {
    "allocation": "allocation",
    "interventionmodel": "interventionModel",
    "interventionalmodel": "interventionModel",
    "masking": "maskingInfo.masking",
    "primarypurpose": "primaryPurpose",
    "observationalmodel": "observationalModel",
    "timeperspective": "timePerspective",
}
_GLUED = re.compile(
    r"(?P<status>Completed|(?:Not yet |Active, not )?[Rr]ecruiting|Terminated|Withdrawn|Suspended|Unknown(?: status)?)"
    r"(?P<phase>(?:EARLY_)?PHASE\d(?:[/_, ]{1,2}PHASE\d)?|NA)?(?P<type>INTERVENTIONAL|OBSERVATIONAL)$"
)
_CJK = re.compile(r"[぀-ヿ㐀-鿿]")
MARK = re.compile(r"[•●▪◦*·-]\s+|\d{1,2}\.\s+")


class Line(NamedTuple):
    """A line that isn't blank, without the space around it."""

    start: int
    end: int


class Places:
    """Collects the fields and the private ranges of one text; list items get their numbers in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.fields: list[Field] = []
        self.private: list[Span] = []
        self._counts: Counter[str] = Counter()

    def trimmed(self, start: int, end: int) -> Line:
        """The range without the space around it."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        return Line(start, max(start, start + len(piece.strip())))

    def add(self, path: str, start: int, end: int) -> None:
        """A field, if there's anything in the range."""
        line = self.trimmed(start, end)
        if line.end > line.start:
            self.fields.append(Field(path, line.start, line.end))

    def next(self, path: str) -> str:
        """The path of a new item of a list: `[]` gets the next number."""
        self._counts[path] += 1
        return path.replace("[]", f"[{self._counts[path] - 1}]")

    def item(self, path: str, start: int, end: int) -> None:
        """A field that is the next item of a list, without its bullet."""
        line = self.trimmed(start, end)
        mark = MARK.match(self.text, line.start, line.end)
        if line.end > line.start:
            self.add(self.next(path), mark.end() if mark else line.start, line.end)

    def has(self, path: str) -> bool:
        """Whether there is a field of that path."""
        return any(field.path == path for field in self.fields)

    def hide(self, start: int, end: int) -> None:
        """A name, telephone or address of a contact."""
        line = self.trimmed(start, end)
        if line.end > line.start:
            self.private.append(Span(line.start, line.end))

    def show(self, line: Line, length: int = 200) -> str:
        """The beginning of a line's text."""
        return self.text[line.start : min(line.end, line.start + length)]


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """The lines of a range that aren't blank."""
    return list(_lines(text, start, end))


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        piece = text[start:stop]
        if shown := piece.strip():
            begin = start + piece.index(shown[0])
            yield Line(begin, begin + len(shown))
        start = stop + 1


def english(text: str, lines: Sequence[Line]) -> Line:
    """The first line that isn't Chinese or Japanese; on bilingual pages that's the second."""
    return next((line for line in lines[:3] if not _CJK.search(text, line.start, line.end)), lines[0])


def age(places: Places, path: str, start: int, end: int) -> None:
    """An age range in one cell: it is the minimum's, and the maximum's too if it states one; "Adult" is neither."""
    if _AGE_GROUP.match(places.text, start, end):
        places.item(f"{path}.stdAges[]", start, end)
        return
    places.add(f"{path}.minimumAge", start, end)
    if _MAXIMUM.search(places.text, start, end):
        places.add(f"{path}.maximumAge", start, end)


def count(places: Places, path: str, line: Line, kind: tuple[int, int] | None) -> None:
    """An enrollment: the digits, and the word that says whether they're planned or reached."""
    number = _NUMBER.search(places.text, line.start, line.end)
    if number:
        places.add(f"{path}.count", *number.span())
        word = _KIND.search(places.text, line.start, line.end)
        span = word.span() if word else kind
        if span:
            places.add(f"{path}.type", *span)


def date(places: Places, path: str, lines: Sequence[Line], kind: tuple[int, int] | None) -> None:
    """A date, over two lines if the year stands on the second, and whether it is planned or was reached."""
    first, end = lines[0], lines[0].end
    rest = list(lines[1:3])
    if rest and _YEAR.match(places.text, rest[0].start, rest[0].end):
        end = rest.pop(0).end
    if not path.endswith("Struct"):
        places.add(path, first.start, end)
        return
    word = _KIND.search(places.text, first.start, end)
    span = word.span() if word else kind
    if span is None and rest and (after := _KIND.match(places.text, rest[0].start, rest[0].end)):
        span = after.span()
    places.add(f"{path}.date", first.start, end)
    if span:
        places.add(f"{path}.type", *span)


def criteria(places: Places, path: str, lines: Sequence[Line]) -> None:
    """A block of criteria; some sites put ages, sex and volunteers on the line before it."""
    first = _ONE_LINE.match(places.text, lines[0].start, min(lines[0].end, lines[0].start + 200))
    if first and first.end() == lines[0].end:
        both = _BOTH_AGES.match(first["age"])
        begin = first.start("age")
        for group, name in ((1, "minimumAge"), (2, "maximumAge")) if both else ():
            if both and both[group].lower() != "undefined":
                places.add(f"{ELIGIBILITY}.{name}", begin + both.start(group), begin + both.end(group))
        if not both:
            age(places, ELIGIBILITY, *first.span("age"))
        places.add(f"{ELIGIBILITY}.sex", *first.span("sex"))
        places.add(f"{ELIGIBILITY}.healthyVolunteers", *first.span("healthy"))
        lines = lines[1:]
    if lines:
        places.add(path, lines[0].start, lines[-1].end)


def about(places: Places, line: Line) -> None:
    """The sentence "This is an interventional treatment trial for X focused on measuring Y, Z"."""
    found = _ABOUT.match(places.text, line.start, line.end)
    if found:
        places.add("protocolSection.designModule.studyType", *found.span("type"))
        if found["purpose"]:
            places.add("protocolSection.designModule.designInfo.primaryPurpose", *found.span("purpose"))
        places.item("protocolSection.conditionsModule.conditions[]", *found.span("conditions"))
        if found["keywords"]:
            for word in re.finditer(r"[^,]+", found["keywords"]):
                begin = found.start("keywords")
                places.item("protocolSection.conditionsModule.keywords[]", begin + word.start(), begin + word.end())


def glued(places: Places, lines: Sequence[Line]) -> None:
    """Status, phase and study type without a space between, as badges of a page are copied."""
    for line in lines:
        found = _GLUED.match(places.text, *line)
        if found:
            places.add("protocolSection.statusModule.overallStatus", *found.span("status"))
            places.add("protocolSection.designModule.studyType", *found.span("type"))
            if found["phase"]:
                places.item("protocolSection.designModule.phases[]", *found.span("phase"))


def design(places: Places, line: Line) -> None:
    """`Allocation: Randomized`, alone on a line or several after each other."""
    for found in _DESIGN.finditer(places.text, line.start, line.end):
        name = _DESIGN_PATHS[found[1].lower().replace(" ", "")]
        places.add(f"protocolSection.designModule.designInfo.{name}", *found.span(2))


def interventions(places: Places, path: str, lines: Sequence[Line]) -> None:
    """Interventions, one a line or typed ones on one line; or type, name and description on lines of their own."""
    text = places.text
    if any(_TYPE_ALONE.match(text, line.start, line.end) for line in lines):
        _stacked(places, path, lines)
        return
    if any(_TYPE_OF.search(text, *line) for line in lines):
        _attributed(places, path, lines)
        return
    typed = [bool(_TYPED.match(text, line.start, line.end)) for line in lines]
    if not any(typed) and any(line.end - line.start > LONGEST_NAME for line in lines):
        places.add(f"{places.next(path)}.description", lines[0].start, lines[-1].end)
        return
    for line, is_typed in zip(lines, typed, strict=True):
        if is_typed and len(lines) == 1:
            split_types(places, path, line)
        elif is_typed or not any(typed):
            _intervention(places, path, line)


def split_types(places: Places, path: str, line: Line) -> None:
    """`Drug: A Biological: B` on one line."""
    found = list(_SPLIT.finditer(places.text, line.start, line.end))
    for at, item in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else line.end
        here = places.next(path)
        places.add(f"{here}.type", *item.span(1))
        places.add(f"{here}.name", item.end(), end)


def _intervention(places: Places, path: str, line: Line) -> str:
    found = _TYPED.match(places.text, line.start, line.end)
    here = places.next(path)
    if found:
        places.add(f"{here}.type", *found.span(1))
    mark = MARK.match(places.text, line.start, line.end)
    start = found.end() if found else mark.end() if mark else line.start
    places.add(f"{here}.name", start, line.end)
    return here


def _stacked(places: Places, path: str, lines: Sequence[Line]) -> None:
    starts = [at for at, line in enumerate(lines) if _TYPE_ALONE.match(places.text, line.start, line.end)]
    for at, until in pairwise([*starts, len(lines)]):
        if at + 1 < until:
            here = places.next(path)
            places.add(f"{here}.type", *lines[at])
            places.add(f"{here}.name", *lines[at + 1])
            if at + 2 < until:
                places.add(f"{here}.description", lines[at + 2].start, lines[until - 1].end)


def _attributed(places: Places, path: str, lines: Sequence[Line]) -> None:
    """A name, with `Type: drug` on its line or the next, and `Description: ...` below."""
    here = ""
    start = lines[0].start
    for line in lines:
        found = _ATTRIBUTE.search(places.text, *line)
        if found is None:
            start = line.start
        elif found[1].lower() == "type":
            here = places.next(path)
            mark = MARK.match(places.text, min(start, line.start))
            places.add(f"{here}.name", mark.end() if mark else start, found.start())
            places.add(f"{here}.type", found.end(), line.end)
        elif here and found[1].lower() == "description":
            places.add(f"{here}.description", found.end(), line.end)
        start = line.end if found else start


def arms(places: Places, lines: Sequence[Line]) -> None:
    """Arms as `Type: label` lines, each with its description and its interventions; or as columns."""
    text = places.text
    if _ARM_NUMBER.match(text, *lines[0]):
        _arm_columns(places, lines)
        return
    marks = [MARK.match(text, *line) for line in lines]
    lines = [Line(mark.end(), line.end) if mark else line for line, mark in zip(lines, marks, strict=True)]
    known = {text[item.start : item.end].lower() for item in places.fields if item.path.endswith("].name")}
    heads = [(at, _ARM.match(text, *line)) for at, line in enumerate(lines)]
    starts: list[int] = []
    for at, head in heads:
        if head and not (starts and _is_intervention(text, lines, at, head, known)):
            starts.append(at)
    if not starts and marks[0]:
        starts = [at for at, mark in enumerate(marks) if mark]
    for at, until in pairwise([*starts, len(lines)]):
        head = _ARM.match(text, *lines[at])
        here = places.next(ARMS)
        if head:
            places.add(f"{here}.type", *head.span(1))
        places.add(f"{here}.label", head.end() if head else lines[at].start, lines[at].end)
        _arm_body(places, here, lines[at + 1 : until], known)


def _is_intervention(text: str, lines: Sequence[Line], at: int, head: re.Match[str], known: set[str]) -> bool:
    """Whether `Other: X` is an intervention in an arm, listed elsewhere too, or stands under "Other Names:"."""
    listed = head[1].lower() == "other" and text[head.end() : lines[at].end].lower() in known
    return listed or bool(_OTHER_NAMES.match(text, *lines[at - 1]))


def _arm_body(places: Places, here: str, lines: Sequence[Line], known: set[str]) -> None:
    """The description of an arm up to its first intervention; those not listed elsewhere on the page are new."""
    text = places.text
    heads = [at for at, line in enumerate(lines) if _TYPED.match(text, *line)]
    first = heads[0] if heads else len(lines)
    if first:
        places.add(f"{here}.description", lines[0].start, lines[first - 1].end)
    for number, at in enumerate(heads):
        found = _TYPED.match(text, *lines[at])
        assert found is not None
        places.add(f"{here}.interventionNames[{number}]", found.start(1), lines[at].end)
        name = text[found.end() : lines[at].end].strip().lower()
        if name not in known:
            known.add(name)
            item = _intervention(places, INTERVENTIONS, lines[at])
            until = heads[number + 1] if number + 1 < len(heads) else len(lines)
            body = [line for line in lines[at + 1 : until]]
            names = next((n for n, line in enumerate(body) if _OTHER_NAMES.match(text, *line)), len(body))
            if names:
                places.add(f"{item}.description", body[0].start, body[names - 1].end)
            for line in body[names + 1 :]:
                places.item(f"{item}.otherNames[]", *line)


def _arm_columns(places: Places, lines: Sequence[Line]) -> None:
    """`Arm 1, Arm 2`, then as many types, then as many labels, then as many descriptions, one a line."""
    text = places.text
    size = next((at for at, line in enumerate(lines) if not _ARM_NUMBER.match(text, *line)), len(lines))
    rows = [lines[at : at + size] for at in range(size, len(lines), size)]
    if len(rows) < 2 or not all(_ARM_TYPE.match(text, *line) for line in rows[0]):
        return
    for column in range(size):
        here = places.next(ARMS)
        for row, name in zip(rows, ("type", "label", "description"), strict=False):
            if len(row) == size:
                places.add(f"{here}.{name}", *row[column])
