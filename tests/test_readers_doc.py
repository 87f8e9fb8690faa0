"""Old word processors: what is installed is used, in bounds; what is missing is told."""

import shutil
import tempfile
import time
from pathlib import Path

import pytest

from casekit.cli import main
from casekit.errors import SourceError
from casekit.readers import doc, read_bytes
from docx_files import abstract, level, num, paragraph, word
from dump_files import as_word
from test_readers_dump import DUMPS, shape

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OFFICE = shutil.which("soffice")
CONVERT = """#!/bin/sh
case "$1" in -env:UserInstallation=file://*) ;; *) exit 3;; esac
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done
mkdir -p "$out" && cp {made} "$out/input.docx"
"""


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """A PATH on which nothing but the given programs stands."""
    place = tmp_path / "bin"
    place.mkdir()
    for name in ("sh", "mkdir", "cp", "sleep", "cat"):
        (place / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(place))
    monkeypatch.setattr(doc, "_PLACES", ())

    def put(name, script):
        (place / name).write_text(script)
        (place / name).chmod(0o755)

    return put


def refusal(data, name="a.doc"):
    with pytest.raises(SourceError) as caught:
        read_bytes(data, name)
    assert caught.value.message.startswith(f"{name}: ") and "\n" not in caught.value.message
    return caught.value.message


def test_libreoffice_comes_first_and_numbers_stay(tools, tmp_path):
    made = tmp_path / "made.docx"
    made.write_bytes(word(paragraph("总则", 1, 0), numbering=abstract(0, level(0, "%1、", "chineseCounting")) + num(1, 0)))
    tools("soffice", CONVERT.format(made=made))
    tools("antiword", "#!/bin/sh\necho 不用\n")
    for data in (OLE, b"{\\rtf1 x}"):
        found = read_bytes(data, "a.doc")
        assert (found.text, found.origin.format, found.warnings) == ("一、总则\n", "doc", [])


def test_workers_leave_nothing_in_the_folder_for_temporary_files(tools, tmp_path, capsys, monkeypatch):
    made, temporary = tmp_path / "made.docx", tmp_path / "temporary"
    made.write_bytes(word(paragraph("一、总则")))
    temporary.mkdir()
    tools("soffice", CONVERT.format(made=made))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(doc, "_home", [])
    monkeypatch.chdir(tmp_path)
    for name in ("a.rtf", "b.rtf", "c.rtf"):
        Path(name).write_bytes(b"{\\rtf1 " + b"x" * 1_100_000 + b"}")
    assert main(["parse", "a.rtf", "b.rtf", "c.rtf", "-o", "out", "--jobs", "2"]) == 0
    assert len(list(Path("out").rglob("*.yaml"))) == 3 and list(temporary.iterdir()) == [], capsys.readouterr()


@pytest.mark.parametrize("program", ["antiword", "catdoc"])
def test_bare_text_comes_with_a_warning(tools, tmp_path, capsys, monkeypatch, program):
    tools(program, "#!/bin/sh\nprintf '\\n总则\\n  甲  \\n'\n")
    found = read_bytes(OLE, "a.doc")
    assert found.text == "总则\n  甲\n"
    assert found.place(4).line == 2
    monkeypatch.chdir(tmp_path)
    Path("a.doc").write_bytes(OLE)
    assert main(["outline", "a.doc", "--lang", "en"]) == 0
    assert "note: a.doc: read without LibreOffice: automatic numbers are lost" in capsys.readouterr().err


def test_nothing_installed_is_one_line(tools):
    assert refusal(OLE) == "a.doc: is a document of an old word processor; install LibreOffice to read it"
    tools("antiword", "#!/bin/sh\necho x\n")
    assert "install LibreOffice" in refusal(b"{\\rtf1 x}", "a.rtf")


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "mkdir -p out && echo x > out/input.docx"])
def test_a_conversion_that_fails_is_one_line(tools, script):
    tools("soffice", f"#!/bin/sh\n{script}\n")
    assert "is damaged" in refusal(OLE)


def test_a_program_that_hangs_is_ended_with_all_it_started(tools, monkeypatch, tmp_path):
    monkeypatch.setattr(doc, "TIME_LIMIT", 0.5)
    alive = tmp_path / "alive"
    tools("soffice", f"#!/bin/sh\n(sleep 2; echo x > {alive}) &\nsleep 60\n")
    begun = time.monotonic()
    assert "soffice did not finish in 0.5 seconds" in refusal(OLE)
    assert time.monotonic() - begun < 2
    time.sleep(max(0, 2.5 - (time.monotonic() - begun)))
    assert not alive.exists()


def test_a_program_that_cannot_start_is_one_line(tools):
    tools("soffice", "#!/nowhere\n")
    assert "soffice cannot be started" in refusal(OLE)


def test_passwords_are_told_before_anything_runs(tools):
    tools("soffice", "#!/bin/sh\nexit 1\n")
    assert "password" in refusal(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "password" in refusal(OLE + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(20))
    assert "is damaged" in refusal(OLE + b"\xec\xa5" + bytes(30))


@pytest.mark.parametrize("name", list(DUMPS)[-1:] if OFFICE else [])
def test_the_dump_as_an_old_document_by_the_real_program(tmp_path, name):
    text = DUMPS[name].read_text(encoding="utf-8").strip("\n") + "\n"
    path = tmp_path / "a.docx"
    path.write_bytes(as_word(text, apart=True)[0])
    profile = f"-env:UserInstallation={doc._profile().as_uri()}"
    doc._run([OFFICE, profile, "--headless", "--convert-to", "doc", str(path)], tmp_path, "a", 100)
    data = (tmp_path / "a.doc").read_bytes()
    source = read_bytes(data, "a.wps")
    assert data.startswith(OLE[:8]) and source.origin.format == "doc"
    assert shape(source) == shape(text)
