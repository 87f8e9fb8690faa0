"""Measures the readers on one text in every format, and other readers of Word documents beside casekit's.

    python benchmarks/readers.py [FILE] [--size MB] [--runs N] [--json FILE]

The text (a sample dump by default, repeated up to `--size` MB of UTF-8) is written in every format by the writers of the tests; in Word
its markers become automatic numbers. Time is the processor's, of the best of the runs, with that of programs that are started; speed
counts the bytes of the plain text, memory is the peak of Python's allocations in a run of its own. Of the headings that casekit finds in
the plain text, `kept` counts those that the reader's output shows with their number, `levels` those to which casekit gives the same
level in that output.

The rows `.docx of offices` do the same for the Word documents of the tests (tests/word_documents.py), against the trees that an editor
would draw: headings by style, by automatic numbers, by hand, and mixed.

Peers are used where they are installed: pip install python-docx mammoth docx2python 'markitdown[docx]', and pandoc. What they write as
Markdown or as a page is read as that, so that the levels they keep count.
"""

import argparse
import io
import json
import os
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
from time import process_time
from typing import Any

import casekit
from casekit.readers import read_bytes
from casekit.source import Source

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


def peers() -> Iterator[tuple[str, Callable[[Path], Source]]]:
    """The other readers that are installed, each from a Word file to what casekit makes of their output."""
    if find_spec("docx"):
        docx = import_module("docx")
        yield "python-docx", lambda path: _as("\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs), "a.txt")
    if find_spec("mammoth"):
        mammoth = import_module("mammoth")
        yield "mammoth", lambda path: _as(f"<html>{mammoth.convert_to_html(io.BytesIO(path.read_bytes())).value}</html>", "a.html")
    if find_spec("docx2python"):
        docx2python = import_module("docx2python").docx2python
        yield "docx2python", lambda path: _as(str(docx2python(str(path)).text), "a.txt")
    if find_spec("markitdown"):
        converter = import_module("markitdown").MarkItDown()
        yield "markitdown", lambda path: _as(str(converter.convert(str(path)).text_content), "a.md")
    if shutil.which("pandoc"):
        yield "pandoc", lambda path: _as(_output("pandoc", "-t", "gfm", "--wrap=none", str(path)), "a.md")


def _as(text: str, name: str) -> Source:
    return read_bytes(text.encode(), name)


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout


def headings(text: Source | str) -> Headings:
    """What casekit finds in a text."""
    return {_key(row["marker"], row["title"]): row["level"] for row in casekit.parse(text).outline(items=True)}


def _key(marker: str, title: str) -> tuple[str, str]:
    return _MARKS.sub("", marker), _MARKS.sub("", title).rstrip("。；")[:12]


def score(gold: Headings, source: Source) -> tuple[int, int]:
    """How many headings are shown with their number, and how many get the same level."""
    shown = _MARKS.sub("", source.text)
    found = headings(source)
    kept = sum(marker + title in shown or title + marker in shown for marker, title in gold)
    return kept, sum(found.get(key) == level for key, level in gold.items())


def _spent() -> float:
    """Seconds of the processor, of this process and of those it has waited for."""
    children = os.times()
    return process_time() + children.children_user + children.children_system


def measure(work: Callable[[], Source], runs: int) -> tuple[Source, float, float]:
    """What a reader gives, its seconds, its peak of memory in MB."""
    times = []
    for _ in range(runs):
        begun = _spent()
        source = work()
        times.append(_spent() - begun)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return source, min(times), peak / 1e6


def rows(text: str, runs: int) -> Iterator[dict[str, Any]]:
    """A row for each format, and for each peer on the Word document; then on the Word documents of the tests."""
    gold = {key: level for key, level in headings(text).items() if key[0]}
    size = len(text.encode()) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "a.docx"
        for name, data in formats(text):
            path = Path(folder) / name
            path.write_bytes(data)
            source, seconds, peak = measure(partial(casekit.read, path), runs)
            yield _row("casekit", path.suffix, size, seconds, peak, [(gold, source)])
        for name, work in peers():
            source, seconds, peak = measure(partial(work, word), runs)
            yield _row(name, ".docx", size, seconds, peak, [(gold, source)])
        documents = []
        for name, make in import_module("word_documents").DOCUMENTS.items():
            written = make()
            path = Path(folder) / f"{name}.docx"
            path.write_bytes(written.data())
            documents.append((path, {_key(one.marker, one.title): one.depth for one in written.gold if not one.optional}))
        for name, work in [("casekit", casekit.read), *peers()]:
            work(documents[0][0])
            begun = _spent()
            read = [(wanted, work(path)) for path, wanted in documents]
            seconds = _spent() - begun
            size = sum(len(source.text.encode()) for _, source in read) / 1e6
            yield _row(name, ".docx of offices", size, seconds, 0.0, read)


def _row(reader: str, format: str, size: float, seconds: float, peak: float, read: list[tuple[Headings, Source]]) -> dict[str, Any]:
    wanted = sum(len(gold) for gold, _ in read)
    kept, levels = (sum(column) for column in zip(*(score(gold, source) for gold, source in read), strict=True))
    return {
        "reader": reader,
        "format": format,
        "ms": round(seconds * 1000, 1),
        "MB/s": round(size / seconds, 2),
        "peak MB": round(peak, 1),
        "kept %": round(100 * kept / wanted, 1),
        "levels %": round(100 * levels / wanted, 1),
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
    print(f"{given.file.name}: {len(text.encode()) / 1e6:.2f} MB")
    table = []
    for row in rows(text, given.runs):
        if not table:
            print("  ".join(f"{name:>16}" for name in row))
        table.append(row)
        print("  ".join(f"{value:>16}" for value in row.values()), flush=True)
    if given.json:
        given.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
