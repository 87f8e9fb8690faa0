"""The page that lists every case of every source, with what was counted in each."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from casekit.diagnostic import Diagnostic, Severity
from casekit.model import Document
from casekit.renderers.html.escape import escaped, line
from casekit.renderers.html.frame import frame
from casekit.renderers.html.headings import title
from casekit.renderers.html.words import say
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.wording import heading

_SEVERITIES = tuple(Severity)


class Entry(NamedTuple):
    """A case: what it is called, the 1-based line it begins on, its headings, and its findings by severity, gravest first."""

    title: str
    line: int
    headings: int
    findings: tuple[int, int, int]


class Listing(NamedTuple):
    """A page of the corpus: the path of its source, its own relative address, its cases in order."""

    source: str
    href: str
    cases: tuple[Entry, ...]


def listing(document: Document, findings: Sequence[Diagnostic], href: str) -> Listing:
    """What the list says of one document. What stands before the first case counts with that."""
    cases = document.cases()
    if len(cases) == 1 and cases[0] is document.root:
        whole = Entry(title(document), 1, sum(1 for _ in document.root.headings()), _counted(findings))
        return Listing(document.origin.path, href, (whole,))
    starts = [case.leaf[0] for case in cases]
    shares: list[list[Diagnostic]] = [[] for _ in cases]
    for finding in findings:
        shares[max(bisect_right(starts, finding.start) - 1, 0)].append(finding)
    entries = [
        Entry(line(heading(case)), case.line, 1 + sum(1 for _ in case.headings()), _counted(share))
        for case, share in zip(cases, shares, strict=True)
    ]
    return Listing(document.origin.path, href, tuple(entries))


def _counted(findings: Sequence[Diagnostic]) -> tuple[int, int, int]:
    counts = Counter(finding.severity for finding in findings)
    error, warning, info = (counts[severity] for severity in _SEVERITIES)
    return error, warning, info


_COLUMNS = ("title", "source", "headings", "errors", "warnings", "infos")
_SAID = ("shown", "no-hits", "theme-auto", "theme-light", "theme-dark")


def index(pages: Sequence[Listing], options: Options = DEFAULT) -> str:
    """The list as a page: HTML that needs nothing else but the pages it leads to. `options.lang` is the language of its own words."""
    lang = options.lang
    entries = [(source, entry) for source in pages for entry in source.cases]
    facts = say(
        lang,
        "corpus-facts",
        sources=len(pages),
        cases=len(entries),
        headings=sum(entry.headings for _, entry in entries),
        findings=sum(sum(entry.findings) for _, entry in entries),
    )
    heads = "".join(_head(at, name, lang) for at, name in enumerate(_COLUMNS))
    rows = "".join(_row(source, entry) for source, entry in entries)
    table = (
        f'<table role="table">\n<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup" lang="zh">\n{rows}</tbody>\n</table>\n'
    )
    search = say(lang, "search-index")
    body = (
        f'<header id="bar">\n<div class="name"><h1>{say(lang, "corpus")}</h1><span class="facts">{facts}</span></div>\n'
        f'<div class="controls" role="search" aria-label="{say(lang, "controls")}">'
        f'<input type="search" id="search" placeholder="{search}" aria-label="{search}" autocomplete="off" spellcheck="false">'
        '<span id="status" role="status" aria-live="polite"></span>'
        f'<button type="button" id="theme">{say(lang, "theme")}</button></div>\n</header>\n'
        f'<main aria-label="{say(lang, "corpus")}">\n{table if entries else "<p>" + say(lang, "empty") + "</p>"}</main>\n'
    )
    return frame(lang, say(lang, "corpus"), "index", {f"say-{key}": say(lang, key) for key in _SAID}, body)


def _head(at: int, name: str, lang: str) -> str:
    kind = ' class="n"' if at > 1 else ""
    return f'<th role="columnheader" scope="col"{kind}><button type="button" data-column="{at}">{say(lang, f"column-{name}")}</button></th>'


def _row(source: Listing, entry: Entry) -> str:
    counts = zip(_SEVERITIES, entry.findings, strict=True)
    cells = "".join(f'<td role="cell" class="n {severity.value if count else "none"}">{count}</td>' for severity, count in counts)
    return (
        f'<tr role="row"><td role="cell"><a href="{escaped(source.href)}#L{entry.line}"><bdi>{escaped(entry.title)}</bdi></a></td>'
        f'<td role="cell" class="file"><bdi>{escaped(source.source)}</bdi></td>'
        f'<td role="cell" class="n">{entry.headings}</td>{cells}</tr>\n'
    )
