"""Word documents as offices, schools and firms in China really write them, each with the tree an editor would draw.

Made with python-docx; all text was written for this project. A heading is (depth, marker, title); those with `optional` may be found or
not, as in the gold of golden cases.
"""

import io
from dataclasses import dataclass

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

_PROSE = (
    "这项工作由综合科牵头，有关科室按照分工抓好落实，每月底汇总进展情况，发现问题及时研究解决。",
    "前一阶段走访了辖区内的住户和商铺，收集意见三十余条，多数已经答复，其余列入下一步计划。",
    "从实际效果看，办事群众等候的时间明显缩短，窗口人员的压力也比过去小，大家对新办法比较认可。",
    "当然也要看到，人手不足、经费紧张的情况还没有根本改变，一些好的做法需要用制度固定下来。",
    "下半年将继续完善台账，做到底数清楚、责任到人，并邀请各方代表参加年中评议，听取建议。",
)


@dataclass
class Heading:
    """A row of a gold tree."""

    depth: int
    marker: str
    title: str
    optional: bool = False


class Word:
    """A document being written, and its gold."""

    def __init__(self):
        self.document = Document()
        self.gold = []
        self.told = 0
        self.lists = 50

    def text(self, text="", style=None, bold=None, size=None, centre=False, num=None, into=None, outline=None):
        """One paragraph; prose of its own where `text` is left out."""
        if not text:
            text = _PROSE[self.told % len(_PROSE)]
            self.told += 1
        paragraph = (into or self.document).add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold = bold
        if size:
            run.font.size = Pt(size)
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        properties = paragraph._p.get_or_add_pPr()
        if num:
            properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'))
        if outline is not None:
            properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{outline}"/>'))
        return paragraph

    def head(self, depth, marker, title, style=None, optional=False, **how):
        """A heading; its marker is typed unless `num` or the style gives it (`auto`)."""
        auto = how.pop("auto", False) or "num" in how
        self.gold.append(Heading(depth, marker, title, optional))
        return self.text(title if auto else marker + title, style, **how)

    def list(self, *levels, styles=()):
        """A new list; `levels` are (pattern, format), `styles` the paragraph styles that its levels belong to. Gives its number."""
        self.lists += 1
        rows = ""
        for at, (pattern, format) in enumerate(levels):
            linked = f'<w:pStyle w:val="{styles[at]}"/>' if at < len(styles) else ""
            rows += (
                f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{linked}<w:suff w:val="nothing"/>'
                f'<w:lvlText w:val="{pattern}"/></w:lvl>'
            )
        root = self.document.part.numbering_part.element
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.lists}">{rows}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{self.lists}"><w:abstractNumId w:val="{self.lists}"/></w:num>'))
        for at, style in enumerate(styles):
            number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="{self.lists}"/></w:numPr>'
            found = next(one for one in self.document.styles if one.style_id == style)
            found.element.get_or_add_pPr().append(parse_xml(number))
        return self.lists

    def style(self, name, id, outline=None, bold=None, size=None):
        """A paragraph style with an id of its own, as a Chinese Word or WPS makes it."""
        style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), id)
        style.font.bold = bold
        if size:
            style.font.size = Pt(size)
        if outline is not None:
            style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{outline}"/>'))
        return style

    def contents(self, *entries):
        """A table of contents, as the field that Word keeps."""
        for at, entry in enumerate(entries):
            paragraph = self.document.add_paragraph()
            if at == 0:
                for kind, code in (("begin", ""), ("", 'TOC \\o "1-3" \\h'), ("separate", "")):
                    paragraph._p.append(_field(kind, code))
            paragraph.add_run(f"{entry}\t{at + 1}")
            if at == len(entries) - 1:
                paragraph._p.append(_field("end"))

    def data(self):
        """The bytes of the file."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


def _field(kind, code=""):
    run = OxmlElement("w:r")
    if kind:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
    else:
        mark = OxmlElement("w:instrText")
        mark.text = code
    run.append(mark)
    return run


def notice():
    """A notice of a county office from WPS: nothing has a style, fonts alone tell the levels; red head, number, signature."""
    w = Word()
    w.text("青川桥县人民政府办公室文件", bold=True, size=36, centre=True)
    w.text("青政办发〔2023〕18号", centre=True)
    w.text("关于做好冬季供暖保障工作的通知", size=22, centre=True)
    w.text("各乡镇人民政府，县直有关部门：")
    w.text("为做好今冬明春的供暖保障，经县政府同意，现将有关事项通知如下。")
    w.head(1, "一、", "总体要求", bold=True, size=16)
    w.text()
    w.head(1, "二、", "重点任务", bold=True, size=16)
    w.head(2, "（一）", "检修管网", size=16)
    w.text()
    w.head(3, "1.", "排查老旧阀门。", size=16)
    w.head(3, "2.", "更换破损管道。", size=16)
    w.head(2, "（二）", "储备燃料", size=16)
    w.text()
    w.head(1, "三、", "工作要求", bold=True, size=16)
    w.text()
    w.text("青川桥县人民政府办公室")
    w.text("2023年10月9日")
    w.document.sections[0].header.paragraphs[0].text = "青川桥县人民政府办公室文件"
    return w


def thesis():
    """A thesis: cover, contents field, chapters numbered by their styles, headings without numbers before and behind them."""
    w = Word()
    for line in ("河湾学院", "本科毕业论文", "题目：社区食堂运营模式研究", "姓名：林小满", "指导教师：周远"):
        w.text(line, centre=True, size=18)
    w.head(1, "", "摘要", "Heading 1", num=(0, 0))
    w.text()
    w.text("关键词：社区食堂；运营；补贴")
    w.contents("摘要", "第1章绪论", "1.1研究背景", "1.2研究方法", "第2章运营现状", "2.1供餐规模", "结论", "参考文献", "致谢")
    w.list(("第%1章", "decimal"), ("%1.%2", "decimal"), ("%1.%2.%3", "decimal"), styles=("Heading1", "Heading2", "Heading3"))
    w.head(1, "第1章", "绪论", "Heading 1", auto=True)
    w.head(2, "1.1", "研究背景", "Heading 2", auto=True)
    w.text()
    w.head(2, "1.2", "研究方法", "Heading 2", auto=True)
    w.text()
    w.head(1, "第2章", "运营现状", "Heading 1", auto=True)
    w.head(2, "2.1", "供餐规模", "Heading 2", auto=True)
    w.head(3, "2.1.1", "早餐", "Heading 3", auto=True)
    w.text()
    w.head(3, "2.1.2", "午餐", "Heading 3", auto=True)
    w.text()
    w.head(1, "", "结论", "Heading 1", num=(0, 0))
    w.text()
    w.head(1, "", "参考文献", "Heading 1", num=(0, 0))
    w.text("[1] 林青. 社区餐饮的成本结构[J]. 城市服务, 2019(3): 12-15.")
    w.text("[2] 周原. 老年助餐点调查[M]. 河湾出版社, 2020.")
    w.head(1, "", "致谢", "Heading 1", num=(0, 0))
    w.text()
    return w


def requirements():
    """A requirements document: numbers by style, tables full of numbers, lists that restart under every heading."""
    w = Word()
    w.text("图书借阅系统需求说明", "Title")
    w.list(("%1.", "decimal"), ("%1.%2", "decimal"), styles=("Heading1", "Heading2"))
    w.head(1, "1.", "引言", "Heading 1", auto=True)
    w.head(2, "1.1", "编写目的", "Heading 2", auto=True)
    w.text()
    w.head(2, "1.2", "读者对象", "Heading 2", auto=True)
    steps = w.list(("%1.", "decimal"))
    for at, item in enumerate(("项目经理和客户代表", "开发与测试人员", "运维人员"), 1):
        w.head(3, f"{at}.", item, num=(steps, 0), optional=True)
    w.head(1, "2.", "功能需求", "Heading 1", auto=True)
    table = w.document.add_table(rows=3, cols=3)
    for row, cells in zip(table.rows, (("编号", "功能", "优先级"), ("1.", "登记图书", "高"), ("2.", "办理借阅", "中")), strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    w.head(2, "2.1", "登记", "Heading 2", auto=True)
    w.text()
    steps = w.list(("%1.", "decimal"))
    w.head(3, "1.", "扫描书后的条码", num=(steps, 0), optional=True)
    w.head(3, "2.", "核对书名并保存", num=(steps, 0), optional=True)
    w.head(2, "2.2", "借阅", "Heading 2", auto=True)
    w.text()
    w.head(1, "3.", "其他需求", "Heading 1", auto=True)
    w.text()
    return w


def mixed():
    """Chapters styled and numbered by hand, sections by hand without a style, points by automatic numbers."""
    w = Word()
    w.text("老旧小区改造工作总结", bold=True, size=22, centre=True)
    w.text()
    rows = (("一", "主要做法", ("摸清底数", "分类施策")), ("二", "存在问题", ("资金不足", "意见不一")), ("三", "下步打算", ()))
    for number, chapter, sections in rows:
        w.head(1, f"{number}、", chapter, "Heading 1")
        w.text()
        for sign, section in zip("一二", sections, strict=False):
            w.head(2, f"（{sign}）", section, bold=True)
            w.text()
            points = w.list(("%1.", "decimal"))
            w.head(3, "1.", f"{section}方面先开了三次座谈会，听取住户意见。", num=(points, 0))
            w.head(3, "2.", f"{section}方面再请专业机构现场评估，形成清单。", num=(points, 0))
    return w


def styled_only():
    """No number anywhere; the styles have Chinese names and ids of digits, as a Chinese Word saves them."""
    w = Word()
    first, second = w.style("标题 1 公司", "11", outline=0, bold=True, size=18), w.style("标题 2 公司", "22", outline=1, bold=True, size=15)
    w.text("员工手册", "Title")
    for chapter, sections in (("公司概况", ("发展历程", "组织机构")), ("入职须知", ("报到流程", "试用安排")), ("考勤与休假", ())):
        w.head(1, "", chapter, first)
        w.text()
        for section in sections:
            w.head(2, "", section, second)
            w.text()
            w.text()
    return w


def faked():
    """Headings made by hand: bold lines of two sizes without numbers and without styles."""
    w = Word()
    w.text("读书节活动方案", bold=True, size=22, centre=True)
    w.text()
    for chapter, sections in (("活动目的", ()), ("活动安排", ("开幕仪式", "主题阅读", "作品展示")), ("保障措施", ())):
        w.head(1, "", chapter, bold=True, size=16)
        w.text()
        for section in sections:
            w.head(2, "", section, bold=True)
            w.text()
            w.text()
    return w


def misused():
    """The whole text in Heading 1, since somebody liked its look; headings are told by their numbers."""
    w = Word()
    w.text("防汛值班工作小结", "Heading 1")
    for number, chapter in (("一", "值班情况"), ("二", "处置情况"), ("三", "几点体会")):
        w.head(1, f"{number}、", chapter, "Heading 1")
        w.text(style="Heading 1")
        w.text(style="Heading 1")
    return w


def form():
    """An application form: a table holds the whole text."""
    w = Word()
    w.text("创新项目申报表", bold=True, size=22, centre=True)
    table = w.document.add_table(rows=3, cols=2)
    for row, label in zip(table.rows, ("项目名称", "申报单位", "项目内容"), strict=True):
        row.cells[0].text = label
    table.rows[0].cells[1].text = "楼道微花园"
    table.rows[1].cells[1].text = "柳河街道办事处"
    cell = table.rows[2].cells[1]
    for number, chapter in (("一", "项目背景"), ("二", "主要做法"), ("三", "实施效果")):
        w.head(1, f"{number}、", chapter, into=cell)
        w.text(into=cell)
        if number == "二":
            for sign, section in (("一", "选址"), ("二", "认养")):
                w.head(2, f"（{sign}）", section, into=cell)
                w.text(into=cell)
    return w


def cover():
    """A cover with boxes, a printed contents list typed by hand, chapters with numbers by style and running heads."""
    w = Word()
    box = w.text("内部资料", centre=True)
    box._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
            "<w:t>柳河街道二〇二三年度工作汇编</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )
    w.text("目  录", centre=True)
    for at, entry in enumerate(("第一部分 年度概况", "第二部分 分项报告", "一、养老服务", "二、环境整治", "第三部分 附录"), 1):
        w.text(f"{entry}……………………{at}")
    w.document.sections[0].header.paragraphs[0].text = "柳河街道工作汇编"
    w.document.sections[0].footer.paragraphs[0].text = "— 1 —"
    w.list(("第%1部分 ", "chineseCountingThousand"), styles=("Heading1",))
    w.head(1, "第一部分", "年度概况", "Heading 1", auto=True)
    w.text()
    w.head(1, "第二部分", "分项报告", "Heading 1", auto=True)
    w.head(2, "一、", "养老服务", "Heading 2")
    w.text()
    w.head(2, "二、", "环境整治", "Heading 2")
    w.text()
    w.head(1, "第三部分", "附录", "Heading 1", auto=True)
    w.text()
    return w


def revised():
    """Revision marks: a heading was put in, one was taken out, and the automatic numbers follow."""
    w = Word()
    w.list(("%1、", "chineseCountingThousand"), styles=("Heading1",))
    w.text("安全生产检查方案", "Title")
    w.head(1, "一、", "检查范围", "Heading 1", auto=True)
    w.text()
    gone = w.text("检查时间", "Heading 1")
    _tracked(gone, "del")
    new = w.head(1, "二、", "检查方式", "Heading 1", auto=True)
    _tracked(new, "ins")
    w.text()
    w.head(1, "三、", "结果运用", "Heading 1", auto=True)
    w.text()
    return w


def _tracked(paragraph, kind):
    """Marks a paragraph and its text as inserted or deleted."""
    marks = 'w:id="9" w:author="审" w:date="2023-05-01T00:00:00Z"'
    look = f'<w:rPr {nsdecls("w")}><w:{kind} {marks}/></w:rPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(look))
    for run in list(paragraph._p.findall(qn("w:r"))):
        holder = parse_xml(f'<w:{kind} {nsdecls("w")} {marks}/>')
        paragraph._p.replace(run, holder)
        holder.append(run)
        for text in run.findall(qn("w:t")) if kind == "del" else ():
            text.tag = qn("w:delText")


def compilation():
    """Cases under Heading 1, each with its own 一、 by hand and lists that restart."""
    w = Word()
    w.text("基层治理案例选编", "Title")
    for number, case in (("一", "小巷议事厅"), ("二", "共享停车位"), ("三", "银龄志愿队")):
        w.head(1, f"案例{number}", f"　{case}", "Heading 1")
        w.text()
        for sign, chapter in (("一", "背景"), ("二", "做法"), ("三", "启示")):
            w.head(2, f"{sign}、", f"{case}的{chapter}", bold=True)
            w.text()
            if sign == "二":
                points = w.list(("（%1）", "chineseCountingThousand"))
                w.head(3, "（一）", f"{case}由居民推选召集人", num=(points, 0))
                w.text()
                w.head(3, "（二）", f"{case}按月公开账目", num=(points, 0))
                w.text()
    return w


def regulations():
    """Rules of a school: chapters styled, articles counted automatically through all of them."""
    w = Word()
    w.text("学生宿舍管理办法", bold=True, size=22, centre=True)
    articles = w.list(("第%1条 ", "chineseCountingThousand"))
    count = 0
    for number, chapter in (("一", "总则"), ("二", "入住与退宿"), ("三", "附则")):
        w.head(1, f"第{number}章", f" {chapter}", "Heading 1", centre=True)
        for _ in range(2):
            count += 1
            w.gold.append(Heading(2, f"第{'一二三四五六'[count - 1]}条", ""))
            w.text(num=(articles, 0))
    return w


def careless():
    """Levels picked by their looks: the same rung of 一、 is Heading 1, 2 and 3 by turns."""
    w = Word()
    w.text("年度考核工作报告", "Title")
    rows = (("一", "基本情况", 3, ("人员", "分工")), ("二", "工作成效", 1, ("窗口", "后台")), ("三", "主要不足", 2, ()))
    for number, chapter, level, sections in (*rows, ("四", "改进措施", 3, ())):
        w.head(1, f"{number}、", chapter, f"Heading {level}")
        w.text()
        for sign, section in zip("一二", sections, strict=False):
            w.head(2, f"（{sign}）", section, "Heading 2")
            w.text()
    return w


def outline_levels():
    """WPS: levels set on the paragraphs, no styles; one level is left out."""
    w = Word()
    w.text("垃圾分类试点方案", size=22, bold=True, centre=True)
    for chapter, sections in (("试点范围", ("北片小区", "南片小区")), ("推进步骤", ("宣传发动", "设施改造", "督导巡查"))):
        w.head(1, "", chapter, outline=0, bold=True)
        w.text()
        for section in sections:
            w.head(2, "", section, outline=2)
            w.text()
    return w


def contract():
    """A contract: clauses and their numbers are one list of two levels; only the clauses' names are styled."""
    w = Word()
    w.text("房屋租赁合同", "Title")
    w.text("甲方：柳河街道办事处")
    w.text("乙方：青禾物业服务有限公司")
    clauses = w.list(("第%1条 ", "chineseCountingThousand"), ("%2. ", "decimal"))
    for number, clause in (("一", "租赁房屋"), ("二", "租金与支付"), ("三", "违约责任")):
        w.head(1, f"第{number}条", clause, "Heading 2", num=(clauses, 0))
        for at in (1, 2):
            text = _PROSE[w.told % len(_PROSE)]
            w.head(2, f"{at}.", text, num=(clauses, 1), optional=True)
            w.told += 1
    return w


def numbered_under_bare():
    """A plan whose headings are styled and unnumbered above, numbered below: 1. begins again under each."""
    w = Word()
    w.head(1, "", "前期工作要点", "Heading 1")
    w.text()
    for at, title in enumerate(("召开动员会", "成立工作组"), 1):
        w.head(2, f"{at}.", title, "Heading 2")
        w.text()
    w.head(1, "", "后期工作要点", "Heading 1")
    for at, title in enumerate(("开展培训", "组织演练", "总结评估"), 1):
        w.head(2, f"{at}.", title, "Heading 2")
        w.text()
    return w


DOCUMENTS = {
    make.__name__: make
    for make in (
        notice,
        thesis,
        requirements,
        mixed,
        styled_only,
        faked,
        misused,
        form,
        cover,
        revised,
        compilation,
        regulations,
        careless,
        outline_levels,
        contract,
        numbered_under_bare,
    )
}
