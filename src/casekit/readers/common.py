"""Which characters Chinese prose is made of, most frequent first: what the encoding detector knows about the language.

Simplified characters are listed; `casekit.variants` gives the traditional form of those that have one. A character counts in the first
tier that holds it.
"""

from casekit.variants import VARIANTS

FIRST = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去"
    "法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三又关点正"
    "业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加月话合回内信表化老给世位次度任先教四五六七八九务"
)
"""The two hundred that make up more than half of any text."""

SECOND = (
    "门常海通儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变西斯特代神总何电数安少报才结反受目太量再感建做接必场"
    "件计管期市直德资命山金指克许统区保至队形社便空决治展马科司基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程"
    "北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔党委府案责章节级组村镇乡县省城众育服层推落督检查监评审批依序范围"
    "标准项措施办室局厅议坚持干群支企投农街校班课堂培训考核每收步风快百千改整技环境护济增速率亿元财税融银价销售商供需质精创略划突破协"
    "调联筹兼顾深革扩转型升优势旅游客居房屋土田园库河湖林木草绿态红旗帜历史根源约束甲乙双违赔偿损失诉讼裁判辩称证照款适效除履付额欠息"
    "害犯罪刑"
)
"""The next few hundred, and what offices, courts, schools and firms write all day."""

THIRD = (
    "周李刘陈杨赵黄吴徐孙朱郭罗宋郑谢韩唐冯董曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪姜石姚谭廖邹熊陆郝孔军满夫早引言近吃片"
    "轻易写病随怎喜黑离底送找阿单虽语音急低句读断习细答脸钱兴似字包请飞视火花连夜刚跑族影脑试江拿哪举远首笑妈爸父母亲哥姐弟妹孩童岁兵"
    "士卒官英友爱诗词歌曲戏剧画图版册页卷篇段号码衣装饰鞋帽布料丝棉毛皮米粮油盐酱醋茶酒饭菜鱼肉蛋奶蔬糖药医患症状诊疗健康卫疫防控疾毒"
    "苗温测隔车船铁桥梁隧港货输流仓储递邮网络台软硬云算智芯半材煤炭伏热燃烧排碳污染废弃垃圾置填埋焚净修复预警救援消灾洪涝旱震暴雨雪雾"
    "霾冰冻降湿季春秋冬晨午晚朝夕阳星球宇宙箭探器研验授博硕毕摘键参献注释附录绪综述纪律廉洁腐败贪贿赂渎职追究撤籍察巡派驻执线索谈函询"
    "移织宣青妇席副秘扶贫脱攻振帮致富植养殖棚龙牌播岗劳户份登备窗站惠策补贴伤积矛盾纠纷访维稳逻仲拘留逮捕缓罚姓男贯址箱编专签盖抄印呈"
    "示阅壹贰叁肆伍柒捌玖拾佰仟廿零超逾减翻番倍均值润亏费若尽鉴按仅另例尤甚否逐极严扎充努谁啊吧吗呢嘛呀哦嗯哈呵哎唉喂咱您俺某凡乎概须"
    "希愿敢肯跳坐躺睡醒床洗澡刷牙喝玩乐讲唱舞踢掷抬拎背抱搬扔捡寻丢忘墨纸砚琴棋梅兰竹菊松柏柳桃杏梨枣桑麻稻麦豆瓜薯葱蒜椒锅碗盘筷勺刀"
    "叉灶炉桌椅柜墙顶柱砖瓦楼梯巷井塘溪沟渠坡岭峰崖谷洞岩沙滩岸岛屿洋湾潮浪波涛霞虹雷闪霜露尘埃烟灰虎狮猴兔鼠牛羊猪狗猫鸡鸭鹅鸟雀鹰燕"
    "鹤蛇龟蛙虫蜂蝶蚕蚁鲤鲸虾蟹贝珠玉翠宝铜锡铝钢钻晶赤橙蓝紫褐粉浅浓淡暗亮丽丑善恶假虚弱胖瘦厚薄宽窄粗慢冷暖甜苦辣酸咸香臭悲欢怒哀愁"
    "忧恐惊怕羞愧悔恨怨恼烦闷静勇毅柔顺谦骄傲诚恳朴素勤俭奢侈聪慧愚笨灵巧敏捷讨析归纳演绎抽念辑唯左右旁侧央端角缘跟踪跨越沿途径弯折射"
    "困挑遇险隐障碍瓶颈短板痛堵焦虑压潜挖掘激励奖惩彰模榜典守暂订止颁届限延续终恢继承遗婚姻异抚赡妻配偶债担抵押租赁揽托借贷买卖赠侵错"
    "赛馆厦廊厨厕浴圃坛庙寺塔碑墓陵宫殿阁亭榭衙署驿隘堡寨营帐旌胄剑戟弓炮枪弹舰艇坦航侦撞毁坏残亡葬祭祀拜祈祷佛儒仙鬼怪魂魄梦幻奇迹故"
    "寓谣谚俗雅趣味幽默讽刺赞扬助际广选显集团构造具况采容紧骨抓获密停存负免食宗益令予列架针够既未申危筑志华促符互临响禁属征票鼓矿野遵"
    "景驾拒载辆凝聚践良础倡秀叫池足冲块滤呼换脚圆弄忽沉敬迎谊迫独亩古御汽伟仍含初胜福阵套微渐待藏忍杂威毫休顿拍丈杀闻楚绝彩吹鲜握洲误"
    "塞掌渡缺荣豪郊刻幕旺仰巨泛泽绕轮恩遍偏仿浮涨悉哲腰诸茂宏佳奋勃纯溢熟爬扫描摇摆繁誉慰秩枝惯膀齐俱吨滴滞吸诱惑裂览撒频插拆卸兑搭募"
    "捐旧伸衔迅猛骤烈忠孝奉伦宪彻穿渗透浸熏陶涵悟启迪辅佐赋赐"
)
"""What else a reader meets on every page or two."""

MARKS = "，。、；：？！“”‘’（）《》〈〉【】「」『』〔〕—…·　"
"""The punctuation of Chinese text, the ideographic blank included."""


def tiers() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The three tiers without overlap, each with its traditional forms."""
    traditional: dict[str, str] = {}
    for simplified, variant in zip(VARIANTS[::2], VARIANTS[1::2], strict=True):
        traditional[simplified] = traditional.get(simplified, "") + variant
    found: list[frozenset[str]] = []
    seen: frozenset[str] = frozenset()
    for row in (FIRST, SECOND, THIRD):
        tier = frozenset(row).union(*(traditional.get(c, "") for c in row)) - seen
        found.append(tier)
        seen |= tier
    return found[0], found[1], found[2]
