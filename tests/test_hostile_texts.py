"""Texts made to break a parser: nothing may be lost, nothing overlap.

They are as long as a parser can only bear that looks at nothing twice: with time that grows with the cube they would not end.
"""

from collections.abc import Callable, Iterable

import pytest

from casekit.model import DEPTH_LIMIT, walk
from casekit.parser import parse
from casekit.record import dump, load
from casekit.source import Source

SIZE = 8000

GROWING: dict[str, Callable[[int], str]] = {
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
    "names of articles": lambda n: "第一条 甲乙\n" * n + "第二条 " + "甲" * n,
}


@pytest.mark.parametrize("name", GROWING)
def test_nothing_of_a_long_hostile_text_is_lost(name: str) -> None:
    text = GROWING[name](SIZE)
    document = parse(Source(text))
    check_leaves(document.leaves(), text)


def check_leaves(leaves: Iterable[tuple[int, int]], text: str) -> None:
    at = 0
    for start, end in leaves:
        assert at <= start <= end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "\n第\n一章篇二",
        "甲\n第一条【二】",
        "甲\n一、篇1",
        "一、某案例【篇一】\n二、某案例【篇二】\n",
        "§　　1、\n2、",
        "案例\u202e【二】",
        "(3)。\u202e。",
        "\u202e一、甲\u202e\n",
        "一、甲\r二、乙\r\n三、丙",
        "\ufeff一、甲\n\ud800二、乙",
    ],
)
def test_nothing_is_lost_and_the_record_is_read_back(text: str) -> None:
    document = parse(Source(text))
    check_leaves(document.leaves(), text)
    assert load(dump(document)) == document


def test_no_tree_is_deeper_than_its_limit() -> None:
    labels = "任务 活动 专题 主题 情景 情境 场景 话题 议题 环节 步骤 故事 实例 项目"
    words = [f"{word}{{}} 好" for word in labels.split(" ")]
    words += [f"第{{}}{unit} 好" for unit in "编章节部卷册集幕场期季回"] + ["{}、好", "（{}）好", "{}）好"]
    text = "\n".join(word.format(number) for number in ("一", "1", "二") for word in words) + "\n"
    document = parse(Source(text * 3))
    check_leaves(document.leaves(), text * 3)
    assert max(section.level for section in walk(document.root)) <= DEPTH_LIMIT
    assert load(dump(document)) == document
