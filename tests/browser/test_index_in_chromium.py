"""The page that lists a corpus, in a real browser."""

import pytest

from casekit.parser import parse
from casekit.renderers.html import index, listing
from casekit.renderers.options import Options
from casekit.rules import check
from casekit.source import Origin, Source
from html_pages import LIBRARY, library

ORDER = "() => [...document.querySelectorAll('tbody tr:not([hidden])')].map((row) => row.cells[0].textContent)"


@pytest.fixture
def corpus():
    texts = {
        "b/library.txt": LIBRARY.read_text(encoding="utf-8"),
        "a/rules.txt": "读书<b>规则</b>\n第一条 每人一次借两册。\n第二条 借期一个月。\n第四条 逾期的，暂停一个月。\n",
    }
    pages = []
    for at, (name, text) in enumerate(texts.items()):
        document = parse(Source(text, Origin(name)))
        pages.append(listing(document, check(document), ("page.html", "other.html")[at]))
    return index(pages, Options("zh"))


def test_a_column_sorts_both_ways(visit, corpus):
    tab = visit(corpus, name="index.html")
    given = tab.evaluate(ORDER)
    button = tab.locator("th button", has_text="标题")
    numbers = "() => [...document.querySelectorAll('tbody tr')].map((row) => Number(row.cells[2].textContent))"
    button.click()
    assert tab.evaluate(numbers) == sorted(tab.evaluate(numbers), reverse=True)
    assert tab.locator("th", has_text="标题").get_attribute("aria-sort") == "descending"
    button.click()
    assert tab.evaluate(numbers) == sorted(tab.evaluate(numbers))
    tab.locator("th button", has_text="来源").click()
    assert tab.evaluate(ORDER)[0] == "读书<b>规则</b>" and sorted(tab.evaluate(ORDER)) == sorted(given)
    assert tab.locator("th[aria-sort]").count() == 1


def test_titles_and_sources_are_searched(visit, corpus):
    tab = visit(corpus, name="index.html")
    total = len(tab.evaluate(ORDER))
    tab.keyboard.press("/")
    tab.keyboard.type("RULES.txt")
    assert tab.evaluate(ORDER) == ["读书<b>规则</b>"] and tab.locator("#status").text_content() == f"显示 {total} 个案例中的 1 个"
    tab.keyboard.press("Escape")
    assert len(tab.evaluate(ORDER)) == total


def test_a_link_leads_to_the_case(visit, corpus):
    tab = visit(library())
    there = tab.url
    tab = visit(corpus, name="index.html", leads_to=there)
    tab.locator("td a", has_text="第二篇").click()
    tab.wait_for_url("**/page.html#L26")
    assert "第二篇" in tab.locator("#tree [aria-current]").text_content()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(visit, corpus, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    tab = visit(corpus, width, 800, color_scheme=scheme)
    results = Axe().run(tab, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
