"""CSV, OPML and FreeMind: the outline for spreadsheets, outliners and mind maps."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

import casekit
from casekit.model import Block, nodes
from casekit.renderers import render
from casekit.renderers.branches import LEFT_OUT, branches
from test_renderers import head, paper

HERE = Path(__file__).parent
TEXTS = [*sorted((HERE / "cases").glob("*.txt")), *sorted((HERE.parent / "data/raw").glob("*.txt"))]
TEXT = """山塘管护办法
为了管好山塘，制定本办法。
一、巡查
（一）谁来查。组长查。
（三）查什么。查坝，查闸。
二、维修
第十二条之一　冬天修。
"""


def table(text):
    document = casekit.parse(text)
    made = render(document, "csv", casekit.check(document))
    assert made.startswith("\ufeff") and made.count("\r\n") == made.count("\n")
    return list(csv.DictReader(io.StringIO(made[1:], newline=""), strict=True))


def squeezed(text):
    return "".join(text.split())


def test_a_row_tells_where_a_heading_is_and_what_is_wrong_with_it():
    rows = table(TEXT)
    assert [(row["depth"], row["marker"], row["title"]) for row in rows] == [
        ("1", "一、", "巡查"),
        ("2", "（一）", "谁来查"),
        ("2", "（三）", "查什么"),
        ("1", "二、", "维修"),
        ("2", "第十二条之一", ""),
    ]
    assert rows[2]["path"] == "一、巡查 > （三）查什么" and rows[2]["line"] == "5" and rows[2]["chars"] == "6"
    assert rows[2]["findings"] == "CK101 numbering-gap" and rows[1]["findings"] == ""
    assert rows[4]["number"] == "12_1" and rows[2]["number"] == "3" and {row["case"] for row in rows} == {"1"}


def test_findings_before_the_first_heading_have_a_row():
    rows = table("山塘管护办法\n为了管好山塘，制定“本办法。\n一、巡查\n组长查。\n二、维修\n冬天修。\n")
    assert rows[0]["depth"] == "0" and "unclosed-quote" in rows[0]["findings"] and rows[0]["title"] == "山塘管护办法"


def test_cases_are_counted():
    rows = table("第一篇：修路\n一、做法\n铺石子。\n第二篇：打井\n一、做法\n挖三丈。\n")
    assert [(row["case"], row["depth"]) for row in rows] == [("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")]


@pytest.mark.parametrize(
    ("marker", "cell"),
    [("(1)", "'(1)"), ("1.", "'1."), ("1.10", "'1.10"), ("1-2", "'1-2"), ("3/4", "'3/4"), ("1e5", "'1e5"), ("007", "'007")]
    + [(same, same) for same in ("1", "12", "（1）", "一、", "1、", "1)a", "A.1", "第3章", "")],
)
def test_a_marker_is_no_other_number(marker, cell):
    made = render(paper(head(marker, "甲")), "csv")
    assert next(csv.DictReader(io.StringIO(made[1:], newline="")))["marker"] == cell


def test_the_heading_of_the_root_leaves_cases_their_numbers():
    document = paper(head("", "修路", kind="case"), head("", "打井", kind="case"))
    document.root.title = "选编"
    rows = list(csv.DictReader(io.StringIO(render(document, "csv")[1:], newline="")))
    assert [(row["case"], row["title"]) for row in rows] == [("1", "选编"), ("1", "修路"), ("2", "打井")]


def outlined(element, tag, attribute):
    """(depth, words) of every node below `element`."""
    found = []
    stack = [(element, 0)]
    while stack:
        node, depth = stack.pop()
        if depth:
            found.append((depth, node.get(attribute)))
        stack.extend((child, depth + 1) for child in reversed(node.findall(tag)))
    return found


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_outlines_hold_every_heading_in_its_place_and_every_text(path):
    document = casekit.parse(casekit.read(path))
    wanted = [(branch.depth, branch.words) for branch in branches(document)]
    opml = ElementTree.fromstring(render(document, "opml"))
    assert opml.get("version") == "2.0" and opml.find("head/title") is not None
    mind = ElementTree.fromstring(render(document, "freemind"))
    assert outlined(mind.find("node"), "node", "TEXT") == wanted
    notes = [node.get("_note", "") for node in opml.iter("outline")]
    plain = outlined(opml.find("body"), "outline", "text")
    assert plain == wanted or plain[1:] == wanted
    texts = [node.text for node in nodes(document.root) if isinstance(node, Block) and node.kind not in LEFT_OUT]
    held = squeezed("".join(notes))
    shown = squeezed("".join(text for line in mind.iter("richcontent") for text in line.itertext()))
    for text in texts:
        assert squeezed(casekit.renderers.visible(text)) in held
        assert squeezed(casekit.renderers.visible(text)) in shown


def test_large_maps_open_folded():
    mind = ElementTree.fromstring(render(casekit.parse(TEXT.replace("组长查。", "组长查。\n1.早上查。\n2.晚上查。")), "freemind"))
    folded = [node.get("TEXT") for node in mind.iter("node") if node.get("FOLDED") == "true"]
    assert folded == ["（一）谁来查"]
