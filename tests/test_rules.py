"""The rules: each on its own examples, on the ways around it, and on what only looks like a defect."""

import time
from importlib import import_module
from pathlib import Path

import pytest

from casekit.diagnostic import Severity
from casekit.model import Block, Document, Join, Section
from casekit.parser import parse
from casekit.rules import RULES, check
from casekit.rules.base import Rule, quote
from casekit.source import Origin, Source
from checking import RULES_BY_NAME, find, lines, places

SHARED = {"__init__", "base", "course", "garbled", "markers", "passages", "profiles", "quoting", "reading", "series", "signs", "strings"}
"""The files of the room that hold no rule."""


# The table


def test_every_file_of_the_room_is_in_the_table() -> None:
    folder = Path(import_module("casekit.rules").__file__ or "").parent
    modules = {path.stem for path in folder.glob("*.py")} - SHARED
    assert modules == {rule.name.replace("-", "_") for rule in RULES}
    for module in modules:
        assert import_module(f"casekit.rules.{module}").RULE in RULES


def test_codes_are_in_order_and_used_once() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert all(len(code) == 5 and code.startswith("CK") and code[2:].isdigit() for code in codes)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_manual_page(rule: Rule) -> None:
    assert rule.examples("Bad")
    assert rule.examples("Good")
    assert rule.summary == rule.summary.lower()
    assert any("\u4e00" <= c <= "\u9fff" for c in rule.summary_zh)
    assert len(rule.why) > 80
    assert "Bad:" not in rule.why
    assert sum(1 for c in rule.why_zh if "\u4e00" <= c <= "\u9fff") > 30


BAD = [(rule, number, text) for rule in RULES for number, text in enumerate(rule.examples("Bad"), 1)]
NAMED = [f"{rule.name}-{number}" for rule, number, _ in BAD]
GOOD = [(rule, number, text) for rule in RULES for number, text in enumerate(rule.examples("Good"), 1)]


@pytest.mark.parametrize(("rule", "number", "text"), BAD, ids=NAMED)
def test_bad_examples_show_their_defect_and_no_other(rule: Rule, number: int, text: str) -> None:
    assert {found.name for found in find(text, rule.name)} == {rule.name}


@pytest.mark.parametrize(("rule", "number", "text"), GOOD, ids=[f"{rule.name}-{number}" for rule, number, _ in GOOD])
def test_good_examples_are_clean(rule: Rule, number: int, text: str) -> None:
    assert find(text, rule.name) == []


@pytest.mark.parametrize(("rule", "number", "text"), BAD, ids=NAMED)
def test_messages_are_short_lines_in_both_languages(rule: Rule, number: int, text: str) -> None:
    for found in find(text, rule.name):
        assert found.message[0] == found.message[0].lower()
        assert found.message[-1] not in ".。"
        assert "; " in found.message
        assert "；" in found.message_zh
        assert any("\u4e00" <= c <= "\u9fff" for c in found.message_zh)
        assert "\n" not in found.message + found.message_zh
        assert len(found.message) < 260
        assert found.severity is RULES_BY_NAME[found.name].severity


