"""A separator too many behind a number goes: （一）、 becomes （一）. A finding speaks of all markers of one family."""

import re
from collections.abc import Iterator

from casekit.diagnostic import Diagnostic
from casekit.fixes.edit import Edit
from casekit.model import Document, walk

_CLOSED = re.compile(r"(?:[)）\]］〕】]|[①-⓿❶-➓⑴-⒛㈠-㈩㉑-㊿])([、．.，,：:])")
_TWICE = re.compile("[、．.]([、．.])")


def edits(document: Document, finding: Diagnostic) -> Iterator[Edit]:
    """The sign behind a closed marker, or the second of two separators, at every marker of the family."""
    source = document.source
    sections = [section for section in walk(document.root) if section.marker and section.number is not None and not section.suffixed]
    first = next((one for one in sections if one.start <= finding.start <= one.start + len(one.marker) + 1), None)
    if source is None or first is None:
        return
    for section in sections:
        if section.family != first.family or section.kind == "case":
            continue
        end = section.start + len(section.marker)
        for pattern in (_CLOSED, _TWICE):
            found = pattern.match(source.text, end - 2) or pattern.match(source.text, end - 1)
            if found and found.end(1) >= end:
                yield Edit(found.start(1), found.end(1), "")
                break
