"""PDF: text page by page, running heads, feet and page numbers taken out.

PDFium can crash on a broken file, so it runs in a child process with limits of time and memory: this module run as a
program reads a PDF from standard input and writes its pages as JSON.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.errors import ReadError
from extractor.inputs import LARGEST_TEXT, Source
from extractor.model import Document, Page, Unparsed

ORDER = 10
SECONDS = 300
MEMORY = 4 * 2**30
MOST_PAGES = 5000
PACKAGES = str(Path(__file__).parents[2])
EDGE = 5
OFTEN = 0.4
PLACEHOLDER = "#"
_DIGITS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_LETTER = re.compile(r"[^\W\d_]")
_PAGE_NUMBER = re.compile(
    r"(?i)\W{0,4}(?:page\s{0,3}\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?|\d{1,4}\s{0,3}of\s{0,3}\d{1,4})\W{0,4}"
)
# PDFium marks a word that was cut at a line end with U+0002, or U+FFFE in older versions.
_CUT = re.compile(r"([\w-]{1,60})(?:[\x02\ufffe]\n?|\xad\n)(?=([\w-]{1,60}))|[\x02\ufffe]")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def detects(source: Source) -> bool:
    """The PDF header, within the first kilobyte as viewers accept it."""
    return b"%PDF-" in source.data[:1024]


def read(source: Source) -> Document:
    """The text of all pages; pages without any are named in `unparsed`. Raises ReadError where there is none at all."""
    pages = _joined(_in_child(source.data))
    texts = ["\n".join(lines) for lines in _without_running_lines([page.split("\n") for page in pages])]
    if not any(text.strip() for text in texts):
        raise ReadError(f"no text on any of its {len(pages)} pages (scanned, or fonts without a mapping)")
    ranges: list[Page] = []
    parts: list[str] = []
    at = 0
    for number, page in enumerate(texts, 1):
        ranges.append(Page(number, at, at + len(page)))
        parts.append(page + "\n")
        at += len(page) + 1
    empty = [str(page.number) for page, content in zip(ranges, texts, strict=True) if not content.strip()]
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="pdf",
        kind="protocol",
        text="".join(parts),
        pages=ranges,
        unparsed=[Unparsed(what="page", text=f"page {number}", reason="no text on it") for number in empty],
    )


def _in_child(data: bytes) -> list[str]:
    try:
        child = subprocess.run(
            # -P: a module of the folder one happens to stand in must not take the place of a library's.
            [sys.executable, "-P", "-m", __name__],
            input=data,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([PACKAGES, *filter(None, [os.environ.get("PYTHONPATH")])]),
            },
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(f"not read within {SECONDS} seconds") from None
    if child.returncode:
        raise ReadError("PDF that crashes its parser or needs too much memory")
    answer = json.loads(child.stdout)
    if "error" in answer:
        raise ReadError(answer["error"], where=answer.get("where"))
    pages: list[str] = answer["pages"]
    return pages


def _joined(pages: Sequence[str]) -> list[str]:
    """Pages with the words put together that were cut at line ends.

    Whether a hyphen was the word's own is told from how the document writes it elsewhere, else from most of the others:
    a word processor cuts only at hyphens, a typesetter anywhere.
    """
    words = {word for page in pages for word in _WORD.findall(page.lower())}
    verdicts = Counter(_own_hyphen(cut, words) for page in pages for cut in _CUT.finditer(page))
    default = verdicts[True] > verdicts[False]

    def join(cut: re.Match[str]) -> str:
        own = _own_hyphen(cut, words)
        return (cut[1] or "") + ("-" if (default if own is None else own) and cut[1] else "")

    return [_CUT.sub(join, page).replace("\xad", "-") for page in pages]


def _own_hyphen(cut: re.Match[str], words: Collection[str]) -> bool | None:
    """Whether a cut word has a hyphen of its own; None where the document does not tell."""
    left, right = (cut[1] or "").lower(), (cut[2] or "").lower()
    if f"{left}-{right}" in words or "-" in left or not left[-1:].isalpha() or not right[:1].isalpha():
        return True
    return False if left + right in words else None


def _without_running_lines(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Pages without page numbers and without what recurs at the top or the foot of many; its first place is kept."""
    often = max(3, len(pages) * OFTEN)
    edges = [_edges(lines) for lines in pages]
    step = _step(pages, edges, often)
    seen = Counter(
        key
        for page, lines in enumerate(pages)
        for key in set().union(*(_keys(lines[at], page, step) for at in edges[page]))
    )
    kept: set[str] = set()
    for page, lines in enumerate(pages):
        gone = set()
        for at in edges[page]:
            keys = _keys(lines[at], page, step)
            running = {key for key in keys if seen[key] >= often and len(key) > 3 and _LETTER.search(key)}
            if keys & kept or PLACEHOLDER in keys or _PAGE_NUMBER.fullmatch(lines[at]):
                gone.add(at)
            kept |= running
        yield [line for at, line in enumerate(lines) if at not in gone]


def _edges(lines: Sequence[str]) -> list[int]:
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return sorted({*filled[:EDGE], *filled[-EDGE:]})


def _step(pages: Sequence[list[str]], edges: Sequence[list[int]], often: float) -> int | None:
    """How far the printed page numbers are from the pages' places; None where none are printed."""
    steps = Counter(
        step
        for page, lines in enumerate(pages)
        for step in {int(number) - page for at in edges[page] for number in _DIGITS.findall(lines[at])}
    )
    step, count = next(iter(steps.most_common(1)), (0, 0))
    return step if count >= often else None


def _keys(line: str, page: int, step: int | None) -> set[str]:
    """What a running line is known by: its text, or its text without the page's number.

    Other numbers are part of it: they tell the rows of a table apart that goes on over pages.
    """
    line = line.strip()
    if step is None:
        return {line}
    return {line, re.sub(rf"(?<![\d.])0{{0,3}}{page + step}(?!\.?\d)", PLACEHOLDER, line, count=1)}


def _main() -> None:
    """The child: a PDF on standard input -> JSON on standard output."""
    import pypdfium2 as pdfium

    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
    except pdfium.PdfiumError as error:
        reason = "encrypted: it needs a password" if "password" in str(error).lower() else "broken or truncated PDF"
        print(json.dumps({"error": reason}))
        return
    if not 0 < len(document) <= MOST_PAGES:
        print(json.dumps({"error": f"{len(document)} pages, where 1 to {MOST_PAGES} can be read"}))
        return
    pages: list[str] = []
    for number in range(len(document)):
        pages.append(_page_text(document, number))
        if sum(map(len, pages)) > LARGEST_TEXT:
            print(json.dumps({"error": f"more than {LARGEST_TEXT} characters of text"}))
            return
    sys.stdout.write(json.dumps({"pages": pages}))


def _page_text(document: Any, number: int) -> str:
    """A page's text, "" where it cannot be loaded."""
    from pypdfium2 import PdfiumError

    try:
        page = document[number]
        text: str = page.get_textpage().get_text_bounded()
    except PdfiumError:
        return ""
    page.close()
    return text.replace("\r\n", "\n").replace("\r", "\n")


if __name__ == "__main__":
    _main()
