"""Akoma Ntoso 3.0 (OASIS LegalDocML): a law or regulation as the XML that legislative systems exchange.

What becomes of what: 编 `part`, 分编 `subpart`, 章 `chapter`, 节 `section`, 条 `article`, the paragraphs of an article (款) `paragraph`,
项 under it `point`, 目 `indent`; every other heading is an `hcontainer` named after its family. The eIds follow the naming convention
(`chp_2__art_12__para_1__point_3`, 第十二条之一 `art_12-1`); a number that occurs twice gets `_2` behind it. What stands before the first
heading is `preface` and `preamble`, the signature at the end `conclusions`. Page furniture and tables of contents are left out.

A document with 条 is an `act`; one without is a `doc`, with the same elements in its `mainBody`.

The metadata says what the text says and no more: the title, the date of adoption or promulgation where the front matter tells one. What is
not known is `unknown`, and a date `0001-01-01`, since the schema wants one. The country is given as cn.
"""

import re
from collections.abc import Iterator, Sequence

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Section, nodes, walk
from casekit.renderers.branches import LEFT_OUT, name, one_line
from casekit.renderers.frbr import identification
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.wording import LINE_END, brackets
from casekit.renderers.xml import Writer, in_text

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_BY_FAMILY = {"part": "part", "chapter": "chapter", "section": "section", "article": "article"}
_INSIDE = {"article": "point", "point": "indent"}
"""What a heading under these is."""
_SHORT = {"chapter": "chp", "section": "sec", "article": "art", "paragraph": "para"}
"""How eIds abbreviate elements; the others stand in full."""
_AT_THE_END = frozenset(("signature", "date", "unit", "byline"))

Step = tuple[str, Section | str, str, str]
"""What is to be written: "section", the section, the eId and the element it stands in; or a piece of markup; or "end"."""


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str:
    """The document as one `akomaNtoso` element."""
    return _Renderer(document).text()


