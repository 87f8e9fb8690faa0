"""`casekit config`: which settings hold here, and where each came from."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from casekit.cli.cells import clean
from casekit.cli.config import Config, shown
from casekit.cli.options import Option
from casekit.cli.report import Painter, Report, wants_color

Format = Literal["text", "json"]


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def config_(format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text") -> int:
        from casekit.cli.accepted import Accepted
        from casekit.cli.selection import chosen

        rules = chosen(config.select, config.ignore, config.extend_select, config.profile)
        Accepted(config, None)  # a word that stands for no rule is told here too
        rows = list(_rows(report, config))
        if format == "json":
            values = {key: {"value": value, "from": origin} for key, value, origin in rows}
            report.json({"settings": values, "rules": [rule.code for rule in rules]})
            return report.verdict()
        paint = Painter(wants_color("auto"))
        for key, value, origin in rows:
            text = clean(json.dumps(value, ensure_ascii=False))
            report.out(f"{paint(key, 'bold')} = {text}  {paint('# ' + clean(origin), 'cyan')}\n")
        report.out(f"{paint('# ' + report.say('config.rules'), 'cyan')} {' '.join(rule.name for rule in rules)}\n")
        return report.verdict()

    return config_


def _rows(report: Report, config: Config) -> Iterator[tuple[str, Any, str]]:
    """Key, value and origin of every setting."""
    from casekit.cli.cache import default_folder

    default = report.say("config.default")
    values: dict[str, Any] = {
        "lang": config.lang or report.lang,
        "encoding": config.encoding,
        "fail-on": config.fail_on or "info",
        "profile": config.profile,
        "select": config.select,
        "ignore": config.ignore,
        "extend-select": config.extend_select,
        "severity": config.severity,
        "per-file-ignores": {shown(folder / pattern): words for folder, pattern, words in config.per_file_ignores},
        "exceptions": [
            {key: value for key in ("path", "rule", "text", "fingerprint", "reason") if (value := getattr(row, key))}
            for row in config.exceptions
        ],
        "families": [custom.family.id for custom in config.families],
        "baseline": shown(Path(config.baseline)) if config.baseline else "",
        "cache-dir": shown(Path(config.cache_dir)) if config.cache_dir else default_folder(),
    }
    for key, value in values.items():
        yield key, value, config.origins.get(key, default)
