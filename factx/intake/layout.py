"""Where the layout cuts a text: into pieces for the model, and where a line break ends a sentence."""

from __future__ import annotations

import re
from itertools import pairwise

from factx.intake.lines import flows, lines, margin
from factx.schema import Document

#: Where a piece may end, the best first: after a blank line, a line, a sentence, a word.
_CUTS = (re.compile(r"\n[ \t\r]*\n\s*"), re.compile(r"\n\s*"), re.compile(r"[.!?][\"”’)\]]*\s+"), re.compile(r"\s+"))


def pieces(document: Document, size: int) -> list[tuple[int, int]]:
    """Split the text into stretches of at most `size` characters that cover it: at the last paragraph bound that fits,
    else at a line's end, else at a sentence's, else between words, else anywhere. Linear in the length of the text."""
    text, found, start = document.text, [], 0
    while len(text) - start > size:
        end = _cut(text, start, start + size)
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def _cut(text: str, start: int, limit: int) -> int:
    for cut in _CUTS:
        last = start
        for m in cut.finditer(text, start, limit):
            last = m.end()
        if last > start:
            return last
    return limit


def line_breaks(document: Document) -> list[int]:
    """The offsets at which a new sentence begins because the layout says so: each line but those that carry on a
    sentence of wrapped text, and the bounds of zones (what follows an inline dateline). Every offset is that of the
    first character that is no white space."""
    rows = lines(document.text)
    width = margin(rows)
    found = {row.start for row in rows[:1]}
    found.update(below.start for above, below in pairwise(rows) if not flows(above, below, width))
    for zone in document.zones:
        found.update(at for at in (zone.start, _next(document.text, zone.end)) if at < len(document.text))
    return sorted(found)


_INK = re.compile(r"\S")


def _next(text: str, at: int) -> int:
    m = _INK.search(text, at)
    return m.start() if m else len(text)
