"""What every page has: the head with its content policy, the style and the script inside it, no address to load anything from.

The policy lets nothing be loaded, sent or framed, and of styles and scripts only those whose digest it names: whatever a document says,
a browser would not run it even where escaping failed.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from casekit.renderers.html.escape import escaped
from casekit.renderers.html.words import say

_POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)

_SCRIPTS = {"page": ("theme", "search", "outline", "page"), "index": ("theme", "index")}


def frame(lang: str, title: str, kind: str, words: Mapping[str, str], body: str) -> str:
    """A whole page: `kind` is "page" or "index" and names its style and script, `words` are what the script says, `body` is markup."""
    style = asset("theme.css") + asset(f"{kind}.css")
    script = "".join(asset(f"{name}.js") for name in _SCRIPTS[kind])
    policy = _POLICY.format(style=digest(style), script=digest(script))
    data = "".join(f' data-{name}="{escaped(text)}"' for name, text in words.items())
    return (
        f'<!DOCTYPE html>\n<html lang="{say(lang, "language")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        '<meta name="generator" content="casekit">\n<link rel="icon" href="data:,">\n'
        f"<title>{escaped(title)}</title>\n<style>{style}</style>\n<script>{script}</script>\n</head>\n"
        f"<body{data}>\n{body}</body>\n</html>\n"
    )


@cache
def asset(name: str) -> str:
    """The text of a style or script of this package."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """What a content policy calls `text`."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
