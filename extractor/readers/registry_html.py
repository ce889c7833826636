"""Saved HTML pages of registries: the canonical text is what the page shows, a line a block.

Menus, scripts, footers and cookie notes are left out. `10<sup>6</sup>` becomes `10^6`, which would else read 106.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.language.page_layouts import looks_like_page, read_page
from extractor.model import Document

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

ORDER = 50
HEAD = 4096
DEPTH = 100_000
_HTML = re.compile(rb"(?i)<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]")
_FRAGMENT = re.compile(rb"(?i)\s*<(?:div|table|section|main|article|h1|dl|ul|p)[\s>]")
_XML = re.compile(rb"\s*<\?xml(?![^>]{0,200}\?>\s*<(?:!doctype\s+)?html)", re.I)
_CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,30})""")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DROPPED = frozenset(
    "head script style noscript template svg nav footer button select option textarea input iframe object canvas"
    " audio video map dialog".split()
)
_KEPT = frozenset("html body main article form".split())
_CHROME = re.compile(
    r"(?i)(?:^|[\s_-])(?:cookies?|navbar|navigation|breadcrumbs?|footer|menu|mfp-hide|sr-only|visually-hidden|excerpt)"
    r"(?:$|[\s_-])"
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 table tr ul ol dl section article blockquote pre hr fieldset".split())
_LINES = frozenset(
    "div li td th dt dd header main aside tbody thead tfoot caption details summary form address figure br legend".split()
)
_POWERS = {"sup": "^", "sub": "_"}
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def detects(source: Source) -> bool:
    """Any HTML page or fragment."""
    head = source.data[:HEAD]
    if source.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    if _XML.match(head) or not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    return bool(_HTML.search(head) or _FRAGMENT.match(head.removeprefix(b"\xef\xbb\xbf")))


def read(source: Source) -> Document:
    """What the page shows, and its fields; a page of no registry is plain text. Raises ReadError if it's empty."""
    text, ends = html_text(decoded(source.data))
    if not text.strip():
        raise ReadError("no text in the page")
    registry = looks_like_page(text)
    found = read_page(text, ends=ends)
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="registry-html",
        kind="registry" if registry else "text",
        text=text,
        fields=found.fields if registry else [],
        private=found.private,
    )


def decoded(data: bytes) -> str:
    """Bytes of a page as text, by its byte order mark, its own word, or as UTF-8, else as Windows-1252.

    >>> decoded(b'<meta charset="iso-8859-1">\\xe9')[-1]
    'é'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    named = _CHARSET.search(data[:HEAD])
    for encoding in ("utf-8", named[1].decode("ascii") if named else "windows-1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")


class _Text:
    """Builds the text: spaces collapsed, blocks on lines of their own."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.ends: list[int] = []
        self._breaks = 2
        self._space = False
        self._depth = 0

    def words(self, text: str) -> None:
        """Adds running text."""
        text = _SPACE.sub(" ", text)
        shown = text.strip(" ")
        if not shown:
            self._space = self._space or bool(text)
            return
        if (self._space or text[0] == " ") and not self._breaks:
            self._put(" ")
        self._put(shown)
        self._breaks = 0
        self._space = text[-1] == " "

    def lines(self, count: int) -> None:
        """At least so many line breaks here."""
        if count > self._breaks:
            self._put("\n" * (count - self._breaks))
            self._breaks = count
        self._space = False

    def item(self, depth: int) -> None:
        """The bullet of a list item."""
        self.lines(1)
        self._put("  " * depth + "• ")

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def html_text(page: str) -> tuple[str, list[int]]:
    """The text of a page, and the offsets at which its table rows and definitions end.

    >>> html_text("<table><tr><td>Sex<td>All</table><p>5 x 10<sup>6</sup> cells")
    ('Sex\\nAll\\n\\n5 x 10^6 cells', [7])
    """
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(page).root
    out = _Text()
    if root is not None:
        for node, opening in _walk(root):
            _write(out, node, opening)
    text = "".join(out.parts)
    return text.rstrip(), sorted(set(out.ends))


def _walk(root: "LexborNode") -> Iterator[tuple["LexborNode", bool]]:
    """Every shown node, on the way in (True) and, for elements, on the way out (False); no recursion."""
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, opening = stack.pop()
        if not opening:
            yield node, False
        elif not _hidden(node):
            yield node, True
            stack.append((node, False))
            stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))


def _hidden(node: "LexborNode") -> bool:
    tag = node.tag or ""
    if tag in _DROPPED:
        return True
    if tag.startswith("-") or tag in _KEPT:
        return False
    named = node.attributes
    if not named:
        return False
    if named.get("role") in ("navigation", "contentinfo", "search"):
        return True
    return any(_CHROME.search(named.get(name) or "") for name in ("class", "id"))


def _write(out: _Text, node: "LexborNode", opening: bool) -> None:
    tag = node.tag or ""
    if tag == "-text":
        if opening:
            out.words(node.text_content or "")
    elif tag in _POWERS:
        if opening and not out._breaks:
            out.power(_POWERS[tag])
    elif tag in _PARAGRAPHS:
        out.lines(2)
        if tag == "tr" and not opening and _cells(node) >= 2:
            out.ends.append(out.length)
    elif tag in _LINES:
        out.lines(1)
        if tag == "li" and opening:
            out.item(_depth(node))
        elif tag == "dd" and not opening:
            out.ends.append(out.length)
