"""What the second voter proposes counts where our rules accept the pair on its own, and only for what we missed."""

from extractor.facts.abbreviations import find
from extractor.model import Document, Evidence
from extractor.record import Abbreviation, DocumentInfo, TrialRecord

TEXT = "Severe aplastic anemia, below SAA, is rare. Bone marrow transplantation (BMT) helps."


def vote(short: str, long: str) -> Abbreviation:
    places = [Evidence(start=(at := TEXT.index(word)), end=at + len(word), quote=word) for word in (short, long)]
    return Abbreviation(short=short, long=long, evidence=places)


def found(*votes: Abbreviation) -> list[tuple[str, str]]:
    document = Document(path="", text=TEXT, format="text", kind="text", sha256="")
    info = DocumentInfo(path="", format="text", kind="text", sha256="", characters=len(TEXT))
    pairs = find(document, TrialRecord(document=info, abbreviations=list(votes)))["abbreviations"]
    return [(pair.short, pair.long) for pair in pairs]


def test_our_own_search_needs_no_vote() -> None:
    assert found() == [("BMT", "Bone marrow transplantation")]


def test_a_sound_vote_is_heard_in_document_order() -> None:
    assert found(vote("SAA", "Severe aplastic anemia")) == [
        ("SAA", "Severe aplastic anemia"),
        ("BMT", "Bone marrow transplantation"),
    ]


def test_an_unsound_vote_and_one_for_what_we_have_are_not() -> None:
    assert found(vote("SAA", "rare"), vote("BMT", "marrow transplantation")) == [("BMT", "Bone marrow transplantation")]
