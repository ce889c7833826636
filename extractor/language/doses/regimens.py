"""How often, how long and by which route a dose is given: the words of a regimen, with their places.

>>> [x.value for x in find_frequencies("10 mg twice daily")]
[Frequency(times=2.0, period=1.0, unit='d', period_high=None)]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from extractor.language.numbers import lowered, matches_at, parse_number, places
from extractor.language.remembering import remembered

__all__ = [
    "DaySpec",
    "Frequency",
    "Period",
    "Placed",
    "T",
    "find_cycles",
    "find_days",
    "find_durations",
    "find_frequencies",
    "find_routes",
    "frequency_places",
]

T = TypeVar("T")


class Frequency(NamedTuple):
    """`times` administrations in every `period` of `unit` (h, d, wk, mo, cycle, once).

    "every 4-6 hours" has period 4 and period_high 6.
    """

    times: float
    period: float
    unit: str
    period_high: float | None = None


class Period(NamedTuple):
    """A length of time; unit is one of min, h, d, wk, mo, y, cycle, fraction."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class DaySpec:
    """Named days ("days 1, 8 and 15"): how many, and whether each follows the one before."""

    count: int
    consecutive: bool


class Placed(NamedTuple, Generic[T]):
    """A value and the place `text[start:end]` that says it; kind tells alternatives apart."""

    start: int
    end: int
    value: T
    kind: str = ""


