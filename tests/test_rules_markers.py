"""The rules about markers, levels and promised numbers: the ways around them, and what only looks like a defect."""

import pytest

from casekit.diagnostic import Severity
from casekit.parser import parse
from casekit.source import Source
from checking import find, lines, only

TAIL = "这一段写得清清楚楚，谁看了都明白。\n"


def series(*markers: str) -> str:
    return "".join(f"{marker}第{at}件事\n{TAIL}" for at, marker in enumerate(markers))


@pytest.mark.parametrize(
    ("markers", "line"),
    [
        (("一、", "二、", "三、"), 0),
        (("一、", "二．", "三、"), 3),
        (("1、", "2、", "3．", "4．", "5．"), 1),
        (("（一）", "(二)", "（三）"), 0),
        (("１．", "2.", "3．"), 0),
        (("1、", "2，", "3、"), 3),
        (("（1）", "（2）、", "（3）"), 0),
        (("I.", "II.", "III.", "IV."), 0),
        (("甲、", "乙．", "丙、"), 3),
        (("⒈", "2.", "3."), 0),
    ],
)
def test_one_series_is_marked_in_one_way_whatever_the_width(markers: tuple[str, ...], line: int) -> None:
    assert lines("mixed-marker", series(*markers)) == ([line] if line else [])


def test_a_damaged_marker_is_no_mixed_one_and_a_mixed_one_not_damaged() -> None:
    text = series("1、", "2·", "3、")
    assert [found.name for found in find(text)] == ["damaged-marker"]
    text = series("1、", "2．", "3、")
    assert [found.name for found in find(text)] == ["mixed-marker"]


@pytest.mark.parametrize(
    ("markers", "damaged"),
    [
        (("一、", "＝、", "三、"), ["＝、"]),
        (("—、", "二、", "三、"), ["—、"]),
        (("ㄧ、", "二、", "三、"), ["ㄧ、"]),
        (("l、", "2、", "3、"), ["l、"]),
        (("⼀、", "⼆、", "三、"), ["⼀、", "⼆、"]),
        (("（一）", "（二〉", "（三）"), ["（二〉"]),
        (("（一)", "(二）", "(三)"), []),
        (("〔一〕", "〔二〕", "〔三〕"), []),
        (("1。", "2、", "3、"), ["1。"]),
        (("1·", "2·", "3·"), []),
        (("第一章 ", "第＝章 ", "第三章 "), ["第＝章"]),
    ],
)
def test_signs_that_only_look_like_numerals(markers: tuple[str, ...], damaged: list[str]) -> None:
    text = series(*markers)
    assert [text[found.start : found.end].strip() for found in only("damaged-marker", text)] == damaged


@pytest.mark.parametrize("marker", ["第十—条", "第十－条", "第十-条"])
def test_a_damaged_number_is_told_once(marker: str) -> None:
    articles = [f"第{n}条" for n in "一二三四五六七八九十"]
    text = "".join(f"{article} 院坝由大家轮流打扫。\n" for article in [*articles, marker, "第十二条"])
    assert [(found.name, found.line) for found in find(text)] == [("damaged-marker", 11)]


def test_dashes_that_belong_to_a_number_are_no_damage() -> None:
    text = "第1-1條 院壩由大家輪流打掃。\n第1-2條 打掃以後鎖門。\n"
    assert lines("damaged-marker", text) == []
    assert lines("damaged-marker", "1-1 院坝\n" + TAIL + "1-2 水渠\n" + TAIL) == []


@pytest.mark.parametrize(
    ("markers", "right"),
    [
        (("一. ", "二. "), "一、"),
        (("1、", "2、"), "1."),
        (("１、", "２、"), "１."),
        (("第一、", "第二、"), "第一，"),
        (("A、", "B、"), "A."),
        (("一、", "二、"), ""),
        (("1.", "2."), ""),
        (("（一）", "（二）"), ""),
        (("1 ", "2 "), ""),
        (("1.", "2、"), ""),
    ],
)
def test_the_standard_names_the_separator(markers: tuple[str, ...], right: str) -> None:
    found = only("wrong-separator", series(*markers))
    assert len(found) == bool(right)
    if right:
        assert f'asks for "{right}"' in found[0].message
        assert "1 more" in found[0].message
    assert "wrong-separator" not in {row.name for row in find(series(*markers))}


@pytest.mark.parametrize(
    ("markers", "sign"),
    [
        (("（一）、", "（二）、"), "、"),
        (("(1).", "(2)."), "."),
        (("①、", "②、"), "、"),
        (("1.、", "2.、"), "、"),
        (("（一）", "（二）"), ""),
        (("一、", "二、"), ""),
    ],
)
def test_a_separator_too_many_is_told_once_a_document(markers: tuple[str, ...], sign: str) -> None:
    text = "院坝公约\n" + series(*markers)
    found = only("double-punctuation", text)
    assert [text[row.start : row.end] for row in found] == ([sign] if sign else [])
    assert all("1 more like it" in row.message for row in found)


@pytest.mark.parametrize(
    ("alone", "gap"),
    [
        ("[5]", False),
        ("〔2〕", False),
        ("§8 ", False),
        ("2.3 ", False),
        ("2.2 ", True),
        ("（3）", True),
        ("三、", True),
        ("第三章 ", False),
    ],
)
def test_a_number_that_stands_alone_may_belong_elsewhere(alone: str, gap: bool) -> None:
    text = f"{alone}水渠\n{TAIL}"
    assert len(list(parse(Source(text)).root.headings())) == 1
    assert bool(lines("numbering-gap", text)) is gap


