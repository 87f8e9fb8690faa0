"""Settings: where they come from, what they may say, `casekit config`."""

import json
from pathlib import Path

import pytest

from casekit.cli.accepted import matches
from casekit.cli.config import KEYS, load
from casekit.errors import ConfigError
from commandline import CLEAN, GAP, here, run

__all__ = ["here", "run"]


class TestLoad:
    def test_the_nearest_counts_up_to_the_root_of_the_repository(self, here):
        Path("casekit.toml").write_text('fail-on = "error"\n')
        Path("a/b").mkdir(parents=True)
        assert load(Path("a/b")).fail_on == "error"
        Path("a/.casekit.toml").write_text('fail-on = "warning"\n')
        assert load(Path("a/b")).fail_on == "warning"
        Path("a/b/.git").mkdir()
        assert load(Path("a/b")).fail_on == ""

    def test_extend_is_below_what_a_file_says_itself(self, here):
        Path("base").mkdir()
        Path("base/team.toml").write_text(
            'fail-on = "error"\nignore = ["CK3"]\nselect = ["CK1"]\n[severity]\nnumbering-gap = "info"\nlost-text = "info"\n'
            '[per-file-ignores]\n"old/*" = ["CK1"]\n[[exceptions]]\npath = "x.txt"\nrule = "CK1"\nreason = "base"\n'
        )
        Path("casekit.toml").write_text(
            'extend = "base/team.toml"\nselect = ["CK1", "CK2"]\n[severity]\nnumbering-gap = "error"\n'
            '[[exceptions]]\npath = "y.txt"\nrule = "CK1"\nreason = "mine"\n'
        )
        config = load()
        assert (config.fail_on, config.ignore, config.select) == ("error", ["CK3"], ["CK1", "CK2"])
        assert config.severity == {"numbering-gap": "error", "lost-text": "info"}
        assert [(row.reason, row.folder.name) for row in config.exceptions] == [("base", "base"), ("mine", here.name)]
        assert config.origins["fail-on"] == "base/team.toml:1" and config.origins["select"] == "casekit.toml:2"
        assert config.origins["exceptions"] == "casekit.toml:5, base/team.toml:9"

    def test_a_file_that_is_named_has_to_be_there(self, run):
        code, _, err = run("validate", "gap.txt", "--config", "nowhere.toml")
        assert code == 2 and err == "casekit: error: nowhere.toml: no such settings file; check the path\n"
        Path("other.toml").write_text('ignore = ["numbering-gap"]\n')
        assert run("--config", "other.toml", "validate", "gap.txt")[0] == 0
        assert run("validate", "gap.txt", "--config=other.toml")[0] == 0
        assert "--config needs a value" in run("validate", "gap.txt", "--config")[2]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("extend-selct = []", "did you mean extend-select?"),
            ("severity = 3", "severity must be"),
            ("[severity]\nnumbering-gap = 'grave'", "severity must be"),
            ("[per-file-ignores]\n'*' = 'CK1'", "per-file-ignores must be"),
            ("exceptions = 1", "exceptions must be"),
            ("[[exceptions]]\npath = 'a'\nrule = 'CK1'", "an exception needs reason"),
            ("[[exceptions]]\npath = 'a'\nrule = 'CK1'\nreason = '  '", "an exception needs reason"),
            ("[[exceptions]]\npath = 'a'\nrule = 'CK1'\nresaon = 'x'", "did you mean reason?"),
            ("[[exceptions]]\npath = 'a'\nrule = 'CK1'\nreason = 3", "reason must be"),
            ("extend = 'casekit.toml'", "leads in a circle"),
            ("extend = 'gone.toml'", "no such settings file"),
            ("select = ['nonsense-rule']", "unknown rule 'nonsense-rule'"),
            ("[severity]\nnonsense = 'error'", "unknown rule 'nonsense'"),
            ("[per-file-ignores]\n'*' = ['nonsense']", "unknown rule 'nonsense'"),
            ("[[exceptions]]\npath = 'a'\nrule = 'nonsense'\nreason = 'x'", "unknown rule 'nonsense'"),
            ("profile = 'nonsense'", "unknown profile 'nonsense'"),
            ("baseline = 'gone.json'", "no such baseline"),
        ],
    )
    def test_a_bad_setting_is_one_line_and_2(self, run, text, words):
        Path("casekit.toml").write_text(text + "\n")
        code, out, err = run("validate", "gap.txt")
        assert (code, out) == (2, "") and words in err and err.count("\n") == 1
        assert run("validate", "gap.txt", "--exit-zero")[0] == 2

    def test_a_circle_of_files_is_found(self, here):
        Path("a.toml").write_text('extend = "b.toml"\n')
        Path("b.toml").write_text('extend = "a.toml"\n')
        with pytest.raises(ConfigError, match="circle"):
            load(given="a.toml")


