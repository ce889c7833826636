"""PDFs are parsed in a child process: PDFium can crash on a broken file, and each file has limits of time and memory.

The child is kept for the next file, since it takes a second to start; it is started anew after a crash, and where it
has grown. Both sides of the pipe are here: each message is its length in 8 bytes, then the bytes; a PDF goes in, JSON
comes back. Run as a module, this file is the child.
"""

import atexit
import gc
import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, Any

from extractor.errors import ReadError

SECONDS = 300.0
MEMORY = 3 * 2**30
GROWN = 700 * 2**20
PACKAGES = str(Path(__file__).parents[2])
CHUNK = 2**20
# -P: a module of the folder one happens to stand in must not take the place of a library's.
_ARGUMENTS = ("-P", "-m", __name__)
_HEAD = 8


class Died(Exception):
    """The child ended while it read a file."""


class Child:
    """One child process, started when it is first needed; not for use from several threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.lock = Lock()

    def ask(self, data: bytes) -> dict[str, Any]:
        """What the child read of a PDF. Raises ReadError where it can't be read within the limits."""
        used = self._process is not None and self._process.poll() is None
        try:
            return self._ask(data)
        except Died:
            if not used:
                raise ReadError("PDF that crashes its parser or needs too much memory") from None
        # It may have been the files before that made it fail.
        try:
            return self._ask(data)
        except Died:
            raise ReadError("PDF that crashes its parser or needs too much memory") from None

    def stop(self) -> None:
        """Ends the child."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    with suppress(OSError):
                        pipe.close()
            self._process = None

    def _ask(self, data: bytes) -> dict[str, Any]:
        import orjson

        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = _started()
        deadline = time.monotonic() + SECONDS
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in and pipe_out
        try:
            pipe_in.write(len(data).to_bytes(_HEAD, "big") + data)
            pipe_in.flush()
            size = int.from_bytes(_received(pipe_out, _HEAD, deadline), "big")
            answer: dict[str, Any] = orjson.loads(_received(pipe_out, size, deadline))
        except TimeoutError:
            self.stop()
            raise ReadError(f"not read within {SECONDS:g} seconds") from None
        except (OSError, EOFError):
            self.stop()
            raise Died from None
        if "error" in answer:
            raise ReadError(answer["error"])
        return answer


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *_ARGUMENTS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([PACKAGES, *filter(None, [os.environ.get("PYTHONPATH")])]),
            "PYTHONHASHSEED": "0",
        },
    )


def _received(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    """So many bytes of a pipe. Raises TimeoutError at the deadline, EOFError where it ends before."""
    parts: list[bytes] = []
    while size:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            raise TimeoutError
        part = os.read(pipe.fileno(), min(size, CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


_children: dict[int, Child] = {}


def read_pdf(data: bytes) -> dict[str, Any]:
    """What stands in a PDF, by this process's own child. Raises ReadError."""
    child = _children.get(os.getpid())
    if child is None:
        # A forked worker must not write into the pipes of its parent's child.
        child = _children[os.getpid()] = Child()
        atexit.register(child.stop)
    with child.lock:
        return child.ask(data)


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """The child: one PDF after another until the pipe is closed."""
    import orjson

    # Words by the hundred thousand, and no rings among them: looking for rings took a third of the time.
    gc.disable()
    while len(head := requests.read(_HEAD)) == _HEAD:
        data = requests.read(int.from_bytes(head, "big"))
        answer = orjson.dumps(_answer(data), default=tuple)
        del data
        gc.collect()
        answers.write(len(answer).to_bytes(_HEAD, "big") + answer)
        answers.flush()
        if _size() > GROWN:
            return


def _answer(data: bytes) -> dict[str, Any]:
    from extractor.layout.parse import parse

    try:
        parsed = parse(data)
    except ReadError as error:
        return {"error": str(error)}
    found = parsed.assembled
    return {
        "text": found.text,
        "pages": found.pages,
        "tables": found.tables,
        "sections": [section.model_dump() for section in parsed.sections],
        "unparsed": parsed.unparsed,
    }


def _size() -> int:
    """The memory that this process takes up, in bytes; 0 where it can't be told."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit_memory()
    _serve(sys.stdin.buffer, sys.stdout.buffer)
