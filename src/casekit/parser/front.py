"""Front matter ahead of a case's text and the sign-off behind it.

Guarantees:
1. Front matter is whole lines before the first sentence of a case; a sign-off is whole lines behind its last.
2. Title lines that follow one another are one title, as long as the later ones are short.
"""

from typing import Final

from casekit.model import Block, Join
from casekit.parser.setting import Setting, seam
from casekit.patterns import lazy
from casekit.source import Source

_MOST_LINES: Final = 14
_LONGEST: Final = 45
"""A line of front matter is not longer, in code points, unless its words say what it is."""
_STOP: Final = tuple("。！？!?；;，,")
_CLAUSES_MOST: Final = 24
"""A title of several clauses is not longer, in code points."""
_SUBTITLE: Final = lazy("(?:——|--|―|—)(?!\\s*[0-9])")
_SUBTITLE_MOST: Final = 60
_DATE: Final = lazy(
    "[（(]?(?:时间[:：]|日期[:：]|发布时间[:：])?\\s*(?:[12][0-9０-９]{3}|[一二][〇○零0０八九][〇○零一二三四五六七八九]{2}|20[xX_×*]{2})\\s*[年./－-]\\s*(?:[0-9０-９一二三四五六七八九十]{1,3}\\s*[月./－-])?\\s*(?:[0-9０-９一二三四五六七八九十]{1,3}\\s*日?)?[^。，,；]{0,30}[）)]?"
)
_OF_A_YEAR: Final = lazy(
    "20[0-9]{2}年(?:度(?![正腊春夏秋冬初末底上下第元于在一二三四五六七八九十])|(?![正腊春夏秋冬初末底上下第度元于在岁寒暑一二三四五六七八九十]|国庆|中秋|农历))"
    "[\u4e00-\u9fff]{4,}(?<![日号期版前后夕际])$"
)
"""What names something of a year, 2024年培训计划, is no date."""
_NUMBER: Final = lazy(
    "[0-9]{4,6}|特急|特提|加急|平急|(?:机密|秘密|绝密|内部(?:资料|文件)|密级)[^。]{0,16}|注意保存|[^。，；：]{2,40}文件"
    "|[^。；]{0,30}[〔\\[（(【][12][0-9]{3}[〕\\]）)】]\\s*第?\\s*[0-9]{1,4}\\s*号[^。；]{0,60}|签发人[:：][^。；]{0,20}"
    "|附\\s*件\\s*[0-9０-９一二三四五六七八九十]{0,3}\\s*[:：]?"
)
_TERM: Final = lazy("[（(][12][0-9]{3}\\s*[—–~～-]+\\s*[12]?[0-9]{1,3}[）)]|[（(][^（()）]*(?:学年|学期|年度|届|季度)[^（()）]*[）)]")
_DISCLAIMER: Final = lazy(
    "仅供(?:参考|学习|交流)|供大家参考|以下(?:是|为)小编|小编(?:整理|为|收集|给)|版权(?:归|所有)|如有侵权|转载请|欢迎(?:阅读|参考|借鉴)|本文(?:来源|由)|内容由编者整理"
)
_ABSTRACT: Final = lazy(
    "[【\\[（(〔]?\\s*(?:内容提要|内容摘要|摘\\s*要|提\\s*要|关键词|关键字|主题词|导\\s*语"
    "|编者按|[Aa]bstract|[Kk]ey\\s?[Ww]ords)\\s*[】\\]）)〕]?\\s*[:：　 ]?"
)
_BYLINE: Final = lazy(
    "(?:(?:作者|编制|报送|选送|推荐|申报|填报|供稿|撰稿|完成)?单位|作者|执笔|撰稿|供稿|文|报告人|汇报人|发言人|主讲|编写|编制|撰稿人|通讯员|记者|来源|责任编辑|编辑|整理|授课教师|学校|班级|姓名)\\s*[:：／/]|文/"
)
_BRACKETED: Final = lazy(
    "[（(](?:(?:作者|单位|供稿|记者|通讯员|执笔|撰稿|报送|选送)[^（()）。；]{2,30}"
    "|[^（()）。；，]{2,30}(?:供稿|供图|报送|选送|推荐|撰稿|执笔)|[^（()）。；]{2,30}(?:口述|整理|采写))[）)]"
)
"""A byline in brackets: （动力厂锅炉车间　供稿）."""
_UNIT: Final = lazy(
    "(?:(?:编制|作者|供稿|报送|选送|推荐|填报|申报|撰稿|完成)?单位)\\s*[:：](?!.*(?:作者|执笔|撰稿|汇报人|报告人|姓名)\\s*[:：])"
)
"""The unit a text comes from, with no person beside it."""
_ORGANISATION: Final = lazy(
    "(?!.*[的了]|[我你他她它在把让向]|一[个只条把台张件本封座辆间口盏杆株位名场块碗群])[^，。：；]{2,28}(?:学院|大学|学校|中学|小学|幼儿园|[植动]物园|公园|公司|集团|局|委|委员会|居委会|村委会|妇联|工商联|办公室|支部|总支|党委|党组|政府|法院|检察院|研究院|研究所|研究室|医院|中心|站|所|厅|部|院|处|科|社|馆|厂|团|协会|联合会|工会|工作组|课题组|[总中分小]队|编写组|领导小组|项目部|村|镇|乡|县|市|区|省|社区|街道|支队|大队|银行|合作社|基地)"
)
# What one of which a line must hold for the pattern to match: most lines hold none, and the patterns are dear to compile.
_NUMBER_SIGNS: Final = tuple("0123456789急提密内注件号签")
_DISCLAIMER_SIGNS: Final = tuple("供编权侵载欢本")
_ABSTRACT_FIRST: Final = frozenset("内摘提关主导编AaKk【[（(〔")
_DATE_SIGNS: Final = tuple("年./－-")
_YEAR_SIGNS: Final = tuple("12一二")
_BYLINE_FIRST: Final = frozenset("单作执撰供文报汇发主编通记来责整授学班姓选推申填完")
_UNIT_LEAST: Final = 4
"""The name of a unit alone is not shorter, in code points: three make a word as well."""
_ORGANISATION_ENDS: Final = frozenset("院学校园司团局委会室部联组府研所心站厅处科社馆厂村镇乡县市区省道队行地")
_DEPARTMENT_ENDS: Final = frozenset("科室组部处办所班队")
_UNIT_ENDS: Final = _ORGANISATION_ENDS | _DEPARTMENT_ENDS | frozenset("场店庭矿站段堡屯寨长员师工生任记户人位")
"""What a unit, an office or a trade ends with before the name of a person."""
_DEPARTMENT_MOST: Final = 8
"""A department before a name is not longer, in code points; what is longer reads as an organisation."""
_HAN: Final = lazy("[一-鿿]{2,}")
_ADDRESSEE: Final = lazy(
    "(?:各|全(?:市|县|区|校|省)|同志们|尊敬的|亲爱的|市|县|省|区|国务院|有关)[^。；]{0,80}[:：]|(?:同志们|各位(?:代表|领导|同志|老师|来宾))[，,:：]?"
)
SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛狄米贝臧计伏成戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封储靳段富焦巴谷车侯宓蓬全班仰仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶黎蓟薄印白怀蒲从鄂索赖卓屠蒙池乔阴胥闻莘党翟谭贡劳逄姬申扶堵冉宰雍桑桂牛寿通边燕冀浦尚农温别庄晏柴瞿阎连习艾鱼容向古易慎戈廖终居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩聂晁勾敖佟闫佘覃丛牟冷辛那简饶曾关蒯相查荆红游权盖益桓公岳涂肖"
    "趙錢孫陳衛蔣韓楊許呂張嚴華謝鄒蘇範魯韋馬鳳湯羅畢鄔齊顧黃蕭鄭馮龔龐紀項賈婁顏劉鍾駱萬鄧盧葉莊閻繆榮"
)
_NAME: Final = lazy("[\u4e00-\u9fff][ \u3000]?[\u4e00-\u9fff]{1,2}(?:[ \u3000、]+[\u4e00-\u9fff][ \u3000]?[\u4e00-\u9fff]{1,2}){0,4}")

