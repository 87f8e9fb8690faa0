"""Makes texts of any size for the speed measurements: the same seed gives the same text.

    python benchmarks/corpus.py FILE [--size MB] [--seed N] [--cases]

The shapes take turns: reports (一、/（一）/1./（1）), statutes (章/条/项), theses (1 / 1.1 / 1.1.1), compilations (第X篇, 标题【篇一】),
prose without any heading, a report in a single line, hard-wrapped papers with page numbers; with and without indents, blank lines, CRLF.
With --cases the text is one of many cases, one after another.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from casekit.errors import SourceError
from casekit.numerals import spell
from casekit.readers import read_path

WHO = (
    "值班员",
    "合作社",
    "居委会",
    "护林队",
    "图书室",
    "维修班",
    "老船工",
    "养护站",
    "食堂师傅",
    "志愿小组",
    "两位校医",
    "新来的会计",
    "渡口管理处",
    "菜场摊主",
    "夜校学员",
)
WHEN = (
    "入冬以前",
    "每逢赶集日",
    "汛期过后",
    "连着三个星期",
    "第二天清早",
    "到了九月底",
    "在2019年",
    "今年上半年",
    "天黑之前",
    "听完意见以后",
    "1.5公里的路修好时",
)
WHAT = (
    "把漏水的屋顶补了一遍",
    "挨家问过谁家的灯不亮",
    "在门口贴出一张收支表",
    "给二十七棵老树挂了牌",
    "把旧账一笔一笔对清",
    "清出一条能走板车的小路",
    "换下三百米锈掉的水管",
    "请木匠把桌椅重新钉牢",
    "为行动不便的老人留出一间屋",
    "数清了库里还有多少袋种子",
    "把没有办完的事写在黑板上",
    "商定每月十五号碰一次头",
    "将借出去的工具收了回来",
    "按照规定第三条的办法登记（见附表二）",
    "一共收到四十一条建议",
)
WHY = (
    "省下的钱留作来年用",
    "大家心里都有了数",
    "没有再出现停水的事",
    "原先的争执慢慢少了",
    "后来的人照着做就行",
    "走路的人不用再绕远",
    "这件事就算有了着落",
    "账目从此人人看得懂",
)
LINKS = ("，", "，", "；", "。")
TITLES = (
    "修好一条渠",
    "把账算明白",
    "巡护不留空档",
    "让老人吃上热饭",
    "种子分类存放",
    "先听再定",
    "渡口夜间照明",
    "工具借还登记",
    "旧屋加固",
    "水井轮流看管",
    "课桌椅维修",
    "清淤与护坡",
)


class Writer:
    """Sentences and headings from one source of chance."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.indent = ""

    def sentence(self) -> str:
        pick = self.rng.choice
        clauses = [pick(WHEN), pick(WHO) + pick(WHAT)]
        clauses += [pick(WHO) + pick(WHAT) for _ in range(self.rng.randrange(3))]
        body = clauses[0] + "，" + "".join(clause + pick(LINKS) for clause in clauses[1:-1]) + clauses[-1]
        return f"{body}，{pick(WHY)}。"

    def paragraph(self, length: int = 4) -> str:
        return "".join(self.sentence() for _ in range(self.rng.randint(1, length)))

    def title(self) -> str:
        return self.rng.choice(TITLES)

    def series(self, styles: Sequence[tuple[str, str]], width: int = 4, run_in: bool = False) -> Iterator[str]:
        """Lines of a tree of headings: `styles` are template and script per level."""
        (template, script), deeper = styles[0], styles[1:]
        for number in range(1, self.rng.randint(2, width) + 1):
            head = self.indent + template.format(spell(number, script)) + self.title()
            yield head + "。" + self.paragraph() if run_in else head
            if not run_in or self.rng.random() < 0.4:
                yield self.indent + self.paragraph()
            if deeper and self.rng.random() < 0.6:
                yield from self.series(deeper, width, run_in or self.rng.random() < 0.2)


def report(writer: Writer) -> Iterator[str]:
    ladder = [("{}、", "一"), ("（{}）", "一"), ("{}.", "1"), ("（{}）", "1")]
    yield f"关于{writer.title()}的情况报告"
    yield writer.indent + writer.paragraph()
    yield from writer.series(ladder[: writer.rng.randint(2, 4)], run_in=writer.rng.random() < 0.4)


def statute(writer: Writer) -> Iterator[str]:
    yield f"{writer.title()}管理办法"
    article = 0
    for chapter in range(1, writer.rng.randint(3, 8)):
        yield f"第{spell(chapter, '一')}章　{writer.title()}"
        for _ in range(writer.rng.randint(2, 7)):
            article += 1
            yield f"第{spell(article, '一')}条　{writer.sentence()}"
            if writer.rng.random() < 0.25:
                yield from (f"（{spell(number, '一')}）{writer.rng.choice(WHAT)}；" for number in range(1, writer.rng.randint(3, 6)))


