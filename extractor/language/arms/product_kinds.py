"""What a name names: cells, a vaccine or a gene therapy; a drug; a device; an operation; a behavioural intervention."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

ProductKind = Literal["cells", "vaccine", "gene therapy", "device", "procedure", "behaviour", "drug"]

# INN stems (WHO "The use of stems in the selection of INN", 2018) that end no common English word.
INN_STEMS: Final = (
    "mab tinib ciclib parib rafenib lisib zomib platin taxel rubicin statin sartan prazole conazole dipine gliptin "
    "gliflozin glutide cillin mycin floxacin cycline tegravir previr buvir ciclovir caine triptan setron oxetine "
    "lukast semide thiazide dronate parin grel xaban gatran fibrate [^a]pril profen coxib azepam barbital limus "
    "mustine trexate trexed citabine fungin methasone nisolone tropium azosin olol afil orphan ampanel gepant "
    "metinib cept kinra stim"
).split()
INN_STEM: Final = re.compile(rf"(?i)\b(?!(?:april|devoir|reservoir|souvenir)\b)[a-z]{{2,}}(?:{'|'.join(INN_STEMS)})\b")
_CELL_KINDS = (
    r"(?:CAR|TCR|T|B|NK|CIK|DC|TIL|stem|stromal|dendritic|killer|progenitor|mononuclear|islet|epithelial|Schwann"
    r"|marrow|immune"
    r"|lymphoid|myeloid|Treg|CD\d+\+?)"
)
_CELLS: Final = re.compile(
    rf"(?i)\b(?:CAR\d*-?\s?(?:T|NK)\b(?:[- ]cells?\b)?|[A-Z]*CAR-?T\b(?:[- ]cells?\b)?"
    rf"|{_CELL_KINDS}[- ]cells?\s(?:therapy|infusion|product|suspension|injection|transfusion)\b"
    r"|(?<!small )(?:cells|lymphocytes|fibroblasts|keratinocytes|chondrocytes|hepatocytes|myoblasts)\b"
    r"|(?:cell|lymphocyte|leukocyte)\s(?:therapy|infusion|product|suspension|injection|transfusion)\b)"
)
_VACCINE: Final = re.compile(r"(?i)\bvaccines?\b")
_GENE: Final = re.compile(
    r"(?i)\b(?:gene\s(?:therapy|transfer)|oncolytic\s(?:virus|adenovirus|herpes\w*|vaccinia\w*)|AAV\d{1,2}[- ]\w+"
    r"|r?AAV\svector|lentiviral\svector)\b"
)
_BIOLOGICAL: Final[dict[ProductKind, re.Pattern[str]]] = {"vaccine": _VACCINE, "gene therapy": _GENE, "cells": _CELLS}
# Words that make what follows the aim of the product, not the product.
_AIMED: Final = re.compile(
    r"(?i)(?:\b(?:against|for|to|from|on|before|after|prior to|following|targeting|anti|depleting|mobili[sz]\w+"
    r"|stimulating|of other)\b|anti-)[^,;+]{0,40}$"
)
_ABOUT: Final = re.compile(
    r"(?i)\b(?:education\w*|reminders?|hesitancy|information|counsel\w*|messag\w+|booklet|messages?|video|decision"
    r"|uptake|inhibitors?"
    r"|engagers?|antibod\w+|conditioning|mobili[sz]\w+|depletion|collection|apheresis|transplant\w*|derived|free"
    r"|salvage|saver"
    r"|count|culture|exosomes?|lysate|secretome|medium|placebo)\b"
)
_HEADS: Final[dict[ProductKind, re.Pattern[str]]] = {
    "device": re.compile(
        r"(?i)(?:\b(?:mobile|smart-?phone|phone|web|software|tablet|computer|digital)[- ](?:based\s)?(?:apps?"
        r"|applications?|game|platform|programs?)"
        r"|\bapps?|\bsoftware|\bwearables?|\b(?:smartphone|smartwatch|sensors?|monitor|holter|accelerometer"
        r"|actigraph|cage|prosthesis|catheter|brace"
        r"|splint|orthosis|insoles?|pacemaker|stimulator|neurostimulator|ventilator|respirator|headset|goggles|robot"
        r"|screws?|suture|stapler"
        r"|hearing aids?|tourniquet|devices?|disc replacement|digital therapeutics?|game|interbody device"
        r"|bone graft substitute))$"
    ),
    "procedure": re.compile(
        r"(?i)(?:\b[a-z]{4,}(?:ectomy|otomy|ostomy|plasty|odesis|centesis)|\bsurgery|\b(?:surgical|tumou?r|liver"
        r"|bowel|radical)\sresection"
        r"|\b(?:spinal|lumbar|cervical|interbody|vertebral|discectomy)(?:\sand)?\sfusion|\b(?:transplantation"
        r"|arthrodesis|amputation|lymph node dissection"
        r"|biopsy|catheteri[sz]ation|bypass grafting))$"
    ),
    "behaviour": re.compile(
        r"(?i)(?:\bmindfulness(?:[- ][a-z]+){0,3}|\b(?:cognitive[- ]behaviou?r(?:al)?|behaviou?r(?:al)?"
        r"|acceptance and commitment|dialectical"
        r"|interpersonal|psychodynamic|exposure|group|talking)\s(?:therapy|intervention|training|treatment)"
        r"|\bpsychotherapy"
        r"|\bcounsel+ing|\b(?:psycho-?)?education|\bcoaching|\bmotivational interview(?:ing)?|\bmeditation|\byoga"
        r"|\btai chi|\bhypnosis"
        r"|\bexercises?|\b(?:exercise|cognitive|skills|strength|resistance|relaxation|attention)\straining"
        r"|\blifestyle\s(?:intervention|modification|change))$"
    ),
}
_NO_HEAD: Final = re.compile(
    r"(?i)\s*(?:[(\[:;,+®™/]|\s[-–—]\s|\b(?:with|for|in|on|to|of|from|by|at|during|after|before|using|without"
    r"|via)\b).*$",
    re.S,
)
_BESIDE: Final = re.compile(r"(?i)\b(?:after|before|during|following|prior|with|without|in|on|at|from|by|using|via)\b")
_PILLS: Final = re.compile(
    r"(?i)\b(?:placebo|sugar|oral|coated|\d+(?:\.\d+)?\s?mg)\s(?:capsules?|tablets?|pills?)\b|\b(?:capsules|tablets"
    r"|pills)\b"
)
_NOT_TAKEN: Final = re.compile(
    r"(?i)\b(?:eluting|coated|impregnated|loaded|patch|system|delivery|pump|catheter|inhaler|nebuli[sz]er"
    r"|iontophoresis|autoinjector|auto-injector|pen"
    r"|syringe|pre-?filled|ring|stent|balloon|microneedle|needle|applicator|injector|device|digital|computer"
    r"|electronic|endoscop\w+|counter|count|box"
    r"|dispenser|reminder|lens(?:es)?|implant|dressing|app|kit|monitor\w*|adherence)\b"
)


@dataclass(frozen=True, slots=True)
class NamedKind:
    """What a piece of a name, `text[start:end]`, shows the named thing to be."""

    start: int
    end: int
    kind: ProductKind


@lru_cache(maxsize=1024)
def product_kind(name: str) -> NamedKind | None:
    """What a name says that its bearer is, or None where it does not say.

    Cells, vaccines and gene therapies are known by any of their words, unless these are only what the product acts on;
    a device, an operation and a behavioural intervention by the name's last words; a drug by an INN stem or its form.

    >>> product_kind("Donor NK cells").kind, product_kind("Titanium cage").kind
    ('cells', 'device')
    >>> product_kind("Chemotherapy for small cell lung cancer") is None
    True
    """
    return _biological(name) or _by_head(name) or _drug(name)


def _biological(name: str) -> NamedKind | None:
    for kind, pattern in _BIOLOGICAL.items():
        match = pattern.search(name)
        if match and not _AIMED.search(name[: match.start()]) and not _ABOUT.search(name):
            return NamedKind(*match.span(), kind)
    return None


def _by_head(name: str) -> NamedKind | None:
    head = _NO_HEAD.sub("", name).rstrip(" .®™")
    whole = name.rstrip(" .®™")
    texts = [head] if head == whole or _BESIDE.search(whole) else [head, whole]
    for kind, pattern in _HEADS.items():
        for text in texts:
            match = pattern.search(text)
            if match and not INN_STEM.search(text) and not _PILLS.search(text):
                return NamedKind(*match.span(), kind)
    return None


def _drug(name: str) -> NamedKind | None:
    match = INN_STEM.search(name) or _PILLS.search(name)
    if match and not _NOT_TAKEN.search(name):
        return NamedKind(*match.span(), "drug")
    return None
