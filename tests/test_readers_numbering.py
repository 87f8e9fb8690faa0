"""Automatic numbers of Word: every format at 1, 10, 11, 21, 101, and what makes a list count."""

import shutil

import pytest

from casekit.readers import doc, read_bytes
from docx_files import abstract, level, num, paragraph, style, word

OFFICE = shutil.which("soffice")
FORMATS = {
    "chineseCountingThousand": "一 十 十一 二十一 一百〇一",
    "chineseCounting": "一 十 十一 二十一 一○一",
    "taiwaneseCounting": "一 十 十一 二十一 一○一",
    "japaneseCounting": "一 十 十一 二十一 百一",
    "taiwaneseCountingThousand": "一 十 十一 二十一 一百零一",
    "chineseLegalSimplified": "壹 壹拾 壹拾壹 贰拾壹 壹佰零壹",
    "ideographLegalTraditional": "壹 壹拾 壹拾壹 貳拾壹 壹佰零壹",
    "ideographDigital": "一 一〇 一一 二一 一〇一",
    "japaneseDigitalTenThousand": "一 一〇 一一 二一 一〇一",
    "taiwaneseDigital": "一 一〇 一一 二一 一〇一",
    "ideographTraditional": "甲 癸 11 21 101",
    "ideographZodiac": "子 酉 戌 21 101",
    "ideographZodiacTraditional": "甲子 癸酉 甲戌 甲申 101",
    "decimalEnclosedCircle": "① ⑩ ⑪ 21 101",
    "decimalEnclosedCircleChinese": "① ⑩ ⑪ 21 101",
    "decimalEnclosedParen": "⑴ ⑽ ⑾ 21 101",
    "decimalEnclosedFullstop": "⒈ ⒑ ⒒ 21 101",
    "ideographEnclosedCircle": "㊀ ㊉ 11 21 101",
    "decimalFullWidth": "１ １０ １１ ２１ １０１",
    "decimalFullWidth2": "１ １０ １１ ２１ １０１",
    "decimalHalfWidth": "1 10 11 21 101",
    "decimal": "1 10 11 21 101",
    "decimalZero": "01 10 11 21 101",
    "upperRoman": "I X XI XXI CI",
    "lowerRoman": "i x xi xxi ci",
    "upperLetter": "A J K U WWWW",
    "lowerLetter": "a j k u wwww",
    "ordinal": "1st 10th 11th 21st 101st",
    "hex": "1 A B 15 65",
    "ofNoStandard": "1 10 11 21 101",
}


def lines(*blocks, **parts):
    return read_bytes(word(*blocks, **parts), "a.docx").text.split("\n")[:-1]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_reads_as_word_shows_it(format):
    starts = (1, 10, 11, 21, 101)
    lists = "".join(abstract(n, level(0, "第%1章", format, n)) for n in starts) + "".join(num(n, n) for n in starts)
    shown = lines(*(paragraph("总则", n, 0) for n in starts), numbering=lists)
    assert shown == [f"第{number}章 总则" for number in FORMATS[format].split(" ")]


