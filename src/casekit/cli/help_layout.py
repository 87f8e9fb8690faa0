"""How help is set out: in the words of either language, and by the columns of a terminal, where a Han character takes two."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from casekit.cli.cells import pad, width
from casekit.cli.front import HELP_COLUMNS
from casekit.cli.language import say

_NARROWEST = 50
_TERMS = 30
"""An option wider than this stands on a line of its own."""
_TYPE = re.compile(r" <(?:str|list\[str\])>$")
_PIECES = re.compile(r"\s+|\[[^\[\]]{1,24}\]|[!-~]+|.", re.DOTALL)
_NEVER_FIRST = "，。；：、？！）》”’…】"
_NEVER_LAST = "（《“‘【"
_WORDS = {
    "Usage": "help-page.usage",
    "Arguments": "help-page.arguments",
    "Options": "help-page.options",
    "Commands": "help-page.commands",
    "[OPTIONS]": "help-page.some-options",
    "COMMAND [ARGS]...": "help-page.some-command",
    "Show this message and exit.": "help-page.help",
    "Install completion for the current shell.": "help-page.install-completion",
    "Show completion for the current shell, to copy it or customize the installation.": "help-page.show-completion",
}
"""What typer says of itself, and where it stands in the table of texts."""


def classes(lang: str) -> tuple[type[TyperGroup], type[TyperCommand]]:
    """The kinds of the program and of its commands whose help is in `lang`."""

    class Group(TyperGroup):
        def get_help(self, ctx: Any) -> str:
            return _set_out(self, ctx, lang)

    class Command(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return _set_out(self, ctx, lang)

    return Group, Command


def _set_out(command: TyperGroup | TyperCommand, ctx: Any, lang: str) -> str:
    import shutil

    page: Any = Page(lang, max(min(shutil.get_terminal_size().columns, HELP_COLUMNS) - 2, _NARROWEST))
    command.format_help(ctx, page)
    return str(page.text()).rstrip("\n")


class Page:
    """A page of help that typer fills: what it calls a formatter. `width` is in columns."""

    def __init__(self, lang: str, width: int) -> None:
        self.lang = lang
        self.width = width
        self._indent = 0
        self._lines: list[str] = []

    def text(self) -> str:
        """What has been written."""
        return "".join(f"{line}\n" for line in self._lines)

    def write_usage(self, program: str, arguments: str = "", prefix: str | None = None) -> None:
        """The first line: how the command is called."""
        first = f"{prefix or self._word('Usage')}{program} "
        for english in ("[OPTIONS]", "COMMAND [ARGS]..."):
            arguments = arguments.replace(english, self._word(english))
        for at, line in enumerate(wrap(arguments, max(self.width - width(first), 20))):
            self._lines.append((first if not at else " " * width(first)) + line)

    def write_paragraph(self) -> None:
        """An empty line."""
        self._lines.append("")

    def write_text(self, text: str) -> None:
        """Paragraphs with an empty line between them; one that begins with a line of \\b keeps its lines."""
        for at, paragraph in enumerate(text.split("\n\n")):
            kept, _, lines = paragraph.partition("\n")
            shown = lines.split("\n") if kept.strip() == "\b" else wrap(" ".join(paragraph.split("\n")), self.width - self._indent)
            self._lines += [""] * bool(at) + [" " * self._indent + line for line in shown]

    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None:
        """A list of terms and what they mean, in two columns."""
        terms = [_TYPE.sub("", term) for term, _ in rows]
        column = min(max(map(width, terms)), _TERMS) + 2
        for term, (_, meaning) in zip(terms, rows, strict=True):
            said = wrap(self._said(meaning), max(self.width - column - 2, 10))
            if width(term) > column - 2:
                self._lines.append(" " * self._indent + term)
            else:
                said[0] = pad(term, column) + said[0]
            for at, line in enumerate(said):
                self._lines.append(" " * (self._indent + (column if at or width(term) > column - 2 else 0)) + line)

    @contextlib.contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A part with a heading, its content indented."""
        self.write_paragraph()
        self._lines.append(self._word(name))
        with self.indentation():
            yield

    @contextlib.contextmanager
    def indentation(self) -> Iterator[None]:
        """What is written inside stands two columns to the right."""
        self._indent += 2
        try:
            yield
        finally:
            self._indent -= 2

    def _word(self, english: str) -> str:
        return say(self.lang, _WORDS[english])

    def _said(self, meaning: str) -> str:
        """What a parameter means, with what typer adds to it in the page's language."""
        own = re.sub(r"\s+", " ", meaning)
        if own in _WORDS:
            return self._word(own)
        found = re.fullmatch(r"(.*  )?\[([^\[\]]+)\]", meaning)
        if found is None:
            return meaning
        facts = []
        for fact in found[2].split("; "):
            if fact == "required":
                fact = say(self.lang, "help-page.required")
            elif fact.startswith("default: "):
                fact = say(self.lang, "help-page.default", value=fact.removeprefix("default: "))
            facts.append(fact)
        return f"{found[1] or ''}[{say(self.lang, 'help-page.and').join(facts)}]"


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns`: cut at blanks and between Han characters, never before 。 or behind （; one line at least."""
    lines = [""]
    for piece in _bound(_PIECES.findall(text)):
        if width(lines[-1] + piece) <= columns or not lines[-1]:
            lines[-1] += piece
        elif not piece.isspace():
            lines[-1] = lines[-1].rstrip()
            lines.append(piece)
        elif lines[-1]:
            lines.append("")
    return [line.rstrip() for line in lines if line.strip()] or [""]


def _bound(pieces: Sequence[str]) -> list[str]:
    """The pieces with those joined that no line may end between."""
    bound: list[str] = []
    for piece in pieces:
        if bound and (piece in _NEVER_FIRST or bound[-1][-1] in _NEVER_LAST) and not bound[-1].isspace():
            bound[-1] += piece
        else:
            bound.append(piece)
    return bound
