"""A document as a page for a browser, and a page that lists the pages of many.

Guarantees:
1. A page is one file: it loads nothing, sends nothing, and says so in its content policy.
2. No text of a document, its path or its findings is markup, script, style or an address in it, and none is invisible.
3. The same input gives the same bytes.
4. The time and the size are linear in the text.
"""

from casekit.renderers.html.corpus_page import Entry, Listing, index, listing
from casekit.renderers.html.source_page import render

__all__ = ["Entry", "Listing", "index", "listing", "render"]
