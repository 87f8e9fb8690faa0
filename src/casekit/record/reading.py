"""Plain data as a document: every type and every structural rule is checked, and what is wrong is told by its place.

The rules beyond the schema: ranges end where they start or behind, leaves stand in source order without overlap, a case's number is not
above how many there are, no heading stands deeper than the model allows. Unknown keys are ignored.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from casekit.diagnostic import Diagnostic, Severity
from casekit.errors import RecordError
from casekit.model import BLOCK_KINDS, DEPTH_LIMIT, HEADING_KINDS, Block, Document, Join, Point, Section
from casekit.record.plain import parse, shown
from casekit.record.schema import INTEGER_LIMIT, ROOT_KIND, SCHEMA_VERSION, SURROGATE_BASES
from casekit.shapes import dataclass, field
from casekit.source import Origin

_CODE = re.compile("CK[0-9]{3}")
_HEADINGS = frozenset(HEADING_KINDS)
_BLOCKS = frozenset(BLOCK_KINDS)
_SEVERITIES = tuple(severity.value for severity in Severity)
_MISSING = object()
T = TypeVar("T")


@dataclass(slots=True)
class Record:
    """A record as it was read: a document, one part of its source or all of it, and the findings about it."""

    document: Document
    findings: list[Diagnostic] = field(default_factory=list)


class _Wrong(Exception):
    """A value that cannot be; `place` grows on the way up."""

    def __init__(self, place: str, need: str, need_zh: str, found: Any = _MISSING) -> None:
        super().__init__(place)
        self.place = place
        self.need = need if found is _MISSING else f"{need}, found {shown(found)}"
        self.need_zh = need_zh if found is _MISSING else f"{need_zh}，实为 {shown(found)}"


def load(text: str) -> Document:
    """The document of a record; `load(dump(document)) == document`. Raises RecordError, and nothing else."""
    return read(text).document


def read(text: str) -> Record:
    """The record in `text`, YAML or JSON. Raises RecordError, and nothing else, for whatever is no record."""
    data = parse(text)
    try:
        return _Checker().record(data)
    except _Wrong as wrong:
        place = wrong.place.lstrip(".") or "it"
        raise RecordError(
            f"record is not valid: {place} {wrong.need}; parse the source again",
            f"记录无效：{place} {wrong.need_zh}；请重新解析原文",
        ) from None


class _Checker:
    """Builds the model's types out of plain data, once."""

    def __init__(self) -> None:
        self.behind = 0
        self.surrogates: dict[int, int] = {}

    def record(self, data: Any) -> Record:
        if type(data) is not dict:
            raise _Wrong("", "must be a mapping with the key schema", "应为含 schema 键的映射", data)
        version = _count(data, "schema")
        if version != SCHEMA_VERSION:
            raise _Wrong(".schema", f"must be {SCHEMA_VERSION} to be read here", f"须为 {SCHEMA_VERSION} 方可在此读取", version)
        if "surrogates" in data:
            base = _count(data, "surrogates")
            if base not in SURROGATE_BASES:
                raise _Wrong(".surrogates", "must be the start of a private stretch", "应为私用区段的起点", base)
            self.surrogates = {base + at: 0xD800 + at for at in range(0x800)}
        origin = self._origin(_mapping(data, "source"))
        part, parts = self._case(_mapping(data, "case")) if "case" in data else (0, 0)
        root = self._root(_mapping(data, "root")) if "root" in data else Section(ROOT_KIND)
        if "tree" not in data:
            raise _Wrong(".tree", "is missing", "缺失")
        root.children = self._nodes(data, "tree", 1)
        findings = self._each(data, "findings", self._finding)
        return Record(Document(origin, root, part, parts), findings)

    def _origin(self, data: dict[str, Any]) -> Origin:
        with _at(".source"):
            return Origin(
                self._text(data, "path"),
                self._text(data, "sha256", ""),
                self._text(data, "encoding"),
                _flag(data, "bom"),
                _count(data, "replaced", 0),
                self._text(data, "format", "text"),
                self._text(data, "decided", ""),
                self._text(data, "mixed", ""),
                _count(data, "mixed_lines", 0),
            )

    def _case(self, data: dict[str, Any]) -> tuple[int, int]:
        with _at(".case"):
            self._text(data, "title", "")
            part, parts = _count(data, "number"), _count(data, "of")
            if not 1 <= part <= parts:
                raise _Wrong(".number", f"must be from 1 to {parts}", f"应为 1 至 {parts}", part)
            return part, parts

    def _root(self, data: dict[str, Any]) -> Section:
        with _at(".root"):
            kind = data.get("kind", _MISSING)
            if kind != ROOT_KIND and (type(kind) is not str or kind not in _HEADINGS):
                raise _unfit(".kind", "must be a kind of heading", "应为标题的 kind", kind)
            return self._section(data, _range(data, "leaf"))

    def _nodes(self, data: dict[str, Any], key: str, depth: int) -> list[Section | Block]:
        """The headings and blocks in `data[key]`, which stand `depth` levels below the root."""
        nodes: list[Section | Block] = []
        for at, item in enumerate(_list(data, key)):
            try:
                nodes.append(self._node(item, depth))
            except _Wrong as wrong:
                wrong.place = f".{key}[{at}]{wrong.place}"
                raise
        return nodes

    def _node(self, data: Any, depth: int) -> Section | Block:
        if type(data) is not dict:
            raise _Wrong("", "must be a mapping", "应为映射", data)
        kind = data.get("kind", _MISSING)
        if type(kind) is str and kind in _BLOCKS:
            return self._block(data)
        if type(kind) is not str or kind not in _HEADINGS:
            raise _unfit(".kind", "must be a kind of heading or block", "应为标题或文块的 kind", kind)
        if depth > DEPTH_LIMIT:
            raise _Wrong("", f"stands deeper than {DEPTH_LIMIT} levels", f"层级超过 {DEPTH_LIMIT} 层")
        leaf = _range(data, "leaf")
        self._leaf(leaf, ".leaf")
        section = self._section(data, leaf)
        if "children" in data:
            section.children = self._nodes(data, "children", depth + 1)
        return section

    def _section(self, data: dict[str, Any], leaf: tuple[int, int]) -> Section:
        level = _count(data, "level")
        if level > DEPTH_LIMIT:
            raise _Wrong(".level", f"must be at most {DEPTH_LIMIT}", f"应不大于 {DEPTH_LIMIT}", level)
        return Section(
            data["kind"],
            _count(data, "line"),
            _count(data, "start"),
            _count(data, "end"),
            self._text(data, "marker", ""),
            self._text(data, "family", ""),
            _count(data, "number") if "number" in data else None,
            _count(data, "sub") if "sub" in data else None,
            self._text(data, "separator", ""),
            self._text(data, "title", ""),
            self._text(data, "closing", ""),
            level,
            _flag(data, "run_in"),
            leaf,
            self._each(data, "joins", self._join),
            _confidence(data),
            self._each(data, "evidence", self._evidence),
        )

    def _block(self, data: dict[str, Any]) -> Block:
        start, end = span = _range(data, "span")
        self._leaf(span, ".span")
        line, last_line = _range(data, "lines")
        return Block(
            data["kind"],
            self._text(data, "text"),
            start,
            end,
            line,
            last_line,
            self._each(data, "joins", self._join),
            self._each(data, "points", self._point),
            self._text(data, "lost", ""),
        )

    def _leaf(self, leaf: tuple[int, int], place: str) -> None:
        start, end = leaf
        if start == end:
            return
        if start < self.behind:
            behind = self.behind
            raise _Wrong(place, f"must not start before {behind}, where the leaf before ends", f"不应始于前一叶的终点 {behind} 之前", start)
        self.behind = end

    def _join(self, data: Any) -> Join:
        row = _row(data)
        start, end = _range(row, "span")
        return Join(start, end, _count(row, "line"), self._text(row, "glue", ""), self._text(row, "skipped", ""))

    def _point(self, data: Any) -> Point:
        row = _row(data)
        start, end = _range(row, "span")
        return Point(self._text(row, "marker"), _count(row, "number"), start, end)

    def _evidence(self, data: Any) -> tuple[str, float]:
        if type(data) is not list or len(data) != 2 or type(data[0]) is not str:
            raise _Wrong("", "must be a pair of a name and a weight", "应为名称与权重的二元组", data)
        return self._decoded(data[0]), _decimal(data[1], "[1]")

    def _finding(self, data: Any) -> Diagnostic:
        row = _row(data)
        code = self._text(row, "code")
        if not _CODE.fullmatch(code):
            raise _Wrong(".code", "must be CK and three digits", "应为 CK 加三位数字", code)
        severity = self._text(row, "severity")
        if severity not in _SEVERITIES:
            raise _Wrong(".severity", f"must be one of {', '.join(_SEVERITIES)}", f"应为 {'、'.join(_SEVERITIES)} 之一", severity)
        return Diagnostic(
            code,
            self._text(row, "name"),
            Severity(severity),
            _count(row, "line"),
            _count(row, "column"),
            _count(row, "start"),
            _count(row, "end"),
            self._text(row, "message"),
            self._text(row, "message_zh"),
        )

    def _each(self, data: dict[str, Any], key: str, build: Callable[[Any], T]) -> list[T]:
        """What `build` makes of every item of a list that may be missing."""
        if key not in data:
            return []
        built: list[T] = []
        for at, item in enumerate(_list(data, key)):
            try:
                built.append(build(item))
            except _Wrong as wrong:
                wrong.place = f".{key}[{at}]{wrong.place}"
                raise
        return built

    def _text(self, data: dict[str, Any], key: str, default: Any = _MISSING) -> str:
        value = data.get(key, default)
        if type(value) is not str:
            raise _unfit(f".{key}", "must be a string", "应为字符串", value)
        return self._decoded(value)

    def _decoded(self, value: str) -> str:
        return value.translate(self.surrogates) if self.surrogates else value


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Put `place` before the place of what goes wrong inside."""
    try:
        yield
    except _Wrong as wrong:
        wrong.place = place + wrong.place
        raise


def _unfit(place: str, need: str, need_zh: str, value: Any) -> _Wrong:
    return _Wrong(place, "is missing", "缺失") if value is _MISSING else _Wrong(place, need, need_zh, value)


def _mapping(data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, _MISSING)
    if type(value) is not dict:
        raise _unfit(f".{key}", "must be a mapping", "应为映射", value)
    return value


def _row(data: Any) -> dict[str, Any]:
    if type(data) is not dict:
        raise _Wrong("", "must be a mapping", "应为映射", data)
    return data


def _list(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key, _MISSING)
    if type(value) is not list:
        raise _unfit(f".{key}", "must be a list", "应为列表", value)
    return value


def _count(data: dict[str, Any], key: str, default: Any = _MISSING) -> int:
    value = data.get(key, default)
    if type(value) is not int:
        raise _unfit(f".{key}", "must be an integer", "应为整数", value)
    if not 0 <= value <= INTEGER_LIMIT:
        raise _Wrong(f".{key}", f"must be from 0 to {INTEGER_LIMIT}", f"应为 0 至 {INTEGER_LIMIT}", value)
    return value


def _flag(data: dict[str, Any], key: str) -> bool:
    value = data.get(key, False)
    if type(value) is not bool:
        raise _Wrong(f".{key}", "must be true or false", "应为 true 或 false", value)
    return value


def _range(data: dict[str, Any], key: str) -> tuple[int, int]:
    value = data.get(key, _MISSING)
    if type(value) is not list or len(value) != 2 or type(value[0]) is not int or type(value[1]) is not int:
        raise _unfit(f".{key}", "must be two integers", "应为两个整数", value)
    start, end = value
    if not 0 <= start <= end <= INTEGER_LIMIT:
        raise _Wrong(
            f".{key}",
            f"must go up from 0 or more, found [{shown(start)}, {shown(end)}]",
            f"应自 0 或更大的数起递增，实为 [{shown(start)}, {shown(end)}]",
        )
    return start, end


def _decimal(value: Any, place: str) -> float:
    if type(value) not in (int, float) or not abs(value) <= INTEGER_LIMIT:
        raise _Wrong(place, "must be a finite number", "应为有限数", value)
    return float(value)


def _confidence(data: dict[str, Any]) -> float:
    value = _decimal(data.get("confidence", 1.0), ".confidence")
    if not 0 <= value <= 1:
        raise _Wrong(".confidence", "must be from 0 to 1", "应为 0 至 1", value)
    return value
