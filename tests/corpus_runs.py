"""What the tests of corpus runs share: a folder of small texts, and runs in a process of their own that can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from casekit.corpus.shard import in_shard
from commandline import CLEAN, GAP

SMALL_JOBS = """
import sys
import casekit.corpus.plan
casekit.corpus.plan.CHUNK = {chunk}
from casekit.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The command line with jobs of a few texts, so that small corpora have many."""


def corpus(root="in", count=28):
    """Texts in several folders, some of one name, one in another encoding, and one that is none."""
    for number in range(count):
        path = Path(root, f"{number % 4}", f"文稿 {number // 2:03}.txt" if number % 3 else f"same-{number % 8}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (GAP if number % 5 == 0 else CLEAN).replace("挨家挨户", f"挨家挨户{'、'.join('一二三四五'[: number % 6])}{number}")
        path.write_bytes(text.encode("gb18030" if number % 7 == 0 else "utf-8"))
    Path(root, "1", "broken.txt").write_bytes(b"")
    return sorted(path.as_posix() for path in Path(root).rglob("*.txt"))


def command(*words, chunk=4000, first=""):
    """A run in a process of its own; `first` is what Python does before."""
    return [sys.executable, "-c", first + SMALL_JOBS.format(chunk=chunk), *map(str, words)]


def finish(*words, chunk=4000, first="", **options):
    """Runs to the end: exit code and standard error."""
    environment = {**os.environ, **options.pop("env", {})}
    done = subprocess.run(command(*words, chunk=chunk, first=first), capture_output=True, timeout=120, env=environment, **options)
    return done.returncode, done.stderr.decode()


def kill(jobs, pause, *words, chunk=4000):
    """Runs until some jobs are done and `pause` seconds more, and then kills; whether it was still running."""
    running = subprocess.Popen(command(*words, chunk=chunk), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    while running.poll() is None and len(list(Path("out").glob(".casekit-*.run/*.rows"))) < jobs:
        time.sleep(0.002)
    time.sleep(pause)
    alive = running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    return alive


def rows(root="out"):
    return [json.loads(line) for line in Path(root, "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def part(names, index, count):
    return [name for name in names if in_shard(name, index, count)]
