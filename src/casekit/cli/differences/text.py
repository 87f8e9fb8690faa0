"""For people: a line for each change, and under it the words that changed, within what stands around them."""

from collections.abc import Iterator, Sequence

from casekit.cli.cells import clean, cut, pad
from casekit.cli.differences.compared import Compared, Context, Row, counts, runs, tally
from casekit.cli.differences.pieces import pieces, shortened

_STYLES = {"added": "green", "removed": "red", "moved": "cyan"}
_SIGNS = {"added": "+", "removed": "-", "moved": ">"}
_KIND_WIDTH = 12
_LINES_WIDTH = 9
_INDENT = " " * 6
_CONTEXT = 12
"""Signs shown on either side of what changed."""
_EXCERPT = 48
"""Columns of a title or a marker that are shown."""
_PIECE = 160
"""Signs of one stretch that are shown."""
_STRETCHES = 24
"""Changed stretches of one text that are shown."""


def write(compared: Sequence[Compared], context: Context) -> Iterator[str]:
    """The changes, file by file; with `--stat` the counts of each file, and of all where there are several."""
    for one in compared:
        if context.stat:
            found = counts([one])
            if found and context.folders:
                yield f"{context.paint(clean(one.name), 'bold')}: {_summary(found, context)}\n"
        else:
            yield "".join(_file(one, context))
    if context.stat:
        found = counts(compared)
        if found:
            yield f"{context.report.say('diff.total') if context.folders else ''}{_summary(found, context)}\n"


def _summary(found: dict[str, int], context: Context) -> str:
    return context.report.say("comma").join(tally(found, context.report))


def _file(one: Compared, context: Context) -> Iterator[str]:
    say, paint = context.report.say, context.paint
    if one.lone:
        yield f"{paint(clean(one.name), 'bold')}: {say('removed-record' if one.old else 'added-record')}\n"
    elif one.renamed:
        yield f"{paint(clean(one.new), 'bold')}: {say('renamed-record', name=clean(one.old))}\n"
    elif context.folders and one.rows:
        yield f"{paint(clean(one.name), 'bold')}:\n"
    for run in runs(one.rows):
        row = run[0]
        yield (_run(run, context) if len(run) > 1 else _line(row, context)) + "\n"
        if row.kind == "text-changed":
            yield f"{_INDENT}{_words(row, context)}\n"


def _head(row: Row, context: Context) -> str:
    """The kind of a change and the lines where it is."""
    paint = context.paint
    lines = [str(heading["line"]) for heading in (row.old, row.new) if heading is not None and heading["line"]]
    word = pad(context.report.say(f"change.{row.kind}"), _KIND_WIDTH)
    kind = paint(f"{_SIGNS.get(row.kind, '~')} {word}", _STYLES.get(row.kind, "yellow"))
    return f"{kind}  {paint(pad(' → '.join(lines), _LINES_WIDTH), 'dim')}  "


def _run(run: list[Row], context: Context) -> str:
    """Headings that all moved on by as many numbers."""
    first, last = run[0].details, run[-1].details
    old, new = (f"{_quoted(first[side])}–{_quoted(last[side])}" for side in ("old", "new"))
    return f"{_head(run[0], context)}{context.report.say('diff.run', count=len(run))}{context.report.say('colon')}{old} → {new}"


def _line(row: Row, context: Context) -> str:
    paint, say = context.paint, context.report.say
    text = _head(row, context) + (clean(" › ".join(row.path)) or say("change.top"))
    if not row.details:
        heading = row.new or row.old or {}
        excerpt = "" if heading.get("title") else cut(clean(_flowing(row.text[:_EXCERPT])), _EXCERPT)
        return text + (paint(f" · {excerpt}", "dim") if excerpt else "")
    if row.kind == "text-changed":
        return text
    old, new = row.details["old"], row.details["new"]
    if row.kind == "retitled":
        return f"{text}: {_words(row, context)}"
    if row.elsewhere:
        old = f"{row.elsewhere}{' / ' if old else ''}{old}"
    return f"{text}: {_quoted(old)} → {_quoted(new)}"


def _quoted(text: str) -> str:
    return f'"{cut(clean(text[:_EXCERPT]), _EXCERPT)}"'


def _words(row: Row, context: Context) -> str:
    """The text as it was and is, in one: `[-taken out-]` and `{+put in+}`, or colours instead of the brackets."""
    paint = context.paint
    parts: list[str] = []
    found = list(pieces(row.details["old"], row.details["new"], row.words))
    changed = 0
    for at, piece in enumerate(found):
        if piece.kind == "same":
            parts.append(clean(_flowing(shortened(piece.text, _CONTEXT, at == 0, at == len(found) - 1))))
            continue
        changed += 1
        if changed > _STRETCHES:
            parts.append("…")
            break
        text = clean(_flowing(piece.text if len(piece.text) <= _PIECE else piece.text[:_PIECE] + "…"))
        if paint.color:
            parts.append(paint(text, "strike red" if piece.kind == "del" else "underline green"))
        else:
            parts.append(f"[-{text}-]" if piece.kind == "del" else f"{{+{text}+}}")
    return "".join(parts)


def _flowing(text: str) -> str:
    return text.replace("\n", "⏎")
