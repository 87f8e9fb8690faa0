"""The commands: what each prints, writes and answers."""

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import casekit
import casekit.rules
from casekit.cli.cells import width
from casekit.parser.window import LONG
from casekit.record import read, schema
from casekit.rules import RULES
from commandline import CLEAN, GAP, files, here, process, run, tree_of_bytes

__all__ = ["here", "run"]

class TestParse:
    def test_one_record_per_case_and_a_manifest(self, run):
        code, out, err = run("parse", "clean.txt", "-o", "out")
        assert (code, out) == (0, "")
        assert files() == ["clean/01-老旧小区改造.yaml", "clean/02-乡村图书室.yaml", "manifest.jsonl"]
        assert "1 source, 2 cases" in err and err.count("\n") == 1
        (row,) = map(json.loads, Path("out/manifest.jsonl").read_text().splitlines())
        assert row["source"] == "clean.txt" and row["state"] == "ok" and row["cases"] == 2 and row["encoding"] == "utf-8"
        assert row["records"] == ["clean/01-老旧小区改造.yaml", "clean/02-乡村图书室.yaml"] and row["findings"] == 0
        assert row["headings"] == len(casekit.parse(CLEAN).outline())
        record = read(Path("out", row["records"][1]).read_text())
        assert record.document.origin.sha256 == row["sha256"] and record.document.origin.path == "clean.txt"

    def test_findings_go_to_the_case_they_lie_in(self, run):
        run("parse", "gap.txt", "-o", "out", "--format", "json")
        first, second = (read(Path("out/gap", name).read_text()) for name in sorted(p.name for p in Path("out/gap").iterdir()))
        assert [finding.name for finding in first.findings] == ["numbering-gap"] and second.findings == []

    def test_without_a_folder_records_go_to_standard_output(self, run):
        code, out, err = run("parse", "clean.txt")
        documents = list(yaml.safe_load_all(out))
        assert code == 0 and [document["case"]["title"] for document in documents] == ["老旧小区改造", "乡村图书室"]
        assert "2 cases" in err
        assert [row["case"]["number"] for row in json.loads(run("parse", "clean.txt", "--format", "json")[1])] == [1, 2]

    def test_a_single_record_stands_alone(self, run):
        Path("one.txt").write_text("一、总体情况\n全年平稳。\n二、问题\n人手不足。\n")
        assert read(run("parse", "one.txt")[1]).document == read(run("parse", "one.txt", "--format", "json")[1]).document

    def test_stale_records_of_a_source_go(self, run):
        run("parse", "clean.txt", "-o", "out")
        Path("clean.txt").write_text(CLEAN.replace("乡村图书室", "乡村卫生室"))
        run("parse", "clean.txt", "-o", "out")
        assert files() == ["clean/01-老旧小区改造.yaml", "clean/02-乡村卫生室.yaml", "manifest.jsonl"]
        run("parse", "clean.txt", "-o", "out", "--format", "json")
        assert files() == ["clean/01-老旧小区改造.json", "clean/02-乡村卫生室.json", "manifest.jsonl"]

    def test_standard_input(self, tmp_path):
        done = process("parse", "-", "-o", "out", input=CLEAN.encode("gb18030"), cwd=tmp_path)
        assert done.returncode == 0 and done.stdout == b""
        assert files() == ["manifest.jsonl", "stdin/01-老旧小区改造.yaml", "stdin/02-乡村图书室.yaml"]
        assert json.loads(Path("out/manifest.jsonl").read_text())["encoding"] == "gb18030"

    def test_the_encoding_can_be_named(self, run):
        Path("big.txt").write_bytes("一、總則\n內容。\n".encode("big5"))
        assert run("outline", "big.txt", "--encoding", "big5")[1].splitlines()[2].endswith("一、總則")

    def test_any_order_and_hash_seed_give_the_same_bytes(self, tmp_path):
        for place, text in (("a", CLEAN), ("b", GAP)):
            Path(place).mkdir()
            Path(place, "x.txt").write_text(text)
        process("parse", "a/x.txt", "b/x.txt", "gap.txt", "-o", "out1", cwd=tmp_path, env={"PYTHONHASHSEED": "1"})
        process("parse", "gap.txt", "b", "a", "-o", "out2", cwd=tmp_path, env={"PYTHONHASHSEED": "2", "LC_ALL": "zh_CN.UTF-8"})
        first = tree_of_bytes("out1")
        assert first == tree_of_bytes("out2")
        folders = sorted({name.split("/")[0] for name in first if "/" in name})
        assert len(folders) == 3 and folders[:2] == ["gap", "x"] and re.fullmatch("x-[0-9a-f]{8}", folders[2])

    def test_titles_and_names_never_lead_out_of_the_folder(self, run):
        hostile = "第一篇：../../../tmp/逃走\n一、甲\n文字。\n第二篇：CON\n一、乙\n文字。\n第三篇：/etc/\x1b[2J\n一、丙\n文字。\n"
        Path("..evil .txt").write_text(hostile)
        before = set(Path().iterdir())
        assert run("parse", "..evil .txt", "-o", "out")[0] == 0
        assert set(Path().iterdir()) - before == {Path("out")}
        assert len(files()) == 4
        assert all(re.fullmatch(r"evil/0[123]-[\w-]+\.yaml|manifest\.jsonl", name) for name in files())

    def test_a_source_that_fails_does_not_stop_the_others(self, run):
        Path("empty.txt").write_bytes(b"")
        code, _, err = run("parse", "empty.txt", "clean.txt", "nowhere.txt", "-o", "out")
        rows = {row["source"]: row for row in map(json.loads, Path("out/manifest.jsonl").read_text().splitlines())}
        assert code == 2 and "2 of 3 inputs could not be done" in err
        assert rows["clean.txt"]["state"] == "ok" and rows["empty.txt"]["state"] == "error"
        assert rows["empty.txt"]["error"].startswith("empty.txt: ") and rows["empty.txt"]["records"] == []

    def test_a_killed_run_leaves_whole_records_and_can_be_repeated(self, tmp_path):
        Path("many").mkdir()
        for number in range(150):
            Path(f"many/{number:03}.txt").write_text(CLEAN)
        command = [sys.executable, "-m", "casekit", "parse", "many", "-o"]
        running = subprocess.Popen([*command, "out"], cwd=tmp_path, stderr=subprocess.DEVNULL)
        while running.poll() is None and not Path("out/020").exists():
            time.sleep(0.002)
        running.kill()
        running.wait()
        left = [Path("out", name) for name in files() if name.endswith(".yaml")]
        assert left and all(read(path.read_text()).document.parts == 2 for path in left)
        subprocess.run([*command, "out"], cwd=tmp_path, capture_output=True, check=True)
        subprocess.run([*command, "fresh"], cwd=tmp_path, capture_output=True, check=True)
        assert tree_of_bytes("out") == tree_of_bytes("fresh")

    def test_an_unwritable_folder_is_one_line(self, run):
        code, out, err = run("parse", "clean.txt", "-o", "gap.txt")
        assert (code, out) == (2, "") and err.startswith("casekit: error: gap.txt: cannot be written") and err.count("\n") == 1

    def test_a_record_is_no_text(self, run):
        run("parse", "clean.txt", "-o", "out")
        code, out, err = run("parse", "out/clean/01-老旧小区改造.yaml")
        assert code == 2 and out == "" and "a record, not a text" in err

    @pytest.mark.parametrize("format", ["yaml", "json", "jsonl"])
    def test_a_long_record_is_no_text_either(self, run, format):
        Path("long.txt").write_text("一、做法\n" + "社区每周开一次碰头会。" * 50_000 + "\n")
        run("parse", "long.txt", "--format", format, "-o", "out")
        (record,) = (path for path in Path("out").rglob(f"*.{format}") if path.name != "manifest.jsonl" and path.stat().st_size > LONG)
        Path("again.txt").write_bytes(record.read_bytes())
        code, out, err = run("parse", "again.txt")
        assert code == 2 and out == "" and "a record, not a text" in err


