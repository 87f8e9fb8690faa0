"""One source as a page: the outline at the left, the text at the right, both told apart by what was found."""

from collections import Counter
from collections.abc import Iterator, Sequence

from casekit.diagnostic import Diagnostic, Severity
from casekit.model import Document
from casekit.renderers.html.escape import escaped
from casekit.renderers.html.frame import frame
from casekit.renderers.html.headings import headings, owners, title
from casekit.renderers.html.outline import tree
from casekit.renderers.html.rows import rows
from casekit.renderers.html.sheet import sheet
from casekit.renderers.html.words import say
from casekit.renderers.options import DEFAULT, Options

KEYS = (
    ("key-next", ("j", "k")),
    ("key-go", ("Enter",)),
    ("key-fold", ("h", "l")),
    ("key-fold-all", ("H", "L")),
    ("key-finding", ("[", "]")),
    ("key-search", ("/",)),
    ("key-hit", ("n", "N")),
    ("key-filter", ("f",)),
    ("key-outline", ("o",)),
    ("key-theme", ("t",)),
    ("key-escape", ("Esc",)),
    ("key-help", ("?",)),
)
"""Every key of the page and what it does."""
_MARKS = (
    ("mark-heading", '<b class="m c1">一、</b><b class="m c2">(一)</b><b class="m c3">1.</b>'),
    ("mark-run-in", '<b class="h run">标题</b>。正文'),
    ("mark-joined", '<span class="sign joined"></span>'),
    ("mark-lost", '<span class="sign lost"></span>'),
    ("mark-point", '<span class="point">一是</span>'),
    ("mark-finding", '<mark class="error">甲</mark> <mark class="warning">乙</mark> <mark class="info">丙</mark>'),
    ("mark-furniture", '<span class="between">- 12 -</span>'),
)
_SAID = ("hits", "hits-more", "no-hits", "filtered", "all-findings", "badge", "theme-auto", "theme-light", "theme-dark")


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str:
    """The page of a document: HTML that needs nothing else, the same for the same input.

    `findings` are shown where they are; `options.lang` is the language of the page's own words and of the findings, `options.home` the
    page that lists this one.
    """
    lang = options.lang
    found = headings(document)
    lines = rows(document)
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.code))
    owned = owners(found, ordered)
    name = title(document)
    origin = document.origin
    facts = say(
        lang,
        "facts",
        headings=len(found) - 1,
        findings=len(ordered),
        lines=lines[-1].number if lines else 0,
        encoding=origin.format if origin.encoding == "unicode" else origin.encoding,
    )
    if origin.replaced:
        facts += " · " + say(lang, "damaged", count=origin.replaced)
    body = "".join(
        (
            f'<a class="skip" href="#text">{say(lang, "skip")}</a>\n',
            _bar(name, origin.path, facts, options.home, len(ordered), lang),
            _filter(ordered, lang),
            f'<nav id="outline" aria-label="{say(lang, "outline")}" lang="zh">\n<div class="tools" lang="{say(lang, "language")}">',
            f'<button type="button" id="fold-all">{say(lang, "fold-all")}</button>',
            f'<button type="button" id="unfold-all">{say(lang, "unfold-all")}</button></div>\n',
            f'<div id="tree" role="tree" aria-label="{say(lang, "outline")}">\n',
            *tree(document, found, ordered, owned, lang),
            "</div>\n</nav>\n",
            f'<main id="text" tabindex="-1" aria-label="{say(lang, "source")}" lang="zh">\n<a id="top"></a>\n',
            f'<p class="rebuilt" lang="{say(lang, "language")}">{say(lang, "rebuilt")}</p>\n' if document.source is None else "",
            *sheet(document, lines, found, ordered, owned, lang),
            "</main>\n",
            _help(lang),
        )
    )
    words = {f"say-{key}": say(lang, key) for key in _SAID}
    label = name if name == origin.path else f"{name} · {origin.path}"
    return frame(lang, label, "page", words, body)


