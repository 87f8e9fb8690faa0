"""The command line when things go wrong: bad input, bad options, full disks, closed pipes, signals; and both languages."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import casekit
import casekit.parser
from casekit.cli import COMMANDS
from casekit.cli.cells import clean, clean_json, clean_lines, cut, width
from casekit.cli.language import say
from commandline import CLEAN, GAP, STEERING, files, here, process, run

__all__ = ["here", "run"]

HOSTILE = "一、红\x1b[31m字\x9b2J与\u202e倒写\n正文在此。\n二、第二\x07节\x7f\n正文也在此。\n"

class TestErrors:
    USAGE = (
        ((), "no command given", "没有给出命令"),
        (("bogus",), "no such command: 'bogus'", "没有命令 'bogus'"),
        (("outline",), "missing argument 'INPUT'", "缺少参数 'INPUT'"),
        (("outline", "--nope", "x"), "no such option: --nope", "没有选项 --nope"),
        (("outline", "x", "--format", "xml"), "'xml' is not one of 'text', 'json', 'jsonl'", "'xml' 不在"),
        (("outline", "x", "--width", "3"), "invalid value for '--width'", "'--width' 的值无效"),
        (("outline", "x", "--width", "w"), "invalid value for '--width'", "'--width' 的值无效"),
        (("outline", "x", "--format"), "option '--format' needs a value", "选项 '--format' 缺少值"),
        (("outline", "x", "--items=1"), "option '--items' takes no value", "选项 '--items' 不接受值"),
        (("schema", "x"), "unexpected extra argument x", "多余的参数 x"),
        (("parse", "clean.txt", "--encoding", "rot13"), "unknown encoding 'rot13'", "未知的编码 'rot13'"),
        (("parse", "clean.txt", "--encoding", "klingon"), "unknown encoding 'klingon'", "未知的编码 'klingon'"),
        (("--lang", "fr", "rules"), "unknown language 'fr'", "未知的语言 'fr'"),
        (("rules", "--lang"), "option --lang needs a value", "--lang"),
        (("outline", "x", "--\x1b[31m"), "no such option", "没有选项"),
    )

    @pytest.mark.parametrize(("words", "english", "chinese"), USAGE)
    def test_usage_errors_are_one_line_in_both_languages(self, run, monkeypatch, words, english, chinese):
        for language, message in (("C", english), ("zh_CN.UTF-8", chinese)):
            monkeypatch.setenv("LC_ALL", language)
            code, out, err = run(*words)
            assert (code, out) == (2, "") and message in err and err.count("\n") == 1 and not STEERING.search(err)
            assert err.startswith("casekit: 错误：" if language != "C" else "casekit: error: ")

    BAD = ("nowhere.txt", "", "empty.txt", "blank.txt", "binary.txt", "folder", "secret.txt", "loop.txt", "pipe", "bad.yaml", "deep.json")

    @pytest.mark.parametrize("name", BAD)
    @pytest.mark.parametrize("command", ["outline", "validate", "render", "diff", "parse"])
    def test_every_bad_input_is_one_line_and_a_count(self, run, name, command):
        Path("empty.txt").write_bytes(b"")
        Path("blank.txt").write_text(" \n\n")
        Path("binary.txt").write_bytes(bytes(range(256)) * 64)
        Path("folder").mkdir()
        Path("secret.txt").write_text(CLEAN)
        Path("secret.txt").chmod(0)
        Path("loop.txt").symlink_to("loop.txt")
        os.mkfifo("pipe")
        Path("bad.yaml").write_text("# yaml-language-server: $schema=https://casekit.dev/schema/record-1.json\nschema: [\n")
        Path("deep.json").write_text('{"schema": 1, "source": {"path": ' + "[" * 50_000)
        if name == "secret.txt" and os.geteuid() == 0:
            name = "nowhere.txt"
        words = ("diff", "clean.txt", name) if command == "diff" else (command, name)
        code, out, err = run(*words)
        lines = err.splitlines()
        if command == "diff" and name == "folder":
            assert code == 2 and lines == ["casekit: error: compare a file with a file, or a folder with a folder"]
            return
        assert code == 2 and out == ""
        assert lines[0].startswith("casekit: error: ") and "could not be done" in lines[-1]
        assert not name or name in lines[0]
        assert len(lines) == 2
        assert "Traceback" not in err

    def test_a_bad_input_never_stops_the_others(self, run):
        Path("empty.txt").write_bytes(b"")
        code, out, err = run("outline", "empty.txt", "clean.txt", "nowhere.txt", "gap.txt")
        assert code == 2 and out.count("老旧小区改造") == 2 and "2 of 4 inputs could not be done" in err
        code, out, _ = run("validate", "empty.txt", "gap.txt")
        assert code == 2 and "numbering-gap" in out

    def test_an_error_inside_is_one_line_unless_debugging(self, run, monkeypatch):
        def fail(source):
            if "图书室" in source.text:
                raise RuntimeError("two\nlines")
            return real(source)

        real = casekit.parser.parse
        monkeypatch.setattr(casekit.parser, "parse", fail)
        Path("ok.txt").write_text("一、总体情况\n全年平稳。\n")
        code, out, err = run("outline", "clean.txt", "ok.txt")
        assert code == 2 and "总体情况" in out
        told = "internal error (RuntimeError: two lines); run again with --debug and report it"
        assert err.splitlines()[0] == f"casekit: error: clean.txt: {told}"
        assert "Traceback" not in err and "Traceback" in run("outline", "clean.txt", "--debug")[2]

    def test_no_command_lets_the_terminal_be_steered(self, run):
        Path("h\x1b[31m.txt").write_text(HOSTILE)
        Path("new.txt").write_text(HOSTILE.replace("倒写", "正写").replace("第二", "第三"))
        name = "h\x1b[31m.txt"
        run("parse", name, "-o", "out")
        for words in (
            ("outline", name),
            ("outline", name, "--format", "json"),
            ("outline", "out"),
            ("validate", name),
            ("validate", name, "--format", "jsonl"),
            ("render", name),
            ("render", name, "--to", "text"),
            ("diff", name, "new.txt"),
            ("diff", name, "new.txt", "--format", "json"),
            ("explain", f"{name}:1"),
            ("explain", f"{name}:3", "--format", "json"),
            ("parse", name),
            ("parse", name, "--format", "json"),
            ("parse", f"{name}x"),
        ):
            _, out, err = run(*words)
            # What is rendered for a program keeps marks of direction: they are the author's words, and no terminal reads them.
            shown = out.replace("\u202e", "") if words[0] == "render" else out
            assert not STEERING.search(shown + err), words
        assert json.loads(run("outline", name, "--format", "json")[1])["headings"][0]["title"] == "红\x1b[31m字\x9b2J与\u202e倒写"


class TestProcess:
    def test_version_and_help(self):
        done = process("--version")
        assert (done.returncode, done.stdout.decode()) == (0, f"casekit {casekit.__version__}\n")
        for words in (("-h",), ("--help",), *((command, "-h") for command in COMMANDS[:2])):
            done = process(*words)
            assert done.returncode == 0 and done.stderr == b"" and b"Usage: casekit" in done.stdout

    def test_help_names_every_command_in_both_languages(self, run):
        for language in ("en", "zh"):
            out = run("--lang", language, "--help")[1]
            assert all(f"  {command} " in out for command in COMMANDS)
            assert [say(language, command) in " ".join(out.split()) for command in ("schema", "rules")] == [True, True]

    def test_starting_loads_nothing_heavy(self):
        check = "import sys, casekit; print([m for m in ('typer', 'rich', 'yaml', 'casekit.parser', 'casekit.model') if m in sys.modules])"
        assert subprocess.run([sys.executable, "-c", check], capture_output=True).stdout == b"[]\n"
        check = check.replace("import sys, casekit;", "import sys; from casekit.cli import main; main(['--version']);")
        check = check.replace("'typer', ", "").replace(", 'casekit.model'", "")
        assert subprocess.run([sys.executable, "-c", check], capture_output=True).stdout.endswith(b"\n[]\n")

    @pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "gbk"}])
    def test_output_is_utf8_whatever_the_locale(self, tmp_path, locale):
        done = process("outline", "clean.txt", cwd=tmp_path, env=locale)
        assert done.returncode == 0 and "└─ 二、具体做法" in done.stdout.decode()

    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_a_closed_pipe_is_quiet(self, tmp_path, unbuffered):
        Path("long.txt").write_text("".join(f"第{number}条　本条规定第{number}项事务。\n" for number in range(1, 3000)))
        running = subprocess.Popen(
            [sys.executable, "-m", "casekit", "outline", "long.txt"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
        running.stdout.read(10)
        running.stdout.close()
        assert running.wait(timeout=30) == 141 and running.stderr.read() == b""
        running.stderr.close()

    @pytest.mark.parametrize("words", [("outline", "clean.txt"), ("schema",), ("--version",), ("-h",)])
    def test_a_full_disk_is_an_error(self, tmp_path, words):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "casekit", *words], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, timeout=60
            )
        assert done.returncode == 2
        assert done.stderr.startswith(b"casekit: error: standard output cannot be written (No space left on device)")
        assert done.stderr.count(b"\n") == 1

    def test_a_closed_standard_output_is_no_success(self, tmp_path):
        shell = f'"{sys.executable}" -m casekit outline clean.txt >&-'
        done = subprocess.run(["sh", "-c", shell], cwd=tmp_path, stderr=subprocess.PIPE, timeout=60)
        assert done.returncode == 2 and b"it is closed" in done.stderr

    def test_a_closed_standard_input_is_an_error(self, tmp_path):
        done = subprocess.run(["sh", "-c", f'"{sys.executable}" -m casekit outline - <&-'], cwd=tmp_path, capture_output=True, timeout=60)
        assert done.returncode == 2 and done.stderr.startswith(b"casekit: error: -: standard input is closed")

    def test_a_thread_may_run_it(self):
        code = "import threading; from casekit.cli import main; threading.Thread(target=main, args=[['outline', 'clean.txt']]).start()"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
        assert done.stdout == process("outline", "clean.txt").stdout and not done.stderr

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_signals(self, tmp_path, number, code):
        command = [sys.executable, "-m", "casekit", "parse", "clean.txt", "-", "-o", "out"]
        running = subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        while not Path("out/clean/02-乡村图书室.yaml").exists():
            time.sleep(0.005)
        time.sleep(0.05)
        running.send_signal(number)
        _, err = running.communicate(timeout=30)
        assert running.returncode == code
        assert err == b"casekit: interrupted; what was finished is kept\n"
        rows = {row["source"]: row["state"] for row in map(json.loads, Path("out/manifest.jsonl").read_text().splitlines())}
        assert rows["clean.txt"] == "ok" and rows.get("-", "error") == "error"

    def test_lone_surrogates_do_not_stop_anything(self, run):
        name = os.fsdecode("坏".encode() + b"\xff.txt")
        Path(name).write_text(CLEAN)
        done = process("outline", name)
        assert done.returncode == 0 and "老旧小区改造" in done.stdout.decode()
        assert run("parse", name, "-o", "out")[0] == 0
        assert files()[0] == "manifest.jsonl" or files()[0].startswith("坏/")
        assert json.loads(Path("out/manifest.jsonl").read_text())["state"] == "ok"


class TestLanguage:
    def test_the_option_works_before_and_behind_the_command(self, run):
        for words in ("--lang zh validate gap.txt", "validate gap.txt --lang zh", "validate --lang=zh gap.txt"):
            code, out, err = run(*words.split())
            assert code == 1 and "numbering-gap" in out and "个问题" not in out and "共 1 个" in err

    def test_findings_speak_the_language_and_json_stays_english(self, run):
        finding = casekit.check(casekit.parse(GAP))[0]
        assert finding.message_zh in run("--lang", "zh", "validate", "gap.txt")[1]
        assert finding.message_zh in run("--lang", "zh", "outline", "gap.txt")[1]
        assert json.loads(run("--lang", "zh", "validate", "gap.txt", "--format", "json")[1])["findings"][0]["message"] == finding.message


class TestCells:
    def test_widths(self):
        assert [width(text) for text in ("abc", "案例", "（一）", "e\u0301", "①")] == [3, 4, 6, 1, 1]
        assert cut("案例材料", 5) == "案例…" and cut("案例", 4) == "案例" and width(cut("一二三四五", 6)) <= 6

    def test_nothing_steers(self):
        everything = "".join(map(chr, range(0x3000))) + "\ud800\U000e0041\U0001f600"
        assert not STEERING.search(clean(everything)) and "\n" not in clean(everything)
        assert "\n" in clean_lines(everything) and "\x1b" not in clean_lines(everything)
        assert clean("正常，《文字》 a\u3000b") == "正常，《文字》 a\u3000b" and clean("a\x1b[0m") == "a\\x1b[0m"

    def test_json_keeps_what_it_escapes(self):
        value = {"a": "".join(map(chr, range(0x80, 0x2100))) + "\U000e0041"}
        text = clean_json(json.dumps(value, ensure_ascii=False))
        assert json.loads(text) == value and not STEERING.search(text)
