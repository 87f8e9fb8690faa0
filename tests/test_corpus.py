"""Which inputs a run has, and where its records go."""

import errno
import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.corpus import Row, Store, discover, is_record, manifest, store, write
from casekit.corpus.names import BYTE_LIMIT, folders, portable, same
from casekit.errors import ConfigError
from casekit.model import Block, Document, Section
from casekit.record import dump
from casekit.source import Origin


def names(found):
    return [item.name for item in found.inputs]


def record(path="dump.txt", text="街道办的做法。", format="yaml"):
    block = Block("paragraph", text, 0, len(text), 1, 1)
    return dump(Document(Origin(path), Section("root", children=[block])), format=format)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestDiscover:
    def test_a_folder_is_read_in_code_point_order_with_all_below_it(self, here):
        for name in ("d/b.txt", "d/a/z.md", "d/B.text", "d/a.TXT", "d/一.txt"):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text("文")
        assert names(discover(["d"])) == ["d/B.text", "d/a/z.md", "d/a.TXT", "d/b.txt", "d/一.txt"]

    def test_hidden_names_manifests_and_other_suffixes_are_passed_over(self, here):
        for name in ("d/.git/x.txt", "d/.x.txt", "d/manifest.jsonl", "d/x.yaml", "d/x.xlsx", "d/x.odd", "d/y.txt"):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text("文")
        assert names(discover(["d"])) == ["d/y.txt"]
        assert names(discover(["d"], records=True)) == ["d/x.yaml", "d/y.txt"]

    def test_arguments_keep_their_order_and_any_suffix(self, here):
        for name in ("b.dump", "a.txt"):
            Path(name).write_text("文")
        found = discover(["b.dump", "-", "a.txt", "-"])
        assert names(found) == ["b.dump", "-", "a.txt"]
        assert found.inputs[1].path is None
        assert not found.errors

    def test_a_file_comes_once_whatever_leads_to_it(self, here):
        Path("d").mkdir()
        Path("d/a.txt").write_text("文")
        os.link("d/a.txt", "d/b.txt")
        assert names(discover(["d/a.txt", "./d/a.txt", "d", str(here / "d")])) == ["d/a.txt"]

    def test_loops_of_links_end_and_real_names_win(self, here):
        Path("d/sub").mkdir(parents=True)
        Path("d/real.txt").write_text("文")
        Path("d/alias.txt").symlink_to("real.txt")
        Path("d/sub/up").symlink_to("..")
        Path("d/round.txt").symlink_to("round.txt")
        found = discover(["d"])
        assert names(found) == ["d/real.txt"]
        assert found.links == ["d/round.txt"]

    def test_a_link_to_a_hidden_store_inside_the_folder_is_followed(self, here):
        Path("d/.store").mkdir(parents=True)
        Path("d/.store/0a1b").write_text("文")
        Path("d/a.txt").symlink_to(".store/0a1b")
        assert names(discover(["d"])) == ["d/a.txt"]

    def test_a_link_out_of_the_folder_is_told_and_not_followed(self, here):
        Path("d").mkdir()
        Path("d/a.txt").write_text("文")
        Path("secret.txt").write_text("密")
        Path("d/b.txt").symlink_to(here / "secret.txt")
        found = discover(["d"])
        assert names(found) == ["d/a.txt"]
        assert found.links == ["d/b.txt"]

    @pytest.mark.parametrize(
        ("argument", "words"),
        [
            ("nowhere.txt", "no such file"),
            ("", "no such file"),
            ("empty", "no texts"),
            ("pipe", "not a regular file"),
            ("loop", "cannot be read"),
        ],
    )
    def test_what_gives_no_text_is_one_error(self, here, argument, words):
        Path("empty").mkdir()
        os.mkfifo("pipe")
        Path("loop").symlink_to("loop")
        found = discover([argument])
        assert not found.inputs
        assert [words in error.message for error in found.errors] == [True]
        assert found.errors[0].message_zh != found.errors[0].message
        assert "\n" not in found.errors[0].message

    def test_a_pipe_inside_a_folder_is_passed_over(self, here):
        Path("d").mkdir()
        os.mkfifo("d/p.txt")
        Path("d/a.txt").write_text("文")
        assert names(discover(["d"])) == ["d/a.txt"]

    def test_a_name_too_long_is_an_error(self, here):
        assert len(discover(["长" * 400]).errors) == 1


