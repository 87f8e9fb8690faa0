"""Measures runs over many and over large texts: memory, growth, workers, repetition, Ray.

    python benchmarks/scale.py [PART…] [--docs FOLDER] [--files N…] [--size MB…] [--runs N] [--json FILE]

Parts are `size` (one file, 1 to 100 MB), `files` (memory and time from 100 files up), `workers` (two against one), `again` (a second run
over finished work against the first) and `ray` (a cluster on this machine against two workers); without one, all. Texts are made (see
corpus.py), about 12 kB each, or taken from the folder of `--docs`, the first in order of path.

Every figure is of whole processes: the clock, the processor time of the run with all its workers, the largest process. Runs that are
compared take turns, figures are medians. `cores` is processor time over clock: where it is clearly below the number of workers, somebody
else used the machine, and the clock tells little.
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from casekit.corpus.discover import Input, find
from corpus import compile_cases, generate

DOCUMENT = 12_350
"""Bytes of a made document."""


@dataclass
class Cost:
    """What a process took: seconds by the clock and of processors, megabytes of the largest process."""

    wall: float
    cpu: float
    memory: float

    @property
    def cores(self) -> float:
        """How many processors it had on average."""
        return self.cpu / self.wall


def cost(*words: str) -> Cost:
    """Runs casekit."""
    begin = time.perf_counter()
    running = subprocess.Popen([sys.executable, "-m", "casekit", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert running.stderr is not None
    told = running.stderr.read()
    _, status, usage = os.wait4(running.pid, 0)
    wall = time.perf_counter() - begin
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode != 0:
        raise SystemExit(f"casekit {' '.join(words)}: {told.decode()}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20))


def fresh(folder: Path) -> str:
    """An output folder that is not there."""
    shutil.rmtree(folder, ignore_errors=True)
    return str(folder)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(median(getattr(one, name) for one in costs) for name in ("wall", "cpu", "memory")))


class Bench:
    """A folder to work in, the texts, and the figures found."""

    def __init__(self, work: Path, docs: Path | None, runs: int) -> None:
        self.work = work
        self.docs = docs
        self.runs = runs
        self.found: dict[str, Any] = {}

    def texts(self, count: int) -> str:
        """A folder with `count` documents."""
        folder = self.work / f"docs-{count}"
        if not folder.exists():
            given = (item.path for item in find([str(self.docs)]) if isinstance(item, Input)) if self.docs else None
            for number in range(count):
                path = folder / f"{number // 100:03}" / f"{number:05}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                source = next(given, None) if given else None
                if given and source is None:
                    raise SystemExit(f"{self.docs}: fewer than {count} texts")
                path.write_bytes(source.read_bytes() if source else generate(DOCUMENT, number).encode())
        return str(folder)

    def note(self, name: str, line: str, **figures: Any) -> None:
        """Prints a line and keeps its figures."""
        print(f"{name:<28} {line}", flush=True)
        self.found[name] = {key: asdict(value) if isinstance(value, Cost) else value for key, value in figures.items()}

    def size(self, sizes: Sequence[float]) -> None:
        """One text of many cases, larger and larger."""
        costs = []
        for size in sizes:
            path = self.work / "one.txt"
            with path.open("wb") as file:
                file.writelines(part.encode() for part in compile_cases(int(size * 1e6)))
            made = middle([cost("parse", str(path), "-o", fresh(self.work / "out")) for _ in range(self.runs if size < 50 else 1)])
            costs.append(made)
            self.note(f"one file of {size:g} MB", f"{made.wall:.2f} s, {made.cpu:.2f} s processor, {made.memory:.0f} MB", cost=made)
        if len(sizes) > 1:
            slope = log(costs[-1].cpu / costs[0].cpu) / log(sizes[-1] / sizes[0])
            grown = costs[-1].memory / costs[0].memory
            self.note("growth", f"exponent {slope:.3f} of processor time, memory {grown:.2f}x", exponent=slope, memory=grown)

    def files(self, counts: Sequence[int]) -> None:
        """More and more documents."""
        costs = []
        for count in counts:
            made = cost("parse", self.texts(count), "-o", fresh(self.work / "out"), "--jobs", "2")
            costs.append(made)
            self.note(f"{count} files", f"{made.wall:.2f} s, {made.cpu:.2f} s processor, {made.memory:.1f} MB", cost=made)
        if len(counts) > 1:
            grown = costs[-1].memory / costs[0].memory
            self.note("memory over many files", f"{grown:.3f}x from {counts[0]} to {counts[-1]}", memory=grown)

    def workers(self, count: int) -> None:
        """Two workers against one."""
        texts = self.texts(count)
        one, two = [], []
        for _ in range(self.runs):
            one.append(cost("parse", texts, "-o", fresh(self.work / "out"), "--jobs", "1"))
            two.append(cost("parse", texts, "-o", fresh(self.work / "out"), "--jobs", "2"))
        pairs = list(zip(one, two, strict=True))
        faster = median(a.wall / b.wall for a, b in pairs)
        dearer = median(b.cpu / a.cpu for a, b in pairs)
        best = max(a.wall / b.wall for a, b in pairs)
        cores = median(b.cores for b in two)
        line = f"{faster:.2f}x as fast (best {best:.2f}), {dearer:.3f}x processor time, cores {cores:.2f}"
        self.note(f"two workers, {count} files", line, one=middle(one), two=middle(two), speedup=faster, best=best, processor=dearer)

    def again(self, count: int) -> None:
        """A second run over finished work."""
        texts = self.texts(count)
        output = fresh(self.work / "out")
        first = cost("parse", texts, "-o", output, "--jobs", "1")
        for jobs in ("1", "2"):
            second = middle([cost("parse", texts, "-o", output, "--jobs", jobs) for _ in range(self.runs)])
            line = f"{second.wall / first.wall:.2%} of the clock, {second.cpu / first.cpu:.2%} of processor time ({second.wall:.2f} s)"
            self.note(f"again, {count} files, jobs {jobs}", line, first=first, second=second)

    def ray(self, count: int) -> None:
        """Ray on this machine against two workers."""
        if importlib.util.find_spec("ray") is None:
            print("ray: not installed")
            return
        texts = self.texts(count)
        with cluster() as address:
            pool, there = [], []
            for _ in range(self.runs):
                pool.append(cost("parse", texts, "-o", fresh(self.work / "out"), "--jobs", "2"))
                words = ("--engine", "ray", "--address", address)
                there.append(cost("parse", texts, "-o", fresh(self.work / "out"), *words))
            least = median(cost("parse", self.texts(1), "-o", fresh(self.work / "out"), *words).wall for _ in range(self.runs))
        slower = median(b.wall / a.wall for a, b in zip(pool, there, strict=True))
        line = f"{slower:.2f}x the clock of two workers ({least:.1f} s to join and leave)"
        self.note(f"ray, 2 nodes, {count} files", line, pool=middle(pool), ray=middle(there), slower=slower, join=least)


@contextmanager
def cluster() -> Any:
    """Two nodes of one processor each; gives the address."""
    from ray.cluster_utils import Cluster

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        made.add_node(num_cpus=1)
        yield made.address
    finally:
        made.shutdown()


def place(work: Path | None) -> AbstractContextManager[str]:
    """A folder to work in: the one that is given, which stays, or one that goes."""
    return nullcontext(str(work)) if work else tempfile.TemporaryDirectory()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measures runs over many and over large texts.")
    parser.add_argument("parts", nargs="*", metavar="PART", help="size, files, workers, again, ray; default: all")
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="take documents from here instead of making them")
    parser.add_argument("--files", type=int, nargs="+", default=[100, 20_000], metavar="N", help="how many documents; default: 100 20000")
    parser.add_argument("--size", type=float, nargs="+", default=[1, 10, 100], metavar="MB", help="sizes of one file; default: 1 10 100")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep the documents here")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    options = parser.parse_args(arguments)
    with place(options.work) as work:
        bench = Bench(Path(work), options.docs, options.runs)
        most = max(options.files)
        parts: dict[str, Callable[[], None]] = {
            "size": lambda: bench.size(options.size),
            "files": lambda: bench.files(options.files),
            "workers": lambda: bench.workers(most),
            "again": lambda: bench.again(most),
            "ray": lambda: bench.ray(most),
        }
        unknown = set(options.parts) - set(parts)
        if unknown:
            parser.error(f"no such part: {', '.join(sorted(unknown))}; choose from {', '.join(parts)}")
        for name in options.parts or parts:
            parts[name]()
    if options.json:
        options.json.write_text(json.dumps(bench.found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
