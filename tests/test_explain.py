"""`explain` in words: every name is worded, headings are found by what they are called, nothing of a text steers."""

import json
import re
from pathlib import Path

import pytest

from casekit.cli.evidence import EVIDENCE, FAMILIES, KINDS, worded
from casekit.cli.language import TABLE
from casekit.cli.phrases import PHRASES
from casekit.ladder import BY_ID
from casekit.model import BLOCK_KINDS, HEADING_KINDS, walk
from casekit.parser import explain, parse
from casekit.readers import read_path
from commandline import STEERING, here, run  # noqa: F401

CASES = Path(__file__).parent / "cases"
LAW = "第一章 总则\n第一条 为了规范村口晒场的使用，制定本约定。\n第二条 晒场由各户轮流使用。\n第二章 附则\n第三条 本约定自秋收起施行。\n"


def test_every_name_that_the_parser_uses_is_worded():
    names, reasons = set(), set()
    for path in sorted(CASES.glob("*.txt")):
        source = read_path(path)
        document = parse(source)
        for section in walk(document.root):
            names |= {name for name, _ in section.evidence}
        for line in range(1, min(len(source.starts), 4) + 1):
            reasons |= {reading.reason for reading in explain(source, line).readings}
    assert len(names - set(BY_ID)) > 8 and names <= {*BY_ID, *FAMILIES, *EVIDENCE}
    assert len(reasons) > 4 and reasons <= {*EVIDENCE, ""}
    assert {*BLOCK_KINDS, *HEADING_KINDS, "blank"} == set(KINDS)
    assert all(english != chinese and english and chinese for english, chinese in (*EVIDENCE.values(), *KINDS.values()))
    assert worded(EVIDENCE, "a-name-of-tomorrow", "zh") == "a-name-of-tomorrow"


def test_no_text_is_in_two_tables():
    assert not set(PHRASES) & set(TABLE)


def test_what_spoke_for_and_against_adds_up(run):  # noqa: F811
    out = run("explain", "gap.txt:6")[1]
    weights = re.findall(r"^ +([+-]\d\.\d\d)  (for|against|in all)", out, re.MULTILINE)
    assert [side for _, side in weights] == ["for", "against", "in all"]
    assert sum(float(weight) for weight, side in weights[:-1]) == pytest.approx(float(weights[-1][0]))
    assert "numbers before it are missing (gap)" in out and "level 3, " in out and "under 第一篇 老旧小区改造 › 一、主要做法" in out
    assert "parent: line 3, 一、主要做法" in out and "natural logarithms" in out
    chinese = run("--lang", "zh", "explain", "gap.txt:6")[1]
    assert "这一行是标题。" in chinese and "反对  前面缺少序号 (gap)" in chinese and "上级：第 3 行 一、主要做法" in chinese
    assert not re.search("[a-z]{4,} [a-z]{3,}", chinese.split("\n", 1)[1])


def test_the_runner_up_is_told_in_words(run):  # noqa: F811
    Path("x.txt").write_text("一、先说\n（一）旧\n1.甲事\n说明。\n（三）新\n说明。\n")
    out = run("explain", "x.txt:5")[1]
    told = re.search(r"next best reading: (.*); (\d\.\d\d) behind: ([\d.]+) times less likely", out)
    assert told and re.match(r"\S+ .*; parent: (line \d+, .*|none, first level)$|no heading at all$", told[1])
    assert float(told[3]) == pytest.approx(2.718281828 ** float(told[2]), rel=0.2)
    assert "none came near" in run("explain", "clean.txt:3")[1]


@pytest.mark.parametrize(
    ("heading", "lines"),
    [("第二条", [3]), ("2", [3, 4]), ("附则", [4]), ("第二章附则", [4]), ("第二章 附则", [4]), ("总", [1]), ("第", [1, 2, 3, 4, 5])],
)
def test_headings_are_found_by_what_they_are_called(run, heading, lines):  # noqa: F811
    Path("law.txt").write_text(LAW)
    code, out, err = run("explain", "law.txt", "--heading", heading, "--format", "json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err, [row["line"] for row in rows]) == (0, "", lines)
    assert all(row["headings"][0]["confidence"] > 0.5 and row["verdict"] == "heading" for row in rows)


def test_a_heading_that_is_not_there(run):  # noqa: F811
    for heading in ("没有这样的", "99", " "):
        code, out, err = run("explain", "gap.txt", "--heading", heading)
        assert code == 2 and out == "" and f"gap.txt: no heading {heading!r}" in err


def test_a_lead_in_tells_its_own_evidence(run):  # noqa: F811
    words = ("灌溉", "修路", "助老", "通信")
    text = [f"坚持{word}优先,办好{word}实事。各村把{word}的事列成清单,逐件销号,月底公示。\n" for word in words]
    Path("leads.txt").write_text("一、做法\n" + "".join(text))
    out = run("explain", "leads.txt:3")[1]
    assert "a heading without a number" in out and "(parallel-sentences)" in out and "No reading" not in out


def test_nothing_of_a_text_steers(run):  # noqa: F811
    Path("bad.txt").write_text("一、坏\x1b[31m\u202e题\n（一）\x07下\n（三）再\x9b2J\n")
    for place in ("bad.txt:1", "bad.txt:2", "bad.txt:3"):
        code, out, err = run("explain", place)
        assert code == 0 and not STEERING.search(out + err)
    assert not STEERING.search(run("explain", "bad.txt", "--heading", "（三）")[1])
    colored = run("explain", "bad.txt:3", "--color", "always")[1]
    assert "\x1b[32m" in colored and not STEERING.search(re.sub(r"\x1b\[[0-9;]*m", "", colored))
