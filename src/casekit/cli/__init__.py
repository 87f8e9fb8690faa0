"""The command line: the only place that prints, and the only one that knows typer and rich.

1. Data goes to standard output, everything else to standard error.
2. The exit code is 0 where nothing was found, 1 for findings or differences, 2 where not all the work could be done, 130 and 143 for
   signals, 141 where the reader of standard output went away.
3. An error is one line: what, where, what to do; a traceback comes only with `--debug`.
4. One input that fails never stops the others.
5. Nothing is imported that a call does not need: `front` answers what is known beforehand, plain calls go from `program` straight to
   their command, and typer comes for everything else, every error of usage among it.
"""

from casekit.cli.front import main

__all__ = ["COMMANDS", "main"]

COMMANDS = (
    *("parse", "outline", "validate", "baseline", "render", "diff", "redact"),
    *("stats", "explain", "rules", "rule", "families", "schema", "config", "info"),
)
"""In the order of the help; each is a module of this package with a function `command`, that of `config` is `config_cmd`."""
