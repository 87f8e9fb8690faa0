"""The heading families: what a marker of each looks like, how it counts, what only resembles it.

A family is one row of `LADDER`. Its pattern matches the marker at the start of a line (blanks before it are skipped) and nothing of the
title; look-ahead may refuse what follows. `belief` is how far a marker alone is trusted (units of the outline's cost model), `rank` the
family's usual place, 1 outermost: it only breaks ties, since the order of families is learnt from each case. Families of one `series`
may take over from each other in mid-count (一．二.三：). The examples of every row are run as tests.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from casekit import numerals

BLANK = " \\t\\f\\v\u00a0\u00ad\u2000-\u200b\u202a-\u202e\u2060\u3000\ufeff"
"""Blanks and invisible characters, as the inside of a character class."""

_HAN = "一二三四五六七八九十百千零〇○两兩廿卅卌⼀⼆⼋⼗"
_FORMAL = "壹贰貳叁參叄肆伍陆陸柒捌玖拾佰"
_ARABIC = "0-9０-９"
_S = f"[{BLANK}]*"
_OPEN = r"(（〔［\[﹙〈<{｛"
_CLOSE = r")）〕］\]﹚〉>}｝"
_BLURRED = "＝=彡"
"""Signs that scanners put for 二 and 三."""
_ANY = f"(?:[{_HAN}{_BLURRED}]{{1,9}}|[{_FORMAL}]{{1,5}}|[{_ARABIC}]{{1,4}})"
_NUMERAL = re.compile(f"[{_HAN}{_FORMAL}{_BLURRED}ㄧー—―－–{_ARABIC}]+")
_LATER = re.compile(f"之([{_HAN}]{{1,3}})|[-－—―]([{_ARABIC}]{{1,2}})|の([{_HAN}{_ARABIC}]{{1,3}})")
_LETTER = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
_ROMAN = re.compile("[IVXLCivxlcⅠ-Ⅻⅰ-ⅻ]+")
_CYCLE = re.compile(f"[{numerals.STEMS}{numerals.BRANCHES}]")
_DIGITS = re.compile(f"[{_ARABIC}]+")

Reading = tuple[int, int | None, tuple[int, ...]]
"""Number, sub-number (之一) and, for decimals, every component."""


def _plain(marker: str) -> Reading | None:
    found = _NUMERAL.search(marker)
    number = numerals.read_lookalike(found.group()) if found else None
    if found is None or number is None:
        return None
    later = _LATER.search(marker, found.end() if marker.startswith("第") else len(marker))
    sub = numerals.read(next(g for g in later.groups() if g)) if later else None
    return number, sub, (number,)


def _lookalike(marker: str) -> Reading | None:
    number = numerals.read_lookalike(marker.rstrip("、．.").strip())
    return (number, None, (number,)) if number else None


def _glyph(marker: str) -> Reading | None:
    number = numerals.GLYPHS.get(marker.strip()[:1])
    return None if number is None else (number, None, (number,))


def _letter(marker: str) -> Reading | None:
    found = _LETTER.search(marker)
    number = numerals.read_letter(found.group()) if found else None
    return (number, None, (number,)) if number else None


def _roman(marker: str) -> Reading | None:
    found = _ROMAN.search(marker)
    number = numerals.read_roman(found.group()) if found else None
    return (number, None, (number,)) if number else None


def _cycle(marker: str) -> Reading | None:
    found = _CYCLE.search(marker)
    number = numerals.read_cycle(found.group()) if found else None
    return (number, None, (number,)) if number else None


def _decimal(marker: str) -> Reading | None:
    parts = [numerals.read(part) for part in _DIGITS.findall(marker)]
    if len(parts) < 2 or any(part is None for part in parts):
        return None
    path = tuple(part for part in parts if part is not None)
    return path[-1], None, path


def _annex_decimal(marker: str) -> Reading | None:
    head = numerals.read_letter(marker[0])
    parts = [numerals.read(part) or 0 for part in _DIGITS.findall(marker)]
    return (parts[-1], None, (1000 + (head or 0), *parts)) if parts else None


def _label(marker: str) -> Reading | None:
    return _plain(marker) or _roman(marker) or _letter(marker)


def _half(marker: str) -> Reading | None:
    # 下 follows 中 and, where there is none, 上: a second 2.
    return {"上": (1, None, (1,)), "中": (2, None, (2,)), "下": (2, 1, (2,))}.get(marker[:1])


def _labelled(marker: str) -> Reading | None:
    parts = [numerals.read(part) for part in _DIGITS.findall(marker)]
    if len(parts) == 2 and parts[0] is not None and parts[1] is not None:
        return parts[0], parts[1] or None, (parts[0],)
    return _plain(marker)


_WORDS = {w: i for i, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}


def _english(marker: str) -> Reading | None:
    tail = marker.split(".")[-1].strip() if marker.lower().startswith("no.") else re.sub(r"^[A-Za-z]+\.?\s*", "", marker).strip()
    number = _WORDS.get(tail.lower()) or numerals.read(tail) or numerals.read_roman(tail) or numerals.read_letter(tail)
    return (number, None, (number,)) if number else None


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of marker.

    `kind` is what a heading of this family is: `case` opens a case, `heading`, or `container` for a heading that may hold cases.
    `prefix` tells that its number may be the first component of decimals below it (第3章 → 3.1). `runs_on` tells that its numbers
    never restart under a new parent (articles).
    """

    id: str
    title: str
    pattern: str
    belief: float
    rank: int
    examples: tuple[tuple[str, int], ...]
    lookalikes: tuple[str, ...] = ()
    read: Callable[[str], Reading | None] = field(default=_plain, repr=False)
    series: str = ""
    kind: str = "heading"
    prefix: bool = False
    runs_on: bool = False


