"""Files become text: regular ones only, and whatever is wrong with a path is told in one line, at once."""

import io
import os
import socket
import stat
import time
import zipfile
from pathlib import Path

import pytest

from casekit import readers
from casekit.errors import SourceError
from casekit.readers import read_bytes, read_path, text


def assert_one_line(error: SourceError) -> None:
    for message in (error.message, error.message_zh):
        assert message and all(c.isprintable() or c == "\u3000" for c in message), message
    assert error.message != error.message_zh


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x" * 50)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (archive("xl/workbook.xml"), "Excel workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG image"),
        (b"\x7fELF\x02\x01\x01" + bytes(9), "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20) + "Workbook".encode("utf-16-le"), "(.doc, .xls, .wps)"),
    ],
)
def test_files_of_a_known_kind_are_named(data: bytes, kind: str) -> None:
    for encoding in (None, "gb18030"):
        with pytest.raises(SourceError) as caught:
            read_bytes(data, "a.txt", encoding)
        error = caught.value
        assert_one_line(error)
        assert error.message.startswith("a.txt: is not a text but a") and kind in error.message and "convert" in error.message


@pytest.mark.parametrize("data", [archive("notes.txt"), b"\x1f\x8b\x08\0\0\0\0\0", b"BZh91AY&SY" + bytes(9)])
def test_files_that_hold_many_want_a_path(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(data)
    assert_one_line(caught.value)
    assert "may hold many texts" in caught.value.message and caught.value.message.startswith("standard input: ")


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "一.txt"
    path.write_bytes("一、总则\r\n甲\r乙\n".encode("gbk"))
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    for given_path in (path, link):
        source = read_path(given_path)
        assert (source.text, source.origin.path) == ("一、总则\r\n甲\r乙\n", given_path.as_posix())


def path_refused(path: Path) -> str:
    begun = time.monotonic()
    with pytest.raises(SourceError) as caught:
        read_path(path)
    assert time.monotonic() - begun < 2
    assert_one_line(caught.value)
    return caught.value.message


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    Path("lost").symlink_to("nowhere")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert "is a socket" in path_refused(Path("socket"))
    assert path_refused(Path("pipe")) == "pipe: is a pipe; give a regular file"
    assert "is a directory" in path_refused(Path())
    assert "is a device" in path_refused(Path("/dev/zero"))
    assert "leads back to itself" in path_refused(Path("loop"))
    assert "does not exist" in path_refused(Path("lost"))
    assert "does not exist" in path_refused(Path("nothing"))
    assert "too long" in path_refused(Path("x" * 5000))
    assert "cannot be read" in path_refused(Path("a\0b"))


def test_a_file_that_turns_into_a_pipe_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、总则")
    regular = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda self: regular)
    assert "is a pipe" in path_refused(path)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (PermissionError(13, "denied"), "may not be read"),
        (FileNotFoundError(2, "gone"), "does not exist"),
        (OSError(5, "Input/output\nerror"), "cannot be read (Input/output\\nerror)"),
        (MemoryError(), "does not fit into memory"),
    ],
)
def test_failures_of_the_system_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception, words: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、总则")

    def fail(*_: object) -> int:
        raise failure

    monkeypatch.setattr(os, "open", fail)
    assert words in path_refused(path)


def test_a_file_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一、总则".encode())
    monkeypatch.setattr(readers, "SIZE_LIMIT", 11)
    assert "is larger than" in path_refused(path)
    grown = os.stat_result((stat.S_IFREG, 0, 0, 0, 0, 0, 5, 0, 0, 0))
    monkeypatch.setattr(Path, "stat", lambda self: grown)
    monkeypatch.setattr(os, "fstat", lambda descriptor: grown)
    assert "is larger than" in path_refused(path)
    monkeypatch.setattr(readers, "SIZE_LIMIT", 12)
    assert read_path(path).text == "一、总则"


def test_a_path_is_shown_without_control_characters() -> None:
    assert path_refused(Path("a\x1b[31m\n\u202e\udcff　b")) == "a\\x1b[31m\\n\\u202e\\udcff　b: does not exist; check the path"
    assert read_bytes("一、总则".encode(), "a\udcff").origin.path == "a\\udcff"


def test_a_file_that_would_make_the_reader_wait_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Waiting:
        def __enter__(self) -> "Waiting":
            return self

        def __exit__(self, *_: object) -> None:
            os.close(self.number)

        def __init__(self, number: int) -> None:
            self.number = number

        def fileno(self) -> int:
            return self.number

        def read(self, size: int) -> None:
            assert size > 0

    path = tmp_path / "a.txt"
    path.write_text("一、总则")
    monkeypatch.setattr(os, "fdopen", lambda number, *_, **__: Waiting(number))
    assert path_refused(path).startswith(f"{path}: cannot be read (it would have to be waited for)")


def test_a_codec_that_gives_up_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes, encoding: str) -> None:
        raise UnicodeDecodeError(encoding, data, 0, 1, "no such luck")

    monkeypatch.setattr(text, "decode_as", fail)
    with pytest.raises(SourceError) as caught:
        read_bytes("一、总则".encode(), "a.txt", "odd\n")
    assert_one_line(caught.value)
    assert caught.value.message == "a.txt: cannot be decoded as odd\\n; leave out --encoding or name another"
