"""Paragraphs are cut when they are asked for, and are the same whenever that is."""

import copy
import pickle

from casekit.model import Block, Section, nodes, walk
from casekit.parser import parse
from casekit.source import Source

TEXT = """沙洲村晒谷场改造纪要
一、晒谷场的由来。早年这里是一片河滩，谷子只能晒在公路边。
老支书带着人平了半个月，才有了第一块水泥地。
（一）面积不够。秋收时要排队。
排队排到半夜的人家，只好点着灯翻谷。
（二）排水不好
一下雨就积水，谷子发了芽。
二、改造办法
请县里的技术员来量过坡度。
"""


def untouched(root: Section) -> list[Section]:
    return [section for section in walk(root) if section._later is not None]


def test_the_outline_cuts_nothing() -> None:
    document = parse(Source(TEXT))
    waiting = untouched(document.root)
    assert len(waiting) >= 3
    rows = document.outline()
    assert [row["marker"] for row in rows] == ["一、", "（一）", "（二）", "二、"]
    assert untouched(document.root) == waiting


def test_the_order_of_asking_makes_no_difference() -> None:
    early, late = parse(Source(TEXT)), parse(Source(TEXT))
    for section in reversed(list(walk(late.root))):
        assert section.children is section.children
    assert early == late
    assert [node.text for node in nodes(early.root) if isinstance(node, Block)] == [
        "沙洲村晒谷场改造纪要",
        "早年这里是一片河滩，谷子只能晒在公路边。",
        "老支书带着人平了半个月，才有了第一块水泥地。",
        "秋收时要排队。",
        "排队排到半夜的人家，只好点着灯翻谷。",
        "一下雨就积水，谷子发了芽。",
        "请县里的技术员来量过坡度。",
    ]


def test_copies_hold_the_paragraphs_and_not_the_text() -> None:
    document = parse(Source(TEXT))
    root = document.root
    copied = copy.deepcopy(root)
    assert not untouched(copied) and copied == root
    assert pickle.loads(pickle.dumps(parse(Source(TEXT)).root)) == root


def test_blocks_stand_where_they_were_put() -> None:
    section = Section("heading", children=[Block("title", "甲", 0, 1, 1, 1)])
    section.postpone(lambda text, behind: [Block("paragraph", behind, *text[:2], 2, 2)], (2, 3, 1, 1), "乙")
    section.add(Section("heading", title="丙"))
    assert [child.kind for child in section.children] == ["title", "paragraph", "heading"]
    assert [child.title for child in section.sections] == ["丙"]


def test_other_children_take_the_place_of_those_not_yet_cut() -> None:
    section = Section("heading")
    section.postpone(lambda text, behind: [Block("paragraph", "甲", *text)], (0, 1, 1, 1), None)
    section.children = []
    assert section.children == []
