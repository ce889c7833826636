"""What fuzzing has found, and samples that are cut and twisted, against every target; no fuzzer is needed."""

import random
from pathlib import Path

import pytest

from tests import golden
from tests.fuzz.targets import targets
from tests.timing import at_most

CORPUS = Path(__file__).parent / "corpus"
TARGETS = targets()
SLOW = {"reader-pdf"}
MOMENT = 2.0
"""CPU seconds that no input of these may take; they must not raise either, nor find what does not stand there."""


def twisted(data: bytes, seed: int) -> bytes:
    """The data with some bytes changed, a piece gone, or a piece repeated."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(changed) + 1), chance.choice((1, 3, 40, 400))
        piece = changed[at : at + length]
        new = chance.choice((b"", bytes(piece * 3), chance.randbytes(len(piece)), b"\0", b"\xed\xa0\x80", b"9" * 30))
        changed[at : at + length] = new
    return bytes(changed)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_once_crashed(name: str) -> None:
    for file in sorted((CORPUS / name).glob("*")):
        with at_most(MOMENT, file.name):
            TARGETS[name](file.read_bytes())


@pytest.mark.parametrize("name", sorted(set(TARGETS) - SLOW))
def test_twisted_samples(name: str) -> None:
    small = [file.read_bytes() for file in sorted(golden.DOCUMENTS.iterdir()) if file.suffix not in (".pdf", ".docx")]
    for seed in range(20):
        with at_most(MOMENT, seed):
            TARGETS[name](twisted(small[seed % len(small)][:6000], seed))
