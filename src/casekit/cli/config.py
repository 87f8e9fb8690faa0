"""Settings for a project: `casekit.toml`, `.casekit.toml` or `[tool.casekit]` in `pyproject.toml`.

The nearest counts, from the current folder upward to the root of the repository; an option on the command line wins over it. Keys are
`lang`, `encoding`, `fail-on`, `select` and `ignore`; another key is an error, so that no setting is lost to a slip.
"""

import difflib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casekit.cli.language import LANGUAGES, wrong
from casekit.errors import ConfigError

SEVERITIES = ("error", "warning", "info")
SIZE_LIMIT = 1 << 20
"""Bytes; no settings are longer."""

KEYS = ("lang", "encoding", "fail-on", "select", "ignore")


@dataclass(slots=True)
class Config:
    """The settings of a project; "" and empty where nothing is set."""

    lang: str = ""
    encoding: str = ""
    fail_on: str = ""
    select: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)


def load(start: Path | None = None) -> Config:
    """The settings that count in `start`, the current folder by default. Raises ConfigError."""
    try:
        folder = (start or Path.cwd()).resolve()
    except OSError:
        return Config()
    for place in (folder, *folder.parents):
        for name in ("casekit.toml", ".casekit.toml", "pyproject.toml"):
            table = _table(place / name)
            if table is not None:
                return _config(place / name, table)
        if (place / ".git").exists():
            break
    return Config()


def _table(path: Path) -> dict[str, Any] | None:
    try:
        if not path.is_file() or path.stat().st_size > SIZE_LIMIT:
            return None
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        if path.name == "pyproject.toml":
            return None  # another program's to complain about
        raise wrong(ConfigError, "config.toml", name=path.as_posix(), reason=" ".join(str(error).split())) from error
    if path.name != "pyproject.toml":
        return values
    tools = values.get("tool")
    table = tools.get("casekit") if isinstance(tools, dict) else None
    return table if isinstance(table, dict) else None


def _config(path: Path, table: dict[str, Any]) -> Config:
    name = path.as_posix()
    config = Config()
    for key, value in table.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1)
            raise wrong(ConfigError, "config.key", near=near[0] if near else "", name=name, key=key)
        if key in ("select", "ignore"):
            if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
                raise wrong(ConfigError, "config.value", name=name, key=key, need='["name", …]')
        elif key == "fail-on" and value not in SEVERITIES:
            raise wrong(ConfigError, "config.value", name=name, key=key, need="|".join(SEVERITIES))
        elif key == "lang" and value not in LANGUAGES:
            raise wrong(ConfigError, "config.value", name=name, key=key, need="|".join(LANGUAGES))
        elif not isinstance(value, str):
            raise wrong(ConfigError, "config.value", name=name, key=key, need='"…"')
        setattr(config, key.replace("-", "_"), value)
    return config
