"""Word documents: what is text, what is evidence, what stands beside; nothing broken or hostile gets further than one line."""

import io
import time
import tracemalloc
import zipfile

import docx
import pytest

from casekit.errors import SourceError
from casekit.readers import Options, read_bytes
from casekit.readers import package as packages
from casekit.source import Hint, Place, Stream
from docx_files import NAMES, OFFICE, RELATIONS, abstract, level, num, packed, paragraph, run, style, word


def source(*blocks, changes="accept", **parts):
    return read_bytes(word(*blocks, **parts), "a.docx", options=Options(changes=changes))


def hints(found, *kinds):
    return [(found.text[h.start : h.end], h.kind, h.value) for h in found.hints if h.kind in kinds]


def table(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows) + "</w:tbl>"


class TestText:
    def test_paragraphs_are_lines_and_breaks_stay(self):
        signs = "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:softHyphen/><w:cr/><w:t>丁</w:t></w:r>"
        found = source(paragraph("甲", runs=signs), paragraph(), paragraph("末"))
        assert found.text == "甲\t乙\n丙-\n丁\n\n末\n"
        assert found.place(7) == Place(0, paragraph=1)
        assert found.place(len(found.text) - 2) == Place(10, paragraph=3)
        assert (found.origin.format, found.origin.encoding) == ("docx", "unicode")

    def test_runs_inside_links_tags_and_controls_count(self):
        runs = (
            f'<w:hyperlink r:id="x">{run("甲")}</w:hyperlink><w:smartTag>{run("乙")}</w:smartTag>'
            f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('丙')}</w:sdtContent></w:sdt>"
            f'<w:fldSimple w:instr="REF a">{run("丁")}</w:fldSimple><w:ins>{run("戊")}</w:ins><w:bookmarkStart w:name="b"/>'
            "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        )
        assert source(paragraph(runs=runs)).text == "甲乙丙丁戊x=1\n"

    def test_codes_of_fields_are_no_text_and_their_results_are(self):
        def sign(kind):
            return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

        code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        inner = sign("begin") + code + sign("separate") + run("3") + sign("end")
        outer = f"{sign('begin')}<w:r><w:instrText>IF {inner}</w:instrText><w:t>无</w:t></w:r>"
        runs = outer + sign("separate") + run("有") + inner + sign("end") + run("后")
        assert source(paragraph("前", runs=runs)).text == "前有3后\n"

    def test_hidden_text_and_phonetic_guides_are_left_out(self):
        ruby = f"<w:r><w:ruby><w:rt>{run('hàn')}</w:rt><w:rubyBase>{run('汉')}</w:rubyBase></w:ruby></w:r>"
        hidden = style("H", look="<w:vanish/>")
        found = source(paragraph("甲", runs=ruby + run("藏", "<w:vanish/>")), paragraph("隐", style="H"), styles=hidden)
        assert found.text == "甲汉\n\n"

    def test_symbols_of_symbol_fonts_have_common_signs(self):
        runs = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:char="F041"/><w:sym w:char="zz"/><w:sym w:char="4E00"/></w:r>'
        assert source(paragraph(runs=runs)).text == "✓A一\n"

    def test_a_table_is_lines_of_cells_with_tabs(self):
        cells = table([paragraph("项目"), paragraph("经费")], [paragraph("书"), paragraph("三千") + paragraph()])
        found = source(paragraph("前"), cells, paragraph("后"))
        assert found.text == "前\n项目\t经费\n书\t三千\n后\n"
        assert hints(found, "region") == [("项目\t经费\n书\t三千", "region", "table")]

    def test_cells_of_several_paragraphs_keep_their_lines(self):
        found = source(table([paragraph("甲") + paragraph("乙"), paragraph("丙")]), paragraph())
        assert found.text == "甲\n乙\n丙\n\n"

    def test_a_table_of_one_cell_is_a_frame(self):
        found = source(table([paragraph("一、总则") + table([paragraph("a"), paragraph("b")])]), paragraph())
        assert found.text == "一、总则\na\tb\n\n"
        assert hints(found, "region") == [("a\tb", "region", "table")]

    def test_a_heading_before_a_style_separator_is_one_line_with_its_text(self):
        separator = "<w:vanish/><w:specVanish/>"
        styles = style("H2", "heading 2", properties='<w:outlineLvl w:val="1"/>')
        numbering = abstract(1, level(0, "第%1条", "chineseCounting", more='<w:suff w:val="space"/>')) + num(1, 1)
        blocks = [
            paragraph("立项", num=1, level=0, style="H2", mark=separator),
            paragraph("　镇里定。"),
            paragraph("验收", num=1, level=0, style="H2", mark=separator),
            paragraph("县里定。"),
            paragraph("不是分隔", style="H2", mark="<w:vanish/>"),
        ]
        found = source(*blocks, styles=styles, numbering=numbering)
        assert found.text == "第一条 立项　镇里定。\n第二条 验收县里定。\n不是分隔\n"
        assert hints(found, "level") == [("第一条 立项", "level", 2), ("第二条 验收", "level", 2), ("不是分隔", "level", 2)]
        assert [place.paragraph for place in found.places] == [1, 2, 3]

    def test_a_style_separator_at_the_end_loses_nothing(self):
        found = source(paragraph("甲"), paragraph("乙", mark="<w:specVanish/>"))
        assert found.text == "甲\n乙"

    def test_a_box_comes_behind_its_paragraph_and_once(self):
        def box(text):
            return f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"

        choice = f"<mc:Choice><w:drawing>{box('框')}</w:drawing></mc:Choice>"
        drawing = f"<mc:AlternateContent>{choice}<mc:Fallback><w:pict>{box('框')}</w:pict></mc:Fallback></mc:AlternateContent>"
        found = source(paragraph("甲", runs=f"<w:r>{drawing}</w:r>" + run("乙")), paragraph("丙"))
        assert found.text == "甲乙\n框\n丙\n"
        assert hints(found, "region") == [("框", "region", "textbox")]

    def test_notes_stand_at_the_end_in_the_order_of_their_marks(self):
        texts = {1: "注甲", 2: "注乙", 3: "无人提及"}
        notes = "".join(f'<w:footnote w:id="{id}">{paragraph(text)}</w:footnote>' for id, text in texts.items())
        notes = f"<w:footnotes {NAMES}>{notes}</w:footnotes>"
        marks = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
        found = source(paragraph("甲", runs=marks.format(2)), paragraph("乙", runs=marks.format(1)), parts={"footnotes": notes})
        assert found.text == "甲[1]\n乙[2]\n[1] 注乙\n[2] 注甲\n"
        assert hints(found, "anchor", "region") == [
            ("[1]", "anchor", 1),
            ("[2]", "anchor", 2),
            ("[1] 注乙", "region", "note"),
            ("[2] 注甲", "region", "note"),
        ]
        assert found.place(found.text.index("[1] ")).part == "notes"

    def test_running_heads_and_comments_are_streams(self):
        parts = {"header": f"<w:hdr {NAMES}>{paragraph('内部资料')}</w:hdr>", "footer": f"<w:ftr {NAMES}>{paragraph(' ')}</w:ftr>"}
        parts["comments"] = f"<w:comments {NAMES}><w:comment>{paragraph('待核实')}</w:comment></w:comments>"
        found = source(paragraph("甲"), parts=parts)
        assert found.text == "甲\n"
        assert found.streams == [Stream("header", "内部资料"), Stream("comment", "待核实")]

    def test_pages_are_told_where_word_noted_them(self):
        turn = "<w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>"
        found = source(paragraph("甲"), paragraph("前", runs=turn), paragraph("丙"))
        assert [found.place(found.text.index(c)).page for c in "甲前乙丙"] == [1, 1, 2, 2]
        assert [found.place(found.text.index(c)).paragraph for c in "甲前乙丙"] == [1, 2, 2, 3]

    def test_strict_documents_are_read_too(self):
        plain = zipfile.ZipFile(io.BytesIO(word(paragraph("甲"))))
        files = {name: plain.read(name) for name in plain.namelist()}
        strict = files["word/document.xml"].replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        )
        assert read_bytes(packed({**files, "word/document.xml": strict}), "a.docx").text == "甲\n"

    def test_what_python_docx_writes(self):
        made = docx.Document()
        made.add_heading("办法", 0)
        made.add_heading("总则", 1)
        made.add_paragraph("甲", style="List Number")
        made.add_paragraph("乙", style="List Number")
        made.add_table(1, 2).cell(0, 1).text = "丙"
        made.sections[0].header.paragraphs[0].text = "页眉"
        buffer = io.BytesIO()
        made.save(buffer)
        found = read_bytes(buffer.getvalue())
        assert found.text == "办法\n总则\n1. 甲\n2. 乙\n\t丙\n"
        assert hints(found, "level", "title") == [("办法", "title", 1), ("总则", "level", 1)]
        assert Stream("header", "页眉") in found.streams


