"""What the text says of the primary endpoint or of the visits is not what the outcomes have.

What it does: compares the endpoint that a description calls primary ("the primary endpoint is overall survival") with
the primary outcomes, where it is registered as a secondary one and no primary one has a word of it; and the visits
that a description lists ("at 6, 12 and 36 months") with the time frame of an outcome that has these visits and another
one between them.

Why it matters: the description and the registered outcomes are two promises of what will be reported.

Example: "Visits are at 6, 12 and 36 months", time frame "6, 12, 24 and 36 months".

Not an error: an outcome that is measured at some of the visits; a later or an earlier visit; a primary endpoint in
other words; a co-primary endpoint that is among the primary outcomes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from extractor.checks import cut
from extractor.language.modifiers import fold_word
from extractor.language.numbers import lowered, word_matches
from extractor.language.time_points import Time, find_times
from extractor.model import Evidence, Finding
from extractor.record import Outcome, TrialRecord

code = "OUT103"
name = "outcome-vs-description"
severity: Final = "info"
needs = ("outcomes.registered", "descriptions")

ENDPOINTS: Final = {
    "overall survival": r"overall survival|\bOS\b",
    "progression-free survival": r"progression[- ]free survival|\bPFS\b",
    "disease-free survival": r"disease[- ]free survival|\bDFS\b",
    "event-free survival": r"event[- ]free survival|\bEFS\b",
    "relapse-free survival": r"(?:relapse|recurrence)[- ]free survival|\bRFS\b",
    "objective response": r"(?:objective|overall) (?:tumou?r )?(?:response|remission)(?: rate)?|\bORR\b",
    "pathological complete response": r"patholog\w* complete (?:response|remission)|\bpCR\b",
    "complete response": r"(?<!patholog)(?<!pathological )(?<!pathologic )complete (?:response|remission)",
    "mortality": r"mortality|\bdeaths?\b",
    "quality of life": r"quality of life|\bQoL\b",
    "length of stay": r"length of (?:hospital )?stay|hospital stay",
    "patient satisfaction": r"patient(?:s'|'s)? satisfaction",
    "operative time": r"(?:operati(?:ve|on|ng)|surgical) time",
    "blood loss": r"blood loss",
}
_PRIMARY: Final = (
    r"(?<!co-)\b(?:primary|main) (?:(?:efficacy|effectiveness|clinical|safety|study) )?(?:end[- ]?point|outcome)"
    r"(?: measure| variable)?"
)
_PRIMARY_WORDS: Final = re.compile(f"(?i){_PRIMARY}")
_NAMED: Final = re.compile(
    rf"(?i){_PRIMARY}(?: (?:of|for|in) (?:the|this|our) (?:study|trial))?(?: (?:is|was|will be)|:)"
    r"(?: (?:the|defined as|rate of|incidence of))* (?P<what>[^.;:\n]{3,60})"
)
_CALLED: Final = re.compile(
    rf"(?i)(?:^|[.;\n])[ \t]?(?P<what>[^.;:\n]{{3,60}}?) (?:is|was|will be)(?: considered| used as)?"
    rf" (?:the|our) {_PRIMARY}"
)
_AS: Final = re.compile(rf"(?i)\bas (?:the |our )?{_PRIMARY},? (?P<what>[^.;:\n]{{3,60}})")
_ANOTHER: Final = re.compile(
    r"(?i)\b(?:previous\w*|earlier|prior|parent|published|pilot|et al|part|stage|cohort|sub-?study|secondary|not)\b"
    r"|\bphase [12abI]+\b|\b(?:that|these|those|other) (?:stud|trial)"
)
_AND_MORE: Final = re.compile(
    r"(?i)[,(]|\b(?:as|at|by|on|after|from|within|during|between|using|which|when|for|measured|assessed|evaluated"
    r"|defined|determined|until|will|in(?= (?:the |all |both |each )?(?:patients|participants|subjects|groups|arms)))\b"
)
_SENTENCE_END: Final = re.compile(r"[.;!?](?=\s)|\n")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z\d]{2,}")
_ANY: Final = frozenset(
    "the and with rate score scale change number percentage proportion incidence mean median baseline level total time"
    " duration patient participant subject study trial treatment week month day year group measure measurement"
    " assessment evaluation effect efficacy effectiveness index questionnaire difference improvement outcome endpoint"
    " primary each per end value result status clinical test therapy intervention degree occurrence frequency amount"
    " event overall patients self report reported free analysis".split()
)
_VISITS: Final = re.compile(
    r"(?i)\b(?:visits?|follow\w*|survey\w*|questionnaires?|assess\w*|evaluat\w*|measure\w*|examin\w*|seen)\b"
)
_OWN_UNIT: Final = ("day", "week", "month", "year")
FEWEST = 3
MOST = 10  # lists of visits in one description, and time frames, that are compared
REACH = 150


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding on the primary endpoint, and one on the visits."""
    places = [item.evidence[0] for item in record.descriptions if item.kind in ("summary", "detailed")]
    outcomes = [outcome for outcome in record.outcomes if outcome.origin == "registered"]
    for found in (_endpoint(places, outcomes, record.spelled_out()), _visits(places, outcomes)):
        if found:
            said, registered, message = found
            yield Finding(
                code=code,
                name=name,
                severity=severity,
                message=message,
                suggestion="make the description and the outcomes say the same",
                evidence=[said, registered],
                values={"described": said.quote, "registered": registered.quote},
            )


