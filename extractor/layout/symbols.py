"""Signs of symbol fonts: private code points, ligatures and the like -> the characters that one sees.

Word and many PDF producers write signs of the Symbol and Wingdings fonts as the font's own code + F000, in the private
use area. Source: the encodings of the Symbol font (PDF 32000-1, annex D.5) and of Wingdings.
"""

SYMBOL = {
    0xF000 + code: sign
    for code, sign in zip(
        b"\xa3\xb3\xb1\xb0\xb4\xb7\xb9\xbb\xa5\xae\xad\xaf\xac\xab\xa8\xb8\xba\xde\xd2\xe2\xd4\xe4\xd3\xe3",
        "≤≥±°×•≠≈∞→↑↓←↔♦÷≡⇒®®™™©©",
        strict=True,
    )
} | {
    0xF000 + code: sign
    for code, sign in zip(
        b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
}
# Printable ASCII stands in Symbol as in any font, but for the letters.
SYMBOL |= {0xF000 + code: chr(code) for code in range(0x20, 0x7F) if 0xF000 + code not in SYMBOL}
WINGDINGS = {
    0xF000 + code: sign
    for code, sign in zip(
        b"\xa7\xfc\xfb\xfe\xfd\xa8\x6f\x71\x6c\x6e\x9f\xd8\xe0\xdf\x76\x52\xf0\xe8\x75\xab",
        "▪✓✗☑☒□□□●■•➢→←❖☑➔➔◆★",
        strict=True,
    )
}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = {0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2007: " ", 0x2009: " ", 0x200A: " ", 0x202F: " "}
_NOTHING: dict[int, str] = {0x200B: "", 0x200C: "", 0x200D: "", 0xFEFF: ""}
PLAIN = _LIGATURES | _SPACES | _NOTHING
_BOTH = SYMBOL | {code: sign for code, sign in WINGDINGS.items() if code not in SYMBOL}


def sign(character: str, font: str = "") -> str:
    """What a character of a font shows, as plain characters; itself where it is no sign of a symbol font.

    >>> sign("\\uf0b3", "ABCDEF+Symbol"), sign("\\uf0a7", "Wingdings"), sign("\\ufb01"), sign("a")
    ('≥', '▪', 'fi', 'a')
    """
    code = ord(character)
    if code in PLAIN:
        return PLAIN[code]
    if 0xF000 <= code <= 0xF0FF:
        name = font.lower()
        table = WINGDINGS if "dings" in name and "web" not in name else SYMBOL if "symbol" in name else _BOTH
        return table.get(code, character)
    return character


def by_glyph_number(number: int) -> str:
    """What a font of the usual order of glyphs has under a number: that of Mac OS Roman, from the space as number 3.

    >>> "".join(map(by_glyph_number, [0x37, 0x4B, 0x48, 3, 177, 182, 107]))
    'The –’â'
    """
    if not 3 <= number < 224:
        return chr(number)
    code = number + (29 if number < 98 else 30)
    return bytes([code if code < 0xCA else min(code + 1, 255)]).decode("mac_roman")
