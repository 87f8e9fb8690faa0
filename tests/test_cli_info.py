"""`casekit info`: what is read here, and how to get the rest."""

import json
import sys

import pytest

from casekit.cli import main
from casekit.readers import doc, extras
from casekit.readers.available import STATES, available
from casekit.readers.recognise import FORMATS, HOLDERS, SUFFIXES
from docx_files import paragraph, word


def states():
    return {reader.id: (reader.state, reader.uses, reader.get) for reader in available()}


def test_every_format_and_every_suffix_is_told():
    told = available()
    assert {format.id for format in FORMATS} < {reader.id for reader in told}
    suffixes = {suffix for reader in told for suffix in reader.suffixes}
    assert set(SUFFIXES) <= suffixes
    assert all(any(name.endswith(suffix) for suffix in suffixes) or name in (".tgz", ".tbz2", ".txz", ".ndjson") for name in HOLDERS)
    assert {reader.state for reader in told} <= set(STATES)


def test_what_is_missing_names_its_command(monkeypatch):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    for tools, state in (
        ({}, ("missing", "", "LibreOffice")),
        ({"catdoc": "/x"}, ("partly", "catdoc", "LibreOffice")),
        ({"LibreOffice": "/y", "catdoc": "/x"}, ("ready", "LibreOffice", "")),
    ):
        monkeypatch.setattr("casekit.readers.available.programs", lambda tools=tools: tools)
        found = states()
        assert found["doc"] == state
        assert found["pdf"] == ("missing", "", "pip install 'casekit[pdf]'")
        assert found["html"][2] == found["epub"][2] == "pip install 'casekit[html]'"
        assert found["parquet"][2] == "pip install 'casekit[data]'"
        assert found["text"] == found["docx"] == found["archive"] == ("ready", "", "")


def test_what_is_there_names_what_does_the_work(monkeypatch):
    monkeypatch.setattr(doc, "_PLACES", ())
    monkeypatch.setenv("PATH", "/nowhere")
    found = states()
    assert found["pdf"] == ("ready", "pypdfium2", "") and found["html"] == ("ready", "selectolax", "")
    assert found["doc"] == ("missing", "", "LibreOffice")
    assert sys.version_info >= (3, 14) or found["zstd"] == ("ready", "zstandard", "")


@pytest.mark.parametrize(("lang", "words"), [("en", "not here; install it: LibreOffice"), ("zh", "尚不可读，安装：LibreOffice")])
def test_people_and_programs_can_read_it(capsys, monkeypatch, lang, words):
    monkeypatch.setattr("casekit.readers.available.programs", dict)
    assert main(["info", "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("casekit ") and any(".doc" in line and words in line for line in lines)
    assert main(["info", "--lang", lang, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in told["readers"]] == [reader.id for reader in available()]
    assert next(row for row in told["readers"] if row["id"] == "doc")["state"] == "missing"


def test_the_outline_names_the_format_where_there_is_no_encoding(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(word(paragraph("一、总则"), paragraph("二、附则")))
    (tmp_path / "a.html").write_bytes("<html><p>一、总则".encode("gb18030"))
    assert main(["outline", "a.docx", "a.html", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "a.docx  2 headings, docx\n" in out and "a.html  1 heading, gb18030\n" in out