@pytest.mark.parametrize(("rule", "number", "text"), BAD, ids=NAMED)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_are_in_the_text_whatever_ends_its_lines(rule: Rule, number: int, text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    source = Source(text)
    expected = [(found.name, found.line) for found in find(text.replace(newline, "\n"), rule.name)]
    found = find(text, rule.name)
    assert [(row.name, row.line) for row in found] == expected
    for row in found:
        assert 0 <= row.start < row.end <= len(text)
        assert (row.line, row.column) == source.position(row.start)


# Checking


def test_a_document_without_its_text_is_refused() -> None:
    with pytest.raises(ValueError, match="does not hold its text"):
        check(Document(Origin(), Section("root")))


def test_findings_stand_in_order_of_place() -> None:
    found = find("一、甲方案\n**县开展了活动，处处都“好。\n三、乙方案\n**镇开展了活动，效果也好。\n")
    assert [(row.line, row.name) for row in found] == [(2, "masked-text"), (2, "unclosed-quote"), (3, "numbering-gap"), (4, "masked-text")]
    assert [row.start for row in found] == sorted(row.start for row in found)


@pytest.mark.parametrize("text", ["", "\n", "　\n\n", "一、", "”", "**", "：", "\x00\x1b[31m一、\n三、\x07甲\n"])
def test_any_text_can_be_checked(text: str) -> None:
    assert isinstance(find(text), list)


def test_a_quotation_in_a_message_is_one_printable_line() -> None:
    assert quote("甲\n乙\x1b[31m丙\u202e丁") == "甲 乙 [31m丙 丁"
    assert quote("一二三四五六", 4) == "一二三…"


# Numbering, on trees built by hand


def tree(*markers: tuple[str, str, int, int | None], text: str = "", body: str = "正文。") -> Document:
    """A document with one series of headings under its root."""
    root = Section("root")
    at = 0
    for line, (family, marker, number, sub) in enumerate(markers, 1):
        end = at + len(marker) + 2
        section = Section("heading", line, at, end, marker, family, number, sub, title="标题", level=1, leaf=(at, end))
        section.children.append(Block("paragraph", body, end, end + len(body), line, line))
        at = end + len(body) + 1
        root.children.append(section)
    return Document(Origin(), root, source=Source(text or "　" * (at + 1)))


def numbers(*values: int, body: str = "正文。") -> list[tuple[str, int]]:
    """Name and number of the heading of every finding about a series 1. 2. …"""
    document = tree(*(("arabic-dot", f"{value}.", value, None) for value in values), body=body)
    by_start = {section.start: section.number or 0 for section in document.root.sections}
    return [(found.name.removeprefix("numbering-"), by_start[found.start]) for found in check(document) if found.code < "CK200"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((1, 2, 3), []),
        ((0, 1, 2), []),
        ((1, 3), [("gap", 3)]),
        ((1, 2, 6, 7), [("gap", 6)]),
        ((1, 3, 4, 6), [("gap", 3), ("gap", 6)]),
        ((2, 3), [("gap", 2)]),
        ((11, 12), []),
        ((1, 3, 2, 4), [("order", 3)]),
        ((1, 4, 2, 3, 5), [("order", 4)]),
        ((1, 3, 4, 2, 5), [("order", 3)]),
        ((2, 1, 3), [("order", 2)]),
        ((1, 9, 3, 4), [("order", 9)]),
        ((1, 9, 2, 3), [("order", 9)]),
        ((1, 2, 2, 3, 4), [("repeat", 2)]),
        ((1, 2, 2, 4), [("repeat", 2)]),
        ((1, 3, 3, 4), [("repeat", 3)]),
        ((1, 2, 3, 2, 3, 4), [("repeat", 2)]),
        ((1, 2, 3, 2, 4), [("repeat", 2)]),
        ((1, 2, 3, 1, 2, 3), [("restart", 1)]),
        ((1, 1), [("restart", 1)]),
        ((1, 1, 2), [("repeat", 1)]),
    ],
)
def test_one_defect_of_a_series_is_told_once(values: tuple[int, ...], expected: list[tuple[str, int]]) -> None:
    assert numbers(*values) == expected


def test_a_colon_or_a_title_of_its_own_announces_a_second_list() -> None:
    assert numbers(1, 2, 1, 2, body="具体要求如下：") == []
    assert numbers(1, 2, 1, 2, body="活动过程") == []
    assert numbers(1, 2, 1, 2, body="活动到此结束。") == [("restart", 1)]


def test_inserted_articles_are_no_repeats() -> None:
    first, inserted = ("article", "第一条", 1, None), ("article", "第一条之一", 1, 1)
    assert check(tree(first, inserted, ("article", "第一条之二", 1, 2), ("article", "第二条", 2, None))) == []


def test_kindred_families_go_on_with_one_series() -> None:
    found = check(tree(("han-comma", "一、", 1, None), ("han-comma", "二．", 2, None), ("han-loose", "三：", 3, None)))
    assert [row.name for row in found] == ["mixed-marker"]


def test_families_under_one_parent_are_counted_apart() -> None:
    annexes = ("annex", "附件1", 1, None), ("annex", "附件2", 2, None)
    assert check(tree(("han-comma", "一、", 1, None), ("han-comma", "二、", 2, None), *annexes)) == []
    first, second = ("label", "任务一", 1, None), ("label", "任务二", 2, None)
    assert check(tree(first, ("label", "活动一", 1, None), second, ("label", "活动二", 2, None))) == []


