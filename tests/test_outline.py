"""The outline as people see it: columns, levels, cases, narrow places, the pager; and the forms that programs read."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casekit
from casekit.cli import cells
from casekit.cli.cells import clean, cut, width, wrap
from commandline import CLEAN, GAP, STEERING, here, run  # noqa: F401

DEEP = "第一编 总\n第一章 则\n第一节 甲\n一、乙\n（一）丙\n1.丁\n（1）戊\n①把每一件群众关心的小事都当成自己家里的大事来办理\n正文在此。\n"


def lines_of(run, *words):  # noqa: F811
    code, out, err = run("outline", *words)
    assert code == 0 and err == ""
    return out.splitlines()


class TestColumns:
    def test_length_span_and_confidence_stand_beside_the_heading(self, run):  # noqa: F811
        document = casekit.parse(CLEAN)
        lines = lines_of(run, "clean.txt", "--spans", "--confidence")
        assert lines[1].split() == ["line", "span", "chars", "sure", "heading"]
        for section in document.root.headings():
            (line,) = [line for line in lines if line.endswith((section.marker + section.title, f"{section.marker}：{section.title}"))]
            number, span, *rest = re.split(" {2,}", line.strip())
            start, end = map(int, span.split("-"))
            assert (int(number), start) == (section.line, section.start)
            assert CLEAN[start:end].rstrip() == CLEAN[start:end] and CLEAN[start:].startswith(section.marker)
            body = "".join(block.text for block in section.blocks)
            assert rest[0] == str(len(body)) if body else rest[0].endswith("%")
            assert f"{section.confidence:.0%}" in rest
        (case,) = [line for line in lines if "第二篇" in line]
        assert f"{CLEAN.index('第二篇')}-{len(CLEAN) - 1}" in case

    def test_programs_get_them_on_demand(self, run):  # noqa: F811
        rows = json.loads(run("outline", "clean.txt", "--format", "json", "--spans", "--confidence")[1])["headings"]
        assert all(row["span"][0] <= row["start"] and row["end"] <= row["span"][1] and 0 < row["confidence"] <= 1 for row in rows)
        assert json.loads(run("outline", "clean.txt", "--format", "json")[1])["headings"] == casekit.parse(CLEAN).outline()

    def test_signs_of_ascii(self, run):  # noqa: F811
        lines = lines_of(run, "gap.txt", "--ascii", "--width", "40")
        signs = set("".join(lines)) - set(clean(GAP)) - set("：")
        assert not {sign for sign in signs if ord(sign) > 0x2000 and not "\u4e00" <= sign <= "\u9fff"}
        assert "|  `- （三）" in "\n".join(lines)
        assert any(line.endswith("...") for line in lines_of(run, "gap.txt", "--ascii", "--width", "20"))


class TestChoice:
    def test_levels(self, run):  # noqa: F811
        lines = lines_of(run, "gap.txt", "--depth", "1")
        assert [line.split()[-2:] for line in lines if "篇" in line] == [["第一篇：老旧小区改造", "+4"], ["第二篇：乡村图书室", "+2"]]
        assert "numbering-gap" in lines[4] and len(lines) == 6
        rows = json.loads(run("outline", "gap.txt", "--depth", "2", "--format", "json")[1])["headings"]
        whole = casekit.parse(GAP).outline()
        assert [row["title"] for row in rows] == [row["title"] for row in whole if row["level"] <= 2]
        assert [row["parent"] for row in rows] == [-1, 0, 0, -1, 3, 3]
        assert run("outline", "gap.txt", "--depth", "0")[0] == 2

    @pytest.mark.parametrize("case", ["2", "乡村图书室", "第二篇", "图书"])
    def test_one_case(self, run, case):  # noqa: F811
        rows = json.loads(run("outline", "gap.txt", "--case", case, "--format", "json")[1])
        assert [row["title"] for row in rows["headings"]] == ["乡村图书室", "建设背景", "具体做法"] and rows["findings"] == []
        assert [row["parent"] for row in rows["headings"]] == [-1, 0, 0]
        lines = lines_of(run, "gap.txt", "--case", case)
        assert lines[0].startswith("gap.txt  3 headings, utf-8") and "街道工作材料选" not in "\n".join(lines)
        assert "1 finding" in run("outline", "gap.txt", "--case", "1")[1]

    def test_a_case_that_is_not_there(self, run):  # noqa: F811
        for case in ("3", "0", "没有", "1" * 30):
            code, out, err = run("outline", "gap.txt", "--case", case)
            assert code == 2 and out == "" and f"gap.txt: no case {case!r}; it has 2 cases" in err
        Path("one.txt").write_text("一、总\n正文。\n")
        assert "一、总" in run("outline", "one.txt", "--case", "1")[1]

    def test_plain_has_headings_alone(self, run):  # noqa: F811
        assert lines_of(run, "gap.txt", "--format", "plain") == [
            *("街道工作材料选", "第一篇：老旧小区改造", "  一、主要做法", "    （一）建强队伍", "    （三）算清账目", "  二、取得成效"),
            *("第二篇：乡村图书室", "  一、建设背景", "  二、具体做法"),
        ]
        Path("moved.txt").write_text("\n\n" + GAP.replace("挨家挨户", "逐门逐户"))
        assert lines_of(run, "gap.txt", "--format", "plain") == lines_of(run, "moved.txt", "--format", "plain")


class TestNarrow:
    @pytest.mark.parametrize("columns", [20, 30, 47, 60, 100])
    @pytest.mark.parametrize("more", [(), ("--ascii",), ("--confidence",)])
    def test_no_line_is_wider_and_every_title_begins(self, run, columns, more):  # noqa: F811
        Path("deep.txt").write_text(DEEP)
        lines = lines_of(run, "deep.txt", "--width", str(columns), *more)
        assert max(map(width, lines[1:])) <= columns
        assert sum("①" in line for line in lines) == 1

    def test_a_level_takes_fewer_columns(self, run):  # noqa: F811
        Path("deep.txt").write_text(DEEP)
        at = {}
        for columns in (40, 56, 99):
            (at[columns],) = (line.index("①") for line in lines_of(run, "deep.txt", "--width", str(columns)) if "①" in line)
        assert at[40] < at[56] < at[99]

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_a_finding_is_wrapped_and_whole(self, run, lang):  # noqa: F811
        (finding,) = casekit.check(casekit.parse(GAP))
        for columns in (48, 60, 80):
            lines = lines_of(run, "gap.txt", "--width", str(columns), "--lang", lang)
            assert max(map(width, lines)) <= columns
            at = next(at for at, line in enumerate(lines) if "CK101" in line)
            end = next(at for at, line in enumerate(lines) if "取得成效" in line)
            text = "".join(re.sub(r"^[ 0-9]*[│ ]*", "", line) for line in lines[at:end])
            assert finding.text(lang).replace(" ", "") in text.replace(" ", "") and end > at + 1

    @given(st.text("ab 一二，。e\u0301", max_size=60), st.integers(0, 12), st.integers(2, 12))
    def test_wrapping_keeps_every_sign_and_every_width(self, text, first, columns):
        lines = wrap(text, min(first, columns), columns)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(width(line) <= room for line, room in zip(lines, [min(first, columns), *[columns] * len(lines)], strict=False))

    def test_widths_are_those_of_a_terminal(self):
        from rich.cells import cell_len

        # Han, kana, bopomofo, Hangul, full and half width, box drawing, punctuation, and what is drawn into the sign before.
        for first, last in ((0x20, 0x2FF), (0x1100, 0x11FF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2460, 0x25FF), (0x3001, 0x312F)):
            for code in range(first, last + 1):
                if chr(code).isprintable():
                    assert width(chr(code)) == cell_len(chr(code)), hex(code)
        for code in (0x3220, 0x3400, 0x4E00, 0x9FFF, 0xAC00, 0xF900, 0xFF01, 0xFF61, 0xFFE5, 0x1F600, 0x20000, 0x302A, 0x3099, 0xFE0F):
            assert width(chr(code)) == cell_len(chr(code)), hex(code)

    def test_signs_of_uncertain_width(self, monkeypatch):
        monkeypatch.setattr(cells, "_WIDE", "WFA")
        assert width("├─①…") == 8
        for columns in range(8):
            assert width(cut("一①二③四", columns)) <= columns
        assert cut("一二三", 3, "...") == "..." and cut("一二三", 2, "...") == ""


# A terminal


def terminal(*words: str, rows: int = 12, columns: int = 60, env: dict[str, str] | None = None, code: int = 0) -> str:
    """What a terminal of that size is sent by a call."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("PAGER", "CASEKIT_PAGER", "LESS", "COLUMNS", "LINES")}
    environment |= {"TERM": "xterm", **(env or {})}
    call = [sys.executable, "-m", "casekit", *words]
    done = subprocess.Popen(call, stdin=side, stdout=side, stderr=side, env=environment, start_new_session=True)
    os.close(side)
    out = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        out += piece
    os.close(main)
    assert done.wait(60) == code
    return out.decode().replace("\r\n", "\n")


