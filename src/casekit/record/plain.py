"""The text of a record as plain data, from texts that nobody vouches for.

YAML is taken event by event and never built by the library: no tag is looked up, no alias expanded, and depth and size are counted while
reading. Plain words keep the meaning that YAML 1.1 and 1.2 share; `yes`, `1_000` and `12:30` stay strings.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NoReturn

from casekit.errors import RecordError

SIZE_LIMIT = 64 * 1024 * 1024
"""The largest record in bytes of UTF-8."""
TOKEN_LIMIT = 2_500_000
"""The most values, brackets and commas; what a small text of `[],[],` would cost is bounded by this."""
NESTING_LIMIT = 160
"""The deepest nesting of lists and mappings: two for each level of the tree and some for what is in a block."""

_BLANK_BRACE = re.compile(r"\s*\{")
_SURROGATE = re.compile("[\ud800-\udfff]")
# YAML also ends lines at these; the C library compares each directive with each, so many of them never end.
_DIRECTIVE = re.compile("(?:^|[\n\r\x85\u2028\u2029])%")
# Possessive: a text full of backslashes after a lone quote must not be walked again from each of them.
_JSON_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.DOTALL)
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: value for value, words in ((True, "true True TRUE"), (False, "false False FALSE")) for word in words.split()
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{0,17}")


def parse(text: str) -> Any:
    """The data of a record in YAML or, where its first sign is `{`, in JSON. Raises RecordError."""
    text = text.removeprefix("\ufeff")
    if len(text) > SIZE_LIMIT or (len(text) * 4 > SIZE_LIMIT and len(text.encode("utf-8", "surrogatepass")) > SIZE_LIMIT):
        _refuse(f"it is larger than {SIZE_LIMIT >> 20} MB", f"大小超过 {SIZE_LIMIT >> 20} MB")
    if _SURROGATE.search(text):
        _refuse("it holds lone surrogates, so it was decoded wrongly", "其中有孤立代理码点，解码有误")
    return _json(text) if _BLANK_BRACE.match(text) else _yaml(text)


def _refuse(why: str, why_zh: str, line: int = 0) -> NoReturn:
    place, place_zh = (f"line {line}: ", f"第 {line} 行：") if line else ("", "")
    raise RecordError(
        f"record is not valid: {place}{why}; parse the source again",
        f"记录无效：{place_zh}{why_zh}；请重新解析原文",
    )


def _too_deep(line: int) -> NoReturn:
    _refuse(f"lists and mappings are nested deeper than {NESTING_LIMIT}", f"嵌套超过 {NESTING_LIMIT} 层", line)


def _too_many() -> NoReturn:
    _refuse(f"it holds more than {TOKEN_LIMIT} values", f"其中的值超过 {TOKEN_LIMIT} 个")


def _json(text: str) -> Any:
    _guard_json(text)
    try:
        return json.loads(text, object_pairs_hook=_mapping, parse_constant=_constant)
    except json.JSONDecodeError as error:
        _refuse(f"no JSON, {error.msg[:1].lower()}{error.msg[1:]}", "不是合法的 JSON", error.lineno)
    except (ValueError, RecursionError):
        # Python refuses to read a number of more than some thousand digits.
        _refuse("a number is too long", "数字过长")


def _guard_json(text: str) -> None:
    """Count depth and size before the parser builds anything."""
    depth = count = 0
    for token in _JSON_TOKEN.finditer(text):
        sign = text[token.start()]
        if sign == '"':
            continue
        count += 1
        if sign in "[{":
            depth += 1
            if depth > NESTING_LIMIT:
                _too_deep(text.count("\n", 0, token.start()) + 1)
        elif sign in "]}":
            depth -= 1
        if count > TOKEN_LIMIT:
            _too_many()


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        count = Counter(key for key, _ in pairs)
        twice = count.most_common(1)[0][0]
        _refuse(f"key {shown(twice)} stands twice in one mapping", f"同一映射中键 {shown(twice)} 重复")
    return data


def _constant(name: str) -> NoReturn:
    _refuse(f"{name} is no number", f"{name} 不是数")


def _yaml(text: str) -> Any:
    if _DIRECTIVE.search(text):
        _refuse("a line starts with %, and directives are not read", "有以 % 开头的行，不接受指令")
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        documents = _build(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse(f"no YAML, {_flat(error.problem or error.context or 'unreadable')}", "不是合法的 YAML", mark.line + 1 if mark else 0)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        _refuse("no YAML, it holds characters or numbers that cannot be read", "不是合法的 YAML，其中有无法读取的字符或数字")
    if not documents:
        _refuse("it is empty", "内容为空")
    return documents[0]


class _Builder:
    """Plain data out of YAML events; RecordError for what a record never needs."""

    def __init__(self) -> None:
        self.top: list[Any] = []
        self.stack: list[Any] = [self.top]
        self.key: str | None = None

    def scalar(self, event: Any) -> None:
        """A word or a string: a key where one is due, else a value."""
        if event.anchor is not None or event.tag is not None:
            _refuse("anchors and tags are not read", "不接受锚点和标签", _line(event))
        word: str = event.value
        into = self.stack[-1]
        key = self.key
        if type(into) is list:
            into.append(word if event.style else _value(word))
        elif key is not None:
            into[key] = word if event.style else _value(word)
            self.key = None
        elif word == "<<" and not event.style:
            _refuse("merge keys are not read", "不接受合并键", _line(event))
        elif word in into:
            _refuse(f"key {shown(word)} stands twice in one mapping", f"同一映射中键 {shown(word)} 重复", _line(event))
        else:
            self.key = word

    def open(self, event: Any, container: Any) -> None:
        """A list or a mapping starts."""
        if event.anchor is not None or event.tag is not None:
            _refuse("anchors and tags are not read", "不接受锚点和标签", _line(event))
        into = self.stack[-1]
        if type(into) is list:
            into.append(container)
        elif self.key is None:
            _refuse("a key is no word", "键不是单词", _line(event))
        else:
            into[self.key] = container
            self.key = None
        if len(self.stack) > NESTING_LIMIT:
            _too_deep(_line(event))
        self.stack.append(container)


def _build(events: Iterable[Any]) -> list[Any]:
    """The documents of a stream of events: one, or none."""
    builder = _Builder()
    for count, event in enumerate(events):
        name = type(event).__name__
        if name == "ScalarEvent":
            builder.scalar(event)
        elif name == "MappingStartEvent":
            builder.open(event, {})
        elif name == "SequenceStartEvent":
            builder.open(event, [])
        elif name == "MappingEndEvent" or name == "SequenceEndEvent":
            builder.stack.pop()
        elif name == "AliasEvent":
            _refuse("aliases are not read", "不接受别名", _line(event))
        elif name == "DocumentStartEvent" and builder.top:
            _refuse("a second document starts", "出现了第二个文档", _line(event))
        if count > TOKEN_LIMIT:
            _too_many()
    return builder.top


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _value(word: str) -> Any:
    if _INTEGER.fullmatch(word):
        return int(word)
    if word in _WORDS:
        return _WORDS[word]
    return float(word) if _FLOAT.fullmatch(word) else word


def _flat(message: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in message[:120])


def shown(value: Any) -> str:
    """A value as an error message quotes it: short, on one line, no sign that steers a terminal."""
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    if isinstance(value, str):
        short = value if len(value) <= 40 else value[:39] + "…"
        return '"' + "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in short) + '"'
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**40:
        return "a number of more than 40 digits"
    return {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else str(value)
