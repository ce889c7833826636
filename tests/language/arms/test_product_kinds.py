"""What a name says that its bearer is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.arms.product_kinds import product_kind
from tests.timing import at_most

KINDS = [
    ("Autologous CD7 CAR-T", "cells"),
    ("Limbal epithelial stem cells", "cells"),
    ("Donor lymphocyte infusion", "cells"),
    ("Yellow fever vaccine", "vaccine"),
    ("AAV9-GENE9 vector", "gene therapy"),
    ("Breathing mobile app", "device"),
    ("Titanium cage (T-Cage)", "device"),
    ("Total hip arthroplasty", "procedure"),
    ("Cognitive behavioural therapy for sleep", "behaviour"),
    ("Mindfulness-based stress reduction", "behaviour"),
    ("Vaccine education", "behaviour"),
    ("Ustekinumab", "drug"),
    ("Placebo tablets", "drug"),
]
UNKNOWN = [
    "Agent XB-7",
    "T-cell engager",
    "Drug against T cells",
    "Stem cell mobilization",
    "Paclitaxel-eluting balloon",
    "Capsules counter device box",
    "April programme",
    "Gemox after surgery",
    "",
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_known(name: str, kind: str) -> None:
    shown = product_kind(name)
    assert shown is not None
    assert shown.kind == kind
    assert 0 <= shown.start < shown.end <= len(name)


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown(name: str) -> None:
    shown = product_kind(name)
    assert shown is None or (shown.kind == "device" and "device" in name)


@given(st.text(max_size=80))
def test_any_name_is_read(name: str) -> None:
    shown = product_kind(name)
    assert shown is None or 0 <= shown.start < shown.end <= len(name)


@pytest.mark.parametrize("piece", ["T cell ", "mobile application ", "-", "a", "oral 5 mg ", "(x "])
def test_time_is_linear(piece: str) -> None:
    with at_most(2):
        product_kind(piece * (100_000 // len(piece)))
