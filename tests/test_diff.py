"""`casekit diff`: an amended law, folders, what is ignored, the page, and git."""

import json
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

import casekit
from casekit.changes import IGNORABLE
from casekit.cli.differences import FORMATS
from casekit.cli.differences.html import POLICY, STYLE
from commandline import CLEAN, STEERING, here, process, run  # noqa: F401
from laws import AMENDMENT, GARDENS, amended, amended_at_random, numeral, written

OLD = written("共享花园条例", GARDENS)
NEW = written("共享花园条例", amended(), wide=False)
HOSTILE = "红\x1b[31m字\x07与\u202e倒写<script>alert(1)</script>\"'&amp;=1+1|"


def told(old: str, new: str, *ignore: str) -> list[tuple[str, str]]:
    changes = casekit.diff(casekit.parse(old), casekit.parse(new), ignore)
    return [(change.kind, change.path[-1] if change.path else "") for change in changes]


# An amendment


def test_an_amendment_is_told_as_it_was_made():
    rows = told(OLD, NEW)
    assert [row for row in rows if row[0] != "renumbered"] == AMENDMENT
    # From the new article to the one that went every number is one higher; the one that moved has a new number too.
    between = [f"第{numeral(number)}条" for number in range(11, 34)]
    assert [label for kind, label in rows if kind == "renumbered"] == [*between, "第四十四条", "第四十五条", "第四十六条"]
    assert told(OLD, NEW, "numbering") == AMENDMENT
    assert told(OLD, OLD.replace("　　", "  ")) == [] == told(NEW, written("共享花园条例", amended()))


def test_the_details_of_an_amendment_say_what_was_what():
    changes = casekit.diff(casekit.parse(OLD), casekit.parse(NEW))
    (moved,) = [change for change in changes if change.kind == "moved"]
    assert moved.details == {"old": "第五章 服务与监督", "new": "第四章 收成与经费"}
    assert (moved.old.marker, moved.new.marker) == ("第四十六条", "第四十四条")
    (removed,) = [change for change in changes if change.kind == "removed"]
    assert removed.old.marker == "第三十三条" and removed.path[0] == "第三章 种植与照管"
    paragraph = next(change for change in changes if change.kind == "text-changed")
    assert paragraph.details["old"].split("\n")[0] == paragraph.details["new"]


def test_words_altered_on_the_way_do_not_hide_a_move():
    new = NEW.replace("居民可以借种，收获后归还等量的种子", "居民可以借种，收获后归还不少于借出数量的种子")
    rows = told(OLD, new, "numbering")
    at = AMENDMENT.index(("moved", "第四十四条")) + 1
    assert rows == [*AMENDMENT[:at], ("text-changed", "第四十四条"), *AMENDMENT[at:]]


@pytest.mark.parametrize("edits", [1, 3, 6])
@pytest.mark.parametrize("seed", range(8))
def test_random_amendments_are_told_as_they_were_made(seed, edits):
    law, made = amended_at_random(seed, edits)
    rows = told(OLD, written("共享花园条例", law), "numbering")
    assert Counter(kind for kind, _ in rows) == made


def test_a_number_that_was_left_free_makes_no_pair():
    old = "第一条 甲方负责浇水。\n第二条 乙方负责除草，并做好记录备查。\n第三条 丙方负责看门。\n"
    new = "第一条 甲方负责浇水。\n第二条 丙方负责看门。\n第三条 收获平分给各家各户。\n"
    assert told(old, new, "numbering") == [("removed", "第二条"), ("added", "第三条")]
    lines = ["甲方负责浇水。", "收获平分给各家各户。", "乙方除草，每周一次，并把记录交来备查，不得补写。", "丙方负责看门。"]
    rewritten = "".join(f"第{numeral(number)}条 {line}\n" for number, line in enumerate(lines, 1))
    assert told(old, rewritten, "numbering") == [("added", "第二条"), ("text-changed", "第三条")]
    assert told(old, old.replace("乙方负责除草，并做好记录备查", "工具放回屋内")) == [("text-changed", "第二条")]


