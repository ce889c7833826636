"""Headings of eligibility lists, told by their own wording: the same on a page that has lost its layout."""

import re
from dataclasses import dataclass

_KINDS = r"(?:non|not)[-\s]?inclusion|exclusion(?:ary)?|inclusion|ineligib(?:ility|le)|eligibility|entry|selection|enrol?lment"
_CRITERIA = re.compile(
    rf"""\b(?P<both>(?:inclusion|exclusion)s?\s?(?:/|and|&|or)\s?(?:in|ex)clusion\s+criteri\w{{1,4}})
    | \b(?P<kind>{_KINDS})\s{{1,3}}criteri(?:a|as|on|um|ons|e|ae)\b
    | \bcriteria\s+(?:for|of)\s+(?:the\s+)?(?P<of>{_KINDS}|eligibility)\b
    | ^(?:key|main|major|general|other|specific|additional|patients?|subjects?)?\s?
      (?P<bare>(?:non-?)?inclusions?|exclusions?|(?:not\s|in)?eligible|(?:in)?eligibility|included|excluded)$""",
    re.IGNORECASE | re.VERBOSE,
)
_PREFILTER = re.compile(
    r"clusion|eligib|criteri|exclude|exclud|includ|participa|take part|follow|must|should|enrol|CHARACTERISTICS|THERAPY", re.I
)
_STATEMENT = re.compile(
    r"\b(?:meet|meets|meeting|met|fulfil\w*|satisf\w*|not|no|none|any|same|see|per|fail\w*|accord\w*|may|appl\w+|above|below"
    r"|identical|do|does|did|has|have|having|had|who|which|violat\w*|listed|defined|compliant|compl\w+|if|because|despite"
    r"|met|listed|described|require\w*|consider\w*|evaluat\w*|assess\w*|refer|please|confirm\w*)\b",
    re.I,
)
_VERB = re.compile(r"\b(?:include[sd]?|is|are|was|were|must|should|will|can|would|be)\b", re.I)
_GENERIC = re.compile(
    r"\b(?:key|main|major|general|specific|additional|other|study|trial|patients?|subjects?|participants?|protocol|all|the|of|for|in"
    r"|to|are|as|is|will|be|follows?|following|includes?|included|list|criteri\w+|primary|principal|detailed|initial|important|core"
    r"|overall|basic|and|or|must|this|these|selected|common|inclusion|exclusion|eligibility|but|not|limited|most|shortened|select|several|standard|abridged|brief|summary|abbreviated)\b"
    r"|[^\w]+",
    re.I,
)
_LEADING = re.compile(r"^(?:(?:for|of|in|to|the|key|main|major|specific|additional|other|general)\s)+", re.I)
_REFERENCE = re.compile(r"\s(?:no\.?\s|#)?\d+\w?\s+[a-z]")
_ASIDE = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")

