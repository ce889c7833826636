"""Headings of eligibility lists, told by their own wording: the same on a page that has lost its layout."""

import re
from dataclasses import dataclass
from functools import lru_cache


def _any(words: str) -> str:
    """One of the patterns in `words`, which are parted by spaces."""
    return f"(?:{'|'.join(words.split())})"


def _word(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_any(words)}\b", re.IGNORECASE)


def _verbose(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_KINDS = _any(
    r"""(?:non|not)[-\s]?inclusion exclusion(?:ary)? inclusion ineligib(?:ility|le) eligibility entry selection
    enrol?lment"""
)
_CRITERIA = _verbose(
    rf"""\b(?P<both>(?:inclusion|exclusion)s?\s?(?:/|and|&|or)\s?(?:in|ex)clusion\s+criteri\w{{1,4}})
    | \b(?P<kind>{_KINDS})\s{{1,3}}criteri(?:a|as|on|um|ons|e|ae)\b
    | \bcriteria\s+(?:for|of)\s+(?:the\s+)?(?P<of>{_KINDS})\b
    | ^(?:key|main|major|general|other|specific|additional|patients?|subjects?)?\s?
      (?P<bare>(?:non-?)?inclusions?|exclusions?|(?:not\s|in)?eligible(?:\s(?:patients|participants|subjects))?
        |(?:in)?eligibility|included|excluded)$"""
)
_LONGEST_BARE = 30  # a heading without the word "criteria" ("Additional non-inclusions") is no longer
# One of these, or "you", is in every heading of a list.
_HINTS = tuple(
    "clusion eligib criteri exclud includ participa follow must should enrol characteristics therapy who".split()
)
_YOU = re.compile(r"you\b", re.IGNORECASE)
_STATEMENT = _word(
    r"""meet meets meeting met fulfil\w* satisf\w* not no none any same see per fail\w* accord\w* may appl\w+ above
    below identical do does did has have having had who which violat\w* listed defined described compl\w+ if because
    despite require\w* consider\w* evaluat\w* assess\w* refer please confirm\w*"""
)
_VERB = _word("include[sd]? is are was were must should will can would be")
_FILLER = _any(
    """key main major general specific additional other study trial patients? subjects? participants? protocol all the
    of for in to are as is will be follows? following includes? included list criteri[a-z]+ primary principal detailed
    initial important core overall basic and or must this these selected common inclusion exclusion eligibility but
    not limited most shortened select several standard abridged brief summary abbreviated"""
)
_GENERIC = re.compile(rf"\b{_FILLER}\b|[^\w]+", re.IGNORECASE)
_LEADING = re.compile(rf"^(?:{_any('for of in to the key main major specific additional other general')}\s)+", re.I)
_REFERENCE = re.compile(r"\s(?:no\.?\s|#)?\d+\w?\s+[a-z]")  # "inclusion criterion 4 is only for ..."
_ASIDE = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_PEOPLE = _any(
    """patients? subjects? participants? individuals? persons? people volunteers? candidates? children infants? women
    men females? males? cases? adults? those you controls? donors? recipients? he/she families parents"""
)
_DETERMINERS = _any("the all each a an any eligible potential study trial prospective research adult healthy enrolled")
_SUBJECT = rf"(?:{_DETERMINERS}\s){{0,3}}{_PEOPLE}"
_OPEN_WORDS = _any(
    """following these below criteri[a-z]+ conditions apply applies if when who with they only of have had be must not
    by are is all"""
)
_ENDS_OPEN = re.compile(rf"\b{_OPEN_WORDS}$", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:following|these|criteri\w+|if|below|conditions|must(?: be| have| not)?$|who$)", re.IGNORECASE
)
_MODAL = _any(r"must should shall will have\sto needs?\sto has\sto are is were was can may cannot")
_ENTRY = _any(
    r"""meet fulfil satisf eligible ineligible includ enrol exclud consider participat enter recruit admitted not\b
    have\s(?:all|none|any)\b"""
)
_INTRO = _verbose(
    rf"""^(?:in\saddition,?\s|furthermore,?\s|additionally,?\s)?(?:
      (?:in\sorder\s)?to\sbe\s(?:eligible|included|enrolled|considered)\b
    | (?:in\sorder\s)?to\s(?:participate|enter|enrol|take\spart)\b
    | for\s(?:inclusion|enrol?lment|entry|eligibility|participation)\b
    | {_SUBJECT}\s(?:{_MODAL}\s(?:\w+\s){{0,4}}?{_ENTRY}
        | (?:who\s)?(?:(?:must|have\sto)\s)?(?:meet|fulfil|satisf)\w*\b
        | (?:who\s(?:have|had|has)|with|having)\s(?:any|one|all)\b
        | (?:must|should|may|will|are|is|cannot)\s?$)
    | (?:the\s)?presence\sof\s(?:any|one)\b
    | (?:any|one|all|each)\s(?:\w+\s)?of\s(?:the\sfollowing|these)\b
    | (?:the\s)?following\s(?:\w+\s){{0,3}}(?:will|are|must|should|is|would)\b
    )"""
)
_ADMITS = _word(
    r"""meet meets meeting met fulfil\w* satisf\w* eligible includ\w+ enrol\w* consider\w* inclusion participa\w+
    qualif\w+ entry enter entered recruited"""
)
_DENIES = _verbose(
    r"""\bexclu\w+ | \bineligible
    | \b(?:not|cannot|never)\s(?:be\s)?(?:considered\s)?
      (?:eligible|enrol\w*|includ\w+|allowed|participat\w+|enter\w*|recruited|admitted)
    | \b(?:preclude|prohibit|disqualif) | \bnone\sof\b | \bnot\s(?:meet|fulfil|have)\b.{0,30}\bany\b | \bmust\snot\b"""
)
# Of a list of who leaves the trial, not of who enters it.
_LEAVING = _verbose(
    r"""(?:(?:subjects?|patients?|participants?|study|treatment|early|premature)\s)*
    (?:withdrawal|discontinuation|elimination|termination|removal|drop-?outs?|stopping|exit|rejection)
    (?:\s?(?:and|or|/)\s?\w+)?\s(?:criteri(?:a|on)|standards?)"""
)
# Of those who took part, not of who may.
_AFTERWARDS = re.compile(r"\bfrom\s(?:the\s|any\s)?(?:\w+\s){0,2}(?:analys[ie]s|evaluation)\b", re.IGNORECASE)
_SOME_OF = re.compile(
    r"\b(?:one|two|three|four|[1-4])(?:\s\(\d\))?\s(?:or\smore\s)?(?:out\s)?of\b|\beither\b", re.IGNORECASE
)
_ASKED = _verbose(
    r"""^who\s(?P<no>can(?:'|’)?(?:no)?t|should\snot|is\snot\seligible|is\sexcluded).{0,40}$
    | ^who\s(?:can|is|may|should|are)\b.{0,40}$"""
)