@pytest.mark.parametrize(
    ("family", "markers", "missing"),
    [
        ("han-parens", ("（一）", "（三）"), "（二） is missing"),
        ("han-comma", ("十九、", "二十二、"), "二十、 to 二十一、 are missing"),
        ("arabic-comma", ("1、", "3、"), "2、 is missing"),
        ("circled", ("①", "③"), "② is missing"),
        ("roman", ("II.", "IV."), "III. is missing"),
        ("latin-dot", ("A.", "C."), "B. is missing"),
        ("stem", ("甲、", "丙、"), "乙、 is missing"),
        ("article", ("第九条", "第十一条"), "第十条 is missing"),
    ],
)
def test_a_gap_is_named_as_the_series_is_written(family: str, markers: tuple[str, str], missing: str) -> None:
    from casekit.ladder import BY_ID

    readings = [BY_ID[family].read(marker) for marker in markers]
    document = tree(*((family, marker, reading[0], None) for marker, reading in zip(markers, readings, strict=True) if reading))
    found = [row for row in check(document) if row.name == "numbering-gap" and "follows" in row.message]
    assert len(found) == 1
    assert missing in found[0].message


# Numbering, parsed


def test_articles_and_items_may_run_on_across_parents() -> None:
    text = "第一章 总则\n第一条 为了管好村里的水渠，制定本办法。\n第二条 本办法适用于全村。\n"
    text += "第二章 用水\n第三条 用水先登记。\n第四条 早晚轮流放水。\n"
    assert places(text) == []
    assert lines("numbering-gap", text.replace("第三条", "第四条").replace("第四条 早晚", "第五条 早晚")) == [5]
    text = "一、春季\n1．翻土\n翻土要深。\n2．育苗\n育苗要早。\n二、夏季\n3．除草\n除草要勤。\n4．浇水\n浇水要足。\n"
    assert places(text) == []


def test_a_series_is_judged_per_case() -> None:
    text = "第一篇：甲村的做法\n一、修路\n村里先修了路。\n二、通水\n后来又通了水。\n"
    text += "第二篇：乙村的做法\n一、种树\n村里先种了树。\n二、养蜂\n后来又养了蜂。\n"
    assert places(text) == []
    assert places(text.replace("第二篇", "第三篇")) == [("missing-part", 6)]
    assert places(text.replace("二、养蜂", "三、养蜂")) == [("numbering-gap", 9)]


# Damage


def test_lost_text_names_all_its_evidence() -> None:
    text = "前一段没有写完的话\n后一段从中间开始。\n"
    root = Section("root")
    root.children = [Block("paragraph", text[:9], 0, 9, 1, 1), Block("paragraph", text[10:19], 10, 19, 2, 2, lost="halves+numbering-jump")]
    found = [row for row in check(Document(Origin(), root, source=Source(text))) if row.name == "lost-text"]
    assert [(row.line, row.column, row.severity) for row in found] == [(2, 1, Severity.ERROR)]
    assert "both sides do not fit" in found[0].message
    assert "jumps" in found[0].message
    assert "前一段没有写完的话" in found[0].message_zh


LONG = "社区图书角由居民轮流看管，书籍来自各家捐赠，每本书的扉页都写着捐书人的名字，借阅登记簿挂在门边，谁借走了什么一目了然。"


def test_breaking_lines_is_a_style_where_most_paragraphs_do_it() -> None:
    broken = LONG[:30] + "\n" + LONG[30:] + "\n"
    whole = LONG + "\n"
    assert lines("broken-line", "一、读书\n" + broken + whole * 5) == [3]
    wrapped = "".join(LONG[at : at + 30] + "\n" for at in range(0, len(LONG), 30))
    assert places("一、读书\n" + wrapped * 6) == []


def test_a_break_at_page_furniture_is_the_pages() -> None:
    text = LONG[:30] + LONG[30:]
    root = Section("root")
    blocks = [Block("paragraph", LONG, at * 100, at * 100 + len(LONG), at + 1, at + 1) for at in range(6)]
    blocks[0] = Block("paragraph", text, 0, len(LONG) + 5, 1, 3, [Join(30, 35, 3, "", "— 3 —")])
    root.children = list(blocks)
    document = Document(Origin(), root, source=Source("　" * 700))
    assert check(document) == []
    blocks[0].joins[0].skipped = ""
    assert [row.name for row in check(document)] == ["broken-line"]


