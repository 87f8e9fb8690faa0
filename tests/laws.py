"""A law written for the tests, and what an amendment makes of it: chapters, sections, articles that run on, paragraphs, numbered items."""

import copy
import random
from collections import Counter

DIGITS = "零一二三四五六七八九"
Article = list[str]
"""The paragraphs of an article; a list of items is one of them, each in a line that begins with `（`."""
Chapter = tuple[str, list[tuple[str, list[Article]]]]
"""A title, and sections with their articles; a section without a title is none."""

GARDENS: list[Chapter] = [
    (
        "总则",
        [
            (
                "",
                [
                    ["为了让居民把闲置的边角地种起来，规范共享花园的建设和照管，制定本条例。"],
                    ["本市建成区内共享花园的选址、建设、照管和收成分配，适用本条例。"],
                    ["本条例所称共享花园，是指在小区空地、桥下、屋顶等处由居民共同种植、对邻里开放的小块园地。"],
                    ["共享花园应当坚持邻里自愿、就近方便、不占道路、不扰邻居。"],
                    ["市园林主管部门统筹全市共享花园工作，街道办事处负责日常协调。", "社区居民委员会协助街道办事处做好登记和调解。"],
                    ["鼓励学校、医院和养老院把围墙里的空地辟为花园，定期向附近居民开放。"],
                    ["每年春分所在的一周为全市种植周。"],
                ],
            )
        ],
    ),
    (
        "选址与设立",
        [
            (
                "选址",
                [
                    ["街道办事处应当每两年普查一次辖区内的闲置地块，编成可种地块名册。"],
                    ["下列地块不得辟为共享花园：\n（一）消防通道和登高操作面；\n（二）地下管线检修口周围两米；\n（三）土壤检测不合格的地块；\n（四）产权有争议的地块。"],
                    ["屋顶辟为花园的，应当先由具备资质的单位核算承重，并公示结论十日。"],
                    ["地块名册应当标明面积、日照时数、取水点和土壤检测日期。"],
                    ["相邻两处花园之间应当留出宽度不少于一米的通道，通道上不得堆放盆架。"],
                    ["桥下辟为花园的，还应当征得桥梁养护单位同意。"],
                ],
            ),
            (
                "设立",
                [
                    ["十户以上居民可以联名向社区居民委员会提出设立申请，并推选一名联系人。"],
                    ["申请应当写明拟用地块、种植计划、用水办法和照管分工。"],
                    ["社区居民委员会应当在收到申请后七日内张贴公示，公示期为十五日。"],
                    ["公示期内有五户以上相邻住户书面反对的，应当召开听证会，听证意见记入档案。"],
                    ["准予设立的，街道办事处发给花园铭牌；不予设立的，应当书面说明理由。"],
                    ["铭牌有效期为三年，期满前一个月可以申请续期。"],
                    ["花园设立后连续六个月无人照管的，街道办事处可以收回地块。", "收回前应当通知联系人，并给予三十日的恢复期。"],
                ],
            ),
        ],
    ),
    (
        "种植与照管",
        [
            (
                "种植",
                [
                    ["花园以乡土花木和时令蔬菜为主，不得种植有毒、有刺而无防护的植物。"],
                    ["种植高度超过两米的植物，不得遮挡一楼住户的窗户。"],
                    ["花园内禁止使用高毒农药；确需防治病虫的，应当选在清晨进行，并提前一日告知邻里。"],
                    ["堆肥箱应当加盖，离住宅窗户不少于八米，每周翻动不少于一次。"],
                    ["种子和苗木由联系人统一登记，登记簿应当存放在花园的工具箱内。"],
                    ["引种外来植物的，应当先向市园林主管部门查询入侵名录。"],
                ],
            ),
            (
                "照管",
                [
                    ["花园实行轮值照管，每户每月轮值不少于一次。"],
                    ["轮值人员应当浇水、除草、清扫落叶，并在值班牌上签名。"],
                    ["因故不能轮值的，应当提前两日与其他住户调换。"],
                    ["浇灌应当优先使用收集的雨水，高温季节应当避开正午。"],
                    ["工具用后应当洗净归位，损坏的由使用人修理或者照价赔偿。"],
                    ["未成年人参加劳动的，应当有成年人在场看护。"],
                    ["携犬进入花园的，应当牵绳，并随手清理粪便。"],
                    ["夜间十时至次日清晨六时，不得在花园内进行有噪声的作业。"],
                ],
            ),
        ],
    ),
    (
        "收成与经费",
        [
            (
                "",
                [
                    ["花园的收成归照管的住户共有，按照轮值次数分配。"],
                    ["住户可以把不少于一成的收成送给独居老人，并在公告栏记录。"],
                    ["收成不得用于经营，但在种植周的邻里集市上交换的除外。"],
                    ["花园经费包括：\n（一）住户缴纳的会费；\n（二）街道办事处的补助；\n（三）单位和个人的捐赠。"],
                    ["会费标准由住户会议决定，每户每年不得超过一百元。"],
                    ["街道办事处对新设的花园给予一次性补助，补助办法由市财政部门另行规定。"],
                    ["经费收支应当每季度张榜公布，账目保存不少于五年。"],
                    ["捐赠的花木、工具应当登记造册，不得挪作他用。"],
                    ["花园撤销的，剩余经费应当移交社区居民委员会，用于其他花园。"],
                ],
            )
        ],
    ),
    (
        "服务与监督",
        [
            (
                "",
                [
                    ["市园林主管部门应当编写种植手册，免费发给每一处花园。"],
                    ["街道办事处应当聘请园艺指导员，每季度到每处花园指导不少于一次。"],
                    ["市图书馆应当设立种子借阅架，居民可以借种，收获后归还等量的种子。"],
                    ["街道办事处应当每年检查一次花园的铭牌、账目和安全状况。"],
                    ["检查人员不得少于两人，检查结果应当在十日内公布。"],
                    ["任何人发现花园存在安全隐患的，都可以拨打社区电话报告。", "社区居民委员会接到报告后，应当在二十四小时内派人查看。"],
                    ["邻里因花园发生纠纷的，可以申请社区调解；调解不成的，可以依法起诉。"],
                    ["市园林主管部门每三年评选一次示范花园，示范花园的经验应当汇编成册。"],
                    ["对连续两次检查不合格的花园，街道办事处应当约谈联系人。"],
                ],
            )
        ],
    ),
    (
        "法律责任",
        [
            (
                "",
                [
                    ["擅自占用消防通道种植的，责令限期恢复原状；逾期不恢复的，处二百元以上一千元以下罚款。"],
                    ["使用高毒农药的，没收剩余农药，并处五百元以上三千元以下罚款。"],
                    ["毁坏他人作物的，应当赔偿损失，并由社区居民委员会批评教育。"],
                    ["挪用花园经费的，责令退还；情节严重的，三年内不得担任联系人。"],
                    ["携犬入园不牵绳的，由社区居民委员会劝阻；不听劝阻的，处五十元罚款。"],
                    ["工作人员在检查中收受财物的，依法给予处分。"],
                    ["拒绝、阻碍检查人员依法检查的，给予警告。"],
                    ["违反本条例的行为，其他法规已经规定处罚的，从其规定。"],
                ],
            )
        ],
    ),
    ("附则", [("", [["县人民政府所在地的镇可以参照本条例执行。"], ["本条例自明年三月一日起施行。"]])]),
]


