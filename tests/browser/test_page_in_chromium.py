"""The page of a source, in a real browser."""

import time
from itertools import pairwise

import pytest

from casekit.renderers.html.source_page import KEYS
from html_pages import HOSTILE, LIBRARY, library, long_text, page

VISIBLE = "node => { const box = node.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight && box.height > 0; }"
LEDGERS = '.node[href="#L79"]'
"""The heading 2、推行五本台账 of the sample, which has headings below it."""
WIDTHS = {"narrow": (390, 844), "middle": (1024, 768), "wide": (1440, 900)}


def current(tab):
    """The number of the heading that the outline marks."""
    return int(tab.locator("#tree [aria-current]").get_attribute("data-n"))


def row_seen(tab, line):
    return tab.locator(f"#L{line}").evaluate(VISIBLE)


def seen(tab):
    """The numbers of the headings that the outline shows."""
    return tab.locator(".node:not([hidden])").evaluate_all("nodes => nodes.map((node) => Number(node.dataset.n))")


def until(tab, expression):
    """Waits until an expression is true in the page, whose policy forbids the driver to do that inside it."""
    stop = time.monotonic() + 10
    while not tab.evaluate(expression):
        assert time.monotonic() < stop, expression
        tab.wait_for_timeout(20)


def hit_lines(tab):
    """The lines that the present hit begins and ends in."""
    return tab.evaluate("""() => {
        const [hit] = CSS.highlights.get('hit-now');
        return [hit.startContainer, hit.endContainer].map((node) => Number(node.parentElement.closest('.row').dataset.l));
    }""")


def status(tab):
    return tab.locator("#status").text_content()


class TestJumping:
    def test_a_click_on_the_outline_leads_to_the_line(self, visit):
        tab = visit(library())
        node = tab.locator(LEDGERS)
        assert not row_seen(tab, 79)
        node.click()
        until(tab, "location.hash === '#L79'")
        assert row_seen(tab, 79) and "here" in tab.locator("#L79").get_attribute("class")
        assert node.get_attribute("aria-current") == "true" and "推行五本台账" in tab.locator("#path").text_content()

    def test_a_click_on_a_line_leads_to_its_heading(self, visit):
        tab = visit(library())
        tab.locator("#fold-all").click()
        tab.locator("#L80").click()
        node = tab.locator(f'.node[data-n="{current(tab)}"]')
        assert "推行五本台账" in node.text_content() and node.evaluate(VISIBLE)
        assert seen(tab) != [] and not tab.locator(".node", has_text="流动书箱").first.is_visible()

    def test_two_headings_on_a_line_are_told_apart(self, visit):
        tab = visit(
            page("第一章 总则 第一条 为了管好书屋，制定本办法。\n第二条 书屋每周开放六天。\n第二章 附则 第三条 自公布之日起施行。\n")
        )
        tab.locator("#L1 b", has_text="总则").click()
        first = current(tab)
        tab.locator("#L1 b", has_text="第一条").click()
        assert current(tab) == first + 1

    def test_an_address_with_a_line_opens_there(self, visit):
        tab = visit(library())
        tab.goto(tab.url + "#L79")
        tab.reload()
        tab.wait_for_timeout(100)
        assert row_seen(tab, 79) and "推行五本台账" in tab.locator("#tree [aria-current]").text_content()

    def test_the_outline_follows_the_reader(self, visit):
        tab = visit(library())
        tab.mouse.move(900, 500)
        tab.mouse.wheel(0, 6000)
        until(tab, "document.querySelector('#tree [aria-current]')?.dataset.n > 10")
        node = tab.locator("#tree [aria-current]")
        assert node.evaluate(VISIBLE) and tab.locator("#path").text_content()

    def test_every_heading_leads_to_the_line_that_says_it(self, visit):
        tab = visit(library())
        wrong = tab.evaluate("""() => [...document.querySelectorAll('.node')].slice(1).filter((node) => {
            const row = document.querySelector(node.hash);
            const title = node.querySelector('.h')?.textContent ?? '';
            return !row || !row.classList.contains('opens') || row.dataset.n !== node.dataset.n || !row.textContent.includes(title);
        }).map((node) => node.textContent)""")
        assert wrong == []


