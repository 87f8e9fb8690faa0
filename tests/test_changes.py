"""Differences between trees: by heading, each edit told once."""

import copy
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.changes import CHANGE_KINDS, Change, diff
from casekit.model import Block, Document, Section, walk
from casekit.source import Origin

DIGITS = "零一二三四五六七八九"
WORDS = ("加强学习", "改进作风", "服务群众", "整改问题", "总结经验", "主要做法", "工作成效", "存在不足", "下一步打算", "组织保障")


def body(text: str, kind: str = "paragraph") -> Block:
    return Block(kind, text, 0, len(text), 1, 1)


def head(number: int | None, title: str, *children: Section | Block, family: str = "han-comma", kind: str = "heading") -> Section:
    marker = "" if number is None else f"{DIGITS[number % 10]}、" if family == "han-comma" else f"({number})"
    return Section(kind, marker=marker, family=family, number=number, title=title, end=1, children=list(children))


def article(number: int, text: str) -> Section:
    return Section("heading", marker=f"第{DIGITS[number]}条", family="article", number=number, run_in=True, children=[body(text)])


def paper(*children: Section | Block) -> Document:
    return Document(Origin(), Section("root", children=list(children)))


def told(changes: list[Change]) -> list[tuple[str, str]]:
    return [(change.kind, change.path[-1] if change.path else "") for change in changes]


@st.composite
def papers(draw: st.DrawFn, unique: bool = True) -> Document:
    """A random tree; `unique` gives every heading a title and a text that no other has."""
    serial = count()

    def words() -> str:
        word = draw(st.sampled_from(WORDS))
        return f"{word}{chr(0x4E00 + 7 * next(serial))}" if unique else word

    document = paper(*([body(words())] if draw(st.booleans()) else []))
    places = [document.root]
    for _ in range(draw(st.integers(1, 14))):
        parent = places[draw(st.integers(0, len(places) - 1))]
        number = len(parent.sections) + 1 if draw(st.integers(0, 4)) else None
        family = draw(st.sampled_from(("han-comma", "han-parens")))
        section = head(number, words(), family=family, kind="lead" if number is None else "heading")
        if draw(st.booleans()):
            section.children.append(body(words() + "，常抓不懈。"))
        parent.children.append(section)
        places.append(section)
    return document


@st.composite
def edits(draw: st.DrawFn) -> tuple[Document, Document, Section, Section]:
    """A tree, its copy, and a section of it that is not the root, with the one at its place in the copy."""
    old = draw(papers())
    new = copy.deepcopy(old)
    olds, news = list(walk(old.root)), list(walk(new.root))
    at = draw(st.integers(1, len(olds) - 1))
    return old, new, olds[at], news[at]


def parent_of(document: Document, section: Section) -> Section:
    return next(each for each in walk(document.root) if any(child is section for child in each.children))


def drop(parent: Section, section: Section) -> None:
    parent.children = [child for child in parent.children if child is not section]


@given(papers(unique=False))
def test_a_document_does_not_differ_from_itself(document: Document) -> None:
    assert diff(document, document) == []
    assert diff(document, copy.deepcopy(document)) == []


@given(edits())
def test_a_new_title_is_one_change(edit: tuple[Document, Document, Section, Section]) -> None:
    old, new, was, now = edit
    now.title = "另起炉灶"
    (change,) = diff(old, new)
    assert (change.kind, change.old, change.new) == ("retitled", was, now)
    assert change.old is was
    assert change.new is now
    assert change.details == {"old": was.title, "new": "另起炉灶"}


@given(edits())
def test_a_new_number_is_one_change(edit: tuple[Document, Document, Section, Section]) -> None:
    old, new, was, now = edit
    now.marker, now.number = "九十九、", 99
    (change,) = diff(old, new)
    assert change.kind == "renumbered"
    assert change.old is was
    assert change.new is now
    assert change.details == {"old": was.marker, "new": "九十九、"}


@given(edits())
def test_a_new_text_is_one_change(edit: tuple[Document, Document, Section, Section]) -> None:
    old, new, was, now = edit
    before = "".join(block.text for block in was.blocks)
    was.children.append(body("第 3 页", "furniture"))
    now.children = [body("换了一段全新的话。"), *now.sections]
    (change,) = diff(old, new)
    assert change.kind == "text-changed"
    assert change.old is was
    assert change.new is now
    assert change.details == {"old": before, "new": "换了一段全新的话。"}


