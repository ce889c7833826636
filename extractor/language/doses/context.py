"""What the words around an amount say of it: no dose at all (laboratory value, threshold, sample), a bound, a role."""

import re

from extractor.language.doses.amounts import Amount
from extractor.language.doses.words import is_drug_word

__all__ = ["Bounds", "bounds_of", "is_dose", "role_of"]

Bounds = tuple[float | None, float | None]

_COMPARED = re.compile(
    r"(?:[<>≤≥＜＞⩽⩾≦≧]|\\[<>]|=<|less than|greater than|more than|higher than|lower than|fewer than|below"
    r"|above|exceeding|exceeds?|"
    r"(?:or )?equal to|or =|over|between)\s?=?\s?(?:or (?:equal to|=)\s?)?$",
    re.I,
)
_UP_TO = re.compile(
    r"(?:\bup to(?: a)?(?: total| maximum| max\.?)?(?: daily)?(?: dose| dosage)?(?: of)?|\bmax(?:\.|imum"
    r"|imal)?(?:,|:)?(?: total| allowed| permitted| "
    r"single| recommended)?(?: daily)?(?: dose| dosage| amount| volume)?(?: is| was| of|:| ?=| to"
    r"| will be)*(?: up to)?|\bnot (?:to )?exceed(?:ing)?(?: a)?"
    r"(?: total| maximum)?(?: daily)?(?: dose)?(?: of)?|\bno more than|\bnot more than|\bdoes? not exceed"
    r"|\blimited to|\bcapped at|\bat most"
    r"|\bwithout exceeding|\bceiling (?:dose )?of)\s?$",
    re.I,
)
_AT_LEAST = re.compile(
    r"(?:\bat least|\bno less than|\bnot less than|\bminimum(?: dose)?(?: of)?|≥|>="
    r"|\\>=)\s?$",
    re.I,
)
_DOSED = re.compile(
    r"\b(?:dos(?:e|es|ed|age|ing)|given|receiv\w+|administer\w*|inject\w*|tak(?:e|es|en"
    r"|ing)|treated|infus\w*|titrat\w*)\b",
    re.I,
)
_LABORATORY = re.compile(
    r"\b(?:ha?emoglobin|hgb|hb|creatinine|bilirubin|albumin(?!-)|glucose|glyc\w+|platelets?|neutrophils?"
    r"|anc|wbc|leu[ck]ocytes?|clearance|e?gfr|lvef|"
    r"fev1?|hba1c|bmi|weigh\w*|weight|height|tumou?r|diameter|urine|proteinuria|urinary|ferritin"
    r"|cholesterol|triglycerides?|ldl\S*|hdl\S*|(?<!dose )levels?(?! ?[-–(\d])|titers?|"
    r"titres?|viral load|rna|dna|psa|crp|calcium|potassium|magnesium|sodium|phosph\w+|urea|bun|alt|ast"
    r"|uric|lactate|bnp|troponin|d-dimer|"
    r"testosterone|estradiol|fsh|lh|tsh|cortisol|afp|cea|ca-?\d+|hcg|igg|ige|iga|25-?\W?oh\W?d?|vitamin d"
    r"|saturation|spo2|sao2|fio2|fibrinogen|"
    r"cmax|ctrough|trough|serum|plasma|cell counts?|count|residual|output|cet|threshold|fever|lipase"
    r"|uge\S*|excret\w+|amylase|alcohol|ethanol|drinks?|"
    r"blood loss|protein|haptoglobin|ldh|cd4\S*|cd3\S*|blasts?|hemat\w+|haemat\w+|glomerular|oxygen"
    r"|carbon monoxide)\b",
    re.I,
)
# Analytes that are given too, and words that tell that they are measured or eaten.
_GIVEN = re.compile(
    r"albumin|glucose|calcium|potassium|magnesium|sodium|phosph(?:ates?|orus)|urea|testosterone|estradiol"
    r"|vitamin d|protein|fibrinogen|igg",
    re.I,
)
_MEASURED = re.compile(
    r"\b(?:urin\w*|excret\w*|serum|plasma|intakes?|diet\w*|output|clearance|levels?|loss\w*|concentration|24[- ]?h\w*"
    r"|production|requirements?|turnover|uptake|utili[sz]ation|disposal)\b",
    re.I,
)
_SAMPLE = re.compile(
    r"\b(?:samples?|sampled|specimens?|aliquots?|tubes?|drawn|draws?|collect\w*|venous blood|whole blood"
    r"|blood volume|urine|sputum|voided?|residual|tidal|"
    r"blood loss|drained|aspirat\w+|withdrawn|phlebotomy|venipuncture|volume of blood|blood samples?"
    r"|estimated blood|hematoma|haematoma|"
    r"ha?emoptysis|bleeding|cigarettes?|vap(?:e|ing)|smok\w+|fev1?|stroke|infarct\w*|lesions?"
    r"|tumou?r volume|prostate (?:size|volume)|gland|effusion|balloon|capacity|alcohol)\b",
    re.I,
)
_TOOL = re.compile(
    r"[ ]?(?:,[ ]?)?(?:\d{2}[ ]?G\b|luer |disposable |plastic |insulin )?(?:syringes?"
    r"|needles?|tubes?|catheters?|gauge|bags? of blood|"
    r"(?:or more |or less |of |bright red |fresh |venous |whole |peripheral |fasting "
    r"|arterial ){0,4}(?:blood|urine|csf|serum|plasma)\b|(?:venous |whole |peripheral "
    r"|capillary )?blood\b"
    r"|per (?:mole|decilit)|(?:of )?(?:alcohol|beer|wine|spirits?|drinks|packed"
    r"|red (?:blood )?cells|prbc|platelets)\b|of (?:packed|red|alcohol|ethanol"
    r"|pure alcohol)\b)",
    re.I,
)
# What a centrifuge does to a sample: "at 2000 g".
_SPUN = re.compile(r"\b(?:centrifug\w*|spun|rcf|pellet(?:ed|ing)?|supernatants?)\b", re.I)
_TOLERANCE = re.compile(r"(?:±|\+[ ]?/?[ ]?[-−–])[ ]?$")
_IN = re.compile(r"\b(?:in|into|with|to)[ ](?:an? |about |approximately |the )?$", re.I)
_DISSOLVED = re.compile(
    r"\b(?:diluted|dissolved|reconstituted|suspended|dilution|dissolve|dilute)[ ](?:in|into|with|to|up to)[ ]"
    r"(?:an? |about |approximately )?(?:total (?:volume )?of |final volume of )?$",
    re.I,
)
_FLUID = re.compile(
    r"[ ](?:of[ ])?(?:\d[\d.,]{0,4}[ ]?%[ ])?(?:(?:normal|sterile|isotonic|physiologic(?:al)?|distilled|tap)"
    r"[ ]){0,2}(?:saline|water|dextrose|glucose|nacl|sodium chloride|ringer|ns\b|d5w|juice|milk|solution)",
    re.I,
)
_FORMULA = (
    r"\w*caine|saline|sodium|nacl|dextrose|glucose|chlorhexidine|chx|povidone|iodine|betadine|peroxide"
    r"|atropine|tropicamide|pilocarpine|"
    r"cream|gel|ointment|solutions?|lotion|drops?|emulsion|foam|shampoo|sprays?|pastes?|varnish|mouthwash"
    r"|mouth rinse|hypochlorite|naocl|"
    r"\w*flurane|albumin|mannitol|suspension|ophthalmic|\w+azole|minoxidil|\w*tretinoin|acid|timolol"
    r"|\w+prost|bicarbonate|hydrogel|silver|fluoride|"
    r"bleach|serum|patch|hydrocortisone|\w+sone|\w+mycin|sulfate|sulphate|edta|ringer\w*|lipid|intralipid"
    r"|sucrose|formaldehyde|formalin|phenol|"
    r"glycerin|urea|capsaicin|menthol|lidocaine|imiquimod|\w+nide|\w+curium|oxide|w/v|w/w|\w+olimus"
    r"|podophyl\w+|tca|epinephrine|hypertonic|isotonic"
)
_FORMULA_NEAR = re.compile(rf"[ ]?(?:\(?w/[vw]\)?[ ])?(?:of[ ])?(?:[A-Za-z-]{{1,24}}[ ]){{0,2}}?(?:{_FORMULA})\b", re.I)
_FORMULA_BEFORE = re.compile(rf"\b(?:{_FORMULA})[ ]?(?:[A-Za-z-]{{1,16}}[ ]?){{0,2}}[ (,:]{{0,3}}$", re.I)
_PREPARED = re.compile(
    r"\b(?:solution|vials?|concentrations?|injections?|syringes?|ampoules?|suspension|oral|drops"
    r"|infusions?|formulation|contain\w*|strength|"
    r"syrup|elixir|bottles?|diluted|dissolved|prepared|mixed|mixture|cream|gel|ointment|eye|intra\w+"
    r"|bolus|inject\w*|via|kit|product|each|"
    r"administer\w*|dose|cartridge|pen|pump|drug|epidural|spinal|saline|placebo)\b",
    re.I,
)
_PERCENT_OF = re.compile(
    r"[ ]?(?:of|reduction|increase|decrease|change|confidence|CI|or|and|to|more|less"
    r"|in|for|compared|on|with|power|higher|lower|"
    r"improvement|probability|chance|risk|predicted|fraction|body|loss|weight)\b",
    re.I,
)
_CONSTRAINT = re.compile(
    r"(?:\b(?-i:[VD])(?:max|mean|min|[ _]?\d{1,3}(?!\d)%?)|mean|constraint\w*"
    r"|threshold|organs? at risk|cord|isodose)[^.;\n]{0,24}$",
    re.I,
)
_LAB_OVER = frozenset(
    "dl mm3 mm³ ul µl μl hpf mol mmol g gm mg cr creatinine cmm mm2 mmhg pg field cumm ng kcal cm3 mm m3 m³ month year "
    "years months cell cells".split()
)
_PER_VOLUME = frozenset(("mL", "L"))
_FORMS = frozenset(
    "tablet pill capsule puff inhalation drop patch spray vial ampoule sachet teaspoon tablespoon".split()
)
_OF_LABORATORY = frozenset(("mmol", "ppm", "mEq", "umol", "nmol", "pg"))
_NOT_PREPARED = frozenset(("ng", "pg", "cells", "mmol", "umol", "nmol", "CFU"))
_COUNTS = frozenset(("cells", "vg", "vp"))

