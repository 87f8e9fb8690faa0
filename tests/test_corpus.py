"""Which inputs a run has, and where its records go."""

import errno
import io
import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.corpus import Input, Row, discover, is_record, manifest, store, write
from casekit.corpus.discover import find, order
from casekit.corpus.names import BYTE_LIMIT, Namer, portable, same
from casekit.corpus.store import Local, put
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

    def test_a_search_over_folders_finds_the_same_in_any_order_of_arguments(self, here):
        for name in ("d/b.txt", "d/a/z.md", "d/a.TXT", "d/a-b/y.txt", "e/x.txt", "f.txt", "d/.h/q.txt"):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text("文")
        Path("e/link.txt").symlink_to("x.txt")
        arguments = ["d", "-", "e", "f.txt", str(here / "d"), "d/a", "d/b.txt", "./e", "d/.h", "gone"]
        seen = [item.name for item in find(arguments) if isinstance(item, Input)]
        assert seen == [item.name for item in find(arguments[::-1]) if isinstance(item, Input)]
        assert seen == sorted(seen, key=order) and seen[-1] == "-"
        assert len(seen) == 8 and len({Path(name).stat().st_ino for name in seen[:-1]}) == 7

    def test_folder_by_folder_is_the_order_of_paths(self):
        assert sorted(["a.txt", "a/b", "a-b/c", "-", "a/b/c", "a/b.txt"], key=order) == ["a/b", "a/b/c", "a/b.txt", "a-b/c", "a.txt", "-"]

    def test_sizes_are_told(self, here):
        Path("d").mkdir()
        Path("d/a.txt").write_text("文")
        assert [item.size for item in discover(["d"]).inputs] == [3] == [item.size for item in discover(["d/a.txt"]).inputs]

    def test_a_folder_that_came_before_is_no_empty_folder(self, here):
        Path("d/sub").mkdir(parents=True)
        Path("d/sub/a.txt").write_text("文")
        found = discover(["d/sub", "d", str(here / "d")])
        assert names(found) == ["d/sub/a.txt"] and not found.errors

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

    @given(st.lists(st.text(st.characters(), min_size=1, max_size=6), unique=True, max_size=12))
    def test_no_two_alike(self, stems):
        namer = Namer()
        made = [namer.name(f"{stem}.txt") for stem in stems]
        assert len({same(name) for name in made}) == len(stems)

    def test_case_and_normalisation_do_not_tell_names_apart(self):
        namer = Namer()
        wide = unicodedata.normalize("NFD", "é")
        made = [namer.name(source) for source in ("a/X.txt", "b/x.txt", "a/é.txt", f"b/{wide}.txt")]
        assert made[0] == "X" and re.fullmatch("x-[0-9a-f]{8}", made[1])
        assert made[2] == "é" and re.fullmatch("é-[0-9a-f]{8}", made[3])

    def test_names_of_earlier_runs_stay_taken(self):
        namer = Namer()
        namer.reserve("x")
        assert namer.name("a/X.txt").startswith("X-")

    def test_standard_input_has_a_name(self):
        assert Namer().name("-") == "stdin"


@pytest.fixture
def out(here):
    place = Local("out")
    place.make()
    return place


def files(root):
    return sorted(path.relative_to(Path(root)).as_posix() for path in Path(root).rglob("*") if path.is_file())


