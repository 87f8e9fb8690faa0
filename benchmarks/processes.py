"""Measures whole processes, from a file to what is written, beside Python reading the file and splitting its lines.

    python benchmarks/processes.py [FILE… | --size MB…] [--runs N] [--peers] [--json FILE]

Every call is a process of its own; what it writes goes to a folder that is removed, or to nowhere. Calls take turns, and a ratio is the
median over the runs of a call's processor time (its own and the system's) over that of `read and splitlines` next to it: on a machine
that others use the clock tells little. The first turn does not count. Memory is the largest a process had. With `--peers` also the
parsers that are installed, each to its own result: markdown-it-py to tokens, mistune and arborparser to their trees, pandoc to JSON.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from corpus import generate

LINES = "read and splitlines"
_READ = "import sys; text = open(sys.argv[1], encoding='utf-8', newline='').read()"
_ARBOR = """
sys.path.insert(0, sys.argv[2])
from peers import peers
run = peers()["arborparser, more patterns"]
run(text)
"""


class Cost(NamedTuple):
    """Seconds of processors and megabytes of a process."""

    cpu: float
    memory: float


def cost(words: Sequence[str]) -> Cost:
    """Runs a process to its end. Raises SystemExit where it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    assert running.stderr is not None
    told = running.stderr.read()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode != 0:
        raise SystemExit(f"{' '.join(words[:6])}: {told.decode(errors='replace')}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20))


def calls(path: str, output: Path, peers: bool) -> dict[str, list[str]]:
    """Name and words of everything that is measured."""
    python, casekit = sys.executable, [sys.executable, "-m", "casekit"]
    found = {
        LINES: [python, "-c", f"{_READ}.splitlines()", path],
        "JSON, a file each": [*casekit, "parse", path, "-o", str(output), "--format", "json", "--quiet"],
        "YAML, a file each": [*casekit, "parse", path, "-o", str(output), "--format", "yaml", "--quiet"],
        "JSON Lines": [*casekit, "parse", path, "--format", "jsonl", "--quiet"],
        "outline": [*casekit, "outline", path],
    }
    if peers:
        here = str(Path(__file__).resolve().parent)
        if find_spec("markdown_it"):
            found["markdown-it-py"] = [python, "-c", f"{_READ}; from markdown_it import MarkdownIt; MarkdownIt().parse(text)", path]
        if find_spec("mistune"):
            found["mistune"] = [python, "-c", f"{_READ}; import mistune; mistune.create_markdown(renderer=None)(text)", path]
        if find_spec("arborparser"):
            found["arborparser"] = [python, "-c", f"{_READ}{_ARBOR}", path, here]
        if shutil.which("pandoc"):
            found["pandoc"] = ["pandoc", "-f", "commonmark", "-t", "json", path]
    return found


def measure(path: str, runs: int, peers: bool, show: Callable[[str], None] = lambda line: None) -> dict[str, dict[str, float]]:
    """For every call the median processor time, its ratio to reading and splitting, and the largest memory."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "out"
        wanted = calls(path, output, peers)
        costs: dict[str, list[Cost]] = {name: [] for name in wanted}
        for turn in range(runs + 1):  # the first finds no byte code yet, and does not count
            for name, words in wanted.items():
                shutil.rmtree(output, ignore_errors=True)
                taken = cost(words)
                if turn:
                    costs[name].append(taken)
    found = {}
    for name, made in costs.items():
        ratio = median(one.cpu / other.cpu for one, other in zip(made, costs[LINES], strict=True))
        found[name] = {"cpu": median(one.cpu for one in made), "ratio": ratio, "memory": max(one.memory for one in made)}
        show(f"  {name:<22}{found[name]['cpu']:8.2f} s {ratio:8.2f} x {found[name]['memory']:8.0f} MB")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measures whole processes beside Python reading the file and splitting its lines.")
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--size", type=float, nargs="+", default=[1, 10], metavar="MB", help="sizes to make, in millions of UTF-8 bytes")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--peers", action="store_true", help="other parsers too, where they are installed")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    options = parser.parse_args(arguments)
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = options.files
        for size in [] if files else options.size:
            path = Path(folder, f"{size:g}MB.txt")
            path.write_bytes(generate(int(size * 1_000_000)).encode())
            files = [*files, str(path)]
        for path in files:
            print(f"{Path(path).name}: {Path(path).stat().st_size / 1e6:.2f} MB", flush=True)
            found[Path(path).name] = measure(path, options.runs, options.peers, lambda line: print(line, flush=True))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
