"""Eligibility is registered otherwise than the protocol has it.

What it does: compares ages and sex as values; then finds for each registered criterion those of the protocol with the
same words, in whatever order the lists are, and compares the list it stands in, its values, negations and modifiers.
It fires only where every criterion of the protocol that says the same differs. Criteria that one document does not
speak of at all are one finding a list: those of the record a warning, those of a protocol that the record otherwise
follows closely information.

Why it matters: 49 % of the eligibility criteria of protocols were found unchanged in what was published of them.

Example: ages 18 to 65 in the record, 18 to 75 in the protocol.

Not an error: another order, other list marks, other words, other units; a record that lists key criteria only; an open
end ("over 18" for "18 and older"); a criterion of an earlier amendment, where the current one is there too.

References: Bluemle et al., BMJ 2011;342:d1828; SPIRIT 2013, item 10.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import Side, brief, shown
from extractor.checks._pair import Statement, said_somewhere, several, spelled, statements
from extractor.language.ages import Age, days
from extractor.language.alignment import Pair, align, different_values
from extractor.language.modifiers import contradicts, parse_modifiers
from extractor.model import Evidence, Finding, Severity
from extractor.record import AgeRange, Quantity, TrialRecord

code = "REG101"
name = "protocol-eligibility-differs"
severity: Final = "warning"
reads = "pair"
needs = ("registry.criteria", "protocol.criteria")

_SAME: Final = 0.75
_EQUAL: Final = 0.9
_LIKE: Final = 0.5
_SAID: Final = 0.5
_FOLLOWED: Final = 0.8
_MOST: Final = 10
_QUOTED: Final = 5
_FEWEST_WORDS: Final = 3
_OF_SOME = re.compile(r"(?i)\b(?:childbearing|potential|pregnan\w*|contracept\w*|fertile|lactating)\b")
_NEGATIONS: Final = frozenset({"no", "not", "without", "non", "never", "absence", "free"})


def run(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    """Ages and sex, then at most ten criteria that differ, then what only one document has."""
    yield from _ages(registry, protocol)
    yield from _sex(registry, protocol)
    expansions = spelled(registry, protocol)
    mine, theirs = (statements(record, expansions) for record in (registry, protocol))
    pairs: dict[int, list[Pair]] = {}
    for pair in align([one.words for one in mine], [one.words for one in theirs], least=_LIKE):
        pairs.setdefault(pair.one, []).append(pair)
    yield from list(_changed(mine, theirs, pairs))[:_MOST]
    yield from _other_list(mine, theirs, pairs)
    met = {pair.other for found in pairs.values() for pair in found}
    lost = [one for at, one in enumerate(mine) if at not in pairs and _unsaid(one, protocol, expansions)]
    if len(lost) * 2 <= len(mine):  # else the protocol's criteria were not read, or the record is of another version
        yield from _only_in("record", lost, theirs, "warning")
    extra = [one for at, one in enumerate(theirs) if at not in met and _unsaid(one, registry, expansions)]
    if len(extra) <= (1 - _FOLLOWED) * len(theirs):
        yield from _only_in("protocol", extra, mine, "info")


def _unsaid(one: Statement, other: TrialRecord, expansions: dict[str, str]) -> bool:
    return len(one.words) >= _FEWEST_WORDS and said_somewhere(other, one.text, expansions) < _SAID


def _finding(
    message: str, evidence: list[Evidence], values: dict[str, object], *, level: Severity = severity
) -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=level,
        message=message,
        suggestion="register what the current version of the protocol says",
        evidence=evidence,
        values=values,
    )


def _ages(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    """A limit that no range of the other document has."""
    if not registry.age_ranges or not protocol.age_ranges:
        return
    sides: tuple[Side, Side] = ("minimum", "maximum")
    for side in sides:
        mine, theirs = registry.age_ranges[0], protocol.age_ranges[0]
        a, b = getattr(mine, side), getattr(theirs, side)
        own = [mine] if a is not None else registry.age_ranges
        agree = any(_same_limit(one, other, side) for one in own for other in protocol.age_ranges)
        if agree or b is None or (a is None and side == "minimum"):
            continue
        place = next((e for e in mine.evidence if (e.path or "").endswith(side + "Age")), mine.evidence[0])
        yield _finding(
            f"the {side} age is {shown(a)} in the record and {shown(b)} in the protocol",
            [place, theirs.evidence[0]],
            {"registry": a and a.model_dump(), "protocol": b.model_dump()},
        )


def _same_limit(one: AgeRange, other: AgeRange, side: Side) -> bool:
    a: Quantity | None = getattr(one, side)
    b: Quantity | None = getattr(other, side)
    if a is None or b is None:
        return a is b
    first, second = days(Age(a.value, a.unit)), days(Age(b.value, b.unit))
    unit = max(days(Age(1, a.unit)), days(Age(1, b.unit)))
    closed = (one.minimum_inclusive and other.minimum_inclusive) if side == "minimum" else (
        one.maximum_inclusive and other.maximum_inclusive
    )  # fmt: skip
    return abs(first - second) <= (0 if closed else unit) + 0.02 * max(first, second)


def _sex(registry: TrialRecord, protocol: TrialRecord) -> Iterator[Finding]:
    field = next((one for one in registry.sex if one.origin == "registered"), None)
    stated = [one for one in protocol.sex if one.evidence and not _OF_SOME.search(one.evidence[0].quote)]
    values = {one.value for one in stated}
    if field is None or len(values) != 1 or field.value in values:
        return
    if field.value == "ALL" and len(stated) > 1:  # of each sex something of its own is asked
        return
    yield _finding(
        f"the record takes in {field.value.lower()}, the protocol says “{stated[0].evidence[0].quote}”",
        [field.evidence[0], stated[0].evidence[0]],
        {"registry": field.value, "protocol": stated[0].value},
    )


def _changed(mine: list[Statement], theirs: list[Statement], pairs: dict[int, list[Pair]]) -> Iterator[Finding]:
    """Criteria that stand in both documents, and nowhere in the protocol as they are registered."""
    for at, found in pairs.items():
        one = mine[at]
        close = [theirs[pair.other] for pair in found if pair.score >= _SAME]
        alike = close or [theirs[pair.other] for pair in found if _turned_word(one, theirs[pair.other])]
        if not alike:
            continue
        other = alike[0]
        what = _difference(one, other)
        if what and all(_difference(one, another) for another in alike):
            yield _finding(
                f"{what}: {brief(one.text)} in the record, {brief(other.text)} in the protocol",
                [one.evidence, other.evidence],
                {"registry": one.text, "protocol": other.text},
            )


def _turned_word(one: Statement, other: Statement) -> bool:
    """Whether two short criteria are apart by one word only, and that is a modifier which rules the other's out."""
    apart = len(one.words - other.words) == len(other.words - one.words) == 1
    return apart and len(one.words) > 2 and bool(contradicts(parse_modifiers(one.text), parse_modifiers(other.text)))


