"""What a web page puts around a text: lists of links, and lines of the site."""

from bisect import bisect_left
from typing import Final

from casekit.parser.lines import Lines, firsts
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_ALONG: Final = lazy("[:：][^\\s】\\]]")
"""The link stands on the line of its head."""
_SURE: Final = 3.0
"""A marker believed so much is a heading's."""
_LINK_HEAD: Final = lazy(
    '(?:[【\\[“《"][^\n】\\]”》"]{1,30}[】\\]”》"][的:：]?|看过[“《"][^\n”》"]{1,30}[”》"]的|[^\n，。：；]{2,24}(?=相关文章[:：]))?'
    "[【\\[]?(?:推荐阅读|相关阅读|相关文章|相关推荐|相关链接|猜你喜欢|延伸阅读|热门(?:文章|推荐)|你可能(?:还)?(?:感兴趣|喜欢)|(?:猜您喜欢|[为给][您你]推荐|您可能(?:还|也)?(?:会|想)?(?:感兴趣|喜欢|看)|你可能(?:也|会|还会|想)(?:感兴趣|喜欢|看)"
    "|热门(?:阅读|资讯|话题)|热点(?:推荐|文章|新闻)|相关(?:新闻|资讯)|(?:编辑|小编)(?:精选|推荐)|[今本](?:日|周)热[榜搜文]|热[搜文]榜|(?:点击|阅读|热文)排行榜?)(?=[的：:】\\]]*$)|更多相关|看过本文的(?:人)?还看了?|人还(?:看了|喜欢)|往期(?:推荐|回顾|精选|精彩|文章|好文)|(?:人|网友|读者)也(?:在看|看了|喜欢)|大家都在看)[^\n]{0,12}[】\\]]?"
)
_LINK_FIRST: Final = firsts("【[“《推相猜延热你您更看大往为给编小今本点阅")
_SITE: Final = lazy(
    "(?:您?(?:当前|现在|所在)?的?位置[:：][ \\t\u3000]*)?首页[ \\t\u3000]*(?:>|＞|»|›|→|&gt;|/)[^。\n]{1,60}"
    "|[【\\[]?(?:字体|字号)(?:大小)?[:：][ \\t\u3000]*[【\\[]?大[^。\n]{0,20}"
    "|[上下]一[篇条页][:：][^。\n]{0,60}"
    "|(?:打印|关闭)(?:本页|窗口|页面)?(?:[ \\t\u3000|]+\\S{2,4}){0,3}"
    "|分享(?:到|至)[:：]?[^。，\n]{0,30}"
    "|[\\[［][0-9]{1,3}[\\]］](?:[ \\t\u3000]*+[\\[［]?[0-9]{1,3}[\\]］]?){1,20}+[ \\t\u3000]*+"
    "(?:\\.{2,6}|…{1,2})?[ \\t\u3000]*+[\\[［]?(?:[下后]一?页|[末尾]页)[^。\n]{0,60}",
    begins=(
        *("您", "当前", "现在", "所在", "的位置", "位置", "首页", "【字", "[字", "字", "上一", "下一", "打印", "关闭", "分享"),
        *("[1", "［1"),
    ),
)
"""What a site writes around a text: where its page stands, how to read, print and share it."""
_STEP: Final = "[节節章课課讲講回集卷][:：][^。\n]"
_STEPS: Final = lazy(f"上一{_STEP}{{0,50}}?下一{_STEP}{{0,50}}")
"""The links to the parts before and behind the one a page holds: 上一节：一、选种　　下一节：三、移栽."""
_BEFORE: Final = lazy(f"上一{_STEP}{{0,50}}")
_BEHIND: Final = lazy(f"下一{_STEP}{{0,50}}")
"""The same, each on a line of its own."""
_SITE_FIRST: Final = firsts("您当现所位首【[［字上下打关分")
_SITE_MOST: Final = 80
_NAMED_LINKS: Final = lazy("相关文章(?=[:：])")
_ABOVE: Final = 60
"""The number before that of a heading behind a list of links stands within so many candidates above it."""
_RANKED: Final = lazy("排行|热门话题|热点新闻|热点文章")
_RANKED_LEAST: Final = 3
"""What a text may tell of as well is a list of links with so many entries."""
_ENTRY_MOST: Final = 45
_TRAIL: Final = lazy("[\u4e00-\u9fff]{2,12}(?:[ \\t\u3000]+[>＞»›][ \\t\u3000]+[^\\s>＞»›]{2,30}){2,6}")
"""Where in its site a page stands: 园艺网　>　蔬菜　>　一、选种."""
_LINK_MOST: Final = 50
"""The head of a list of links is not longer, in code points."""


