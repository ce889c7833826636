"""Character references (`&gt;`, `&#13;`, `&amp;apos;`) that registries left in their texts, and their indentation."""

import html
import re
import textwrap

_REFERENCE = re.compile(r"&(?:amp;){0,2}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_LINE_END = re.compile(r"\r\n?")


def resolve_references(text: str) -> str:
    r"""The text with its character references resolved, those escaped twice too, and its line ends as `\n`.

    References by HTML 5 (https://html.spec.whatwg.org/multipage/named-characters.html); unknown ones stay.

    >>> resolve_references("ALT &gt; 2 &amp;lt; 5&#xD;\nAT&T")
    'ALT > 2 < 5\nAT&T'
    """
    if "&" in text:
        text = _REFERENCE.sub(_resolved, text)
    return _LINE_END.sub("\n", text) if "\r" in text else text


def dedented(text: str) -> str:
    r"""The text without the indentation that its lines share; the first may stand apart, without any.

    >>> dedented("\n    Adults:\n      - with asthma\n"), dedented("Adults\n    with asthma")
    ('Adults:\n  - with asthma', 'Adults\nwith asthma')
    """
    text = text.strip("\r\n")
    first, line_end, rest = text.partition("\n")
    if line_end and not first[:1].isspace():
        return f"{first}\n{textwrap.dedent(rest)}".strip()
    return textwrap.dedent(text).strip()


def _resolved(found: re.Match[str]) -> str:
    return html.unescape(found[0].replace("&amp;", "&", 2) if found[0] != "&amp;" else found[0])
