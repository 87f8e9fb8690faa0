"""Random trees written out in random ladders: the families in any order, whatever the usual one is."""

import random
from dataclasses import dataclass, field

from casekit.numerals import spell

FAMILIES = {
    "part": ("第{}编 ", "一", 12),
    "chapter": ("第{}章 ", "一", 40),
    "section": ("第{}节 ", "一", 40),
    "division": ("第{}部分 ", "一", 12),
    "han-comma": ("{}、", "一", 40),
    "han-parens": ("（{}）", "一", 40),
    "formal-comma": ("{}、", "壹", 12),
    "arabic-dot": ("{}.", "1", 40),
    "arabic-comma": ("{}、", "1", 40),
    "arabic-parens": ("（{}）", "1", 40),
    "arabic-half-parens": ("{}）", "1", 40),
    "circled": ("{}", "①", 20),
    "roman": ("{}. ", "I", 12),
    "latin-dot": ("{}. ", "A", 12),
    "stem": ("{}、", "甲", 10),
}
"""Family to template, script and how far it counts."""

_FIRST = "推进完善落实加强优化健全规范统筹深化培育夯实拓展改进巩固提升引导盘活保障丰富细化"
_OBJECT = [
    "河道巡护",
    "林场防火",
    "社区食堂",
    "校车接送",
    "粮库盘点",
    "旧楼加梯",
    "阅览服务",
    "菜场改造",
    "渔港值守",
    "桥梁检测",
    "档案清点",
    "苗圃育种",
]
_BODY = [
    "各组每周碰头一次，把上周没有办完的事列出来，谁负责谁说明。",
    "去年冬天的教训大家都记得，今年提前两个月备料，仓库里再没有出现缺件。",
    "居民的意见写在一张大纸上，贴在门口，办完一件划掉一件。",
    "这笔钱怎么花，先由代表讨论，再张榜公布，最后由监督小组签字。",
    "新来的同志跟着老师傅走了三个月，才第一次独立值班。",
]


@dataclass
class Node:
    """A heading of the random tree."""

    number: int
    title: str
    body: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)


def random_tree(rng: random.Random, depth: int, width: int = 4) -> list[Node]:
    """A forest of at most `depth` levels; a level that branches has two children or more."""

    def grow(level: int) -> list[Node]:
        count = rng.randint(2, width)
        nodes = []
        for number in range(1, count + 1):
            verb = rng.randrange(0, len(_FIRST), 2)
            node = Node(number, _FIRST[verb : verb + 2] + rng.choice(_OBJECT))
            node.body = [rng.choice(_BODY) for _ in range(rng.randint(0, 2))]
            if level < depth and rng.random() < 0.7:
                node.children = grow(level + 1)
            elif not node.body:
                node.body = [rng.choice(_BODY)]
            nodes.append(node)
        return nodes

    return grow(1)


def random_ladder(rng: random.Random, depth: int) -> list[str]:
    """`depth` different families in any order."""
    return rng.sample(sorted(FAMILIES), depth)


def render(forest: list[Node], ladder: list[str], run_in: bool = False) -> tuple[str, list[tuple[int, str, int]]]:
    """The text of a forest, and its headings as (1-based line, marker and title, index of the parent)."""
    lines: list[str] = []
    rows: list[tuple[int, str, int]] = []

    def put(nodes: list[Node], level: int, parent: int) -> None:
        for node in nodes:
            template, script, _ = FAMILIES[ladder[level]]
            head = template.format(spell(node.number, script)) + node.title
            body = list(node.body)
            lines.append(head + "。" + body.pop(0) if run_in and body else head)
            rows.append((len(lines), head, parent))
            own = len(rows) - 1
            lines.extend(body)
            put(node.children, level + 1, own)

    put(forest, 0, -1)
    return "\n".join(lines) + "\n", rows


def drop_headings(rng: random.Random, text: str, rows: list[tuple[int, str, int]], count: int) -> tuple[str, list[tuple[int, str, int]]]:
    """The text without `count` of its heading lines that have no children, and the headings that are left."""
    parents = {row[2] for row in rows}
    leaves = [index for index in range(len(rows)) if index not in parents]
    lost = set(rng.sample(leaves, min(count, len(leaves))))
    gone = {rows[index][0] for index in lost}
    lines = [line for number, line in enumerate(text.split("\n"), 1) if number not in gone]
    kept: list[tuple[int, str, int]] = []
    place: dict[int, int] = {-1: -1}
    for index, (line, head, parent) in enumerate(rows):
        if index not in lost:
            place[index] = len(kept)
            kept.append((line - sum(1 for other in gone if other < line), head, place[parent]))
    return "\n".join(lines), kept
