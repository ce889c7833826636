"""The agents that a title or an arm's label names as what is studied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extractor.language.arms.product_kinds import INN_STEM, INN_STEMS
from extractor.language.numbers import lowered

# Endings of generic names beside the stems of product_kinds; they end few other words of titles.
_ENDINGS: Final = (
    "clax uracil domide fosfamide phosphamide lozomide rabine ribine arabine ristine blastine relbine bicin toclax "
    "rasib degib denib sertib metostat inostat tecan poside sulfan phalan purine trexed guanine prednisone "
    "prednisolone sone nonide relix relin reotide natide glutide leukin feron poetin grastim globulin heparin "
    "fondaparinux rudin parinux vudine virin fovir navir ciclovir asvir amivir vaptan sartan pril olol zosin "
    "idipine amlodipine azole oxacin mycin bactam penem cillin ketamine fentanil fentanyl caine curium curonium "
    "propofol flurane midate azolam azepam setron pitant gabalin gabapentin racetam triptyline pramine oxetine "
    "peridone apine piprazole idone melteon orexant izine lukast terol tropium phylline formin glitazone gliptin "
    "gliflozin glinide statin fibrate xaban gatran grel grelor ximab cept kinra tinib ciclib parib zomib lisib "
    "limus mide zolamide thiazide semide tolvaptan dronate calcet tretinoin mustine platin taxel thecin bufexamac "
    "profen coxib lofenac dexmedetomidine clonidine nidine morphone codone orphine naloxone naltrexone "
    "buprenorphine methadone levodopa giline pexole nirole stigmine memantine donepezil oxybate melatonin aspirin "
    "warfarin insulin estradiol gesterone gestrel oxytocin prostol misoprostol letrozole trozole oxifen lutamide "
    "terone relugolix vastigmine etanide azepine trigine panel valproate lithium colchicine opurinol xostat "
    "chloroquine artemisinin quine bendazole mectin nidazole cycline fungin conazole ferase kinase teplase dornase "
    "asparaginase"
).split()
_ENDING: Final = re.compile(rf"(?i)\b[a-z]{{0,25}}(?:{'|'.join(_ENDINGS)})\b")
_WORD: Final = re.compile(r"[A-Za-z]+")
_TAILS: Final = tuple(ending.rpartition("]")[2] for ending in (*INN_STEMS, *_ENDINGS))
_LAST_LETTERS: Final = frozenset(tail[-3:] for tail in _TAILS)
_NO_AGENT: Final = re.compile(
    r"(?i)^(?:intervention|combination|kinase|globulin|immune globulin|protein kinase|tyrosine kinase"
    r"|azole|statin|caine|amide|mide"
    r"|cytokine|concept|precept|panel|azepine|antidepressant|bromide|amide|polyamide|bruxism|vaccine|quine"
    r"|feron|zone|hormone|alone|undergone"
    r"|backbone|creatine kinase|milestone|capstone|keystone|gallstone|limestone|stone|cornerstone|semide"
    r"|insulin pump|person)$"
)
_CODE: Final = re.compile(
    r"\b(?!NCT\d|COVID|SARS)(?:[A-Z]{2,5}[- ]?\d{3,7}(?:-\d{2,5})?[A-Z]?|[A-Z]{1,3}\d{4,}(?:-\d+)?)\b"
)
_THERAPY: Final = re.compile(
    r"(?i)(?:(?:^|\bplus|\band|\bwith|\+|\bversus|\bvs\.?|\bor|\bconcomitant|\bof)\s(?:[A-Za-z-]{1,24}\s){0,3}?)"
    r"(?P<what>(?P<chemo>chemotherapy)|(?P<radio>radiotherapy|radiation therapy|chemoradi\w+|radiochemo\w+))\b"
    r"(?!-|\sinduced|\srelated|\sassociated|\sresist|\srefrac|\spatients|\snaive|\spretreated|\sfailure)"
)
_POPULATION: Final = re.compile(
    r"(?i)\b(?:in|among|for|on)\s(?:[\w/()+-]{1,25},?\s){0,6}?(?:patients|subjects|participants|adults"
    r"|children|women|men"
    r"|volunteers|people|individuals|males|females|infants|adolescents|survivors|candidates|recipients)\b"
)
# What people have had, or go on with.
_BACKGROUND: Final = re.compile(
    r"(?i)\b(?:on|receiv\w+|taking|treated|using|after|following|before|prior|previous\w*|pre-?treated"
    r"|post|undergoing|failure|failed"
    r"|refractory|resistan\w+|intoleran\w+|progress\w*|inadequate\w*|respon\w+|background|stable"
    r"|maintained|exposed|exposure|against"
    r"|versus standard|hypersensitiv\w+|allerg\w+|dependen\w+|addiction|withdrawal|overdose|switch\w*"
    r"|discontinu\w*|reduc\w+|levels?"
    r"|induced|from|during|despite|to|eligible|candidates?|ineligible|naive|conditioning|based"
    r"|prophylaxis against|via|or other"
    r"|without|related|role of endogenous|secretion|sensitivity|controlled)\b[^,;:]{0,40}$"
)
_ATTRIBUTE: Final = re.compile(
    r"(?i)^[\s-]?(?:-|resist|sensitiv|refrac|induced|naive|naïve|experienced|treated|failure|intoleran"
    r"|depend|toxicity|allerg|level"
    r"|positive|negative|secret|requir|users?\b|use\b|therapy failure|withdrawal|overdose|addict|eligible"
    r"|inhibitor|antagonist"
    r"|receptor|based|free|sparing|clearance|challenge|test|pump|delivery|effects?\b|abus|craving|blockade"
    r"|cessation|disorder|related|associated|eluting|coated|impregnated|loaded)"
)
_NEXT_BRACKET: Final = re.compile(r"[^(),;:]{0,60}\((?P<inside>[^()]{2,60})\)")


@dataclass(frozen=True, slots=True)
class TitleAgent:
    """An agent in a title, `text[start:end]`; `kind` is drug (by its name), code, chemo or radio."""

    start: int
    end: int
    kind: str


def find_title_agents(title: str) -> list[TitleAgent]:
    """The agents that a title names as studied; not what its population takes, took or resists.

    >>> [title.kind for title in find_title_agents("Nimotuzumab Combined With Radiotherapy for Glioma")]
    ['drug', 'radio']
    >>> find_title_agents("A Diet in Patients on Metformin"), find_title_agents("Imatinib-Resistant Leukemia")
    ([], [])
    """
    population = _POPULATION.search(title)
    limit = population.start() if population else len(title)
    found: dict[int, TitleAgent] = {}
    for kind, matches in ("drug", _generics(title, limit)), ("code", _CODE.finditer(title, 0, limit)):
        for match in matches:
            if not _NO_AGENT.match(match[0]) and not _is_background(title, match.start(), match.end()):
                found.setdefault(match.start(), TitleAgent(*match.span(), kind))
    small = lowered(title)
    for match in _THERAPY.finditer(title, 0, limit) if "chemo" in small or "radi" in small else ():
        if not _is_background(title, match.start("what"), match.end()):
            kind = "chemo" if match["chemo"] else "radio"
            found.setdefault(match.start("what"), TitleAgent(match.start("what"), match.end("what"), kind))
    return sorted(found.values(), key=lambda agent: agent.start)


def _generics(title: str, limit: int) -> Iterator[re.Match[str]]:
    """The words that end as generic names do. Few words have such a tail, and the patterns are slow on the others."""
    for word in _WORD.finditer(title, 0, limit):
        if word[0][-3:].lower() in _LAST_LETTERS and word[0].lower().endswith(_TAILS):
            for pattern in INN_STEM, _ENDING:
                if match := pattern.match(title, word.start(), limit):
                    yield match


def bracketed(title: str, agent: TitleAgent) -> str:
    """What a title calls an agent by in brackets: what stands before the brackets it is in, or in those behind it.

    >>> title = "Darolutamide (ODM-201) for Tumours"
    >>> [bracketed(title, agent) for agent in find_title_agents(title)]
    ['ODM-201', 'Darolutamide ODM-201']
    """
    before = title[: agent.start]
    opened = before.rfind("(")
    if opened >= 0 and ")" not in before[opened:]:
        closed = title.find(")", agent.end)
        inside = title[opened + 1 : closed if closed >= 0 else len(title)]
        return " ".join([*title[:opened].split()[-3:], inside])
    behind = _NEXT_BRACKET.match(title, agent.end)
    return behind["inside"] if behind else ""


def is_generic(name: str) -> bool:
    """Whether a name shows by its ending that it is a generic one, not a brand or a code.

    >>> is_generic("Venetoclax"), is_generic("Xeloda"), is_generic("ABT-199")
    (True, False, False)
    """
    return bool(INN_STEM.search(name) or _ENDING.search(name))


def _is_background(title: str, start: int, end: int) -> bool:
    return bool(_BACKGROUND.search(title[max(0, start - 60) : start]) or _ATTRIBUTE.match(title[end : end + 30]))
