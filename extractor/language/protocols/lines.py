"""The lines of a protocol's text."""


def line_end(text: str, start: int) -> int:
    """Where the line of a character ends: its line break, or the end of the text.

    >>> line_end("one\\ntwo", 1), line_end("one\\ntwo", 5)
    (3, 7)
    """
    end = text.find("\n", start)
    return len(text) if end < 0 else end
