"""What the READMEs promise of the whole program: it speaks to nobody, and writes where it was told to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import CLEAN, here  # noqa: F401

WATCH = """
import os, sys
seen, told = [], int(sys.argv.pop(1))
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) and event != "socket.__new__":
        seen.append([event, repr(arguments)])
    elif event == "open" and arguments[2] is not None and isinstance(arguments[0], (str, bytes)):
        if arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
            seen.append(["write", os.path.realpath(os.fsdecode(arguments[0]))])
    elif event in ("os.rename", "os.mkdir", "os.remove"):
        seen.append([event, os.path.realpath(os.fsdecode(arguments[1 if event == "os.rename" else 0]))])
sys.addaudithook(watch)
from casekit.cli import main
code = main(sys.argv[1:])
import json
print(json.dumps([code, seen]), file=open(told, "w"))
"""
PAGE = """<html><head><link rel="stylesheet" href="https://example.invalid/a.css"><script src="https://example.invalid/a.js"></script></head>
<body><img src="https://example.invalid/a.png"><h1>一、总则</h1><p>为了规范管理。</p><iframe src="http://example.invalid"></iframe></body></html>"""
NOTES = "# 一、总则\n\n![图](https://example.invalid/a.png)\n\n为了规范管理，见 <https://example.invalid>。\n\n# 二、附则\n"


def watched(*words: str, code: str = WATCH) -> tuple[int, list[list[str]]]:
    """The exit code of a call, and the connections it made and the files it wrote."""
    reading, writing = os.pipe()
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", code, str(writing), *words]
    done = subprocess.run(command, capture_output=True, env=environment, pass_fds=[writing], timeout=60, check=False)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        answer = told.read()
    assert answer, done.stderr
    code_and_seen: tuple[int, list[list[str]]] = json.loads(answer)
    return code_and_seen


@pytest.fixture
def inputs() -> Path:
    folder = Path("in")
    folder.mkdir()
    (folder / "a.txt").write_text(CLEAN + "第三篇：见 https://example.invalid/a\n", encoding="utf-8")
    (folder / "b.html").write_text(PAGE, encoding="utf-8")
    (folder / "c.md").write_text(NOTES, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "call",
    [
        *("outline in", "outline in --format jsonl", "validate in --no-cache --jobs 1", "parse in/a.txt", "parse in -o out --jobs 1"),
        *("render in/b.html --to markdown", "render in/c.md -o out/c.txt --to text", "diff in/a.txt in/c.md", "explain in/a.txt:3"),
        *("redact in/a.txt", "rules", "families", "schema", "config", "info"),
    ],
)
def test_a_command_speaks_to_nobody_and_writes_where_it_was_told_to(call: str, inputs: Path) -> None:
    Path("out").mkdir()
    code, seen = watched(*call.split())
    assert code in (0, 1)
    writes = [path for event, path in seen if event == "write" or event.startswith("os.")]
    assert [one for one in seen if one[0].startswith(("socket.", "urllib.", "http."))] == []
    allowed = (str(Path("out").resolve()), os.devnull)
    assert [path for path in writes if not path.startswith(allowed)] == []
    assert bool(writes) == ("out" in call.replace("outline", "").split() or "out/c.txt" in call)


def test_the_watch_sees_connections_and_files() -> None:
    connect = (
        "code = 0\nimport socket\nopen('new.txt', 'w').close()\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    )
    code = WATCH.replace("from casekit.cli import main", "").replace("code = main(sys.argv[1:])", connect)
    events = [event for event, _ in watched(code=code)[1]]
    assert "socket.connect" in events and "write" in events