NCI_HEAD = _verbose(
    r"""(?:disease|patient|donor|study|subject)\s(?:characteristics|population)
    | prior(?:/|\sand/or\s|\sand\s|\s)concurrent\stherapy | projected\saccrual"""
)
_TOPIC = _verbose(
    r"""age | sex | gender | sex\sand\sage | age\sand\ssex | menopausal\sstatus | performance\sstatus
    | life\sexpectancy | ha?ematopoietic | ha?ematologic(?:al)? | hepatic | renal | cardiovascular | cardiac
    | pulmonary | neurologic(?:al)? | immunologic(?:al)? | metabolic | ophthalmic | gastrointestinal | other
    | biologic(?:al)?\stherapy | chemotherapy | endocrine\stherapy | radiotherapy | surgery
    | hormone\sreceptor\sstatus | prior\stherapy | concurrent\stherapy | demographics | general | medical\shistory
    | (?:demographic|disease|patient|tumou?r|general|clinical|laboratory|other)\s(?:characteristics|criteria)"""
)
_LONGEST_TOPIC = 30  # "demographic characteristics"
TOPIC_RUN = re.compile(
    r"(?<=\s)(?:Age|Sex|Menopausal status|Performance status|Life expectancy|Hematopoietic|Hepatic|Renal"
    r"|Cardiovascular|Pulmonary|Other|Biologic(?:al)? therapy|Chemotherapy|Endocrine therapy|Radiotherapy|Surgery"
    r"|Immunologic|Neurologic|Metabolic|Hormone receptor status):(?=\s)"
)
_NOTHING = _verbose(
    r"""(?:none|n/?a|nil|not\sapplicable|not\sspecified|none\sspecified|no\sexclusion\scriteria|not\sprovided)\W*"""
)