_N = r"(?:\d{1,3}(?:\.\d)?|once|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty)"
_TIMES = (
    rf"(?:(?P<adverb>once|twice|thrice)|(?P<times>{_N})[ ]?(?:times|x|X|×|doses|injections"
    rf"|administrations))"
)
_UNIT = r"(?:hours?|hourly|hrs?|h|days?|d|weeks?|wks?|w|months?|mo|cycles?|years?|yr)"
_UNITS = {"h": "h", "d": "d", "w": "wk", "c": "cycle", "m": "mo", "y": "y"}
_ADVERBS = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_LATIN = {
    "qd": (1, 1, "d"),
    "od": (1, 1, "d"),
    "bid": (2, 1, "d"),
    "bd": (2, 1, "d"),
    "tid": (3, 1, "d"),
    "tds": (3, 1, "d"),
    "qid": (4, 1, "d"),
    "qds": (4, 1, "d"),
    "qod": (1, 2, "d"),
    "eod": (1, 2, "d"),
    "qw": (1, 1, "wk"),
    "eow": (1, 2, "wk"),
    "ow": (1, 1, "wk"),
    "tiw": (3, 1, "wk"),
    "biw": (2, 1, "wk"),
    "qhs": (1, 1, "d"),
    "qm": (1, 1, "mo"),
    "qam": (1, 1, "d"),
    "qpm": (1, 1, "d"),
    "qn": (1, 1, "d"),
    "q2w": (1, 2, "wk"),
    "oad": (1, 1, "d"),
}
_WORDS = {
    "daily": (1, 1, "d"),
    "nightly": (1, 1, "d"),
    "weekly": (1, 1, "wk"),
    "biweekly": (1, 2, "wk"),
    "bi-weekly": (1, 2, "wk"),
    "fortnightly": (1, 2, "wk"),
    "monthly": (1, 1, "mo"),
    "bimonthly": (1, 2, "mo"),
    "quarterly": (1, 3, "mo"),
    "annually": (1, 12, "mo"),
    "yearly": (1, 12, "mo"),
    "hourly": (1, 1, "h"),
}
_OTHER = {"other": 2, "second": 2, "third": 3, "fourth": 4}
_PER = r"(?:a|an|per|each|every|/|in[ ]a|in[ ]each)"
_FREQUENCY_RE = re.compile(
    rf"\b{_TIMES}[ -]?(?:(?P<ly>daily|weekly|monthly|nightly|yearly)|{_PER}[ ]?(?P<of>day|week|month"
    rf"|cycle|year|d|wk)\b)"
    r"|\b(?P<nxd>[2-9])[ ]?[xX×][ ]?/?[ ]?d(?:aily|ay)?\b|/[ ]?(?P<rate>\d{1,2})[ ]?h(?:ours?|rs?)?\b"
    rf"|\b(?P<ndays>{_N})[ ](?:consecutive[ ])?days?[ ]?"
    r"(?:a|per|/|in[ ]a|each|every|(?:out[ ])?of[ ](?:each|every|the|a))[ ]?week\b"
    rf"|(?:\b(?:every|each)[ ]?|\bq\.?[ ]?(?=\d))(?P<n>{_N})(?:[ ]?(?:-|–"
    rf"|to)[ ]?(?P<high>{_N}))?[ -]?(?P<unit>{_UNIT})(?!\w)"
    rf"|(?<![\w-])(?P<n2>\d{{1,2}})(?:[ ]?(?:-|–|to)[ ]?(?P<high2>\d{{1,2}}))?[ -]?(?P<hourly>hourly"
    rf"|weekly|monthly)\b"
    r"|\b(?P<both>(?:(?:in[ ]the|every|each)[ ])?morning[ ](?:and|&)[ ](?:(?:in|at)[ ](?:the[ ])?)?(?:evening|night"
    r"|bedtime)(?![ ][\d(]))\b"
    r"|\b(?:every|each|on[ ]alternate|alternate)[ ](?:(?P<other>other|second|third|fourth)[ ])?"
    r"(?P<bare>day|night|evening|morning|week|month|hour|days)\b"
    r"|\b(?P<latin>q\.?d|o\.?d|b\.?i\.?d|b\.?d|t\.?i\.?d|t\.?d\.?s|q\.?i\.?d|q\.?d\.?s|q\.?o\.?d"
    r"|e\.?o\.?d|qw|ow(?![a-z])|eow|t\.?i\.?w|biw"
    r"|q\.?h\.?s|qm|qam|qpm|qn)\b"
    r"|\b(?P<word>daily|nightly|weekly|bi-?weekly|fortnightly|monthly|bimonthly|quarterly|annually|yearly"
    r"|hourly)\b"
    r"|\b(?P<bed>at[ ](?:bedtime|night)|nocte|mane|in[ ]the[ ](?:morning|evening)(?![ ](?:of|before|after)\b))\b"
    r"|\b(?P<single>(?:a[ ])?single[- ](?:[\w.-]{1,16}[ ]){0,3}?(?:dose|injection|infusion|administration"
    r"|bolus|application|fraction"
    r"|treatment|intake)\b|one[- ]time\b|once[ ]only\b|single[ ]dose)(?![ ](?:vial|syringe|pen|ampoule|container|pre))"
    r"|\b(?P<cycle>(?:every|each|per)[ ]cycle)\b",
    re.I,
)
# Where a frequency may begin in a text in small letters, read many times faster than the whole pattern.
_FREQUENCY_PLACE = re.compile(
    r"[^a-z_](?:(?<=\d)(?<!\w\d)(?=\d{0,2}(?:\.\d)?(?:[ ]?(?:x|×|tim|do|inj|adm)|[ ](?:con|day)"
    r"|(?:[ ]?(?:[–-]|to)[ ]?\d{1,2})?[ -]?(?:hour|week|month)ly))|(?<=/)(?=[ ]?\d)|(?=[abdefhimnopqstwy])(?<!\d)"
    r"(?=a(?:t (?:bed|night)| single|lternate|nnually)|b(?:i-?weekly|imonthly|iw|\.?i\.?d|\.?d)|daily"
    r"|e(?:very|ach|ight|\.?o\.?d|ow)|f(?:our|ive|ort)|hourly|in the (?:mor|eve)|m(?:onthly|ane|orning )"
    r"|n(?:i(?:ne|ghtly)|octe)|o(?:n alt|ne|nce|\.?d|w)"
    r"|per cycle|q(?!u(?!arterly))|s(?:ix|even|ingle)|t(?:wice|hrice|wo|hree|en|we|\.?i\.?[dw]|\.?d)|weekly|yearly)())"
)
_CYCLE_RE = re.compile(
    r"\b(?P<n>\d{1,3}|two|three|four|six|eight)[ -]?(?P<unit>days?|weeks?|wks?|d"
    r"|w)(?:'s)?[ -](?:per[ ])?(?:(?:treatment|repeated|dosing|long)[ ])?"
    r"cycles?\b|\bcycles?[ ]?(?:length[ ]|duration[ ])?(?:of|is|=|:|every|lasts?|lasting)[ ]?(?P<n2>\d{1,3})[ -]?"
    r"(?P<unit2>days?|weeks?)\b",
    re.I,
)
_DAYS_RE = re.compile(
    r"\b(?:[Dd]ays?|D|d|(?P<cycle>C\d{1,2}D))[ ]?(?P<days>[-−+]?\d{1,3}(?:[ ]?(?:,[ ]?(?:and[ ])?|and|&|to|through"
    r"|until|[-–~～]|\+|/)[ ]?\(?(?:[Dd]ays?[ ]?|[Dd][ ]?)?"
    r"[-−+]?\d{1,3}\)?(?![\d%]|[ ]?mg|[ -]?days?[ -]cycle)){0,12}|one|two)(?![\w%])"
)
_DAY_RE = re.compile(r"[-−]?\d{1,3}")
_SPAN_RE = re.compile(r"\d\)?[ ]?(?:to|through|until|[-–~～])[ ]?\(?(?:[Dd]ays?[ ]?|[Dd][ ]?)?[-−]?\d")
_LENGTH = (
    rf"(?P<n>{_N})(?:[ ]?(?:-|–|to)[ ]?(?P<high>{_N}))?[ -]?(?:\((?:\d{{1,3}})\)[ ])?"
    r"(?:,?[ ]?\d{1,2}[- ](?:day|week)[ ](?=cycles))?"
    r"(?:(?:consecutive|continuous|successive|additional|more|treatment|calendar|full|repeated|daily)[ ])?"
    r"(?P<unit>days?|d|weeks?|wks?|months?|mos?|years?|hours?|hrs?|h|minutes?|mins?|cycles?|courses"
    r"|fractions?|fx|f)\b"
)
_DURATION_RE = re.compile(
    r"(?:\b(?P<lead>for|over|during|in(?=[ ]the[ ]first[ ])|lasting|throughout|duration:"
    r"|duration[ ]of(?:[ ](?:treatment|intervention|therapy)(?:[ ]is|:))?|at[ ]least)[ ]"
    r"(?:(?:up[ ]to|a|an|the|total|totally|first|next|period|planned|maximum|minimum|duration|of"
    r"|at[ ]least|another|further|additional|about|around"
    r"|approximately|initial|subsequent|remaining)[ ]){0,6}"
    r"|(?P<times>(?<=[ )])[x×][ ]?)|(?P<in>\bin[ ]|/)(?=\d{1,2}[ ]?(?:daily[ ])?(?:fractions?|fx|f)\b)"
    r"|(?P<comma>,[ ]?)(?=\d)"
    rf"|(?P<amount>\b(?:receive|receives|received|of|up[ ]to|by|completed?|with)[ ])(?={_N}[ ](?:cycles"
    rf"|courses)\b)"
    rf"|(?P<bracket>\((?:administered[ ])?(?:for[ ])?)(?={_N}[ ]cycles\)))" + _LENGTH,
    re.I,
)
_UNTIL_RE = re.compile(
    r"\bfrom[ ]week[ ](?P<first>\d{1,2})[ ](?:to|through|until)[ ](?:week[ ])?(?P<last>\d{1,3})\b"
    r"|(?<!starting[ ])\bin[ ]week[ ](?P<one>\d{1,2})\b(?![ ]?[-–]|,?[ ]\d)",
    re.I,
)
_FRACTIONS_RE = re.compile(r"(?<=Gy)[ ]?/[ ]?(?P<n>\d{1,2})(?![.\d\w])")
_FORWARD = re.compile(
    r"[ ](?:of[ ]age|old|without|of[ ](?:each|every|the)[ ]week|(?:per|a|each|every)[ ](?:week|month|cycle)|apart)\b"
    r"|[ ]?/[ ]?(?:week|wk)\b",
    re.I,
)
_RELATIVE = re.compile(r"[ ](?:before|prior|after|post|following)\b", re.I)
_ROUTES = {
    "INH": r"(?:oral(?:ly)?[ ])?(?:inhal(?:ed|ation|ations)|nebuli[sz](?:ed|ation|er))|by[ ]inhalation",
    "PO": r"oral(?:ly)?(?![ ](?:cavity|mucos|hygiene|health|cancer|squamous|care|contracept|exam))"
    r"|by[ ]mouth|per[ ]os|peroral(?:ly)?|per[ ]oral|p\.o\.?|(?-i:PO|po)|swallow(?:ed)?"
    r"|intragastric",
    "IV": r"intravenous(?:ly)?|i\.v\.?|(?-i:IV|iv|ivdrip|ivgtt|iv\.)|intra-venous(?:ly)?|intravenous-drip",
    "SC": r"subcutaneous(?:ly)?|sub-cutaneous(?:ly)?|s\.c\.?|(?-i:SC|SQ|sc|Sub-Q|SubQ)|subcut"
    r"|under[ ]the[ ]skin",
    "IM": r"intramuscular(?:ly)?|intra-muscular(?:ly)?|i\.m\.?|(?-i:IM)|into[ ]the[ ]muscle",
    "ID": r"intradermal(?:ly)?|(?<!\.)i\.d\.",
    "IT": r"intrathecal(?:ly)?|i\.t\.",
    "IN": r"intranasal(?:ly)?|nasal(?:ly)?(?![ ](?:congest|polyp|septum|surgery|cavity|bone|tube|cannula))|nostrils?",
    "TOP": r"topical(?:ly)?|applied[ ]to[ ]the[ ]skin|percutaneous(?:ly)?",
    "OPH": r"ophthalmic|eye[ -]?drops?|ocular(?:ly)?|conjunctival",
    "OT": r"otic(?![ ]ganglion)|ear[ ]drops?",
    "PR": r"rectal(?:ly)?(?![ ](?:cancer|carcinoma|adeno|bleed|exam|tumou?r|surgery|dose))|per[ ]rectum",
    "PV": r"vaginal(?:ly)?(?![ ](?:deliver|birth|bleed|exam|atrophy|surgery|cuff))|intravaginal(?:ly)?"
    r"|(?<=(?:mg|cg|µg|μg|ug) )(?-i:PV)",
    "SL": r"sublingual(?:ly)?|under[ ]the[ ]tongue|(?-i:SL)",
    "BUC": r"buccal(?:ly)?",
    "TD": r"transdermal(?:ly)?",
    "IVI": r"intravitreal(?:ly)?",
    "IA": r"intra-?arterial(?:ly)?",
    "IP": r"intra-?peritoneal(?:ly)?|(?-i:IP)",
    "EPI": r"epidural(?:ly)?|peridural(?:ly)?",
    "PNB": r"(?:nerve|plexus|plane|fascia[ ]iliaca|paravertebral|scalp|canal)[ ]block|perineural(?:ly)?",
    "NG": r"nasogastric(?:ally)?|(?-i:NG)[ ]tube",
    "IO": r"intra-?osseous(?:ly)?",
    "RT": r"radiotherapy|radiation[ ]therapy|irradiation|(?-i:IMRT|SBRT|EBRT|PBT)|brachytherapy",
}
_ROUTE_RE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(rf"(?P<r{code}>{words})(?!\w)" for code, words in _ROUTES.items())
    + r"|(?P<plain>enteral|intra-?(?:articular|lesional|tumou?ral|ventricular|vesical|cerebral|cardiac"
    r"|coronary|pleural|myocardial|uterine|canal"
    r"|cameral|ocular|ductal|discal|nodal|portal|cavernosal|tracheal|peritoneal|ligamentary|medullary)"
    r"|perineural|rectal|peribulbar"
    r"|subtenon|subretinal|retrobulbar|suprachoroidal)(?:ly)?\b)",
    re.I,
)
_ROUTE_PLACE = re.compile(  # where one may begin in a text in small letters
    r"[^\w-](?=oral|in(?:hal|t)|i\.[vmdt]|i[vmp]|nebuli|by |p(?:er|\.o|o|v|lexus|lane|aravert|bt)"
    r"|swallow|s(?:ub|\.c|c|l|q|brt|upra)|under the|nasal|nasog|nostril|ng|nerve|topic|applied|o(?:phth|cular|tic)"
    r"|eye|conj|ear |rectal|retro|vaginal|buccal"
    r"|transderm|ep|fascia|canal|radi|irrad|ebrt|brachy|enteral)()"
)


