"""Where a protocol states who is eligible: the lists of its body, not those of a synopsis, a history or a sub-study."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.language.criteria.headings import read_title
from extractor.language.protocols.marks import read_mark

_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,5})\.?[ \t]{1,12}"
_WORDS = r"(?:[A-Z][A-Za-z’'/-]*|of|and|for|the|in|or|/|&|to|at|with|by|study|eye|\(\w+\)|\d\w?)"
_HEADING = re.compile(
    rf"(?m)^[ \t#*]*(?:{_NUMBER})?(?P<title>(?P<before>(?:{_WORDS}[ ,]{{1,3}}){{0,7}}?)"
    r"(?:(?P<kind>(?i:non-?inclusion|inclusion|exclusion|eligibility|entry|selection))"
    r"(?P<both>(?i:[ ]?(?:/|and|&)[ ]?(?:inclusion|exclusion)))?[ \t](?i:criteri(?:a|on)s?)"
    r"|(?i:criteria[ ]for[ ](?P<of>inclusion|exclusion)))\b(?P<rest>[^\n]{0,120}))$"
)
_BARE = re.compile(
    r"(?m)^[ \t#*]*(?P<title>(?:(?:Key|Main|Major|KEY|MAIN)[ ])?(?P<kind>(?i:inclusion|exclusion))s?[ \t]*:?)[ \t]*$"
)
_CONTENTS = re.compile(r"\.[ ]?\.[ ]?\.|…|\s\d{1,3}\s*$")
_REST = re.compile(
    r"\s*(?:[:.]|[-–—(].{0,100}|(?:for|of|in|at|to|by)\b[^.;]{0,90}|(?:All|Each|The|Potential|Subjects?|Patients?"
    r"|Participants?|To|In|Eligible|A|An|Any)\s.{0,100})?[:.]?\s*$"
)
_OF_HEADING = re.compile(r"\s*(?:[:.]?\s*$|[-–—(]|(?:for|of|in|at|to|by)\b)")
_ELSEWHERE = re.compile(
    r"(?i)\b(?:synopsis|summary|amendments?|history|changes?|rationale|appendix|appendices|attachments?|annex"
    r"|addendum|sub-?study|extension|references|country[- ]specific|analysis\ssets?|statistical)\b"
)
_CONTENTS_OF = re.compile(r"(?i)(?:list|table) of")
_NO_LIST = re.compile(r"(?i)\brationale|\bwaivers?|\bchanges?\b|\bassess|\bviolat|\breview")
_FOLLOWING = re.compile(
    r"(?m)^[ \t#*]*(?:\d{1,2}(?:\.\d{1,2}){0,5}\.?[ \t]{1,12})?(?:Lifestyle (?:Considerations|Restrictions)"
    r"|Screen(?:ing)? Fail(?:ures?)\b[^.\n]{0,40}|Prohibitions and Restrictions|(?:Trial|Study)"
    r" (?:Treatments?|Intervention|Drug"
    r"|Medication)(?:\(s\))?(?: and .{0,30})?|Prior and Concomitant .{0,40}|Concomitant .{0,40}"
    r"|(?:Subject|Patient|Participant)s? "
    r"(?:Withdrawal|Discontinuation|Registration|Enrol?lment|Screening|Replacement)\b.{0,60}|Temporary Delay.{0,30}"
    r"|Meals and Dietary Restrictions|Removal of .{0,60}|Criteria for (?:Temporar|Discontinu|Withdraw).{0,60}"
    r"|Re-?screening.{0,40}|Treatment(?: Plan|\(s\)| of (?:Patients|Subjects))?|Withdrawal .{0,60}"
    r"|(?:Study )?Procedures|"
    r"Discontinuation .{0,60}|Randomi[sz]ation.{0,40}|Registration.{0,40}|Recruitment.{0,40}|Strategies for .{0,50}"
    r"|Inclusion of (?:Women|Minorities|Special).{0,60}|Vulnerable .{0,40}|Early (?:Withdrawal"
    r"|Termination).{0,40})[ \t]*$"
)
_NUMBERED = re.compile(
    r"(?m)^[ \t#*]*(?P<number>\d{1,2}(?:\.\d{1,2}){0,5})\.?[ \t]{1,12}(?P<title>[A-Z][^\n]{2,100}?)[ \t]*$"
)
_SENTENCE = re.compile(r"[.;,]\s*$|\b(?:is|are|was|were|has|have|must|will)\s")
MOST = 60_000  # characters of one list
BEYOND = 200  # characters after the end in which a heading may go on
APART = 5_000  # characters between two lists that belong together
FEWEST = 2  # items of lists under one heading alone
SHORTEST = 40  # characters of a list without marks


@dataclass(frozen=True, slots=True)
class CriteriaList:
    """A list of criteria text[body:end] under a heading that begins at `start`; `kind` is what the heading says.

    `items` counts the lines that begin with a mark, `number` is the number of the heading, `elsewhere` the heading
    above that says that it is not the body's list.
    """

    start: int
    body: int
    end: int
    kind: str
    number: tuple[int, ...]
    items: int
    elsewhere: str | None = None


def find_lists(text: str, sections: Sequence[tuple[int, int, str]]) -> tuple[list[CriteriaList], list[CriteriaList]]:
    """The body's lists of criteria, and the other ones, each in order.

    `sections` are the headed parts of the text in order: start, end and the path of headings.

    >>> text = "4.1 Inclusion Criteria\\n1. Adults\\n4.2 Exclusion Criteria\\n1. Asthma\\n4.3 Restrictions\\nNone"
    >>> [(one.kind, text[one.start : one.end].count("\\n")) for one in find_lists(text, [])[0]]
    [('inclusion', 2), ('exclusion', 2)]
    """
    found = list(_lists(text, sections))
    groups = _groups(found)
    if not groups:
        return [], []
    best = max(groups, key=_rank)
    if _whole(best) == 1 and not any(_divided(text, one) for one in best):
        return [], []
    if not _whole(best) and (best[0].kind == "exclusion" or sum(one.items for one in best) < FEWEST):
        return [], []
    chosen = [one for one in best if _filled(one) and not (one.kind == "both" and _whole(best) > 1)]
    return chosen, [one for group in groups if group is not best for one in group if one.items]


def _divided(text: str, one: CriteriaList) -> bool:
    """Whether what stands under one heading says where inclusion or exclusion begins."""
    titles = (read_title(line) for line in text[one.body : one.end].split("\n") if line.strip())
    return any(title is not None and title.kind in ("inclusion", "exclusion") for title in titles)


def _filled(one: CriteriaList) -> bool:
    return one.items > 0 or one.end - one.body > SHORTEST


def _rank(group: Sequence[CriteriaList]) -> tuple[bool, int, bool, bool, int, int]:
    """The body's lists are whole, and numbered; headings that recur are quotations in a list of changes."""
    items = sum(one.items for one in group)
    body = all(one.elsewhere is None for one in group)
    numbers = [one.number for one in group if one.number]
    tidy = len(set(numbers)) == len(numbers)
    return body and items > 0, _whole(group), tidy, bool(numbers), items, group[0].start


