"""What a run makes besides files for cases: shard files, the mapper for other engines, what is shown on the way."""

import json
import os
import pickle
import pty
import subprocess
import threading
from pathlib import Path

import pytest

import casekit
from casekit.cli import progress
from casekit.cli.progress import amount, clock
from casekit.corpus import lines, parse_shard, plan
from casekit.record import read
from commandline import CLEAN, GAP, files, here, run, tree_of_bytes
from corpus_runs import command, corpus, part, rows

__all__ = ["here", "run"]


@pytest.fixture
def names(here):
    return corpus()


@pytest.fixture
def small(monkeypatch):
    """Jobs of three or four texts."""
    monkeypatch.setattr(plan, "CHUNK", 7000)


class TestLines:
    def test_a_line_is_the_record(self, run, names):
        run("parse", "in", "-o", "lines", "--format", "jsonl")
        run("parse", "in", "-o", "cases", "--format", "json")
        told = Path("lines/records-00001-of-00001.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        wanted = [Path("cases", name).read_text(encoding="utf-8") for row in rows("cases") for name in row["records"]]
        assert [json.loads(line) for line in told] == [json.loads(text) for text in wanted]
        assert read(told[0]).document.part == 1
        assert files("lines") == ["manifest.jsonl", "records-00001-of-00001.jsonl"]

    def test_lines_on_standard_output(self, run, here):
        code, out, _ = run("parse", "clean.txt", "gap.txt", "--format", "jsonl")
        assert code == 0 and [json.loads(line)["case"]["number"] for line in out.splitlines()] == [1, 2, 1, 2]

    def test_shards_together_hold_each_record_once(self, run, names):
        run("parse", "in", "-o", "whole", "--format", "jsonl")
        for index in (1, 2, 3):
            run("parse", "in", "-o", "out", "--format", "jsonl", "--shard", f"{index}/3")
        whole = Path("whole/records-00001-of-00001.jsonl").read_bytes().splitlines()
        parts = [Path(f"out/records-{index:05}-of-00003.jsonl").read_bytes().splitlines() for index in (1, 2, 3)]
        assert sorted(whole) == sorted(line for held in parts for line in held) and all(parts)
        assert Path("whole/manifest.jsonl").read_bytes() == Path("out/manifest.jsonl").read_bytes()
        for index, held in enumerate(parts, 1):
            sources = [json.loads(line)["source"]["path"] for line in held]
            assert set(sources) <= set(part(names, index, 3)) and held == [line for line in whole if line in set(held)]

    def test_hostile_names_and_texts_stay_on_their_line(self, run, here):
        Path('甲"\\\n\x1b.txt').write_text(CLEAN.replace("图书室", "图\u2028书\\n室\x85"))
        Path(os.fsdecode(b"\xff.txt")).write_text(CLEAN)
        for _ in range(2):
            assert run("parse", ".", "-o", "out", "--format", "jsonl")[0] == 0
            told = Path("out/records-00001-of-00001.jsonl").read_bytes().split(b"\n")[:-1]
            assert len(told) == 8 and len({json.loads(line)["source"]["path"] for line in told}) == 4

    def test_a_file_that_is_no_shard_is_refused(self, run, here):
        run("parse", "clean.txt", "-o", "out", "--format", "jsonl")
        Path("out/records-00001-of-00001.jsonl").write_text('{"mine": true}\n')
        code, _, err = run("parse", "clean.txt", "gap.txt", "-o", "out", "--format", "jsonl")
        assert code == 2 and "not a shard of casekit" in err
        assert Path("out/records-00001-of-00001.jsonl").read_text() == '{"mine": true}\n'


class TestParquet:
    def test_a_table_holds_the_records_whatever_made_it(self, run, names, small, monkeypatch):
        parquet = pytest.importorskip("pyarrow.parquet")
        monkeypatch.setattr(lines, "ROW_GROUP", 10)
        run("parse", "in", "-o", "lines", "--format", "jsonl")
        run("parse", "in", "-o", "one", "--format", "parquet", "--jobs", 1)
        run("parse", "in", "-o", "many", "--format", "parquet", "--jobs", 3)
        assert tree_of_bytes("one") == tree_of_bytes("many")
        file = parquet.ParquetFile("one/records-00001-of-00001.parquet")
        table = file.read().to_pylist()
        assert file.num_row_groups == -(-len(table) // 10)
        wanted = Path("lines/records-00001-of-00001.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        assert [row["record"] for row in table] == wanted
        by_source = {row["source"]: row for row in rows("one")}
        for source, made in by_source.items():
            here = [row for row in table if row["source"] == source]
            assert len(here) == made["cases"] and sum(row["headings"] for row in here) == made["headings"]
            assert sum(len(row["findings"]) for row in here) == made["findings"]
            assert [(row["case"], row["sha256"], row["encoding"]) for row in here] == [
                (number + 1, made["sha256"], made["encoding"]) for number in range(made["cases"])
            ]
        assert table[0]["title"] == "老旧小区改造"
        Path(names[3]).write_text(GAP)
        assert f"{len(names) - 2} unchanged" in run("parse", "in", "-o", "one", "--format", "parquet", "--jobs", 1)[2]
        run("parse", "in", "-o", "fresh", "--format", "parquet")
        assert tree_of_bytes("one") == tree_of_bytes("fresh")

    def test_a_file_that_is_no_table_is_refused(self, run, here):
        pytest.importorskip("pyarrow")
        run("parse", "clean.txt", "-o", "out", "--format", "parquet")
        Path("out/records-00001-of-00001.parquet").write_bytes(b"PAR1 mine")
        code, _, err = run("parse", "clean.txt", "gap.txt", "-o", "out", "--format", "parquet")
        assert code == 2 and "not a shard of casekit" in err


class TestMapper:
    def test_it_travels_and_tells(self, here):
        mapper = pickle.loads(pickle.dumps(parse_shard))
        Path("empty.txt").write_bytes(b"")
        found = list(mapper(["clean.txt", Path("gap.txt"), ("正文", CLEAN), ("字节", GAP.encode("gb18030")), "empty.txt", "gone.txt"]))
        assert [parsed.row.state for parsed in found] == ["ok"] * 4 + ["error"] * 2
        assert [parsed.row.source for parsed in found] == ["clean.txt", "gap.txt", "正文", "字节", "empty.txt", "gone.txt"]
        assert found[3].row.encoding == "gb18030" and found[3].row.findings == 1
        assert [name for name, _ in found[2].records] == ["01-老旧小区改造.json", "02-乡村图书室.json"]
        assert read(found[0].records[1][1]).document.part == 2 and found[4].records == []
        with pytest.raises(casekit.ConfigError):
            list(parse_shard(["clean.txt"], format="xml"))

    def test_a_write_takes_the_records_one_by_one(self, here):
        taken = []

        def write(row, records):
            taken.extend((row.source, name, len(text)) for name, text in records)
            return ["kept"]

        (parsed,) = parse_shard(["clean.txt"], format="jsonl", write=write)
        assert parsed.row.records == ["kept"] and parsed.records == [] and len(taken) == 2


class TestProgress:
    def test_a_terminal_gets_a_bar_and_a_table(self, names):
        leader, follower = pty.openpty()
        slow = "import casekit.cli.progress as p\np._PATIENCE = p._FRAME = 0\n"
        words = command("parse", "in", "-o", "out", "--jobs", 2)
        words[2] = slow + words[2]
        running = subprocess.Popen(words, stderr=follower, env={**os.environ, "TERM": "xterm", "COLUMNS": "120", "LC_ALL": "C.UTF-8"})
        os.close(follower)
        told = []

        def collect():
            try:
                while data := os.read(leader, 65536):
                    told.append(data)
            except OSError:
                pass  # the other end is closed

        reader = threading.Thread(target=collect)
        reader.start()
        assert running.wait(60) == 2
        reader.join(10)
        os.close(leader)
        text = b"".join(told).decode()
        assert f"/{len(names)} files" in text and "findings" in text and "left" in text
        table = [line.split("casekit: ")[1].split() for line in text.splitlines() if "casekit: " in line]
        assert ["sources", str(len(names))] in table and ["failed", "1"] in table

    def test_elsewhere_a_line_a_minute(self, run, names, small, monkeypatch):
        assert "files," not in run("parse", "in", "-o", "out", "--jobs", 1)[2]
        monkeypatch.setattr(progress, "_LINE", 0.0)
        _, _, err = run("parse", "in", "-o", "again", "--jobs", 1)
        assert err.count(" files, ") > 5 and "/s, " in err
        assert " files, " not in run("parse", "in", "-o", "third", "--jobs", 1, "--no-progress")[2]

    def test_amounts_and_times_for_people(self):
        assert [amount(size) for size in (0, 999, 1000, 99_449, 123_456, 5_000_000, 7e12)] == [
            "0 B", "999 B", "1.0 kB", "99.4 kB", "123 kB", "5.0 MB", "7.0 TB",
        ]
        assert [clock(seconds) for seconds in (-1, 7, 760, 11100)] == ["0:00", "0:07", "12:40", "3:05:00"]
