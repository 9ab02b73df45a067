"""HTML → the text of the report: main text, title and date by trafilatura, which is imported when a page comes."""

from __future__ import annotations

import re
from datetime import date

from factx.intake import days

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PARAGRAPH = re.compile(r"\n(?!- |\||\n)")
_WRAPPED = re.compile(r"[^\S\n]*\n\s*")  #: breaks of the source, which mean nothing but in <pre>
_SPACE = re.compile(r"\s+")
#: Shorter texts trafilatura takes from the page as it comes, blocks run together and inline elements torn apart.
_SHORT = 300
_BLOCKS = frozenset(
    "address article blockquote body br caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li main ol p pre"
    " section table td th tr ul".split()
)
_NO_TEXT = ("aside", "button", "footer", "form", "head", "nav", "noscript", "script", "style", "template")


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

    if "<pre" not in html.lower():
        html = _WRAPPED.sub(" ", html)
    found = bare_extraction(html, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text:
        return "", None, None
    text = found.text.strip()
    body = _PARAGRAPH.sub("\n\n", text)
    if len(text) < _SHORT or "\n" not in text:
        body = "\n\n".join(_blocks(html, text)) or body
    title = found.title.strip() if found.title else None
    if title and not body.startswith(title):
        body = f"{title}\n\n{body}"
    return body, title, days.parse(found.date) if found.date else None


def _blocks(html: str, within: str) -> list[str]:
    """The blocks of a page that make up the text `within`, each one paragraph."""
    from trafilatura import load_html

    tree = load_html(html)
    if tree is None:
        return []
    for element in list(tree.iter(*_NO_TEXT)):
        element.drop_tree()
    for element in tree.iter():
        edge = "\n" if element.tag in _BLOCKS else ""
        element.text = edge + _SPACE.sub(" ", element.text or "")
        element.tail = edge + _SPACE.sub(" ", element.tail or "")
    squeezed = _SPACE.sub("", within)
    return [_SPACE.sub(" ", line).strip() for line in tree.text_content().split("\n") if _has(squeezed, line)]


def _has(squeezed: str, line: str) -> bool:
    words = _SPACE.sub("", line)
    return bool(words) and words in squeezed