def _whole(group: Sequence[CriteriaList]) -> int:
    """Whether lists say both who is included and who is not: 2 under two headings, 1 under one."""
    kinds = {one.kind for one in group if _filled(one)}
    return 2 if {"inclusion", "exclusion"} <= kinds else int("both" in kinds)


def _lists(text: str, sections: Sequence[tuple[int, int, str]]) -> Iterator[CriteriaList]:
    headings = list(_headings(text))
    starts = {start: (end, path) for start, end, path in sections}
    for at, (start, after, kind, number) in enumerate(headings):
        limit = min(headings[at + 1][0] if at + 1 < len(headings) else len(text), start + MOST)
        line = start + len(text[start:after]) - len(text[start:after].lstrip())
        if start not in starts and line not in starts:
            chapters = (stop for begin, stop, path in sections if begin <= start < stop and " > " not in path)
            limit = min(limit, next(chapters, limit))
        end = min(limit, _end(text, start, after, number, starts, limit + BEYOND))
        path = next((path for begin, stop, path in reversed(sections) if begin <= start < stop), "")
        items = sum(1 for line in text[after:end].split("\n") if line.strip() and read_mark(line, *_body(line)))
        yield CriteriaList(start, after, end, kind, number, items, _elsewhere(path))


def _body(line: str) -> tuple[int, int]:
    return len(line) - len(line.lstrip()), len(line)


