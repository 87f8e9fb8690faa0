"""`casekit rules`: what validate checks."""

from collections.abc import Callable
from typing import Annotated, Literal

from casekit.cli.cells import pad
from casekit.cli.config import Config
from casekit.cli.options import Option
from casekit.cli.report import SEVERITY_STYLES, Painter, Report, wants_color

Format = Literal["text", "json"]
Profile = Literal["gongwen", "law", "compilation", "report", "thesis", "standard", "tw-gongwen"]


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def rules(
        format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text",
        profile: Annotated[Profile | None, Option("--profile", help=report.say("help.rules-profile"))] = None,
    ) -> int:
        from casekit.rules import RULES, selected

        on = {rule.code: rule for rule in selected(profile=profile or "")}
        everything = [on.get(rule.code, rule) for rule in RULES]
        if format == "json":
            rows = [(rule.code, rule.name, rule.severity.value, rule.summary, rule.code in on) for rule in everything]
            report.json([dict(zip(("code", "name", "severity", "summary", "default"), row, strict=True)) for row in rows])
            return report.verdict()
        paint = Painter(wants_color("auto"))
        names = max(len(rule.name) for rule in everything)
        for rule in everything:
            severity = paint(pad(report.say(f"{rule.severity.value}.severity"), 7), SEVERITY_STYLES[rule.severity.value])
            off = "" if rule.code in on else f" ({report.say('off.profile' if profile else 'off')})"
            summary = rule.summary_zh if report.lang == "zh" else rule.summary
            report.out(f"{paint(rule.code, 'bold')}  {pad(rule.name, names)}  {severity}  {summary}{off}\n")
        return report.verdict()

    return rules