def _difference(one: Statement, other: Statement) -> str | None:
    """What makes two criteria of nearly the same words say something else."""
    if {one.kind, other.kind} == {"inclusion", "exclusion"}:
        return None
    negated = (one.words ^ other.words) & _NEGATIONS
    if different_values(one.text, other.text):
        return "another value"
    if negated and not (one.words ^ other.words) - _NEGATIONS:
        return "negated in one document"
    if contradicts(parse_modifiers(one.text), parse_modifiers(other.text)):
        return "another kind or degree"
    return None


def _other_list(mine: list[Statement], theirs: list[Statement], pairs: dict[int, list[Pair]]) -> Iterator[Finding]:
    """Criteria that are required in one document and exclude in the other, in one finding for each list."""
    for kind, other in (("inclusion", "exclusion"), ("exclusion", "inclusion")):
        turned = []
        for at, found in pairs.items():
            one = mine[at]
            alike = [theirs[pair.other] for pair in found if pair.score >= _SAME]
            equal = [theirs[pair.other] for pair in found if pair.score >= _EQUAL]
            if one.kind == kind and equal and all(_is_turned(one, another, other) for another in (*equal, *alike)):
                turned.append((one, equal[0]))
        if turned:
            what = several(turned, "criterion is", "criteria are")
            yield _finding(
                f"{what} {kind} in the record and {other} in the protocol: {brief(turned[0][0].text)}",
                [place for pair in turned[:_QUOTED] for place in (pair[0].evidence, pair[1].evidence)],
                {"registry": kind, "protocol": other, "criteria": [one.text for one, _ in turned]},
            )


def _is_turned(one: Statement, other: Statement, kind: str) -> bool:
    """Whether a criterion of the other list says the same; a complement ("no X", other values) does not."""
    negated = (one.words ^ other.words) & _NEGATIONS
    alone = len(one.words) > 1 and not one.parent and not other.parent
    return other.kind == kind and alone and not negated and not different_values(one.text, other.text)


def _only_in(document: str, lost: list[Statement], others: list[Statement], level: Severity) -> Iterator[Finding]:
    """One finding a list, beside the first criterion of the other document's list."""
    for kind in ("inclusion", "exclusion"):
        mine = [one for one in lost if one.kind == kind]
        beside = [one.evidence for one in others if one.kind == kind]
        if not mine or not beside:
            continue
        places = [one.evidence for one in mine[:_QUOTED]]
        other = "protocol" if document == "record" else "record"
        yield _finding(
            f"{several(mine, f'{kind} criterion', f'{kind} criteria')} of the {document} "
            f"({brief(mine[0].text)}) not in the {other}",
            [*places, beside[0]] if document == "record" else [beside[0], *places],
            {f"only in the {document}": [one.text for one in mine]},
            level=level,
        )
