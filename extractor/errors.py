"""What can go wrong, as a tree a caller can catch at any height.

ExtractorError
├── ReadError     an input cannot be read: says which document, where in it, and why
├── WriteError    a record cannot be written in a format
├── ModelError    a recognition model is missing, broken or of no use
└── ConfigError   an option, a configuration file or a code that does not exist
"""


class ExtractorError(Exception):
    """Base of every error that this package raises on purpose."""


class ReadError(ExtractorError):
    """An input cannot be read.

    `reason` is one line; `where` names the place in the document (a page, a line, a byte), if known.

    >>> str(ReadError("not UTF-8", where="byte 17"))
    'not UTF-8 (byte 17)'
    """

    def __init__(self, reason: str, *, where: str | None = None) -> None:
        super().__init__(reason, where)
        self.reason = reason
        self.where = where

    def __str__(self) -> str:
        return f"{self.reason} ({self.where})" if self.where else self.reason


class WriteError(ExtractorError):
    """A record cannot be written in a format: says why."""


class ModelError(ExtractorError):
    """A recognition model is missing, broken or of no use."""


class ConfigError(ExtractorError):
    """An option, a configuration file or a check code that does not exist."""