_SAME = r"(?:(?!\b(?:and|or|plus|then|followed|after)\b)[^;\n])"  # one character of the same clause
_ROLE_BEFORE = (
    (
        "strength",
        re.compile(
            r"\b(?:(?:tablets?|capsules?|vials?|pens?|syringes?)(?: strengths?)? of|strengths? (?:of|is|:))[ ]?$", re.I
        ),
    ),
    ("placebo", re.compile(r"\bplacebo\s?(?:\(|,|:)?\s?$", re.I)),
    (
        "maximum",
        re.compile(
            r"\b(?:max\.?|maxim(?:um|al)|highest|MTD|ceiling"
            r"|target maximum)(?: [\w-]{1,14}){0,4}[ :=(]{0,3}$|\bup to[^.;\n]{0,16}$",
            re.I,
        ),
    ),
    (
        "starting",
        re.compile(
            r"\b(?:starting|initial(?:ly)?|start(?:s|ed)?(?= (?:at|on|with|dose|from|to))|initiated?(?= (?:at"
            r"|with|on))|begin(?:s|ning)?(?= (?:at|with|on))|"
            r"first dose|lead-in|start on|begun)\b[^.;\n]{0,90}$",
            re.I,
        ),
    ),
    ("loading", re.compile(r"\bloading\b[^.;\n]{0,50}$", re.I)),
    ("maintenance", re.compile(r"\bmaintenance\b[^.;\n]{0,70}$", re.I)),
    (
        "cumulative",
        re.compile(
            r"\b(?:total(?! (?:of )?\d+ (?:doses|cycles))|cumulative|altogether"
            r"|sum)(?: [\w-]{1,14}){0,4}[ :=(]{0,3}$",
            re.I,
        ),
    ),
    (
        "level",
        re.compile(
            r"\b(?:[Dd]ose [Ll]evel|DL)[ -]?\d{0,2}\b[^;\n]{0,50}$"
            r"|\b[Dd]ose [A-H1-9] ?[:(=]\s?$"
        ),
    ),
)
_ROLE_BEHIND = (
    ("loading", re.compile(rf"[ ](?:IV )?loading\b|{_SAME}{{0,60}}?\b(?:loading dose|load\b)", re.I)),
    ("starting", re.compile(rf"{_SAME}{{0,60}}?(?:\(lead-in\)|\b(?:starting|initial) dose)", re.I)),
    (
        "maximum",
        re.compile(
            r"(?:[ ][\w-]{1,14}){0,1}[ ](?:\(?(?:is the )?max(?:imum|imal)?\b"
            r"(?![ .:]{0,2}(?:of |dose |daily |total ){0,4}\d)|at most|of maximal)",
            re.I,
        ),
    ),
    (
        "cumulative",
        re.compile(
            r"[ ,]{0,2}(?:\(?in total|overall\b|total(?=[ ]?(?:$|[.,;)]|daily\b|dose\b))|(?:daily )?(?:in|divided (?:in"
            r"|into)) (?:two|three|four|2|3|4) (?:divided )?doses|divided (?:[btq]\.?i\.?d|q\d{1,2}h|every \d))",
            re.I,
        ),
    ),
    ("level", re.compile(r"[^.;,\n]{0,20}\([Dd]ose [Ll]evel", re.I)),
)
_FRACTIONS = re.compile(
    r"[^.;\n]{0,30}?(?:\b(?:in|over|given in)|/)[ ]?\d{1,2}[ ]?(?:daily )?(?:fractions?"
    r"|fx|f)\b|[ (（]{1,3}\d[\d.]*(?:-[\d.]+)?[ ]?Gy[ ]?/[ ]?(?:fx|fr)",
    re.I,
)
_IN_FORM = re.compile(
    r"[ ]?(?:/[ ]?(?:tab|tablet|capsule|cap|vial|pill|sachet|packet|bag|bottle|can|pack|stick|ampou?le)s?\b"
    r"|[ ]?\([\d.]+[ ]?m[lL]\)[ ](?:single-(?:use|dose)[ ])?(?:vial|pen|syringe|ampoule)s?\b|(?:hard |film-coated "
    r"|oral |soft |extended[- ]release )*(?:capsules|tablets)\b)",
    re.I,
)
_IN_VIAL = re.compile(
    r"[^;\n]{0,40}?\b(?:single-dose |glass |multi-dose )?(?:vials?|ampoules?|prefilled"
    r"|pre-filled|pen)\b",
    re.I,
)