class TestConfigCommand:
    def test_every_key_is_shown_with_its_origin(self, run):
        Path("pyproject.toml").write_text(
            '[project]\nname = "x"\n\n[tool.casekit]\nfail-on = "warning"\nignore = [\n  "masked-text",\n]\n\n'
            '[tool.casekit.severity]\nlost-text = "info"\n'
        )
        code, out, err = run("config")
        assert code == 0 and err == ""
        lines = dict(line.split(" = ", 1) for line in out.splitlines() if " = " in line)
        assert set(lines) == set(KEYS) - {"extend"}
        assert lines["fail-on"] == '"warning"  # pyproject.toml:5' and lines["ignore"] == '["masked-text"]  # pyproject.toml:6'
        assert lines["severity"].endswith("# pyproject.toml:10") and lines["select"] == "[]  # default"
        assert "numbering-gap" in out.splitlines()[-1] and "masked-text" not in out.splitlines()[-1]

    def test_for_programs(self, run):
        Path("casekit.toml").write_text('select = ["numbering-gap"]\n')
        row = json.loads(run("config", "--format", "json")[1])
        assert row["settings"]["select"] == {"value": ["numbering-gap"], "from": "casekit.toml:1"} and row["rules"] == ["CK101"]

    def test_a_word_that_is_no_rule_is_told(self, run):
        Path("casekit.toml").write_text("[severity]\nnumbering-gaps = 'error'\n")
        code, out, err = run("config")
        assert (code, out) == (2, "") and "did you mean numbering-gap?" in err


class TestAccepted:
    @pytest.mark.parametrize(
        ("pattern", "name", "meant"),
        [
            ("*.txt", "a/b.txt", True),
            ("b.txt", "a/b.txt", True),
            ("a/b.txt", "a/b.txt", True),
            ("./a/b.txt", "a/b.txt", True),
            ("a", "a/b.txt", True),
            ("a/", "a/b.txt", True),
            ("a/**/b.txt", "a/b.txt", True),
            ("a/**/b.txt", "a/x/y/b.txt", True),
            ("b/*.txt", "a/b.txt", False),
            ("A/b.txt", "a/b.txt", False),
            ("[ab].txt", "b.txt", True),
        ],
    )
    def test_patterns(self, here, pattern, name, meant):
        assert matches(pattern, str(here.resolve()), name) is meant

    def test_per_file_ignores_and_severities(self, run):
        Path("old").mkdir()
        Path("old/gap.txt").write_text(GAP)
        Path("casekit.toml").write_text('[per-file-ignores]\n"old/" = ["CK1"]\n[severity]\nCK = "info"\nnumbering-gap = "error"\n')
        code, out, err = run("validate", "gap.txt", "old", "--fail-on", "error")
        assert code == 1 and out.startswith("gap.txt:6:1: CK101") and out.count("\n") == 1 and "1 error" in err
        Path("casekit.toml").write_text('[severity]\nnumbering-gap = "error"\nCK = "info"\n')
        assert "1 error" in run("validate", "gap.txt")[2]
        assert run("validate", "old/gap.txt", "--fail-on", "error")[0] == 1

    def test_an_exception_takes_one_finding_away_and_says_why(self, run):
        rows = json.loads(run("validate", "gap.txt", "--format", "json")[1])["findings"]
        for narrow in ("", 'text = "算清账目"', f'fingerprint = "{rows[0]["fingerprint"]}"'):
            Path("casekit.toml").write_text(f'[[exceptions]]\npath = "gap.txt"\nrule = "numbering-gap"\nreason = "as in print"\n{narrow}\n')
            assert run("validate", "gap.txt", "clean.txt")[:2] == (0, ""), narrow

    @pytest.mark.parametrize(
        "entry",
        [
            'path = "clean.txt"\nrule = "CK101"',
            'path = "gap.txt"\nrule = "lost-text"',
            'path = "gap.txt"\nrule = "CK101"\ntext = "别的话"',
            'path = "gap.txt"\nrule = "CK101"\nfingerprint = "0000000000000000"',
            'path = "gone.txt"\nrule = "CK101"',
            'path = "none/*.txt"\nrule = "CK101"',
        ],
    )
    def test_an_exception_without_use_is_found(self, run, entry):
        Path("casekit.toml").write_text(f'lang = "en"\n\n[[exceptions]]\n{entry}\nreason = "of old"\n')
        code, out, _ = run("validate", ".")
        assert code == 1 and "casekit.toml:3:1: CK901 unused-exception the exception for" in out and "(of old)" in out
        assert run("validate", ".", "--ignore", "CK1,unused-exception")[:2] == (0, "")

    def test_a_rule_that_is_not_checked_says_nothing_of_its_exceptions(self, run):
        Path("casekit.toml").write_text('[[exceptions]]\npath = "gap.txt"\nrule = "CK101"\nreason = "x"\n')
        assert run("validate", ".", "--select", "CK3,CK901")[:2] == (0, "")
        assert run("validate", ".", "--ignore", "CK101")[:2] == (0, "")

    def test_only_what_was_checked_is_judged(self, run):
        Path("casekit.toml").write_text(
            '[[exceptions]]\npath = "gap.txt"\nrule = "CK101"\nreason = "x"\n'
            '[[exceptions]]\npath = "*.text"\nrule = "CK101"\nreason = "x"\n'
        )
        assert run("validate", "clean.txt")[:2] == (0, "")