@pytest.mark.parametrize(
    ("format", "number", "text"),
    [
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千〇一"),
        ("chineseCountingThousand", 10010, "一万〇一十"),
        ("chineseCounting", 100, "一○○"),
        ("japaneseCounting", 1111, "千百十一"),
        ("chineseLegalSimplified", 1110, "壹仟壹佰壹拾"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("lowerLetter", 27, "aa"),
        ("lowerLetter", 28, "bb"),
        ("chicago", 6, "††"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("ideographDigital", 0, "〇"),
        ("none", 3, ""),
        ("numberInDash", 3, "- 3 -"),
    ],
)
def test_numbers_beyond_the_table(format, number, text):
    assert lines(paragraph("甲", 1, 0), numbering=abstract(0, level(0, "[%1]", format, number)) + num(1, 0)) == [f"[{text}] 甲"]


def test_a_custom_format_is_padded_as_it_says():
    custom = '<mc:AlternateContent><mc:Choice><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice></mc:AlternateContent>'
    assert lines(paragraph("甲", 1, 0), numbering=abstract(0, level(0, "%1.", custom, 7)) + num(1, 0)) == ["007. 甲"]


THREE = abstract(
    0,
    level(0, "%1、", "chineseCountingThousand"),
    level(1, "（%2）", "chineseCountingThousand"),
    level(2, "%3.", "decimal"),
) + num(1, 0)


def test_levels_restart_below_a_higher_one():
    steps = [0, 1, 2, 2, 1, 2, 0, 1, 2]
    marks = ["一、甲", "（一）甲", "1. 甲", "2. 甲", "（二）甲", "1. 甲", "二、甲", "（一）甲", "1. 甲"]
    assert lines(*(paragraph("甲", 1, at) for at in steps), numbering=THREE) == marks


def test_a_level_with_restart_zero_runs_on_across_chapters():
    never = level(1, "第%2条", "chineseCountingThousand", 1, '<w:lvlRestart w:val="0"/>')
    lists = abstract(0, level(0, "第%1章", "chineseCountingThousand"), never) + num(1, 0)
    shown = lines(*(paragraph("甲", 1, at) for at in (0, 1, 1, 0, 1)), numbering=lists)
    assert shown == ["第一章 甲", "第一条 甲", "第二条 甲", "第二章 甲", "第三条 甲"]


def test_a_level_may_restart_behind_the_highest_only():
    third = level(2, "%3)", "decimal", 1, '<w:lvlRestart w:val="1"/>')
    lists = abstract(0, level(0, "%1、"), level(1, "(%2)"), third) + num(1, 0)
    shown = lines(*(paragraph("甲", 1, at) for at in (0, 1, 2, 1, 2, 0, 2)), numbering=lists)
    assert [line.split(" ")[0] for line in shown if ")" in line and "(" not in line] == ["1)", "2)", "1)"]


def test_legal_numbering_shows_decimals_only():
    legal = level(1, "%1.%2", "decimal", 1, "<w:isLgl/>")
    lists = abstract(0, level(0, "第%1章", "chineseCountingThousand"), legal) + num(1, 0)
    assert lines(paragraph("总则", 1, 0), paragraph("目的", 1, 1), numbering=lists) == ["第一章 总则", "1.1 目的"]
    off = lists.replace("<w:isLgl/>", '<w:isLgl w:val="0"/>')
    assert lines(paragraph("总则", 1, 0), paragraph("目的", 1, 1), numbering=off) == ["第一章 总则", "一.1 目的"]


def test_nums_of_one_list_share_its_counters_unless_they_override_the_start():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    lists = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, again.format(1)) + num(4, 0, again.format(8))
    shown = lines(*(paragraph("甲", id, 0) for id in (1, 2, 1, 3, 3, 1, 4)), numbering=lists)
    assert shown == [f"{n}. 甲" for n in (1, 2, 3, 1, 2, 3, 8)]


def test_a_num_may_replace_a_level():
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "lowerLetter", 3)}</w:lvlOverride>'
    lists = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0, other)
    assert lines(paragraph("甲", 1, 0), paragraph("乙", 2, 0), numbering=lists) == ["1. 甲", "b) 乙"]
    assert lines(paragraph("乙", 2, 0), numbering=lists) == ["c) 乙"]


def test_a_missing_start_is_zero_and_a_level_not_reached_shows_its_start():
    lists = abstract(0, level(0, "%1", "decimal", None), level(1, "%1.%2", "decimal", 5)) + num(1, 0)
    assert lines(paragraph("甲", 1, 0), numbering=lists) == ["0 甲"]
    lists = abstract(0, level(0, "%1", "decimal", 4), level(1, "%1.%2", "decimal", 5)) + num(1, 0)
    assert lines(paragraph("甲", 1, 1), numbering=lists) == ["4.5 甲"]


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        ("tab", "第%1条", "第一条 甲"),
        ("tab", "%1、", "一、甲"),
        ("tab", "（%1）", "（一）甲"),
        ("tab", "%1.", "一. 甲"),
        ("space", "%1、", "一、 甲"),
        ("nothing", "第%1条", "第一条甲"),
    ],
)
def test_what_follows_a_number(suffix, text, line):
    row = level(0, text, "chineseCountingThousand", 1, f'<w:suff w:val="{suffix}"/>')
    assert lines(paragraph("甲", 1, 0), numbering=abstract(0, row) + num(1, 0)) == [line]


LINKED = abstract(
    0,
    level(0, "第%1章", "chineseCountingThousand", 1, '<w:pStyle w:val="1"/>'),
    level(1, "第%2节", "chineseCountingThousand", 1, '<w:pStyle w:val="2"/>'),
) + num(7, 0)
HEADS = style("1", "heading 1", "", '<w:numPr><w:numId w:val="7"/></w:numPr>')


def test_a_style_gives_its_list_and_the_list_gives_the_level():
    second = style("2", "heading 2", "1")
    shown = lines(paragraph("甲", style="1"), paragraph("乙", style="2"), numbering=LINKED, styles=HEADS + second)
    assert shown == ["第一章 甲", "第一节 乙"]


