"""Damages a text at random and parses what comes out: nothing may be raised and nothing of the text lost.

    python benchmarks/mutate.py FILE [--edits 20000] [--seed N] [--jobs N]

Each edit starts from the whole text and has a seed of its own, N, N + 1, …; `--seed S --edits 1` does one of them again.
Exits 1 where an edit made the parser raise or lose something.
"""

import argparse
import os
import random
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from casekit.errors import SourceError
from casekit.model import Document
from casekit.parser import parse
from casekit.readers import read_path
from casekit.source import Source

POOL = (
    *"一二十、.．。：:；;（）()【】[]「」『』“”\"'《》①⑳⑴㈠ⅠⅣIVXab§—–-…·|",
    *"\t \u3000\xa0\n\r\0\x0b\x0c\x1b\x85\u2028\u2029\u200b\u202e\ufeff\ufffd\ud800\U00020000",
    *("一、", "（一）", "1.", "1、", "(1)", "1.1", "1.1.1", "第一章", "第一条", "第十二条之一", "第三篇：", "【篇二】", "案例一："),
    *("附件1", "一是", "首先，", "\r\n", "\n\n", "\n　　", "……12\n", "目录\n", "- 3 -\n", "第 3 页\n", "\x1b[31m"),
    *("（一" * 50, "“" * 40, "1." * 60, "　" * 200),
)
"""What may be inserted."""


class Failure(NamedTuple):
    """An edit that went wrong, by its seed."""

    seed: int
    what: str


def _drop(lines: list[str], at: int, rng: random.Random) -> None:
    del lines[at : at + rng.choice((1, 1, 1, 5))]


def _double(lines: list[str], at: int, rng: random.Random) -> None:
    lines[at:at] = lines[at : at + rng.choice((1, 1, 3))]


def _join(lines: list[str], at: int, rng: random.Random) -> None:
    count = rng.choice((2, 2, 3, 40))
    joined = "".join(line.rstrip("\r\n") for line in lines[at : at + count])
    lines[at : at + count] = [joined + "\n"]


def _cut(lines: list[str], at: int, rng: random.Random) -> None:
    place = rng.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:place] + "\n", lines[at][place:]]


def _swap_lines(lines: list[str], at: int, rng: random.Random) -> None:
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _swap(lines: list[str], at: int, rng: random.Random) -> None:
    line = lines[at]
    place = rng.randrange(max(1, len(line) - 1))
    lines[at] = line[:place] + line[place + 1 : place + 2] + line[place : place + 1] + line[place + 2 :]


def _delete(lines: list[str], at: int, rng: random.Random) -> None:
    line = lines[at]
    place = rng.randint(0, min(6, len(line))) if rng.random() < 0.5 else rng.randint(0, len(line))
    lines[at] = line[:place] + line[place + rng.choice((1, 1, 2, 20)) :]


def _insert(lines: list[str], at: int, rng: random.Random) -> None:
    line = lines[at]
    place = 0 if rng.random() < 0.4 else rng.randint(0, len(line))
    lines[at] = line[:place] + rng.choice(POOL) + line[place:]


Edit = Callable[[list[str], int, random.Random], None]

EDITS: tuple[Edit, ...] = (_drop, _double, _join, _cut, _swap_lines, _swap, _delete, _insert, _insert)
"""What is done to the line with the given index; what stands here twice is done twice as often."""


def mutate(text: str, seed: int) -> str:
    """`text` after one to six edits."""
    rng = random.Random(seed)
    lines = text.splitlines(keepends=True)
    for _ in range(rng.randint(1, 6)):
        if not lines:
            break
        rng.choice(EDITS)(lines, rng.randrange(len(lines)), rng)
    return "".join(lines)


def loss(document: Document, text: str) -> str:
    """What the leaves of a tree do to its text that they must not: overlap, go back, leave out more than white space; "" for nothing."""
    at = 0
    for start, end in document.leaves():
        if start < at or end < start or end > len(text):
            return f"leaf {start}-{end} behind {at} of {len(text)}"
        gap = text[at:start]
        if gap and not gap.isspace():
            return f"text lost in {at}-{start}: {gap[:30]!r}"
        at = end
    rest = text[at:]
    return f"text lost at the end: {rest[:30]!r}" if rest and not rest.isspace() else ""


def try_edit(text: str, seed: int) -> Failure | None:
    """Parse one mutation; None where all is well."""
    mutated = mutate(text, seed)
    try:
        document = parse(Source(mutated))
        what = loss(document, mutated)
    except Exception as error:  # the point is to find whatever can be raised
        return Failure(seed, f"raised {type(error).__name__}: {error}")
    return Failure(seed, what) if what else None


def failures(text: str, edits: int, seed: int, jobs: int = 1) -> list[Failure]:
    """The edits that went wrong, of `edits` from `seed` on."""
    seeds = range(seed, seed + edits)
    run = partial(try_edit, text)
    if jobs == 1:
        return [failure for failure in map(run, seeds) if failure]
    with ProcessPoolExecutor(jobs) as pool:
        return [failure for failure in pool.map(run, seeds, chunksize=100) if failure]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Damages a text at random and parses what comes out.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--edits", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    try:
        text = read_path(options.file).text
    except SourceError as error:
        parser.error(str(error))
    found = failures(text, options.edits, options.seed, options.jobs)
    raised = sum(failure.what.startswith("raised ") for failure in found)
    print(f"{options.file.name}: {options.edits} edits, {raised} exceptions, {len(found) - raised} losses")
    for failure in found[:20]:
        print(f"  --seed {failure.seed} --edits 1: {failure.what.encode('unicode_escape').decode('ascii')}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