_RARE: Final = SURNAMES | frozenset("平明茅禹湛皮栗尉亓逯仝晋楚郦鹿邸郗揭冼苟朴候缑仉訾甯腾雒郄麦佴")
"""Behind an office these are surnames too, which begin words elsewhere."""
_OFFICES: Final = lazy(
    "(?:后勤|教研|筹备|调研|课题|写作|编写)组|(?:总务|教务|政教|德育|学生|人事|财务|保卫|科研|招生)处|(?:宣传|组织|编辑|质量|生产|工程|技术|市场|财务|人事)部|(?:财务|人事|保卫)科"
    "|资料室|办公室|[党团]支部|[居村理]委会|理事会|组委会"
)
"""Units whose names are so short, as who writes signs with them."""
_OFFICE: Final = 3
_UNNAMED: Final = frozenset(("匿名", "佚名", "无名氏", "佚　名", "匿　名"))
"""Who does not sign."""
_MASKED_NAME: Final = lazy("[\u4e00-\u9fff][\u4e00-\u9fff×*＊○〇]{1,2}")
_MASKS: Final = "xX×*＊"
"""What a name of a place is masked with: xx林场　王某."""
_SIGNED_WORDS: Final = 5
_TITLE: Final = frozenset(("title",))
_NOTHING: Final[frozenset[str]] = frozenset()