_UNIT = _any("phase part cohort stage arm group stratum strata step sub-?study population module portion study")
_LETTER = r"(?:[A-Z]?\d{1,2}[A-Za-z]?|[A-Z]|[IVX]{1,4})"
_GROUP = _verbose(
    rf"""{_UNIT}s?\s{_LETTER}
    (?:\s?(?:,|/|&|-|–|and|or|to)\s?(?:{_UNIT}\s)?{_LETTER}){{0,3}}
    (?:\s(?:only|trial|patients|participants|subjects|portion|specific))?(?P<rest>\s?[-–(,].{{0,90}})?"""
)
_AMBIGUOUS = re.compile(r"stage|phase|population|study", re.IGNORECASE)  # "Stage IV" may well be a criterion
_FOR = re.compile(r"(?:additional\w*\s|specific\w*\s|only\s)?for\s(?:the\s|all\s)?(?P<name>.{2,80})", re.IGNORECASE)
_ROLES = _any(
    """volunteers? controls? donors? recipients? adolescents? children adults? infants? neonates? newborns? parents?
    caregivers? carers? mothers? fathers? siblings? spouses? partners? physicians? providers? clinicians? staff
    (?:fe)?males? (?:wo)?men girls? boys? patients? subjects? participants? cases? informants? teachers? students?
    nurses? pharmacists? groups? cohorts? arms? dyads?"""
)
_ROLE_TAIL = _any("eligibility selection group cohort arm subjects participants patients characteristics only")
_POPULATION = _verbose(
    rf"""(?P<name>(?:[\w/'’+-]{{1,30}}\s){{0,5}}{_ROLES}(?:\s{_ROLE_TAIL}(?:\scriteria)?)?
    (?:\sof\s[\w\s-]{{3,40}})?)(?:\s?\(.{{1,80}}\))?"""
)
_NO_NAME = _word(
    r"""following must should defined history with who any one least including include has have is are be no not if
    will all exceptions? except more number example instance hours? days? weeks? months? years? screening prior
    inclusion purposes? excluded eligible by contracep\w+ requirements?"""
)


@dataclass(frozen=True, slots=True)
class Title:
    """What a heading says: `kind` inclusion, exclusion, unspecified (who leaves), cohort or other, and its group.

    `sentence`: an introduction ("Patients must meet the following:"); `classic`: a heading of older records such as
    "PATIENT CHARACTERISTICS"; `topic`: a bare word ("Renal") that is a heading only among those.
    """

    kind: str
    cohort: str | None = None
    sentence: bool = False
    topic: bool = False
    classic: bool = False


def side(words: str) -> str:
    """inclusion, exclusion or other for the words before "criteria"."""
    low = words.lower()
    if low.startswith(("excl", "inel", "non", "not")):
        return "exclusion"
    return "inclusion" if low.startswith(("incl", "eligible")) else "other"


def _named(text: str) -> str | None:
    """The group in what surrounds "inclusion criteria", None where it is filler alone."""
    if not _GENERIC.sub("", text) or len(text) > 90 or _YEAR.search(text):
        return None
    text = text.strip(" \t\n:.,;–—-")
    if text.startswith(("(", "[")) and text.endswith((")", "]")):
        text = text[1:-1]
    return _LEADING.sub("", text).strip() or None


