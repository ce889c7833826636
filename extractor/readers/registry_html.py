"""Saved HTML pages of registries: the canonical text is what the page shows, a line a block.

Menus, scripts, footers and cookie notes are left out. `10<sup>6</sup>` becomes `10^6`, which would else read 106.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.language.pages import looks_like_page, read_page
from extractor.model import Document, Field, Unparsed
from extractor.studies.euctr import place_euctr

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

ORDER = 50
HEAD = 4096
DEPTH = 1_000
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
    r"(?i)(?:^|[\s_-])(?:cookies?|navbar|navigation|breadcrumbs?|footer|\w{0,20}menu|mfp-hide|tooltips?|sr-only|visually-hidden|read-more|text-more|text-less)"
    r"(?:$|[\s_-])"
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 table tr ul ol dl section article blockquote pre hr fieldset".split())
_LINES = frozenset(
    "div li td th dt dd header main aside tbody thead tfoot caption details summary form address figure br"
    " legend".split()
)
_POWERS = {"sup": "^", "sub": "_"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_UNCLOSED = frozenset(
    "p li td th tr dt dd option optgroup tbody thead tfoot colgroup col br hr img input meta link area base embed param"
    " source track wbr html head body script style".split()
)
_NO_POWER = re.compile(r"(?:[®™©*†‡§]|TM|SM|R|st|nd|rd|th|)$")
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
    if "EudraCT number" in text and (record := place_euctr(text)).fields:
        registry, fields, private, foreign = True, _cut(text, record.fields, ends), record.private, record.foreign
    else:
        registry, found = looks_like_page(text), read_page(text, ends=ends)
        fields, private, foreign = found.fields if registry else [], found.private, []
    document = Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="registry-html",
        kind="registry" if registry else "text",
        text=text,
        fields=fields,
        private=private,
    )
    for element in foreign:
        place = document.evidence(element.start, element.end, path=f"source:{element.name}")
        reason = f"not English: {element.language}"
        document.unparsed.append(Unparsed(what="field", text=element.name, reason=reason, evidence=[place]))
    return document


def _cut(text: str, fields: list[Field], ends: list[int]) -> list[Field]:
    """The fields, none longer than its table row."""
    cut = []
    for field in fields:
        at = bisect_right(ends, field.start)
        end = min(field.end, ends[at]) if at < len(ends) else field.end
        cut.append(field._replace(end=field.start + len(text[field.start : end].rstrip())))
    return cut


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
        self._lists = 0
        self._pre = 0
        self._cells: list[int] = []

    def words(self, text: str) -> None:
        """Adds running text."""
        for number, line in enumerate(text.split("\n") if self._pre else [text]):
            if number:
                self._lines(1)
            shown = _SPACE.sub(" ", line)
            if not shown.strip(" "):
                self._space = self._space or bool(shown)
                continue
            if (self._space or shown[0] == " ") and not self._breaks:
                self._put(" ")
            self._put(shown.strip(" "))
            self._breaks = 0
            self._space = shown[-1] == " "

    def open(self, tag: str) -> None:
        """An element begins."""
        self._block(tag)
        if tag in ("ul", "ol"):
            self._lists += 1
        elif tag == "li":
            self._put("  " * max(1, min(self._lists, 8)) + "• ")
            self._breaks = 2
        elif tag == "tr":
            self._cells.append(0)
        elif tag in ("td", "th") and self._cells:
            self._cells[-1] += 1
        elif tag == "pre":
            self._pre += 1

    def close(self, tag: str) -> None:
        """An element ends."""
        if tag in ("ul", "ol"):
            self._lists -= 1
        elif tag == "dd" or (tag == "tr" and self._cells.pop() >= 2):
            self.ends.append(self.length)
        elif tag == "pre":
            self._pre -= 1
        self._block(tag)

    def power(self, mark: str) -> None:
        """What follows stands above or below the line."""
        if not self._breaks and not self._space:
            self._put(mark)

    def _block(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._lines(2)
        elif tag in _LINES:
            self._lines(1)

    def _lines(self, count: int) -> None:
        if count > self._breaks:
            self._put("\n" * (count - self._breaks))
            self._breaks = count
        self._space = False

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def html_text(page: str) -> tuple[str, list[int]]:
    """The text of a page, and the offsets at which its table rows and definitions end. Raises ReadError if the page
    nests too deep for its parsing to be bounded in time.

    >>> html_text("<table><tr><td>Sex<td>All</table><p>5 x 10<sup>6</sup> cells")
    ('Sex\\nAll\\n\\n5 x 10^6 cells', [8])
    """
    from selectolax.lexbor import LexborHTMLParser

    _check_depth(page)
    root = LexborHTMLParser(page).root
    out = _Text()
    for node, opening in _walk(root) if root is not None else ():
        tag = node.tag or ""
        if tag == "-text":
            out.words((node.text_content or "") if opening else "")
        elif tag in _POWERS:
            if opening and not _NO_POWER.match(node.text().strip()):
                out.power(_POWERS[tag])
        elif opening:
            out.open(tag)
        else:
            out.close(tag)
    return "".join(out.parts).rstrip(), sorted(set(out.ends))


def _check_depth(page: str) -> None:
    """The parser's time grows with the square of the depth: pages of registries nest some dozens deep."""
    depth = 0
    for tag in _TAG.finditer(page):
        if tag[2].lower() not in _UNCLOSED:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > DEPTH:
                raise ReadError(f"HTML nested more than {DEPTH} deep", where=f"character {tag.start()}")


def _walk(root: "LexborNode") -> Iterator[tuple["LexborNode", bool]]:
    """Every shown node, on the way in (True) and on the way out (False); no recursion."""
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
    names = f"{named.get('class') or ''} {named.get('id') or ''}"
    return bool(_CHROME.search(names)) or ("excerpt" in names.split() and _has_more(node))


def _has_more(node: "LexborNode") -> bool:
    """Whether the whole text that this is the beginning of stands beside it."""
    beside = node.parent.iter() if node.parent is not None else ()
    return any("more" in (other.attributes.get("class") or "").split() for other in beside)
