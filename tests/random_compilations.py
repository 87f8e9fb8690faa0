"""Random compilations: cases opened in one of many ways, each with a ladder of its own, clean or damaged as real ones are."""

import random
from collections.abc import Callable

from casekit import numerals

_TEXTS = (
    "村里把闲置的老屋收拾出来，每天有人打扫。",
    "大家商量了三回，办法慢慢有了。",
    "一年下来，账目清楚，村民满意。",
    "志愿者轮流值守，风雨无阻。一是守时，二是守信。",
    "2021年以来，累计投入37.5万元，受益1200余户。",
    "3号楼、4号楼先行试点，第一批四十户当月完成。",
    "有人说，这件事“一、不难；二、不急；三、不能拖”。",
)
_TITLES = ("把灯点亮", "把路修通", "老屋利用", "一本明账", "守好渠水", "送书下乡", "夜校开课", "增加收入", "建好队伍", "织密网格")
_BYLINES = ("石桥镇党委", "县水利局", "清河村党支部", "城关小学　李老师")
_WORDS = "乡村工作材料"
_OPENERS: tuple[Callable[[str, int, str], str], ...] = (
    lambda han, n, title: f"第{han}篇：{title}的实践",
    lambda han, n, title: f"案例{n}　{title}的实践",
    lambda han, n, title: f"案例{han}：{title}的实践",
    lambda han, n, title: f"【案例{han}】{title}的实践",
    lambda han, n, title: f"第{han}则　{title}的实践",
    lambda han, n, title: f"篇{han}：{title}的实践",
    lambda han, n, title: f"{_WORDS}【篇{han}】",
    lambda han, n, title: f"{_WORDS} 篇{n}",
    lambda han, n, title: f"{_WORDS}之{han}",
    lambda han, n, title: f"{_WORDS}（{han}）",
    lambda han, n, title: f"{_WORDS}{n}",
)
_MARKS: dict[str, Callable[[int], str]] = {
    "一、": lambda n: f"{numerals.spell(n)}、",
    "（一）": lambda n: f"（{numerals.spell(n)}）",
    "1.": lambda n: f"{n}.",
    "1、": lambda n: f"{n}、",
    "（1）": lambda n: f"（{n}）",
    "①": lambda n: numerals.spell(n, like="①"),
}
_LADDERS = (
    ("一、", "（一）", "1."),
    ("一、", "1、", "（1）"),
    ("一、", "（一）", "1、", "（1）"),
    ("一、", "1.", "①"),
    ("一、", "（1）"),
    ("（一）", "1、"),
    ("1.", "（1）"),
    ("1、", "①"),
    ("一、",),
    (),
)

Wanted = list[tuple[int, int]]
"""The 1-based lines and levels of the headings."""


def compilation(seed: int, damaged: bool) -> tuple[str, Wanted]:
    """A compilation and its headings; a damaged one lacks cases and headings."""
    rng = random.Random(seed)
    lines = [f"{_WORDS}汇编", "近年来，各地探索出一批好做法，现汇编如下，供参考。"]
    wanted: Wanted = []
    opener = rng.choice(_OPENERS)
    cases = rng.randint(2, 5)
    signed = rng.random() < 0.5
    lost = 2 if damaged and cases > 2 and rng.random() < 0.4 else 0
    for number in range(1, cases + 1):
        if number != lost:
            wanted.append((len(lines) + 1, 1))
            lines.append(opener(numerals.spell(number), number, rng.choice(_TITLES)))
            lines += [rng.choice(_BYLINES)] if signed else []
            lines.append(rng.choice(_TEXTS))
            _sections(rng, lines, wanted, rng.choice(_LADDERS), 2, damaged)
    return "\n".join(lines) + "\n", wanted


def parts(seed: int) -> tuple[str, Wanted]:
    """一、 above the cases and 一、 again in each of them."""
    rng = random.Random(seed)
    lines = [f"{_WORDS}汇编", "近年来，各地探索出一批好做法。"]
    wanted: Wanted = []
    case = 0
    for part in range(1, rng.randint(2, 4) + 1):
        wanted.append((len(lines) + 1, 1))
        lines.append(f"{numerals.spell(part)}、{rng.choice(_TITLES)}类")
        for _ in range(rng.randint(1, 3)):
            case += 1
            wanted.append((len(lines) + 1, 2))
            lines.append(f"案例{case}：{rng.choice(_TITLES)}")
            for number in range(1, rng.randint(1, 4) + 1):
                wanted.append((len(lines) + 1, 3))
                lines += [f"{numerals.spell(number)}、{rng.choice(_TITLES)}", rng.choice(_TEXTS)]
    return "\n".join(lines) + "\n", wanted


def _sections(rng: random.Random, lines: list[str], wanted: Wanted, ladder: tuple[str, ...], level: int, damaged: bool) -> None:
    if not ladder:
        return
    count = rng.randint(2, 4) if level == 2 else rng.choice((0, 0, 2, 3))
    lost = rng.randint(2, count) if damaged and count > 2 and rng.random() < 0.25 else 0
    for number in range(1, count + 1):
        if number == lost:
            lines.append(rng.choice(_TEXTS))
            continue
        run_in = level > 2 and rng.random() < 0.5
        wanted.append((len(lines) + 1, level))
        lines.append(_MARKS[ladder[0]](number) + rng.choice(_TITLES) + (f"。{rng.choice(_TEXTS)}" if run_in else ""))
        if not run_in and rng.random() < 0.75:
            lines.append(rng.choice(_TEXTS))
        if damaged and rng.random() < 0.1:
            lines += ["已经坚持了三年，", "没有中断。"]
        _sections(rng, lines, wanted, ladder[1:], level + 1, damaged)
