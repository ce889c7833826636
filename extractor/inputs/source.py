"""What is read: the bytes of a document with the place they come from, or why there are none."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from extractor.errors import ReadError
from extractor.inputs.json_stream import BOM

HEAD = 64 * 1024
LARGEST_TEXT = 10_000_000
LARGEST_JSON = 32 * 2**20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_JSON = re.compile(rb'\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[\[{"\]]|$))')


@dataclass(frozen=True)
class Source:
    """The bytes of one document and where they come from; `member` is its place in a file of many."""

    path: str
    data: bytes = field(repr=False)
    member: str | None = None

    @property
    def name(self) -> str:
        """How messages name it."""
        return f"{self.path}:{self.member}" if self.member else self.path

    @cached_property
    def sha256(self) -> str:
        """Digest of the bytes."""
        return sha256(self.data).hexdigest()

    @cached_property
    def text(self) -> str:
        """The bytes as text: UTF-8, or UTF-16 with a byte order mark. Raises ReadError."""
        if len(self.data) > LARGEST_TEXT:
            raise ReadError(f"larger than {LARGEST_TEXT} bytes of text")
        encoding = "utf-16" if self.data.startswith(_UTF16) else "utf-8-sig"
        try:
            return self.data.decode(encoding)
        except UnicodeDecodeError as error:
            if b"\0" in self.data[:HEAD]:
                raise ReadError("binary data of no known format") from None
            name = encoding.removesuffix("-sig").upper()
            raise ReadError(f"not {name} text", where=f"byte {error.start}") from None

    @cached_property
    def _utf8(self) -> bytes:
        if self.data.startswith(_UTF16):
            return self.text.encode("utf-8", "replace")
        return self.data.removeprefix(BOM)

    @cached_property
    def looks_like_json(self) -> bool:
        """Whether the text begins as JSON does."""
        return bool(_JSON.match(self._utf8[:HEAD]))

    @cached_property
    def json(self) -> Any:
        """The text as JSON, None where it doesn't begin like it. Raises ReadError where it is broken or too large."""
        if not self.looks_like_json:
            return None
        if len(self._utf8) > LARGEST_JSON:
            raise ReadError(f"larger than {LARGEST_JSON} bytes of JSON")
        import orjson

        try:
            return orjson.loads(self._utf8)
        except orjson.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}"
            raise ReadError(f"broken JSON: {str(error.msg).split(':')[0]}", where=where) from None


@dataclass(frozen=True)
class Failure:
    """An input, or a document in it, that could not be read."""

    path: str
    reason: str
    member: str | None = None

    @property
    def name(self) -> str:
        """How messages name it."""
        return f"{self.path}:{self.member}" if self.member else self.path


@dataclass(frozen=True)
class Notice:
    """Something that was left out on purpose and is named, without counting as a failure."""

    path: str
    reason: str


Item = Source | Failure | Notice
