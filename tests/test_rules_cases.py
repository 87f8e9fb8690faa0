"""The rules about cases, contents and references: the ways around them, and what only looks like a defect."""

import pytest

from checking import find, lines, only

GARDEN = (
    "空地上翻了土，种了白菜和萝卜，孩子放学以后来拔草，老人早晚各浇一次水，"
    "收下来的菜分给每一户，多出来的拿到集市上卖，卖的钱买种子和农具。\n"
)
KITCHEN = "食堂只做三个菜，价钱写在黑板上，卖完就关门，剩下的饭菜送到养鸡的人家，一年下来没有倒掉一碗饭，连洗米的水都拿去浇了花。\n"
SCHOOL = "夜校设在旧祠堂，每周三晚上开课，教算账、教写信、教用手机，老师是放假回来的大学生，学费是一把青菜或者两个鸡蛋。\n"


def compilation(*cases: tuple[str, str]) -> str:
    return "".join(f"第{n}篇：{title}\n{text}" for n, (title, text) in zip("一二三四五六七八", cases, strict=False))


def test_titles_that_come_again() -> None:
    text = compilation(("东村的菜园", GARDEN), ("西村的食堂", KITCHEN), ("东村的菜园", SCHOOL))
    assert [(row.name, row.line) for row in find(text)] == [("duplicate-title", 5)]
    assert "on line 1" in only("duplicate-title", text)[0].message


def test_a_title_that_all_cases_share_is_the_compilations() -> None:
    assert find(compilation(("乡村故事", GARDEN), ("乡村故事", KITCHEN), ("乡村故事", SCHOOL))) == []


def test_headings_that_come_again() -> None:
    text = "一、听取意见\n挨家挨户走一遍。\n二、集中办理\n三天之内办完。\n三、听取意见\n办完请大家打分。\n"
    assert lines("duplicate-title", text) == [5]
    assert lines("duplicate-title", text.replace("三、听取意见", "三、听取评价")) == []
    form = "".join(f"{n}、活动过程\n第{n}次活动在院坝里开。\n" for n in "一三五七") + "八、活动总结\n以后还要开。\n"
    assert lines("duplicate-title", form) == []


def test_items_of_two_lists_may_say_the_same() -> None:
    text = (
        "第一条 有下列情形之一的，停水：\n（一）欠费；\n（二）其他情形。\n第二条 有下列情形之一的，供水：\n（一）缴费；\n（二）其他情形。\n"
    )
    assert lines("duplicate-title", text) == []


def test_near_copies_are_told_once_with_their_likest() -> None:
    copy = GARDEN.replace("白菜", "黄瓜").replace("农具", "木箱")
    text = compilation(("东村的菜园", GARDEN), ("西村的食堂", KITCHEN), ("南村的菜园", copy), ("北村的夜校", SCHOOL))
    found = only("near-duplicate-case", text)
    assert [row.line for row in found] == [5]
    assert "东村的菜园" in found[0].message
    assert [row.name for row in find(text.replace("南村", "东村"))] == ["duplicate-title"]


def test_a_copy_that_lost_half_is_a_copy() -> None:
    text = compilation(("东村的菜园", GARDEN + SCHOOL), ("西村的食堂", KITCHEN), ("南村的菜园", GARDEN))
    assert lines("near-duplicate-case", text) == [6]


def test_formulas_do_not_make_copies() -> None:
    frame = "按照上级的统一部署，结合本村实际，坚持问题导向，狠抓工作落实，现将有关情况汇报如下。\n"
    cases = [(f"第{n}村的做法", frame + "".join(chr(0x4E00 + n * 97 + at * 13) for at in range(60)) + "。\n") for n in range(8)]
    assert lines("near-duplicate-case", compilation(*cases)) == []


@pytest.mark.parametrize(
    ("numbers", "told"), [("一三", [3]), ("一二四", [5]), ("二三", [1]), ("三", []), ("一二三", []), ("一二三五七", [7, 9])]
)
def test_parts_that_are_missing(numbers: str, told: list[int]) -> None:
    texts = (GARDEN, KITCHEN, SCHOOL, "水渠修到了山脚。\n", "老井也淘了一遍。\n")
    text = "".join(f"第{n}篇：第{n}村的事\n{body}" for n, body in zip(numbers, texts, strict=False))
    assert [(row.name, row.line) for row in find(text)] == [("missing-part", line) for line in told]


