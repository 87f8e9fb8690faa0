"""What the tests of the command line share: two small texts, a folder to work in, ways to run a command."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from casekit.cli import main

CLEAN = """街道工作材料选
第一篇：老旧小区改造
一、主要做法
街道挨家挨户听取意见，排出了改造次序。
（一）建强队伍。抽调十二名干部驻点办公。
（二）算清账目。每笔支出上墙公示。
二、取得成效
居民满意度明显提高。
第二篇：乡村图书室
一、建设背景
村里的孩子放学后没有去处。
二、具体做法
把闲置校舍改成图书室，请退休教师值守。
"""
GAP = CLEAN.replace("（二）算清账目", "（三）算清账目")
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
"""What no terminal should be sent."""


@pytest.fixture(autouse=True)
def here(tmp_path, tmp_path_factory, monkeypatch):
    """A folder with a clean text and one with a gap, no locale, no wish for colours, nothing remembered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASEKIT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("clean.txt").write_text(CLEAN, encoding="utf-8")
    Path("gap.txt").write_text(GAP, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys):
    """Runs a command in this process: exit code, standard output, standard error."""

    def call(*words):
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def process(*words, **options):
    environment = {**os.environ, **options.pop("env", {})}
    return subprocess.run([sys.executable, "-m", "casekit", *words], capture_output=True, timeout=60, env=environment, **options)


def files(root="out"):
    return sorted(path.relative_to(root).as_posix() for path in Path(root).rglob("*") if path.is_file())


def tree_of_bytes(root):
    return {name: (Path(root) / name).read_bytes() for name in files(root)}
