"""What counts in a folder, and files that hold many texts: each of their members is an input of its own."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.errors import CasekitError, SourceError
from casekit.readers.recognise import HOLDERS, SUFFIXES, TEXT_SUFFIXES, wanted
from casekit.shapes import replace

if TYPE_CHECKING:
    from casekit.corpus.discover import Input

_HEAD = 4096


def counts(path: Path) -> bool:
    """Whether a file in a folder is read: by its name, or by its first bytes where the name says nothing. Never raises."""
    if path.name.lower().endswith((*SUFFIXES, *HOLDERS)):
        return True
    return wanted(path.name, lambda: _head(path))


def expand(item: "Input", given: bool = True) -> Iterator["Input"]:
    """The inputs in a file that holds many texts, in order; the file itself where it is one. Raises SourceError for a damaged one.

    A file that was not `given` by itself and is named like a text is not looked into.
    """
    path = item.path
    from casekit.corpus.discover import is_row, order

    named_as_one = not given and path is not None and path.name.lower().endswith(TEXT_SUFFIXES)
    if path is None or named_as_one or is_row(item.name) or not _holds_many(path):
        yield item
        return
    from casekit.readers.members import open_members

    members = open_members(path)
    if members is None:
        yield item
        return
    try:
        named: Iterable[tuple[str, int]] = ((member, members.size(member)) for member in members.names())
        if not members.rows or "." not in path.name:  # else they come by number, and need not be held
            named = sorted(named, key=lambda pair: order(f"{item.name}/{pair[0]}"))
        for member, size in named:
            yield replace(item, name=f"{item.name}/{member}", below=f"{item.below}/{member}", size=size, member=member)
    finally:
        members.close()


def inside(argument: str) -> "Input | None":
    """The member that an argument such as `dumps.zip/a/b.txt` names, None where it names none. Raises SourceError for damage."""
    from casekit.corpus.discover import Input

    path = Path(argument)
    holder, member = locate(path)
    if not member:
        return None
    name = path.as_posix()
    return next((item for item in expand(Input(holder.as_posix(), holder, holder.name)) if item.name == name), None)


def locate(path: Path) -> tuple[Path, str]:
    """The file that a path leads to, and the member of it that is meant, "" for the file itself. Nothing is opened."""
    if not path.is_file():
        for above in path.parents:
            if above.is_file():
                return above, path.relative_to(above).as_posix()
    return path, ""


def holds_several(argument: str) -> bool:
    """Whether an argument names a file that may hold more than one text. Never raises."""
    path = Path(argument)
    try:
        if argument in ("", "-") or not path.is_file() or not _holds_many(path):
            return False
        from casekit.readers.members import open_members

        members = open_members(path)
    except (OSError, ValueError, CasekitError):
        return False  # reading it will say why
    if members is None:
        return False
    with closing(members):
        return members.several


def _holds_many(path: Path) -> bool:
    from casekit.readers.holding import holds_many

    try:
        return holds_many(path)
    except (OSError, ValueError, SourceError):
        return False  # reading it will say why


def _head(path: Path) -> bytes:
    from casekit.readers import open_regular

    try:
        with open_regular(path) as file:
            return file.read(_HEAD)
    except (OSError, ValueError, SourceError):
        return b""
