"""What files say of their headings meets the evidence of the text."""

import random
import sys
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import casekit
from casekit.cli.evidence import EVIDENCE, FAMILIES
from casekit.ladder import BY_ID
from casekit.parser import explain, parse
from casekit.readers import Options, read_bytes
from casekit.source import Hint, Source
from pdf_files import Printer
from score import score
from word_documents import DOCUMENTS

DUMP = (Path(__file__).parent.parent / "data/raw/village-library-cases.txt").read_text(encoding="utf-8")
BODY = "这里写着一段正文，说明事情的经过和结果，并不是什么标题。"


def tree(data, name, **options):
    """Depth, marker and title of every heading."""
    return rows(casekit.parse(read_bytes(data, name, options=Options(**options))))


def rows(document):
    return [(row["level"], row["marker"], row["title"]) for row in document.outline()]


def source(*lines):
    """A text of (line, level or None), with the levels as hints."""
    hints, at = [], 0
    for line, level in lines:
        if level is not None:
            hints.append(Hint(at, at + len(line), "level", level))
        at += len(line) + 1
    return Source("".join(f"{line}\n" for line, _ in lines), hints=hints)


def gold_of(text, headings):
    """The gold of a document as golden cases have it."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:row]) for row in range(len(lines))]
    found, stack, row = [], [], 0
    for heading in headings:
        words = "".join((heading.marker + heading.title).split())
        while not "".join(lines[row].split()).startswith(words) or "……" in lines[row] or lines[row][-2:-1] == "\t":
            row += 1  # entries of contents are no headings
        del stack[heading.depth - 1 :]
        parent = stack[-1] if stack else -1
        stack.append(len(found))
        place = {"line": row + 1, "start": starts[row], "marker": heading.marker.strip(), "title": heading.title.strip("　 。")}
        found.append({**place, "parent": parent, "run_in": False, "optional": heading.optional})
        row += 1
    return {"headings": found}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_word_documents_of_offices_give_the_tree_that_an_editor_would_draw(name):
    word = DOCUMENTS[name]()
    read = read_bytes(word.data(), f"{name}.docx")
    gold = gold_of(read.text, word.gold)
    result = score(gold, casekit.parse(read).outline(items=True), read.text)
    assert (result.missed, result.invented, result.misplaced, result.perfect) == ([], [], [], True)
    assert result.titles_right == result.titles


def test_headings_that_only_a_style_tells_are_headings_on_their_level():
    text = source(("概况", 1), (BODY, None), ("人员", 2), (BODY, None), ("经费", 2), (BODY, None), ("建议", 1), (BODY, None))
    document = parse(text)
    assert rows(document) == [(1, "", "概况"), (2, "", "人员"), (2, "", "经费"), (1, "", "建议")]
    assert {(row["kind"], row["family"], row["number"]) for row in document.outline()} == {("lead", "styled", None)}
    assert rows(parse(Source(text.text))) == []


def test_a_level_decides_where_the_numbers_leave_a_choice():
    lines = ("一、概况", "1、人员", "（一）窗口", "2、经费", "二、建议")
    under = parse(source(*zip(lines, (1, 2, 3, 2, 1), strict=True)))
    beside = parse(source(*zip(lines, (1, 3, 2, 3, 1), strict=True)))
    assert [row[0] for row in rows(under)] == [1, 2, 3, 2, 1]
    assert [row[0] for row in rows(beside)] == [1, 2, 2, 3, 1]


def test_numbers_outvote_a_level_that_breaks_their_series():
    lines = [(f"{number}、{title}", 1) for number, title in zip("一二三四五六", ("甲", "乙", "丙", "丁", "戊", "己"), strict=True)]
    lines = [row for line in lines for row in (line, ("（一）办法", 2), (BODY, None), ("（二）成效", 2), (BODY, None))]
    lines[5] = (lines[5][0], 2)  # 二、 was given the style of the headings below it
    document = parse(source(*lines))
    assert [row[0] for row in rows(document)] == [1, 2, 2] * 6
    told = next(section for section in document.root.headings() if section.marker == "二、")
    assert ("heading-2-in-the-file", 2.5) in told.evidence


def test_what_a_level_cost_is_told():
    lines = [(f"{number}、{title}", 1) for number, title in zip("一二三四", "甲乙丙丁", strict=True)]
    lines = [row for line in lines for row in (line, ("（一）办法", 2), (BODY, None), ("（二）成效", 2), (BODY, None))]
    lines[6] = (lines[6][0], 1)
    document = parse(source(*lines))
    assert [row[0] for row in rows(document)] == [1, 2, 2] * 4
    notes = dict(list(document.root.headings())[4].evidence)
    assert notes["against-its-level"] < -1


def test_levels_that_are_all_alike_only_tell_what_is_a_heading():
    flat = "".join(f"## {line}\n\n正文说明。\n\n" for line in ("一、概况", "（一）人员", "（二）经费", "二、建议", "参考资料"))
    wanted = [(1, "一、", "概况"), (2, "（一）", "人员"), (2, "（二）", "经费"), (1, "二、", "建议"), (1, "", "参考资料")]
    assert tree(flat.encode(), "a.md") == wanted
    assert tree(flat.encode(), "a.md", relevel=True) == wanted
    wrong = flat.replace("## （", "# （").replace("## 二", "#### 二")
    assert tree(wrong.encode(), "a.md", relevel=True) == wanted


def test_levels_that_contradict_the_numbers_throughout_are_forgotten():
    lines = (("一、甲", 3), ("（一）子", 1), ("（二）丑", 3), ("二、乙", 1), ("（一）寅", 2), ("（二）卯", 1), ("三、丙", 2), ("四、丁", 3))
    assert [row[0] for row in rows(parse(source(*lines)))] == [1, 2, 2, 1, 2, 2, 1, 1]


def test_a_marker_on_a_line_that_is_text_to_the_file_is_doubted():
    lines = [("1. 安装", 1), (BODY, None), ("2. 使用", 1), (BODY, None), ("3. 维护", 1), (BODY, None), ("5. 号楼的住户反映电梯停运", None)]
    document = parse(source(*lines))
    assert [row[1] for row in rows(document)] == ["1.", "2.", "3."]
    assert [row[1] for row in rows(parse(Source(source(*lines).text)))] == ["1.", "2.", "3.", "5."]


def test_a_paragraph_in_the_style_of_a_heading_is_no_heading():
    lines = [("概况", 1), (BODY * 2, 1), ("人员", 2), (BODY, None), (BODY, None), (BODY, None)]
    assert rows(parse(source(*lines))) == [(1, "", "概况"), (2, "", "人员")]
    assert rows(parse(source(*((BODY * 2 + str(at), 1 + at % 2) for at in range(5))))) == []


def test_the_only_heading_of_the_highest_level_at_the_head_is_the_title():
    text = "# 年度总结\n\n开头的话说明来意。\n\n## 概况\n\n正文说明。\n\n### 人员\n\n正文说明。\n\n## 建议\n\n正文说明。\n"
    document = casekit.parse(read_bytes(text.encode(), "a.md"))
    assert rows(document) == [(1, "", "概况"), (2, "", "人员"), (1, "", "建议")]
    assert (document.root.blocks[0].kind, document.root.blocks[0].text) == ("title", "年度总结")


def test_the_title_ends_where_the_file_says():
    document = casekit.parse(read_bytes(DOCUMENTS["contract"]().data(), "a.docx"))
    title, below = document.root.blocks[:2]
    assert (title.kind, title.text, below.kind, below.text) == ("title", "房屋租赁合同", "paragraph", "甲方：柳河街道办事处")
    hints = [Hint(0, 4, "title", 1), Hint(5, 9, "title", 1)]
    whole = parse(Source("社区食堂\n运营章程\n第一稿说明\n一、总则\n" + BODY, hints=hints))
    assert [(block.kind, block.text) for block in whole.root.blocks] == [("title", "社区食堂运营章程"), ("paragraph", "第一稿说明")]


def test_a_heading_of_two_lines_is_one():
    lines = "年度工作总结\n（征求意见稿）\n" + BODY + "\n下年打算\n一、甲\n" + BODY + "\n"
    first, second = lines.index("\n" + BODY), lines.index("\n一、甲")
    hints = [Hint(0, first, "level", 1), Hint(lines.index("下年"), second, "level", 1)]
    text = Source(lines, hints=hints)
    assert rows(parse(text)) == [(1, "", "年度工作总结（征求意见稿）"), (1, "", "下年打算"), (2, "一、", "甲")]
    assert [(join.line, join.glue) for join in next(parse(text).root.headings()).joins] == [(2, "")]


@pytest.mark.parametrize("ahead", ["<p>首页</p>", "<p>首页</p><p>新闻</p><p>当前位置：首页 > 通知</p>"])
def test_what_a_site_puts_above_the_title_is_no_part_of_it(ahead):
    page = f"{ahead}<h1>关于检查情况的通报</h1><p>2024-03-01</p><h2>一、情况</h2><p>甲。</p><h2>二、要求</h2><p>乙。</p>"
    blocks = casekit.parse(read_bytes(page.encode(), "a.html")).root.blocks
    kinds = [block.kind.replace("furniture", "paragraph") for block in blocks]
    assert kinds == ["paragraph"] * ahead.count("<p>") + ["title", "date"]
    assert blocks[-2].text == "关于检查情况的通报"


def test_headings_of_web_pages_without_numbers():
    page = f"<h2>概况</h2><p>{BODY}</p><h3>人员</h3><p>{BODY}</p><h3>经费</h3><p>{BODY}</p><h2>建议</h2><p>{BODY}</p>"
    assert tree(f"<html><body>{page}</body></html>".encode(), "a.html") == [
        (1, "", "概况"),
        (2, "", "人员"),
        (2, "", "经费"),
        (1, "", "建议"),
    ]


def test_bookmarks_of_a_pdf_tell_headings_without_numbers():
    printer = Printer()
    for title, level in (("概况", 0), ("人员", 1), ("经费", 1), ("建议", 0)):
        printer.bookmark(title, level)
        printer.line(title, size=16 - 2 * level)
        printer.paragraph(BODY)
    assert tree(printer.data(), "a.pdf") == [(1, "", "概况"), (2, "", "人员"), (2, "", "经费"), (1, "", "建议")]


def test_bold_lines_of_two_sizes_are_leads_on_two_levels():
    document = casekit.parse(read_bytes(DOCUMENTS["faked"]().data(), "a.docx"))
    assert [(row["kind"], row["family"], row["level"]) for row in document.outline()][:3] == [
        ("lead", "looked", 1),
        ("lead", "looked", 1),
        ("lead", "looked", 2),
    ]


def test_regions_of_the_file_are_no_headings_and_headings_end_what_looked_like_one():
    fenced = "## 一、安装\n\n正文说明。\n\n```\n二、不是标题\n三、也不是\n```\n\n## 二、使用\n\n正文说明。\n"
    assert tree(fenced.encode(), "a.md") == [(1, "一、", "安装"), (1, "二、", "使用")]
    table = "<tr><td>一、甲</td><td>1</td></tr><tr><td>二、乙</td><td>2</td></tr>"
    page = f"<h2>一、安装</h2><p>{BODY * 3}</p><table>{table}</table><h2>二、使用</h2><p>{BODY}</p>"
    assert tree(f"<html><body>{page}</body></html>".encode(), "a.html") == [(1, "一、", "安装"), (1, "二、", "使用")]


def test_explain_shows_what_the_file_says():
    told = explain(source(("概况", 1), (BODY, None), ("人员", 2), (BODY, None), ("一、甲", 2), (BODY, None), ("建议", 1)), 3)
    (reading,) = told.readings
    assert (told.verdict, reading.family, reading.number, reading.believed) == ("lead", "styled", None, True)
    assert reading.parent.startswith("1: 概况") and ("heading-2-in-the-file", 4.0) in reading.evidence


def test_what_the_file_says_is_told_in_words():
    names = set()
    for make in DOCUMENTS.values():
        source = read_bytes(make().data(), "a.docx")
        for section in parse(source).root.headings(items=True):
            names |= {name for name, _ in section.evidence}
        for line in range(1, len(source.starts)):
            names |= {reading.reason for reading in explain(source, line).readings if line < 12}
    assert {"styled", "looked", "heading-1-in-the-file", "text-in-the-file", "looks-like-a-heading", "by-its-level"} <= names
    assert names <= {*EVIDENCE, *FAMILIES, *BY_ID, ""}


def test_hints_that_speak_of_no_heading_change_nothing():
    hints = [Hint(at, at + 3, kind, value) for at in range(0, 900, 30) for kind, value in (("font", "宋体"), ("number", 1), ("anchor", 1))]
    assert parse(Source(DUMP, hints=hints)) == parse(Source(DUMP))


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_file_says_nothing_of_its_text_is_lost(seed):
    chance = random.Random(seed)
    cases = sorted((Path(__file__).parent / "cases").glob("*.txt"))
    text = chance.choice(cases).read_text(encoding="utf-8", errors="replace")
    hints, at = [], 0
    for line in text.split("\n"):
        if line.strip() and chance.random() < 0.3:
            kind = chance.choice(("level", "level", "bold", "bookmark", "title", "size"))
            hints.append(Hint(at + len(line) - len(line.lstrip()), at + len(line.rstrip()), kind, chance.choice((0, 1, 2, 3, 9))))
        if chance.random() < 0.1:
            hints.append(Hint(at, min(len(text), at + chance.randint(1, 200)), "region", chance.choice(("table", "toc", "code", "note"))))
        at += len(line) + 1
    hints.sort(key=lambda hint: (hint.start, -hint.end))
    at = 0
    for start, end in parse(Source(text, hints=hints)).leaves():
        assert at <= start <= end and not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def beside_tables(count):
    """Tables that the file tells, captions that the text shows."""
    text, hints = [], []
    at = 0
    for number in range(count):
        lines = (f"图 {number % 90 + 1} 桥面", BODY, "1、甲", "2、乙", "3、丙")
        length = sum(len(line) + 1 for line in lines)
        hints.append(Hint(at + length - 8, at + length - 1, "region", "table"))
        text += lines
        at += length
    return Source("\n".join([*text, ""]), hints=hints)


def bookmarks(count):
    """Bookmarks over one another, each over all blank lines."""
    return Source("甲\n" + "\n" * count + "乙丙\n", hints=[Hint(2, count + 4, "bookmark", 1)] * count)


def nested_tables(count):
    """Tables in one another that frame a text as short as they are long."""
    cells = "甲\n" * count + BODY * 3 + "\n"
    hints = [Hint(2 * at, len(cells) - 1, "region", "table") for at in range(count)]
    return Source(cells + "好。\n" * count, hints=hints)


@pytest.mark.parametrize("make", [beside_tables, bookmarks, nested_tables])
def test_hints_take_time_in_proportion_to_their_number(make):
    seconds = []
    for count in (2000, 8000):
        made = make(count)
        runs = []
        for _ in range(2):
            begin = process_time()
            parse(made)
            runs.append(process_time() - begin)
        seconds.append(min(runs))
    assert seconds[1] < 8 * seconds[0] + 0.1  # 16 times with the square


def test_a_torn_marker_is_believed_once_for_its_level():
    text = "第\n一章 总则\n" + BODY + "\n第\n二章 附则\n" + BODY + "\n"
    second = text.index("第\n二")
    document = parse(Source(text, hints=[Hint(0, 8, "level", 1), Hint(second, second + 8, "level", 1)]))
    chapter = document.root.sections[0]
    assert [name for name, _ in chapter.evidence].count("heading-in-the-file") == 1


@pytest.mark.parametrize("family", ["一、", "1."])
def test_a_title_ends_before_the_heading_inside_its_line(family):
    """Letters larger than others raise the belief in a title without a number; a marker behind a gap in it is believed anyway."""
    first, second = ("一、", "二、") if family == "一、" else ("1.", "2.")
    text = f"{first}补桥\n{BODY}\n{second}修路\n{BODY}\n清淤经验　　一、分段承包\n1.丙事\n{BODY}\n2.丁事\n{BODY}\n"
    at = text.index("清淤")
    document = parse(Source(text, hints=[Hint(at, at + 13, "size", 22.5)]))
    headings = [(level, marker + title) for level, marker, title in rows(document)]
    assert headings[2:4] == [(1, "清淤经验"), (2, "一、分段承包")]
    leaves = list(document.leaves())
    assert all(before[1] <= behind[0] for before, behind in pairwise(leaves))