class TestNames:
    @pytest.mark.parametrize(
        ("stem", "name"),
        [
            ("社区 案例", "社区-案例"),
            ("../../etc/passwd", "etc-passwd"),
            ('a<b>:"|?*c', "a-b-c"),
            ("CON", "CON-"),
            ("lpt1.tar", "lpt1.tar-"),
            ("end. . ", "end"),
            (".hidden", "hidden"),
            ("\x1b[31m红", "[31m红"),
            ("\udcff坏", "坏"),
            ("?!", "!"),
            ("...", "source"),
        ],
    )
    def test_a_stem_becomes_portable(self, stem, name):
        assert portable(stem) == name

    @given(st.text(st.characters(), max_size=200))
    def test_every_name_is_portable_and_short(self, stem):
        name = portable(stem)
        assert 0 < len(name.encode()) <= BYTE_LIMIT + 1
        assert not re.search(r'[\x00-\x1f<>:"/\\|?*\s]', name)
        assert name[0] != "." and name[-1] not in ". "
        assert portable(name) == name

    @given(st.lists(st.text(st.characters(), min_size=1, max_size=6), unique=True, max_size=12), st.randoms())
    def test_no_two_alike_whatever_the_order(self, stems, random):
        sources = [f"{stem}.txt" for stem in stems]
        first = folders(sources, {})
        random.shuffle(sources)
        assert folders(sources, {}) == first
        assert len({same(name) for name in first.values()}) == len(sources)

    def test_case_and_normalisation_do_not_tell_names_apart(self):
        wide = unicodedata.normalize("NFD", "é")
        made = folders(["a/X.txt", "b/x.txt", "a/é.txt", f"b/{wide}.txt"], {})
        assert made["a/X.txt"] == "X" and re.fullmatch("x-[0-9a-f]{8}", made["b/x.txt"])
        assert made["a/é.txt"] == "é" and re.fullmatch("é-[0-9a-f]{8}", made[f"b/{wide}.txt"])

    def test_known_sources_keep_their_folder(self):
        made = folders(["a/x.txt", "b/x.txt"], {"b/x.txt": "x"})
        assert made["b/x.txt"] == "x" and made["a/x.txt"].startswith("x-")

    def test_standard_input_has_a_name(self):
        assert folders(["-"], {}) == {"-": "stdin"}


def files(root):
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


class TestStore:
    def test_records_and_manifest(self, here):
        made = Store(Path("out/deep"))
        written = made.write("dump", [("01-甲.yaml", record()), ("02-乙.yaml", record())])
        made.note(Row("dump.txt", sha256="ab", encoding="gb18030", cases=2, records=written, headings=3, findings=1))
        made.note(Row("bad.txt", "error", error="bad.txt: empty"))
        made.close()
        assert files(here / "out") == ["deep/dump/01-甲.yaml", "deep/dump/02-乙.yaml", "deep/manifest.jsonl"]
        rows = [json.loads(line) for line in Path("out/deep/manifest.jsonl").read_text().splitlines()]
        assert [row["source"] for row in rows] == ["bad.txt", "dump.txt"]
        assert list(rows[1]) == ["source", "state", "sha256", "encoding", "cases", "records", "headings", "findings"]
        assert rows[1]["records"] == ["dump/01-甲.yaml", "dump/02-乙.yaml"]
        assert rows[0]["state"] == "error" and rows[0]["error"] == "bad.txt: empty"

    def test_stale_records_go_and_other_files_stay(self, here):
        made = Store(Path("out"))
        made.write("dump", [("01-旧.yaml", record()), ("02-旧.json", record(format="json"))])
        Path("out/dump/03-notes.yaml").write_text("mine: true\n")
        Path("out/dump/readme.txt").write_text("x")
        made.write("dump", [("01-新.yaml", record())])
        assert files(here / "out") == ["dump/01-新.yaml", "dump/03-notes.yaml", "dump/readme.txt"]

    def test_rows_of_other_runs_stay_and_failed_sources_keep_their_records(self, here):
        first = Store(Path("out"))
        first.note(Row("a.txt", records=first.write("a", [("01-x.yaml", record())])))
        first.close()
        second = Store(Path("out"))
        second.note(Row("b.txt", records=second.write("b", [("01-x.yaml", record())])))
        second.note(Row("a.txt", "error", error="a.txt: permission denied"))
        second.close()
        rows = manifest.read(Path("out"))
        assert list(rows) == ["a.txt", "b.txt"]
        assert rows["a.txt"].state == "error" and rows["a.txt"].records == ["a/01-x.yaml"]
        assert second.folders(["a.txt", "z/b.txt"])["a.txt"] == "a"

    def test_two_runs_at_once_lose_no_row(self, here):
        runs = [Store(Path("out")) for _ in range(3)]
        for number, run in enumerate(runs):
            run.note(Row(f"{number}.txt"))
        for run in runs:
            run.close()
        assert list(manifest.read(Path("out"))) == ["0.txt", "1.txt", "2.txt"]

    @pytest.mark.parametrize("name", ["../01-x.yaml", "01-a/b.yaml", "x.yaml", "01-x.sh", "/tmp/01-x.yaml", "01-..\\x.yaml"])
    def test_a_record_cannot_leave_its_folder(self, here, name):
        with pytest.raises(ConfigError):
            Store(Path("out")).write("dump", [(name, record())])
        assert files(here) == []

    @pytest.mark.parametrize("name", ["..", ".", "a/b", "", ".x", "CON"])
    def test_a_folder_cannot_leave_the_store(self, here, name):
        with pytest.raises(ConfigError):
            Store(Path("out")).write(name, [("01-x.yaml", record())])
        assert files(here) == []

    def test_nothing_is_written_through_a_link(self, here):
        Path("elsewhere").mkdir()
        Path("target").write_text("old")
        made = Store(Path("out"))
        Path("out/dump").symlink_to(here / "elsewhere")
        with pytest.raises(ConfigError, match="it is a link"):
            made.write("dump", [("01-x.yaml", record())])
        Path("out/real").mkdir()
        Path("out/real/01-x.yaml").symlink_to(here / "target")
        made.write("real", [("01-x.yaml", record())])
        assert Path("target").read_text() == "old" and list(Path("elsewhere").iterdir()) == []
        assert not Path("out/real/01-x.yaml").is_symlink()

    def test_a_hostile_manifest_names_no_file_outside(self, here):
        Path("out").mkdir()
        Path("keep-01.yaml").write_text(record())
        rows = manifest.text([Row("a.txt", records=["../keep-01.yaml", "../../etc/passwd"])])
        Path("out/manifest.jsonl").write_text(rows)
        made = Store(Path("out"))
        assert made.folders(["a.txt"]) == {"a.txt": "a"}
        made.note(Row("a.txt", "error", error="x"))
        made.close()
        assert manifest.read(Path("out"))["a.txt"].records == []

    @pytest.mark.parametrize(
        "text",
        ["not json\n", "[1]\n", '{"source": 1, "state": "ok"}\n', "[" * 100_000, '{"source": "a", "state": "ok", "records": [1]}'],
    )
    def test_a_manifest_of_somebody_else_is_refused_and_kept(self, here, text):
        Path("out").mkdir()
        Path("out/manifest.jsonl").write_text(text)
        with pytest.raises(ConfigError, match="not a manifest"):
            Store(Path("out"))
        assert Path("out/manifest.jsonl").read_text() == text

    def test_a_file_where_the_folder_should_be_is_an_error(self, here):
        Path("out").write_text("x")
        with pytest.raises(ConfigError, match="cannot be written"):
            Store(Path("out"))


