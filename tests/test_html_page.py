"""The page of a source, looked at without a browser: structure, escaping, policy, words, colours."""

import ast
import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise, product
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit.renderers.html
from casekit.diagnostic import Diagnostic, Severity
from casekit.model import Block, Document, Section
from casekit.parser import parse
from casekit.record import dump, read
from casekit.renderers.html import Listing, index, listing, render
from casekit.renderers.html.escape import escaped, shown
from casekit.renderers.html.frame import asset
from casekit.renderers.html.rows import rows as lines_of
from casekit.renderers.html.source_page import KEYS
from casekit.renderers.html.words import TABLE, say
from casekit.renderers.options import Options
from casekit.rules import check
from casekit.source import Origin, Source
from commandline import CLEAN, GAP, files, here, run
from html_pages import HOSTILE, LIBRARY, library, long_text, page

__all__ = ["here", "run"]

CHINESE = Options("zh")
PACKAGE = Path(casekit.renderers.html.__file__).parent
VOID = {"meta", "link", "input", "br"}


class Tree(HTMLParser):
    """What a parser of HTML sees: every element with its attributes and the text in it, and what does not close."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[int] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if len({name for name, _ in attrs}) < len(attrs):
            self.wrong.append(f"an attribute twice: {attrs}")
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag):
        if not self.open or self.elements[self.open.pop()][0] != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data):
        for at in self.open:
            self.elements[at][2].append(data)

    def of(self, name):
        """Elements with a class or a tag of this name: their attributes and text."""
        found = ((tag, given.get("class", "").split(), given, "".join(text)) for tag, given, text in self.elements)
        return [(given, text) for tag, classes, given, text in found if name == tag or name in classes]


def rows(html):
    """The numbers and texts of the lines that a page shows."""
    tree = Tree(html)
    numbers = [int(attributes["data-l"]) for attributes, _ in tree.of("row")]
    return list(zip(numbers, [text for _, text in tree.of("t")], strict=True))


class TestStructure:
    def test_every_element_closes_and_every_name_is_given_once(self):
        for html in (library(), library("en"), page(HOSTILE), page("")):
            tree = Tree(html)
            assert tree.wrong == [] and tree.open == []
            names = Counter(attributes["id"] for _, attributes, _ in tree.elements if "id" in attributes)
            assert {name: count for name, count in names.items() if count > 1} == {}
            targets = {attributes["href"] for attributes, _ in tree.of("a") if attributes.get("href", "").startswith("#")}
            assert {target[1:] for target in targets} <= set(names)
            controlled = {attributes["aria-controls"] for _, attributes, _ in tree.elements if "aria-controls" in attributes}
            assert controlled <= set(names)

    def test_every_line_of_the_source_is_there_with_its_number(self):
        text = LIBRARY.read_text(encoding="utf-8")
        assert rows(library()) == [(at, line.rstrip()) for at, line in enumerate(text.split("\n"), 1) if line.strip()]

    def test_the_outline_lists_every_heading_with_its_level_and_place(self):
        document = parse(Source(LIBRARY.read_text(encoding="utf-8")))
        nodes = Tree(render(document)).of("node")[1:]
        expected = [(row["level"], f"#L{row['line']}") for row in document.outline()]
        assert [(int(attributes["aria-level"]), attributes["href"]) for attributes, _ in nodes] == expected
        assert [attributes["data-n"] for attributes, _ in nodes] == [str(at) for at in range(1, len(nodes) + 1)]

    def test_findings_stand_at_their_line_with_their_severity(self):
        document = parse(Source(LIBRARY.read_text(encoding="utf-8")))
        findings = check(document)
        html = render(document, findings, CHINESE)
        blocks = re.findall(r'<div class="row[^>]* data-l="(\d+)".*?</div>\n', html, re.DOTALL)
        told = [
            (int(number), code)
            for number, block in zip(blocks, re.split(r'<div class="row', html)[1:], strict=True)
            for code in re.findall(r'<span class="note \w+"[^>]* data-f="(CK\d+)"', block)
        ]
        assert sorted(told) == sorted((finding.line, finding.code) for finding in findings)
        for finding in findings:
            assert escaped(finding.message_zh) in html
        starts = [section.leaf[0] for section in document.root.headings()]
        owners = sorted(sum(start <= finding.start for start in starts) for finding in findings)
        assert sorted(int(attributes["data-n"]) for attributes, _ in Tree(html).of("note")) == owners and len(set(owners)) > 10

    def test_siblings_are_counted(self):
        nodes = [attributes for attributes, _ in Tree(library()).of("node")]
        for level in {node["aria-level"] for node in nodes}:
            places = [(int(node["aria-posinset"]), int(node["aria-setsize"])) for node in nodes if node["aria-level"] == level]
            runs = "".join("1" if place == 1 else "+" for place, _ in places).replace("1", " 1").split()
            assert [place for place, _ in places] == [at for run in runs for at in range(1, len(run) + 1)]
            assert [size for _, size in places] == [len(run) for run in runs for _ in run]

    def test_titles_markers_joins_and_losses_are_marked(self):
        html = page(
            "一、搭台子。社区把闲置多年的旧车棚改成了议事亭,每周三晚上敞开大门,谁都可以进来坐,连小学\n一、二年级的孩子也能坐到前排听大人说事。\n"
            "二、办完再评。办得好不好,由提事的人当面打分,满分是“\n理员,大家都叫他老宋。\n三、贴出来。贴在门后。\n"
        )
        lines = html.split('<div class="row')[1:]
        assert '<b class="m c1">一、</b><b class="h run" role="heading" aria-level="2">搭台子</b>。社区' in lines[0]
        assert lines[1].startswith(" joined") and "begins" not in lines[1].split('"')[0]
        assert " lost" in lines[3].split('"')[0] and 'data-lost="此处缺文：其前引号未闭合"' in lines[3]

    def test_blank_lines_in_a_run_are_one_row(self):
        html = page("一、甲标题\n\n\n\n\n正文有一句话。\n\n二、乙标题\n正文有一句话。\n\n\n\n")
        said = "正文有一句话。"
        assert rows(html) == [(1, "一、甲标题"), (2, "（第 2 至 5 行为空行）"), (6, said), (7, ""), (8, "二、乙标题"), (9, said)]

    @pytest.mark.parametrize("text", ["", "\n \n", "没有标题的一句话。\n", "\r\n一、甲\r\n正文。\r\n二、乙\r正文。"])
    def test_small_and_odd_texts(self, text):
        assert [line for _, line in rows(page(text)) if line] == [line for line in re.split(r"\r\n?|\n", text) if line.strip()]

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.sampled_from("一二、（）(1)第条篇：。“”<>&\"' \n\r\tab\u3000\u202e\x1b"), max_size=80))
    def test_any_text_is_shown_whole(self, text):
        html = page(text)
        tree = Tree(html)
        assert tree.wrong == []
        said = "".join(text for _, text in rows(html) if "行为空行" not in text)
        assert "".join(said.split()) == "".join(shown(text).split())


class TestRecords:
    def test_a_record_shows_the_lines_of_its_source(self):
        document = parse(Source(LIBRARY.read_text(encoding="utf-8"), Origin("dump.txt")))
        findings = check(document)
        kept = read(dump(document, findings))
        whole, again = (dict(rows(render(*pair))) for pair in ((document, findings), (kept.document, kept.findings)))
        assert list(again) == [number for number, text in whole.items() if text]
        for number, text in again.items():
            assert "".join(text.split()) == "".join(whole[number].split())
        assert 'class="rebuilt"' in render(kept.document) and 'class="rebuilt"' not in render(document)

    @pytest.mark.parametrize("name", ["measures-park-management", "notice-flood-season", "report-wrapped"])
    def test_so_do_the_records_of_other_samples(self, name):
        document = parse(Source((LIBRARY.parent / f"{name}.txt").read_text(encoding="utf-8")))
        whole, again = dict(rows(render(document))), dict(rows(render(read(dump(document)).document)))
        assert {number: "".join(text.split()) for number, text in again.items()} == {
            number: "".join(text.split()) for number, text in whole.items() if text
        }

    def test_a_record_that_lies_about_its_ranges_is_shown_all_the_same(self):
        root = Section("root", children=[])
        root.children = [
            Section("heading", line=10**9, start=10**12, end=5, marker="一、", title="甲", level=1, leaf=(10**12, 3)),
            Block("paragraph", "正文", 7, 3, 4, 2),
            Section("heading", line=1, start=0, end=10**15, marker="二、", title="乙", level=1, leaf=(0, 10**15)),
            Block("paragraph", "回头", 2, 4, 2 * 10**9, 2 * 10**9),
        ]
        far = Diagnostic("CK101", "numbering-gap", Severity.ERROR, 10**9, 1, 10**18, 10**19, "far", "远")
        html = render(Document(Origin(), root), [far])
        lines = lines_of(Document(Origin(), root))
        apart = [one.start + len(one.text) <= other.start and one.number <= other.number for one, other in pairwise(lines)]
        assert apart and all(apart)
        assert Tree(html).wrong == [] and "".join(text for _, text in rows(html)).replace(" ", "") == "甲一、正文二、乙回头"


class TestSafety:
    def test_the_policy_names_what_is_in_the_page_and_nothing_else(self):
        for html in (library(), index([])):
            policy = dict(part.strip().split(" ", 1) for part in Tree(html).of("meta")[1][0]["content"].split(";"))
            for tag, directive in (("style", "style-src"), ("script", "script-src")):
                (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
                assert policy[directive] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'" and policy["img-src"] == "data:"
            assert html.index("Content-Security-Policy") < html.index("<style>")

    def test_nothing_in_a_page_leads_out_of_it(self):
        for html in (library(), page(HOSTILE)):
            for tag, attributes, _ in Tree(html).elements:
                assert not {name for name in attributes if name.startswith("on") or name in ("src", "style", "srcdoc", "action")}
                assert attributes.get("href", "#").startswith("#") or attributes["href"] == "data:,", (tag, attributes)
        for name in ("theme.css", "page.css", "index.css", "theme.js", "search.js", "outline.js", "page.js", "index.js"):
            text = asset(name)
            assert not re.search(r"https?:|url\(|@import|innerHTML|outerHTML|insertAdjacent|\.write|eval\(|fetch\(|import\(", text), name
            assert "</" not in text, name

    def test_hostile_text_is_text(self):
        html = page(HOSTILE, path="<script>.txt")
        tree = Tree(html)
        assert tree.wrong == [] and len(tree.of("script")) == len(tree.of("style")) == 1
        known = set(Counter(tag for tag, _, _ in Tree(library()).elements))
        assert {tag for tag, _, _ in tree.elements} <= known
        text = "".join(text for _, text in rows(html))
        for line in HOSTILE.split("\n"):
            assert shown(line) in text

    def test_no_sign_is_invisible_or_turns_others(self):
        signs = "\x00\x1b\x7f\x9b\u00ad\u061c\u200b\u200e\u202e\u2028\u2066\ufeff\udc80\U000e0041"
        html = page(f"一、标{signs}题\n正文{signs}。\n", path=f"a{signs}.txt")
        html.encode()
        steering = (
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
        )
        assert not re.search(steering, html)
        assert html.count("⟨U+202E⟩") >= 4

    def test_finding_and_home_are_escaped(self):
        document = parse(Source("一、甲\n正文。\n"))
        finding = Diagnostic('X"><b>', "<i>", Severity.INFO, 1, 1, 0, 2, "<script>", "</span>")
        html = render(document, [finding], Options(home='"><script>'))
        assert Tree(html).wrong == [] and len(Tree(html).of("script")) == 1 and "&lt;script&gt;" in html

    def test_a_thousand_findings_in_one_place_take_linear_time_and_space(self):
        document = parse(Source("一、甲标题\n" + "正文的一句话。" * 400 + "\n"))
        many = [Diagnostic(f"CK{at % 7}", "name", Severity.INFO, 2, 1, 6, 2000, "m", "m") for at in range(2000)]
        assert len(render(document, many)) < 2000 * 300 + 200_000

    def test_a_finding_over_the_whole_text_is_marked_where_it_begins(self):
        document = parse(Source("一、甲标题\n" + "正文的一句话写在这里。\n" * 400))
        html = render(document, [Diagnostic("CK302", "name", Severity.INFO, 1, 1, 0, 4000, "m", "m")] * 500)
        assert 3 < html.count("<mark class") < 20


class TestSameness:
    def test_the_same_bytes_for_the_same_input(self):
        assert library() == library() and page(HOSTILE) == page(HOSTILE)
        document = parse(Source(LIBRARY.read_text(encoding="utf-8")))
        findings = check(document)
        assert render(document, findings) == render(document, list(reversed(findings)))

    def test_a_page_is_a_few_times_its_text(self):
        text = long_text(100_000)
        assert len(page(text).encode()) < 5 * len(text.encode()) + 60_000


class TestWords:
    def test_every_word_stands_in_both_languages(self):
        for key, (english, chinese) in TABLE.items():
            assert english.strip() and chinese.strip(), key
            assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", chinese)), key
            assert key == "language" or (re.search("[\u4e00-\u9fff]", chinese) and not re.search("[\u4e00-\u9fff]", english)), key

    def test_every_word_is_used_and_every_word_used_is_there(self):
        used = set()
        for path in PACKAGE.glob("*.py"):
            if path.name != "words.py":
                used |= {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)}
        made = ("kind-", "lost-", "column-", "error", "warning", "info")
        assert [key for key in TABLE if key not in used and not key.startswith(made)] == []
        script = asset("theme.js") + asset("outline.js") + asset("page.js") + asset("index.js")
        asked = set(re.findall(r"words\.say(\w+)", script))
        given = {key.title().replace("-", "") for key in TABLE}
        assert asked <= given

    def test_every_kind_of_block_and_evidence_has_its_word(self):
        from casekit.model import BLOCK_KINDS
        from casekit.rules.lost_text import _EVIDENCE

        assert {f"kind-{kind}" for kind in BLOCK_KINDS if kind != "paragraph"} == {key for key in TABLE if key.startswith("kind-")}
        assert {f"lost-{evidence}" for evidence in _EVIDENCE} == {key for key in TABLE if key.startswith("lost-")}

    @pytest.mark.parametrize(("lang", "other"), [("zh", 0), ("en", 1)])
    def test_a_page_speaks_one_language(self, lang, other):
        html = page("Intro\n1. First\nText here.\n3. Third\nMore text.\n", lang=lang)
        assert f'<html lang="{lang}">' in html
        elements = Tree(html[html.index("<body") :]).elements
        spoken = ("aria-label", "placeholder", "title")
        values = {value for _, given, _ in elements for name, value in given.items() if name in spoken or name.startswith("data-say")}
        texts = values | {"".join(pieces) for _, _, pieces in elements}
        foreign = {pair[other] for key, pair in TABLE.items() if key != "language" and pair[0] != pair[1] and len(pair[other]) > 2}
        assert foreign & texts == set() and say(lang, "outline") in texts

    def test_the_keys_of_the_help_are_those_of_the_script(self):
        table = asset("page.js").split("const KEYS = {")[1].split("};")[0]
        handled = set(re.findall(r'^    "?([^\s":]+)"?: (?:\(|escape)', table, re.MULTILINE))
        told = {{"Esc": "Escape"}.get(key, key) for _, keys in KEYS for key in keys} - {"Enter"}
        assert handled == told


    @pytest.mark.parametrize("name", ["page.md", "page.zh-CN.md"])
    def test_the_manual_tells_every_key(self, name):
        text = (Path(__file__).parents[1] / "docs" / name).read_text(encoding="utf-8")
        assert [key for _, keys in KEYS for key in keys if f"`{key}`" not in text] == []


def colours():
    """Every variable of the theme that is a colour: light and dark."""
    return {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", asset("theme.css"))}


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


INKS = ("ink", "faint", "link", "c1", "c2", "c3", "c4", "c5")


class TestColours:
    PAIRS = (
        *product(INKS, ("paper", "sheet", "raised", "here")),
        *((ink, f"{severity}-paper") for severity in ("error", "warning", "info") for ink in (severity, *INKS)),
        ("ink", "hit"),
        ("ink", "hit-now"),
    )
    """What may be set in what colour on what: text of the page on every ground it can lie on."""

    @pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
    def test_text_can_be_read(self, scheme):
        table = colours()
        weak = {f"{ink} on {ground}": round(contrast(table[ink][scheme], table[ground][scheme]), 2) for ink, ground in self.PAIRS}
        assert {pair: value for pair, value in weak.items() if value < 4.5} == {}

    def test_every_colour_is_looked_at(self):
        assert set(colours()) - {"rule"} == {name for pair in self.PAIRS for name in pair}
        for name in ("page.css", "index.css"):
            assert not re.search(r"#[0-9a-f]{3,8}\b(?![\w-]*[ ,{])", re.sub(r"#[a-z-]+[ ,{:.]", "", asset(name))), name
            assert set(re.findall(r"var\(--([\w-]+)", asset(name))) <= {*colours(), "bar", "head", "outline", "deep", "sans", "serif"}

    def test_the_formula_is_that_of_the_guidelines(self):
        assert round(contrast("#000000", "#ffffff"), 1) == 21.0 and round(contrast("#777777", "#ffffff"), 2) == 4.48


class TestIndex:
    def listed(self):
        texts = {"a.txt": LIBRARY.read_text(encoding="utf-8"), "b <i>.txt": "一、甲\n正文。\n三、乙\n正文。\n"}
        documents = [parse(Source(text, Origin(name))) for name, text in texts.items()]
        return documents, [listing(document, check(document), f"{at}.html") for at, document in enumerate(documents)]

    def test_every_case_is_listed_and_nothing_is_counted_twice(self):
        documents, pages = self.listed()
        assert [len(row.cases) for row in pages] == [len(document.cases()) for document in documents]
        for document, row in zip(documents, pages, strict=True):
            assert sum(entry.headings for entry in row.cases) == len(document.outline())
            found = Counter(finding.severity for finding in check(document))
            counted = [sum(column) for column in zip(*(entry.findings for entry in row.cases), strict=True)]
            assert counted == [found[severity] for severity in Severity]

    def test_the_page_leads_to_every_case(self):
        _, pages = self.listed()
        tree = Tree(index(pages, CHINESE))
        assert tree.wrong == []
        links = [attributes["href"] for attributes, _ in tree.of("a")]
        assert links == [f"{row.href}#L{entry.line}" for row in pages for entry in row.cases]
        assert "b <i>.txt" in {text for _, text in tree.of("td")} and not tree.of("i")
        assert f"{len(links)} 个案例" in index(pages, CHINESE) and f"{len(links)} cases" in index(pages)

    def test_a_hostile_name_is_text(self):
        document = parse(Source("第一篇：<script>x</script>\n正文。\n第二篇：乙\n正文。\n", Origin('"><img src=x>')))
        entry = listing(document, [], 'x" onclick="y')
        tree = Tree(index([entry]))
        assert tree.wrong == [] and len(tree.of("script")) == 1 and not tree.of("img")
        assert {attributes.get("onclick") for _, attributes, _ in tree.elements} == {None}

    def test_without_sources(self):
        assert "没有来源" in index([], CHINESE) and Tree(index([Listing("a", "a.html", ())])).wrong == []


class TestCommand:
    def test_a_folder_becomes_a_page_for_each_source_and_one_that_lists_them(self, run):
        Path("in").mkdir()
        Path("in/index.txt").write_text(CLEAN, encoding="utf-8")
        Path("in/a #1?%.txt").write_text(GAP, encoding="utf-8")
        assert run("render", "in", "--to", "html", "-o", "out", "--lang", "zh") == (0, "", "")
        made = files("out")
        assert len(made) == 3 and "index.html" in made
        overview = Path("out/index.html").read_text(encoding="utf-8")
        links = [attributes["href"] for attributes, _ in Tree(overview).of("a")]
        assert {unquote(link.partition("#")[0]) for link in links} == set(made) - {"index.html"} and len(links) == 4
        for link in links:
            html = Path("out", unquote(link.partition("#")[0])).read_text(encoding="utf-8")
            assert f'id="{link.partition("#")[2]}"' in html and '<a class="home" href="index.html">全部来源</a>' in html
        assert "<b>警告 CK101</b>" in "".join(Path("out", name).read_text(encoding="utf-8") for name in made)

    def test_what_fails_is_not_listed(self, run):
        Path("bad.docx").write_bytes(b"PK\x03\x04 no more")
        code, _, err = run("render", "bad.docx", "clean.txt", "--to", "html", "-o", "out")
        assert code == 2 and "bad.docx" in err and files("out") == ["clean.html", "index.html"]
        assert "bad" not in Path("out/index.html").read_text(encoding="utf-8")

    def test_one_source_alone_has_no_list(self, run):
        assert run("render", "gap.txt", "--to", "html", "-o", "gap.html") == (0, "", "")
        html = Path("gap.html").read_text(encoding="utf-8")
        assert "numbering-gap" in html and 'class="home"' not in html and files(".") == ["clean.txt", "gap.html", "gap.txt"]
        assert run("render", "gap.txt", "--to", "html")[1] == html

    def test_one_case_shows_its_own_lines(self, run):
        code, html, _ = run("render", "clean.txt", "--to", "html", "--case", "2")
        lines = CLEAN.split("\n")
        assert code == 0 and rows(html) == [
            (at, line) for at, line in enumerate(lines, 1) if line and at >= lines.index("第二篇：乡村图书室") + 1
        ]

    def test_records_can_be_looked_at(self, run):
        assert run("parse", "gap.txt", "-o", "records", "-q")[0] == 0
        assert run("render", "records", "--to", "html", "-o", "out")[0] == 0
        made = files("out")
        assert len(made) == 3
        html = "".join(Path("out", name).read_text(encoding="utf-8") for name in made)
        assert "numbering-gap" in html and "老旧小区改造" in html and 'class="rebuilt"' in html