class TestFindings:
    def test_choosing_a_code_narrows_the_notes_and_the_outline(self, visit):
        tab = visit(library())
        total = tab.locator(".note").count()
        tab.locator("#choose").click()
        tab.locator(".chip", has_text="CK301").click()
        left = tab.locator(".note:not([hidden])")
        assert left.count() == 2 and {note.get_attribute("data-f") for note in left.all()} == {"CK301"}
        assert status(tab) == f"显示 {total} 个问题中的 2 个"
        owners = {int(note.get_attribute("data-n")) for note in left.all()}
        assert owners < set(seen(tab)) and len(seen(tab)) < 12
        assert tab.locator("#text mark:not(.off)").evaluate_all("all => all.every((one) => one.dataset.f.includes('CK301'))")
        tab.locator("#clear").click()
        assert tab.locator(".note:not([hidden])").count() == total and len(seen(tab)) == tab.locator(".node").count()

    def test_severity_and_code_go_together(self, visit):
        tab = visit(library())
        tab.keyboard.press("f")
        tab.locator(".chip", has_text="提示").click()
        infos = tab.locator(".note:not([hidden])").count()
        assert infos == tab.locator('.note[data-s="info"]').count() > 0
        tab.locator(".chip", has_text="CK301").click()
        assert tab.locator(".note:not([hidden])").count() == 0 and seen(tab) == []
        tab.keyboard.press("Escape")
        assert tab.locator(".note:not([hidden])").count() == tab.locator(".note").count()

    def test_badges_count_what_is_hidden_below_them(self, visit):
        tab = visit(library())
        node = tab.locator(".node.case").first
        own = int(node.locator(".badge").text_content().split()[0])
        node.locator(".fold").click()
        below = int(node.locator(".badge").text_content().split()[0])
        first, second = [int(tab.locator(".node.case").nth(at).get_attribute("data-n")) for at in (0, 1)]
        owners = tab.locator(".note").evaluate_all("all => all.map((one) => Number(one.dataset.n))")
        counted = sum(first <= owner < second for owner in owners)
        assert own < below == counted and "error" in node.locator(".badge").get_attribute("class")

    def test_brackets_go_from_finding_to_finding(self, visit):
        tab = visit(library())
        tab.keyboard.press("]")
        first = tab.locator(".note.now")
        assert first.get_attribute("id") == "F0" and first.evaluate("note => note === document.activeElement")
        tab.keyboard.press("]")
        assert tab.locator(".note.now").get_attribute("id") == "F1"
        tab.keyboard.press("[")
        tab.keyboard.press("[")
        last = tab.locator(".note").count() - 1
        assert tab.locator(".note.now").get_attribute("id") == f"F{last}" and tab.locator(".note.now").evaluate(VISIBLE)


class TestSearch:
    def test_titles_and_text_are_found_and_walked_through(self, visit):
        tab = visit(library())
        tab.keyboard.press("/")
        tab.keyboard.type("台账")
        until(tab, "CSS.highlights.get('hit')?.size > 0")
        count = tab.evaluate("[...CSS.highlights.get('hit')].filter((one) => one.startContainer.parentElement.closest('#text')).length")
        assert status(tab) == f"第 0 处，共 {count} 处" and 0 < len(seen(tab)) < 20
        lines = []
        for at in range(count):
            tab.keyboard.press("Enter")
            assert status(tab) == f"第 {at + 1} 处，共 {count} 处"
            assert tab.evaluate("[...CSS.highlights.get('hit-now')].join()") == "台账"
            (line,) = set(hit_lines(tab))
            assert row_seen(tab, line)
            lines.append(line)
        assert lines == sorted(lines)
        tab.keyboard.press("Escape")
        assert tab.locator("#search").input_value() == "" and len(seen(tab)) == tab.locator(".node").count()
        assert tab.evaluate("CSS.highlights.has('hit')") is False

    def test_words_that_a_line_break_divides_are_found(self, visit):
        tab = visit(library())
        tab.locator("#search").fill("名单贴在门后,最多的一笔")
        tab.keyboard.press("Enter")
        assert status(tab) == "第 1 处，共 1 处"
        assert hit_lines(tab) == [8, 9]

    def test_nothing_found_says_so(self, visit):
        tab = visit(library())
        tab.locator("#search").fill("没有这样的话")
        tab.keyboard.press("Enter")
        assert status(tab) == "没有找到" and seen(tab) == []

    def test_letters_match_in_either_case(self, visit):
        tab = visit(library())
        tab.locator("#search").fill("MICROSOFT word")
        tab.keyboard.press("Enter")
        assert status(tab) == "第 1 处，共 1 处"


