"""A document as the text of a record.

The writer emits its own fixed shape, an order of magnitude faster than a general YAML library. Values are written once for both formats:
JSON's strings and numbers are YAML's as well, as long as the few characters are escaped that YAML readers disagree about. What differs,
the signs between the values, is made once for every depth.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from json.encoder import encode_basestring as quote

from casekit.diagnostic import Diagnostic
from casekit.errors import RecordError
from casekit.model import BLOCK_KINDS, DEPTH_LIMIT, HEADING_KINDS, Block, Document, Join, Point, Section
from casekit.patterns import lazy
from casekit.record.parts import case_title, check_format
from casekit.record.schema import INTEGER_LIMIT, ROOT_KIND, SCHEMA_ID, SCHEMA_VERSION, SURROGATE_BASES
from casekit.source import Origin

MODELINE = f"# yaml-language-server: $schema={SCHEMA_ID}\n"

# Delete and the C1 controls; soft hyphen, zero width and bidi marks, which hide what a text says; Unicode's line ends; the byte-order
# mark; and the two last code points, which YAML forbids. YAML 1.1 and 1.2 readers fold, drop or refuse them when they stand bare.
_BARE = lazy("[\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
_SURROGATE = lazy("[\ud800-\udfff]")
_KINDS = {kind: quote(kind) for kind in (*HEADING_KINDS, *BLOCK_KINDS, ROOT_KIND)}

_SCALARS = (
    *("marker", "title", "level", "family", "number", "sub", "run_in", "line", "start", "end", "leaf", "separator", "closing"),
    *("confidence", "evidence", "text", "span", "lines", "lost", "name", "severity", "column", "message", "message_zh"),
)
PARTS_UNKNOWN = 10**15
"""Stands for the number of parts of a text that is not read to its end yet."""
_FIRST = ("kind", "code")
_LISTS = ("joins", "points", "children")


def dump(document: Document, findings: Iterable[Diagnostic] = (), format: str = "yaml") -> str:
    """The record of a document, or of one part of it, with the findings about it; `format` is "yaml" or "json".

    Raises ConfigError for another format, and RecordError for what no record can hold: a tree deeper than `DEPTH_LIMIT`, a kind the
    model does not know, a weight that is no finite number or above 2**53.
    """
    check_format(format)
    writer = _Writer(format == "json")
    writer.record(document, list(findings))
    if writer.strings.lone:
        # No file can hold a lone surrogate, and readers disagree about its escape: an unused stretch of private code points stands in.
        text = "".join(writer.out)
        base = _free_base(text)
        return writer.head(base) + _SURROGATE.sub(lambda found: chr(base + ord(found[0]) - 0xD800), text)
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
    before, key, behind = text.partition(f"{mark}of{mark}: {PARTS_UNKNOWN}" if writer.json else f"\n  of: {PARTS_UNKNOWN}")
    key = key.removesuffix(str(PARTS_UNKNOWN))
    return "".join((before, key, str(parts), behind.removesuffix("\n}\n" if writer.json else "\n"), *writer.out))


def _free_base(text: str) -> int:
    for base in SURROGATE_BASES:
        if not re.search(f"[{chr(base)}-{chr(base + 0x7FF)}]", text):
            return base
    raise _refusal("it holds lone surrogates and leaves no private code points free", "其中既有孤立代理码点，又占满了私用区")


def _refusal(why: str, why_zh: str) -> RecordError:
    return RecordError(f"document cannot be written as a record: {why}", f"文档无法写成记录：{why_zh}")


class _Strings(dict[str, str]):
    """Strings in quotes; what is looked up like in a dictionary is remembered. `lone` becomes true with the first lone surrogate."""

    lone = False

    def __missing__(self, text: str) -> str:
        self[text] = written = self.quoted(text)
        return written

    def quoted(self, text: str) -> str:
        # Whatever must be escaped is not printable, but for the two signs.
        if text.isprintable() and '"' not in text and "\\" not in text:
            return f'"{text}"'
        if _SURROGATE.search(text):
            self.lone = True
        return _BARE.sub(lambda found: f"\\u{ord(found[0]):04x}", quote(text))


class _Pairs(dict[tuple[str, float], str]):
    """Evidence by name and weight, remembered."""

    def __init__(self, strings: _Strings) -> None:
        self.strings = strings

    def __missing__(self, pair: tuple[str, float]) -> str:
        self[pair] = written = f"[{self.strings[pair[0]]}, {_decimal(pair[1])}]"
        return written


class _Decimals(dict[float, str]):
    """Decimal numbers, remembered."""

    def __missing__(self, value: float) -> str:
        self[value] = written = _decimal(value)
        return written


def _decimal(value: float) -> str:
    if not abs(value) <= INTEGER_LIMIT:
        raise _refusal(f"weight {value} is no number or too large", f"权重 {value} 不是数或过大")
    # Never an exponent, which YAML 1.1 readers take for a word; adding 0.0 turns -0.0 into 0.0.
    text = f"{round(value, 3) + 0.0:.3f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def _kind(kind: str) -> str:
    if kind not in _KINDS:
        raise _refusal(f"kind {kind!a} is unknown", f"未知的 kind {kind!a}")
    return _KINDS[kind]


@cache
def _signs(json: bool, depth: int) -> dict[str, str]:
    """What stands before each value of a node `depth` levels below the root, by its key, from the end of the value before it on.

    Besides the keys: `item` stands before each small mapping in a list, `list` behind the last of a list, `node` behind a node.
    """
    tab = "    " * depth or "  "  # the root stands alone, not in a list
    if json:
        begin = f"\n{tab}{{" if depth else "{"
        signs = {key: f',\n{tab}  "{key}": ' for key in _SCALARS}
        signs |= {key: f'{begin}\n{tab}  "{key}": ' for key in _FIRST}
        signs |= {key: f',\n{tab}  "{key}": [' for key in _LISTS}
        return signs | {"item": f"\n{tab}    ", "list": f"\n{tab}  ]", "node": f"\n{tab}}}"}
    begin = f"\n{tab[:-2]}- " if depth else f"\n{tab}"
    signs = {key: f"\n{tab}{key}: " for key in _SCALARS}
    signs |= {key: f"{begin}{key}: " for key in _FIRST}
    signs |= {key: f"\n{tab}{key}:" for key in _LISTS}
    return signs | {"item": f"\n{tab}  - ", "list": "", "node": ""}


class _Writer:
    """Writes one record into `out`."""

    def __init__(self, json: bool) -> None:
        self.json = json
        self.out = [""]  # the head comes last
        self.strings = _Strings()
        self.pairs = _Pairs(self.strings)
        self.decimals = _Decimals()
        self.comma = "," if json else ""
        self.mark = '"' if json else ""
        self.small = {key: f"{self.mark}{key}{self.mark}: " for key in ("span", "line", "glue", "skipped", "marker", "number")}

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
                case["title"] = self.strings.quoted(title)
            self._mapping("case", case)
        signs = _signs(self.json, 0)
        root = self._heading(document.root, signs)
        if root != self._heading(Section(ROOT_KIND), signs):
            self.out += (self._key("root"), " " if self.json else "", root, signs["node"])
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
        quoted = self.strings.quoted
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

    def _nodes(self, nodes: Sequence[Section | Block], depth: int) -> None:
        """Headings and blocks that stand `depth` levels below the root."""
        signs = _signs(self.json, depth)
        out, comma, end = self.out, self.comma, signs["node"]
        before = ""
        for node in nodes:
            if isinstance(node, Block):
                out.append(f"{before}{self._block(node, signs)}{end}")
            else:
                if depth > DEPTH_LIMIT:
                    raise _refusal(f"its tree is deeper than {DEPTH_LIMIT} levels", f"层级超过 {DEPTH_LIMIT} 层")
                heading = self._heading(node, signs)
                if node.children:
                    out.append(f"{before}{heading}{signs['children']}")
                    self._nodes(node.children, depth + 1)
                    out.append(signs["list"] + end)
                else:
                    out.append(f"{before}{heading}{end}")
            before = comma

    def _heading(self, node: Section, signs: dict[str, str]) -> str:
        """A section without its children."""
        strings = self.strings
        marker = f"{signs['marker']}{strings[node.marker]}" if node.marker else ""
        title = f"{signs['title']}{strings.quoted(node.title)}" if node.title else ""
        family = f"{signs['family']}{strings[node.family]}" if node.family else ""
        number = f"{signs['number']}{node.number}" if node.number is not None else ""
        sub = f"{signs['sub']}{node.sub}" if node.sub is not None else ""
        run_in = f"{signs['run_in']}true" if node.run_in else ""
        separator = f"{signs['separator']}{strings[node.separator]}" if node.separator else ""
        closing = f"{signs['closing']}{strings[node.closing]}" if node.closing else ""
        joins = self._joins(node.joins, signs) if node.joins else ""
        confidence = self.decimals[node.confidence]
        confidence = f"{signs['confidence']}{confidence}" if confidence != "1.0" else ""
        pairs = ", ".join([self.pairs[pair] for pair in node.evidence])
        evidence = f"{signs['evidence']}[{pairs}]" if pairs else ""
        return (
            f"{signs['kind']}{_kind(node.kind)}{marker}{title}{signs['level']}{node.level}{family}{number}{sub}{run_in}"
            f"{signs['line']}{node.line}{signs['start']}{node.start}{signs['end']}{node.end}"
            f"{signs['leaf']}[{node.leaf[0]}, {node.leaf[1]}]{separator}{closing}{joins}{confidence}{evidence}"
        )

    def _block(self, node: Block, signs: dict[str, str]) -> str:
        text = (
            f"{signs['kind']}{_kind(node.kind)}{signs['text']}{self.strings.quoted(node.text)}"
            f"{signs['span']}[{node.start}, {node.end}]{signs['lines']}[{node.line}, {node.last_line}]"
        )
        if node.joins:
            text += self._joins(node.joins, signs)
        if node.points:
            text += self._points(node.points, signs)
        if node.lost:
            text += signs["lost"] + self.strings[node.lost]
        return text

    def _joins(self, joins: Sequence[Join], signs: dict[str, str]) -> str:
        strings, small = self.strings, self.small
        begin, line = f"{signs['item']}{{{small['span']}[", f"], {small['line']}"
        items = []
        for join in joins:
            item = f"{begin}{join.start}, {join.end}{line}{join.line}"
            if join.glue:
                item += f", {small['glue']}{strings[join.glue]}"
            if join.skipped:
                item += f", {small['skipped']}{strings.quoted(join.skipped)}"
            items.append(item + "}")
        return f"{signs['joins']}{self.comma.join(items)}{signs['list']}"

    def _points(self, points: Sequence[Point], signs: dict[str, str]) -> str:
        strings, small = self.strings, self.small
        begin, number, span = f"{signs['item']}{{{small['marker']}", f", {small['number']}", f", {small['span']}["
        items = [f"{begin}{strings[point.marker]}{number}{point.number}{span}{point.start}, {point.end}]}}" for point in points]
        return f"{signs['points']}{self.comma.join(items)}{signs['list']}"

    def _findings(self, findings: Sequence[Diagnostic]) -> None:
        signs = _signs(self.json, 1)
        strings, quoted, end = self.strings, self.strings.quoted, signs["node"]
        before = ""
        for found in findings:
            self.out.append(
                f"{before}{signs['code']}{strings[found.code]}{signs['name']}{strings[found.name]}"
                f"{signs['severity']}{strings[found.severity.value]}{signs['line']}{found.line}{signs['column']}{found.column}"
                f"{signs['start']}{found.start}{signs['end']}{found.end}{signs['message']}{quoted(found.message)}"
                f"{signs['message_zh']}{quoted(found.message_zh)}{end}"
            )
            before = self.comma