ENDED = "一、基本做法\n每月开一次院坝会，大家坐在一起说事。\n说完的事写在墙上，办完一件划掉一件。\n"


@pytest.mark.parametrize(
    ("tail", "cut"),
    [
        ("二、主要成效\n矛盾少了，笑声多了，院坝会成了村里最热闹的", True),
        ("二、主要成效\n矛盾少了，笑声多了，", True),
        ("二、主要成效\n矛盾少了，笑声多了。\n", False),
        ("二、主要成效\n矛盾少了，笑声多了（见附表）\n", False),
        ("二、主要成效\n矛盾少了，笑声多了，我的汇报到此结束，谢谢大家\n", False),
        ("二、主要成效\n矛盾少了，笑声多了。\n东湖村村民委员会\n2023年5月6日\n", False),
        ("二、主要成效\n矛盾少了\n", False),
    ],
)
def test_a_text_is_cut_off_only_in_mid_sentence(tail: str, cut: bool) -> None:
    assert bool(lines("truncated-end", ENDED + tail)) is cut


def test_a_text_that_leaves_its_paragraphs_open_is_not_cut_off() -> None:
    rules = "1.顺序。先听老人说，再由年轻人补充意见\n2.分寸。一人说一件，不要同时说好几件事\n3.记录。说完记下来，写在墙上让大家看见\n"
    last = "4.收尾。办完划一笔，没有办完的下次再说\n"
    assert lines("truncated-end", rules + last) == []
    assert lines("truncated-end", rules.replace("\n", "。\n") + last) == [4]


def test_every_case_has_an_end() -> None:
    text = "第一篇：甲村\n" + ENDED + "说不完的事下次再说，记在本子上并\n第二篇：乙村\n" + ENDED
    assert lines("truncated-end", text) == [5]


@pytest.mark.parametrize(
    ("paragraph", "column"),
    [
        ("院坝会叫“连心会，每月一次，人人都来。", 5),
        ("院坝会叫连心会”，每月一次，人人都来。", 8),
        ("院坝会叫”连心会”，每月一次，人人都来。", 5),
        ("院坝会叫“连心会“，每月一次，人人都来。", 5),
        ("院坝会叫「连心会，每月一次，人人都来。", 5),
        ("大家读《乡土中国，每月一次，人人都来。", 4),
        ('院坝会叫"连心会，每月一次，人人都来。', 5),
        ("他说：“这是‘头等大事，马虎不得。”", 7),
    ],
)
def test_a_mark_without_a_partner_is_told_once(paragraph: str, column: int) -> None:
    found = [row for row in find(f"一、做法\n{paragraph}\n二、成效\n成效很好。\n") if row.name == "unclosed-quote"]
    assert [(row.line, row.column) for row in found] == [(2, column)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "他说：“这是‘头等大事’，马虎不得。”",
        "读《〈论语〉今译》和《孟子》，记“心得”。",
        '屏幕是24"的，够大家看。',
        "The farmers’ club meets here，人人都来。",
        "第一步–》第二步–》第三步，人人都来。",
        '标签写作<b id="a">，属性是"b"，人人都来。',
    ],
)
def test_paired_marks_and_what_is_no_quotation(paragraph: str) -> None:
    assert lines("unclosed-quote", f"一、做法\n{paragraph}\n二、成效\n成效很好。\n") == []


def test_a_quotation_over_paragraphs_is_whole() -> None:
    head = "一、来信\n老人在信里写道：\n"
    each = "“今年的路修好了，车能开到家门口。\n“今年的水也通了，不用再去挑水。\n"
    assert lines("unclosed-quote", head + each + "“谢谢大家。”\n二、回信\n我们也写了回信。\n") == []
    once = "“今年的路修好了，车能开到家门口。\n今年的水也通了，不用再去挑水。\n谢谢大家。”\n二、回信\n我们也写了回信。\n"
    assert lines("unclosed-quote", head + once) == []


def test_a_quotation_cut_by_a_hole_is_lost_texts_to_tell() -> None:
    text = RULES_BY_NAME["lost-text"].examples("Bad")[0]
    assert places(text) == [("lost-text", 3)]


