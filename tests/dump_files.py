"""A plain text written as other formats, as an office or a site would have it."""

import re
from html import escape

from casekit.numerals import read
from casekit.variants import VARIANTS
from docx_files import abstract, level, num, packed, paragraph, word
from test_readers_html import book

_MARKS = (
    ("%1、", "chineseCountingThousand", r"([一二三四五六七八九十]+)、"),
    ("(%1)", "chineseCountingThousand", r"\(([一二三四五六七八九十]+)\)"),
    ("%1.", "decimal", r"([1-9][0-9]?)\.(?![0-9])"),
    ("%1、", "decimal", r"([1-9][0-9]?)、"),
    ("(%1)", "decimal", r"\(([1-9][0-9]?)\)"),
    ("第%1篇", "chineseCountingThousand", r"第([一二三四五六七八九十]+)篇"),
)
_MORE = (
    "丧喪乱亂兽獸坝壩壶壺拢攏拨撥摊攤栋棟栏欄烛燭爷爺盏盞禅禪窝窩简簡箩籮篓簍绍紹绰綽缝縫腾騰蛰蟄账賬购購贺賀贼賊辈輩钉釘钥鑰铺鋪锁鎖锄鋤闲閒闹鬧阶階颠顛"
    "饲飼骂罵骗騙击擊垒壘巩鞏树樹殴毆畅暢竞競纵縱纽紐练練缩縮艰艱诺諾谅諒谋謀谐諧贵貴赢贏趋趨较較辐輻辖轄迈邁链鏈锋鋒锐銳锻鍛镜鏡阔闊颖穎馈饋驱驅龄齡"
)


def lines_of(text):
    """The lines of a text without the blank ones at its ends."""
    return text.strip("\n").split("\n")


def as_word(text, apart=False, levels=None):
    """A .docx file in which every marker at the beginning of a line is an automatic number, and how many there are.

    Series share lists and override their starts, or are lists of their own where `apart` says so. `levels` are those of its headings by
    0-based line, which get an outline level.
    """
    plain = '<w:suff w:val="nothing"/>'
    lists = [] if apart else [abstract(n, level(0, shape, format, 1, plain)) for n, (shape, format, _) in enumerate(_MARKS)]
    series = []
    last = [(0, 0)] * len(_MARKS)
    blocks = []
    nums = numbers = 0
    for row, line in enumerate(lines_of(text)):
        rank = f'<w:outlineLvl w:val="{levels[row] - 1}"/>' if levels and row in levels else ""
        for n, (shape, format, pattern) in enumerate(_MARKS):
            found = re.match(pattern, line)
            if found:
                numbers += 1
                value = read(found[1])
                if last[n][1] + 1 != value or not last[n][0]:
                    nums += 1
                    if apart:
                        lists.append(abstract(nums, level(0, shape, format, value, plain)))
                    begin = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{value}"/></w:lvlOverride>'
                    series.append(num(nums, nums) if apart else num(nums, n, begin))
                    last[n] = (nums, value)
                last[n] = (last[n][0], value)
                blocks.append(paragraph(escape(line[found.end() :]), last[n][0], 0, properties=rank))
                break
        else:
            blocks.append(paragraph(escape(line), properties=rank))
    return word(*blocks, numbering="".join(lists + series)), numbers


def as_page(text, levels=None):
    """A web page of paragraphs, and of headings where `levels` tells their level by 0-based line."""
    tags = [f"h{min(levels[row], 6)}" if levels and row in levels else "p" for row in range(len(lines_of(text)))]
    body = "\n".join(f"<{tag}>{escape(line) or '<br>'}</{tag}>" for tag, line in zip(tags, lines_of(text), strict=True))
    return f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'></head><body>\n{body}\n</body></html>".encode()


def as_book(text, parts=3):
    """An .epub file; the text is cut into pages at lines."""
    lines = lines_of(text)
    size = len(lines) // parts + 1
    cuts = [lines[at : at + size] for at in range(0, len(lines), size)]
    return book(["\n".join(f"<p>{escape(line) or '<br/>'}</p>" for line in cut) for cut in cuts])


def as_markdown(text):
    """Markdown: headings of one level before every marker, as converters write them."""
    shown = []
    for line in lines_of(text):
        heading = any(re.match(pattern, line) for *_, pattern in _MARKS) and len(line) < 40
        plain = re.sub(r"^([0-9]+)\.", r"\1\\.", re.sub(r"([*_\\`])", r"\\\1", line))
        shown.append(f"## {plain}" if heading else plain)
    return "\n".join(shown).encode()


def traditional(text):
    """A text in traditional characters, as far as the dumps need it."""
    pairs = VARIANTS + _MORE
    return text.translate({ord(a): b for a, b in reversed(list(zip(pairs[::2], pairs[1::2], strict=True)))})


def zipped(members, encoding="gbk"):
    """A ZIP of bytes by name whose names are in GBK without a word about it, as Windows in China writes them."""
    raw = [name.encode(encoding) for name in members]
    stand_ins = [f"{n:X<{len(name)}}" for n, name in enumerate(raw)]
    data = packed(dict(zip(stand_ins, members.values(), strict=True)))
    for name, stand_in in zip(raw, stand_ins, strict=True):
        data = data.replace(stand_in.encode(), name)
    return data