# Levels


def test_a_skipped_level_is_told_where_another_heading_has_it() -> None:
    text = "一、甲村\n（一）修路\n1.选线。\n2.开工。\n（二）通水\n1.找水。\n2.铺管。\n二、乙村\n1.种树。\n2.养蜂。\n"
    assert lines("skipped-level", text) == [9]
    assert lines("skipped-level", text.replace("（一）修路\n", "").replace("（二）通水\n", "")) == []
    assert "skipped-level" not in {row.name for row in find(text)}


def test_a_series_that_stands_at_two_levels_in_another_case_is_no_skip() -> None:
    first = "第一篇：甲村\n一、修路\n（一）选线\n1.上山。\n2.下山。\n（二）开工\n1.挖土。\n2.铺石。\n"
    second = "第二篇：乙村\n一、种树\n1.选苗。\n2.挖坑。\n二、养蜂\n1.做箱。\n2.引蜂。\n"
    assert lines("skipped-level", first + second) == []


def test_a_heading_without_a_brother() -> None:
    text = "一、修路\n（一）选线\n沿着旧路走。\n二、通水\n（一）找水\n在半山找到泉眼。\n（二）铺管\n管子埋在路边。\n"
    assert lines("lone-child", text) == [2]
    assert lines("lone-child", text.replace("（一）选线\n", "")) == []
    law = "第一章 总则\n第一条 为了管好水渠，制定本办法。\n第二章 附则\n第二条 本办法自发布之日起施行。\n"
    assert lines("lone-child", law) == []


def test_one_defect_of_a_short_list_is_told_once() -> None:
    text = "一、做法\n1、做到三个走遍。\n（1）走遍困难户，把米面油送到家。\n2、做到按时回信。\n来信三天之内回复。\n"
    assert [found.name for found in find(text)] == ["count-mismatch"]
    text = "一、做法\n（二）找水\n在半山找到泉眼。\n二、成效\n水通到了每一户。\n"
    assert [found.name for found in find(text)] == ["numbering-gap"]


def test_an_empty_heading_among_full_ones() -> None:
    text = series("一、", "二、", "三、", "四、")
    emptied = text.replace("二、第1件事\n" + TAIL, "二、第1件事\n")
    assert lines("empty-section", emptied) == [3]
    assert lines("empty-section", emptied.replace("二、第1件事\n", "二、第1件事按照老规矩办，谁也不许改。\n")) == []
    assert lines("empty-section", emptied.replace("二、第1件事\n", "二、第1件事：\n")) == []
    assert lines("empty-section", emptied.replace("二、第1件事\n", "二、第1件事（略）\n")) == []


def test_titles_without_text_are_a_style_and_may_end_a_text() -> None:
    text = series("一、", "二、", "三、", "四、")
    twice = text.replace("二、第1件事\n" + TAIL, "二、第1件事\n").replace("三、第2件事\n" + TAIL, "三、第2件事\n")
    assert lines("empty-section", twice) == []
    assert lines("empty-section", text.removesuffix(TAIL)) == []


# Promised numbers


@pytest.mark.parametrize(
    ("title", "items", "there"),
    [
        ("做到三个走遍", ("走遍村组", "走遍农户"), "2 are"),
        ("做到“三个走遍”", ("走遍村组",), "1 is"),
        ("做到两个走遍", ("走遍村组", "走遍农户"), ""),
        ("做到三个走遍", ("走遍村组", "走遍农户", "走遍企业"), ""),
        ("做到两个走遍", ("走遍村组", "走遍农户", "走遍企业"), "3 are"),
        ("加强五项训练", ("体能和技能一起练", "灭火和救人一起练"), ""),
        ("走遍三个村", ("走遍东村", "走遍西村"), ""),
        ("一个走遍的故事", ("走遍东村", "走遍西村"), ""),
    ],
)
def test_a_promised_number_is_counted_where_the_word_comes_again(title: str, items: tuple[str, ...], there: str) -> None:
    text = f"一、{title}\n" + "".join(f"（{n}）{item}。\n" for n, item in zip("一二三", items, strict=False)) + "二、成效\n" + TAIL
    found = only("count-mismatch", text)
    assert [row.line for row in found] == ([1] if there else [])
    if there:
        assert f"{there} there" in found[0].message
        assert found[0].severity is Severity.WARNING


def test_a_gap_that_explains_the_number_is_told_instead() -> None:
    text = "一、做到三个走遍\n（一）走遍村组。\n（三）走遍企业。\n二、成效\n" + TAIL
    assert [found.name for found in find(text)] == ["numbering-gap"]


@pytest.mark.parametrize(
    ("title", "told"), [("三篇", True), ("（精选5篇）", True), ("两篇", False), ("", False), ("100例", False), ("共2则", False)]
)
def test_a_compilation_that_says_how_many_it_holds(title: str, told: bool) -> None:
    text = f"乡村阅读案例{title}\n乡村阅读案例【篇一】\n{TAIL}乡村阅读案例【篇二】\n书屋开在磨坊里，等着磨面的人坐下来读书。\n"
    assert lines("count-mismatch", text) == ([1] if told else [])
