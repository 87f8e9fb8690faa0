"""Runs over many sources: the same bytes whatever the workers, shards, kills and repetitions."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import casekit
import casekit.parser
import casekit.readers
from casekit.corpus import plan
from casekit.corpus.discover import order
from casekit.corpus.shard import in_shard
from commandline import CLEAN, GAP, files, here, run, tree_of_bytes
from corpus_runs import command, corpus, finish, kill, rows

__all__ = ["here", "run"]

KINDS = ("yaml", "jsonl")

POISON = """
import os, signal, casekit.parser
parent, real = os.getpid(), casekit.parser.parse
def parse(source):
    if source.origin.path == {name!r} and os.getpid() != parent and {when}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(source)
casekit.parser.parse = parse
"""
"""A source that kills the worker which takes it."""


@pytest.fixture
def names(here):
    return corpus()


@pytest.fixture
def small(monkeypatch):
    """Jobs of three or four texts."""
    monkeypatch.setattr(plan, "CHUNK", 7000)


class TestSameBytes:
    @pytest.mark.parametrize("format", KINDS)
    def test_whatever_the_workers_the_order_the_seed_and_the_locale(self, names, format):
        finish("parse", "in", "-o", "one", "--jobs", 1, "--format", format, chunk=1 << 20, env={"PYTHONHASHSEED": "1"})
        shuffled = [*names, "in/2", "in"]
        random.Random(5).shuffle(shuffled)
        environment = {"PYTHONHASHSEED": "2", "LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"}
        code, _ = finish("parse", *shuffled, "-o", "many", "--jobs", 3, "--format", format, env=environment)
        assert code == 2 and tree_of_bytes("one") == tree_of_bytes("many")
        assert len(rows("one")) == len(names)

    def test_shards_in_one_folder_and_in_folders_of_their_own(self, run, names, small):
        run("parse", "in", "-o", "whole", "--jobs", 1)
        for index in (3, 1, 2):
            run("parse", "in", "-o", "shared", "--shard", f"{index}/3", "--jobs", 1)
            run("parse", "in", "-o", f"own{index}", "--shard", f"{index}/3", "--jobs", 1)
        whole = tree_of_bytes("whole")
        assert whole == tree_of_bytes("shared")
        union, lines = {}, []
        for index in (1, 2, 3):
            here = tree_of_bytes(f"own{index}")
            lines += here.pop("manifest.jsonl").splitlines()
            assert not union.keys() & here.keys()
            union |= here
        assert sorted(lines) == sorted(whole.pop("manifest.jsonl").splitlines()) and union == whole

    @pytest.mark.parametrize("format", KINDS)
    def test_after_kills_at_random_moments(self, names, format):
        finish("parse", "in", "-o", "fresh", "--format", format, "--jobs", 2)
        chance = random.Random(format)
        words = ("parse", "in", "-o", "out", "--format", format, "--jobs", 2)
        killed = sum(kill(done, chance.random() / 50, *words) for done in (1, 4))
        code, _ = finish("parse", "in", "-o", "out", "--format", format, "--jobs", 2)
        assert killed and code == 2
        assert tree_of_bytes("out") == tree_of_bytes("fresh")
        assert sorted(path.name for path in Path("out").iterdir()) == sorted(path.name for path in Path("fresh").iterdir())

    @pytest.mark.parametrize("format", KINDS)
    def test_four_runs_at_once(self, names, format):
        finish("parse", "in", "-o", "fresh", "--format", format)
        shards = ((1, 2), (2, 2), (1, 1), (1, 1)) if format == "yaml" else ((1, 1),) * 4
        words = [("parse", "in", "-o", "out", "--format", format, "--jobs", 2, "--shard", f"{i}/{n}") for i, n in shards]
        running = [subprocess.Popen(command(*each), stderr=subprocess.DEVNULL) for each in words]
        assert {each.wait(60) for each in running} <= {0, 2}
        assert tree_of_bytes("out") == tree_of_bytes("fresh")

    def test_two_sources_of_one_name_keep_theirs_when_a_shard_comes_later(self, run, here):
        for place in "ab":
            Path(place).mkdir()
            Path(place, "x.txt").write_text(CLEAN)
        first, later, count = next(
            (i, j, n) for n in range(2, 99) for i in range(1, n + 1) for j in range(1, n + 1)
            if i != j and in_shard("a/x.txt", i, n) and in_shard("b/x.txt", j, n)
        )
        run("parse", "a", "b", "-o", "out", "--shard", f"{later}/{count}")
        run("parse", "a", "b", "-o", "out", "--shard", f"{first}/{count}")
        run("parse", "a", "b", "-o", "fresh")
        assert tree_of_bytes("out") == tree_of_bytes("fresh")


class TestResume:
    def test_finished_work_is_kept(self, run, names, small, parsed):
        first = run("parse", "in", "-o", "out", "--jobs", 1)
        assert len(parsed) == len(names) - 1 and first[0] == 2
        before = tree_of_bytes("out")
        stamps = {name: Path("out", name).stat().st_mtime_ns for name in files()}
        parsed.clear()
        code, _, err = run("parse", "in", "-o", "out", "--jobs", 1)
        assert parsed == [] and code == 2 and f"{len(names) - 1} unchanged" in err
        assert tree_of_bytes("out") == before
        assert all(Path("out", name).stat().st_mtime_ns == stamps[name] for name in files() if name != "manifest.jsonl")

    @pytest.mark.parametrize("format", ["yaml", "json", "jsonl"])
    def test_what_changed_is_done_again_and_nothing_else(self, run, names, small, parsed, format):
        run("parse", "in", "-o", "out", "--jobs", 1, "--format", format)
        parsed.clear()
        changed = Path(names[7])
        stamp = changed.stat()
        changed.write_text(changed.read_text().replace("公示", "公开"))
        os.utime(changed, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # neither size nor time betray it
        assert changed.stat().st_size == stamp.st_size
        Path("in/1/broken.txt").write_text(GAP)
        Path("in/0/new.txt").write_text(CLEAN)
        assert run("parse", "in", "-o", "out", "--jobs", 1, "--format", format)[0] == 0
        assert sorted(parsed) == sorted([changed.as_posix(), "in/1/broken.txt", "in/0/new.txt"])
        run("parse", "in", "-o", "fresh", "--jobs", 1, "--format", format)
        assert tree_of_bytes("out") == tree_of_bytes("fresh")

    @pytest.mark.parametrize("format", KINDS)
    def test_force_another_version_or_option_or_lost_records_do_everything_again(self, run, here, parsed, monkeypatch, format):
        words = ("parse", "clean.txt", "gap.txt", "-o", "out", "--format", format)

        def again(*more):
            parsed.clear()
            run(*words, *more)
            return len(parsed)

        assert [again(), again(), again("--force"), again("--resume")] == [2, 0, 2, 0]
        assert [again("--encoding", "utf-8"), again("--encoding", "utf-8"), again()] == [2, 0, 2]
        for name in files():
            if name != "manifest.jsonl" and "gap" not in name:
                Path("out", name).unlink()
        assert again() == (1 if format == "yaml" else 2)
        monkeypatch.setattr("casekit.corpus.shard.REVISION", 99)
        assert again() == 2
        assert {row["made_by"] for row in rows()} == {f"casekit {casekit.__version__} r99, {format}"}

    def test_a_hostile_manifest_names_no_file_outside(self, run, here, parsed):
        run("parse", "clean.txt", "-o", "out")
        (row,) = rows()
        Path("01-kept.yaml").write_text(Path("out", row["records"][0]).read_text())
        row["records"] = ["../01-kept.yaml", "/etc/passwd"]
        Path("out/manifest.jsonl").write_text(json.dumps(row) + "\n")
        parsed.clear()
        run("parse", "clean.txt", "-o", "out")
        assert parsed == ["clean.txt"] and Path("01-kept.yaml").exists()
        assert rows()[0]["records"] == ["clean/01-老旧小区改造.yaml", "clean/02-乡村图书室.yaml"]

    @pytest.mark.parametrize("format", KINDS)
    def test_a_source_that_fails_keeps_the_records_it_had(self, run, here, format):
        run("parse", "clean.txt", "gap.txt", "-o", "out", "--format", format)
        before = {name: data for name, data in tree_of_bytes("out").items() if name != "manifest.jsonl"}
        Path("clean.txt").write_bytes(b"")
        assert run("parse", "clean.txt", "gap.txt", "-o", "out", "--format", format)[0] == 2
        assert {name: data for name, data in tree_of_bytes("out").items() if name != "manifest.jsonl"} == before
        assert [(row["state"], row["cases"]) for row in rows()] == [("error", 2), ("ok", 2)]

    @pytest.mark.parametrize("format", KINDS)
    def test_sources_of_other_runs_stay(self, run, here, format):
        run("parse", "clean.txt", "-o", "out", "--format", format)
        run("parse", "gap.txt", "-o", "out", "--format", format)
        run("parse", "gap.txt", "clean.txt", "-o", "fresh", "--format", format)
        assert tree_of_bytes("out") == tree_of_bytes("fresh")

    def test_a_folder_made_in_another_way_is_refused(self, run, here):
        run("parse", "clean.txt", "-o", "lines", "--format", "jsonl")
        run("parse", "clean.txt", "-o", "cases")
        before = tree_of_bytes(".")
        for words in (("lines",), ("lines", "--format", "jsonl", "--shard", "1/2"), ("cases", "--format", "jsonl")):
            code, _, err = run("parse", "clean.txt", "-o", *words)
            assert code == 2 and "choose another output folder" in err and err.count("\n") == 1
        assert tree_of_bytes(".") == before

    @pytest.mark.parametrize("text", ["not json\n", "[1]\n", '{"source": 1, "state": "ok"}\n', "[" * 100_000])
    def test_a_manifest_of_somebody_else_is_refused_and_kept(self, run, here, text):
        Path("out").mkdir()
        Path("out/manifest.jsonl").write_text(text)
        code, _, err = run("parse", "clean.txt", "-o", "out")
        assert code == 2 and "not a manifest" in err and files() == ["manifest.jsonl"]
        assert Path("out/manifest.jsonl").read_text() == text

    def test_a_manifest_in_another_order_is_put_in_order(self, run, names, parsed):
        run("parse", "in", "-o", "out", "--jobs", 1)
        before = tree_of_bytes("out")
        lines = Path("out/manifest.jsonl").read_text().splitlines(keepends=True)
        Path("out/manifest.jsonl").write_text("".join(reversed(lines)))
        parsed.clear()
        run("parse", "in", "-o", "out", "--jobs", 1)
        assert parsed == [] and tree_of_bytes("out") == before


class TestWorkers:
    @pytest.mark.parametrize("format", KINDS)
    def test_a_killed_worker_takes_no_work_with_it(self, names, format):
        finish("parse", "in", "-o", "fresh", "--jobs", 1, "--format", format)
        once = POISON.format(name=names[9], when='not os.path.exists("died") and not open("died", "w").close()')
        code, err = finish("parse", "in", "-o", "out", "--jobs", 2, "--format", format, first=once)
        assert Path("died").exists() and code == 2 and err.count("error") == 1
        assert tree_of_bytes("out") == tree_of_bytes("fresh")

    def test_a_source_that_kills_every_worker_is_told(self, names):
        code, err = finish("parse", "in", "-o", "out", "--jobs", 2, first=POISON.format(name=names[9], when="True"))
        assert code == 2 and f"{names[9]}: its worker was killed twice" in err
        states = {row["source"]: row["state"] for row in rows()}
        assert [name for name in names if states[name] == "error"] == sorted([names[9], "in/1/broken.txt"])

    def test_a_worker_lost_behind_its_last_word_leaves_nothing_twice(self, names):
        finish("parse", "in", "-o", "fresh", "--format", "jsonl")
        late = """
