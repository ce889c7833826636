"""`make audit`: no dependency under the GPL or AGPL, and none with a known weakness.

The licences are those that the installed packages state; of the pinned ones (requirements.lock) all must be known. The
weaknesses are looked up by pip-audit, which needs the network: without it that half is skipped, and said to be.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
SECONDS = 180
# Looked into one by one: the package, and why what its licence file says is no objection.
EXCEPTIONS = {"nmslib-metabrainz": "Apache-2.0; LSHKIT, which is under the GPL, is not built into its wheels"}
_NAME = re.compile(r"^[A-Za-z0-9][\w.-]*")
# "LGPL" is not meant; "MIT OR GPL-3.0" leaves a choice.
_COPYLEFT = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public")
_CHOICE = re.compile(r"\bOR\b")


def pinned() -> list[str]:
    """The names in the lock file."""
    return [match[0] for line in LOCK.read_text().splitlines() if (match := _NAME.match(line))]


def licence(package: Distribution) -> str:
    """What a package says of its licence: the expression, classifiers, the field, or how its licence file begins."""
    told = package.metadata
    classifiers = [one for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    stated = told.get("License-Expression") or "; ".join(classifiers) or (told.get("License") or "").partition("\n")[0]
    if stated and stated != "UNKNOWN":
        return stated
    files = [file for file in package.files or () if re.match(r"(?i)licen[sc]e|copying", file.name)]
    return " ".join(file.read_text(encoding="utf-8")[:300] for file in files)


def unwanted(stated: str) -> str | None:
    """Why a licence does not go with the project's; None where it does.

    >>> unwanted("GNU Lesser General Public License"), unwanted("MIT OR GPL-3.0"), unwanted("AGPL-3.0-only")
    (None, None, 'AGPL-3.0-only')
    """
    if not stated.strip():
        return "no licence is stated"
    return stated if _COPYLEFT.search(stated) and not _CHOICE.search(stated) else None


def licences() -> list[str]:
    """The pinned packages whose licence is unwanted or not known."""
    found = []
    for name in pinned():
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # of another platform
        if name not in EXCEPTIONS and (reason := unwanted(licence(package))):
            found.append(f"{name} {package.version}: {reason}")
    return found


def weaknesses() -> tuple[list[str], str | None]:
    """The pinned packages with a known weakness; or why they could not be looked up."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(LOCK), "--no-deps", "--disable-pip", "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return [], f"no answer within {SECONDS} seconds"
    except json.JSONDecodeError:
        return [], (done.stderr.strip().splitlines() or ["no answer"])[-1]
    return [
        f"{one['name']} {one['version']}: {weakness['id']}, mended in {', '.join(weakness['fix_versions']) or 'none'}"
        for one in answer["dependencies"]
        for weakness in one.get("vulns", ())
    ], None


def main() -> int:
    bad = licences()
    print(f"licences of {len(pinned())} pinned packages: {'; '.join(bad) or 'none under GPL or AGPL'}")
    known, skipped = weaknesses()
    print(f"known weaknesses: {'skipped, ' + skipped if skipped else '; '.join(known) or 'none'}")
    return bool(bad or known)


if __name__ == "__main__":
    sys.exit(main())
