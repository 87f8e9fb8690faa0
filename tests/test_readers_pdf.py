"""PDF: order, paragraphs, furniture, evidence, and what cannot be read."""

import sys
import time
import zlib

import pytest

from casekit.cli import main
from casekit.errors import SourceError
from casekit.readers import Options, pdf, read_bytes
from casekit.readers.pdf import letters, size
from pdf_files import A4, BOLD, FONT, MARGIN, Printer, as_print

LONG = "为了加强集贸市场管理，维护交易秩序，保护经营者和消费者的合法权益，根据有关法律法规，结合本县实际，制定本办法，自发布之日起施行。"


def hints(found, *kinds):
    return [(found.text[h.start : h.end], h.kind, h.value) for h in found.hints if h.kind in kinds]


def refusal(data, name="a.pdf"):
    begun = time.process_time()
    with pytest.raises(SourceError) as caught:
        read_bytes(data, name)
    assert time.process_time() - begun < 5
    assert caught.value.message.startswith(f"{name}: ") and "\n" not in caught.value.message
    return caught.value.message


class TestParagraphs:
    def test_lines_that_the_page_broke_are_joined(self):
        found = read_bytes(as_print(f"一、总则\n{LONG}\n{LONG}\n二、附则"), "a")
        assert found.text == f"一、总则\n{LONG}\n{LONG}\n二、附则\n"
        assert (found.origin.format, found.origin.encoding) == ("pdf", "unicode")

    def test_paragraphs_go_on_over_pages_and_places_tell_them(self):
        text = "\n".join(["甲" * 40] * 17 + [LONG * 4] + ["乙" * 40] * 10)
        found = read_bytes(as_print(text, head="内部资料"), "a")
        assert found.text == text + "\n"
        pages = [found.place(at).page for at in range(0, len(found.text), 20)]
        assert pages == sorted(pages) and set(pages) == set(range(1, max(pages) + 1)) and max(pages) > 1
        long = found.text.index(LONG)
        assert found.place(long).page == 1 and found.place(long + 4 * len(LONG) - 1).page == 2
        assert found.place(0).line == 2 and found.places[1].line == 3

    def test_a_hyphen_that_the_break_needed_goes(self):
        printer = Printer(numbered=False)
        for line in ("the quick brown fox jumps over the lazy dog and all of the regu-", "lation is kept by the committee", "甲"):
            printer.canvas.setFont(FONT, 14)
            printer.canvas.drawString(MARGIN, printer.y, line)
            printer.y -= 18
        found = read_bytes(printer.data(), "a").text
        assert found.startswith("the quick brown fox jumps over the lazy dog and all of the regulation is kept by the committee\n")

    def test_larger_letters_and_wider_distances_part_paragraphs(self):
        printer = Printer(numbered=False)
        printer.line("甲" * 28, size=16)
        printer.line("乙" * 37)
        printer.line("乙" * 37)
        printer.y -= 30
        printer.line("丙" * 37)
        assert read_bytes(printer.data(), "a").text == "甲" * 28 + "\n" + "乙" * 74 + "\n" + "丙" * 37 + "\n"


class TestOrder:
    def test_columns_are_read_one_behind_the_other(self):
        printer = Printer(numbered=False)
        printer.line("关于加强集贸市场管理的若干规定和有关事项的说明通知", size=18)
        top = printer.y
        for row in range(12):
            # Written line by line across the page, as some programs do.
            for x, sign in ((MARGIN, "左"), (320, "右")):
                printer.y = top - 20 * row
                printer.line(f"{sign}{row:02}" + "文" * 14 + "。", x)
        printer.y = top - 300
        printer.line("尾" * 37)
        text = read_bytes(printer.data(), "a").text
        order = [text.index(f"{sign}{row:02}") for sign in "左右" for row in range(12)]
        assert order == sorted(order) and text.index("关于") < order[0] and text.index("尾尾") > order[-1]

    def test_rows_of_a_table_are_lines_with_tabs(self):
        printer = Printer(numbered=False)
        printer.line("一、经费")
        for name, sum_of in (("项目", "金额"), ("图书", "三千"), ("书架", "八百")):
            y = printer.y
            printer.line(sum_of, 300)
            printer.y = y
            printer.line(name)
        found = read_bytes(printer.data(), "a")
        assert found.text == "一、经费\n项目\t金额\n图书\t三千\n书架\t八百\n"
        assert {text for text, _, _ in hints(found, "region")} == {"项目\t金额", "图书\t三千", "书架\t八百"}

    @pytest.mark.parametrize("angle", [90, 180, 270])
    def test_pages_that_lie_on_their_side(self, angle):
        width, height = A4 if angle == 180 else reversed(A4)
        printer = Printer(numbered=False, sizes=[(width, height)])
        printer.canvas.translate(width / 2, height / 2)
        printer.canvas.rotate(angle)
        printer.canvas.translate(-A4[0] / 2, -A4[1] / 2)
        printer.y = 450
        for line in ("一、总则", LONG[:37], LONG[37:], "二、附则"):
            printer.line(line)
        assert read_bytes(printer.data(), "a").text == f"一、总则\n{LONG}\n二、附则\n"

    def test_a_page_that_is_turned(self):
        width, height = A4
        printer = Printer(numbered=False, sizes=[A4])
        printer.canvas.setPageRotation(270)
        printer.canvas.translate(height / 2, width / 2)
        printer.canvas.rotate(90)
        printer.canvas.translate(-width / 2, -height / 2)
        printer.y = 450
        for line in (LONG[:37], LONG[37:], "二、附则"):
            printer.line(line)
        assert read_bytes(printer.data(), "a").text == f"{LONG}\n二、附则\n"

    def test_water_marks_stand_aside(self):
        printer = Printer(numbered=False)
        printer.line("一、总则" * 5)
        printer.canvas.saveState()
        printer.canvas.rotate(45)
        printer.canvas.drawString(300, 100, "内部资料")
        printer.canvas.restoreState()
        found = read_bytes(printer.data(), "a")
        assert found.text == "一、总则" * 5 + "\n"
        assert [tuple(stream) for stream in found.streams] == [("aside", "内部资料")]

    def test_letters_that_are_drawn_twice_are_one(self):
        printer = Printer(numbered=False)
        for shift in (0, 0.3):
            printer.y = 700
            printer.line("一、总则与附则", MARGIN + shift)
        assert read_bytes(printer.data(), "a").text == "一、总则与附则\n"


