"""The main text of a web page, without menus, notices and what else a site puts around it, by trafilatura.

The page that is left is read as any other, so that headings and lists keep what they say.
"""

import logging

from casekit.readers.extras import need


def main_part(text: str, name: str) -> str | None:
    """A page of the main text of a page; None where none is found, as on very short ones. Raises SourceError without the extra `web`."""
    trafilatura = need("trafilatura", "web", name, "a web page whose main text is asked for", "网页，要求只读正文")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: str | None = trafilatura.extract(
        text,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_images=False,
        include_links=False,
        include_tables=True,
        favor_recall=True,
    )
    return found if found and not found.isspace() else None
