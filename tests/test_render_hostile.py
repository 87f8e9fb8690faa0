"""What no output may do, whatever the text says: steer a terminal, run a script, be a formula, break the format, differ between runs."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import casekit
from casekit.corpus import divide
from casekit.model import Block, Document, Section, nodes
from casekit.record import dump, read
from casekit.renderers import RENDERERS, Options, render
from casekit.renderers.html.rows import rows
from casekit.rules import check
from test_renderers import body, head, paper, papers

WORDS = (
    "红\x1b[31m字\x1b]0;题\x07",
    "<script>alert(1)</script>",
    "=HYPERLINK(\"http://x.example\",\"点我\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1", "-1", "＝1+1", "\t=1+1", "'=2",
    "左\u202e右\u2066间\u200f末\u2028行",
    "空\0字\x9b2J\x85",
    "半\ud83d字\ufffe\uffff",
    "]]>&lt;!--\"'--><![CDATA[",
    "&#0;&nbsp;{{7*7}}${x}",
    "[点](javascript:alert(1)) `x` # 一",
    "甲\r乙\r\n丙\n=丁",
)  # fmt: skip
TEXT = "\n".join(f"{marker}{word}\n{word}。{word}\n" for marker, word in zip("一二三四五六七八九十", WORDS, strict=False))
TEXT = re.sub(r"(?m)^([一二三四五六七八九十])(?!、)", r"\1、", TEXT)
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
TURNING = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
XML = ("opml", "freemind", "akn")
ESCAPING = (*XML, "html", "chunks", "csv", "docling")
"""Formats that have a way to write marks of direction without being turned by them."""


def hostile() -> Document:
    """Every word as a title, as a marker, as a text, as a case, as an item."""
    sections = [head(word, word, body(word), head("", word, body(word, kind="note"), kind="item"), level=1) for word in WORDS]
    cases = [head("", word, body(word, kind="title"), *sections[:2], kind="case") for word in WORDS[:3]]
    document = paper(*[body(word, kind="title") for word in WORDS], *sections, *cases)
    document.origin.sha256 = "\ud83d"
    document.origin.path = "../" + WORDS[0] + '"<x>.txt'
    return document


DOCUMENTS = {"built": hostile(), "parsed": casekit.parse(TEXT)}


def readable(made: str | bytes) -> str:
    """All that an output says, as one text."""
    if isinstance(made, str):
        return made
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist())


def parts(to: str, made: str | bytes) -> list[ElementTree.Element]:
    """The XML documents in an output."""
    if isinstance(made, bytes):
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            return [ElementTree.fromstring(package.read(name)) for name in package.namelist()]
    return [ElementTree.fromstring(made)] if to in XML else []


def formats(*documents: str):
    return pytest.mark.parametrize(("to", "document"), [(to, DOCUMENTS[name]) for to in RENDERERS for name in documents])


@formats("built", "parsed")
def test_no_control_reaches_an_output(to, document):
    made = readable(render(document, to, check(document) if document.source else ()))
    assert RAW.search(made) is None
    made.encode()
    if to in ESCAPING or RENDERERS[to].binary:
        assert TURNING.search(made) is None


@formats("built", "parsed")
def test_no_tag_of_the_text_becomes_one(to, document):
    made = render(document, to)
    for root in parts(to, made):
        names = {element.tag.rpartition("}")[2].lower() for element in root.iter()}
        assert not names & {"script", "x"}
    if to in (*XML, "markdown"):
        assert "<script>" not in readable(made)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_nothing_is_read_as_markdown_or_html(document):
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    kinds = {token.type for token in reader.parse(render(document))}
    inside = {child.type for token in reader.parse(render(document)) for child in token.children or ()}
    assert kinds <= {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"}
    assert inside <= {"text", "text_special", "hardbreak", "strong_open", "strong_close"}


def test_no_cell_is_a_formula():
    made = render(DOCUMENTS["built"], "csv")
    rows = list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline=""), strict=True))
    assert {len(row) for row in rows} == {10} and len(rows) > len(WORDS)
    for row in rows:
        for cell in row:
            assert not re.match(r"\s*[=+\-@＝＋－＠]", cell), cell
    assert any(cell.startswith("'=HYPERLINK(") for row in rows for cell in row)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_json_says_nothing_that_steers(document):
    for shape in ("plain", "langchain", "llamaindex"):
        for line in render(document, "chunks", options=Options(max_chars=50, shape=shape)).split("\n")[:-1]:
            assert not RAW.search(json.dumps(json.loads(line), ensure_ascii=False))
    assert not RAW.search(json.dumps(json.loads(render(document, "docling")), ensure_ascii=False))


@settings(max_examples=40)
@given(papers(), st.data())
def test_any_tree_goes_into_any_format(document, data):
    for node in nodes(document.root):
        if isinstance(node, Section) and data.draw(st.booleans()):
            node.family = data.draw(st.sampled_from(["article", "chapter", "part", "x"]))
            node.number = data.draw(st.integers(0, 3) | st.none())
    for to in RENDERERS:
        made = render(document, to)
        assert made == render(document, to)
        parts(to, made)


def test_deep_and_wide_trees_are_no_trouble():
    deep = paper()
    section = deep.root
    for _ in range(1500):
        section.children.append(head("一、", "层"))
        section = section.sections[0]
    wide = paper(*[head("第一条", "", body("做。"), family="article", number=1) for _ in range(3000)])
    for to in RENDERERS:
        for document in (deep, wide):
            parts(to, render(document, to))


@pytest.mark.parametrize("sign", [" ", "\u3000", "#", "\t", "'", "*"])
def test_a_run_of_one_sign_in_a_title_takes_linear_time(sign):
    long = "甲" + sign * 60_000 + "乙"
    document = paper(body(long, kind="title"), head("一、", long, body(long)), head("", long, body("好。"), kind="case"))
    for to in RENDERERS:
        begun = time.process_time()
        render(document, to)
        assert time.process_time() - begun < 3, to


def test_a_record_with_all_its_text_in_one_line_takes_linear_time():
    blocks = [Block("paragraph", "句" * 300, at * 301, at * 301 + 300, 1, 1) for at in range(20_000)]
    begun = time.process_time()
    (line,) = rows(paper(*blocks))
    assert time.process_time() - begun < 2
    assert line.text == " ".join(block.text for block in blocks)


def test_an_enormous_title_is_not_written_again_in_every_row():
    sections = [head(f"({at})", "小题", body("做好。")) for at in range(1, 200)]
    document = paper(head("一、", "大" * 20_000, *sections, kind="case"))
    size = len("".join(piece.title for piece in document.root.headings()))
    for to in RENDERERS:
        assert len(render(document, to)) < 12 * size + 50_000, to
    rows = [json.loads(line) for line in render(document, "chunks").splitlines()]
    assert {row["heading_path"][0] for row in rows} == {"一、" + "大" * 197 + "…"}
    assert {row["metadata"]["case_title"] for row in rows} == {"大" * 199 + "…"}


@pytest.mark.parametrize("path", sorted((Path(__file__).parent.parent / "data/raw").glob("*.txt")), ids=lambda path: path.stem)
def test_a_record_gives_what_its_text_gives(path):
    document = casekit.parse(casekit.read(path))
    for part, findings in divide(document, check(document)):
        kept = read(dump(part, findings))
        for to in RENDERERS.keys() - {"html"}:  # that shows the source itself, whose blanks a record does not keep: test_html_page.py
            assert render(kept.document, to, kept.findings) == render(part, to, findings), to


DIGESTS = """
import hashlib, sys, casekit
from casekit.record import dump, read
from casekit.renderers import RENDERERS
document = casekit.parse(sys.stdin.buffer.read().decode("utf-8", "surrogatepass"))
for to in RENDERERS:
    made = casekit.render(document, to, casekit.check(document))
    print(to, hashlib.sha256(made if isinstance(made, bytes) else made.encode()).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_run():
    def run(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai" if seed == "1" else "UTC"}
        data = TEXT.encode("utf-8", "surrogatepass")
        return subprocess.run([sys.executable, "-c", DIGESTS], input=data, capture_output=True, check=True, env=environment).stdout.decode()

    first = run("1")
    assert first == run("2") and first.count("\n") == len(RENDERERS)
    for line in first.splitlines():
        to, digest = line.split()
        made = casekit.render(DOCUMENTS["parsed"], to, casekit.check(DOCUMENTS["parsed"]))
        assert hashlib.sha256(made if isinstance(made, bytes) else made.encode()).hexdigest() == digest
