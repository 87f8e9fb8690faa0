"""The pieces that markers are made of, as pieces of patterns."""

from typing import Final

BLANK: Final = " \\t\\f\\v\u00a0\u00ad\u2000-\u200b\u202a-\u202e\u2060\u3000\ufeff"
"""Blanks and invisible characters, as the inside of a character class."""

HAN: Final = "一二三四五六七八九十百千零〇○两兩廿卅卌⼀⼆⼋⼗"
FORMAL: Final = "壹贰貳叁參叄肆伍陆陸柒捌玖拾佰"
ARABIC: Final = "0-9０-９"
BLANKS: Final = f"[{BLANK}]*"
OPEN: Final = r"(（〔［\[﹙〈<{｛"
CLOSE: Final = r")）〕］\]﹚〉>}｝"
BLURRED: Final = "＝=ニ彡匕乜セヒハ"
"""Signs that scanners put for 二, 三, 七 and 八, and that no Chinese sentence begins with."""
ANY: Final = f"(?:[{HAN}{BLURRED}]{{1,9}}|[{FORMAL}]{{1,5}}|[{ARABIC}]{{1,4}})"

MEASURES: Final = (
    "年月日时時分秒点點个個人名万萬亿億元％%度次号號条條项項件家户戶位岁歲级級班届周天层層楼樓米吨噸斤亩畝里只台辆部所座余多"
    "数倍成线線大小学學期种種类類站组組本张份份对對双批起世代省市县區区乡鄉镇鎮村月者路间門门支道场場块塊把套篇页頁行段字根头"
    "頭口条颗棵株匹轮輪圈遍趟顿餐样處处"
)
"""What is counted: a bare number before one of these is a quantity."""

MEASURE_WORDS: Final = (
    "(?:数[据学字值量组]|线[路性上下]|大[气学纲型坝]|小[结学组型说]|学[习生校科术员位院前]|期[望刊]|种[植子群养]|类[型别比]|站[点台房]|组[织成建合件员长]|本[章文节]"
    "|张力|对[策象比照外应口]|双[向方创]|批[评准复]|起[草重因源步]|世界|代[码表理价谢]|省[级域]|市[场政域民]|县[域级]|区[域位块]|乡[村镇]|镇域|村[庄民级域]|月[度报考]"
    "|路[径由面基线网]|间[接距隙]|门[户诊窗禁]|支[持付撑架护出部]|道[路德床岔具]|场[地景所站强]|把[握关]|套管|篇章|页[面眉码]|行[为政业动程驶]|段落|字[体段符典幕]|根[据系本]"
    "|头部|口[腔语径岸令味感罩碑号诀述译服才红琴供]|条[件例款目]|株[型高]|匹配|轮[廓机胎]|遍历|餐[饮厅]|样[本品式例机]|处[理置方罚]|成[果本效员立因绩长型功都熟分]|部[门署件]|座[谈椅位标]|所[有得]|余[额热论]"
    "|多[元样媒]|台[账风架阶]|里程|亩均|楼[宇层板梯盖]|层[次级析]|天[气然线文沟窗]|周[边期报]|级[别配联]|位[置移于]|户[籍型主]|户均[收增年补纯耕林产用]|家[庭长具访校禽]|项目|号码|次[序要生]|度[量假]|元[素件]|元数据|名师(?!生)"
    "|名[称词录单]|人[员才力物口事工机民们文际身格居]|个[人性案体别]|点[评击云检位源亮]|分[析类工布级组配期包支层项部公清解区段担享散离流辨拣值歧红店寸则治词页库子母割裂局校院章节机站摊立隔化权封块帧片压相蘖娩泌]|时[间序代效段域空]|日[常志程照检]|年[度报龄检鉴]|批量|层高|点状|段[位落]|区划|户外|只读|轮[换岗休班]|届次|圈[层定养]|头[脑部]|秒杀|班[组]|门店"
    "|數[據學字值量組]|線[路性上下]|大[氣學綱壩]|小[結學組說]|學[習生校科術員位院前]|種[植子群養]|類[型別比]|站[點臺]|組[織成建合件員長]|本節|張力|對[策象比照外應口]"
    "|雙[向方創]|批[評復]|代[碼價謝]|區[域位塊]|鄉[村鎮]|鎮域|村[莊級]|路[徑線網]|間[接距隙]|門[戶診窗禁]|支護|場[地景所站強]|頁[面眉碼]|行[為業動]|字[體節]|根據|頭部"
    "|口徑|條[件例款目]|輪[廓機胎]|餐[飲廳]|樣[本品式例機]|處[理置方罰]|成[員績長]|部門|座[談標]|多樣|[台臺][帳賬階]|樓[宇層板梯蓋]|層[次級析]|天[氣線]|周[邊報]"
    "|級[別配聯]|位[於]|戶[籍型主]|家[長訪]|項目|號碼|名[稱詞錄單]|人[員機們際]|個[人性案體別]|點[評擊雲檢位]|分[類級組層項開]|時[間序代效段域空]|日誌|年[報齡])"
)
"""Words that begin with one of these and count nothing: 组织, 市场, 数据."""

