"""Measures how long casekit takes to start, beside a Python that does nothing.

    python benchmarks/start.py [--runs N] [--json FILE]

Every call is a process of its own that does what the installed command does. The calls are interleaved with `python -c pass`, and a ratio
is the median over the runs of a call's time over that of the Python next to it. The first round does not count. The figures are those
of an installed casekit only where Python finds its byte code: not with PYTHONDONTWRITEBYTECODE in a fresh checkout.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

SMALL = """关于做好春季防火工作的通知
一、总体要求
各村要把防火放在心上，早安排，早落实。
二、工作措施
（一）巡山护林。每天两班，不留空档。
（二）清理林缘。路边的枯草要及时割除。
三、有关纪律
出了问题要及时报告。
"""

CASEKIT = ("-c", "import sys; from casekit.cli import main; sys.exit(main())")
"""What the installed command does."""
NOTHING = "python -c pass"
CALLS = {
    NOTHING: ["-c", "pass"],
    "python -c 'import casekit'": ["-c", "import casekit"],
    "casekit --version": [*CASEKIT, "--version"],
    "casekit --help": [*CASEKIT, "--help"],
    "casekit outline --help": [*CASEKIT, "outline", "--help"],
    "casekit outline small.txt": [*CASEKIT, "outline", "small.txt"],
    "casekit validate small.txt": [*CASEKIT, "validate", "small.txt"],
    "casekit parse small.txt": [*CASEKIT, "parse", "small.txt"],
    "casekit parse small.txt -o out": [*CASEKIT, "parse", "small.txt", "-o", "out"],
    "casekit outline (a usage error)": [*CASEKIT, "outline"],
}


def measure(runs: int) -> dict[str, dict[str, float]]:
    """For every call its median seconds and its ratio to a Python that does nothing."""
    times: dict[str, list[float]] = {name: [] for name in CALLS}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "small.txt").write_text(SMALL, encoding="utf-8")
        for _ in range(runs + 1):
            for name, words in CALLS.items():
                begin = perf_counter()
                subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, check=False)
                times[name].append(perf_counter() - begin)
    nothing = times[NOTHING][1:]
    return {
        name: {"seconds": median(some[1:]), "ratio": median(one / other for one, other in zip(some[1:], nothing, strict=True))}
        for name, some in times.items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measures how long casekit takes to start, beside a Python that does nothing.")
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    options = parser.parse_args(arguments)
    found = measure(options.runs)
    for name, figures in found.items():
        print(f"{name:<34}{1000 * figures['seconds']:8.1f} ms  {figures['ratio']:5.2f} x")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
