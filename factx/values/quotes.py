"""Quotations as they are printed: which stretches of a text stand between quotation marks, of whatever kind.

Marks may be straight, curly or foreign (“…” "…" „…“ «…» »…« ‘…’ '…'), a quotation may run over paragraphs, each with an
opening mark of its own, and a mark may be missing: then the quotation ends with its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

#: Opening marks, and what closes each.
PAIRS = {"“": '”“"', "„": '“”"', "‟": "”", "«": "»", "»": "«", "「": "」", '"': '"”“', "‘": "’", "'": "'", "‹": "›"}
SINGLE = "‘'"
_MARK = re.compile(r"``|''|[“”„‟«»「」\"‘'’]|\n[ \t]*\n[\s]*")
_CLOSING_SINGLE = re.compile(r"(?<=[\w.,!?…)\]])[’'](?![\w’'])")
_BEFORE = frozenset(" \t\n\u00a0([{-–—―/:,;>*")
#: A single mark closes a quotation within so many characters, or it is an apostrophe.
REACH = 1500


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters `start` to `end` are what is quoted, without the marks and white space; `outer` includes the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order; those that go on from paragraph to paragraph as one."""
    found: list[Quotation] = []
    opened = -1  # where the quotation that is open begins, at its mark
    closers = ""
    singles = [m.start() for m in _CLOSING_SINGLE.finditer(text)]
    limit = -1  # a single mark's quotation: where it must close
    for m in _MARK.finditer(text):
        at, mark = m.start(), m.group()
        if mark in ("``", "''"):
            mark = '"'
        if opened < 0:
            if mark[0] == "\n" or not _opens(text, at, m.end(), mark):
                continue
            if mark in SINGLE:
                limit = _single_end(text, singles, at)
                if limit < 0:
                    continue
            opened, closers = at, PAIRS[mark]
        elif limit >= 0:
            if at == limit:
                found.append(_made(text, opened, m.end()))
                opened, limit = -1, -1
        elif mark[0] == "\n":
            if not _continues(text, m.end(), text[opened]):
                found.append(_made(text, opened, at, closed=False))
                opened = -1
        elif mark in closers and _closes(text, at, m.end()):
            found.append(_made(text, opened, m.end()))
            opened = -1
    if opened >= 0:
        found.append(_made(text, opened, len(text), closed=False))
    return [q for q in found if q.start < q.end]


def _opens(text: str, at: int, end: int, mark: str) -> bool:
    """May a mark at these characters open a quotation?"""
    if mark not in PAIRS or end >= len(text) or text[end].isspace():
        return False
    free = at == 0 or text[at - 1] in _BEFORE
    if mark in SINGLE:
        return free and text[end].isalnum()
    return free or mark in "“„«「"


def _closes(text: str, at: int, end: int) -> bool:
    """Does a mark that may close an open quotation do so? Not where it opens its next paragraph."""
    before = text[at - 1] if at else "\n"
    if not before.isspace():
        return True
    line = text[max(0, at - 40) : at].rstrip(" \t")
    return not line.endswith("\n") and (end >= len(text) or not text[end].isalnum())


def _continues(text: str, at: int, mark: str) -> bool:
    return text.startswith(mark, at) or (mark == "“" and text.startswith('"', at))


def _single_end(text: str, singles: list[int], at: int) -> int:
    """Where a quotation in single marks closes: at the first mark after punctuation or before it, else at the first
    that is no genitive ("soldiers’"); -1 where none follows in the paragraph."""
    break_at = text.find("\n\n", at, at + REACH)
    last = break_at if break_at >= 0 else at + REACH
    first = bisect_left(singles, at + 1)
    weak = -1
    for close in singles[first : first + 12]:
        if close > last:
            break
        sure = text[close - 1] in ".,!?…" or text[close + 1 : close + 2] in (",", ".", ";", ":", "?", "!", "\n", "")
        if sure or text[close - 1] != "s":
            return close
        weak = close if weak < 0 else weak
    return weak


def _made(text: str, opened: int, end: int, closed: bool = True) -> Quotation:
    width = 2 if text.startswith(("``", "''"), opened) else 1
    start, stop = opened + width, end
    if closed:
        stop -= 2 if text.startswith("''", end - 2) else 1
    inner = text[start:stop]
    start += len(inner) - len(inner.lstrip())
    quotation = Quotation(start, stop, opened, end)
    return replace(quotation, end=start + len(inner.strip()))