def bounds_of(text: str, amount: Amount) -> tuple[Bounds, bool]:
    """(low, high) as the words before the amount make them, and whether they say "up to"."""
    before = text[max(0, amount.start - 60) : amount.start]
    if _UP_TO.search(before):
        return (None, amount.high), True
    if _AT_LEAST.search(before):
        return (amount.low, None), False
    return (amount.low, amount.high), False


def is_dose(text: str, amount: Amount) -> bool:
    """Whether the amount is a dose, not an age, a weight, a laboratory value, a threshold or a sample."""
    clause = re.split(r"[;\n]|\.\s", text[max(0, amount.start - 60) : amount.start])[-1]
    behind = text[amount.end : amount.end + 48].split("\n")[0]
    if _TOLERANCE.search(clause) or _diluent(clause, behind, amount):
        return False
    if not amount.high or amount.unit == "kg" or (amount.unit == "mL" and amount.high > 5000):
        return False
    if amount.over.lower() in _LAB_OVER or _TOOL.match(behind):
        return False
    if amount.unit == "syringe" or (amount.unit in _COUNTS and amount.high < 1000 and not amount.repaired):
        return False
    if amount.unit in ("U", "g", "ng", "pg") and re.search(
        r"\b(?:alcohol|birth ?weight|birth weight|psa"
        r"|weighing)\b",
        clause,
        re.I,
    ):
        return False
    if amount.unit == "g" and _is_force(text, amount):
        return False
    if amount.unit in _FORMS and (amount.high > 100 or _SAMPLE.search(clause)):
        return False
    if amount.unit == "%":
        return _is_concentration(clause, behind)
    if _COMPARED.search(clause) and not _bound_is_dose(clause, amount):
        return False
    if _PER_VOLUME & set(amount.per):
        return _is_preparation(clause, behind, amount)
    if amount.unit in ("mL", "L", "uL") and not _volume_given(clause, behind, amount):
        return False
    if amount.unit in ("Gy", "cGy"):
        return not _CONSTRAINT.search(clause)
    near = clause[-34:]
    measured = bool(amount.per) or amount.unit in _OF_LABORATORY
    analytes = _LABORATORY.findall(near) if measured and not _DOSED.search(near) else []
    return not analytes or (
        amount.unit not in ("nmol", "umol", "pg", "ppm")
        and all(_GIVEN.fullmatch(analyte) for analyte in analytes)
        and not _MEASURED.search(clause + behind[:30])
    )