class TestOutline:
    def test_the_tree_has_lines_markers_titles_and_findings_in_place(self, run):
        code, out, err = run("outline", "gap.txt")
        lines = out.splitlines()
        assert code == 0 and err == ""
        assert lines[0].startswith("gap.txt  8 headings, 1 finding")
        assert lines[1:3] == ["line  chars  heading", "   1         街道工作材料选"]
        at = next(at for at, line in enumerate(lines) if "（三）算清账目" in line)
        assert re.match(r"   6      9  │  │  └─ （三）", lines[at]) and "numbering-gap" in lines[at + 1]
        assert lines[-1] == "  12     19     └─ 二、具体做法"

    def test_json_is_the_flat_outline(self, run):
        code, out, _ = run("outline", "gap.txt", "--format", "json")
        flat = json.loads(out)
        assert code == 0 and list(flat) == ["source", "headings", "findings"] and flat["source"] == "gap.txt"
        assert flat["headings"] == casekit.parse(GAP).outline()
        keys = ["line", "start", "end", "marker", "family", "number", "title", "level", "parent", "run_in", "kind"]
        assert all(list(row)[:11] == keys for row in flat["headings"])
        (finding,) = flat["findings"]
        assert list(finding) == ["code", "name", "severity", "line", "column", "start", "end", "message"]
        assert (finding["name"], finding["line"]) == ("numbering-gap", 6)
        assert "街道" in run("outline", "clean.txt")[1] and "老旧小区" in out

    def test_several_files_are_an_array_or_a_line_each(self, run):
        several = json.loads(run("outline", "gap.txt", "clean.txt", "--format", "json")[1])
        assert [flat["source"] for flat in several] == ["gap.txt", "clean.txt"]
        Path("d").mkdir()
        Path("d/a.txt").write_text(CLEAN)
        assert [flat["source"] for flat in json.loads(run("outline", "d", "--format", "json")[1])] == ["d/a.txt"]
        lines = run("outline", "gap.txt", "d", "--format", "jsonl")[1].splitlines()
        assert [json.loads(line)["source"] for line in lines] == ["gap.txt", "d/a.txt"]
        code, out, _ = run("outline", "nowhere.txt", "gone.txt", "--format", "json")
        assert code == 2 and json.loads(out) == []

    def test_records_give_the_same_headings_as_their_text(self, run):
        run("parse", "gap.txt", "-o", "out")
        whole = json.loads(run("outline", "gap.txt", "--format", "json")[1])
        parts = json.loads(run("outline", "out", "--format", "json")[1])
        assert [row["start"] for part in parts for row in part["headings"]] == [row["start"] for row in whole["headings"]]
        assert [finding for part in parts for finding in part["findings"]] == whole["findings"]
        assert {part["source"] for part in parts} == {"gap.txt"}
        assert process("outline", "-", input=Path("out/gap/01-老旧小区改造.yaml").read_bytes()).stdout.startswith(b"gap.txt")

    def test_color_only_where_it_is_wanted(self, run, monkeypatch):
        assert "\x1b" not in run("outline", "gap.txt")[1]
        assert "\x1b[" in run("outline", "gap.txt", "--color", "always")[1]
        monkeypatch.setenv("FORCE_COLOR", "1")
        colored = run("outline", "gap.txt")[1]
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == run("outline", "gap.txt", "--color", "never")[1]
        assert colored.count("\x1b[") > 20
        monkeypatch.setenv("NO_COLOR", "1")
        assert "\x1b" not in run("outline", "gap.txt")[1]

    def test_width_cuts_by_columns(self, run):
        Path("wide.txt").write_text("一、把每一件群众关心的小事都当成自己家里的大事来办理\n正文。\n二、短\n正文。\n")
        lines = run("outline", "wide.txt", "--width", "24")[1].splitlines()[2:]
        assert max(width(line) for line in lines) in (23, 24) and lines[0].endswith("…") and lines[1].endswith("二、短")

    def test_an_article_without_title_shows_its_words(self, run):
        Path("law.txt").write_text("第一条　为了方便居民借阅图书，制定本办法。\n第二条　本办法适用于全部阅览室。\n")
        assert "第一条 · 为了方便居民借阅图书" in run("outline", "law.txt")[1]

    def test_items_and_leads_can_be_chosen(self, run):
        rows = casekit.parse(CLEAN)
        assert json.loads(run("outline", "clean.txt", "--format", "json", "--items")[1])["headings"] == rows.outline(items=True)
        assert json.loads(run("outline", "clean.txt", "--format", "json", "--no-leads")[1])["headings"] == rows.outline(leads=False)


