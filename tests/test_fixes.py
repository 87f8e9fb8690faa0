"""Fixes: what they change, what they keep, and that they leave the tree alone."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit.cli.fixing import encoded
from casekit.diagnostic import Diagnostic, Severity
from casekit.fixes import SAFE, UNSAFE, fix
from casekit.fixes.edit import Edit, Moved, apply, ordered
from casekit.fixes.sameness import same
from casekit.readers import read_bytes, read_path
from casekit.rules import RULES
from casekit.source import Source
from commandline import here, run

__all__ = ["here", "run"]

HERE = Path(__file__).parent
STRAY = (
    "一、阅读推广\n图书室每周六开放，由退休教师轮流值守，孩子们可以自己挑书，也可以参 加朗读比赛，优胜者得到一本新书。\n"
    "二、借阅办法\n凭证借阅，每次两册。\n"
)
MANY = (
    "一、阅读推广\n图书室每周六开 放，由退休教师轮流值 守，孩子们可以自己挑 书看，也可以参 加朗读比赛，优胜者得到一本新 书作奖品。\n"
    "二、借阅办法\n凭证借阅。\n"
)
DEBRIS = (
    "校园安全工作总结 Microsoft Word 文档\n一、门卫管理\n"
    "来访人员在传达室登记，&nbsp;由值班老师领进校门。<br/>家长接送孩子时在黄线外等候。\n"
)
GAP = "一、仓库管理\n入库的物资当天登记。\n（一）专人保管\n钥匙由两名保管员掌握。\n（三）定期盘点\n每个季度末清点一次。\n"
LAW = (
    "第一章 总则\n第一条 为了方便借阅，制定本办法。\n第二条 本办法第五条所称图书，包括期刊。\n第二章 借阅\n"
    "第四条 借阅应当登记，依照第二条办理；《图书馆法》第五条另有规定的除外。\n第五条 逾期不还的，依照第四条处理。\n"
)


def check(source):
    document = casekit.parse(source)
    found = [finding for rule in RULES if rule.default for finding in rule.check(document)]
    return document, sorted(found, key=lambda finding: (finding.start, finding.code))


def fixed(text, unsafe=False):
    return fix(Source(text), check, unsafe)


class TestSafe:
    def test_stray_blanks_go_one_or_many(self):
        assert fixed(STRAY).text == STRAY.replace("参 加", "参加") and fixed(STRAY).made == {"stray-space": 1}
        assert fixed(MANY).text == MANY.replace(" ", "")

    def test_debris_goes_and_entities_become_signs(self):
        text = fixed(DEBRIS).text
        assert text == DEBRIS.replace(" Microsoft Word 文档", "").replace("&nbsp;", "").replace("<br/>", "")
        quoted = DEBRIS.replace("&nbsp;", "&ldquo;老规矩&rdquo;")
        assert "“老规矩”" in fixed(quoted).text

    def test_a_notice_of_hidden_text_stays(self):
        text = DEBRIS.replace("&nbsp;", "此处隐藏326个字，").replace("<br/>", "")
        assert "此处隐藏326个字" in fixed(text).text

    def test_every_name_is_a_rule_and_numbering_is_unsafe(self):
        names = {rule.name for rule in RULES}
        assert names >= UNSAFE and {"stray-space", "stray-debris"} <= names & set(SAFE) and not UNSAFE & set(SAFE)

    def test_numbers_stay_unless_asked_for(self):
        assert fixed(GAP).text == GAP and fixed(LAW).text == LAW

    def test_a_fix_that_would_change_the_tree_is_left_out(self, monkeypatch):
        def greedy(document, finding):
            yield Edit(0, 2, "")  # takes the first heading's marker

        monkeypatch.setitem(SAFE, "stray-space", greedy)
        assert fixed(STRAY).text == STRAY

    def test_of_several_the_harmless_ones_are_kept(self, monkeypatch):
        real = SAFE["stray-debris"]

        def mixed(document, finding):
            yield from real(document, finding) if finding.line > 1 else (Edit(0, 20, "一、"),)

        monkeypatch.setitem(SAFE, "stray-debris", mixed)
        assert fixed(DEBRIS).text == DEBRIS.replace("&nbsp;", "").replace("<br/>", "")


    def test_what_is_refused_again_and_again_is_given_up(self, monkeypatch):
        calls = []

        def counting(source):
            calls.append(1)
            return check(source)

        monkeypatch.setattr("casekit.fixes._TRIES", (8, 20))
        monkeypatch.setitem(SAFE, "stray-space", lambda document, finding: iter([Edit(finding.start - 3, finding.start, "\n一、")]))
        text = "".join(f"（{number}）" + STRAY.split("\n")[1] + "\n" for number in range(1, 60))
        assert fix(Source(text), counting).text == text and len(calls) <= 22


class TestSeparators:
    """A finding names the first of the markers of one make; all of them are put right."""

    def edited(self, text, name, at):
        document = casekit.parse(text)
        finding = Diagnostic("CK999", name, Severity.INFO, 1, 1, at, at + 2, "m", "m")
        return apply(text, ordered(SAFE[name](document, finding)))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("一、巡河\n1、定人。每段一人。\n2、定时。每天一遍。\n", "一、巡河\n1.定人。每段一人。\n2.定时。每天一遍。\n"),
            ("一. 走访\n每户坐半小时。\n二. 议事\n每个月一次。\n", "一、 走访\n每户坐半小时。\n二、 议事\n每个月一次。\n"),
            ("一、巡河\n1．定人。每段一人。\n2．定时。每天一遍。\n", "一、巡河\n1.定人。每段一人。\n2.定时。每天一遍。\n"),
        ],
    )
    def test_wrong_ones_become_the_standards(self, text, expected):
        at = text.index("1") if "1" in text else 0
        assert self.edited(text, "wrong-separator", at) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("一、保洁\n（一）、分段。管一段。\n（二）、分时。管一时。\n", "一、保洁\n（一）分段。管一段。\n（二）分时。管一时。\n"),
            ("一、保洁\n①、分段。各管一段。\n②、分时。各管一时。\n", "一、保洁\n①分段。各管一段。\n②分时。各管一时。\n"),
            ("一、保洁\n1.、分段。各管一段。\n2.、分时。各管一时。\n", "一、保洁\n1.分段。各管一段。\n2.分时。各管一时。\n"),
        ],
    )
    def test_a_sign_too_many_goes(self, text, expected):
        at = next(text.index(sign) for sign in "（①1" if sign in text)
        assert self.edited(text, "double-punctuation", at) == expected

    def test_a_place_without_a_marker_gives_nothing(self):
        text = "一、巡河\n1、定人。每段一人。\n"
        assert self.edited(text, "wrong-separator", 3) == self.edited(text, "double-punctuation", 12) == text


class TestUnsafe:
    def test_a_gap_is_closed(self):
        assert fixed(GAP, unsafe=True).text == GAP.replace("（三）", "（二）")

    def test_references_go_along_and_those_to_other_laws_stay(self):
        expected = LAW.replace("第四条 借", "第三条 借").replace("第五条 逾", "第四条 逾").replace("依照第四条", "依照第三条")
        assert fixed(LAW, unsafe=True).text == expected.replace("本办法第五条", "本办法第四条")

    def test_a_reference_to_what_is_missing_speaks_for_lost_text(self):
        text = LAW.replace("依照第二条", "依照第三条")
        assert fixed(text, unsafe=True).text == text
        text = LAW.replace("依照第四条处理", "依照第四、五条处理")
        assert fixed(text, unsafe=True).text == text

    @pytest.mark.parametrize(
        ("markers", "expected"),
        [
            ("1. 2. 4. 5.", "1. 2. 3. 4."),
            ("① ② ④", "① ② ③"),
            ("1、 2、 2、 3、", "1、 2、 3、 4、"),
            ("（１） （３）", "（１） （２）"),
        ],
    )
    def test_every_script_is_written_as_it_was(self, markers, expected):
        def text(row):
            rows = zip("甲乙丙丁", row.split(), strict=False)
            return "一、巡河\n" + "".join(f"{marker}第{name}班人手\n每班巡查两遍，记在簿上。\n" for name, marker in rows)

        assert fixed(text(markers), unsafe=True).text == text(expected)

    def test_points_of_an_article(self):
        text = (
            "第一条 借阅人应当遵守下列规定：\n（一）保持安静；\n（三）爱护图书；\n（四）按期归还。\n"
            "第二条 违反第一条第（三）项的，照价赔偿。\n第三条 违反第二条第（三）项的，另行处理。\n"
        )
        expected = text.replace("（三）爱", "（二）爱").replace("（四）按", "（三）按").replace("第一条第（三）项", "第一条第（二）项")
        assert fixed(text, unsafe=True).text == expected


class TestProperties:
    @pytest.mark.parametrize("unsafe", [False, True])
    def test_on_every_golden_case(self, unsafe):
        for path in sorted((HERE / "cases").glob("*.txt"))[:: 3 if unsafe else 2]:
            source = read_path(path)
            once = fix(source, check, unsafe)
            assert fix(Source(once.text, source.origin), check, unsafe).text == once.text, path.name
            old, new = casekit.parse(source), casekit.parse(once.text)
            assert [row["kind"] for row in old.outline()] == [row["kind"] for row in new.outline()], path.name
            if not once.made:
                assert once.text == source.text

    ROWS = st.tuples(st.integers(0, 60), st.integers(0, 8), st.text("丙 ", max_size=3))

    @given(st.text("甲乙一二 \n、。（）1.", max_size=60), st.lists(ROWS, max_size=6))
    @settings(max_examples=150, deadline=None)
    def test_places_move_with_the_text(self, text, rows):
        edits = ordered(Edit(min(at, len(text)), min(at + length, len(text)), new) for at, length, new in rows)
        moved, new = Moved(edits), apply(text, edits)
        touched = {at for edit in edits for at in range(edit.start, edit.end)}
        for at, sign in enumerate(text):
            if at not in touched:
                assert new[moved(at)] == sign
        assert moved(len(text)) <= len(new)

    def test_sameness_sees_what_must_not_change(self):
        def trees(new):
            return same(casekit.parse(GAP), casekit.parse(new), Moved(()))

        assert trees(GAP)
        for old, new in (("（三）", "（二）"), ("（三）", "  三  "), ("一、仓", "  仓")):
            assert not trees(GAP.replace(old, new))


class TestCommand:
    def test_nothing_is_altered_without_a_word(self, run):
        Path("a.txt").write_text(STRAY)
        refused = (("--fix",), ("--in-place",), ("-o", "new"), ("--unsafe-fixes",), ("--fix", "--in-place", "-o", "new"))
        for words in ((), ("--diff",), *refused):
            code, _, err = run("validate", "a.txt", *words)
            assert Path("a.txt").read_text() == STRAY and not Path("new").exists(), words
            assert code == (2 if words in refused else 1), (words, err)

    def test_the_difference_is_shown(self, run):
        Path("a.txt").write_text(STRAY)
        code, out, err = run("validate", "a.txt", "clean.txt", "--diff")
        assert code == 1 and out.splitlines()[:3] == ["--- a.txt", "+++ a.txt", "@@ -1,5 +1,5 @@"]
        assert [line[0] for line in out.splitlines()[3:]].count("+") == 1 and err == ""
        assert run("validate", "clean.txt", "--diff") == (0, "", "")
        assert run("validate", "a.txt", "--diff", "--exit-zero")[0] == 0

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_in_place_keeps_encoding_mark_line_ends_and_permissions(self, run, encoding, end):
        text = (STRAY * 4).replace("\n", end)
        Path("a.txt").write_bytes(text.encode(encoding))
        Path("a.txt").chmod(0o640)
        code, out, err = run("validate", "a.txt", "--fix", "--in-place", "--ignore", "CK1")
        assert (code, out) == (0, "") and "4 findings put right in 1 file" in err
        assert Path("a.txt").read_bytes() == text.replace("参 加", "参加").encode(encoding)
        assert Path("a.txt").stat().st_mode & 0o777 == 0o640
        before = Path("a.txt").stat().st_mtime_ns
        assert "0 findings put right" in run("validate", "a.txt", "--fix", "--in-place", "--ignore", "CK1")[2]
        assert Path("a.txt").stat().st_mtime_ns == before

    def test_copies_go_below_a_new_folder(self, run):
        Path("d/sub").mkdir(parents=True)
        Path("d/a.txt").write_text(STRAY)
        Path("d/sub/b.txt").write_text(GAP)
        code, out, _ = run("validate", "d", "--fix", "-o", "new")
        assert Path("d/a.txt").read_text() == STRAY and Path("new/a.txt").read_text() == STRAY.replace("参 加", "参加")
        assert Path("new/sub/b.txt").read_text() == GAP and code == 1 and out.startswith("new/sub/b.txt:5:1: CK101")
        assert run("validate", "d", "--fix", "--unsafe-fixes", "-o", "new")[0] == 0

    def test_a_copy_never_lands_on_a_text(self, run):
        Path("a.txt").write_text(STRAY)
        Path("d").mkdir()
        Path("d/a.txt").write_text(GAP)
        assert run("validate", "a.txt", "--fix", "-o", ".")[0] == 2 and Path("a.txt").read_text() == STRAY
        code, _, err = run("validate", "a.txt", "d", "--fix", "-o", "new")
        assert code == 2 and "its copy would overwrite that of a.txt" in err and Path("new/a.txt").read_text() != GAP
        Path("links").mkdir()
        Path("links/sub").symlink_to("../d")
        Path("deep/sub").mkdir(parents=True)
        Path("deep/sub/a.txt").write_text(STRAY)
        assert run("validate", "deep", "--fix", "-o", "links")[0] == 2 and Path("d/a.txt").read_text() == GAP

    def test_a_damaged_text_is_left_alone(self, run):
        data = (STRAY * 3).encode() + b"\xff\xfe\xff" + STRAY.encode()
        Path("a.txt").write_bytes(data)
        _, _, err = run("validate", "a.txt", "--fix", "--in-place")
        assert Path("a.txt").read_bytes() == data and "would not keep its bytes" in err

    def test_what_is_no_plain_text_is_not_fixed_and_told_once(self, run):
        page = "<html><body><p>一、参 加活动。</p><p>二、开会。</p></body></html>"
        Path("a.html").write_text(page, encoding="utf-8")
        for words in (("--in-place",), ("-o", "new")):
            err = run("validate", "a.html", "--fix", *words)[2]
            assert err.count("a.html: is no plain text, and only plain texts are fixed") == 1, words
        assert Path("a.html").read_text(encoding="utf-8") == page and not Path("new").exists()

    def test_a_file_that_changes_meanwhile_is_left_alone(self, run, monkeypatch):
        Path("a.txt").write_text(STRAY)
        real = casekit.rules.RULES

        def change(item, formats):
            Path("a.txt").write_text(GAP)
            return "other"

        monkeypatch.setattr("casekit.cli.fixing.digest", change)
        code, _, err = run("validate", "a.txt", "--fix", "--in-place")
        assert code == 2 and "changed while it was being fixed" in err and Path("a.txt").read_text() == GAP and real

    def test_a_full_disk_leaves_the_text(self, run, monkeypatch):
        Path("a.txt").write_text(STRAY)
        monkeypatch.setattr(os, "fdopen", lambda *a, **k: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        from casekit.cli.writing import replace
        from casekit.errors import ConfigError

        with pytest.raises(ConfigError, match="No space left"):
            replace(Path("a.txt"), b"new")
        assert Path("a.txt").read_text() == STRAY and not list(Path().glob(".casekit*"))

    def test_what_is_not_checked_is_not_fixed(self, run):
        Path("a.txt").write_text(STRAY)
        run("validate", "a.txt", "--fix", "--in-place", "--ignore", "stray-space")
        assert Path("a.txt").read_text() == STRAY
        Path("casekit.toml").write_text('[[exceptions]]\npath = "a.txt"\nrule = "stray-space"\nreason = "a quotation"\n')
        assert run("validate", "a.txt", "--fix", "--in-place")[0] == 0 and Path("a.txt").read_text() == STRAY

    def test_bad_inputs_are_told_once_and_records_stay(self, run):
        Path("a.txt").write_text(STRAY)
        Path("empty.txt").write_text("")
        run("parse", "clean.txt", "-o", "out")
        record = next(Path("out/clean").iterdir())
        before = record.read_bytes()
        code, _, err = run("validate", "a.txt", "empty.txt", str(record), "--fix", "--in-place")
        assert code == 2 and err.count("empty.txt") == 1 and record.read_bytes() == before and "1 of 3 inputs" in err
        assert Path("a.txt").read_text() != STRAY

    def test_the_standard_input_is_only_shown(self, run, monkeypatch):
        import io
        import sys

        for words, code in ((("--diff",), 1), (("--fix", "--in-place"), 2)):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STRAY.encode())))
            assert run("validate", "-", *words)[0] == code

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "big5"])
    def test_bytes_come_back(self, encoding):
        data = "一、總則\r\n內容在此，共有三項內容，分別說明如下。\n".encode(encoding)
        source = read_bytes(data)
        assert encoded(source.text, source.origin) == data
