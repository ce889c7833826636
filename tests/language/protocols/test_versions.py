"""The dates of a protocol's versions: its own told from those of its amendments."""

import pytest

from extractor.language.protocols.versions import find_versions
from tests.timing import LINEAR, growth


def _found(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.date.date, text[slice(*one.number)] if one.number else None) for one in find_versions(text)]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Approval Date: 3-May-2021 GMT\n", ("2021-05-03", None)),
        ("Protocol Version: 2.0\nVersion Date: 3 May 2021\n", ("2021-05-03", "2.0")),
        ("Document Date: Protocol Version 4: 3 May 2021\n", ("2021-05-03", "4")),
        ("Final Protocol Amendment 2, 3 May 2021\n", ("2021-05-03", "2")),
        ("Clinical Trial Protocol Version 4.1 (US Only), 3 May 2021\n", ("2021-05-03", "4.1 (US Only)")),
        ("Protocol Amendment 3.1 (FR)\n3 May 2021\n", ("2021-05-03", "3.1 (FR)")),
        ("Version and date: V1.0/ May 3, 2021\n", ("2021-05-03", "1.0")),
        ("3 May 2021 Example Pharma Page 1 of 90 Version 5.1\n", ("2021-05-03", "5.1")),
        ("Amendment INT-2 | 3 May 2021\n", ("2021-05-03", "INT-2")),
    ],
)
def test_the_documents_own_version(text: str, own: tuple[str, str | None]) -> None:
    assert _found(text)[0] == ("own", *own)


def test_amendments_are_told_apart() -> None:
    text = (
        "Date of Protocol: 2 May 2020\nDate of Amendment 1: 9 May 2020\nDate of Amendment 2: 1 June 2021\n"
        "Signed by A (a): 3 June 2021\n"
    )
    assert _found(text) == [
        ("own", "2021-06-01", "2"),
        ("original", "2020-05-02", None),
        ("amendment", "2020-05-09", "1"),
    ]


def test_a_list_of_earlier_versions_does_not_date_the_document() -> None:
    text = "Amendment Number: c\nAmendment a | 2 May 2020\nAmendment b | 9 May 2020\nOriginal Protocol | 1 May 2019\n"
    assert [kind for kind, *_ in _found(text)] == ["amendment", "amendment", "original"]


@pytest.mark.parametrize(
    "text",
    [
        "Protocol Template Version 2.0 (1 August 2018)\n",
        "Saved on: 5 August 2015\n",
        "Date of first patient enrolled: 5 August 2015\n",
        "Published: 29 April 2020\n",
        "Enrolment was opened on 1 October 2020 and the sites were told of version 2 of the consent form.\n",
        "Date: 03/04/2020\n",
        "Registered in version 2 of the register, 5 August 2015\n",
    ],
)
def test_other_dates_are_no_versions(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize("line", ["Version 2 May 2020 ", "Date: 1 May 2020\n", "Amendment 1 | ", "v. 2 "])
def test_time_is_linear(line: str) -> None:
    assert growth(lambda times: find_versions(line * times), 300) < LINEAR