# What is ignored


def test_what_is_ignored(run):  # noqa: F811
    old = "一、总则\n（一）先登记，后领取。\n钥匙由ab cd保管，不得转借。\n二、附则\n另行通知。\n"
    new = "一．总则\n(一)先登记，后领取。\n钥匙由abcd保管,不得转借\n三．附则\n另行通知。\n"
    Path("old.txt").write_text(old)
    Path("new.txt").write_text(new)
    everything = [kind for kind, _ in told(old, new)]
    assert everything == ["renumbered", "renumbered", "text-changed", "renumbered"]
    assert [kind for kind, _ in told(old, new, "numbering")] == ["text-changed"]
    assert [kind for kind, _ in told(old, new, "punctuation")] == ["text-changed", "renumbered"]
    assert [kind for kind, _ in told(old, new, "punctuation", "whitespace")] == ["renumbered"]
    assert [kind for kind, _ in told(old, new, "width")] == ["renumbered", "text-changed", "renumbered"]
    assert told(old, new, *IGNORABLE) == []
    words = ("diff", "old.txt", "new.txt", "--ignore", "numbering,punctuation")
    assert run(*words, "--ignore=whitespace") == (0, "", "casekit: no difference\n")
    code, out, _ = run(*words)
    assert code == 1 and "由[-ab cd-]{+abcd+}保管,不得转借\n" in out
    code, out, err = run("diff", "old.txt", "new.txt", "--ignore", "width,punctation")
    assert code == 2 and out == "" and "'punctation' cannot be ignored (did you mean punctuation?)" in err


# Folders


CASES = CLEAN.split("第二篇")


def folders(**files: str) -> None:
    """`old__a` is the file old/a.txt."""
    for name, text in files.items():
        path = Path(*name.split("__")).with_suffix(".txt")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_files_that_came_went_and_got_another_name(run):  # noqa: F811
    folders(old__same=OLD, old__gone="一、旧事\n早已办结。\n", old__first=CLEAN)
    folders(new__same=OLD, new__came="一、新事\n刚刚开头。\n", new__second=CLEAN.replace("退休教师", "大学生"))
    code, out, err = run("diff", "old", "new")
    assert code == 1 and err == "casekit: 4 differences\n"
    assert out.splitlines()[:2] == ["new/came.txt: only in the new folder", "old/gone.txt: only in the old folder"]
    assert out.splitlines()[2] == "new/second.txt: was old/first.txt"
    assert "[-退休教师-]{+大学生+}" in out.splitlines()[4] and len(out.splitlines()) == 5
    total = "total: 1 text-changed, 1 file added, 1 file removed, 1 file renamed"
    assert run("diff", "old", "new", "--stat")[1].splitlines()[-1] == total
    rows = json.loads(run("diff", "old", "new", "--format", "json")[1])
    assert [(row["old"], row["new"], row.get("renamed", False)) for row in rows] == [
        (None, "new/came.txt", False),
        ("old/gone.txt", None, False),
        ("old/same.txt", "new/same.txt", False),
        ("old/first.txt", "new/second.txt", True),
    ]
    assert run("diff", "old", "old") == (0, "", "casekit: no difference\n")


def test_a_case_that_went_to_another_file(run):  # noqa: F811
    folders(old__a=CLEAN, old__b="第一篇：河道治理\n一、做法\n沿河村民轮流巡河，每旬清一次淤。\n")
    folders(new__a=CASES[0], new__b="第一篇：河道治理\n一、做法\n沿河村民轮流巡河，每旬清一次淤。\n第二篇" + CASES[1])
    code, out, err = run("diff", "old", "new")
    assert code == 1 and err == "casekit: 1 difference\n"
    assert re.fullmatch(r'new/b.txt:\n> moved +9 → 4 +第二篇 乡村图书室: "old/a.txt" → ""\n', out)
    (first, second) = json.loads(run("diff", "old", "new", "--format", "json")[1])
    assert first["changes"] == [] and second["changes"][0]["old_source"] == "old/a.txt" and second["changes"][0]["old"]["line"] == 9


