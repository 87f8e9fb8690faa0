"""The way in, as thin as can be: the version and the help are printed as they were when the package was made, without the program."""

import os
import sys

# Annotations here stay text: importing collections.abc or typing would cost a good part of a start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES = ("en", "zh")

HELP_COLUMNS = 80
"""The help is set for this width at most, so that wider places make no difference."""


def main(argv: "Sequence[str] | None" = None) -> int:
    """Runs the command that `argv` names (the process's own arguments by default) and gives its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    text = known(arguments)
    if text is None:
        return _whole(arguments, last=argv is None)
    from casekit.cli import streams

    streams.open_streams()
    try:
        streams.write(text)
        streams.flush()
    except streams.OutputLost as lost:
        from casekit.cli.program import output_lost

        return output_lost(lost, arguments)
    return 0


def _whole(arguments: list[str], last: bool) -> int:
    """The exit code of the whole program; after the `last` thing that a process does, nothing is left as it was."""
    import gc

    collecting = gc.isenabled()
    gc.disable()  # trees hold no cycles, and looking for them would cost a third of the time
    try:
        from casekit.cli.program import run

        return run(arguments)
    finally:
        if last:
            gc.freeze()  # or the interpreter looks through all modules for cycles twice before it ends: 10 ms
        elif collecting:
            gc.enable()


class CommonWrong(ValueError):
    """What works with every command is asked for wrongly; `key` names what is told about it, `value` is what was asked for."""

    def __init__(self, key: str, value: str = "") -> None:
        super().__init__(key, value)
        self.key = key
        self.value = value


def known(arguments: list[str]) -> str | None:
    """What is printed for `arguments` where that is known without the program: the version, and help in places wide enough for it."""
    if "_CASEKIT_COMPLETE" in os.environ:
        return None
    try:
        words, lang, _, _ = common(arguments)
    except CommonWrong:
        return None
    if words == ["--version"]:
        from casekit.version import __version__

        return f"casekit {__version__}\n"
    if words and len(words) <= 2 and words[-1] in ("-h", "--help") and _wide():
        from casekit.cli.language import from_locale

        return help_text(lang or from_locale(), words[0] if len(words) == 2 else "")
    return None


def common(arguments: list[str]) -> tuple[list[str], str, str, bool]:
    """The arguments without those that work before and behind every command; the language and settings they name, "" for none; debugging.

    Raises CommonWrong.
    """
    words: list[str] = []
    lang = settings = ""
    debug = False
    waiting = iter(arguments)
    for word in waiting:
        if word == "--":
            words += [word, *waiting]
        elif word == "--debug":
            debug = True
        elif word == "--lang" or word.startswith("--lang="):
            value = word[7:] if "=" in word else next(waiting, None)
            if value is None:
                raise CommonWrong("lang-missing")
            if value not in LANGUAGES:
                raise CommonWrong("lang", value)
            lang = value
        elif word == "--config" or word.startswith("--config="):
            settings = word[9:] if "=" in word else next(waiting, "")
            if not settings:
                raise CommonWrong("config-missing")
        else:
            words.append(word)
    return words, lang, settings, debug


def help_text(lang: str, command: str) -> str | None:
    """The help of a command, of the whole program for ""; None where there is no such command."""
    if lang == "zh":
        from casekit.cli.help_zh import HELP
    else:
        from casekit.cli.help_en import HELP
    return HELP.get(command)


def _wide() -> bool:
    columns = os.environ.get("COLUMNS", "")
    if columns:
        return columns.isdecimal() and len(columns) < 6 and int(columns) >= HELP_COLUMNS
    try:
        return sys.__stdout__ is None or os.get_terminal_size(sys.__stdout__.fileno()).columns >= HELP_COLUMNS
    except (OSError, ValueError):
        return True  # no terminal
