"""One dump in every format gives one tree."""

from pathlib import Path

import pytest

import casekit
from casekit.readers import read_bytes
from casekit.readers.members import read_member
from dump_files import as_book, as_markdown, as_page, as_word, traditional, zipped
from pdf_files import A4, B5, as_print

HERE = Path(__file__).parent.parent
DUMPS = {"sample": HERE / "data/raw/village-library-cases.txt", "user": HERE.parent / "shared" / "seeds" / "party-building-cases.txt"}
DUMPS = {name: path for name, path in DUMPS.items() if name == "sample" or path.exists()}


def shape(text):
    """The headings of a tree and the text of all its leaves."""
    document = casekit.parse(text)
    headings = [(h["marker"], h["title"], h["level"], h["parent"], h["run_in"], h["kind"]) for h in document.outline(items=True)]
    blocks = [(block.kind, block.text) for section in [document.root, *document.root.headings()] for block in section.blocks]
    return headings, blocks


@pytest.fixture(params=DUMPS, scope="module")
def dump(request):
    return DUMPS[request.param].read_text(encoding="utf-8")


def test_as_a_word_document_with_automatic_numbers(dump):
    for apart in (False, True):
        data, numbers = as_word(dump, apart)
        source = read_bytes(data, "a.docx")
        assert sum(hint.kind == "number" for hint in source.hints) == numbers > 20
        assert source.text.strip("\n") == dump.strip("\n")
        assert shape(source) == shape(dump.strip("\n") + "\n")


@pytest.mark.parametrize(("write", "name"), [(as_page, "a.html"), (as_book, "a.epub"), (as_markdown, "a.md")])
def test_as_a_page_a_book_and_markdown(dump, write, name):
    assert shape(read_bytes(write(dump), name)) == shape(dump.strip("\n") + "\n")


def levels_of(text):
    """The levels of a text's headings with a number, by 0-based line."""
    return {row["line"] - 1: row["level"] for row in casekit.parse(text).outline(items=True) if row["marker"]}


def test_with_the_styles_of_headings(dump):
    text = dump.strip("\n") + "\n"
    levels = levels_of(text)
    for data, name in ((as_word(text, levels=levels)[0], "a.docx"), (as_page(text, levels), "a.html")):
        source = read_bytes(data, name)
        assert sum(hint.kind == "level" for hint in source.hints) == len(levels) > 20
        assert shape(source) == shape(text)


def test_in_every_encoding(dump):
    for encoding in ("gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        source = read_bytes(dump.encode(encoding), "a.txt")
        assert source.text == dump and shape(source) == shape(dump)


def test_in_traditional_characters_and_big5(dump, tmp_path):
    text = traditional(dump)
    source = read_bytes(text.encode("big5hkscs"), "a.txt")
    assert (source.text, source.origin.encoding, source.origin.replaced) == (text, "big5hkscs", 0)
    places = ("line", "level", "number", "family", "parent", "run_in", "kind")
    found, wanted = ([[row[key] for key in places] for row in casekit.parse(one).outline(items=True)] for one in (source, dump))
    assert found == wanted
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"黨建/案例.txt": text.encode("big5hkscs")}, "big5hkscs"))
    member = read_member(path, "黨建/案例.txt")
    assert (member.text, member.origin.encoding) == (text, "big5hkscs")


def test_zipped_under_a_name_in_gbk_with_all_its_dresses(dump, tmp_path):
    files = {"党建/案例.txt": dump.encode("gb18030"), "党建/案例.docx": as_word(dump)[0], "党建/网页.html": as_page(dump)}
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(files))
    wanted = shape(dump.strip("\n") + "\n")
    for name in files:
        assert shape(read_member(path, name)) == wanted
    assert read_member(path, "党建/案例.txt").origin.encoding == "gb18030"


@pytest.mark.parametrize("how", [{}, {"head": "创新案例汇编", "sizes": (A4, B5), "size": 16}])
def test_printed_with_running_heads_on_pages_of_two_sizes(dump, how):
    source = read_bytes(as_print(dump, **how), "a.pdf")
    plain = "\n".join(line.strip() for line in dump.split("\n") if line.strip()) + "\n"
    assert shape(source) == shape(plain)
    assert [stream.kind for stream in source.streams] == (["header", "footer"] if how else ["footer"])
    assert source.places[-1].page > 5