class TestAtomic:
    def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(self, here, monkeypatch):
        write(Path("x.yaml"), "old")

        class Full:
            def __init__(self, handle, mode):
                self.handle = handle

            def __enter__(self):
                return self

            def __exit__(self, *_):
                os.close(self.handle)

            def write(self, data):
                os.write(self.handle, data[:2])
                raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(store.os, "fdopen", Full)
        with pytest.raises(OSError, match="No space"):
            write(Path("x.yaml"), "new and longer")
        assert files(here) == ["x.yaml"] and Path("x.yaml").read_text() == "old"

    def test_an_interrupt_before_the_move_leaves_nothing(self, here, monkeypatch):
        def stop(self, target):
            raise KeyboardInterrupt

        monkeypatch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            write(Path("x.yaml"), "new")
        assert files(here) == []

    def test_lone_surrogates_do_not_stop_a_write(self, here):
        write(Path("x"), "甲\ud800")
        assert Path("x").read_text() == "甲\\ud800"

    def test_the_mode_follows_the_umask(self, here):
        before = os.umask(0o027)
        try:
            write(Path("x"), "y")
        finally:
            os.umask(before)
        assert Path("x").stat().st_mode & 0o777 == 0o640

    @pytest.mark.parametrize(("process", "stays"), [(2**22 + 5, False), (os.getpid(), True)])
    def test_what_a_killed_run_left_is_swept(self, here, process, stays):
        made = Store(Path("out"))
        Path("out/dump").mkdir()
        Path(f"out/dump/.casekit-{process}-0a1b2c.tmp").write_text("half")
        made.write("dump", [("01-x.yaml", record())])
        assert (len(files(here / "out")) == 2) is stays

    def test_own_records_are_known_by_their_beginning(self):
        assert is_record(record().encode()) and is_record(record(format="json").encode())
        assert is_record(b"\xef\xbb\xbf" + record().encode())
        assert is_record(record(path="坏\ud800").encode())
        for other in (b"", b"mine: true\n", b'{"schema": 1}', "一、总则\n".encode()):
            assert not is_record(other)