@given(edits())
def test_a_removed_leaf_is_one_change(edit: tuple[Document, Document, Section, Section]) -> None:
    old, new, _, _ = edit
    leaves = [(a, b) for a, b in zip(walk(old.root), walk(new.root), strict=True) if not a.sections]
    was, gone = leaves[-1]
    drop(parent_of(new, gone), gone)
    (change,) = diff(old, new)
    assert change.kind == "removed"
    assert change.old is was
    assert change.new is None
    assert change.details == {}


@given(edits(), st.integers(0, 9))
def test_an_added_heading_is_one_change(edit: tuple[Document, Document, Section, Section], place: int) -> None:
    old, new, _, now = edit
    fresh = head(7, "全新的一节", body("此前没有的内容。"), family="arabic-parens")
    now.children.insert(min(place, len(now.children)), fresh)
    (change,) = diff(old, new)
    assert change.kind == "added"
    assert change.new is fresh
    assert change.old is None
    assert change.path[-1] == "(7)全新的一节"


@given(edits(), st.data())
def test_a_move_to_another_parent_is_one_change(edit: tuple[Document, Document, Section, Section], data: st.DataObject) -> None:
    old, new, was, now = edit
    home = parent_of(new, now)
    below = {id(each) for each in walk(now)}
    others = [each for each in walk(new.root) if each is not home and id(each) not in below]
    if not others:
        return
    target = data.draw(st.sampled_from(others))
    drop(home, now)
    target.children.append(now)
    (change,) = diff(old, new)
    assert change.kind == "moved"
    assert change.old is was
    assert change.new is now
    assert change.details["old"] != change.details["new"]


@settings(max_examples=60)
@given(papers(unique=False), papers(unique=False))
def test_any_two_trees_are_told_apart_completely(old: Document, new: Document) -> None:
    changes = diff(old, new)
    assert changes == diff(copy.deepcopy(old), copy.deepcopy(new))
    count_of = {kind: sum(1 for change in changes if change.kind == kind) for kind in CHANGE_KINDS}
    assert sum(count_of.values()) == len(changes)
    size = len(list(walk(new.root))) - len(list(walk(old.root)))
    assert count_of["added"] - count_of["removed"] == size
    order = {id(section): place for place, section in enumerate(walk(new.root))}
    places = [order[id(change.new)] for change in changes if change.new is not None]
    assert places == sorted(places)


def test_white_space_furniture_and_marks_are_no_difference() -> None:
    old = paper(head(1, "加强学习", body("每周 一次。"), body("— 3 —", "furniture"), body("不得缺席。")))
    new = paper(head(1, "加强　学习", body("每周一次。不得缺席。")))
    new.root.sections[0].closing = "："
    new.root.sections[0].run_in = True
    assert diff(old, new) == []


def test_text_of_the_document_itself_has_an_empty_path() -> None:
    old, new = paper(body("甲单位材料", "title"), head(1, "做法")), paper(body("乙单位材料", "title"), head(1, "做法"))
    (change,) = diff(old, new)
    assert (change.kind, change.path, change.details) == ("text-changed", (), {"old": "甲单位材料", "new": "乙单位材料"})


def test_a_path_has_markers_and_titles_from_the_top() -> None:
    done = head(1, "做法", head(2, "修路", family="x"))
    case = Section("case", marker="第一篇", family="piece", number=1, title="河东村", end=9, children=[done])
    old = paper(case)
    new = copy.deepcopy(old)
    new.root.sections[0].sections[0].sections[0].title = "修桥"
    (change,) = diff(old, new)
    assert change.path == ("第一篇 河东村", "一、做法", "(2)修桥")


def test_an_insertion_in_the_middle_renumbers_what_follows() -> None:
    old = paper(head(1, "学习"), head(2, "作风"), head(3, "保障"))
    new = paper(head(1, "学习"), head(2, "宣传"), head(3, "作风"), head(4, "保障"))
    assert told(diff(old, new)) == [("added", "二、宣传"), ("renumbered", "三、作风"), ("renumbered", "四、保障")]


def test_articles_are_known_by_their_provisions() -> None:
    texts = ["为了规范用水，制定本办法。", "本镇范围内用水适用本办法。", "镇水务站负责巡查与登记。", "违反规定的，责令改正。"]
    old = paper(*(article(number, text) for number, text in enumerate(texts, 1)))
    grown = [texts[0], "节约用水是每个居民的责任。", texts[1], "镇水务站负责每周巡查与登记。", texts[3]]
    new = paper(*(article(number, text) for number, text in enumerate(grown, 1)))
    assert told(diff(old, new)) == [
        ("added", "第二条"),
        ("renumbered", "第三条"),
        ("renumbered", "第四条"),
        ("text-changed", "第四条"),
        ("renumbered", "第五条"),
    ]


