"""Texts made to break a parser: nothing may be lost, nothing overlap.

They are as long as a parser can only bear that looks at nothing twice: with time that grows with the cube they would not end.
"""

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
