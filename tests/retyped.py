"""Texts typed, copied or printed in another way, which says nothing about their headings.

A way gives for every character of a text what stands for it; joined they are the new text.
"""

import re
from collections.abc import Callable
from typing import Any

Way = Callable[[str, list[dict[str, Any]]], list[str]]
_HALF = str.maketrans("，：；？！（）", ",:;?!()")
_MARKER = re.compile(
    "(?:第[0-9一二三四五六七八九十百]+(?:课时|[章节编篇部分条讲]|课(?!时))|[一二三四五六七八九十]+、|[（(][0-9一二三四五六七八九十]+[)）]"
    "|[0-9]+[.、．])(?=[\u4e00-\u9fff“《])"
)


def half_width(text: str, gold: list[dict[str, Any]]) -> list[str]:
    return [character.translate(_HALF) for character in text]


def straight_quotes(text: str, gold: list[dict[str, Any]]) -> list[str]:
    return ['"' if character in "“”" else character for character in text]


def fixed_blanks(text: str, gold: list[dict[str, Any]]) -> list[str]:
    return ["\u00a0" if character == " " else character for character in text]


def other_line_ends(text: str, gold: list[dict[str, Any]]) -> list[str]:
    return [("\r" if character == "\n" and text[at - 1 : at] != "\r" else "") + character for at, character in enumerate(text)]


def blanks_at_line_ends(text: str, gold: list[dict[str, Any]]) -> list[str]:
    return [("  " if character == "\n" and text[at - 1 : at] not in ("", "\n") else "") + character for at, character in enumerate(text)]


def blank_lines_between(text: str, gold: list[dict[str, Any]]) -> list[str]:
    return [character + "\n" * (character == "\n") for character in text]


def two_blank_lines_between(text: str, gold: list[dict[str, Any]]) -> list[str]:
    return [character + "\n \n" * (character == "\n") for character in text]


def blanks_behind_markers(text: str, gold: list[dict[str, Any]]) -> list[str]:
    beginning = [at for at in (heading["start"] for heading in gold) if not text[text.rfind("\n", 0, at) + 1 : at].strip()]
    matches = [_MARKER.match(text, at) for at in beginning]
    ends = {match.end() for match in matches if match}
    return [" " * (at in ends) + character for at, character in enumerate(text)]


def bold_headings(text: str, gold: list[dict[str, Any]]) -> list[str]:
    """With the marks of Markdown around every heading that has a line of its own."""
    first, last = set(), set()
    for heading in gold:
        start = heading["start"]
        line = text[start:].partition("\n")[0].rstrip()
        alone = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        if alone and heading["marker"] and heading["title"] and not heading.get("run_in") and len(line) < 40:
            first.add(start)
            last.add(start + len(line) - 1)
    return ["**" * (at in first) + character + "**" * (at in last) for at, character in enumerate(text)]


WAYS: tuple[Way, ...] = (
    half_width,
    straight_quotes,
    fixed_blanks,
    other_line_ends,
    blanks_at_line_ends,
    blank_lines_between,
    two_blank_lines_between,
    blanks_behind_markers,
    bold_headings,
)


def retyped(text: str, gold: list[dict[str, Any]], way: Way) -> tuple[str, list[dict[str, Any]]]:
    """The text in another way, and its headings where they stand then."""
    parts = way(text, gold)
    places, at = [], 0
    for character, part in zip(text, parts, strict=True):
        places.append(at + max(part.find(character), 0))
        at += len(part)
    moved = []
    for heading in gold:
        others = [places[place] for place in heading.get("alt", ())]
        moved.append({**heading, "start": places[heading["start"]], "alt": others})
    return "".join(parts), moved