BLANK_SENTENCE = "院坝会每个月开一次，由村民轮流主持，{}，商量好的事情写在墙上，办完一件划掉一件。"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("谁家有困难大家一起想 办法解决", True),
        ("墙上写着：团结互助 邻里和睦", False),
        ("墙上写着“多读书 读好书”", False),
        ("读《乡村治理 理论与实践》", False),
        ("由张 三和李 四记录", False),
        ("请教育  部门的同志参加", False),
        ("请教育　部门的同志参加", False),
        ("用 Excel 表格记录", False),
    ],
)
def test_a_blank_is_stray_only_inside_a_word(words: str, told: bool) -> None:
    assert bool(lines("stray-space", f"一、做法\n{BLANK_SENTENCE.format(words)}\n")) is told


def test_many_stray_blanks_in_a_paragraph_are_told_once() -> None:
    text = "谁家有困难大家一起想 办法解决，谁家有喜事大家一起去道 贺帮忙，老人由邻居轮流照 看陪伴，孩子由老师轮流辅 导作业。"
    found = [row for row in find(f"一、做法\n{text}\n") if row.name == "stray-space"]
    assert [row.line for row in found] == [2]
    assert found[0].message.startswith("4 stray blanks")


def test_blanks_in_names_and_sign_offs_are_style() -> None:
    text = "乡村图书室工作总结\n张 三\n一、做法\n每周开放三天，由志愿者轮流值守。\n单位：东湖村 作者：李 四\n"
    assert lines("stray-space", text) == []


FILE_NAMES = ["工作总结.docx", "工作总结 - 副本", "工作总结 副本(2)", "新建 Microsoft Word 文档", "工作总结_第1页"]


@pytest.mark.parametrize("title", FILE_NAMES)
def test_titles_that_were_file_names(title: str) -> None:
    assert lines("stray-debris", f"第一篇：{title}\n一、做法\n每周开放三天，由志愿者轮流值守。\n") == [1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("每周开放三天&nbsp;由志愿者值守", True),
        ("每周开放三天<br>由志愿者值守", True),
        (r"每周开放三天\r\n由志愿者值守", True),
        ("每周开放三天x0dx0a由志愿者值守", True),
        ("每周开放三天（此处隐藏120字）由志愿者值守", True),
        ("每周开放三天 第2页 共5页 由志愿者值守", True),
        ("换行写作“<br>”，由志愿者讲解", False),
        ("营业执照副本放在第3页", False),
        ("用 Microsoft Word 文档登记", False),
        ("浓度 a<b，温度 c>d", False),
    ],
)
def test_debris_in_the_text(words: str, told: bool) -> None:
    assert bool(lines("stray-debris", f"一、做法\n图书室{words}，大家都说好。\n")) is told


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        (' s" [- i# H6 g& \\+ k*', True),
        ("aB3kQz9XwP", True),
        ("https://www.example.org/a/B3?x=9", False),
        ("[1]", False),
        ("(Smith, 2010)", False),
        ("iPhone", False),
        ("$x^{2}+y_{3}$", False),
    ],
)
def test_random_letters_behind_a_sentence(tail: str, told: bool) -> None:
    assert bool(lines("stray-debris", f"一、做法\n图书室每周开放三天，大家都说好。{tail}\n")) is told


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("**县召开会议", 1),
        ("**市**县召开会议", 2),
        ("张**、李**等人参加", 2),
        ("××镇、xx村和XXX公司参加", 3),
        ("20xx年×月召开会议", 2),
        ("20__年召开会议", 1),
        ("会期____天", 1),
        ("□□镇召开会议", 1),
        ("会议**非常重要**，大家都来", 0),
        ("长20×30米", 0),
        ("二○○八年召开会议", 0),
        ("XX染色体", 0),
        ("XL号外套", 0),
        ("x**2 的值", 0),
    ],
)
def test_masks_are_counted_and_told_once(words: str, count: int) -> None:
    found = [row for row in find(f"一、会议\n据了解，{words}，会上讨论了三件事。\n") if row.name == "masked-text"]
    assert len(found) == min(count, 1)
    if count > 1:
        assert f"and {count - 1} more" in found[0].message
        assert f"共{count}处" in found[0].message_zh


