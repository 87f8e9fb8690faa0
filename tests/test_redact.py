"""Skeletons: nothing of the words is left, and the tree is the same."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit.parser import parse
from casekit.readers import read_path
from casekit.redaction import _NUMBERS, _PARTICLES, _PARTS, redact
from casekit.source import Source
from commandline import CLEAN, GAP, here, run

__all__ = ["here", "run"]

HERE = Path(__file__).parent
TEXTS = [*sorted((HERE / "cases").glob("*.txt")), *sorted((HERE.parent / "data/raw").glob("*.txt"))]
TAGS = re.compile(
    "</?[A-Za-z0-9]+|&[a-z]+;|(?<![A-Za-z])[QA](?=[0-9]{0,3}[:：]|[0-9]{1,2}[.．、])|^[ \t\u3000\xa0]*[（(]?[A-Za-z][）)]",
    re.MULTILINE,
)
ALLOWED = set("".join((_PARTS, _NUMBERS, _PARTICLES)).replace(" ", "") + "某")


def shape(text):
    rows = casekit.parse(text).outline(items=True)
    return [{key: value for key, value in row.items() if key != "title"} for row in rows]


class TestSkeletons:
    def test_the_tree_of_every_text_is_the_same_or_the_place_is_told(self):
        same = 0
        for path in TEXTS:
            source = read_path(path)
            done = redact(source, parse)
            assert len(done.text) == len(source.text)
            if not done.differs:
                same += 1
                assert shape(done.text) == shape(source.text), path.name
        assert same / len(TEXTS) >= 0.93, same  # a few trees hang on the words themselves: a title torn inside one, a name under it

    def test_only_markers_and_listed_words_are_left(self):
        hidden = kept = 0
        for path in TEXTS[::3]:
            source = read_path(path)
            done = redact(source, parse)
            hidden, kept = hidden + done.hidden, kept + done.kept
            document = parse(source)
            markers = {at for row in document.outline(items=True) for at in range(row["start"], row["start"] + len(row["marker"]))}
            left = {at for tag in TAGS.finditer(source.text) for at in range(*tag.span())}
            for at, sign in enumerate(done.text):
                if at in markers or not sign.isalpha() or sign in "x\uff58":
                    continue
                in_point = any(sign in word for word in ("一二三四五六七八九十首先其次再次最后第要则",))
                assert sign in ALLOWED or in_point or at in left, (path.name, at, sign)
            for before, after in zip(source.text, done.text, strict=True):
                assert after == before or before.isalnum()
        assert kept / (hidden + kept) < 0.15

    def test_what_it_makes_of_each_sign(self):
        text = "一、仓库管理\n王小明于2019年3月用Ａｐｐ和App登记了57箱，①号库另记，\tЖ𠀀。\n二、车辆管理\n出车前检查油量。\n"
        done = redact(Source(text), parse)
        assert done.text.split("\n")[0] == "一、某某某某"
        assert re.fullmatch("某{4}0000某0某某ｘｘｘ某xxx某某某00某，①某某某某，\tx某。", done.text.split("\n")[1])
        assert done.differs == 0 and done.hidden + done.kept == sum(sign.isalpha() for sign in text)

    @given(st.text("一二三、（）1.2 \n第条章目录甲乙:：。，", max_size=80))
    @settings(max_examples=100, deadline=None)
    def test_it_never_fails_and_tells_the_truth(self, text):
        done = redact(Source(text), parse)
        assert len(done.text) == len(text) and re.sub("[^\n]", "", done.text) == re.sub("[^\n]", "", text)
        assert bool(done.differs) or shape(done.text) == shape(text)

    def test_where_it_cannot_it_says_so(self):
        # Only the name tells that this is a byline, and names are hidden.
        done = redact(read_path(HERE / "cases/essays-with-bylines-and-no-numbers.txt"), parse)
        assert done.differs == 1 and "赵水根" not in done.text


class TestCommand:
    def test_to_standard_output_and_into_files(self, run):
        code, out, err = run("redact", "gap.txt")
        assert code == 0 and "干部" not in out and "（三）某某某某。" in out and re.search(r"gap\.txt: \d+ characters hidden", err)
        assert shape(out) == shape(GAP)
        assert run("redact", "gap.txt", "-o", "skeleton.txt")[:2] == (0, "") and Path("skeleton.txt").read_text() == out
        assert run("redact", ".", "-o", "new")[0] == 0 and Path("new/gap.txt").read_text() == out
        assert Path("gap.txt").read_text() == GAP

    def test_a_difference_is_1_and_told_with_its_line(self, run):
        Path("a.txt").write_text((HERE / "cases/essays-with-bylines-and-no-numbers.txt").read_text(encoding="utf-8"))
        code, _, err = run("redact", "a.txt")
        assert code == 1 and "a.txt:1: the skeleton parses to another tree from here on" in err
        assert "骨架" in run("--lang", "zh", "redact", "a.txt")[2]

    @pytest.mark.parametrize("words", [("nowhere.txt",), ("clean.txt", "-o", "clean.txt"), ("clean.txt", "-o", "."), ("out",)])
    def test_failures_are_2_and_texts_stay(self, run, words):
        Path("out").mkdir()
        assert run("redact", *words)[0] == 2 and Path("clean.txt").read_text() == CLEAN
