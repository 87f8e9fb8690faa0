"""Documents to write, random and by hand, and data that is no record."""

import json
import re
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from casekit.diagnostic import Diagnostic, Severity
from casekit.model import BLOCK_KINDS, DEPTH_LIMIT, HEADING_KINDS, Block, Document, Join, Point, Section, nodes
from casekit.record import dump
from casekit.source import Origin

NASTY = [
    *(
        "no",
        "Yes",
        "1e3",
        "0o17",
        "017",
        "12:30:45",
        "=",
        "<<",
        "~",
        "null",
        "true",
        "2024-01-01",
        ".inf",
        "-",
        "? a",
        "a: b",
        " #c",
        "---",
    ),
    *(
        "",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\x00",
        "\x1b[31m",
        "\x7f",
        "\x9f",
        "\xa0",
        "\xad",
        "\u200b",
    ),
    *(
        "\u202e",
        "\ufffe",
        "\uffff",
        "\ufffd",
        "😀",
        "👩\u200d👧",
        "\U0001fffe",
        "\U0010ffff",
        "\U0010f000",
        '"',
        "'",
        "\\",
        "\\u0041",
        "{",
        "[",
        "%",
        "@",
    ),
    *("&a", "*a", "!t", "|", ">", "……", "（一）", "\\\u2028", "一\u3000二", "\ud800", "\udfff", "\ud83d\ude00", "\ude00\ud83d"),
]
texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=8), max_size=4).map("".join)
clean_texts = texts.filter(lambda text: not re.search("[\ud800-\udfff]", text))
counts = st.integers(0, 2**53 - 1)
small = st.integers(0, 9999)
weights = st.integers(-99_999, 99_999).map(lambda value: value / 100)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(small)
    return start, start + draw(small)


joins = st.builds(lambda at, *rest: Join(*at, *rest), ranges(), counts, texts, texts)
points = st.builds(lambda marker, number, at: Point(marker, number, *at), texts, counts, ranges())
findings = st.builds(
    Diagnostic,
    st.integers(0, 999).map(lambda n: f"CK{n:03}"),
    texts,
    st.sampled_from(Severity),
    counts,
    counts,
    counts,
    counts,
    texts,
    texts,
)
blocks = st.builds(
    lambda kind, text, at, lines, *rest: Block(kind, text, *at, *lines, *rest),
    st.sampled_from(BLOCK_KINDS),
    texts,
    ranges(),
    ranges(),
    st.lists(joins, max_size=2),
    st.lists(points, max_size=2),
    texts,
)


def sections(children: st.SearchStrategy[Any], kinds: tuple[str, ...] = HEADING_KINDS) -> st.SearchStrategy[Section]:
    return st.builds(
        Section,
        st.sampled_from(kinds),
        line=counts,
        start=counts,
        end=counts,
        marker=texts,
        family=texts,
        number=st.none() | counts,
        sub=st.none() | counts,
        separator=texts,
        title=texts,
        closing=texts,
        level=st.integers(0, DEPTH_LIMIT),
        run_in=st.booleans(),
        leaf=ranges(),
        joins=st.lists(joins, max_size=2),
        confidence=st.integers(0, 100).map(lambda value: value / 100),
        evidence=st.lists(st.tuples(texts, weights), max_size=3),
        children=st.lists(children, max_size=3),
    )


def in_order(document: Document) -> Document:
    """The same document with its leaves one behind the other, as every parsed one has them."""
    behind = 0
    for node in list(nodes(document.root))[1:]:
        if isinstance(node, Block):
            node.start, node.end = behind + node.start, behind + node.end
            behind = node.end
        else:
            node.leaf = (behind + node.leaf[0], behind + node.leaf[1])
            behind = node.leaf[1]
    return document