def test_list_and_level_are_inherited_apart():
    second = style("2", "heading 2", "1", '<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    blocks = [paragraph("甲", style="1"), paragraph("乙", style="2"), paragraph("丙", level=1, style="1")]
    assert lines(*blocks, numbering=LINKED.replace("w:pStyle", "w:other"), styles=HEADS + second) == ["第一章 甲", "第一节 乙", "第二节 丙"]


def test_number_zero_takes_the_number_of_the_style_away():
    blocks = [paragraph("甲", 0, style="1"), paragraph("乙", style="1"), paragraph("丙", 99, 0)]
    assert lines(*blocks, numbering=LINKED, styles=HEADS) == ["甲", "第一章 乙", "丙"]


def test_a_list_may_be_named_by_a_numbering_style():
    numbering_style = (
        '<w:style w:type="numbering" w:styleId="S"><w:name w:val="S"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = abstract(0, level(0, "%1、", "japaneseCounting")) + abstract(1, more='<w:numStyleLink w:val="S"/>') + num(1, 0) + num(2, 1)
    shown = lines(paragraph("甲", 1, 0), paragraph("乙", 2, 0), numbering=lists, styles=numbering_style)
    assert shown == ["一、甲", "二、乙"]


def test_bullets_and_numbers_are_told_as_such():
    lists = abstract(0, level(0, "\uf06c", "bullet"), level(1, "%2)")) + num(1, 0)
    source = read_bytes(word(paragraph("甲", 1, 0), paragraph("乙", 1, 1), paragraph("丙"), numbering=lists), "a.docx")
    assert source.text == "● 甲\n1) 乙\n丙\n"
    assert [(source.text[h.start : h.end], h.kind, h.value) for h in source.hints] == [("●", "bullet", 1), ("1)", "number", 2)]


def test_empty_paragraphs_and_cells_count():
    table = f"<w:tbl><w:tr><w:tc>{paragraph('甲', 1, 0)}</w:tc><w:tc>{paragraph('乙', 1, 0)}</w:tc></w:tr></w:tbl>"
    lists = abstract(0, level(0, "%1.")) + num(1, 0)
    assert lines(paragraph("", 1, 0), table, paragraph("丙", 1, 0), numbering=lists) == ["1. ", "2. 甲\t3. 乙", "4. 丙"]


def test_broken_numbering_is_no_number():
    odd = abstract(0, level(0, "%1."), level("x", "%1"), level(12, "%1"), level(1, "%2", "decimal", "99999999999")) + num(1, 0) + num(2, 5)
    loop = '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    odd += abstract(6, more='<w:numStyleLink w:val="S"/>') + num(3, 6)
    blocks = [paragraph("甲", 1, -4), paragraph("乙", 1, 44), paragraph("丙", 2, 0), paragraph("丁", 3, 0), paragraph("戊", "x", "y")]
    shown = lines(*blocks, numbering=odd, styles=loop + style("A", based="B") + style("B", based="A"))
    assert shown == ["1. 甲", "乙", "丙", "丁", "戊"]


OTHERWISE = {
    "decimalEnclosedCircle",
    "decimalEnclosedCircleChinese",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalFullWidth",
    "decimalFullWidth2",
    "hex",
    "ideographDigital",
    "ideographEnclosedCircle",
    "ideographZodiacTraditional",
    "japaneseDigitalTenThousand",
    "taiwaneseDigital",
}
"""What LibreOffice shows another way than Word, also below a hundred: mostly as plain decimals."""


@pytest.mark.parametrize("office", [OFFICE] if OFFICE else [])
def test_libreoffice_shows_the_same_below_a_hundred(office, tmp_path):
    formats = [name for name in FORMATS if name not in OTHERWISE]
    starts = (1, 10, 11, 21)
    pairs = list(enumerate((format, start) for format in formats for start in starts))
    lists = "".join(abstract(n, level(0, "[%1]", format, start)) for n, (format, start) in pairs)
    lists += "".join(num(n + 1, n) for n, _ in pairs)
    data = word(*(paragraph(f"{format} {start}", n + 1, 0) for n, (format, start) in pairs), numbering=lists)
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    profile = f"-env:UserInstallation={doc._profile().as_uri()}"
    doc._run([office, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", str(path)], tmp_path, "a", 100)
    shown = [line.strip() for line in (tmp_path / "a.txt").read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    assert shown == read_bytes(data, "a").text.split("\n")[:-1]