def opening(source: Source, start: int, end: int, setting: Setting, titled: bool = False) -> tuple[list[Block], int]:
    """The front matter at the head of `[start, end)` and where it ends; `titled` tells that its title stands before `start`."""
    buffer = source.buffer
    blocks: list[Block] = []
    at = start
    told = setting.title_in(start, end) if setting.titles else -1
    for _ in range(_MOST_LINES):
        row = _line(buffer, at, end, setting)
        if row is None:
            break
        begin, stop, behind, kind = row
        if kind:
            _add(source, blocks, "furniture", begin, stop)
            at = behind
            continue
        seen = _TITLE if titled else _NOTHING
        kind = _kind(buffer[begin:stop], seen.union([block.kind for block in blocks]) if blocks else seen)
        if not (kind or blocks or titled) and stop - begin <= _CLAUSES_MOST and _signed_below(buffer, begin, stop, behind, end, setting):
            kind = "title"
        if setting.titles:
            kind = _told(kind, setting.is_title(begin), blocks)
            if begin < told and kind in ("", "title"):  # what a site puts above the title
                kind = "paragraph"
        if titled and kind == "title":
            break
        if not kind or (kind == "title" and not _titles_here(blocks, stop - begin) and not (setting.titles and setting.is_title(begin))):
            break
        _add(source, blocks, kind, begin, stop)
        at = behind
    return blocks, at


def _signed_below(buffer: str, begin: int, stop: int, behind: int, end: int, setting: Setting) -> bool:
    """Whether a first line of several clauses is a title, because a byline stands right below it: 慢一点，再慢一点."""
    row = _line(buffer, behind, end, setting)
    clauses = buffer[begin:stop]
    if row is None or row[3] or "。" in clauses or clauses[-1] in _STOP:
        return False
    return _titled(clauses) and is_byline(buffer[row[0] : row[1]])


def _told(kind: str, is_title: bool, blocks: list[Block]) -> str:
    """The kind of a line where the file says which lines are its title: those are, and what follows them is not."""
    if is_title:
        return "title"
    return "" if kind == "title" and blocks and blocks[-1].kind == "title" else kind


def _titles_here(blocks: list[Block], length: int) -> bool:
    """Whether a title may stand here: before any other front matter but what can precede it."""
    before = [block.kind for block in blocks]
    if "title" not in before:
        return True
    return before[-1] == "title" and length <= 30


def _line(buffer: str, at: int, end: int, setting: Setting) -> tuple[int, int, int, str] | None:
    """The next line that is not blank: text start, text end, where the following line begins, its kind where it is of a marked region;
    None too where that is no furniture."""
    while at < end:
        line_end = buffer.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        line = buffer[at:line_end]
        text = line.strip()
        if text:
            begin = at + len(line) - len(line.lstrip())
            kind = setting.kind_at(begin)
            return (begin, begin + len(text), min(line_end + 1, end), kind) if kind in ("", "furniture") else None
        at = line_end + 1
    return None


