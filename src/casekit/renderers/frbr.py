"""What Akoma Ntoso wants to know of a document as a work, an expression and a file: only what the text itself says."""

import re
from collections.abc import Iterable
from datetime import date

from casekit.model import Block
from casekit.numerals import read
from casekit.renderers.branches import one_line
from casekit.renderers.controls import named
from casekit.renderers.xml import Writer

UNKNOWN_DATE = "0001-01-01"
_HAN = "〇零○一二三四五六七八九"
_DATE = re.compile(rf"(\d{{4}}|[{_HAN}]{{4}})\s*年\s*(\d{{1,2}}|[{_HAN}十]{{1,3}})\s*月\s*(\d{{1,2}}|[{_HAN}十]{{1,3}})\s*日")
_DEEDS = (("adoption", "通过"), ("promulgation", "公布|发布|颁布|發布|頒布"))
_UNSAFE = re.compile(r"[\s\x00-\x2f:-@\[-`{-~\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\u2000-\u206f⟨⟩]+")


def identification(xml: Writer, kind: str, title: str, front: Iterable[Block]) -> None:
    """The `meta` element."""
    front = list(front)
    made, deed = _dated(front)
    numbers = [one_line(block.text) for block in front if block.kind == "number"]
    slug = _UNSAFE.sub("-", named(title)).strip("-")[:80] or "nn"
    work = f"/akn/cn/{kind}/{made}/{slug}"
    expression = f"{work}/zho@{made}"
    xml.start("meta")
    xml.start("identification", {"source": "#casekit"})
    xml.start("FRBRWork")
    _core(xml, f"{work}/!main", work, (made, deed), "#unknown", title)
    xml.empty("FRBRcountry", {"value": "cn"})
    for number in numbers:
        xml.empty("FRBRnumber", {"value": number})
    xml.end()
    xml.start("FRBRExpression")
    _core(xml, f"{expression}/!main", expression, (made, deed), "#unknown")
    xml.empty("FRBRlanguage", {"language": "zho"})
    xml.end()
    xml.start("FRBRManifestation")
    _core(xml, f"{expression}/!main.xml", f"{expression}.akn", (UNKNOWN_DATE, "unknown"), "#casekit")
    xml.end()
    xml.end()
    xml.start("references", {"source": "#casekit"})
    for organization in ("casekit", "unknown"):
        href = f"/akn/ontology/organization/{organization}"
        xml.empty("TLCOrganization", {"eId": organization, "href": href, "showAs": organization})
    xml.end()
    xml.end()


def _core(xml: Writer, this: str, uri: str, dated: tuple[str, str], author: str, title: str = "") -> None:
    xml.empty("FRBRthis", {"value": this})
    xml.empty("FRBRuri", {"value": uri})
    if title:
        xml.empty("FRBRalias", {"value": title, "name": "title"})
    xml.empty("FRBRdate", {"date": dated[0], "name": dated[1]})
    xml.empty("FRBRauthor", {"href": author})


def _dated(front: Iterable[Block]) -> tuple[str, str]:
    """The date of adoption, else of promulgation, else the first that is told, and which of them it is."""
    text = "\n".join(block.text for block in front)
    found: list[tuple[str, str]] = []
    places = list(_DATE.finditer(text))
    for at, place in enumerate(places):
        numbers = [read(words) or 0 for words in place.groups()]
        try:
            day = date(*numbers).isoformat()
        except ValueError:
            continue
        behind = text[place.end() : places[at + 1].start() if at + 1 < len(places) else len(text)]
        found.append((day, next((deed for deed, words in _DEEDS if re.search(words, behind)), "stated")))
    for wanted in ("adoption", "promulgation", "stated"):
        for day, deed in found:
            if deed == wanted:
                return day, deed
    return UNKNOWN_DATE, "unknown"
