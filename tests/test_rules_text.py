"""The rules about encodings, width, cut texts and broken lines: the ways around them, and what only looks like a defect."""

import pytest

from casekit.parser import parse
from casekit.readers import read_bytes
from casekit.rules import check
from checking import find, lines, only

SANE = "一、便民服务\n服务站每天开门，由志愿者值班，代缴水电费，代收快递。\n二、文化服务\n图书室每周开放三天，由退休教师轮流值守。\n"
OTHER = "院坝里每个月放一次电影，放什么由孩子们投票。\n看电影的人自己带凳子，散场以后一起扫地。\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("服务站每天开门锟斤拷，由志愿者值班", True),
        ("服务站每天开门\ufffd\ufffd，由志愿者值班", True),
        ("服务站每天开门â€œ，由志愿者值班", True),
        ("服务站每天开门烫烫烫烫，由志愿者值班", True),
        ("服务站执行犌犅标准，由志愿者值班", True),
        ("服务站取得明显成??，由志愿者值班", True),
        ("服务站开门了吗?? 由志愿者值班", False),
        ("未初始化的内存显示为“烫烫烫”，由志愿者讲解", False),
        ("水很烫，烫烫手，由志愿者值班", False),
        ("屯里的屯屯和犊犊，由志愿者看管", False),
        ("café每天开门，25℃，3×4，§2，±5，由志愿者值班", False),
    ],
)
def test_destroyed_characters(words: str, told: bool) -> None:
    assert bool(lines("mojibake", f"一、便民服务\n{words}，大家都说好。\n")) is told


def test_destroyed_characters_of_a_paragraph_are_told_once() -> None:
    found = only("mojibake", "一、便民服务\n服务站锟斤拷每天锟斤拷开门\ufffd，由志愿者值班。\n")
    assert [row.line for row in found] == [2]
    assert "2 more places" in found[0].message
    assert "共3处" in found[0].message_zh


@pytest.mark.parametrize(
    ("first", "second", "known"), [("utf-8", "gb18030", ""), ("gb18030", "utf-8", "utf-8"), ("utf-8", "big5", ""), ("utf-8", "utf-8", None)]
)
def test_lines_in_another_encoding_are_told_as_a_run(first: str, second: str, known: str | None) -> None:
    other = OTHER.replace("个", "個").replace("电", "電").replace("们", "們").replace("带", "帶").replace("场", "場").replace("扫", "掃")
    other = other.replace("么", "麼").replace("坝", "壩").replace("里", "裡").replace("后", "後") if second == "big5" else OTHER
    source = read_bytes((SANE * 4).encode(first) + other.encode(second) + (SANE * 4).encode(first))
    found = [row for row in check(parse(source)) if row.code < "CK003"]
    if known is None:
        assert found == []
        return
    assert [(row.name, row.line) for row in found] == [("mixed-encoding", 17)]
    assert "lines 17 to 18" in found[0].message
    assert (f"in {known}" if known else "in another encoding") in found[0].message


def test_a_text_that_was_read_wrong_throughout_is_told_once() -> None:
    wrong = SANE.encode("utf-8").decode("gb18030", "replace")
    assert [(row.name, row.line) for row in find(wrong) if row.code < "CK003"] == [("mojibake", 1)]
    latin = SANE.encode("gb18030").decode("latin-1")
    assert [(row.name, row.line) for row in find(latin) if row.code < "CK003"] == [("mojibake", 1)]


def test_rare_characters_are_no_other_encoding() -> None:
    text = "一、姓氏\n村里有姓涓的、姓鍦的、姓鏄的，还有一家姓鐨，祖上从銀州来。\n" + SANE
    assert [row.name for row in find(text) if row.code < "CK003"] == []


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("服务站每天开⻔，由⽼⼈值班", "门"),
        ("⽤户每天来，由老人值班", "用"),
        ("字典里“⺮”是竹字头，由老人讲解", ""),
        ("服务站每天开门，由老人值班", ""),
    ],
)
def test_radicals_in_words(words: str, right: str) -> None:
    found = only("kangxi-radical", f"一、便民服务\n{words}，大家都说好。\n")
    assert len(found) == bool(right)
    if right:
        assert f"instead of {right}" in found[0].message