def _number(text: str) -> float:
    return _ADVERBS.get(text.lower()) or parse_number(text) or 1.0


def _unit(text: str) -> str:
    lowered = text.lower()
    if lowered.startswith("min"):
        return "min"
    if lowered.startswith("f"):
        return "fraction"
    return _UNITS[lowered[0]]


def find_frequencies(text: str) -> list[Placed[Frequency]]:
    """All frequencies, left to right. kind: "cycle" for "every 3 weeks" and its like, "once" for single doses."""
    return [
        Placed(match.start(), match.end(), value, _kind(match, value))
        for match in matches_at(_FREQUENCY_RE, text, frequency_places(text))
        if (value := _frequency(match)) is not None
    ]


@remembered
def frequency_places(text: str) -> list[int]:
    """Where a frequency may begin, in the text or in a sentence of it: more places than frequencies, none missed.

    >>> frequency_places("1 tablet, twice daily")
    [10, 16]
    """
    return places(_FREQUENCY_PLACE, lowered(text))


def _kind(match: re.Match[str], value: Frequency) -> str:
    if value.unit == "once":
        return "once"
    return "cycle" if (match["n"] and value.unit in ("d", "wk")) or match["cycle"] else ""


def _frequency(match: re.Match[str]) -> Frequency | None:
    if match["adverb"] or match["times"]:
        unit = (match["ly"] or match["of"]).lower()
        times = _number(match["adverb"] or match["times"])
        if unit.startswith("y"):
            return Frequency(times, 12.0, "mo")
        return Frequency(times, 1.0, _UNITS[unit.replace("n", "d")[0]])
    if match["nxd"] or match["rate"]:
        return Frequency(float(match["nxd"] or 1), float(match["rate"] or 1), "h" if match["rate"] else "d")
    if match["ndays"]:
        return Frequency(_number(match["ndays"]), 1.0, "wk")
    if match["n"] or match["n2"]:
        unit = _unit(match["unit"] or match["hourly"])
        low, high = match["n"] or match["n2"], match["high"] or match["high2"]
        return Frequency(1.0, _number(low), unit, _number(high) if high else None) if unit != "y" else None
    if match["bare"]:
        unit = {"n": "d", "e": "d", "m": "mo" if match["bare"].lower() == "month" else "d"}.get(
            match["bare"][0].lower()
        ) or _unit(match["bare"])
        every = 2 if "alternate" in match[0].lower() else _OTHER.get((match["other"] or "").lower(), 1)
        return Frequency(1.0, float(every), unit)
    if match["single"]:
        return Frequency(1.0, 1.0, "once")
    if match["cycle"]:
        return Frequency(1.0, 1.0, "cycle")
    if match["bed"] or match["both"]:
        return Frequency(2.0 if match["both"] else 1.0, 1.0, "d")
    word = (match["latin"] or match["word"]).lower().replace(".", "")
    often, period, unit = _LATIN.get(word) or _WORDS[word]
    return Frequency(float(often), float(period), unit)


