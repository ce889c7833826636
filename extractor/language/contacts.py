"""E-mail addresses and telephone numbers: of contacts, never facts, masked in what is written out."""

import re

from extractor.language.numbers import matches_at, word_places

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}\b")
_PHONE = re.compile(
    r"(?<![\w+])\+\d{1,3}(?:[ .\-/]?\(?\d{1,5}\)?){2,6}\b"
    r"|(?i:\b(?:tel(?:ephone)?|phone|fax|mobile|call)(?: (?:no|number))?\.?\s?:?\s{0,3})"
    r"(?P<after>\(?\d[\d ().\-/]{6,20}\d)"
    r"|(?<![\w.])\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}\b(?!\s?(?:mg|ml|patients|participants))"
)
# Before the last part of a number without a sign or a word before it; a pattern a sign is looked for faster.
_LAST_PART = tuple(re.compile(rf"{re.escape(sign)}(?<=\d\d\d.)(?=\d{{4}})") for sign in "-.")
_BEFORE_IT = (7, 8, 9)  # characters, up to where such a number may begin: "555-010", "555) 010", "(555) 010"
_SIGNS = ("+", "tel", "phone", "fax", "mobile", "call")


def find_contacts(text: str) -> list[tuple[int, int]]:
    """The ranges of e-mail addresses and telephone numbers, in order.

    >>> text = "write to a.b@example.org or call 555-010-9999"
    >>> [text[start:end] for start, end in find_contacts(text)]
    ['a.b@example.org', '555-010-9999']
    """
    found = [match.span() for match in _EMAIL.finditer(text)] if "@" in text else []
    found += [match.span("after" if match["after"] else 0) for match in matches_at(_PHONE, text, _phone_places(text))]
    return sorted(found)


def _phone_places(text: str) -> list[int]:
    small = text.encode("ascii", "replace").decode().lower()  # as long as the text, and made faster than `lowered`
    parts = [match.start() for pattern in _LAST_PART for match in pattern.finditer(text)]
    return sorted([*word_places(small, _SIGNS), *(at - size for at in parts for size in _BEFORE_IT if at >= size)])
