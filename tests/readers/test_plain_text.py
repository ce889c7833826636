"""Plain text, and the objects of {"id", "text"}."""

import json

import pytest

from extractor.errors import ReadError
from extractor.inputs import LARGEST_TEXT, Source
from extractor.readers import plain_text
from tests import golden


@pytest.mark.parametrize("text", ["  age 18\r\n\ttabs\n", "\ufeff{not json}", "# Ä – ≥ 𝛼\n", "form\ffeed"])
def test_the_text_is_the_input(text: str) -> None:
    source = Source("a", text.encode(), "3")
    assert plain_text.detects(source)
    document = plain_text.read(source)
    assert document.text == text.removeprefix("\ufeff")
    assert (document.path, document.member, document.format, document.kind) == ("a", "3", "text", "text")
    assert document.id is None


def test_a_protocol_is_read_as_one() -> None:
    data = (golden.DOCUMENTS / "protocol.txt").read_bytes()
    assert plain_text.read(Source("a", data)).kind == "protocol"
    assert plain_text.read(Source("a", json.dumps({"text": data.decode()}).encode())).kind == "protocol"


def test_objects_with_a_text_have_its_id() -> None:
    source = Source("a", json.dumps({"id": 7, "text": " Age\n>= 18 "}).encode())
    assert plain_text.detects(source)
    document = plain_text.read(source)
    assert (document.id, document.text) == ("7", " Age\n>= 18 ")


def test_other_json_is_not_taken() -> None:
    assert not plain_text.detects(Source("a", b'{"id": "a"}'))
    assert not plain_text.detects(Source("a", b'["text"]'))
    assert not plain_text.detects(Source("a", b'{"text": null}'))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" \n", "no text"),
        (b'{"text": " "}', "no text"),
        (b"\x01\x02\x03abc", "binary data"),
        (bytes(1000), "binary data"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "encrypted or an old Office file"),
        (b"caf\xe9", "not UTF-8 text"),
        (b'{"text": "' + b"x" * (LARGEST_TEXT + 1) + b'"}', "larger than"),
    ],
)
def test_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        plain_text.read(Source("a", data))


def test_a_few_nuls_are_read() -> None:
    assert plain_text.read(Source("a", b"age 18 " * 100 + b"\0")).text.endswith("\0")