class TestValidate:
    def test_a_finding_is_file_line_column_code_name_message(self, run):
        code, out, err = run("validate", "gap.txt", "clean.txt")
        rule = next(rule for rule in RULES if rule.name == "numbering-gap")
        assert code == 1 and re.fullmatch(rf"gap\.txt:6:1: {rule.code} numbering-gap \S.*\n", out)
        assert err == f"casekit: 1 finding in 1 of 2 files: 1 {rule.severity.value}\n"

    def test_a_clean_text_gives_nothing(self, run):
        assert run("validate", "clean.txt") == (0, "", "casekit: nothing found in 1 file\n")

    def test_machine_formats(self, run):
        row = json.loads(run("validate", "gap.txt", "--format", "json")[1])
        assert row["source"] == "gap.txt" and [finding["name"] for finding in row["findings"]] == ["numbering-gap"]
        assert [len(row["findings"]) for row in json.loads(run("validate", "gap.txt", "clean.txt", "--format", "json")[1])] == [1, 0]
        assert len(run("validate", "gap.txt", "clean.txt", "--format", "jsonl")[1].splitlines()) == 2

    def test_records_give_their_stored_findings(self, run):
        run("parse", "gap.txt", "-o", "out")
        assert run("validate", "out")[:2] == run("validate", "gap.txt")[:2]

    def test_the_limit_decides_the_exit_code(self, run):
        severity = next(rule for rule in RULES if rule.name == "numbering-gap").severity.value
        codes = {limit: run("validate", "gap.txt", "--fail-on", limit)[0] for limit in ("error", "warning", "info")}
        order = ["error", "warning", "info"]
        assert codes == {limit: int(order.index(severity) <= order.index(limit)) for limit in order}

    def test_rules_are_chosen_by_name_code_or_beginning(self, run):
        rule = next(rule for rule in RULES if rule.name == "numbering-gap")
        for word in (rule.name, rule.code, rule.code.lower(), rule.code[:3], f"truncated-end,{rule.name}"):
            assert run("validate", "gap.txt", "--select", word)[0] == 1, word
            assert run("validate", "gap.txt", "--ignore", word)[0] == 0, word
        code, _, err = run("validate", "gap.txt", "--select", "numbering-gaps")
        assert code == 2 and "did you mean numbering-gap?" in err

    def test_a_rule_that_is_off_is_checked_when_selected(self, run, monkeypatch):
        off = tuple(replace(rule, default=rule.name != "numbering-gap") for rule in RULES)
        monkeypatch.setattr(casekit.rules, "RULES", off)
        assert run("validate", "gap.txt")[0] == 0 and run("validate", "gap.txt", "--select", "truncated-end")[0] == 0
        code, out, _ = run("validate", "gap.txt", "--select", "numbering-gap")
        assert code == 1 and "numbering-gap" in out
        assert "(off by default)" in run("rules")[1]

    def test_settings_come_from_the_nearest_file_and_options_win(self, run, monkeypatch):
        Path("casekit.toml").write_text('ignore = ["numbering-gap"]\nlang = "zh"\n')
        assert run("validate", "gap.txt")[0] == 0
        assert run("validate", "gap.txt", "--ignore", "truncated-end")[0] == 1
        assert "没有问题" in run("validate", "clean.txt")[2] and "nothing" in run("--lang", "en", "validate", "clean.txt")[2]
        Path("sub").mkdir()
        Path("sub/pyproject.toml").write_text("[tool.casekit]\nselect = []\n")
        monkeypatch.chdir("sub")
        assert run("validate", "../gap.txt")[0] == 1

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("selct = []", "did you mean select?"),
            ("select = 3", "select must be"),
            ("= =", "not valid TOML"),
            ('fail-on = "x"', "fail-on must be"),
        ],
    )
    def test_a_bad_setting_is_one_line(self, run, text, words):
        Path("casekit.toml").write_text(text)
        code, out, err = run("validate", "gap.txt")
        assert (code, out) == (2, "") and words in err and err.count("\n") == 1
        assert run("--version")[0] == 0


