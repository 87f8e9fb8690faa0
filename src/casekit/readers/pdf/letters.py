"""The letters of a PDF page by pdfium: those that one text object shows, with their bounds and their look.

Pdfium is asked letter by letter, so all letters of a page are asked for at once by `map`, without a step of Python between them, and
the bounds of those inside a run only where its ends do not show that it has no gaps.
"""

import ctypes
import math
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from casekit.shapes import dataclass

BOLD = 600
_BOLD_NAMES = ("bold", "heavy", "black", "simhei", "heiti", "黑")
BASELINE = 0.35
"""Letters whose baselines differ by less than this many sizes stand on one line."""
_SLACK = 0.1
"""So many sizes more or less than Chinese characters need are no gap among them."""
_HYPHEN = "\x02"
"""Pdfium's sign for a hyphen at the end of a line."""
_NOTHING = "\ufffe"
"""This and the next are no characters."""
_SIGNS = re.compile("[\x00-\x01\x03-\x20\ufffe\uffff]")
_EACH = re.compile("(?s:.)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MEANINGLESS = re.compile("[\ufffd\ue000-\uf8ff]")
"""Letters of a font's own mean nothing without it."""
_WORD = re.compile("[!-~]+")
_SHORT = 4
"""Where runs have fewer letters on average, all letters are asked for at once."""
_WIDE = re.compile("[0-9\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60“”‘’—…·]+")
_DIGIT = re.compile("[0-9]")
_DIGITS_MOST = 3
"""Digits take about half of a Chinese character; with more of them, a gap could hide."""


class Look(NamedTuple):
    """How letters look; `size` is in points, `angle` a quarter turn counted from 0."""

    size: float
    bold: bool
    font: str
    angle: int


@dataclass(slots=True)
class Letters:
    """The letters of one look that follow each other in the file: where each begins and ends on its line, and its baseline.

    `spaced` tells that pdfium sees a blank before the first, `whole` that there are no gaps: then the bounds are of the first and the last.
    """

    text: str
    lefts: list[float]
    rights: list[float]
    ys: list[float]
    look: Look
    spaced: bool
    whole: bool = False

    def spread(self) -> None:
        """Give every letter its share of the bounds of all."""
        if self.whole:
            count, left, y = len(self.text), self.lefts[0], self.ys[0]
            step = (self.rights[1] - left) / count
            edges = [left + step * at for at in range(count + 1)]
            self.lefts, self.rights, self.ys = edges[:-1], edges[1:], [y] * count


class _Calls(NamedTuple):
    """Functions of pdfium that take and give plain numbers and addresses."""

    unicode: Callable[..., int]
    generated: Callable[..., int]
    owner: Callable[..., int | None]
    origin: Callable[..., int]
    loose: Callable[..., int]
    matrix: Callable[..., int]
    size: Callable[..., float]
    font: Callable[..., int | None]


@cache
def _calls(raw: Any) -> _Calls:
    address, integer = ctypes.c_void_p, ctypes.c_int

    def bound(name: str, result: Any, *arguments: Any) -> Any:
        # The functions are short and run no Python, so they may keep its lock.
        return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(getattr(raw, name), address).value or 0)

    return _Calls(
        bound("FPDFText_GetUnicode", ctypes.c_uint, address, integer),
        bound("FPDFText_IsGenerated", integer, address, integer),
        bound("FPDFText_GetTextObject", address, address, integer),
        bound("FPDFText_GetCharOrigin", integer, address, integer, address, address),
        bound("FPDFText_GetLooseCharBox", integer, address, integer, address),
        bound("FPDFText_GetMatrix", integer, address, integer, address),
        bound("FPDFText_GetFontSize", ctypes.c_double, address, integer),
        bound("FPDFTextObj_GetFont", address, address),
    )


Run = tuple[int, int, bool]
"""The first letter, behind the last, whether pdfium put in a blank before them."""


