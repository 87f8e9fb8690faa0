"""Word documents, opened by LibreOffice, by python-docx and by casekit's own reader; and tables, opened by LibreOffice."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

import casekit
from casekit.model import Block, nodes
from casekit.readers import read_bytes
from casekit.renderers import render
from test_render_hostile import DOCUMENTS, WORDS
from test_renderers import body, head, paper

HERE = Path(__file__).parent
TEXTS = [*sorted((HERE / "cases").glob("*.txt")), *sorted((HERE.parent / "data/raw").glob("*.txt"))]
LAW = "渡口管理条例\n第一章　总则\n第一条　为了管好渡口，制定本条例。\n（一）早渡\n（二）晚渡\n第二章　附则\n第二条　本条例今天起施行。\n"
GLUED = {
    *("bare-number-glued", "piece-glued-to-its-text", "suffix-number-glued-to-body", "reports-glued-to-their-numbers"),
    "numbers-of-pages-before-words",
    *("petitions-with-bracketed-parts", "lesson-in-two-periods"),
    "lectures-that-are-announced-in-sentences",
    *("slides-with-page-feet-and-parts", "slides-with-an-agenda-before-each-part"),
    *("board-set-further-in", "lesson-plan-by-periods"),
    *("material-before-the-questions-of-a-paper", "suffix-number-before-a-masked-year"),
    *("pieces-of-which-two-lost-their-signs", "pieces-with-fields-under-each-title"),
    *("clippings-between-rows-of-signs", "news-between-blank-lines", "pieces-behind-wide-gaps", "pieces-behind-a-preface"),
    *("letters-under-titles-between-blank-lines", "the-first-of-several-pieces-right-under-the-title", "pieces-whose-numberings-differ"),
    *("letters-behind-who-signed", "titles-that-stand-out"),
    # 01 over its title is one line there.
    "padded-numbers-beside-pictures",
    *("affiliations-with-postcodes", "cases-that-all-lost-their-line-breaks"),
    *("contents-of-a-book-in-three-places", "outline-cited-and-set-further-in"),
    *("note-marks-that-wraps-put-first", "list-in-a-wrapped-sentence"),
    *("a-repeated-case-marker", "pages-of-a-site-between-paragraphs"),
    *("bullets-above-names-in-brackets", "names-in-brackets-that-divide-a-manual"),
    # A bullet is a part of the title there.
    *("bulleted-lines-that-hold-numbers", "signs-before-the-parts-of-a-section"),
    # So are the marks of emphasis behind it.
    "bold-marks-left-around-headings",
    # 2 1 over its title is one line there.
    "standard-among-other-parts",
    # Rules and blank lines around titles are none there, nor is an indent.
    *("pieces-between-two-rules", "pieces-titled-in-rules", "rules-of-two-clubs-with-the-same-chapters"),
    *("a-foreword-cut-out-behind-its-first-decimal", "a-second-number-with-a-list-set-in-twice"),
    # 教学目标： is a heading there, which holds its list.
    "periods-under-a-process",
}
"""Titles glued to the text without a sign, and numbers of pages in the text: rendered as text they are read otherwise too. Two have names
in brackets without a level in the text, under which run-in headings stand once the document gives those a level; then a sentence that was
broken before a number and is whole in the document, and contents whose lines are paragraphs there; and boards that were set further in.
Last, the material of a paper, whose own numbers headings of Word stand beside; numbers behind titles that lost their line; a lead-in that
stands under no piece in the document, since no numbering begins before it; and pieces that blank lines part, which a document has none of.
Numbers that a broken line, an indent or a site's page put where they are stand in whole paragraphs there, as headings do.
A sign before a title belongs to it once the file says that it is a title, and rules between rows of names are no lines there.
"""
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def opened(document):
    return docx.Document(io.BytesIO(render(document, "docx")))


def levels(document):
    """(level, words) of the headings as python-docx sees them."""
    found = []
    for paragraph in opened(document).paragraphs:
        name = paragraph.style.name
        if name.startswith("Heading "):
            found.append((int(name.removeprefix("Heading ")), "".join(paragraph.text.split())))
    return found


def squeezed(text):
    return "".join(casekit.renderers.visible(text).split())


def shape(document):
    return [(h.level, squeezed(h.marker), squeezed(h.title), h.kind, h.run_in) for h in document.root.headings(items=True)]


def texts(document):
    return "".join(squeezed(node.text) for node in nodes(document.root) if isinstance(node, Block) and node.kind != "furniture")


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_read_back_it_is_the_same_tree(path):
    before = casekit.parse(casekit.read(path))
    after = casekit.parse(read_bytes(render(before, "docx"), "x.docx"))
    if path.stem not in GLUED:
        assert shape(after) == shape(before)
    assert texts(after) == texts(before) or path.stem in GLUED


def test_headings_have_words_own_styles_and_outline_levels():
    document = casekit.parse(LAW)
    assert levels(document) == [
        (1, "第一章总则"),
        (2, "第一条"),
        (3, "（一）早渡"),
        (3, "（二）晚渡"),
        (1, "第二章附则"),
        (2, "第二条"),
    ]
    file = opened(document)
    assert file.paragraphs[0].style.name == "Title" and file.core_properties.title == "渡口管理条例"
    for level in range(1, 10):
        style = file.styles[f"Heading {level}"].element
        assert style.pPr.find(docx.oxml.ns.qn("w:outlineLvl")).get(docx.oxml.ns.qn("w:val")) == str(level - 1)
        assert style.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia")) == "黑体"
    assert {style.name for style in file.styles} >= {"Normal", "Body Text", "Title", "Subtitle"}
    used = {paragraph.style.name for paragraph in file.paragraphs}
    assert used <= {style.name for style in file.styles}


def test_deeper_than_word_can_go_is_bold_text():
    document = paper()
    section = document.root
    for depth in range(1, 13):
        section.children.append(head("", f"第{depth}层", level=depth))
        section = section.sections[0]
    names = [paragraph.style.name for paragraph in opened(document).paragraphs]
    assert names == [*[f"Heading {level}" for level in range(1, 10)], *["Deeper Heading"] * 3]
    style = opened(document).styles["Deeper Heading"]
    assert style.font.bold and style.element.pPr.find(docx.oxml.ns.qn("w:outlineLvl")) is None


def test_a_heading_ends_where_its_text_begins():
    document = casekit.parse(LAW)
    article = next(paragraph for paragraph in opened(document).paragraphs if paragraph.text.startswith("第一条"))
    assert article.text == "第一条　" and article._p.pPr.find(".//" + docx.oxml.ns.qn("w:specVanish")) is not None
    source = read_bytes(render(document, "docx"), "x.docx")
    assert "\n第一条　为了管好渡口，制定本条例。\n" in source.text
    marks = [(source.text[hint.start : hint.end], hint.value) for hint in source.hints if hint.kind == "level"]
    assert ("第一条　", 2) in marks and ("第一章　总则", 1) in marks


def test_no_separator_stands_where_the_text_does_not_go_on():
    document = paper(
        head("一、", "甲", head("（一）", "乙", body("丙。")), run_in=True), head("二、", "丁", body("3", kind="furniture"), run_in=True)
    )
    assert render(document, "docx").count(b"specVanish") == 0
    assert [paragraph.text for paragraph in opened(document).paragraphs] == ["一、甲。", "（一）乙", "丙。", "二、丁。"]
    opened_item = paper(head("1.", "甲", head("", "乙", body("丙。")), kind="item", run_in=True))
    assert [paragraph.text for paragraph in opened(opened_item).paragraphs] == ["1.甲。", "乙", "丙。"]


def test_list_items_run_on_in_their_paragraph():
    document = paper(head("", "分工", head("（1）", "甲组", body("修路。"), kind="item", run_in=True), head("（2）", "乙组", kind="item")))
    assert [(paragraph.style.name, paragraph.text) for paragraph in opened(document).paragraphs] == [
        ("Heading 1", "分工"),
        ("Body Text", "（1）甲组。修路。"),
        ("Body Text", "（2）乙组"),
    ]


def test_lines_and_tabs_inside_a_text_stay():
    document = paper(body("甲\t乙\n丙\t丁", kind="table"))
    assert opened(document).paragraphs[0].text == "甲\t乙\n丙\t丁"


def test_the_package_says_no_time_and_is_not_compressed():
    with zipfile.ZipFile(io.BytesIO(render(casekit.parse(LAW), "docx"))) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        for entry in package.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0) and entry.compress_type == zipfile.ZIP_STORED
        assert b"dcterms" not in package.read("docProps/core.xml")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Two files as LibreOffice reads them: the hostile document and the law as Word documents, and the hostile outline as a table."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("office")
    folder.joinpath("law.docx").write_bytes(render(casekit.parse(LAW), "docx"))
    folder.joinpath("hostile.docx").write_bytes(render(DOCUMENTS["built"], "docx"))
    folder.joinpath("hostile.csv").write_bytes(render(DOCUMENTS["built"], "csv").encode())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    utf8 = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"]
    for kind, how, names in (("fodt", [], ["law.docx", "hostile.docx"]), ("fods", utf8, ["hostile.csv"])):
        files = [str(folder / name) for name in names]
        words = [program, profile, "--headless", *how, "--convert-to", kind, "--outdir", str(folder), *files]
        subprocess.run(words, capture_output=True, check=True, timeout=120)
    return folder


def office_headings(path):
    root = ElementTree.parse(path).getroot()
    return [(int(node.get(f"{TEXT}outline-level")), "".join("".join(node.itertext()).split())) for node in root.iter(f"{TEXT}h")]


def test_libreoffice_sees_the_same_headings(office):
    assert office_headings(office / "law.fodt") == levels(casekit.parse(LAW))


def test_libreoffice_takes_hostile_words_for_words(office):
    headings = [words for _, words in office_headings(office / "hostile.fodt")]
    assert headings == [words for _, words in levels(DOCUMENTS["built"])] and len(headings) > len(WORDS)
    root = ElementTree.parse(office / "hostile.fodt").getroot()
    names = {element.tag.rpartition("}")[2] for element in root.find(f"{OFFICE}body").iter()}
    assert names <= {"body", "text", "h", "p", "s", "span", "tab", "line-break", "soft-page-break", "sequence-decls", "sequence-decl"}


def test_libreoffice_calculates_nothing_in_the_table(office):
    if not (office / "hostile.fods").exists():
        pytest.skip("needs LibreOffice's Calc")
    root = ElementTree.parse(office / "hostile.fods").getroot()
    cells = list(root.iter(f"{TABLE}table-cell"))
    assert not [cell for cell in cells if cell.get(f"{TABLE}formula")]
    said = ["".join(cell.itertext()).strip() for cell in cells]
    assert said[:2] == ["case", "depth"] and any("=HYPERLINK" in words for words in said)