class TestChanges:
    BLOCKS = (
        paragraph("甲", 1, 0, runs=f"<w:ins>{run('增')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"),
        paragraph("乙", 1, 0, mark="<w:del/>"),
        paragraph("丙", 1, 0, mark="<w:ins/>"),
        paragraph("丁", 1, 0),
        paragraph("", 1, 0, runs=f"<w:moveFrom>{run('移')}</w:moveFrom>", mark="<w:moveFrom/>"),
        paragraph("", runs=f"<w:moveTo>{run('到')}</w:moveTo>"),
    )
    LIST = abstract(0, level(0, "%1.")) + num(1, 0)

    def test_accepted(self):
        assert source(*self.BLOCKS, numbering=self.LIST).text == "1. 甲增\n2. 乙丙\n3. 丁\n到\n"

    def test_rejected(self):
        assert source(*self.BLOCKS, numbering=self.LIST, changes="reject").text == "1. 甲删\n2. 乙\n3. 丙丁\n4. 移\n\n"

    def test_properties_as_they_were(self):
        before = '<w:pPrChange><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:pPrChange>'
        block = paragraph("甲", properties=f'<w:outlineLvl w:val="0"/>{before}')
        assert hints(source(block), "level") == [("甲", "level", 1)]
        assert hints(source(block, changes="reject"), "level") == [("甲", "level", 3)]

    def test_rows_that_were_put_in_or_taken_out(self):
        second = f"<w:tr><w:tc>{paragraph('乙')}</w:tc></w:tr>"
        rows = f"<w:tbl><w:tr><w:trPr><w:{{}}/></w:trPr><w:tc>{paragraph('甲')}</w:tc></w:tr>{second}</w:tbl>"
        assert source(rows.format("del")).text == "乙\n"
        assert source(rows.format("ins")).text == "甲\n乙\n"
        assert source(rows.format("ins"), changes="reject").text == "乙\n"

    def test_a_last_paragraph_without_mark_is_not_lost(self):
        assert source(paragraph("甲", mark="<w:del/>")).text == "甲"


