"""How a heading reads on one line, in whatever it is rendered to."""

import re

from casekit.model import Section

LINE_END = re.compile(r"\r\n?|\n")
_BREAKS = re.compile(r"(?<![ \t\u3000])[ \t\u3000]*[\r\n]\s*")  # tried once for a run of blanks, not at each of them
_LONGEST = 200
"""Code points of a heading in a path."""
_OPENERS = {"】": "【", "〗": "〖", "］": "［", "〕": "〔", "]": "["}


def heading(section: Section, between: str = "\u3000") -> str:
    """Title and marker in their order, with the separator between them and the brackets around the title; the 。：； behind it is left out.

    A line break between marker and title is `between`, one inside a title one blank. "" for a section without either.
    """
    title = _BREAKS.sub(" ", section.title)
    opening, closing = brackets(section)
    separator = _BREAKS.sub(between, section.separator)
    marker = _BREAKS.sub(" ", section.marker)
    if section.suffixed:
        return opening + title + separator + marker
    return marker + separator + opening + title + closing


def brackets(section: Section) -> tuple[str, str]:
    """The brackets around a title, as they stand before it and behind it.

    The one before it is given only where `separator` does not hold it: a section without a marker has no separator.
    """
    closing = _BREAKS.sub("", section.closing)
    end = len(closing) - len(closing.lstrip("】〗）)〕］]」』"))
    opening = "" if section.marker else _OPENERS.get(closing[:1], "")
    return opening, closing[:end]


def clipped(words: str) -> str:
    """A heading as it stands in paths, which every row repeats: its beginning alone where it is very long: the output stays linear."""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def has_heading(section: Section) -> bool:
    """Whether there is anything to write for the section itself: the root of most documents has neither marker nor title."""
    return bool(section.marker or section.title)


def bare(section: Section) -> bool:
    """Whether the heading is a marker alone, as 第十二条 before its provision."""
    return bool(section.marker) and not section.title
