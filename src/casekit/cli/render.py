"""`casekit render`: the tree as a file for people or for another program."""

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from casekit.cli.cells import pad
from casekit.cli.config import Config
from casekit.cli.inputs import Changes, Loaded, Reading, how_to_read, load, single
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.report import Report, is_terminal
from casekit.corpus import STDIN, Input, divide, is_folder
from casekit.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from casekit.renderers import Options, Renderer

Shape = Literal["plain", "langchain", "llamaindex"]


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def render(
        inputs: Annotated[list[str], Argument(metavar="INPUT", help=report.say("help.inputs"))],
        to: Annotated[str, Option("--to", metavar="FORMAT", help=report.say("help.to"))] = "markdown",
        output: Annotated[str, Option("-o", "--output", metavar="PATH", help=report.say("help.render-output"))] = "-",
        case: Annotated[int | None, Option("--case", metavar="N", min=1, help=report.say("help.render-case"))] = None,
        max_chars: Annotated[int | None, Option("--max-chars", metavar="N", min=20, help=report.say("help.max-chars"))] = None,
        shape: Annotated[Shape | None, Option("--shape", help=report.say("help.shape"))] = None,
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        main_content: Annotated[bool, Option("--main-content", help=report.say("help.main-content"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, changes, relevel, text_field, main_content)
        row = _row(to)
        options = _options(report, row, max_chars=max_chars, shape=shape)
        row.function()  # what is missing is told once, before any input is read
        _Run(report, row, options, how, case).go(inputs, output)
        return report.verdict()

    from casekit.renderers import RENDERERS

    columns = max(map(len, RENDERERS))
    titles = ((row.name, row.title_zh if report.lang == "zh" else row.title) for row in RENDERERS.values())
    render.__doc__ = "\b\n" + "\n".join(f"{pad(name, columns)}  {title}" for name, title in titles)
    return render


def _row(to: str) -> "Renderer":
    from casekit.renderers import RENDERERS

    if to not in RENDERERS:
        import difflib

        near = difflib.get_close_matches(to, list(RENDERERS), 1)
        raise wrong(ConfigError, "no-renderer", near=near[0] if near else "", name=to, names=", ".join(RENDERERS))
    return RENDERERS[to]


def _options(report: Report, row: "Renderer", **chosen: Any) -> "Options":
    """The options of a format. Raises ConfigError where one was chosen that the format does not look at."""
    from casekit.renderers import RENDERERS, Options

    given = {name: value for name, value in chosen.items() if value is not None}
    for name in given:
        if name not in row.options:
            others = ", ".join(other.name for other in RENDERERS.values() if name in other.options)
            raise wrong(ConfigError, "render-option", option="--" + name.replace("_", "-"), name=row.name, others=others)
    return Options(report.lang)._replace(**given)


class _Run:
    """One call: the format, how inputs are read, which case of them is meant, None for all."""

    def __init__(self, report: Report, row: "Renderer", options: "Options", how: Reading, case: int | None) -> None:
        self.report = report
        self.row = row
        self.options = options
        self.how = how
        self.case = case

    def go(self, inputs: Sequence[str], output: str) -> None:
        """Renders the inputs to standard output, into a file, or into a folder with a file for each. Raises ConfigError."""
        if self.row.binary and output == STDIN and is_terminal(sys.stdout):
            raise wrong(ConfigError, "render-terminal", name=self.row.name, suffix=self.row.suffix)
        found = self.report.inputs(inputs, records=True)
        several = len(found) > 1 or not single(inputs)
        if output != STDIN and _is_folder(output):
            self._folder(found, output)
        elif len(found) > 1 and not self.row.joins and (output == STDIN or output.endswith(self.row.suffix)):
            raise wrong(ConfigError, "render-folder", count=len(found), name=self.row.name)
        elif output == STDIN:
            for item in found:
                with self.report.guard(item.name):
                    self._show(self._rendered(item))
        elif several and not self.row.joins and not output.endswith(self.row.suffix):
            self._folder(found, output)
        elif len(found) > 1:
            self._joined(found, output)
        else:
            for item in found:
                with self.report.guard(item.name):
                    save(output, _encoded(self._rendered(item)), _identities(found))

    def _show(self, made: str | bytes) -> None:
        if isinstance(made, bytes):
            self.report.bytes(made)
        elif is_terminal(sys.stdout):
            self.report.raw(made.removeprefix("\ufeff").replace("\r\n", "\n"))
        else:
            self.report.raw(made)

    def _joined(self, found: Sequence[Input], output: str) -> None:
        """What all inputs give, one behind the other in a file; no file where none of them gives anything."""
        from casekit.cli.writing import streaming

        if not _regular(output, _identities(found)):
            save(output, b"".join(self._each(found)))
            return
        each = self._each(found)
        first = next(each, None)
        if first is not None:
            with streaming(Path(output)) as write:
                write(first)
                for made in each:
                    write(made)

    def _each(self, found: Sequence[Input]) -> Iterator[bytes]:
        for item in found:
            made = None
            with self.report.guard(item.name):
                made = _encoded(self._rendered(item))
            if made is not None:
                yield made

    def _folder(self, found: Sequence[Input], output: str) -> None:
        """A file for each input, named as `casekit parse` names folders."""
        from urllib.parse import quote

        from casekit.corpus.discover import order
        from casekit.corpus.names import Namer

        namer = Namer()
        overview = self.row.overview
        if overview:
            namer.reserve(overview)
        names = {item.name: namer.name(item.name) for item in sorted(found, key=lambda item: order(item.name))}
        sources = _identities(found)
        try:
            Path(output).mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise _unwritable(output, error) from error
        folder = output.rstrip("/" + os.sep) or output[:1] or "."
        options = self.options._replace(home=overview and overview + self.row.suffix)
        listings = []
        for item in found:
            name = names[item.name] + self.row.suffix
            with self.report.guard(item.name):
                loaded = self._loaded(item)
                save(f"{folder}/{name}", _encoded(self._made(loaded, options)), sources)
                if overview:
                    listings.append(self.row.lister()[0](loaded.document, loaded.findings, quote(name)))
        if listings:
            save(f"{folder}/{overview}{self.row.suffix}", _encoded(self.row.lister()[1](listings, options)), sources)

    def _rendered(self, item: Input) -> str | bytes:
        return self._made(self._loaded(item), self.options)

    def _loaded(self, item: Input) -> Loaded:
        return self._chosen(load(item, self.how, None if self.row.findings else ()), item.name)

    def _made(self, loaded: Loaded, options: "Options") -> str | bytes:
        from casekit.renderers import render

        return render(loaded.document, self.row.name, loaded.findings, options)

    def _chosen(self, loaded: Loaded, name: str) -> Loaded:
        if not self.case:
            return loaded
        parts = divide(loaded.document, loaded.findings)
        for document, findings in parts:
            if document.part == self.case:
                return Loaded(document, findings)
        raise wrong(SourceError, "no-case", name=name, case=self.case, count=len(parts))


def _is_folder(output: str) -> bool:
    return not output or output.endswith(("/", os.sep)) or is_folder(output)


def _encoded(made: str | bytes) -> bytes:
    return made.encode() if isinstance(made, str) else made


def _identities(found: Sequence[Input]) -> set[tuple[int, int]]:
    """What tells the files of inputs from every other file."""
    known: set[tuple[int, int]] = set()
    for item in found:
        with contextlib.suppress(OSError, ValueError):
            if item.path is not None:
                status = item.path.stat()
                known.add((status.st_dev, status.st_ino))
    return known


def save(output: str, data: bytes, sources: Container[tuple[int, int]] = ()) -> None:
    """Writes `data` to the file `output`, whole or not at all. Raises ConfigError, and SourceError where that is one of the sources."""
    from casekit.cli.writing import replace

    if _regular(output, sources):
        replace(Path(output), data)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise _unwritable(output, error) from error


def _regular(output: str, sources: Container[tuple[int, int]]) -> bool:
    """Whether a file can be moved to `output`; not where that is a device or a pipe. Raises as `save` does."""
    try:
        status = Path(os.path.realpath(output)).stat()
    except FileNotFoundError:
        return True
    except (OSError, ValueError) as error:
        raise _unwritable(output, error) from error
    if (status.st_dev, status.st_ino) in sources:
        raise wrong(SourceError, "output-input", name=Path(output).as_posix())
    return stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)


def _unwritable(output: str, error: OSError | ValueError) -> ConfigError:
    reason = getattr(error, "strerror", None) or str(error)
    return wrong(ConfigError, "unwritable", name=Path(output).as_posix(), reason=reason)
