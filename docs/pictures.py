"""Makes the pictures of the terminal for the READMEs and the manual, or checks that they show what is so. It needs no browser.

python docs/pictures.py            rewrites docs/images
python docs/pictures.py --check    exits 1 where a picture does not show what the program prints now

One function for each picture; it gives the bytes of the file. Pictures take nothing from the network, and are the same on every machine.
"""

import contextlib
import html
import io
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

from casekit.cli import main as casekit
from casekit.cli.cells import width

ROOT = Path(__file__).parent.parent
IMAGES = Path(__file__).parent / "images"
COLUMNS = 104
FONTS = "ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK SC', 'Microsoft YaHei', 'PingFang SC', monospace"
FRAME = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: FONTS; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
""".replace("FONTS", FONTS)
"""The frame of rich's pictures without its fonts, which would come from the network."""
_TEXT = re.compile(r'(<text [^>]*)textLength="([\d.]+)"([^>]*>)(.*?)</text>')


def outline(lang: str) -> bytes:
    """`casekit outline` of a sample in a terminal: the first lines of its tree."""
    return _terminal(lang, "outline data/raw/village-library-cases.txt", 24)


def _terminal(lang: str, command: str, lines: int) -> bytes:
    """What a command prints in a terminal of `COLUMNS` columns, its first lines."""
    words = [*command.split(), "--color", "always", "--width", str(COLUMNS), "--lang", lang]
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(io.StringIO()) as out:
        code = casekit(words)
    assert code == 0, command
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="standard", legacy_windows=False)
    console.print(Text("$ ", "bold green") + Text(f"casekit {command}", "bold"))
    for line in out.getvalue().split("\n")[:lines]:
        console.print(Text.from_ansi(line), no_wrap=True, overflow="crop")
    picture = console.export_svg(title="casekit", theme=DIMMED_MONOKAI, code_format=FRAME, unique_id="casekit")
    return _TEXT.sub(_stretched, picture).encode()


def _stretched(found: re.Match[str]) -> str:
    """A piece of text as wide as it is on a terminal; rich gives Han characters one column."""
    text = html.unescape(found[4])
    return f'{found[1]}textLength="{float(found[2]) / len(text) * width(text):.1f}"{found[3]}{found[4]}</text>'


PICTURES: dict[str, Callable[[], bytes]] = {
    "outline.svg": partial(outline, "en"),
    "outline.zh-CN.svg": partial(outline, "zh"),
}
"""The files of docs/images and what makes them."""


def shown(picture: bytes) -> str:
    """The words that an SVG picture shows, line by line: what must be so, whatever draws it."""
    lines: dict[str, str] = {}
    for place, words in re.findall(r'<text [^>]*\by="([\d.]+)"[^>]*>(.*?)</text>', picture.decode("utf-8")):
        lines[place] = lines.get(place, "") + html.unescape(words)
    return "\n".join(" ".join(line.split()) for line in lines.values())


def main() -> int:
    """Write or check; the exit code."""
    stale = []
    for name, make in PICTURES.items():
        path = IMAGES / name
        if "--check" not in sys.argv[1:]:
            IMAGES.mkdir(exist_ok=True)
            path.write_bytes(make())
        elif not path.exists() or (name.endswith(".svg") and shown(path.read_bytes()) != shown(make())):
            stale.append(name)
    for name in stale:
        print(f"docs/images/{name} is not up to date: run python docs/pictures.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    raise SystemExit(main())
