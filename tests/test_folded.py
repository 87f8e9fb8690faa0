"""Texts in traditional characters are read as those in simplified ones are: parser/folded.py."""

import json
import random
from importlib import import_module
from pathlib import Path

import pytest

from casekit.ladder.custom import families
from casekit.ladder.in_use import in_use
from casekit.parser import parse
from casekit.source import Source
from dump_files import traditional
from gold import compare, gold_errors

HERE = Path(__file__).parent
folding = import_module("casekit.parser.folded")
"""The package has a function of that name."""


@pytest.mark.parametrize("folder", ["cases", "documents"])
def test_what_reads_right_reads_right_in_traditional_characters(folder: str) -> None:
    wrong: dict[str, list[str]] = {}
    for text in sorted((HERE / folder).rglob("*.txt")):
        gold = json.loads(text.with_suffix(".gold.json").read_text(encoding="utf-8"))["headings"]
        if not gold_errors(text):
            written = traditional(text.read_text(encoding="utf-8"))
            if errors := compare(gold, parse(Source(written)).outline(items=True)):
                wrong[text.name] = errors
    assert not wrong


def test_markers_titles_and_text_are_as_written() -> None:
    text = "參、實施方式\n這項計畫分三個階段，經過兩年的準備纔開始。\n肆、參考資料\n時間與經費見附表。\n"
    document = parse(Source(text))
    assert [(row["marker"], row["title"]) for row in document.outline()] == [("參、", "實施方式"), ("肆、", "參考資料")]
    first = next(iter(document.root.headings()))
    assert [text[leaf.start : leaf.end] for leaf in first.blocks] == ["這項計畫分三個階段，經過兩年的準備纔開始。"]


def test_a_simplified_text_that_names_something_in_traditional_characters_stays_as_it_is() -> None:
    text = "一、老匾\n匾上写着“學海無涯”，是个读书人送来的，问了几次也不说名字。\n二、新匾\n这块是后来补的。\n"
    assert [row["title"] for row in parse(Source(text)).outline()] == ["老匾", "新匾"]


def test_a_family_of_ones_own_reads_what_is_written() -> None:
    pattern = "軼聞(?P<number>[一二三四五六七八九十]+)〉"
    row = {"id": "tale", "pattern": pattern, "system": "han", "examples": [["軼聞三〉 渡口", 3]], "lookalikes": ["軼聞〉"]}
    text = "老街軼聞\n軼聞一〉 擺渡\n他擺了四十年渡，這條河上沒有人不認得他。\n軼聞二〉 碾坊\n水車轉了一百年，後來賣給對岸的學校。\n"
    with in_use(families([row], "here")):
        assert [(row["marker"], row["title"]) for row in parse(Source(text)).outline()] == [("軼聞一〉", "擺渡"), ("軼聞二〉", "碾坊")]


def test_stops_are_widened_alike_with_and_without_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(7)
    texts = ["".join(rng.choice("一丁”,;:?!3A 。\n") for _ in range(rng.randrange(14))) for _ in range(2000)]
    ways = []
    for compiled in (False, True):
        monkeypatch.setattr(folding, "_COMPILED", compiled)
        ways.append([folding._widened(text, half, full) for text in texts for half, full in folding._STOPS.items()])
    assert ways[0] == ways[1]


def test_straight_quotation_marks_are_read_in_pairs_beside_han() -> None:
    read = {
        '他说:"好。"就走了': "他说:“好。”就走了",
        '木板厚1.5",长8"': '木板厚1.5",长8"',
        'print("ok")': 'print("ok")',
        '分成"一、用水\n二、用电"两块': "分成“一、用水\n二、用电”两块",
        '一个"没有关\n下一段。"第二"段': "一个“没有关\n下一段。”第二“段",
        '没有关的"引文。\n下一段的"引文"': "没有关的“引文。\n下一段的“引文”",
    }
    assert {text: folding._paired(text) for text in read} == read