def _elsewhere(path: str) -> str | None:
    return next((part for part in path.split(" > ") if _ELSEWHERE.search(part) and not _CONTENTS_OF.match(part)), None)


def _headings(text: str) -> Iterator[tuple[int, int, str, tuple[int, ...]]]:
    """Start, end of the heading, kind and number of each heading of criteria."""
    found = []
    for match in _HEADING.finditer(text):
        title = match["title"]
        if _CONTENTS.search(title) or _NO_LIST.search(title) or not _REST.fullmatch(match["rest"]):
            continue
        if not match["number"] and not title[:1].isupper():
            continue
        number = tuple(map(int, match["number"].split("."))) if match["number"] else ()
        after = match.end() if _OF_HEADING.match(match["rest"]) else match.start("rest")
        found.append((match.start(), after, _kind(match), number))
    found += [(m.start(), m.end(), m["kind"].lower(), ()) for m in _BARE.finditer(text)]
    yield from sorted(found)


def _kind(match: re.Match[str]) -> str:
    said = (match["kind"] or match["of"] or "").lower()
    if match["both"] or said in ("eligibility", "entry", "selection"):
        return "both"
    return "exclusion" if said.startswith(("ex", "non")) else "inclusion"


def _end(
    text: str, start: int, after: int, number: tuple[int, ...], sections: dict[int, tuple[int, str]], limit: int
) -> int:
    """Where the part under a heading ends: at the next heading of its level, as the sections, numbers or words tell.

    Not looked for beyond `limit`.
    """
    line = start + len(text[start:after]) - len(text[start:after].lstrip())
    own = sections.get(start) or sections.get(line)
    ends = [min(limit, len(text))]
    if own and own[0] - start > 200:
        ends.append(own[0])
    following = None if number else _FOLLOWING.search(text, after, ends[0])
    if following:
        ends.append(following.start())
    if number:
        ends.append(_next_number(text, after, number, min(ends)))
    return min(ends)


def _next_number(text: str, after: int, number: tuple[int, ...], limit: int) -> int:
    """Where the next heading in the count of `number` stands, or `limit`."""
    for found in _NUMBERED.finditer(text, after, limit):
        other = tuple(map(int, found["number"].split(".")))
        depth = len(other)
        if depth > len(number) or other[:-1] != number[: depth - 1] or not 0 < other[-1] - number[depth - 1] <= 2:
            continue
        if _SENTENCE.search(found["title"]) or (depth == 1 and not _titled(found["title"])):
            continue
        return found.start()
    return limit


def _titled(title: str) -> bool:
    """Whether all long words of a line begin with a capital."""
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", title) if len(word) > 4)


def _groups(found: Sequence[CriteriaList]) -> list[list[CriteriaList]]:
    """Lists that belong together: of one chapter, one after another."""
    groups: list[list[CriteriaList]] = []
    chapters: set[tuple[int, ...]] = set()
    for one in found:
        if not (groups and _beside(groups[-1][-1], one) and (not one.number or one.number[:1] in chapters)):
            groups.append([])
            chapters = set()
        groups[-1].append(one)
        if one.number:
            chapters.add(one.number[:1])
    return groups


def _beside(one: CriteriaList, other: CriteriaList) -> bool:
    return one.elsewhere == other.elsewhere and other.start - one.end <= APART