def test_a_radical_in_a_marker_is_the_markers() -> None:
    assert [row.name for row in find("⼀、便民服务\n每天开门。\n⼆、文化服务\n每周开放。\n")] == ["damaged-marker", "damaged-marker"]


FULL = "院坝会每月开一次，大家坐在一起说事，说完的事写在墙上，办完一件划掉一件。\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FULL * 3, False),
        (FULL.replace("，", ",") * 3, False),
        (FULL * 2 + FULL.replace("，", ","), True),
        (FULL.replace("，", ",") * 2 + FULL, True),
        (FULL * 20 + FULL.replace("，", ","), False),
        (FULL * 3 + "从8:30到9:30,共3,000人,见a,b,c。\n", False),
    ],
)
def test_width_is_mixed_where_a_tenth_is_otherwise(text: str, told: bool) -> None:
    found = only("mixed-width", "一、议事\n" + text)
    assert len(found) == told


def test_every_case_has_its_own_width() -> None:
    half = FULL.replace("，", ",")
    text = f"第一篇：甲村的事\n{FULL * 3}第二篇：乙村的事\n{half * 3}第三篇：丙村的事\n{FULL * 2}{half}"
    assert lines("mixed-width", text) == [12]


CLOSED = "".join(
    f"{n}、第{n}项\n这一项由专人负责。每周检查一次，结果写在墙上，大家随时可以来看，有意见当面提出来。\n" for n in "一二三四五六七"
)
LONG = "这一项由专人负责。每周检查一次，结果写在墙上，大家随时可以来看。检查的人轮流担任，一个月换一次，遇到农忙的时候由村干部和退休教师"


def test_a_section_is_cut_off_where_all_others_are_closed() -> None:
    text = CLOSED + "八、第八项\n" + LONG + "\n九、第九项\n每周检查一次，结果写在墙上，大家都来看。\n"
    assert lines("truncated-end", text) == [16]
    assert lines("truncated-end", text.replace(LONG, LONG + "顶上。")) == []
    assert lines("truncated-end", text.replace(LONG, LONG + "安排如下")) == []
    open_style = CLOSED.replace("提出来。", "提出来")
    assert lines("truncated-end", open_style + text.removeprefix(CLOSED)) == []


@pytest.mark.parametrize(
    ("tail", "cut"),
    [
        ("检查的结果见下图——", True),
        ("检查的结果写在墙上（见附件二第三", True),
        ("检查的结果写在墙上（见附件二）", False),
        ("下一页更多精彩内容尽在本站首页栏目", False),
    ],
)
def test_what_a_cut_leaves_behind(tail: str, cut: bool) -> None:
    assert bool(lines("truncated-end", CLOSED + "八、第八项\n每周检查一次，大家都来看。\n" + tail + "\n")) is cut


def test_lines_of_one_length_were_set_to_a_width() -> None:
    wide = "这一段文字是按照固定的宽度排出来的，每一行都有同样多的字，到了行末就换行，一直到这一段结束，所以断开的地方不算什么毛病。"
    wrapped = "\n".join(wide[at : at + 24] for at in range(0, len(wide), 24)) + "\n"
    whole = "".join(f"{n}、第{n}项\n{wide}{wide}\n{wide}{wide}\n" for n in "一二三四五六七八九")
    broken = "院坝会每月开一次，大家坐在一起说事，说完的事写在墙上，办完一件划掉一\n件，年底一起算总账，算完了吃一顿饭。\n"
    text = whole + "十、第十项\n" + wrapped * 4
    assert lines("broken-line", text) == []
    assert lines("broken-line", text + broken) == [text.count("\n") + 2]


def test_a_title_above_the_text_is_no_broken_line() -> None:
    text = "关于院坝会若干问题的解释\n为了把院坝会开好，让大家有话敢说、有事能办，现在就几个问题解释如下。\n" + CLOSED
    assert lines("broken-line", text) == []


def test_quoted_paragraphs_are_whole() -> None:
    text = "一、公约原文\n“第一条 每月开一次会；\n（一）先说旧账；\n（二）再说新事。”\n二、说明\n以上两条由大家举手通过。\n"
    assert lines("lost-text", text) == []


def test_a_blank_behind_an_article_is_no_stray_one() -> None:
    text = "一、公约原文\n公约改了两处，一处是“第九条之一 收容的猫狗由大家轮流喂养，不得丢弃”，另一处是第三条。\n"
    assert lines("stray-space", text) == []