def test_what_moved_into_a_case_from_another_file_is_told_beside_it(run):  # noqa: F811
    office = "街道把办事窗口搬进社区，周末也有人值守，老人不必再跑远路。"
    case = f"三、便民服务\n（一）窗口前移\n{office}\n（二）网格走访\n网格员每月上门一次，把听到的难处记成台账，逐件销号。\n"
    rest = "一、基础设施\n道路和管网在年内全部改造完毕，共计十二公里。\n"
    other, files = "一、其他工作\n{}（{}）档案整理\n旧档案按年份装盒上架，目录录入电脑，方便查找。\n", f"（一）窗口前移\n{office}\n"
    folders(old__a=rest + case, old__b=other.format(files, "二"), new__a=rest, new__b=other.format("", "一") + case)
    code, out, _ = run("diff", "old", "new")
    told = [(line[2:14].strip(), line.rpartition(" › ")[2].split(":")[0]) for line in out.splitlines()[1:]]
    assert [name for kind, name in told if kind == "moved"][1:] == ["（一）窗口前移"] and [kind for kind, _ in told].count("moved") == 2
    assert code == 1 and "added" not in out and "removed" not in out


def test_a_case_that_went_to_a_file_of_its_own(run):  # noqa: F811
    folders(old__a=CLEAN, old__c="一、总\n无。\n", new__c="一、总\n无。\n")
    folders(new__a=CASES[0], new__b="第一篇" + CASES[1] + "第二篇：别的\n一、另\n不同。\n")
    code, out, err = run("diff", "old", "new")
    assert code == 1 and err == "casekit: 2 differences\n"
    first, second = out.splitlines()
    assert first == "new/b.txt: only in the new folder" and '第一篇 乡村图书室: "old/a.txt"' in second


def test_records_of_a_source_are_paired_by_title_then_by_text_then_by_number(run):  # noqa: F811
    texts = [
        "河道治理\n一、做法\n沿河村民轮流巡河，每旬清一次淤。\n",
        "夜校开课\n一、做法\n村里办起夜校，教人用手机看病挂号。\n",
        "山路修缮\n一、做法\n雨季之前把塌方的山路补好，立上路标。\n",
    ]
    added = "晒场共用\n一、做法\n各家轮流用晒场，收成时节先到先得。\n"
    third = texts[2].replace("山路修缮", "修好山路")

    def parsed(name: str, cases: list[str]) -> None:
        text = "".join(f"第{numeral(at)}篇：{case}" for at, case in enumerate(cases, 1))
        Path("cases.txt").write_text(text)
        assert run("parse", "cases.txt", "-o", name)[0] == 0

    parsed("old", texts)
    parsed("new", [texts[0], added, texts[1], third])
    code, out, err = run("diff", "old", "new", "--ignore", "numbering")
    assert code == 1 and err == "casekit: 2 differences\n"
    assert out.splitlines()[0] == "new/cases/02-晒场共用.yaml: only in the new folder"
    assert out.splitlines()[1] == "new/cases/04-修好山路.yaml:" and "retitled" in out.splitlines()[2] and len(out.splitlines()) == 3
    shutil.rmtree("new")
    parsed("new", [texts[0], texts[1], "全换了\n一、别的\n与从前毫不相干的一段话。\n"])
    assert "only in" not in run("diff", "old", "new")[1] and run("diff", "old", "new")[0] == 1