class TestStore:
    def test_records_of_a_source(self, here):
        place = Local("out/deep")
        place.make()
        written = put(place, "dump", [("01-甲.yaml", record()), ("02-乙.yaml", record())])
        assert written == ["dump/01-甲.yaml", "dump/02-乙.yaml"]
        assert files(here / "out") == ["deep/dump/01-甲.yaml", "deep/dump/02-乙.yaml"]

    def test_stale_records_go_and_other_files_stay(self, out):
        put(out, "dump", [("01-旧.yaml", record()), ("02-旧.json", record(format="json"))])
        Path("out/dump/03-notes.yaml").write_text("mine: true\n")
        Path("out/dump/readme.txt").write_text("x")
        put(out, "dump", [("01-新.yaml", record())])
        assert files("out") == ["dump/01-新.yaml", "dump/03-notes.yaml", "dump/readme.txt"]

    @pytest.mark.parametrize("name", ["../01-x.yaml", "01-a/b.yaml", "x.yaml", "01-x.sh", "/tmp/01-x.yaml", "01-..\\x.yaml"])
    def test_a_record_cannot_leave_its_folder(self, out, name):
        with pytest.raises(ConfigError):
            put(out, "dump", [(name, record())])
        assert files(".") == []

    @pytest.mark.parametrize("name", ["..", ".", "a/b", "", ".x", "CON"])
    def test_a_folder_cannot_leave_the_store(self, out, name):
        with pytest.raises(ConfigError):
            put(out, name, [("01-x.yaml", record())])
        assert files(".") == []

    def test_nothing_is_written_through_a_link(self, here, out):
        Path("elsewhere").mkdir()
        Path("target").write_text("old")
        Path("out/dump").symlink_to(here / "elsewhere")
        with pytest.raises(ConfigError, match="it is a link"):
            put(out, "dump", [("01-x.yaml", record())])
        Path("out/real").mkdir()
        Path("out/real/01-x.yaml").symlink_to(here / "target")
        put(out, "real", [("01-x.yaml", record())])
        assert Path("target").read_text() == "old" and list(Path("elsewhere").iterdir()) == []
        assert not Path("out/real/01-x.yaml").is_symlink()

    def test_a_run_that_lives_is_left_alone_and_a_dead_one_is_taken_over(self, out):
        mine = out.open_run()
        assert Local("out").dead_runs() == []
        for handle in out.handles:
            os.close(handle)
        assert Local("out").dead_runs() == [mine]

    def test_one_run_at_a_time_holds_the_manifest(self, out, monkeypatch):
        monkeypatch.setattr(store, "_PATIENCE", 0.02)
        with out.locked():
            assert files("out") == [".casekit.lock"]
            with Local("out").locked():
                pass  # patience is over, and nothing hangs
            assert files("out") == [".casekit.lock"], "who does not hold the lock does not remove it"
        assert files("out") == []


class TestManifest:
    def test_rows_stand_in_order_and_the_last_word_counts(self):
        old = [Row("a/b.txt", cases=1), Row("a.txt", cases=1), Row("c.txt", cases=1)]
        new = [Row("a.txt", cases=2), Row("b.txt", cases=2)]
        assert [(row.source, row.cases) for row in manifest.merge([old, new])] == [("a/b.txt", 1), ("a.txt", 2), ("b.txt", 2), ("c.txt", 1)]

    def test_a_ledger_is_asked_in_order(self):
        ledger = manifest.Ledger([Row("a.txt"), Row("c.txt"), Row("d.txt")])
        assert [bool(ledger.find(name)) for name in ("a.txt", "b.txt", "d.txt", "e.txt", "f.txt")] == [True, False, True, False, False]

    def test_a_row_is_one_line_with_fixed_keys(self):
        row = Row("dump.txt", sha256="ab", size=9, encoding="gb18030", cases=2, records=["dump/01-x.yaml"], headings=3, findings=1)
        keys = ["source", "state", "sha256", "size", "encoding", "cases", "records", "headings", "findings", "made_by"]
        assert list(json.loads(row.line())) == keys
        assert list(json.loads(Row("a", "error", error="a: empty").line())) == [*keys, "error"]
        assert list(manifest.read(io.BytesIO(row.line().encode()), "m")) == [row]

    @pytest.mark.parametrize(
        "text",
        ["not json\n", "[1]\n", '{"source": 1, "state": "ok"}\n', "[" * 100_000, '{"source": "a", "state": "ok", "records": [1]}'],
    )
    def test_what_is_none_of_ours_is_refused(self, text):
        with pytest.raises(ConfigError, match="not a manifest"):
            list(manifest.read(io.BytesIO(text.encode()), "m"))


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
        Path("out/dump").mkdir(parents=True)
        Path(f"out/dump/.casekit-{process}-0a1b2c.tmp").write_text("half")
        put(Local("out"), "dump", [("01-x.yaml", record())])
        assert (len(files("out")) == 2) is stays

    def test_what_another_machine_writes_is_left_alone_for_an_hour(self, out):
        Path("out/.casekit-0badcafe-4194309-0a1b2c.tmp").write_text("half")
        out.tidy()
        assert len(files("out")) == 1
        os.utime("out/.casekit-0badcafe-4194309-0a1b2c.tmp", (0, 0))
        out.tidy()
        assert files("out") == []

    def test_own_records_are_known_by_their_beginning(self):
        assert is_record(record().encode()) and is_record(record(format="json").encode())
        assert is_record(b"\xef\xbb\xbf" + record().encode())
        assert is_record(record(path="坏\ud800").encode())
        for other in (b"", b"mine: true\n", b'{"schema": 1}', "一、总则\n".encode()):
            assert not is_record(other)