MARKING = f'"{sys.executable}" -c "import sys; sys.stdout.write(\'<paged>\' + sys.stdin.read() + \'</paged>\')"'


class TestPager:
    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_lines_are_as_wide_as_the_terminal(self, here, unbuffered):  # noqa: F811
        Path("wide.txt").write_text("一、" + "把每一件小事都办好" * 20 + "\n正文。\n")
        lines = terminal("outline", "wide.txt", columns=50, env={"NO_COLOR": "1", "PYTHONUNBUFFERED": unbuffered}).splitlines()
        assert max(map(width, lines)) in (49, 50)

    def test_what_is_said_of_the_data_comes_behind_them(self, here):  # noqa: F811
        Path("new.txt").write_text(CLEAN.replace("退休教师", "大学生"))
        for unbuffered in ("", "1"):
            env = {"NO_COLOR": "1", "PAGER": "", "PYTHONUNBUFFERED": unbuffered}
            assert terminal("diff", "clean.txt", "new.txt", env=env, code=1).endswith("\ncasekit: 1 difference\n")

    def test_what_is_longer_than_the_screen_is_paged(self, here):  # noqa: F811
        out = terminal("outline", "clean.txt", rows=8, env={"CASEKIT_PAGER": MARKING, "PAGER": "false", "NO_COLOR": "1"})
        assert out.startswith("<paged>clean.txt") and out.rstrip().endswith("具体做法\n</paged>")

    @pytest.mark.parametrize(
        ("rows", "words", "pager"),
        [(30, (), MARKING), (8, ("--no-pager",), MARKING), (8, (), ""), (8, (), "cat"), (8, (), "no-such-pager --x"), (8, (), "'")],
    )
    def test_what_is_not(self, here, rows, words, pager):  # noqa: F811
        out = terminal("outline", "clean.txt", *words, rows=rows, env={"PAGER": pager, "NO_COLOR": "1"})
        assert out.startswith("clean.txt  8 headings") and "paged" not in out and out.rstrip().endswith("具体做法")

    def test_a_terminal_that_does_not_tell_its_size_has_the_usual_one(self, here):  # noqa: F811
        out = terminal("outline", "clean.txt", rows=0, columns=0, env={"PAGER": MARKING, "NO_COLOR": "1"})
        assert out.startswith("clean.txt  8 headings") and "paged" not in out

    def test_a_device_that_passes_for_a_terminal(self, run, monkeypatch):  # noqa: F811
        monkeypatch.setattr("casekit.cli.pager.is_terminal", lambda _: True)
        monkeypatch.setenv("PAGER", "no-such-pager")
        code, out, _ = run("outline", "clean.txt")
        assert code == 0 and out.startswith("clean.txt  8 headings")

    def test_nothing_is_paged_where_nobody_looks(self, run, monkeypatch):  # noqa: F811
        monkeypatch.setenv("CASEKIT_PAGER", "no-such-pager")
        assert "paged" not in run("outline", "clean.txt")[1]

    def test_leaving_early_is_no_error(self, here):  # noqa: F811
        Path("long.txt").write_text("".join(f"第{at}条 第{at}件事按时办结，记录在册。\n" for at in range(1, 3000)))
        out = terminal("outline", "long.txt", env={"PAGER": f'"{sys.executable}" -c "print(input())"', "NO_COLOR": "1"})
        assert "long.txt" in out and "Traceback" not in out and out.count("\n") == 1

    def test_colours_go_through_and_no_sign_of_a_document_does(self, here):  # noqa: F811
        Path("bad.txt").write_text("".join(f"{number}、坏\x1b]0,owned\x07\x1b[2J\u202e题\n正文。\n" for number in "一二三四五六七八九十"))
        for words in (("outline", "bad.txt"), ("diff", os.devnull, "bad.txt")):
            out = terminal(*words, rows=6, env={"PAGER": "sed -e s/^/:/"}, code=words[0] == "diff")
            plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
            assert out.startswith(":") and plain != out and not STEERING.search(plain.replace("\n", "")) and "坏\\x1b]0,owned" in plain