def test_a_record_is_compared_with_one_other_of_its_number(run):  # noqa: F811
    folders(old__cases="第一篇：河道治理\n一、做法\n沿河村民轮流巡河，每旬清一次淤。\n第二篇：晒场\n一、做法\n谷子轮流晒。\n")
    assert run("parse", "old", "-o", "was")[0] == run("parse", "old", "-o", "is")[0] == 0
    record = Path("is/cases/01-河道治理.yaml")
    for title, text in (("山上补种", "老员工每年春天上山补种，成活才算数。"), ("码头夜巡", "值班员提灯走到最后一条船，才回屋。")):
        changed = record.read_text().replace("河道治理", title).replace("沿河村民轮流巡河，每旬清一次淤。", text[:16])
        Path(f"is/cases/01-{title}.yaml").write_text(changed)
    record.unlink()
    rows = json.loads(run("diff", "was", "is", "--format", "json")[1])
    assert len(rows) == 3 and [row["old"] for row in rows].count("was/cases/01-河道治理.yaml") == 1


def test_archives_are_folders(run):  # noqa: F811
    folders(old__a=CLEAN, old__b=OLD, new__a=CLEAN, new__b=NEW)
    for name in ("old", "new"):
        shutil.make_archive(name, "zip", name)
    lines = run("diff", "old", "new")[1].splitlines()
    assert lines[0] == "new/b.txt:" and run("diff", "old.zip", "new.zip")[1].splitlines() == ["new.zip/b.txt:", *lines[1:]]


def test_one_file_that_fails_stops_no_other(run):  # noqa: F811
    folders(old__a=CLEAN, new__a=CLEAN.replace("退休教师", "大学生"), old__b="x", new__b="x", new__c="y")
    Path("new/b.txt").write_bytes(b"\x00\x01\x02" * 400)
    Path("new/d.pdf").write_bytes(b"%PDF-1.4 broken")
    code, out, err = run("diff", "old", "new")
    assert code == 2 and "大学生" in out and "new/d.pdf" in err and "could not be done" in err.splitlines()[-1]


def test_an_archive_that_cannot_be_opened_stops_no_other(run):  # noqa: F811
    folders(old__a=OLD, new__a=NEW, new__c=CLEAN)
    lines = run("diff", "old/a.txt", "new/a.txt")[1].splitlines()
    Path("old/b.zip").write_bytes(b"PK\x03\x04" + bytes(30))
    code, out, err = run("diff", "old", "new")
    assert code == 2 and out.splitlines() == ["new/a.txt:", *lines] and err.startswith("casekit: error: old/b.zip: ")
    assert run("diff", "nowhere", "new")[:2] == (2, "")


def test_nothing_at_all_is_an_empty_document(run):  # noqa: F811
    code, out, _ = run("diff", os.devnull, "clean.txt")
    assert code == 1 and out.count("\n+ added ") == 8 and "{+街道工作材料选+}" in out and "only in" not in out
    assert run("diff", "clean.txt", os.devnull)[0] == 1 and run("diff", os.devnull, "no-such.txt")[0] == 2


# What it looks like


