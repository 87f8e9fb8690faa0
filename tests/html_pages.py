"""Texts for the tests of pages, and their pages."""

from pathlib import Path
from typing import Any

from casekit.parser import parse
from casekit.renderers.html import render
from casekit.renderers.options import Options
from casekit.rules import check
from casekit.source import Origin, Source

LIBRARY = Path(__file__).parents[1] / "data/raw/village-library-cases.txt"
RIGHT_TO_LEFT = "\u202e"
HOSTILE = (
    f"""<script>window.hurt=1</script>危险的标题
第一篇："><img src=x onerror="window.hurt=2">与图书室
一、</script><script>window.hurt=3</script>结束标签
<a href="javascript:window.hurt=4">点我</a>，还有 javascript:window.hurt=5 和 https://example.invalid/leak.png 这样的地址。
（一）颜色\x1b[31m变红\x1b[0m\x9b2J的标题。正文里有空字\x00和换页\x0c，还有 &lt;b&gt; &amp;amp; 与 &#x3c;i&#x3e;。
（二）倒过来的{RIGHT_TO_LEFT}题标\u202c和看不见的\u200b字\ufeff。正文。
（四）' onmouseover='window.hurt=6' x='和`${{window.hurt=7}}`。{{{{constructor.constructor('window.hurt=8')()}}}}
二、<style>*{{display:none}}</style><meta http-equiv=refresh content="0;url=https://example.invalid/">样式
<svg/onload=window.hurt=9><iframe srcdoc="<script>parent.hurt=10</script>"></iframe><base href="https://example.invalid/">
<!-- 注释 --> ]]> <![CDATA[ x ]]> <textarea> <title> <plaintext> עברית 和 العربية 在一行里。
"""
    "三、用引号\"'`和反斜杠\\结束\\\n"
    "结束的话没有说完,满分是“\n"
    "理员,大家都叫他老宋。\n"
)


def page(text: str, path: str = "dump.txt", lang: str = "zh", **more: Any) -> str:
    """The page of a text with its findings."""
    document = parse(Source(text, Origin.of(path, text.encode(errors="surrogatepass"))))
    return render(document, check(document), Options(lang, **more))


def library(lang: str = "zh") -> str:
    """The page of a sample with headings on four levels, and with findings of three severities."""
    return page(LIBRARY.read_text(encoding="utf-8"), "data/raw/village-library-cases.txt", lang)


def long_text(size: int) -> str:
    """A dump of many cases, of about `size` code points, some paragraphs wrapped and some headings lost."""
    parts: list[str] = []
    length = case = 0
    while length < size:
        case += 1
        lines = [f"第{case}篇：第{case}号院落的读书记", "院落里的人轮流值守，谁有空谁开门。" * 4]
        for number, name in enumerate("一二三", 1):
            lines.append(f"{name}、第{number}件事怎么做")
            for sub, digit in enumerate("一二三四", 1):
                if (case + number + sub) % 11:
                    lines.append(f"（{digit}）先说第{sub}条。" + "书放在柜子里是摆设，捧在手上才是养分，这句话写在门后的黑板上。" * 3)
                lines.append("孩子们放学以后来写作业，老人来看报，来的人都在本子上记一笔，月底由管理员数一数，" * 2)
                lines.append("数完贴在墙上。")
        parts.append("\n".join(lines))
        length += len(parts[-1])
    return "\n".join(parts) + "\n"
