"""Web pages, books and what docling writes."""

import json
import sys
import time

import pytest

from casekit.cli import main
from casekit.errors import SourceError
from casekit.readers import Options, html, read_bytes
from docx_files import packed


def page(body, name="a.html", **options):
    return read_bytes(
        f"<!DOCTYPE html><html><head><title>题</title></head><body>{body}</body></html>".encode(), name, options=Options(**options)
    )


def hints(found, *kinds):
    return [(found.text[h.start : h.end], h.kind, h.value) for h in found.hints if h.kind in kinds]


def refusal(data, name):
    with pytest.raises(SourceError) as caught:
        read_bytes(data, name)
    assert caught.value.message.startswith(f"{name}: ") and "\n" not in caught.value.message
    return caught.value.message


class TestText:
    @pytest.mark.parametrize(
        ("body", "text"),
        [
            ("<p>一、总&amp;则</p><p>甲</p>", "一、总&则\n甲\n"),
            ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙\n"),
            ("甲<br>乙<br/><br>丙", "甲\n乙\n\n丙\n"),
            ("<p>为了\n  规范</p><p>a\n b  c</p><p>甲 乙</p>", "为了规范\na b c\n甲 乙\n"),
            ("<p>甲<b>乙</b> <i> 丙</i></p>", "甲乙 丙\n"),
            ("<p>&nbsp;&nbsp;一、&nbsp;总则</p>", "  一、 总则\n"),
            ("<p>\u3000\u3000一、总则</p>", "\u3000\u3000一、总则\n"),
            ("<pre>甲\n  乙\r\n</pre>丙", "甲\n  乙\n丙\n"),
            ("甲<script>x('<p>')</script><style>p{}</style><!-- 乙 --><noscript>丙</noscript>", "甲\n"),
            ("<p>甲</p><p style='display: none'>乙</p><p hidden>丙</p>", "甲\n"),
            ("<ruby>汉<rp>(</rp><rt>hàn</rt></ruby>字", "汉字\n"),
            ("<p>甲<p>乙<li>丙", "甲\n乙\n丙\n"),
            ("<ul><li>甲<li>乙</ul>", "甲\n乙\n"),
        ],
    )
    def test_blocks_are_lines(self, body, text):
        assert page(body).text == text

    def test_numbers_of_lists_are_text(self):
        body = (
            "<ol><li>甲<ol type=a><li>乙<li value=5>丙</ol><li>丁</ol><ol start=3 style='list-style-type:simp-chinese-informal'><li>戊</ol>"
            "<ol reversed type=I><li>己<li>庚</ol><ol style='list-style:none'><li>辛</ol>"
        )
        found = page(body)
        assert found.text == "1. 甲\na. 乙\ne. 丙\n2. 丁\n三、戊\nII. 己\nI. 庚\n辛\n"
        assert hints(found, "number")[:3] == [("1.", "number", 1), ("a.", "number", 2), ("e.", "number", 2)]

    def test_rows_are_lines_with_tabs(self):
        found = page("前<table><tr><th>项目<th>数<tr><td><p>书</p><td> <tr><td></td><td>三</td></tr></table>后")
        assert found.text == "前\n项目\t数\n书\t\n\t三\n后\n"
        assert hints(found, "region") == [("项目\t数\n书\t\n\t三", "region", "table")]

    def test_pages_laid_out_in_tables_are_no_tables(self):
        found = page("<table><tr><td><p>一、总则</p><p>甲</p></td></tr><tr><td>左<br>下<td>右</table>")
        assert found.text == "一、总则\n甲\n左\n下\n右\n"
        assert not hints(found, "region")

    def test_places_count_paragraphs(self):
        found = page("<p>甲</p><p>乙<br>丙</p>")
        assert [found.place(found.text.index(c)).paragraph for c in "甲乙丙"] == [1, 2, 3]


class TestEvidence:
    def test_headings_looks_and_regions(self):
        body = (
            "<header>网站</header><h1>办法</h1><h3 align=center>总则</h3><div role=heading aria-level=4>目的</div>"
            "<p><strong>甲</strong>乙</p><p style='text-align:right'>署名</p><pre>x</pre><footer>版权</footer>"
        )
        found = page(body)
        assert hints(found, "level") == [("办法", "level", 1), ("总则", "level", 3), ("目的", "level", 4)]
        assert hints(found, "bold", "align") == [("总则", "align", "center"), ("甲", "bold", 1), ("署名", "align", "right")]
        assert hints(found, "region") == [("网站", "region", "furniture"), ("x", "region", "code"), ("版权", "region", "furniture")]
        assert {value for *_, value in hints(page(body, relevel=True), "level")} == {0}