def test_text_says_where_and_which_words(run):  # noqa: F811
    Path("old.txt").write_text(OLD)
    Path("new.txt").write_text(NEW)
    code, out, err = run("diff", "old.txt", "new.txt", "--ignore", "numbering")
    assert code == 1 and err == "casekit: 8 differences\n"
    assert "+ added" in out and "第十条 · 选址应当避开主干道两侧三十米" in out
    assert '第四章 收成与经费 › 第四十四条: "第五章 服务与监督" → "第四章 收成与经费"' in out
    assert "      …照管，每户每月轮值不少于[-一次-]{+两次；住户可以结对轮值+}。\n" in out
    assert "第五章 指导、服务与监督检查: {+指导、+}服务与监督{+检查+}\n" in out
    lines = run("diff", "old.txt", "new.txt")[1].splitlines()
    assert [line.split("    ")[-1] for line in lines if line.startswith("~ renumbered") and "in a row" in line] == [
        '11 headings in a row: "第十条"–"第二十条" → "第十一条"–"第二十一条"',
        '7 headings in a row: "第二十一条"–"第二十七条" → "第二十二条"–"第二十八条"',
        '5 headings in a row: "第二十八条"–"第三十二条" → "第二十九条"–"第三十三条"',
    ]
    assert sum("renumbered" in line for line in lines) == 6
    assert run("diff", "old.txt", "new.txt", "--stat")[1] == "1 added, 1 removed, 1 moved, 26 renumbered, 2 retitled, 3 text-changed\n"
    assert run("diff", "old.txt", "new.txt", "--stat", "--lang", "zh")[1] == "新增 1，删去 1，移动 1，改号 26，改题 2，改文 3\n"
    assert json.loads(run("diff", "old.txt", "new.txt", "--stat", "--format", "json")[1])["renumbered"] == 26
    colored = run("diff", "old.txt", "new.txt", "--color", "always")[1]
    assert "\x1b[9;31m" in colored and "[-" not in colored


def test_json_marks_the_words_by_code_points(run):  # noqa: F811
    Path("new.txt").write_text(CLEAN.replace("请退休教师值守", "请大学生值守"))
    (change,) = json.loads(run("diff", "clean.txt", "new.txt", "--format", "json")[1])["changes"]
    ((old, new),) = [(word["old"], word["new"]) for word in change["words"]]
    assert change["details"]["old"][slice(*old)] == "退休教师" and change["details"]["new"][slice(*new)] == "大学生"