UNITS: Final = (
    "(?:[A-Za-zμµ]{1,5}/(?:[mdμµ]?[Ll]|k?g|[mk]?m[²³23]?|h|s|min|d|hm²)|[kmμµn]?mol|mmHg"
    "|[cmdkμµn]?m[²³23]?|[km]?g|k?N|[kM]?Pa|[mk]?L|ml|[kM]?Hz|k?Wh?|k?V|[KMGT]B|dB|hm[²2]|min|s|h|t|T(?=磁共振|核磁|超导))(?![A-Za-z])"
)
"""Units in Latin letters."""

CALCULATED: Final = (
    "[＋－−*＊∶:：xX][ \\t]?[0-9.（(]|[ \\t]*[÷×＝≈≠][ \\t]*[0-9.（(A-Za-z]|[ \\t]+[=+＋－−\\-*＊∶:：xX][ \\t]+[0-9.（(]"
    "|(?:[加减減乘除][上去以]?|[约大小]?[等於于]于?)[0-9]"
)
"""What follows a number in a calculation; a sign before a number of its own, -18℃, has a blank before it and none behind."""

IN_DECIMALS: Final = (
    f"(?:[十百千]?[万萬亿億](?![向能户戶])|倍|成(?![为為员員立果])|公[{BLANK}]*[里斤顷頃分]|[英海]里|平方|立方|千[米克瓦]|[厘釐毫]米|[毫微][升克]|个?百分点|個?百分點"
    "|小?[时時](?![间間期代节節长長段效序])|[里米尺丈寸斤亩畝](?![程产產均])|元(?![素旦宵件])|吨|噸|度(?![量假过過日数數])|折(?![叠疊射旧舊])|克(?![服隆]|里金))"
)
"""What is measured in decimals, rather than counted: 3.5公里 is a quantity, 3.5个坚持 a number and a title."""

_PLACES: Final = "省县區区乡鄉镇鎮村世代学學"
_COUNTS: Final = "".join([sign for sign in MEASURES if sign not in _PLACES])
MEASURED_SO: Final = (
    f"[ \\t\u00a0]?(?:[{_COUNTS}两钱寸尺丈克升吨滴勺碗杯袋瓶桶箱筐担斗车股粒步拍环星码磅卡安欧帕瓦伏赫辆艘架只束捆毫厘折角毛百千]"
    "|[课学]时|学[分年期]|马力|台班|人次|[华摄]氏度|平米|[平立]方[分厘千]?米|个?百分点|[毫微纳千分厘]米|[毫微千公]克|公[里斤尺升亩分顷]"
    "|千[卡帕伏瓦安]|大卡|毫[升安巴秒伏]|兆[帕赫瓦伏]|英[里寸尺亩镑]|[美欧日]元|[角分毛]钱|块钱|千瓦时|度电|安培|焦耳|赫兹|分贝|海里|光年"
    "|盎司|勒克斯|流明|像素|摩尔|个?(?:钟头|小时|月)|[周虚]岁|楼层|[里站步]路|亩地)"
    "(?:[，。；]|左右|上下[，。；的]|不等|以[上下内外]|之内)"
)
"""A measure that the clause ends with, or what tells how exact it is: 2.5周，遇到雨天顺延. No title begins so."""

NO_QUANTITY: Final = (
    f"(?!{CALCULATED}|(?![\u4e00-\u9fff]、[\u4e00-\u9fff]、)(?:[、和与及或][0-9]{{1,3}}[.．][0-9]|的|规定[的了]|所[述列称指]|以[上下前后]|倍(?![率频])|万(?!象)|亿|吨(?!位)|至(?!少)|到(?![货岗访账位会场站校达]|期(?![末中间]))|℃|毫[米克升]|厘米|公[里斤顷分]|千[克米瓦伏]|平方|立方|微[米克]|升(?![级降华学温])|克(?![服隆]|里金)|瓦|伏|赫|帕|摄氏|米(?![粒面粉])"
    "|个(?![人性案体别])|個(?![人性案體別])|[萬億噸]|畝(?![產均])|歲(?![月末入出修])|時(?![間期序代效段])|年(?![度级級会會检鉴])|月(?![度租薪均票报嫂饼考])|日(?![常志程]|检(?!修))|人(?![员才力物口事工机民们文际身手群数类选脉居])|分(?![析类工布级组配期包支层项部公清解区段担享散离流辨拣值歧红店寸则治词页库子母割裂局校院章节机站摊立隔化权封块帧片压相蘖娩泌])|时(?![间期序代效段])|天(?![气然线文沟窗])|折(?![叠旧射线页返弯扣])"
    "|秒(?!杀)|分钟|分鐘|小时|小時|元(?![素件]|数据)|(?:美元|[欧日港韩]元|英镑)(?![\u4e00-\u9fff])|[ \t]*版(?![权本面式图])"
    "|[ ]?中[的规所第，也已还明约提列]|[章节條条款项表图](?:的|[，。；、]|所|规定|要求|[之以][前后])"
    "|度(?![量假过日数曲支角汛夏冬荒])|斤(?![两斤])|亩(?![产均])|寸(?![土草])|尺(?![寸度子规牍])|丈(?![夫量母人])|岁(?![月末入出修])|里[路地]|级(?:地震|大风|台风)|級(?:地震|大風|颱風)|分贝|马力|海里|光年|勒克斯|流明"
    "|华氏|英[里寸尺亩镑]|[千大]卡|毫[巴安秒伏]|兆[帕赫瓦伏]|加仑|盎司|比(?:[0-9]|一(?!比))"
    f"|{MEASURED_SO}"
    f"|[ \t\u00a0]?{UNITS}))"
)
"""What must not follow a decimal: then it is a quantity, a date or a reference. 2.1人、机、料 is none."""

