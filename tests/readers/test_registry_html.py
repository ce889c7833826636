"""Saved registry pages: what the text is, and which of it becomes which field."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.model import Document
from extractor.readers import registry_html
from extractor.readers.registry_html import decoded, html_text
from tests.timing import at_most

PAGE = """<!DOCTYPE html><html><head><title>x</title><script>var sex = "All"</script></head><body>
<nav><a>Conditions</a></nav><div class="row cookies">This site uses cookies</div>
<h1>Gamma Drops for Dry Eyes in Adults</h1>
<table>
<tr><td>Clinicaltrials.gov Identifier</td><td><a>NCT09999996</a></td></tr>
<tr><td>Collaborators</td><td>N/A</td></tr>
<tr><td>Phase</td><td>Phase&nbsp;2</td></tr>
<tr><td>Acronym</td><td></td></tr>
<tr><td>Something Else</td><td>No</td></tr>
<tr><td>Study Type</td><td>Interventional</td></tr>
<tr><td>Study Indication</td><td>Dry Eye</td></tr>
<tr><td>Arms</td><td><ul><li><b>Gamma</b><br>5 x 10<sup>6</sup> units</li></ul></td></tr>
<tr><td>Interventions</td><td><ul><li><b>Gamma</b> <span>Type: drug</span>
<br>Description: drops<br>Arms: Gamma</li></ul></td></tr>
<tr><td>Minimum Age</td><td>18 Year</td></tr>
<tr><td>Maximum Age</td><td></td></tr>
<tr><td>Enrollment</td><td>25</td></tr>
</table>
<p>Eligibility criteria</p>
<p class="more" style="display:none"><b>Inclusion Criteria:</b><br> - Dry eye<br>
<b>Exclusion Criteria:</b><br> - Wet eye</p>
<p class="excerpt"><b>Inclusion Criteria:</b><br> - Dry ...</p>
<footer>Copyright</footer></body></html>"""


def read(page: str | bytes) -> Document:
    source = Source("page.html", page if isinstance(page, bytes) else page.encode())
    assert registry_html.detects(source)
    return registry_html.read(source)


def fields(document: Document) -> dict[str, str]:
    return {f.path.removeprefix("protocolSection."): document.text[f.start : f.end] for f in document.fields}


def test_fields() -> None:
    document = read(PAGE)
    arms = "armsInterventionsModule"
    assert (document.format, document.kind) == ("registry-html", "registry")
    assert fields(document) == {
        "identificationModule.briefTitle": "Gamma Drops for Dry Eyes in Adults",
        "identificationModule.nctId": "NCT09999996",
        "designModule.phases[0]": "Phase 2",
        "designModule.studyType": "Interventional",
        "conditionsModule.conditions[0]": "Dry Eye",
        f"{arms}.armGroups[0].label": "Gamma",
        f"{arms}.armGroups[0].description": "5 x 10^6 units",
        f"{arms}.interventions[0].name": "Gamma",
        f"{arms}.interventions[0].type": "drug",
        f"{arms}.interventions[0].description": "drops",
        "eligibilityModule.minimumAge": "18 Year",
        "designModule.enrollmentInfo.count": "25",
        "eligibilityModule.eligibilityCriteria": ("Inclusion Criteria:\n- Dry eye\nExclusion Criteria:\n- Wet eye"),
    }
    for chrome in ("cookies", "Copyright", "var sex", "Dry ..."):
        assert chrome not in document.text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>10<sup>6</sup> per m<sup>2</sup>, C<sub>max</sub></p>", "10^6 per m^2, C_max"),
        ("<p>Brand<sup>®</sup> on the 5<sup>th</sup> day</p>", "Brand® on the 5th day"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "  • a\n\n    • b"),
        ("<div>a &lt; b &amp; c</div><div>  d\n e </div>", "a < b & c\nd e"),
        ("<p>a<b>b</b> c<br>d", "ab c\nd"),
        ("<pre>one\n two</pre>", "one\ntwo"),
    ],
)
def test_text(page: str, text: str) -> None:
    assert html_text(page)[0] == text


def test_characters() -> None:
    assert decoded("é".encode()) == "é"
    assert decoded(b"\xef\xbb\xbf<p>x") == "<p>x"
    assert decoded("<p>é".encode("utf-16")) == "<p>é"
    assert decoded(b'<meta charset="no-such-thing">\x93') == '<meta charset="no-such-thing">“'
    assert decoded(b'<meta charset="windows-1251">\xc0')[-1] == "А"


def test_register_of_the_eu() -> None:
    document = read(
        "<html><body><table><tr><td>A.2</td><td>EudraCT number</td><td>2099-000001-10</td></tr>"
        "<tr><td>E.1.1</td><td>Medical condition(s) being investigated</td><td>Dry eye</td></tr>"
        "<tr><td>E.7.2</td><td>Therapeutic exploratory (Phase II)</td><td>Yes</td></tr>"
        "<tr><td colspan=3>Unknown heading</td></tr></table></body></html>"
    )
    found = fields(document)
    assert found["conditionsModule.conditions[0]"] == "Dry eye"
    assert found["source:E.7.2"] == "Yes"
    assert document.kind == "registry"


def test_other_pages_are_text() -> None:
    document = read("<html><body><p>Sex</p><p>All</p><p>Write to ann@example.org</p></body></html>")
    assert (document.kind, document.fields) == ("text", [])
    assert [document.value(span) for span in document.private] == ["ann@example.org"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text",
        b'{"html": "<html>"}',
        b"<?xml version='1.0'?><clinical_study/>",
        b"<clinical_study>",
        b"a < b",
    ],
)
def test_not_taken(data: bytes) -> None:
    assert not registry_html.detects(Source("x", data))


def test_empty_page() -> None:
    with pytest.raises(ReadError, match="no text"):
        read("<html><body><script>1</script></body></html>")


def test_nesting() -> None:
    with pytest.raises(ReadError, match="deep"):
        read("<html>" + "<div>" * 200_000)
    assert read("<html>" + "<div>" * 500 + "x" + "<p>y" * 5000).text.startswith("x\n\ny")


@pytest.mark.parametrize("piece", ["<p>", "<b", "<!--", "&amp", "<td>", "</div>", "<a href='", "<table><tr>", "<li>"])
def test_bounded_time(piece: str) -> None:
    with at_most(3):
        try:
            document = read("<html><body>x " + piece * (100_000 // len(piece)))
            assert document.text
        except ReadError as error:
            assert "deep" in str(error)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("<p> </p> <table> <td> </tr> <ul> <li> Sex All <sup> </ul>".split()), max_size=60))
def test_broken_markup_is_read(pieces: list[str]) -> None:
    text, ends = html_text("".join(pieces))
    assert text == text.rstrip()
    assert ends == sorted(ends)