class TestEvidence:
    def test_levels_come_from_paragraphs_and_styles_by_id(self):
        styles = style("a3", "自定义", properties='<w:outlineLvl w:val="1"/>') + style("b", "子", "a3") + style("4", "标题 4")
        styles += style("c", "heading 2", properties='<w:outlineLvl w:val="9"/>')
        blocks = [
            paragraph("甲", style="a3"),
            paragraph("乙", style="b"),
            paragraph("丙", style="4"),
            paragraph("丁", properties='<w:outlineLvl w:val="0"/>', style="b"),
            paragraph("戊", style="c"),
            paragraph("己", properties='<w:outlineLvl w:val="9"/>', style="b"),
        ]
        assert hints(source(*blocks, styles=styles), "level") == [
            (*pair, n) for pair, n in zip([(c, "level") for c in "甲乙丙丁"], (2, 2, 4, 1), strict=True)
        ]

    def test_a_level_covers_the_number_too(self):
        blocks = paragraph("总则", 1, 0, properties='<w:outlineLvl w:val="0"/>')
        found = source(blocks, numbering=abstract(0, level(0, "第%1章", "chineseCounting")) + num(1, 0))
        assert found.hints == [Hint(0, 6, "level", 1), Hint(0, 3, "number", 1)]

    def test_looks_that_differ_from_the_usual_one(self):
        base = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/><w:rFonts w:eastAsia="仿宋"/></w:rPr></w:rPrDefault></w:docDefaults>'
        styles = base + style("h", look='<w:b/><w:sz w:val="44"/><w:rFonts w:eastAsia="黑体"/>')
        styles += '<w:style w:type="character" w:styleId="k"><w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>'
        blocks = [
            paragraph("标题", style="h", runs=run("细", '<w:b w:val="0"/>')),
            paragraph("正文正文正文", runs=run("楷", '<w:rStyle w:val="k"/>') + run("粗", "<w:b/>") + run("也", "<w:b/>")),
        ]
        found = source(*blocks, styles=styles)
        assert hints(found, "size") == [("标题细", "size", 22.0)]
        assert hints(found, "font") == [("标题细", "font", "黑体"), ("楷", "font", "楷体")]
        assert hints(found, "bold") == [("标题", "bold", 1), ("粗也", "bold", 1)]

    def test_where_a_paragraph_stands_on_the_line(self):
        styles = style("t", properties='<w:jc w:val="center"/>')
        blocks = [
            paragraph("题", style="t"),
            paragraph("署名", properties='<w:jc w:val="right"/>'),
            paragraph("文", properties='<w:jc w:val="both"/>'),
        ]
        assert hints(source(*blocks, styles=styles), "align") == [("题", "align", "center"), ("署名", "align", "right")]

    def test_tables_of_contents_are_regions(self):
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        blocks = [paragraph(runs=begin + run("一、总则 1")), paragraph("二、附则 2"), paragraph(runs=end), paragraph("一、总则")]
        assert hints(source(*blocks), "region") == [("一、总则 1", "region", "toc"), ("二、附则 2", "region", "toc")]
        gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        held = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('甲')}{paragraph('乙')}</w:sdtContent></w:sdt>"
        assert hints(source(held, paragraph("丙")), "region") == [("甲\n乙", "region", "toc")]


