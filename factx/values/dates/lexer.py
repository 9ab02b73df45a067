"""Text → the tokens that dates are made of. Words of the calendar get their class; all else is "word" or "mark"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from factx.lexicon import Row

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
# Every alternative begins at a word's or a number's own start and takes it whole, so a line of any length is read once.
_TOKEN = re.compile(
    rf"""
  (?P<meridiem>(?:(?<=\d)|(?<=\d\s))(?:[ap]\.m\b\.?|[ap]m\b))
| (?P<word>[^\W\d_]+)
| (?P<iso>(?<![\w-])\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{{1,9}})?)?\ ?(?:Z|UTC|[+-]\d\d:?\d\d)?)?(?![\w-]))
| (?P<dtg>(?<!\w)[0-3]\d[0-2]\d[0-5]\d\ ?[A-Z]\ ?{_MONTHS}\ ?\d\d(?:\d\d)?(?!\w))
| (?P<numeric>(?<![\w./-])(?:\d{{1,2}}(?P<cut>[./-])\d{{1,2}}(?P=cut)(?:\d{{4}}|\d\d)
    |\d{{4}}(?P<bar>[./])\d\d?(?P=bar)\d\d?)(?![\w/-]|[.,]\d))
| (?P<stamp>(?<![\w/-])\d{{1,2}}(?P<dash>[-/.]){_MONTHS}[a-z]*(?P=dash)\d{{2,4}}(?![\w/-]))
| (?P<clock>(?<![\w:.,])\d{{1,2}}(?::[0-5]\d){{1,2}}(?![:\d])
    |(?<![\w:.,$€£])\d{{1,2}}\.[0-5]\d(?=\ ?[ap]\.?m\b|\ ?(?:hrs|hours|GMT|UTC)\b))
| (?P<figure>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+\.\d+)
| (?P<nth>\d{{1,2}}(?:st|nd|rd|th)\b)
| (?P<decade>(?<![\w.,])(?:\d{{3}}0|['’]?[1-9]0)['’]?s\b)
| (?P<digits>\d+)
| (?P<possessive>['’]s?\b)
| (?P<gap>\n[^\S\n]*\n)
| (?P<mark>[^\w\s]|_)
""",
    re.VERBOSE | re.IGNORECASE,
)


class Token(NamedTuple):
    """`kind` is a class of the table, or: iso, dtg, numeric, stamp, clock, decade, meridiem, int (a free-standing whole
    number), nth, word, mark, figure, possessive, gap (an empty line), end. `value` is the table's value, the number, or
    the text; `text` is in lower case; `doubt` is the table's, `source` its row."""

    kind: str
    value: str | int
    text: str
    start: int
    end: int
    capital: bool = False
    doubt: str = ""
    upper: bool = False
    source: str = ""


#: The words of an entry, its class, value, doubt and row.
_Entry = tuple[list[str], str, str | int, str, str]


class Words:
    """The words of the calendar, by their first word, the longest entry first."""

    def __init__(self, table: Iterable[Row]) -> None:
        self.entries: dict[str, list[_Entry]] = {}
        for row in table:
            spelt = [m.group().lower() for m in _TOKEN.finditer(row["word"].replace("’", "'"))]
            entry = (spelt, row["class"], _value(row["class"], row["value"]), row["doubt"], row.source)
            self.entries.setdefault(spelt[0], []).append(entry)
        for entries in self.entries.values():
            entries.sort(key=lambda e: -len(e[0]))


def _value(kind: str, value: str) -> str | int:
    return int(value) if kind in ("month", "weekday", "number", "ordinal", "day") else value


def tokens(text: str, words: Words) -> list[Token]:
    """All tokens of a text, then "end" so often that no rule looks past it. A number that is a part of something longer
    ("T-72", "5km", "$40") is a figure."""
    raw = [(str(m.lastgroup), m.group(), m.start()) for m in _TOKEN.finditer(text)]
    out: list[Token] = []
    i = 0
    known = words.entries
    while i < len(raw):
        kind, surface, start = raw[i]
        low = surface.lower()
        if low not in known:
            out.append(_plain(kind, surface, low, start, text, out))
            i += 1
        elif entry := _entry(raw, i, known[low]):
            spelt, cls, value, doubt, source = entry
            last = raw[i + len(spelt) - 1]
            end = last[2] + len(last[1])
            word = " ".join(spelt)
            out.append(Token(cls, value, word, start, end, surface[0].isupper(), doubt, surface.isupper(), source))
            i += len(spelt)
        else:
            out.append(_plain(kind, surface, low, start, text, out))
            i += 1
    return out + [Token("end", "", "", len(text), len(text))] * _LOOKAHEAD


def _entry(raw: list[tuple[str, str, int]], i: int, entries: list[_Entry]) -> _Entry | None:
    """The longest of the entries that stands at `i`."""
    for entry in entries:
        spelt = entry[0]
        if len(spelt) == 1 or [r[1].lower().replace("’", "'") for r in raw[i : i + len(spelt)]] == spelt:
            return entry if entry[3] != "capital" or raw[i][1][0].isupper() or raw[i][1][0].isdigit() else None
    return None


def _plain(kind: str, surface: str, low: str, start: int, text: str, before: list[Token]) -> Token:
    end = start + len(surface)
    if kind == "word":
        return Token(kind, surface, low, start, end, surface[0] != low[0])
    if kind == "digits":
        if len(surface) > 4 or _glued(before, start, text, end):
            return Token("figure", surface, low, start, end)
        return Token("int", int(surface), low, start, end)
    if kind == "nth":
        return Token("nth", int(low[:-2]), low, start, end)
    return Token(kind, surface, low, start, end, surface[0].isupper())


def _glued(before: list[Token], start: int, text: str, end: int) -> bool:
    """Is the number a part of a designation (Kh-59), a measure (5km), a sum ($40) or an age (54-year-old)?"""
    left, right, next_ = text[start - 1 : start], text[end : end + 1], text[end + 1 : end + 2]
    if left.isalnum() or left in _SIGNS or right in _SIGNS:
        return True
    if left and left in "-–." and len(before) > 1 and before[-2].end == before[-1].start == start - 1:
        near = before[-2]
        if near.kind == "figure" or (left == "." and near.kind == "int"):
            return True
        if left != "." and near.kind == "word" and near.text not in _PREFIXES:
            return True
    if right and right in "-–" and next_.isalpha():
        return not _AFTER_HYPHEN.match(text, end + 1)
    return right.isalpha() and not _AFTER_NUMBER.match(text, end)


_LOOKAHEAD = 16
_SIGNS = frozenset("$€£¥#№°%‰§")
_PREFIXES = frozenset(("pre", "post", "since", "circa"))
_AFTER_HYPHEN = re.compile(rf"{_MONTHS}|present\b|to\b", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"[ap]\.?m\b|h\b|z\b|hrs\b", re.IGNORECASE)