trees = st.recursive(blocks, sections, max_leaves=8)
origins = st.builds(Origin, texts, texts, texts, st.booleans(), counts)
numbers = st.tuples(small, small).map(lambda pair: (min(pair), max(pair)) if min(pair) else (0, 0))
documents = st.builds(
    lambda origin, root, number: in_order(Document(origin, deepcopy(root), *number)),
    origins,
    sections(trees, ("root", *HEADING_KINDS)) | st.builds(Section, st.just("root"), children=st.lists(trees, max_size=4)),
    numbers,
)


def sample() -> Document:
    """A small document with a bit of everything."""
    paragraph = Block(
        "paragraph",
        "一是摸清底数，二是逐户走访。",
        24,
        40,
        3,
        4,
        [Join(31, 33, 4, "", "")],
        [Point("一是", 1, 24, 31), Point("二是", 2, 33, 40)],
    )
    inner = Section(
        "item", 5, 41, 45, "1.", "arabic-dot", 1, None, "", "列清单", "。", 3, False, (41, 46), [], 0.75, [("due", 2.0), ("short", -0.5)]
    )
    heading = Section(
        "heading", 2, 14, 23, "一、", "han-comma", 1, None, "", "摸排情况怎么做", "", 2, True, (14, 23), [], 0.9, [], [paragraph, inner]
    )
    first = Section("case", 1, 5, 12, "第一篇", "piece", 1, 2, "：", "春耕备耕", "", 1, leaf=(5, 13), children=[heading])
    second = Section("case", 7, 50, 57, "第二篇", "piece", 2, title="夏种夏管", level=1, leaf=(50, 58))
    last = Block("signature", "乡镇农办", 60, 64, 9, 9, lost="quote-open")
    root = Section("root", children=[Block("title", "乡村工作汇编", 0, 4, 1, 1), first, second, last])
    return Document(Origin("dump/农事.txt", "ab" * 32, "gb18030", True, 3), root)


FINDING = Diagnostic("CK001", "numbering-gap", Severity.WARNING, 3, 1, 24, 31, "number 2 is missing", "缺少第 2 项")


def plain_data(document: Document, found: tuple[Diagnostic, ...] = ()) -> Any:
    return json.loads(dump(document, found, "json"))


MINIMAL = {"schema": 1, "source": {"path": "a", "encoding": "utf-8"}, "tree": []}
HEADING = {"kind": "heading", "level": 1, "line": 1, "start": 0, "end": 2, "leaf": [0, 2]}
PARAGRAPH = {"kind": "paragraph", "text": "春", "span": [2, 3], "lines": [1, 1]}

