"""A document as the text of a record.

The writer emits its own fixed shape, an order of magnitude faster than a general YAML library. Scalars are written once for both
formats: JSON's strings and numbers are YAML's as well, as long as the few characters are escaped that YAML readers disagree about.
"""

import re
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring as quote

from casekit.diagnostic import Diagnostic
from casekit.errors import RecordError
from casekit.model import BLOCK_KINDS, DEPTH_LIMIT, HEADING_KINDS, Block, Document, Join, Point, Section
from casekit.record.parts import case_title, check_format
from casekit.record.schema import INTEGER_LIMIT, ROOT_KIND, SCHEMA_ID, SCHEMA_VERSION, SURROGATE_BASES
from casekit.source import Origin

MODELINE = f"# yaml-language-server: $schema={SCHEMA_ID}\n"

Node = Section | Block | Diagnostic
Flow = tuple[dict[str, str], ...]
"""Small mappings, one per line in braces."""
Value = str | Flow | dict[str, "Value"] | list[Section | Block] | list[Diagnostic]
"""A scalar as it is written, small mappings, a mapping, or what is still to be written below a key."""
Fields = dict[str, Value]

# Delete and the C1 controls; soft hyphen, zero width and bidi marks, which hide what a text says; Unicode's line ends; the byte-order
# mark; and the two last code points, which YAML forbids. YAML 1.1 and 1.2 readers fold, drop or refuse them when they stand bare.
_BARE = re.compile("[\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_KINDS = {kind: quote(kind) for kind in (*HEADING_KINDS, *BLOCK_KINDS, ROOT_KIND)}


def dump(document: Document, findings: Iterable[Diagnostic] = (), format: str = "yaml") -> str:
    """The record of a document, or of one part of it, with the findings about it; `format` is "yaml" or "json".

    Raises ConfigError for another format, and RecordError for what no record can hold: a tree deeper than `DEPTH_LIMIT`, a kind the
    model does not know, a weight that is no finite number or above 2**53.
    """
    check_format(format)
    fields = _record(document, list(findings))
    text = _render(fields, format)
    if _SURROGATE.search(text):
        # No file can hold a lone surrogate, and readers disagree about its escape: an unused stretch of private code points stands in.
        base = _free_base(text)
        text = _render({"schema": str(SCHEMA_VERSION), "surrogates": str(base)} | fields, format)
        text = _SURROGATE.sub(lambda found: chr(base + ord(found[0]) - 0xD800), text)
    return _BARE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _free_base(text: str) -> int:
    for base in SURROGATE_BASES:
        if not re.search(f"[{chr(base)}-{chr(base + 0x7FF)}]", text):
            return base
    raise _refusal("it holds lone surrogates and leaves no private code points free", "其中既有孤立代理码点，又占满了私用区")


def _refusal(why: str, why_zh: str) -> RecordError:
    return RecordError(f"document cannot be written as a record: {why}", f"文档无法写成记录：{why_zh}")


def _render(fields: Fields, format: str) -> str:
    out: list[str] = []
    if format == "json":
        _json_mapping(out, fields, "\n", 0)
        out.append("\n")
    else:
        out.append(MODELINE)
        _yaml_mapping(out, fields, "", "", 0)
    return "".join(out)


def _record(document: Document, findings: list[Diagnostic]) -> Fields:
    fields: Fields = {"schema": str(SCHEMA_VERSION), "source": _origin(document.origin)}
    if document.part or document.parts:
        case: Fields = {"number": str(document.part), "of": str(document.parts)}
        title = case_title(document)
        if title:
            case["title"] = quote(title)
        fields["case"] = case
    root = _section(document.root)
    root.pop("children", None)
    if root != _section(Section(ROOT_KIND)):
        fields["root"] = root
    fields["tree"] = document.root.children or "[]"
    if findings:
        fields["findings"] = findings
    return fields


def _origin(origin: Origin) -> Fields:
    fields: Fields = {"path": quote(origin.path)}
    if origin.sha256:
        fields["sha256"] = quote(origin.sha256)
    fields["encoding"] = quote(origin.encoding)
    if origin.bom:
        fields["bom"] = "true"
    if origin.replaced:
        fields["replaced"] = str(origin.replaced)
    if origin.format != "text":
        fields["format"] = quote(origin.format)
    if origin.decided:
        fields["decided"] = quote(origin.decided)
    if origin.mixed:
        fields["mixed"] = quote(origin.mixed)
        fields["mixed_lines"] = str(origin.mixed_lines)
    return fields


def _node(node: Node, depth: int) -> Fields:
    """The fields of a node that stands `depth` levels below the root."""
    if isinstance(node, Block):
        return _block(node)
    if isinstance(node, Diagnostic):
        return _finding(node)
    if depth > DEPTH_LIMIT:
        raise _refusal(f"its tree is deeper than {DEPTH_LIMIT} levels", f"层级超过 {DEPTH_LIMIT} 层")
    return _section(node)


def _section(node: Section) -> Fields:
    fields: Fields = {"kind": _kind(node.kind)}
    if node.marker:
        fields["marker"] = quote(node.marker)
    if node.title:
        fields["title"] = quote(node.title)
    fields["level"] = str(node.level)
    if node.family:
        fields["family"] = quote(node.family)
    if node.number is not None:
        fields["number"] = str(node.number)
    if node.sub is not None:
        fields["sub"] = str(node.sub)
    if node.run_in:
        fields["run_in"] = "true"
    fields["line"] = str(node.line)
    fields["start"] = str(node.start)
    fields["end"] = str(node.end)
    fields["leaf"] = f"[{node.leaf[0]}, {node.leaf[1]}]"
    if node.separator:
        fields["separator"] = quote(node.separator)
    if node.closing:
        fields["closing"] = quote(node.closing)
    if node.joins:
        fields["joins"] = _flow(node.joins)
    confidence = _decimal(node.confidence)
    if confidence != "1.0":
        fields["confidence"] = confidence
    if node.evidence:
        pairs = [f"[{quote(name)}, {_decimal(weight)}]" for name, weight in node.evidence]
        fields["evidence"] = f"[{', '.join(pairs)}]"
    if node.children:
        fields["children"] = node.children
    return fields


def _block(node: Block) -> Fields:
    fields: Fields = {
        "kind": _kind(node.kind),
        "text": quote(node.text),
        "span": f"[{node.start}, {node.end}]",
        "lines": f"[{node.line}, {node.last_line}]",
    }
    if node.joins:
        fields["joins"] = _flow(node.joins)
    if node.points:
        fields["points"] = _flow(node.points)
    if node.lost:
        fields["lost"] = quote(node.lost)
    return fields


def _finding(node: Diagnostic) -> Fields:
    return {
        "code": quote(node.code),
        "name": quote(node.name),
        "severity": quote(node.severity.value),
        "line": str(node.line),
        "column": str(node.column),
        "start": str(node.start),
        "end": str(node.end),
        "message": quote(node.message),
        "message_zh": quote(node.message_zh),
    }


def _flow(items: Sequence[Join | Point]) -> Flow:
    return tuple([_point(item) if isinstance(item, Point) else _join(item) for item in items])


def _point(item: Point) -> dict[str, str]:
    return {"marker": quote(item.marker), "number": str(item.number), "span": f"[{item.start}, {item.end}]"}


def _join(item: Join) -> dict[str, str]:
    fields = {"span": f"[{item.start}, {item.end}]", "line": str(item.line)}
    if item.glue:
        fields["glue"] = quote(item.glue)
    if item.skipped:
        fields["skipped"] = quote(item.skipped)
    return fields


def _kind(kind: str) -> str:
    if kind not in _KINDS:
        raise _refusal(f"kind {kind!a} is unknown", f"未知的 kind {kind!a}")
    return _KINDS[kind]


def _decimal(value: float) -> str:
    if not abs(value) <= INTEGER_LIMIT:
        raise _refusal(f"weight {value} is no number or too large", f"权重 {value} 不是数或过大")
    # Never an exponent, which YAML 1.1 readers take for a word; adding 0.0 turns -0.0 into 0.0.
    text = f"{round(value, 3) + 0.0:.3f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def _yaml_mapping(out: list[str], fields: Fields, lead: str, indent: str, depth: int) -> None:
    """Write `fields` as lines, `lead` before the first and `indent` before the others."""
    for key, value in fields.items():
        if isinstance(value, str):
            out.append(f"{lead}{key}: {value}\n")
        else:
            out.append(f"{lead}{key}:\n")
            if isinstance(value, dict):
                _yaml_mapping(out, value, indent + "  ", indent + "  ", depth)
            elif isinstance(value, tuple):
                for item in value:
                    pairs = [f"{name}: {text}" for name, text in item.items()]
                    out.append(f"{indent}  - {{{', '.join(pairs)}}}\n")
            else:
                for node in value:
                    _yaml_mapping(out, _node(node, depth + 1), indent + "  - ", indent + "    ", depth + 1)
        lead = indent


def _json_mapping(out: list[str], fields: Fields, newline: str, depth: int) -> None:
    """Write `fields` as an object; `newline` is a line end and the indent of the line the object starts on."""
    inner = newline + "  "
    lead = "{" + inner
    for key, value in fields.items():
        if isinstance(value, str):
            out.append(f'{lead}"{key}": {value}')
        else:
            out.append(f'{lead}"{key}": ')
            if isinstance(value, dict):
                _json_mapping(out, value, inner, depth)
            else:
                sign = "["
                for item in value:
                    out.append(f"{sign}{inner}  ")
                    if isinstance(item, dict):
                        pairs = [f'"{name}": {text}' for name, text in item.items()]
                        out.append(f"{{{', '.join(pairs)}}}")
                    else:
                        _json_mapping(out, _node(item, depth + 1), inner + "  ", depth + 1)
                    sign = ","
                out.append(f"{inner}]")
        lead = "," + inner
    out.append(newline + "}")
