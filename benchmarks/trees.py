"""Random trees written out in random ladders, clean and damaged: how many come back as they were?

    python benchmarks/trees.py [--trees 500] [--seed N] [--depth N] [--show]

The trees are those of tests/ladders.py: two to four levels, any marker family on any level.
"""

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from casekit.parser import parse
from casekit.source import Source
from ladders import drop_headings, random_ladder, random_tree, render

Row = tuple[int, str, int]
"""1-based line, marker and title, index of the parent."""

Sample = tuple[str, list[Row]]


def sample(seed: int, depth: int = 4, run_in: bool = False) -> Sample:
    """The text of a random tree of at most `depth` levels, and its headings."""
    rng = random.Random(seed)
    levels = rng.randint(2, depth)
    return render(random_tree(rng, levels), random_ladder(rng, levels), run_in)


def found(text: str) -> list[Row]:
    """The headings that have a number, as the parser sees them; lead-ins are left out and their children move up."""
    rows: list[Row] = []
    place = {-1: -1}
    for index, row in enumerate(parse(Source(text)).outline(items=True, leads=True)):
        if row["kind"] == "lead":
            place[index] = place[row["parent"]]
            continue
        place[index] = len(rows)
        rows.append((row["line"], _bare(row["marker"] + row["title"]), place[row["parent"]]))
    return rows


def comes_back(made: Sample) -> bool:
    """Whether the parser finds the headings, all of them, nothing else, each under its parent."""
    text, rows = made
    return found(text) == [(line, _bare(head), parent) for line, head, parent in rows]


def _bare(text: str) -> str:
    return "".join(text.split())


def _dropped(count: int) -> Callable[[Sample, random.Random], Sample]:
    return lambda made, rng: drop_headings(rng, *made, count)


def _interleaved(made: Sample, extra: Callable[[int], list[str]]) -> Sample:
    """The sample with further lines behind its lines: `extra` gives them for a 1-based line number."""
    text, rows = made
    lines: list[str] = []
    new: dict[int, int] = {}
    for number, line in enumerate(text.rstrip("\n").split("\n"), 1):
        lines.append(line)
        new[number] = len(lines)
        lines.extend(extra(number))
    return "\n".join(lines) + "\n", [(new[line], head, parent) for line, head, parent in rows]


def _indented(made: Sample, rng: random.Random) -> Sample:
    return "".join(f"　　{line}\n" for line in made[0].split("\n") if line), made[1]


def _blank_lines(made: Sample, rng: random.Random) -> Sample:
    return _interleaved(made, lambda number: [""] * rng.randint(0, 2))


def _page_numbers(made: Sample, rng: random.Random) -> Sample:
    return _interleaved(made, lambda number: [f"- {number // 12} -"] if number % 12 == 0 else [])


DAMAGE: dict[str, Callable[[Sample, random.Random], Sample]] = {
    "clean": lambda made, rng: made,
    "one heading dropped": _dropped(1),
    "two headings dropped": _dropped(2),
    "indented": _indented,
    "blank lines": _blank_lines,
    "page numbers": _page_numbers,
}
"""What is done to a sample, by name."""


def damaged(seed: int, damage: str, depth: int = 4, run_in: bool = False) -> Sample:
    """The sample of `seed` after one kind of damage."""
    return DAMAGE[damage](sample(seed, depth, run_in), random.Random(-1 - seed))


def losses(seeds: Sequence[int], damage: str, depth: int = 4, run_in: bool = False) -> list[int]:
    """The seeds whose tree does not come back."""
    return [seed for seed in seeds if not comes_back(damaged(seed, damage, depth, run_in))]


def _show(made: Sample) -> None:
    text, rows = made
    wanted = [(line, _bare(head), parent) for line, head, parent in rows]
    for row in sorted(set(wanted) ^ set(got := found(text))):
        print(f"    {'+' if row in got else '-'} line {row[0]}: {row[1]} under {row[2]}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Random trees in random ladders: how many come back as they were?")
    parser.add_argument("--trees", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--depth", type=int, default=4, choices=range(2, 8), help="no tree is deeper; default: 4")
    parser.add_argument("--show", action="store_true", help="show what differs in the first tree of each kind that does not come back")
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.trees)
    for run_in in (False, True):
        for damage in DAMAGE:
            lost = losses(seeds, damage, options.depth, run_in)
            name = f"{damage}, titles {'run in' if run_in else 'alone'}"
            print(f"{name:<36}{100 * (1 - len(lost) / len(seeds)):6.1f} %  {'seeds ' + ' '.join(map(str, lost[:8])) if lost else ''}")
            if lost and options.show:
                _show(damaged(lost[0], damage, options.depth, run_in))
    return 0


if __name__ == "__main__":
    sys.exit(main())