SPOILED = [
    ("it must be a mapping with the key schema, found a list", []),
    ("it must be a mapping with the key schema, found null", None),
    ("schema is missing", {}),
    ("schema must be 1 to be read here, found 2", {**MINIMAL, "schema": 2}),
    ("schema must be an integer, found true", {**MINIMAL, "schema": True}),
    ('schema must be an integer, found "1"', {**MINIMAL, "schema": "1"}),
    ("source is missing", {"schema": 1}),
    ("source must be a mapping, found 3", {**MINIMAL, "source": 3}),
    ("source.path is missing", {**MINIMAL, "source": {"encoding": "x"}}),
    ("source.bom must be true or false, found 1", {**MINIMAL, "source": {"path": "", "encoding": "", "bom": 1}}),
    ("surrogates must be the start of a private stretch, found 4", {**MINIMAL, "surrogates": 4}),
    ("case.of is missing", {**MINIMAL, "case": {"number": 1}}),
    ("case.number must be from 1 to 2, found 3", {**MINIMAL, "case": {"number": 3, "of": 2}}),
    ("case.title must be a string, found 5", {**MINIMAL, "case": {"number": 1, "of": 2, "title": 5}}),
    ('root.kind must be a kind of heading, found "paragraph"', {**MINIMAL, "root": {**HEADING, "kind": "paragraph"}}),
    ("tree is missing", {"schema": 1, "source": MINIMAL["source"]}),
    ("tree must be a list, found a mapping", {**MINIMAL, "tree": {}}),
    ("tree[0] must be a mapping, found 1", {**MINIMAL, "tree": [1]}),
    ("tree[0].kind is missing", {**MINIMAL, "tree": [{}]}),
    ("tree[0].kind must be a kind of heading or block, found a list", {**MINIMAL, "tree": [{"kind": []}]}),
    ('tree[0].kind must be a kind of heading or block, found "root"', {**MINIMAL, "tree": [{**HEADING, "kind": "root"}]}),
    (
        'tree[1].children[0].line must be an integer, found "x"',
        {**MINIMAL, "tree": [PARAGRAPH, {**HEADING, "leaf": [4, 4], "children": [{**HEADING, "leaf": [5, 6], "line": "x"}]}]},
    ),
    ("tree[0].line must be an integer, found 1.0", {**MINIMAL, "tree": [{**HEADING, "line": 1.0}]}),
    ("tree[0].number must be an integer, found null", {**MINIMAL, "tree": [{**HEADING, "number": None}]}),
    ("tree[0].level must be at most 64, found 65", {**MINIMAL, "tree": [{**HEADING, "level": 65}]}),
    ("tree[0].start must be from 0 to 9007199254740991, found -1", {**MINIMAL, "tree": [{**HEADING, "start": -1}]}),
    ("tree[0].end must be from 0 to 9007199254740991, found 9007199254740992", {**MINIMAL, "tree": [{**HEADING, "end": 2**53}]}),
    ("tree[0].leaf must be two integers, found a list", {**MINIMAL, "tree": [{**HEADING, "leaf": [1, 2, 3]}]}),
    ("tree[0].leaf must go up from 0 or more, found [3, 2]", {**MINIMAL, "tree": [{**HEADING, "leaf": [3, 2]}]}),
    ("tree[0].run_in must be true or false", {**MINIMAL, "tree": [{**HEADING, "run_in": "yes"}]}),
    ("tree[0].confidence must be from 0 to 1, found 2.0", {**MINIMAL, "tree": [{**HEADING, "confidence": 2}]}),
    ("tree[0].evidence[0] must be a pair of a name and a weight", {**MINIMAL, "tree": [{**HEADING, "evidence": [["a"]]}]}),
    ("tree[0].evidence[0][1] must be a finite number", {**MINIMAL, "tree": [{**HEADING, "evidence": [["a", "b"]]}]}),
    ("tree[0].joins[0].line is missing", {**MINIMAL, "tree": [{**HEADING, "joins": [{"span": [0, 1]}]}]}),
    ("tree[0].text is missing", {**MINIMAL, "tree": [{"kind": "paragraph", "span": [0, 1], "lines": [1, 1]}]}),
    ("tree[0].lines must go up", {**MINIMAL, "tree": [{**PARAGRAPH, "lines": [2, 1]}]}),
    (
        "tree[0].points[0].number must be an integer",
        {**MINIMAL, "tree": [{**PARAGRAPH, "points": [{"marker": "一", "number": "1", "span": [0, 1]}]}]},
    ),
    ("tree[1].span must not start before 3, where the leaf before ends, found 2", {**MINIMAL, "tree": [PARAGRAPH, PARAGRAPH]}),
    ("tree[0].children[0].leaf must not start before 2", {**MINIMAL, "tree": [{**HEADING, "children": [{**HEADING, "leaf": [1, 3]}]}]}),
    ("findings must be a list", {**MINIMAL, "findings": "none"}),
    ("findings[0].code is missing", {**MINIMAL, "findings": [{}]}),
    ("findings[0].code must be CK and three digits", {**MINIMAL, "findings": [{"code": "CK1"}]}),
    (
        'findings[0].severity must be one of error, warning, info, found "grave"',
        {**MINIMAL, "findings": [{"code": "CK001", "severity": "grave"}]},
    ),
]
