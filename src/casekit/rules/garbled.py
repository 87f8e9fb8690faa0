"""Runs of lines that were decoded as what they are not; shared by mojibake and mixed-encoding.

Guarantees:
1. Only lines that hold one of a few tell-tale signs are decoded again.
2. The time is linear in the text.
"""

from functools import cache
from typing import Final

from casekit.ladder.atoms import characters
from casekit.patterns import lazy
from casekit.plane import PLANE, table
from casekit.shapes import dataclass
from casekit.source import Source

_REPLACED: Final = "\ufffd"
_TELLTALE: Final = lazy(
    "\ufffd"
    "|[锛銆鈥]"
    "|[涓浜浠浣侊鍏鍒鍙鍚鍜鍥鍦澶濂瀛瀹灏骞寮鎴鎵鏄鏈鏉鏍鐢鐨鐩绗鑳绠鎬閫閮]{1,2}[\u4e00-\u9fff€]?[涓浜浠浣侊鍏鍒鍙鍚鍜鍥鍦澶濂瀛瀹灏骞寮鎴鎵鏄鏈鏉鏍鐢鐨鐩绗鑳绠鎬閫閮]"
    "|[\u00a1-\u00fe]{6}"
    "|(?:[\u00e4-\u00e9][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]{2}){2}"
)
"""What UTF-8 looks like when read as GB18030 or Windows-1252, GB18030 when read as Latin-1, anything when read as what it cannot be."""
_SIGNS: Final = "\ufffd锛銆鈥涓浜浠鍏鍒鍙鍜鍦鎴鏄鏈鐨\u00a1-\u00fe\u0152-\u0192"
_HINT: Final = lazy(f"[{_SIGNS}]")
"""A sign that every tell-tale line has."""
GLYPHS = "犃犅犆犇犈犉犌犎犐犑犓犔犕犖犗犘犙犚犛犜犝犞犠犡犢犣犪犫犮犱犲犳犵犺犻犼犽犾犿狀狅狆狇狉狊狋狌狏狑狓狔狕"
"""What some journals' PDF files give for the letters A to Z and a to z."""
RADICALS = "\u2e80-\u2ef3\u2f00-\u2fd5"
"""Ranges of signs that print like characters."""
_SUSPECTS: Final = f"{_SIGNS}{GLYPHS}{RADICALS}锟烫屯?"
SUSPECT: Final = lazy(f"[{_SUSPECTS}]")
"""A sign of what mojibake, mixed-encoding and kangxi-radical look for."""
_HAN: Final = lazy("[\u4e00-\u9fff]")
_LATIN: Final = lazy("[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]+")
_FEW: Final = 32
"""So many signs are looked for one by one."""
_LEAST: Final = 4
"""So many characters of a line must be wrong, or right when decoded again."""
_SHARE: Final = 0.5


@dataclass(slots=True)
class Garbled:
    """Lines `first` to `last` (1-based) hold text in another encoding. `encoding` is the one they are in, "" where that is not known."""

    first: int
    last: int
    encoding: str


def suspects(buffer: str) -> frozenset[str]:
    """The signs of a text that `SUSPECT` finds: most texts have none."""
    return walked(buffer) if _COMPILED else frozenset(SUSPECT.findall(buffer))


_COMPILED: Final = not hasattr(suspects, "__code__")


@cache
def _table() -> bytes:
    return table((1, "".join(characters(_SUSPECTS))))


def walked(buffer: str) -> frozenset[str]:
    """The same, by a walk over the text."""
    found: set[str] = set()
    suspicious = _table()
    for at in range(len(buffer)):
        code = ord(buffer[at])
        if code <= PLANE and suspicious[code]:
            found.add(buffer[at])
    return frozenset(found)


def places(text: str, signs: list[str]) -> list[int]:
    """Where a text holds one of a few signs, in order."""
    found: list[int] = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    found.sort()
    return found


def garbled(source: Source, suspicious: frozenset[str]) -> list[Garbled]:
    """The runs of such lines, in source order; `suspicious` are the suspects of the text."""
    hints = [sign for sign in suspicious if _HINT.match(sign)]
    buffer = source.buffer
    found: list[Garbled] = []
    seen = 0
    for at in places(buffer, hints) if len(hints) <= _FEW else [match.start() for match in _HINT.finditer(buffer)]:
        line = source.line(at)
        if line == seen:
            continue
        seen = line
        text = source.line_text(line)
        encoding = _encoding(text) if _TELLTALE.search(text) else None
        if encoding is None:
            continue
        if found and found[-1].encoding == encoding and found[-1].last >= line - 2:
            found[-1].last = line
        else:
            found.append(Garbled(line, line, encoding))
    return found


def throughout(source: Source, runs: list[Garbled]) -> bool:
    """Whether most lines with anything but ASCII are garbled: then the whole text was read wrong."""
    lines = sum(run.last - run.first + 1 for run in runs)
    others = 0
    for number, start in enumerate(source.starts):
        end = source.starts[number + 1] if number + 1 < len(source.starts) else len(source.buffer)
        others += not source.buffer[start:end].isascii()
        if others >= 2 * lines:
            return False
    return True


def _encoding(line: str) -> str | None:
    """The encoding a line is in; "" where it is not known, None where the line is as it should be."""
    foreign = sum(1 for c in line if c > "\x7f")
    replaced = line.count(_REPLACED)
    if replaced >= _LEAST and replaced >= _SHARE * foreign:
        return ""
    for wrong, right in (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "gb18030")):
        text = line if wrong == "gb18030" else "".join(_LATIN.findall(line))
        try:
            again = text.encode(wrong, "ignore").decode(right, "ignore")
        except (UnicodeError, LookupError):
            continue
        size = len(text.encode(wrong, "ignore")) - sum(1 for c in text if c <= "\x7f")
        han = len(_HAN.findall(again))
        if han >= _LEAST and han * (2 if right == "gb18030" else 3) >= _SHARE * size and han * 3 >= _SHARE * foreign:
            return right
    return None