import os, signal, casekit.corpus.work as work
parent, real = os.getpid(), work.note
def note(place, job, rows):
    real(place, job, rows)
    if os.getpid() != parent and job.name.endswith("3") and "-" not in job.name:
        os.kill(os.getpid(), signal.SIGKILL)
work.note = note
"""
        assert "killed" not in finish("parse", "in", "-o", "out", "--jobs", 2, "--format", "jsonl", first=late)[1]
        assert tree_of_bytes("out") == tree_of_bytes("fresh")

    def test_no_worker_outlives_a_killed_run(self, names):
        words = command("parse", "in", "-o", "out", "--jobs", 2)
        running = subprocess.Popen(words, stderr=subprocess.DEVNULL, start_new_session=True)
        group = running.pid
        while running.poll() is None and len(list(Path("out").glob("*"))) < 4:
            time.sleep(0.01)
        running.kill()
        running.wait()
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return
            time.sleep(0.05)
        pytest.fail("a worker is still there")

    def test_an_interrupt_ends_the_workers_and_keeps_what_is_done(self, names):
        running = subprocess.Popen(command("parse", "in", "-o", "out", "--jobs", 2), stderr=subprocess.PIPE)
        while running.poll() is None and len(list(Path("out").glob("*"))) < 4:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=10)
        assert running.returncode == 130 and b"Traceback" not in err
        finish("parse", "in", "-o", "out")
        finish("parse", "in", "-o", "fresh")
        assert tree_of_bytes("out") == tree_of_bytes("fresh")

    def test_jobs_are_cut_by_bytes(self, names, small):
        made = plan.Plan(plan.Options("out"))
        jobs = list(made.jobs(made.tasks(["in"], lambda name, error: None)))
        assert [task.source.name for job in jobs for task in job.tasks] == sorted(names, key=order)
        assert all(sum(task.source.size + 1000 for task in job.tasks) <= 7000 for job in jobs) and len(jobs) > 5
        made.abandon()
        assert files() == []

    def test_the_standard_input_has_a_place_among_many(self, names):
        code, _ = finish("parse", "in", "-", "-o", "out", "--jobs", 2, input=CLEAN.encode())
        assert code == 2 and rows()[-1]["source"] == "-" and rows()[-1]["cases"] == 2


class TestTold:
    def test_failures_never_stop_the_rest(self, run, names, small):
        Path("in/0/zip.txt").write_bytes(b"PK\x03\x04" + bytes(100))
        code, _, err = run("parse", "in", "nowhere", "-o", "out", "--jobs", 2)
        assert code == 2 and f"3 of {len(names) + 2} inputs could not be done" in err
        assert {row["source"] for row in rows() if row["state"] == "error"} == {"in/0/zip.txt", "in/1/broken.txt"}
        assert all(row["error"].startswith(row["source"]) for row in rows() if row["state"] == "error")

    def test_an_error_inside_is_told_once_and_with_its_place_when_debugging(self, names):
        broken = POISON.format(name=names[3], when="1 // 0")
        _, err = finish("parse", "in", "-o", "out", "--jobs", 2, first=broken)
        assert f"{names[3]}: internal error (ZeroDivisionError" in err and "Traceback" not in err
        assert "Traceback" in finish("parse", "in", "-o", "out", "--jobs", 2, "--debug", first=broken)[1]

    def test_a_dry_run_tells_and_writes_nothing(self, run, names):
        code, out, err = run("parse", "in", "-o", "out", "--dry-run")
        assert code == 0 and not Path("out").exists()
        assert sorted(out.splitlines()) == sorted(f"parse\t{name}" for name in names)
        run("parse", "in", "-o", "out")
        before = tree_of_bytes(".")
        Path(names[0]).write_text(CLEAN)
        _, out, err = run("parse", "in", "-o", "out", "--dry-run")
        assert {line for line in out.splitlines() if line.startswith("parse")} == {f"parse\t{names[0]}", "parse\tin/1/broken.txt"}
        assert "2 sources to parse" in err and f"{len(names) - 2} unchanged" in err
        assert tree_of_bytes("out") == {name[4:]: data for name, data in before.items() if name.startswith("out/")}

    def test_a_log_of_times_stands_outside(self, run, names):
        run("parse", "in", "-o", "out", "--log", "times.jsonl")
        told = [json.loads(line) for line in Path("times.jsonl").read_text().splitlines()]
        assert sorted(row["source"] for row in told) == names and all(row["seconds"] >= 0 for row in told)
        run("parse", "in", "-o", "out", "--log", "times.jsonl")
        assert len(Path("times.jsonl").read_text().splitlines()) == 2 * len(names)
        code, _, err = run("parse", "in", "-o", "out", "--log", "no/where")
        assert code == 2 and err.startswith("casekit: error: no/where: cannot be written")

    def test_quiet_is_quiet(self, run, here):
        assert run("parse", "clean.txt", "-o", "out", "--quiet") == (0, "", "")
        assert run("parse", "clean.txt", "-q")[2] == ""

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("--shard", "0/3"), "--shard '0/3' names no part"),
            (("--shard", "4/3"), "--shard '4/3' names no part"),
            (("--shard", "1"), "--shard '1' names no part"),
            (("--dry-run",), "add -o DIR"),
            (("--format", "parquet"), "add -o DIR"),
            (("--jobs", "-1"), "invalid value"),
        ],
    )
    def test_what_means_nothing_is_one_line(self, run, here, words, told):
        code, out, err = run("parse", "clean.txt", *words)
        assert (code, out) == (2, "") and told in err and err.count("\n") == 1

    @pytest.mark.parametrize(("format", "name"), [("parquet", "pyarrow.parquet")])
    def test_a_missing_extra_is_one_line(self, run, here, monkeypatch, format, name):
        monkeypatch.setitem(sys.modules, name, None)
        code, _, err = run("parse", "clean.txt", "-o", "out", "--format", format)
        assert code == 2 and err == "casekit: error: parquet needs pyarrow, which is not installed; run: pip install 'casekit[parquet]'\n"
