"""Every family reads its examples, with their numbers, and refuses its look-alikes."""

import pickle
import re
from itertools import pairwise

import pytest

from casekit.ladder import BY_ID, LADDER, STARTERS, Family
from casekit.parser import parse
from casekit.parser.scan.candidate import Reader
from casekit.source import Source

ROWS = [pytest.param(family, id=family.id) for family in LADDER]


@pytest.mark.parametrize("family", ROWS)
def test_examples_are_read_with_their_numbers(family: Family) -> None:
    assert family.examples
    for text, number in family.examples:
        found = re.match(family.pattern, text)
        assert found, text
        reading = family.read(found.group())
        assert reading is not None and reading[0] == number, (text, found.group(), reading)


@pytest.mark.parametrize("family", ROWS)
def test_lookalikes_are_refused(family: Family) -> None:
    for text in family.lookalikes:
        found = re.match(family.pattern, text)
        assert found is None or family.read(found.group()) is None, (text, found.group())


def test_ids_are_unique_and_english() -> None:
    ids = [family.id for family in LADDER]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", family_id) for family_id in ids)


@pytest.mark.parametrize("family", ROWS)
def test_the_first_look_lets_every_example_through(family: Family) -> None:
    assert all(text[0] in STARTERS for text, _ in family.examples)


def test_questions_behind_sentences_of_a_short_text_divide_it() -> None:
    text = "咨询热点\n先读说明，再来办理。\nQ1：怎样办理？\n到窗口办理。Q2：多久能到？\n三天就能到。Q3：在哪里领？\n在一楼大厅领取。\n"
    assert [section.marker for section in parse(Source(text)).root.sections] == ["Q1：", "Q2：", "Q3："]


def test_copies_of_a_family_are_the_same_family() -> None:
    for family, other in pairwise(LADDER):
        again = pickle.loads(pickle.dumps(family))
        assert again == family and hash(again) == hash(family) and again != other and repr(again) == repr(family)


def test_a_text_with_more_markers_than_are_remembered_is_read_to_its_end() -> None:
    reader = Reader()
    marks = [reader.read(BY_ID["article"], f"第{number}条") for number in range(1, 9999)]
    assert [mark.number for mark in marks if mark] == list(range(1, 9999))
    assert reader.read(BY_ID["article"], "第9998条") is marks[-1] and reader.read(BY_ID["article"], "第1条") is not marks[0]


def test_decimals_with_a_comma_stand_under_a_short_title() -> None:
    text = "复习提纲\n一，果树\n1.1，修剪的时间\n1.2，修剪的方法\n二，蔬菜\n2.1，育苗\n2.2，移栽\n三，养护\n随时看看叶子背面。\n"
    assert [(row["marker"], row["level"]) for row in parse(Source(text)).outline()][:3] == [("一，", 1), ("1.1", 2), ("1.2", 2)]
