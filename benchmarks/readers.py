"""Measures the readers on one text in every format, and other readers of Word documents beside casekit's.

    python benchmarks/readers.py [FILE] [--size MB] [--runs N] [--json FILE]

The text (a sample dump by default, repeated up to `--size` MB of UTF-8) is written in every format by the writers of the tests; in Word
its markers become automatic numbers. Time is the median of the runs, speed counts the bytes of the plain text, memory is the peak of
Python's allocations in a run of its own. Of the headings that casekit finds in the plain text, `kept` counts those that the reader's
output shows with their number, `levels` those to which casekit gives the same level in that output.

Peers are used where they are installed: pip install python-docx mammoth docx2python 'markitdown[docx]', and pandoc.
"""

import argparse
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import casekit
from casekit.readers import read_bytes

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data/raw/village-library-cases.txt"

_MARKS = re.compile(r"[\s\\*#>:：]+")
Headings = dict[tuple[str, str], int]
"""Levels by marker and the title's first letters."""


def formats(text: str) -> Iterator[tuple[str, bytes]]:
    """The text in every format, by file name."""
    sys.path.insert(0, str(ROOT / "tests"))
    written = import_module("dump_files")
    yield "a.txt", text.encode()
    yield "a.docx", written.as_word(text)[0]
    yield "a.html", written.as_page(text)
    yield "a.epub", written.as_book(text)
    yield "a.md", written.as_markdown(text)
    yield "a.pdf", import_module("pdf_files").as_print(text)


def peers() -> Iterator[tuple[str, Callable[[Path], str]]]:
    """The other readers that are installed, each from a Word file to text."""
    if find_spec("docx"):
        docx = import_module("docx")
        yield "python-docx", lambda path: "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    if find_spec("mammoth"):
        mammoth = import_module("mammoth")
        yield "mammoth", lambda path: _tagless(mammoth.convert_to_html(io.BytesIO(path.read_bytes())).value)
    if find_spec("docx2python"):
        docx2python = import_module("docx2python").docx2python
        yield "docx2python", lambda path: str(docx2python(str(path)).text)
    if find_spec("markitdown"):
        converter = import_module("markitdown").MarkItDown()
        yield "markitdown", lambda path: str(converter.convert(str(path)).text_content)
    if shutil.which("pandoc"):
        yield "pandoc", lambda path: _output("pandoc", "-t", "plain", "--wrap=none", str(path))


def _text(path: Path) -> str:
    return casekit.read(path).text


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout


def _tagless(page: str) -> str:
    return read_bytes(f"<html>{page}</html>".encode(), "a.html").text


def headings(text: str) -> Headings:
    """What casekit finds in a text."""
    return {(row["marker"], row["title"][:12]): row["level"] for row in casekit.parse(text).outline() if row["marker"]}


def score(gold: Headings, text: str) -> tuple[float, float]:
    """The shares of headings that are shown with their number, and that get the same level."""
    shown = _MARKS.sub("", text)
    kept = sum(_MARKS.sub("", marker + title) in shown for marker, title in gold)
    found = headings(text)
    right = sum(found.get(key) == level for key, level in gold.items())
    return kept / len(gold), right / len(gold)


def measure(work: Callable[[], str], runs: int) -> tuple[str, float, float]:
    """The text of a reader, its seconds, its peak of memory in MB."""
    times = []
    for _ in range(runs):
        begun = perf_counter()
        text = work()
        times.append(perf_counter() - begun)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return text, median(times), peak / 1e6


def rows(text: str, runs: int) -> Iterator[dict[str, Any]]:
    """A row for each format, and for each peer on the Word document."""
    size = len(text.encode()) / 1e6
    gold = headings(text)
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "a.docx"
        for name, data in formats(text):
            path = Path(folder) / name
            path.write_bytes(data)
            yield _row("casekit", name, size, gold, *measure(partial(_text, path), runs))
        for name, work in peers():
            yield _row(name, "a.docx", size, gold, *measure(partial(work, word), runs))


def _row(reader: str, name: str, size: float, gold: Headings, text: str, seconds: float, peak: float) -> dict[str, Any]:
    kept, levels = score(gold, text)
    return {
        "reader": reader,
        "format": Path(name).suffix,
        "ms": round(seconds * 1000, 1),
        "MB/s": round(size / seconds, 2),
        "peak MB": round(peak, 1),
        "kept %": round(100 * kept, 1),
        "levels %": round(100 * levels, 1),
    }


def main() -> int:
    """Prints the table; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--size", type=float, default=0.0, help="MB of plain text; the file as it is by default")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    text = given.file.read_text(encoding="utf-8").strip("\n") + "\n"
    text *= max(1, round(given.size * 1e6 / len(text.encode())))
    print(f"{given.file.name}: {len(text.encode()) / 1e6:.2f} MB, {len(headings(text))} headings with a number of their own")
    table = []
    for row in rows(text, given.runs):
        if not table:
            print("  ".join(f"{name:>11}" for name in row))
        table.append(row)
        print("  ".join(f"{value:>11}" for value in row.values()), flush=True)
    if given.json:
        given.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
