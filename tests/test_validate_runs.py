"""Runs of `validate`: memory of unchanged files, several processes, changed files, records against their sources."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import casekit
import casekit.cli.workers as workers
from casekit.cli.cache import default_folder
from casekit.cli.checking import Plan
from casekit.readers import read_path
from casekit.record import dump, read, split
from casekit.record.verify import verify
from casekit.source import Source
from commandline import CLEAN, GAP, files, here, process, run

__all__ = ["here", "run"]

HERE = Path(__file__).parent


def memories():
    return list(Path(os.environ["CASEKIT_CACHE_DIR"]).glob("findings-*.json"))


@pytest.fixture
def parsed(monkeypatch):
    """The names of the files that were parsed since the last look."""
    names = []
    real = workers.check

    def counting(item, plan):
        names.append(item.name)
        return real(item, plan)

    monkeypatch.setattr(workers, "check", counting)

    def look():
        seen, names[:] = list(names), []
        return seen

    return look


class TestCache:
    def test_what_did_not_change_is_not_parsed_again(self, run, parsed):
        first = run("validate", ".")
        assert parsed() == ["clean.txt", "gap.txt"]
        assert run("validate", ".") == first and parsed() == []
        Path("clean.txt").write_text(CLEAN + "（未完）\n")
        run("validate", ".")
        assert parsed() == ["clean.txt"]
        Path("gap.txt").rename("other.txt")
        assert "other.txt:6:1: CK101" in run("validate", "other.txt")[1] and parsed() == []

    @pytest.mark.parametrize("words", [("--no-cache",), ("--select", "CK1"), ("--encoding", "utf-8"), ("--ignore", "stale-record")])
    def test_other_options_are_another_memory(self, run, parsed, words):
        run("validate", ".")
        parsed()
        run("validate", ".", *words)
        assert parsed() == ["clean.txt", "gap.txt"]

    def test_what_only_sorts_findings_needs_no_new_parse(self, run, parsed):
        run("validate", ".")
        parsed()
        Path("casekit.toml").write_text('[severity]\nnumbering-gap = "error"\n')
        assert "1 error" in run("validate", ".", "--format", "jsonl", "--fail-on", "error")[2] and parsed() == []

    def test_a_change_of_the_program_makes_it_void(self, run, parsed, monkeypatch):
        run("validate", ".")
        parsed()
        monkeypatch.setattr("casekit.cli.cache._program", lambda: "changed")
        run("validate", ".")
        assert parsed() == ["clean.txt", "gap.txt"]

    @pytest.mark.parametrize(
        "damage",
        [b"", b"{", b"[]", b"\xff\xfe", b'{"shape": 1, "entries": 3}', b"[" * 100_000, b'{"shape": 0, "entries": {}}'],
    )
    def test_a_damaged_memory_is_none(self, run, parsed, damage):
        first = run("validate", ".")
        for path in memories():
            path.write_bytes(damage)
        parsed()
        assert run("validate", ".") == first and parsed() == ["clean.txt", "gap.txt"]

    def test_damaged_entries_are_misses(self, run, parsed):
        first = run("validate", ".")
        (path,) = memories()
        whole = json.loads(path.read_text())
        for bad in (3, {}, {"record": 0}, {"record": False, "source": "", "needs": [], "found": [[1]]}, {"needs": [3], "record": True}):
            whole["entries"] = dict.fromkeys(whole["entries"], bad)
            path.write_text(json.dumps(whole))
            parsed()
            assert run("validate", ".") == first and len(parsed()) == 2, bad

    def test_a_place_that_cannot_be_written_is_no_failure(self, run, monkeypatch):
        Path("file").write_text("")
        monkeypatch.setenv("CASEKIT_CACHE_DIR", "file/below")
        assert run("validate", "clean.txt")[0] == 0
        monkeypatch.setenv("CASEKIT_CACHE_DIR", "")
        for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
            monkeypatch.delenv(name, raising=False)
        assert default_folder() == "" and run("validate", "clean.txt")[0] == 0

    def test_it_lies_where_the_settings_say_and_git_does_not_see_it(self, run):
        Path("casekit.toml").write_text('cache-dir = ".casekit_cache"\n')
        run("validate", ".")
        assert len(list(Path(".casekit_cache").glob("findings-*.json"))) == 1 and not memories()
        assert Path(".casekit_cache/.gitignore").read_text() == "*\n"

    def test_failures_are_not_remembered(self, run, parsed):
        Path("clean.txt").write_text("")
        for _ in range(2):
            assert run("validate", "clean.txt")[0] == 2 and parsed() == ["clean.txt"]

    def test_runs_at_once_do_no_harm(self, tmp_path):
        Path("many").mkdir()
        for number in range(12):
            Path(f"many/{number}.txt").write_text(GAP + "甲" * number + "\n")
        command = [sys.executable, "-m", "casekit", "validate", "many"]
        running = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
        outputs = {one.communicate(timeout=60) for one in running}
        assert len(outputs) == 1 and {one.returncode for one in running} == {1}
        (path,) = memories()
        assert len(json.loads(path.read_text())["entries"]) == 12

    def test_texts_are_not_kept_and_others_cannot_read_it(self, run):
        run("validate", ".")
        (path,) = memories()
        assert path.stat().st_mode & 0o077 == 0 and "抽调十二名干部" not in json.dumps(json.loads(path.read_text()), ensure_ascii=False)


class TestJobs:
    @pytest.fixture
    def many(self, monkeypatch):
        monkeypatch.setattr(workers, "_WORTH", 0)
        monkeypatch.setattr(workers, "_CHUNK_FILES", 3)
        Path("many").mkdir()
        for number in range(20):
            Path(f"many/{number:02}.txt").write_text((GAP if number % 3 else CLEAN) + "甲" * number + "\n")
        Path("many/07.txt").write_text("")

    def test_any_number_of_processes_gives_the_same(self, run, many):
        runs = {jobs: run("validate", "many", "--no-cache", "--format", "json", "--jobs", jobs) for jobs in ("1", "2", "5")}
        assert runs["1"] == runs["2"] == runs["5"] and runs["1"][0] == 2 and "1 of 20 inputs" in runs["1"][2]

    def test_a_worker_that_is_killed_takes_one_file_with_it(self, run, many, monkeypatch):
        real = workers.check
        parent = os.getpid()

        def deadly(item, plan):
            if item.name == "many/10.txt" and os.getpid() != parent:
                os.kill(os.getpid(), 9)
            return real(item, plan)

        expected = run("validate", "many", "--no-cache", "--jobs", "1")[1]
        monkeypatch.setattr(workers, "check", deadly)
        code, out, err = run("validate", "many", "--no-cache", "--jobs", "2")
        assert code == 2 and "many/10.txt: the process that checked it was killed" in err and "2 of 20 inputs" in err
        assert out == "".join(line for line in expected.splitlines(True) if "/10.txt" not in line)

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_an_interrupted_run_ends_at_once_and_keeps_what_it_learnt(self, tmp_path, number):
        Path("many").mkdir()
        for at in range(3):
            Path(f"many/{at}.txt").write_text(GAP * (20 + 30 * at))
        Path("many/9.txt").write_text(CLEAN * 40_000)
        command = [sys.executable, "-m", "casekit", "validate", "many", "--jobs", "2"]
        running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        assert running.stdout.read(1)
        os.kill(running.pid, number)
        began = time.monotonic()
        _, err = running.communicate(timeout=30)
        assert running.returncode == 128 + number and time.monotonic() - began < 5 and b"interrupted" in err
        with pytest.raises(ProcessLookupError):
            os.killpg(running.pid, 0)  # no worker is left

    def test_the_standard_input_goes_along(self, many):
        done = process("validate", "many/01.txt", "-", "many/02.txt", "--jobs", "2", "--no-cache", input=GAP.encode())
        assert [line.split(":")[0] for line in done.stdout.decode().splitlines()] == ["many/01.txt", "-", "many/02.txt"]

    def test_a_wrong_number_is_usage(self, run):
        assert run("validate", "clean.txt", "--jobs", "-1")[0] == 2
        assert run("validate", "clean.txt", "--jobs", "many")[0] == 2


@pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")
class TestSince:
    @pytest.fixture
    def git(self, here, monkeypatch):
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)

        def call(*words):
            settings = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
            done = subprocess.run(["git", *settings, *words], cwd=here, capture_output=True, check=True, text=True)
            return done.stdout.strip()

        call("init", "-q", "-b", "main")
        call("add", ".")
        call("commit", "-qm", "first")
        return call

    def test_only_changed_and_new_files_are_checked(self, run, git):
        assert run("validate", ".", "--since", "HEAD") == (0, "", "")
        Path("名 字.txt").write_text(GAP)
        Path("clean.txt").write_text(GAP)
        assert {line.split(":")[0] for line in run("validate", ".", "--since", "HEAD")[1].splitlines()} == {"clean.txt", "名 字.txt"}
        git("add", ".")
        git("commit", "-qm", "second")
        assert run("validate", ".", "--since", "HEAD")[1] == ""
        assert len(run("validate", ".", "--since", "HEAD~1")[1].splitlines()) == 2

    def test_it_is_counted_from_where_the_branch_left(self, run, git):
        git("checkout", "-qb", "work")
        git("checkout", "-q", "main")
        Path("clean.txt").write_text(GAP)
        git("commit", "-qam", "on main")
        git("checkout", "-q", "work")
        Path("gap.txt").write_text(GAP + "又一段话。\n")
        git("commit", "-qam", "on work")
        assert {line.split(":")[0] for line in run("validate", ".", "--since", "main")[1].splitlines()} == {"gap.txt"}

    def test_it_works_below_the_root(self, run, git, monkeypatch):
        Path("sub").mkdir()
        Path("sub/a.txt").write_text(GAP)
        Path("clean.txt").write_text(GAP)
        monkeypatch.chdir("sub")
        assert {line.split(":")[0] for line in run("validate", "..", "--since", "HEAD")[1].splitlines()} == {"../clean.txt", "../sub/a.txt"}
        assert run("validate", ".", "--since", "HEAD")[1].startswith("a.txt:")

    @pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "HEAD:gap.txt"])
    def test_a_revision_that_is_none_is_told(self, run, git, revision):
        code, out, err = run("validate", ".", f"--since={revision}")
        assert (code, out) == (2, "") if revision else code == 1
        assert not revision or ("no revision '" in err and err.count("\n") == 1)
        assert not Path("x").exists()

    def test_outside_a_repository_is_told(self, run):
        code, out, err = run("validate", ".", "--since", "HEAD")
        assert (code, out) == (2, "") and "--since HEAD: git cannot tell what changed" in err and err.count("\n") == 1

    def test_the_repository_runs_nothing(self, run, git):
        git("config", "core.fsmonitor", "touch ran; false")
        git("config", "diff.external", "touch ran; false")
        Path("clean.txt").write_text(GAP)
        assert run("validate", ".", "--since", "HEAD")[0] == 1 and not Path("ran").exists()


class TestRecords:
    @pytest.mark.parametrize("format", ["yaml", "json"])
    def test_what_the_parser_wrote_is_in_order(self, format):
        for path in sorted((HERE / "cases").glob("*.txt")):
            for end in ("\n", "\r\n"):
                source = read_path(path)
                source = Source(source.text.replace("\n", end), source.origin)
                for part in split(casekit.parse(source)):
                    text = dump(part, [], format)
                    assert verify(read(text).document, Source(text), source) == [], path.name

    def test_a_source_that_changed_is_told_once(self, run):
        run("parse", "clean.txt", "-o", "out")
        Path("clean.txt").write_text(CLEAN.replace("闲置校舍", "旧粮仓"))
        code, out, _ = run("validate", "out")
        assert code == 1 and out.count("CK011 stale-record the source has changed") == 2 == out.count("\n")
        assert out.startswith("out/clean/01-老旧小区改造.yaml:5:3: ")
        run("parse", "clean.txt", "-o", "out")
        assert run("validate", "out")[:2] == (0, "")

    EDITS = (
        ('text: "街道挨家挨户', 'text: "街道逐户', 'the text says "'),
        ('title: "建强队伍"', 'title: "建强大队伍"', 'the title says "'),
        ('marker: "（一）"', 'marker: "（二）"', 'the marker says "'),
        ("line: 3\n", "line: 5\n", "the line is 5 where the text stands in line 3"),
        ("level: 2\n", "level: 4\n", "the level is 4 where the heading stands on level 2"),
    )

    @pytest.mark.parametrize(("old", "new", "words"), EDITS)
    def test_an_edit_by_hand_is_found_where_it_is(self, run, old, new, words):
        run("parse", "clean.txt", "-o", "out")
        path = Path("out/clean/01-老旧小区改造.yaml")
        text = path.read_text()
        line = text[: text.index(old)].count("\n") + 1
        path.write_text(text.replace(old, new, 1))
        code, out, _ = run("validate", "out")
        assert code == 1 and out.count("\n") == 1 and "CK012 edited-record" in out and words in out
        assert abs(int(out.split(":")[1]) - line) <= 9

    def test_a_node_that_was_taken_out_is_missed(self, run):
        run("parse", "gap.txt", "-o", "out", "--format", "json")
        path = next(Path("out/gap").glob("02*"))
        record = json.loads(path.read_text())
        del record["tree"][0]["children"][0]["children"][0]
        path.write_text(json.dumps(record, ensure_ascii=False, indent=2))
        code, out, _ = run("validate", str(path))
        assert code == 1 and "is in no node before this one" in out and out.count("\n") == 1
        record["tree"][0]["children"].pop()
        path.write_text(json.dumps(record, ensure_ascii=False, indent=2))
        assert "is in no node; parse" in run("validate", str(path))[1]

    def test_the_findings_of_a_record_are_those_of_its_text(self, run):
        run("parse", "gap.txt", "-o", "out")
        text = json.loads(run("validate", "gap.txt", "--format", "json")[1])
        record = json.loads(run("validate", "out", "--format", "jsonl")[1].splitlines()[0])
        assert record["findings"] == text["findings"] and record["record"].startswith("out/gap/01")
        assert "^" in run("validate", "out", "--format", "text")[1]

    def test_records_are_remembered_with_their_sources(self, run, parsed):
        run("parse", ".", "-o", "out")
        first = run("validate", "out")
        assert len(parsed()) == 4
        assert run("validate", "out") == first and parsed() == []
        Path("gap.txt").write_text(GAP + "又一段。\n")
        assert run("validate", "out")[1].count("stale-record") == 2 and len(parsed()) == 2

    def test_a_source_out_of_reach_is_told_and_never_opened(self, run, monkeypatch):
        Path("in").mkdir()
        Path("in/a.txt").write_text(CLEAN)
        run("parse", "in/a.txt", "-o", "out")
        (path, *_) = sorted(Path("out/a").iterdir())
        monkeypatch.chdir("out")
        code, out, err = run("validate", "a")
        assert (code, out) == (0, "") and "its source in/a.txt is not below the folder of sources" in err
        assert "source" not in run("validate", "a", "--sources", "..")[2]
        monkeypatch.chdir("..")
        opened = []
        monkeypatch.setattr("casekit.readers.read_path", lambda *a: opened.append(a) or read_path(*a))
        Path("secret.txt").write_text(CLEAN)
        Path("in/link.txt").symlink_to(Path("secret.txt").resolve())
        text = path.read_text()
        for name in ("/etc/hosts", "../secret.txt", "in/../../secret.txt", "link.txt", "\\u0000"):
            path.write_text(text.replace('path: "in/a.txt"', f'path: "{name}"'))
            opened.clear()
            assert run("validate", str(path), "--sources", "in", "--no-cache")[0] == 0
            assert [str(call[0]) for call in opened] == [str(path)], name

    def test_a_source_in_a_named_encoding_is_read_in_it(self, run):
        Path("big.txt").write_bytes("一、總則\n內容。\n".encode("big5"))
        run("parse", "big.txt", "--encoding", "big5", "-o", "out")
        assert run("validate", "out")[:2] == (0, "")

    def test_rules_about_records_can_be_chosen(self, run):
        run("parse", "clean.txt", "-o", "out")
        Path("clean.txt").write_text(GAP)
        assert run("validate", "out", "--ignore", "stale-record")[:2] == (0, "")
        assert run("validate", "out", "--select", "CK0")[0] == 1
        assert files()[0].endswith(".yaml")


def test_a_plan_can_be_sent(here):
    import pickle

    plan = Plan(frozenset(("CK101",)), frozenset(), frozenset(), None, ".")
    assert pickle.loads(pickle.dumps(plan)) == plan
