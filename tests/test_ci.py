"""What others build on: the hooks of pre-commit, the action, the recipes of the manual."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from commandline import CLEAN, GAP, here, run

__all__ = ["here", "run"]

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STRAY = (
    "一、阅读推广\n图书室每周六开放，由退休教师轮流值守，孩子们可以自己挑书，也可以参 加朗读比赛，优胜者得到一本新书。\n"
    "二、借阅办法\n凭证借阅，每次两册。\n"
)


@pytest.mark.skipif(shutil.which("git") is None or find_spec("pre_commit") is None, reason="git or pre-commit is missing")
class TestPreCommit:
    """pre-commit itself runs the hooks as they are published, but that casekit is the one at hand and nothing is installed."""

    @pytest.fixture
    def commit(self, here, tmp_path_factory, monkeypatch):
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("pre-commit")))
        hooks = [hook | {"language": "system", "entry": f"{sys.executable} -m {hook['entry']}"} for hook in HOOKS]
        Path(".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
        subprocess.run(["git", "init", "-q"], check=True)
        run_ = [sys.executable, "-m", "pre_commit", "run"]

        def call(hook, *names):
            subprocess.run(["git", "add", "."], check=True)
            done = subprocess.run([*run_, hook, *names], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
            return done.returncode, done.stdout + done.stderr

        return call

    def test_a_defect_stops_the_commit(self, commit):
        code, out = commit("casekit-validate")
        assert code == 1 and "gap.txt:6:1: CK101 numbering-gap" in out and "1 finding in 1 of 2 files" in out
        Path("gap.txt").write_text(CLEAN)
        assert commit("casekit-validate")[0] == 0

    def test_fixes_are_made_and_shown_as_changes(self, commit):
        Path("gap.txt").write_text(STRAY)
        code, out = commit("casekit-fix")
        assert code == 1 and "files were modified by this hook" in out and Path("gap.txt").read_text() == STRAY.replace("参 加", "参加")
        assert commit("casekit-fix")[0] == 0

    def test_records_are_compared_with_their_sources(self, commit, run):
        run("parse", "clean.txt", "-o", "out")
        assert commit("casekit-validate-records")[0] == 0
        Path("clean.txt").write_text(GAP)
        code, out = commit("casekit-validate-records", "--all-files")
        assert code == 1 and out.count("stale-record") == 2


class TestHooks:
    def test_every_hook_says_what_pre_commit_needs(self):
        for hook in HOOKS:
            assert set(hook) >= {"id", "name", "description", "entry", "language", "files"} and hook["language"] == "python"
            assert hook["entry"].startswith("casekit validate") and hook["require_serial"] is True

    @pytest.mark.parametrize(
        ("name", "hooks"),
        [
            ("a/b.txt", {"casekit-validate", "casekit-fix"}),
            ("README.md", {"casekit-validate", "casekit-fix"}),
            ("out/a/01-某案例.yaml", {"casekit-validate-records"}),
            ("out/a/12.json", {"casekit-validate-records"}),
            ("package.json", set()),
            ("a.txt.yaml", set()),
        ],
    )
    def test_the_right_files_go_to_the_right_hooks(self, name, hooks):
        assert {hook["id"] for hook in HOOKS if re.search(hook["files"], name)} == hooks


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is missing")
class TestAction:
    def script(self, name):
        return next(step for step in ACTION["runs"]["steps"] if step.get("name") == name)

    def run(self, tmp_path, **inputs):
        step = self.script("casekit validate")
        fake = tmp_path / "casekit-at-hand"
        fake.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/words"\nexec "{sys.executable}" -m casekit "$@"\n')
        fake.chmod(0o755)
        values = {name: inputs.get(name, row["default"]) for name, row in ACTION["inputs"].items()}
        env = {key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: values[m[1]], text) for key, text in step["env"].items()}
        (tmp_path / "output").write_text("")
        env = {**os.environ, **env, "CASEKIT": str(fake), "GITHUB_OUTPUT": str(tmp_path / "output")}
        shell = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
        done = subprocess.run(shell, env=env, capture_output=True, text=True, timeout=60, check=False)
        return done, (tmp_path / "words").read_text().splitlines()

    def test_findings_fail_the_step_and_are_annotated(self, tmp_path):
        done, words = self.run(tmp_path)
        assert done.returncode == 1 and done.stdout.startswith("::warning file=gap.txt,line=6,") and words[-1] == "."
        assert (tmp_path / "output").read_text() == "exit-code=1\n"

    def test_inputs_become_options(self, tmp_path):
        inputs = {"paths": "clean.txt\ngap.txt", "fail-on": "error", "args": "--select CK1 --no-cache"}
        done, words = self.run(tmp_path, **inputs, format="sarif", **{"output-file": "r.sarif"})
        assert done.returncode == 0 and words[-3:] == ["--", "clean.txt", "gap.txt"] and words[-6:-3] == ["--select", "CK1", "--no-cache"]
        assert "numbering-gap" in Path("r.sarif").read_text()

    def test_an_input_is_never_a_command(self, tmp_path):
        done, words = self.run(tmp_path, paths='clean.txt $(touch ran) `touch ran` "; touch ran', baseline="$(touch ran)")
        assert not Path("ran").exists() and done.returncode == 2 and "$(touch" in words

    def test_a_failure_is_2(self, tmp_path):
        assert self.run(tmp_path, paths="nowhere.txt")[0].returncode == 2

    def test_every_step_is_well_formed(self):
        assert ACTION["runs"]["using"] == "composite"
        for step in ACTION["runs"]["steps"]:
            assert ("uses" in step) != ("run" in step) and ("shell" in step) == ("run" in step)
            assert "${{" not in step.get("run", "")
        used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
        assert used == set(ACTION["inputs"])


class TestManual:
    PAGE = (ROOT / "docs/validate.md").read_text(encoding="utf-8")
    CHINESE = (ROOT / "docs/validate.zh-CN.md").read_text(encoding="utf-8")

    def test_what_it_names_is_there(self, run):
        help_text = run("validate", "--help")[1] + run("baseline", "--help")[1] + run("--help")[1] + run("redact", "--help")[1]
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", self.PAGE + self.CHINESE))
        assert options and {option for option in options if option not in help_text} == set()
        assert {hook["id"] for hook in HOOKS} <= set(re.findall(r"casekit-[a-z-]+", self.PAGE))

    def test_its_settings_are_read(self, run):
        (toml,) = re.findall(r"```toml\n(.*?)```", self.PAGE, re.DOTALL)
        Path("team.toml").write_text('profile = ""\n')
        Path("sub").mkdir()
        Path("sub/casekit.toml").write_text(toml)
        code, out, _ = run("config", "--config", "sub/casekit.toml")
        assert code == 0 and 'fail-on = "warning"' in out
        (toml,) = re.findall(r"```toml\n(.*?)```", self.CHINESE, re.DOTALL)
        Path("sub/zh.toml").write_text(toml)
        assert run("config", "--config", "sub/zh.toml")[0] == 0

    def test_its_yaml_is_yaml(self):
        blocks = re.findall(r"```yaml\n(.*?)```", self.PAGE, re.DOTALL)
        assert len(blocks) >= 3 and all(isinstance(yaml.safe_load(block), (dict, list)) for block in blocks)
