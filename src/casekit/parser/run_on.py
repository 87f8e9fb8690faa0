"""Titles that lost the line break behind them and run on into their text with nothing or one blank between: 一、基本情况大石水库建于….

Guarantees:
1. A title is cut only behind one of a list of names that sections of reports have, or before 一是, and only where a sentence follows.
2. One blank ends the title of a heading inside a line, of a case, or of four signs, where the first clause of the sentence behind it is
   much longer than the title, or there are several: a blank inside a sentence may be a stray one, and a word that it tears stands
   elsewhere in the text.
3. The title of a case inside a line ends before its text where that begins with words of the title.
4. A name that goes on (基本情况和问题, 存在问题的原因) is left alone, and so is a line that is no longer than a title.
"""

from typing import Final

from casekit.parser.torn import one_word
from casekit.patterns import lazy
from casekit.plane import table, told

_NAMES: Final = (
    "基本情况 工作情况 总体情况 主要情况 基本概况 工作进展 进展情况 主要做法 具体做法 创新做法 经验做法 工作做法 主要工作 "
    "主要成绩 主要成效 取得成效 取得的成效 取得的成绩 工作成效 工作成绩 存在问题 存在的问题 存在不足 存在的不足 主要问题 "
    "问题与不足 不足之处 几点体会 几点启示 几点建议 几点思考 几点感受 工作体会 经验体会 经验启示 启示与思考 工作打算 "
    "下步打算 下一步打算 下一步工作 下一步工作打算 今后打算 今后的打算 明年打算 明年工作打算 今后方向 努力方向 今后努力方向 "
    "总体要求 指导思想 工作目标 目标任务 基本原则 重点任务 保障措施 组织领导 工作要求 工作措施 主要措施 整改措施 原因分析 "
    "案情简介 基本案情 简要案情 案例背景 案情回顾 处理结果 裁判结果 典型意义 活动目的 活动背景 活动内容"
)
_BY_FIRST: Final[dict[str, list[str]]] = {}
for _name in sorted(_NAMES.split(), key=len, reverse=True):
    _BY_FIRST.setdefault(_name[:2], []).append(_name)
_FIRST: Final = 1
_SECOND: Final = 2
_BEGINS: Final = table((_FIRST, "".join(begin[0] for begin in _BY_FIRST)), (_SECOND, "".join(begin[1] for begin in _BY_FIRST)))
_GOES_ON: Final = frozenset("的和与及或、，,：:；;。.？?！!（(）)》”」/—- \t\u3000表图书分调汇统介说报综概摘附明通总")
"""Behind one of these a name is no name alone: 基本情况表, 主要做法及成效."""
_TEXT_LEAST: Final = 12
"""The text behind a name is not shorter up to the end of its sentence, in code points."""
_NAMED_LEAST: Final = _TEXT_LEAST + min(map(len, _NAMES.split()))
"""A name with its text is not shorter, in code points."""
_POINT: Final = "一是"
_NEXT_POINT: Final = "二是"
_TITLE_MOST: Final = 12
"""A title before 一是 is not longer, in code points."""
_HAN: Final = lazy("[\u4e00-\u9fff“”《》]")
_SIGNS: Final = frozenset("，,；;：:？！")
_LABEL_LEAST: Final = 2
_LABEL_MOST: Final = 8
"""A title before one blank and its text is not longer, in code points; nor is that of a case."""
_CASE_MOST: Final = 40
_CLAUSE_LEAST: Final = 6
"""The first clause behind the title of a case is no shorter, behind another title no shorter than `_FIRST_LEAST`."""
_FIRST_LEAST: Final = 10
_SEVERAL: Final = 3
_CASE_LEAST: Final = 4
_WORD: Final = 3
"""Words of a title that come again behind it are not shorter, in code points."""
_BEFORE_WORD: Final = 6
_JOINS: Final = frozenset("、的和与及是让把对在为向以从，“《（ ·—-")
"""Behind one of these a title goes on."""


def run_on(buffer: str, at: int, end: int, line_end: int) -> int:
    """Where the title that begins at `at` ends if it runs on into its text, -1 if it does not; `end` is where it would end else."""
    if end - at < _TITLE_MOST:
        return -1
    if end - at >= _NAMED_LEAST and told(_BEGINS, buffer, at) & _FIRST and told(_BEGINS, buffer, at + 1) & _SECOND:
        for name in _BY_FIRST.get(buffer[at : at + 2], ()):
            if buffer.startswith(name, at):
                cut = at + len(name)
                if end - cut >= _TEXT_LEAST and buffer[cut] not in _GOES_ON:
                    return cut
                break
    cut = buffer.find(_POINT, at + 2, min(end, at + _TITLE_MOST + 2))
    if cut > 0 and buffer.find(_NEXT_POINT, cut, line_end) > 0 and not any(buffer[place] in "，。；、：,;:" for place in range(at, cut)):
        return cut
    return -1


def behind_blank(buffer: str, at: int, end: int, case: bool) -> int:
    """Where the title that begins at `at` ends if one blank stands between it and its text, -1 if not; `end` is the end of its sentence."""
    blank = buffer.find(" ", at, min(end, at + (_CASE_MOST if case else _LABEL_MOST) + 1))
    if blank < at + _LABEL_LEAST or buffer[end] != "。" or not _HAN.match(buffer, blank - 1) or not _HAN.match(buffer, blank + 1):
        return -1
    if not _SIGNS.isdisjoint(buffer[at:blank]) or buffer.find(" ", blank + 1, end) > 0:
        return -1
    clauses = buffer[blank + 1 : end].replace(",", "，").split("，")
    first = len(clauses[0])
    least = _CLAUSE_LEAST if case else max(_FIRST_LEAST, 2 * (blank - at))
    several = len(clauses) >= (2 if case else _SEVERAL)
    told = several and first >= least if case else several or first >= least
    torn = buffer[blank - 1] != buffer[blank + 1] and one_word(buffer, blank, blank + 1)  # in a skeleton all words are alike
    return blank if told and not torn else -1


def before_its_words(buffer: str, at: int, end: int) -> int:
    """Where the title of a case inside a line ends that runs on into its text, -1 for nowhere; `end` is the end of the first sentence.

    The text takes up what the title names: 三道渠村打谷场 三道渠村有打谷场九处，…; what it quotes may come behind a few other words.
    """
    clause = buffer.find("，", at, end)
    if clause < 0:
        if "。" not in buffer[end - 1 : end + 1]:
            return -1
        clause = end
    title = buffer[at : min(clause, at + _CASE_MOST + _WORD)]
    for cut in range(_CASE_LEAST, len(title) - _WORD + 1):
        first = title.find(title[cut : cut + _WORD], 0, cut)
        if first < 0 or not title[cut : cut + _WORD].isalpha():
            continue
        quoted = title.rfind("”", 0, cut) + 1
        if cut - quoted <= _BEFORE_WORD and 0 <= title.find("“") < first < quoted:
            return at + quoted
        return at + cut if title[cut - 1] not in _JOINS and end - at - cut >= _TEXT_LEAST else -1
    return -1
