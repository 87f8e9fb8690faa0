"""Answers to choose from, which are no headings."""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_LETTER: Final = lazy("[A-Za-zＡ-Ｚａ-ｚ]")
_ASKED: Final = lazy(f"[（(][{BLANK}]*[）)]|_{{2,}}|＿{{2,}}|[？?]$|选项[^。]{{0,6}}[：:]$")
"""What a question leaves open: empty brackets, a line to write on."""
_OPEN: Final = lazy(f"[（(][{BLANK}]*(?:[A-F]{{1,6}}[{BLANK}]*)?[）)][{BLANK}]*[。.]?$")
"""The same at its end, with or without the letters of the answer."""
_EMPTY: Final = lazy("[^A-F]*")
_PAGE: Final = lazy("[-—－ ]*[0-9]{1,4}[-—－ ]*")
"""The number of a page may stand between a question and its answers, or between these."""
_ANSWER_LINES: Final = 3
"""An answer to a question with such brackets has so many lines at most."""
_BRACKETED: Final = frozenset(("latin-half-parens", "latin-parens"))
_TITLE: Final = "(?!正确|错误|不?对。|错。)[\u4e00-\u9fff“”《》、]{2,12}。"
_TITLED: Final = lazy(f"{_TITLE}[^\\sA-Z]")
_TITLED_BOTH: Final = lazy(f"{_TITLE}[^\\n]{{4,200}}?。[B-Zb-z][.．、]{_TITLE}[^\\sA-Z]")
"""A letter's title with its text, and the next letter with the same."""
_JOINED: Final = lazy("[和与與及或至到、][（(]?(?P<letter>[A-Za-zＡ-Ｚａ-ｚ])[)）]")
"""a）和b）两类… begins a sentence, and (a)与(b)两种…"""
_LISTED: Final = 2
"""So many answers make a choice."""
_QUESTION: Final = lazy(f"[0-9０-９]{{1,3}}[{BLANK}]*[.．、)）](?![0-9])")
_NUMBERED_LINE: Final = lazy(
    f"[0-9０-９]{{1,3}}[{BLANK}]*[.．、)）]|[（(]?[一二三四五六七八九十]{{1,3}}[、．.）)]|第[一二三四五六七八九十Ⅰ-Ⅻ]{{1,3}}[卷部]"
)
_CHOICES: Final = 2
"""A text with so many whose answers share lines has others whose answers stand on lines of their own, at least so many of them:"""
_WHOLE: Final = 3

_SMALL: Final = lazy("[a-zａ-ｚ]")
_RULES: Final = 4
"""A run of rules has so many that begin their lines."""
_RULE_ENDS: Final = frozenset("。；;")
_RULE_ABOVE: Final = frozenset("。：:")


def refuse_options(lines: Lines, options: list[Candidate]) -> None:
    """Refuse answers to choose from: several letters on one line, or lines of letters behind a question that leaves a blank."""
    texts = lines.texts
    run: list[Candidate] = []
    spared: list[Candidate] = []
    asked = opened = False
    whole: list[list[Candidate]] = []
    beside = 0
    for candidate in options:
        if candidate.family.id in _BRACKETED and _JOINED.match(lines.buffer, candidate.end):
            candidate.refused = "list-of-numbers"
            continue
        row = candidate.row
        if not run or candidate.number == 1 or (row > run[-1].row + 1 and not _goes_on(texts, run[-1], candidate, opened)):
            _spare_rules(lines, run)
            beside += _refuse(run, asked and not _explained(lines, run))
            whole.append(run)
            run = []
            question = texts[row - 2] if row > 1 and _PAGE.fullmatch(texts[row - 1]) else texts[row - 1] if row else ""
            brackets = _OPEN.search(question)
            opened = brackets is not None and (_EMPTY.fullmatch(brackets.group()) is not None or _QUESTION.match(question) is not None)
            asked = opened or _ASKED.search(question) is not None
        run.append(candidate)
        if _next_letter(lines.buffer, candidate):
            if _TITLED_BOTH.match(lines.buffer, candidate.end, candidate.line_end):
                spared.append(candidate)  # A.整地。深耕一尺，起垄覆膜。B.定植。选晴天下午。
            else:
                candidate.refused = "answer-option"
    _spare_rules(lines, run)
    beside += _refuse(run, asked and not _explained(lines, run))
    whole.append(run)
    for candidate in spared if beside else ():
        candidate.refused = "answer-option"  # the answers of a question are explained
    complete = [run for run in whole if len(run) >= _WHOLE and [candidate.number for candidate in run] == list(range(1, len(run) + 1))]
    if beside < _CHOICES:
        complete = [run for run in complete if not run[0].refused and _between_questions(texts, run)]
    if beside >= _CHOICES or len(complete) >= _CHOICES:
        for run in complete:
            _refuse(run, True)


