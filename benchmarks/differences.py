"""Measures `casekit diff` on two versions of a large law, beside difflib on the same text.

    python benchmarks/differences.py [--articles N] [--runs N] [--seed N] [--json FILE]

The law is made: chapters of thirty articles of one to four sentences. The amendment puts in, takes out, moves and rewords articles, so that
nearly all get another number. `whole` is the process of `casekit diff`, from start to the last line: both texts are read, parsed and
compared. `diff` is the comparison of two parsed trees, `words` the marking of words in all texts that changed. `difflib` is
`unified_diff` over the lines of the same two texts, `difflib, signs` its `SequenceMatcher` over all their signs, which is what marking
words without a tree would take; it is run once, on the first hundred articles, and scaled by the square of their share.
Figures are medians of interleaved runs, in milliseconds.
"""

import argparse
import difflib
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import casekit
from casekit.changes import replaced
from casekit.numerals import spell

SUBJECTS = ("供水单位", "镇水务站", "用水人", "村民委员会", "巡查员", "施工单位", "检测机构", "县水务主管部门")
DUTIES = ("登记", "检修", "公示", "检测", "巡查", "备案", "培训", "清洗", "测算", "回访")
OBJECTS = ("水表", "泵房", "蓄水池", "水源地", "消毒设备", "管网", "台账", "应急物资", "水价", "水质报告")
TIMES = ("每月", "每季度", "每年汛期前", "自接到通知之日起五日内", "在供水中断后二十四小时内", "于冬季来临前")
PART = 100
"""So many articles are compared sign by sign."""

Law = list[list[str]]


def law(articles: int, seed: int) -> Law:
    """The provisions of each chapter."""
    luck = random.Random(seed)
    chapters: Law = []
    for at in range(articles):
        if at % 30 == 0:
            chapters.append([])
        sentences = [
            f"{luck.choice(SUBJECTS)}应当{luck.choice(TIMES)}对第{luck.randrange(1, 999)}号{luck.choice(OBJECTS)}"
            f"进行{luck.choice(DUTIES)}，并将{luck.choice(OBJECTS)}的{luck.choice(DUTIES)}结果报{luck.choice(SUBJECTS)}。"
            for _ in range(luck.randrange(1, 5))
        ]
        chapters[-1].append("".join(sentences))
    return chapters


def amended(chapters: Law, seed: int) -> Law:
    """One article in twenty put in, taken out, moved or reworded."""
    luck = random.Random(seed + 1)
    new = [list(chapter) for chapter in chapters]
    for at in range(sum(map(len, chapters)) // 20):
        chapter = luck.choice([chapter for chapter in new if chapter])
        place = luck.randrange(len(chapter))
        what = at % 4
        if what == 0:
            chapter.insert(place, f"新增第{at}项要求：{luck.choice(SUBJECTS)}不得擅自{luck.choice(DUTIES)}{luck.choice(OBJECTS)}。")
        elif what == 1:
            del chapter[place]
        elif what == 2:
            luck.choice(new).append(chapter.pop(place))
        else:
            chapter[place] = chapter[place].replace("应当", "必须", 1)
    return new


def written(chapters: Law) -> str:
    """The law as a text."""
    lines = ["村镇供水管理办法", ""]
    number = 0
    for at, chapter in enumerate(chapters, 1):
        lines += [f"第{spell(at, '一')}章 {OBJECTS[at % 10]}{DUTIES[at // 10 % 10]}", ""]
        for provision in chapter:
            number += 1
            lines.append(f"第{spell(number, '一')}条 {provision}")
        lines.append("")
    return "\n".join(lines)


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds."""
    begin = perf_counter()
    work()
    return (perf_counter() - begin) * 1000


def measure(articles: int, runs: int, seed: int) -> dict[str, float]:
    """The figures by name."""
    chapters = law(articles, seed)
    old, new = written(chapters), written(amended(chapters, seed))
    trees = casekit.parse(old), casekit.parse(new)
    changes = casekit.diff(*trees)
    texts = [(change.details["old"], change.details["new"]) for change in changes if change.kind == "text-changed"]
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("old.txt", "new.txt")]
        for file, text in zip(files, (old, new), strict=True):
            file.write_text(text, encoding="utf-8")
        whole = [sys.executable, "-m", "casekit", "diff", *map(str, files)]
        work = {
            "whole": lambda: subprocess.run(whole, capture_output=True, check=False),
            "diff": lambda: casekit.diff(*trees),
            "words": lambda: [replaced(*pair) for pair in texts],
            "difflib": lambda: list(difflib.unified_diff(old.split("\n"), new.split("\n"))),
        }
        for _ in range(runs):
            for name, call in work.items():
                found.setdefault(name, []).append(timed(call))
    figures = {name: median(values) for name, values in found.items()}
    share = min(1, PART / articles)
    parts = [text[: int(len(text) * share)] for text in (old, new)]
    signs = timed(lambda: difflib.SequenceMatcher(None, *parts, autojunk=False).get_opcodes())
    figures["difflib, signs"] = signs / share**2
    figures["changes"], figures["code points"] = len(changes), len(old)
    return figures


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = measure(options.articles, options.runs, options.seed)
    print(f"{options.articles} articles, {figures['code points']:.0f} code points, {figures['changes']:.0f} changes")
    for name in ("whole", "diff", "words", "difflib", "difflib, signs"):
        print(f"{name:<16}{figures[name]:>12.1f} ms   {figures[name] / figures['difflib']:>8.2f} × difflib by lines")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