def _is_force(text: str, amount: Amount) -> bool:
    """Whether grams are multiples of gravity: a sample is spun in the same sentence, or "x g" is written."""
    before = re.split(r"\.\s|\n", text[max(0, amount.start - 160) : amount.start])[-1]
    behind = re.split(r"\.\s|\n", text[amount.end : amount.end + 60])[0]
    return bool(
        _SPUN.search(before) or _SPUN.search(behind) or re.search(r"[x×]\s?g$", text[amount.start : amount.end])
    )


def _diluent(clause: str, behind: str, amount: Amount) -> bool:
    """Whether a volume is what an agent is dissolved in ("in 100 mL of saline")."""
    return amount.unit in ("mL", "L") and (
        _DISSOLVED.search(clause) is not None or (_IN.search(clause) is not None and _FLUID.match(behind) is not None)
    )


def _bound_is_dose(clause: str, amount: Amount) -> bool:
    if amount.unit in ("Gy", "cGy"):
        return bool(_AT_LEAST.search(clause))
    if _UP_TO.search(clause) or re.search(r"\bbetween\s?$", clause, re.I):
        return not _LABORATORY.search(clause[-40:])
    return bool(
        re.search(
            r"\b(?:not|no|without|dose of|doses of)\s(?:\w+\s)?(?:[<>≤≥]|\w+ than|exceeding"
            r"|exceeds?|above|over|)\s?=?\s?$",
            clause,
            re.I,
        )
    )


