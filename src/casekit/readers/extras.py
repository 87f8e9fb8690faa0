"""Libraries that come with an extra of the installation, imported where they are used."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from casekit.errors import SourceError
from casekit.readers.content import refused


def need(module: str, extra: str, name: str, english: str, chinese: str) -> Any:
    """The library `module`. Raises SourceError with the command that installs it; `english` and `chinese` say what `name` is."""
    try:
        return import_module(module)
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and error.name is not None and module.startswith(error.name):
            raise missing(extra, name, english, chinese) from error
        why = " ".join(str(error).split())
        command = install(extra)
        raise refused(
            name,
            f"is {english}; the library that reads it does not load ({why}); to install it anew run: {command}",
            f"是{chinese}，所需的库无法加载（{why}）；要重新安装请运行：{command}",
        ) from error


def missing(extra: str, name: str, english: str, chinese: str) -> SourceError:
    """The error for an extra that is not installed."""
    command = install(extra)
    return refused(name, f"is {english}; to read it run: {command}", f"是{chinese}，要读取请运行：{command}")


def install(extra: str) -> str:
    """The command that installs an extra."""
    return f"pip install 'casekit[{extra}]'"


def installed(module: str) -> bool:
    """Whether a library can be imported, without importing it."""
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False