class TestRender:
    def test_markdown_and_text(self, run):
        code, out, err = run("render", "clean.txt")
        assert code == 0 and err == "" and out == casekit.render(casekit.parse(casekit.read("clean.txt")))
        assert run("render", "clean.txt", "--to", "text", "-o", "x.txt") == (0, "", "")
        again = json.loads(run("outline", "x.txt", "--format", "json")[1])["headings"]
        assert [(row["marker"], row["title"], row["level"]) for row in again] == [
            (row["marker"], row["title"], row["level"]) for row in casekit.parse(CLEAN).outline()
        ]

    def test_a_text_is_never_overwritten_by_itself(self, run):
        code, _, err = run("render", "clean.txt", "-o", "./clean.txt")
        assert code == 2 and "the input itself" in err and Path("clean.txt").read_text() == CLEAN

    def test_a_device_is_written_and_stays_one(self, run):
        assert run("render", "clean.txt", "-o", os.devnull)[0] == 0
        assert not Path(os.devnull).is_file()

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("render", "."), "2 inputs do not go into one markdown output; name a folder"),
            (("render", "clean.txt", "--case", "3"), "has no case 3, only 2"),
            (("render", "clean.txt", "--max-chars", "100"), "--max-chars means nothing to markdown"),
            (("render", "clean.txt", "--to", "markdow"), "did you mean markdown?"),
            (("render", "clean.txt", "-o", "no/such/x.md"), "cannot be written"),
            (("render", "clean.txt", "-o", "gap.txt/x.md"), "cannot be written"),
        ],
    )
    def test_bad_requests(self, run, words, message):
        code, out, err = run(*words)
        assert code == 2 and out == "" and message in err.splitlines()[0]


