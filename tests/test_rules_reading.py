"""One reading of a document serves all rules: it changes no finding, is made once a check, and never outlives a change."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import casekit.rules.reading
from casekit.model import Document, Section
from casekit.parser import parse
from casekit.rules import RULES, check, garbled, kangxi_radical, mojibake, near_duplicate_case, signs, strings, unclosed_quote
from casekit.rules.base import Reading
from casekit.rules.passages import Passage
from casekit.source import Source
from checking import RULES_BY_NAME, lines, only

SAMPLES = sorted((Path(__file__).parent.parent / "data" / "raw").glob("*.txt"))
EXAMPLES = [text for rule in RULES for heading in ("Bad", "Good") for text in rule.examples(heading)]


def samples() -> list[str]:
    """Texts with findings of every kind, the parts of some of them between those of others."""
    chance = random.Random(5)
    texts = [path.read_bytes().decode("utf-8", "replace") for path in SAMPLES]
    return texts + EXAMPLES + ["".join(chance.sample(EXAMPLES, 6)) for _ in range(60)]


@pytest.mark.parametrize("wanted", [[rule for rule in RULES if rule.default], list(RULES)], ids=["default", "all"])
def test_rules_find_together_what_each_finds_alone(wanted: list[Any]) -> None:
    seen: Counter[str] = Counter()
    for text in samples():
        document = parse(Source(text))
        alone = [found for rule in wanted for found in rule.check(document)]
        together = check(document, wanted)
        assert together == sorted(alone, key=lambda found: (found.start, found.code))
        assert [found.edits for found in together] == [found.edits for found in sorted(alone, key=lambda found: (found.start, found.code))]
        seen.update(found.name for found in together)
    assert set(seen) == {rule.name for rule in wanted}


def test_the_default_rules_are_those_of_a_check_without_rules() -> None:
    for text in EXAMPLES:
        document = parse(Source(text))
        assert check(document) == check(document, [rule for rule in RULES if rule.default])
    assert check(parse(Source(EXAMPLES[0])), []) == []


@pytest.mark.parametrize("name", ["nodes", "passages", "defects", "garbled"])
def test_a_list_is_made_once_a_check(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real: Callable[..., Any] = getattr(casekit.rules.reading, name)

    def counting(*arguments: Any) -> Any:
        made.append(name)
        return real(*arguments)

    monkeypatch.setattr(casekit.rules.reading, name, counting)
    document = parse(Source("一、仓库管理\n图书室每周开放三天，鍙句功在这里。\n三、食堂管理\n每天公布菜价？？\n"))
    assert check(document, RULES)
    assert made == [name]
    check(document, RULES)
    assert made == [name, name]


def test_a_document_that_was_changed_is_read_anew() -> None:
    document = parse(Source("一、仓库管理\n入库的物资当天登记。\n二、车辆管理\n出车前检查油量。\n三、食堂管理\n每天公布菜价。\n"))
    gap = RULES_BY_NAME["numbering-gap"]
    assert check(document) == list(gap.check(document)) == []
    document.root.children = [child for child in document.root.children if not (isinstance(child, Section) and child.number == 2)]
    assert [found.name for found in check(document)] == ["numbering-gap"]
    assert [found.name for found in gap.check(document)] == ["numbering-gap"]


def test_a_document_without_its_text_cannot_be_read() -> None:
    document = parse(Source("一、仓库管理\n"))
    bare = Document(document.origin, document.root)
    with pytest.raises(ValueError, match="does not hold its text"):
        check(bare)
    with pytest.raises(ValueError, match="does not hold its text"):
        Reading(bare)


def test_passages_are_found_by_what_they_hold() -> None:
    for text in samples():
        reading = Reading(parse(Source(text)))
        for words in ("，", "。三", ("第", "条", "的"), ("。", "公布菜价。"), ("没有的词",), ()):
            held = [place for place, passage in enumerate(reading.passages) if any(word in passage.text for word in words)]
            assert reading.signs.with_words(words) == held


def test_a_walk_over_the_passages_meets_the_signs_that_a_search_finds() -> None:
    chance = random.Random(7)
    alphabet = '案例一，。；：！？,;:!?“”‘’「」『』《》"（）( )*×xX_□第页精剩侵abcdefg<&\\-–=\u3400\u33ff\u9fff\ua000\U00020000\n\u00a0'
    texts = ["", *("".join(chance.choices(alphabet, k=chance.randrange(1, 40))) for _ in range(3000)), *EXAMPLES]
    passages = [Passage("paragraph", text.replace("\n", " "), None, None) for text in texts]
    found = signs.Signs(passages)
    classes, half, full = signs.walked(passages)
    for bit in (
        signs.BLANKS,
        signs.MASKS,
        signs.DEBRIS,
        signs.QUOTES,
        signs.ORDINAL,
        signs.HALF,
        signs.FULL,
        signs.NOTICES,
        signs.ASCII_END,
    ):
        held = [place for place, own in enumerate(classes) if own & bit]
        assert held == found.searched(bit) == found.holding(bit)
        assert held and (bit == signs.ASCII_END or found.has(bit))
    for bit, counts in ((signs.HALF, half), (signs.FULL, full)):
        for place, count in enumerate(counts):
            assert found.searched_marks(bit, [place]) == found.marks(bit, [place]) == count
        assert found.searched_marks(bit, range(len(passages))) == sum(counts) > 100
    uneven = {place for place, own in enumerate(classes) if own & signs.UNEVEN}
    torn = {place for place, passage in enumerate(passages) if unclosed_quote._tear(place, passage) is not None}
    assert torn <= uneven <= set(found.searched(signs.UNEVEN))
    assert len(torn) > 100


def test_every_sign_of_a_wrong_encoding_is_a_suspect() -> None:
    signs = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    for pattern in (garbled._HINT, kangxi_radical._RADICAL):
        told = [sign for sign in signs if pattern.match(sign)]
        assert told
        assert all(garbled.SUSPECT.match(sign) for sign in told)
    assert all(garbled.SUSPECT.match(sign) for sign in mojibake._HINT)


@pytest.mark.parametrize(
    "sign",
    ["�", "锟斤拷", "烫烫烫", "屯屯屯屯", "犌犅", "â€œ", "ï»¿", "Ã©", "??"],
)
def test_mojibake_is_found_by_each_of_its_signs(sign: str) -> None:
    assert lines("mojibake", f"一、便民服务\n服务站每天开门{sign}，由志愿者值班。\n") == [2]


@pytest.mark.parametrize(
    "debris",
    [
        "<br/>",
        "&nbsp;",
        "\\r\\n",
        "_x000D_",
        "x0dx0a",
        "此处隐藏326个字",
        "此处省略12字",
        "还剩3页",
        "精选优质文档",
        "专心--专注--专业",
        "倾情为你奉上",
        "已阅读5页",
        "点击下载文档",
        "第3页 共8页",
    ],
)
def test_debris_is_found_in_each_of_its_forms(debris: str) -> None:
    text = f"一、门卫管理\n来访人员在传达室登记，{debris}由值班老师领进校门。\n"
    assert lines("stray-debris", text) == [2]
    assert lines("stray-debris", text.replace(debris, "")) == []


@pytest.mark.parametrize(
    "title",
    [
        "校园安全总结 Microsoft Word 文档",
        "新建 文本文档",
        "新建Word",
        "校园安全总结.docx",
        "校园安全总结.PDF",
        "校园安全总结 副本",
        "校园安全总结_第2页",
    ],
)
def test_names_of_files_are_found_in_titles(title: str) -> None:
    assert lines("stray-debris", f"一、{title}\n来访人员在传达室登记。\n二、值班安排\n每天两人。\n") == [1]


def test_a_walk_finds_the_strings_that_a_pattern_finds() -> None:
    chance = random.Random(11)
    odd = "，。_ \n-é1a\u3400\ua000\U00020000\u4e00\u4e03\u4e0c"
    han = "".join(map(chr, range(0x4E00, 0xA000)))
    mixed = ["".join(chance.choice(han if chance.random() < 0.8 else odd) for _ in range(900)) for _ in range(60)]
    texts = ["", "一", "一二三四五", *EXAMPLES, *mixed]
    for step in (strings.FULL, strings.THIN):
        one, other = [strings.walked(text, step) for text in texts], [strings.searched(text, step) for text in texts]
        assert [len(found) for found in one] == [len(found) for found in other]
        for at in range(1, len(texts)):
            assert len(one[at] & one[at - 1]) == len(other[at] & other[at - 1])
        again = mixed[0][:450] + mixed[1]
        assert len(one[-60] & strings.walked(again, step)) == len(other[-60] & strings.searched(again, step)) > 10


# Near duplicates: a thin sample finds the pairs, all strings measure them.


def words(chance: random.Random, size: int) -> str:
    """Text of `size` characters in clauses, no two alike."""
    return "".join("，" if at % 12 == 11 else "。" if at % 60 == 59 else chr(chance.randrange(0x4E00, 0x9000)) for at in range(size))


def share(one: str, other: str) -> float:
    """The share of strings that a case and a later one have in common; a case with few of them is not compared."""
    grams = [
        {plain[at : at + 5] for at in range(len(plain) - 4) if (ord(plain[at]) - 0x4E00) % 3 == 0}
        for plain in (text.replace("，", "").replace("。", "") for text in (one, other))
    ]
    return len(grams[0] & grams[1]) / max(8, min(map(len, grams))) if len(grams[1]) >= 8 else 0.0


@pytest.mark.parametrize("size", [40, 90, 300, 700, 3000])
def test_copies_of_any_length_are_found_and_measured_by_all_their_strings(size: int) -> None:
    told = 0
    for seed in range(40):
        chance = random.Random(seed)
        first, other, third = (words(chance, size) for _ in range(3))
        kept = int(size * chance.uniform(0.3, 0.9))
        copy = third[: (size - kept) // 2] + first[:kept] + third[: (size - kept) // 2]
        text = "".join(f"第{n}篇：{title}\n{body}。\n" for n, title, body in zip("一二三", "东西南", (first, other, copy), strict=True))
        found = only("near-duplicate-case", text)
        expected = share(f"{first}。", f"{copy}。")
        if abs(expected - 0.5) > 0.1:
            assert bool(found) == (expected >= 0.5), (seed, expected)
        for row in found:
            assert row.line == 5
            assert f"shares {round(100 * expected)} %" in row.message
            assert "第一篇 东" in row.message
            told += 1
    assert told >= 15


def test_only_pairs_that_may_be_alike_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []
    real = near_duplicate_case.every

    def counting(text: str, step: int = strings.FULL) -> set[str]:
        if step == strings.FULL:
            measured.append(text)
        return real(text, step)

    monkeypatch.setattr(near_duplicate_case, "every", counting)
    chance = random.Random(3)
    bodies = [words(chance, 900) for _ in range(20)]
    frame = "".join(f"第{n}篇：{words(chance, 5)}\n{{}}。\n" for n in range(1, 21))
    assert only("near-duplicate-case", frame.format(*bodies)) == []
    assert measured == []
    bodies[12] = bodies[4][:700] + bodies[12][:200]
    assert len(only("near-duplicate-case", frame.format(*bodies))) == 1
    assert len(measured) == 2
