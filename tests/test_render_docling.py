"""docling's JSON: read back by casekit it is the same tree, and docling-core takes it where it is installed."""

import json
from pathlib import Path

import pytest

import casekit
from casekit.readers import read_bytes
from casekit.renderers import render
from test_render_docx import shape
from test_render_hostile import DOCUMENTS
from test_renderers import body, head, paper

HERE = Path(__file__).parent
TEXTS = [*sorted((HERE / "cases").glob("*.txt")), *sorted((HERE.parent / "data/raw").glob("*.txt"))]
SPLIT = {
    # Lead-ins that are known by the text behind them on their line: docling has a heading and a text apart.
    *("one-family-for-cases-and-sections", "parallel-lead-ins", "prefix-bracket-case", "village-library-cases"),
    *("notice-flood-season", "training-web-gb18030", "bare-number-and-blank"),
    # A text that breaks off before a number whose title has its text behind it: they are apart there.
    "survivors-with-texts-behind-a-line-that-broke-off",
    # Paragraphs of an article from ２ on, whose digits come back half-width.
    "paragraphs-of-an-article-from-two",
    # Numbers of a site's pages that its lines were cut at: once these are joined nothing tells them from headings.
    "numbers-of-pages-before-words",
    # Sentences that were broken before a number and are whole in the document.
    *("interview-with-numbered-speakers", "lectures-that-are-announced-in-sentences"),
    # Titles of a list, and titles whose text follows on their line, told by the lines beside them.
    *("dotted-numbers-before-shares-and-times", "run-in-titles-that-begin-with-the-next-number"),
    # Boards that were set further in.
    *("board-set-further-in", "lesson-plan-by-periods"),
    # A line of the front matter that the blank lines of the text kept apart.
    "report-wrapped",
    # The material of a paper, and lists of titles in front whose lines are headings there.
    *("material-before-the-questions-of-a-paper", "list-of-titles-without-a-head", "titles-listed-in-front"),
    # Pieces that blank lines part: there are none there.
    *("clippings-between-rows-of-signs", "news-between-blank-lines", "pieces-behind-wide-gaps", "pieces-behind-a-preface"),
    *("letters-under-titles-between-blank-lines", "the-first-of-several-pieces-right-under-the-title", "pieces-whose-numberings-differ"),
    *("letters-behind-who-signed", "titles-that-stand-out"),
    # 01 over its title is one line there; a sentence inside a line is a line of its own.
    *("padded-numbers-beside-pictures", "one-rule-spoken-of-in-a-line"),
    # Numbers that a broken line, an indent or a site's page put where they are stand in whole paragraphs there.
    *("affiliations-with-postcodes", "cases-that-all-lost-their-line-breaks", "outline-cited-and-set-further-in"),
    *("note-marks-that-wraps-put-first", "list-in-a-wrapped-sentence"),
    # An opener that is written twice, and the numbers of pages: left out there, as furniture is.
    *("a-repeated-case-marker", "pages-of-a-site-between-paragraphs"),
    # A sign before a title belongs to it there, and the marks of emphasis behind it.
    *("bold-marks-left-around-headings", "signs-before-the-parts-of-a-section"),
    "names-in-brackets-that-divide-a-manual",
    # A bullet is a part of the title there.
    "bulleted-lines-that-hold-numbers",
    # 2 1 over its title is one line there.
    "standard-among-other-parts",
    # Rules and blank lines around titles are none there.
    *("pieces-between-two-rules", "pieces-titled-in-rules", "rules-of-two-clubs-with-the-same-chapters"),
    "a-foreword-cut-out-behind-its-first-decimal",
}


def back(document):
    return casekit.parse(read_bytes(render(document, "docling").encode(), "x.json"))


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_read_back_it_is_the_same_tree(path):
    before = casekit.parse(casekit.read(path))
    if path.stem not in SPLIT:
        assert [row[:4] for row in shape(back(before))] == [row[:4] for row in shape(before)]


def test_every_part_is_what_docling_calls_it():
    items = head("1.", "解缆", body("解两根。"), kind="item", run_in=True), head("2.", "撑篙", kind="item")
    document = paper(
        body("渡口手册", kind="title"),
        body("时辰\t船\n卯时\t大船", kind="table"),
        head(
            "一、", "开船", body("看水。"), head("1.", "解缆", body("解两根。"), kind="item", run_in=True), head("2.", "撑篙", kind="item")
        ),
        head("二、", "靠岸", body("注：系牢。", kind="note"), body("第3页", kind="furniture"), head("（一）", "抛锚")),
    )
    data = json.loads(render(document, "docling"))
    assert data["schema_name"] == "DoclingDocument"
    assert [(item["label"], item["text"], item.get("level")) for item in data["texts"]] == [
        ("title", "渡口手册", None),
        ("section_header", "一、开船", 1),
        ("text", "看水。", None),
        ("list_item", "1.解缆。解两根。", None),
        ("list_item", "2.撑篙", None),
        ("section_header", "二、靠岸", 1),
        ("footnote", "注：系牢。", None),
        ("section_header", "（一）抛锚", 2),
    ]
    assert [
        (cell["start_row_offset_idx"], cell["start_col_offset_idx"], cell["text"]) for cell in data["tables"][0]["data"]["table_cells"]
    ] == [
        (0, 0, "时辰"),
        (0, 1, "船"),
        (1, 0, "卯时"),
        (1, 1, "大船"),
    ]
    items = {item["self_ref"]: item for kind in ("texts", "tables", "groups") for item in data[kind]}
    waiting = [(data["body"], reference) for reference in data["body"]["children"]]
    seen = []
    while waiting:
        above, reference = waiting.pop()
        item = items[reference["$ref"]]
        assert item["parent"]["$ref"] == above["self_ref"]
        seen.append(item["self_ref"])
        waiting += [(item, below) for below in item["children"]]
    assert sorted(seen) == sorted(items)


def test_docling_loads_it():
    docling = pytest.importorskip("docling_core.types.doc")
    for document in (*DOCUMENTS.values(), *[casekit.parse(casekit.read(path)) for path in TEXTS[-5:]]):
        made = render(document, "docling")
        loaded = docling.DoclingDocument.model_validate_json(made)
        headers = [(item.text, item.level) for item, _ in loaded.iterate_items() if item.label == "section_header"]
        texts = json.loads(made)["texts"]
        assert headers == [(item["text"], item["level"]) for item in texts if item["label"] == "section_header"] and headers
        assert loaded.export_to_markdown()
