"""Options of the whole suite, and the golden pairs."""

import os

import pytest
from hypothesis import HealthCheck, settings

import casekit.parser

# A busy machine draws examples slowly, which says nothing about the code.
settings.register_profile("casekit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casekit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite tests/cases/*.yaml and the outputs shown in the READMEs with what the program says now",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--accept") and os.environ.get("CI"):
        raise pytest.UsageError("--accept is for people: on a build machine it would accept anything")


@pytest.fixture
def parsed(monkeypatch):
    """The sources that the parser gets in this process, as they come."""
    seen = []
    real = casekit.parser.parse

    def count(source):
        seen.append(source.origin.path)
        return real(source)

    monkeypatch.setattr(casekit.parser, "parse", count)
    return seen
