"""A skeleton of a text: every mark, marker and line break, and none of the words, so that a wrong tree can be shown without the text.

1. The skeleton has as many code points as the text, with every line break, blank and mark at its place.
2. Han becomes 某, letters become x, digits 0, but for markers of headings and points.
3. Where the tree hangs on more than that, words of a fixed list that say nothing of the matter are kept on the lines in question: names of
   parts (目录, 附件, 单位), then numbers and measure words, then particles. No other word is ever kept.
4. It parses to the same tree, or the first line where it does not is told.
"""

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from casekit.model import Block, Document, Section, nodes
from casekit.source import Origin, Source

_PARTS = (
    "第 条 款 项 章 节 编 篇 卷 部分 单元 附件 附录 附表 附则 附 目录 目次 前言 引言 序 摘要 提要 关键词 参考文献 注释 注 备注 "
    "案例 案 单位 作者 来源 日期 时间 地点 标题 题目 编者按 供稿 撰稿 记者 通讯员 联系人 电话 年 月 日 号 页 共 表 图 首先 其次 "
    "再次 最后 另外 其一 其二 其三 其四 其五 之 规定 按照 根据 依照 本 关于 如下 以下 包括 分别 主要 方面 做法 成效 经验 启示 问题 "
    "建议 背景 结语 总则 分则 基本案情 裁判结果 裁判理由 裁判要点 典型意义 案情 教学目标 教学过程 各 同志 印发 通知 意见 办法 报告 "
    "总结 方案 决定 抄送 主送 免责声明 声明 原文 链接 转载 责任编辑 上一页 下一页 返回 是 步 阶段 环节 任务 活动 问 答"
)
_NUMBERS = (
    "一 二 三 四 五 六 七 八 九 十 百 千 万 亿 零 〇 两 半 几 多 余 壹 贰 叁 肆 伍 陆 柒 捌 玖 拾 个 名 位 人 次 项 元 吨 米 里 亩 "
    "户 家 天 岁 级 届 期 周 倍 成 分 度 类 批 点 线 件 种 场 条 间 所 座 台 辆 本 支 队 组 层 处 份 时 秒 甲 乙 丙 丁 戊 己 庚 辛 "
    "壬 癸"
)
_PARTICLES = (
    "的 了 着 过 地 得 在 是 有 和 与 及 或 并 且 而 但 也 还 又 就 都 不 没 无 为 以 于 对 从 到 由 被 把 将 向 等 其 此 这 那 该 "
    "某 每 各 全 已 要 可 能 会 应 须 中 上 下 内 外 前 后 间 里 左 右 如 若 则 因 所 者 之 更 最 很 再 只 即 使 让 给 用 按 据 经 "
    "通过 进行 开展 加强 推进 实施 建立 坚持"
)
LEVELS = 4
"""0 keeps markers alone, each further level one more list."""

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORDS = [re.compile("|".join(sorted(words.split(), key=len, reverse=True))) for words in (_PARTS, _NUMBERS, _PARTICLES)]
_ROUNDS = 12

Parse = Callable[[Source], Document]


@dataclass(slots=True)
class Redacted:
    """A skeleton. `hidden` and `kept` count code points of words; `differs` is the first line where its tree is another, 0 for none."""

    text: str
    hidden: int
    kept: int
    differs: int = 0


def redact(source: Source, parse: Parse) -> Redacted:
    """The skeleton of a text; `parse` gives the tree of a text."""
    document = parse(source)
    wanted = _rows(document)
    marked = list(_markers(document))
    levels = [0] * len(source.starts)
    best = (len(wanted) + 1, "", 0)
    for _ in range(_ROUNDS):
        text = _skeleton(source, marked, levels)
        found = _rows(parse(Source(text, Origin())))
        wrong = wanted ^ found
        first = min((row[0] for row in wrong), default=0)
        if not best[1] or len(wrong) < best[0]:
            best = (len(wrong), text, source.line(first) if wrong else 0)
        if not wrong or not _raise(levels, source, wrong):
            break
    same = sum(1 for a, b in zip(source.text, best[1], strict=True) if a == b and (_HAN.match(a) or _LETTER.match(a)))
    words = sum(1 for sign in source.text if _HAN.match(sign) or _LETTER.match(sign))
    return Redacted(best[1], words - same, same, best[2])


Row = tuple[int, int, Hashable]


def _rows(document: Document) -> set[Row]:
    """Each node as its range and what must not change about it; the words are not in it."""
    rows: set[Row] = set()
    parents = {id(document.root): -1}
    for node in nodes(document.root):
        if isinstance(node, Block):
            rows.add((node.start, node.end, (node.kind, tuple((join.start, join.end) for join in node.joins), len(node.points))))
            continue
        for child in node.children:
            if isinstance(child, Section):
                parents[id(child)] = node.start
        if node is not document.root:
            what = (node.kind, node.start, node.marker, node.family, node.number, node.sub, node.end, node.level, node.run_in)
            rows.add((*node.leaf, (*what, parents[id(node)])))
    return rows


def _markers(document: Document) -> Iterator[tuple[int, int]]:
    """The ranges that are kept everywhere."""
    for node in nodes(document.root):
        if isinstance(node, Section):
            yield node.start, node.start + len(node.marker)
        else:
            for point in node.points:
                yield point.start, point.start + len(point.marker)


def _raise(levels: list[int], source: Source, wrong: set[Row]) -> bool:
    """Keeps more on the lines where the trees differ, and on those before them; whether there is more to keep."""
    lines: set[int] = set()
    for start, end, _ in wrong:
        first, last = source.line(start) - 1, source.line(max(end - 1, start)) - 1
        lines.update((max(first - 1, 0), first, last, min(last + 1, len(levels) - 1)))
    raised = False
    for line in lines:
        if levels[line] < LEVELS - 1:
            levels[line] += 1
            raised = True
    if not raised:
        low = min(levels)
        for line, level in enumerate(levels):
            if level == low < LEVELS - 1:
                levels[line] += 1
                raised = True
    return raised


def _skeleton(source: Source, marked: list[tuple[int, int]], levels: list[int]) -> str:
    text = source.text
    masks = [_mask(source.line_text(line + 1), level) for line, level in enumerate(levels)]
    signs = list(text)
    for start, mask in zip(source.starts, masks, strict=True):
        signs[start : start + len(mask)] = mask
    for start, end in marked:
        signs[start:end] = text[start:end]
    return "".join(signs)


def _mask(line: str, level: int) -> str:
    kept: set[int] = set()
    for words in _WORDS[:level]:
        for found in words.finditer(line):
            kept.update(range(found.start(), found.end()))
    return "".join([sign if at in kept else _hidden(sign, level) for at, sign in enumerate(line)])


def _hidden(sign: str, level: int) -> str:
    if _HAN.match(sign):
        return "某"
    if _DIGIT.match(sign):
        return sign if level > 1 else "０" if sign > "\uff00" else "0"
    if _LETTER.match(sign):
        return "ｘ" if "\uff21" <= sign <= "\uff5a" else "x"
    return sign
