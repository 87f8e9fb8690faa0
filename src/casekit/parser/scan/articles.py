"""Articles that a sentence speaks of: 第九条由…, where the others of the text stand apart from what follows."""

from typing import Final

from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_TOUCHED_COST: Final = 3.0
"""What an article that touches a sentence is believed less."""
_NAMED_COST: Final = 4.8
"""The same of one whose sentence names another: 第一条渠是人挖的，第二条渠是机器挖的."""
_TOOK_THE_NEXT: Final = 0.8
"""What an article is believed more that took the number of the next."""
_ARTICLES_LEAST: Final = 4
_FEW: Final = 3
"""One article in so many at most touches what follows by mistake."""
_ALIKE: Final = 3
"""Articles whose numbers lie no further apart belong together, some lost between."""
_TITLES: Final = frozenset("：:\u3000 \n")
_SENTENCE_ENDS: Final = frozenset("。；！？，")
_TITLE_MOST: Final = 8
"""A title that touches its article is not longer, in code points."""
_NEAR: Final = 9
"""A mark stands at the end of the line before where so many characters, most of them blank, hold it."""
_ANOTHER: Final = lazy("(?<![反按依据照合同约本述])第[一二三四五六七八九十]{1,3}条(?![规所约款的项、和与])")
"""Another article that is no rule referred to."""
_THING: Final = lazy(
    "短信|微信|语音|留言|评论|微博|帖子|弹幕|新闻|标语|教训|理由|原因|启示|体会|线索|[水干支沟石土]渠|水沟|小[路河巷溪沟]|[大山土公铁便]路|胡同|巷子|隧道"
    "|管道|裤子|裙子|毛巾|围巾|被子|床单|板凳|[木渔小大]船|[大小]狗"
)
"""What is counted with 条 rather than ruled: 第一条短信是母亲发来的，第二条短信是邻居发来的."""


def doubt_articles(buffer: str, articles: list[Candidate]) -> None:
    """Lower the belief in those of the articles at the beginnings of lines that sentences begin with, and refuse those that all touch the
    name of one thing; those behind a line that ends with “ tell nothing.
    """
    articles = [candidate for candidate in articles if not _is_quoted(buffer, candidate)]
    thing = _THING.match(buffer, articles[0].end) if len(articles) > 1 else None
    if thing is not None and all(_counts(buffer, candidate, thing.group()) for candidate in articles):
        for candidate in articles:
            candidate.refused = candidate.refused or "spoken-of"
    elif len(articles) > _ARTICLES_LEAST:
        _doubt_touched(buffer, articles)
    elif articles:
        doubt_few(buffer, articles)


def _counts(buffer: str, candidate: Candidate, thing: str) -> bool:
    """Whether an article touches the name of a thing that a sentence goes on with, and no title does: 第一条教训：盲目扩张."""
    behind = candidate.end + len(thing)
    titled = buffer[behind : behind + 1] in _TITLES or buffer[candidate.line_end - 1] not in _SENTENCE_ENDS
    return buffer.startswith(thing, candidate.end) and not titled


def _is_quoted(buffer: str, candidate: Candidate) -> bool:
    """Whether the line before ends with an opening quotation mark."""
    return buffer[max(candidate.line_start - _NEAR, 0) : candidate.line_start].rstrip().endswith("“")


def _doubt_touched(buffer: str, articles: list[Candidate]) -> None:
    """Lower the belief in the few articles that touch what follows where the others stand apart from it: 第九条由… speaks of one.

    And in those that count on from no other near them and stand between no two: 第二百六十条列举的财产 behind 第四条.
    """
    touched = [candidate for candidate in articles if "\u4e00" <= buffer[candidate.end : candidate.end + 1] <= "\u9fff"]
    touched = [candidate for candidate in touched if not _is_titled(buffer, candidate)]
    if len(articles) <= _ARTICLES_LEAST or len(touched) * _FEW >= len(articles):
        touched = _stray(articles, touched) if len(touched) < len(articles) else []
    else:
        _believe_apart(articles, touched)
    for candidate in touched:
        candidate.weigh("in-a-sentence", -_TOUCHED_COST)


def _is_titled(buffer: str, candidate: Candidate) -> bool:
    """Whether a few letters and no sign stand behind an article on its line: 第十条其他."""
    rest = buffer[candidate.end : candidate.line_end].rstrip()
    return len(rest) <= _TITLE_MOST and all("\u4e00" <= sign <= "\u9fff" for sign in rest)


def _believe_apart(articles: list[Candidate], touched: list[Candidate]) -> None:
    """Believe those more that stand apart as all others do and took the number of the next: 第八条, 第十条, 第九条, 第十条."""
    places = {one.start for one in touched}
    for before, candidate, behind in zip(articles, articles[1:], articles[2:], strict=False):
        if before.number + 2 == candidate.number == behind.number + 1 and candidate.start not in places:
            candidate.weigh("took-the-next", _TOOK_THE_NEXT)


def _stray(articles: list[Candidate], touched: list[Candidate]) -> list[Candidate]:
    """Those of the `touched` articles that no other is near, nor a lower one that is not touched before and a higher one behind."""
    numbers = {candidate.number for candidate in articles}
    alone = {one.start for one in touched if len(numbers.intersection(range(one.number - _ALIKE, one.number + _ALIKE + 1))) == 1}
    if not alone:
        return []
    places = {one.start for one in touched}
    higher: list[int] = []
    most = 0
    for candidate in reversed(articles):
        higher.append(most)
        most = max(most, 0 if candidate.start in places else candidate.number)
    found: list[Candidate] = []
    least = most + 1
    for candidate, behind in zip(articles, reversed(higher), strict=True):
        if candidate.start in alone and not least < candidate.number < behind:
            found.append(candidate)
        elif candidate.start not in places:
            least = min(least, candidate.number)
    return found


def doubt_few(buffer: str, articles: list[Candidate]) -> None:
    """The same of the few articles of a text that all touch what follows, where one has no neighbour or names another."""
    if not all("\u4e00" <= buffer[candidate.end : candidate.end + 1] <= "\u9fff" for candidate in articles):
        _doubt_touched(buffer, articles)
        return
    numbers = {candidate.number for candidate in articles}
    for candidate in articles:
        stop = buffer.find("。", candidate.end, candidate.line_end)
        if _ANOTHER.search(buffer, candidate.end, stop if stop >= 0 else candidate.line_end):
            candidate.weigh("in-a-sentence", -_NAMED_COST)
        elif candidate.number - 1 not in numbers and candidate.number + 1 not in numbers:
            candidate.weigh("in-a-sentence", -_TOUCHED_COST)