def _endpoint(
    places: list[Evidence], outcomes: list[Outcome], spelled: Mapping[str, str]
) -> tuple[Evidence, Evidence, str] | None:
    """The endpoint that the text calls primary and the place where it is a secondary outcome."""
    primary = [outcome for outcome in outcomes if outcome.kind == "primary"]
    others = [outcome for outcome in outcomes if outcome.kind != "primary"]
    for place in places if primary and others else ():
        if not any(word_matches(_PRIMARY_WORDS, place.quote, lowered(place.quote), ("primary", "main"))):
            continue
        for match in (match for form in (_NAMED, _CALLED, _AS) for match in form.finditer(place.quote)):
            before = _SENTENCE_END.split(place.quote[max(0, match.start() - REACH) : match.start()])[-1]
            if _ANOTHER.search(before + match[0]):
                continue
            second = _known(match["what"], primary, others) or _worded(match["what"], primary, others, spelled)
            if second:
                said = cut(place, match.start("what") if match.re is _CALLED else match.start(), match.end())
                return said, second.evidence[0], f"“{said.quote}”, but it is registered as a {second.kind} outcome"
    return None


def _known(what: str, primary: list[Outcome], others: list[Outcome]) -> Outcome | None:
    """The outcome that is the only well-known endpoint in what is said to be primary."""
    named = [words for words in ENDPOINTS.values() if re.search(f"(?i){words}", what)]
    if len(named) != 1 or any(re.search(f"(?i){named[0]}", _whole(one)) for one in primary):
        return None
    return next((one for one in others if re.search(f"(?i){named[0]}", one.measure)), None)


def _worded(what: str, primary: list[Outcome], others: list[Outcome], spelled: Mapping[str, str]) -> Outcome | None:
    """The outcome that has all the telling words of what is said to be primary, of which no primary one has any."""
    said = _telling(_AND_MORE.split(what, maxsplit=1)[0], spelled)
    known = any(re.search(f"(?i){words}", what) for words in ENDPOINTS.values())
    if known or not said or any(said & _telling(_whole(one), spelled) for one in primary):
        return None
    return next(
        (one for one in others if said <= (words := _telling(one.measure, spelled)) and len(words) <= 2 * len(said)),
        None,
    )


def _telling(text: str, spelled: Mapping[str, str]) -> set[str]:
    """The words of a text that tell an outcome, short forms spelled out."""
    words = _WORD.findall(text)
    words += [word for short in words for word in _WORD.findall(spelled.get(short, ""))]
    return {fold_word(word) for word in words} - _ANY


def _whole(outcome: Outcome) -> str:
    return f"{outcome.measure} {outcome.description or ''}"


def _visits(places: list[Evidence], outcomes: list[Outcome]) -> tuple[Evidence, Evidence, str] | None:
    """The visits that the text lists and the time frame with one more between them."""
    frames = [place for one in outcomes for place in one.evidence if (place.path or "").endswith("timeFrame")]
    timed = [(frame, find_times(frame.quote)) for frame in list(frames)[: MOST * FEWEST]]
    timed = [(frame, times) for frame, times in timed if len(times) > FEWEST]
    for place in places if timed else ():
        for visits in islice(_lists(place.quote), MOST):
            listed = {round(time.low) for time in visits}
            for frame, times in timed:
                own = [time for time in times if time.unit == visits[0].unit and time.kind in ("length", "point")]
                between = [
                    time for time in own if min(listed) < time.low < max(listed) and round(time.low) not in listed
                ]
                if between and len(listed & {round(time.low) for time in own}) >= FEWEST:
                    said = cut(place, visits[0].start, visits[-1].end)
                    more = frame.quote[between[0].start : between[0].end]
                    return (
                        said,
                        frame,
                        f"visits at “{said.quote}” in the description, but an outcome is measured at {more} too",
                    )
    return None


def _lists(text: str) -> Iterator[Sequence[Time]]:
    """The lists of at least three visits, in one unit, behind words that speak of visits."""
    times = [time for time in find_times(text) if time.kind in ("length", "point") and time.unit in _OWN_UNIT]
    groups: list[list[Time]] = []
    for time in times:
        near = groups and time.unit == groups[-1][-1].unit and time.start - groups[-1][-1].end <= 12
        if near and time.low > groups[-1][-1].low:
            groups[-1].append(time)
        else:
            groups.append([time])
    for group in groups:
        before = text[max(0, group[0].start - REACH) : group[0].start]
        if len(group) >= FEWEST and _VISITS.search(before):
            yield group
