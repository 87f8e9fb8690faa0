"""A heading stands one level too high: 1. straight under 一、, while elsewhere in the case （一） stands between them.

Skipping a level may be a house style, so this is off by default. Told at the first heading of each such series.

Bad:
    一、春季工作
    （一）育苗
    1.选种。颗粒饱满的留作种子。
    2.浸种。用温水浸一夜。
    （二）翻土
    1.深翻。翻到一尺深。
    2.晒垡。晒足三天。
    二、秋季工作
    1.收割。抢在雨前收完。
    2.晾晒。晒干以后入仓。

Good:
    一、春季工作
    （一）育苗
    1.选种。颗粒饱满的留作种子。
    2.浸种。用温水浸一夜。
    二、秋季工作
    （一）收割
    抢在雨前收完。
    （二）晾晒
    晒干以后入仓。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Section
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.series import Key, groups, label

_ZH = (
    "标题越了一级：别处“一、”与“1.”之间隔着“（一）”，此处“1.”直接位于“一、”之下。越级也可能是惯用体例，因此默认关闭。"
    "每个序列在其第一个标题处报告一次。"
)
_SERIES: Final = frozenset(
    ("han", "han-parens", "arabic", "arabic-parens", "arabic-half-parens", "circled", "chapter", "section", "formal-comma")
)


def _look(reading: Reading) -> Iterator[Finding]:
    for case in reading.document.cases():
        rows = list(_rows(case))
        between: dict[Key, set[Key]] = {}
        for key, parent, _, _ in rows:
            between.setdefault(key, set()).add(parent)
        for key, parent, first, above in rows:
            # Somewhere this series stands under one that itself stands under `parent`.
            skipped = next(
                (other for other in sorted(between[key]) if other not in (parent, key) and parent in between.get(other, ())), None
            )
            if skipped is None or parent in between.get(parent, ()) or parent == key or key in between.get(skipped, set()) - {parent}:
                continue
            like = next(row[2] for row in rows if row[0] == skipped)
            yield Finding(
                first.start,
                first.start + len(first.marker),
                f'"{label(first)}" stands straight under "{label(above)}", elsewhere a level like "{quote(like.marker)}" is between; '
                "add that level, or raise the heading",
                f"“{label(first)}”直接位于“{label(above)}”之下，别处两者之间还有“{quote(like.marker)}”一级；请补上该级或调整级别",
            )


def _rows(case: Section) -> Iterator[tuple[Key, Key, Section, Section]]:
    """Of every series of a case: its kind, that of the heading above it, its first heading and the heading above."""
    stack: list[tuple[Section, Key]] = [(case, ())]
    while stack:
        parent, own = stack.pop()
        below: list[tuple[Section, Key]] = []
        for key, series in groups(parent.sections):
            if key[0] in _SERIES:
                below.extend((section, key) for section in series)
                if own:
                    yield key, own, series[0], parent
        stack.extend(reversed(below))


RULE = Rule("CK201", "skipped-level", Severity.INFO, "a heading skips a level", "标题越级", __doc__ or "", _look, default=False, why_zh=_ZH)
