"""Hard-wrapped texts: whole documents, wrapped as programs do it, give the tree and the paragraphs that they give unwrapped."""

import random
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from casekit.model import Section
from casekit.parser import parse
from casekit.parser.lines import Lines
from casekit.parser.setting import Setting, read_setting
from casekit.parser.width import columns
from casekit.source import Source
from test_windows import compilation, in_windows, sure, told, whole
from wrapping import Way, set_apart, wrapped
from wrapping import columns as counted

DOCUMENTS = Path(__file__).parent / "documents"
Facts = tuple[set[tuple[int, int]], set[tuple[int, str]], set[tuple[int, int]]]
"""Of a tree, by offsets that count no white space: headings with their parents, headings with their titles, paragraphs."""

WAYS = {
    Way(76): (0.975, 0.99, 0.94),
    Way(80, words=False, signs="any"): (0.98, 0.99, 0.95),
    Way(70, signs="hanging", set_as="indented"): (0.98, 0.985, 0.95),
    Way(64, ragged=6, set_as="indented"): (0.98, 0.985, 0.96),
    Way(60, ragged=4, set_as="spaced"): (0.96, 0.975, 0.965),
    Way(76, set_as="behind-a-margin"): (0.97, 0.985, 0.83),
    Way(38, len, set_as="indented"): (0.975, 0.985, 0.94),
    Way(30, len, words=False, signs="any"): (0.97, 0.985, 0.91),
}
"""What is read as without wraps, of all documents on average: where headings stand, what they are called, where paragraphs begin and end.
Where nothing tells paragraphs apart, a sentence that ends with a full line leaves it open whether the next one belongs to it.
"""


def setting(text: str) -> Setting:
    return read_setting(Lines(Source(text)))


@cache
def unwrapped() -> list[str]:
    """The documents whose lines are not wrapped already."""
    texts = [path.read_bytes().decode("utf-8", "ignore").replace("\r\n", "\n") for path in sorted(DOCUMENTS.rglob("*.txt"))]
    return [text for text in texts if not setting(text).width]


def facts(text: str) -> Facts:
    document = parse(Source(text))
    places = [0]
    for character in text:
        places.append(places[-1] + (not character.isspace()))
    nested, titles, paragraphs = set(), set(), set()
    nodes = [(document.root, -1)]
    while nodes:
        node, parent = nodes.pop()
        for child in node.children:
            if isinstance(child, Section):
                place = places[child.start]
                nested.add((place, parent))
                titles.add((place, "".join(child.title.split())))
                nodes.append((child, place))
            elif child.kind == "paragraph":
                paragraphs.add((places[child.start], places[child.end]))
    return nested, titles, paragraphs


@cache
def base(set_as: str) -> list[Facts]:
    return [facts(set_apart(text, set_as)) for text in unwrapped()]


def alike(one: Facts, other: Facts) -> list[float]:
    """What two trees have in common, by kind, from 0 to 1."""
    return [2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0 for a, b in zip(one, other, strict=True)]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_wrapped_document_is_read_as_it_was_before(way: Way) -> None:
    found = [alike(before, facts(wrapped(text, way))) for before, text in zip(base(way.set_as), unwrapped(), strict=True)]
    shares = [sum(column) / len(found) for column in zip(*found, strict=True)]
    assert all(share >= least for share, least in zip(shares, WAYS[way], strict=True)), shares


def test_the_text_is_the_same_but_for_white_space() -> None:
    for way in WAYS:
        assert all("".join(wrapped(text, way).split()) == "".join(text.split()) for text in unwrapped()[:5])


def test_columns_are_those_of_a_terminal() -> None:
    for text in ("一二三", "ABC 12.5", "“二〇二一”（试行）、ABC", "①是②", "", "……——"):
        assert columns(text) == counted(text)
    assert columns("\ud800") == 2  # half of a pair stands for itself


MIXED = (
    "泵房在2019年装了PLC S7-1200控制柜，12台潜水泵由1号柜到4号柜分别启动，每台泵的电流、水位和流量每15秒写入SQLite数据库一次，"
    "值班员在Windows 10的画面上看得到最近72小时的曲线。2021年7月20日夜里雨量达到186.5毫米，3号柜的CPU模块过热停机，"
    "值班员按照《泵站应急手册》第8条改用手动方式，25分钟以内把6台泵全部开起来，积水没有漫过2.4米的警戒线。"
)


def test_how_lines_are_counted_is_what_explains_more_of_them() -> None:
    text = "\n".join(MIXED for _ in range(6))
    by_columns = setting(wrapped(text, Way(72)))
    assert by_columns.wrap.columns and 70 <= by_columns.width <= 74
    by_points = setting(wrapped(text, Way(40, len, words=False, signs="any")))
    assert not by_points.wrap.columns and by_points.width == 40
    plain = setting(wrapped("\n".join("大坝的护坡每年春天检查一次，发现松动的石块当天补上，" * 6 for _ in range(6)), Way(72)))
    assert not plain.wrap.columns and plain.width == 36  # Han characters alone: both explain the same


def test_a_word_that_did_not_fit_leaves_a_full_line_shorter() -> None:
    lines = wrapped("\n".join(MIXED for _ in range(6)), Way(72)).split("\n")
    text = "\n".join([*lines, "值班记录写到这里就转到下一本，编号是", "InternationalWaterworks2021，由泵站存档。"])
    read = setting(text)
    start = text.index("值班记录")
    end = text.index("\n", start)
    assert columns(text[start:end]) < read.width - 12 and not read.full(text.replace("International", "I. "), start, end)
    short = text.index("编号是") + 3
    assert short == end
    wide = text[:start] + "交接完毕，" * 2 + text[start:]
    assert read.full(wide, start, wide.index("\n", start))


def test_texts_without_wraps_have_no_width() -> None:
    assert not setting("\n".join(MIXED for _ in range(20))).width
    titles = [f"{number}.泵站汛期值守与设备巡查的具体安排和分工" for number in range(1, 12)]
    assert not setting("\n".join(line for title in titles for line in (title, MIXED))).width
    contents = [f"第{number}章　泵站的运行与维护{'…' * 16}{number * 3}" for number in range(1, 15)]
    assert not setting("\n".join(contents)).width


def test_a_number_cut_by_a_line_end_is_one_number() -> None:
    text = "\n".join(MIXED for _ in range(6))
    lines = wrapped(text, Way(36, len, words=False, signs="any")).split("\n")
    assert any(one and two and one[-1].isdecimal() and two[0].isdecimal() for one, two in pairwise(lines))
    joined = "".join(block.text for block in parse(Source("\n".join(lines))).root.blocks)
    assert "".join(joined.split()) == "".join(text.split())
    assert not re.search(r"\d \d", joined)


@pytest.mark.parametrize("way", [Way(72), Way(66, ragged=4, set_as="spaced"), Way(36, len)], ids=str)
def test_windows_are_wrapped_as_the_whole(way: Way) -> None:
    text = wrapped("\n".join(compilation(random.Random(3), 24)), way)
    expected, findings = whole(text)
    document, found, count = in_windows(text, 1500)
    assert count > 3
    assert sure(document) == sure(expected)
    assert told(found) == told(findings)
