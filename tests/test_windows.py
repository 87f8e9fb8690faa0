"""Long texts are read in windows: what comes out is what the whole text would give, wherever the windows end."""

import gc
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pytest

from casekit.corpus import parse_shard
from casekit.corpus.division import divide, start
from casekit.corpus.long import LongRecords, open_file
from casekit.diagnostic import Diagnostic
from casekit.errors import SourceError
from casekit.model import Block, Document, Section, nodes
from casekit.numerals import spell
from casekit.parser import _read, explain, in_pieces, parse, window, windows
from casekit.parser.window import Window, is_long
from casekit.parser.windows import Sampler, Whole
from casekit.record import dump, file_name
from casekit.rules import check, in_course, place
from casekit.source import Origin, Source
from commandline import here, run  # noqa: F401

OPENERS = ("第{}篇：{}", "案例{}：{}", "{1}【篇{0}】", "【篇{}】{}")
TITLES = ("渡口夜间值守", "水井轮流看管", "工具借还登记", "旧屋加固", "种子分类存放", "清淤与护坡", "课桌椅维修", "把账算明白")
CLAUSES = (
    "值班员把钥匙交给下一个人",
    "合作社在门口贴出收支表",
    "护林队给老树挂了牌",
    "食堂师傅把剩下的米记在账上",
    "维修班换下锈掉的水管",
    "图书室每逢赶集日开门",
    "两位校医量了每个孩子的身高",
    "养护站清出一条能走板车的小路",
    "菜场摊主商定轮流打扫",
    "夜校学员把字写在黑板上",
)


def sentence(rng: random.Random) -> str:
    return "，".join(rng.choice(CLAUSES) for _ in range(rng.randint(2, 4))) + "。"


def case(rng: random.Random, opener: str, number: int, deep: bool) -> Iterator[str]:
    yield opener.format(spell(number, "一"), rng.choice(TITLES) + rng.choice(TITLES))
    for first in range(1, rng.randint(3, 5)):
        yield f"{spell(first, '一')}、{rng.choice(TITLES)}"
        yield "　　" + "".join(sentence(rng) for _ in range(rng.randint(1, 4)))
        for second in range(1, rng.randint(2, 4)) if deep else ():
            yield f"（{spell(second, '一')}）{rng.choice(TITLES)}。" + sentence(rng)
            yield "　　一是" + sentence(rng)[:-1] + "；二是" + sentence(rng)


def compilation(rng: random.Random, cases: int) -> list[str]:
    """Lines of a text of many cases."""
    opener = rng.choice(OPENERS)
    lines = [f"{rng.choice(TITLES)}案例汇编", "　　" + sentence(rng)] if rng.random() < 0.5 else []
    for number in range(1, cases + 1):
        lines += case(rng, opener, number, deep=rng.random() < 0.7)
    return lines