class Page(HTMLParser):
    """A page as a browser takes it: which elements there are, with what, and the text of `ins` and `del`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in self.open:
            self.texts.setdefault(tag, []).append(data)


def test_the_page_stands_alone(run):  # noqa: F811
    Path("old.txt").write_text(OLD)
    Path("new.txt").write_text(NEW)
    code, out, _ = run("diff", "old.txt", "new.txt", "--format", "html", "--lang", "zh")
    page = Page(out)
    assert code == 1 and not page.open and out.startswith("<!doctype html>\n<html lang=\"zh-CN\">")
    assert "script" not in page.tags and not {"href", "src", "style", "onclick"} & {name for name, _ in page.attributes}
    digest = b64encode(sha256(re.search("<style>(.*)</style>", out, re.DOTALL)[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in POLICY and ("content", POLICY) in page.attributes
    assert "default-src 'none'" in POLICY and "url(" not in STYLE and "@import" not in STYLE
    assert "一次" in page.texts["del"] and "两次；住户可以结对轮值" in page.texts["ins"]
    assert "选址应当避开主干道两侧三十米，并优先选择有树荫和雨水收集条件的地块。" in page.texts["ins"]
    assert "第十条–第十九条" in page.texts["del"] and "第十一条–第二十条" in page.texts["ins"] and "连续 10 个标题" in page.texts["b"]
    assert [text for text in page.texts["li"] if text.startswith("改号")] == ["改号 26"]
    assert "prefers-color-scheme:dark" in out
    assert "No difference." in run("diff", "old.txt", "old.txt", "--format", "html")[1]


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_texts_are_inert(run, format):  # noqa: F811
    text = f"一、{HOSTILE}\n正文。\n二、第二\n说明{HOSTILE}。\n三、留下\n完。\n"
    folders(old__a=text, old__b=text, old__d=f"一、{HOSTILE}旧\n正文照旧。\n")
    folders(new__a="零、新\n" + text.replace("红", "绿").replace("三、留下\n", f"四、{HOSTILE}\n"), new__b=text)
    folders(new__c=text.replace("正文", HOSTILE))
    for words in (("old", "new"), ("old/a.txt", "new/a.txt"), ("new", "old")):
        code, out, err = run("diff", *words, "--format", format)
        assert code == 1 and not STEERING.search(out) and not STEERING.search(err)
        if format == "html":
            assert "<script" not in out and "alert(1)" in out and not Page(out).open
        if format == "json":
            assert "红\\u001b[31m" in out and json.loads(out)
    assert STEERING.sub("", run("diff", "old/a.txt", "new/a.txt", "--color", "always")[1].replace("\x1b[", "")).count("\x07") == 0


# git

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")


def git(*words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_PAGER": "cat", "HOME": str(Path.cwd())}
    done = subprocess.run(["git", *words], capture_output=True, timeout=60, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture
def repository(here):  # noqa: F811
    """Two versions of a law in a repository, the second not yet committed."""
    git("init", "-q")
    git("config", "user.email", "editor@example.org")
    git("config", "user.name", "Editor")
    Path("law.txt").write_text(OLD, encoding="utf-8")
    Path(".gitattributes").write_text("*.txt diff=casekit\n")
    git("add", "law.txt", ".gitattributes")
    git("commit", "-q", "-m", "the law")
    Path("law.txt").write_text(NEW, encoding="utf-8")
    return here


def recipe(name: str) -> str:
    """A command of docs/diff.md, `casekit` as it is run here."""
    pages = [(Path(__file__).parent.parent / "docs" / page).read_text(encoding="utf-8") for page in ("diff.md", "diff.zh-CN.md")]
    (command,) = {tuple(re.findall(rf"^git config {re.escape(name)} (.*)$", page, re.MULTILINE)) for page in pages}
    (command,) = command
    return command.strip("'").replace("casekit ", f'"{sys.executable}" -m casekit ')


@needs_git
def test_git_shows_the_outline_that_changed(repository):
    git("config", "diff.casekit.textconv", recipe("diff.casekit.textconv"))
    lines = [line for line in git("diff", "-U0", "law.txt").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert "+第五章 指导、服务与监督检查" in lines and "-第五章 服务与监督" in lines
    assert "-      （二）地下管线检修口周围两米" in lines and not any("总则" in line for line in lines)
    Path("law.txt").write_text(written("共享花园条例", GARDENS, wide=False), encoding="utf-8")
    assert git("diff", "law.txt") == ""  # other white space is the same outline


@needs_git
def test_git_shows_the_text_that_changed(repository):
    git("config", "diff.casekit.textconv", recipe("diff.casekit.textconv").replace("outline --format plain", "render --to text"))
    changed = git("diff", "--word-diff=plain", "-U0", "law.txt")
    assert "轮值不少于两次" in changed and "鼓励学校" not in changed


@needs_git
def test_git_asks_casekit_for_the_difference(repository):
    git("config", "diff.casekit.command", recipe("diff.casekit.command"))
    shown = git("diff", "law.txt")
    assert "> moved" in shown and "[-一次-]{+两次；住户可以结对轮值+}" in shown
    Path("new.txt").write_text(CLEAN, encoding="utf-8")
    git("add", "new.txt")
    assert "+ added" in git("diff", "--cached", "new.txt")


@needs_git
def test_the_difftool_of_git(repository):
    command = f'"{sys.executable}" -m casekit diff'
    assert "> moved" in git("difftool", "-y", "-x", command, "law.txt")
    Path("new.txt").write_text(CLEAN, encoding="utf-8")
    git("add", "new.txt")
    assert "+ added" in git("difftool", "-y", "-x", command, "--cached", "new.txt")
    git("config", "difftool.casekit.cmd", recipe("difftool.casekit.cmd"))
    shown = git("difftool", "--dir-diff", "--no-symlinks", "-t", "casekit", "HEAD")
    assert "law.txt:\n" in shown and "new.txt: only in the new folder" in shown and "> moved" in shown


def test_the_process_tells_by_its_exit_code(here):  # noqa: F811
    assert [process("diff", "clean.txt", other).returncode for other in ("clean.txt", "gap.txt", "no.txt")] == [0, 1, 2]
