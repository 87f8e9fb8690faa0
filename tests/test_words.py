"""Words that were replaced: what the ranges guarantee, what people read, and time that stays linear."""

import random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.changes import IGNORABLE, replaced
from casekit.changes.fold import fold_for

SIGNS = st.text("甲乙丙，。（）ab1 　", max_size=40)


def marked(old: str, new: str, *ignore: str) -> str:
    """Both texts in one."""
    parts, at = [], 0
    for word in replaced(old, new, ignore):
        parts += [new[at : word.new_start], f"[-{old[word.old_start : word.old_end]}-]" if word.old_end > word.old_start else ""]
        parts.append(f"{{+{new[word.new_start : word.new_end]}+}}" if word.new_end > word.new_start else "")
        at = word.new_end
    return "".join(parts) + new[at:]


@settings(max_examples=300)
@given(SIGNS, SIGNS, st.sets(st.sampled_from(IGNORABLE[1:])))
def test_what_is_outside_the_ranges_is_the_same(old, new, ignore):
    fold = fold_for(frozenset(ignore))
    i = j = -1
    kept: list[str] = []
    for word in replaced(old, new, ignore):
        assert i < word.old_start <= word.old_end <= len(old) or i == word.old_start == 0
        assert j < word.new_start <= word.new_end <= len(new) or j == word.new_start == 0
        same = old[max(i, 0) : word.old_start], new[max(j, 0) : word.new_start]
        assert fold(same[0]).replace(" ", "") == fold(same[1]).replace(" ", "")
        kept.append(same[0])
        i, j = word.old_end, word.new_end
    assert fold(old[max(i, 0) :]).replace(" ", "") == fold(new[max(j, 0) :]).replace(" ", "")


@given(SIGNS, st.sets(st.sampled_from(IGNORABLE)))
def test_a_fold_is_done_once(text, ignore):
    fold = fold_for(frozenset(ignore))
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("单位应当每月检查一次设施。", "单位应当每周至少检查一次供水设施。", "单位应当每[-月-]{+周至少+}检查一次{+供水+}设施。"),
        ("自收到申请之日起15日内办结。", "自收到申请之日起20个工作日内办结。", "自收到申请之日起[-15-]{+20个工作+}日内办结。"),
        ("the old house stands", "the new house stands", "the [-old-]{+new+} house stands"),
        ("先登记。后领用。", "先登记。要签名。后领用。", "先登记。{+要签名。+}后领用。"),
        ("甲到场。乙到场。丙到场。", "甲到场。丙到场。", "甲到场。[-乙到场。-]丙到场。"),
        ("由镇政府负责", "由县政府负责", "由[-镇-]{+县+}政府负责"),
        ("修桥补路", "架线的工程", "[-修桥补路-]{+架线的工程+}"),
        ("改水一事甚好改电", "饮水一事甚好供电", "[-改-]{+饮+}水一事甚好[-改-]{+供+}电"),
        ("", "新的", "{+新的+}"),
    ],
)
def test_people_can_read_it(old, new, shown):
    assert marked(old, new) == shown


def test_a_scrap_between_two_replacements_goes_with_them():
    assert marked("红黄的蓝绿", "甲乙的丙丁") == "[-红黄的蓝绿-]{+甲乙的丙丁+}"


def test_what_is_ignored_is_not_marked():
    assert marked("（一）先查，再修。", "(一)先查,后修。", "width") == "(一)先查,[-再-]{+后+}修。"
    assert marked("先查，再修。", "先查再修", "punctuation") == "先查再修"
    assert marked("a bc", "abc") == "[-a bc-]{+abc+}" and marked("一 二", "一　　二") == "一　　二"
    with pytest.raises(ValueError, match="cannot be ignored"):
        replaced("", "", ["colour"])


def test_long_texts_are_compared_by_clauses_first():
    luck = random.Random(5)
    clauses = ["".join(luck.choices("的一是在不了有和人这中大为上个", k=luck.randrange(4, 30))) + luck.choice("，。") for _ in range(9000)]
    new = list(clauses)
    new[40] = new[40][:-1] + "甲乙。"
    new.insert(5000, "丙丁戊己，")
    del new[8000]
    old, edited = "".join(clauses), "".join(new)
    assert len(old) + len(edited) > 200_000
    ranges = replaced(old, edited)
    assert [(old[word[0] : word[1]], edited[word[2] : word[3]]) for word in ranges] == [
        (clauses[40][-1] if clauses[40][-1] != "。" else "", "甲乙。" if clauses[40][-1] != "。" else "甲乙"),
        ("", "丙丁戊己，"),
        (clauses[7999], ""),
    ]
    blank = "甲" * 150_000
    assert replaced(blank + "丙" + blank, blank + "乙丁" + blank) == [(150_000, 150_001, 150_000, 150_002)]


@pytest.mark.parametrize("kind", ["edited", "strange", "alike"])
def test_the_time_is_linear(kind):
    luck = random.Random(3)
    letters = [chr(0x4E00 + at) for at in range(400)]

    def seconds(size: int) -> float:
        old = ["甲"] * size if kind == "alike" else luck.choices(letters, k=size)
        new = luck.choices(letters, k=size) if kind == "strange" else ["乙", *old[: size // 2], "丙", *old[size // 3 :]]
        for at in range(0, len(new), 97):
            new[at] = "丁"
        best = 9.9
        for _ in range(2):
            begin = perf_counter()
            assert replaced("".join(old), "".join(new))
            best = min(best, perf_counter() - begin)
        return best

    small, large = seconds(5_000), seconds(40_000)
    assert large < 8 * 5 * small + 0.1  # what grows with the square would take 64 times as long