_AFTER_UNIT = f"(?=[{BLANK}]|[:：、.．《“\"【\\[(（<]|[—–―-]|\n|\\Z|(?!中[的所规有各])[^的是了在至和与與及或所之，,。；;）)\\s、》”」』])"
_AFTER_UNIT_STRICT = f"(?=[{BLANK}]|[:：、.．]|\n|\\Z)"


def _ordinal(unit: str, veto: str = "", strict: bool = False, prefix: str = "第") -> str:
    later = f"(?:之[{_HAN}]{{1,3}}|[-－—―][{_ARABIC}]{{1,2}})?"
    after = f"(?:之[{_HAN}]{{1,3}}(?![{_HAN}])|の[{_HAN}{_ARABIC}]{{1,3}})?"
    refuse = f"(?!{veto})" if veto else ""
    return f"{prefix}{_S}(?:{_ANY}|[{_HAN}]{{0,4}}[－—―ーㄧ-][{_HAN}]?){later}{_S}(?:{unit}){refuse}{after}{_AFTER_UNIT_STRICT if strict else _AFTER_UNIT}"


_MEASURES = "年月日时時分秒点點个個人名万萬亿億元％%度次号號条條项項件家户戶位岁歲级級班届周天层層楼樓米吨噸斤亩畝里只台辆部所座余多数倍成线線大小学學期种種类類站组組本张份份对對双批起世代省市县區区乡鄉镇鎮村月者路间門门支道场場块塊把套篇页頁行段字根头頭口条颗棵株匹轮輪圈遍趟顿餐样處处"

