"""Archives and data sets in runs: their members have a place among the files, and all that holds for a file holds for them."""

import gzip
import io
import json
import os
import tarfile
from pathlib import Path

import duckdb
import pytest

from casekit.cli import workers
from casekit.corpus import discover, parse_shard, plan
from casekit.corpus.discover import Input, find, is_row, order
from casekit.corpus.names import Namer
from casekit.corpus.shard import read_source
from casekit.readers import Options
from casekit.readers.members import MEMBER_LIMIT, open_members, read_member
from casekit.readers.rows import has_threads
from commandline import CLEAN, GAP, here, run, tree_of_bytes
from corpus_runs import finish, kill, rows
from docx_files import packed

__all__ = ["here", "run"]

MIXED = (CLEAN * 4).encode() + "三、另一种编码的段落混在同一个文件里，由县政府办公室负责解释。\n".encode("gb18030") * 2


def text(number):
    return (GAP if number % 5 == 0 else CLEAN).replace("挨家挨户", f"挨家挨户{number}")


def lines(numbers, field="text"):
    return "".join(json.dumps({field: text(number)}, ensure_ascii=False) + "\n" for number in numbers).encode()


def tar(names, mode):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as made:
        for number, name in enumerate(names):
            data = text(number).encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


@pytest.fixture
def names(here):
    """A folder with a file of each kind, and the names of what is in it, in order."""
    Path("in/v1.0").mkdir(parents=True)
    Path("in/a.txt").write_text(CLEAN)
    Path("in/b.zip").write_bytes(packed({"z.txt": text(1), "c.zip": packed({"y.txt": text(2), "x.md": text(3)}), "b-1.txt": text(4)}))
    Path("in/b.zip-note.txt").write_text(GAP)
    Path("in/c.tgz").write_bytes(tar(["9.txt", "1/b.txt", "10.txt", "1.txt"], "w:gz"))
    Path("in/d.jsonl").write_bytes(lines(range(12)))
    Path("in/e.jsonl.gz").write_bytes(gzip.compress(lines(range(5, 8))))
    duckdb.connect().execute("COPY (SELECT ? || i AS text FROM range(11) t(i)) TO 'in/f.parquet' (FORMAT parquet)", [CLEAN])
    Path("in/v1.0/9").write_bytes(b"<!DOCTYPE html><p>" + "一、甲".encode())
    Path("in/v1.0/10").write_bytes(b"<!DOCTYPE html><p>" + "一、乙".encode())
    Path("in/v1.0/set").write_bytes(lines(range(2)))
    return [
        "in/a.txt",
        *("in/b.zip/b-1.txt", "in/b.zip/c.zip/x.md", "in/b.zip/c.zip/y.txt", "in/b.zip/z.txt", "in/b.zip-note.txt"),
        *("in/c.tgz/1/b.txt", "in/c.tgz/1.txt", "in/c.tgz/10.txt", "in/c.tgz/9.txt"),
        *(f"in/d.jsonl/{number}" for number in range(1, 13)),
        *(f"in/e.jsonl.gz/{number}" for number in range(1, 4)),
        *(f"in/f.parquet/{number}" for number in range(1, 12)),
        *("in/v1.0/9", "in/v1.0/10"),
    ]