def damaged(rng: random.Random, lines: list[str]) -> list[str]:
    """Lines lost, broken, joined, doubled and with signs changed."""
    lines = list(lines)
    for _ in range(max(1, len(lines) // 25)):
        at = rng.randrange(1, len(lines) - 1)
        kind = rng.randrange(5)
        if kind == 0:
            del lines[at]
        elif kind == 1 and len(lines[at]) > 30:
            cut = rng.randrange(20, len(lines[at]) - 5)
            lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
        elif kind == 2 and not lines[at + 1].startswith(("第", "案", "【")):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
        elif kind == 3:
            lines.insert(at, "")
        else:
            lines[at] = lines[at].replace("、", "，", 1).replace("。", "", 1)
    return lines


def whole(text: str) -> tuple[Document, list[Diagnostic]]:
    """The tree and the findings of a text that is read at once, set as the windows take it to be set."""
    sample = Whole(Source(text)).sample()
    document = _read(Source(text), Window(windows.setting_of(sample, list(map(str.strip, sample))))).document
    return document, check(document)


def in_windows(text: str, size: int) -> tuple[Document, list[Diagnostic], int]:
    """The same read in windows, and how many there were."""
    source = Source(text)
    course = in_course()
    found: list[Diagnostic] = []
    count = 0
    for piece in in_pieces(Whole(source), size):
        found += course.check(piece.document, piece.start, piece.row)
        count += 1
    found += course.close()
    return windows.join(source, _read, size), sorted(found, key=place), count


def sure(document: Document) -> Document:
    """Without the confidence, which tells how near another reading was: in a window there are fewer."""
    for node in nodes(document.root):
        if isinstance(node, Section):
            node.confidence = 1.0
    return document


WITHIN = ("near-duplicate-case", "broken-line")
"""Rules that measure a text against itself, and measure a window against itself."""


def told(findings: list[Diagnostic]) -> list[Diagnostic]:
    return [finding for finding in findings if finding.name not in WITHIN]


@pytest.mark.parametrize("seed", range(40))
def test_a_compilation_in_windows_is_the_same_record_for_record(seed):
    rng = random.Random(seed)
    text = "\n".join(compilation(rng, rng.randint(8, 25))) + "\n"
    expected, findings = whole(text)
    for size in (len(text) // 3, 1500):
        document, found, count = in_windows(text, size)
        assert count > 1
        assert document == expected
        assert told(found) == told(findings)


def test_two_hundred_damaged_compilations():
    """Every defect that is not one of a whole text is told in the same words at the same place."""
    alike = 0
    for seed in range(200):
        rng = random.Random(1000 + seed)
        text = "\n".join(damaged(rng, compilation(rng, rng.randint(6, 14)))) + "\n"
        expected, findings = whole(text)
        document, found, _ = in_windows(text, 2500)
        alike += sure(document) == sure(expected) and told(found) == told(findings)
    assert alike == 200


@pytest.fixture
def small(monkeypatch):
    """Texts are long from a few thousand code points on."""
    monkeypatch.setattr(window, "LONG", 3000)
    monkeypatch.setattr(windows, "SIZE", 2000)


def text_of(seed: int, cases: int = 20) -> str:
    rng = random.Random(seed)
    return "\n".join(damaged(rng, compilation(rng, cases))) + "\n"


@pytest.mark.parametrize("format", ["yaml", "json", "jsonl"])
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_file_a_text_and_a_document_give_the_same_records(small, tmp_path, format, seed):
    text = text_of(seed)
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8", newline="")
    with open_file(path, None) as file:
        assert file is not None
    (one,) = parse_shard([path], format)
    (two,) = parse_shard([(path.as_posix(), text.encode())], format)
    assert one.row.state == "ok" and one.row.line() == two.row.line()
    assert one.records == two.records
    document = parse(Source(text, Origin(path.as_posix(), one.row.sha256)))
    assert document.windows
    parts = divide(document, check(document))
    assert [name for name, _ in one.records] == [file_name(part, "yaml" if format == "yaml" else "json") for part, _ in parts]
    if format != "jsonl":
        assert [record for _, record in one.records] == [dump(part, found, format) for part, found in parts]
    assert one.row.headings == sum(1 for _ in document.root.headings())
    assert one.row.findings == sum(len(found) for _, found in parts)


def test_no_character_is_lost(small):
    for seed in range(5):
        text = text_of(seed).replace("\n", ("\n", "\r\n", "\r")[seed % 3])
        document = parse(Source(text))
        assert document.windows
        at = 0
        for first, behind in document.leaves():
            assert at <= first <= behind and not text[at:first].strip()
            at = behind
        assert not text[at:].strip()
        for node in nodes(document.root):
            if isinstance(node, Block):
                assert node.line == document.source.line(node.start) and node.last_line == document.source.line(node.end - 1)


def test_a_text_of_one_case_is_read_whole(small):
    text = "第一章　总则\n" + "".join(f"第{spell(n, '一')}条　{TITLES[n % 8]}，{CLAUSES[n % 10]}。\n" for n in range(1, 200))
    source = Source(text)
    assert is_long(source)
    assert len(list(in_pieces(Whole(source)))) == 1 and not parse(source).windows


def test_little_is_read_twice():
    """A window ends a little behind the last line that begins as its own first case does."""
    rng = random.Random(3)
    text = "\n".join(line for number in range(1, 300) for line in case(rng, "第{}篇：{}", number, deep=True))
    taken = 0

    def read(source: Source, window: Window) -> Window:
        nonlocal taken
        taken += len(source.text)
        return _read(source, window)

    assert len(list(windows.pieces(Whole(Source(text)), read, 12_000))) > 10
    assert len(text) < taken < 1.07 * len(text)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_left_for_the_collector(small, seed):
    """What a window leaves behind is gone at once; a cycle would hold all of its lines until the collector comes."""
    text = text_of(seed) + "甲。一、乙\n丙：（一）丁。（二）戊\n"
    parse(Source(text))
    gc.collect()
    gc.disable()
    try:
        document = parse(Source(text))
        assert document.windows and list(document.leaves())
        del document
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_text_with_contents_is_read_whole(small):
    rng = random.Random(5)
    body = compilation(rng, 12)
    titles = [line for line in body if line.startswith("第")] or body[:3]
    assert len(list(in_pieces(Whole(Source("\n".join(["目录", *titles, *body])))))) == 1


def test_what_is_missing_where_a_window_ends_is_told(small):
    """The numbers of the cases, their titles and their promised number are looked at over all windows."""
    rng = random.Random(7)
    lines = ["水井案例十八篇"]
    for number in [*range(1, 9), *range(10, 19), 17]:
        lines += case(rng, "第{}篇：{}", number, deep=True)
    heads = [at for at, line in enumerate(lines) if line.startswith("第")]
    lines[heads[3]], lines[heads[15]] = "第四篇：清早开渡", "第十七篇：清早开渡"
    text = "\n".join(lines) + "\n"
    document = parse(Source(text))
    assert len(document.windows) > 3
    found = check(document)
    assert [(finding.line, finding.column) for finding in found if finding.name == "missing-part"] == [(heads[8] + 1, 1)]
    assert "第九篇" in next(finding.message for finding in found if finding.name == "missing-part")
    (title,) = [finding for finding in found if finding.name == "duplicate-title" and finding.line == heads[15] + 1]
    assert f"line {heads[3] + 1};" in title.message and title.column == 6
    assert [finding.line for finding in found if finding.name == "numbering-repeat"] == [heads[-1] + 1]
    assert told(found) == told(whole(text)[1])


def test_articles_run_on_over_windows(small):
    lines = []
    number = 0
    for part in range(1, 12):
        lines.append(f"第{spell(part, '一')}篇：{TITLES[part % 8]}")
        for _ in range(12):
            number += 1
            lines.append(f"第{spell(number + (number > 70), '一')}条　{CLAUSES[number % 10]}，{CLAUSES[number % 7]}。")
    text = "\n".join(lines) + "\n"
    found = [(finding.name, finding.line) for finding in check(parse(Source(text)))]
    assert parse(Source(text)).windows
    gap = next(at for at, line in enumerate(lines, 1) if "七十二条" in line)
    assert [row for row in found if row[0].startswith("numbering")] == [("numbering-gap", gap)]


def test_a_line_is_explained_as_it_was_read(small):
    text = text_of(9)
    document = parse(Source(text))
    for section in list(document.root.headings())[::7]:
        if section.kind != "lead":
            told_of = explain(Source(text), section.line)
            assert told_of.line == section.line and any(reading.believed for reading in told_of.readings), section
    lines = text.split("\n")
    assert explain(Source(text), len(lines) - 1).text == lines[-2]
    with pytest.raises(IndexError):
        explain(Source(text), len(lines) + 1)


def test_the_sample_does_not_depend_on_how_the_text_comes():
    rng = random.Random(3)
    text = "\n".join("字" * rng.randint(0, 90) for _ in range(60_000))
    assert Whole(Source(text)).sample()[:8] == text.split("\n")[:8]
    for most in (1000, 50_000, 3_000_000):
        sampler = Sampler()
        at = 0
        while at < len(text):
            size = rng.randint(1, most)
            sampler.add(text[at : at + size], at + size >= len(text))
            at += size
        assert sampler.lines() == Whole(Source(text)).sample()


def test_files_that_are_no_long_utf8_text_are_read_whole(small, tmp_path):
    path = tmp_path / "a.txt"
    text = text_of(1)
    others = (text.encode("gb18030"), text.encode("utf-16"), text.encode()[:-2], b"%PDF-1.4" + bytes(9000), b" " * 9000)
    for data in others:
        path.write_bytes(data)
        with open_file(path, None) as file:
            assert file is None
    path.write_bytes(b"\xef\xbb\xbf" + text_of(1).encode())
    with open_file(path, None) as file:
        assert file is not None and file.origin.bom and file.origin.decided == "mark"
    with open_file(tmp_path / "b.txt", None) as file:
        assert file is None
    (gbk,) = parse_shard([("a", text_of(1).encode("gb18030"))])
    (utf,) = parse_shard([("a", text_of(1).encode())])
    assert gbk.row.encoding == "gb18030" and len(gbk.records) == len(utf.records) > 5


def test_a_file_that_changes_while_it_is_read_is_told(small, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(text_of(2), encoding="utf-8")
    with open_file(path, None) as file:
        assert file is not None
        path.write_text(text_of(2)[:-100], encoding="utf-8")
        with pytest.raises(SourceError, match="has changed while it was read"):
            LongRecords(file, "json")


def test_no_temporary_file_stays_open_where_reading_fails(small, monkeypatch):
    made: list[IO[bytes]] = []

    def spool() -> IO[bytes]:
        made.append(cast("IO[bytes]", io.BytesIO()))
        return made[-1]

    class Broken(Whole):
        def read(self, size: int) -> str:
            if self._at > 3 * windows.SIZE:
                raise OSError("the disk is gone")
            return super().read(size)

    monkeypatch.setattr("casekit.corpus.long._spool", spool)
    with pytest.raises(OSError, match="the disk is gone"):
        LongRecords(Broken(Source(text_of(2))), "json")
    assert made and made[0].closed


def test_parts_begin_where_their_cases_do(small):
    document = parse(Source(text_of(4)))
    parts = divide(document, ())
    assert len(parts) > 10
    assert [start(part) for part, _ in parts[1:]] == [case.leaf[0] for case in document.cases()[1:]]


def test_every_way_in_gives_the_same_bytes(small, run):  # noqa: F811
    for seed in range(6):
        Path(f"{seed}.txt").write_text(text_of(seed), encoding="utf-8")
    names = [f"{seed}.txt" for seed in range(6)]
    made = {}
    for folder, *words in (("one", "--jobs", "1"), ("two", "--jobs", "2"), ("again", "--jobs", "1", "--force")):
        assert run("parse", *names, "-o", folder, "--format", "json", *words)[0] == 0
        made[folder] = {path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
    for part in ("1/2", "2/2"):
        assert run("parse", *names, "-o", "parts", "--format", "json", "--shard", part)[0] == 0
    made["parts"] = {path.relative_to("parts").as_posix(): path.read_bytes() for path in Path("parts").rglob("*") if path.is_file()}
    assert made["one"] == made["two"] == made["again"] == made["parts"] and len(made["one"]) > 60
    assert run("parse", *names, "-o", "lines", "--format", "jsonl", "--jobs", "1")[0] == 0
    lines = Path("lines/records-00001-of-00001.jsonl").read_text(encoding="utf-8")
    code, out, _ = run("parse", *names, "--format", "jsonl")
    assert (code, out) == (0, lines)
    records = [data.decode() for name, data in sorted(made["one"].items()) if name != "manifest.jsonl"]
    assert [json.loads(line) for line in lines.splitlines()] == [json.loads(record) for record in records]
    code, out, _ = run("parse", "3.txt", "--format", "json")
    assert code == 0 and json.loads(out) == [json.loads(data) for name, data in sorted(made["one"].items()) if name.startswith("3/")]


def test_a_full_folder_for_temporary_files_is_told(small, run, monkeypatch):  # noqa: F811
    def full() -> IO[bytes]:
        return Path("/dev/full").open("wb")

    monkeypatch.setattr("casekit.corpus.long._spool", full)
    Path("a.txt").write_text(text_of(1, 60), encoding="utf-8")
    code, _, err = run("parse", "a.txt", "clean.txt", "-o", "out", "--jobs", "1")
    assert code == 2 and "a.txt: its records find no room" in err and "TMPDIR" in err and err.count("\n") == 3
    assert Path("out/clean").is_dir() and not Path("out/a").exists()


def test_the_head_of_a_window_is_no_head_of_a_text():
    """What only the first lines of a text may be is looked for in the first window alone."""
    rng = random.Random(3)
    lines = []
    for number in range(1, 7):
        lines += [f"第{spell(number, '一')}篇：{TITLES[number]}经验三则", TITLES[number - 1], sentence(rng), "资料来源：镇里统计"]
        for _ in range(2):
            lines += [f"{spell(n, '一')}、{TITLES[n]}\n　　{sentence(rng)}{sentence(rng)}" for n in (1, 2, 3)]
            lines += [TITLES[number + 1], sentence(rng)]
        lines += ["表 1 值班安排", sentence(rng)]
    text = "\n".join(lines) + "\n"
    expected, _ = whole(text)
    document, _, count = in_windows(text, 1500)
    assert count > 2
    assert sure(document) == sure(expected)
