"""PDF: text page by page, running heads, feet and page numbers taken out.

PDFium can crash on a broken file, so it runs in a child process with limits of time and memory: this module run as a
program reads a PDF from standard input and writes its pages as JSON.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.model import Document, Page, Unparsed

ORDER = 10
SECONDS = 300
MEMORY = 4 * 2**30
MOST_PAGES = 5000
EDGE = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?i)^\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$")
# PDFium marks a word that was hyphenated at a line end with U+0002, or U+FFFE in older versions.
_HYPHEN = re.compile(r"[\x02\ufffe]\n?")


def detects(source: Source) -> bool:
    """The PDF header, within the first kilobyte as viewers accept it."""
    return b"%PDF-" in source.data[:1024]


def read(source: Source) -> Document:
    """The text of all pages; pages without any are named in `unparsed`. Raises ReadError where there is none at all."""
    pages = _in_child(source.data)
    texts = ["\n".join(lines) for lines in _without_running_lines([page.splitlines() for page in pages])]
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
        unparsed=[Unparsed(what="page", text=f"page {number}", reason="no text layer") for number in empty],
    )


def _in_child(data: bytes) -> list[str]:
    try:
        child = subprocess.run(
            [sys.executable, "-m", "extractor.readers.pdf"],
            input=data,
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


def _without_running_lines(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Pages without the lines that stand at the top or the foot of most of them, numbers apart, and page numbers."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_DIGITS.sub("#", line.strip()) for line in _edges(lines)})
    running = {line for line, count in seen.items() if line and count >= max(3, len(pages) * 0.4)}
    for lines in pages:
        filled = [at for at, line in enumerate(lines) if line.strip()]
        near = set(filled[:EDGE] + filled[-EDGE:])
        outer = {*filled[:1], *filled[-1:]}
        yield [
            line
            for at, line in enumerate(lines)
            if not (at in near and _DIGITS.sub("#", line.strip()) in running)
            and not (at in outer and _PAGE_NUMBER.match(line))
        ]


def _edges(lines: Sequence[str]) -> list[str]:
    filled = [line for line in lines if line.strip()]
    return filled[:EDGE] + filled[-EDGE:]


def _main() -> None:
    """The child: a PDF on standard input -> JSON on standard output."""
    import resource

    import pypdfium2 as pdfium

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
    pages = []
    for page in document:
        text = page.get_textpage().get_text_bounded()
        pages.append(_HYPHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
        page.close()
    sys.stdout.write(json.dumps({"pages": pages}))


if __name__ == "__main__":
    _main()
