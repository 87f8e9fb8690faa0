"""Some lines of the text are in another encoding than the rest.

Files that were pasted together from several sources are like that: what is right for one part garbles the other. Told once for each run of
such lines, with the encoding they are in where that can be told. Convert that part before it is joined to the others.

Bad:
    一、便民服务
    服务站每天开门，由志愿者值班，代缴水电费，代收快递。
    二、文化服务
    鍥句功瀹ゆ瘡鍛ㄥ紑鏀句笁澶╋紝瀛╁瓙浠彲浠ヨ嚜宸辨寫涔︺€?
    书架是村里的木匠打的，书是各家捐的。

Good:
    一、便民服务
    服务站每天开门，由志愿者值班，代缴水电费，代收快递。
    二、文化服务
    图书室每周开放三天，孩子们可以自己挑书。
"""

from collections.abc import Iterator

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.garbled import throughout

_ZH = (
    "文中有几行的编码与其余部分不同。由多个来源拼接而成的文件常常如此：对一部分正确的编码，会使另一部分成为乱码。每一段连续的行报告"
    "一次，能判断时给出其编码。请先转换这一部分，再与其余部分合并。"
)


def _look(reading: Reading) -> Iterator[Finding]:
    source = reading.source
    runs = reading.garbled
    if not runs or throughout(source, runs):
        return
    for run in runs:
        start = source.starts[run.first - 1]
        line = source.line_text(run.first)
        text = line.strip()
        start += len(line) - len(line.lstrip())
        many = f"lines {run.first} to {run.last} are" if run.last > run.first else "the line is"
        many_zh = f"第{run.first}至{run.last}行" if run.last > run.first else "这一行"
        known, known_zh = (f"in {run.encoding}", f"为 {run.encoding} 编码") if run.encoding else ("in another encoding", "为另一种编码")
        yield Finding(
            start,
            start + len(text),
            f'{many} {known}, unlike the rest of the text: "{quote(text)}"; convert that part of the original',
            f"{many_zh}{known_zh}，与全文不同：“{quote(text)}”；请转换原文件的这一部分",
        )


RULE = Rule("CK002", "mixed-encoding", Severity.ERROR, "some lines are in another encoding", "编码混杂", __doc__ or "", _look, why_zh=_ZH)