def test_an_article_rewritten_in_place_keeps_its_number() -> None:
    old = paper(article(1, "为了规范用水，制定本办法。"), article(2, "旧的一条早已过时。"))
    new = paper(article(1, "为了规范用水，制定本办法。"), article(2, "全新内容另行起草。"))
    assert told(diff(old, new)) == [("text-changed", "第二条")]


def test_many_articles_in_a_row_rewritten_in_place_keep_their_numbers() -> None:
    signs = [chr(0x4E00 + 31 * at) for at in range(120)]
    old = paper(*(article(number, "".join(signs[number * 6 : number * 6 + 6]) * 3) for number in range(1, 10)))
    new = paper(*(article(number, "".join(signs[number * 6 + 60 : number * 6 + 66]) * 3) for number in range(1, 10)))
    assert told(diff(old, new)) == [("text-changed", f"第{DIGITS[number]}条") for number in range(1, 10)]


def test_a_lost_parent_leaves_its_children_to_the_one_above() -> None:
    inner = [head(1, "走访", family="han-parens"), head(2, "座谈", family="han-parens")]
    old = paper(head(1, "调研", *inner), head(2, "落实"))
    new = paper(*copy.deepcopy(inner), head(2, "落实"))
    changes = diff(old, new)
    assert told(changes) == [("removed", "一、调研"), ("moved", "(1)走访"), ("moved", "(2)座谈")]
    assert changes[1].details == {"old": "一、调研", "new": ""}


def test_a_move_among_unnumbered_siblings_is_told_once() -> None:
    names = ["基本案情", "裁判结果", "典型意义", "专家点评"]
    old = paper(*(head(None, name, body(name + "如下。"), kind="lead") for name in names))
    new = paper(*(head(None, names[at], body(names[at] + "如下。"), kind="lead") for at in (3, 0, 1, 2)))
    (change,) = diff(old, new)
    assert (change.kind, change.path, change.details) == ("moved", ("专家点评",), {"old": "典型意义", "new": ""})


def test_a_swap_told_by_its_numbers_is_no_move() -> None:
    old = paper(head(1, "学习"), head(2, "作风"))
    new = paper(head(1, "作风"), head(2, "学习"))
    assert told(diff(old, new)) == [("renumbered", "一、作风"), ("renumbered", "二、学习")]


def test_of_two_equal_headings_the_one_that_went_is_removed() -> None:
    first, second = head(1, "成效", body("水通了。")), head(1, "成效", body("路修了。"))
    changes = diff(paper(first, second), paper(copy.deepcopy(second)))
    assert [(change.kind, change.old) for change in changes] == [("removed", first)]
    assert changes[0].old is first


def test_of_two_bare_headings_the_children_tell_which_went() -> None:
    first = head(1, "成效", head(1, "通水", family="x"))
    second = head(1, "成效", head(1, "修路", family="x"))
    assert told(diff(paper(first, second), paper(copy.deepcopy(second)))) == [("removed", "一、成效"), ("removed", "(1)通水")]


def test_of_two_equal_headings_the_text_tells_which_went_when_the_children_changed() -> None:
    first = head(1, "成效", body("水通了。"), head(1, "渠道", family="x"))
    second = head(1, "成效", body("路修了。"), head(1, "桥梁", family="x"))
    changed = head(1, "成效", body("路修了。"), head(1, "桥梁", body("两座。"), family="x"))
    changes = diff(paper(first, second), paper(changed))
    assert told(changes) == [("removed", "一、成效"), ("removed", "(1)渠道"), ("text-changed", "(1)桥梁")]
    assert changes[0].old is first


def test_of_two_equal_titles_the_text_tells_which_got_a_new_number() -> None:
    old = paper(head(1, "成效", body("水通了。")), head(2, "成效", body("路修了。")))
    new = paper(head(3, "成效", body("路修了。")))
    assert told(diff(old, new)) == [("removed", "一、成效"), ("renumbered", "三、成效")]


def test_of_two_equal_titles_the_number_tells_which_got_a_new_text() -> None:
    old = paper(head(1, "成效", body("水通了。")), head(2, "成效", body("路修了。")))
    new = paper(head(2, "成效", body("电来了。")))
    assert told(diff(old, new)) == [("removed", "一、成效"), ("text-changed", "二、成效")]