def _list_title(label: str, *, colon: bool) -> Title | None:
    if len(label) > _LONGEST_BARE and "criteri" not in label.lower():
        return None
    found = _CRITERIA.search(_ASIDE.sub(lambda m: " " * len(m[0]), label))
    if found is None:
        return None
    before, after = label[: found.start()], label[found.end() :]
    outside = before + " " + _ASIDE.sub("", after)
    if _STATEMENT.search(outside) or _REFERENCE.match(after) or len(before.split()) > 8 or len(outside.split()) > 16:
        return None
    if re.search(r"[.;!?]\s", before) or (":" in after and not (colon and label.isupper() and len(after) < 50)):
        return None
    plain = _VERB.search(outside) is None
    if not colon:
        flowing = re.search(r"[.;,]\s\w", after) or re.search(r"\bto\b", before) or len(after.split()) > 9
        if flowing or not plain or not (label[0].isupper() or not outside.strip()):
            return None
    kind = "other" if found["both"] else side(found["kind"] or found["of"] or found["bare"])
    return Title(kind, (_named(before) or _named(after)) if plain else _named(before))


def _sentence_title(label: str, *, colon: bool) -> Title | None:
    asked = _ASKED.match(label)
    if asked and (colon or label.endswith("?")) and asked["no"]:
        return Title("exclusion")
    if asked and label.endswith("?"):
        return Title("inclusion")
    if (
        not (colon or _ENDS_OPEN.search(label, label.rfind(" ") + 1))
        or not _INTRO.match(label)
        or not _POINTS.search(label)
    ):
        return None
    if _AFTERWARDS.search(label):
        return None
    denies = _DENIES.search(label) is not None
    if not denies and _SOME_OF.search(label):
        return None
    if denies:
        return Title("exclusion", sentence=True)
    return Title("inclusion", sentence=True) if _ADMITS.search(label) else None


def _group_title(label: str, *, colon: bool) -> Title | None:
    found = _GROUP.fullmatch(label)
    bare = found is not None and (not found["rest"] or bool(_ASIDE.fullmatch(found["rest"].strip())))
    if found and (colon or (bare and not _AMBIGUOUS.match(label))):
        return Title("cohort", label)
    if not colon or len(label) > 90:
        return None
    found = _FOR.fullmatch(label) or _POPULATION.fullmatch(label)
    if found is None or _NO_NAME.search(found["name"]):
        return None
    return Title("cohort", found["name"].strip())


def read_title(label: str) -> Title | None:
    """What the line says as a heading, or None where it is a criterion (or text).

    >>> read_title("Exclusion criteria for cohort B:")
    Title(kind='exclusion', cohort='cohort B', sentence=False, topic=False, classic=False)
    >>> read_title("Does not meet the inclusion criteria") is None
    True
    """
    return _title(label) if len(label) <= 320 else None


@lru_cache(maxsize=1024)
def _title(label: str) -> Title | None:
    label = " ".join(label.split()).strip("*#_ ")
    colon = label.endswith((":", "：", ":-", ": -"))
    label = label.rstrip(":：.-–—* ")
    if not label:
        return None
    if _NOTHING.fullmatch(label):
        return Title("other")
    small = label.lower()
    if small.endswith(("criteria", "criterion", "standard", "standards")) and _LEAVING.fullmatch(label):
        return Title("unspecified")
    if any(map(small.__contains__, _HINTS)) or ("you" in small and _YOU.search(label)):
        if NCI_HEAD.fullmatch(_ASIDE.sub("", label).strip()) or (colon and _TOPIC.fullmatch(label)):
            return Title("other", classic=bool(NCI_HEAD.match(label)))
        title = _list_title(label, colon=colon) or _sentence_title(label, colon=colon)
        if title is not None:
            return title
    if colon and (_TOPIC.fullmatch(label) or (label.isupper() and len(label) > 5 and len(label) < 80)):
        group = _group_title(label, colon=True)
        return group or Title("other")
    if not colon and len(label) <= _LONGEST_TOPIC and label[0].isupper() and _TOPIC.fullmatch(label):
        return Title("other", topic=True)
    return _group_title(label, colon=colon)
