"""Makes the pictures of the page from the samples, in docs/images, each small enough for a repository.

python docs/screenshots.py [NAME…]    page: the page of a sample, in light and dark

Needs Chromium, the fonts that the page asks for (on Debian: fonts-noto-cjk), and the packages of the group `browser`.
"""

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from casekit.cli import main

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
SAMPLE = "data/raw/village-library-cases.txt"
LIMIT = 150_000
"""Bytes of a picture."""
_COLOURS = (256, 192, 128, 64)


def page(browser: Browser, folder: Path) -> None:
    """A finding, run-in titles, joined lines and the outline beside them: light, and dark."""
    path = folder / "page.html"
    said(["render", SAMPLE, "--to", "html", "-o", str(path), "--lang", "zh"])
    for name, scheme in (("page", "light"), ("page-dark", "dark")):
        tab = browser.new_page(viewport={"width": 1320, "height": 760}, color_scheme=scheme)
        tab.goto(path.as_uri())
        tab.locator('.node[href="#L23"]').click()
        tab.wait_for_timeout(900)  # the line's colour has come
        keep(name, tab.screenshot())
        tab.close()


SHOTS: dict[str, Callable[[Browser, Path], None]] = {"page": page}


def said(words: list[str]) -> str:
    """What a command prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main(words)
    if code:
        raise SystemExit(f"casekit {' '.join(words)}: exit {code}")
    return out.getvalue()


def keep(name: str, png: bytes) -> None:
    """Writes a picture with as many colours as the limit allows, rare ones among them."""
    picture: Any = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in _COLOURS:
        out = io.BytesIO()
        picture.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= LIMIT:
            (IMAGES / f"{name}.png").write_bytes(out.getvalue())
            print(f"docs/images/{name}.png  {len(out.getvalue()):,} bytes, {colours} colours")
            return
    raise SystemExit(f"{name}: larger than {LIMIT:,} bytes")


if __name__ == "__main__":
    os.chdir(ROOT)
    IMAGES.mkdir(exist_ok=True)
    chromium = os.environ.get("CASEKIT_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        window = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in sys.argv[1:] or SHOTS:
            SHOTS[shot](window, Path(folder))
        window.close()
