"""The report in a real browser: what a reader sees, does by mouse and by keys, and what a hostile document does not.

Words in the pane and in the list are read as `textContent`: `innerText` leaves out what is not drawn yet, and both
are drawn only where they are in view (`content-visibility`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.report.browser import Session, chromium, session
from tests.report.pages import FLAWED, mention_of, page, record_of, result_of, schedule_of, study_of

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium here: apt-get install chromium")

PROTOCOL = "Participants have no gout.\nVital signs at each visit."
HOSTILE = (
    "Inclusion Criteria:\n- <script>window.hit = 1</script> age 18 to 65 years\n"
    "- </script><img src=x onerror='hit=1'>\n"
    "- \"quotes\" 'single' `back` &lt;b&gt; ${1} {{ 7*7 }}\n- \u202eevil\u202c and a\x00b\n- שלום ABC\n- "
    + "long words "
    * 95_000
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Session]:
    with session(viewport={"width": 1400, "height": 900}) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two registrations, one flawed, a protocol, a hostile text, and an input that could not be read."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    gout = mention_of(PROTOCOL, "gout", negated=True)
    results = (
        study_of("flawed.json", **FLAWED),
        study_of("clean.json", title="Exercise for Asthma"),
        record_of(PROTOCOL, mentions=[gout], schedule=[schedule_of()]),
        result_of(HOSTILE, path="<img src=x onerror=hit=1>.txt"),
    )
    file.write_bytes(page(*results, failures=[("no text in it", "empty.txt", None)]))
    return file


@pytest.fixture
def opened(browser: Session, report: Path) -> Iterator[Any]:
    browser.said.clear()
    browser.asked.clear()
    page = browser.open(report)
    yield page
    assert browser.said == []
    assert set(browser.asked) == {report.as_uri()}
    page.close()


def shown(page: Any) -> list[str]:
    return page.locator("#documents tbody tr > :first-child").all_text_contents()


def turn_to(page: Any, name: str) -> None:
    """Follow a document's link, and wait until the document is there: an address is followed a moment later."""
    page.get_by_role("link", name=name).first.click()
    page.locator("#document-head", has_text=name).wait_for()


def test_a_click_on_an_id_shows_the_text_with_marks(opened: Any) -> None:
    turn_to(opened, "NCT99999999")
    assert opened.locator("h2#document-head").inner_text() == "NCT99999999"
    assert "Serum creatinine below 2.0 mg/dL" in opened.locator(".pane").text_content()
    marks = opened.locator(".pane mark")
    assert {"k-age", "k-dose", "k-quantity", "k-finding"} <= {
        name for classes in marks.evaluate_all("all => all.map(one => one.className)") for name in classes.split()
    }
    dose = opened.locator("mark.k-dose").first
    assert dose.text_content() == "20 mg"
    assert dose.evaluate("mark => getComputedStyle(mark).borderBottomWidth") == "2px"
    assert "twice daily" in dose.get_attribute("title")


def test_a_mention_is_marked_and_says_how_it_is_asserted(opened: Any) -> None:
    turn_to(opened, "NCT99990042")
    mark = opened.locator("mark.k-condition")
    assert mark.text_content() == "gout"
    assert mark.evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"
    mark.click()
    assert "negated" in opened.locator(".told").inner_text()


def test_a_finding_shows_both_quotes_side_by_side_and_marks_them(opened: Any) -> None:
    turn_to(opened, "NCT99999999")
    card = opened.locator(".finding[data-code=AGE105]")
    card.locator(".message").click()
    words = card.inner_text()
    assert "AGE105" in words
    quotes = card.locator("blockquote")
    assert quotes.all_inner_texts() == ["65 Years", "18 Years"]
    first, second = quotes.nth(0).bounding_box(), quotes.nth(1).bounding_box()
    assert first["y"] == second["y"]
    assert first["x"] + first["width"] <= second["x"]
    active = opened.locator("mark.active")
    assert active.all_text_contents() == ["65 Years", "18 Years"]
    opened.wait_for_function(IN_VIEW)


IN_VIEW = """() => {
  const mark = document.querySelector("mark.active");
  const [own, pane] = [mark.getBoundingClientRect(), mark.closest(".pane").getBoundingClientRect()];
  return own.top >= pane.top && own.bottom <= pane.bottom && own.top >= 0 && own.bottom <= innerHeight;
}"""