class TestOrder:
    def test_members_stand_where_their_archive_does(self, names):
        assert [item.name for item in discover(["in"]).inputs] == names
        assert [item.name for item in find(["in"])] == names
        assert sorted(set(names), key=order) == names

    def test_what_is_given_beside_its_archive_comes_once(self, names):
        given = ["in/d.jsonl/12", "in/b.zip", "in/b.zip/z.txt", "in/d.jsonl/3", "./in/d.jsonl/3"]
        expected = [*names[1:5], "in/d.jsonl/3", "in/d.jsonl/12"]
        assert [item.name for item in find(given)] == expected
        assert sorted((item.name for item in discover(given).inputs), key=order) == expected
        assert [item.name for item in find(["in", *given])] == names

    def test_rows_sort_by_number_and_no_two_paths_alike(self):
        numbers = [1, 2, 9, 10, 99, 12345678, 123456789, 987654321, 9123456789, 10**12]
        paths = [f"a.jsonl/{number}" for number in numbers]
        assert sorted(set(paths), key=order) == paths
        others = ["a/9", "a/10", "a.jsonl/01", "a.jsonl/1a", "a.jsonl/", "a.jsonl", "a.jsonl/1/2"]
        assert len({order(path) for path in (*paths, *others)}) == len(paths) + len(others)
        assert sorted(others[:2], key=order) == ["a/10", "a/9"]
        assert is_row("a.jsonl/12") and not any(map(is_row, ("12", "a/12", "a.b/c/12", "a.b/", "a.b/012", "a.b/1.txt", "a.b/１")))

    def test_sizes_are_those_of_the_members(self, names):
        sizes = {item.name: item.size for item in find(["in"]) if isinstance(item, Input)}
        assert sizes["in/b.zip/c.zip/y.txt"] == len(text(2).encode()) and sizes["in/c.tgz/1/b.txt"] == len(text(1).encode())
        assert sizes["in/d.jsonl/1"] == len(lines([0])) and sizes["in/f.parquet/1"] == 0

    def test_a_data_set_is_never_held(self, here):
        Path("a.jsonl").write_bytes(lines(range(3)))
        with Path("a.jsonl").open("ab") as file:
            file.truncate(1 << 30)  # as good as endless: one line of zeros behind the rows
        found = find(["a.jsonl"])
        assert [next(found).name for _ in range(3)] == ["a.jsonl/1", "a.jsonl/2", "a.jsonl/3"]

    def test_what_a_run_wrote_is_no_source(self, run, names):
        run("parse", "in", "-o", "in/out", "--format", "jsonl", "--jobs", 1)
        run("parse", "in", "-o", "in/own", "--jobs", 1)
        assert Path("in/out/records-00001-of-00001.jsonl").exists()
        assert [item.name for item in find(["in"])] == names

    def test_folders_for_rows_are_named_after_their_set(self):
        namer = Namer()
        assert [namer.name(name) for name in ("in/d.jsonl.gz/12", "in/2024", "in/b.zip/c/x.md")] == ["d-12", "2024", "x"]


class TestRuns:
    @pytest.mark.parametrize("format", ["yaml", "jsonl"])
    def test_the_same_bytes_whatever_the_workers_and_kills(self, names, format):
        words = ("parse", "in", "--format", format)
        assert finish(*words, "-o", "one", "--jobs", 1)[0] == 0
        assert [row["source"] for row in rows("one")] == names and all(row["state"] == "ok" for row in rows("one"))
        assert finish(*words, "-o", "two", "--jobs", 2, chunk=3000)[0] == 0
        assert tree_of_bytes("one") == tree_of_bytes("two")
        if format == "jsonl":
            kill(1, 0.02, *words, "-o", "out", "--jobs", 2, chunk=3000)
            assert finish(*words, "-o", "out", "--jobs", 1, chunk=3000)[0] == 0
            assert tree_of_bytes("one") == tree_of_bytes("out")

    @pytest.mark.parametrize("format", ["yaml", "jsonl"])
    def test_what_changed_in_an_archive_is_done_again_and_nothing_else(self, run, names, parsed, format, monkeypatch):
        monkeypatch.setattr(plan, "CHUNK", 5000)
        words = ("parse", "in", "--jobs", 1, "--format", format)
        run(*words, "-o", "out")
        assert sorted(parsed, key=order) == names
        parsed.clear()
        code, _, err = run(*words, "-o", "out")
        assert (code, parsed) == (0, []) and f"{len(names)} unchanged" in err
        Path("in/c.tgz").write_bytes(tar(["1.txt", "1/b.txt", "10.txt", "9.txt"], "w:gz"))
        data = Path("in/d.jsonl").read_bytes()
        Path("in/d.jsonl").write_bytes(data.replace("挨家挨户7".encode(), "挨家挨户6".encode()) + lines([3]))
        run(*words, "-o", "out")
        assert parsed == ["in/c.tgz/1.txt", "in/c.tgz/9.txt", "in/d.jsonl/8", "in/d.jsonl/13"]
        run(*words, "-o", "fresh")
        assert tree_of_bytes("out") == tree_of_bytes("fresh")

    def test_other_ways_to_read_do_everything_again(self, run, here, parsed):
        Path("a.jsonl").write_bytes(json.dumps({"text": CLEAN, "b": GAP}).encode() + b"\n")

        def again(*more):
            parsed.clear()
            run("parse", "a.jsonl", "-o", "out", *more)
            return len(parsed)

        assert [again(), again(), again("--text-field", "b"), again("--text-field", "b"), again("--relevel"), again()] == [1, 0, 1, 0, 1, 1]
        assert rows()[0]["made_by"].endswith("yaml")
        again("--changes", "reject", "--relevel", "--text-field", "b")
        assert rows()[0]["made_by"].endswith("yaml, changes reject, relevel True, text_field b")

    def test_how_to_read_reaches_the_workers(self, names):
        Path("in/g.jsonl").write_bytes(lines(range(9), "x"))
        assert finish("parse", "in/g.jsonl", "-o", "out", "--jobs", 2, "--text-field", "x", chunk=1000)[0] == 0
        assert [row["cases"] for row in rows()] == [2] * 9

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_what_readers_warn_of_is_told(self, names, jobs):
        Path("in/m.zip").write_bytes(packed({"m.txt": MIXED}))
        code, err = finish("parse", "in", "-o", "out", "--jobs", jobs, chunk=1000)
        assert code == 0 and err.count("note: in/m.zip/m.txt: 2 of its lines are in gb18030") == 1
        assert "note" not in finish("parse", "in", "-o", "new", "--jobs", jobs, "--quiet", chunk=1000)[1]

    def test_a_damaged_archive_stops_nothing(self, run, names):
        Path("in/b.zip").write_bytes(b"PK\x03\x04" + bytes(50))
        Path("in/e.jsonl.gz").write_bytes(gzip.compress(lines(range(300)))[:-9])
        code, _, err = run("parse", "in", "-o", "out", "--jobs", 1)
        assert code == 2 and "in/b.zip: " in err and "in/e.jsonl.gz" in err
        assert {"in/a.txt", "in/c.tgz/1.txt", "in/d.jsonl/1"} <= {row["source"] for row in rows() if row["state"] == "ok"}

    def test_the_mapper_takes_members_and_texts_that_look_like_something_else(self, names):
        members = [item for item in discover(["in/b.zip", "in/d.jsonl"]).inputs if isinstance(item, Input)]
        assert [parsed.row.state for parsed in parse_shard(members)] == ["ok"] * 16
        (page,) = parse_shard([("a.html", "<html>\n一、甲\n正文。\n")], "yaml")
        assert "<html>" in page.records[0][1]
        (row,) = parse_shard(discover(["in/d.jsonl/1"]).inputs, formats=Options(text_field="no"))
        assert row.row.state == "error" and "--text-field" in row.row.error


