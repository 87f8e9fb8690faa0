"""The manual as a site: every page has its place, both languages say the same, links lead somewhere, pictures show what is so."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from casekit.readers.recognise import FORMATS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
ENGLISH = [name for name in PAGES if not name.endswith(".zh-CN.md")]
INSIDE = "Inside"
"""The part of the site for those who change casekit; its pages are in English."""
HAN = re.compile("[\u4e00-\u9fff]")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!`)\]\((?!https?:)([^)\s]*)\)")


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


HOOKS = module("site_hooks")
SHOTS = module("pictures")
SITE: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def files(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    else:
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from files(entry)


FOR_USERS = [name for part in HOOKS.planned(SITE["nav"]) if INSIDE not in part for name in files(part)]


def test_every_page_stands_in_the_plan_of_the_site() -> None:
    planned = list(files(HOOKS.planned(SITE["nav"])))
    assert sorted(planned) == ENGLISH, "give the page a place in the nav of mkdocs.yml"


def test_a_page_that_is_not_written_yet_does_not_break_the_site() -> None:
    nav = [{"One": ["index.md", "no-such.md", {"Empty": ["nowhere.md"]}]}, "no-such.md"]
    assert HOOKS.planned(nav) == [{"One": ["index.md"]}]


@pytest.mark.parametrize("name", FOR_USERS)
def test_a_page_for_users_says_the_same_in_both_languages(name: str) -> None:
    chinese = name.removesuffix(".md") + ".zh-CN.md"
    assert chinese in PAGES, f"docs/{chinese} is missing"
    parts = [re.findall(r"^#+ ", _FENCE.sub("", page(one)), re.MULTILINE) for one in (name, chinese)]
    assert parts[0] == parts[1], "the headings differ"
    code = [[_bare(*found) for found in _FENCE.findall(page(one))] for one in (name, chinese)]
    assert code[0] == code[1], "the code differs"
    assert [line.count("|") for line in _rows(page(name))] == [line.count("|") for line in _rows(page(chinese))], "the tables differ"
    prose = re.findall(r"^(?!## casekit)[#\w].*", _FENCE.sub("", page(chinese)), re.MULTILINE)
    assert [line for line in prose if re.search("[a-z]{4} [a-z]{4}", line) and not HAN.search(line)] == []


def _bare(language: str, body: str) -> str:
    """Code without what a translation may change: comments, docstrings, what is quoted as prose; help only by its options."""
    if language == "text":
        return "" if "casekit" in body else body
    body = re.sub(r"(?m)\s*(?<![\w/])#(?!!|SBATCH).*$|<[^>\n]*>", "", body)
    body = re.sub(r'(""".*?"""|reason = ".*?")', "", body)
    return re.sub(r"\b[A-Z]{3,}\b|[\u4e00-\u9fff]+", "…", body) if language == "sh" else body  # what stands for a name


def _rows(text: str) -> list[str]:
    return [re.sub("`[^`]*`", "", line) for line in _FENCE.sub("", text).split("\n") if line.startswith("|")]


@pytest.mark.parametrize("name", ["readers.md", "readers.zh-CN.md"])
def test_every_format_that_is_read_is_on_its_page(name: str) -> None:
    suffixes = {suffix for format in FORMATS for suffix in format.suffixes}
    assert [suffix for suffix in sorted(suffixes) if f"`{suffix}`" not in page(name)] == []


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    text = _FENCE.sub("", page(name))
    for link in _LINK.findall(text):
        path, _, anchor = link.partition("#")
        target = (DOCS / name).parent / path if path else DOCS / name
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link
        if name.endswith(".zh-CN.md") and path.endswith(".md") and not path.endswith(".zh-CN.md") and path != name.replace(".zh-CN", ""):
            assert not target.with_suffix(".zh-CN.md").exists(), f"{link} leads to the English page, and there is a Chinese one"


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings}


def test_what_a_page_would_load_from_elsewhere_is_seen() -> None:
    bad = ('<script src="https://x.org/a.js">', "<link rel=stylesheet href=//x.org/a.css>", "<img alt='' src='http://x.org/a.png'>")
    assert all(HOOKS.ELSEWHERE.search(text) for text in bad)
    assert not any(map(HOOKS.ELSEWHERE.search, ('<script src="assets/a.js">', '<a href="https://x.org">', "<link href='../a.css'>")))
    assert SITE["theme"]["font"] is False and SITE["strict"] is True


# Pictures


@pytest.mark.parametrize("name", [name for name in SHOTS.PICTURES if name.endswith(".svg")])
def test_a_picture_shows_what_the_program_prints(name: str, request: pytest.FixtureRequest) -> None:
    path, made = SHOTS.IMAGES / name, SHOTS.PICTURES[name]()
    if request.config.getoption("--accept"):
        path.write_bytes(made)
    assert made == SHOTS.PICTURES[name](), "made twice, it is the same"
    assert SHOTS.shown(path.read_bytes()) == SHOTS.shown(made), "run docs/pictures.py"
    assert len(SHOTS.shown(made).split("\n")) > 10 and "village-library" in SHOTS.shown(made)
    assert len(made) <= 60_000
    assert "http" not in made.decode().replace("http://www.w3.org/2000/svg", "") and "<script" not in made.decode()


def test_every_drawing_is_made_by_the_script_and_pictures_are_small() -> None:
    assert {path.name for path in SHOTS.IMAGES.glob("*.svg")} == set(SHOTS.PICTURES)
    assert all(path.stat().st_size <= 400_000 for path in SHOTS.IMAGES.iterdir())
