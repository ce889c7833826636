"""The labels that registry pages put before their values, and which data element each stands for."""

import re
from dataclasses import dataclass
from functools import cache

from extractor.language.pages.label_table import TABLE, Kind


@dataclass(frozen=True, slots=True)
class Label:
    """A known label: the data element (v2 name, `[]` where items are numbered), how its value is laid out, what it
    must look like (None: anything), whether it's plain from the label alone that this is a registry page, and whether
    this is the registries' own name for the element, before which others of the page yield."""

    path: str
    kind: Kind
    value: re.Pattern[str] | None
    strong: bool
    main: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label found on a line of a page. `value` is where the value on the same line starts, None where it's on the
    next lines; `type` is the range of "Actual" or "Estimated" inside the label; `valid` says that the value looks as
    values of this label do."""

    label: Label
    value: int | None
    type: tuple[int, int] | None
    valid: bool
    bulleted: bool
    spaced: bool


_SPACES = re.compile(r"\s+")
_KIND_OF_VALUE = re.compile(r"(?i)\b(actual|estimated|anticipated)\b")
_IN_BRACKETS = re.compile(r"(?i)\s?\(\s?(?:actual|estimated|anticipated|estimate|\d{1,5})\s?\)$")
_MARK = re.compile(r"[-•●▪◦*·]\s")
_ENDING = " \t:：?*#"
_BULLET = re.compile(r"[•●▪◦*·]\s+")
_CJK = re.compile(r"[　-〿぀-ヿ㐀-鿿＀-￯]")
LONGEST = 72
_END = Label("", "end", None, False)


def normal(name: str) -> str:
    """A label as the table has it: lower case, single spaces, without its colon and "(Actual)".

    >>> normal("Study  Start (Actual):")
    'study start'
    """
    name = _IN_BRACKETS.sub("", name.strip().rstrip(_ENDING)).rstrip(_ENDING)
    return _SPACES.sub(" ", name).lower()


@cache
def labels() -> dict[str, Label]:
    """Every known label by its normal form."""
    table: dict[str, Label] = {}
    for path, kind, value, names in TABLE:
        pattern = re.compile(value) if value else None
        full = f"protocolSection.{path}" if path else ""
        for at, name in enumerate(names.split("; ")):
            table.setdefault(name.removeprefix("~"), Label(full, kind, pattern, not name.startswith("~"), at == 0))
    return table


@cache
def _spaced() -> dict[str, re.Pattern[str]]:
    """Labels whose value can follow after a mere space, as it can be told by its looks; by their first word."""
    names = [name for name, label in labels().items() if label.value]
    names += ["nct number", "eligibility", "secondary id", "source", "other study id #"]
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        groups.setdefault(name.split()[0], []).append(re.escape(name))
    return {word: re.compile(rf"({'|'.join(group)})[ \t]{{1,9}}(?=\S)", re.I) for word, group in groups.items()}


def _spaced_label(line: str) -> re.Match[str] | None:
    """A label at the beginning of a line with something after a space."""
    words = line.split(None, 1)
    pattern = _spaced().get(words[0].lower()) if words else None
    return pattern.match(line) if pattern else None


def label_at(text: str, start: int, end: int, following: str) -> Labelled | None:
    """The label that a line (`text[start:end]`, no space around it) is or begins with; `following` is the next line.

    >>> found = label_at("Sex: All", 0, 8, "")
    >>> found.label.path, found.value, found.valid
    ('protocolSection.eligibilityModule.sex', 5, True)
    >>> label_at("Sex", 0, 3, "- Female") is None
    True
    """
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    line = text[begin : min(end, begin + LONGEST)]
    if end - begin <= LONGEST:
        name = normal(line)
        whole = labels().get("keywords" if name.startswith("keywords provided by") else name)
        if whole:
            return _checked(text, whole, (begin, end), None, following, bool(bullet))
        if line[-1:] in ":：" and _CJK.search(line):
            return Labelled(_END, None, None, False, False, False)
    head, colon, _ = line.replace("：", ":").partition(":")
    inline = labels().get(normal(head)) if colon else None
    if inline:
        value = begin + len(head) + 1
        value += len(text[value:end]) - len(text[value:end].lstrip())
        return _checked(text, inline, (begin, begin + len(head)), value, text[value:end], bool(bullet))
    spaced = None if bullet else _spaced_label(line)
    if spaced:
        label, value = labels()[spaced[1].lower()], begin + spaced.end()
        rest = text[value:end]
        if _spaced_value(label, spaced[1].lower(), rest):
            kind = _type_in(text, begin, begin + spaced.end(1))
            return Labelled(label, value, kind, True, False, True)
    return None


def _spaced_value(label: Label, name: str, rest: str) -> bool:
    if name == "eligibility":
        return rest.lower().startswith("inclusion criteria")
    return len(rest) <= 60 and (label.value is None or bool(label.value.match(rest)))


def _type_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _KIND_OF_VALUE.search(text, start, end)
    return found.span(1) if found else None


def _checked(
    text: str, label: Label, at: tuple[int, int], value: int | None, shown: str, bulleted: bool
) -> Labelled | None:
    """The label, unless what stands for its value cannot be one (another label after it is an empty value)."""
    shown = shown.strip()
    valid = bool(label.value and label.value.match(shown)) and (label.kind == "design" or not _MARK.match(shown))
    if label.value and not valid and not (shown == "" or (value is None and _begins_label(shown))):
        return None
    return Labelled(label, value, _type_in(text, *at), valid, bulleted, False)


def _begins_label(line: str) -> bool:
    head = line.replace("：", ":").partition(":")[0]
    return any(normal(name) in labels() for name in (line, head)) or bool(_spaced_label(line))