def _kind(text: str, seen: frozenset[str]) -> str:
    """The kind of one line of front matter, "" where it is none; `seen` are the kinds before it."""
    if "title" not in seen and "。" not in text and _holds(text, _NUMBER_SIGNS) and _NUMBER.fullmatch(text):
        return "number"
    if "title" in seen and len(text) <= _SUBTITLE_MOST and text[0] in "—-―" and _SUBTITLE.match(text):
        return "subtitle"
    if len(text) <= 120 and _holds(text, _DISCLAIMER_SIGNS) and _DISCLAIMER.search(text):
        return "disclaimer"
    if ("title" in seen or "abstract" in seen) and text[0] in _ABSTRACT_FIRST and _ABSTRACT.match(text):
        return "abstract"
    if "addressee" in seen or "abstract" in seen:
        return ""
    if "title" in seen and len(text) <= 90 and (text[-1] in "：:，," or text[0] in "同各") and _ADDRESSEE.fullmatch(text):
        return "addressee"
    if len(text) > _LONGEST:
        return ""
    if _is_term(text):
        return "term"
    if len(text) <= 60 and _is_date(text):
        return "date"
    if _holds(text, _STOP):
        return "byline" if text[:1] in "（(" and text[-1] in "）)" and "title" in seen and "。" not in text else ""
    if text[0] in _BYLINE_FIRST and len(text) <= 40 and _BYLINE.match(text):
        return "unit" if _UNIT.match(text) else "byline"
    if text[-1] in "：:":
        return ""
    if "title" in seen:
        if _is_name(text) or text in _UNNAMED or _is_signature(text) or is_signed(text):
            return "byline"
        if seen - {"title", "disclaimer", "date", "number"}:
            return ""
    return "title" if _titled(text) else ""


def _titled(text: str) -> bool:
    """Whether a line can be a title: it has words, and is no enumeration of marks."""
    return sum(1 for c in text if c.isalpha()) >= 2 and text[0] not in "●■◆·•-*_=—" and "\t" not in text


def _holds(text: str, signs: tuple[str, ...]) -> bool:
    """Whether one of `signs` stands in `text`: a few looks at all of it are cheaper than one at each character."""
    return any(sign in text for sign in signs)


def is_byline(text: str) -> bool:
    """Whether a line names an author or a unit, and nothing else."""
    if text[-1] in "）)" and (
        (text[0] in "（(" and (_BRACKETED.fullmatch(text) or _is_named(text[1:-1]))) or (text[0] in SURNAMES and _is_of_a_unit(text))
    ):
        return True
    if _holds(text, _STOP):
        return False
    if text[0] in _BYLINE_FIRST and _BYLINE.match(text):
        return text[-1] not in "：:" and not text.startswith("来源")
    if (text[0] in SURNAMES and _is_name(text)) or text in _UNNAMED or (len(text) == _OFFICE and _OFFICES.fullmatch(text)):
        return True
    return (len(text) >= _UNIT_LEAST or " " in text or "\u3000" in text) and _is_signature(text)


def _is_named(text: str) -> bool:
    """Whether what stands in brackets is a unit or an office and a name behind a blank: （成型分厂　瞿振华）."""
    return is_signed(text) and text.split()[0][-1] in _UNIT_ENDS


def _is_of_a_unit(text: str) -> bool:
    """Whether a line is a name with its unit in brackets: 罗启明（南岭公路分局　养护科）."""
    name, _, unit = text[:-1].replace("(", "（").partition("（")
    return bool(name) and len(unit) >= _UNIT_LEAST and _is_name(name) and unit[-1] in _UNIT_ENDS and not _holds(unit, _STOP)


def is_signed(text: str) -> bool:
    """Whether a line is an office, a class or a unit of any words with a name behind a blank, which may be masked: 矿长　沈××."""
    words = text.split()
    if not 2 <= len(words) <= _SIGNED_WORDS or len(text) > 36 or _holds(text, _STOP) or text[0].isdigit():
        return False
    spaced = len(words) > 2 and len(words[-1]) == len(words[-2]) == 1
    name = words[-2] + words[-1] if spaced else words[-1]
    begins = "一" <= text[0] <= "鿿" or text[0] in _MASKS
    return begins and len(words[0]) >= 3 and name[0] in _RARE and _MASKED_NAME.fullmatch(name) is not None


def is_subtitle(text: str) -> bool:
    """Whether a line can be the second half of a title: ——一个班级的阅读三年."""
    return len(text) <= _SUBTITLE_MOST and text[0] in "—-―" and _SUBTITLE.match(text) is not None


def is_dateline(text: str) -> bool:
    """Whether a line is a date or a term, and nothing else."""
    return len(text) <= 60 and (_is_date(text) or _is_term(text))


def _is_date(text: str) -> bool:
    dated = _holds(text, _DATE_SIGNS) and _holds(text, _YEAR_SIGNS) and _DATE.fullmatch(text) is not None
    return dated and not _OF_A_YEAR.match(text)