def refusal(data, name="a.docx"):
    begun = time.monotonic()
    with pytest.raises(SourceError) as caught:
        read_bytes(data, name)
    assert time.monotonic() - begun < 5
    error = caught.value
    assert error.message.startswith(f"{name}: ") and error.message_zh.startswith(f"{name}：") and "\n" not in error.message
    return error.message


class TestHostile:
    def test_files_that_are_cut_or_overwritten(self):
        whole = word(paragraph("甲" * 500))
        outcomes = set()
        for cut in range(30, len(whole), 37):
            for data in (whole[:cut], whole[:cut] + b"\xff\0" + whole[cut + 2 :]):
                try:
                    outcomes.add(read_bytes(data, "a.docx").text[:1])
                except SourceError as error:
                    assert "\n" not in error.message
                    outcomes.add("")
        assert outcomes == {"", "甲"}

    @pytest.mark.parametrize(
        "main", ["", "<a", "<a/>", f"<w:document {NAMES}/>", f"<w:document {NAMES}><w:body><w:p></w:body></w:document>"]
    )
    def test_no_document_inside(self, main):
        assert "is damaged" in refusal(word(main=main))

    def test_a_main_part_that_is_missing(self):
        assert "is damaged" in refusal(packed({"[Content_Types].xml": "", "word/other.xml": "<a/>"}))

    def test_an_empty_document_has_no_text(self):
        assert "has no text" in refusal(word(paragraph()))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities_are_refused(self, encoding):
        bomb = (
            '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
            + f"<w:document {NAMES}><w:body>{paragraph('&c;')}</w:body></w:document>"
        )
        assert "entities" in refusal(word(main=f'<?xml version="1.0" encoding="{encoding}"?>{bomb}'.encode(encoding)))

    def test_foreign_files_are_not_read(self, tmp_path):
        secret = tmp_path / "secret"
        secret.write_text("机密")
        main = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document {NAMES}><w:body>{paragraph("&x;")}</w:body></w:document>'
        refusal(word(main=main))
        parts = {"header": f"<w:hdr {NAMES}>{paragraph('页眉')}</w:hdr>"}
        plain = zipfile.ZipFile(io.BytesIO(word(paragraph("甲"), parts=parts)))
        files = {name: plain.read(name) for name in plain.namelist()}
        for target in ("../../../../etc/passwd", f"{secret}", "http://example.org/x"):
            relation = f'<Relationship Id="a" Type="{OFFICE}/header" Target="{target}"/>'
            relations = f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'
            found = read_bytes(packed({**files, "word/_rels/document.xml.rels": relations}), "a.docx")
            assert (found.text, found.streams) == ("甲\n", [])

    def test_bombs(self):
        filled = f"<w:document {NAMES}><w:body>" + " " * (80 << 20) + "</w:body></w:document>"
        crowded = f"<w:document {NAMES}><w:body>" + "".join(f"<w:p/>{n}" for n in range(1_100_000)) + "</w:body></w:document>"
        many = {f"word/{n}": "" for n in range(packages.COUNT_LIMIT + 1)}
        tracemalloc.start()
        assert "unpacks to more than is safe" in refusal(word(main=filled))
        assert "too many XML elements" in refusal(word(main=crowded))
        assert tracemalloc.get_traced_memory()[1] < 400 << 20
        tracemalloc.stop()
        assert "unpacks to more" in refusal(packed({"[Content_Types].xml": "", **many}))

    def test_a_size_that_lies(self):
        data = bytearray(word(main=f"<w:document {NAMES}><w:body>{paragraph('甲' * 9000)}</w:body></w:document>"))
        entry = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("word/document.xml")
        size = entry.file_size.to_bytes(4, "little")
        at = data.rindex(size)
        data[at : at + 4] = (100).to_bytes(4, "little")
        assert "is damaged" in refusal(bytes(data))

    @pytest.mark.parametrize(
        ("opening", "closing"),
        [
            ("<w:ins>", "</w:ins>"),
            ("<w:p><w:r><w:ruby>", "</w:ruby></w:r></w:p>"),
            ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
            ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ],
    )
    def test_depth(self, opening, closing):
        deep = 5000
        inside = opening * deep + paragraph("甲") + closing * deep
        try:
            read_bytes(word(inside, paragraph("乙")), "a.docx")
        except SourceError as error:
            assert "nested too deeply" in error.message

    def test_a_password(self):
        data = bytearray(word(paragraph("甲")))
        start = 0
        while (start := data.find(b"PK\x01\x02", start) + 1) > 0:
            data[start + 7] |= 1
        assert "password" in refusal(bytes(data))

    def test_the_name_does_not_matter(self):
        data = word(paragraph("甲"))
        for name in ("a.docx", "a.txt", "a.doc", "a", "-"):
            assert read_bytes(data, name).text == "甲\n"
        assert read_bytes("一、总则".encode(), "a.docx").origin.format == "text"
