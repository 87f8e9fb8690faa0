"""Files of two encodings are told, in the origin, in the record and to people; what decided the encoding too."""

import time

import pytest

from casekit.cli import main
from casekit.parser import parse
from casekit.readers import read_bytes
from casekit.record import dump, read

MAIN = "一、总则\n为了加强集贸市场管理，维护交易秩序，制定本办法。\n（一）适用范围。本办法适用于全县各类市场。\n"
PASTED = "二、附则\n自发布之日起施行，由县政府办公室负责解释。\n"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("utf-8", "gb18030", ("utf-8", "gb18030", 2)),
        ("gb18030", "utf-8", ("gb18030", "utf-8", 2)),
        ("big5hkscs", "utf-8", ("big5hkscs", "utf-8", 2)),
        ("utf-8", "utf-8", ("utf-8", "", 0)),
        ("gb18030", "gb18030", ("gb18030", "", 0)),
    ],
)
def test_lines_in_another_encoding_are_counted(first, second, told):
    # Big5 has no simplified characters.
    traditional = "一、總則\n為了加強市場管理，維護交易秩序，制定本辦法。\n本辦法適用於全縣各類市場，由縣政府負責解釋。\n"
    main_text = (traditional if first == "big5hkscs" else MAIN) * 4
    source = read_bytes(main_text.encode(first) + PASTED.encode(second), "a.txt")
    assert (source.origin.encoding, source.origin.mixed, source.origin.mixed_lines) == told
    if told[2]:
        line = main_text.count("\n") + 1
        english, chinese = source.warnings[0]
        assert english == f"2 of its lines are in {told[1]}, not in {told[0]}, the first is {line}; make them one"
        assert f"第 {line} 行" in chinese
    else:
        assert not source.warnings


@pytest.mark.parametrize("damage", [b"\xff", b"\xe4\xb8", b"\xb5"])
def test_damage_is_no_mixture(damage):
    data = MAIN.encode() * 5
    assert read_bytes(data[:60] + damage + data[60:], "a.txt").origin.mixed == ""


@pytest.mark.parametrize(
    ("data", "encoding", "decided"),
    [
        (MAIN.encode(), None, ""),
        (MAIN.encode("utf-8-sig"), None, "mark"),
        (MAIN.encode("utf-16"), None, "mark"),
        (MAIN.encode("gb18030"), None, "scored"),
        (MAIN.encode("utf-16-le"), None, "scored"),
        (MAIN.encode() * 9 + b"\xff", None, "scored"),
        (MAIN.encode("gb18030"), "gbk", "given"),
    ],
)
def test_what_decided_is_kept(data, encoding, decided):
    assert read_bytes(data, "a.txt", encoding).origin.decided == decided


def test_a_page_that_declares_its_encoding():
    page = "<html><meta charset=shift_jis><p>これはテストです。日本語のページ".encode("shift_jis")
    origin = read_bytes(page, "a.html").origin
    assert (origin.encoding, origin.decided) == ("shift_jis", "declared")


def test_records_keep_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(MAIN.encode() * 3 + PASTED.encode("gb18030"))
    assert main(["parse", "a.txt", "-o", "out", "--lang", "en"]) == 0
    assert "note: a.txt: 2 of its lines are in gb18030" in capsys.readouterr().err
    (path,) = (tmp_path / "out" / "a").iterdir()
    origin = read(path.read_text()).document.origin
    assert (origin.mixed, origin.mixed_lines, origin.decided, origin.format) == ("gb18030", 2, "scored", "text")
    page = read_bytes(b"<html><p>" + MAIN.encode(), "a.html")
    for format in ("yaml", "json"):
        assert read(dump(parse(page), format=format)).document.origin == page.origin
    assert 'format: "html"' in dump(parse(page))


def test_time_is_linear():
    def spent(times):
        data = MAIN.encode("gb18030") * times + PASTED.encode() * times
        begun = time.process_time()
        read_bytes(data, "a.txt")
        return time.process_time() - begun

    spent(10)
    small, large = min(spent(500) for _ in range(3)), min(spent(5000) for _ in range(2))
    assert large < 30 * small + 0.05
