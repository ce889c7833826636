"""Modifiers of a disease by family: how they are written, which exclude, which imply each other.

All words are in the folded form of `modifiers.fold_word`.
"""

from collections.abc import Mapping

Meaning = tuple[str, str, bool]

# What folding a word does not do by rule.
PLURAL_LOOKING = frozenset(
    "diabetes prediabetes herpes rabies scabies caries ascites mumps aids rickets shingles hives measles species "
    "series biceps triceps feces lens pus menses facies apnoeas athletes faeces always previous less".split()
)
IRREGULAR = {"children": "child", "women": "woman", "men": "man", "feet": "foot", "teeth": "tooth"}


def _family(family: str, values: str, *, negated: bool = False) -> dict[str, tuple[Meaning, ...]]:
    """ "early: early stage, early | advanced: ..." as phrase -> meaning."""
    phrases: dict[str, tuple[Meaning, ...]] = {}
    for group in values.split("|"):
        value, _, spelled = group.partition(":")
        for phrase in (spelled or value).split(","):
            phrases[phrase.strip()] = ((family, value.strip(), negated),)
    return phrases


PHRASES: Mapping[str, tuple[Meaning, ...]] = {
    **_family("severity", "mild: mild, mildly | moderate: moderate, moderately | severe: severe, severely"),
    **_family("severity", "very severe: very severe, life threatening, critical, critically ill"),
    **_family("course", "acute | subacute: subacute, sub acute | chronic: chronic, chronically, long standing"),
    **_family("course", "episodic"),
    **_family("line", "new: newly diagnosed, new onset, recently diagnosed, first diagnosed | untreated: untreated,"
              "previously untreated, treatment naive, therapy naive, drug naive, chemotherapy naive, naive"),
    **_family("line", "relapsed: relapsed, relapse, relapsing, in relapse, recurrent, recurring, recurrence"
              "| refractory: refractory, intractable, treatment resistant, drug resistant, therapy resistant, resistant"
              "| pretreated: previously treated, pretreated, heavily pretreated"),
    **_family("form", "remitting: relapsing remitting | primary progressive | secondary progressive"),
    **_family("stage", "early: early stage, early | localized: localized | locally advanced | advanced: advanced,"
              "advanced stage, late stage | metastatic: metastatic, metastasized, disseminated"
              "| end: end stage, terminal"),
    **_family("extent", "limited: limited stage | extensive: extensive stage"),
    **_family("extent", "localized: generalized, extensive", negated=True),
    **_family("surgery", "resectable: resectable, operable"),
    **_family("surgery", "resectable: unresectable, inoperable, irresectable, nonresectable", negated=True),
    **_family("level of grade", "low: low grade | high: high grade | intermediate: intermediate grade"),
    **_family("risk", "low: low risk | standard: standard risk | intermediate: intermediate risk, medium risk"
              "| high: high risk, very high risk"),
    **_family("histology", "small cell | squamous: squamous cell, squamous | muscle invasive"),
    **_family("lineage", "b: b cell, b lineage, b precursor, precursor b cell, precursor b | t: t cell, t lineage"
              "| nk: nk cell, natural killer cell"),
    **_family("side", "left: left, left sided | right: right, right sided | bilateral | unilateral"),
    **_family("level", "upper | lower"),
    **_family("spine", "lumbar | cervical | thoracic | sacral"),
    **_family("origin", "congenital | acquired | hereditary: hereditary, inherited, familial | sporadic | idiopathic"
              "| primary | secondary"),
    **_family("age", "child: pediatric, childhood, child, juvenile, juvenile onset, infantile, adolescent, neonatal"
              "| adult: adult, adult onset, late onset | elderly: elderly, senile"),
    **_family("growth", "benign | malignant"),
    **_family("control", "controlled: controlled, well controlled"),
    **_family("control", "controlled: uncontrolled, poorly controlled, inadequately controlled", negated=True),
    **_family("compensation", "compensated"),
    **_family("compensation", "compensated: decompensated, uncompensated", negated=True),
    **_family("serology", "positive: seropositive"), **_family("serology", "positive: seronegative", negated=True),
    **_family("stability", "stable"), **_family("stability", "stable: unstable", negated=True),
    **_family("symptoms", "symptomatic"), **_family("symptoms", "symptomatic: asymptomatic", negated=True),
    **_family("complications", "complicated"), **_family("complications", "complicated: uncomplicated", negated=True),
    **_family("activity", "active"), **_family("activity", "active: inactive, latent, quiescent", negated=True),
    **_family("reversibility", "reversible"), **_family("reversibility", "reversible: irreversible", negated=True),
    **_family("season", "seasonal | perennial"),
    **_family("rhythm", "paroxysmal | persistent | permanent"),
    **_family("angle", "open: open angle | closed: closed angle, angle closure"),
    **_family("ejection", "reduced: reduced ejection fraction | preserved: preserved ejection fraction"),
    **_family("castration", "sensitive: castration sensitive, hormone sensitive | resistant: castration resistant,"
              "castrate resistant, hormone refractory"),
    **_family("platinum", "sensitive: platinum sensitive | resistant: platinum resistant, platinum refractory"),
    **_family("stroke", "ischemic | hemorrhagic"),
    **_family("phase", "chronic: chronic phase | accelerated: accelerated phase | blast: blast crisis, blast phase"),
    "acute on chronic": (("course", "acute", False), ("course", "chronic", False)),
    "triple negative": (("marker", "er", True), ("marker", "pr", True), ("marker", "her2", True)),
}  # fmt: skip