def _goes_on(texts: list[str], before: Candidate, candidate: Candidate, opened: bool) -> bool:
    """Whether the next letter stands behind the number of a page, or, where the question has `opened` brackets, a longer answer."""
    if candidate.number != before.number + 1 or candidate.row > before.row + (_ANSWER_LINES if opened else _LISTED):
        return False
    between = texts[before.row + 1 : candidate.row]
    return all(between) and (opened or all(_PAGE.fullmatch(text) for text in between))


def _spare_rules(lines: Lines, run: list[Candidate]) -> None:
    """No longer refuse a letter that shares its line with the next one, of a run of rules: small letters, whole sentences, a full stop or a
    colon above them, and every other line begins with its letter: c）不要外借。d）用完归位。
    """
    beside = [candidate for candidate in run if candidate.refused == "answer-option"]
    if len(beside) != 1 or len(run) < _RULES or not all(_SMALL.search(candidate.marker) for candidate in run):
        return
    texts = lines.texts
    above = next((texts[row] for row in range(run[0].row - 1, max(run[0].row - 1 - _LISTED, -1), -1) if texts[row]), "")
    rules = all(texts[candidate.row][-1] in _RULE_ENDS for candidate in run)
    if rules and above[-1:] in _RULE_ABOVE and not _ASKED.search(above) and not _QUESTION.match(above):
        beside[0].refused = ""


def _between_questions(texts: list[str], run: list[Candidate]) -> bool:
    """Whether adjacent lines of letters stand right under a numbered line, with a numbered line or nothing behind them.

    What one may choose is no title with its text on the line.
    """
    first, behind = run[0].row, run[-1].row + 1
    if any("。" in texts[candidate.row][:-1] for candidate in run):
        return False
    if not first or behind - first != len(run) or not _QUESTION.match(texts[first - 1]):
        return False
    return behind >= len(texts) or not texts[behind] or _NUMBERED_LINE.match(texts[behind]) is not None


def _explained(lines: Lines, run: list[Candidate]) -> bool:
    """Whether each letter of a run has a title and a text, below a heading that asks: 为什么选择我们？ A.经验丰富。从业十二年。"""
    above = lines.texts[run[0].row - 1]
    asks = above[-1] in "？?" and not _ASKED.search(above[:-1])
    return asks and all(_TITLED.match(lines.buffer, one.end, one.line_end) for one in run)


def _refuse(run: list[Candidate], asked: bool) -> bool:
    """Refuse the letters of a run of lines that are options; whether some stand beside others on their line."""
    beside = any(candidate.refused for candidate in run)
    if beside or (asked and run[-1].row - run[0].row >= _LISTED - 1):
        for candidate in run:
            candidate.refused = "answer-option"
    return beside


def _next_letter(buffer: str, candidate: Candidate) -> bool:
    """Whether the letter that follows stands on the same line with the same sign: A. 4.09　　B. 4.9."""
    letter = _LETTER.search(buffer, candidate.start, candidate.end)
    if letter is None:
        return False
    before, after = buffer[candidate.start : letter.start()], buffer[letter.end() : candidate.end]
    if candidate.family.id == "annex-decimal":  # the answer begins with a digit: A．1—2人　B．3—4人
        marker = chr(ord(letter.group()) + 1) + after[0]
        at = buffer.find(marker, candidate.end, candidate.line_end)
        return at > candidate.end and buffer[at - 1].isspace()
    marker = before + chr(ord(letter.group()) + 1) + after
    at = buffer.find(marker, candidate.end, candidate.line_end)
    if after[:1] == "、" and buffer.endswith(letter.group() + "、", candidate.end, max(at, 0)):
        return False  # 把物资分为A、B、C三类
    return at >= 0 and (not buffer[at - 1].isascii() or buffer[at - 1] in " \t;,.)0123456789")