def find_cycles(text: str) -> list[Placed[Period]]:
    """Lengths of treatment cycles: "28-day cycle", "cycles of 3 weeks"."""
    found = []
    for match in _CYCLE_RE.finditer(text) if "cycle" in lowered(text) else ():
        length = Period(_number(match["n"] or match["n2"]), _unit(match["unit"] or match["unit2"]))
        found.append(Placed(match.start(), match.end(), length))
    return found


def find_days(text: str) -> list[Placed[DaySpec]]:
    """Named days of a regimen: "days 1, 8 and 15" are three, "d1-14" are fourteen, consecutive.

    kind is "cycle" for a day of one cycle ("C2D1").
    """
    found = []
    for match in _DAYS_RE.finditer(text):
        kind = "cycle" if match["cycle"] else ""
        days = [int(day.replace("−", "-")) for day in _DAY_RE.findall(_unsigned(match["days"]))] or [1]
        if len(days) == 2 and _SPAN_RE.search(match["days"]):
            count = abs(days[1] - days[0]) + 1
            found.append(Placed(match.start(), match.end(), DaySpec(count, count > 1), kind))
        elif len(days) > 1 and _SPAN_RE.search(match["days"]):
            continue
        else:
            steps = {b - a for a, b in pairwise(days)}
            found.append(Placed(match.start(), match.end(), DaySpec(len(days), steps == {1}), kind))
    return found


