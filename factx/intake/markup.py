"""HTML → the text of the report: main text, title and date by trafilatura, which is imported when a page comes."""

from __future__ import annotations

import re
from datetime import date

from factx.intake import days

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PARAGRAPH = re.compile(r"\n(?!- |\||\n)")


def declared(raw: bytes) -> str | None:
    """The encoding that a page names in its head."""
    m = _CHARSET.search(raw[:4096])
    return m[1].decode("ascii", errors="ignore") if m else None


def is_page(text: str) -> bool:
    """Whether a text that came without a telling suffix (stdin) is an HTML page."""
    return _PAGE.match(text[:2000]) is not None


def page(html: str) -> tuple[str, str | None, date | None]:
    """The main text of a page under its title, the title, and the day that its metadata give.

    Paragraphs are set apart by blank lines; this text is the document's, and offsets point into it. Empty where the
    page has no main text.
    """
    from trafilatura import bare_extraction

    found = bare_extraction(html, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text:
        return "", None, None
    body = _PARAGRAPH.sub("\n\n", found.text.strip())
    title = found.title.strip() if found.title else None
    if title and not body.startswith(title):
        body = f"{title}\n\n{body}"
    return body, title, days.parse(found.date) if found.date else None