class TestRecognised:
    @pytest.mark.parametrize("name", ["a.txt", "a.doc", "-"])
    def test_by_content(self, name):
        assert page("甲", name).text == "甲\n"
        assert read_bytes("<?xml version='1.0'?>\n<html><p>甲</html>".encode("utf-16"), name).text == "甲\n"

    def test_a_fragment_by_its_name(self):
        assert read_bytes("<p>甲</p>".encode(), "a.htm").text == "甲\n"
        assert read_bytes("<p>甲</p>".encode(), "a.txt").text == "<p>甲</p>"

    def test_what_the_page_says_of_its_encoding_counts_last(self):
        declared = "<html><meta charset='{}'><p>{}"
        assert read_bytes(declared.format("utf-8", "一、总则，为了规范管理").encode("gb18030"), "a.html").text == "一、总则，为了规范管理\n"
        assert (
            read_bytes(declared.format("shift_jis", "これはテストです。日本語のページ").encode("shift_jis"), "a.html").origin.encoding
            == "shift_jis"
        )

    def test_without_the_extra_there_is_a_command(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
        assert refusal(b"<html><p>x", "a.html") == "a.html: is a web page; to read it run: pip install 'casekit[html]'"


class TestHostile:
    @pytest.mark.parametrize(
        "unit", ["<div>", "<div><!-- </div> -->", "<div title='</div>'>", "<section><script></section></script>", "<ul><div>"]
    )
    def test_depth_is_refused_in_time(self, unit):
        begun = time.process_time()
        assert "nested too deeply" in refusal(("<html>" + unit * 100_000).encode(), "a.html")
        assert time.process_time() - begun < 5

    @pytest.mark.parametrize(
        "unit", ["<p>", "<b>", "<td>", "<a href='", '<a b="', "<!--", "</p>", "<table><tr><td>", "&amp;", "&#x4e00;", "<br>", "<", "\n"]
    )
    def test_time_is_linear(self, unit):
        def spent(size):
            data = ("<html>甲" + unit * (size // len(unit))).encode()
            begun = time.process_time()
            try:
                read_bytes(data, "a.html")
            except SourceError as error:
                assert "deeply" in error.message
            return time.process_time() - begun

        spent(1000)
        small, large = min(spent(20_000) for _ in range(3)), min(spent(200_000) for _ in range(2))
        assert large < 40 * small + 0.05

    def test_depth_of_the_sloppy_is_none(self):
        assert page("<p>甲" * 20_000).text.count("甲") == 20_000
        assert page("<div>甲</div>" * 20_000).text.count("甲") == 20_000
        assert html.DEPTH_LIMIT < 20_000


def book(pages, spine=None, encryption=""):
    spine = range(len(pages)) if spine is None else spine
    items = "".join(f'<item id="p{n}" href="text/{n}%20a.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(pages)))
    items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    items += '<item id="css" href="a.css" media-type="text/css"/>'
    order = '<itemref idref="nav"/>' + "".join(f'<itemref idref="p{n}"/>' for n in spine)
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{order}</spine></package>',
        "OEBPS/nav.xhtml": "<html><body><nav><ol><li>目录</ol></nav></body></html>",
        **{f"OEBPS/text/{n} a.xhtml": f"<!DOCTYPE html><html><body>{text}</body></html>" for n, text in enumerate(pages)},
    }
    if encryption:
        method = f'<EncryptionMethod xmlns="http://www.w3.org/2001/04/xmlenc#" Algorithm="{encryption}"/>'
        files["META-INF/encryption.xml"] = f"<encryption>{method}</encryption>"
    return packed(files)


class TestBooks:
    def test_pages_come_in_the_order_of_the_spine(self):
        found = read_bytes(book(["<h2>一</h2>", "<h1>二</h1>", "<p>不读</p>"], spine=[1, 0, 1]), "a.zip")
        assert (found.text, found.origin.format) == ("二\n一\n", "epub")
        assert hints(found, "level") == [("二", "level", 1), ("一", "level", 2)]
        assert [found.place(at).part for at in (0, 2)] == ["OEBPS/text/1 a.xhtml", "OEBPS/text/0 a.xhtml"]

    def test_encrypted_pages_are_refused_and_encrypted_fonts_are_not(self):
        assert "protected against copying" in refusal(book(["甲"], encryption="http://www.w3.org/2001/04/xmlenc#aes256-cbc"), "a.epub")
        assert read_bytes(book(["甲"], encryption="http://www.idpf.org/2008/embedding"), "a.epub").text == "甲\n"

    def test_broken_books(self):
        assert "damaged" in refusal(packed({"META-INF/container.xml": "<container/>"}), "a.epub")
        assert "damaged" in refusal(book([]), "a.epub")
        assert "damaged" in refusal(book(["甲"])[:-40], "a.epub")


class TestDocling:
    def document(self, **more):
        texts = [
            {"self_ref": "#/texts/0", "label": "title", "text": "办法", "children": [{"$ref": "#/texts/1"}], "prov": [{"page_no": 1}]},
            {"label": "section_header", "level": 2, "text": "一、总则", "prov": [{"page_no": 2}], "children": [{"$ref": "#/texts/1"}]},
            {"label": "list_item", "enumerated": True, "marker": "1.", "text": "甲"},
            {"label": "page_footer", "text": "第2页", "content_layer": "furniture"},
            {"label": "footnote", "text": "注"},
        ]
        cells = [{"start_row_offset_idx": row, "text": text} for row, text in ((0, "项目"), (0, "数"), (1, "书"), (1, "三"))]
        body = {"children": [{"$ref": "#/texts/0"}, {"$ref": "#/groups/0"}, {"$ref": "#/texts/9"}, {"$ref": 3}, 4]}
        groups = [{"children": [{"$ref": "#/texts/2"}, {"$ref": "#/texts/3"}, {"$ref": "#/tables/0"}, {"$ref": "#/texts/4"}]}]
        table = {"label": "table", "data": {"table_cells": cells}}
        return json.dumps(
            {"schema_name": "DoclingDocument", "body": body, "groups": groups, "texts": texts, "tables": [table], **more}
        ).encode()

    def test_texts_come_in_reading_order(self):
        found = read_bytes(self.document(), "a.json")
        assert (found.text, found.origin.format) == ("办法\n一、总则\n1. 甲\n项目\t数\n书\t三\n注\n", "docling")
        assert hints(found, "title", "level", "number") == [("办法", "title", 1), ("一、总则", "level", 2), ("1.", "number", 1)]
        assert hints(found, "region") == [("项目\t数\n书\t三", "region", "table"), ("注", "region", "note")]
        assert [found.place(at).page for at in (0, 4)] == [1, 2]
        assert [(stream.kind, stream.text) for stream in found.streams] == [("footer", "第2页")]
        assert hints(read_bytes(self.document(), options=Options(relevel=True)), "level") == [("一、总则", "level", 0)]

    @pytest.mark.parametrize("more", [{"body": 1}, {"texts": {}, "groups": [], "tables": None}, {"body": {"children": 3}}])
    def test_broken_documents(self, more):
        refusal(self.document(**more), "a.json")

    def test_cut_documents(self):
        assert "no document of docling" in refusal(self.document()[:-9], "a.json")
        assert "no document of docling" in refusal(b'{"schema_name": "DoclingDocument", "a": ' + b"[" * 100_000, "a.json")


SAID = "这里写着一段正文，说明事情的经过和结果，内容比较具体，读起来也还通顺，可以作为正文的样子。"
SITE = f"""<html><head><title>修路记</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">新闻</a></li></ul></div>
<div class="article"><h1>修路记</h1><h2>一、缘起</h2><p>{SAID}</p><p>{SAID}</p><h2>二、做法</h2><h3>（一）筹款</h3><p>{SAID}</p>
<h3>（二）施工</h3><p>{SAID}</p></div><div class="sidebar"><h3>相关推荐</h3><ul><li><a href="/1">别的村也修了路</a></li></ul></div>
<div class="footer">版权所有 备案号0000</div></body></html>"""


class TestMainContent:
    def test_what_a_site_puts_around_its_text_goes(self, tmp_path, capsys):
        path = tmp_path / "a.html"
        path.write_text(SITE, encoding="utf-8")
        assert main(["outline", "--main-content", str(path)]) == 0
        shown = capsys.readouterr().out
        assert all(words in shown for words in ("一、缘起", "（一）筹款", "（二）施工")) and "推荐" not in shown
        found = read_bytes(SITE.encode(), "a.html", options=Options(main_content=True))
        assert found.text == f"修路记\n一、缘起\n{SAID}\n{SAID}\n二、做法\n（一）筹款\n{SAID}\n（二）施工\n{SAID}\n"
        assert [hint.value for hint in found.hints if hint.kind == "level"] == [1, 2, 2, 3, 3]
        assert "首页" in read_bytes(SITE.encode(), "a.html").text

    def test_a_page_without_a_main_text_is_read_whole_and_told(self):
        found = read_bytes("<p>短。</p>".encode(), "a.html", options=Options(main_content=True))
        assert found.text == "短。\n" and found.warnings[0][0].startswith("no main text was found")

    def test_without_the_extra_there_is_a_command(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        with pytest.raises(SourceError) as caught:
            read_bytes(SITE.encode(), "a.html", options=Options(main_content=True))
        assert caught.value.message.endswith("to read it run: pip install 'casekit[web]'")

    def test_a_library_that_does_not_load_is_no_missing_one(self, monkeypatch, tmp_path):
        (tmp_path / "trafilatura.py").write_text("raise ImportError('a part of it\\nis a project of its own now')", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "trafilatura", raising=False)
        with pytest.raises(SourceError) as caught:
            read_bytes(SITE.encode(), "a.html", options=Options(main_content=True))
        assert "does not load (a part of it is a project of its own now)" in caught.value.message
        assert "\n" not in caught.value.message and "无法加载" in caught.value.message_zh
