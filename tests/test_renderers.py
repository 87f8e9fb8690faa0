"""What a tree looks like as Markdown and as plain text."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casekit.errors import ConfigError
from casekit.model import BLOCK_KINDS, Block, Document, Join, Section, nodes
from casekit.parser import parse
from casekit.renderers import RENDERERS, render, visible
from casekit.source import Origin, Source

TEXTS = st.text(st.sampled_from("每周学习一次。，：；？！“”（）*#-+>1.`|_[]<>&~$=\\ \u3000\t\n\r\x1b\x9b"), min_size=1, max_size=24)


def body(text: str, kind: str = "paragraph", lost: str = "") -> Block:
    return Block(kind, text, 0, len(text), 1, 1, lost=lost)


def head(marker: str, title: str, *children: Section | Block, kind: str = "heading", **more: object) -> Section:
    section = Section(kind, marker=marker, title=title, end=1, family="x", children=list(children))
    for name, value in more.items():
        setattr(section, name, value)
    return section


def paper(*children: Section | Block) -> Document:
    return Document(Origin(), Section("root", children=list(children)))


@st.composite
def papers(draw: st.DrawFn) -> Document:
    document = paper(*draw(st.lists(st.builds(body, TEXTS, st.sampled_from(BLOCK_KINDS)), max_size=2)))
    places = [document.root]
    for _ in range(draw(st.integers(0, 10))):
        parent = draw(st.sampled_from(places))
        kind = draw(st.sampled_from(("case", "heading", "item", "lead")))
        section = head(
            "" if kind == "lead" else draw(st.sampled_from(("一、", "（一）", "1.", "第一条", "【篇一】", "附件1"))),
            draw(TEXTS | st.just("")),
            *draw(st.lists(st.builds(body, TEXTS, st.sampled_from(BLOCK_KINDS), st.sampled_from(("", "halves"))), max_size=3)),
            kind=kind,
            separator=draw(st.sampled_from(("", " ", "：", "\n"))),
            closing=draw(st.sampled_from(("", "。", "：", "】", "）"))),
            run_in=draw(st.booleans()),
            end=draw(st.sampled_from((0, 9))),
        )
        parent.children.append(section)
        places.append(section)
    return document


def squeezed(text: str) -> str:
    return "".join(visible(text).split())


def pieces(document: Document, left_out: tuple[str, ...] = ()) -> list[str]:
    """Every marker, title and text in the order in which a reader meets them."""
    found: list[str] = []
    for node in nodes(document.root):
        if isinstance(node, Block):
            found += [] if node.kind in left_out else [node.text]
        else:
            found += [node.title, node.marker] if node.suffixed else [node.marker, node.title]
    return [squeezed(piece) for piece in found]


def assert_in_order(wanted: list[str], text: str) -> None:
    at = 0
    for piece in wanted:
        place = text.find(piece, at)
        assert place >= 0, piece
        at = place + len(piece)


def read(markdown: str) -> str:
    """Markdown as a reader sees it: the words of the page without its marks and blanks."""
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


@given(papers())
def test_text_has_every_heading_and_block_in_order(document: Document) -> None:
    assert_in_order(pieces(document), squeezed(render(document, "text")))


@given(papers())
def test_markdown_shows_every_heading_and_block_in_order_as_it_is(document: Document) -> None:
    assert_in_order(pieces(document, left_out=("furniture", "toc")), read(render(document)))


@given(papers(), st.sampled_from([name for name, row in RENDERERS.items() if not row.binary]))
def test_no_control_character_comes_out(document: Document, to: str) -> None:
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", render(document, to).replace("\r\n", "\n")) is None


@given(st.text())
def test_visible_text_can_be_encoded_and_shown_again_unchanged(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("红\x1b[31m字", "红␛[31m字"),
        ("响\x07铃\x7f", "响␇铃␡"),
        ("\x9b2J", "⟨U+009B⟩2J"),
        ("上\x0c下\x85左", "上 下 左"),
        ("一\r\n二\r三\t四", "一\n二\n三\t四"),
        ("半\ud800字\ufffe", "半⟨U+D800⟩字⟨U+FFFE⟩"),
        ("平常的文字，ＡＢＣ。", "平常的文字，ＡＢＣ。"),
    ],
)
def test_controls_are_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ConfigError) as caught:
        render(paper(), "papyrus")
    assert caught.value.message == "cannot render to 'papyrus': use one of " + ", ".join(RENDERERS)
    assert caught.value.message_zh == "无法输出为 'papyrus'：可选 " + "、".join(RENDERERS)


@pytest.mark.parametrize("to", ["markdown", "text"])
def test_an_empty_document_is_an_empty_text(to: str) -> None:
    assert render(paper(), to) == ""
    assert render(paper(body(" \n "), head("", "")), to) == ""


def test_rendering_goes_to_any_depth() -> None:
    document = paper()
    section = document.root
    for _ in range(3000):
        section.children.append(head("一、", "层"))
        section = section.sections[0]
    assert render(document, "text") == "一、层\n" * 3000
    assert render(document).count("**一、层**") == 3000 - 6


TEXT_CASES = {
    "a heading and its text": (
        [head("一、", "基本情况", body("全村有三个小组。"), body("水田居多。"))],
        "一、基本情况\n\n全村有三个小组。\n水田居多。\n",
    ),
    "run-in text behind the closing mark": (
        [head("（一）", "抓学习", body("每周一课。"), body("另有夜校。"), run_in=True, closing="。")],
        "（一）抓学习。每周一课。\n另有夜校。\n",
    ),
    "run-in text behind a colon and a separator": (
        [head("第一篇", "河东村", body("河东村在山里。"), separator="：", closing="：", run_in=True)],
        "第一篇：河东村：河东村在山里。\n",
    ),
    "a blank behind a colon stays": (
        [head("一、", "目标", Block("paragraph", "全镇通水。", 6, 11, 1, 1), closing=":", leaf=(0, 5), run_in=True)],
        "一、目标: 全镇通水。\n",
    ),
    "run-in text that had a wide gap before it": ([head("1.", "目的", body("弄清家底。"), run_in=True)], "1.目的。弄清家底。\n"),
    "a question needs no mark behind it": ([head("1.", "为何要改？", body("不改不行。"), run_in=True)], "1.为何要改？不改不行。\n"),
    "a quoted exclamation needs none either": (
        [head("1.", "喊出“向我看！”", body("说到做到。"), run_in=True)],
        "1.喊出“向我看！”说到做到。\n",
    ),
    "an article": ([head("第一条", "", body("为了节水，制定本办法。"), run_in=True)], "第一条\u3000为了节水，制定本办法。\n"),
    "an article with a separator": ([head("第二条", "", body("适用于本镇。"), separator=" ", run_in=True)], "第二条 适用于本镇。\n"),
    "an article with a caption": (
        [head("第三条", "职责", body("水务站负责。"), separator="（", closing="）", run_in=True)],
        "第三条（职责）水务站负责。\n",
    ),
    "a marker alone keeps its distance from the text": ([head("二、", "", body("照旧"))], "二、\n\n照旧\n"),
    "a title below its marker stays there": ([head("第一章", "总则", separator=" \n　")], "第一章\n总则\n"),
    "a wrapped title is one line": ([head("一、", "坚持\r\n两手抓")], "一、坚持 两手抓\n"),
    "a marker behind its title": ([head("【篇一】", "工作总结", body("回顾全年，"), end=0)], "工作总结【篇一】\n\n回顾全年，\n"),
    "text behind a marker behind its title": (
        [head("【篇一】", "总结", body("回顾全年。"), end=0, run_in=True)],
        "总结【篇一】\u3000回顾全年。\n",
    ),
    "a lead-in": ([head("", "强基础", body("把路修好。"), kind="lead", closing="。", run_in=True)], "强基础。把路修好。\n"),
    "a named section": ([head("", "基本案情", body("两家争水。"), kind="lead", closing="】：", run_in=True)], "【基本案情】：两家争水。\n"),
    "a lead-in as run-in text": (
        [head("一、", "做法", head("", "强基础", body("把路修好。"), kind="lead", closing="。", run_in=True), closing="。", run_in=True)],
        "一、做法。强基础。把路修好。\n",
    ),
    "a numbered heading is never run in": (
        [head("一、", "做法", head("（一）", "修路"), run_in=True, closing="：")],
        "一、做法：\n（一）修路\n",
    ),
    "run-in is for a heading's own text": (
        [head("一、", "做法", head("1.", "修路", run_in=True), body("署名", "signature"))],
        "一、做法\n1.修路\n\n署名\n",
    ),
    "unfinished paragraphs stay apart": ([body("先修路，"), body("再通水。"), body("后种树。")], "先修路，\n\n再通水。\n后种树。\n"),
    "a quoted sentence is finished": (
        [body("他说：“修路。”"), body("又说（通水。）"), body("附（图）"), body("完。")],
        "他说：“修路。”\n又说（通水。）\n附（图）\n\n完。\n",
    ),
    "a loss keeps its line break": ([body("先修路，"), body("再通水。", lost="halves")], "先修路，\n再通水。\n"),
    "furniture before a loss changes nothing": (
        [body("先修路，"), body("— 3 —", "furniture"), body("再通水。", lost="halves")],
        "先修路，\n— 3 —\n再通水。\n",
    ),
    "a table keeps its lines": ([body("村\t户\r\n东\t12", "table")], "村\t户\n东\t12\n"),
}


@pytest.mark.parametrize("name", TEXT_CASES)
def test_text(name: str) -> None:
    children, expected = TEXT_CASES[name]
    assert render(paper(*children), "text") == expected


def test_text_writes_a_joined_paragraph_on_one_line_and_a_long_joined_title_on_its_own() -> None:
    joined = Block("paragraph", "路通了，水也通了。", 0, 10, 1, 2, joins=[Join(4, 5, 2)])
    first, second = "关于进一步加强全镇农村人居环境综合整治工作的", "若干做法与体会以及下一阶段工作的具体打算"
    title = Block("title", first + second, 0, len(first + second) + 1, 1, 2, joins=[Join(len(first), len(first) + 1, 2)])
    assert render(paper(title, joined), "text") == f"{first}\n{second}\n路通了，水也通了。\n"
    assert render(paper(title)) == f"# {first}{second}\n"


def test_text_keeps_the_blank_lines_before_headings() -> None:
    first, second, third = head("一、", "甲", line=1), head("二、", "乙", line=4), head("三、", "丙", line=5)
    assert render(paper(first, second, third), "text") == "一、甲\n\n二、乙\n三、丙\n"


MARKDOWN_CASES = {
    "the title takes the first level": (
        [
            body("年度总结", "title"),
            body("——以河东村为例", "subtitle"),
            body("张小河", "byline"),
            head("一、", "做法", body("修路。"), head("（一）", "选线")),
        ],
        "# 年度总结\n\n**——以河东村为例**\n\n张小河\n\n## 一、做法\n\n修路。\n\n### （一）选线\n",
    ),
    "without a title the headings do": ([head("第一篇", "河东", separator="：", kind="case")], "# 第一篇：河东\n"),
    "only one title is the document's": ([body("总结", "title"), body("又一个", "title")], "# 总结\n\n**又一个**\n"),
    "run-in text is a paragraph": ([head("1.", "修路", body("先选线。"), closing="。", run_in=True)], "# 1.修路\n\n先选线。\n"),
    "an article": (
        [head("第一条", "职责", body("水务站负责。"), separator="（", closing="）", run_in=True)],
        "# 第一条（职责）\n\n水务站负责。\n",
    ),
    "a named section": ([head("", "基本案情", kind="lead", closing="】：")], "# 【基本案情】\n"),
    "a title below its marker": ([head("第一章", "总则", separator="\n")], "# 第一章\u3000总则\n"),
    "an item is a paragraph": (
        [head("1.", "锄头", kind="item", closing="；"), head("2)", "铁锹", body("两把。"), kind="item", run_in=True)],
        "1\\.锄头；\n\n2\\)铁锹。两把。\n",
    ),
    "an item with two paragraphs": (
        [head("（1）", "锄头", body("三把。"), body("借来的。"), kind="item", closing="：", run_in=True)],
        "（1）锄头：三把。\n\n借来的。\n",
    ),
    "contents and furniture are left out": ([body("一、做法……1", "toc"), body("- 2 -", "furniture"), body("正文。")], "正文。\n"),
    "an item whose text is left out takes no other": (
        [head("1.", "锄头", body("- 2 -", "furniture"), body("三把。"), kind="item", run_in=True, closing="。")],
        "1\\.锄头。\n\n三把。\n",
    ),
    "a table keeps its lines": ([body("村|户\n东|12", "table")], "村\\|户\\\n东\\|12\n"),
}


@pytest.mark.parametrize("name", MARKDOWN_CASES)
def test_markdown(name: str) -> None:
    children, expected = MARKDOWN_CASES[name]
    assert render(paper(*children)) == expected


def test_markdown_levels_end_at_six() -> None:
    document = paper(body("总结", "title"))
    section = document.root
    for marker in "abcdefg":
        section.children.append(head(marker, "）*层"))
        section = section.sections[0]
    lines = render(document).splitlines()
    assert lines[2::2] == [*("#" * (depth + 2) + f" {'abcde'[depth]}）\\*层" for depth in range(5)), "**f）\\*层**", "**g）\\*层**"]


# fmt: off
HOSTILE = [
    "# 不是标题", "####### 七个井号 ##", "- 不是列表", "+ 不是列表", "* 不是列表", "1. 不是列表", "12) 不是列表",
    "> 不是引用", "**县**镇的做法", "***", "---", "___", "===", "```python", "~~~", "~~删去~~", "`代码`与``更多``",
    "甲|乙|丙", "<script>alert(1)</script>", "<!-- 注释 -->", "[文字](http://例子)", "![图](a.png)", "[注]: http://a.b",
    "<http://a.b>", "&lt;与&amp;与&#35;", "snake_case_名", "末尾的反斜杠\\", "\\*已经转义\\*", "    四个空格", "\t制表符",
    "\u3000\u3000全角缩进", "两个空格换行  \n第二行", "标题\n===", "标题\n---", "|甲|乙|\n|-|-|\n|1|2|",
]
# fmt: on


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["paragraph", "subtitle", "table", "title"])
def test_markdown_reads_nothing_in_a_text(text: str, kind: str) -> None:
    markdown = render(paper(body("甲", "title"), body(text, kind)))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    assert [token.type for token in tokens[3:]] == ["paragraph_open", "inline", "paragraph_close"]
    kinds = {child.type for child in tokens[4].children or []}
    assert kinds <= {"text", "text_special", "hardbreak"} | ({"strong_open", "strong_close"} if kind in ("subtitle", "title") else set())
    assert read(markdown) == "甲" + "".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_reads_nothing_in_a_heading(text: str) -> None:
    markdown = render(paper(head("", text, kind="lead"), head("1.", text), head("-", text, kind="item")))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    assert [token.type for token in tokens] == [
        *("heading_open", "inline", "heading_close") * 2,
        *("paragraph_open", "inline", "paragraph_close"),
    ]
    assert {child.type for token in tokens for child in token.children or []} <= {"text", "text_special"}
    words = "".join(text.split())
    assert read(markdown) == f"{words}1.{words}-{words}"


@pytest.mark.parametrize("text", [": 释义", "% 题目"])
def test_markdown_escapes_what_dialects_read_at_the_start_of_a_line(text: str) -> None:
    assert render(paper(body(text), body("甲" + text))) == f"\\{text}\n\n甲{text}\n"


def test_markdown_leaves_no_address_to_be_linked() -> None:
    text = "见 https://a.example/甲 或 WWW.a.example，写信到 a@b.example，式 $x$。"
    assert render(paper(body(text))) == "见 https\\://a.example/甲 或 WWW\\.a.example，写信到 a\\@b.example，式 \\$x\\$。\n"


ROUND_TRIPS = {
    "three levels": """关于河东村修渠引水的做法

