"""Fuzzing by coverage: `python -m tests.fuzz [--runs 20000] [--seconds 600] [TARGET...]`; all targets if none is named.

Begins with `samples/` and the target's folder of `tests/fuzz/corpus`, and runs each target in a process of its own, in
which a hang of 20 seconds or 2 GB of memory is a crash too. What crashes is left as a file in the working directory's
`out/fuzz/TARGET`: put it into `tests/fuzz/corpus/TARGET`, where `test_corpus.py` replays it, and mend what it found.
Needs atheris (the dependency group `fuzz`).
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples" / "documents"


def _fuzz(name: str, rest: list[str]) -> None:
    """One target in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["extractor"]):
        from tests.fuzz.targets import targets

        target = targets()[name]
    atheris.Setup([sys.argv[0], *rest], target)
    atheris.Fuzz()


def _run(name: str, runs: int, seconds: int) -> int:
    left = Path("out") / "fuzz" / name
    left.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as found:
        corpora = [found, str(SAMPLES), *map(str, HERE.glob(f"corpus/{name}"))]
        limits = ["-timeout=20", "-rss_limit_mb=2048", "-max_len=65536", f"-artifact_prefix={left}/"]
        bounds = [f"-runs={runs}", f"-max_total_time={seconds}", "-verbosity=0", "-print_final_stats=1"]
        command = [sys.executable, "-m", "tests.fuzz", "--one", name, *corpora, *limits, *bounds]
        return subprocess.run(command, check=False).returncode


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        _fuzz(sys.argv[2], sys.argv[3:])
        return 0
    from tests.fuzz.targets import targets

    parser = argparse.ArgumentParser(description="Fuzzes the readers and language/.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(targets()))
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=600)
    options = parser.parse_args()
    failed = [name for name in options.targets or targets() if _run(name, options.runs, options.seconds)]
    print("\n".join(f"crashed: {name}, see out/fuzz/{name}" for name in failed) or "no target crashed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
