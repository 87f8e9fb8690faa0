"""Other parsers on the same documents.

arborparser (MIT, `pip install arborparser`) with the patterns of its Chinese guide, and with further patterns made by its own builder
for the markers that Chinese prose uses most. Both build their tree with its default strategy.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

INSTALL = "arborparser is not installed: pip install arborparser"


def available() -> bool:
    """Whether the peers can run here."""
    return find_spec("arborparser") is not None


def peers() -> dict[str, Callable[[str], list[dict[str, Any]]]]:
    """Name to function from a text to its outline; ImportError where arborparser is missing."""
    pattern = import_module("arborparser.pattern")
    builder, number = pattern.PatternBuilder, pattern.NumberType
    guide = [pattern.CHINESE_CHAPTER_PATTERN_BUILDER, pattern.NUMERIC_DOT_PATTERN_BUILDER]
    prose = [
        pattern.CHINESE_CHAPTER_PATTERN_BUILDER.modify(prefix_regex="第", suffix_regex=r"[编篇章节条][、：:\s]*"),
        builder(number_type=number.CHINESE, suffix_regex="、", max_level=1),
        builder(prefix_regex="[（(]", number_type=number.CHINESE, suffix_regex="[）)]", max_level=1),
        builder(prefix_regex="[（(]", number_type=number.ARABIC, suffix_regex="[）)]", max_level=1),
        builder(number_type=number.ARABIC, suffix_regex="、", max_level=1),
        pattern.CIRCLED_PATTERN_BUILDER.modify(max_level=1),
        pattern.NUMERIC_DOT_PATTERN_BUILDER.modify(suffix_regex=r"(?:[．.]\s*|\s+)"),
    ]
    return {"arborparser": _runner(guide), "arborparser, more patterns": _runner(prose)}


def _runner(builders: list[Any]) -> Callable[[str], list[dict[str, Any]]]:
    chain = import_module("arborparser.chain").ChainParser([builder.build() for builder in builders])
    tree = import_module("arborparser.tree").TreeBuilder()

    def run(text: str) -> list[dict[str, Any]]:
        return _rows(text, tree.build_tree(chain.parse_to_chain(text)))

    return run


def _rows(text: str, root: Any) -> list[dict[str, Any]]:
    """The outline of its tree. Its nodes know no places, but their texts follow one another and make the whole."""
    rows: list[dict[str, Any]] = []
    # It puts an empty line before a text that begins with a heading.
    at = 0 if text.startswith(root.content) else -1
    stack = [(root, -1)]
    while stack:
        node, parent = stack.pop()
        if node is not root:
            start = at + len(node.content) - len(node.content.lstrip())
            if not text.startswith(node.level_text, start):
                raise ValueError("its tree does not follow the text")
            rows.append({"start": start, "marker": node.level_text, "title": node.title, "parent": parent, "run_in": False})
            parent = len(rows) - 1
        at += len(node.content)
        stack.extend((child, parent) for child in reversed(node.children))
    return rows