　　河东村地处半山，常年缺水。
一、基本情况
　　全村三百户，水田不足百亩。
二、主要做法
（一）广泛动员。村里开了六次会，户户到场。
（二）精心施工。请来县里的技术员，沿山定线。
1.先挖主渠
主渠长四里，用工两千个。
2.再接支渠
支渠通到每块田头。
三、取得成效
渠成之后，当年增收。
""",
    "wrapped lines": """一、总体要求
    认真贯彻节约用水的各项要求，坚持全镇上下一盘
棋，把管水的责任落到每一个小组，把用水的账目公布
在每一块公示栏上，做到家家清楚，人人明白，年年有
进步。
二、工作安排
    第一季度完成管网普查，逐段登记老化的管道，并按
轻重缓急列出清单，报镇水务站备案后分批更换，费用
由镇里统筹安排，不向农户摊派，也不得拖欠施工队伍
的工钱。
""",
    "articles": """镇区用水管理办法
第一章 总则
第一条 为了规范镇区用水，保护水源，制定本办法。
第二条（适用范围）本办法适用于镇区内一切取水、用水活动。
第二章 职责
第三条 镇水务站履行下列职责：
（一）巡查水源；
（二）登记用户。
第四条 违反本办法的，责令限期改正。
""",
    "two cases": """第一篇：河东村修渠记
一、起因。天旱三年，井水见底，村民出门挑水要走五里山路。
二、经过。全村动手，历时八十天，主渠终于通到了村口的水塘。
第二篇：河西村办学记
一、起因。学校停办多年，孩子们每天翻山求学，家长日夜悬心。
二、经过。村民集资，腾出祠堂，请回了在外教书的三位老教师。
""",
    "a gap behind a label": """一、建设目标　　三年之内让全镇所有自然村都用上干净稳定的自来水。
二、建设内容　　新建水厂一座，铺设主管网四十公里，改造入户管道。
""",
}


def shape(document: Document) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for node in nodes(document.root):
        if isinstance(node, Block):
            rows.append((node.kind, node.text, bool(node.lost)))
        else:
            rows.append((node.kind, node.marker, node.family, node.number, node.title, node.level, node.run_in))
    return rows


@pytest.mark.parametrize("name", ROUND_TRIPS)
def test_text_parses_back_to_the_same_tree(name: str) -> None:
    document = parse(Source(ROUND_TRIPS[name]))
    assert len(document.outline(items=True)) >= 2
    text = render(document, "text")
    again = parse(Source(text))
    assert shape(again) == shape(document)
    assert render(again, "text") == text