def test_a_place_far_down_is_scrolled_to(browser: Session, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(page(study_of(**{**FLAWED, "summary": "Nothing of note.\n" * 3000})))
    opened = browser.open(file, fragment="#document-1")
    assert opened.locator(".pane").evaluate("pane => pane.scrollHeight > 10 * pane.clientHeight")
    opened.locator(".finding[data-code=AGE105] .open").click()
    opened.wait_for_function(IN_VIEW)
    opened.close()


def test_the_filter_takes_words_of_the_text_codes_and_severities(opened: Any) -> None:
    everything = shown(opened)
    assert len(everything) == 5
    for field, value, left in (
        ("words", "creatinine serum", 1),
        ("words", "asthma", 1),
        ("words", "nowhere", 0),
        ("words", "empty.txt", 1),
        ("code", "AGE105", 1),
        ("severity", "error", 1),
        ("severity", "failed", 1),
    ):
        box = opened.locator(f"#{field}")
        box.fill(value) if field == "words" else box.select_option(value)
        opened.wait_for_function("n => document.querySelectorAll('#documents tbody tr').length === n", arg=left)
        assert opened.locator("#count").inner_text() == f"{left} of 5 documents"
        opened.get_by_role("button", name="Clear").click()
        opened.wait_for_function("() => document.querySelectorAll('#documents tbody tr').length === 5")
    assert shown(opened) == everything


def test_a_check_of_the_summary_filters_by_it(opened: Any) -> None:
    opened.locator("button[data-code=AGE105]").click()
    assert shown(opened) == ["NCT99999999"]
    assert opened.locator("#code").input_value() == "AGE105"


def test_what_could_not_be_read_is_in_the_list(opened: Any) -> None:
    assert "no text in it" in opened.locator("tr.failed").text_content()


def test_marks_can_be_turned_off_by_kind(opened: Any) -> None:
    turn_to(opened, "NCT99999999")
    opened.get_by_role("checkbox", name="Dose").uncheck()
    assert opened.locator("mark.k-dose").count() == 0
    assert opened.locator("mark.k-age").count() > 0
    opened.get_by_role("checkbox", name="Dose").check()
    assert opened.locator("mark.k-dose").count() > 0


def test_tables_criteria_and_the_schedule_are_there(opened: Any) -> None:
    turn_to(opened, "NCT99999999")
    assert "twice daily" in opened.locator("#part-doses").inner_text()
    assert "65 years" in opened.locator("#part-age_ranges").inner_text()
    assert "Pregnancy" in opened.locator("#part-criteria").inner_text()
    opened.locator("#part-doses").get_by_role("button").first.click()
    assert opened.locator("mark.active").all_text_contents() == ["imaginol", "20 mg"]
    opened.get_by_role("link", name="All documents").click()
    turn_to(opened, "NCT99990042")
    grid = opened.locator("#part-schedule table.grid")
    assert grid.locator("thead th").all_inner_texts() == ["Procedure", "Screening", "Day 1"]
    assert grid.locator("tbody tr").nth(1).locator("th, td").all_inner_texts() == ["ECG", "", "X"]


def test_hostile_words_are_words(opened: Any) -> None:
    turn_to(opened, "onerror")
    pane = opened.locator(".pane")
    words = pane.text_content()
    for said in ("<script>window.hit = 1</script>", "</script><img src=x onerror='hit=1'>", "&lt;b&gt; ${1} {{ 7*7 }}"):
        assert said in words
    assert "U+202Eevil" in words
    assert "aU+0000b" in words
    assert opened.evaluate("() => window.hit") is None
    assert opened.locator("img, main script, iframe").count() == 0
    assert len(pane.evaluate("pane => pane.textContent")) > 1_000_000
    assert opened.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_keys_alone_are_enough(opened: Any) -> None:
    def tab_to(wanted: str) -> None:
        for _ in range(80):
            opened.keyboard.press("Tab")
            if opened.evaluate(f"() => document.activeElement.matches({wanted!r})"):
                return
        raise AssertionError(f"{wanted} is not reached")

    opened.keyboard.press("Tab")
    assert opened.evaluate("() => document.activeElement.className") == "skip"
    opened.keyboard.press("Enter")
    tab_to("#words")
    opened.keyboard.type("creatinine")
    opened.wait_for_function("() => document.querySelectorAll('#documents tbody tr').length === 1")
    tab_to("#documents a")
    opened.keyboard.press("Enter")
    opened.wait_for_selector("#document-head")
    assert opened.evaluate("() => document.activeElement.id") == "document-head"
    tab_to(".finding[data-code=AGE105] .open")
    opened.keyboard.press("Space")
    assert opened.locator("mark.active").count() == 2
    tab_to(".legend input")
    opened.keyboard.press("Space")
    tab_to(".pane")
    opened.go_back()
    opened.wait_for_selector("#documents")
    assert opened.evaluate("() => document.activeElement.matches('#documents a')")


def test_an_address_leads_to_its_document(browser: Session, report: Path) -> None:
    page = browser.open(report, fragment="#document-3")
    assert page.locator("#document-head").inner_text() == "NCT99990042"
    page.close()


def test_a_document_without_its_text_shows_quotes(browser: Session, tmp_path: Path) -> None:
    whole = study_of(**FLAWED)
    info = whole.record.document.model_copy(update={"text": None})
    file = tmp_path / "report.html"
    file.write_bytes(page(type(whole)(whole.record.model_copy(update={"document": info}))))
    opened = browser.open(file, fragment="#document-1")
    assert "without --with-text" in opened.locator(".source").inner_text()
    card = opened.locator(".finding[data-code=AGE105]")
    card.locator(".open").click()
    assert card.locator("blockquote").all_inner_texts() == ["65 Years", "18 Years"]
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_easy_to_tell_from_their_ground(browser: Session, report: Path, scheme: str) -> None:
    """Contrast of 4.5 to 1 or more (WCAG 2.2, 1.4.3) of all text, in both schemes."""
    page = browser.open(report)
    page.emulate_media(color_scheme=scheme)
    for fragment in ("#", "#document-1", "#document-3"):
        page.evaluate("to => { location.hash = to }", fragment)
        page.wait_for_function("to => (to === '#') !== !document.querySelector('#document').hidden", arg=fragment)
        assert page.evaluate(FAINT) == []
    page.close()


FAINT = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.parentElement;
    if (!node.textContent.trim() || !at.checkVisibility() || at.closest("script, option")) continue;
    const [a, b] = [light(parse(getComputedStyle(at).color)), light(ground(at))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.add(`${contrast} ${at.tagName}.${at.className}: ${node.textContent.slice(0, 30)}`);
  }
  return [...faint];
}"""


def test_every_control_has_a_name_and_every_region_a_label(opened: Any) -> None:
    for fragment in ("#", "#document-1"):
        opened.evaluate("to => { location.hash = to }", fragment)
        opened.wait_for_function("to => (to === '#') !== !document.querySelector('#document').hidden", arg=fragment)
        nameless = opened.evaluate(
            """() => [...document.querySelectorAll('button, a, input, select, [role=region], [role=img], nav, section')]
                .filter((one) => one.checkVisibility() && !one.textContent.trim() && !one.getAttribute('aria-label')
                  && !one.getAttribute('aria-labelledby') && !(one.labels && one.labels.length))
                .map((one) => one.outerHTML.slice(0, 80))"""
        )
        assert nameless == []
    assert opened.locator("main").count() == 1
    assert opened.locator("h1").count() == 1


def test_it_prints_the_text_in_full(opened: Any) -> None:
    turn_to(opened, "NCT99999999")
    opened.emulate_media(media="print")
    assert opened.locator(".walk").is_hidden()
    assert opened.locator(".pane").evaluate("pane => getComputedStyle(pane).overflow") == "visible"
    assert opened.pdf(format="A4").startswith(b"%PDF")


def test_five_hundred_trials_are_ready_within_three_seconds(browser: Session, report: Path, tmp_path: Path) -> None:
    criteria = "Inclusion Criteria:\n\n" + "* Serum creatinine below 2.0 mg/dL and age over 18 years\n" * 40
    one = study_of(**{**FLAWED, "criteria": criteria})
    named = (one.record.model_copy(update={"trial_id": f"NCT9999{number:04}"}) for number in range(500))
    file = tmp_path / "report.html"
    file.write_bytes(page(*(type(one)(record) for record in named)))
    assert file.stat().st_size > 10_000_000
    assert 0 < browser.seconds_to_open(file, first=report) < 3
    opened = browser.open(file)
    assert opened.locator("#documents tbody tr").count() == 500
    opened.close()
