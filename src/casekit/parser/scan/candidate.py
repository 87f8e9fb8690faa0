"""One reading of one place, and what can be seen of it at once."""

from collections import defaultdict
from typing import Final

from casekit.ladder import Family
from casekit.ladder.atoms import BLANK, FORMAL
from casekit.parser.lines import Lines
from casekit.patterns import lazy
from casekit.plane import PLANE, table

# The bits of `Candidate.traits`: siblings tend to share them.
BLANK_BEFORE: Final = 1
CLOSED: Final = 2
LONG: Final = 4
INDENTED: Final = 8
GLUED: Final = 16
BLANK_BEHIND: Final = 32
POINTS: Final = 64
_LAST: Final = table((CLOSED, "。；;：:！？"), (POINTS, "）)"))
"""What the last character of a line may tell; a bracket alone not yet."""
_LONG: Final = 40
"""A line with more than this behind its marker is no mere title (code points)."""

SURE: Final = 4.0
"""A family whose markers are believed so much needs no help of its neighbours."""
CHAPTERS: Final = frozenset(("chapter", "section", "part", "division", "piece", "lesson", "unit"))
"""The families of what a book is divided into."""
FOREWORD: Final = "foreword"
"""The note of 前言: the body of the text follows it and is no part of it."""
_DATE: Final = lazy("[（(][一二三四五六七八九〇○零0-9]{2,4}年[^（()）。；]*[）)]")
_NUMBERED: Final = lazy("[一二三四五六七八九十百]{1,5}[\\s、.．]")
_DATE_MOST: Final = 24

ANSWERS: Final = "answers-of-a-paper"
"""What is noted of a title that the answers to all parts stand under."""
ONE_OF_SEVERAL: Final = "one-of-several"
"""What is noted of the title of a piece, one of a collection that titles alone tell apart."""
FIRST_OF_SEVERAL: Final = "first-of-several"
"""What is noted of the title of the first piece where that of a later one tells that it is no title of the whole."""
BACK_MATTER: Final = "back-matter"
"""What is noted of 后记 and the like behind all parts of a text."""
IN_A_SECTION: Final = "in-a-section"
"""What is noted of a title without a number behind which the numbering of the section above it goes on."""
UNDER: Final = "under "
"""The series of such a title where it is known which headings hold it: this and their style."""
TAKEN_UP: Final = "taken-up-again"
"""What is noted of a heading with （续） that stood before, with others of its series behind it."""
COUNTDOWN: Final = "counts-down"
"""What is noted of headings whose numbers fall from the first to 1."""
SIGNED_OFF: Final = "behind-a-date"
"""What is noted of an annex behind the date that closes the text before it."""
FROM_ZERO: Final = "counts-from-zero"
"""What is noted of a 0 that others count on from, and of the 1 behind 0.1 and its fellows where no 0 is their head."""
RUNS_THROUGH: Final = "runs-through"
"""What is noted of numbers that run on through a whole text."""
SPANS: Final = "spans-running-numbers"
"""What is noted of headings that such numbers stand under, and never above."""
PARAGRAPH: Final = "paragraph-of-an-article"
"""What is noted of a number from 2 on that counts the paragraphs of an article, the first of which has none."""
IN_A_PROCESS: Final = "in-a-process"
"""What is noted of the periods and stages that stand under the heading that names their process."""
Note = tuple[str, float]
"""What spoke for (positive) or against a candidate, and how much."""


_REMEMBERED: Final = 4096
"""So many readings are kept before all are forgotten: a text may be full of strange markers."""
_DRESSES: Final = {
    **dict.fromkeys("❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴➊➋➌➍➎➏➐➑➒➓", "dark"),
    **dict.fromkeys("➀➁➂➃➄➅➆➇➈➉", "light"),
    **dict.fromkeys("⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾", "double"),
    **dict.fromkeys("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", "han"),
}
"""Circled numbers that are dressed otherwise than ① are a level of their own: ㊀, below it ❶, below that ➀."""
_BESIDE: Final = frozenset(("arabic-alone", "number-bar"))
READ_AGAIN: Final = frozenset(("latin-dot", "latin-half-parens", "latin-parens", "arabic-lookalike", "decimal"))


_LETTERED: Final = frozenset(("latin-dot", "latin-half-parens", "latin-parens"))
_SMALL: Final = lazy("[a-zａ-ｚ]")
_SMALL_LETTERS: Final = "small"
"""Small letters are a level of their own, A. and below it a., but may go on with capital ones: a. b. C."""