class TestDiff:
    def test_the_exit_code_tells(self, run):
        assert run("diff", "clean.txt", "clean.txt") == (0, "", "casekit: no difference\n")
        code, out, err = run("diff", "clean.txt", "gap.txt")
        assert code == 1 and out.startswith("~ renumbered") and "（二）" in out and "（三）" in out and "1 difference" in err

    def test_json(self, run):
        row = json.loads(run("diff", "clean.txt", "gap.txt", "--format", "json")[1])
        (change,) = row["changes"]
        assert (row["old"], row["new"], change["kind"]) == ("clean.txt", "gap.txt", "renumbered")
        assert change["old"]["marker"] == "（二）" and change["new"]["line"] == 6
        assert change["details"] == {"old": "（二）", "new": "（三）"}
        assert json.loads(run("diff", "clean.txt", "clean.txt", "--format", "json")[1])["changes"] == []

    def test_text_changes_show_where_they_part(self, run):
        Path("new.txt").write_text(CLEAN.replace("请退休教师值守", "请大学生值守"))
        assert "把闲置校舍改成图书室，请[-退休教师-]{+大学生+}值守。\n" in run("diff", "clean.txt", "new.txt")[1]

    def test_a_record_against_its_text(self, run):
        Path("one.txt").write_text("一、总体情况\n全年平稳。\n二、问题\n人手不足。\n")
        run("parse", "one.txt", "-o", "out")
        (record,) = (name for name in files() if name.endswith("yaml"))
        assert run("diff", "one.txt", f"out/{record}")[0] == 0

    def test_folders_of_records_pair_by_number_whatever_the_title(self, run):
        run("parse", "clean.txt", "-o", "old")
        Path("clean.txt").write_text(CLEAN.replace("乡村图书室", "乡村卫生室"))
        run("parse", "clean.txt", "-o", "new")
        code, out, _ = run("diff", "old", "new")
        assert code == 1 and "retitled" in out and "new/clean/02-乡村卫生室.yaml:" in out and "only in" not in out
        Path("new/clean/01-老旧小区改造.yaml").unlink()
        code, out, _ = run("diff", "old", "new")
        assert code == 1 and "old/clean/01-老旧小区改造.yaml: only in the old folder" in out
        rows = json.loads(run("diff", "old", "new", "--format", "json")[1])
        assert [(row["old"] is None, row["new"] is None) for row in rows] == [(False, True), (False, False)]

    def test_what_cannot_be_compared(self, run):
        assert run("diff", "clean.txt", ".")[0] == 2
        code, out, err = run("diff", "clean.txt", "nowhere.txt")
        assert code == 2 and out == "" and "no difference" not in err


