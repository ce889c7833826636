"""The name of what is given, as written nearest to an amount.

Names are told by three things: names that the trial or the heading gives, words with the look of a drug's name, and a
place that only a name can have ("10 mg of X", "X at a dose of 10 mg").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.language.doses.words import STOP, is_drug_word, tokens

__all__ = ["Agents", "Name"]


class Name(NamedTuple):
    """A candidate at text[start:end].

    sure: its words are known to name an agent. weak: neither they nor its place tell that it does.
    """

    start: int
    end: int
    sure: bool
    weak: bool = False


_WORD = re.compile(r"[A-Za-zα-ωΑ-Ω0-9][\w®™'./+α-ω-]{0,40}")
_NEWLINE = re.compile(r"\n")
_CLAUSE = re.compile(r"[.,;]\s(?=[^\W\d])|\w[^,]{0,60},\s$")
_ADVERB = re.compile(r"(?:ly|ing)$")
_ROUTE = re.compile(r"intra-?\w+(?:ous|al|ar|ly|ic|eal)(?:ly)?", re.I)
_LEVEL = re.compile(r"(?:dl|c|d|cohort|arm|group|day|week|level|cycle)-?\d+\w?", re.I)
_PARTICIPLE = re.compile(r"[a-z]{2,}ed$")
_GENERIC_END = re.compile(r"^(?:\d[\d.,/%-]*|[A-Za-z]\d?)$")
_RATIO = re.compile(r"/\d+$")
_AMOUNT_WORD = re.compile(r"[\d.,/-]+(?:mg|mcg|µg|μg|ug|g|ml|mL|IU|%|U|Gy|h|d)?\S{0,8}")
_VEHICLE = re.compile(
    r"(?:(?:normal|sterile|isotonic|physiological|distilled) )?(?:saline|water|nacl|dextrose|glucose|sodium chloride)",
    re.I,
)
_SHORT = re.compile(r"[A-Z][A-Za-z][ ]\d")  # "Bu 3.2 mg/kg"
_TRAILING_NUMBER = re.compile(r"[ ](?:\d[\d.,/%-]*|[A-Za-z]\d)$")
# "vitamin D", "vitamin B12": a letter that the name needs.
_LETTERED = re.compile(r"\bvitamins?$", re.I)
_LETTER = re.compile(r"[ -][A-EK][ -]?(?:[1-9]|12)?(?![\w.,-]|[ ]?%)")
_ARTICLE = re.compile(r" an? $", re.I)
_LEAD = re.compile(
    r"\\?[)\]）]?[ ]?(?:\\?[(\[][^()\[\]\n]{0,40}[)\]][ ])?"
    r"(?:(?:once|twice|single|daily|oral|nasal|IV|IM|SC|PO|intravenous|"
    r"subcutaneous|intramuscular|bolus|doses?|tablets?|capsules?|injections?|infusion|granules|powder|cream|gel|(?P<of>of)|the|a|an|study|solution|"
    r"suspension|volume|mixed|body weight|or|\d[\d.,]{0,6}[ ]?%)[ ]){0,5}",
    re.I,
)
_NEXT = re.compile(
    r"[\s:(\[=,–-]{0,4}(?:(?:(?:will be|is|was|are|were) )?(?:given |administered )?(?:at|in|as) (?:a|the) )?"
    r"(?:(?:total|daily|fixed|single|oral) ){0,2}(?:dos(?:e|es|age) (?:of )?|(?:given|administered|dosed) at "
    r"|tablets? |capsules? |powder |extract |injection |solution |cream |gel |IV |i\.v\. |SC |PO |oral |\(\w{2,8}\) )?",
    re.I,
)
_DIRECT = re.compile(
    r"[\s:(\[=,–-]{0,4}(?:(?:at|a|the|of|dose|doses|dosage|is|was|will be|given|administered|tablets?|capsules?|IV|"
    r"i\.v\.|SC|PO|oral|\(\w{2,8}\))[\s:(\[=,–-]{1,4}){0,5}",
    re.I,
)
_SUBJECT = re.compile(
    r"\b(?:patients?|participants?|subjects?|volunteers?|infants?|children|women|men|animals|they|who|groups?|arms?|cohorts?"
    r"|receiv\w{0,3}|tak(?:e|es|ing)|treated|randomi[sz]ed|assigned)\b",
    re.I,
)
_LINE_LABEL = re.compile(
    r"^(?:experimental|active comparator|placebo comparator|arm|group|cohort|drug|biological|intervention"
    r"|treatment|part|phase|radiation|other|"
    r"dietary supplement|device|procedure)\b[^:\n]{0,16}:\s*",
    re.I,
)
_NO_HEADING = re.compile(
    r"^\s*(?:[*•-]|\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){0,3}\s)|[.:;,]\s*$|[<>≥≤=]|\b(?:criteria|weeks|years)\b", re.I
)
_AMOUNT_TAIL = re.compile(
    r"[ ,(]{0,2}(?:at[ ])?\d[\d.,/-]*[ ]?(?:mg|mcg|µg|μg|ug|g|ml|mL|IU|%|U"
    r"|Gy)\b.{0,60}$"
)
_RADIATION = re.compile(
    r"(?:\b(?!(?:the|of|and|with|a|to|received?|receiving|plus|by)\b)[A-Za-z][\w-]{2,20}[ ]){0,3}"
    r"(?:(?:chemo|bio|immuno)?radio(?:chemo)?therapy|radiation(?:[ ]therapy)?|(?:chemo|photo|re)?irradiation|"
    r"brachytherapy|radiosurgery|proton[ ]therapy|(?-i:IMRT|SBRT|SABR|VMAT|WBRT|TBI|PCI|EBRT|3D-CRT|IMPT|BNCT|PORT|RT|"
    r"CRT|SRS|HDR))"
    r"(?!\w)",
    re.I,
)
_BACK = 300  # characters before an amount in which its line is searched for a name
# A text of no more characters and blank lines than that can have its first line as the title of all of it, and lines
# above a paragraph that name an agent that nothing else tells to be one.
_SMALL, _BLANK_LINES = 20_000, 5


class Agents:
    """Finds the agent of each amount of one text.

    known: names that the trial gives its interventions. titled: whether a title that does not stand in the text takes
    the place of its headings.
    """

    def __init__(self, text: str, known: Sequence[str] = (), *, titled: bool = False) -> None:
        self.text = text
        self._known, familiar = _known_names(tuple(known))
        self._familiar = set(familiar)
        self._titled = titled
        self._small = len(text) < _SMALL and text.count("\n\n") <= _BLANK_LINES
        self._lines = [0, *(match.end() for match in _NEWLINE.finditer(text))]
        self._read: dict[int, tuple[list[int], list[Name]]] = {}
        if not titled and (title := self._first_line()):
            self._familiar |= tokens(text[slice(*title)])

    def near(self, start: int, amount: tuple[int, int], end: int) -> Name | None:
        """The agent of an amount among the words that belong to it, from start to end.

        One that is neither sure nor in a name's place is `weak`. None if there is none.
        """
        before = self._before(start, amount[0])
        if before and _VEHICLE.fullmatch(self.text, before.start, before.end) and not self._direct(before, amount[0]):
            before = before._replace(sure=False, weak=True)
        behind, of = self._behind(amount[1], end)
        if behind and of:
            return behind
        if before and before.sure and self._direct(before, amount[0]):
            return before
        if behind and behind.sure:
            return behind
        if before and before.sure:
            return before
        if before and not before.weak and _NEXT.fullmatch(self.text, before.end, amount[0]):
            return before
        return behind or (before._replace(weak=True) if before else None)

    def _direct(self, name: Name, amount: int) -> bool:
        """Whether a name leads straight to an amount: "X at a dose of 10 mg"."""
        return _DIRECT.fullmatch(self.text, name.end, amount) is not None

    def radiation(self, start: int, amount: tuple[int, int], end: int) -> Name | None:
        """The words for radiotherapy nearest to an amount between start and end."""
        places = [match.span() for match in _RADIATION.finditer(self.text, start, end)]
        ahead = [place for place in places if place[1] <= amount[0]]
        chosen = ahead[-1:] or [place for place in places if place[0] >= amount[1]][:1]
        return Name(*chosen[0], sure=True) if chosen else None

    def last_sure(self, start: int, end: int) -> Name | None:
        """The last certain name between two places."""
        names = [name for name in self._names(max(start, end - _BACK), end) if name.sure]
        return names[-1] if names else None

    def first_sure(self, start: int, end: int) -> Name | None:
        """The first certain name between two places; a placebo where there is no other."""
        names = [name for name in self._names(start, min(end, start + _BACK)) if name.sure]
        return next(
            (name for name in names if "placebo" not in self.text[name.start : name.end].lower()), None
        ) or next(iter(names), None)

    def names_any(self, start: int, end: int) -> bool:
        """Whether a certain name stands between two places."""
        return self.first_sure(start, end) is not None

    def same(self, one: Name, other: Name) -> bool:
        """Whether two names share a telling word."""
        return bool(tokens(self.text[one.start : one.end]) & tokens(self.text[other.start : other.end]))

    def _behind(self, start: int, end: int) -> tuple[Name | None, bool]:
        """The name right behind an amount, and whether "of" leads to it: "2 mL of 0.5% lidocaine"."""
        lead = _LEAD.match(self.text, start, min(end, start + 90))
        if lead is None or not lead.end() > start or self.text[lead.end() - 1] != " ":
            return None, False
        name = self._run(lead.end(), min(end, lead.end() + 80))
        if name and not name.sure and not lead["of"] and _ARTICLE.search(lead[0]):
            return None, False
        return name, lead["of"] is not None

    def _before(self, start: int, end: int) -> Name | None:
        """The last name in front of an amount: a certain one, else one whose place makes it one."""
        said = self.text[start:end].casefold()
        if known := tuple(name for name, folded in self._known if folded in said):
            hits = list(_finder(known).finditer(self.text, start, end))
            if hits:
                return Name(*hits[-1].span(), sure=True)
        names = self._names(start, end)
        if sure := [name for name in names if name.sure]:
            return sure[-1]
        linked = [
            name
            for name in names
            if not _CLAUSE.search(self.text, name.end, end) and not _SUBJECT.search(self.text, name.end, end)
        ]
        return linked[-1] if linked else None

    def _names(self, start: int, end: int) -> list[Name]:
        """All names between two places; each line is read once."""
        names: list[Name] = []
        for line in range(bisect_right(self._lines, start) - 1, bisect_left(self._lines, end)):
            starts, found = self._line(line)
            inside = found[bisect_left(starts, start) : bisect_left(starts, end)]
            names += [name for name in inside if name.end <= end]
        return names

    def _line(self, line: int) -> tuple[list[int], list[Name]]:
        if line not in self._read:
            last = self._lines[line + 1] if line + 1 < len(self._lines) else len(self.text)
            names: list[Name] = []
            pos = self._lines[line]
            while word := _WORD.search(self.text, pos, last):
                pos = word.end()
                if word[0].lower() not in STOP and (name := self._run(word.start(), last)):
                    names.append(name)
                    pos = max(pos, name.end)
            self._read[line] = [name.start for name in names], names
        return self._read[line]

    def _run(self, start: int, end: int) -> Name | None:
        """Up to five name words in a row from `start`, or None."""
        stop, pos, words = start, start, 0
        ends: list[int] = []
        while words < 5 and (word := _WORD.match(self.text, pos, end)):
            clean = _RATIO.sub("", word[0]).rstrip("./'-+")
            if not _may_name(clean) or (words == 0 and _GENERIC_END.match(clean)):
                break
            stop, words = pos + len(clean), words + 1
            ends.append(stop)
            if len(clean) < len(word[0]) or self.text[stop : stop + 1] not in (" ", "-"):
                break
            pos = stop + 1
        while words > 1 and _TRAILING_NUMBER.search(self.text, start, stop):
            stop = self.text.rfind(" ", start, stop)
            words -= 1
        while words and _PARTICIPLE.search(self.text, start, stop):
            before = ends[words - 2] if words > 1 else start
            if self._sure(before, stop):
                break
            words, stop = words - 1, before
        if words and (letter := _LETTER.match(self.text, stop, end)) and _LETTERED.search(self.text, start, stop):
            stop = letter.end()
        named = words and (stop - start > 2 or _SHORT.match(self.text, start))
        return Name(start, stop, self._sure(start, stop)) if named else None

    def _sure(self, start: int, end: int) -> bool:
        words = [word.strip("()[]®™.,") for word in self.text[start:end].split()]
        return any(is_drug_word(word) or (word.lower() in self._familiar and _may_name(word)) for word in words)

    def heading(self, position: int) -> Name | None:
        """The agent's name in the short line above a paragraph, or in the first line of a short text."""
        if self._titled:
            return None
        line_start = self.text.rfind("\n", 0, position) + 1
        for _ in range(4):
            if line_start == 0:
                return None
            above = self.text.rfind("\n", 0, line_start - 1) + 1
            if (place := self._title(above, line_start - 1)) and (self._small or self._sure(*place)):
                return Name(*place, sure=self._sure(*place))
            line_start = above
        title = self._first_line()
        return Name(*title, sure=self._sure(*title)) if title else None

    def _first_line(self) -> tuple[int, int] | None:
        end = self.text.find("\n")
        return self._title(0, end) if end > 0 and self._small else None

    def _title(self, begin: int, end: int) -> tuple[int, int] | None:
        line = self.text[begin:end]
        if not line.strip() or len(line) > 160 or _NO_HEADING.search(line):
            return None
        label = _LINE_LABEL.match(line)
        first = label.end() if label else 0
        cut = _AMOUNT_TAIL.search(line, first)
        last = cut.start() if cut else len(line.rstrip())
        if cut and not last > first:
            first, last = 0, len(line.rstrip())
        return (begin + first, begin + last) if self._names(begin + first, begin + last) else None


# The texts of a document share the names of its interventions.
@lru_cache(maxsize=64)
def _known_names(known: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """The names that a trial gives, the longest first, each as it is and folded, and their words."""
    names = sorted({name.strip() for name in known if len(name.strip()) > 2}, key=len, reverse=True)[:200]
    return tuple((name, name.casefold()) for name in names), frozenset(word for name in names for word in tokens(name))


@lru_cache(maxsize=64)
def _finder(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), re.I)


@lru_cache(maxsize=16384)
def _may_name(word: str) -> bool:
    """Whether a word can be part of an agent's name: no word of regimens, no adverb, no amount."""
    parts = word.lower().replace(".", "").split("/")
    if (
        "/".join(parts) in STOP
        or all(part in STOP for part in parts)
        or _LEVEL.fullmatch(word)
        or _ROUTE.fullmatch(word)
    ):
        return False
    return is_drug_word(word) or not (_ADVERB.search(word) or _AMOUNT_WORD.fullmatch(word))
