"""From a tree to a text for people: one file per format, one table of them.

Guarantees:
1. A renderer reads the tree and alters nothing.
2. What `render` returns holds no control character but tab and line feed, so it can be shown on any terminal.
"""

from collections.abc import Callable

from casekit.errors import ConfigError
from casekit.model import Document
from casekit.renderers import markdown, text
from casekit.renderers.controls import visible

__all__ = ["RENDERERS", "render", "visible"]

RENDERERS: dict[str, Callable[[Document], str]] = {
    "markdown": markdown.render,
    "text": text.render,
}
"""Every format by name. Control characters are dealt with behind the renderers, in one place, so that no format can forget them."""


def render(document: Document, to: str = "markdown") -> str:
    """The document in the format `to`. Raises ConfigError for a name that is not in `RENDERERS`."""
    renderer = RENDERERS.get(to)
    if renderer is None:
        names = ", ".join(RENDERERS)
        raise ConfigError(
            f"cannot render to {to!r}: use one of {names}",
            f"无法输出为 {to!r}：可选 {'、'.join(RENDERERS)}",
        )
    return visible(renderer(document))
