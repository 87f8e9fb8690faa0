"""Settings for a project: `casekit.toml`, `.casekit.toml` or `[tool.casekit]` in `pyproject.toml`.

1. The nearest counts, from the current folder upward to the root of the repository; an option on the command line wins over it.
2. `extend` names another settings file, which counts where this one says nothing. Lists replace each other; tables are put together, and
   exceptions are added up.
3. An unknown key is an error with a suggestion, so that no setting is lost to a slip.
4. Where each value came from is remembered.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casekit.cli.language import LANGUAGES, wrong
from casekit.errors import ConfigError
from casekit.shapes import dataclass, field

if TYPE_CHECKING:
    from casekit.ladder.custom import CustomFamily

SEVERITIES = ("error", "warning", "info")
SIZE_LIMIT = 1 << 20
"""Bytes; no settings are longer."""
EXTENDS_LIMIT = 8
"""The longest chain of settings files."""

NAMES = ("casekit.toml", ".casekit.toml", "pyproject.toml")
_TEXTS = ("encoding", "profile", "baseline", "cache-dir")
_CHOICES: dict[str, tuple[str, ...]] = {"lang": LANGUAGES, "fail-on": SEVERITIES}
_LISTS = ("select", "ignore", "extend-select")
KEYS = (*_CHOICES, *_TEXTS, *_LISTS, "severity", "per-file-ignores", "exceptions", "families", "extend")
_EXCEPTION_KEYS = ("path", "rule", "text", "fingerprint", "reason")


@dataclass(frozen=True, slots=True)
class Exception_:
    """A finding that is accepted for a reason. `path` and `rule` are as written, `text` and `fingerprint` narrow it down, "" for not.

    `file` and `line` are where the settings say so; `folder` is what `path` is relative to.
    """

    path: str
    rule: str
    reason: str
    text: str
    fingerprint: str
    file: str
    line: int
    folder: Path


@dataclass(slots=True)
class Config:
    """The settings of a project; "" and empty where nothing is set.

    `per_file_ignores` are triples of the folder a pattern is relative to, the pattern, and the rules. `origins` tells for each key that
    is set the file and line it came from.
    """

    lang: str = ""
    encoding: str = ""
    fail_on: str = ""
    profile: str = ""
    baseline: str = ""
    cache_dir: str = ""
    select: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    extend_select: list[str] = field(default_factory=list)
    severity: dict[str, str] = field(default_factory=dict)
    per_file_ignores: list[tuple[Path, str, list[str]]] = field(default_factory=list)
    exceptions: list[Exception_] = field(default_factory=list)
    families: tuple["CustomFamily", ...] = ()
    origins: dict[str, str] = field(default_factory=dict)


def load(start: Path | None = None, given: str = "") -> Config:
    """The settings that count in `start`, the current folder by default, or those of the file `given`. Raises ConfigError."""
    if given:
        path = Path(given)
        table = _table(path, given=True)
        return _extended(path, table or {}, ())
    try:
        folder = (start or Path.cwd()).resolve()
    except OSError:
        return Config()
    for place in (folder, *folder.parents):
        for name in NAMES:
            table = _table(place / name)
            if table is not None:
                return _extended(place / name, table, ())
        if (place / ".git").exists():
            break
    return Config()


def _table(path: Path, given: bool = False) -> dict[str, Any] | None:
    """The settings in a file, None where it holds none; `given` by the user, it has to be there and to be in order."""
    name = path.as_posix()
    try:
        if not path.is_file():
            if given:
                raise wrong(ConfigError, "config.missing", name=name)
            return None
        if path.stat().st_size > SIZE_LIMIT:
            if given or path.name != "pyproject.toml":
                raise wrong(ConfigError, "config.toml", name=name, reason=f"> {SIZE_LIMIT} B")
            return None
        text = path.read_text(encoding="utf-8-sig")
        if path.name == "pyproject.toml" and not given and "casekit" not in text and "\\" not in text:
            return None  # spares most projects the reader of TOML
        import tomllib

        values = tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        if path.name == "pyproject.toml" and not given:
            return None  # another program's to complain about
        raise wrong(ConfigError, "config.toml", name=name, reason=" ".join(str(error).split())) from error
    if path.name != "pyproject.toml":
        return values
    tools = values.get("tool")
    table = tools.get("casekit") if isinstance(tools, dict) else None
    return table if isinstance(table, dict) else None


def _extended(path: Path, table: dict[str, Any], chain: tuple[Path, ...]) -> Config:
    """The settings of one file on top of those it extends."""
    here = _config(path, table)
    base = table.get("extend", "")
    if not base:
        return here
    target = path.parent / base
    try:
        whole = target.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise wrong(ConfigError, "config.missing", name=target.as_posix()) from error
    if whole in (*chain, path.resolve()) or len(chain) >= EXTENDS_LIMIT:
        raise wrong(ConfigError, "config.cycle", name=path.as_posix(), base=str(base))
    below = _extended(target, _table(target, given=True) or {}, (*chain, path.resolve()))
    for name in ("lang", "encoding", "fail_on", "profile", "baseline", "cache_dir", "select", "ignore", "extend_select", "families"):
        key = name.replace("_", "-")
        if key not in here.origins and key in below.origins:
            setattr(here, name, getattr(below, name))
            here.origins[key] = below.origins[key]
    here.severity = {**below.severity, **here.severity}
    here.per_file_ignores = below.per_file_ignores + here.per_file_ignores
    here.exceptions = below.exceptions + here.exceptions
    for key in ("severity", "per-file-ignores", "exceptions"):
        if key in below.origins:
            mine = here.origins.get(key)
            here.origins[key] = f"{mine}, {below.origins[key]}" if mine else below.origins[key]
    return here


def _config(path: Path, table: dict[str, Any]) -> Config:
    """The settings of one file, checked. Raises ConfigError."""
    name = path.as_posix()
    config = Config()
    for key, value in table.items():
        if key not in KEYS:
            import difflib

            near = difflib.get_close_matches(key, KEYS, 1)
            raise wrong(ConfigError, "config.key", near=near[0] if near else "", name=name, key=key)
        need = _need(key, value)
        if need:
            raise wrong(ConfigError, "config.value", name=name, key=key, need=need)
        config.origins[key] = f"{shown(path)}:{_line(path, key)}"
        if key == "severity":
            config.severity = dict(value)
        elif key == "per-file-ignores":
            config.per_file_ignores = [(path.parent, pattern, list(rules)) for pattern, rules in value.items()]
        elif key == "exceptions":
            config.exceptions = [_exception(path, at, row) for at, row in enumerate(value)]
        elif key == "families":
            from casekit.ladder.custom import families

            config.families = families(value, name)
        elif key in ("baseline", "cache-dir"):
            setattr(config, key.replace("-", "_"), (path.parent / value).as_posix() if value else "")
        elif key != "extend":
            setattr(config, key.replace("-", "_"), value)
    return config


def _need(key: str, value: Any) -> str:
    """What a value must be where it is not that, "" where it is."""
    if key in _CHOICES:
        return "" if value in _CHOICES[key] else "|".join(_CHOICES[key])
    if key in _LISTS:
        return "" if _words(value) else '["name", …]'
    if key == "severity":
        good = isinstance(value, dict) and all(level in SEVERITIES for level in value.values())
        return "" if good else f'{{"name" = "{"|".join(SEVERITIES)}", …}}'
    if key == "per-file-ignores":
        good = isinstance(value, dict) and all(_words(rules) for rules in value.values())
        return "" if good else '{"*.txt" = ["name", …], …}'
    if key == "exceptions":
        return "" if isinstance(value, list) and all(isinstance(row, dict) for row in value) else "[[exceptions]]"
    return "" if isinstance(value, str) or key == "families" else '"…"'


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _exception(path: Path, at: int, row: dict[str, Any]) -> Exception_:
    name, line = path.as_posix(), _line(path, "exceptions", at)
    for key, value in row.items():
        if key not in _EXCEPTION_KEYS:
            import difflib

            near = difflib.get_close_matches(key, _EXCEPTION_KEYS, 1)
            raise wrong(ConfigError, "config.key", near=near[0] if near else "", name=f"{name}:{line}", key=key)
        if not isinstance(value, str):
            raise wrong(ConfigError, "config.value", name=f"{name}:{line}", key=key, need='"…"')
    for key in ("path", "rule", "reason"):
        if not row.get(key, "").strip():
            raise wrong(ConfigError, "config.exception", name=f"{name}:{line}", key=key)
    return Exception_(
        row["path"], row["rule"], row["reason"], row.get("text", ""), row.get("fingerprint", ""), shown(path), line, path.parent
    )


def shown(path: Path) -> str:
    """A path as people see it: from the current folder where it lies below, with `/`."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (OSError, ValueError, RuntimeError):
        return path.as_posix()


def _line(path: Path, key: str, at: int = 0) -> int:
    """The line of a settings file where a key stands for the `at`th time (from 0), as well as it can be told without a full parser."""
    word = rf"[\"']?{re.escape(key)}[\"']?"
    head = re.compile(rf"\s*(?:{word}\s*[=.]|\[\[?\s*(?:tool\s*\.\s*casekit\s*\.\s*)?{word}\s*\]\]?)")
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError):
        return 1
    found = [number for number, line in enumerate(lines, 1) if head.match(line)]
    return found[at] if at < len(found) else found[-1] if found else 1