class TestExplain:
    def test_a_heading(self, run):
        code, out, err = run("explain", "gap.txt:6")
        assert code == 0 and err == ""
        assert out.startswith("gap.txt:6: （三）算清账目") and "believed, family han-parens （一）, number 3" in out
        assert "一、主要做法" in out and re.search(r"^ +\+5\.00  for      the marker by itself: han-parens （一）$", out, re.MULTILINE)

    def test_json(self, run):
        row = json.loads(run("explain", "gap.txt:3", "--format", "json")[1])
        assert (row["source"], row["line"], row["text"], row["verdict"]) == ("gap.txt", 3, "一、主要做法", "heading")
        (reading,) = [reading for reading in row["readings"] if reading["believed"]]
        assert (reading["marker"], reading["family"], reading["number"]) == ("一、", "han-comma", 1)
        assert ["han-comma", 5.0] in reading["evidence"]

    def test_a_line_of_text(self, run):
        code, out, _ = run("explain", "clean.txt:4")
        assert code == 0 and "No reading" in out and "paragraph" in out

    def test_colons_in_names_and_the_places_that_validate_prints(self, run):
        Path("C:dump:1.txt").write_text(CLEAN)
        assert run("explain", "C:dump:1.txt:3")[1].startswith("C:dump:1.txt:3: 一、")
        assert run("explain", "gap.txt:6:1")[1].startswith("gap.txt:6: （三）")

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            ("clean.txt", "give FILE:LINE"),
            ("clean.txt:0", "give FILE:LINE"),
            ("clean.txt:x", "give FILE:LINE"),
            (":3", "give FILE:LINE"),
            ("clean.txt:99", "has no line 99; its last is 14"),
            ("nowhere.txt:1", "no such file"),
            (".:1", "a folder"),
            ("clean.txt:999999999999", "has no line"),
        ],
    )
    def test_bad_places(self, run, place, words):
        code, out, err = run("explain", place)
        assert code == 2 and out == "" and words in err.splitlines()[0]


class TestTables:
    def test_rules(self, run):
        lines = run("rules")[1].splitlines()
        assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in RULES]
        assert [row["name"] for row in json.loads(run("rules", "--format", "json")[1])] == [rule.name for rule in RULES]

    def test_every_rule_has_a_page(self, run):
        for rule in RULES:
            code, out, _ = run("rule", rule.name)
            assert code == 0 and out.startswith(f"{rule.code} {rule.name} ") and "Bad" in out and "Good" in out
            assert run("rule", rule.code.lower())[1] == out
        code, out, err = run("rule", "numbering-gaap")
        assert code == 2 and out == "" and "did you mean numbering-gap?" in err

    def test_families(self, run):
        from casekit.ladder import LADDER

        rows = json.loads(run("families", "--format", "json")[1])
        assert [row["id"] for row in rows] == [family.id for family in LADDER]
        assert all(isinstance(number, int) for row in rows for _, number in row["examples"])
        assert len(run("families")[1].splitlines()) == len(LADDER)

    def test_schema(self, run):
        assert json.loads(run("schema")[1]) == schema()