def links(lines: Lines, candidates: list[Candidate], around: list[Region]) -> list[Region]:
    """What a web page recommends: a head and the short unfinished lines under it, up to the next case or page; `around` are the lines of
    the site.
    """
    found: list[Region] = []
    places = {region.start for region in around}
    cases: set[int] | None = None
    named = [lines.at(match.start()) for match in _NAMED_LINKS.finditer(lines.buffer)] if lines.places("相关文章") else []
    rows = lines.beginning(_LINK_FIRST, _LINK_MOST)
    for row in sorted({*rows, *named}) if named else rows:
        head = lines.texts[row]
        if len(head) > _LINK_MOST or not row or not _LINK_HEAD.fullmatch(head) or row + 1 >= len(lines.texts):
            continue
        last = row
        cases = {one.row for one in candidates if one.kind == "case"} if cases is None else cases
        entry: Candidate | None = None
        for text in () if _ALONG.search(head) else lines.texts[row + 1 : row + 13]:
            if not text or len(text) > _ENTRY_MOST or text[-1] in "。！？；：" or last + 1 in cases:
                break
            if _TRAIL.fullmatch(text):
                last += 1
                break
            marked = _at_row(candidates, last + 1)
            if (
                marked is not None
                and last > row
                and (_goes_on_with_the_text(candidates, marked, entry, row, places) or _opens_a_series(lines.texts, candidates, marked))
            ):
                break
            entry = marked or entry
            last += 1
        if last - row >= _RANKED_LEAST or not _RANKED.search(head):
            found.append(Region(lines.starts[row], lines.end(last), "furniture"))
    return found


def _at_row(candidates: list[Candidate], row: int) -> Candidate | None:
    """The first candidate on a line that begins it, None for none."""
    place = bisect_left(candidates, row, key=_row)
    found = candidates[place] if place < len(candidates) else None
    return found if found is not None and found.row == row and not found.glued and found.belief >= _SURE else None


def _goes_on_with_the_text(candidates: list[Candidate], marked: Candidate, entry: Candidate | None, head: int, around: set[int]) -> bool:
    """Whether a marker under the line `head` of a list of links is none of its entries, the last of which is `entry`, and the number
    before it stands above the list, not in a line of the site, of which `around` are the beginnings.
    """
    if entry is not None and entry.style == marked.style and entry.number + 1 == marked.number:
        return False
    place = bisect_left(candidates, head, key=_row)
    for before in candidates[max(place - _ABOVE, 0) : place][::-1]:
        if before.style == marked.style and before.number <= marked.number and before.line_start not in around:
            return before.number == marked.number - 1
    return False


def _opens_a_series(texts: list[str], candidates: list[Candidate], marked: Candidate) -> bool:
    """Whether a marker under a list of links is a 1 with a sentence under it, and so is the 2 behind."""
    place = bisect_left(candidates, marked.row + 1, key=_row)
    if marked.number != 1 or not _told(texts, marked.row):
        return False
    for behind in candidates[place : place + _ABOVE]:
        if behind.style == marked.style and not behind.glued:
            return behind.number == marked.number + 1 and _told(texts, behind.row)
    return False


def _told(texts: list[str], row: int) -> bool:
    """Whether a sentence stands under a line, one blank line between at most."""
    return next((text for text in texts[row + 1 : row + 3] if text), "").endswith("。")


def _row(candidate: Candidate) -> int:
    return candidate.row


def site(lines: Lines) -> list[Region]:
    """The lines that a web page has around its text."""
    texts = lines.texts
    return [
        Region(lines.starts[row], lines.end(row), "furniture")
        for row in lines.beginning(_SITE_FIRST, _SITE_MOST)
        if _SITE.fullmatch(texts[row]) or (texts[row][1:2] == "一" and _steps(texts, row))
    ]


def _steps(texts: list[str], row: int) -> bool:
    """Whether a line leads to the part before or behind that of the page, and itself or the one beside it the other way."""
    if _STEPS.fullmatch(texts[row]):
        return True
    if _BEFORE.fullmatch(texts[row]):
        return any(_BEHIND.fullmatch(text) for text in texts[row + 1 : row + 3])
    return _BEHIND.fullmatch(texts[row]) is not None and any(_BEFORE.fullmatch(text) for text in texts[max(row - 2, 0) : row])