@pytest.mark.parametrize("with_text", [True, False])
def test_two_equal_titles_that_moved_are_known_by_what_they_hold(with_text: bool) -> None:
    def result(text: str, below: str, more: str = "") -> Section:
        inner = head(1, below, *([body(more)] if more else []), family="x")
        return head(1, "成效", *([body(text)] if with_text else []), inner, family="x")

    old = paper(head(1, "东村", result("水通了。", "渠道"), result("路修了。", "桥梁")), head(2, "西村"), head(3, "北村"))
    more = "两座。" if with_text else ""
    new = paper(head(1, "东村"), head(2, "西村", result("路修了。", "桥梁", more)), head(3, "北村", result("水通了。", "渠道", more)))
    changes = [change for change in diff(old, new) if change.path[-1] == "(1)成效"]
    assert [(change.kind, change.details["new"]) for change in changes] == [("moved", "二、西村"), ("moved", "三、北村")]


def test_of_two_that_are_alike_the_one_with_the_number_is_taken() -> None:
    old = paper(head(2, "健全会议制度"))
    new = paper(head(1, "健全会议规矩"), head(2, "健全会议办法"))
    assert told(diff(old, new)) == [("added", "一、健全会议规矩"), ("retitled", "二、健全会议办法")]


def test_what_moved_no_longer_tells_where_its_neighbours_stood() -> None:
    old = paper(head(1, "甲事"), head(2, "乙物"), head(3, "丙人"), head(4, "丁地"))
    new = paper(head(1, "甲事"), head(4, "丁地", head(2, "乙物")))
    assert told(diff(old, new)) == [("removed", "三、丙人"), ("moved", "二、乙物")]


def test_the_same_title_in_another_case_is_no_move_where_the_text_is_strange() -> None:
    old = paper(head(1, "东村", head(1, "成效", body("水渠修到了田头，灌溉不愁。"), family="x")), head(2, "西村"))
    new = paper(head(1, "东村"), head(2, "西村", head(1, "成效", body("夜校开了三个班次。"), family="x")))
    assert told(diff(old, new)) == [("removed", "(1)成效"), ("added", "(1)成效")]


def test_a_long_text_tells_where_a_section_went_under_a_new_title() -> None:
    text = "全镇建成垃圾分类投放点四十六处，聘请督导员逐户上门讲解。"
    old = paper(head(1, "东片", head(1, "分类", body(text), family="x")), head(2, "西片"))
    new = paper(head(1, "东片"), head(2, "西片", head(1, "环境整治", body(text), family="x")))
    assert told(diff(old, new)) == [("moved", "(1)环境整治"), ("retitled", "(1)环境整治")]


def test_an_alike_title_is_the_same_heading_under_a_new_number() -> None:
    old = paper(head(1, "学习"), head(2, "健全党员联系群众制度"))
    new = paper(head(1, "学习"), head(3, "健全干部联系群众制度"))
    assert told(diff(old, new)) == [("renumbered", "三、健全干部联系群众制度"), ("retitled", "三、健全干部联系群众制度")]


def test_removed_headings_stand_where_they_were() -> None:
    old = paper(head(1, "甲事"), head(2, "乙物"), head(3, "丙人"), head(4, "丁地"))
    new = paper(head(1, "甲事", body("改。")), head(4, "丁地", body("改。")))
    assert told(diff(old, new)) == [
        ("text-changed", "一、甲事"),
        ("removed", "二、乙物"),
        ("removed", "三、丙人"),
        ("text-changed", "四、丁地"),
    ]


@pytest.mark.parametrize("empty_first", [True, False])
def test_an_empty_document_against_a_full_one(empty_first: bool) -> None:
    empty, full = paper(), paper(head(1, "学习", head(1, "读书", family="x")))
    kinds = told(diff(empty, full) if empty_first else diff(full, empty))
    kind = "added" if empty_first else "removed"
    assert kinds == [(kind, "一、学习"), (kind, "(1)读书")]


def test_thousands_of_siblings_are_compared_with_their_neighbours_alone() -> None:
    old = paper(*(head(None, f"第{at}项工作的落实情况与说明", kind="lead") for at in range(4000)))
    new = copy.deepcopy(old)
    for section in new.root.sections:
        section.title += "（修订）"
    assert {change.kind for change in diff(old, new)} == {"retitled"}
    assert len(diff(old, new)) == 4000


def test_a_chain_as_deep_as_recursion_never_goes() -> None:
    def chain(last: str) -> Document:
        document = paper()
        section = document.root
        for _ in range(5000):
            section.children.append(head(1, "层"))
            section = section.sections[0]
        section.title = last
        return document

    (change,) = diff(chain("底"), chain("地"))
    assert (change.kind, len(change.path)) == ("retitled", 5000)
