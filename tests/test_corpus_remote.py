"""Sources and output at addresses, through fsspec's file systems for memory and for this machine."""

import os
import sys
from pathlib import Path

import pytest

import casekit.corpus.remote as remote
from casekit.corpus import discover
from casekit.corpus.discover import Input, find
from commandline import CLEAN, GAP, here, run, tree_of_bytes
from corpus_runs import corpus, finish, rows

__all__ = ["here", "run"]

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory():
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


def held(system, root):
    return {path.removeprefix(root): system.cat_file(path) for path in system.find(root)}


class TestSources:
    def test_an_address_is_read_like_a_folder(self, run, here, memory):
        texts = {"b.txt": CLEAN, "a/z.md": GAP, "a.TXT": CLEAN, ".h/x.txt": CLEAN, "x.bin": CLEAN, "manifest.jsonl": ""}
        for name, text in texts.items():
            memory.pipe_file(f"/dumps/{name}", text.encode("gb18030"))
        found = [item for item in find(["memory://dumps"]) if isinstance(item, Input)]
        assert [item.name for item in found] == ["memory://dumps/a/z.md", "memory://dumps/a.TXT", "memory://dumps/b.txt"]
        assert [item.size for item in found] == [len(text.encode("gb18030")) for text in (GAP, CLEAN, CLEAN)]
        assert run("parse", "memory://dumps", "-o", "out")[0] == 0
        assert [(row["source"], row["encoding"]) for row in rows()] == [(item.name, "gb18030") for item in found]
        assert "3 unchanged" in run("parse", "memory://dumps", "-o", "out")[2]
        memory.pipe_file("/dumps/b.txt", GAP.encode())
        assert "2 unchanged" in run("parse", "memory://dumps", "-o", "out")[2]

    def test_other_commands_read_addresses_too(self, run, here, memory):
        memory.pipe_file("/dumps/gap.txt", GAP.encode())
        code, out, _ = run("validate", "memory://dumps/gap.txt")
        assert code == 1 and out.startswith("memory://dumps/gap.txt:6:1: CK101")

    @pytest.mark.parametrize(
        ("address", "told"),
        [("memory://nowhere", "no such file or folder"), ("memory://empty", "no texts"), ("klingon://x/y", "cannot be reached")],
    )
    def test_what_gives_no_text_is_one_line(self, run, here, memory, address, told):
        memory.makedirs("/empty")
        (error,) = discover([address]).errors
        assert told in error.message and error.message != error.message_zh
        code, _, err = run("parse", address, "clean.txt", "-o", "out")
        assert code == 2 and told in err and rows()[0]["state"] == "ok"

    def test_an_archive_elsewhere_is_one_line_and_stops_nothing(self, run, here, memory):
        for name in ("a.txt", "b.zip", "c/d.jsonl.gz", "e.parquet"):
            memory.pipe_file(f"/mixed/{name}", CLEAN.encode())
        code, _, err = run("parse", "memory://mixed", "-o", "out")
        assert code == 2 and err.count("is read on this machine only; copy it here") == 3
        assert [row["source"] for row in rows() if row["state"] == "ok"] == ["memory://mixed/a.txt"]
        for address in ("memory://mixed/b.zip", "memory://mixed/b.zip/一.txt", "memory://mixed/c/d.jsonl.gz"):
            code, _, err = run("outline", address)
            assert code == 2 and err.splitlines()[0].startswith(f"casekit: error: {address}: an archive or data set is read")

    def test_a_missing_extra_is_one_line(self, run, here, monkeypatch):
        monkeypatch.setitem(sys.modules, "fsspec.core", None)
        for words in (("outline", "s3://bucket/x"), ("parse", "clean.txt", "-o", "s3://bucket/out")):
            code, _, err = run(*words)
            assert code == 2 and err.splitlines()[0].endswith("run: pip install 'casekit[remote]'")


class TestOutput:
    @pytest.mark.parametrize("format", ["yaml", "jsonl"])
    def test_the_same_bytes_as_on_this_machine(self, run, here, memory, format):
        names = corpus(count=12)
        run("parse", "in", "-o", "out", "--jobs", 1, "--format", format)
        assert run("parse", "in", "-o", "memory://out", "--jobs", 1, "--format", format)[0] == 2
        assert held(memory, "/out/") == tree_of_bytes("out")
        assert f"{len(names) - 1} unchanged" in run("parse", "in", "-o", "memory://out", "--jobs", 1, "--format", format)[2]
        Path(names[0]).write_text(CLEAN)
        for output in ("out", "memory://out"):
            run("parse", "in", "-o", output, "--jobs", 1, "--format", format)
        assert held(memory, "/out/") == tree_of_bytes("out")

    @pytest.mark.parametrize("format", ["yaml", "jsonl"])
    def test_several_workers_and_a_killed_run(self, here, format):
        corpus(count=12)
        address = f"file://{here}/far"
        finish("parse", "in", "-o", "out", "--format", format)
        dead = next(number for number in range(4_000_000, 5_000_000) if not Path(f"/proc/{number}").exists())
        for _ in range(2):
            assert finish("parse", "in", "-o", address, "--format", format, "--jobs", 2)[0] == 2
            assert tree_of_bytes("far") == tree_of_bytes("out")
            left = remote.unique("run").replace(f"-{os.getpid()}-", f"-{dead}-")
            Path("far", left).mkdir()
            Path("far", left, "lock").touch()

    def test_a_run_that_lives_is_left_alone(self, run, here):
        place = remote.Remote(f"file://{here}/far")
        place.make()
        mine = place.open_run()
        foreign = mine.replace(mine[9:17], "0badcafe")
        Path("far", foreign).mkdir()
        Path("far", foreign, "lock").touch()
        assert place.dead_runs() == []
        os.utime(f"far/{foreign}/lock", (0, 0))
        assert place.dead_runs() == [foreign]

    def test_a_file_that_is_not_finished_is_not_there(self, memory):
        place = remote.Remote("memory://far")
        with pytest.raises(RuntimeError), place.writing("x") as file:
            file.write(b"half")
            raise RuntimeError
        assert not place.has("x") and place.names() == []

    def test_large_files_are_sent_in_pieces(self, memory, monkeypatch):
        monkeypatch.setattr(remote, "_SPOOL", 1000)
        with remote.Remote("memory://far").writing("x") as file:
            file.write(b"0123456789" * 1000)
        assert memory.cat_file("/far/x") == b"0123456789" * 1000