def letters(raw: Any, textpage: Any) -> tuple[list[Letters], int]:
    """All letters of a page, and how many of them mean nothing."""
    calls = _calls(raw)
    page = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    count = raw.FPDFText_CountChars(textpage.raw)
    if count <= 0:
        return [], 0
    text = _text(raw, calls, textpage.raw, page, count)
    owners = list(map(calls.owner, repeat(page), range(count)))
    runs, unmapped = _runs(calls, page, text, owners)
    if not runs:
        return [], unmapped
    text = text.replace(_HYPHEN, "-")
    unmapped += sum(len(_MEANINGLESS.findall(text, first, behind)) for first, behind, _ in runs)
    looks, widths = _looks(raw, calls, page, textpage.raw, runs, owners)
    return _placed(calls, page, text, runs, looks, widths), unmapped


def _text(raw: Any, calls: _Calls, textpage: Any, page: int | None, count: int) -> str:
    """A code point for every letter of a page, as pdfium numbers them."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if written != count + 1 or len(text) != count:  # pdfium leaves out letters without meaning, and writes some as two
        codes = map(calls.unicode, repeat(page), range(count))
        text = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
    elif _NOTHING in text:  # so it writes the hyphen at the end of a line
        signs = list(text)
        for sign in re.finditer(_NOTHING, text):
            signs[sign.start()] = chr(calls.unicode(page, sign.start()))
        text = "".join(signs)
    return _SURROGATE.sub("\ufffd", text)


def _runs(calls: _Calls, page: int | None, text: str, owners: list[int | None]) -> tuple[list[Run], int]:
    """The letters of each text object, cut where pdfium put in a blank; and how many are no characters."""
    found: list[Run] = []
    unmapped = 0
    spaced = False
    cuts = [0, *(at for at, (one, other) in enumerate(pairwise(owners), 1) if one != other), len(owners)]
    for first, behind in pairwise(cuts):
        begin = first
        signs = _SIGNS.finditer(text, first, behind) if owners[first] else _EACH.finditer(text, first, behind)
        for sign in signs:
            at, char = sign.start(), sign[0]
            made_up = char < " " and char != _HYPHEN
            if not (made_up or char >= _NOTHING or calls.generated(page, at) == 1):
                if owners[first]:
                    continue
                found.append((at, at + 1, spaced))
                begin, spaced = at + 1, False
                continue
            if begin < at:
                found.append((begin, at, spaced))
                spaced = False
            unmapped += char >= _NOTHING
            spaced = spaced or char == " "
            begin = at + 1
        if begin < behind:
            found.append((begin, behind, spaced))
            spaced = False
    return found, unmapped


def _placed(calls: _Calls, page: int | None, text: str, runs: list[Run], looks: list[Look], widths: list[float]) -> list[Letters]:
    """The letters of every run with their bounds: of the first and the last where those show that there are no gaps, else of all."""
    found: list[Letters] = []
    if len(text) < _SHORT * len(runs):
        bounds = _bounds(calls, page, range(len(text)))
        for first, behind, spaced, look in _alike(runs, looks):
            lefts, rights, ys = bounds[look.angle % 2]
            found.append(Letters(text[first:behind], lefts[first:behind], rights[first:behind], ys[first:behind], look, spaced))
        return found
    bounds = _bounds(calls, page, [at for first, behind, _ in runs for at in (first, behind - 1)])
    rest: list[int] = []
    for number, ((first, behind, spaced), look, width) in enumerate(zip(runs, looks, widths, strict=True)):
        words = text[first:behind]
        lefts, rights, ys = (side[2 * number : 2 * number + 2] for side in bounds[look.angle % 2])
        whole = _is_whole(words, rights[1] - lefts[0], width, look.size) and abs(ys[1] - ys[0]) < BASELINE * look.size
        if not whole:
            rest += range(first, behind)
        found.append(Letters(words, lefts, rights, ys, look, spaced, whole))
    bounds = _bounds(calls, page, rest)
    at = 0
    for run in found:
        if not run.whole:
            end = at + len(run.text)
            run.lefts, run.rights, run.ys = (side[at:end] for side in bounds[run.look.angle % 2])
            at = end
    return found


def _alike(runs: list[Run], looks: list[Look]) -> Iterator[tuple[int, int, bool, Look]]:
    """Runs that follow each other in one look as one: the first letter, behind the last, whether a blank was put in before, the look."""
    begin, end, blank, same = 0, 0, False, looks[0]
    for (first, behind, spaced), look in zip(runs, looks, strict=True):
        if spaced or first != end or look is not same:
            if begin < end:
                yield begin, end, blank, same
            begin, blank, same = first, spaced, look
        end = behind
    yield begin, end, blank, same


def _is_whole(words: str, length: float, width: float, size: float) -> bool:
    """Whether letters take the room that they need and no more; `width` is that of a Chinese character."""
    if len(words) < 3:
        return False
    # Pdfium itself puts blanks into gaps between the Latin letters of an object, and ends the run there; of many blanks it shows one.
    if _WORD.fullmatch(words):
        return True
    if not _WIDE.fullmatch(words):
        return False
    digits = len(_DIGIT.findall(words))
    needed = (len(words) - digits / 2) * width
    return digits <= _DIGITS_MOST and abs(length - needed) < (_SLACK + _SLACK * digits) * size


Bounds = tuple[list[float], list[float], list[float]]
"""Where letters begin and end on their line, and their baselines."""


def _bounds(calls: _Calls, page: int | None, places: Sequence[int]) -> tuple[Bounds, Bounds]:
    """The bounds of letters where their line stands up, and where it lies."""
    count = len(places)
    origins = (ctypes.c_double * (2 * count))()
    at = ctypes.addressof(origins)
    _all(map(calls.origin, repeat(page), places, range(at, at + 16 * count, 16), range(at + 8, at + 8 + 16 * count, 16)))
    boxes = (ctypes.c_float * (4 * count))()
    at = ctypes.addressof(boxes)
    _all(map(calls.loose, repeat(page), places, range(at, at + 16 * count, 16)))
    flat = list(origins)
    xs, ys = flat[::2], flat[1::2]
    flat = list(boxes)
    left, top, right, bottom = flat[::4], flat[1::4], flat[2::4], flat[3::4]
    upright = list(map(min, left, xs)), list(map(max, right, xs)), ys
    return upright, (list(map(min, bottom, top)), list(map(max, bottom, top)), xs)


def _all(calls: Iterator[int]) -> None:
    """Makes every call; what they give back is in their buffers."""
    deque(calls, maxlen=0)


def _looks(
    raw: Any, calls: _Calls, page: int | None, textpage: Any, runs: list[Run], owners: list[int | None]
) -> tuple[list[Look], list[float]]:
    """The look of every run, and how wide a Chinese character is in it. A page has few fonts and thousands of text objects, so what a
    font is called is asked for once.
    """
    firsts = [first for first, _, _ in runs]
    fonts = [calls.font(owner) if owner else None for owner in map(owners.__getitem__, firsts)]
    matrices = (ctypes.c_float * (6 * len(runs)))()
    at = ctypes.addressof(matrices)
    _all(map(calls.matrix, repeat(page), firsts, range(at, at + 24 * len(runs), 24)))
    flat = list(matrices)
    known: dict[tuple[float | int | None, ...], tuple[Look, float]] = {}
    names: dict[int | None, tuple[bool, str]] = {}
    alike: dict[Look, Look] = {}
    found: list[tuple[Look, float]] = []
    for key in zip(flat[::6], flat[1::6], flat[2::6], flat[3::6], map(calls.size, repeat(page), firsts), fonts, strict=True):
        row = known.get(key)
        if row is None or key[5] is None:
            a, b, c, d, size, font = key
            if font not in names or font is None:
                names[font] = _font(raw, textpage, firsts[len(found)])
            turns = math.atan2(b, a) / (math.pi / 2)
            angle = round(turns) % 4 if abs(turns - round(turns)) < 0.1 else -1
            look = Look(round(max(size * (math.hypot(c, d) or 1), 0.1), 1), *names[font], angle)
            row = known[key] = alike.setdefault(look, look), size * math.hypot(a, b)
        found.append(row)
    return [look for look, _ in found], [width for _, width in found]


def _font(raw: Any, textpage: Any, at: int) -> tuple[bool, str]:
    """Whether a letter's font is bold, and its name without the tag of a subset."""
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, at, buffer, 128, ctypes.c_int())
    parts = buffer.value.decode("utf-8", "replace").partition("+")
    name = parts[2] or parts[0]
    return raw.FPDFText_GetFontWeight(textpage, at) >= BOLD or any(word in name.lower() for word in _BOLD_NAMES), name
