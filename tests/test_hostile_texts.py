"""Texts made to break a parser: nothing may be lost, nothing overlap.

They are as long as a parser can only bear that looks at nothing twice: with time that grows with the cube they would not end.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from casekit.ladder import BY_ID
from casekit.model import DEPTH_LIMIT, walk
from casekit.parser import parse
from casekit.parser.frames import Frame
from casekit.parser.outline import State
from casekit.parser.scan import Candidate, Mark
from casekit.record import dump, load
from casekit.source import Source

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from hostile import TEXTS, exponents

SIZE = 8000


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_of_a_long_hostile_text_is_lost(name: str) -> None:
    text = TEXTS[name](SIZE)
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
        "一、巡河\n1.\n落实带班制度。为了不漏一处险段，镇里把河道分成六段，专人负责\n到底。\n2.夜间巡查\n打着手电走。\n",
        "\u202e一、甲\u202e\n",
        "一、甲\r二、乙\r\n三、丙",
        "\ufeff一、甲\n\ud800二、乙",
        "第九千九百九十九步，学习；\n内容。\n",
        "02\n甲\n乙。\n03\n丙\n丁。\n04\n戊\n己。",
        "".join(f"{n}、事故\n【甲〗乙丙】某人在这里做事\n1. 经过\n说过。\n2. 原因\n说过。\n" for n in "一二三"),
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


def test_growth_is_the_slope_between_two_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hostile._times", lambda text, runs: (len(text) ** 1.5, len(text) * 2.0))
    ((name, parsing, checking, seconds),) = exponents({"甲": lambda n: "甲" * n}, (100, 400), 1)
    assert (name, round(parsing, 6), round(checking, 6), seconds) == ("甲", 1.5, 1.0, 8800.0)


def test_what_is_remembered_of_styles_is_bounded() -> None:
    """A text can make a style of any word; every reading copies what it remembers of them."""
    top = Frame(None, -1, None, "", 0)
    state = State(0.0, top, None, {}, set())
    for number in range(2000):
        mark = Mark(BY_ID["label"], "示范1", 1, None, (1,))
        mark.style = mark.series = f"label:{number}"
        candidate = Candidate(number, number, number, number, number, mark)
        state.shared = True
        state.believe(candidate, Frame(top, number, candidate, candidate.style, 1))
    assert len(state.last) < 300 and len(state.pairs) < 300
    assert "label:1999" in state.last


def test_what_is_found_does_not_hang_on_the_order_of_sets() -> None:
    titles = ("案例1：甲乙", "案例2：丙丁", "戊己庚辛", "案例4：壬癸")
    cases = [f"{title}\n日期：二〇一九年\n时间：早上\n大家都到了，一起干了很久。\n" for title in titles]
    pieces = "护林员事迹材料精选三篇\n护林员事迹材料我在山里工作\n" + "".join(
        f"第{n}篇：护林员事迹材料我在山里工作了整整三十年时间。\n后来我就下山去了。\n" for n in "一二"
    )
    script = (
        "from casekit.parser import parse; from casekit.source import Source\n"
        f"for text in ({''.join(cases)!r}, {pieces!r}): print(ascii([s.title for s in parse(Source(text)).root.headings()]))"
    )
    seeds = {
        subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in "12345"
    }
    assert len(seeds) == 1
