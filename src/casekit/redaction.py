"""A skeleton of a text: every mark, marker and line break, and none of the words, so that a wrong tree can be shown without the text.

1. The skeleton has as many code points as the text, with every line break, blank and mark at its place.
2. Han becomes 某, letters become x, digits 0, but for markers of headings and points and the names of tags.
3. Where the tree hangs on more than that, words of a fixed list that say nothing of the matter are kept on the lines in question: names of
   parts (目录, 附件, 单位), then numbers and measure words, then particles. No other word is ever kept.
4. It parses to the same tree, or the first line where it does not is told.
"""

import re
from collections.abc import Callable, Hashable, Iterator

from casekit.model import Block, Document, Section, nodes
from casekit.shapes import dataclass
from casekit.source import Origin, Source

_PARTS = (
    "规范 规则 须知 指南 守则 公约 技术领域 背景技术 发明内容 附图说明 具体实施方式 路公交 号线 "
    "第 条 款 项 章 节 编 篇 卷 册 集 回 讲 课 式 解 部分 单元 模块 板块 专题 阶段 环节 步骤 步 任务 活动 主题 问题 情景 情境 场景 话题 "
    "议题 议程 项目 做法 启示 故事 实例 案例 案 事例 例 材料 范文 例文 样本 模板 精选 锦集 通用 合集 典型 优秀 创新 工作 附件 附录 "
    "附表 附则 附注 附 目录 目次 前言 引言 引 序 绪论 导论 绪言 结论 结语 结束语 后记 致谢 摘要 提要 内容提要 内容摘要 关键词 "
    "关键字 主题词 总则 分则 参考文献 参考资料 参考书目 引用文献 注释 尾注 脚注 注 备注 名词解释 术语解释 专家点评 专家解读 编者按 "
    "案例背景 基本情况 主要做法 具体做法 创新做法 实施过程 工作成效 取得成效 主要成效 成效 经验 经验做法 主要经验 经验启示 "
    "启示与思考 存在问题 下一步打算 今后展望 案例点评 案例描述 案例分析 案例反思 基本案情 案情简介 案情回顾 案情 裁判结果 裁判理由 "
    "裁判要点 法院认为 相关法条 典型意义 意义 法官说法 检察履职 办案思路 处理结果 教学目标 教学重点 教学难点 教学过程 教学反思 "
    "教学准备 板书设计 作业设计 课后延伸 活动目标 活动准备 活动过程 工作背景 背景介绍 常见问题 注意事项 时间 日期 发布时间 地点 "
    "特急 特提 加急 平急 机密 秘密 绝密 内部 资料 文件 密级 签发人 学年 学期 年度 季度 年 月 日 号 页 期 共 表 图 仅供 参考 学习 "
    "交流 小编 整理 收集 版权 归 所有 如有侵权 转载请 欢迎 阅读 借鉴 本文 来源 免责声明 声明 原文 链接 转载 作者 作者单位 作者简介 "
    "单位 执笔 撰稿 撰稿人 供稿 文 报告人 汇报人 发言人 主讲 编写 编制 编制单位 通讯员 记者 责任编辑 编辑 授课教师 学校 班级 姓名 "
    "学院 大学 中学 小学 幼儿园 公司 集团 局 委 委员会 办公室 支部 总支 党委 党组 政府 人民政府 法院 检察院 研究院 研究所 研究室 "
    "医院 中心 站 所 厅 部 院 处 科 社 馆 厂 团 协会 联合会 工会 工作组 课题组 编写组 领导小组 项目部 村 镇 乡 县 市 区 省 社区 "
    "街道 支队 大队 银行 合作社 基地 国务院 有关 各 各位 代表 领导 同志 同志们 老师 来宾 尊敬的 亲爱的 抄送 抄报 主送 印发 联系人 "
    "联系电话 电话 一是 二是 三是 四是 五是 要是 首先 其次 再次 然后 此外 另外 最后 其一 其二 其三 其四 其五 一方面 另一方面 方面 "
    "之 规定 按照 根据 依照 本 关于 如下 以下 包括 分别 主要 通知 意见 建议 办法 报告 总结 方案 决定 出版社 学报 收稿日期 基金项目 "
    "推荐阅读 相关阅读 相关文章 相关推荐 相关链接 猜你喜欢 延伸阅读 热门文章 热门推荐 你可能 还 感兴趣 喜欢 更多相关 看过本文的人 "
    "还看了 大家都在看 序号 编号 排名 名次 条款号 合计 总计 小计 一览表 名单 名册 汇总表 明细表 统计表 清单 安排表 对照表 登记表 分工表 "
    "附表 附图 续表 照片 图片 资料来源 数据来源 图片来源 图表来源 说明 所示 显示 公式 示例 提问 回答 答复 解答 由 见 Fig Figure Table "
    "上一篇 下一篇 上一页 下一页 返回 关闭 窗口 标题 题目 问 答 是 等 的 讲话 致辞 发言 演讲 式 题 制度 守则 规则 细则 计划 "
    "首页 当前 位置 打印 大 小 "
    "公约 规约 章程 须知 规程 规范 职责 预案 标准 准则 纪要 要点 记录 议题 会议 会议议程 议程 日程 完成 阅读 "
    "下面 通知 小题 材料 汇报 心得 体会 信 "
    "剪报 摘登 集锦 合集 文集 选刊 据 摘自 原载 转自 版 "
    "总目录 总目 细目 详目 本章 本节 本课 内容 合唱 齐唱 独唱 对唱 轮唱 歌曲 唱词 朗诵 写道 写着 抄录 摘录 世 "
    "条例 合同 协议 大纲 通过 公布 发布 施行 修正 修订 批准 doc docx xls xlsx ppt pptx pdf wps "
    "本页 分享 字体 字号 征文 作品 选登 选编 汇编 选 辑 CONTENTS Contents 小时 信 封 课时 标 段 报送 选送 推荐 续 以来 "
    "TOC PAGEREF _Toc import print return def 校记 校勘记 校注 幻灯片 小结 回顾 批复 复函 请示 议案 提案 提案人 案由 "
    "start begin end Start Begin End START BEGIN END 开始 结束 以上 过程 流程 "
    "思考与练习 练习与思考 思考题 复习题 习题 思考 练习 作业 讨论 课后 "
    "转发 批转 翻印 下发 通告 公告 通报 函 告知书 倡议书 邀请函 公开信 业主 住户 居民 家长 教务 总务 政教 德育 学生 人事 财务 保卫"
)
_NUMBERS = (
    "一 二 三 四 五 六 七 八 九 十 百 千 万 亿 零 〇 两 半 几 多 余 壹 贰 叁 肆 伍 陆 柒 捌 玖 拾 个 名 位 人 次 项 元 吨 米 里 亩 "
    "毫克 毫升 厘米 至 户 斤 克 低于 高于 少于 多于 大于 小于 超过 不足 达到 大约 约 提高到 降到 "
    "家 天 岁 级 届 期 周 倍 成 分 度 类 批 点 线 件 种 场 条 间 所 座 台 辆 本 支 队 组 层 处 份 时 秒 甲 乙 丙 丁 戊 己 庚 辛 "
    "壬 癸 路 版 名次 决赛 并列 美元 班 车 马 炮 兵 卒 相 象 仕 士 帅 将 进 退 平"
)
_PARTICLES = (
    "的 了 着 过 地 得 在 是 有 和 与 及 或 并 且 而 但 也 还 又 就 都 不 没 无 为 以 于 对 从 到 由 被 把 将 向 等 其 此 这 那 该 "
    "某 每 各 全 已 要 可 能 会 应 须 中 上 下 内 外 前 后 间 里 左 右 如 若 则 因 所 者 之 更 最 很 再 只 即 使 让 给 用 按 据 经 "
    "通过 进行 开展 加强 推进 实施 建立 坚持"
)
LEVELS = 4
"""0 keeps markers alone, each further level one more list."""

