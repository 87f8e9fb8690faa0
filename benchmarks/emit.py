"""Measures the record writer beside general libraries that write the same data.

    python benchmarks/emit.py [FILE… | --size MB…] [--runs N] [--seed N] [--json FILE]

casekit starts from the tree; the libraries get a record's plain data ready made, which spares them the way there. Runs of all are
interleaved and the garbage collector is off while the clock runs. A ratio is the median over the runs of a library's time over that of
casekit for the same kind of text: above 1, casekit is faster. orjson counts when it is installed.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from casekit.diagnostic import Diagnostic
from casekit.model import Document
from casekit.parser import parse
from casekit.record import dump
from casekit.rules import check
from casekit.source import Source
from corpus import add_texts, texts_of
from speed import timed

OWN = {"yaml": "casekit YAML", "json": "casekit JSON"}


def writers(document: Document, findings: Sequence[Diagnostic]) -> dict[str, tuple[str, Callable[[], str | bytes]]]:
    """Every writer by name: which of casekit's formats it is measured against, and what it does."""
    data = json.loads(dump(document, findings, "json"))
    found: dict[str, tuple[str, Callable[[], str | bytes]]] = {
        name: (format, lambda format=format: dump(document, findings, format)) for format, name in OWN.items()
    }
    options: dict[str, Any] = {"allow_unicode": True, "sort_keys": False, "width": 1 << 30}
    found["PyYAML CSafeDumper"] = ("yaml", lambda: yaml.dump(data, Dumper=yaml.CSafeDumper, **options))
    found["json.dumps, indent"] = ("json", lambda: json.dumps(data, ensure_ascii=False, indent=2))
    found["json.dumps, one line"] = ("json", lambda: json.dumps(data, ensure_ascii=False))
    if importlib.util.find_spec("orjson"):
        orjson = importlib.import_module("orjson")
        found["orjson, indent"] = ("json", lambda: orjson.dumps(data, option=orjson.OPT_INDENT_2))
    return found


def measure(text: str, runs: int) -> dict[str, dict[str, float]]:
    """For every writer its median seconds, the length of what it writes and its ratio to casekit."""
    source = Source(text)
    document = parse(source)
    table = writers(document, check(document))
    document.source = document.trace = None
    lengths = {name: len(write()) for name, (_, write) in table.items()}
    times: dict[str, list[float]] = {name: [] for name in table}
    for _ in range(runs):
        for name, (_, write) in table.items():
            times[name].append(timed(write))
    return {
        name: {
            "seconds": median(times[name]),
            "length": lengths[name],
            "ratio": median(one / own for one, own in zip(times[name], times[OWN[format]], strict=True)),
        }
        for name, (format, _) in table.items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measures the record writer beside general libraries that write the same data.")
    add_texts(parser, [1], runs=7)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    options = parser.parse_args(arguments)
    texts = texts_of(parser, options)
    found = {}
    for name, text in texts.items():
        found[name] = measure(text, options.runs)
        print(f"{name}: {len(text):,} code points")
        for writer, figures in found[name].items():
            length = int(figures["length"])
            print(f"  {writer:<22}{1000 * figures['seconds']:10.2f} ms  {figures['ratio']:6.2f} x casekit  {length:>12,} long")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