class TestFurniture:
    def test_numbers_of_sections_at_the_edge_of_a_page_stay(self):
        printer = Printer(numbered=False)
        for number in range(6):
            printer.paragraph(f"{'一二三四五六'[number]}、第{number}项工作的安排")
            printer.paragraph(LONG + f"编号{number}。")
            printer.turn()
        found = read_bytes(printer.data(), "a")
        assert found.text.count("项工作的安排") == 6

    def test_heads_of_odd_and_even_pages(self):
        printer = Printer(numbered=False)
        for number in range(8):
            printer.canvas.setFont(FONT, 9)
            printer.canvas.drawString(MARGIN, 810, "单页书眉" if number % 2 else "双页书眉")
            printer.canvas.drawString(MARGIN, 30, f"第 {number + 5} 页 共 99 页")
            printer.paragraph(LONG + f"编号{number}。")
            printer.turn()
        found = read_bytes(printer.data(), "a")
        assert "书眉" not in found.text and "页 共" not in found.text
        assert sorted(stream.kind for stream in found.streams) == ["footer", "header", "header"]


class TestEvidence:
    def test_sizes_bookmarks_and_alignment(self):
        printer = Printer(numbered=False)
        printer.bookmark("集贸市场管理办法", 0)
        printer.line("集贸市场管理办法", 200, size=22)
        printer.bookmark("第一章 总则", 1)
        printer.paragraph("第一章  总则")
        for _ in range(8):
            printer.paragraph(LONG)
        found = read_bytes(printer.data(), "a")
        assert hints(found, "bookmark") == [("集贸市场管理办法", "bookmark", 1), ("第一章 总则", "bookmark", 2)]
        assert hints(found, "size") == [("集贸市场管理办法", "size", 22.0)]
        assert hints(found, "align") == [("集贸市场管理办法", "align", "center")]
        assert {
            h.value for h in read_bytes(printer.buffer.getvalue(), "a", options=Options(relevel=True)).hints if h.kind == "bookmark"
        } == {0}

    def test_bold_by_the_name_of_the_font(self):
        printer = Printer(numbered=False)
        printer.canvas.setFont(BOLD, 12)
        printer.canvas.drawString(MARGIN, 700, "Rules")
        printer.y = 650
        printer.line("一、总则")
        assert hints(read_bytes(printer.data(), "a"), "bold") == [("Rules", "bold", 1)]


def picture(canvas):
    canvas.rect(100, 100, 200, 200, fill=1)


