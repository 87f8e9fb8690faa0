"""`casekit schema`: the JSON Schema of a record."""

import json
from collections.abc import Callable

from casekit.cli.config import Config
from casekit.cli.report import Report


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def schema() -> int:
        from casekit.record import schema as record_schema

        report.out(json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n")
        return report.verdict()

    return schema
