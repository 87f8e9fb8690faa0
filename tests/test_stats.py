"""`stats`: the numbers are those of the trees, for every case and for all, in a table, as JSON and as CSV."""

import csv
import io
import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

import casekit
from casekit.cli.cells import width
from casekit.cli.counting import count_cases
from casekit.model import walk
from casekit.rules import RULES, check
from commandline import CLEAN, GAP, STEERING, here, run  # noqa: F401


def numbers(run, *words):  # noqa: F811
    code, out, err = run("stats", *words, "--format", "json")
    assert code == 0 and err == ""
    return json.loads(out)


def test_a_case_is_counted(run):  # noqa: F811
    found = numbers(run, "gap.txt")
    document = casekit.parse(GAP)
    assert [case["title"] for case in found["cases"]] == ["老旧小区改造", "乡村图书室"]
    for value, case in zip(found["cases"], document.cases(), strict=True):
        sections = list(walk(case))
        texts = ["".join(block.text for block in section.blocks) for section in sections]
        confidences = [section.confidence for section in sections]
        assert value["headings"] == len(sections) and value["line"] == case.line
        assert value["characters"] == sum(map(len, texts)) + sum(len(section.title) for section in sections)
        assert value["longest_text"] == max(map(len, texts))
        assert value["depth"] == max(section.level for section in sections)
        assert value["families"] == dict(Counter(section.family for section in sections))
        assert value["confidence"]["mean"] == round(sum(confidences) / len(confidences), 3)
        assert value["confidence"]["least"] == round(min(confidences), 3)
    assert [case["findings"] for case in found["cases"]] == [{"CK101": 1}, {}]


def test_all_together(run):  # noqa: F811
    Path("bare.txt").write_text("晴\n")
    found = numbers(run, "gap.txt", "clean.txt", "bare.txt")
    cases, corpus = found["cases"], found["corpus"]
    assert (corpus["sources"], corpus["cases"], corpus["headings"]) == (3, 5, sum(case["headings"] for case in cases))
    sizes = sorted(case["characters"] for case in cases)
    assert corpus["characters"] == {"least": 1, "median": sizes[2], "p90": sizes[3], "most": sizes[-1], "total": sum(sizes)}
    assert corpus["depths"] == {"0": 1, "2": 2, "3": 2}
    rows = {row["family"]: (row["count"], row["levels"]) for row in corpus["families"]}
    assert rows == {"han-comma": (8, {"2": 8}), "han-parens": (4, {"3": 4}), "piece": (4, {"1": 4})}
    assert corpus["findings"] == [{"code": "CK101", "name": "numbering-gap", "severity": "warning", "count": 1}]
    assert numbers(run, "gap.txt", "clean.txt", "bare.txt", "--total") == {"corpus": corpus}
    assert run("stats", "nowhere.txt")[:2] == (2, "")
    code, out, err = run("stats", "nowhere.txt", "gap.txt", "--format", "json")
    assert code == 2 and len(json.loads(out)["cases"]) == 2 and "1 of 2 inputs" in err


def test_records_count_as_their_text(run):  # noqa: F811
    run("parse", "gap.txt", "-o", "out")
    whole, parts = numbers(run, "gap.txt"), numbers(run, "out")
    assert parts["cases"] == whole["cases"]
    assert {**parts["corpus"], "sources": 1} == whole["corpus"]


def test_items_are_told_apart(run):  # noqa: F811
    Path("items.txt").write_text("一、要求\n带齐以下工具：\n1.锄头；\n2.水桶；\n3.手套。\n二、时间\n上午八点。\n")
    document = casekit.parse(Path("items.txt").read_text())
    (case,) = numbers(run, "items.txt")["cases"]
    items = sum(section.kind == "item" for section in walk(document.root))
    assert items and (case["items"], case["headings"]) == (items, len(document.outline()))


def test_the_table(run):  # noqa: F811
    code, out, err = run("stats", "gap.txt")
    assert code == 0 and err == ""
    lines = out.splitlines()
    assert lines[0] == "gap.txt" and lines[1].split() == ["case", "headings", "depth", "chars", "sure", "findings", "families"]
    assert re.search(r"1  老旧小区改造 +5 +3 +\d+ +9\d% +1  han-comma 2, han-parens 2, piece 1$", lines[2])
    at = lines[1].index("headings") + len("headings")
    assert all(width(line[: line.index("  han-comma")]) == width(lines[1][: lines[1].index("  families")]) for line in lines[2:4]) and at
    assert "1 source, 2 cases, 8 headings, 0 list items" in lines
    assert "  levels: 2 in 1 case, 3 in 1 case" in lines and "        1  CK101 numbering-gap           warning" in lines
    assert any(re.match(r"  han-comma +4  level 2 100%", line) for line in lines)
    chinese = run("stats", "gap.txt", "--total", "--lang", "zh")[1]
    assert chinese.startswith("1 个来源，2 个案例，8 个标题，0 个列表项\n") and "第 2 级 100%" in chinese
    assert "no findings" in run("stats", "clean.txt", "--total")[1]


def test_csv_for_spreadsheets(run):  # noqa: F811
    Path("bad.txt").write_text('第一篇：=HYPERLINK("x")\n一、甲\n文。\n第二篇：+1\x1b[31m\u202e乙\n一、丙\n文。\n')
    code, out, _ = run("stats", "gap.txt", "bad.txt", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0 and not STEERING.search(out) and len(rows) == 4
    assert [row["title"][:2] for row in rows] == ["老旧", "乡村", "'=", "'+"] and rows[0]["warnings"] == "1"
    assert rows[0]["families"] == "han-comma:2 han-parens:2 piece:1" and rows[0]["findings"] == "CK101:1"
    (total,) = csv.DictReader(io.StringIO(run("stats", "gap.txt", "bad.txt", "--format", "csv", "--total")[1]))
    assert total["case"] == "4" and total["characters"] == str(sum(int(row["characters"]) for row in rows))


@pytest.mark.parametrize("format", ["text", "json"])
def test_nothing_of_a_text_steers(run, format):  # noqa: F811
    Path("bad\x1b[2J.txt").write_text("第一篇：坏\x1b]0;x\x07题\u202e\n一、甲\n文。\n第二篇：乙\n一、丙\n文。\n")
    code, out, _ = run("stats", "bad\x1b[2J.txt", "--format", format)
    assert code == 0 and not STEERING.search(out)


def test_many_files_keep_nothing_but_numbers(run):  # noqa: F811
    Path("many").mkdir()
    for number in range(150):
        shutil.copy("clean.txt", f"many/{number:03}.txt")
    found = numbers(run, "many", "--total")["corpus"]
    assert (found["sources"], found["cases"], found["headings"]) == (150, 300, 1200)
    assert found["characters"]["total"] == 150 * sum(case["characters"] for case in numbers(run, "clean.txt")["cases"])


def test_doubtful_headings_are_those_of_the_rule():
    """The rule is off by default, so they are counted by confidence."""
    document = casekit.parse(CLEAN)
    sections = list(document.root.headings())
    sections[0].confidence, sections[1].confidence = 0.54, 0.55
    found = [finding for finding in check(document, RULES) if finding.name == "doubtful-heading"]
    (first, second) = count_cases(document, [])
    assert (len(found), first.value()["confidence"]["doubtful"], second.value()["confidence"]["doubtful"]) == (1, 1, 0)