def _is_concentration(clause: str, behind: str) -> bool:
    if _COMPARED.search(clause):
        return False
    if _FORMULA_NEAR.match(behind):
        return not (_PERCENT_OF.match(behind) and not behind.lstrip().lower().startswith("of"))
    return _FORMULA_BEFORE.search(clause) is not None and not _PERCENT_OF.match(behind)


def _is_preparation(clause: str, behind: str, amount: Amount) -> bool:
    """Whether a mass per volume is a product's concentration, not one in blood."""
    if amount.unit in _NOT_PREPARED or "min" in amount.per or (amount.unit == "g" and "L" in amount.per):
        return False
    if _LABORATORY.search(clause):
        return False
    named = any(is_drug_word(word.strip("(),:")) for word in clause.split()[-3:])
    return named or bool(_PREPARED.search(clause) or _PREPARED.search(behind))


def _volume_given(clause: str, behind: str, amount: Amount) -> bool:
    if amount.unit == "L" and ("min" in amount.per or not re.match(r"[ ](?:of|PEG|polyethylene|oral)\b", behind)):
        return False
    if _SAMPLE.search(clause[-40:]) or _SAMPLE.search(behind[:28]):
        return False
    if "min" in amount.per and not re.search(r"\b(?:rate|infus\w*|flow|pump|inject\w*)\b", clause, re.I):
        return False
    return not (amount.per and _LABORATORY.search(clause[-40:]) and not _DOSED.search(clause))


def role_of(text: str, amount: Amount, start: int, end: int) -> str | None:
    """The role that words between `start` and `end` give the amount; None if they give none."""
    before, behind = text[start : amount.start], text[amount.end : end]
    if amount.unit == "%" or _PER_VOLUME & set(amount.per):
        return "concentration"
    if amount.unit in ("Gy", "cGy") and "dose" not in amount.per and (_FRACTIONS.match(behind) or amount.low >= 20):
        return "cumulative"
    if amount.unit not in _FORMS and _IN_FORM.match(behind):
        return "strength"
    if amount.of_volume is not None and _IN_VIAL.match(text, amount.of_volume, amount.of_volume + 60):
        return "strength"
    for role, pattern in _ROLE_BEFORE:
        if pattern.search(before):
            return role
    return next((role for role, pattern in _ROLE_BEHIND if pattern.match(behind)), None)
