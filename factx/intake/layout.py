"""Where the layout cuts a text: pieces for the model, line breaks that end a sentence."""

from __future__ import annotations

import re

from factx.schema import Document

_BLANK = re.compile(r"\n[ \t\r]*\n\s*")


def pieces(document: Document, size: int) -> list[tuple[int, int]]:
    """Split the text at paragraph bounds into stretches of at most `size` characters that cover it."""
    text, found, start = document.text, [], 0
    while len(text) - start > size:
        end = text.rfind("\n\n", start, start + size)
        end = end + 2 if end > start else start + size
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def line_breaks(document: Document) -> list[int]:
    """The offsets at which a new sentence must begin because the layout says so."""
    found = {m.end() for m in _BLANK.finditer(document.text)}
    return sorted(found)
