"""Patterns that wait: nothing is compiled before it is needed, and then they find what compiled ones find."""

import re

import pytest

from casekit.parser.regions.web import _SITE
from casekit.patterns import lazy

TEXT = "一、总则。二、附则；Ab aB"


@pytest.fixture
def compiled(monkeypatch):
    """The patterns that were compiled since."""
    seen: list[str] = []
    real = re.compile

    def note(pattern, flags=0):
        seen.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", note)
    return seen


def test_a_pattern_waits_for_its_first_use_and_is_compiled_once(compiled):
    waiting = lazy("[一二]、")
    assert waiting.pattern == "[一二]、" and compiled == []
    assert waiting.match(TEXT) and waiting.search(TEXT, 3) and waiting.findall(TEXT) == ["一、", "二、"]
    assert compiled == ["[一二]、"]


@pytest.mark.parametrize(("pattern", "flags"), [("[一二](、)", 0), ("ab", re.IGNORECASE), ("没有", 0), ("", 0)])
def test_it_finds_what_the_compiled_pattern_finds(pattern, flags):
    waiting, real = lazy(pattern, flags), re.compile(pattern, flags)
    for method in ("match", "fullmatch", "search", "finditer"):
        found, expected = getattr(waiting, method)(TEXT), getattr(real, method)(TEXT)
        if method == "finditer":
            assert [one.span() for one in found] == [one.span() for one in expected]
        else:
            assert (found and found.span()) == (expected and expected.span())
    assert waiting.sub("-", TEXT) == real.sub("-", TEXT) and waiting.subn("-", TEXT, 1) == real.subn("-", TEXT, 1)
    assert waiting.split(TEXT) == real.split(TEXT) and waiting.findall(TEXT) == real.findall(TEXT)


def test_an_error_comes_at_the_first_use_and_other_names_are_unknown():
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.match("")
    with pytest.raises(AttributeError, match="groupindex"):
        _ = lazy("a").groupindex


def test_a_pattern_is_not_compiled_for_what_does_not_begin_as_it_does(compiled):
    waiting = lazy("(?:首页|打印).*", begins=("首页", "打印"))
    assert waiting.fullmatch("关于打印") is None and compiled == []
    found = waiting.fullmatch("打印本页")
    assert found and found.group() == "打印本页" and len(compiled) == 1
    assert waiting.fullmatch("关于打印") is None and waiting.search("关于打印本页") and len(compiled) == 1


@pytest.mark.parametrize(
    "line",
    [
        *("您的位置：首页 > 新闻", "您当前位置：首页>新闻", "当前的位置:首页》a", "现在位置：首页»甲", "的位置：首页/甲"),
        *("位置：首页|a", "首页 &gt; 甲", "【字体：大 中 小】", "[字号大小：【大 中 小", "字体：大", "上一篇：甲", "下一条：", "上一页:"),
        *("打印", "打印本页 | 关闭窗口", "关闭页面", "分享到：微信", "分享至微博"),
    ],
)
def test_what_a_site_writes_begins_as_it_is_said_to(line):
    assert bool(_SITE.fullmatch(line)) == bool(re.fullmatch(_SITE.pattern, line))
    assert bool(lazy(_SITE.pattern, begins=_SITE.begins).fullmatch(line)) == bool(re.fullmatch(_SITE.pattern, line))