class _Renderer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.xml = Writer()
        self.used: dict[str, int] = {}
        self.eids: set[str] = set()
        self.law = any(section.family == "article" for section in walk(document.root))
        self.end = _conclusions(document)
        self.moved = {id(block) for block in self.end}

    def text(self) -> str:
        """All of it."""
        xml, root = self.xml, self.document.root
        rest = root.children
        at = next((at for at, child in enumerate(rest) if isinstance(child, Section)), len(rest))
        front = [child for child in rest[:at] if isinstance(child, Block) and self._said(child)]
        rest = rest[at:]
        xml.start("akomaNtoso", {"xmlns": NAMESPACE})
        kind = "act" if self.law else "doc"
        title = one_line(root.title) or next((one_line(block.text) for block in front if block.kind == "title"), "") or name(self.document)
        xml.start(kind, {"name": "law" if self.law else "document"})
        head = front
        preamble: list[Block] = []
        for at, block in enumerate(front):
            if block.kind not in ("title", "subtitle", "number", "term", "date", "byline", "unit"):
                head, preamble = front[:at], front[at:]
                break
        identification(xml, kind, title, front if self.law else head)
        heading = [f"<docTitle>{in_text(one_line(root.marker + root.title))}</docTitle>"] if root.marker or root.title else []
        heading += [f"<docTitle>{_lines(block)}</docTitle>" if block.kind == "title" else _lines(block) for block in head]
        self._paragraphs("preface", heading)
        body = "body" if self.law else "mainBody"
        if self.law:
            self._paragraphs("preamble", [_lines(block) for block in preamble])
        xml.start(body)
        if not self.law:
            for line in [_lines(block) for block in preamble] or ([] if rest else [""]):
                xml.raw(f"<p>{line}</p>")
        self._walk(list(self._between(rest, "", "")))
        xml.end()
        self._paragraphs("conclusions", [_lines(block) for block in self.end])
        while xml.depth:
            xml.end()
        return xml.text()

    def _walk(self, steps: list[Step]) -> None:
        """Writes the steps and what they lead to, without recursion."""
        steps.reverse()
        while steps:
            kind, what, above, inside = steps.pop()
            if isinstance(what, Section):
                steps.extend(reversed(list(self._section(what, above, inside))))
            elif kind == "end":
                self.xml.end()
            else:
                self.xml.raw(what)

    def _section(self, section: Section, above: str, inside: str) -> Iterator[Step]:
        """Opens a section and gives what is in it."""
        tag = _element(section, inside)
        eid = self._eid(above, tag, section)
        attributes = {"eId": eid}
        if tag == "hcontainer":
            attributes["name"] = section.family or section.kind
        self.xml.start(tag, attributes)
        if section.marker:
            self.xml.leaf("num", one_line(section.marker))
        children = [child for child in section.children if isinstance(child, Section) or self._said(child)]
        if tag in ("point", "indent"):
            yield from self._provision(section, children, eid, tag)
        else:
            if section.title:
                self.xml.leaf("heading", one_line(section.title))
            make = self._article if tag == "article" else self._between
            yield from make(children, eid, tag)
        yield "end", "", "", ""

    def _article(self, children: list[Section | Block], eid: str, tag: str) -> Iterator[Step]:
        """The paragraphs of an article, each with the points that follow it."""
        at = 0
        while at < len(children):
            child = children[at]
            at += 1
            if isinstance(child, Section):
                yield "section", child, eid, tag
                continue
            own = self._eid(eid, "paragraph")
            yield "open", f'<paragraph eId="{own}">', "", ""
            holder = "intro" if at < len(children) and isinstance(children[at], Section) else "content"
            yield "p", f"<{holder}><p>{_lines(child)}</p></{holder}>", "", ""
            while at < len(children) and isinstance(below := children[at], Section):
                yield "section", below, own, tag
                at += 1
            yield "close", "</paragraph>", "", ""

    def _provision(self, section: Section, children: list[Section | Block], eid: str, tag: str) -> Iterator[Step]:
        """A point or an indent: its title is the provision itself, and text that runs on goes on in it."""
        mark = "".join(section.closing.split()).removeprefix(brackets(section)[1])
        words = in_text(one_line(section.title)) + (in_text(mark) if section.title else "")
        if children and isinstance(first := children[0], Block) and (section.run_in or not words):
            words += ("" if mark or not section.title else "。") + _lines(first)
            children = children[1:]
        at = next((at for at, child in enumerate(children) if isinstance(child, Section)), len(children))
        said = [words] if words else []
        said += [_lines(block) for block in children[:at] if isinstance(block, Block)]
        if said:
            holder = "intro" if at < len(children) else "content"
            yield "p", f"<{holder}>" + "".join(f"<p>{line}</p>" for line in said) + f"</{holder}>", "", ""
        yield from self._between(children[at:], eid, tag)

    def _between(self, children: list[Section | Block], eid: str, tag: str) -> Iterator[Step]:
        """Sections and the text between them: ahead of them an intro, without them the content, behind them a container of its own."""
        blocks: list[Block] = []
        seen = False
        following: list[Section | Block | None] = [*children, None]
        for child in following:
            if isinstance(child, Block):
                if self._said(child):
                    blocks.append(child)
                continue
            if blocks:
                text = "".join(f"<p>{_lines(block)}</p>" for block in blocks)
                if eid and not seen:
                    holder = "content" if child is None else "intro"
                    yield "p", f"<{holder}>{text}</{holder}>", "", ""
                else:
                    own = self._eid(eid, "hcontainer")
                    yield "p", f'<hcontainer eId="{own}" name="text"><content>{text}</content></hcontainer>', "", ""
                blocks = []
            if child is not None:
                seen = True
                yield "section", child, eid, tag

    def _eid(self, above: str, tag: str, section: Section | None = None) -> str:
        """The eId of an element: what it is in, what it is, its number, or which one it is where it has none."""
        stem = (f"{above}__" if above else "") + _SHORT.get(tag, tag)
        if section is None or section.number is None or tag == "hcontainer":
            return self._free(stem, 1)
        eid = f"{stem}_{section.number}" + (f"-{section.sub}" if section.sub is not None else "")
        if eid in self.eids:
            return self._free(eid, 2)
        self.eids.add(eid)
        return eid

    def _free(self, stem: str, first: int) -> str:
        """`stem` with the first number behind it, from `first` on, that is not taken."""
        number = self.used.get(stem, first)
        while f"{stem}_{number}" in self.eids:
            number += 1
        self.used[stem] = number + 1
        self.eids.add(f"{stem}_{number}")
        return f"{stem}_{number}"

    def _said(self, block: Block) -> bool:
        return block.kind not in LEFT_OUT and id(block) not in self.moved and bool(block.text.strip())

    def _paragraphs(self, tag: str, lines: list[str]) -> None:
        if lines:
            self.xml.start(tag)
            for line in lines:
                self.xml.raw(f"<p>{line}</p>")
            self.xml.end()


def _element(section: Section, inside: str) -> str:
    if inside in _INSIDE:
        return _INSIDE[inside]
    if inside == "indent":
        return "hcontainer"
    if section.family == "part" and re.search("分[编編]", section.marker):
        return "subpart"
    return _BY_FAMILY.get(section.family, "hcontainer")


def _lines(block: Block) -> str:
    """The text of a block as markup."""
    return "<br/>".join(in_text(line.strip()) for line in LINE_END.split(block.text.strip()))


def _conclusions(document: Document) -> list[Block]:
    """The signature and date that end the document."""
    found: list[Block] = []
    for node in nodes(document.root):
        if isinstance(node, Block) and node.kind in _AT_THE_END:
            found.append(node)
        elif not isinstance(node, Block) or node.kind not in LEFT_OUT:
            found = []
    return found
