"""The pieces that markers are made of, as pieces of patterns."""

BLANK = " \\t\\f\\v\u00a0\u00ad\u2000-\u200b\u202a-\u202e\u2060\u3000\ufeff"
"""Blanks and invisible characters, as the inside of a character class."""

HAN = "一二三四五六七八九十百千零〇○两兩廿卅卌⼀⼆⼋⼗"
FORMAL = "壹贰貳叁參叄肆伍陆陸柒捌玖拾佰"
ARABIC = "0-9０-９"
BLANKS = f"[{BLANK}]*"
OPEN = r"(（〔［\[﹙〈<{｛"
CLOSE = r")）〕］\]﹚〉>}｝"
BLURRED = "＝=彡"
"""Signs that scanners put for 二 and 三."""
ANY = f"(?:[{HAN}{BLURRED}]{{1,9}}|[{FORMAL}]{{1,5}}|[{ARABIC}]{{1,4}})"

MEASURES = (
    "年月日时時分秒点點个個人名万萬亿億元％%度次号號条條项項件家户戶位岁歲级級班届周天层層楼樓米吨噸斤亩畝里只台辆部所座余多"
    "数倍成线線大小学學期种種类類站组組本张份份对對双批起世代省市县區区乡鄉镇鎮村月者路间門门支道场場块塊把套篇页頁行段字根头"
    "頭口条颗棵株匹轮輪圈遍趟顿餐样處处"
)
"""What is counted: a bare number before one of these is a quantity."""

NO_QUANTITY = (
    "(?!的|以[上下前后]|倍|万|亿|吨|至|到|℃|毫[米克升]|厘米|公[里斤顷分]|千[克米瓦伏]|平方|立方|微[米克]|升(?![级降])|克(?!服)|瓦|伏|赫|帕|摄氏|米(?![粒面])"
    "|个(?![人性案体别])|年(?![度级会])|月(?!度)|日(?![常志程])|人(?![员才力物口事工机民们文际身])|分(?![析类工布级组配期包支层项部公])|时(?![间期序代效段])"
    "|中[的规所第，]|元(?!素)|版(?![权本面式]))"
)
"""What must not follow a decimal: then it is a quantity, a date or a reference."""

AFTER_UNIT = f'(?=[{BLANK}]|[:：、.．《“"【\\[(（<]|[—–―-]|\n|\\Z|(?!中[的所规有各])[^的是了在至和与與及或所之，,。；;）)\\s、》”」』])'
AFTER_UNIT_STRICT = f"(?=[{BLANK}]|[:：、.．]|\n|\\Z)"


def ordinal(unit: str, veto: str = "", strict: bool = False, prefix: str = "第") -> str:
    """第 and a number and `unit`, not followed by `veto`; `strict` wants a separator or the line's end behind it."""
    later = f"(?:之[{HAN}]{{1,3}}|[-－—―][{ARABIC}]{{1,2}})?"
    after = f"(?:之[{HAN}]{{1,3}}(?![{HAN}])|の[{HAN}{ARABIC}]{{1,3}})?"
    refuse = f"(?!{veto})" if veto else ""
    number = f"(?:{ANY}|[{HAN}]{{0,4}}[－—―ーㄧ-][{HAN}]?){later}"
    return f"{prefix}{BLANKS}{number}{BLANKS}(?:{unit}){refuse}{after}{AFTER_UNIT_STRICT if strict else AFTER_UNIT}"


_ESCAPES = {"t": "\t", "f": "\f", "v": "\v"}


def characters(inside: str) -> str:
    """The characters of a class, given as its inside: "a-c\\-" has a, b, c and the hyphen."""
    found: list[str] = []
    at = 0
    while at < len(inside):
        if inside[at] == "\\":
            found.append(_ESCAPES.get(inside[at + 1], inside[at + 1]))
            at += 2
        elif inside[at + 1 : at + 2] == "-" and inside[at + 2 : at + 3]:
            found += map(chr, range(ord(inside[at]), ord(inside[at + 2]) + 1))
            at += 3
        else:
            found.append(inside[at])
            at += 1
    return "".join(found)