NO_REFERENCE: Final = (
    "(?![ ]?中(?:[的所，也已还]|规定|明确|约定|提[到出及]|列[出举明有]|第[一二三四五六七八九十0-9])|的(?!确)|所[述列称指]|规定[的了]"
    "|[、和与及或至到][A-ZＡ-Ｚ][.．][0-9]"
    "|[章节條条款项表图](?:的|[，。；、]|所|规定|要求))"
)
"""What must not follow a letter and its numbers: then a sentence speaks of that section."""

_SPOKEN_OF: Final = "(?!中[的所规有各也已还均都明约列提登“，]|以[前后]的)"
"""A chapter that a sentence speaks of."""
_SEPARATED: Final = f'[{BLANK}]|、(?!{BLANKS}第)|[:：.．《“"【\\[(（<]|[—–―-]|\n|\\Z'
"""第一编、第三编 names two and begins none."""
_TOUCHING: Final = "[^的是了在至和与與及或所之，,。；;）)\\s、》”」』]|所(?:有[权制者]|得税)|及[时格]|和[解睦谐]"
_JOINED: Final = f"(?:在(?![第于《“])|[和与與](?![第本前后上下其附该这那另各全此它《“]))(?=[^，。；：\n]{{1,24}}(?:[{BLANK}]*\n|\\Z))"
"""A title that touches its number may begin so too: 第三课和时间赛跑, 第三讲在劳动中学会担当; sentences name two, or tell where one is."""
AFTER_UNIT: Final = f"(?={_SEPARATED}|{_SPOKEN_OF}(?:{_TOUCHING}|{_JOINED}))"
_WITHIN: Final = (
    "在(?:本|全[省市县区国]|下列|以下|特殊|紧急|依法"
    "|(?![第于《“])[^，。；\n]{2,24}(?:[内中]|范围|区域|期间|过程|之[前后外]|以[前后外])[^，。；\n]{2})"
)
_AFTER_ARTICLE: Final = f"(?={_SEPARATED}|{_SPOKEN_OF}(?:{_TOUCHING}|{_WITHIN}|与会))"
"""A provision is a sentence: 第二条在本镇行政区域内…"""
AFTER_UNIT_STRICT: Final = f"(?=[{BLANK}]|[:：.．]|、(?!第)|\n|\\Z)"


_ONES: Final = "一二三四五六七八九十"
NOT_ONE_OF_A_LIST: Final = (
    "(?!(?:"
    + "|".join([f"{one}(?<![{_ONES[at + 1 :]}]、{one})" for at, one in enumerate(_ONES[:-1])])
    + "|[十百千零〇○两兩廿卅卌⼀⼆⼋⼗])[、，])"
)
"""What must not follow 一、: a number that counts with it, before 、 again; a smaller one begins the title, 三、一、二号楼改造."""

ORDINAL: Final = "第笫弟"
"""第 and what scanners and input methods put for it."""


def ordinal(unit: str, veto: str = "", strict: bool = False, provision: bool = False) -> str:
    """第 and a number and `unit`, not followed by `veto`; `strict` wants a separator or a line end; a `provision` touches it."""
    later = f"(?:之[{HAN}]{{1,3}}|[-－—―][{ARABIC}]{{1,2}})?"
    refuse = f"(?!{veto})" if veto else ""
    after = f"(?:之[{HAN}]{{1,3}}(?![{HAN}]){refuse}|の[{HAN}{ARABIC}]{{1,3}})?"
    number = f"(?:{ANY}|[{HAN}]{{0,4}}[－—―ーㄧ+-][{HAN}]?){later}"
    behind = AFTER_UNIT_STRICT if strict else _AFTER_ARTICLE if provision else AFTER_UNIT
    return f"[{ORDINAL}]{BLANKS}{number}{BLANKS}(?:{unit}){refuse}{after}{behind}"


_ESCAPES: Final = {"t": "\t", "f": "\f", "v": "\v"}


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
