"""Whatever is done to a text, it is parsed, and nothing of it is lost."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import mutate
from casekit.model import Block, Document, Section
from casekit.readers import read_path
from casekit.source import Origin, Source

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"


@pytest.mark.parametrize("name", ["notice-flood-season.txt", "training-web-gb18030.txt"])
def test_edited_texts_are_parsed_and_nothing_is_lost(name: str) -> None:
    assert mutate.failures(read_path(RAW / name).text, edits=200, seed=1) == []


def test_an_edit_is_made_again_from_its_seed() -> None:
    text = read_path(RAW / "notice-flood-season.txt").text
    mutated = [mutate.mutate(text, seed) for seed in range(40)]
    assert mutated == [mutate.mutate(text, seed) for seed in range(40)]
    assert len(set(mutated)) > 35


def document(*spans: tuple[int, int]) -> Document:
    return Document(Origin(), Section("case", children=[Block("paragraph", "", start, end, 1, 1) for start, end in spans]))


def test_what_is_lost_is_noticed() -> None:
    text = "一、水渠\n 通水了。\n"
    assert mutate.loss(document((0, 4), (6, 10)), text) == ""
    assert "0-1" in mutate.loss(document((1, 4), (6, 10)), text)
    assert "end" in mutate.loss(document((0, 4), (6, 9)), text)
    assert "leaf" in mutate.loss(document((0, 4), (3, 10)), text)
    assert "leaf" in mutate.loss(document((0, 4), (6, 99)), text)


def test_a_parser_that_raises_fails_the_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(source: object) -> None:
        raise ValueError("no\x1bgood")

    monkeypatch.setattr(mutate, "parse", broken)
    assert mutate.main([str(RAW / "notice-flood-season.txt"), "--edits", "3", "--seed", "7", "--jobs", "1"]) == 1
    shown = capsys.readouterr().out
    assert "3 exceptions, 0 losses" in shown and "--seed 7 --edits 1: raised ValueError" in shown and "\x1b" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "一、装备\n说明。\n\u200b1.4G执法记录仪\n说明在此。\n2.二十米卷尺\n说明在此。\n",
        "剪报选登\n\n据《渡口报》\n\n老人与船\n他撑了一辈子船。\n\n据《渡口报》\n\n桥头的灯\n灯亮了三十年。\n\n摘自《水乡》\n\n一条堤\n堤上种了柳。\n",
        "第九九九九九步，修路；第二步，架桥。\n第三步，种树。\n",
        "一、好。\u2f06、好。 培训 一、对象。\u2f06、内容\n",
        "讲两点：\n九九九九九九、好；\n第九九九九九条修路。\n",
        "一,水渠\n \n第一章 ",
        "**一、水渠**\u200b通水了\n2.\ufeff目录\n",
        "=== 安装 ===\n=== ===\n",
        "记录\n-----\n甲。\n-----\n乙。\n-----\n丙。\n-----\n丁。\n-----\n-- --\n以上。\n",
    ],
)
def test_what_random_edits_once_broke_is_read_without_loss(text: str) -> None:
    assert mutate.loss(mutate.parse(Source(text)), text) == ""