def _bar(name: str, path: str, facts: str, home: str, findings: int, lang: str) -> str:
    back = f'<a class="home" href="{escaped(home)}">{say(lang, "home")}</a>' if home else ""
    file = f'<bdi class="file">{escaped(path)}</bdi>' if path != name else ""
    count = f' <span class="count">{findings}</span>'
    search = say(lang, "search")
    return (
        '<header id="bar">\n<button type="button" id="drawer" aria-controls="outline" aria-expanded="true">'
        f"{say(lang, 'outline')}</button>\n"
        f'<div class="name">{back}<h1 lang="zh"><bdi>{escaped(name)}</bdi></h1>{file}</div>\n'
        f'<div class="controls" role="search" aria-label="{say(lang, "controls")}">'
        f'<input type="search" id="search" placeholder="{search}" aria-label="{search}" autocomplete="off" spellcheck="false">'
        f'<span id="status" role="status" aria-live="polite"></span>'
        f'<button type="button" id="choose" aria-controls="filter" aria-expanded="false">{say(lang, "filter")}{count}</button>'
        f'<button type="button" id="theme">{say(lang, "theme")}</button>'
        f'<button type="button" id="ask" aria-label="{say(lang, "help")}">?</button></div>\n'
        f'<div class="second"><nav id="path" aria-label="{say(lang, "path")}" lang="zh"></nav>'
        f'<span class="facts">{escaped(facts)}</span></div>\n</header>\n'
    )


def _filter(findings: Sequence[Diagnostic], lang: str) -> str:
    """The choice of findings: by severity, gravest first, and by code."""
    severities = Counter(finding.severity for finding in findings)
    codes = Counter((finding.code, finding.name) for finding in findings)
    gravest: dict[str, Severity] = {}
    for finding in findings:
        known = gravest.get(finding.code, finding.severity)
        gravest[finding.code] = min(known, finding.severity, key=lambda severity: severity.rank)
    chips = [
        _chip("s", severity.value, severity.value, say(lang, severity.value), severities[severity])
        for severity in sorted(severities, key=lambda severity: severity.rank)
    ]
    chips += [_chip("f", code, gravest[code].value, f"{code} {name}", count) for (code, name), count in sorted(codes.items())]
    clear = f'<button type="button" id="clear">{say(lang, "filter-clear")}</button>'
    inside = "".join(chips) + clear if chips else say(lang, "no-findings")
    return f'<section id="filter" aria-label="{say(lang, "filter-group")}" hidden>{inside}</section>\n'


def _chip(group: str, value: str, severity: str, words: str, count: int) -> str:
    return (
        f'<button type="button" class="chip {severity}" aria-pressed="false" data-{group}="{escaped(value)}">{escaped(words)} '
        f'<span class="count">{count}</span></button>'
    )


def _help(lang: str) -> str:
    def rows(pairs: Iterator[tuple[str, str]]) -> str:
        return "".join(f"<dt>{sign}</dt><dd>{say(lang, key)}</dd>" for key, sign in pairs)

    keys = rows((key, " ".join(f"<kbd>{escaped(name)}</kbd>" for name in names)) for key, names in KEYS)
    marks = rows((key, f'<span lang="zh">{sign}</span>') for key, sign in _MARKS)
    return (
        f'<dialog id="help" aria-labelledby="help-title"><form method="dialog"><button id="close">{say(lang, "close")}</button></form>\n'
        f'<h2 id="help-title">{say(lang, "help")}</h2>\n<p>{say(lang, "click")}</p>\n'
        f'<div class="columns"><section><h3>{say(lang, "keys")}</h3><dl class="keys">{keys}</dl></section>\n'
        f'<section><h3>{say(lang, "marks")}</h3><dl class="legend">{marks}</dl></section></div>\n</dialog>\n'
    )
