"""Names that hold several agents: "docetaxel + cisplatin" against products and regimens that have one name."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractor.language.arms.product_kinds import INN_STEM, product_kind

_JOINT: Final = re.compile(
    r"\s*(?:\+|＋|&|;|[,，](?!\d)|\b(?:and|plus|with|combined with|(?:in )?combination with|together with)\b)\s*", re.I
)
_BRACKETED: Final = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
_ONE_THING: Final = re.compile(
    r"(?i)\b(?:or|vs\.?|versus|without|matching|placebos?|vaccines?|fixed[- ](?:dose|ratio)|FDC|co-?formulat\w+"
    r"|single[- ](?:pill|tablet)"
    r"|combination (?:tablet|capsule|pill|cream|ointment|product)|kit|w/o)\b|and/or|\bwith/|->|→"
)
# Partners that are sold in one product with what they are named beside.
_PARTNER: Final = re.compile(
    r"(?i)\b(?:clavulan\w*|\w+bactam|carbidopa|benserazide|entacapone|cilastatin|sulfamethoxazole|trimethoprim"
    r"|hyaluronidase|rHuPH20|cobicistat"
    r"|ritonavir|hydrochlorothiazide|prilocaine|tenofovir\w*|emtricitabine|lamivudine|velpatasvir|ledipasvir"
    r"|ivacaftor|tezacaftor|formoterol"
    r"|vilanterol|umeclidinium|salmeterol|indacaterol|glycopyrr\w+|epinephrine|adrenaline|estradiol|drospirenone"
    r"|levonorgestrel|norethin\w+"
    r"|naloxone|tipiracil|gimeracil|oteracil|proguanil|lumefantrine|piperaquine|valsartan|amlodipine|pyrimethamine"
    r"|sodium|potassium|calcium"
    r"|magnesium|chloride|bicarbonate|vitamin|samidorphan|bupropion|dextromethorphan|amphotericin)\b"
)
_FORM: Final = re.compile(
    r"(?i)\b(?:\d[\d.,]*\s?(?:mg|g|mcg|ug|µg|mL|IU|U|%|Gy|AUC)?(?:/\w+)*|oral(?:ly)?|intravenous(?:ly)?"
    r"|subcutaneous(?:ly)?|IV|SC|PO|IM|injections?|injectable"
    r"|infusion|tablets?|capsules?|solution|suspension|powder|for|of|low|high|dose|doses|standard|liposomal|liposome"
    r"|pegylated|nab|co-administration"
    r"|concurrent|sequential|maintenance|induction|combination|combined|hydrochloride|mesylate|acetate|citrate"
    r"|phosphate|sulfate|maleate|in)\b|[®™*]"
)
_GENERIC: Final = re.compile(
    r"(?i)\b(?:chemo\w*|therap\w+|treatments?|surg\w+|radi\w+|care|supportive|regimens?|exercis\w+|diets?|groups?"
    r"|arms?|cohorts?|agents?|inhibitors?|antibod\w+"
    r"|drugs?|steroids?|others?|water|saline|glucose|dextrose|food|meals?|blood|oxygen|lasers?|lights?|stimulation"
    r"|taping|tape|massage|training|program\w*"
    r"|blocks?|an(?:a)?esthe\w+|catheters?|devices?|control|usual|routine|conventional|transplant\w*|questionnaires?"
    r"|imaging|scans?|samples?|sampling|class|days?"
    r"|weeks?|cycles?|level|active|immunotherapy|vehicle|gel|cream|ointment|patch|procedures?|medic\w+|management"
    r"|doublet|triplet|single|dual|acid|extract)\b"
)
_CODE: Final = re.compile(r"\b[A-Z]{2,6}-?[A-Z]?\d{2,7}[A-Z]?\b|\b\d-FU\b|\bS-1\b|\b[A-Z]\d-\d{3,}\b")
_DRUG_ENDING: Final = re.compile(
    r"(?i)^[a-z]{3,}(?:amide|amine|azine|idine|adine|abine|urine|mide|poside|phamide|darone|done|fen|phen|xane|tecan"
    r"|relin|relix|tide|cin|xin|pine|pril|lone|sone"
    r"|tamol|olol|statin|sartan|oxin|azole|idol|prim|curium|tant|nabol|fil|vudine|tere|zine|dine|line|lamine"
    r"|phylline|parin|stine|relbine|sulfan|phalan|oxide"
    r"|trol|formin|zide|mycin|xyl|profen|fovir|bine|vorin|thioprine|purine|tretinoin|azide|tropin|poetin|grastim"
    r"|leukin|feron|globulin|fentanyl|domide|trigine|denib|citidine|rasib|sertib|midine)$"
    r"|^(?:ketamine|morphine|aspirin|heparin|insulin|caffeine|fentanyl|warfarin|propofol|interleukin-\d+)$"
)
_DIVIDER: Final = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class NamedAgent:
    """One agent of a name, `text[start:end]`."""

    start: int
    end: int
    text: str


def combined_agents(name: str, *, known: Collection[str] = ()) -> list[NamedAgent]:
    """The agents that a name joins, two or more; none where it names one agent, one product or alternatives.

    `known` are names that are agents by other evidence (abbreviations that the document spells out, names registered on
    their own). An agent is else told by an INN stem, a usual ending, or a code.

    >>> [a.text for a in combined_agents("Docetaxel + cisplatin")]
    ['Docetaxel', 'cisplatin']
    >>> combined_agents("sacubitril/valsartan"), combined_agents("Aspirin and matching placebo")
    ([], [])
    """
    bare = _blanked(_blanked(name))
    joints = list(_JOINT.finditer(bare))
    if not joints or _ONE_THING.search(bare) or _PARTNER.search(bare):
        return []
    folded = {word.casefold() for word in known if not _is_generic(word)}
    agents: dict[str, NamedAgent] = {}
    at = 0
    for joint in [*joints, None]:
        end = joint.start() if joint else len(bare)
        piece = bare[at:end]
        start = at + len(piece) - len(piece.lstrip())
        if _is_agent(piece.strip(), folded):
            agents.setdefault(piece.strip().casefold(), NamedAgent(start, start + len(piece.strip()), piece.strip()))
        at = joint.end() if joint else end
    return list(agents.values()) if len(agents) > 1 else []


# The names of a document share those that are known.
@lru_cache(maxsize=1024)
def _is_generic(word: str) -> bool:
    return _GENERIC.search(word) is not None


def _blanked(name: str) -> str:
    """A name with its innermost brackets blank, at equal length."""
    return _BRACKETED.sub(lambda match: " " * len(match[0]), name)


def _is_agent(piece: str, known: Collection[str]) -> bool:
    """Whether a piece of a name is an agent of its own: few words, one of which shows it."""
    if piece.casefold() in known:
        return True
    core = " ".join(_FORM.sub(" ", piece).split())
    if not core or len(core.split()) > 3 or _is_generic(core):
        return False
    if core.casefold() in known or INN_STEM.search(core) or _CODE.search(core):
        return True
    shown = product_kind(core)
    return bool(shown and shown.kind == "cells") or any(_DRUG_ENDING.match(word) for word in _DIVIDER.split(core))
