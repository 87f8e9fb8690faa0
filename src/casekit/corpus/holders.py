"""What counts in a folder, and files that hold many texts: each of their members is an input of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.errors import SourceError
from casekit.readers.recognise import HOLDERS, SUFFIXES, TEXT_SUFFIXES, wanted

if TYPE_CHECKING:
    from casekit.corpus.discover import Input

_HEAD = 4096


def counts(path: Path) -> bool:
    """Whether a file in a folder is read: by its name, or by its first bytes where the name says nothing. Never raises."""
    if path.name.lower().endswith((*SUFFIXES, *HOLDERS)):
        return True
    return wanted(path.name, lambda: _head(path))


def expand(item: "Input", given: bool = True) -> Iterator["Input"]:
    """The inputs in a file that holds many texts; the file itself where it is one. Raises SourceError for a damaged one.

    A file that was not `given` by itself and is named like a text is not looked into.
    """
    path = item.path
    if path is None or (not given and path.name.lower().endswith(TEXT_SUFFIXES)) or not _holds_many(path):
        yield item
        return
    from casekit.readers.members import open_members

    members = open_members(path)
    if members is None:
        yield item
        return
    try:
        for member in members.names():
            yield replace(item, name=f"{item.name}/{member}", below=f"{item.below}/{member}", member=member)
    finally:
        members.close()


def inside(argument: str) -> "Iterator[Input]":
    """The member that an argument such as `dumps.zip/a/b.txt` names; nothing where it names none. Raises SourceError for damage."""
    from casekit.corpus.discover import Input

    path = Path(argument)
    holder = next((parent for parent in path.parents if parent.is_file()), None)
    if holder is not None:
        wanted = path.as_posix()
        yield from (item for item in expand(Input(holder.as_posix(), holder, holder.name)) if item.name == wanted)


def _holds_many(path: Path) -> bool:
    from casekit.readers.members import holds_many

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
