"""Nothing is fetched at run time: the command over all samples in a process where a socket is an error."""

import subprocess
import sys

from tests import golden

# Unix sockets are left alone: a pipe between processes may be one.
CODE = """
import socket
def refuse(self, *args):
    if self.family != getattr(socket, "AF_UNIX", None):
        raise AssertionError(f"network: {args}")
def lookup(*args, **options):
    raise AssertionError(f"name looked up: {args}")
for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = lookup
try:
    socket.create_connection(("127.0.0.1", 9))
except AssertionError:
    print("FORBIDDEN")
else:
    raise SystemExit("sockets are not forbidden")
from extractor.cli import main
main()
"""


def test_no_document_makes_the_command_use_the_network() -> None:
    command = [sys.executable, "-c", CODE, "extract", str(golden.DOCUMENTS)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.startswith(b"FORBIDDEN\n")
    assert done.stdout.count(b"\n") > len(list(golden.DOCUMENTS.iterdir()))
    assert b"network" not in done.stderr and b"looked up" not in done.stderr
