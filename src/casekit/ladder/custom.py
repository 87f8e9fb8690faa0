"""Heading families of a project's own: rows of its settings, checked before they are used.

Guarantees:
1. A row that says nothing sensible, an example that is read wrong, a look-alike that is read, and a pattern that takes too long end in
   one ConfigError that names the row; nothing of them is used.
2. A pattern sees one line at a time, from its first character that is no blank, and no more than `WINDOW` code points of it.
3. Matching stops after `TIME_EACH` seconds at one place, however the pattern is made.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from casekit.errors import ConfigError
from casekit.ladder import readings
from casekit.ladder.atoms import BLANK
from casekit.ladder.family import Family
from casekit.ladder.marks import MARKS
from casekit.ladder.words import WORDS
from casekit.patterns import lazy
from casekit.shapes import dataclass

if TYPE_CHECKING:
    import regex

WINDOW = 120
"""Code points of a line that a pattern sees."""
TIME_EACH = 0.5
"""Seconds for one place: a pattern that needs a thousandth of it is slow already."""
_HEAD = 12
"""Beginnings of examples up to so many code points are repeated to find slow patterns."""
_TRIED = 8
"""So many examples and look-alikes are repeated."""
MOST = 64
"""Families a project may have."""

SYSTEMS: dict[str, Callable[[str], readings.Reading | None]] = {
    "han": readings.plain,
    "arabic": readings.plain,
    "roman": readings.roman,
    "latin": readings.letter,
    "stem": readings.cycle,
    "branch": readings.cycle,
    "glyph": readings.glyph,
    "decimal": readings.decimal,
}
"""How a marker counts: 一 or 壹, 1, Ⅳ or IV, A, 甲, 子, ①, 1.2."""
KINDS = ("heading", "case", "container")
KEYS = ("id", "pattern", "system", "examples", "lookalikes", "kind", "rank", "belief", "runs-on")
_ID = lazy("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BLANKS = lazy(f"[{BLANK}]*")


@dataclass(frozen=True, slots=True)
class CustomFamily:
    """A family with its compiled pattern; the pattern may name the digits `(?P<number>…)`, else the marker is searched for them."""

    family: Family
    pattern: "regex.Pattern[str]"

    def match(self, text: str, start: int, end: int) -> tuple[int, readings.Reading] | None:
        """Where the marker at `start` ends and what it says; `end` ends its line. Raises ConfigError where that takes too long."""
        line = text[start : min(end, start + WINDOW)]
        try:
            found = self.pattern.match(line, timeout=TIME_EACH)
        except TimeoutError as error:
            name = self.family.id
            raise ConfigError(
                f"family {name!r}: the pattern took more than {TIME_EACH} s at {line[:20]!r}; make it simpler",
                f"类别 {name!r}：正则在 {line[:20]!r} 处超过 {TIME_EACH} 秒；请改简单些",
            ) from error
        if found is None or not found.end():
            return None
        digits = found.groupdict().get("number")
        reading = self.family.read(digits if digits is not None else found.group())
        return None if reading is None else (start + found.end(), reading)


def families(rows: object, where: str) -> tuple[CustomFamily, ...]:
    """The families that the rows of a settings file describe; `where` is the file, for messages. Raises ConfigError."""
    if not isinstance(rows, list) or len(rows) > MOST or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(
            f"{where}: families must be at most {MOST} tables [[families]]; correct it",
            f"{where}：families 应为至多 {MOST} 个 [[families]] 表；请改正",
        )
    taken = {family.id for family in (*WORDS, *MARKS)}
    found: list[CustomFamily] = []
    for place, row in enumerate(rows, 1):
        found.append(_family(row, taken, f"{where}: families[{place}]"))
        taken.add(found[-1].family.id)
    return tuple(found)


def _family(row: dict[str, Any], taken: set[str], where: str) -> CustomFamily:
    for key in row:
        if key not in KEYS:
            raise _wrong(where, f"unknown key {key!r}; the keys are {', '.join(KEYS)}", f"未知的键 {key!r}；可用的键：{'、'.join(KEYS)}")
    name = row.get("id")
    if not isinstance(name, str) or not _ID.fullmatch(name) or name in taken:
        raise _wrong(
            where,
            f"id {name!r} must be a new name of small letters, digits and hyphens; correct it",
            f"id {name!r} 应为新的名称，只用小写字母、数字和连字符；请改正",
        )
    where = f"{where} {name!r}"
    _check(where, row)
    examples = tuple((text, number) for text, number in row["examples"])
    family = Family(
        name,
        examples[0][0],
        row["pattern"],
        float(row.get("belief", 4)),
        row.get("rank", 8),
        examples,
        tuple(row.get("lookalikes", ())),
        SYSTEMS[row["system"]],
        kind=row.get("kind", "heading"),
        runs_on=row.get("runs-on", False),
    )
    custom = CustomFamily(family, _compiled(where, row["pattern"]))
    _run(where, custom)
    return custom


def _check(where: str, row: dict[str, Any]) -> None:
    """Raise ConfigError for the first value of the wrong kind."""

    def need(key: str, good: bool, what: str) -> None:
        if not good:
            raise _wrong(where, f"{key} must be {what}; correct it", f"{key} 应为 {what}；请改正")

    examples, lookalikes = row.get("examples"), row.get("lookalikes", [])
    rank, belief = row.get("rank", 8), row.get("belief", 4)
    need("pattern", isinstance(row.get("pattern"), str) and 0 < len(row["pattern"]) <= 1000, "'…'")
    need("system", isinstance(row.get("system"), str) and row["system"] in SYSTEMS, "|".join(SYSTEMS))
    need("examples", isinstance(examples, list) and bool(examples) and all(map(_is_example, examples)), '[["text", number], …]')
    need("lookalikes", isinstance(lookalikes, list) and all(isinstance(text, str) for text in lookalikes), '["text", …]')
    need("kind", row.get("kind", "heading") in KINDS, "|".join(KINDS))
    need("rank", type(rank) is int and 1 <= rank <= 20, "1…20")
    need("belief", type(belief) in (int, float) and 0 < belief <= 6, "0…6")
    need("runs-on", type(row.get("runs-on", False)) is bool, "true|false")


def _is_example(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2 and isinstance(row[0], str) and bool(row[0].strip()) and type(row[1]) is int


def _compiled(where: str, pattern: str) -> "regex.Pattern[str]":
    try:
        import regex
    except ImportError as error:
        raise _wrong(
            where,
            "patterns need the package regex; run: pip install 'casekit[families]'",
            "自定义正则需要 regex 包；请运行：pip install 'casekit[families]'",
        ) from error
    try:
        return regex.compile(pattern, cache_pattern=False)
    except (regex.error, ValueError, OverflowError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise _wrong(where, f"the pattern is not valid ({reason}); correct it", f"正则不合法（{reason}）；请改正") from error


def _run(where: str, custom: CustomFamily) -> None:
    """Read the examples, the look-alikes and lines made to be slow. Raises ConfigError."""
    family = custom.family
    try:
        for text, number in family.examples:
            found = _read(custom, text)
            if found is None or found[1][0] != number:
                got = "nothing" if found is None else str(found[1][0])
                raise _wrong(
                    where,
                    f"the example {text!r} must read as {number} and reads as {got}; correct the pattern or the example",
                    f"例子 {text!r} 应读作 {number}，实际读作 {'无' if found is None else got}；请改正正则或例子",
                )
        for text in family.lookalikes:
            found = _read(custom, text)
            if found is not None:
                raise _wrong(
                    where,
                    f"the look-alike {text!r} is read as {found[1][0]}; correct the pattern or the look-alike",
                    f"反例 {text!r} 被读作 {found[1][0]}；请改正正则或反例",
                )
        for text in _slow_lines(family):
            _read(custom, text)
    except ConfigError as error:
        if error.message.startswith(where):
            raise
        raise _wrong(where, error.message.partition(": ")[2], error.message_zh.partition("：")[2]) from error


def _read(custom: CustomFamily, text: str) -> tuple[int, readings.Reading] | None:
    blanks = _BLANKS.match(text)
    return custom.match(text, blanks.end() if blanks else 0, len(text))


def _slow_lines(family: Family) -> list[str]:
    """Lines that repeat what the family's own words are made of, with an example behind a character that stops every match: a pattern
    that backtracks shows it here, even one whose engine first looks whether the words it must end in are there at all.
    """
    texts = [*[text for text, _ in family.examples][:_TRIED], *family.lookalikes[:_TRIED]]
    heads = (text[:length] for text in texts for length in range(1, min(len(text), _HEAD) + 1))
    pieces = dict.fromkeys([*heads, *(c for text in texts for c in text[:_HEAD]), *"一十1a \u3000"])
    tail = "\x00" + family.examples[0][0][: WINDOW // 3]
    return [(piece * WINDOW)[: WINDOW - len(tail)] + tail for piece in pieces]


def _wrong(where: str, message: str, message_zh: str) -> ConfigError:
    return ConfigError(f"{where}: {message}", f"{where.replace(': families[', '：families[')}：{message_zh}")


def digest(chosen: Sequence[CustomFamily]) -> str:
    """What tells these families from others, however they are called; "" for none."""
    if not chosen:
        return ""
    from hashlib import sha256  # OpenSSL takes 2 ms to load, and few have families of their own

    rows = "\0".join(repr((custom.family, custom.family.read.__name__)) for custom in chosen)
    return sha256(rows.encode(errors="backslashreplace")).hexdigest()[:12]
