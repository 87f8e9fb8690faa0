"""How time grows with the length of texts that are made to break a parser.

    python benchmarks/hostile.py [--sizes 8000 32000] [--runs 3] [NAME…]

For every text, or those named, the exponent of time over length between the two sizes, for parsing with every paragraph and for checking
with the default rules: 1 is linear. Time is that of the processor, the least of the runs, each with empty caches. Exponents of texts
that take under a millisecond say nothing; they are printed all the same. Exits 1 where one that takes longer grows faster than `LIMIT`.
"""

import argparse
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import _lru_cache_wrapper
from math import log
from time import process_time

from casekit.parser import parse
from casekit.rules import check
from casekit.source import Source

LIMIT = 1.25
"""No text may take longer than its length to this power."""
_TELLING = 0.05
"""Exponents of texts that take fewer seconds are noise."""

TEXTS: dict[str, Callable[[int], str]] = {
    "a line of blanks": lambda n: "甲\n" + " " * n + "\n乙",
    "blanks ahead": lambda n: " " * n + "x",
    "blanks inside a marker": lambda n: "第" + " " * n + "一",
    "rows of blanks": lambda n: ("a" + " " * 140 + "。\n") * (n // 140 + 1),
    "a line of leaders": lambda n: "目录\n一、甲……1\n二、乙……2\n三、丙……3\n四、丁……4\n" + "…" * n + "x\n",
    "glued behind blanks": lambda n: "好。\n" + " " * n + "\n" + "好。一、好" * n,
    "glued before blanks": lambda n: "好。一、好" * n + " " * n,
    "closing quotes": lambda n: "”" * n,
    "closing brackets": lambda n: ")" * n,
    "opening brackets": lambda n: "（" * n,
    "lines that never end": lambda n: "好;1.好好;1.好好;1.好\n" * n,
    "circled numbers": lambda n: "①\n" * n,
    "an irregular series": lambda n: "".join(f"{k}.甲\n乙。\n" for k in [1, 3, 2, 7, 5, 5] * (n // 6)),
    "letters in every case": lambda n: "".join(f"{('PaRt', 'part', 'PART')[i % 3]} {i % 90 + 1} 好\n一、甲\n" for i in range(n // 4)),
    "cases in cases": lambda n: "第一篇\n【篇一】\n" * (n // 2),
    "contents without end": lambda n: "目录\n一、甲\n" * (n // 2),
    "entities before a marker": lambda n: "&nbsp;" * n + "一、甲\n" + "<p>" * n + "二、乙",
    "tags behind a title": lambda n: "一、甲" + "<p>" * n + "\n" + "二、乙<" + " " * n + ">",
    "numbers alone": lambda n: "".join(f"{i % 12 + 1}\n好。\n" for i in range(n // 2)),
    "numbers far apart": lambda n: "一\n" + "\n" * n + "二\n" + "\n" * n + "三\n好。",
    "answers to choose from": lambda n: "选（" + "　" * n + "）\n" + "A.甲\n" * (n // 2) + "A.甲B.乙" * (n // 4),
    "heads of tables": lambda n: "序号 甲 乙\n\n1 丙 丁\n" * (n // 2),
    "captions and code": lambda n: "图 1 甲\n来源：乙\n" * (n // 4) + "```\n" * (n // 2 + 1) + "f(" * 150 + "\n" + "a=b;\n" * n,
    "clauses behind colons": lambda n: "甲\n一、乙\n丙：\n" + "1.丁；\n" * n,
    "sources in brackets": lambda n: "甲[1]乙。[2]丙\n" * (n // 2) + "[1]丁\n" * (n // 2),
    "labels of any word": lambda n: "".join(
        f"{chr(0x5000 + i % 200)}{chr(0x5000 + i // 200)}{k} 甲\n文字在此。\n文字在此。\n" for i in range(n // 8) for k in "一二"
    ),
    "one number alone": lambda n: "一\n" * (n // 2),
    "boards of lessons": lambda n: "【板书设计】\n1.甲\n" * (n // 10),
    "titles with numbers in brackets": lambda n: "".join(f"{chr(0x5000 + i % 500)}甲乙（{i % 9 + 1}）\n好。\n" for i in range(n // 10)),
    "items behind a title": lambda n: "（三）拓展延伸①写。" * (n // 10),
    "names of articles": lambda n: "第一条 甲乙\n" * n + "第二条 " + "甲" * n,
    "cases with holes": lambda n: "".join(f"案例{2 * (i % 4000) + 1}：甲乙丙\n正文在这里。\n" for i in range(n // 8)),
    "numbers before measures": lambda n: "1 前言\n" + "1 把炉子拆开来看\n句子在这里说完。\n" * (n // 16) + "2　结果\n好。\n",
    "chapters spoken of on one line": lambda n: "第一章 总则\n" + "文 第一章好 " * (n // 8) + "\n",
    "leaders in a menu": lambda n: "菜单：\n" + ("1.名" + "." * 50 + "甲 乙\n1.丙" + ".....丁" * 8 + "戊 己\n") * (n // 100),
    "lists that count down": lambda n: "3. 甲乙\n好。\n2. 丙丁\n好。\n1. 戊己\n好。\n" * (n // 24),
    "halves that touch their titles": lambda n: "上编甲乙\n一、丙丁\n好。\n下编甲乙\n一、丙丁\n好。\n" * (n // 26),
    "contents on lines of their heads": lambda n: "目录 绪论------ 1 背景------ 2\n" * (n // 27),
    "titles over two lines": lambda n: "".join(
        f"\n关于加强{chr(0x5000 + i % 5000)}工作若干问题\n{chr(0x5000 + i % 5000)}会上的讲话\n张大明\n{'甲乙丙丁' * 10}。\n"
        for i in range(n // 75)
    ),
    "places changed by all": lambda n: "".join(f"{chr(0x5000 + i)}甲{k}：乙\n好。\n" for k in "一二四三" for i in range(n // 36)),
    "tables in tables": lambda n: "表1 甲乙  3处\n1、丙丁  34处\n" * (n // 20),
    "notes below a long line": lambda n: "字¹" * n + "\n" + "1 字说完。\n" * 500,
}
"""A name and the text of about so many signs; each was once slow, or is meant to be."""


def exponents(texts: Mapping[str, Callable[[int], str]], sizes: tuple[int, int], runs: int) -> list[tuple[str, float, float, float]]:
    """Name, exponent of parsing, exponent of checking, and the seconds that the larger text takes in all."""
    rows = []
    for name, make in texts.items():
        (small, small_check), (large, large_check) = (_times(make(size), runs) for size in sizes)
        step = log(len(make(sizes[1])) / len(make(sizes[0])))
        rows.append((name, log(large / small) / step, log(large_check / small_check) / step, large + large_check))
    return rows


def _times(text: str, runs: int) -> tuple[float, float]:
    """The seconds of parsing `text` and of checking it."""
    parsing, checking = [], []
    for _ in range(runs):
        _forget()
        gc.collect()
        gc.disable()  # as the command line does: its work grows faster than the tree
        begin = process_time()
        document = parse(Source(text))
        sum(1 for _ in document.leaves())
        middle = process_time()
        check(document)
        parsing.append(max(middle - begin, 1e-6))
        checking.append(max(process_time() - middle, 1e-6))
        del document
        gc.enable()
    return min(parsing), min(checking)


def _forget() -> None:
    """Empty all caches: what a run found ready because the one before had read the same text would tell nothing of growth."""
    for known in gc.get_objects():
        if isinstance(known, _lru_cache_wrapper):
            known.cache_clear()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="How time grows with the length of texts that are made to break a parser.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--sizes", type=int, nargs=2, default=(8000, 32000), metavar="N")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    strange = [name for name in options.names if name not in TEXTS]
    if strange:
        parser.error(f"no text is called {strange[0]!r}")
    texts = {name: make for name, make in TEXTS.items() if not options.names or name in options.names}
    rows = exponents(texts, tuple(options.sizes), options.runs)
    for name, parsing, checking, seconds in sorted(rows, key=lambda row: -max(row[1:3])):
        print(f"{name:<28} parse {parsing:5.2f}   check {checking:5.2f}   {1000 * seconds:8.1f} ms")
    return int(any(max(row[1:3]) > LIMIT and row[3] > _TELLING for row in rows))


if __name__ == "__main__":
    sys.exit(main())