NUMBERED = frozenset({"type", "stage", "grade", "genotype"})

NO_MODIFIER_BEFORE: Mapping[str, frozenset[str]] = {
    "early": frozenset("morning detection diagnosis treatment intervention phase life mobilization access".split()),
    "acute": frozenset("care phase effect".split()),
    "advanced": frozenset("age practice imaging technology directive life care navigation".split()),
    "primary": frozenset("care outcome endpoint end objective language caregiver sclerosing biliary".split()),
    "secondary": frozenset("outcome endpoint end objective to school".split()),
    "active": frozenset("treatment drug control comparator ingredient".split()),
    "critical": frozenset("care".split()),
    "right": frozenset("to of ventricular heart".split()),
    "left": frozenset("ventricular heart untreated".split()),
    "child": frozenset("bearing pugh care".split()),
    "stable": frozenset("dose regimen medication".split()),
    "upper": frozenset("limit".split()),
    "risk": frozenset("for of factor".split()),
    "lower": frozenset("limit than back".split()),
}


def _pairs(text: str) -> frozenset[frozenset[str]]:
    """ "a ~ b c; d ~ e": a excludes b and c, d excludes e; "_" is a blank inside a value."""
    pairs = set()
    for group in text.split(";"):
        one, _, others = group.partition("~")
        pairs |= {frozenset({one.strip().replace("_", " "), other.replace("_", " ")}) for other in others.split()}
    return frozenset(pairs)


INCOMPATIBLE: Mapping[str, frozenset[frozenset[str]]] = {
    "severity": _pairs("mild ~ moderate severe very_severe; moderate ~ severe very_severe"),
    "course": _pairs("acute ~ chronic; subacute ~ chronic; episodic ~ chronic"),
    "line": _pairs("new ~ relapsed refractory pretreated; untreated ~ relapsed refractory pretreated"),
    "form": _pairs(
        "remitting ~ primary_progressive secondary_progressive; primary_progressive ~ secondary_progressive"
    ),
    "stage": _pairs(
        "early ~ locally_advanced advanced metastatic end 4; localized ~ advanced metastatic end 4; "
        "locally_advanced ~ metastatic; 0 ~ locally_advanced advanced metastatic; "
        "1 ~ locally_advanced advanced metastatic; "
        "2 ~ metastatic"
    ),
    "extent": _pairs("limited ~ extensive"),
    "level of grade": _pairs("low ~ intermediate high; intermediate ~ high"),
    "risk": _pairs("low ~ intermediate high; standard ~ high; intermediate ~ high"),
    "side": _pairs("left ~ right; unilateral ~ bilateral"),
    "level": _pairs("upper ~ lower"),
    "spine": _pairs("lumbar ~ cervical thoracic; cervical ~ thoracic sacral"),
    "origin": _pairs(
        "congenital ~ acquired; hereditary ~ sporadic acquired; primary ~ secondary; idiopathic ~ secondary"
    ),
    "age": _pairs("child ~ adult elderly"),
    "growth": _pairs("benign ~ malignant"),
    "season": _pairs("seasonal ~ perennial"),
    "rhythm": _pairs("paroxysmal ~ persistent permanent"),
    "angle": _pairs("open ~ closed"),
    "ejection": _pairs("reduced ~ preserved"),
    "castration": _pairs("sensitive ~ resistant"),
    "platinum": _pairs("sensitive ~ resistant"),
    "stroke": _pairs("ischemic ~ hemorrhagic"),
    "phase": _pairs("chronic ~ accelerated blast; accelerated ~ blast"),
}

IMPLIED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("severity", "very severe"): ("severe",),
    ("line", "relapsed"): ("pretreated",),
    ("line", "refractory"): ("pretreated",),
    ("line", "untreated"): ("new",),
    ("stage", "metastatic"): ("advanced",),
    ("stage", "locally advanced"): ("advanced",),
    ("stage", "4"): ("advanced", "metastatic"),
    ("stage", "1"): ("early",),
    ("age", "elderly"): ("adult",),
}

MARKER_NAMES: Mapping[str, str] = {
    "estrogen receptor": "er", "oestrogen receptor": "er", "progesterone receptor": "pr", "hormone receptor": "hr",
    "androgen receptor": "ar", "human epidermal growth factor receptor 2": "her2", "her 2": "her2", "her2 neu": "her2",
    "human epidermal growth factor receptor type 2": "her2", "philadelphia chromosome": "ph", "philadelphia": "ph",
    "rheumatoid factor": "rf", "pd l1": "pd l1", "hiv": "hiv", "smear": "smear", "p16": "p16",
}  # fmt: skip

MARKER_STATES: Mapping[str, tuple[str, bool]] = {
    "positive": ("", False), "negative": ("", True), "pos": ("", False), "neg": ("", True),
    "mutant": ("changed", False), "mutated": ("changed", False), "rearranged": ("changed", False),
    "wild": ("changed", True), "unmutated": ("changed", True), "amplified": ("changed", False),
}  # fmt: skip