_PEOPLE = (
    r"patients?|subjects?|participants?|individuals?|persons?|people|volunteers?|candidates?|children|infants?|women|men|females?"
    r"|males?|cases?|adults?|those|you|controls?|donors?|recipients?|he/she|families|parents"
)
_SUBJECT = rf"(?:(?:the|all|each|a|an|any|eligible|potential|study|trial|prospective|research|adult|healthy|enrolled)\s){{0,3}}(?:{_PEOPLE})"
_LIST_WORD = re.compile(
    r"\b(?:following|these|below|criteri\w+|conditions|apply|applies|if|when|who|with|they|only|of|have|had|be|must|not|by|are|is|all)$",
    re.I,
)
_ENTRY = (
    r"(?:meet|fulfil|satisf|eligible|ineligible|includ|enrol|exclud|consider|participat|enter|recruit|admitted|not\b|have\s(?:all|none|any)\b)"
)
_INTRO = re.compile(
    rf"""^(?:in\saddition,?\s|furthermore,?\s|additionally,?\s)?(?:
      (?:in\sorder\s)?to\sbe\s(?:eligible|included|enrolled|considered)\b
    | (?:in\sorder\s)?to\s(?:participate|enter|enrol|take\spart)\b
    | for\s(?:inclusion|enrol?lment|entry|eligibility|participation)\b
    | {_SUBJECT}\s(?:(?:must|should|shall|will|have\sto|needs?\sto|has\sto|are|is|were|was|can|may|cannot)\s(?:\w+\s){{0,4}}?{_ENTRY}
        | (?:who\s)?(?:(?:must|have\sto)\s)?(?:meet|fulfil|satisf)\w*\b | (?:who\s(?:have|had|has)|with|having)\s(?:any|one|all)\b
        | (?:must|should|may|will|are|is|cannot)\s?$)
    | (?:the\s)?presence\sof\s(?:any|one)\b
    | (?:any|one|all|each)\s(?:\w+\s)?of\s(?:the\sfollowing|these)\b
    | (?:the\s)?following\s(?:\w+\s){{0,3}}(?:will|are|must|should|is|would)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ADMITS = re.compile(r"\b(?:meet|meets|meeting|met|fulfil\w*|satisf\w*|eligible|includ\w+|enrol\w*|consider\w*|inclusion|participa\w+|qualif\w+|entry|enter|entered|recruited)\b", re.I)
_DENIES = re.compile(
    r"\bexclu\w+|\bineligible|\b(?:not|cannot|never)\s(?:be\s)?(?:considered\s)?(?:eligible|enrol\w*|includ\w+|allowed|participat\w+|enter\w*|recruited|admitted)"
    r"|\b(?:preclude|prohibit|disqualif)|\bnone\sof\b|\bnot\s(?:meet|fulfil|have)\b.{0,30}\bany\b|\bmust\sNOT\b",
    re.I,
)
_SOME_OF = re.compile(r"\b(?:one|two|three|four|[1-4])(?:\s\(\d\))?\s(?:or\smore\s)?(?:out\s)?of\b|\beither\b", re.I)
_ASKED = re.compile(
    r"^(?:who\s(?P<no>can(?:'|’)?(?:no)?t|should\snot|is\snot\seligible|is\sexcluded)|who\s(?:can|is|may|should|are)\b).{0,40}$|^you\s(?:may|can|might|will)\s", re.I
)

NCI_HEAD = re.compile(
    r"""(?:DISEASE|PATIENT|DONOR|STUDY|SUBJECT)\s(?:CHARACTERISTICS|POPULATION) | PRIOR(?:/|\sAND/OR\s|\sAND\s|\s)CONCURRENT\sTHERAPY
    | PROJECTED\sACCRUAL""",
    re.IGNORECASE | re.VERBOSE,
)
_TOPIC = re.compile(
    r"""(?:age|sex|gender|sex\sand\sage|age\sand\ssex|menopausal\sstatus|performance\sstatus|life\sexpectancy|ha?ematopoietic|ha?ematologic(?:al)?
    |hepatic|renal|cardiovascular|cardiac|pulmonary|neurologic(?:al)?|immunologic(?:al)?|metabolic|ophthalmic|gastrointestinal|other
    |biologic(?:al)?\stherapy|chemotherapy|endocrine\stherapy|radiotherapy|surgery|hormone\sreceptor\sstatus|prior\stherapy|concurrent\stherapy
    |(?:demographic|disease|patient|tumou?r|general|clinical|laboratory|other)\s(?:characteristics|criteria)|demographics|general|medical\shistory)""",
    re.IGNORECASE | re.VERBOSE,
)
TOPIC_RUN = re.compile(
    r"(?<=\s)(?:Age|Sex|Menopausal status|Performance status|Life expectancy|Hematopoietic|Hepatic|Renal|Cardiovascular|Pulmonary|Other"
    r"|Biologic(?:al)? therapy|Chemotherapy|Endocrine therapy|Radiotherapy|Surgery|Immunologic|Neurologic|Metabolic|Hormone receptor status):(?=\s)"
)
_NOTHING = re.compile(r"(?:none|n/?a|nil|not applicable|not specified|none specified|no exclusion criteria|not provided)\W*", re.I)

_GROUP = re.compile(
    r"""(?P<name>(?:(?:phase|part|cohort|stage|arm|group|stratum|strata|step|sub-?study|population|module|portion|study)s?\s
    (?:[A-Z]?\d{1,2}[A-Za-z]?|[A-Z]|[IVX]{1,4}|[ivx]{1,4})
    (?:\s?(?:,|/|&|-|–|and|or|to)\s?(?:(?:phase|part|cohort|stage|arm|group)\s)?(?:[A-Z]?\d{1,2}[A-Za-z]?|[A-Z]|[IVX]{1,4})){0,3})
    (?:\s(?:only|trial|patients|participants|subjects|portion|specific))?)(?P<rest>\s?[-–(,].{0,90})?""",
    re.IGNORECASE | re.VERBOSE,
)
_AMBIGUOUS = re.compile(r"stage|phase|population|period|study|stud", re.I)   # "Stage IV" may well be a criterion
_FOR = re.compile(r"(?:additional\w*\s|specific\w*\s|only\s)?for\s(?:the\s|all\s)?(?P<name>.{2,80})", re.I)
_ROLES = (
    r"volunteers?|controls?|donors?|recipients?|adolescents?|children|adults?|infants?|neonates?|newborns?|parents?|caregivers?|carers?"
    r"|mothers?|fathers?|siblings?|spouses?|partners?|physicians?|providers?|clinicians?|staff|(?:fe)?males?|(?:wo)?men|girls?|boys?"
    r"|patients?|subjects?|participants?|cases?|informants?|teachers?|students?|nurses?|pharmacists?|groups?|cohorts?|arms?|dyads?"
)
_POPULATION = re.compile(
    rf"(?P<name>(?:[\w/'’+-]{{1,30}}\s){{0,5}}(?:{_ROLES})(?:\s(?:eligibility|selection|group|cohort|arm|subjects|participants|patients|characteristics|only)(?:\scriteria)?)?"
    rf"(?:\sof\s[\w\s-]{{3,40}})?)(?:\s?\(.{{1,80}}\))?",
    re.I,
)
_NO_NAME = re.compile(
    r"\b(?:following|must|should|defined|history|with|who|any|one|least|including|include|has|have|is|are|be|no|not|if|will|all"
    r"|exceptions?|except|more|number|example|instance|months?|days?|weeks?|years?|screening|prior|inclusion|purposes?|excluded|eligible|hours?|by|contracep\w+|requirements?)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Title:
    """What a heading says: `kind` inclusion, exclusion, cohort or other, and the group it names.

    `sentence`: an introduction ("Patients must meet the following:"); `topic`: a bare word ("Renal") that is a heading
    only among the "PATIENT CHARACTERISTICS" (`classic`) of older records.
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
    return "inclusion" if low.startswith("incl") or low == "eligible" else "other"


def _named(text: str) -> str | None:
    """The group in what surrounds "inclusion criteria", None where it is filler alone."""
    if not _GENERIC.sub("", text) or len(text) > 90 or re.search(r"\b(?:19|20)\d\d\b", text):
        return None
    text = text.strip(" \t\n:.,;–—-")
    if text.startswith(("(", "[")) and text.endswith((")", "]")):
        text = text[1:-1]
    return _LEADING.sub("", text).strip() or None


def _list_title(label: str, *, colon: bool) -> Title | None:
    found = _CRITERIA.search(_ASIDE.sub(lambda m: " " * len(m[0]), label))
    if found is None:
        return None
    before, after = label[: found.start()], label[found.end() :]
    outside = before + " " + _ASIDE.sub("", after)
    if _STATEMENT.search(outside) or _REFERENCE.match(after) or len(before.split()) > 8:
        return None
    if (":" in after and not (colon and len(after.split()) < 5)) or re.search(r"[.;!?]\s", before):
        return None
    plain = _VERB.search(outside) is None
    if not colon and re.search(r"[.;,]\s\w", after) or (not colon and re.search(r"\bto\b", before)):
        return None
    if not colon and not (plain and len(after.split()) <= 9 and (label[0].isupper() or not outside.strip())):
        return None
    if colon and len(outside.split()) > 16:
        return None
    kind = "other" if found["both"] else side(found["kind"] or found["of"] or found["bare"])
    return Title(kind, (_named(before) or _named(after)) if plain else _named(before))


def _sentence_title(label: str, *, colon: bool) -> Title | None:
    asked = _ASKED.match(label)
    if asked and (colon or label.endswith("?")) and asked["no"]:
        return Title("exclusion")
    if asked and label.endswith("?"):
        return Title("inclusion")
    if not (colon or _LIST_WORD.search(label)) or not _INTRO.match(label):
        return None
    if not re.search(r"\b(?:following|these|criteri\w+|if|below|conditions|must(?: be| have| not)?$|who$)", label, re.I):
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
    if len(label) > 320:
        return None
    label = " ".join(label.split()).strip("*#_ ")
    colon = label.endswith((":", "：", ":-", ": -"))
    label = label.rstrip(":：.-–—* ")
    if not label:
        return None
    if _NOTHING.fullmatch(label):
        return Title("other")
    if _PREFILTER.search(label):
        if NCI_HEAD.fullmatch(_ASIDE.sub("", label).strip()) or (colon and _TOPIC.fullmatch(label)):
            return Title("other", classic=bool(NCI_HEAD.match(label)))
        title = _list_title(label, colon=colon) or _sentence_title(label, colon=colon)
        if title is not None:
            return title
    if colon and (_TOPIC.fullmatch(label) or (label.isupper() and len(label) > 5 and len(label) < 80)):
        group = _group_title(label, colon=True)
        return group or Title("other")
    if not colon and label[0].isupper() and _TOPIC.fullmatch(label):
        return Title("other", topic=True)
    return _group_title(label, colon=colon)