class TestBaseline:
    def test_what_is_known_does_not_count_and_what_is_new_does(self, run):
        code, out, err = run("baseline", "update", ".")
        assert (code, out) == (0, "") and "1 finding kept in casekit-baseline.json" in err
        assert run("validate", ".", "--baseline", "casekit-baseline.json")[:2] == (0, "")
        Path("clean.txt").write_text(GAP.replace("算清账目", "公开账目"))
        code, out, _ = run("validate", ".", "--baseline", "casekit-baseline.json")
        assert code == 1 and "clean.txt" in out and "gap.txt" not in out

    def test_lines_do_not_matter_and_words_do(self, run):
        run("baseline", "update", "gap.txt")
        Path("gap.txt").write_text("街道工作材料选\n写在前面的话，比原来多了两行，\n还没有写完，先放在这里。\n" + GAP.split("\n", 1)[1])
        assert run("validate", "gap.txt", "--baseline", "casekit-baseline.json")[:2] == (0, "")
        Path("gap.txt").write_text(GAP.replace("（三）算清账目", "（三）另立账目"))
        assert run("validate", "gap.txt", "--baseline", "casekit-baseline.json")[0] == 1
        Path("gap.txt").write_text(GAP.replace("一、主要做法", "一、别的做法"))
        assert run("validate", "gap.txt", "--baseline", "casekit-baseline.json")[0] == 1

    def test_equals_are_counted(self, run):
        one = "一、抓巡查\n每天巡河两遍。\n三、抓巡查\n每天巡河两遍。\n"
        Path("gap.txt").write_text(one)
        Path("casekit.toml").write_text('baseline = "b.json"\n')
        Path("b.json").write_text('{"version": 1, "findings": []}')
        assert run("validate", "gap.txt")[0] == 1
        run("baseline", "update", "gap.txt")
        entries = json.loads(Path("b.json").read_text())["findings"]
        assert [entry["count"] for entry in entries] == [1] and entries[0]["heading"] == "抓巡查"
        assert run("validate", "gap.txt")[0] == 0

    def test_a_file_that_moved_keeps_its_entries(self, run):
        run("baseline", "update", "gap.txt")
        Path("moved").mkdir()
        Path("gap.txt").rename("moved/renamed.txt")
        assert run("validate", ".", "--baseline", "casekit-baseline.json")[:2] == (0, "")

    def test_what_no_longer_occurs_is_told_and_goes(self, run):
        run("baseline", "update", ".")
        Path("gap.txt").write_text(CLEAN)
        code, _, err = run("validate", ".", "--baseline", "casekit-baseline.json")
        assert code == 0 and "1 finding of the baseline casekit-baseline.json did not occur" in err
        run("baseline", "update", ".")
        assert json.loads(Path("casekit-baseline.json").read_text()) == {"version": 1, "findings": []}

    def test_an_update_of_some_files_keeps_the_others(self, run):
        Path("b.txt").write_text(GAP)
        run("baseline", "update", ".")
        Path("b.txt").write_text(CLEAN)
        run("baseline", "update", "b.txt")
        assert [row["path"] for row in json.loads(Path("casekit-baseline.json").read_text())["findings"]] == ["gap.txt"]

    def test_an_update_for_some_rules_keeps_the_others(self, run):
        run("baseline", "update", ".")
        before = Path("casekit-baseline.json").read_bytes()
        run("baseline", "update", ".", "--select", "CK3")
        assert Path("casekit-baseline.json").read_bytes() == before
        assert "did not occur" not in run("validate", ".", "--baseline", "casekit-baseline.json", "--select", "CK3")[2]

    def test_it_lies_where_it_lies_and_is_read_from_anywhere(self, run, monkeypatch):
        run("baseline", "update", ".")
        Path("sub").mkdir()
        monkeypatch.chdir("sub")
        assert run("validate", "../gap.txt", "--baseline", "../casekit-baseline.json")[:2] == (0, "")

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}', "[" * 100_000])
    def test_what_is_no_baseline_is_refused(self, run, text):
        Path("b.json").write_text(text)
        code, out, err = run("validate", "gap.txt", "--baseline", "b.json")
        assert (code, out) == (2, "") and "b.json: not a baseline" in err and err.count("\n") == 1

    def test_two_runs_write_the_same(self, run):
        run("baseline", "update", ".", "--no-cache")
        first = Path("casekit-baseline.json").read_bytes()
        run("baseline", "update", "clean.txt", "gap.txt")
        assert Path("casekit-baseline.json").read_bytes() == first