def thesis(writer: Writer) -> Iterator[str]:
    yield f"{writer.title()}的一点研究"
    for first in range(1, writer.rng.randint(3, 6)):
        yield f"{first} {writer.title()}"
        for second in range(1, writer.rng.randint(2, 5)):
            yield f"{first}.{second} {writer.title()}"
            yield writer.paragraph(6)
            if writer.rng.random() < 0.4:
                for third in range(1, writer.rng.randint(3, 4)):
                    yield f"{first}.{second}.{third} {writer.title()}"
                    yield writer.paragraph()


def compilation(writer: Writer) -> Iterator[str]:
    suffixed = writer.rng.random() < 0.5
    title = writer.title()
    for number in range(1, writer.rng.randint(3, 8)):
        yield f"{title}的经验【篇{spell(number, '一')}】" if suffixed else f"第{spell(number, '一')}篇：{writer.title()}"
        yield from list(report(writer))[1:]


def prose(writer: Writer) -> Iterator[str]:
    for _ in range(writer.rng.randint(5, 15)):
        yield writer.indent + writer.paragraph(7)


def one_line(writer: Writer) -> Iterator[str]:
    """A whole report whose paragraph marks are lost."""
    lines = list(report(writer))
    yield "".join(line if line.endswith("。") else line + "。" for line in lines)


def wrapped(writer: Writer) -> Iterator[str]:
    """A report broken at a fixed width, with a page number every forty lines."""
    width = writer.rng.randint(24, 40)
    count = 0
    for line in report(writer):
        for at in range(0, len(line), width):
            yield line[at : at + width]
            count += 1
            if count % 40 == 0:
                yield f"- {count // 40} -"


SHAPES: tuple[Callable[[Writer], Iterator[str]], ...] = (report, statute, thesis, compilation, prose, one_line, wrapped)


def generate(size: int, seed: int = 1) -> str:
    """A text of `size` UTF-8 bytes, less than one character short."""
    rng = random.Random(seed)
    writer = Writer(rng)
    parts: list[str] = []
    total = turn = 0
    while total < size:
        writer.indent = rng.choice(("", "", "　　", "  "))
        newline = "\r\n" if rng.random() < 0.1 else "\n"
        gap = newline * rng.choice((1, 1, 2))
        part = gap.join(SHAPES[turn % len(SHAPES)](writer)) + newline
        parts.append(part)
        total += len(part.encode())
        turn += 1
    return "".join(parts).encode()[:size].decode(errors="ignore")


CASES = (report, thesis, prose, wrapped, statute)


def compile_cases(size: int, seed: int = 1) -> Iterator[str]:
    """The parts of a text of many cases, 第一篇 to 第九十九篇 and again, about `size` UTF-8 bytes together."""
    rng = random.Random(seed)
    writer = Writer(rng)
    total = number = 0
    while total < size:
        writer.indent = rng.choice(("", "", "　　"))
        lines = [f"第{spell(number % 99 + 1, '一')}篇：{writer.title()}", *rng.choice(CASES)(writer)]
        part = "\n".join(lines) + "\n"
        yield part
        total += len(part.encode())
        number += 1


def add_texts(parser: argparse.ArgumentParser, sizes: list[float], runs: int) -> None:
    """Add the arguments that say which texts are measured, files or made ones, and how often."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--size", type=float, nargs="+", default=sizes, metavar="MB", help="sizes to make, in millions of UTF-8 bytes")
    parser.add_argument("--runs", type=int, default=runs)
    parser.add_argument("--seed", type=int, default=1)


def texts_of(parser: argparse.ArgumentParser, options: argparse.Namespace) -> dict[str, str]:
    """The texts that the arguments name, each by its name; ends the program where a file is not to be read."""
    if not options.files:
        return {f"{size:g} MB, seed {options.seed}": generate(int(size * 1_000_000), options.seed) for size in options.size}
    try:
        return {str(path): read_path(path).text for path in options.files}
    except SourceError as error:
        parser.error(str(error))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Makes a text of a given size, the same for the same seed.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--size", type=float, default=10, metavar="MB", help="millions of UTF-8 bytes; default: 10")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", action="store_true", help="a text of many cases")
    options = parser.parse_args(arguments)
    size = int(options.size * 1_000_000)
    with options.file.open("wb") as file:
        file.writelines(part.encode() for part in (compile_cases(size, options.seed) if options.cases else [generate(size, options.seed)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
