"""JUnit's XML, which most build servers show: a suite for each file, a failure for each finding, an error for what could not be read."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from casekit.cli.findings.context import Context
from casekit.cli.findings.result import Checked

_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\u1fff\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U000dffff]")


def write(checked: Iterable[Checked], context: Context) -> Iterator[str]:
    """The document, a suite at a time; totals are left out, readers count for themselves."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="casekit">\n'
    for one in checked:
        name = _value(one.record or one.source or one.name)
        cases = max(1, len(one.found) + bool(one.error))
        yield f'  <testsuite name={name} tests="{cases}" failures="{len(one.found)}" errors="{int(bool(one.error))}">\n'
        if one.error:
            yield f'    <testcase classname={name} name="casekit"><error message={_value(one.error)}/></testcase>\n'
        elif not one.found:
            yield f'    <testcase classname={name} name="casekit"/>\n'
        for found in one.found:
            diagnostic = found.diagnostic
            place = f"{one.path(found)}:{diagnostic.line}:{diagnostic.column}"
            label = _value(f"{diagnostic.code} {diagnostic.name} {diagnostic.line}:{diagnostic.column}")
            body = _text(f"{place}: {diagnostic.message}")
            kind = f"message={_value(diagnostic.message)} type={_value(diagnostic.severity.value)}"
            yield f"    <testcase classname={name} name={label}><failure {kind}>{body}</failure></testcase>\n"
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub(_named, text))


def _value(text: str) -> str:
    return quoteattr(_NOT_XML.sub(_named, text))


def _named(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