LADDER: tuple[Family, ...] = (
    Family("part", "第一编", _ordinal("分编|分編|编|編", "辑|输|制|者|号|委|写|排"), 6, 2, (("第一编 总则", 1), ("第二分编 所有权", 2), ("第叁編 附則", 3)), ("第一编辑部", "第二编的规定"), kind="container"),
    Family("piece", "第一篇", _ordinal("篇", "张|文章|论文|报道|幅|日记|作文|课文|小说"), 6, 1, (("第一篇:党建创新案例", 1), ("第十二篇", 12), ("第2篇 入门", 2)), ("第四篇文章写得好", "第一篇的内容"), kind="case"),
    Family("chapter", "第一章", _ordinal("章", "程|鱼|的"), 6, 3, (("第一章 总则", 1), ("第２章　方法", 2), ("第壹章 總則", 1), ("第 三 章 结构", 3), ("第一章总则", 1)), ("第一章的规定", "第二章程序员"), prefix=True),
    Family("section", "第一节", _ordinal("节|節", "课|課|日|目|约|能|假|气|奏|点|的|车|体"), 6, 4, (("第 三 节　结构", 3), ("第十节 附则", 10), ("第一節 通則", 1)), ("第一节课", "第二节日", "第一节的内容")),
    Family(
        "article",
        "第一条",
        _ordinal("条|條", "件|例|约|路|消息|规定|規定|的|至|和|与|及|或|第|、第|之规|款|线|线索|信息|建议|意见|经验|措施|街|河|腿|鱼"),
        5,
        5,
        (("第十二条 本办法自发布之日起施行。", 12), ("第一百三十三条之一 在道路上驾驶", 133), ("第十二條之一", 12), ("第1-1條", 1), ("第一条の二", 1), ("第三十—条 附则", 31)),
        ("第三条规定的情形", "第十条第二款", "第二条至第五条", "第一条件", "第五条、第六条", "第二条和第三条", "第一条,要讲卫生"),
        runs_on=True,
    ),
    Family("division", "第一部分", _ordinal("部分|部份", "别|的"), 5, 2, (("第一部分 基本情况", 1), ("第二部分：主要做法", 2)), ("第一部分的内容",), prefix=True, kind="container"),
    Family("unit", "第一单元", _ordinal("单元|單元|模块|模塊|板块|板塊|专题|專題|阶段|階段", "的|是"), 4.5, 2, (("第一单元 观察", 1), ("第三阶段：验收", 3)), ("第一单元的",), kind="container"),
    Family("lesson", "第一讲", _ordinal("讲|講|课时|課時|课|課", "程|题|堂|的|话|座|演|义"), 4.5, 3, (("第六讲 组织", 6), ("第2课 春", 2)), ("第二课堂", "第一课程", "第三讲话"), prefix=True),
    Family("volume", "第一卷", _ordinal("卷|册|冊|辑|輯|部|集|回|幕|场|場|期|季|话|話", strict=True), 4, 2, (("第一部 电影", 1), ("第三卷", 3)), ("第一部电影", "第五回合", "第二集团军", "第一部门"), kind="container"),
    Family("case-bracket", "【篇一】", f"【{_S}(?:篇|第|范文|例文|案例|示例|例|样本|模板|文)?{_S}{_ANY}{_S}(?:篇|则|例)?{_S}】", 6, 1, (("【篇1】", 1), ("【案例一】某某案", 1), ("【第三篇】", 3), ("【范文二】", 2)), ("【重点】", "【典型意义】"), kind="case"),
    Family(
        "case-label",
        "案例一",
        f"(?:(?:典型|经典|优秀|教学|实践|创新|工作|精选|指导性?)?(?:案例|案件|范文|例文|模板|样本|事例|材料)|篇){_S}(?:之)?(?:[(（]{_ANY}[)）]|{_ANY}(?![{_ARABIC}]))(?=[:：、.．]|[{BLANK}]|\n|\\Z)",
        5,
        1,
        (("篇一：工作总结", 1), ("案例一 张三诉李四", 1), ("案例1：某公司", 1), ("典型案例之一：", 1), ("案例（二）", 2), ("篇3", 3)),
        ("案例2012年", "篇章一", "案例一般"),
        kind="case",
    ),
    Family(
        "annex",
        "附件1",
        f"(?:附件|附录|附錄|附则|附則|附){_S}(?:[(（]?{_ANY}[)）]?|[A-ZＡ-Ｚ](?![A-Za-z])|[ⅠⅡⅢⅣⅤⅥ])(?=[:：、.．]|[{BLANK}]|\n|\\Z)",
        4,
        2,
        (("附件1：名单", 1), ("附件 2", 2), ("附录A 规范性附录", 1), ("附录二", 2)),
        ("附件：名单", "附件1的内容", "附表"),
        read=_label,
        kind="container",
    ),
    Family("volume-half", "上编", f"[上中下](?:编|編|篇|册|冊|卷|部)(?=[:：]|[{BLANK}]|\n|\\Z)", 5, 1, (("上编", 1), ("下篇 实践", 2), ("中册：", 2)), ("上篇文章", "下部分"), read=_half, kind="container"),
    Family("class", "第一类", _ordinal("类|類|项|項|步|案|种|種|方面|层|点", strict=True), 1.2, 7, (("第二步：清洗", 2), ("第一类 水果", 1)), ("第一类是", "第三项目")),
    Family("step", "第一步，", f"第{_S}{_ANY}{_S}(?:步|招|关|诀|方面|层|点|件事|类|種|种)(?=[，,：:、])", 2, 7, (("第一步，清点", 1), ("第二步：登记", 2)), ("第一步是", "第一方面的")),
    Family(
        "label",
        "任务一",
        f"(?:示例|例|专题|任务|活动|主题|问题|模块|板块|单元|情景|情境|场景|话题|议题|环节|步骤|经验|做法|措施|启示|故事|实例|议程|项目|议案|提案){_S}(?:[{_ARABIC}]{{1,3}}\\.[{_ARABIC}]{{1,2}}|{_ANY})(?=[:：、.．]|[{BLANK}]|\n|\\Z)",
        3,
        5,
        (("专题三 ", 3), ("例1 ", 1), ("任务一：", 1), ("活动2 观察", 2)),
        ("例如", "问题在于", "项目一期工程", "例1的"),
        read=_labelled,
    ),
    Family("formal-comma", "壹、", f"[{_FORMAL}]{{1,5}}{_S}(?:[、．.:：]|(?=[{BLANK}]))", 4.5, 5, (("壹、總述", 1), ("拾壹、附則", 11), ("貳、公文製作", 2), ("叁．结论", 3)), ("壹佰万元整", "伍某某", "陆军")),
    Family("han-comma", "一、", f"[{_HAN}]{{1,6}}{_S}(?:[、．､]|\\.(?![{_ARABIC}]))", 5, 6, (("一、狠抓学校支部", 1), ("十二、附则", 12), ("一．背景", 1), ("二. 方法", 2), ("二十一、其他", 21), ("⼀、结构层次", 1)), ("一是突出重点", "一个国家", "二月份", "一带一路", "十多年", "一〇年"), series="han"),
    Family("han-loose", "一，", f"[{_HAN}]{{1,3}}(?:[,，:：·](?=[^\\s{_ARABIC}])|(?=[{BLANK}]+[^\\s{_MEASURES}]))", 2.2, 6, (("三,强化", 3), ("一 研究背景", 1), ("一：概述", 1)), ("一个", "三中全会", "一 年"), series="han"),
    Family("han-lookalike", "—、", f"(?:[—―ーㄧ－–-]|[{_HAN}]{{0,2}}[{_BLURRED}—－][{_HAN}]?){_S}(?:[、．]|\\.(?![{_ARABIC}]))", 2.5, 6, (("—、总体要求", 1), ("ー、目的", 1), ("ㄧ、依據", 1), ("－、背景", 1)), ("——学习型党组织", "- 列表", "— 1 —"), read=_lookalike, series="han"),
    Family("han-parens", "（一）", f"[{_OPEN}]{_S}(?:[{_HAN}{_BLURRED}ㄧ]{{1,5}}|[{_HAN}]{{0,2}}[—ー－-]){_S}[{_CLOSE}][、．]?", 5, 7, (("(一)加强支部自身建设", 1), ("（十一）其他", 11), ("（ 二 ）明确", 2), ("〔三〕", 3), ("(ㄧ)凡屬", 1), ("［四］", 4), ("（一〉错", 1)), ("(一般情况)", "(三人)"), series="han-parens"),
    Family("han-half-parens", "一）", f"[{_HAN}]{{1,4}}[)）]", 3, 7, (("一）背景", 1), ("三)方法", 3)), ("一般）",), series="han-parens"),
    Family("han-parens-char", "㈠", "[㈠-㈩]", 3, 7, (("㈠加强", 1), ("㈩", 10)), (), read=_glyph, series="han-parens"),
    Family("decimal", "1.1", f"[{_ARABIC}]{{1,3}}(?:{_S}[.．]{_S}[{_ARABIC}]{{1,3}}){{1,5}}[.．、]?(?=[^{_ARABIC}.．%％‰℃万亿元倍个年月日人吨米的中版时分\\]）),，。；;~～/+\\-–—]|，[\u4e00-\u9fff]|\\Z)(?![{BLANK}]+[0-9.,]+[{BLANK}]*(?:\n|\\Z))", 4, 9, (("1.1 研究背景", 1), ("3.2.1说明", 1), ("11.5.14.1 通则", 1), ("２．１　方法", 1), ("1. 1 背景", 1), ("4.4 总则", 4)), ("14.6%", "3.5万元", "11.5.14.2的试验适用于", "3.1.1中的规定", "2.5倍", "1.5米"), read=_decimal),
    Family("annex-decimal", "A.1", f"[A-ZＡ-Ｚ](?:[.．][{_ARABIC}]{{1,3}}){{1,4}}(?=[^{_ARABIC}.．A-Za-z%]|\\Z)", 3, 9, (("A.1 概述", 1), ("B.2.3试验", 3)), ("A.B公司", "U.S."), read=_annex_decimal),
    Family("chapter-dash", "1-1", f"[{_ARABIC}]{{1,2}}[-－–—][{_ARABIC}]{{1,2}}(?=[{BLANK}]+[^\\s{_ARABIC}]|、)", 1.5, 9, (("1-1 概述", 1), ("2—3、方法", 3)), ("2011—2012学年度", "12-31日", "0451-8888888"), read=_decimal),
    Family("arabic-dot", "1.", f"[{_ARABIC}]{{1,3}}{_S}[.．](?=[^{_ARABIC}.．]|[{_ARABIC}]{{4}}年|[0-9]{{1,3}}[A-Za-z]|\\Z)", 3, 8, (("1.加强学习", 1), ("12．其他", 12), ("3. 方法", 3), ("１．目的", 1), ("1 . 目的", 1)), ("14.6%", "3.5万元", "1.1 概述", "2012.12.12"), series="arabic", prefix=True),
    Family("arabic-comma", "1、", f"[{_ARABIC}]{{1,3}}{_S}[、､](?![{_ARABIC}]{{1,3}}[、号号楼])", 3, 8, (("1、明确三个突出", 1), ("２、弘扬", 2), ("10、其他", 10)), ("1,000元", "1月", "1、2、3号楼"), series="arabic", prefix=True),
    Family("arabic-loose", "1，", f"[{_ARABIC}]{{1,2}}[,，:：;；。·•﹒](?=[^{_ARABIC}\\s])", 1, 8, (("1,明确", 1), ("2：目标", 2), ("3。其他", 3), ("4·结论", 4)), ("1,000元", "12:30:45", "3：1"), series="arabic", prefix=True),
    Family("arabic-lookalike", "l、", "[lI丨|｜ｌ][、．.](?![A-Za-z])", 1, 8, (("l、总体", 1), ("I、背景", 1), ("丨、目的", 1)), ("II. Method", "It is"), read=_lookalike, series="arabic", prefix=True),
    Family("dot-char", "⒈", "[⒈-⒛]", 3, 8, (("⒈目的", 1), ("⒛其他", 20)), (), read=_glyph, series="arabic", prefix=True),
    Family("arabic-parens", "（1）", f"[{_OPEN}]{_S}[{_ARABIC}]{{1,3}}{_S}[{_CLOSE}][、．]?", 3, 10, (("(1)学生党支部", 1), ("（12）", 12), ("［3］张三", 3), ("( 4 )方法", 4)), ("(2011—2012学年度)", "（2012）", "(1+2)", "(1983年生)"), series="arabic-parens"),
    Family("arabic-half-parens", "1）", f"[{_ARABIC}]{{1,2}}{_S}[)）]", 2.5, 11, (("1）目的", 1), ("12)其他", 12), ("１）", 1)), ("2012）",), series="arabic-half-parens"),
    Family("parens-char", "⑴", "[⑴-⒇]", 3, 10, (("⑴目的", 1),), (), read=_glyph, series="arabic-parens"),
    Family("arabic-blank", "1 ", f"[{_ARABIC}]{{1,2}}(?=[{BLANK}]+[^\\s{_ARABIC}{_MEASURES}+=×*/<>≤≥~～.．,，。、:：;；)）《\\-—–])", 1, 8, (("1 范围", 1), ("3  术语和定义", 3), ("２　规范性引用文件", 2)), ("3 人考取", "12 月", "85 %", "2012 年"), series="arabic", prefix=True),
    Family("arabic-alone", "1\n", f"[{_ARABIC}]{{1,3}}(?=[{BLANK}]*\n)", 1, 8, (("115\n关于", 115), ("3 \n", 3)), ("115 关于", "2012年"), prefix=True),
    Family("arabic-bare", "1范围", f"[1-9１-９][{_ARABIC}]?(?=[\u4e00-\u9fff《“])(?![{_MEASURES}])", 0.2, 8, (("1范围", 1), ("2规范性引用文件", 2)), ("3人考取选调生", "56人考取", "2名", "11项", "3年来"), series="arabic", prefix=True),
    Family("circled", "①", "[⓪①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴➀-➓⓵-⓾㊀-㊉]", 2.5, 12, (("①圆圈", 1), ("㉑", 21), ("❶重点", 1), ("㊀目的", 1)), (), read=_glyph),
    Family("latin-dot", "A.", "[A-Za-zＡ-Ｚａ-ｚ][.．、](?![A-Za-zＡ-Ｚ.．0-9])", 1.5, 13, (("A.概述", 1), ("b. 方法", 2), ("Ａ、", 1)), ("A.B.C", "e.g. ", "U.S.", "a.m."), read=_letter),
    Family("latin-half-parens", "a）", "[A-Za-zＡ-Ｚａ-ｚ][)）]", 1.5, 13, (("a) 目的", 1), ("b）方法", 2)), ("ab) 目的",), read=_letter),
    Family("latin-parens", "（a）", f"[{_OPEN}][A-Za-zＡ-Ｚａ-ｚ][{_CLOSE}]", 1.5, 13, (("(a)", 1), ("（B）", 2), ("[c]", 3)), ("(ab)",), read=_letter),
    Family("roman", "Ⅰ.", f"(?:[Ⅰ-Ⅻⅰ-ⅻ]{{1,3}}|[IVXL]{{1,6}})(?:[.．、:：)）](?![A-Za-z]))|[Ⅰ-Ⅻⅰ-ⅻ]{{1,3}}(?=[{BLANK}]+[\u4e00-\u9fff])", 2.5, 5, (("Ⅰ.背景", 1), ("II. 方法", 2), ("Ⅲ、结论", 3), ("IV、其他", 4), ("XII. 附", 12)), ("I am", "IV型", "VI版", "XL号"), read=_roman),
    Family("roman-parens", "（Ⅰ）", f"[{_OPEN}](?:[Ⅰ-Ⅻⅰ-ⅻ]{{1,3}}|[ivxIVX]{{2,5}})[{_CLOSE}]", 2, 12, (("（Ⅱ）方法", 2), ("(iii) 其他", 3)), ("(IT)",), read=_roman),
    Family("stem", "甲、", f"[{numerals.STEMS}][、．.]", 2.5, 9, (("甲、於公務", 1), ("丙．其他", 3)), ("甲方：某公司", "乙肝", "丁某"), read=_cycle),
    Family("stem-parens", "（甲）", f"[{_OPEN}][{numerals.STEMS}][{_CLOSE}]", 2.5, 10, (("（乙）", 2), ("(甲)一般", 1)), ("（甲方）",), read=_cycle),
    Family("branch", "子、", f"[{numerals.BRANCHES}][、．.]|[{_OPEN}][{numerals.BRANCHES}][{_CLOSE}]", 1.5, 11, (("子、", 1), ("（丑）", 2)), ("未来", "午后"), read=_cycle),
    Family("ordinal-comma", "第一、", f"第(?:[{_HAN}]{{1,3}}|[{_ARABIC}]{{1,2}})[、:：]", 2.5, 7, (("第二、落实", 2), ("第四：总结", 4)), ("第一书记", "第一时间", "第一，提高认识")),
    Family("english", "Part 1", f"(?i:part|chapter|section|article|appendix|annex|unit|lesson|module|step|case|no\\.|vol\\.|volume|book|episode)[{BLANK}]*(?:[0-9]{{1,3}}|[IVXLC]{{1,6}}|(?i:one|two|three|four|five|six|seven|eight|nine|ten)|[A-Z])(?=[.:：、){BLANK}]|\n|\\Z)", 3, 3, (("Part 1 概述", 1), ("PART ONE", 1), ("Chapter III", 3), ("Step 2：", 2), ("No.11", 11), ("Case 3", 3)), ("Partner", "casebook"), read=_english),
    Family("section-sign", "§1", f"§{_S}[{_ARABIC}]{{1,3}}(?:\\.[{_ARABIC}]{{1,3}})*", 4, 4, (("§1 引言", 1), ("§ 2.1", 2)), ()),
    Family("unit-first", "卷五", f"(?:卷|章|编|辑|集|回|幕|段)(?:[{_HAN}]{{1,4}}|[{_ARABIC}]{{1,3}})(?=[:：、]|[{BLANK}]|\n|\\Z)", 2.5, 2, (("卷五 开源盛世", 5), ("章三", 3)), ("卷一展开，后面全是正文", "部一级"), kind="container"),
)

FIRST = (
    "第【＝=彡篇上中下材提典经优教实创工精指案范例模样事附示专任活主问板单情场话议环步经做措启故项卷章编辑集回幕段§"
    + _HAN + _FORMAL + _ARABIC + _OPEN + numerals.STEMS + numerals.BRANCHES
    + "㈠-㈩⒈-⒛⑴-⒇⓪①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴➀-➓⓵-⓾㊀-㊉Ⅰ-Ⅻⅰ-ⅻA-Za-zＡ-Ｚａ-ｚ—―ーㄧ－–丨|｜\\-"
)
"""The characters a marker can begin with, as the inside of a character class: most lines are done with one look."""

BY_ID = {family.id: family for family in LADDER}