class TestKeys:
    def test_every_key_that_the_help_names_does_something(self, visit):
        tab = visit(library())
        state = """() => {
            const one = (selector) => document.querySelector(selector);
            const shown = document.querySelectorAll('.node:not([hidden])').length;
            const places = [one('#tree [tabindex="0"]').dataset.n, one('.note.now')?.id, one('.here')?.id, document.activeElement.id];
            const looks = [document.body.className, document.documentElement.dataset.theme, one('#help').open, one('#filter').hidden];
            return JSON.stringify([shown, places, looks, one('#status').textContent, one('#search').value]);
        }"""
        tab.locator("#search").fill("书屋")
        tab.keyboard.press("Enter")
        tab.locator("#text").focus()
        for key in ("n", "n", "N"):
            before = tab.evaluate(state)
            tab.keyboard.press(key)
            assert tab.evaluate(state) != before, key
        tab.keyboard.press("Escape")
        tab.evaluate("document.activeElement.blur()")
        pressed = {"n", "N", "Esc"}
        for key in ("j", "j", "k", "Enter", "h", "l", "H", "L", "]", "[", "f", "o", "o", "t", "t", "t", "/", "?"):
            before = tab.evaluate(state)
            tab.keyboard.press(key)
            assert tab.evaluate(state) != before, key
            if key in ("/", "f"):
                tab.keyboard.press("Escape")
                tab.evaluate("document.activeElement.blur()")
            pressed.add(key)
        tab.keyboard.press("Escape")
        assert not tab.locator("#help").is_visible()
        assert pressed == {key for _, keys in KEYS for key in keys}

    def test_the_tree_moves_as_trees_do(self, visit):
        tab = visit(library())
        tab.locator("#N1").focus()
        tab.keyboard.press("ArrowDown")
        assert tab.evaluate("document.activeElement.id") == "N2"
        tab.keyboard.press("ArrowLeft")
        assert tab.locator("#N2").get_attribute("aria-expanded") == "false"
        tab.keyboard.press("ArrowRight")
        assert tab.locator("#N2").get_attribute("aria-expanded") == "true"
        tab.keyboard.press("ArrowRight")
        assert tab.evaluate("document.activeElement.id") == "N3"
        tab.keyboard.press("ArrowLeft")
        tab.keyboard.press("ArrowLeft")
        assert tab.evaluate("document.activeElement.id") == "N2"
        tab.keyboard.press("End")
        assert tab.evaluate("document.activeElement.dataset.n") == str(tab.locator(".node").count() - 1)
        tab.keyboard.press("Home")
        assert tab.evaluate("document.activeElement.id") == "N0"
        tab.keyboard.press("j")
        tab.keyboard.press("Enter")
        assert row_seen(tab, 1) and tab.locator(".here").get_attribute("id") == "L1"

    def test_what_is_typed_into_the_search_is_no_key(self, visit):
        tab = visit(library())
        tab.keyboard.press("/")
        tab.keyboard.type("?jkftH[]")
        assert tab.locator("#search").input_value() == "?jkftH[]" and not tab.locator("#help").is_visible()
        assert tab.locator("#filter").is_hidden()

    def test_keys_of_the_browser_are_left_alone(self, visit):
        tab = visit(library())
        tab.keyboard.press("Control+f")
        tab.keyboard.press("Alt+t")
        assert tab.locator("#filter").is_hidden() and tab.evaluate("document.documentElement.dataset.theme") is None


class TestFolding:
    def test_folding_hides_what_is_below(self, visit):
        tab = visit(library())
        before = seen(tab)
        node = tab.locator(".node.case").first
        node.locator(".fold").click()
        after = seen(tab)
        first, second = [int(tab.locator(".node.case").nth(at).get_attribute("data-n")) for at in (0, 1)]
        assert set(before) - set(after) == set(range(first + 1, second)) and node.get_attribute("aria-expanded") == "false"
        node.locator(".fold").click()
        assert seen(tab) == before

    def test_all_at_once(self, visit):
        tab = visit(library())
        tab.locator("#fold-all").click()
        assert tab.locator('.node:not([hidden]):not([aria-level="1"])').count() == 0
        tab.locator("#unfold-all").click()
        assert len(seen(tab)) == tab.locator(".node").count()

    def test_what_is_found_is_shown_in_spite_of_folds_which_stay(self, visit):
        tab = visit(library())
        tab.locator("#fold-all").click()
        folded = seen(tab)
        tab.locator("#search").fill("五本台账")
        until(tab, "document.querySelector('#status').textContent !== ''")
        assert tab.locator(LEDGERS).is_visible() and seen(tab) != folded
        tab.keyboard.press("Escape")
        assert seen(tab) == folded


