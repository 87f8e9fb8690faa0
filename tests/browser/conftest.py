"""A real Chromium for the tests of pages, and eyes on all it does."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CASEKIT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
MISSING = (
    "no Chromium: apt-get install chromium, or name one in CASEKIT_CHROMIUM"
    if not CHROMIUM
    else "no driver: pip install --group browser"
    if find_spec("playwright") is None
    else ""
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if MISSING:
        here = Path(__file__).parent
        for item in items:
            if here in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A page in a window of its own, and all it did that a page must not do; `refused` where the browser is meant to stop something.

    `leads_to` is another page that may be gone to.
    """

    def __init__(self, browser: Any, path: Path, size: tuple[int, int], refused: bool = False, leads_to: str = "", **options: Any) -> None:
        self.refused = refused
        self.known = {path.as_uri(), leads_to}
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.address = path.as_uri()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.stopped: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: request.failure == "csp" and self.stopped.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        self.context.on("page", lambda _: self.errors.append("a window was opened"))
        self.page.goto(self.address)

    def check(self) -> None:
        """Nothing was loaded but the page itself, nothing went wrong, nobody asked anything."""
        others = [url for url in self.requests if url.partition("#")[0] not in self.known]
        assert others == (self.stopped if self.refused else [])
        if self.refused:
            assert self.errors and all("Content Security Policy" in error or "TrustedHTML" in error for error in self.errors)
        else:
            assert self.errors == []


@pytest.fixture
def visit(chromium, tmp_path):
    """Opens the page of some markup: `visit(html, width=…, height=…, …)`. What it must not do is asserted at the end."""
    visits = []

    def call(html, width=1440, height=900, name="page.html", **options):
        path = tmp_path / name
        path.write_text(html, encoding="utf-8")
        visits.append(Visit(chromium, path, (width, height), **options))
        return visits[-1].page

    yield call
    for one in visits:
        one.check()
        one.context.close()