CONTENTS = "目录\n一、仓库管理......1\n二、车辆管理......2\n三、食堂管理......3\n四、宿舍管理......4\n"
BODY = (
    "一、仓库管理\n入库的物资当天登记。\n二、车辆管理\n出车前检查油量。\n三、食堂管理\n每天公布菜价。\n四、宿舍管理\n熄灯以后不大声说话。\n"
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("三、食堂管理\n每天", "三、伙食公开\n每天", [("toc-mismatch", 4)]),
        ("四、宿舍管理\n熄灯以后不大声说话。\n", "", [("toc-mismatch", 5)]),
        ("三、食堂管理\n每天公布菜价。\n", "", [("numbering-gap", 10)]),
        ("三、食堂管理\n每天", "三、食堂 管理\n每天", []),
        ("三、食堂管理\n每天", "三、食堂管理（试行）\n每天", []),
        ("三、食堂管理\n每天", "三．食堂管理\n每天", [("mixed-marker", 10)]),
    ],
)
def test_contents_are_compared_with_the_text(old: str, new: str, expected: list[tuple[str, int]]) -> None:
    assert [(row.name, row.line) for row in find(CONTENTS + BODY.replace(old, new))] == expected


def test_the_other_title_is_named() -> None:
    found = only("toc-mismatch", CONTENTS + BODY.replace("三、食堂管理", "三、伙食公开"))
    assert 'the text says "三、伙食公开" on line 10' in found[0].message


def test_contents_of_another_text_are_not_judged() -> None:
    other = BODY.replace("仓库", "门卫").replace("车辆", "用电").replace("食堂", "用水")
    assert lines("toc-mismatch", CONTENTS + other) == []


LAW = "".join(f"第{n}条 水渠的第{n}段由第{n}户看管。\n" for n in "一二三四五六七八九十")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("违反本办法第二十条规定的，停水一天。", "第二十条"),
        ("违反本办法第八条、第二十条规定的，停水一天。", "第二十条"),
        ("依照第二十条处理。", "第二十条"),
        ("违反本办法第二条至第三十条规定的，停水一天。", "第三十条"),
        ("违反本办法第三条第二款第（四）项、第十五条规定的，停水一天。", "第十五条"),
        ("违反本办法第二条之一规定的，停水一天。", "第二条之一"),
        ("违反本办法第九条规定的，停水一天。", ""),
        ("依照《水渠法》第七十条处理。", ""),
        ("依照水渠法第七十条处理。", ""),
        ("所称“本办法第七十条”，是从前的编号。", ""),
        ("见第二十章。", ""),
        ("第二十条渠由大家看管。", ""),
    ],
)
def test_references_to_articles_that_are_not_there(words: str, told: str) -> None:
    text = LAW + f"第十一条 {words}\n"
    found = only("dangling-reference", text)
    assert [text[row.start : row.end] for row in found] == ([told] if told else [])


def test_references_to_chapters_and_sections() -> None:
    text = "第一章 水渠\n水渠由大家看管，做法见第三章。\n第二章 水井\n水井每年淘一次，做法见第二章，价钱见第五章。\n"
    assert lines("dangling-reference", text) == [2, 4]


def test_what_explains_a_reference_is_told_instead() -> None:
    cut = LAW + "第十一条 违反本办法第二十条规定的，由各户商量以后停水一天，停水的时候由专人看守，不得\n"
    assert [row.name for row in find(cut)] == ["truncated-end"]
    gap = LAW.replace("第五条 水渠的第五段由第五户看管。\n", "") + "第十一条 违反本办法第五条规定的，停水一天。\n"
    assert [row.name for row in find(gap)] == ["numbering-gap"]
    excerpt = LAW.replace("第一条 水渠的第一段由第一户看管。\n", "") + "第十一条 违反本办法第七十条规定的，停水一天。\n"
    assert lines("dangling-reference", excerpt) == []


def test_every_case_has_its_own_articles() -> None:
    first = "第一篇：水渠公约\n" + LAW + "第十一条 违反本公约第十条的，停水一天；依照第十二条处理。\n"
    second = "第二篇：水井公约\n第一条 水井由大家看管。\n第二条 每年淘一次。\n第三条 依照第五条处理。\n"
    assert lines("dangling-reference", first + second) == [12, 16]


def test_one_target_is_told_once() -> None:
    text = LAW + "第十一条 依照第二十条处理。\n第十二条 依照第二十条、第二十一条处理。\n"
    assert [text[row.start : row.end] for row in only("dangling-reference", text)] == ["第二十条", "第二十一条"]


def test_a_long_text_without_headings() -> None:
    assert lines("flat-outline", GARDEN * 20) == [1]
    assert lines("flat-outline", "一、菜园\n" + GARDEN * 20) == [1]
    assert lines("flat-outline", "一、菜园\n" + GARDEN * 10 + "二、食堂\n" + KITCHEN * 10) == []
    assert lines("flat-outline", GARDEN * 2) == []
    assert "flat-outline" not in {row.name for row in find(GARDEN * 20)}
