"""A long text gave no heading, or a single one.

Either it has none, or its headings are of a kind that the parser does not know, or they were lost with the line ends; `casekit explain
FILE:LINE` tells why a line is no heading. Told once, at the first line of the text, from 800 code points of prose on. Off by default,
because letters and stories have no headings; on in the profiles for kinds of text that do.

Bad:
    老磨坊在村子的东头，石头墙，青瓦顶，门前一棵大槐树。二十年前机器磨面进了村，磨坊就关了门，石磨躺在屋里，上面落满了灰，小孩子在里面捉迷藏。
    去年春天，村里把磨坊收拾出来，请老石匠把磨盘重新凿了一遍，又请木匠换了磨杠和磨斗。开磨那天，来了两百多人，第一斗麦子是老支书倒进去的，麸皮和面粉的香味飘了半条街。
    头一个月，来的多半是老人。他们不为磨面，就为看一看、摸一摸，坐在槐树底下说从前的事。谁家的驴最有力气，谁家的媳妇磨面磨到半夜，说着说着就笑了，笑着笑着又不说话了。
    后来城里人听说了，开着车来，带着孩子，要看驴拉磨。村里没有驴了，从邻县租来一头，养驴的老汉跟着来住了三个月，教会了两个年轻人怎样给驴蒙眼、怎样让驴歇脚，临走的时候抱着驴的脖子不肯松手。
    磨出来的面装在布口袋里卖，口袋是妇女们缝的，上面绣着一棵槐树。一个口袋五斤面，卖二十块钱，三块归磨坊，两块归缝口袋的人，其余归种麦子的人家。账目写在磨坊的墙上，谁都可以看。
    到了秋天，磨坊旁边开了一间面馆，掌勺的是村里的两个厨师，原先在城里打工。他们用石磨面擀面条，浇头是自家的鸡蛋和豆角。周末要排队，排队的人就去看磨，看磨的人饿了又来排队。
    冬天下雪，路不好走，来的人少了，磨坊还是每天开门。守磨坊的是老石匠的儿子，他把火炉烧得很旺，老人们还是来，坐在炉子边上。他说，磨坊不挣钱的时候，就当是大家的客厅，烧掉的柴火算他家的。
    今年村里又有了新的想法，要把油坊和豆腐坊也收拾出来。有人担心开多了没有人来，有人说慢慢来，先把磨坊的事情做好。商量了三个晚上，最后定下来，今年只修油坊的屋顶，别的等明年再说。
    老磨坊还是那个老磨坊，石头墙，青瓦顶，只是门口多了一块木牌，上面写着开门的时间。木牌底下有人用粉笔添了一行小字：下雪也开，来了先烤火，面可以过一会儿再磨，茶在炉子上，自己倒，喝完把碗洗了放回原处。
    槐树今年开花开得早，花落在磨盘上，和面粉一个颜色。守磨坊的人没有扫，他说等看花的人走了再扫，反正今天没有麦子要磨。

Good:
    一、老磨坊
    老磨坊在村子的东头，石头墙，青瓦顶，门前一棵大槐树。
    二、新面馆
    到了秋天，磨坊旁边开了一间面馆，掌勺的是村里的两个厨师。
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.passages import PROSE

_ZH = (
    "很长的文本没有解析出标题，或者只有一个：或者它本来没有标题，或者标题的样式解析器不认得，或者标题随换行一起丢失。"
    "`casekit explain 文件:行号` 说明某一行为什么不是标题。正文满 800 字时报告一次。书信、故事本来没有标题，因此默认关闭，"
    "在应有标题的文种方案中开启。"
)
_LONG: Final = 800
"""Code points of prose."""


def _look(reading: Reading) -> Iterator[Finding]:
    if len(reading.text) < _LONG or len(list(islice(reading.root.headings(items=True), 2))) > 1:
        return
    prose = [passage for passage in reading.passages if passage.kind in PROSE and passage.text.strip()]
    size = sum(len(passage.text) for passage in prose)
    if size < _LONG:
        return
    first = prose[0]
    yield Finding(
        first.offset(0),
        first.end(min(len(first.text), 20)),
        f'{size} characters of text with hardly any headings, from "{quote(first.text)}" on; look for lost headings or use casekit explain',
        f"正文{size}字，几乎没有标题（“{quote(first.text)}”起）；请查看标题是否丢失，或用 casekit explain 核对",
    )


RULE = Rule(
    "CK204",
    "flat-outline",
    Severity.INFO,
    "a long text has hardly any headings",
    "长文没有标题",
    __doc__ or "",
    _look,
    default=False,
    why_zh=_ZH,
)