class TestHostileText:
    def test_nothing_of_it_happens(self, visit):
        tab = visit(page(HOSTILE, path='a"><script>hurt=11</script>.txt'))
        for key in ("]", "]", "H", "L", "j", "Enter"):
            tab.keyboard.press(key)
        tab.locator("#search").fill("<script>")
        tab.keyboard.press("Enter")
        for box in tab.locator(".t").all():
            box.hover()
        assert tab.evaluate("window.hurt") is None
        assert tab.evaluate("[document.scripts, document.images, document.styleSheets].map((all) => all.length)") == [1, 0, 1]
        assert tab.locator("#text a[href], #text iframe, #text svg, #text style, #text base, #text [onmouseover]").count() == 0
        assert tab.evaluate("[...document.links].every((link) => /^(#|file:)/.test(link.getAttribute('href')))")

    def test_all_of_it_is_seen(self, visit):
        tab = visit(page(HOSTILE))
        text = tab.locator("#text").inner_text()
        signs = ("⟨U+001B⟩[31m变红", "⟨U+202E⟩题标⟨U+202C⟩", "⟨U+200B⟩字⟨U+FEFF⟩", "&amp;amp;", "<plaintext>")
        for part in ("<script>window.hurt=1</script>危险的标题", *signs):
            assert part in text
        outline = tab.locator("#tree").inner_text()
        assert "</script><script>window.hurt=3</script>结束标签" in outline and "⟨U+202E⟩" in outline

    def test_the_policy_stops_what_escaping_would_miss(self, visit):
        html = page("一、标题\n正文。\n").replace("正文。", '<img src=x onerror="window.hurt=1"><script>window.hurt=2</script>')
        tab = visit(html, refused=True)
        tab.wait_for_timeout(200)
        assert tab.evaluate("window.hurt") is None
        assert tab.evaluate("(() => { try { document.body.innerHTML = '<b>x</b>'; return 1; } catch { return 0; } })()") == 0


class TestLooks:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_the_page_is_as_light_as_the_system_until_told(self, visit, scheme):
        tab = visit(library(), color_scheme=scheme)
        bright = "() => Number(getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0])"
        assert (tab.evaluate(bright) > 200) == (scheme == "light")
        tab.locator("#theme").click()
        assert tab.evaluate(bright) > 200 and status(tab) == "浅色"
        tab.locator("#theme").click()
        assert tab.evaluate(bright) < 60 and status(tab) == "深色"
        tab.reload()
        assert tab.evaluate(bright) < 60
        tab.locator("#theme").click()
        assert (tab.evaluate(bright) > 200) == (scheme == "light")

    def test_narrow_the_outline_is_a_drawer(self, visit):
        tab = visit(library(), *WIDTHS["narrow"], has_touch=True)
        assert tab.locator("#tree").is_hidden()
        tab.locator("#drawer").tap()
        assert tab.locator("#tree").is_visible() and tab.locator("#drawer").get_attribute("aria-expanded") == "true"
        tab.locator(LEDGERS).tap()
        tab.locator("#tree").wait_for(state="hidden", timeout=5000)  # a busy machine closes it a moment later
        assert row_seen(tab, 79)

    @pytest.mark.parametrize("name", WIDTHS)
    def test_nothing_is_wider_than_the_window(self, visit, name):
        tab = visit(library(), *WIDTHS[name])
        tab.locator("#choose").click()
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        notes = tab.evaluate("""() => { const note = document.querySelector('.note'), text = note.closest('.row').querySelector('.t');
            const a = note.getBoundingClientRect(), b = text.getBoundingClientRect();
            return [a.left >= b.right, a.top >= b.bottom - 1]; }""")
        assert notes == ([True, False] if name == "wide" else [False, True])

    def test_printed_it_is_outline_and_text_and_no_controls(self, visit):
        tab = visit(library(), color_scheme="dark")
        tab.emulate_media(media="print")
        assert tab.locator(".controls").is_hidden() and tab.locator("#drawer").is_hidden()
        last = tab.locator(".row").last
        assert tab.locator("#tree").is_visible() and last.evaluate("row => row.checkVisibility({contentVisibilityAuto: true})")
        outline, text = (tab.locator(name).bounding_box() for name in ("#outline", "#text"))
        assert outline["y"] + outline["height"] <= text["y"] and text["x"] < 20
        pdf = tab.pdf(format="A4")
        assert pdf.startswith(b"%PDF") and pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") >= 3

    def test_it_reads_without_its_script(self, visit):
        tab = visit(library(), java_script_enabled=False)
        assert tab.locator("#tree").is_visible()
        tab.locator(LEDGERS).click()
        assert tab.url.endswith("#L79") and tab.locator("#L79").is_visible()


