"""Markdown: marks become hints, words stay, lines are the lines of the file."""

import time

import pytest

from casekit.readers import Options, read_bytes

TEXT = """\
---
title: 办法
---
# 办法 #
说明\\*一\\*、**要点**和[链接](http://a.example)。

##一、总则
1\\. 甲*乙*
- 丙
> 引文
```python
# 不是标题
```
<!-- # 也不是 -->
附则
----
| 项目 | **数** |
|---|:--:|
| 书 | 3 |
***
<!-- 批注
# 还不是
-->
#话题#
#5
**三、小结**
![](a.png)末
"""


def read(text, name="a.md", relevel=False):
    return read_bytes(text.encode(), name, options=Options(relevel=relevel))


def hints(found, *kinds):
    return [(found.text[h.start : h.end], h.value) for h in found.hints if h.kind in kinds]


def test_marks_become_hints_and_words_stay():
    found = read(TEXT)
    assert hints(found, "level") == [("办法", 1), ("一、总则", 2), ("附则", 2)]
    assert hints(found, "bold") == [("要点", 1), ("三、小结", 1)]
    regions = ["furniture"] * 3 + ["code"] * 3 + ["furniture", "table", "table"] + ["furniture"] * 3
    assert [value for _, value in hints(found, "region")] == regions
    lines = found.text.split("\n")
    assert lines[3:10] == ["办法", "说明*一*、要点和链接。", "", "一、总则", "1. 甲乙", "丙", "引文"]
    assert lines[14:20] == ["附则", "", "项目\t数", "", "书\t3", ""]
    assert lines[23:] == ["#话题#", "#5", "三、小结", "末", ""]


def test_lines_are_the_lines_of_the_file():
    for text in (TEXT, TEXT.replace("\n", "\r\n"), TEXT.rstrip("\n")):
        found = read(text)
        assert len(found.starts) == text.count("\n") + 1
        assert all(found.place(start).line == line for line, start in enumerate(found.starts, 1) if start < len(found.text))


def test_levels_may_be_forgotten():
    assert [value for _, value in hints(read(TEXT, relevel=True), "level")] == [0, 0, 0]


@pytest.mark.parametrize(("name", "format"), [("a.md", "markdown"), ("a.MARKDOWN", "markdown"), ("a.txt", "text"), ("-", "text")])
def test_markdown_has_no_sign_of_its_own_so_its_name_counts(name, format):
    assert read("# 一、总则", name).origin.format == format


def test_encodings_are_found_as_in_plain_text():
    found = read_bytes("# 一、总则\n为了规范管理，制定本办法。".encode("gb18030"), "a.md")
    assert (found.text.split("\n")[0], found.origin.encoding) == ("一、总则", "gb18030")


HOSTILE = ["*", "**a ", "__a ", "[", "[](", "- ", "#", "# ", "\\", "|", "> ", "<!--", "```", " ", "`", "--- \n", "**a**"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(unit):
    def spent(size):
        text = ("甲" + unit * (size // len(unit))) + "\n文"
        begun = time.process_time()
        read(text)
        return time.process_time() - begun

    spent(1000)
    small, large = min(spent(20_000) for _ in range(3)), min(spent(200_000) for _ in range(2))
    assert large < 40 * small + 0.02
