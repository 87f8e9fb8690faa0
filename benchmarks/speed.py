"""Measures the parser against `str.splitlines()` on the same text.

    python benchmarks/speed.py [FILE… | --size MB…] [--runs N] [--seed N] [--json FILE]

Without files, texts of 1 and 10 MB are made (see corpus.py). `parse` is the time to the tree of headings; paragraphs are cut when they are
asked for, and `and read` counts that too. Runs are interleaved and the garbage collector is off while the clock runs; figures are
medians. Stages are timed in runs of their own. The exponent is that of time over code points between two sizes: 1 is linear.
"""

import argparse
import gc
import importlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from casekit.parser import parse
from casekit.source import Source
from corpus import add_texts, texts_of

STAGES = {
    "lines": ("folded",),
    "setting": ("read_setting",),
    "scan": ("scan",),
    "regions": ("regions",),
    "boundaries": ("boundaries", "merge"),
    "doubts": ("doubt",),
    "resolve": ("resolve",),
    "build": ("build",),
}
"""A stage and the functions of casekit.parser that make it."""


def timed(work: Callable[[], Any]) -> float:
    """Seconds that `work` takes, without what it leaves behind being cleared up."""
    gc.collect()
    gc.disable()
    try:
        begin = perf_counter()
        result = work()
        end = perf_counter()
    finally:
        gc.enable()
    del result
    return end - begin


@contextmanager
def stopwatches(spent: dict[str, float]) -> Iterator[None]:
    """Within, every stage of the parser adds its time to `spent`. Which calls which is the parser's own affair."""
    parser = importlib.import_module("casekit.parser")
    plain: dict[str, Callable[..., Any]] = {}

    def watched(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            begin = perf_counter()
            result = function(*arguments, **named)
            spent[stage] += perf_counter() - begin
            return result

        return run

    try:
        for stage, names in STAGES.items():
            for name in names:
                plain[name] = getattr(parser, name)
                setattr(parser, name, watched(stage, plain[name]))
        yield
    finally:
        for name, function in plain.items():
            setattr(parser, name, function)


def measure(text: str, runs: int) -> dict[str, Any]:
    """The figures of one text; `stages` are seconds, `rest` what no stage accounts for."""
    parse(Source(text[:100_000]))
    lines, whole, read = [], [], []
    stages: dict[str, list[float]] = {stage: [] for stage in (*STAGES, "rest")}
    for _ in range(runs):
        lines.append(min(timed(text.splitlines) for _ in range(3)))
        whole.append(timed(lambda: parse(Source(text))))
        read.append(timed(lambda: sum(1 for _ in parse(Source(text)).leaves())))
        spent = dict.fromkeys(STAGES, 0.0)
        with stopwatches(spent):
            total = timed(lambda: parse(Source(text)))
        spent["rest"] = total - sum(spent.values())
        for stage, seconds in spent.items():
            stages[stage].append(seconds)
    seconds = median(whole)
    size = len(text.encode("utf-8", "surrogatepass"))
    return {
        "bytes": size,
        "code_points": len(text),
        "splitlines": median(lines),
        "parse": seconds,
        "ratio": median(one / other for one, other in zip(whole, lines, strict=True)),
        "read": median(read),
        "read_ratio": median(one / other for one, other in zip(read, lines, strict=True)),
        "mb_per_second": size / 1e6 / seconds,
        "stages": {stage: median(values) for stage, values in stages.items()},
    }


def exponent(small: dict[str, Any], large: dict[str, Any]) -> float:
    """How time grows between two texts: the slope in a plot of logarithms."""
    return log(large["parse"] / small["parse"]) / log(large["code_points"] / small["code_points"])


def report(name: str, figures: dict[str, Any]) -> None:
    print(f"{name}: {figures['bytes'] / 1e6:.2f} MB, {figures['code_points']:,} code points")
    print(f"  splitlines {1000 * figures['splitlines']:9.2f} ms")
    print(f"  parse      {1000 * figures['parse']:9.2f} ms  {figures['ratio']:.1f} x splitlines  {figures['mb_per_second']:.1f} MB/s")
    print(f"  and read   {1000 * figures['read']:9.2f} ms  {figures['read_ratio']:.1f} x splitlines: every paragraph asked for as well")
    total = sum(figures["stages"].values())
    for stage, seconds in figures["stages"].items():
        print(f"    {stage:<10}{1000 * seconds:8.2f} ms  {100 * seconds / total:5.1f} %  {seconds / figures['splitlines']:5.1f} x")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measures the parser against str.splitlines() on the same text.")
    add_texts(parser, [1, 10], runs=5)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    options = parser.parse_args(arguments)
    texts = texts_of(parser, options)
    found: dict[str, dict[str, Any]] = {}
    for name in sorted(texts, key=lambda name: len(texts[name])):
        found[name] = measure(texts[name], options.runs)
        report(name, found[name])
    exponents = {}
    for (name, small), (other, large) in pairwise(found.items()):
        if small["code_points"] < large["code_points"]:
            exponents[f"{name} to {other}"] = exponent(small, large)
            print(f"growth from {name} to {other}: exponent {exponent(small, large):.3f}")
    if options.json:
        options.json.write_text(json.dumps({"texts": found, "exponents": exponents}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
