"""A page to look at: one file that holds all it needs, loads nothing and runs nothing.

1. Every text of a document is escaped, its control signs and marks of direction are written out, and a strict policy forbids scripts and
   whatever comes from elsewhere.
2. Kinds of change are told by words and signs at the side, not by colours alone; taken out is `del`, put in is `ins`.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from itertools import groupby

from casekit.cli.cells import clean
from casekit.cli.differences.compared import Compared, Context, Row, counts, runs, tally
from casekit.cli.differences.pieces import pieces, shortened

_CONTEXT = 120
"""Signs that stay are shown so far on either side of what changed."""
_SIGNS = {"added": "＋", "removed": "－", "moved": "→", "renumbered": "№", "retitled": "✎", "text-changed": "≠"}

STYLE = """
:root{color-scheme:light dark;--ink:#1d2126;--soft:#59636e;--page:#fff;--card:#f6f8fa;--line:#d5dbe1;
--ins:#12602b;--ins-back:#d6f5de;--del:#8f1d22;--del-back:#ffe3e2;--move:#0b4f9c;--edit:#7a4b00}
@media (prefers-color-scheme:dark){:root{--ink:#e2e6ea;--soft:#9aa5b1;--page:#14171b;--card:#1c2127;--line:#343b44;
--ins:#8fe3a8;--ins-back:#123820;--del:#ffaaa5;--del-back:#47191b;--move:#8dbcff;--edit:#efc06b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.2rem;background:var(--page);color:var(--ink);
font:16px/1.75 system-ui,"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:0}h2{font-size:1.05rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
.files,.lines,.path{color:var(--soft)}.files{margin:.2rem 0 .8rem}
.stat{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:0;list-style:none}
.stat li{border:1px solid var(--line);border-radius:1rem;padding:0 .8rem}
.changes{list-style:none;margin:0;padding:0}
.change{display:grid;grid-template-columns:9.5rem 1fr;gap:0 1rem;padding:.6rem .8rem;margin:.5rem 0;background:var(--card);
border-left:.3rem solid var(--edit);border-radius:.3rem}
.change.added{border-color:var(--ins)}.change.removed{border-color:var(--del)}.change.moved{border-color:var(--move)}
.kinds{margin:0;padding:0;list-style:none;font-weight:600}.kinds li{color:var(--edit)}
.kinds .added{color:var(--ins)}.kinds .removed{color:var(--del)}.kinds .moved{color:var(--move)}
.kinds .lines{color:var(--soft)}
.lines{font-weight:400;font-size:.85em}.what p{margin:.2rem 0;white-space:pre-wrap}
.path{font-size:.9em}.path b{color:var(--ink);font-size:1.1em}
ins{background:var(--ins-back);color:var(--ins);text-decoration:underline;text-decoration-thickness:1px}
del{background:var(--del-back);color:var(--del);text-decoration:line-through}
@media (max-width:40rem){.change{grid-template-columns:1fr}.kinds{display:flex;flex-wrap:wrap;gap:0 1rem}}
@media print{body{max-width:none;padding:0}.change{break-inside:avoid}}
"""
_DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{_DIGEST}'"


def write(compared: Sequence[Compared], context: Context) -> Iterator[str]:
    """The page, file by file."""
    say = context.report.say
    title = escape(say("diff.page"))
    yield f'<!doctype html>\n<html lang="{"zh-CN" if context.report.lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n<meta name="referrer" content="no-referrer">\n'
    yield f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n'
    yield f"<body>\n<header>\n<h1>{title}</h1>\n"
    if not context.folders:
        yield "".join([f'<p class="files">{_shown(one.old)} → {_shown(one.new)}</p>\n' for one in compared])
    if context.ignored:
        yield f'<p class="files">{escape(say("diff.ignored", names=", ".join(context.ignored)))}</p>\n'
    found = counts(compared)
    yield f'<ul class="stat">{"".join([f"<li>{escape(words)}</li>" for words in tally(found, context.report)])}</ul>\n'
    yield "</header>\n<main>\n" if found else f"</header>\n<main>\n<p>{escape(say('diff.nothing'))}</p>\n"
    if not context.stat:
        for one in compared:
            yield "".join(_file(one, context))
    yield "</main>\n</body>\n</html>\n"


def _shown(text: str) -> str:
    """A text of a document as it may stand on a page."""
    return f"<bdi>{_plain(text)}</bdi>"


def _plain(text: str) -> str:
    return escape("\n".join([clean(line) for line in text.split("\n")]))


def _file(one: Compared, context: Context) -> Iterator[str]:
    say = context.report.say
    if context.folders and (one.rows or one.lone or one.renamed):
        note = ""
        if one.lone:
            note = f' <small class="files">{escape(say("removed-record" if one.old else "added-record"))}</small>'
        elif one.renamed:
            note = f' <small class="files">{_plain(say("renamed-record", name=one.old))}</small>'
        yield f"<h2>{_shown(one.name)}{note}</h2>\n"
    if one.rows:
        yield '<ol class="changes">\n'
        for rows in _groups(one.rows):
            several = len(rows) > 1 and rows[0].kind == rows[-1].kind
            yield _run(rows, context) if several else _card(rows, context)
        yield "</ol>\n"


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """All that changed of a heading together, and headings that only moved on by as many numbers."""
    numbered: list[Row] = []
    for _, found in groupby(enumerate(rows), key=lambda each: _heading(each[1], each[0])):
        group = [row for _, row in found]
        if len(group) == 1 and group[0].kind == "renumbered":
            numbered += group
            continue
        yield from runs(numbered)
        numbered = []
        yield group
    yield from runs(numbered)


def _heading(row: Row, at: int) -> tuple[object, ...]:
    """What is the same for all that changed of one heading."""
    if row.old is None or row.new is None:
        return (at,)
    return row.path, row.old["start"], row.new["start"], row.elsewhere


def _side(rows: Sequence[Row], context: Context) -> str:
    """The kinds of change of the first of `rows`, or of all where they are of one heading, and the lines where it is."""
    say = context.report.say
    first = rows[0]
    kinds = "".join([f'<li class="{row.kind}">{_SIGNS[row.kind]} {escape(say(f"change.{row.kind}"))}</li>' for row in rows])
    numbers = [str(heading["line"]) for heading in (first.old, first.new) if heading is not None and heading["line"]]
    lines = f'<li class="lines">{escape(say("diff.line"))} {" → ".join(numbers)}</li>' if numbers else ""
    return f'<li class="change {first.kind}"><ul class="kinds">{kinds}{lines}</ul>'


def _run(rows: Sequence[Row], context: Context) -> str:
    name = escape(context.report.say("diff.run", count=len(rows)))
    first, last = rows[0].details, rows[-1].details
    old, new = (f"{_plain(first[side])}–{_plain(last[side])}" for side in ("old", "new"))
    body = f'<div class="path"><b>{name}</b></div><p><del>{old}</del> → <ins>{new}</ins></p>'
    return f'{_side(rows[:1], context)}<div class="what">{body}</div></li>\n'


def _card(rows: Sequence[Row], context: Context) -> str:
    say = context.report.say
    first = rows[0]
    *above, last = first.path or (say("change.top"),)
    path = "".join([f"{_shown(label)} › " for label in above])
    tag = {"added": "ins", "removed": "del"}.get(first.kind)
    name = f"<b>{_shown(last)}</b>"
    body = "".join([_body(row) for row in rows])
    if tag:
        name = f"<{tag}>{name}</{tag}>"
        body = f"<p><{tag}>{_plain(first.text)}</{tag}></p>" if first.text else ""
    return f'{_side(rows, context)}<div class="what"><div class="path">{path}{name}</div>{body}</div></li>\n'


def _body(row: Row) -> str:
    """What a change of a heading was."""
    if not row.details:
        return ""
    old, new = row.details["old"], row.details["new"]
    if row.words:
        return f"<p>{_words(row)}</p>"
    if row.elsewhere:
        old = f"{row.elsewhere}{' / ' if old else ''}{old}"
    return f"<p><del>{_plain(old)}</del> → <ins>{_plain(new)}</ins></p>"


def _words(row: Row) -> str:
    parts: list[str] = []
    found = list(pieces(row.details["old"], row.details["new"], row.words))
    for at, piece in enumerate(found):
        if piece.kind == "same":
            parts.append(_plain(shortened(piece.text, _CONTEXT, at == 0, at == len(found) - 1)))
        else:
            parts.append(f"<{piece.kind}>{_plain(piece.text)}</{piece.kind}>")
    return "".join(parts)
