"""docs/exports.md in both languages: every command is run and prints what stands there, every format has its row."""

import re

import pytest

from casekit.renderers import RENDERERS
from test_readme import commands, fences, hold, marked, of, page, transcript

PAGES = {"docs/exports.md": "C.UTF-8", "docs/exports.zh-CN.md": "zh_CN.UTF-8"}


@pytest.mark.parametrize(("name", "at"), [(name, at) for name in PAGES for at in range(len(of(name, "console")))])
def test_a_shown_command_prints_what_is_shown(name, at, tmp_path, request):
    tmp_path.joinpath("ferry.txt").write_text(marked(name, "file: ferry.txt").body, encoding="utf-8", newline="\n")
    shown = of(name, "console")[at].body
    hold(name, shown, transcript(shown, tmp_path, PAGES[name]), request)


def test_both_pages_show_the_same():
    english, chinese = PAGES
    assert [commands(fence.body) for fence in fences(english)] == [commands(fence.body) for fence in fences(chinese)]
    assert marked(english, "file: ferry.txt") == marked(chinese, "file: ferry.txt")
    assert page(english).count("\n## ") == page(chinese).count("\n## ")


@pytest.mark.parametrize("name", PAGES)
def test_every_format_has_its_row_and_its_sample(name):
    rows = re.findall(r"^\| `(\w+)` \| `(\S+)` \|", page(name), re.MULTILINE)
    assert rows == [(row.name, row.suffix) for row in RENDERERS.values()]
    shown = "\n".join(line for fence in of(name, "console") for line in commands(fence.body))
    assert all(f"--to {to}" in shown for to in RENDERERS if to not in ("markdown", "text", "html"))  # the page has a page of its own