def numeral(number: int) -> str:
    """A number below a thousand in Chinese."""
    if number >= 100:
        rest = number % 100
        return DIGITS[number // 100] + "百" + (("零" if rest < 10 else "一" if rest < 20 else "") + numeral(rest) if rest else "")
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


def written(name: str, chapters: list[Chapter], wide: bool = True) -> str:
    """The law as a text; `wide` indents paragraphs with two full-width blanks, as official texts do."""
    lines = [name, ""]
    indent = "　　" if wide else ""
    number = 0
    for at, (title, sections) in enumerate(chapters, 1):
        lines += [f"第{numeral(at)}章　{title}", ""]
        for place, (section, articles) in enumerate(sections, 1):
            if section:
                lines += [f"第{numeral(place)}节　{section}", ""]
            for article in articles:
                number += 1
                first, *others = "\n".join(article).split("\n")
                lines += [f"{indent}第{numeral(number)}条　{first}", *(indent + line for line in others)]
        lines.append("")
    return "\n".join(lines)


def amended() -> list[Chapter]:
    """`GARDENS` as amended: see `AMENDMENT`."""
    law = copy.deepcopy(GARDENS)
    # A new article behind the ninth.
    law[1][1][0][1].insert(2, ["选址应当避开主干道两侧三十米，并优先选择有树荫和雨水收集条件的地块。"])
    # An article goes from services to harvest, as its last.
    seeds = law[4][1][0][1].pop(2)
    law[3][1][0][1].append(seeds)
    # A chapter gets another title.
    law[4] = ("指导、服务与监督检查", law[4][1])
    # Words change in three articles, in one of them an item; another loses its second paragraph.
    care = law[2][1][1][1]
    care[0] = ["花园实行轮值照管，每户每月轮值不少于两次；住户可以结对轮值。"]
    law[5][1][0][1][4] = ["携犬入园不牵绳的，由社区居民委员会劝阻；不听劝阻的，处五十元以上二百元以下罚款。"]
    law[1][1][0][1][1][0] = law[1][1][0][1][1][0].replace("检修口周围两米", "检修口周围三米")
    del law[1][1][1][1][6][1]
    # One article goes.
    del law[2][1][1][1][6]
    return law


AMENDMENT = [
    ("retitled", "（二）地下管线检修口周围三米"),
    ("added", "第十条"),
    ("text-changed", "第二十一条"),
    ("text-changed", "第二十八条"),
    ("removed", "第三十三条"),
    ("moved", "第四十四条"),
    ("retitled", "第五章 指导、服务与监督检查"),
    ("text-changed", "第五十七条"),
]
"""The changes, apart from `renumbered`, and where: by the label of the heading."""

FRESH = [
    "临街花园应当设置不高于八十厘米的围栏，围栏不得有尖刺。",
    "花园登记信息发生变化的，联系人应当在十日内告知居民委员会。",
    "雨季来临前应当疏通花园排水沟。",
    "花园可以设置昆虫旅馆，安放位置应当避开儿童活动区。",
    "邻里可以约定花园开放时间，并在入口公示。",
]


def amended_at_random(seed: int, edits: int) -> tuple[list[Chapter], Counter[str]]:
    """`GARDENS` after so many edits, no article touched twice, and how many changes of each kind that is, numbers not counted."""
    luck = random.Random(seed)
    titles = [title for title, _ in GARDENS]
    places = [(at, list(articles)) for at, (_, sections) in enumerate(GARDENS) for _, articles in sections]
    made: Counter[str] = Counter()
    fresh = luck.sample(FRESH, len(FRESH))
    touched: set[int] = set()
    while sum(made.values()) < edits:
        kind = luck.choice(("added", "removed", "moved", "text-changed", "retitled"))
        chapter, articles = luck.choice([place for place in places if len(place[1]) > 3])
        at = luck.randrange(len(articles))
        article = articles[at]
        if kind == "added" and fresh:
            articles.insert(at, [fresh.pop()])
            touched.add(id(articles[at]))
        elif kind == "retitled" and titles[chapter] == GARDENS[chapter][0]:
            titles[chapter] = f"{luck.choice(('其他规定', '补充事项', '花园日常'))}之{numeral(chapter + 1)}"
        elif kind in ("removed", "moved", "text-changed") and id(article) not in touched and "（一）" not in article[0]:
            if kind == "text-changed":
                articles[at] = [article[0][:-1] + "，特殊情况除外。", *article[1:]]
            else:
                del articles[at]
            if kind == "moved":
                _, target = luck.choice([place for place in places if place[1] is not articles])
                target.insert(luck.randrange(len(target) + 1), article)
            touched |= {id(article), id(articles[min(at, len(articles) - 1)]) if kind == "text-changed" else 0}
        else:
            continue
        made[kind] += 1
    waiting = iter(places)
    law = [(title, [(section, next(waiting)[1]) for section, _ in sections]) for title, (_, sections) in zip(titles, GARDENS, strict=True)]
    return law, made
