"""Registry pages as text: finds the known labels and says which range is the value of which data element.

A page is lines; a label stands on a line of its own or before its value. Labels that are ordinary words too ("Status",
"Conditions") cut a long text, such as criteria, only where the page goes on with more labels.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.language.pages import blocks
from extractor.language.pages.blocks import Line, Places
from extractor.language.pages.label_table import Kind
from extractor.language.pages.labels import Label, Labelled, label_at, normal
from extractor.language.pages.outcomes import outcomes
from extractor.language.pages.veeva import read_veeva
from extractor.model import Field, Span

LOOKED_AT = 200_000
ENOUGH = 3.5
REACH = 8
_LONG: frozenset[Kind] = frozenset({"prose", "criteria", "arms", "outcomes"})
_NAMELESS: frozenset[Kind] = frozenset({"overview", "about"})
_HEADINGS: frozenset[Kind] = _LONG | {"design", "interventions", "overview", "about", "private"}
_CRITERIA_HEADING = re.compile(r"(?i)(?:key |main |principal |participant )?(?:in|ex)clusion criterias?\b")
_CHROME = re.compile(
    r"(?im)ClinicalTrials\.Veeva|ClinicalTrials\.gov(?: Identifier| ID| Menu)|Study -> Protocol Section ->"
    r"|^Status and phase[ \t]*$|Clinical Trial Details\b|ISRCTN\d{8}"
    r"|This is an? (?:interventional|observational) .{0,40}trial for\b"
)
_PROTOCOL = re.compile(
    r"(?im)^[ \t#]*(?:table of contents|list of (?:abbreviations|tables|figures)|protocol (?:version|amendment)"
    r"|protocol synopsis|synopsis|statement of compliance|signature page|clinical (?:study|trial) protocol"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
    r"[ \t]{1,9}[A-Z][^\n]{2,60})[ \t:]*$"
)
_OVERVIEW = re.compile(
    r"\s{0,9}Overview\s{0,9}\n[^\n]{30}(?:[^\n]{0,9999}\n){1,60}?Eligibility\s{0,9}\n(?:Key )?Inclusion"
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_NOTE = re.compile(
    r"(?i)(?:click to view .{0,60}|show (?:more|less)|read (?:more|less)|loading\.{0,3}|description|lead"
    r"|see (?:detailed description|official title|brief summary|above|below))$"
)
_ATTRIBUTE = re.compile(r"(?i)(?:description|arms|type|name) ?:")
_APART = re.compile(r"(?i)interventions[ \t]{0,9}(?:\n|$)")
_NOTHING = re.compile(r"(?i)(?:n/?a|none(?: provided)?|not applicable|no .{1,30} (?:found|provided))[.]?$")
_IDENTIFIER = re.compile(r"\s*(?=\S{0,30}\d)\S{6,40}\s*$")
_CONDITIONS = "protocolSection.conditionsModule.conditions[]"
_HEALTHY = re.compile(r"(?i)healthy")
_TOP = re.compile(
    r"(?i)^(?:skip to\b|an official website|here's how you know|we updated|record \d|the u\.?s\.? government|"
    r"the safety and scientific|your (?:clinical trial )?search|find (?:a )?(?:studies|clinical trials?)"
    r"|.{0,60}\blogo$|study details$|.{0,60}\b(?:date|id|path) ?:)"
)
_COLUMNS = frozenset({"outcome measure", "measure description", "time frame"})
_COMMAS = re.compile(r"[^,;|\n]+")
_SENTENCE = re.compile(r"[.!:]$")


@dataclass(frozen=True, slots=True)
class PageFields:
    """Where the data elements of a page stand, and where names and addresses of contacts do."""

    fields: list[Field]
    private: list[Span]


@dataclass(frozen=True, slots=True)
class _Region:
    """A label and the lines of its value."""

    found: Labelled
    label: Line
    lines: list[Line]


def looks_like_page(text: str) -> bool:
    """Whether a text is a registry page: several different labels, and nothing of a protocol's make-up.

    >>> looks_like_page("Inclusion Criteria:\\n- Age 18\\nExclusion Criteria:\\n- Pregnancy")
    False
    """
    text = text[:LOOKED_AT]
    if _OVERVIEW.match(text):
        return True
    head = bool(_CHROME.search(text[:3000]))
    if not head and len(_PROTOCOL.findall(text)) >= 3:
        return False
    lines = blocks.lines_of(text, 0, len(text))
    weights: dict[str, float] = {}
    for line, found in zip(lines, _labels(text, lines), strict=True):
        if found and not _CRITERIA_HEADING.match(text, line.start):
            name = found.label.path or normal(text[line.start : line.end])
            weights[name] = max(_weight(found), weights.get(name, 0.0))
    plain = sum(weight == 1.0 for weight in weights.values())
    return sum(weights.values()) + (2.0 if head else 0.0) >= ENOUGH and (head or plain >= 3)


def _weight(found: Labelled) -> float:
    """How much a label says that this is a registry page: headings that articles and protocols have too, say less."""
    label = found.label
    if label.kind == "end" or not (label.strong or found.spaced or (found.valid and found.value is None)):
        return 0.25
    return 0.5 if label.kind in _HEADINGS else 1.0


def read_page(text: str, *, ends: Sequence[int] = ()) -> PageFields:
    """The fields of a registry page; `ends` are offsets at which a value ends for certain (table rows of HTML).

    >>> found = read_page("Study Type\\nInterventional\\nConditions\\nAsthma\\nCOPD\\nSex\\nAll")
    >>> [field.path.split(".")[-1] for field in found.fields]
    ['studyType', 'conditions[0]', 'conditions[1]', 'sex']
    """
    places = Places(text)
    if not read_veeva(places):
        lines = blocks.lines_of(text, 0, len(text))
        regions = _regions(text, lines, ends)
        named = {region.found.label.path for region in regions if region.found.label.main}
        for region in regions:
            label = region.found.label
            if label.kind != "prose" or label.main or label.path not in named:
                _place(places, region)
        blocks.glued(places, lines[:5])
        _title(places, lines, regions)
    for address in _MAIL.finditer(text):
        places.hide(*address.span())
    return PageFields(sorted(places.fields, key=lambda item: (item.start, -item.end)), sorted(set(places.private)))


def _labels(text: str, lines: Sequence[Line]) -> list[Labelled | None]:
    shown = [text[line.start : min(line.end, line.start + 200)] for line in lines[1:]] + [""]
    found = [label_at(text, *line, after) for line, after in zip(lines, shown, strict=False)]
    # "Status Completed" is a label only on pages made that way.
    if sum(item is not None and item.spaced for item in found) < 3:
        found = [None if item and item.spaced else item for item in found]
    return found


def _solid(found: Sequence[Labelled | None]) -> list[bool]:
    """Which labels may cut a long text: the plain ones, and others that lead to one within a few lines."""
    solid = [False] * len(found)
    near = len(found) + REACH
    for at in range(len(found) - 1, -1, -1):
        item = found[at]
        if item is None or item.bulleted:
            continue
        plain = item.label.strong or (item.valid and item.value is None) or item.spaced
        short = item.value is not None or item.label.kind == "one"
        last = item.valid and near > len(found) and at >= len(found) - 2
        solid[at] = plain or last or near - at <= (2 if short else REACH)
        if solid[at] and (item.label.kind != "criteria" or item.label.strong):
            near = at
    return solid


def _regions(text: str, lines: Sequence[Line], ends: Sequence[int]) -> list[_Region]:
    found = _labels(text, lines)
    solid = _solid(found)
    starts: list[int] = []
    kind: Kind = "end"
    for at, item in enumerate(found):
        if item is None or (kind in _LONG and not solid[at]):
            continue
        heading = _CRITERIA_HEADING.match(text, lines[at].start)
        before = found[starts[-1]] if starts else None
        own_name = normal(text[lines[at].start : lines[at].end])
        if kind == "criteria" and (heading or own_name in ("criteria", "description")):
            continue
        if kind == "arms" and item.label.kind in ("arms", "interventions") and not _APART.match(text, lines[at].start):
            continue
        if before and before.label.path == _CONDITIONS and not item.valid and _HEALTHY.match(text, lines[at].start):
            continue
        if kind == "interventions" and _ATTRIBUTE.match(text, lines[at].start):
            continue
        if kind == "outcomes" and own_name.partition(":")[0].rstrip() in _COLUMNS:
            continue
        starts.append(at)
        kind = item.label.kind
    regions = []
    for at, until in pairwise([*starts, len(lines)]):
        item = found[at]
        assert item is not None
        first = lines[at]
        own = [Line(item.value, first.end)] if item.value is not None and item.value < first.end else []
        if item.label.kind == "criteria" and _CRITERIA_HEADING.match(text, first.start):
            own = [first]
        rest = list(lines[at + 1 : until])
        bound = bisect_right(ends, first.end - 1)
        if bound < len(ends):
            rest = [line for line in rest if line.start < ends[bound]]
        regions.append(_Region(item, first, own + rest))
    return regions


def _place(places: Places, region: _Region) -> None:
    label, text = region.found.label, places.text
    lines = [line for line in region.lines if not _NOTE.match(text[line.start : min(line.end, line.start + 100)])]
    if not lines or label.kind == "end" or (label.value and not region.found.valid):
        return
    first, last = lines[0], lines[-1]
    inside = region.found.value is not None and first.start == region.found.value
    match label.kind:
        case "one":
            one = first if inside else blocks.english(text, lines)
            places.add(label.path, one.start, one.end)
        case "list":
            _list(places, label, [first] if inside and label.value is not None else lines)
        case "prose":
            places.add(label.path, first.start, last.end)
        case "criteria":
            blocks.criteria(places, label.path, lines)
        case "age":
            blocks.age(places, label.path, first.start, first.end)
        case "count":
            blocks.count(places, label.path, first, region.found.type)
        case "date":
            blocks.date(places, label.path, lines, region.found.type)
        case "interventions":
            blocks.interventions(places, label.path, lines)
        case "arms":
            blocks.arms(places, lines)
        case "outcomes":
            outcomes(places, label.path, lines)
        case "private":
            for line in lines[:12]:
                places.hide(line.start, line.end)
        case _:
            _place_special(places, label, lines)


def _list(places: Places, label: Label, lines: Sequence[Line]) -> None:
    """An item a line; keywords and identifiers can stand on one line, with commas between."""
    one_line = label.path.endswith(("keywords[]", "secondaryIdInfos[].id")) and len(lines) == 1
    for line in lines:
        shown = places.show(line, 2000)
        if _NOTHING.match(shown) if label.value is None else not label.value.match(shown):
            continue
        parts = [Line(*part.span()) for part in _COMMAS.finditer(places.text, *line)] if one_line else [line]
        if label.path.endswith("].id") and not all(_IDENTIFIER.match(places.show(part)) for part in parts):
            parts = [line]
        for part in parts:
            places.item(label.path, *part)


def _place_special(places: Places, label: Label, lines: Sequence[Line]) -> None:
    """Labels whose value has to be looked at to know what it is."""
    first, last, text = lines[0], lines[-1], places.text
    names = "protocolSection.identificationModule"
    if label.kind == "titles":
        for line, name in zip(lines, ("briefTitle", "officialTitle"), strict=False):
            places.add(f"{names}.{name}", line.start, line.end)
    elif label.kind == "overview":
        if len(lines) == 1 and not _SENTENCE.search(text[first.start : first.end]):
            places.add(f"{names}.briefTitle", first.start, first.end)
        elif normal(text[first.start : first.end]) != "eligibility":
            places.add("protocolSection.descriptionModule.briefSummary", first.start, last.end)
    elif label.kind == "about":
        blocks.about(places, first)
    elif label.kind == "design":
        for line in lines:
            blocks.design(places, line)


def _title(places: Places, lines: Sequence[Line], regions: Sequence[_Region]) -> None:
    """Many pages show the title above all labels, without one."""
    path = "protocolSection.identificationModule.briefTitle"
    if places.has(path):
        return
    first = next((item for item in regions if item.found.label.path or item.found.label.kind in _NAMELESS), None)
    top = first.label.start if first else 0
    above = [line for line in lines if line.start < top]
    titles = [line for line in above if _may_be_title(places.show(line, 600))]
    long = [line for line in titles if len(places.show(line, 600).split()) >= 4]
    whole = [line for line in long if not _SENTENCE.search(places.show(line, 600))]
    # Right above its number stands the trial's title, however short.
    numbered = first is not None and first.found.label.path.endswith("nctId")
    for line in (whole or [line for line in titles if numbered and line == above[-1]])[:1]:
        places.add(path, *line)


def _may_be_title(shown: str) -> bool:
    known = label_at(shown, 0, len(shown), "")
    return len(shown) <= 500 and shown[0].isalnum() and not (known or _TOP.search(shown) or _CHROME.match(shown))
