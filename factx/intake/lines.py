"""The lines of a text, and which line breaks are only there because the sender's margin was narrow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"(?:[•◦▪●■*·‣►▶>–—-]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s+")
_COUNTED = re.compile(r"\s*[–—:-]\s+(?:[^\s\d]+ ){0,3}~?\d[\d., ]*\S{0,4}$")
_CLOSED = re.compile(r"[.!?…:;][\"”’')\]]*$")
_OPEN = re.compile(
    r"(?:,|\b(?:the|an?|of|in|on|at|to|for|from|by|with|and|or|but|that|which|who|near|over|under|after|before|between"
    r"|against|into|than|as|is|are|was|were|has|have|had|be|been|its|his|her|their|said))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it; `gap` tells whether a blank line stands above."""

    start: int
    end: int
    text: str
    gap: bool

    @property
    def bullet(self) -> bool:
        """An item of a list."""
        return _BULLET.match(self.text) is not None

    @property
    def counted(self) -> bool:
        """A row of a bulletin: "tanks – 14", "personnel: about 1,050"."""
        return len(self.text) < 100 and ("\t" in self.text or _COUNTED.search(self.text) is not None)

    @property
    def closed(self) -> bool:
        """Ends as a sentence ends."""
        return _CLOSED.search(self.text[-8:]) is not None


def lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order. Only "\\n" and "\\r" end a line."""
    found: list[Line] = []
    last = 0
    for m in _LINE.finditer(text):
        stripped = m.group().strip()
        if stripped:
            start = m.start() + m.group().index(stripped[0])
            between = text[last : m.start()]
            gap = not found or between.count("\n") + between.count("\r") - between.count("\r\n") > 1
            found.append(Line(start, start + len(stripped), stripped, gap))
            last = m.end()
    return found


def margin(found: Sequence[Line]) -> int | None:
    """The width at which a sender wrapped his lines, or None where a paragraph is one line.

    A wrapped text has no long line, and most lines that another follows come close to the longest.
    """
    followed = [len(a.text) for a, b in pairwise(found) if not b.gap]
    if len(followed) < 4 or len(followed) < len(found) // 3:
        return None
    width = max(len(line.text) for line in found)
    near = sum(n > 0.7 * width for n in followed)
    return width if 40 <= width <= 140 and near > 0.6 * len(followed) else None


def flows(above: Line, below: Line, width: int | None) -> bool:
    """Whether a sentence runs on over the break between two lines: a wrapped line, not an end by layout."""
    if below.gap or below.bullet or below.counted or above.counted or above.closed:
        return False
    if _OPEN.search(above.text[-10:]):
        return True
    if width is None:
        return below.text[0].islower() and len(above.text) > 40
    return len(above.text) + 1 + len(below.text.split(None, 1)[0]) > 0.9 * width
