"""A document as the text of a record.

The writer emits its own fixed shape, an order of magnitude faster than a general YAML library. Values are written once for both formats:
JSON's strings and numbers are YAML's as well, as long as the few characters are escaped that YAML readers disagree about. What differs,
the signs between the values, is made once for every depth.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from json.encoder import encode_basestring as quote
from typing import Final

from casekit.diagnostic import Diagnostic
from casekit.errors import RecordError
from casekit.model import BLOCK_KINDS, DEPTH_LIMIT, HEADING_KINDS, Block, Document, Join, Point, Section
from casekit.patterns import lazy
from casekit.record.parts import case_title, check_format
from casekit.record.schema import INTEGER_LIMIT, ROOT_KIND, SCHEMA_ID, SCHEMA_VERSION, SURROGATE_BASES
from casekit.source import Origin

MODELINE: Final = f"# yaml-language-server: $schema={SCHEMA_ID}\n"

# Delete and the C1 controls; soft hyphen, zero width and bidi marks, which hide what a text says; Unicode's line ends; the byte-order
# mark; and the two last code points, which YAML forbids. YAML 1.1 and 1.2 readers fold, drop or refuse them when they stand bare.
_BARE: Final = lazy("[\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
_SURROGATE: Final = lazy(r"[\ud800-\udfff]")
_LONE: Final = 0xD800
_BEHIND_LONE: Final = 0xE000
_KINDS: Final = frozenset((*HEADING_KINDS, *BLOCK_KINDS, ROOT_KIND))

PARTS_UNKNOWN: Final = 10**15
"""Stands for the number of parts of a text that is not read to its end yet."""


def dump(document: Document, findings: Iterable[Diagnostic] = (), format: str = "yaml") -> str:
    """The record of a document, or of one part of it, with the findings about it; `format` is "yaml" or "json".

    Raises ConfigError for another format, and RecordError for what no record can hold: a tree deeper than `DEPTH_LIMIT`, a kind the
    model does not know, a weight that is no finite number or above 2**53.
    """
    check_format(format)
    writer = _Writer(format == "json")
    writer.record(document, list(findings))
    if writer.lone:
        # No file can hold a lone surrogate, and readers disagree about its escape: an unused stretch of private code points stands in.
        text = "".join(writer.out)
        base = _free_base(text)
        return writer.head(base) + text.translate({lone: base + lone - _LONE for lone in range(_LONE, _BEHIND_LONE)})
    writer.out[0] = writer.head()
    return "".join(writer.out)


def completed(text: str, parts: int, findings: Sequence[Diagnostic], format: str) -> str:
    """A record that was written without findings and with `PARTS_UNKNOWN` as the number of parts, with both; as `dump` writes it at once.

    `text` holds no lone surrogates.
    """
    writer = _Writer(format == "json")
    writer.end(findings)
    mark = writer.mark
    # No string holds this: in JSON its quotes would be escaped, in YAML every string stands on one line.
    key = f"{mark}of{mark}: " if writer.json else "\n  of: "
    unknown = str(PARTS_UNKNOWN)
    at = text.index(key + unknown) + len(key)
    end = len(text) - len("\n}\n" if writer.json else "\n")
    return "".join((text[:at], str(parts), text[at + len(unknown) : end], *writer.out))


def _free_base(text: str) -> int:
    for base in SURROGATE_BASES:
        if not re.search(f"[{chr(base)}-{chr(base + 0x7FF)}]", text):
            return base
    raise _refusal("it holds lone surrogates and leaves no private code points free", "其中既有孤立代理码点，又占满了私用区")


def _refusal(why: str, why_zh: str) -> RecordError:
    return RecordError(f"document cannot be written as a record: {why}", f"文档无法写成记录：{why_zh}")


def _decimal(value: float) -> str:
    if not abs(value) <= INTEGER_LIMIT:
        raise _refusal(f"weight {value} is no number or too large", f"权重 {value} 不是数或过大")
    # Never an exponent, which YAML 1.1 readers take for a word; adding 0.0 turns -0.0 into 0.0.
    text = f"{round(value, 3) + 0.0:.3f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


class _Signs:
    """What stands before each value of a node so many levels below the root, by its key, from the end of the value before it on.

    Besides the keys: `item` stands before each small mapping in a list, `list_end` behind the last of a list, `node_end` behind a node.
    """

    def __init__(self, json: bool, depth: int) -> None:
        tab = "    " * depth or "  "  # the root stands alone, not in a list
        if json:
            before, behind = f',\n{tab}  "', '": '
            begin = (f"\n{tab}{{" if depth else "{") + f'\n{tab}  "'
            open_list, self.item, self.list_end, self.node_end = '": [', f"\n{tab}    ", f"\n{tab}  ]", f"\n{tab}}}"
        else:
            before, behind = f"\n{tab}", ": "
            begin = f"\n{tab[:-2]}- " if depth else before
            open_list, self.item, self.list_end, self.node_end = ":", f"\n{tab}  - ", "", ""
        self._kind = f"{begin}kind{behind}"
        self._kinds: dict[str, str] = {}
        self.code = f"{begin}code{behind}"
        self.marker = f"{before}marker{behind}"
        self.title = f'{before}title{behind}"'
        self.level = f"{before}level{behind}"
        self.family = f"{before}family{behind}"
        self.number = f"{before}number{behind}"
        self.sub = f"{before}sub{behind}"
        self.run_in = f"{before}run_in{behind}true"
        self.line = f"{before}line{behind}"
        self.start = f"{before}start{behind}"
        self.end = f"{before}end{behind}"
        self.leaf = f"{before}leaf{behind}["
        self.separator = f"{before}separator{behind}"
        self.closing = f"{before}closing{behind}"
        self.confidence = f"{before}confidence{behind}"
        self.evidence = f"{before}evidence{behind}["
        self._text = f'{before}text{behind}"'
        self._blocks: dict[str, str] = {}
        self.span = f"{before}span{behind}["
        self.lines = f"{before}lines{behind}["
        self.lost = f"{before}lost{behind}"
        self.name = f"{before}name{behind}"
        self.severity = f"{before}severity{behind}"
        self.column = f"{before}column{behind}"
        self.message = f"{before}message{behind}"
        self.message_zh = f"{before}message_zh{behind}"
        self.joins = f"{before}joins{open_list}"
        self.points = f"{before}points{open_list}"
        self.children = f"{before}children{open_list}"

    def block(self, kind: str) -> str:
        """How a block of a kind begins, up to its text."""
        found = self._blocks.get(kind)
        if found is None:
            self._blocks[kind] = found = f"{self.kind(kind)}{self._text}"
        return found

    def kind(self, kind: str) -> str:
        """How a node of a kind begins."""
        found = self._kinds.get(kind)
        if found is None:
            if kind not in _KINDS:
                raise _refusal(f"kind {kind!a} is unknown", f"未知的 kind {kind!a}")
            self._kinds[kind] = found = f"{self._kind}{quote(kind)}"
        return found


@cache
def _signs(json: bool, depth: int) -> _Signs:
    return _Signs(json, depth)


class _Writer:
    """Writes one record into `out`. `lone` becomes true with the first lone surrogate."""

    def __init__(self, json: bool) -> None:
        self.json = json
        self.out = [""]  # the head comes last
        self.lone = False
        self.comma = "," if json else ""
        self.mark = '"' if json else ""
        self._known: dict[str, str] = {}
        self._pairs: dict[tuple[str, float], str] = {}
        self._decimals: dict[float, str] = {}

    def short(self, text: str) -> str:
        """A string in quotes that comes again and again, remembered."""
        found = self._known.get(text)
        if found is None:
            self._known[text] = found = self.quoted(text)
        return found

    def quoted(self, text: str) -> str:
        """A string in quotes."""
        return f'"{self.inner(text)}"'

    def inner(self, text: str) -> str:
        """A string as it stands between its quotes: most are as they were, and are not copied."""
        # Whatever must be escaped is not printable, but for the two signs.
        if text.isprintable() and '"' not in text and "\\" not in text:
            return text
        if _SURROGATE.search(text):
            self.lone = True
        return _BARE.sub(_escaped, quote(text))[1:-1]

    def pair(self, pair: tuple[str, float]) -> str:
        """Evidence by name and weight, remembered."""
        found = self._pairs.get(pair)
        if found is None:
            self._pairs[pair] = found = f"[{self.short(pair[0])}, {_decimal(pair[1])}]"
        return found

    def decimal(self, value: float) -> str:
        """A decimal number, remembered."""
        found = self._decimals.get(value)
        if found is None:
            self._decimals[value] = found = _decimal(value)
        return found

    def small(self, key: str) -> str:
        """A key in a mapping on one line."""
        return f"{self.mark}{key}{self.mark}: "

    def head(self, surrogates: int = 0) -> str:
        """The beginning of a record; `surrogates` is the code point that stands for the first surrogate, 0 where the text holds none."""
        fields = {"schema": SCHEMA_VERSION} | ({"surrogates": surrogates} if surrogates else {})
        if self.json:
            return "{" + ",".join([f'\n  "{key}": {value}' for key, value in fields.items()])
        return MODELINE + "\n".join([f"{key}: {value}" for key, value in fields.items()])

    def record(self, document: Document, findings: Sequence[Diagnostic]) -> None:
        """Everything behind the head."""
        self._mapping("source", self._origin(document.origin))
        if document.part or document.parts:
            case = {"number": str(document.part), "of": str(document.parts)}
            title = case_title(document)
            if title:
                case["title"] = self.quoted(title)
            self._mapping("case", case)
        signs = _signs(self.json, 0)
        here = len(self.out)
        self.out += (self._key("root"), " " if self.json else "")
        begin = len(self.out)
        self._heading(document.root, signs)
        if "".join(self.out[begin:]) == _bare_root(self.json):
            del self.out[here:]
        else:
            self.out.append(signs.node_end)
        self.out.append(self._key("tree"))
        if document.root.children:
            self.out.append(" [" if self.json else "")
            self._nodes(document.root.children, 1)
            self.out.append("\n  ]" if self.json else "")
        else:
            self.out.append(" []")
        self.end(findings)

    def end(self, findings: Sequence[Diagnostic]) -> None:
        """The findings and the end of a record."""
        if findings:
            self.out += (self._key("findings"), " [" if self.json else "")
            self._findings(findings)
            self.out.append("\n  ]" if self.json else "")
        self.out.append("\n}\n" if self.json else "\n")

    def _key(self, key: str) -> str:
        return f',\n  "{key}":' if self.json else f"\n{key}:"

    def _mapping(self, key: str, fields: dict[str, str]) -> None:
        tab = "    " if self.json else "  "
        lines = self.comma.join([f"\n{tab}{self.mark}{name}{self.mark}: {value}" for name, value in fields.items()])
        self.out += (self._key(key), " {" if self.json else "", lines, "\n  }" if self.json else "")

    def _origin(self, origin: Origin) -> dict[str, str]:
        quoted = self.quoted
        fields = {"path": quoted(origin.path)}
        if origin.sha256:
            fields["sha256"] = quoted(origin.sha256)
        fields["encoding"] = quoted(origin.encoding)
        if origin.bom:
            fields["bom"] = "true"
        if origin.replaced:
            fields["replaced"] = str(origin.replaced)
        if origin.format != "text":
            fields["format"] = quoted(origin.format)
        if origin.decided:
            fields["decided"] = quoted(origin.decided)
        if origin.mixed:
            fields["mixed"] = quoted(origin.mixed)
            fields["mixed_lines"] = str(origin.mixed_lines)
        return fields

    def _nodes(self, nodes: list[Section | Block], depth: int) -> None:
        """Headings and blocks that stand `depth` levels below the root."""
        signs = _signs(self.json, depth)
        out, end = self.out, signs.node_end
        first = True
        for node in nodes:
            if first:
                first = False
            elif self.json:
                out.append(",")
            if isinstance(node, Block):
                self._block(node, signs)
            else:
                if depth > DEPTH_LIMIT:
                    raise _refusal(f"its tree is deeper than {DEPTH_LIMIT} levels", f"层级超过 {DEPTH_LIMIT} 层")
                self._heading(node, signs)
                children = node.children
                if children:
                    out.append(signs.children)
                    self._nodes(children, depth + 1)
                    out.append(signs.list_end)
            if end:
                out.append(end)

    def _heading(self, node: Section, signs: _Signs) -> None:
        """A section without its children."""
        out = self.out
        out.append(signs.kind(node.kind))
        if node.marker:
            out.append(signs.marker)
            out.append(self.short(node.marker))
        if node.title:
            out.append(signs.title)
            out.append(self.inner(node.title))
            out.append('"')
        family = f"{signs.family}{self.short(node.family)}" if node.family else ""
        number = f"{signs.number}{node.number}" if node.number is not None else ""
        sub = f"{signs.sub}{node.sub}" if node.sub is not None else ""
        run_in = signs.run_in if node.run_in else ""
        start, end, leaf = str(node.start), str(node.end), node.leaf
        first = start if leaf[0] == node.start else str(leaf[0])
        last = end if leaf[1] == node.end else str(leaf[1])
        out.append(
            f"{signs.level}{node.level}{family}{number}{sub}{run_in}"
            f"{signs.line}{node.line}{signs.start}{start}{signs.end}{end}{signs.leaf}{first}, {last}]"
        )
        if node.separator:
            out.append(f"{signs.separator}{self.short(node.separator)}")
        if node.closing:
            out.append(f"{signs.closing}{self.short(node.closing)}")
        if node.joins:
            out.append(self._joins(node.joins, signs))
        if node.confidence != 1.0:
            confidence = self.decimal(node.confidence)
            if confidence != "1.0":
                out.append(f"{signs.confidence}{confidence}")
        between = signs.evidence
        for pair in node.evidence:
            out.append(between)
            out.append(self.pair(pair))
            between = ", "
        if between is not signs.evidence:
            out.append("]")

    def _block(self, node: Block, signs: _Signs) -> None:
        out = self.out
        out.append(signs.block(node.kind))
        out.append(self.inner(node.text))
        out.append(f'"{signs.span}{node.start}, {node.end}]{signs.lines}{node.line}, {node.last_line}]')
        if node.joins:
            out.append(self._joins(node.joins, signs))
        if node.points:
            out.append(self._points(node.points, signs))
        if node.lost:
            out.append(f"{signs.lost}{self.short(node.lost)}")

    def _joins(self, joins: list[Join], signs: _Signs) -> str:
        begin, line = f"{signs.item}{{{self.small('span')}[", f"], {self.small('line')}"
        items = []
        for join in joins:
            item = f"{begin}{join.start}, {join.end}{line}{join.line}"
            if join.glue:
                item += f", {self.small('glue')}{self.short(join.glue)}"
            if join.skipped:
                item += f", {self.small('skipped')}{self.quoted(join.skipped)}"
            items.append(item + "}")
        return f"{signs.joins}{self.comma.join(items)}{signs.list_end}"

    def _points(self, points: list[Point], signs: _Signs) -> str:
        begin, number, span = f"{signs.item}{{{self.small('marker')}", f", {self.small('number')}", f", {self.small('span')}["
        items = [f"{begin}{self.short(point.marker)}{number}{point.number}{span}{point.start}, {point.end}]}}" for point in points]
        return f"{signs.points}{self.comma.join(items)}{signs.list_end}"

    def _findings(self, findings: Sequence[Diagnostic]) -> None:
        signs = _signs(self.json, 1)
        before = ""
        for found in findings:
            self.out.append(
                f"{before}{signs.code}{self.short(found.code)}{signs.name}{self.short(found.name)}"
                f"{signs.severity}{self.short(found.severity.value)}{signs.line}{found.line}{signs.column}{found.column}"
                f"{signs.start}{found.start}{signs.end}{found.end}{signs.message}{self.quoted(found.message)}"
                f"{signs.message_zh}{self.quoted(found.message_zh)}{signs.node_end}"
            )
            before = self.comma


@cache
def _bare_root(json: bool) -> str:
    """The root of which there is nothing to tell."""
    writer = _Writer(json)
    writer._heading(Section(ROOT_KIND), _signs(json, 0))
    return "".join(writer.out)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
