"""Chunks: nothing lost, nothing twice, cut where people would cut, ids that stay."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casekit
from casekit.model import Block, nodes
from casekit.renderers import Options, render, visible
from casekit.renderers.chunks import LEFT_OUT, chunks
from casekit.renderers.sentences import places, sentences
from casekit.renderers.text import pieces
from test_renderers import head, paper, papers

HERE = Path(__file__).parent
TEXTS = [*sorted((HERE / "cases").glob("*.txt")), *sorted((HERE.parent / "data/raw").glob("*.txt"))]
LIMITS = (20, 200, 1000)
LAW = """河湾镇集市管理办法
第一章　总则
第一条　为了管好集市，制定本办法。
第二条　本办法所称集市，是指下列场所：
（一）早市；
（二）夜市。
第二章　经营
第三条　摊主应当守时，守信，守约；不得占道，不得欺客，不得以次充好，不得短斤少两。
第四条　摊位费由镇里定。“谁用谁交！”镇长说。收来的钱用在集市上，账目每季度张榜一次，谁都可以来看，看了可以问，问了必须答。
"""


def squeezed(text):
    return "".join(text.split())


def expected(document):
    """Everything that chunks have to hold, in order."""
    said = [
        piece.text if not isinstance(piece.node, Block) else piece.node.text
        for piece in pieces(document)
        if not isinstance(piece.node, Block) or piece.node.kind not in LEFT_OUT
    ]
    return squeezed("".join(visible(text) for text in said))


def check(document, limit):
    rows = chunks(document, limit)
    assert squeezed("".join(row["text"] for row in rows)) == expected(document)
    assert all(0 < len(row["text"]) <= limit for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert all(isinstance(value, str | int) for value in row["metadata"].values())
    assert rows == chunks(document, limit)
    return rows


@given(papers(), st.sampled_from(LIMITS))
def test_every_heading_and_sentence_is_in_one_chunk(document, limit):
    check(document, limit)


def test_a_heading_of_blanks_makes_no_chunk():
    assert check(paper(head("", " ", kind="lead")), 20) == []


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_the_chunks_of_a_text_point_at_it(path):
    source = casekit.read(path)
    document = casekit.parse(source)
    for limit in LIMITS:
        for row in check(document, limit):
            data = row["metadata"]
            assert data["start"] < data["end"] <= len(source.text)
            assert (source.line(data["start"]), source.line(data["end"] - 1)) == (data["start_line"], data["end_line"])
            if limit >= 200:  # a heading is a whole: its parts all say where it is
                held = squeezed(visible(source.text[data["start"] : data["end"]]))
                assert squeezed(row["text"])[:3] in held[:20] and squeezed(row["text"])[-3:-1] in held


def test_a_sentence_at_the_end_of_a_line_ends_on_that_line():
    text = "一、甲\nThe ferry is checked once a year.\nIts crew is paid by the day.\n"
    rows = chunks(casekit.parse(text), 36)
    assert [row["text"] for row in rows] == ["一、甲", "The ferry is checked once a year.", "Its crew is paid by the day."]
    for line, row in enumerate(rows, 1):
        metadata = row["metadata"]
        assert (metadata["start_line"], metadata["end_line"]) == (line, line)
        assert text[metadata["start"] : metadata["end"]] == row["text"]


def test_sections_are_kept_whole_where_they_fit_and_cut_where_they_do_not():
    rows = chunks(casekit.parse(LAW), 50)
    assert [row["text"].split("\n")[0][:12] for row in rows] == [
        "河湾镇集市管理办法",
        "第一章　总则",
        "第二条　本办法所称集市，",
        "第二章　经营",
        "第四条　摊位费由镇里定。",
        "收来的钱用在集市上，账目",
    ]
    assert [row["heading_path"] for row in rows][1:3] == [["第一章 总则", "第一条"], ["第一章 总则", "第二条"]]
    assert rows[2]["text"].endswith("（一）早市；\n（二）夜市。")
    assert rows[4]["text"].endswith("“谁用谁交！”镇长说。")
    assert rows[2]["metadata"] | {"source": "-", "case_title": "河湾镇集市管理办法"} == rows[2]["metadata"]
    assert rows[2]["metadata"]["path"] == "第一章 总则 > 第二条"
    assert [row["metadata"]["chunk"] for row in rows] == [1, 2, 3, 4, 5, 6] and rows[0]["metadata"]["of"] == 6


def test_cases_never_share_a_chunk():
    text = "第一篇：修路\n一、做法\n铺了石子。\n第二篇：打井\n一、做法\n挖了三丈。\n"
    rows = chunks(casekit.parse(text), 1000)
    assert [(row["metadata"]["case"], row["metadata"]["case_title"]) for row in rows] == [(1, "修路"), (2, "打井")]


def test_an_id_changes_only_with_its_chunk():
    before = {row["text"]: row["id"] for row in chunks(casekit.parse(LAW), 50)}
    after = {row["text"]: row["id"] for row in chunks(casekit.parse(LAW.replace("早市；", "早市和晨市；")), 50)}
    same = before.keys() & after.keys()
    assert len(same) == 5 and all(before[text] == after[text] for text in same)
    assert before.keys() - same and not {before[text] for text in before.keys() - same} & set(after.values())


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("早。晚！“好？”他说。完……了；散", 99, ["早。", "晚！", "“好？”", "他说。", "完……", "了；", "散"]),
        ("见（图一。）后面", 99, ["见（图一。）", "后面"]),
        ("甲乙，丙丁：戊己庚辛壬癸。", 6, ["甲乙，丙丁：", "戊己庚辛壬癸", "。"]),
        ("One. Two? v1.2 is out", 99, ["One. ", "Two? ", "v1.2 is out"]),
        ("上\n下", 99, ["上\n", "下"]),
        ("", 99, []),
    ],
)
def test_sentences(text, limit, parts):
    assert [text[start:end] for start, end in sentences(text, limit)] == parts


@given(st.text("甲。，”\n ！"), st.integers(1, 9))
def test_sentences_cover_the_text(text, limit):
    parts = list(sentences(text, limit))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(0 < end - start <= limit for start, end in parts)


def test_places_are_those_of_the_block():
    source = casekit.read(HERE.parent / "data/raw/report-wrapped.txt")
    for node in nodes(casekit.parse(source).root):
        if isinstance(node, Block) and node.joins:
            indexes = range(len(node.text))
            found = list(places(node, indexes))
            assert [offset for offset, _ in found] == [node.offset(index) for index in indexes]
            assert all(source.line(offset) == line for (offset, line), letter in zip(found, node.text, strict=True) if letter.strip())


def test_a_long_paragraph_of_joined_lines_takes_linear_time():
    text = "一、总则\n" + "村里的人都来了，大家商量了一个上午，最后定下三件事情要做\n" * 20000 + "完。\n"
    rows = chunks(casekit.parse(text), 500)
    assert len(rows) > 500


@pytest.mark.parametrize("options", [Options(max_chars=0), Options(shape="round")])
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(casekit.ConfigError):
        render(casekit.parse(LAW), "chunks", options=options)


class TestShapes:
    def rows(self, shape):
        document = casekit.parse(LAW)
        return [json.loads(line) for line in render(document, "chunks", options=Options(max_chars=50, shape=shape)).splitlines()]

    def test_all_say_the_same(self):
        plain, langchain, llamaindex = (self.rows(shape) for shape in ("plain", "langchain", "llamaindex"))
        assert [row["text"] for row in plain] == [row["page_content"] for row in langchain] == [row["text"] for row in llamaindex]
        assert [row["id"] for row in plain] == [row["id"] for row in langchain] == [row["id_"] for row in llamaindex]
        assert all(re.fullmatch("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", row["id"]) for row in plain)

    def test_langchain_loads_them(self):
        documents = pytest.importorskip("langchain_core.documents")
        for row in self.rows("langchain"):
            document = documents.Document(**row)
            assert document.page_content == row["page_content"] and document.metadata["path"] == row["metadata"]["path"]

    def test_llamaindex_loads_them(self):
        schema = pytest.importorskip("llama_index.core.schema")
        nodes = [schema.TextNode.from_dict(row) for row in self.rows("llamaindex")]
        assert nodes[1].prev_node.node_id == nodes[0].node_id and nodes[0].next_node.node_id == nodes[1].node_id
        assert nodes[0].prev_node is None and nodes[-1].next_node is None
        assert "path: 第一章 总则 > 第二条" in nodes[2].get_content(schema.MetadataMode.EMBED)
        assert "start_line" not in nodes[2].get_content(schema.MetadataMode.LLM)