_FIRST = re.compile(
    "[QA](?:[0-9]{0,3}(?=[:：])|[0-9]{1,2}(?=[.．、]))|[ \t\u3000\xa0]*[（(]?[A-Za-z][）)]"
    "|[ \t\u3000\xa0]*[（(【〔［\\[]?(?:[0-9０-９]{1,3}(?![0-9０-９])[.．、,，-]?){1,6}"
)
"""Digits or a letter with its bracket that begin a line, and the Q and A of questions: they may be a marker, and if it was refused, so must
the skeleton's be."""
_TAG = re.compile("</?[A-Za-z][A-Za-z0-9]{0,9}|&#?[A-Za-z0-9]{2,8};|(?<![A-Za-z])[QA](?=[0-9]{0,3}[:：]|[0-9]{1,2}[.．、])")
"""What web pages leave behind, and says nothing of the matter: names of tags and signs; the letters of questions and answers."""
_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BLANKS = "[ \u3000]*"
_WORDS = [
    re.compile("|".join([_BLANKS.join(word) for word in sorted(words.split(), key=len, reverse=True)]))
    for words in (_PARTS, _NUMBERS, _PARTICLES)
]
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
    masks: list[tuple[int, str]] = [(-1, "")] * len(levels)
    best = (len(wanted) + 1, "", 0)
    for _ in range(_ROUNDS):
        text = _skeleton(source, marked, levels, masks)
        found = _rows(parse(Source(text, Origin())))
        wrong = wanted ^ found
        first = min((row[0] for row in wrong), default=0)
        if not best[1] or len(wrong) < best[0]:
            best = (len(wrong), text, source.line(first) if wrong else 0)
        if not wrong or not _raise(levels, source, wrong):
            break
    same = sum(1 for a, b in zip(source.text, best[1], strict=True) if a == b and a.isalpha())
    words = sum(1 for sign in source.text if sign.isalpha())
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


def _skeleton(source: Source, marked: list[tuple[int, int]], levels: list[int], masks: list[tuple[int, str]]) -> str:
    """The skeleton with as much kept on each line as its level says; `masks` are the lines as they were, and are brought up to date."""
    text = source.text
    for line, level in enumerate(levels):
        if masks[line][0] != level:
            masks[line] = (level, _mask(source.line_text(line + 1), level))
    signs = list(text)
    for start, (_, mask) in zip(source.starts, masks, strict=True):
        signs[start : start + len(mask)] = mask
    for start, end in marked:
        signs[start:end] = text[start:end]
    return "".join(signs)


def _mask(line: str, level: int) -> str:
    first = _FIRST.match(line)
    kept = set(range(first.end())) if first else set()
    for tag in _TAG.finditer(line):
        kept.update(range(tag.start(), tag.end()))
    for words in _WORDS[:level]:
        for found in words.finditer(line):
            kept.update(range(found.start(), found.end()))
    return "".join([sign if at in kept else _hidden(sign, level) for at, sign in enumerate(line)])


def _hidden(sign: str, level: int) -> str:
    if _HAN.match(sign):
        return "某"
    if sign.isdecimal():
        return sign if level > 1 else "０" if sign > "\uff00" else "0"
    if sign.isalpha():
        return "ｘ" if "\uff21" <= sign <= "\uff5a" else "x"
    return sign