class TestReading:
    def test_a_process_that_was_forked_reads_by_itself(self, here):
        Path("a.jsonl").write_bytes(lines(range(2000)))
        path = Path("a.jsonl")
        assert read_member(path, "1").text == text(0)
        child = os.fork()
        if child == 0:
            os._exit(read_member(path, "1999").text != text(1998))
        assert os.waitpid(child, 0)[1] == 0
        assert [read_member(path, str(number)).text == text(number - 1) for number in range(2, 50)] == [True] * 48

    def test_small_compressed_archives_are_gone_through_once(self, here, monkeypatch):
        path = Path("a.tgz")
        path.write_bytes(tar([f"{(number * 7919) % 400}.txt" for number in range(400)], "w:gz"))
        monkeypatch.setattr(gzip.GzipFile, "rewind", None)
        opened = open_members(path)
        found = sorted(opened.names(), key=order)
        assert len({opened.read(name).origin.sha256 for name in found}) == 400 and MEMBER_LIMIT == 64 << 20
        opened.close()

    def test_asking_again_costs_no_way_back(self, here, monkeypatch):
        Path("a.jsonl").write_bytes(lines(range(20)))
        opened = open_members(Path("a.jsonl"))
        opened.read("1")
        monkeypatch.setattr(opened.inner, "_rewind", None)
        assert all(opened.digest(str(number)) == opened.read(str(number)).origin.sha256 for number in range(2, 20))
        opened.close()

    def test_sizes_of_rows_are_those_of_their_lines(self, here):
        Path("a.jsonl").write_bytes(lines(range(2)))
        (item, _) = discover(["a.jsonl"]).inputs
        assert read_source(item, None)[1] == item.size == len(lines([0]))


    def test_an_open_parquet_file_has_threads_and_a_closed_one_none(self, names):
        def threads():
            return len(list(Path("/proc/self/task").iterdir()))

        before = threads()
        opened = open_members(Path("in/f.parquet"))
        assert [opened.read(name).text for name in opened.names()][10].endswith("10") and has_threads()
        opened.close()
        assert not has_threads() and threads() <= before