class TestUnreadable:
    def test_pages_without_text_are_told(self, tmp_path, capsys, monkeypatch):
        monkeypatch.chdir(tmp_path)
        printer = Printer(numbered=False)
        printer.line("一、总则")
        for number in range(2, 8):
            printer.turn()
            if number in (3, 4, 6):
                picture(printer.canvas)
            elif number == 7:
                printer.line("二、附则")
        data = printer.data()
        found = read_bytes(data, "a")
        assert found.text == "一、总则\n二、附则\n"
        assert found.warnings[0][0].startswith("no text layer on page 3-4, 6;")
        (tmp_path / "a.pdf").write_bytes(data)
        assert main(["outline", "a.pdf"]) == 0
        assert "note: a.pdf: no text layer on page 3-4, 6" in capsys.readouterr().err

    def test_a_file_of_pictures_is_refused(self):
        printer = Printer(numbered=False)
        picture(printer.canvas)
        assert "has no text layer" in refusal(printer.data())

    def test_passwords_and_damage(self):
        assert "password" in refusal(Printer(password="geheim").data())
        assert "is damaged" in refusal(b"%PDF-1.7\n" + bytes(500))
        whole = as_print(LONG)
        for cut in range(20, len(whole), 61):
            try:
                read_bytes(whole[:cut], "a.pdf")
            except SourceError as error:
                assert "\n" not in error.message

    def test_without_the_extra_there_is_a_command(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "pypdfium2", None)
        assert refusal(b"%PDF-1.7\n") == "a.pdf: is a PDF document; to read it run: pip install 'casekit[pdf]'"

    def test_limits(self, monkeypatch):
        monkeypatch.setattr(pdf, "PAGE_LIMIT", 1)
        assert "more than 1 pages" in refusal(as_print("\n".join([LONG] * 60)))
        monkeypatch.setattr(pdf, "PAGE_LIMIT", 9)
        monkeypatch.setattr(pdf, "LETTER_LIMIT", 50)
        assert "too much text" in refusal(as_print(LONG))
        monkeypatch.setattr(pdf, "SECONDS", -1.0)
        assert "takes too long" in refusal(as_print(LONG))
        assert A4[0] < A4[1]

    def test_a_stream_that_unpacks_to_more_than_it_may(self, monkeypatch):
        monkeypatch.setattr(size, "FREE", 1 << 20)
        blanks = zlib.compress(bytes(3 << 20), 9)
        for stream, filters in ((blanks, "/FlateDecode"), (zlib.compress(blanks, 9), "[/FlateDecode/FlateDecode]")):
            assert "unpacks to more" in refusal(bare(stream, filters))
            assert "no text layer" in refusal(bare(stream, filters + "/Subtype/Image"))
        assert "no text layer" in refusal(bare(zlib.compress(bytes(1 << 19)), "/FlateDecode"))

    def test_every_stream_of_a_file_is_looked_at(self, monkeypatch):
        monkeypatch.setattr(size, "FREE", 1 << 20)
        small, large = (zlib.compress(bytes(count), 9) for count in (100, 3 << 20))
        for before in range(4):
            data = b"".join(
                b"%d 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n" % (number, len(stream), stream)
                for number, stream in enumerate([*[small] * before, large, small], 1)
            )
            with pytest.raises(SourceError, match="unpacks to more"):
                size.check_sizes(b"%PDF-1.4\n" + data, "a.pdf")

    def test_one_page_shown_again_and_again(self, monkeypatch):
        monkeypatch.setattr(pdf, "LETTERS_FREE", 1000)
        monkeypatch.setattr(pdf, "LETTERS_EACH", 2)
        page = zlib.compress(b"BT /F 9 Tf 50 50 Td " + b"(abcdefghij) Tj 0 12 Td " * 50 + b" ET", 9)
        assert "too much text" in refusal(bare(page, "/FlateDecode", 400))
        assert read_bytes(bare(page, "/FlateDecode", 2), "a").text.count("abcdefghij") == 100


def bare(stream, filters, pages=1):
    """A PDF whose pages all show one stream."""
    kids = " ".join(f"{6 + number} 0 R" for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(stream)}/Filter{filters}>>stream\n".encode() + stream + b"\nendstream",
        b"<</Font<</F 3 0 R>>>>",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 5 0 R/Contents 4 0 R>>"] * pages,
    ]
    data, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n" % (len(objects) + 1) + table + end


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_letters_without_gaps_are_taken_together_and_are_the_same(angle, monkeypatch):
    printer = Printer(numbered=False)
    printer.canvas.setPageRotation(angle)
    for line in ("第3条 风险", "风险分担办法与保障措施", "保障  措施", "casekit parse", "甲乙丙。丁“戊己”庚辛"):
        printer.line(line)
    text = printer.canvas.beginText(MARGIN, 300)
    text.setFont(FONT, 12)
    text.setCharSpace(14)
    text.textLine("公告通知")
    printer.canvas.drawText(text)
    data = printer.data()
    together = read_bytes(data, "a")
    monkeypatch.setattr(letters, "_is_whole", lambda *_: False)
    monkeypatch.setattr(letters, "_SHORT", 0)
    apart = read_bytes(data, "a")
    assert (together.text, together.hints) == (apart.text, apart.hints)
    assert "风险分担办法与保障措施" in together.text and "公 告 通 知" in together.text


def test_paragraphs_of_columns_are_joined_by_the_margins_of_the_column():
    printer = Printer(numbered=False, size=10)
    top = printer.y
    for x, sign in ((MARGIN, "左"), (320, "右")):
        printer.y = top
        for number in range(6):
            printer.line(sign + str(number) + "文" * 17, x + 20)
            printer.line("文" * 20, x)
            printer.line("完。", x)
    assert read_bytes(printer.data(), "a").text == "".join(f"{sign}{n}{'文' * 37}完。\n" for sign in "左右" for n in range(6))


def test_time_grows_with_the_letters_of_a_page():
    def spent(lines):
        printer = Printer(numbered=False, size=2, sizes=[(595, 3 * lines + 200)])
        for _ in range(lines):
            printer.line(LONG[:60])
        data = printer.data()
        begun = time.process_time()
        read_bytes(data, "a")
        return time.process_time() - begun

    spent(50)
    small, large = min(spent(100) for _ in range(3)), min(spent(800) for _ in range(2))
    assert large < 24 * small + 0.05
