"""The two ways to find the spots of a text are one: interpreted, patterns look for them, compiled, a walk over its characters."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.parser.spots import searched, walked

DOCUMENTS = sorted((Path(__file__).parents[1] / "data" / "raw").rglob("*.txt"))
KINDS = ("brackets", "commas", "gaps", "ones", "ordinals", "pieces", "quotes", "rare", "stops", "words")
SIGNS = "。！；…：”）)（(〔 \xa0\u3000\n第一1１二两三、篇.．]字a🀀_Q|\t案例完成阅读相关文章板书卒“「『壹"


def _same(text: str) -> bool:
    found, met = searched(text), walked(text)
    return all(getattr(found, kind) == getattr(met, kind) for kind in KINDS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_both_ways_find_the_same_in_a_document(path: Path) -> None:
    assert _same(path.read_bytes().decode("utf-8", "replace"))


@given(st.text(st.sampled_from(SIGNS), max_size=14))
def test_both_ways_find_the_same_in_any_signs(text: str) -> None:
    assert _same(text)


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("到了。第一章", "stops", 2),
        ("到了。1、走", "stops", 2),
        ("到了。一是走", "stops", None),
        ("到了。他走", "stops", None),
        ("总则\u3000\u3000一、", "gaps", 2),
        ("总则 \xa0一、", "gaps", 2),
        ("总则\xa0一、", "gaps", None),
        ("\u3000\u3000一、", "gaps", None),
        ("总则 第一条", "ordinals", 3),
        ("\n 第一条", "ordinals", None),
        ("走（一）", "brackets", 1),
        ("\n（一）", "brackets", None),
        ("走一、二", "commas", None),
        ("走一、来", "commas", 2),
        ("走一、", "commas", 2),
        ("访谈一：", "ones", 2),
        ("访谈一是", "ones", None),
        ("标题篇1", "pieces", 2),
        ("标题篇章", "pieces", None),
    ],
)
def test_what_stands_beside_a_sign_decides(text: str, kind: str, at: int | None) -> None:
    assert getattr(walked(text), kind) == ([] if at is None else [at])