class TestAccess:
    @pytest.mark.parametrize(("name", "scheme"), [("narrow", "dark"), ("middle", "light"), ("wide", "dark"), ("wide", "light")])
    def test_axe_finds_nothing(self, visit, name, scheme):
        from axe_playwright_python.sync_playwright import Axe

        beginning = "".join(LIBRARY.read_text(encoding="utf-8").splitlines(keepends=True)[:30])
        tab = visit(page(beginning), *WIDTHS[name], color_scheme=scheme)
        assert tab.locator(".note").count() > 3
        tab.keyboard.press("f")
        if name == "narrow":
            tab.locator("#drawer").click()
        results = Axe().run(tab, options={"resultTypes": ["violations"], "rules": {"region": {"enabled": True}}})
        assert results.violations_count == 0, results.generate_report()

    def test_tab_goes_through_the_bar_to_the_tree_and_the_text(self, visit):
        tab = visit(library())
        order = []
        for _ in range(10):
            tab.keyboard.press("Tab")
            order.append(tab.evaluate("document.activeElement.id || document.activeElement.className"))
        assert order[:9] == ["skip", "drawer", "search", "choose", "theme", "ask", "fold-all", "unfold-all", "N0"]
        assert tab.locator('#tree [tabindex="0"]').count() == 1

    def test_focus_is_seen(self, visit):
        tab = visit(library())
        for _ in range(9):
            tab.keyboard.press("Tab")
            style = tab.evaluate("getComputedStyle(document.activeElement).outline")
            assert "solid 2px" in style, style

    def test_the_tree_says_what_it_is(self, visit):
        tab = visit(library())
        tree = tab.evaluate("""() => [...document.querySelectorAll('[role=treeitem]')].map((n) =>
            [Number(n.ariaLevel), Number(n.ariaPosInSet), Number(n.ariaSetSize), n.ariaExpanded])""")
        for (level, _, _, expanded), below in pairwise(tree):
            assert below[0] <= level + 1 and (expanded is not None) == (below[0] > level)
        tops = [row for row in tree if row[0] == 1]
        assert [row[1] for row in tops] == list(range(1, len(tops) + 1)) and {row[2] for row in tops} == {len(tops)}
        snapshot = tab.locator("body").aria_snapshot()
        heading = 'heading "调整布局,把最好的位置留给孩子" [level=4]'
        for role in ('navigation "目录"', 'tree "目录"', 'main "原文"', 'search "查找与设置"', "status", heading):
            assert role in snapshot, role
        assert tab.locator("main").get_attribute("lang") == "zh" and tab.locator("html").get_attribute("lang") == "zh"


class TestLongText:
    def test_a_megabyte_stays_smooth(self, visit):
        tab = visit(page(long_text(360_000), "long.txt"))
        assert tab.locator(".node").count() > 2000
        far = tab.locator(".row").last
        assert far.evaluate("row => row.checkVisibility({contentVisibilityAuto: true})") is False
        listening = tab.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        assert listening < 8000
        last = tab.locator(".node").last
        last.evaluate("node => node.click()")
        until(tab, "document.querySelector('.here')")
        tab.wait_for_timeout(100)
        assert tab.locator(".here").evaluate(VISIBLE)
        seconds = tab.evaluate("""() => {
            const began = performance.now();
            const field = document.getElementById('search');
            field.value = '管理员';
            field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
            return (performance.now() - began) / 1000;
        }""")
        assert "共" in status(tab) and seconds < 5
        frames = tab.evaluate("""async () => {
            const times = [];
            for (let at = 0; at < 30; at += 1) {
                const began = performance.now();
                scrollBy(0, 700);
                await new Promise(requestAnimationFrame);
                times.push(performance.now() - began);
            }
            return times.sort((a, b) => a - b)[15];
        }""")
        assert frames < 400
