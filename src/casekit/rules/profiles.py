"""Which rules run, and how grave they are, for each kind of text.

A profile is a difference from the defaults: what it turns on, what it turns off, whose severity it changes.
"""

from collections.abc import Collection

from casekit.diagnostic import Severity
from casekit.rules.base import Rule
from casekit.shapes import dataclass, field, replace

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Profile:
    """What holds for one kind of text: names of rules. `summary` and `summary_zh` say which kind."""

    summary: str
    summary_zh: str
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    severities: dict[str, Severity] = field(default_factory=dict)


PROFILES: dict[str, Profile] = {
    "gongwen": Profile(
        "official documents of the mainland (GB/T 9704, GB/T 15834)",
        "党政机关公文（GB/T 9704、GB/T 15834）",
        on=("wrong-separator", "skipped-level", "lone-child"),
        severities={
            "wrong-separator": _WARNING,
            "double-punctuation": _WARNING,
            "mixed-marker": _WARNING,
            "mixed-width": _WARNING,
            "masked-text": _WARNING,
            "empty-field": _WARNING,
        },
    ),
    "law": Profile(
        "laws, regulations, rules and contracts in articles",
        "法律、法规、规章和以条文写成的合同",
        on=("flat-outline",),
        off=("count-mismatch", "masked-text", "empty-field", "near-duplicate-case"),
        severities={
            "numbering-gap": _ERROR,
            "numbering-repeat": _ERROR,
            "numbering-order": _ERROR,
            "dangling-reference": _ERROR,
            "toc-mismatch": _ERROR,
        },
    ),
    "compilation": Profile(
        "several cases in one file, from the web or from a converter",
        "一个文件含多篇的汇编，来自网页或格式转换",
        on=("flat-outline",),
        off=("dangling-reference", "mixed-width"),
        severities={
            "missing-part": _ERROR,
            "duplicate-title": _ERROR,
            "near-duplicate-case": _WARNING,
            "stray-debris": _ERROR,
            "broken-line": _WARNING,
        },
    ),
    "report": Profile(
        "reports, plans and summaries",
        "报告、方案和总结",
        on=("lone-child", "flat-outline"),
        severities={"masked-text": _WARNING, "empty-field": _WARNING, "mixed-marker": _WARNING},
    ),
    "thesis": Profile(
        "theses and papers with contents, references and notes",
        "含目录、参考文献和注释的论文",
        on=("lone-child", "skipped-level", "flat-outline"),
        off=("count-mismatch", "missing-part"),
        severities={"toc-mismatch": _ERROR, "mixed-width": _WARNING, "lone-child": _WARNING, "dangling-reference": _ERROR},
    ),
    "standard": Profile(
        "standards (GB/T 1.1) with decimal numbers",
        "标准（GB/T 1.1），用多级阿拉伯数字编号",
        on=("lone-child", "flat-outline"),
        off=("count-mismatch", "missing-part", "near-duplicate-case"),
        severities={"numbering-gap": _ERROR, "toc-mismatch": _ERROR, "lone-child": _WARNING, "empty-section": _ERROR},
    ),
    "tw-gongwen": Profile(
        "official documents of Taiwan (文書處理手冊), where 1、 is right",
        "台湾公文（文書處理手冊），以“1、”为正",
        on=("skipped-level",),
        off=("wrong-separator",),
        severities={"double-punctuation": _WARNING, "mixed-marker": _WARNING},
    ),
}
"""Every profile by its name."""


def select_from(
    rules: tuple[Rule, ...],
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    extend_select: Collection[str] = (),
    profile: str = "",
) -> tuple[Rule, ...]:
    """The rules of `rules` that run, in their order, with the severities of `profile`.

    `select`, `ignore` and `extend_select` hold codes. What `select` names runs instead of what is on by default or by the profile; what
    `extend_select` names runs too; what `ignore` names never does. An unknown profile or code changes nothing. Raises nothing.
    """
    kind = PROFILES.get(profile)
    chosen: list[Rule] = []
    for rule in rules:
        on = rule.code in select if select else _on(rule, kind)
        if rule.code in ignore or not (on or rule.code in extend_select):
            continue
        severity = kind.severities.get(rule.name, rule.severity) if kind is not None else rule.severity
        chosen.append(rule if severity is rule.severity else replace(rule, severity=severity))
    return tuple(chosen)


def _on(rule: Rule, kind: Profile | None) -> bool:
    if kind is not None and rule.name in kind.off:
        return False
    return rule.default or (kind is not None and rule.name in kind.on)
