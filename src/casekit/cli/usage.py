"""Errors of usage, worded by typer in English and over many lines, on one line in both languages."""

import re

from casekit.cli.language import say
from casekit.patterns import lazy

_USAGE = (
    (re.compile(r"No such option:? (\S+)", re.DOTALL), "usage.option"),
    (re.compile(r"No such command (.+?)\.?(?: Did you mean.*)?", re.DOTALL), "usage.command"),
    (re.compile(r"Missing argument (\S+?)\.?(?: Choose from.*)?", re.DOTALL), "usage.missing-argument"),
    (re.compile(r"Missing (?:option|parameter) (\S+?)\.?(?: Choose from.*)?", re.DOTALL), "usage.missing-option"),
    (re.compile(r"Missing command\.?"), "usage.missing-command"),
    (re.compile(r"Invalid value for (.+?): (?:Value error, )?(.+) is not one of (.+?)\.?", re.DOTALL), "usage.choice"),
    (re.compile(r"Invalid value for (.+?): (.+?)\.?", re.DOTALL), "usage.value"),
    (re.compile(r"Option (\S+) requires an argument\.?"), "usage.needs"),
    (re.compile(r"Option (\S+) does not take a value\.?"), "usage.flag"),
    (re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)\.?", re.DOTALL), "usage.extra"),
)
_BEHIND = re.compile(r"[\s('\"]*(\((?:Possible options|Did you mean).*|Did you mean .*)$", re.DOTALL)


def usage_message(error: Exception, lang: str, command: str) -> str | None:
    """A usage error of `command` on one line with what to do; None for errors of another kind."""
    form = getattr(error, "format_message", None)
    if form is None:
        return None
    message = str(form()).strip()
    hint = _BEHIND.search(message)
    near = re.findall(r"--?[\w-]+|'[^']+'", hint[0]) if hint else []
    if hint:
        message = message[: hint.start()]
    for pattern, key in _USAGE:
        found = pattern.fullmatch(message)
        if found:
            words = found.groups()
            if key == "usage.value":
                words = words[0], _value(words[1], lang)
            message = say(lang, key, *words)
            break
    if near:
        message += say(lang, "hint", near=", ".join(near))
    return say(lang, "usage", message=" ".join(message.split()), command=command)


_VALUE = (
    (lazy(r"Input should be a valid (?:integer|number)\b.*", re.DOTALL), "usage.number"),
    (lazy(r"Input should be greater than or equal to (\S+)"), "usage.least"),
    (lazy(r"Input should be less than or equal to (\S+)"), "usage.most"),
    (lazy(r"(.+) is not a valid (?:integer|int)(?: range)?", re.DOTALL), "usage.number"),
    (lazy(r"(\S+) is not in the range (.+)", re.DOTALL), "usage.range"),
)
"""What is said of a wrong value."""


def _value(message: str, lang: str) -> str:
    for pattern, key in _VALUE:
        found = pattern.fullmatch(message)
        if found:
            return say(lang, key, *found.groups())
    return message