class Mark:
    """What a marker says wherever it stands: one for all places with the same marker of the same family.

    `beside` tells that the lines around it have a say in whether it is one, `again` that another family may read it too.
    """

    __slots__ = ("again", "belief", "beside", "delimiter", "family", "number", "path", "series", "style", "sub", "text")

    def __init__(self, family: Family, marker: str, number: int, sub: int | None, path: tuple[int, ...]) -> None:
        self.family = family
        self.text = marker.rstrip()
        self.number = number
        self.sub = sub
        self.path = path
        self.style = _style(family, marker, path)
        self.series = (
            self.style
            if len(path) > 1 or self.style == _FORMAL_BRACKETS
            else family.series or (family.id if family.id in _LETTERED else self.style)
        )
        self.belief = family.belief
        self.delimiter = "" if marker[-1].isalnum() else marker[-1]
        self.beside = family.id in _BESIDE
        self.again = family.id in READ_AGAIN


class Candidate:
    """One reading of one place.

    `start` and `end` bound the `marker`, `line_start` and `line_end` its line, whose 0-based number is `row`, without the white space at
    its end. `style` is the level a
    series lives on, `series` what may take over from it. `belief` is what speaks for the place alone; `notes` names the parts of it
    beyond the family's own. `title_start` is before `start` where the marker follows its title, and the end of the title of a
    boundary, or of a case that runs on into its text; `sign` is where a sign such as ★ stands before it. `refused` is why it is no
    heading whatever the others say, "" where that is open.
    """

    __slots__ = (
        "belief",
        "delimiter",
        "end",
        "family",
        "glued",
        "kind",
        "line_end",
        "line_start",
        "marker",
        "notes",
        "number",
        "path",
        "refused",
        "row",
        "series",
        "sign",
        "start",
        "style",
        "sub",
        "suffix",
        "title_start",
        "traits",
    )

    def __init__(self, start: int, end: int, row: int, line_start: int, line_end: int, mark: Mark, traits: int = 0) -> None:
        self.start = start
        self.end = end
        self.row = row
        self.line_start = line_start
        self.line_end = line_end
        self.family = family = mark.family
        self.kind = family.kind
        self.marker = mark.text
        self.number = mark.number
        self.sub = mark.sub
        self.path = mark.path
        self.style = mark.style
        self.series = mark.series
        self.belief = mark.belief
        self.delimiter = mark.delimiter
        self.traits = traits
        self.glued = self.suffix = False
        self.title_start = self.sign = -1
        self.notes: tuple[Note, ...] = ()
        self.refused = ""

    def weigh(self, name: str, weight: float) -> None:
        """Add a piece of evidence: `weight` is positive where it speaks for the candidate."""
        self.belief += weight
        self.notes += ((name, weight),)


def text_start(candidate: Candidate) -> int:
    """Where the marker begins, or the title before it."""
    return candidate.title_start if candidate.suffix else candidate.start


def leaf_start(candidate: Candidate) -> int:
    """Where a heading begins, the sign before it included."""
    return candidate.sign if candidate.sign >= 0 else text_start(candidate)


def taken_rows(lines: Lines, candidates: list[Candidate]) -> list[bool]:
    """For every line whether it begins with one of the `candidates`."""
    found = [False] * len(lines.texts)
    for candidate in candidates:
        found[candidate.row] = True
    return found


class Reader:
    """Marker text to its reading, remembered from text to text: there are thousands of markers and a few hundred different ones."""

    def __init__(self) -> None:
        self.last: dict[str, Mark | None] = {}
        """What was read last as the same marker, nearly always of the same family."""
        self._known: defaultdict[str, dict[str, Mark | None]] = defaultdict(dict)
        """By family and marker."""
        self._count = 0

    def read(self, family: Family, marker: str) -> Mark | None:
        """What `marker` says in `family`, None where it is no number."""
        known = self._known[family.id]
        if marker in known:
            return known[marker]
        reading = family.read(marker)
        if self._count == _REMEMBERED:
            self.last.clear()
            self._known.clear()
            self._count = 0
        mark = None if reading is None else Mark(family, marker, *reading)
        self._known[family.id][marker] = mark
        self._count += 1
        return mark


_FORMAL: Final = frozenset(FORMAL)
_FORMAL_BRACKETS: Final = "han-parens:formal"
"""（壹） stands above （一）."""
_BAR: Final = lazy("[丨｜|│]")
_SLASHED: Final = lazy(f"[0-9]{{1,2}}[{BLANK}]*[/／][^/／]*\\Z")
_SLASHES: Final = frozenset("/／")
_LATIN_WORD: Final = lazy("[A-Za-z]{2,}|[A-Z](?=[0-9])")
_WORD: Final = lazy("[^第笫弟一二三四五六七八九十百千零〇○两0-9０-９壹贰叁肆伍陆柒捌玖拾A-ZＡ-ＺⅠ-Ⅻ\\s（）()]+")


