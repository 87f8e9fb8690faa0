"""Kills runs at random moments and compares what comes out in the end with a run that nobody disturbed.

    python benchmarks/kills.py [--kills N] [--files N] [--jobs N] [--format FORMAT…] [--seed N]

A run is started again and again into one folder. Either the whole run gets SIGKILL or one of its workers. When a run comes to its end,
its folder is compared with the undisturbed one, file by file, and the next begins in an empty folder. Exits 1 where anything differs.
Needs Linux.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from corpus import generate

SMALL_JOBS = """
import sys
import casekit.corpus.plan
casekit.corpus.plan.CHUNK = 40_000
from casekit.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The command line with jobs of a few texts, so that a short run has many."""


def start(texts: Path, output: Path, jobs: int, format: str) -> "subprocess.Popen[bytes]":
    """A run, begun."""
    words = ["parse", str(texts), "-o", str(output), "--jobs", str(jobs), "--format", format, "--quiet"]
    return subprocess.Popen([sys.executable, "-c", SMALL_JOBS, *words], stderr=subprocess.DEVNULL)


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden or not."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def workers(process: int) -> list[int]:
    """The children of a process."""
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def disturb(running: "subprocess.Popen[bytes]", wait: float, chance: random.Random) -> str:
    """Waits, and kills; what was killed, "" where the run was over."""
    try:
        running.wait(wait)
    except subprocess.TimeoutExpired:
        children = workers(running.pid)
        if children and chance.random() < 1 / 2:
            try:
                with os.fdopen(os.pidfd_open(chance.choice(children))) as child:  # so that no other is hit that has its number by now
                    signal.pidfd_send_signal(child.fileno(), signal.SIGKILL)
            except OSError:
                return ""
            running.wait()
            return "worker"
        running.kill()
        running.wait()
        return "run"
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Kills runs at random moments and compares what comes out.")
    parser.add_argument("--kills", type=int, default=100, help="of each format; default: 100")
    parser.add_argument("--files", type=int, default=150)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--format", nargs="+", default=["yaml", "jsonl"], dest="formats")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        texts, output, whole = Path(folder, "texts"), Path(folder, "output"), Path(folder, "whole")
        texts.mkdir()
        for number in range(options.files):
            (texts / f"{number:05}.txt").write_bytes(generate(6000, options.seed + number).encode())
        for format in options.formats:
            shutil.rmtree(whole, ignore_errors=True)
            begin = time.monotonic()
            start(texts, whole, options.jobs, format).wait()
            length = time.monotonic() - begin
            wanted = tree(whole)
            hits = {"run": 0, "worker": 0}
            ends = 0
            while sum(hits.values()) < options.kills or output.exists():
                enough = sum(hits.values()) >= options.kills
                hit = disturb(running := start(texts, output, options.jobs, format), length * (9 if enough else chance.random()), chance)
                if hit:
                    hits[hit] += 1
                if hit != "run" and running.returncode is not None:
                    ends += 1
                    differs = running.returncode != 0 or tree(output) != wanted
                    bad += differs
                    if differs:
                        print(f"{format}: differs after kill {sum(hits.values())}, exit {running.returncode}")
                    shutil.rmtree(output, ignore_errors=True)
            print(f"{format}: {hits['run']} runs and {hits['worker']} workers killed, {ends} came to an end, {bad} of them differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
