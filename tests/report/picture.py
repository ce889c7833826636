"""Writes docs/report.png, a sample's findings as a browser shows them: `python -m tests.report.picture`."""

import io
import tempfile
from pathlib import Path

from PIL import Image

from extractor.config import DEFAULT_MODEL, Settings
from extractor.findings import catalogue
from extractor.pipeline import process
from extractor.recognise import loaded
from extractor.writers import Output, report
from tests import golden
from tests.report.browser import session

PICTURE = Path(__file__).parent.parent.parent / "docs" / "report.png"
SAMPLE = "ctgov_v2_inconsistent.json"
SHOWN = "ELG104"


def main() -> None:
    """Makes the report, opens a finding, and takes the picture in few colours."""
    settings = Settings()
    results = (process(source, settings, loaded(DEFAULT_MODEL)) for source in golden.inputs(SAMPLE))
    chunks = [report.opening(catalogue(), ""), *(report.encode(result, Output()) for result in results)]
    with tempfile.TemporaryDirectory() as folder, session(viewport={"width": 1280, "height": 800}) as browser:
        file = Path(folder) / "report.html"
        file.write_bytes(b"".join(report.frame(chunks)))
        page = browser.open(file, fragment="#document-1")
        page.locator(f".finding[data-code={SHOWN}] .open").click()
        page.evaluate("() => document.activeElement.blur()")
        image = Image.open(io.BytesIO(page.screenshot()))
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=160).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