def _style(family: Family, marker: str, path: tuple[int, ...]) -> str:
    """What distinguishes a level from others: the family, how many components, and, for families of many words, the word."""
    if len(path) > 1:
        return f"{family.series or family.id}-{len(path)}"
    if not family.worded:
        if family.id == "han-parens" and marker[1:2] in _FORMAL:
            return _FORMAL_BRACKETS
        if family.id in _LETTERED and _SMALL.search(marker):
            return f"{family.id}:{_SMALL_LETTERS}"
        return f"circled:{_DRESSES[marker[0]]}" if marker[0] in _DRESSES else family.id
    word = _LATIN_WORD.match(marker) or _WORD.search(marker)
    return f"{family.id}:{word.group().lower()}" if word else family.id


def at_line_start(lines: Lines, mark: Mark, start: int, end: int, row: int) -> Candidate | None:
    """The candidate whose marker `[start, end)` begins its line, None where the place cannot be one."""
    line_start, line_end = lines.starts[row], lines.text_end(row)
    candidate = Candidate(start, end, row, line_start, line_end, mark, looks(lines.texts, row, start > line_start, line_end - end))
    return candidate if not mark.beside or stands(lines, candidate) else None


def stands(lines: Lines, candidate: Candidate) -> bool:
    """Whether the lines beside that of a candidate, where its mark asks for them, let it be one; what they say of it is weighed."""
    if candidate.family.id == "number-bar":
        return not _in_a_table(lines.texts, candidate.row, candidate.delimiter in _SLASHES)
    worth = _alone(lines, candidate.row, candidate.start - candidate.line_start)
    if worth < -5:
        return False
    candidate.weigh("alone-on-its-line", worth)
    return True


def _in_a_table(texts: list[str], row: int, slashed: bool) -> bool:
    """Whether a line beside the line `row` has a bar too, or the one behind begins as it does; the title of the text may have one."""
    if slashed:
        return row + 1 < len(texts) and _SLASHED.match(texts[row + 1]) is not None
    return any(_BAR.search(texts[beside]) for beside in (row - 1, row + 1) if 0 < beside < len(texts))


def in_line(lines: Lines, mark: Mark, start: int, end: int, row: int) -> Candidate:
    """The candidate of a marker inside a line, whose looks say nothing about it."""
    return Candidate(start, end, row, lines.starts[row], lines.text_end(row), mark, GLUED)


def looks(texts: list[str], row: int, indented: bool, behind: int) -> int:
    """The traits of a line that begins with a marker; `behind` code points follow the marker."""
    traits = INDENTED if indented else 0
    if row and not texts[row - 1]:
        traits |= BLANK_BEFORE
    text = texts[row]
    last = ord(text[-1])
    told = _LAST[last] if last <= PLANE else 0
    if told == CLOSED or (told and text[-2:-1] == "分"):  # 二、阅读（30分）
        traits |= told
    if behind > _LONG:
        traits |= LONG
    if row + 1 >= len(texts) or not texts[row + 1]:
        traits |= BLANK_BEHIND
    return traits


_CENTRED: Final = 8
"""A number indented so far, in code points, stands in the middle of a page."""
_COUNTS_ON: Final = lazy(
    "(?!一、|第一[章节条])(?:[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|第[一二三四五六七八九十百]{1,4}[章节条])"
)
"""What goes on counting under a number alone is no title of it: that is the number of a page."""
_ROMAN: Final = frozenset(("roman", "roman-parens"))


def doubt_single_letter(candidate: Candidate, buffer: str) -> None:
    """One Latin letter that is a roman numeral too is no better as one than as the other."""
    at = candidate.start + (candidate.family.id == "roman-parens")
    if candidate.family.id in _ROMAN and buffer[at].isascii() and not buffer[at + 1].isalpha():
        candidate.weigh("one-letter", -0.8)


def _alone(lines: Lines, row: int, indent: int) -> float:
    """What speaks for a number alone on its line being a heading's: an indent, a short unfinished line behind it."""
    texts = lines.texts
    following = texts[row + 1] if row + 1 < len(texts) else ""
    if not following and indent >= _CENTRED:  # blank lines stand between all lines
        following = next((text for text in texts[row + 2 : row + 4] if text), "")
    if (
        not 2 <= len(following) <= 40
        or following[-1] in "。；，、：！？,;:"
        or not ("\u4e00" <= following[0] <= "\u9fff" or following[0] in "“《")
        or _COUNTS_ON.match(following)
    ):
        return -9.0
    if opens_dated(lines.texts, row):
        return 3.5
    return 2.0 if indent >= 2 and indent - lines.margin() >= 2 else -0.5


def opens_dated(texts: list[str], row: int) -> bool:
    """Whether a date in brackets stands two lines on: a number, a title and such a date open each piece of somebody's collected works."""
    text = texts[row + 2] if row + 2 < len(texts) else ""
    return len(text) <= _DATE_MOST and _DATE.fullmatch(text) is not None and not _NUMBERED.match(texts[row + 1])
