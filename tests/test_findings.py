"""How findings are written out: every format, to standard output and to files."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

import casekit.cli.findings.sarif as sarif
from casekit.cli.cells import width
from casekit.cli.checking import describe, fingerprint
from casekit.cli.findings import FORMATS, Checked, Context, Found, formatter
from casekit.cli.report import Painter
from casekit.diagnostic import Diagnostic, Severity
from commandline import CLEAN, GAP, STEERING, here, run

__all__ = ["here", "run"]

SARIF = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def found(line=3, column=1, severity="warning", message="a message", end=None, **values):
    diagnostic = Diagnostic("CK101", "numbering-gap", Severity(severity), line, column, 0, 4, message, "消息")
    return Found(diagnostic, end_line=line, end_column=end or column + 4, fingerprint=values.pop("fingerprint", "f" * 16), **values)


def written(format, *checked, **values):
    return "".join(formatter(format)(iter(checked), Context(**values)))


def many(count, severity="warning", name="a.txt"):
    return Checked(name, name, found=[found(line, severity=severity, message=f"m{line}") for line in range(1, count + 1)])


class TestText:
    def test_carets_stand_under_what_is_meant(self, run):
        Path("a.txt").write_text(GAP.replace("（三）", "\t（三）"))
        lines = run("validate", "a.txt", "--format", "text")[1].splitlines()
        assert lines[0].startswith("a.txt:6:2: CK101 numbering-gap ") and lines[2].startswith("6 |  （三）算清账目。")
        assert lines[3] == "  |  " + "^" * width("（三）算清账目")

    def test_wide_signs_before_the_place_take_two_columns(self):
        one = Checked("a.txt", "a.txt", found=[found(3, 5, excerpt="甲乙a丙丁戊己庚辛")])
        line, carets = written("text", one).splitlines()[2:4]
        assert line == "3 | 甲乙a丙丁戊己庚辛" and carets == "  | " + " " * 7 + "^" * 8

    @pytest.mark.parametrize("columns", [20, 40, 80])
    @pytest.mark.parametrize("place", [1, 60, 190])
    def test_a_long_line_is_cut_around_it(self, columns, place):
        text = "".join(chr(0x4E00 + at) for at in range(200))
        one = Checked("a.txt", "a.txt", found=[found(12, place, excerpt=text)])
        _, _, line, carets, _ = written("text", one, width=columns).split("\n")[:5]
        assert width(line) <= max(columns, 31)
        start = carets.index("^")
        shown = line[next(at for at in range(len(line)) if width(line[:at]) == start) :]
        assert shown.startswith(text[place - 1 : place + 3][: len(shown) - 1])
        assert ("…" in line[:8]) is (place > 20)

    def test_nothing_steers_the_terminal(self):
        one = Checked("a\x1b[2J.txt", "a\x1b[2J.txt", found=[found(3, 3, message="m\x1b[1m", excerpt="甲\x1b乙\x9b丙丁")])
        for format in FORMATS:
            assert not STEERING.search(written(format, one).replace("\t", "")), format
        line, carets = written("text", one).splitlines()[2:4]
        assert carets.index("^") == width(line[: line.index("乙")])

    def test_terminals_that_draw_ambiguous_signs_wide(self):
        check = "from casekit.cli.cells import width; print(width('“一”①é·'))"
        for value, expected in (("2", b"12\n"), ("1", b"7\n")):
            env = {**os.environ, "CASEKIT_AMBIGUOUS_WIDTH": value}
            assert subprocess.run([sys.executable, "-c", check], capture_output=True, env=env, check=True).stdout == expected

    def test_a_terminal_gets_the_lines_and_a_pipe_does_not(self, run, monkeypatch):
        assert "^" not in run("validate", "gap.txt")[1]
        monkeypatch.setattr("casekit.cli.validate.is_terminal", lambda stream: True)
        assert "^" in run("validate", "gap.txt")[1]

    def test_a_text_without_a_line_at_hand_has_no_carets(self):
        assert written("text", Checked("a.txt", "a.txt", found=[found()])).count("\n") == 1


class TestFingerprint:
    def test_it_is_of_rule_headings_and_words(self):
        base = fingerprint("CK101", ("甲", "乙"), "一 段\n话")
        assert base == fingerprint("CK101", ("甲", "乙"), "一段话") == fingerprint("CK101", (" 甲", "乙"), "一段话")
        others = [("CK102", ("甲", "乙"), "一段话"), ("CK101", ("甲",), "一段话"), ("CK101", ("甲", "乙"), "两段话")]
        others.append(("CK101", ("甲乙",), "一段话"))
        assert len({base, *(fingerprint(*other) for other in others)}) == 5

    def test_heading_and_words_of_a_finding(self):
        import casekit

        document = casekit.parse(GAP)
        (one,) = describe(document, document.source, casekit.check(document))
        assert one.heading == "老旧小区改造 › 主要做法 › 算清账目" and one.text == "（三）算清账目"
        assert (one.end_line, one.end_column) == (6, 8) and one.excerpt.startswith("（三）算清账目。")

    def test_a_row_gives_the_same_finding(self):
        one = found(excerpt="甲乙", cut=3, heading="h", text="t")
        assert Found.from_row(json.loads(json.dumps(one.row()))) == one
        for bad in (one.row()[:-1], [one.row()[0][:-1], *one.row()[1:]], [[*one.row()[0][:3], "3", *one.row()[0][4:]], *one.row()[1:]]):
            with pytest.raises((ValueError, TypeError)):
                Found.from_row(bad)


class TestMachines:
    def test_json_has_what_is_needed_to_know_a_finding_again(self, run):
        row = json.loads(run("validate", "gap.txt", "--format", "json")[1])["findings"][0]
        assert row["heading"] == "老旧小区改造 › 主要做法 › 算清账目" and re.fullmatch("[0-9a-f]{16}", row["fingerprint"])
        assert (row["end_line"], row["end_column"]) == (6, 8)

    def test_github_annotates_the_ten_gravest_and_says_how_many_more(self):
        lines = written("github", many(30), many(3, "error", "b.txt"), many(2, "info", "c.txt")).splitlines()
        assert [line[:8] for line in lines] == ["::error "] * 3 + ["::warnin"] * 7 + ["::notice"]
        assert lines[0] == "::error file=b.txt,line=1,col=1,endLine=1,endColumn=5,title=CK101 numbering-gap::m1"
        assert lines[-1] == "::notice title=casekit::and 25 more findings"
        assert "more" not in written("github", many(10))

    def test_github_escapes_what_its_commands_use(self):
        text = written("github", Checked("a,b:c%.txt", "a,b:c%.txt", found=[found(message="50%\r\n::error::x")]))
        assert text.startswith("::warning file=a%2Cb%3Ac%25.txt,") and text.count("\n") == 1 and "50%25\\x0d\\x0a::error::x" in text

    def test_github_gets_a_summary_of_the_job(self, run, monkeypatch):
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
        Path("summary.md").write_text("before\n")
        Path("a|b_<i>.txt").write_text(GAP)
        assert run("validate", "a|b_<i>.txt", "nowhere.txt", "clean.txt", "--format", "github")[0] == 2
        text = Path("summary.md").read_text()
        assert text.startswith("before\n### casekit validate") and "1 finding in 1 of 2 files" in text
        row = text.splitlines()[-1]
        assert row.count("|") == 5 and "<" not in row and "_" not in row.replace("&#95;", "")
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/such/folder/summary.md")
        assert run("validate", "gap.txt", "--format", "github")[0] == 1

    def test_gitlab_knows_every_finding_by_itself(self):
        rows = json.loads(written("gitlab", many(3), many(2, name="b.txt")))
        assert len({row["fingerprint"] for row in rows}) == 5
        assert set(rows[0]) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert rows[0]["location"] == {"path": "a.txt", "lines": {"begin": 1, "end": 1}} and rows[0]["severity"] == "minor"
        assert json.loads(written("gitlab", Checked("a.txt"))) == []
        again = json.loads(written("gitlab", many(3)))
        assert again == rows[:3]

    def test_sarif_is_what_the_schema_asks_for(self, run):
        Path("百 分.txt").write_text(GAP)
        Path("empty.txt").write_text("")
        code, out, _ = run("validate", ".", "--format", "sarif")
        log = json.loads(out)
        jsonschema.validate(log, SARIF)
        places = {row["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: row for row in log["runs"][0]["results"]}
        result = places["gap.txt"]
        assert code == 2 and result["ruleId"] == "CK101" and result["level"] == "warning" and result["ruleIndex"] == 0
        assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 6, "startColumn": 1, "endLine": 6, "endColumn": 8}
        assert "%E7%99%BE%20%E5%88%86.txt" in places
        invocation = log["runs"][0]["invocations"][0]
        assert invocation["executionSuccessful"] is False and "empty.txt" in invocation["toolExecutionNotifications"][0]["message"]["text"]
        assert log["runs"][0]["tool"]["driver"]["rules"][0]["help"]["text"].startswith("A number of a series is missing")

    @pytest.mark.parametrize("checked", [(), (Checked("a.txt", "a.txt", found=[found(0, 0, "error", end=0)]),), (Checked("b", error="x"),)])
    def test_sarif_holds_for_odd_results(self, checked):
        jsonschema.validate(json.loads(written("sarif", *checked)), SARIF)

    def test_sarif_is_split_where_hosts_would_drop_results(self, monkeypatch):
        monkeypatch.setattr(sarif, "RESULTS_LIMIT", 4)
        log = json.loads(written("sarif", many(10)))
        jsonschema.validate(log, SARIF)
        assert [len(one["results"]) for one in log["runs"]] == [4, 4, 2]
        assert len({one["automationDetails"]["id"] for one in log["runs"]}) == 3
        prints = [row["partialFingerprints"]["casekit/v1"] for one in log["runs"] for row in one["results"]]
        assert len(set(prints)) == 10

    URIS = (("a/b.txt", "a/b.txt"), ("/a b", "file:///a%20b"), ("a:b", "a%3Ab"), ("坏\udcff", "%E5%9D%8F%FF"))

    @pytest.mark.parametrize(("path", "uri"), URIS)
    def test_sarif_names_files_by_reference(self, path, uri):
        assert sarif.uri(path) == uri

    def test_junit_has_a_suite_a_file(self, run):
        Path("empty.txt").write_text("")
        text = run("validate", "gap.txt", "clean.txt", "empty.txt", "--format", "junit")[1]
        suites = ElementTree.fromstring(text).findall("testsuite")
        assert [(one.get("name"), one.get("tests"), one.get("failures"), one.get("errors")) for one in suites] == [
            ("gap.txt", "1", "1", "0"),
            ("clean.txt", "1", "0", "0"),
            ("empty.txt", "1", "0", "1"),
        ]
        failure = suites[0].find("testcase/failure")
        assert failure.text.startswith("gap.txt:6:1: ") and failure.get("type") == "warning"

    def test_junit_holds_whatever_is_in_a_name(self):
        name = "".join(map(chr, (*range(1, 0x2100), 0xD800, 0xFFFE, 0x1F600))) + '"<&>'
        one = Checked(name, name, found=[found(message=name)])
        ElementTree.fromstring(written("junit", one).encode())

    def test_machines_get_the_same_in_both_languages(self, run):
        for format in ("json", "jsonl", "gitlab", "sarif", "junit"):
            english, chinese = (run("--lang", lang, "validate", "gap.txt", "--format", format)[1] for lang in ("en", "zh"))
            assert english == chinese, format


class TestOutput:
    def test_a_file_gets_the_format_and_people_get_lines(self, run):
        code, out, err = run("validate", "gap.txt", "clean.txt", "--format", "gitlab", "--output-file", "report.json")
        assert code == 1 and out.startswith("gap.txt:6:1: CK101") and out.count("\n") == 1 and "1 finding in 1 of 2 files" in err
        assert len(json.loads(Path("report.json").read_text())) == 1

    @pytest.mark.parametrize("name", [".", "no/such/folder/report.json"])
    def test_a_place_that_cannot_be_written_is_one_line(self, run, name):
        code, out, err = run("validate", "clean.txt", "--format", "json", "--output-file", name)
        assert (code, out) == (2, "") and err.splitlines()[-1].startswith("casekit: error: ") and "Traceback" not in err

    def test_a_report_is_whole_or_as_it_was(self, run, monkeypatch):
        Path("report.json").write_text("old")

        def full(handle, *rest, **more):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fdopen", full)
        code, _, err = run("validate", "--no-cache", "-", "--output-file", "report.json", "--format", "json")
        assert code == 2 and Path("report.json").read_text() == "old" and not list(Path().glob(".casekit*")), err

    def test_statistics(self, run):
        Path("b.txt").write_text(GAP + "第三篇：水渠整修\n一、备料\n石料由各组分头备齐，堆在渠口两\n")
        lines = run("validate", "gap.txt", "b.txt", "--statistics")[1].splitlines()
        assert lines[0] == "     2  CK101 numbering-gap"
        rows = json.loads(run("validate", "gap.txt", "b.txt", "--statistics", "--format", "json")[1])
        assert rows[0] == {"code": "CK101", "name": "numbering-gap", "severity": "warning", "count": 2}
        code, _, err = run("validate", "gap.txt", "--statistics", "--format", "sarif")
        assert code == 2 and "--statistics does not go with --format sarif" in err

    def test_exit_zero_hides_findings_and_no_failures(self, run):
        assert run("validate", "gap.txt", "--exit-zero")[0] == 0
        assert run("validate", "gap.txt", "nowhere.txt", "--exit-zero")[0] == 2

    def test_extend_select_adds(self, run, monkeypatch):
        from dataclasses import replace

        import casekit.rules

        rules = tuple(replace(rule, default=rule.name != "numbering-gap") for rule in casekit.rules.RULES)
        monkeypatch.setattr(casekit.rules, "RULES", rules)
        assert run("validate", "gap.txt")[0] == 0
        assert run("validate", "gap.txt", "--extend-select", "numbering-gap")[0] == 1
        assert run("validate", "gap.txt", "--extend-select", "CK1", "--ignore", "CK101")[0] == 0
        assert run("validate", "gap.txt", "--select", "lost-text", "--extend-select", "CK101")[0] == 1

    def test_findings_about_records_and_settings_have_pages(self, run):
        for name in ("CK011", "edited-record", "ck901"):
            pages = {run("--lang", lang, "rule", name)[1] for lang in ("en", "zh")}
            assert len(pages) == 2 and all(page.startswith("CK") for page in pages)

    def test_json_and_yaml_that_is_no_record_is_passed_over_in_folders(self, run):
        Path("d").mkdir()
        Path("d/a.txt").write_text(CLEAN)
        Path("d/package.json").write_text("{}")
        Path("d/settings.yml").write_text("a: 1\n")
        code, out, err = run("validate", "d")
        assert (code, out) == (0, "") and "2 files in folders passed over, such as d/package.json: not a record" in err
        assert run("validate", "d/package.json")[0] == 2

    def test_colours_are_for_people(self, run, monkeypatch):
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "\x1b[" in run("validate", "gap.txt", "--format", "text")[1]
        assert all("\x1b" not in run("validate", "gap.txt", "--format", format)[1] for format in FORMATS[2:])
        assert Painter(False)("a", "bold") == "a"