FORM = "一、报名\n填好报名表，周五以前交到服务站。\n"


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("单位：东湖社区 作者：", "作者"),
        ("作者： 单位：东湖社区", "作者"),
        ("联系电话：____", "联系电话"),
        ("姓名：______ 性别：____", "姓名、性别"),
        ("组长：", "组长"),
        ("组长：张三", ""),
        ("各单位：", ""),
        ("需要准备的材料如下：", ""),
        ("同志们：", ""),
    ],
)
def test_labels_with_nothing_behind_them(row: str, names: str) -> None:
    found = [row for row in find(FORM + row + "\n") if row.name == "empty-field"]
    assert [row.line for row in found] == ([3] if names else [])
    if names:
        assert f'"{names}"' in found[0].message


def test_a_value_may_stand_on_the_next_line() -> None:
    assert lines("empty-field", FORM + "成员：\n张三、李四、王五\n") == []
    assert lines("empty-field", FORM + "组长：\n副组长：\n二、评选\n由居民投票。\n") == [3, 4]


CLEAN = [
    """乡村图书室管理办法
第一章 总则
第一条 为了管好图书室，制定本办法。
第二条 图书室每周开放三天。
第二章 借阅
第三条 借书先登记。
第四条 损坏要赔偿。
""",
    """关于开展读书活动的通知
各村民小组：
现将有关事项通知如下：
一、活动时间
今年三月到五月。
二、活动内容
（一）读一本书
每人至少读一本。
（二）写一篇心得
心得不少于三百字。
特此通知
东湖村村民委员会
2023年3月1日
""",
    """活动方案
一、准备阶段
1.成立小组。
2.印发资料。
二、实施阶段
1.入户走访。
2.集中宣讲。
""",
    """1 范围
本标准规定了水渠的养护要求。
2 术语
2.1 主渠
从水库到村口的水渠。
2.2 支渠
从村口到田头的水渠。
3 养护
3.1 日常养护
每周巡查一次。
""",
    "没有任何标题的一段话，从头到尾只有这一句。\n",
]


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_document_has_no_findings(text: str) -> None:
    assert places(text) == []


def test_many_headings_take_linear_time() -> None:
    document = tree(*(("arabic-dot", f"{number}.", number, None) for number in [1, 3, 2, 7, 5, 5] * 3_000))
    begin = time.process_time()
    assert len(check(document)) > 3_000
    assert time.process_time() - begin < 3


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n" + "“" * 100_000 + "好。\n",
        "一、甲\n" + "很 好" * 60_000 + "，。\n",
        "一、甲\n" + "**县" * 60_000 + "，。\n",
        "一、甲\n" + "作者： " * 40_000 + "\n",
        "一、甲\n" + "<br" * 60_000 + "&nbsp" * 20_000 + "\n",
        "一、甲\n（" + "这一行没有完\n" * 20_000,
        "一、甲\n" + "“好。\n" * 20_000,
        "一、甲\n" + "\ufffd好" * 60_000 + "\n",
        "鍥句功瀹ゆ瘡鍛ㄥ紑鏀句笁澶\n" * 8_000,
        "ééééééé\n" * 10_000,
        "".join(f"第{n}条 好。\n" for n in "一二三") + "第四条 " + "依照第九条、第十条和第五条，" * 20_000 + "\n",
        "目录\n" + "".join(f"{n}、标题……{n}\n" for n in range(1, 5_000)) + "".join(f"{n}、标题\n好。\n" for n in range(1, 5_000)),
        "".join(f"第{n}篇：同样\n{'同样的话说了一遍又一遍，大家都听过了。' * 8}\n" for n in range(1, 1_500)),
        "".join(f"{n}、做到三个走遍走遍走遍\n（1）走遍。\n" for n in range(1, 5_000)),
        "一、甲\n" + "好。" * 100_000 + "没有完\n二、乙\n好。\n",
    ],
    ids=[
        *("quotes", "blanks", "masks", "labels", "tags", "breaks", "open-quotes", "replaced", "garbled", "latin", "references", "contents"),
        *("cases", "promises", "sentences"),
    ],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    document = parse(Source(text))
    begin = time.process_time()
    for rule in RULES:
        for _ in rule.check(document):
            pass
    assert time.process_time() - begin < 3
