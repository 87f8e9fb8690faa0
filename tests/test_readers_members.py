"""Archives and data sets: every member is a source of its own, confined, bounded, and harmless to the others."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import time
import zipfile
from pathlib import Path

import duckdb
import pytest
import zstandard

from casekit.cli import main
from casekit.corpus import discover
from casekit.errors import SourceError
from casekit.readers import Options, archive, streams
from casekit.readers.members import open_members, read_all, read_member
from docx_files import packed, paragraph, word
from dump_files import zipped

TEXT = "一、总则\n为了规范管理，制定本办法。\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name, data):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def members(path, **options):
    opened = open_members(path, Options(**options))
    assert opened is not None
    names = list(opened.names())
    opened.close()
    return names


def texts(path, **options):
    return {name: read_member(path, name, options=Options(**options)).text for name in members(path, **options)}


def tar(files, mode="w", links=()):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as made:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
        for name in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            made.addfile(info)
    return buffer.getvalue()


def refusal(path):
    begun = time.monotonic()
    with pytest.raises(SourceError) as caught:
        texts(path)
    assert time.monotonic() - begun < 5
    assert caught.value.message.startswith(path.as_posix()) and "\n" not in caught.value.message
    return caught.value.message


class TestArchives:
    def test_names_in_gbk_are_decoded(self, here):
        path = put(
            "案例.zip", zipped({"党建/案例一.txt": TEXT.encode("gbk"), "党建/案例二.docx": word(paragraph("一、甲")), "图.png": b"\x89PNG"})
        )
        with zipfile.ZipFile(path) as made:
            assert not any(info.flag_bits & 0x800 for info in made.infolist())
        assert texts(path) == {"党建/案例一.txt": TEXT, "党建/案例二.docx": "一、甲\n"}
        source = read_member(path, "党建/案例一.txt")
        assert (source.origin.path, source.origin.encoding) == ("案例.zip/党建/案例一.txt", "gb18030")

    def test_names_in_utf8_and_ascii_stay(self, here):
        assert members(put("a.zip", packed({"b.txt": TEXT, "一.md": TEXT}))) == ["b.txt", "一.md"]

    def test_names_lead_nowhere(self, here):
        odd = (
            "../../etc/a.txt",
            "/root/b.txt",
            "C:\\x\\c.txt",
            "..\\d.txt",
            "__MACOSX/e.txt",
            ".f.txt",
            "g/.h/i.txt",
            "j/../k.txt",
            "k.txt",
        )
        for data in (packed(dict.fromkeys(odd, TEXT)), tar(dict.fromkeys(odd, TEXT.encode()))):
            found = members(put("a.bin", data))
            assert sorted(found) == ["d.txt", "etc/a.txt", "j/k.txt", "k.txt", "root/b.txt", "x/c.txt"]

    def test_names_that_become_one_are_told_apart(self, here):
        path = put("a.zip", packed({"a/b.txt": "一", "/a/b.txt": "二", "a//b.txt": "三"}))
        assert sorted(texts(path).values()) == sorted("一二三")

    def test_archives_inside_archives(self, here):
        inner = packed({"c.txt": TEXT})
        for _ in range(4):
            inner = packed({"b.zip": inner, "a.txt": TEXT})
        path = put("a.zip", inner)
        assert members(path) == ["a.txt", "b.zip/a.txt", "b.zip/b.zip/a.txt", "b.zip/b.zip/b.zip"][:3]
        assert texts(path)["b.zip/b.zip/a.txt"] == TEXT

    @pytest.mark.parametrize(
        ("name", "mode"), [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar.bz2", "w:bz2"), ("a", "w:xz")]
    )
    def test_tar(self, here, name, mode):
        data = tar({"一.txt": TEXT.encode(), "b/c.docx": word(paragraph("甲")), "d.png": b"x"}, mode, links=["l.txt"])
        assert texts(put(name, data)) == {"b/c.docx": "甲\n", "一.txt": TEXT}

    def test_zip_archives_inside_tar(self, here):
        inner = packed({"b.zip": packed({"c.txt": TEXT}), "d.docx": word(paragraph("甲"))})
        path = put("a.tar.gz", tar({"z.txt": TEXT.encode(), "x/a.zip": inner}, "w:gz"))
        assert texts(path) == {"x/a.zip/b.zip/c.txt": TEXT, "x/a.zip/d.docx": "甲\n", "z.txt": TEXT}
        with pytest.raises(SourceError, match="no longer in the archive"):
            read_member(path, "x/a.zip/e.txt")

    @pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
    def test_a_single_compressed_file(self, here, pack):
        assert texts(put("a.txt.gz", pack(TEXT.encode("gbk")))) == {"a.txt": TEXT}

    def test_files_are_found_by_what_they_are(self, here):
        data = packed({"a.bin": word(paragraph("甲")), "b": b"<html><p>x", "c.xlsx": b"PK", "d.odd": b"plain"})
        assert members(put("a.zip", data)) == ["a.bin", "b"]

    def test_broken_archives(self, here):
        data = packed({"a.txt": TEXT * 50, "b.txt": TEXT})
        assert "is damaged" in refusal(put("a.zip", data[:-30]))
        path = put("b.zip", data.replace(data[60:90], bytes(30)))
        assert members(path) == ["a.txt", "b.txt"]
        with pytest.raises(SourceError):
            read_member(path, "a.txt")
        assert read_member(path, "b.txt").text == TEXT
        whole = tar({"a.txt": TEXT.encode() * 500}, "w:gz")
        assert "is damaged" in refusal(put("a.tar.gz", whole[: len(whole) // 2]))
        assert "is damaged" in refusal(put("a.txt.xz", lzma.compress(b"x" * 999)[:-20]))

    def test_what_is_no_archive_is_none(self, here):
        for data in (TEXT.encode(), word(paragraph("甲")), b"{\n}", b'{"a": 1}', b""):
            assert open_members(put("a.txt", data)) is None


    def test_all_texts_of_a_file(self, here):
        path = put("a.zip", packed({"b.txt": TEXT, "c.html": "<html><p>甲"}))
        assert [source.text for source in read_all(path)] == [TEXT, "甲\n"]
        assert [source.text for source in read_all(put("a.txt", TEXT.encode()))] == [TEXT]


class TestBombs:
    def test_zip(self, here):
        assert "unpacks to more" in refusal(put("a.zip", packed({"a.txt": " " * (9 << 20)})))
        many = packed({f"{n}.txt": "" for n in range(30_000)})
        assert len(members(put("b.zip", many))) == 30_000
        nested = packed({"a.txt": " " * (9 << 20)})
        assert "unpacks to more" in refusal(put("c.zip", packed({"b.zip": nested})))

    def test_compressed_streams(self, here):
        zeros = b"0" * (80 << 20)
        path = put("a.txt.gz", gzip.compress(zeros, 1))
        assert "unpacks to more" in refusal(path)
        lines = put("a.jsonl.gz", gzip.compress(b'{"text": "' + zeros, 1))
        assert "unpacks to more" in refusal(lines)
        blank = put("b.jsonl.gz", gzip.compress(b'{"text": "a"}' + b"\n" * (4 << 20), 1))
        assert "unpacks to more" in refusal(blank)

    def test_tar(self, here, monkeypatch):
        huge = tarfile.TarInfo("a.txt")
        huge.size = 1 << 40
        assert "unpacks to more" in refusal(put("a.tar", huge.tobuf() + bytes(1024)))
        header = tarfile.TarInfo("x")
        header.type, header.size = tarfile.XHDTYPE, 3 << 30
        packed_header = gzip.compress(header.tobuf(tarfile.USTAR_FORMAT) + bytes(80 << 20), 1)
        assert "unpacks to more" in refusal(put("a.tar.gz", packed_header))
        monkeypatch.setattr(archive, "COUNT_LIMIT", 3)
        assert "unpacks to more" in refusal(put("b.tar", tar({f"{n}.txt": b"x" for n in range(5)})))
        assert streams.FREE == 64 << 20


def rows(*values):
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


class TestRows:
    def test_json_lines_in_every_dress(self, here):
        data = b"\n" + rows({"text": "甲"}, {"id": 3, "text": "乙"}) + b"  \n" + rows({"text": "丙"})
        packs = {"a.jsonl": bytes, "a.jsonl.gz": gzip.compress, "b.jsonl.zst": zstandard.compress, "c": lzma.compress, "a.txt": bytes.strip}
        for name, pack in packs.items():
            path = put(name, pack(data))
            assert list(texts(path).values()) == ["甲", "乙", "丙"]
        path = put("a.jsonl", data)
        assert members(path) == ["2", "3", "5"]
        assert [read_member(path, name).text for name in ("5", "2", "3", "3")] == ["丙", "甲", "乙", "乙"]
        assert read_member(path, "3").origin.path == "a.jsonl/3"

    @pytest.mark.parametrize(
        ("row", "field", "text"),
        [
            ({"content": "甲"}, "", "甲"),
            ({"正文": "甲", "text": 3}, "", "甲"),
            ({"meta": {"body": "甲"}, "text": "乙"}, "meta.body", "甲"),
            ({"parts": [{"t": "甲"}]}, "parts.0.t", "甲"),
            ({"a.b": "甲"}, "a.b", "甲"),
        ],
    )
    def test_fields(self, here, row, field, text):
        assert texts(put("a.jsonl", rows(row)), text_field=field) == {"1": text}

    @pytest.mark.parametrize(
        ("row", "field"), [({"a": "甲"}, ""), ({"text": "甲"}, "b"), ({"a": 1}, "a"), ([1], ""), (3, "x.y"), ({"a": {}}, "a.0")]
    )
    def test_rows_without_text_name_their_fields(self, here, row, field):
        with pytest.raises(SourceError) as caught:
            texts(put("a.jsonl", b'{"text": "x"}\n' + rows(row)), text_field=field) if not field else read_member(
                put("a.jsonl", b"{}\n" + rows(row)), "2", options=Options(text_field=field)
            )
        assert "--text-field" in caught.value.message and caught.value.message.startswith("a.jsonl/2: ")

    def test_rows_of_mnbvc(self, here):
        paragraphs = [{"行号": 1, "是否重复": False, "md5": "", "内容": "一、总则"}, {"行号": 4, "内容": "甲"}, {"内容": None}, 5]
        path = put("a.jsonl", rows({"文件名": "a.txt", "段落": paragraphs}))
        source = read_member(path, "1")
        assert source.text == "一、总则\n甲\n"
        assert [source.place(at).line for at in (0, 5)] == [1, 4]

    def test_parquet(self, here):
        connection = duckdb.connect()
        query = (
            "COPY (SELECT i AS id, '一、第' || i AS text, {'b': '乙' || i} AS a FROM range(200) t(i)) TO 'a[1].parquet' (FORMAT parquet)"
        )
        connection.execute(query)
        connection.execute("COPY (SELECT 1 AS x) TO 'a1.parquet' (FORMAT parquet)")
        path = Path("a[1].parquet")
        found = texts(path)
        assert (len(found), found["1"], found["200"]) == (200, "一、第0", "一、第199")
        assert read_member(path, "3").text == "一、第2"
        assert read_member(path, "3", options=Options(text_field="a.b")).text == "乙2"
        with pytest.raises(SourceError, match="--text-field: x"):
            texts(Path("a1.parquet"))
        assert "is damaged" in refusal(put("b.parquet", b"PAR1" + bytes(500)))

    def test_one_bad_row_does_not_touch_the_others(self, here):
        path = put("a.jsonl", rows({"text": "甲"}) + b"{oops\n" + b"[" * 100_000 + b"\n" + rows({"text": "乙"}))
        assert members(path) == ["1", "2", "3", "4"]
        for bad in "23":
            with pytest.raises(SourceError, match="is no JSON"):
                read_member(path, bad)
        assert read_member(path, "4").text == "乙"


class TestRuns:
    def test_a_folder_of_everything(self, here, capsys):
        put("d/a.txt", TEXT.encode())
        put("d/b.doc", word(paragraph("一、甲")))
        put("d/c/d.zip", zipped({"社区案例.txt": TEXT.encode("gbk")}))
        put("d/e.jsonl", rows({"text": TEXT}, {"text": TEXT}))
        put("d/f.odd", b"<!DOCTYPE html><p>" + "一、乙".encode())
        put("d/g.xlsx", packed({"xl/workbook.xml": ""}))
        put("d/h.zip", b"PK\x03\x04" + bytes(90))
        found = discover(["d"])
        assert [item.name for item in found.inputs] == [
            "d/a.txt",
            "d/b.doc",
            "d/c/d.zip/社区案例.txt",
            "d/e.jsonl/1",
            "d/e.jsonl/2",
            "d/f.odd",
        ]
        assert [error.message.split(":")[0] for error in found.errors] == ["d/h.zip"]
        assert main(["parse", "d", "-o", "out"]) == 2
        told = capsys.readouterr().err
        assert told.count("error: ") == 1 and "6 sources" in told
        records = sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*.yaml"))
        assert len(records) == 6 and any("社区案例" in record for record in records)
        rows_of = [json.loads(line) for line in Path("out/manifest.jsonl").read_text().splitlines()]
        assert {row["source"] for row in rows_of} >= {"d/c/d.zip/社区案例.txt", "d/e.jsonl/2"}

    def test_a_member_may_be_named(self, here, capsys):
        put("d.zip", packed({"a/b.txt": TEXT, "c.txt": TEXT}))
        assert main(["outline", "d.zip/a/b.txt"]) == 0
        assert capsys.readouterr().out.startswith("d.zip/a/b.txt")
        assert main(["outline", "d.zip/a/x.txt"]) == 2
        assert "no such file" in capsys.readouterr().err

    def test_options_reach_the_reader(self, here, capsys):
        put("a.jsonl", rows({"x": {"y": TEXT}}))
        assert main(["outline", "a.jsonl", "--text-field", "x.y"]) == 0
        changed = paragraph("一、甲", runs="<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>")
        put("a.docx", word(changed))
        capsys.readouterr()
        assert main(["render", "a.docx", "--to", "text", "--changes", "reject"]) == 0
        assert "一、甲旧" in capsys.readouterr().out