def _is_term(text: str) -> bool:
    return text[:1] in "（(" and _TERM.fullmatch(text) is not None


def _is_signature(text: str) -> bool:
    """An organisation, or one with a person's name behind it."""
    if len(text) <= 30 and text[-1] in _ORGANISATION_ENDS and _ORGANISATION.fullmatch(text):
        return True
    words = text.split()
    if len(words) < 2 or len(text) > 36:
        return False
    if words[-1][-1] in _DEPARTMENT_ENDS and words[0][-1] in _ORGANISATION_ENDS and _ORGANISATION.fullmatch(words[0]):
        return True  # 市动物园　鸟类救护组
    name = " ".join(words[1:])
    if words[0][0] in "（(" and words[0][-1] in "）)":
        return _is_name(name)
    if words[0][-1] in _DEPARTMENT_ENDS and len(words[0]) <= _DEPARTMENT_MOST and _HAN.fullmatch(words[0]) and _is_name(name):
        return True  # 骨科　米小禾
    return _NAME.fullmatch(name) is not None and _ORGANISATION.fullmatch(words[0]) is not None


def _is_name(text: str) -> bool:
    return text[0] in SURNAMES and len(text.split()[0]) <= 3 and _NAME.fullmatch(text) is not None


def _add(source: Source, blocks: list[Block], kind: str, start: int, end: int) -> None:
    line = source.line(start)
    text = source.text[start:end]
    if kind == "title" and blocks and blocks[-1].kind == "title":
        last = blocks[-1]
        glue = seam(last.text[-1], text[0])
        last.joins.append(Join(last.end, start, line, glue))
        last.text += glue + text
        last.end = end
        last.last_line = line
        return
    blocks.append(Block(kind, text, start, end, line, line))


_SIGNED_DATE: Final = lazy("[（(]?(?:[12][0-9０-９]{3}|二[〇○零0０][〇○零一二三四五六七八九]{2})\\s*年[^，。；]{0,16}[）)]?")
_SIGN_MOST: Final = 60
"""A line of a sign-off is not longer, in code points."""
_SIGN_LINES: Final = 6
_SIGNING_ENDS: Final = _ORGANISATION_ENDS | {"支"}
_COPIES_FIRST: Final = frozenset("抄主印签联")
_COPIES: Final = lazy("(?:抄送|抄报|主送|印发|签发人|联系人|联系电话)[:：]")


def closing(source: Source, start: int, end: int, setting: Setting) -> tuple[int, list[Block]]:
    """Where the sign-off of the text `[start, end)` begins, and its blocks; `end` and nothing where there is none."""
    buffer = source.buffer
    kinds: list[tuple[str, int, int]] = []
    stop = end
    while len(kinds) < _SIGN_LINES and stop > start:
        line_start = max(buffer.rfind("\n", start, stop) + 1, start)
        text = buffer[line_start:stop].strip()
        if text:
            kind = _sign_off(text)
            begin = buffer.index(text, line_start) if kind else start
            if begin == start or not setting.free(begin) or buffer.rfind("\n", start - 1 if start else 0, begin) < 0:
                break
            kinds.append((kind, begin, begin + len(text)))
        stop = line_start - 1
    while kinds and kinds[-1][0] == "signature" and not any(kind in ("date", "byline", "unit") for kind, _, _ in kinds):
        kinds.pop()
    if not kinds:
        return end, []
    kinds.reverse()
    blocks = [
        Block(kind, source.text[begin:finish], begin, finish, source.line(begin), source.line(begin)) for kind, begin, finish in kinds
    ]
    return kinds[0][1], blocks


def _sign_off(text: str) -> str:
    if len(text) > _SIGN_MOST:
        return ""
    if "年" in text and _SIGNED_DATE.fullmatch(text):
        return "date"
    named = (text[0] in _BYLINE_FIRST and _BYLINE.match(text)) or (text[0] in _COPIES_FIRST and _COPIES.match(text))
    if named and text[-1] not in "。；":
        return "unit" if _UNIT.match(text) else "byline"
    if (
        len(text) <= 30
        and not _holds(text, _STOP)
        and "：" not in text
        and ":" not in text
        and (_is_name(text) or (text[-1] in _SIGNING_ENDS and _ORGANISATION.fullmatch(text.replace(" ", "").replace("\u3000", ""))))
    ):
        return "signature"
    return ""
