"""`casekit rule`: the manual page of one rule."""

from collections.abc import Callable
from typing import Annotated

from casekit.cli.config import Config
from casekit.cli.language import wrong
from casekit.cli.options import Argument
from casekit.cli.report import Report
from casekit.errors import ConfigError


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def rule(name: Annotated[str, Argument(metavar="NAME|CODE", help=report.say("help.rule"))]) -> int:
        from casekit.cli.selection import PAGES
        from casekit.rules import RULES

        for found in RULES:
            if name.lower() == found.name or name.upper() == found.code:
                off = "" if found.default else f", {report.say('off')}"
                about = f"{found.code} {found.name} ({report.say(f'{found.severity.value}.severity')}{off})"
                about += f"：{found.summary_zh}" if report.lang == "zh" else ""
                report.out(f"{about}\n\n{found.page(report.lang)}\n")
                return report.verdict()
        for code, (known, severity, page, page_zh) in PAGES.items():
            if name.lower() == known or name.upper() == code:
                report.out(f"{code} {known} ({report.say(f'{severity}.severity')})\n\n{page_zh if report.lang == 'zh' else page}\n")
                return report.verdict()
        import difflib

        near = difflib.get_close_matches(name, [found.name for found in RULES] + [found.code for found in RULES], 1)
        raise wrong(ConfigError, "no-rule", near=near[0] if near else "", name=name)

    return rule