class TestValidate:
    @pytest.fixture
    def checked(self, monkeypatch):
        seen = []
        real = workers.check

        def count(item, plan):
            seen.append(item.name)
            return real(item, plan)

        monkeypatch.setattr(workers, "check", count)
        return seen

    def test_members_are_remembered_one_by_one(self, run, names, checked):
        first = run("validate", "in", "--jobs", 1)
        assert checked == names and "in/b.zip/c.zip/y.txt" not in first[1] and "in/d.jsonl/1:6:1: CK101" in first[1]
        checked.clear()
        assert run("validate", "in", "--jobs", 1) == first and checked == []
        Path("in/b.zip").write_bytes(packed({"z.txt": text(50), "b-1.txt": text(4)}))
        assert "in/b.zip/z.txt:6:1: CK101" in run("validate", "in", "--jobs", 1)[1] and checked == ["in/b.zip/z.txt"]
        for words in (("--text-field", "text"), ("--relevel",), ("--changes", "reject")):
            checked.clear()
            run("validate", "in", "--jobs", 1, *words)
            assert checked, words

    def test_several_processes_give_the_same(self, run, names, monkeypatch):
        monkeypatch.setattr(workers, "_WORTH", 0)
        monkeypatch.setattr(workers, "_CHUNK_FILES", 3)
        words = ("validate", "in/a.txt", "in/b.zip", "in/c.tgz", "in/d.jsonl", "--no-cache", "--format", "json", "--text-field", "text")
        one = run(*words, "--jobs", 1)
        assert one[0] == 1 and run(*words, "--jobs", 2) == one

    def test_a_suffix_counts_where_it_decides_how_bytes_are_read(self, run, checked):
        for name in ("a.txt", "a.md", "a.text"):
            Path(name).write_text("# " + CLEAN)
        run("validate", "a.txt", "--jobs", 1)
        run("validate", "a.md", "a.text", "--jobs", 1)
        assert checked == ["a.txt", "a.md"]

    def test_warnings_come_from_memory_too(self, run, here):
        Path("m.txt").write_bytes(MIXED)
        first = run("validate", "m.txt")
        assert first[2].count("note: m.txt: 2 of its lines are in gb18030") == 1 and run("validate", "m.txt") == first

    def test_records_know_their_member(self, run, names):
        run("parse", "in/b.zip", "in/d.jsonl", "-o", "out", "--jobs", 1)
        assert "CK011" not in run("validate", "out")[1]
        Path("in/b.zip").write_bytes(packed({"z.txt": GAP, "c.zip": packed({"y.txt": text(2), "x.md": text(3)}), "b-1.txt": text(4)}))
        Path("in/d.jsonl").write_bytes(lines([0, 1, 7, *range(3, 12)]))
        stale = {line.split(":")[0].split("/")[1] for line in run("validate", "out")[1].splitlines() if "CK011" in line}
        assert stale == {"z", "d-3"}
        Path("in/d.jsonl").unlink()
        assert "in/d.jsonl/3" in run("validate", "out")[2]

    def test_json_of_an_archive_is_one_array(self, run, names):
        for words in (("outline",), ("validate", "--exit-zero")):
            for given, count in (("in/b.zip", 4), ("in/d.jsonl", 12)):
                found = json.loads(run(*words, given, "--format", "json")[1])
                assert isinstance(found, list) and (words[0] == "validate" or len(found) == count)
        assert json.loads(run("outline", "in/d.jsonl/3", "--format", "json")[1])["source"] == "in/d.jsonl/3"

    def test_fixes_leave_archives_alone(self, run, here):
        wrong = CLEAN.replace("（一）", "（一）、").replace("（二）", "（二）、")
        Path("a.zip").write_bytes(packed({"b/c.txt": wrong, "d.txt": CLEAN}))
        before = Path("a.zip").read_bytes()
        code, _, err = run("validate", "a.zip", "--fix", "--in-place")
        assert code == 2 and "a.zip/b/c.txt: is part of another file" in err and Path("a.zip").read_bytes() == before
        run("validate", "a.zip", "--fix", "-o", "out")
        assert Path("out/a.zip/b/c.txt").read_text() == CLEAN

    def test_a_baseline_keeps_what_lies_in_archives(self, run, here):
        Path("a.zip").write_bytes(packed({"b.txt": GAP, "c.txt": GAP}))
        run("baseline", "update", "a.zip", "--baseline", "known.json")
        run("baseline", "update", "gap.txt", "--baseline", "known.json")
        assert run("validate", "a.zip", "gap.txt", "--baseline", "known.json")[:2] == (0, "")


def test_one_text_is_wanted_where_a_file_holds_several(run, names):
    code, out, err = run("explain", "in/d.jsonl:3")
    assert (code, out) == (2, "") and "holds several texts; name one of them, such as in/" in err
    code, out, err = run("render", "in/b.zip")
    assert (code, out) == (2, "") and "4 inputs do not go into one markdown output; name a folder with -o" in err
    assert run("render", "in/b.zip/z.txt", "--to", "text")[0] == 0