def _unsigned(days: str) -> str:
    return re.sub(r"(?<=\d)[ ]?[-–−~～](?=\d)", " ", days)


def find_durations(text: str) -> list[Placed[Period]]:
    """How long something is given.

    kind is "infusion" for the time over which one administration runs, "week" for a week that is named ("in week 3").
    """
    found: list[Placed[Period]] = []
    for match in _DURATION_RE.finditer(text):
        lead = (match["lead"] or "").lower()
        unit = _unit(match["unit"])
        relative = (lead not in ("for", "in") or unit == "h") and _RELATIVE.match(text, match.end())
        if (relative or _FORWARD.match(text, match.end())) and not match["times"]:
            continue
        value = _number(match["high"] or match["n"])
        kind = "infusion" if unit == "min" or (unit == "h" and lead in ("over", "lasting")) else ""
        found.append(Placed(match.start(), match.end(), Period(value, unit), kind))
    for match in _UNTIL_RE.finditer(text) if "week " in lowered(text) else ():
        length = 1.0 if match["one"] else float(match["last"]) - float(match["first"])
        found.append(Placed(match.start(), match.end(), Period(length, "wk"), "week" if match["one"] else ""))
    for match in _FRACTIONS_RE.finditer(text) if "Gy" in text else ():
        found.append(Placed(match.start(), match.end(), Period(float(match["n"]), "fraction")))
    return sorted(found, key=lambda item: item.start)


def find_routes(text: str) -> Iterator[Placed[str]]:
    """Routes of administration said by a word of route, not by a form ("tablet", "infusion")."""
    for match in matches_at(_ROUTE_RE, text, places(_ROUTE_PLACE, lowered(text))):
        group = match.lastgroup or ""
        value = match["plain"].lower().replace("-", "") if group == "plain" else group[1:]
        yield Placed(match.start(), match.end(), value)
