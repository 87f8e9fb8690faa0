"""What mkdocs asks while it builds the site: which pages of the plan there are, where links lead, and that nothing comes from elsewhere."""

import logging
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ELSEWHERE = re.compile(r"""<(?:script|img|iframe|source|link)\b[^>]*?\s(?:src|href)=["']?(?:https?:)?//[^"'>\s]*""")
_OUTSIDE = re.compile(r"\]\((?:\.\./)+((?!docs/)[\w./-]+)(?:#[^)\s]*)?\)")

log = logging.getLogger("mkdocs.plugins.casekit")


def on_config(config: Any) -> Any:
    """The plan of the site without the pages that are not written yet, and with one for each rule."""
    from markdown.extensions.toc import slugify_unicode

    config["nav"] = planned(config["nav"])
    config["mdx_configs"].setdefault("toc", {})["slugify"] = slugify_unicode  # headings in Chinese have names as on GitHub
    return config


def planned(nav: list[Any]) -> list[Any]:
    """`nav` with what there is."""
    found: list[Any] = []
    for entry in nav:
        if isinstance(entry, dict):
            found += [{title: inner} for title, pages in entry.items() if (inner := planned(pages))]
        elif (HERE / entry).exists():
            found.append(entry)
        if entry == "rules.md":
            pages = sorted(path for path in (HERE / "rules").glob("*.md") if not path.name.endswith(".zh-CN.md"))
            found[-1] = {"Rules": ["rules.md", *(f"rules/{path.name}" for path in pages)]}
    return found


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Links out of the manual, to files of the repository, become plain names: the site does not know where it lives."""
    return _OUTSIDE.sub(r"] (`\1`)", markdown)


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Warns, which ends a strict build, of whatever a page would load from another place."""
    for found in ELSEWHERE.findall(output):
        log.warning("%s loads something from elsewhere: %s", page.file.src_uri, found)
    return output
